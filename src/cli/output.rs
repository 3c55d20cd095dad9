//! The one way to standard output: locked, buffered, clean. And the complaints on standard error, one line each.

use std::{
    fmt::Display,
    io::{self, BufWriter, StdoutLock, Write},
};

use serde::Serialize;

use super::{DONE, MISSED};
use crate::text::Clean;

/// Standard output, and how the run has gone so far.
pub(super) struct Output {
    out: BufWriter<StdoutLock<'static>>,
    code: u8,
    /// What was complained about last: once is enough.
    last: String,
}

impl Output {
    pub(super) fn new() -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            code: DONE,
            last: String::new(),
        }
    }

    /// Writes text that is clean: pieces of articles, and what this program says itself.
    pub(super) fn text(&mut self, clean: &str) -> io::Result<()> {
        self.out.write_all(clean.as_bytes())
    }

    /// Writes a line of clean text.
    pub(super) fn line(&mut self, clean: &str) -> io::Result<()> {
        self.text(clean)?;
        self.text("\n")
    }

    /// Writes a value as one line of JSON. Its texts are clean.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        self.text("\n")
    }

    /// Says what went wrong, and goes on.
    pub(super) fn complain(&mut self, what: &dyn Display) -> io::Result<()> {
        self.code = MISSED;
        self.flush()?;
        let what = what.to_string();
        if what != self.last {
            complain(&what);
            self.last = what;
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// [`MISSED`] where there was anything to complain about.
    pub(super) fn code(&self) -> u8 {
        self.code
    }
}

/// Says what went wrong, as `pullquote: PATH: what is wrong`.
pub(super) fn complain(what: &dyn Display) {
    complain_as_is(&Clean::line(&format!("pullquote: {what}")));
}

/// Writes to standard error. Where nobody hears it, nothing can be done about it.
pub(super) fn complain_as_is(text: &Clean) {
    let _ = writeln!(io::stderr(), "{}", text.trim_end());
}
