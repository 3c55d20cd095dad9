//! Files of one story: a story that comes in to what it shares with others.

use rusqlite::{Connection, OptionalExtension};
use xxhash_rust::xxh3::xxh3_64;

use super::{numbers::Numbers, write::Told};
use crate::library::search::parted;

/// Words from which on two texts are not the same by chance: fewer are "subscribe to read on".
const TELLING: u32 = 40;

/// What two copies of a text share that were saved in different ways: a hash of its words after the headline, which not every file
/// has in its text.
pub(super) fn text_of(told: &Told) -> Option<i64> {
    let body = told.body.trim_start();
    let body = body
        .strip_prefix(&*parted(&told.entry.title))
        .unwrap_or(body);
    (told.entry.words >= TELLING).then(|| xxh3_64(body.trim().as_bytes()).cast_signed())
}

/// What a story that comes in shares with the other files of it: its page's address, else what a file with the same text has. The same
/// text at two addresses is two stories: who published it is worth knowing.
pub(super) fn joined_by(
    db: &Connection,
    (same, is_address): (i64, bool),
    text: Option<i64>,
    numbers: &mut Numbers,
) -> rusqlite::Result<i64> {
    let Some(text) = text else { return Ok(same) };
    let mut known = db.prepare_cached("SELECT same, url FROM story WHERE text = ?")?;
    let known: Vec<(i64, String)> = known
        .query_map([text], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if !is_address {
        let other = known.iter().map(|(other, _)| *other).next();
        return Ok(other.unwrap_or(same));
    }
    for (other, _) in known
        .iter()
        .filter(|(other, url)| url.is_empty() && *other != same)
    {
        let with_address = known.iter().any(|(o, url)| o == other && !url.is_empty());
        if !with_address {
            unite(db, *other, same, numbers)?;
        }
    }
    Ok(same)
}

/// Has the files of one story count as those of another too.
fn unite(db: &Connection, from: i64, to: i64, numbers: &mut Numbers) -> rusqlite::Result<()> {
    let stands = db
        .prepare_cached("SELECT 1 FROM story WHERE same = ? AND shown = 1")?
        .exists([to])?;
    if stands {
        let mut shown = db.prepare_cached(
            "UPDATE story SET shown = 0 WHERE same = ? AND shown = 1 RETURNING place, reading, star",
        )?;
        let kind = shown.query_row([from], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
        if let Some(kind) = kind.optional()? {
            numbers.add(kind, -1);
        }
    }
    db.prepare_cached("UPDATE story SET same = ?2 WHERE same = ?1")?
        .execute([from, to])
        .map(drop)
}
