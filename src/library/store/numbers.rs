//! How many stories of the list are of which kind: kept with every change, so that to know them costs the same whatever the size of
//! the library.

use rusqlite::{Connection, params};
use std::collections::BTreeMap;

use super::{Counts, Result, Store};

/// What the numbers tell apart: where a story was put, how far the reader is with it, whether it is starred.
pub(super) type Kind = (i64, i64, bool);

/// The kind of a story that nothing was done with.
pub(super) const NEW: Kind = (0, 1, false);

/// A row for every kind, so that later each is changed by a statement that writes one row: none of these opens a savepoint.
pub(super) const TABLE: &str = "
CREATE TABLE tally (
    place INTEGER NOT NULL, reading INTEGER NOT NULL, star INTEGER NOT NULL, stories INTEGER NOT NULL,
    PRIMARY KEY (place, reading, star)) WITHOUT ROWID;
INSERT INTO tally
    WITH n (i) AS (VALUES (0), (1), (2)) SELECT p.i, r.i, s.i, 0 FROM n p, n r, n s WHERE s.i < 2;
";

/// How many kinds are counted wrong.
pub(super) const WRONG: &str = "SELECT count(*) FROM tally t WHERE stories IS NOT
    (SELECT count(*) FROM story WHERE shown = 1 AND place = t.place AND reading = t.reading AND star = t.star)";

/// How the numbers change by a transaction.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    kinds: BTreeMap<Kind, i64>,
    /// Stories came or went, whatever their kind.
    moved: bool,
}

impl Numbers {
    /// A story of this kind came (1), or went (-1).
    pub(super) fn add(&mut self, kind: Kind, by: i64) {
        *self.kinds.entry(kind).or_default() += by;
    }

    /// Notes that stories came or went.
    pub(super) fn moved(&mut self) {
        self.moved = true;
    }

    /// Writes the changes down.
    pub(super) fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let mut one = db.prepare_cached(
            "UPDATE tally SET stories = stories + ? WHERE place = ? AND reading = ? AND star = ?",
        )?;
        for ((place, reading, star), by) in self.kinds {
            if by != 0 {
                one.execute(params![by, place, reading, star])?;
            }
        }
        if self.moved {
            db.prepare_cached("REPLACE INTO meta (name, value) VALUES ('stories', random())")?
                .execute([])?;
        }
        Ok(())
    }
}

impl Store {
    /// How many stories are in the list.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        let here = |kind: &str| self.tallied(&format!("place = 0{kind}"));
        Ok(Counts {
            stories: here("")?,
            unread: here(" AND reading = 1")?,
        })
    }

    /// The sum of the kinds that a condition on the table `tally` means.
    fn tallied(&self, condition: &str) -> Result<usize> {
        let sql = format!("SELECT coalesce(sum(stories), 0) FROM tally s WHERE {condition}");
        self.ask(|db| db.prepare_cached(&sql)?.query_row([], |row| row.get(0)))
    }

    /// How many stories a condition means that asks for nothing but what the numbers tell apart; `None` for any other.
    pub(super) fn known_count(&self, condition: &str) -> Result<Option<usize>> {
        const ASKED: [&str; 3] = ["s.place", "s.reading", "s.star"];
        let asks = |part: &str| {
            let part = part.strip_prefix("NOT ").unwrap_or(part);
            let name = part.split_once(" = ").map(|(name, _)| name);
            name.is_some_and(|n| ASKED.contains(&n))
        };
        if !condition.is_empty() && !condition.split(" AND ").all(asks) {
            return Ok(None);
        }
        let condition = if condition.is_empty() {
            "true"
        } else {
            condition
        };
        self.tallied(condition).map(Some)
    }
}
