//! A line of the catalog to what a list shows, and the keys that lines are sorted and joined by.

use std::{path::Path, sync::Arc};

use rusqlite::types::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::bytes;
use crate::{
    article::Shelf,
    format::FORMATS,
    library::{
        Entry, Part, StoryId,
        links::{address, fold},
        state::{Progress, Reading},
    },
    text::Clean,
};

/// A story as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number in the catalog: good until the catalog is made again.
    pub id: u32,
    /// Who and where it is.
    pub entry: Arc<Entry>,
    /// When it was saved, RFC 3339; empty when unknown.
    pub saved: Clean,
    /// Language as a BCP 47 tag; empty when unknown.
    pub lang: Clean,
    /// Its tags, by name.
    pub tags: Vec<Clean>,
    /// How far the reader is with it.
    pub reading: Reading,
    /// Place of reading in percent.
    pub percent: u8,
    /// Whether it is starred.
    pub starred: bool,
    /// Where it was put.
    pub place: Place,
}

/// Where the reader put a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the list.
    #[default]
    Here,
    /// Out of the way, and found when asked for.
    Archive,
    /// Forgotten; its file stays.
    Trash,
}

impl Place {
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Here => 0,
            Self::Archive => 1,
            Self::Trash => 2,
        }
    }

    fn of(number: i64) -> Self {
        match number {
            1 => Self::Archive,
            2 => Self::Trash,
            _ => Self::Here,
        }
    }
}

/// The columns of [`Row::read`], from a `story s` joined with its `file f`.
pub(super) const COLUMNS: &str = "s.id, f.path, s.nth, s.key, s.format, s.title, s.aliases, s.byline, s.site, s.url,
    s.lang, s.published, s.saved, s.words, s.estimated, s.folder, s.shelf_read, s.shelf_star, s.shelf_progress, s.note,
    s.percent, s.reading, s.star, s.place, (SELECT group_concat(name, char(10)) FROM tag WHERE story = s.id),
    s.part_start, s.part_length, s.part_first";

impl Row {
    /// Reads the columns of [`COLUMNS`]. Nothing in the file is trusted: texts are cleaned again.
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let line = |n: usize| -> rusqlite::Result<Clean> {
            Ok(Clean::line(row.get_ref(n)?.as_str().unwrap_or_default()))
        };
        let lines = |n: usize| -> rusqlite::Result<Vec<Clean>> {
            let text = row.get_ref(n)?.as_str_or_null().ok().flatten();
            let parts = text.unwrap_or_default().split('\n').map(Clean::line);
            Ok(parts.filter(|l| !l.is_empty()).collect())
        };
        let path: Vec<u8> = row.get(1)?;
        let key: i64 = row.get(3)?;
        let format = row.get_ref(4)?.as_str().unwrap_or_default();
        let entry = Entry {
            id: StoryId(key.cast_unsigned()),
            path: Arc::from(bytes::path(&path)),
            nth: row.get(2)?,
            format: format_name(format),
            title: line(5)?,
            aliases: lines(6)?.into(),
            byline: line(7)?,
            site: line(8)?,
            url: line(9)?,
            published: line(11)?,
            words: row.get(13)?,
            estimated: row.get(14)?,
            shelf: shelf(row)?.map(Box::new),
            part: part(row)?,
        };
        let mut tags = lines(24)?;
        tags.sort();
        Ok(Self {
            id: row.get(0)?,
            entry: Arc::new(entry),
            lang: line(10)?,
            saved: line(12)?,
            tags,
            percent: row.get(20)?,
            reading: reading(row.get(21)?),
            starred: row.get(22)?,
            place: Place::of(row.get(23)?),
        })
    }
}

fn shelf(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Shelf>> {
    let Some(folder) = row.get::<_, Option<String>>(15)? else {
        return Ok(None);
    };
    Ok(Some(Shelf {
        read: row.get::<_, Option<bool>>(16)?.unwrap_or_default(),
        starred: row.get::<_, Option<bool>>(17)?.unwrap_or_default(),
        progress: row.get(18)?,
        folder: Clean::line(&folder),
        note: Clean::new(row.get::<_, Option<String>>(19)?.unwrap_or_default()),
    }))
}

/// Where a story stands in a file that is read record by record.
fn part(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<Part>> {
    let Some(start) = row.get::<_, Option<u64>>(25)? else {
        return Ok(None);
    };
    Ok(Some(Part {
        start,
        length: row.get(26)?,
        first: row.get(27)?,
    }))
}

/// The name of a format as the table of formats has it.
fn format_name(name: &str) -> &'static str {
    let known = FORMATS.iter().find(|f| f.name == name);
    known.map_or("text", |f| f.name)
}

/// Where the reader put a story.
pub(super) fn place_of(progress: &Progress) -> Place {
    match (progress.trashed, progress.archived) {
        (Some(true), _) => Place::Trash,
        (_, Some(true)) => Place::Archive,
        _ => Place::Here,
    }
}

/// How far a reader is, as a number that sorts what is begun first.
pub(super) fn rank(progress: &Progress) -> i64 {
    match progress.reading() {
        Reading::Begun => 0,
        Reading::Unread => 1,
        Reading::Read => 2,
    }
}

fn reading(rank: i64) -> Reading {
    match rank {
        0 => Reading::Begun,
        2 => Reading::Read,
        _ => Reading::Unread,
    }
}

/// A date as a number that sorts as the date does: year, month, day, hour and minute as decimal digits, what is unknown as 0.
/// 0 for what is no date.
#[must_use]
pub fn day_of(date: &str) -> i64 {
    let mut parts = date.split(['-', 'T', ':', ' ', 'Z', '+']);
    let mut number = |digits: usize, most: i64| {
        let part = parts.next().filter(|p| p.len() == digits);
        let value = part.and_then(|p| p.parse::<i64>().ok());
        value.filter(|v| (0..=most).contains(v)).unwrap_or(0)
    };
    let year = number(4, 9999);
    if year == 0 {
        return 0;
    }
    let rest = [12, 31, 23, 59].map(|most| number(2, most));
    rest.iter().fold(year, |sum, part| sum * 100 + part)
}

/// What two files of one story share: the address of the page (`true`), else the very bytes.
pub(super) fn same(entry: &Entry) -> (i64, bool) {
    let page = address::address(&entry.url).filter(|a| a.contains('/'));
    match page {
        Some(page) => (xxh3_64(page.as_bytes()).cast_signed(), true),
        None => (entry.id.0.cast_signed(), false),
    }
}

/// A headline as it is sorted by and compared: without case, accents and marks.
#[must_use]
pub fn folded_key(title: &str) -> String {
    fold::title(title)
}

/// A path as a value of a statement.
pub(super) fn path_value(path: &Path) -> Value {
    Value::Blob(bytes::of(path).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_sort_as_they_follow_each_other() {
        let dates = [
            "",
            "1999",
            "2013-05",
            "2013-05-07",
            "2013-05-07T09:30:00Z",
            "2013-05-07T10:00",
            "2013-06",
        ];
        let numbers: Vec<i64> = dates.iter().map(|d| day_of(d)).collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
        assert_eq!(day_of("2013-05-07T09:30:00+02:00"), 201_305_070_930);
        for odd in ["yesterday", "2013-99-99", "99999-01-01"] {
            assert!(day_of(odd) < 1_000_000_000_000, "{odd}");
        }
    }
}
