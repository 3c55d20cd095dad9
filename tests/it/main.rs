//! The one integration binary: a module for each area.
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test that meets the unexpected fails, and a panic is how it says so"
)]

mod aids;
mod arrows;
mod bundled;
mod choice;
mod cli;
mod commands;
mod drawing;
mod export;
#[cfg(unix)]
mod faults;
mod formats;
mod formats_more;
mod html;
mod huge;
mod kinds;
mod layout;
#[cfg(unix)]
mod library;
mod linear;
mod links;
#[cfg(unix)]
mod measured;
mod mishaps;
mod pages;
mod paint;
#[cfg(feature = "pictures")]
mod pictures;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod pty_links;
mod quotes;
mod quoting;
mod reading;
mod returns;
mod screens;
#[cfg(unix)]
mod shelf;
mod speaking;
mod stages;
mod state;
mod stubs;
mod support;
mod unicode;
mod web;
