//! The two records of the index beside its pages: which segments there are, and how much is in it.

use rusqlite::{Connection, OptionalExtension, params};

use super::postings::{number, varint};

/// Row of the record of the segments in `texts_data`, and of how much there is.
const SEGMENTS: i64 = 10;
const AMOUNTS: i64 = 1;
/// What stands after the cookie of an index from which stories can be deleted though it keeps no texts.
const MARK: [u8; 4] = [0xff, 0, 0, 1];
/// Segments of a level from which the next begins a level of its own: FTS5 joins those of a level at once when there are sixteen.
const LEVEL: usize = 8;

/// Which segments there are, the youngest level first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Structure {
    cookie: [u8; 4],
    /// Pages written so far, by which FTS5 knows when to join segments.
    written: u64,
    levels: Vec<Level>,
}

/// Segments of a level, and how many of them are being joined.
#[derive(Debug, Default, PartialEq, Eq)]
struct Level {
    joining: u64,
    segments: Vec<One>,
}

/// A segment: its number, first and last page, first and last origin of its stories, then of its deleted stories the pages and the
/// number, and the number of its stories.
type One = [u64; 8];

impl Structure {
    /// Reads the record; `None` where there is none that is understood.
    pub(super) fn read(db: &Connection) -> rusqlite::Result<Option<Self>> {
        Ok(record(db, SEGMENTS)?.and_then(|bytes| Self::of(&bytes)))
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let (cookie, rest) = bytes.split_first_chunk()?;
        let mut rest = rest.strip_prefix(&MARK)?;
        let mut next = || {
            let (value, read) = number(rest);
            rest = rest.get(read..)?;
            Some(value)
        };
        let (levels, _, written) = (next()?, next()?, next()?);
        let mut structure = Self {
            cookie: *cookie,
            written,
            levels: Vec::new(),
        };
        for _ in 0..levels {
            let (joining, count) = (next()?, next()?);
            let mut level = Level {
                joining,
                segments: Vec::new(),
            };
            for _ in 0..count {
                let mut one = [0; 8];
                for value in &mut one {
                    *value = next()?;
                }
                level.segments.push(one);
            }
            structure.levels.push(level);
        }
        Some(structure)
    }

    pub(super) fn write(&self, db: &Connection) -> rusqlite::Result<()> {
        let mut out = self.cookie.to_vec();
        out.extend(MARK);
        let all = self.levels.iter().map(|l| l.segments.len()).sum::<usize>();
        varint(&mut out, self.levels.len() as u64);
        varint(&mut out, all as u64);
        varint(&mut out, self.written);
        for level in &self.levels {
            varint(&mut out, level.joining);
            varint(&mut out, level.segments.len() as u64);
            for value in level.segments.iter().flatten() {
                varint(&mut out, *value);
            }
        }
        keep(db, SEGMENTS, &out)
    }

    fn segments(&self) -> impl Iterator<Item = &One> {
        self.levels.iter().flat_map(|l| &l.segments)
    }

    /// What the stories of the next segment are known by when they are deleted.
    pub(super) fn origin(&self) -> u64 {
        let last = |s: &One| s.get(4).copied().unwrap_or(0);
        self.segments().map(last).max().unwrap_or(0) + 1
    }

    /// A number that no segment has.
    pub(super) fn free(&self) -> u64 {
        let has = |n: u64| self.segments().any(|s| s.first() == Some(&n));
        let most = self.segments().count() as u64;
        (1..=most).find(|n| !has(*n)).unwrap_or(most + 1)
    }

    /// Takes in a segment with so many pages and stories.
    pub(super) fn add(&mut self, segment: u64, pages: u64, stories: u64) {
        let origin = self.origin();
        self.written += pages;
        if self
            .levels
            .first()
            .is_none_or(|l| l.segments.len() >= LEVEL)
        {
            self.levels.insert(0, Level::default());
        }
        if let Some(level) = self.levels.first_mut() {
            let one = [segment, 1, pages, origin, origin, 0, 0, stories];
            level.segments.push(one);
        }
    }
}

/// Adds so many stories, and so many words in each of their columns, to how much there is.
pub(super) fn count(db: &Connection, stories: u64, words: &[u64]) -> rusqlite::Result<()> {
    let before = record(db, AMOUNTS)?.unwrap_or_default();
    let mut rest = &*before;
    let mut out = Vec::new();
    for more in std::iter::once(&stories).chain(words) {
        let (value, read) = number(rest);
        rest = rest.get(read..).unwrap_or_default();
        varint(&mut out, value + more);
    }
    keep(db, AMOUNTS, &out)
}

fn record(db: &Connection, id: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT block FROM texts_data WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()
}

fn keep(db: &Connection, id: i64, block: &[u8]) -> rusqlite::Result<()> {
    db.prepare_cached("REPLACE INTO texts_data (id, block) VALUES (?, ?)")?
        .execute(params![id, block])
        .map(drop)
}
