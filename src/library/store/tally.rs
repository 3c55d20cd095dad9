//! Figures of the catalog: what an export brought, what was read.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use std::path::Path;

use super::{Result, Store, bytes};
use crate::library::{
    catalog::minutes,
    state::State,
    stats::{self, Finished},
};

/// What a file brought into the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// Stories, addresses among them.
    pub stories: usize,
    /// Of these, with a text.
    pub texts: usize,
    /// Addresses whose text is in the library by another file.
    pub joined: usize,
    /// Stories with tags.
    pub tagged: usize,
    /// Read in the other program.
    pub read: usize,
    /// Starred there.
    pub starred: usize,
}

impl Brought {
    /// What it was, a line each: how many, and of what kind.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let waiting = self.stories.saturating_sub(self.texts + self.joined);
        let addresses = match waiting {
            1 => "address that waits for a saved page",
            _ => "addresses that wait for a saved page",
        };
        let kinds = [
            (self.texts, "with their text"),
            (self.joined, "whose text is in the library already"),
            (waiting, addresses),
            (self.tagged, "with tags"),
            (self.read, "read there"),
            (self.starred, "starred there"),
        ];
        let some = kinds.iter().filter(|(count, _)| *count > 0);
        some.map(|(count, what)| format!("{count:>8} {what}"))
            .collect()
    }
}

impl Store {
    /// What a file brought.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn brought(&self, path: &Path) -> Result<Brought> {
        self.ask(|db| {
            let found = db
                .prepare_cached(
                    "SELECT count(*), coalesce(sum(words > 0), 0),
                         coalesce(sum(words = 0 AND EXISTS
                             (SELECT 1 FROM story o WHERE o.same = s.same AND o.words > 0)), 0),
                         coalesce(sum(EXISTS (SELECT 1 FROM tag WHERE story = s.id)), 0),
                         coalesce(sum(shelf_read = 1), 0), coalesce(sum(shelf_star = 1), 0)
                     FROM story s WHERE file = (SELECT id FROM file WHERE path = ?)",
                )?
                .query_row(params![bytes::of(path)], |r| {
                    Ok(Brought {
                        stories: r.get(0)?,
                        texts: r.get(1)?,
                        joined: r.get(2)?,
                        tagged: r.get(3)?,
                        read: r.get(4)?,
                        starred: r.get(5)?,
                    })
                })
                .optional()?;
            Ok(found.unwrap_or_default())
        })
    }

    /// The stories that the reader finished, as far as the catalog knows them.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn finished(&self, state: &State) -> Result<Vec<Finished>> {
        self.ask(|db| {
            let mut story = db.prepare_cached(
                "SELECT words, site FROM story WHERE key = ? ORDER BY shown DESC LIMIT 1",
            )?;
            let mut read = Vec::new();
            for (id, time) in stats::finished(state) {
                let known = story
                    .query_row([id.0.cast_signed()], |r| Ok((r.get(0)?, r.get(1)?)))
                    .optional()?;
                let (words, site) = known.unwrap_or_default();
                read.push(Finished {
                    time,
                    minutes: minutes(words),
                    site,
                });
            }
            Ok(read)
        })
    }
}
