//! The stories that come with the program, readable under the paths `pullquote:NAME`.

use std::path::{Path, PathBuf};

/// What the paths of the stories that come with the program begin with.
pub const BUNDLED_PREFIX: &str = "pullquote:";

/// Names of files in `assets/stories` to a table of names and bytes.
macro_rules! stories {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../assets/stories/", $name)))),*]
    };
}

/// In the order in which they are meant to be met.
const STORIES: &[(&str, &[u8])] = stories![
    "swing-bridge-vote.txt",
    "it-is-a-bridge.md",
    "the-woman-who-winds-the-town.md",
    "ines-karrow-interview.md",
    "eels.md",
    "the-bell.md",
    "tobias-fenn-obituary.txt",
    "tobias-fenn-fr.md",
    "drehbruecke.txt",
    "flood-gate.txt",
    "ferry-returns.txt",
    "counted-bridge-openings.md",
    "bridge-chowder.md",
];

/// Name and bytes of every story that comes with the program.
#[must_use]
pub fn bundled() -> &'static [(&'static str, &'static [u8])] {
    STORIES
}

/// The paths under which they are read, in order.
#[must_use]
pub fn bundled_paths() -> Vec<PathBuf> {
    let path = |(name, _): &(&str, _)| PathBuf::from(format!("{BUNDLED_PREFIX}{name}"));
    STORIES.iter().map(path).collect()
}

/// The name in a path `pullquote:NAME`; `None` for any other path.
pub(super) fn name_in(path: &Path) -> Option<&str> {
    path.to_str()?.strip_prefix(BUNDLED_PREFIX)
}

/// The bytes of the story of this name.
pub(super) fn lookup(name: &str) -> Option<&'static [u8]> {
    let found = STORIES.iter().find(|(n, _)| *n == name);
    found.map(|(_, bytes)| *bytes)
}
