//! What several test modules share: a small library, a bench for the reader without a terminal, and the reader in one.

pub(crate) mod bench;
#[cfg(unix)]
pub(crate) mod home;
pub(crate) mod keys;
pub(crate) mod library;
pub(crate) mod picture;
#[cfg(unix)]
pub(crate) mod pty;
