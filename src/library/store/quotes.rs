//! What was said in the stories of a library, and which other stories they name: found once, so that nothing has to be read
//! again to look at the quotes of one speaker in ten thousand stories, or for the stories that lead to one.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, Store, bytes, row::folded_key};
use crate::{library::search::parted, story::Story, text::Clean};

/// A quote as the catalog keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidRow {
    /// Number of the story, as in [`super::Row::id`].
    pub story: u32,
    /// First byte of its words in the story's text.
    pub start: u32,
    /// The byte after them.
    pub end: u32,
    /// Name of its kind: `direct`, `mixed`, `scare`, `title`.
    pub kind: Clean,
    /// Who said it, by the fullest name in the story; empty where nobody is named.
    pub speaker: Clean,
    /// The words.
    pub said: Clean,
}

/// A cross-link as the catalog keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubRow {
    /// Number of the story that it stands in, as in [`super::Row::id`].
    pub story: u32,
    /// First byte of the title in that story's text.
    pub start: u32,
    /// The byte after it.
    pub end: u32,
    /// The label: "More from GlobalPost".
    pub label: Clean,
    /// The title of the story that it leads to.
    pub title: Clean,
    /// The address, where the file kept one.
    pub url: Clean,
}

/// Longest words of a quote that are kept, in bytes: what is longer is a book.
const LONGEST: usize = 4 << 10;

impl Store {
    /// A file whose stories have not been looked through for quotes and cross-links yet, the latest first.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn unannotated(&self, most: usize) -> Result<Vec<(i64, PathBuf)>> {
        self.ask(|db| {
            let mut files = db.prepare_cached(
                "SELECT id, path FROM file WHERE annotated = 0 ORDER BY id DESC LIMIT ?",
            )?;
            let mut rows = files.query([most])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push((row.get(0)?, bytes::path(row.get_ref(1)?.as_blob()?)));
            }
            Ok(found)
        })
    }

    /// How many files there are of which that is so.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn unannotated_count(&self) -> Result<usize> {
        self.ask(|db| {
            db.prepare_cached("SELECT count(*) FROM file WHERE annotated = 0")?
                .query_row([], |row| row.get(0))
        })
    }

    /// Keeps what was found in stories, by the number of their file.
    ///
    /// # Errors
    /// Where the catalog cannot be written.
    pub fn annotate(&self, stories: &[(i64, Story)]) -> Result<()> {
        self.change(|db| stories.iter().try_for_each(|(file, s)| keep(db, *file, s)))
    }

    /// Notes that files have been looked through.
    ///
    /// # Errors
    /// Where the catalog cannot be written.
    pub fn annotated(&self, files: &[i64]) -> Result<()> {
        self.change(|db| {
            let mut done = db.prepare_cached("UPDATE file SET annotated = 1 WHERE id = ?")?;
            files
                .iter()
                .try_for_each(|file| done.execute([file]).map(drop))
        })
    }

    /// Every quote of every story, in the order of the stories; with a `speaker`, only those of whom exactly that name is known.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn quotes(&self, speaker: Option<&str>, each: &mut dyn FnMut(SaidRow)) -> Result<()> {
        const ALL: &str = "SELECT story, start, end, kind, speaker, said FROM quote";
        self.ask(|db| {
            let sql = match speaker {
                Some(_) => format!("{ALL} WHERE speaker = ? ORDER BY story, start"),
                None => format!("{ALL} ORDER BY story, start"),
            };
            let mut quotes = db.prepare_cached(&sql)?;
            let mut rows = quotes.query(rusqlite::params_from_iter(speaker))?;
            while let Some(row) = rows.next()? {
                let text = |n: usize| row.get_ref(n).ok().and_then(|v| v.as_str().ok());
                each(SaidRow {
                    story: row.get(0)?,
                    start: row.get(1)?,
                    end: row.get(2)?,
                    kind: Clean::line(text(3).unwrap_or_default()),
                    speaker: Clean::line(text(4).unwrap_or_default()),
                    said: Clean::line(text(5).unwrap_or_default()),
                });
            }
            Ok(())
        })
    }

    /// Who is quoted in the library, with the number of stories, those in the most first.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn speakers(&self, most: usize) -> Result<Vec<(Clean, usize)>> {
        self.ask(|db| {
            let mut names = db.prepare_cached(
                "SELECT speaker, count(DISTINCT story) AS stories FROM quote WHERE speaker <> ''
                 GROUP BY speaker ORDER BY stories DESC, speaker LIMIT ?",
            )?;
            let mut rows = names.query([most])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let name = row.get_ref(0)?.as_str().unwrap_or_default();
                found.push((Clean::line(name), row.get(1)?));
            }
            Ok(found)
        })
    }

    /// Stories with these words, one after the other, anywhere in them: the first that are found, at most `most`.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn saying(&self, words: &str, most: usize) -> Result<Vec<u32>> {
        let phrase = format!("\"{}\"", parted(words).replace('"', " "));
        self.ask(|db| {
            db.prepare_cached("SELECT rowid FROM texts WHERE texts MATCH ? LIMIT ?")?
                .query_map(params![phrase, most], |row| row.get(0))?
                .collect()
        })
    }

    /// Every cross-link of every story, in the order of the stories.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn stubs(&self, each: &mut dyn FnMut(StubRow)) -> Result<()> {
        self.ask(|db| {
            let mut stubs = db.prepare_cached(
                "SELECT story, start, end, label, title, url FROM stub ORDER BY story, start",
            )?;
            let mut rows = stubs.query([])?;
            while let Some(row) = rows.next()? {
                let text = |n: usize| row.get_ref(n).ok().and_then(|v| v.as_str().ok());
                each(StubRow {
                    story: row.get(0)?,
                    start: row.get(1)?,
                    end: row.get(2)?,
                    label: Clean::line(text(3).unwrap_or_default()),
                    title: Clean::line(text(4).unwrap_or_default()),
                    url: Clean::line(text(5).unwrap_or_default()),
                });
            }
            Ok(())
        })
    }
}

/// What a story of the list is found by, as it stands in the catalog.
#[derive(Clone, Debug)]
pub struct TitleRow {
    /// Number of the story.
    pub id: u32,
    /// Headline.
    pub title: String,
    /// Other titles, a line each.
    pub aliases: String,
    /// Address; empty for none.
    pub url: String,
    /// Publication; empty for none.
    pub site: String,
    /// Date of publication; empty for none.
    pub published: String,
}

impl Store {
    /// The titles of all stories of the list, by their numbers.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn titles(&self) -> Result<Vec<TitleRow>> {
        self.ask(|db| {
            let mut titles = db.prepare_cached(
                "SELECT id, title, aliases, url, site, published FROM story WHERE shown = 1 ORDER BY id",
            )?;
            let row = |r: &rusqlite::Row<'_>| {
                Ok(TitleRow {
                    id: r.get(0)?,
                    title: r.get(1)?,
                    aliases: r.get(2)?,
                    url: r.get(3)?,
                    site: r.get(4)?,
                    published: r.get(5)?,
                })
            };
            titles.query_map([], row)?.collect()
        })
    }

    /// What tells one state of the stories from another: a number that is drawn anew whenever some came or went. Where
    /// a catalog was made before there was one, it is 0 until then.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn state(&self) -> Result<Vec<u8>> {
        self.ask(|db| {
            let drawn: Option<i64> = db
                .prepare_cached("SELECT value FROM meta WHERE name = 'stories'")?
                .query_row([], |row| row.get(0))
                .optional()?;
            Ok(drawn.unwrap_or(0).to_le_bytes().to_vec())
        })
    }
}

/// Whether quotes or stubs of a story are kept.
fn is_kept(db: &Connection, story: i64) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT 1 FROM quote WHERE story = ?1 UNION ALL SELECT 1 FROM stub WHERE story = ?1",
    )?
    .exists([story])
}

/// Keeps quotes and stubs of one story.
fn keep(db: &Connection, file: i64, story: &Story) -> rusqlite::Result<()> {
    let found: Option<i64> = db
        .prepare_cached("SELECT id FROM story WHERE file = ? AND nth = ?")?
        .query_row(params![file, story.nth], |row| row.get(0))
        .optional()?;
    let Some(id) = found else { return Ok(()) };
    // It may have been looked through before, and the program been stopped. Nothing is taken away where there is nothing: that
    // opens a savepoint, at which the index of quotes writes out what it holds.
    if is_kept(db, id)? {
        for sql in [
            "DELETE FROM spoken WHERE rowid IN (SELECT id FROM quote WHERE story = ?)",
            "DELETE FROM quote WHERE story = ?",
            "DELETE FROM stub WHERE story = ?",
        ] {
            db.prepare_cached(sql)?.execute([id])?;
        }
    }
    let text = story.article.text();
    let mut quote = db.prepare_cached(
        "INSERT INTO quote (story, start, end, kind, speaker, said) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    let mut spoken =
        db.prepare_cached("INSERT INTO spoken (rowid, speaker, said) VALUES (?, ?, ?)")?;
    for q in &story.notes.quotes {
        let name = q.speaker().map_or("", |v| v.name.of(text));
        let speaker = Clean::line(name);
        let words = q.span.of(text);
        let said = words
            .get(..words.floor_char_boundary(LONGEST))
            .unwrap_or_default();
        let kind = q.kind.name();
        quote.execute(params![id, q.span.start, q.span.end, kind, &*speaker, said])?;
        let number = db.last_insert_rowid();
        spoken.execute(params![number, &*parted(&speaker), &*parted(said)])?;
    }
    let mut stub = db.prepare_cached(
        "INSERT INTO stub (story, start, end, label, title, url, folded) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    for s in &story.notes.stubs {
        let title = Clean::line(s.title.of(text));
        let label = Clean::line(s.label.of(text));
        let link = s.link.and_then(|n| story.article.links().get(n as usize));
        let url = link.map_or("", |l| &*l.url);
        stub.execute(params![
            id,
            s.title.start,
            s.title.end,
            &*label,
            &*title,
            url,
            folded_key(&title)
        ])?;
    }
    Ok(())
}
