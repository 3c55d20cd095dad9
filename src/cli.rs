//! Arguments, and the modes that need no terminal.

use std::{ffi::OsString, process::ExitCode};

/// Runs the program on its arguments.
#[must_use]
pub fn main(_arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::SUCCESS
}
