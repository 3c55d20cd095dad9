//! A story's file deleted, because the reader said so twice: the one place where anything is done to a file of stories.
//!
//! In goes the entry of a story; the file goes, or what keeps it comes out in words. Nothing else is moved or deleted.

use super::{BUNDLED_PREFIX, Entry, OpenError, open};
use crate::{format::Limits, text::Clean};
use std::{fmt, fs};

/// Why a story's file is not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It holds, or could hold, other stories too: what it is called.
    Holds(&'static str),
    /// It comes with the program.
    Bundled,
    /// It cannot be read, or is not the file any more that the story was found in.
    Open(OpenError),
    /// The system does not let it go: what it says, with the path.
    System(Clean),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holds(what) => write!(
                f,
                "the story is one of several in a file ({what}), which stays; d throws the story away"
            ),
            Self::Bundled => f.write_str("the story comes with pullquote and has no file"),
            Self::Open(error) => error.fmt(f),
            Self::System(why) => f.write_str(why),
        }
    }
}

/// Formats of files that are made to hold many stories, even where one holds a single one now.
const CONTAINERS: [&str; 8] = [
    "bookmarks",
    "csv",
    "enex",
    "feed",
    "gzip",
    "opml",
    "warc",
    "zip",
];
/// The same by the ends of names, where the format itself may be of one story.
const ENDS: [&str; 3] = ["jsonl", "mbox", "ndjson"];

/// Whether a story's file could be deleted: it is there, as it was when the story was found in it, and holds no other story.
///
/// # Errors
/// What keeps it.
pub fn deletable(entry: &Entry, limits: &Limits) -> Result<(), Refusal> {
    if entry.path.starts_with(BUNDLED_PREFIX) {
        return Err(Refusal::Bundled);
    }
    let end = entry.path.extension().unwrap_or_default();
    let is_container =
        CONTAINERS.contains(&entry.format) || ENDS.iter().any(|e| end.eq_ignore_ascii_case(e));
    if entry.part.is_some() || entry.nth > 0 || is_container {
        return Err(Refusal::Holds(entry.format));
    }
    let source = open::read_file(&entry.path, limits).map_err(Refusal::Open)?;
    if source.id(0) != entry.id {
        let changed = OpenError::new(&entry.path, open::Why::Changed);
        return Err(Refusal::Open(changed));
    }
    let stories = open::bare_stories(&source, limits).map_err(Refusal::Open)?;
    if stories.len() > 1 {
        return Err(Refusal::Holds(entry.format));
    }
    Ok(())
}

/// Deletes a story's file; of a link to a file the link.
///
/// # Errors
/// What keeps it.
pub fn delete(entry: &Entry, limits: &Limits) -> Result<(), Refusal> {
    deletable(entry, limits)?;
    fs::remove_file(&entry.path).map_err(|error| {
        let said = format!("{}: {}", open::shown(&entry.path), open::reason(&error));
        Refusal::System(Clean::line(&said))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::scan;
    use std::{path::Path, sync::atomic::AtomicBool};

    fn entries(root: &Path) -> Vec<Entry> {
        let mut found = Vec::new();
        let never = AtomicBool::new(false);
        scan(&[root.to_owned()], &Limits::default(), &never, &mut |d| {
            found.extend(d.entries);
        });
        found
    }

    #[test]
    fn a_file_of_one_story_goes_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a.txt", "b.txt"] {
            fs::write(dir.path().join(name), format!("{name}\n\nA paragraph.\n")).unwrap();
        }
        let found = entries(dir.path());
        delete(&found[0], &Limits::default()).unwrap();
        assert!(!dir.path().join("a.txt").exists());
        assert!(dir.path().join("b.txt").exists());
        assert!(delete(&found[0], &Limits::default()).is_err(), "only once");
    }

    #[test]
    fn what_holds_others_or_has_changed_stays() {
        let line = "{\"title\":\"T\",\"text\":\"A text.\"}\n";
        let mail =
            "From a@b Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nSubject: One\n\nA body.\n\n";
        for (name, text) in [
            ("many.jsonl", line.repeat(2)),
            ("one.JSONL", line.to_owned()),
            ("one.mbox", mail.to_owned()),
            ("two.mbox", mail.repeat(2)),
            ("list.csv", "title,url\nA,https://a.example/1\n".to_owned()),
        ] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join(name);
            fs::write(&path, text).unwrap();
            for entry in entries(dir.path()) {
                let kept = delete(&entry, &Limits::default());
                assert!(matches!(kept, Err(Refusal::Holds(_))), "{name}: {kept:?}");
            }
            assert!(path.exists(), "{name}");
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        fs::write(&path, "One\n\nA paragraph.\n").unwrap();
        let found = entries(dir.path());
        fs::write(&path, "One\n\nAnother paragraph.\n").unwrap();
        let kept = delete(&found[0], &Limits::default()).unwrap_err();
        assert!(
            kept.to_string()
                .ends_with("has changed since it was listed"),
            "{kept}"
        );
        assert!(path.exists());
    }
}
