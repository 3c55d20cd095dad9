//! The index of words filled with many stories at once.
//!
//! FTS5 takes a text in word by word and joins what it wrote again and again: of a library's first look through its folders that
//! was half the work. Here the words of many stories are gathered in memory, and written as one segment in the form that FTS5
//! would have given it; FTS5 searches it, deletes from it and joins it with others as if it were its own. The form is that of all
//! its versions since 2023 (contentless-delete tables), and a test holds the two against each other.
//!
//! A connection that wrote a segment must not use FTS5 before it wrote, nor go on with what it remembered of the index: each
//! [`Filling`] has a connection of its own.

mod postings;
mod segment;
mod structure;
mod tokens;

use rusqlite::{Connection, Error, ffi, params};

use postings::{Postings, varint};
use segment::Segment;
use structure::{Structure, count};
use tokens::Tokens;

/// Columns of the index.
pub(super) const COLUMNS: usize = 5;
/// Text of a story by column, as far as it is indexed.
pub(super) type Columns<'a> = [&'a str; COLUMNS];
/// Bytes of text up to which FTS5 itself takes stories in, and joins them with what is there.
const FEW: usize = 1 << 20;

/// Stories on their way into the index.
#[derive(Default)]
pub(super) enum Filling {
    /// So few as yet that they wait.
    Waiting(usize, Vec<(i64, [String; COLUMNS])>),
    /// Many.
    Gathered(Box<Gathered>),
    /// FTS5 takes each as it comes.
    #[default]
    Direct,
}

/// The words of many stories.
pub(super) struct Gathered {
    tokens: Tokens,
    postings: Postings,
    /// Number of a story, and how many words its columns have.
    stories: Vec<(i64, Vec<u8>)>,
    words: [u64; COLUMNS],
}

impl Filling {
    /// Nothing yet; by a connection that may do so (`fresh`) many are gathered, where the index is in the form that is written here.
    pub(super) fn of(db: &Connection, fresh: bool) -> rusqlite::Result<Self> {
        if fresh && Structure::read(db)?.is_some() {
            return Ok(Self::Waiting(0, Vec::new()));
        }
        Ok(Self::Direct)
    }

    /// Takes a story in. Stories come in the order of their numbers.
    pub(super) fn take(
        &mut self,
        db: &Connection,
        id: i64,
        columns: &Columns<'_>,
    ) -> rusqlite::Result<()> {
        match self {
            Self::Direct => direct(db, id, columns),
            Self::Gathered(gathered) => gathered.take(id, columns),
            Self::Waiting(bytes, waiting) => {
                *bytes += columns.iter().map(|c| c.len()).sum::<usize>();
                waiting.push((id, columns.map(str::to_owned)));
                if *bytes > FEW {
                    let mut gathered = Box::new(Gathered::new()?);
                    for (id, columns) in std::mem::take(waiting) {
                        gathered.take(id, &columns.each_ref().map(String::as_str))?;
                    }
                    *self = Self::Gathered(gathered);
                }
                Ok(())
            }
        }
    }

    /// Writes what was taken in; from now on FTS5 takes each story as it comes.
    pub(super) fn write(&mut self, db: &Connection) -> rusqlite::Result<()> {
        match std::mem::take(self) {
            Self::Direct => Ok(()),
            Self::Waiting(_, waiting) => waiting
                .iter()
                .try_for_each(|(id, c)| direct(db, *id, &c.each_ref().map(String::as_str))),
            Self::Gathered(gathered) => gathered.write(db),
        }
    }
}

/// Has FTS5 take a story in.
fn direct(db: &Connection, id: i64, columns: &Columns<'_>) -> rusqlite::Result<()> {
    let [title, byline, site, tags, body] = columns;
    db.prepare_cached(
        "INSERT INTO texts (rowid, title, byline, site, tags, body) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![id, title, byline, site, tags, body])
    .map(drop)
}

impl Gathered {
    fn new() -> rusqlite::Result<Self> {
        Ok(Self {
            tokens: Tokens::new()?,
            postings: Postings::default(),
            stories: Vec::new(),
            words: [0; COLUMNS],
        })
    }

    fn take(&mut self, id: i64, columns: &Columns<'_>) -> rusqlite::Result<()> {
        let mut lengths = Vec::with_capacity(COLUMNS + 2);
        let postings = &mut self.postings;
        for ((column, text), sum) in (0..).zip(columns).zip(&mut self.words) {
            let mut each = |place: u32, word: &[u8]| {
                postings.add(id.cast_unsigned(), column, place, word);
            };
            let words = self.tokens.each(text, &mut each)?;
            varint(&mut lengths, u64::from(words));
            *sum += u64::from(words);
        }
        self.stories.push((id, lengths));
        Ok(())
    }

    fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let damaged = || Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), None);
        let mut structure = Structure::read(db)?.ok_or_else(damaged)?;
        let (origin, id) = (structure.origin(), structure.free());
        let mut lengths =
            db.prepare_cached("REPLACE INTO texts_docsize (id, sz, origin) VALUES (?, ?, ?)")?;
        for (id, words) in &self.stories {
            lengths.execute(params![id, words, origin.cast_signed()])?;
        }
        let mut segment = Segment::new(db, id.cast_signed())?;
        for (word, list) in self.postings.sorted() {
            segment.word(&word, &list)?;
        }
        let stories = self.stories.len() as u64;
        let pages = segment.done()?;
        if pages > 0 {
            structure.add(id, pages, stories);
            structure.write(db)?;
        }
        count(db, stories, &self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::store::schema;

    /// Stories of uneven length: words of all stories and of few, very long ones, a text of one word over and over, accents, scripts.
    fn stories() -> Vec<[String; COLUMNS]> {
        let mut seed = 7_u64;
        let mut random = |below: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed % below
        };
        let mut stories: Vec<[String; COLUMNS]> = (0..600_usize)
            .map(|n| {
                let mut word = || {
                    let most = 1 + random(3_000);
                    format!("w{}", random(most))
                };
                let title: Vec<String> = (0..6).map(|_| word()).collect();
                let body: Vec<String> = (0..=n * n % 997).map(|_| word()).collect();
                let tags = if n % 3 == 0 { "réseau\nx" } else { "" };
                [
                    title.join(" "),
                    "Zoë Låg".into(),
                    String::new(),
                    tags.into(),
                    format!("The ferry’s {} 港 湾 {}", body.join(", "), "y".repeat(n)),
                ]
            })
            .collect();
        stories[300][4] = "again ".repeat(60_000);
        stories[301] = Default::default();
        stories
    }

    fn tables() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        schema::prepare(&db).unwrap();
        db
    }

    fn answers(db: &Connection, sql: &str) -> Vec<Vec<rusqlite::types::Value>> {
        let mut question = db.prepare(sql).unwrap();
        let columns = question.column_count();
        let row = |r: &rusqlite::Row<'_>| (0..columns).map(|n| r.get(n)).collect();
        let rows = question.query_map([], row).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn sound(db: &Connection) {
        db.execute_batch("INSERT INTO texts (texts) VALUES ('integrity-check')")
            .unwrap();
        assert_eq!(schema::faults(db).unwrap(), []);
    }

    /// Takes stories in, many at once or one after the other.
    fn take(db: &Connection, stories: &[[String; COLUMNS]], from: i64, mut filling: Filling) {
        for (id, story) in (from..).zip(stories) {
            let columns = story.each_ref().map(String::as_str);
            filling.take(db, id, &columns).unwrap();
        }
        filling.write(db).unwrap();
    }

    fn gathered() -> Filling {
        Filling::Gathered(Box::new(Gathered::new().unwrap()))
    }

    #[test]
    fn a_segment_written_here_is_as_fts5_would_have_written_it() {
        let stories = stories();
        let (here, theirs) = (tables(), tables());
        take(&here, &stories, 1, gathered());
        theirs.execute_batch("BEGIN").unwrap();
        take(&theirs, &stories, 1, Filling::Direct);
        theirs.execute_batch("COMMIT").unwrap();
        sound(&here);
        for sql in [
            "SELECT id, block FROM texts_data ORDER BY id",
            "SELECT segid, term, pgno FROM texts_idx ORDER BY segid, term",
            "SELECT id, sz, origin FROM texts_docsize ORDER BY id",
        ] {
            let (a, b) = (answers(&here, sql), answers(&theirs, sql));
            assert_eq!(a.len(), b.len(), "{sql}");
            for (a, b) in a.iter().zip(&b) {
                assert!(a == b, "{sql}: {:?}", a.first());
            }
        }
    }

    #[test]
    fn an_index_of_another_form_is_left_to_fts5() {
        let known = tables();
        assert!(matches!(
            Filling::of(&known, true).unwrap(),
            Filling::Waiting(..)
        ));
        let other = Connection::open_in_memory().unwrap();
        other
            .execute_batch(
                "CREATE VIRTUAL TABLE texts USING fts5 (title, byline, site, tags, body, content = '');",
            )
            .unwrap();
        let filling = Filling::of(&other, true).unwrap();
        assert!(matches!(filling, Filling::Direct));
        take(&other, &stories(), 1, filling);
        other
            .execute_batch("INSERT INTO texts (texts) VALUES ('integrity-check')")
            .unwrap();
        let found = answers(&other, "SELECT count(*) FROM texts WHERE texts MATCH 'w1'");
        assert_ne!(found, [[rusqlite::types::Value::Integer(0)]]);
    }

    #[test]
    fn segments_are_searched_deleted_from_and_joined_like_others() {
        let stories = stories();
        let (here, theirs) = (tables(), tables());
        for (n, some) in stories.chunks(40).enumerate() {
            let from = 1 + 40 * i64::try_from(n).unwrap();
            take(
                &here,
                some,
                from,
                if n % 5 == 4 {
                    Filling::Direct
                } else {
                    gathered()
                },
            );
            take(&theirs, some, from, Filling::Direct);
            // What FTS5 remembers of the index is another connection's in earnest.
            here.execute_batch("BEGIN; DELETE FROM texts WHERE rowid = -1; ROLLBACK")
                .unwrap();
        }
        let same = || {
            for words in [
                "w1",
                "w7*",
                "\"again again\"",
                "tags : reseau",
                "fer*",
                "\"港 湾\"",
                "w3 AND w5 NOT w9",
            ] {
                let sql = format!(
                    "SELECT rowid, bm25(texts) FROM texts WHERE texts MATCH '{words}' ORDER BY rowid"
                );
                assert_eq!(answers(&here, &sql), answers(&theirs, &sql), "{words}");
            }
            sound(&here);
        };
        same();
        for change in [
            "DELETE FROM texts WHERE rowid % 3 = 0",
            "INSERT INTO texts (texts) VALUES ('optimize')",
            "DELETE FROM texts WHERE rowid % 3 = 1",
        ] {
            for db in [&here, &theirs] {
                db.execute_batch(&change.replace(
                    "WHERE rowid % 3 = ",
                    "WHERE rowid IN (SELECT id FROM texts_docsize) AND rowid % 3 = ",
                ))
                .unwrap();
            }
            same();
        }
    }
}
