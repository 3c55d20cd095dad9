//! The index of titles in a file of the cache folder. What goes wrong with it costs time and nothing else.

use super::links::{Index, Item};
use std::{fs, path::Path};

/// Name of the file.
pub(super) const FILE_NAME: &str = "titles.idx";
/// Stories, at the least, for which a file is worth while: fewer are indexed in the time that it takes to open one.
pub(super) const WORTH: usize = 5_000;

/// One of so many stories gone makes the file worth writing anew.
const MANY: usize = 8;

/// An index of these stories: that of the file brought up to date, or a new one; the file is written where it was behind.
pub(super) fn index<'a>(path: &Path, items: impl Iterator<Item = Item<'a>> + Clone) -> Index {
    let kept = fs::read(path).ok().and_then(|bytes| Index::unpack(&bytes));
    let Some(kept) = kept else {
        let index = Index::build(items);
        write(path, &index);
        return index;
    };
    let before = kept.len();
    let index = kept.renewed(items.clone());
    match index.forgotten() {
        0 if index.len() == before => {}
        0 => write(path, &index),
        // What is gone stays in it and would gather from run to run.
        gone if gone * MANY > index.len() => write(path, &Index::build(items)),
        _ => {}
    }
    index
}

fn write(path: &Path, index: &Index) {
    let Some(bytes) = index.pack() else { return };
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| fs::write(&new, bytes));
    if written.and_then(|()| fs::rename(&new, path)).is_err() {
        drop(fs::remove_file(&new));
    }
}
