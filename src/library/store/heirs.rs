//! Who a story is that the reader knows, in a file that has changed: its identity is its bytes, so what was kept of it is passed on to
//! the story that has taken its place.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use xxhash_rust::xxh3::xxh3_64;

use crate::library::{Entry, StoryId, links::fold, state::State};

/// A story that became another one: as it was, and as it is.
pub type Heir = (StoryId, StoryId);

/// Hashes of the folded headlines and the addresses of stories.
#[derive(Clone, Debug, Default)]
pub struct Names(HashSet<u64>);

impl Names {
    /// Whether a story has one of these names.
    #[must_use]
    pub fn has(&self, entry: &Entry) -> bool {
        let known = |text: &str| !text.is_empty() && self.0.contains(&name(text));
        known(&entry.title) || known(&entry.url)
    }

    /// Takes more names in.
    pub fn join(&mut self, more: &Self) {
        self.0.extend(&more.0);
    }
}

/// Stories of files that have changed of which something is kept, by the number of the file.
#[derive(Debug, Default)]
pub struct Heirs {
    before: HashMap<i64, Vec<Before>>,
    found: Vec<Heir>,
    /// Hashes of the folded headlines and the addresses of all stories of these files, as they were.
    names: HashSet<u64>,
}

/// A story as it was.
#[derive(Debug)]
struct Before {
    id: StoryId,
    nth: usize,
    url: String,
    title: String,
    /// It was the only one of its file.
    alone: bool,
}

impl Heirs {
    /// Remembers the stories of a file before it is read again.
    pub(super) fn leave(
        &mut self,
        db: &Connection,
        file: i64,
        state: &State,
    ) -> rusqlite::Result<()> {
        let mut stories =
            db.prepare_cached("SELECT key, nth, url, title FROM story WHERE file = ?")?;
        let mut before: Vec<Before> = stories
            .query_map([file], |r| {
                Ok(Before {
                    id: StoryId(r.get::<_, i64>(0)?.cast_unsigned()),
                    nth: r.get(1)?,
                    url: r.get(2)?,
                    title: r.get(3)?,
                    alone: false,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        for story in &before {
            self.names.insert(name(&story.title));
            if !story.url.is_empty() {
                self.names.insert(name(&story.url));
            }
        }
        if let [only] = before.as_mut_slice() {
            only.alone = true;
        }
        before.retain(|b| state.knows(b.id));
        if before.is_empty() {
            self.before.remove(&file);
        } else {
            self.before.insert(file, before);
        }
        Ok(())
    }

    /// Looks whether a story has taken the place of another: that of its address, else that of its headline, the one with its
    /// number before others, and in a file of one story the one.
    pub(super) fn meet(&mut self, file: i64, entry: &Entry) {
        let Some(before) = self.before.get_mut(&file) else {
            return;
        };
        let url = &*entry.url;
        let mut found = None;
        if !url.is_empty() {
            found = before.iter().position(|b| b.url == url);
        }
        let bare = |b: &Before| b.url.is_empty() || url.is_empty();
        let titled = |b: &Before| bare(b) && b.title == *entry.title;
        let found = found
            .or_else(|| before.iter().position(|b| titled(b) && b.nth == entry.nth))
            .or_else(|| before.iter().position(titled))
            .or_else(|| {
                before
                    .iter()
                    .position(|b| bare(b) && b.alone && entry.nth == 0)
            });
        let Some(found) = found else { return };
        let gone = before.swap_remove(found);
        if gone.id != entry.id {
            self.found.push((gone.id, entry.id));
        }
    }

    /// Forgets a file that was read to its end.
    pub(super) fn close(&mut self, file: i64) {
        self.before.remove(&file);
    }

    /// The names of all stories that were in the files before these were read again, since this was asked last.
    pub fn names(&mut self) -> Names {
        Names(std::mem::take(&mut self.names))
    }

    /// Those that were found since this was asked last.
    pub fn found(&mut self) -> Vec<Heir> {
        std::mem::take(&mut self.found)
    }
}

/// Hash of a headline, in whatever case and with whatever marks, or of an address.
fn name(text: &str) -> u64 {
    xxh3_64(fold::title(text).as_bytes())
}
