//! The reader on the screen.

use std::{path::PathBuf, process::ExitCode};

use crate::{
    config::{Config, Places},
    library::Source,
    text::Clean,
};

/// What the reader starts with.
#[derive(Debug)]
pub struct Start {
    /// Files and folders as given, `-` among them for `piped`; none for the library or the bundled stories.
    pub paths: Vec<PathBuf>,
    /// Standard input, where it is to be read.
    pub piped: Option<Source>,
    /// Whether colours are wanted.
    pub colour: bool,
    /// Where settings and progress are kept.
    pub places: Places,
    /// The settings.
    pub config: Config,
    /// What was odd about the settings.
    pub warnings: Vec<Clean>,
}

/// Runs the reader until it is left.
#[must_use]
pub fn run(_start: Start) -> ExitCode {
    ExitCode::SUCCESS
}
