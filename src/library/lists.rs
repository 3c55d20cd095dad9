//! Searches that the reader keeps under a name: a file in the data folder, a line each, `NAME`, a TAB, the query.

use std::{fs, io, path::Path};

use super::state::replace;
use crate::text::Clean;

/// Name of the file.
pub const FILE_NAME: &str = "lists";

/// The searches that were kept, with their names, in the order in which they were.
#[must_use]
pub fn load(data: Option<&Path>) -> Vec<(Clean, Clean)> {
    let file = data.map(|d| fs::read(d.join(FILE_NAME)));
    let bytes = file.and_then(Result::ok).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter_map(|l| l.split_once('\t'));
    let both = lines.map(|(name, query)| (Clean::line(name), Clean::line(query)));
    both.filter(|(name, _)| !name.is_empty()).collect()
}

/// Keeps a search under a name, in the place of what stood there; an empty one takes it away.
///
/// # Errors
/// Where the file cannot be written.
pub fn save(data: &Path, name: &str, query: &str) -> io::Result<()> {
    let (name, query) = (Clean::line(name), Clean::line(query));
    let mut lists = load(Some(data));
    match lists.iter_mut().find(|(n, _)| *n == name) {
        Some(known) => known.1 = query,
        None => lists.push((name, query)),
    }
    lists.retain(|(_, query)| !query.is_empty());
    let lines = lists.iter().map(|(n, q)| format!("{n}\t{q}\n"));
    replace(&data.join(FILE_NAME), lines.collect::<String>().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_kept_by_name() {
        let data = tempfile::tempdir().unwrap();
        for (name, query) in [
            ("Sea", "harbour"),
            ("Long", "words>900"),
            ("Sea", "tag:sea"),
            ("Gone", "x"),
            ("Gone", ""),
        ] {
            save(data.path(), name, query).unwrap();
        }
        let kept: Vec<_> = load(Some(data.path()))
            .iter()
            .map(|(n, q)| format!("{n}={q}"))
            .collect();
        assert_eq!(kept, ["Sea=tag:sea", "Long=words>900"]);
        assert!(load(None).is_empty());
    }
}
