//! The folders of a library: a list in the data folder, a path a line, so that it can be read and mended by hand.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{open, state::replace};
use crate::{format::Limits, text::Clean};
use xxhash_rust::xxh3::xxh3_64;

/// Name of the list in the data folder.
pub const FILE_NAME: &str = "folders";
/// Name of the folder beside it that takes the exports brought in; it belongs to every library.
pub const IMPORTS: &str = "imports";

/// The folders and files of the library whose data lie in `data`, in the order in which they were added; none where there is no
/// library yet.
#[must_use]
pub fn load(data: Option<&Path>) -> Vec<PathBuf> {
    let Some(data) = data else { return Vec::new() };
    let mut roots = added(data).unwrap_or_default();
    let imports = data.join(IMPORTS);
    if imports.is_dir() {
        roots.push(imports);
    }
    roots
}

/// The folders that the reader added.
fn added(data: &Path) -> io::Result<Vec<PathBuf>> {
    let lines = match fs::read(data.join(FILE_NAME)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
        lines => lines?,
    };
    let lines = lines.split(|b| *b == b'\n').filter(|l| !l.is_empty());
    Ok(lines.map(path).collect())
}

/// Adds a folder or file; `false` where it is there already.
///
/// # Errors
/// Where the list cannot be written.
pub fn add(data: &Path, root: &Path) -> io::Result<bool> {
    let mut roots = added(data)?;
    if roots.iter().any(|r| r == root) {
        return Ok(false);
    }
    roots.push(root.to_owned());
    save(data, &roots)?;
    Ok(true)
}

/// Takes a folder or file out again; `false` where it is not there. Nothing in it is touched.
///
/// # Errors
/// Where the list cannot be written.
pub fn remove(data: &Path, root: &Path) -> io::Result<bool> {
    let mut roots = added(data)?;
    let before = roots.len();
    roots.retain(|r| r != root);
    if roots.len() == before {
        return Ok(false);
    }
    save(data, &roots)?;
    Ok(true)
}

/// Keeps a copy of an export in the data folder, where the library finds it whatever becomes of the file. Gives the copy, and
/// whether it is new.
///
/// # Errors
/// Where the export cannot be read or the copy not be written.
pub fn import(data: &Path, export: &Path) -> io::Result<(PathBuf, bool)> {
    let bytes = fs::read(export)?;
    let mut name = std::ffi::OsString::from(format!("{:016x}-", xxh3_64(&bytes)));
    name.push(export.file_name().unwrap_or_default());
    let copy = data.join(IMPORTS).join(name);
    let new = !copy.exists();
    if new {
        replace(&copy, &bytes)?;
    }
    Ok((copy, new))
}

/// What was odd about an export. That it holds no texts is the usual thing, and not told.
#[must_use]
pub fn odd_in(export: &Path, limits: &Limits) -> Vec<Clean> {
    let source = open::read_file(export, limits);
    let stories = source.and_then(|s| open::bare_stories(&s, limits));
    let all = stories.unwrap_or_default().into_iter();
    let all = all.flat_map(|s| s.warnings);
    all.filter(|w| w.article.is_none())
        .map(|w| w.message)
        .collect()
}

fn save(data: &Path, roots: &[PathBuf]) -> io::Result<()> {
    let mut lines = Vec::new();
    for root in roots {
        lines.extend(line(root));
        lines.push(b'\n');
    }
    replace(&data.join(FILE_NAME), &lines)
}

/// A path as a line: a line end in it, and a `%`, as `%` and two digits.
fn line(path: &Path) -> Vec<u8> {
    let mut line = Vec::new();
    for b in path.as_os_str().as_encoded_bytes() {
        match b {
            b'\n' | b'\r' | b'%' => line.extend(format!("%{b:02x}").bytes()),
            b => line.push(*b),
        }
    }
    line
}

fn path(line: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((b, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .filter(|_| *b == b'%')
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        bytes.push(hex.unwrap_or(*b));
        rest = if hex.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    super::store::path_of(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_kept_whatever_their_names() {
        let data = tempfile::tempdir().unwrap();
        let odd = path(b"/b/odd%0aname 100%25 \xff");
        for root in [Path::new("/a"), &odd] {
            assert!(add(data.path(), root).unwrap());
            assert!(!add(data.path(), root).unwrap());
        }
        assert_eq!(load(Some(data.path())), [PathBuf::from("/a"), odd.clone()]);
        assert!(odd.to_string_lossy().contains("odd\nname 100% "));
        assert!(remove(data.path(), Path::new("/a")).unwrap());
        assert!(!remove(data.path(), Path::new("/a")).unwrap());
        assert_eq!(load(Some(data.path())), [odd]);
        assert!(load(None).is_empty());
    }
}
