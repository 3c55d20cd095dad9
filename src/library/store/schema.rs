//! The tables of the catalog.

use rusqlite::{Connection, Error, TransactionBehavior, ffi};

use super::{PATIENCE, numbers};
use crate::text::Clean;

/// Kept in `PRAGMA user_version` once the tables are there.
const VERSION: i64 = 4;

/// Written once. `story.id` is also the row of the index `texts`, so both have to change together. What the reader did is
/// mirrored in `story` and `tag` for sorting and filtering; the journal is where it is kept.
const TABLES: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, time INTEGER NOT NULL,
    annotated INTEGER NOT NULL DEFAULT 0);
CREATE INDEX file_annotated ON file (id) WHERE annotated = 0;
CREATE TABLE story (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL, nth INTEGER NOT NULL, key INTEGER NOT NULL, same INTEGER NOT NULL, text INTEGER,
    shown INTEGER NOT NULL, format TEXT NOT NULL, title TEXT NOT NULL, sorted TEXT NOT NULL, aliases TEXT NOT NULL,
    byline TEXT NOT NULL, site TEXT NOT NULL, url TEXT NOT NULL, lang TEXT NOT NULL, published TEXT NOT NULL,
    saved TEXT NOT NULL, day INTEGER NOT NULL, words INTEGER NOT NULL, estimated INTEGER NOT NULL, folder TEXT,
    shelf_read INTEGER, shelf_star INTEGER, shelf_progress REAL, note TEXT,
    part_start INTEGER, part_length INTEGER, part_first INTEGER,
    percent INTEGER NOT NULL DEFAULT 0, reading INTEGER NOT NULL DEFAULT 1, star INTEGER NOT NULL DEFAULT 0,
    opened INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX story_file ON story (file, nth);
CREATE INDEX story_key ON story (key);
CREATE INDEX story_same ON story (same, shown);
CREATE INDEX story_text ON story (text) WHERE text IS NOT NULL;
CREATE INDEX story_day ON story (shown, place, day DESC, id DESC, reading, star);
CREATE INDEX story_site ON story (shown, place, site = '', site, day DESC, id DESC);
CREATE INDEX story_title ON story (shown, sorted, id, place);
CREATE INDEX story_saved ON story (shown, place, coalesce(nullif(saved, ''), published) DESC, id DESC);
CREATE INDEX story_words ON story (shown, place, words, id);
CREATE INDEX story_progress ON story (shown, place, reading, opened DESC, day DESC, id DESC);
CREATE INDEX story_opened ON story (shown, place, opened DESC, day DESC, id DESC);
CREATE INDEX story_star ON story (shown, place, day DESC, id DESC) WHERE star = 1;
CREATE TABLE tag (name TEXT NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (name, story)) WITHOUT ROWID;
CREATE INDEX tag_story ON tag (story);
CREATE TABLE quote (
    id INTEGER PRIMARY KEY, story INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
    speaker TEXT NOT NULL, said TEXT NOT NULL);
CREATE INDEX quote_story ON quote (story);
CREATE INDEX quote_speaker ON quote (speaker) WHERE speaker <> '';
CREATE TABLE stub (
    id INTEGER PRIMARY KEY, story INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, label TEXT NOT NULL,
    title TEXT NOT NULL, url TEXT NOT NULL, folded TEXT NOT NULL);
CREATE INDEX stub_story ON stub (story);
CREATE INDEX stub_folded ON stub (folded);
CREATE VIRTUAL TABLE texts USING fts5 (
    title, byline, site, tags, body, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '3');
CREATE VIRTUAL TABLE spoken USING fts5 (
    speaker, said, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
";

/// How much an index of words gathers before it writes a segment, and of how many segments it makes one. A library of 100,000
/// stories leaves some thirty, which a search looks through in a third of a millisecond; to join them while it is taken in took
/// a quarter of the time of that.
const SEGMENTS: &str = "
INSERT INTO texts (texts, rank) VALUES ('automerge', 32), ('crisismerge', 64), ('hashsize', 16777216);
INSERT INTO spoken (spoken, rank) VALUES ('automerge', 32), ('crisismerge', 64), ('hashsize', 8388608);
";

/// Sets the connection up, and makes the tables (`make`) where there are none; else that is as good as damage.
pub(super) fn prepare(db: &Connection, make: bool) -> rusqlite::Result<()> {
    db.busy_timeout(std::time::Duration::from_millis(PATIENCE))?;
    // Durable enough for what can be made again: after a power cut the last changes may be missing, never the rest.
    db.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;",
    )?;
    match version(db)? {
        VERSION => return Ok(()),
        0 if make => {}
        // Not of this program, whatever its name says: as good as damaged.
        _ => {
            return Err(Error::SqliteFailure(
                ffi::Error::new(ffi::SQLITE_NOTADB),
                None,
            ));
        }
    }
    // What cannot be had (in memory, on some network drives) is done without.
    let _: rusqlite::Result<String> =
        db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
    let change = rusqlite::Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    if version(db)? != VERSION {
        change.execute_batch(TABLES)?;
        change.execute_batch(numbers::TABLE)?;
        change.execute_batch(SEGMENTS)?;
        change.pragma_update(None, "user_version", VERSION)?;
    }
    change.commit()
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// What the database finds wrong with itself, and whether stories and index agree.
pub(super) fn faults(db: &Connection) -> rusqlite::Result<Vec<Clean>> {
    let mut faults = Vec::new();
    let mut check = db.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            faults.push(Clean::line(&line));
        }
    }
    drop(rows);
    for (index, what) in [
        ("texts", "the index of words"),
        ("spoken", "the index of quotes"),
    ] {
        let sql = format!("INSERT INTO {index} ({index}) VALUES ('integrity-check')");
        if db.execute_batch(&sql).is_err() {
            faults.push(Clean::line(&format!("{what} is damaged")));
        }
    }
    let orphans: i64 = db.query_row(
        "SELECT count(*) FROM story WHERE file NOT IN (SELECT id FROM file)",
        [],
        |row| row.get(0),
    )?;
    let wrong: i64 = db.query_row(numbers::WRONG, [], |row| row.get(0))?;
    if wrong > 0 {
        faults.push(Clean::line("the numbers of the lists are wrong"));
    }
    if orphans > 0 {
        faults.push(Clean::line(&format!("{orphans} stories without a file")));
    }
    Ok(faults)
}
