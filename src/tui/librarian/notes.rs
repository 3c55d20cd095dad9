//! What the reader did, brought into the catalog. The journal has it already: nobody waits for this, and what cannot be written
//! now is written the next time.

use super::{Answer, Librarian};
use crate::{
    library::{Store, StoryId, state::Record, store},
    tui::msg::Msg,
};
use std::{
    collections::HashMap,
    sync::{PoisonError, atomic::Ordering},
};

/// Stories of which the catalog does not show yet what the reader did, and whether that may change their place in a list.
pub(super) type Notes = HashMap<StoryId, bool>;

impl Librarian {
    /// Notes changes that were saved; [`Librarian::mirror`] brings them into the catalog.
    pub(in crate::tui) fn saved(&self, records: &[Record], send: &mut dyn FnMut(Msg)) {
        self.wrote(records);
        self.with_state(|state| records.iter().for_each(|r| state.merge(r)));
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        for record in records {
            *notes.entry(record.id).or_default() |= moves(record);
        }
        drop(notes);
        send(Msg::Library(Answer::Written));
    }

    /// Notes that something was done to these stories, whatever it was.
    pub(super) fn note_all(&self, ids: impl Iterator<Item = StoryId>) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.extend(ids.map(|id| (id, true)));
    }

    /// Has the catalog show what was noted. While the folders are looked through that is done between two transactions.
    pub(super) fn mirror(&self, send: &mut dyn FnMut(Msg)) -> store::Result<()> {
        if self.indexing.load(Ordering::Acquire) {
            return Ok(());
        }
        let store = Store::open(self.cache.as_deref())?;
        self.note(&store, send)
    }

    /// Writes down what was noted, by a connection that has no transaction open.
    pub(super) fn note(&self, store: &Store, send: &mut dyn FnMut(Msg)) -> store::Result<()> {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let new = std::mem::take(&mut *notes);
        drop(notes);
        if new.is_empty() {
            return Ok(());
        }
        let ids: Vec<StoryId> = new.keys().copied().collect();
        let moved = new.values().any(|moves| *moves);
        let state = self.state();
        if let Err(error) = store.mirror(&ids, &state) {
            let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
            notes.extend(new);
            // Another program writes: there will be another time.
            return if error.is_busy() { Ok(()) } else { Err(error) };
        }
        if moved {
            send(Msg::Library(Answer::Noted));
        }
        Ok(())
    }
}

/// Whether a change may give a story another place in a list.
fn moves(record: &Record) -> bool {
    let change = &record.change;
    let flags = [change.read, change.star, change.archived, change.trashed];
    flags.iter().any(Option::is_some) || !change.tags.is_empty()
}
