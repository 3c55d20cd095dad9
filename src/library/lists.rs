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
    write(data, &lists)
}

/// Gives a search that was kept another name; one that has it already gives way. `false` where none has the old one.
///
/// # Errors
/// Where the file cannot be written.
pub fn rename(data: &Path, old: &str, new: &str) -> io::Result<bool> {
    let (old, new) = (Clean::line(old), Clean::line(new));
    let mut lists = load(Some(data));
    if new.is_empty() || !lists.iter().any(|(name, _)| *name == old) {
        return Ok(false);
    }
    lists.retain(|(name, _)| *name != new || *name == old);
    for (name, _) in &mut lists {
        if *name == old {
            *name = new.clone();
        }
    }
    write(data, &lists)?;
    Ok(true)
}

fn write(data: &Path, lists: &[(Clean, Clean)]) -> io::Result<()> {
    let lines = lists.iter().map(|(n, q)| format!("{n}\t{q}\n"));
    replace(&data.join(FILE_NAME), lines.collect::<String>().as_bytes())
}

/// Name of a file in the data folder that is there as long as the reader does not want the lists at the side.
const HIDDEN: &str = "lists-put-away";

/// Whether the reader put the lists at the side away.
#[must_use]
pub fn are_hidden(data: Option<&Path>) -> bool {
    data.is_some_and(|d| d.join(HIDDEN).exists())
}

/// Remembers whether the reader wants the lists at the side.
///
/// # Errors
/// Where that cannot be written.
pub fn hide(data: &Path, hidden: bool) -> io::Result<()> {
    let path = data.join(HIDDEN);
    if hidden {
        return replace(&path, b"");
    }
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
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
        assert!(rename(data.path(), "Sea", "Coast").unwrap());
        assert!(!rename(data.path(), "Sea", "Shore").unwrap());
        assert!(rename(data.path(), "Long", "Coast").unwrap());
        let kept: Vec<_> = load(Some(data.path()))
            .iter()
            .map(|(n, q)| format!("{n}={q}"))
            .collect();
        assert_eq!(kept, ["Coast=words>900"]);
        assert!(!are_hidden(Some(data.path())));
        hide(data.path(), true).unwrap();
        assert!(are_hidden(Some(data.path())));
        hide(data.path(), false).unwrap();
        hide(data.path(), false).unwrap();
        assert!(!are_hidden(Some(data.path())) && !are_hidden(None));
    }
}
