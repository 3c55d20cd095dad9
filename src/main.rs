//! The `pullquote` program: arguments to [`pullquote::cli::main`].
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    pullquote::cli::main(std::env::args_os())
}
