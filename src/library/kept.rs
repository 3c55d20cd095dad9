//! An index of titles in a file of the cache folder. What goes wrong with it costs time and nothing else.

use super::links::{Index, Item};
use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Read, Write},
    path::Path,
};

/// Name of the file for the stories of folders.
pub(super) const FILE_NAME: &str = "titles.idx";
/// Stories, at the least, for which a file is worth while: fewer are indexed in the time that it takes to open one.
pub(super) const WORTH: usize = 5_000;

/// One of so many stories gone makes the file worth writing anew.
const MANY: usize = 8;

/// The index of a file, and whether it was written in this `state` of what it is made from; `None` where it is not there, damaged
/// or of another version.
pub(super) fn read(path: &Path, state: &[u8]) -> Option<(Index, bool)> {
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    let mut from = BufReader::new(file);
    let mut head = vec![0; state.len()];
    from.read_exact(&mut head).ok()?;
    let length = length.checked_sub(state.len() as u64)?;
    Some((Index::unpack(from, length)?, head == state))
}

/// An index of these stories: the one that was `kept` brought up to date, or a new one; the file is written where it was behind
/// this `state`.
pub(super) fn renew<'a>(
    path: &Path,
    state: &[u8],
    kept: Option<Index>,
    items: impl Iterator<Item = Item<'a>> + Clone,
) -> Index {
    let Some(kept) = kept else {
        let index = Index::build(items);
        write(path, state, &index);
        return index;
    };
    let before = kept.len();
    let index = kept.renewed(items.clone());
    match index.forgotten() {
        0 if index.len() == before && state.is_empty() => {}
        0 => write(path, state, &index),
        // What is gone stays in it and would gather from run to run.
        gone if gone * MANY > index.len() => write(path, state, &Index::build(items)),
        _ => {}
    }
    index
}

fn write(path: &Path, state: &[u8], index: &Index) {
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| {
        let mut to = BufWriter::new(File::create(&new)?);
        to.write_all(state)?;
        index.pack(to)?;
        fs::rename(&new, path)
    });
    if written.is_err() {
        drop(fs::remove_file(&new));
    }
}
