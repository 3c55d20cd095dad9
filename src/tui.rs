//! The reader on the screen: the shell around [`model::Model`], and the only place with threads of its own.
//!
//! Input, signals and workers send messages; the loop drains them all, has the model take them in, draws once, and
//! hands out what is to be done. Nothing pending means no wake-up.

pub mod abilities;
pub mod ansi;
mod areas;
mod arrange;
mod changes;
mod clipboard;
mod code;
mod command;
mod draw;
pub mod effect;
mod found;
mod input;
mod keymap;
pub mod librarian;
mod many;
pub mod model;
pub mod msg;
mod pane;
pub mod pictures;
pub mod screen;
mod shell;
mod terminal;
mod themes;
pub mod voice;
mod watch;
pub mod web;
pub mod worker;

pub use command::{Command, Scope};
pub use input::Heard;
pub use pane::TABLES;
pub use shell::{Start, run};
