//! What the reader did, mirrored in the catalog for sorting and filtering; the journal is where it is kept.

use rusqlite::{Connection, params};

use super::{
    Result, Store,
    numbers::{Kind, Numbers},
    row::{place_of, rank},
};
use crate::library::{StoryId, state::State};

impl Store {
    /// Has the catalog show what the reader did with these stories.
    ///
    /// # Errors
    /// Where the catalog cannot be written.
    pub fn mirror(&self, ids: &[StoryId], state: &State) -> Result<()> {
        self.change_counted(|db, n| ids.iter().try_for_each(|id| mirror(db, *id, state, n)))
    }

    /// Has the catalog show all that the reader did, where it does not yet.
    ///
    /// # Errors
    /// Where the catalog cannot be read or written.
    pub fn mirror_all(&self, state: &State) -> Result<()> {
        self.change_counted(|db, n| state.ids().try_for_each(|id| mirror(db, id, state, n)))
    }
}

/// Copies what the reader did with a story to every line of it.
pub(super) fn mirror(
    db: &Connection,
    id: StoryId,
    state: &State,
    numbers: &mut Numbers,
) -> rusqlite::Result<()> {
    let key = id.0.cast_signed();
    let mut stories = db.prepare_cached(
        "SELECT id, coalesce(shelf_read, 0), coalesce(shelf_star, 0), shelf_progress, shown, place, reading, star
         FROM story WHERE key = ?",
    )?;
    let rows: Vec<(i64, crate::article::Shelf, bool, Kind)> = stories
        .query_map([key], |r| {
            let shelf = crate::article::Shelf {
                read: r.get(1)?,
                starred: r.get(2)?,
                progress: r.get(3)?,
                ..crate::article::Shelf::default()
            };
            let kind = (r.get(5)?, r.get(6)?, r.get(7)?);
            Ok((r.get(0)?, shelf, r.get(4)?, kind))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (story, shelf, shown, before) in rows {
        let now = state.of(id).or(Some(&shelf));
        if shown {
            let kind = (place_of(&now).number(), rank(&now), now.starred());
            numbers.add(before, -1);
            numbers.add(kind, 1);
        }
        db.prepare_cached(
            "UPDATE story SET percent = ?1, reading = ?2, star = ?3, opened = ?4, place = ?5
             WHERE id = ?6 AND (percent, reading, star, opened, place) IS NOT (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            now.percent(),
            rank(&now),
            now.starred(),
            now.opened.unwrap_or(0).cast_signed(),
            place_of(&now).number(),
            story
        ])?;
        for (tag, on) in state.tags(id) {
            let sql = if on {
                "INSERT OR IGNORE INTO tag (name, story) VALUES (?, ?)"
            } else {
                "DELETE FROM tag WHERE name = ? AND story = ?"
            };
            db.prepare_cached(sql)?.execute(params![tag, story])?;
        }
    }
    Ok(())
}
