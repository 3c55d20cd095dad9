//! Stories that a key means although the list does not hold what it shows of them: a range of thousands, the next one unread far
//! below.

use super::{Answer, Librarian};
use crate::{
    article::Shelf,
    format::Limits,
    library::{
        Entry, StoryId,
        delete::{self, Refusal},
        open,
        store::{self, Row},
    },
    text::Clean,
    tui::msg::Msg,
};
use std::sync::Arc;

/// What a key does to stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Star them, or where all are starred take the stars away.
    Star,
    /// Mark them read, or where all are read unread.
    Read,
    /// Put them out of the way, or where all are put them back.
    Archive,
    /// Throw them away, or where all are take them back.
    Trash,
    /// Give them tags (`true`), or take them away.
    Tag(Vec<(String, bool)>),
}

/// A story that something is done to, with what its file and an export say of it.
#[derive(Clone, Debug)]
pub struct Meant {
    /// Which.
    pub id: StoryId,
    /// What an export says.
    pub shelf: Option<Box<Shelf>>,
    /// Its tags.
    pub tags: Vec<Clean>,
}

impl From<&Row> for Meant {
    fn from(row: &Row) -> Self {
        Self {
            id: row.entry.id,
            shelf: row.entry.shelf.clone(),
            tags: row.tags.clone(),
        }
    }
}

/// Files that are to be deleted.
#[derive(Debug)]
pub struct Deletable {
    /// The stories whose file can be deleted.
    pub entries: Vec<Arc<Entry>>,
    /// What keeps the files of the others.
    pub kept: Vec<Refusal>,
    /// More files that those stories are in.
    pub others: usize,
}

/// Stories whose rows are read at once.
const CHUNK: usize = 500;

impl Librarian {
    /// What there is to know of stories that something is done to.
    pub(super) fn meant(
        &self,
        ids: &[u32],
        deed: Deed,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<()> {
        let store = store::Store::open(self.cache.as_deref())?;
        let mut meant = Vec::with_capacity(ids.len());
        for ids in ids.chunks(CHUNK) {
            meant.extend(store.rows(ids)?.iter().map(Meant::from));
        }
        send(Msg::Library(Answer::Meant(meant, deed)));
        Ok(())
    }

    /// The first of these stories that is not begun.
    pub(super) fn next_unread(&self, ids: &[u32], send: &mut dyn FnMut(Msg)) -> store::Result<()> {
        let next = self.with(|store| store.first_unread(ids))?;
        let next = next.ok_or_else(|| ids.last().copied());
        send(Msg::Library(Answer::NextUnread(next)));
        Ok(())
    }

    /// Says which files of these stories could be deleted, and how many more files have them.
    pub(super) fn deletable(
        &self,
        ids: &[u32],
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<()> {
        let store = store::Store::open(self.cache.as_deref())?;
        let mut found = Deletable {
            entries: Vec::new(),
            kept: Vec::new(),
            others: 0,
        };
        for ids in ids.chunks(CHUNK) {
            for row in store.rows(ids)? {
                match delete::deletable(&row.entry, limits) {
                    Ok(()) => {
                        found.others += store.files_of(row.id)?.len().saturating_sub(1);
                        found.entries.push(row.entry);
                    }
                    Err(kept) => found.kept.push(kept),
                }
            }
        }
        send(Msg::Library(Answer::Deletable(found)));
        Ok(())
    }

    /// Deletes the files of stories.
    pub(super) fn delete(
        &self,
        entries: &[Arc<Entry>],
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<()> {
        let (mut gone, mut kept) = (Vec::new(), Vec::new());
        for entry in entries {
            match delete::delete(entry, limits) {
                Ok(()) => gone.push(open::shown(&entry.path)),
                Err(why) => kept.push(why.to_string()),
            }
        }
        send(Msg::Library(Answer::Deleted { gone, kept }));
        let paths: Vec<_> = entries.iter().map(|e| e.path.to_path_buf()).collect();
        self.look(&paths, limits, send)
    }
}
