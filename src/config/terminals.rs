//! What terminals were found to draw in widths of their own: a file in the cache, one line a terminal.

use crate::text::{Clean, Widths};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Name of the file in the cache folder.
const FILE: &str = "terminals";
/// Terminals that are remembered; the oldest go first.
const MOST: usize = 32;
/// Longest file that is read, in bytes.
const LONGEST: u64 = 64 << 10;
/// A terminal is measured again after so long: its settings may have changed.
const FRESH: Duration = Duration::from_hours(7 * 24);

/// What is known of terminals.
#[derive(Clone, Debug)]
pub struct Terminals {
    file: Option<PathBuf>,
}

impl Terminals {
    /// Those in the cache folder `dir`; with none, nothing is remembered.
    #[must_use]
    pub fn of(dir: Option<&Path>) -> Self {
        Self {
            file: dir.map(|d| d.join(FILE)),
        }
    }

    /// How the terminal of this name draws; `None` where it was not measured of late.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<Widths> {
        let file = self.file.as_deref()?;
        let age = SystemTime::now().duration_since(fs::metadata(file).ok()?.modified().ok()?);
        if age.is_ok_and(|age| age > FRESH) {
            return None;
        }
        let name = key(name);
        let text = self.text();
        let mut lines = text.lines().filter_map(|l| l.split_once('\t'));
        let (names, _) = lines.find(|(_, terminal)| *terminal == name)?;
        Widths::named(names)
    }

    /// Remembers how the terminal of this name draws. Where that cannot be written, it is measured again next time.
    pub fn keep(&self, name: &str, widths: Widths) {
        let Some(file) = self.file.as_deref() else {
            return;
        };
        let name = key(name);
        let text = self.text();
        let others = text
            .lines()
            .filter(|l| l.split_once('\t').is_none_or(|(_, t)| t != name));
        let own = format!("{}\t{name}", widths.names());
        let lines: Vec<&str> = [own.as_str()]
            .into_iter()
            .chain(others)
            .take(MOST)
            .collect();
        if let Some(dir) = file.parent() {
            drop(fs::create_dir_all(dir));
        }
        // Whoever is stopped in the middle leaves the old file as it was.
        let new = file.with_extension(format!("{}.new", std::process::id()));
        let written = fs::write(&new, lines.join("\n") + "\n");
        if written.and_then(|()| fs::rename(&new, file)).is_err() {
            drop(fs::remove_file(new));
        }
    }

    fn text(&self) -> String {
        let file = self.file.as_deref();
        let file = file.filter(|f| fs::metadata(f).is_ok_and(|m| m.len() <= LONGEST));
        file.and_then(|f| fs::read_to_string(f).ok())
            .unwrap_or_default()
    }
}

/// A name as it stands in the file: one line, not too long.
fn key(name: &str) -> String {
    let name = Clean::line(name).replace('\t', " ");
    name.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_known_again() {
        let dir = tempfile::tempdir().unwrap();
        let terminals = Terminals::of(Some(&dir.path().join("cache")));
        let xterm = Widths::named("joined variation").unwrap();
        assert_eq!(terminals.known("XTerm(379)"), None);
        terminals.keep("XTerm(379)", Widths::default());
        terminals.keep("kitty\t(0.26)\n", Widths::default());
        terminals.keep("XTerm(379)", xterm);
        assert_eq!(terminals.known("XTerm(379)"), Some(xterm));
        assert_eq!(terminals.known("kitty\t(0.26)\n"), Some(Widths::default()));
        let file = dir.path().join("cache/terminals");
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        fs::write(&file, b"junk\n\xff\tXTerm(379)\nwide\tXTerm(379)\n").unwrap();
        assert_eq!(terminals.known("XTerm(379)"), None);
        for n in 0..100 {
            terminals.keep(&format!("terminal {n}"), xterm);
        }
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), MOST);
        let files = fs::read_dir(dir.path().join("cache")).unwrap();
        assert_eq!(files.count(), 1, "what was written on the way is left");
    }
}
