//! The file that records are appended to, and the rewriting that keeps it short.
//!
//! Several programs may write at once: each appends whole lines with one `write` to a file opened for appending, under an
//! advisory lock where the file system has one. The file is replaced only by renaming a complete one over it, by the
//! holder of the lock; who waited for the lock meanwhile sees that the file under its name is another and begins again.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt, fs,
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Deserialize;
use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Journals,
    record::{self, Record, SUM, VERSION, is_whole, lines},
};
use crate::{library::open, text::Clean};

/// Name of the journal in the data folder.
pub const FILE_NAME: &str = "state.jsonl";
/// Name of the file beside it that takes damaged lines when the journal is rewritten.
const ASIDE_NAME: &str = "state.damaged";

/// Name of the file that becomes the journal when it is rewritten.
const NEW_NAME: &str = "state.new";

/// A journal shorter than this, in bytes, is never rewritten.
const LONG: u64 = 256 << 10;
/// How often the lock is tried, and how long is waited in between.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(10);
/// Records kept in memory while they cannot be written, in bytes of their lines.
const BACKLOG: usize = 1 << 20;

/// Why nothing is being saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateError {
    /// There is no home folder to save in.
    Nowhere,
    /// The journal could not be written, and what the system says about it.
    Unwritable(PathBuf, String),
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => f.write_str("no home folder: reading progress is not saved"),
            Self::Unwritable(path, why) => {
                let (path, why) = (open::shown(path), Clean::line(why));
                write!(f, "{path}: {why}: reading progress is not saved")
            }
        }
    }
}

impl std::error::Error for StateError {}

/// The journal of a data folder. Its calls do I/O and belong on a worker thread.
#[derive(Debug)]
pub struct Journal {
    journals: Journals,
    /// Lines not yet written, because writing failed.
    backlog: Vec<u8>,
    /// A failure has been reported and not been mended since.
    told: bool,
    /// Length to which the journal was last shortened, in bytes.
    shortest: u64,
}

impl Journal {
    /// The journal in `dir`, which need not exist; `None` to save nothing.
    #[must_use]
    pub fn new(dir: Option<PathBuf>) -> Self {
        Self::of(&Journals {
            data: dir,
            shared: None,
        })
    }

    /// The journal that this device writes.
    #[must_use]
    pub fn of(journals: &Journals) -> Self {
        Self {
            journals: journals.clone(),
            backlog: Vec::new(),
            told: false,
            shortest: 0,
        }
    }

    /// Appends records; when it returns without error they are on the disk. Records that could not be written are kept and
    /// tried again with the next.
    ///
    /// # Errors
    /// Where nothing can be saved: reported once, until saving works again.
    pub fn append(&mut self, records: &[Record]) -> Result<(), StateError> {
        for record in records {
            self.backlog.extend_from_slice(record.line().as_bytes());
        }
        let path = match self.journals.own() {
            Ok(Some(path)) => path,
            Ok(None) => {
                self.backlog.clear();
                return self.failed(StateError::Nowhere);
            }
            Err(error) => {
                let data = self.journals.data.clone().unwrap_or_default();
                return self.failed(StateError::Unwritable(data, open::reason(&error)));
            }
        };
        if self.backlog.is_empty() {
            return Ok(());
        }
        if let Err(error) = self.write(&path) {
            if self.backlog.len() > BACKLOG {
                self.backlog.clear();
            }
            return self.failed(StateError::Unwritable(path, open::reason(&error)));
        }
        self.backlog.clear();
        self.told = false;
        // A journal that is too long is still a good journal: what goes wrong here loses nothing.
        let _ = self.shorten(&path);
        Ok(())
    }

    /// Writes what is waiting; a journal that begins in a shared folder begins with what was kept before.
    fn write(&self, path: &Path) -> io::Result<()> {
        let dir = path.parent().unwrap_or(Path::new("."));
        if self.journals.shared.is_some()
            && !path.exists()
            && let Some(before) = self.journals.before()
        {
            write_lines(dir, path, &before)?;
        }
        write_lines(dir, path, &self.backlog)
    }

    fn failed(&mut self, error: StateError) -> Result<(), StateError> {
        if std::mem::replace(&mut self.told, true) {
            return Ok(());
        }
        Err(error)
    }

    /// Rewrites a long journal without the records that later ones overrule.
    fn shorten(&mut self, path: &Path) -> io::Result<()> {
        let length = fs::metadata(path)?.len();
        if length < LONG || length < self.shortest.saturating_mul(2) {
            return Ok(());
        }
        self.shortest = compact(path, false)?.unwrap_or(length);
        Ok(())
    }
}

/// Appends whole lines and waits until they are on the disk.
fn write_lines(dir: &Path, path: &Path, lines: &[u8]) -> io::Result<()> {
    make_folder(dir)?;
    // Another program may put a new file under the name between our opening and our writing; then again.
    for _ in 0..TRIES {
        let mut file = open_journal(path)?;
        let locked = lock(&file);
        if locked && !is_still(&file, path) {
            continue;
        }
        let mut text = Vec::with_capacity(lines.len() + 1);
        if is_torn(&mut file)? {
            text.push(b'\n');
        }
        text.extend_from_slice(lines);
        file.write_all(&text)?;
        file.sync_data()?;
        if locked || is_still(&file, path) {
            return Ok(());
        }
    }
    Err(io::Error::other("is being replaced all the time"))
}

/// Creates the data folder for this user alone; one that is there stays as it is.
fn make_folder(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

fn open_journal(path: &Path) -> io::Result<File> {
    let file = private(OpenOptions::new().read(true).append(true).create(true)).open(path)?;
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::other("is no regular file"))
}

/// New files are for this user alone, and opening never waits.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK.bits();
        options
            .mode(0o600)
            .custom_flags(i32::try_from(flags).unwrap_or(0));
    }
    options
}

/// Takes the lock, waiting a little. `false` where the file system knows no locks or somebody keeps it too long.
fn lock(file: &File) -> bool {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return true,
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) => return false,
        }
    }
    false
}

/// Whether the open file is still the one under this name.
fn is_still(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
        file.metadata()
            .and_then(|open| fs::metadata(path).map(|named| same(open, named)))
            .unwrap_or(false)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

/// Whether the last line lacks its end, since whoever wrote it was stopped.
fn is_torn(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [b'\n'];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Replaces the journal by a shorter one that says the same; damaged lines go to a file beside it. `None` where the lock
/// was not to be had or nothing would be gained; else the new length.
fn compact(path: &Path, damaged_too: bool) -> io::Result<Option<u64>> {
    // The file itself, where the name is a link: renaming must not replace the link.
    let path = &fs::canonicalize(path)?;
    let mut old = open_journal(path)?;
    if !lock(&old) || !is_still(&old, path) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    old.read_to_end(&mut bytes)?;
    let Short { kept, damaged } = shortened(&bytes);
    let mends = damaged_too && !damaged.is_empty();
    if kept.len() as u64 > bytes.len() as u64 / 2 && !mends {
        return Ok(None);
    }
    let dir = path.parent().unwrap_or(Path::new("."));
    set_aside(&dir.join(ASIDE_NAME), &damaged)?;
    // Only the holder of the lock writes it: what a program left there that was stopped is of no use.
    let temporary = dir.join(NEW_NAME);
    let written = write_new(&temporary, &kept).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written?;
    File::open(dir).and_then(|d| d.sync_all()).ok();
    // Who could not get the lock may have written to the old file while the new one was made.
    let mut late = Vec::new();
    old.seek(SeekFrom::Start(bytes.len() as u64))?;
    old.read_to_end(&mut late)?;
    if !late.is_empty() {
        let mut new = open_journal(path)?;
        new.write_all(&late)?;
        new.sync_data()?;
    }
    Ok(Some(kept.len() as u64))
}

/// Sets the damaged lines of a journal aside.
///
/// # Errors
/// Where it cannot be written, or somebody else keeps it.
pub fn mend(path: &Path) -> io::Result<()> {
    match compact(path, true)? {
        Some(_) => Ok(()),
        None => Err(io::Error::other("is in use by another program")),
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let mut file = private(&mut options).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Puts a file in the place of another as a whole: whatever happens, the old one is there or the new one.
pub(in crate::library) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    make_folder(dir)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let temporary = dir.join(name);
    let written = write_new(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        drop(fs::remove_file(&temporary));
    }
    written?;
    File::open(dir).and_then(|d| d.sync_all()).ok();
    Ok(())
}

fn set_aside(path: &Path, damaged: &[u8]) -> io::Result<()> {
    if damaged.is_empty() {
        return Ok(());
    }
    let mut file = private(OpenOptions::new().append(true).create(true)).open(path)?;
    file.write_all(damaged)?;
    file.sync_data()
}

/// A journal shortened.
struct Short {
    kept: Vec<u8>,
    damaged: Vec<u8>,
}

/// A story's fields, each with the time of its last writer and what was written. Fields that this version does not know are
/// treated as the others are.
type Fields = BTreeMap<String, (u64, Value)>;

/// Where a story's lines are told from those of others, by the hash of its identity; what is in them is read story by story, for
/// all of it at once takes many times the room of the journal.
fn shortened(bytes: &[u8]) -> Short {
    let mut short = Short {
        kept: Vec::new(),
        damaged: Vec::new(),
    };
    let mut told: Vec<(u64, &[u8])> = Vec::new();
    for line in lines(bytes) {
        match identity(line) {
            _ if !is_whole(line) => push_line(&mut short.damaged, line),
            Some(story) => told.push((story, line)),
            None => push_line(&mut short.kept, line),
        }
    }
    told.sort_by_key(|(story, _)| *story);
    for lines in told.chunk_by(|a, b| a.0 == b.0) {
        // Of two stories of one hash each is for itself.
        let mut stories: BTreeMap<String, Fields> = BTreeMap::new();
        for (_, line) in lines {
            match fields_of(line) {
                Some((id, time, fields)) => overrule(stories.entry(id).or_default(), time, fields),
                None => push_line(&mut short.kept, line),
            }
        }
        for (id, fields) in stories {
            for (time, group) in by_time(fields) {
                let line = written(&id, time, group);
                short.kept.extend_from_slice(line.as_bytes());
            }
        }
    }
    short
}

/// A hash of the identity in a line of this version.
fn identity(line: &[u8]) -> Option<u64> {
    #[derive(Deserialize)]
    struct Told<'a> {
        v: u64,
        #[serde(borrow)]
        id: Cow<'a, str>,
    }
    let told: Told<'_> = serde_json::from_slice(line).ok()?;
    (told.v == VERSION).then(|| xxh3_64(told.id.as_bytes()))
}

fn push_line(to: &mut Vec<u8>, line: &[u8]) {
    to.extend_from_slice(line);
    to.push(b'\n');
}

/// Identity, time and the other fields of a record of this version.
fn fields_of(line: &[u8]) -> Option<(String, u64, Map<String, Value>)> {
    let mut fields: Map<String, Value> = serde_json::from_slice(line).ok()?;
    fields.remove(SUM)?;
    if fields.remove("v")?.as_u64()? != VERSION {
        return None;
    }
    let time = fields.remove("t")?.as_u64()?;
    let id = fields.remove("id")?.as_str()?.to_owned();
    Some((id, time, fields))
}

fn overrule(known: &mut Fields, time: u64, fields: Map<String, Value>) {
    for (name, value) in fields {
        let slot = known.entry(name).or_insert((0, Value::Null));
        if (time, rank(&value)) >= (slot.0, rank(&slot.1)) {
            *slot = (time, value);
        }
    }
}

/// A value as it compares with another of the same time: as [`super::State::merge`] compares them.
fn rank(value: &Value) -> (u64, &str) {
    let number = value.as_u64();
    let number = number.unwrap_or(u64::from(value.as_bool() == Some(true)));
    (number, value.as_str().unwrap_or_default())
}

fn by_time(fields: Fields) -> BTreeMap<u64, Map<String, Value>> {
    let mut groups: BTreeMap<u64, Map<String, Value>> = BTreeMap::new();
    for (name, (time, value)) in fields {
        groups.entry(time).or_default().insert(name, value);
    }
    groups
}

fn written(id: &str, time: u64, mut fields: Map<String, Value>) -> String {
    fields.insert("v".into(), VERSION.into());
    fields.insert("id".into(), id.into());
    fields.insert("t".into(), time.into());
    record::sealed(&Value::Object(fields).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{
        StoryId,
        state::{Change, State, record::sealed},
    };

    fn text(bytes: &[u8]) -> &str {
        std::str::from_utf8(bytes).unwrap()
    }

    #[test]
    fn shortening_keeps_the_last_of_each_field_and_all_it_does_not_know() {
        let mut state = State::default();
        let mut bytes = Vec::new();
        for at in 1..50 {
            let change = Change {
                place: Some((at, 100)),
                star: (at == 7).then_some(true),
                ..Change::default()
            };
            let record = state.set(StoryId(1), change, u64::from(at));
            bytes.extend_from_slice(record.line().as_bytes());
        }
        let later = sealed(r#"{"v":9,"what":"is this"}"#);
        let more = sealed(r#"{"v":1,"id":"0000000000000001","t":60,"mood":[1,{"a":null}]}"#);
        bytes.extend_from_slice(later.as_bytes());
        bytes.extend_from_slice(more.as_bytes());
        bytes.extend_from_slice(b"{\"v\":1,\"id\":\"torn\n");
        let short = shortened(&bytes);
        assert_eq!(text(&short.damaged), "{\"v\":1,\"id\":\"torn\n");
        let kept = text(&short.kept);
        assert_eq!(kept.lines().count(), 4, "{kept}");
        assert!(kept.contains(&later) && kept.contains(r#""mood":[1,{"a":null}]"#));
        let mut again = State::default();
        let damaged = again.take(&short.kept);
        assert_eq!((again.of(StoryId(1)), damaged), (state.of(StoryId(1)), 0));
        assert!(again.of(StoryId(1)).starred());
        assert_eq!(
            shortened(&short.kept).kept,
            short.kept,
            "nothing is left to shorten"
        );
    }
}
