//! What changes the catalog: files that came, changed and went, and what the reader did.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use rusqlite::{
    CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior, params,
};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Heirs, Result, Store, bytes,
    mirror::mirror,
    numbers::{Kind, NEW, Numbers},
    row::{day_of, folded_key, same},
    same::{joined_by, text_of},
};
use crate::{
    library::{Entry, StoryId, search::parted, state::State},
    text::Clean,
};

/// A file that was read.
#[derive(Debug)]
pub struct Found {
    /// Where it lies.
    pub path: PathBuf,
    /// Length in bytes.
    pub size: u64,
    /// Time of its last change, in nanoseconds since 1970; 0 when unknown.
    pub time: i64,
    /// The same as an RFC 3339 date-time: the date of a story that states none.
    pub date: String,
    /// Its stories; none for a file that holds none, so that it is not read again.
    pub stories: Vec<Told>,
    /// Which stretch of the file's stories these are.
    pub stretch: Stretch,
}

/// A stretch of the stories of a file: a large one is taken in piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// It begins the file: what was known of it goes.
    pub first: bool,
    /// It ends the file: only now is it known.
    pub last: bool,
}

impl Found {
    /// Bytes of its stories' texts.
    #[must_use]
    pub fn text(&self) -> usize {
        self.stories.iter().map(|s| s.body.len()).sum()
    }
}

impl Stretch {
    /// All of a file.
    pub const WHOLE: Self = Self {
        first: true,
        last: true,
    };
}

/// What a file says of one of its stories.
#[derive(Debug)]
pub struct Told {
    /// Who it is.
    pub entry: Entry,
    /// When it was saved, RFC 3339; empty when unknown.
    pub saved: Clean,
    /// Language as a BCP 47 tag; empty when unknown.
    pub lang: Clean,
    /// Its tags.
    pub tags: Vec<Clean>,
    /// The text to be searched.
    pub body: String,
}

/// A file as it was when it was read last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number in the catalog.
    pub id: i64,
    /// Length in bytes.
    pub size: u64,
    /// Time of its last change, as in [`Found::time`].
    pub time: i64,
}

impl Store {
    /// The files of the catalog, by a hash of their path.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn known(&self) -> Result<HashMap<u64, Known>> {
        self.ask(|db| {
            let mut files = db.prepare("SELECT path, id, size, time FROM file")?;
            let mut rows = files.query([])?;
            let mut known = HashMap::new();
            while let Some(row) = rows.next()? {
                let path = row.get_ref(0)?.as_blob().unwrap_or_default();
                let file = Known {
                    id: row.get(1)?,
                    size: row.get::<_, i64>(2)?.cast_unsigned(),
                    time: row.get(3)?,
                };
                known.insert(xxh3_64(path), file);
            }
            Ok(known)
        })
    }

    /// The hash by which [`Store::known`] knows a file.
    #[must_use]
    pub fn hash(path: &Path) -> u64 {
        xxh3_64(bytes::of(path))
    }

    /// Takes files in, in the place of what was known of them; what is kept of their stories passes to `heirs`.
    ///
    /// # Errors
    /// Where the catalog cannot be written; then none of them is taken.
    pub fn take(&self, files: &[Found], state: &State, heirs: &mut Heirs) -> Result<()> {
        let mut intake = self.intake()?;
        files
            .iter()
            .try_for_each(|file| intake.take(file, state, heirs))?;
        intake.done()
    }

    /// Begins to take files in. Nobody else writes until it is [done](Intake::done).
    ///
    /// # Errors
    /// Where the catalog cannot be written.
    pub fn intake(&self) -> Result<Intake<'_>> {
        self.ask(|db| {
            Ok(Intake {
                change: Transaction::new_unchecked(db, TransactionBehavior::Immediate)?,
                writer: Writer::new(db)?,
                store: self,
                numbers: Numbers::default(),
                text: 0,
            })
        })
    }

    /// Forgets files, by their numbers.
    ///
    /// # Errors
    /// Where the catalog cannot be written; then none of them is forgotten.
    pub fn forget(&self, files: &[i64]) -> Result<()> {
        self.change_counted(|db, numbers| {
            for file in files {
                remove(db, *file, numbers)?;
                db.prepare_cached("DELETE FROM file WHERE id = ?")?
                    .execute([file])?;
            }
            Ok(())
        })
    }

    /// The numbers and paths of all files.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn files(&self, each: &mut dyn FnMut(i64, PathBuf)) -> Result<()> {
        self.ask(|db| {
            let mut files = db.prepare("SELECT id, path FROM file")?;
            let mut rows = files.query([])?;
            while let Some(row) = rows.next()? {
                each(row.get(0)?, bytes::path(row.get_ref(1)?.as_blob()?));
            }
            Ok(())
        })
    }

    /// Runs a change as one, after which there may be more or fewer stories of a kind.
    pub(super) fn change_counted(
        &self,
        change: impl FnOnce(&Connection, &mut Numbers) -> rusqlite::Result<()>,
    ) -> Result<()> {
        self.change(|db| {
            let mut numbers = Numbers::default();
            change(db, &mut numbers)?;
            numbers.write(db)
        })
    }

    /// Runs a change as one: all of it happens, or nothing.
    pub(super) fn change(
        &self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<()> {
        self.ask(|db| {
            let transaction = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
            change(&transaction)?;
            transaction.commit()
        })
    }
}

/// Files on their way into the catalog: all of them come to be known at once, or, where this is dropped, none.
pub struct Intake<'a> {
    writer: Writer<'a>,
    change: Transaction<'a>,
    store: &'a Store,
    numbers: Numbers,
    text: usize,
}

impl Intake<'_> {
    /// Takes a file in, in the place of what was known of it; what is kept of its stories passes to `heirs`.
    ///
    /// # Errors
    /// Where the catalog cannot be written.
    pub fn take(&mut self, found: &Found, state: &State, heirs: &mut Heirs) -> Result<()> {
        self.text += found.text();
        let (writer, numbers) = (&mut self.writer, &mut self.numbers);
        let change = &self.change;
        self.store
            .ask(|_| writer.file((change, numbers), found, state, heirs))
    }

    /// Bytes of the texts that were taken in.
    #[must_use]
    pub fn text(&self) -> usize {
        self.text
    }

    /// Makes it known.
    ///
    /// # Errors
    /// Where the catalog cannot be written; then none of the files is taken.
    pub fn done(self) -> Result<()> {
        let Self {
            change,
            store,
            numbers,
            writer,
            ..
        } = self;
        store.ask(|_| {
            drop(writer);
            numbers.write(&change)?;
            change.commit()
        })
    }
}

/// The statements that take stories in. None of them may open a savepoint, as one that writes several rows or may write one twice
/// does: at each savepoint the index of words writes out what it holds in memory, and joins it with the rest again later.
struct Writer<'a> {
    file: CachedStatement<'a>,
    story: CachedStatement<'a>,
    words: CachedStatement<'a>,
    tag: CachedStatement<'a>,
}

impl<'a> Writer<'a> {
    fn new(db: &'a Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            words: db.prepare_cached(
                "INSERT INTO texts (rowid, title, byline, site, tags, body) VALUES (?, ?, ?, ?, ?, ?)",
            )?,
            file: db.prepare_cached(
                "INSERT OR IGNORE INTO file (path, size, time) VALUES (?, ?, ?)",
            )?,
            story: db.prepare_cached(
                "INSERT INTO story (file, nth, key, same, text, shown, format, title, sorted, aliases, byline, site, url, lang,
                     published, saved, day, words, estimated, folder, shelf_read, shelf_star, shelf_progress, note,
                     part_start, part_length, part_first)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?,
            tag: db.prepare_cached("INSERT OR IGNORE INTO tag (name, story) VALUES (?, ?)")?,
        })
    }

    fn file(
        &mut self,
        (db, numbers): (&Connection, &mut Numbers),
        found: &Found,
        state: &State,
        heirs: &mut Heirs,
    ) -> rusqlite::Result<()> {
        let path = bytes::of(&found.path);
        let size = found.size.cast_signed();
        // A file that was not read to its end has changed since, as far as the next look at it goes.
        let time = if found.stretch.last { found.time } else { -1 };
        let is_new = self.file.execute(params![path, size, time])? > 0;
        if !is_new && found.stretch.first && found.stretch.last && stands(db, path, size, time)? {
            // Another look at the folders took it in meanwhile.
            return Ok(());
        }
        let id = if is_new {
            db.last_insert_rowid()
        } else {
            known_again(db, path, size, time)?
        };
        if found.stretch.first && !is_new {
            heirs.leave(db, id, state)?;
            remove(db, id, numbers)?;
        }
        for told in &found.stories {
            heirs.meet(id, &told.entry);
            self.story((db, numbers), (id, told), &found.date, state)?;
        }
        if found.stretch.last {
            heirs.close(id);
        }
        Ok(())
    }

    fn story(
        &mut self,
        (db, numbers): (&Connection, &mut Numbers),
        (file, told): (i64, &Told),
        date: &str,
        state: &State,
    ) -> rusqlite::Result<()> {
        let entry = &told.entry;
        let text = text_of(told);
        let same = joined_by(db, same(entry), text, numbers)?;
        numbers.moved();
        let shown = takes_over(db, same, entry.words > 0, numbers)?;
        if shown {
            numbers.add(NEW, 1);
        }
        let dates = [&*entry.published, &*told.saved, date];
        let day = dates.iter().map(|d| day_of(d)).find(|d| *d > 0);
        let shelf = entry.shelf.as_deref();
        self.story.execute(params![
            file,
            entry.nth,
            entry.id.0.cast_signed(),
            same,
            text,
            shown,
            entry.format,
            &*entry.title,
            folded_key(&entry.title),
            joined(&entry.aliases),
            &*entry.byline,
            &*entry.site,
            &*entry.url,
            &*told.lang,
            &*entry.published,
            &*told.saved,
            day.unwrap_or(0),
            entry.words,
            entry.estimated,
            shelf.map(|s| &*s.folder),
            shelf.map(|s| s.read),
            shelf.map(|s| s.starred),
            shelf.and_then(|s| s.progress),
            shelf.map(|s| &*s.note),
            entry.part.map(|p| p.start),
            entry.part.map(|p| p.length),
            entry.part.map(|p| p.first),
        ])?;
        let id = db.last_insert_rowid();
        let tags = joined(&told.tags);
        let [title, byline, site, tags] =
            [&*entry.title, &*entry.byline, &*entry.site, &*tags].map(parted);
        self.words
            .execute(params![id, title, byline, site, tags, told.body])?;
        for tag in &told.tags {
            self.tag.execute(params![&**tag, id])?;
        }
        let stands = lend(db, same)?;
        if state.knows(entry.id) || shelf.is_some() {
            mirror(db, entry.id, state, numbers)?;
        }
        stands.map_or(Ok(()), |id| mirror(db, id, state, numbers))
    }
}

/// Whether a file is known as it is now.
fn stands(db: &Connection, path: &[u8], size: i64, time: i64) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM file WHERE path = ? AND size = ? AND time = ?")?
        .exists(params![path, size, time])
}

/// Notes how a file is now that was known before; its number.
fn known_again(db: &Connection, path: &[u8], size: i64, time: i64) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "UPDATE file SET size = ?2, time = ?3, annotated = 0 WHERE path = ?1 RETURNING id",
    )?
    .query_row(params![path, size, time], |row| row.get(0))
}

fn joined(lines: &[Clean]) -> String {
    let lines: Vec<&str> = lines.iter().map(|l| &**l).collect();
    lines.join("\n")
}

/// Whether a story that comes in is to stand in the list for all files of it. One with a text takes over from a mere address.
fn takes_over(
    db: &Connection,
    same: i64,
    has_text: bool,
    numbers: &mut Numbers,
) -> rusqlite::Result<bool> {
    let mut shown = db.prepare_cached(
        "SELECT id, words, place, reading, star FROM story WHERE same = ? AND shown = 1",
    )?;
    let mut rows = shown.query([same])?;
    let Some(row) = rows.next()? else {
        return Ok(true);
    };
    let (id, words): (i64, u32) = (row.get(0)?, row.get(1)?);
    let over = has_text && words == 0;
    if over {
        numbers.add((row.get(2)?, row.get(3)?, row.get(4)?), -1);
        db.prepare_cached("UPDATE story SET shown = 0 WHERE id = ?")?
            .execute([id])?;
    }
    Ok(over)
}

/// Gives the story that stands for several files what the others say: tags, and where another program had put it. `None` where
/// there is only one file.
fn lend(db: &Connection, same: i64) -> rusqlite::Result<Option<StoryId>> {
    let files: i64 = db
        .prepare_cached("SELECT count(*) FROM story WHERE same = ?")?
        .query_row([same], |row| row.get(0))?;
    if files < 2 {
        return Ok(None);
    }
    db.prepare_cached(
        "INSERT OR IGNORE INTO tag (name, story) SELECT t.name, s.id FROM story s, story o JOIN tag t ON t.story = o.id
         WHERE s.same = ?1 AND s.shown = 1 AND o.same = ?1 AND o.id <> s.id",
    )?
    .execute([same])?;
    db.prepare_cached(
        "UPDATE story SET (folder, shelf_read, shelf_star, shelf_progress, note) =
             (SELECT folder, shelf_read, shelf_star, shelf_progress, note FROM story o
              WHERE o.same = ?1 AND o.folder IS NOT NULL ORDER BY o.saved DESC, o.id DESC LIMIT 1)
         WHERE same = ?1 AND shown = 1 AND folder IS NULL",
    )?
    .execute([same])?;
    let key: Option<i64> = db
        .prepare_cached("SELECT key FROM story WHERE same = ? AND shown = 1")?
        .query_row([same], |row| row.get(0))
        .optional()?;
    Ok(key.map(|key| StoryId(key.cast_unsigned())))
}

/// Removes the stories of a file. Where one of them stood for others too, the next of them does now.
fn remove(db: &Connection, file: i64, numbers: &mut Numbers) -> rusqlite::Result<()> {
    let mut stories = db
        .prepare_cached("SELECT id, same, shown, place, reading, star FROM story WHERE file = ?")?;
    let gone: Vec<(i64, i64, bool, Kind)> = stories
        .query_map([file], |r| {
            let kind = (r.get(3)?, r.get(4)?, r.get(5)?);
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, kind))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for (id, same, mut shown, kind) in gone {
        numbers.moved();
        // One that went before it may have made it the one that stands for them.
        shown |= db
            .prepare_cached("SELECT shown FROM story WHERE id = ?")?
            .query_row([id], |row| row.get::<_, bool>(0))?;

        for sql in [
            "DELETE FROM texts WHERE rowid = ?",
            "DELETE FROM spoken WHERE rowid IN (SELECT id FROM quote WHERE story = ?)",
            "DELETE FROM quote WHERE story = ?",
            "DELETE FROM stub WHERE story = ?",
            "DELETE FROM tag WHERE story = ?",
            "DELETE FROM story WHERE id = ?",
        ] {
            db.prepare_cached(sql)?.execute([id])?;
        }
        if shown {
            numbers.add(kind, -1);
            let next = db
                .prepare_cached(
                    "UPDATE story SET shown = 1 WHERE id =
                         (SELECT id FROM story WHERE same = ? ORDER BY words = 0, id LIMIT 1)
                     RETURNING place, reading, star",
                )?
                .query_row([same], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
                .optional()?;
            if let Some(kind) = next {
                numbers.add(kind, 1);
            }
            lend(db, same)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Builder, library::Source};

    fn found(name: &str) -> Found {
        let path = PathBuf::from(name);
        let source = Source::new(&path, name.as_bytes().to_vec());
        let entry = Entry::new(&source, 0, "text", &Builder::new().finish());
        Found {
            path,
            size: 1,
            time: 1,
            date: String::new(),
            stories: vec![Told {
                entry,
                saved: Clean::default(),
                lang: Clean::default(),
                tags: vec![Clean::line("tag")],
                body: format!("words of {name}"),
            }],
            stretch: Stretch::WHOLE,
        }
    }

    #[test]
    fn many_files_at_once_are_one_piece_of_the_index() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(Some(dir.path())).unwrap();
        let files: Vec<Found> = (0..50).map(|n| found(&format!("file{n}"))).collect();
        store
            .take(&files, &State::default(), &mut Heirs::default())
            .unwrap();
        let pieces: i64 = store
            .ask(|db| {
                db.query_row("SELECT count(DISTINCT segid) FROM texts_idx", [], |r| {
                    r.get(0)
                })
            })
            .unwrap();
        assert_eq!(pieces, 1, "a savepoint made the index write itself out");
    }

    #[test]
    fn a_change_of_the_stories_is_told_from_one_of_what_was_done_with_them() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(Some(dir.path())).unwrap();
        let state = State::default();
        let mut seen = vec![store.state().unwrap()];
        for name in ["one", "two"] {
            let found = [found(name)];
            store.take(&found, &state, &mut Heirs::default()).unwrap();
            seen.push(store.state().unwrap());
            store
                .mirror(&[found[0].stories[0].entry.id], &state)
                .unwrap();
            assert_eq!(seen.last(), Some(&store.state().unwrap()));
        }
        store.forget(&[1]).unwrap();
        seen.push(store.state().unwrap());
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count);
    }

    #[test]
    fn what_is_not_done_never_was() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(Some(dir.path())).unwrap();
        let mut intake = store.intake().unwrap();
        intake
            .take(&found("one"), &State::default(), &mut Heirs::default())
            .unwrap();
        assert_eq!(intake.text(), "words of one".len());
        drop(intake);
        assert_eq!(store.counts().unwrap().stories, 0);
    }
}
