//! Questions to the catalog: which stories, in which order, and what a list shows of those that are seen.

use rusqlite::{Connection, OptionalExtension, params_from_iter, types::Value};

use super::{
    Result, Row, Store,
    rank::{count, ranked, words_of},
    row::{COLUMNS, folded_key, path_value},
};
use crate::{library::StoryId, text::Clean};
use std::path::Path;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The latest publication first.
    #[default]
    Date,
    /// The latest saving first.
    Saved,
    /// By headline.
    Title,
    /// By publication, the latest first.
    Site,
    /// The shortest first.
    Length,
    /// What was begun, then what is unread, then what is read.
    Progress,
    /// What was opened last first.
    Opened,
    /// What fits the words of the search best; by date where there are none.
    Relevance,
}

impl Order {
    /// All of them with their names on the command line and in the choice.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Date, "date"),
        (Self::Saved, "saved"),
        (Self::Title, "title"),
        (Self::Site, "site"),
        (Self::Length, "length"),
        (Self::Progress, "progress"),
        (Self::Opened, "opened"),
        (Self::Relevance, "relevance"),
    ];

    /// The order of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, n)| *n == name);
        found.map(|(order, _)| *order)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(order, _)| *order == self);
        found.map_or("", |(_, name)| name)
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Date | Self::Relevance => "s.day DESC, s.id DESC",
            Self::Saved => "coalesce(nullif(s.saved, ''), s.published) DESC, s.id DESC",
            Self::Title => "s.sorted, s.id",
            Self::Site => "s.site = '', s.site, s.day DESC, s.id DESC",
            Self::Length => "s.words, s.id",
            Self::Progress => "s.reading, s.opened DESC, s.day DESC, s.id DESC",
            Self::Opened => "s.opened DESC, s.day DESC, s.id DESC",
        }
    }
}

/// What stories of a list stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Group {
    /// Nothing.
    #[default]
    None,
    /// Those of a publication.
    Site,
    /// Those of a day.
    Day,
    /// Those with a tag; a story with several stands under each.
    Tag,
}

impl Group {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::None, "nothing"),
        (Self::Site, "site"),
        (Self::Day, "day"),
        (Self::Tag, "tag"),
    ];

    /// The group of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, n)| *n == name);
        found.map(|(group, _)| *group)
    }
}

/// How a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct List {
    /// Its order.
    pub order: Order,
    /// The other way round.
    pub reversed: bool,
    /// What stands together.
    pub group: Group,
}

/// Which stories: a condition on a `story s` with its values, and words that the index is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// SQL; empty for no condition.
    pub condition: String,
    /// Values of the condition's question marks.
    pub values: Vec<Value>,
    /// A query to the full-text index.
    pub words: Option<String>,
    /// The same in parts, all of which must hold.
    pub each: Vec<String>,
    /// The same with other forms of its words, by language, for stories that have none of the very words.
    pub looser: Vec<(&'static str, String)>,
}

/// The numbers of the stories of a list, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The stories.
    pub ids: Vec<u32>,
    /// How many there are, where `ids` are only the first or the best.
    pub total: usize,
    /// There may be more of them, and nobody has counted how many.
    pub more: bool,
    /// Where in `ids` each group begins, and its name: a publication, a tag, or a day as an RFC 3339 date; empty for the stories
    /// that have none. Nothing where the list is in no groups.
    pub groups: Vec<(usize, Clean)>,
}

/// How many stories there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the list.
    pub stories: usize,
    /// Of these, not begun.
    pub unread: usize,
}

impl Store {
    /// The stories of a selection, at most `most`.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn list(&self, which: &Selection, list: List, most: usize) -> Result<Page> {
        self.ask(|db| {
            if let (Some(words), Order::Relevance) = (&which.words, list.order) {
                return ranked((db, self.aides()), which, words, most);
            }
            listed(db, which, list, most)
        })
    }

    /// The number of the story that was taken in last; 0 where there is none.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn last(&self) -> Result<u32> {
        self.ask(|db| db.query_row("SELECT coalesce(max(id), 0) FROM story", [], |r| r.get(0)))
    }

    /// Stories that were taken in after the one of this number, at most `most`.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn since(&self, last: u32, most: usize) -> Result<Vec<Row>> {
        self.ask(|db| {
            let sql = format!(
                "SELECT {COLUMNS} FROM story s JOIN file f ON f.id = s.file WHERE s.id > ? AND s.shown = 1
                 ORDER BY s.id LIMIT ?"
            );
            let mut since = db.prepare_cached(&sql)?;
            since.query_map(rusqlite::params![last, most], Row::read)?.collect()
        })
    }

    /// The latest stories of the list: the first screen.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn newest(&self, most: usize) -> Result<Vec<Row>> {
        self.ask(|db| {
            let sql = format!(
                "SELECT {COLUMNS} FROM story s JOIN file f ON f.id = s.file WHERE s.shown = 1 AND s.place = 0
                 ORDER BY s.day DESC, s.id DESC LIMIT ?"
            );
            let mut newest = db.prepare_cached(&sql)?;
            newest.query_map([most], Row::read)?.collect()
        })
    }

    /// What a list shows of these stories, in their order. Numbers of stories that are gone are passed over.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn rows(&self, ids: &[u32]) -> Result<Vec<Row>> {
        self.ask(|db| {
            let mut one = db.prepare_cached(&one_sql("s.id = ?"))?;
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                rows.extend(one.query_row([id], Row::read).optional()?);
            }
            Ok(rows)
        })
    }

    /// The first of these stories that is not begun.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn first_unread(&self, ids: &[u32]) -> Result<Option<Row>> {
        self.ask(|db| {
            let sql = one_sql("s.id = ? AND s.reading = 1");
            let mut one = db.prepare_cached(&sql)?;
            for id in ids {
                if let Some(row) = one.query_row([id], Row::read).optional()? {
                    return Ok(Some(row));
                }
            }
            Ok(None)
        })
    }

    /// The story of this identity, the one that stands for its duplicates before the others.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn by_identity(&self, id: StoryId) -> Result<Option<Row>> {
        let key = Value::Integer(id.0.cast_signed());
        self.one("s.key = ? ORDER BY s.shown DESC LIMIT 1", &[key])
    }

    /// Story `nth` of a file.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn by_place(&self, path: &Path, nth: usize) -> Result<Option<Row>> {
        let nth = i64::try_from(nth).unwrap_or(i64::MAX);
        self.one(
            "f.path = ? AND s.nth = ?",
            &[path_value(path), Value::Integer(nth)],
        )
    }

    fn one(&self, condition: &str, values: &[Value]) -> Result<Option<Row>> {
        self.ask(|db| {
            db.prepare_cached(&one_sql(condition))?
                .query_row(params_from_iter(values), Row::read)
                .optional()
        })
    }

    /// The files of a story: those of the same address or the same bytes.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn files_of(&self, id: u32) -> Result<Vec<std::path::PathBuf>> {
        self.ask(|db| {
            let mut files = db.prepare_cached(
                "SELECT DISTINCT f.path FROM story s, story o JOIN file f ON f.id = o.file
                 WHERE s.id = ? AND o.same = s.same ORDER BY o.shown DESC, o.id",
            )?;
            let mut rows = files.query([id])?;
            let mut paths = Vec::new();
            while let Some(row) = rows.next()? {
                paths.push(super::bytes::path(row.get_ref(0)?.as_blob()?));
            }
            Ok(paths)
        })
    }

    /// How many stories a selection has.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn count(&self, which: &Selection) -> Result<usize> {
        if which.words.is_none()
            && let Some(known) = self.known_count(&which.condition)?
        {
            return Ok(known);
        }
        self.ask(|db| {
            if let Some(words) = words_of(db, which)? {
                return count(db, which, &words);
            }
            let and = and(which);
            let sql = format!("SELECT count(*) FROM story s WHERE s.shown = 1{and}");
            db.prepare_cached(&sql)?
                .query_row(params_from_iter(&which.values), |row| row.get(0))
        })
    }

    /// Tags with the number of their stories in the list, and of those that are not begun, by name.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn tags_unread(&self) -> Result<Vec<(Clean, usize, usize)>> {
        self.ask(|db| {
            let mut tags = db.prepare_cached(
                "SELECT t.name, count(*), sum(s.reading = 1) FROM tag t JOIN story s ON s.id = t.story
                 WHERE s.shown = 1 AND s.place = 0 GROUP BY t.name",
            )?;
            let mut rows = tags.query([])?;
            let mut names = Vec::new();
            while let Some(row) = rows.next()? {
                let name = row.get_ref(0)?.as_str().unwrap_or_default();
                names.push((Clean::line(name), row.get(1)?, row.get(2)?));
            }
            names.sort_by_cached_key(|(name, ..)| folded_key(name));
            Ok(names)
        })
    }

    /// Tags with the number of their stories in the list, by name.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn tags(&self) -> Result<Vec<(Clean, usize)>> {
        let mut tags = self.tally(
            "SELECT t.name, count(*) FROM tag t JOIN story s ON s.id = t.story WHERE s.shown = 1 AND s.place = 0
             GROUP BY t.name",
        )?;
        tags.sort_by_cached_key(|(name, _)| folded_key(name));
        Ok(tags)
    }

    /// Sites with the number of their stories in the list, those with the most first.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn sites(&self, most: usize) -> Result<Vec<(Clean, usize)>> {
        self.tally(&format!(
            "SELECT site, count(*) FROM story WHERE shown = 1 AND place = 0 AND (site = '') = 0
             GROUP BY site ORDER BY count(*) DESC, site LIMIT {most}"
        ))
    }

    /// Languages with the number of their stories in the list, those with the most first.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn langs(&self) -> Result<Vec<(Clean, usize)>> {
        self.tally(
            "SELECT lang, count(*) FROM story WHERE shown = 1 AND place = 0 AND lang <> ''
             GROUP BY lang ORDER BY count(*) DESC, lang LIMIT 50",
        )
    }

    fn tally(&self, sql: &str) -> Result<Vec<(Clean, usize)>> {
        self.ask(|db| {
            let mut tally = db.prepare_cached(sql)?;
            let mut rows = tally.query([])?;
            let mut names = Vec::new();
            while let Some(row) = rows.next()? {
                let name = row.get_ref(0)?.as_str().unwrap_or_default();
                names.push((Clean::line(name), row.get(1)?));
            }
            Ok(names)
        })
    }
}

fn one_sql(condition: &str) -> String {
    format!("SELECT {COLUMNS} FROM story s JOIN file f ON f.id = s.file WHERE {condition}")
}

/// The condition of a selection, to be added to others.
pub(super) fn and(which: &Selection) -> String {
    if which.condition.is_empty() {
        String::new()
    } else {
        format!(" AND {}", which.condition)
    }
}

fn listed(db: &Connection, which: &Selection, list: List, most: usize) -> rusqlite::Result<Page> {
    let and = and(which);
    let (index, mut values) = match words_of(db, which)? {
        Some(words) => (
            " AND s.id IN (SELECT rowid FROM texts WHERE texts MATCH ?)",
            vec![Value::Text(words)],
        ),
        None => ("", Vec::new()),
    };
    values.extend(which.values.iter().cloned());
    let (tags, first, name) = match list.group {
        Group::None => ("", "", "NULL"),
        Group::Site => ("", "s.site = '', s.site, ", "s.site"),
        Group::Day => ("", "s.day / 10000 DESC, ", "s.day / 10000"),
        Group::Tag => (
            "LEFT JOIN tag g ON g.story = s.id",
            "g.name IS NULL, g.name, ",
            "g.name",
        ),
    };
    let mut order = list.order.sql().to_owned();
    if list.reversed {
        order = turned(&order);
    }
    let sql = format!(
        "SELECT s.id, {name} FROM story s {tags} WHERE s.shown = 1{index}{and} ORDER BY {first}{order} LIMIT {most}"
    );
    let mut page = Page::default();
    let mut stories = db.prepare_cached(&sql)?;
    let mut rows = stories.query(params_from_iter(&values))?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        if list.group != Group::None {
            let group: Value = row.get(1)?;
            if last.as_ref() != Some(&group) {
                page.groups.push((page.ids.len(), group_name(&group)));
                last = Some(group);
            }
        }
        page.ids.push(row.get(0)?);
    }
    page.total = page.ids.len();
    page.more = page.total == most;
    Ok(page)
}

fn group_name(group: &Value) -> Clean {
    match group {
        Value::Text(name) => Clean::line(name),
        Value::Integer(day) if *day > 0 => {
            let (year, month, day) = (day / 10_000, day / 100 % 100, day % 100);
            Clean::line(&match (month, day) {
                (0, _) => format!("{year:04}"),
                (_, 0) => format!("{year:04}-{month:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}"),
            })
        }
        _ => Clean::default(),
    }
}

/// An order the other way round.
fn turned(order: &str) -> String {
    let turn = |key: &str| match key.strip_suffix(" DESC") {
        Some(up) => up.to_owned(),
        None => format!("{key} DESC"),
    };
    // The commas between keys, not those inside of calls.
    let keys = order.replace("'), s.p", "')\u{0}s.p");
    let keys = keys.replace("coalesce(nullif(s.saved, '')\u{0}s.published)", "\u{1}");
    let turned: Vec<String> = keys.split(", ").map(turn).collect();
    turned
        .join(", ")
        .replace('\u{1}', "coalesce(nullif(s.saved, ''), s.published)")
}
