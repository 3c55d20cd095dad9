//! The catalog brought up to date with the disk: files that are new or changed are read, on a few threads, and taken in; files
//! that are gone are forgotten. A file whose size and time are what they were is not opened.

use std::{
    collections::{HashMap, HashSet},
    fs::Metadata,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, SyncSender},
    },
    time::{Duration, UNIX_EPOCH},
};

use super::{
    Entry, Job, OpenError, Records, Source, Walk, open,
    search::parted,
    state::State,
    store::{Found, Heir, Heirs, Known, Names, Result, Store, Stretch, Told},
};
use crate::{format::Limits, story::Story};

/// What bringing a catalog up to date came to.
#[derive(Debug, Default)]
pub struct Refreshed {
    /// Files looked at.
    pub files: usize,
    /// Of these, files that were new or had changed.
    pub read: usize,
    /// Stories in the files that were read.
    pub stories: usize,
    /// Files of those read that the catalog knows by now.
    pub known: usize,
    /// Files that are gone.
    pub gone: usize,
    /// Stories of changed files of which something is kept, and who has taken their place.
    pub heirs: Vec<Heir>,
    /// What the stories of changed files were named.
    pub renewed: Names,
    /// What could not be read.
    pub refused: Vec<OpenError>,
}

/// Files that a worker takes at a time.
const BATCH: usize = 64;
/// Text that a batch holds at most before it is handed on, in bytes.
const BATCH_TEXT: usize = 2 << 20;
/// More threads than this only wait for the same disk.
const WORKERS: usize = 4;
/// Text of the first transaction, and of each after it, in bytes: the list shows something at once, and what comes after costs
/// little to join with it.
const FIRST: usize = 256 << 10;
const LATER: usize = 32 << 20;
/// Files of a transaction, at most.
const FILES: usize = 10_000;
/// How long a transaction waits for more to read: nobody else writes meanwhile.
const PATIENCE: Duration = Duration::from_millis(100);
/// Longest text that is searched, in bytes.
const LONGEST: usize = 16 << 20;

/// What a worker found.
#[derive(Debug, Default)]
struct Batch {
    /// Files that are as they were.
    same: Vec<i64>,
    /// Files that were read.
    found: Vec<Found>,
    refused: Vec<OpenError>,
    /// Folders that could not be listed: nothing below them is gone.
    closed: Vec<PathBuf>,
    files: usize,
    /// Bytes of the stories' texts.
    text: usize,
}

/// Takes a batch before it is full; `false` where nobody wants more.
type HandOn<'a> = &'a mut dyn FnMut(&mut Batch) -> bool;

/// Brings the catalog up to date with everything below `roots`, and tells `each` how far it is: no transaction is open where
/// [`Refreshed::known`] has grown. Ends early
/// where `cancel` is set; the next time it goes on where it stopped.
///
/// # Errors
/// Where the catalog cannot be read or written.
pub fn refresh(
    store: &Store,
    roots: &[PathBuf],
    state: &State,
    limits: &Limits,
    cancel: &AtomicBool,
    each: &mut dyn FnMut(&Refreshed),
) -> Result<Refreshed> {
    let known = store.known()?;
    let walk = Mutex::new(Walk::new(roots));
    let (sender, receiver) = mpsc::sync_channel(WORKERS * 2);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut taken = Taken::new(store, state);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(WORKERS) {
            let sender = sender.clone();
            let (walk, known) = (&walk, &known);
            scope.spawn(move || work(walk, known, limits, cancel, &sender));
        }
        drop(sender);
        let took = taken.all(&receiver, each);
        // Whoever still has something to hand on hears that nobody wants it.
        drop(receiver);
        if took.is_err() {
            cancel.store(true, Ordering::Relaxed);
        }
        took
    })?;
    if !cancel.load(Ordering::Relaxed) {
        let before = known.values().map(|k| k.id).collect();
        taken.forget_gone(roots, &before)?;
    }
    taken.sum.heirs = taken.heirs.found();
    taken.sum.renewed = taken.heirs.names();
    each(&taken.sum);
    Ok(taken.sum)
}

/// Brings up to date what is known of some files, which need not be there any more.
///
/// # Errors
/// Where the catalog cannot be read or written.
pub fn refresh_files(
    store: &Store,
    paths: &[PathBuf],
    state: &State,
    limits: &Limits,
) -> Result<Refreshed> {
    let mut sum = Refreshed::default();
    let known = store.known()?;
    let (there, gone): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|p| p.exists());
    let gone: HashSet<&Path> = gone.iter().map(PathBuf::as_path).collect();
    if !gone.is_empty() {
        let mut numbers = Vec::new();
        store.files(&mut |id, path| {
            if path.ancestors().any(|a| gone.contains(a)) {
                numbers.push(id);
            }
        })?;
        sum.gone = numbers.len();
        store.forget(&numbers)?;
    }
    let mut batch = Batch::default();
    let mut failed = Ok(());
    let mut heirs = Heirs::default();
    for job in Walk::new(&there) {
        let mut took = |batch: &mut Batch| {
            failed = store.take(&std::mem::take(&mut batch.found), state, &mut heirs);
            failed.is_ok()
        };
        look(job, &known, limits, &mut batch, &mut took);
        std::mem::replace(&mut failed, Ok(()))?;
        sum.read += batch.found.len();
        sum.stories += batch.found.iter().map(|f| f.stories.len()).sum::<usize>();
        store.take(&std::mem::take(&mut batch.found), state, &mut heirs)?;
    }
    sum.files = batch.files;
    sum.heirs = heirs.found();
    sum.renewed = heirs.names();
    Ok(sum)
}

fn work(
    walk: &Mutex<Walk>,
    known: &HashMap<u64, Known>,
    limits: &Limits,
    cancel: &AtomicBool,
    sender: &SyncSender<Batch>,
) {
    let mut batch = Batch::default();
    while !cancel.load(Ordering::Relaxed) {
        let jobs: Vec<Job> = {
            let mut walk = walk.lock().unwrap_or_else(PoisonError::into_inner);
            walk.by_ref().take(BATCH).collect()
        };
        if jobs.is_empty() {
            return;
        }
        let mut hand_on = |batch: &mut Batch| {
            sender.send(std::mem::take(batch)).is_ok() && !cancel.load(Ordering::Relaxed)
        };
        for job in jobs {
            look(job, known, limits, &mut batch, &mut hand_on);
            if batch.text > BATCH_TEXT && !hand_on(&mut batch) {
                return;
            }
        }
        if !hand_on(&mut batch) {
            return;
        }
    }
}

/// Looks at a file, and reads it where that is needed.
fn look(
    job: Job,
    known: &HashMap<u64, Known>,
    limits: &Limits,
    batch: &mut Batch,
    hand_on: HandOn<'_>,
) {
    let (path, named) = match job {
        Job::Named(path, _) => (path, true),
        Job::Met(path) => (path, false),
        Job::Refused(error) => {
            batch.closed.push(error.path.clone());
            return batch.refused.push(error);
        }
    };
    let Ok(meta) = std::fs::metadata(&path) else {
        return;
    };
    batch.files += 1;
    let (size, time) = (meta.len(), time_of(&meta));
    let before = known.get(&Store::hash(&path));
    if let Some(file) = before.filter(|f| f.size == size && f.time == time) {
        return batch.same.push(file.id);
    }
    let found = Found {
        path,
        size,
        time,
        date: date_of(time),
        stories: Vec::new(),
        stretch: Stretch::WHOLE,
    };
    let read = match Records::of(&found.path, limits) {
        Ok(Some(records)) => piecewise(found, records, batch, hand_on),
        Ok(None) => whole(found, named, limits, batch),
        Err(error) => Err(error),
    };
    let Err(error) = read else { return };
    if error.matters() {
        batch.refused.push(error);
        // What is known of it stays until it can be read.
        batch.same.extend(before.map(|f| f.id));
    }
}

/// Reads a file at once; one that nobody named and that is data gives no story.
fn whole(mut found: Found, named: bool, limits: &Limits, batch: &mut Batch) -> Read {
    let source = super::read_file(&found.path, limits)?;
    match open::bare_stories(&source, limits) {
        Err(error) if error.matters() => return Err(error),
        read => {
            let stories = read.unwrap_or_default();
            let stories = stories.iter().filter(|s| named || !s.data);
            found.stories = stories.map(|s| told(&source, s)).collect();
        }
    }
    batch.text += found.text();
    batch.found.push(found);
    Ok(())
}

/// Reads a large file record by record, and hands on what is read of it.
fn piecewise(mut found: Found, records: Records, batch: &mut Batch, hand_on: HandOn<'_>) -> Read {
    found.stretch.last = false;
    let mut text = 0;
    for piece in records {
        let piece = piece?;
        let stories = piece.stories.into_iter().map(Story::tongued);
        let new = stories.map(|s| told(&piece.source, &s));
        let before = found.stories.len();
        found.stories.extend(new);
        let new = found.stories.iter().skip(before);
        text += new.map(|s| s.body.len()).sum::<usize>();
        if text > BATCH_TEXT {
            text = 0;
            batch.found.push(Found {
                path: found.path.clone(),
                date: found.date.clone(),
                stories: std::mem::take(&mut found.stories),
                ..found
            });
            found.stretch.first = false;
            if !hand_on(batch) {
                return Ok(());
            }
        }
    }
    found.stretch.last = true;
    batch.text += text;
    batch.found.push(found);
    Ok(())
}

/// What reading a file for the catalog comes to.
type Read = std::result::Result<(), OpenError>;

/// A story as the catalog takes it.
fn told(source: &Source, story: &Story) -> Told {
    let meta = &story.article.meta;
    let text = story.article.text();
    let text = text
        .get(..text.floor_char_boundary(LONGEST))
        .unwrap_or_default();
    Told {
        entry: Entry::new(source, story.nth, story.format, &story.article),
        saved: meta.saved.clone(),
        lang: meta.lang.clone(),
        tags: meta.tags.clone(),
        body: parted(text).into_owned(),
    }
}

/// Time of the last change in nanoseconds since 1970; 0 when unknown.
fn time_of(meta: &Metadata) -> i64 {
    let since = meta
        .modified()
        .ok()
        .and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |s| i64::try_from(s.as_nanos()).unwrap_or(i64::MAX))
}

fn date_of(time: i64) -> String {
    let stamp = jiff::Timestamp::from_nanosecond(i128::from(time));
    stamp.map(|t| t.to_string()).unwrap_or_default()
}

/// What has been taken in so far.
struct Taken<'a> {
    store: &'a Store,
    state: &'a State,
    /// Files that are there: those that are as they were, and those that were read.
    there: HashSet<i64>,
    read: HashSet<PathBuf>,
    closed: Vec<PathBuf>,
    heirs: Heirs,
    sum: Refreshed,
}

impl<'a> Taken<'a> {
    fn new(store: &'a Store, state: &'a State) -> Self {
        Self {
            store,
            state,
            there: HashSet::new(),
            read: HashSet::new(),
            closed: Vec::new(),
            heirs: Heirs::default(),
            sum: Refreshed::default(),
        }
    }

    fn all(&mut self, batches: &Receiver<Batch>, each: &mut dyn FnMut(&Refreshed)) -> Result<()> {
        let mut enough = FIRST;
        while let Ok(batch) = batches.recv() {
            if batch.found.is_empty() {
                self.note(batch);
                each(&self.sum);
                continue;
            }
            let mut intake = self.store.intake()?;
            let mut files = 0;
            let mut next = Ok(batch);
            while let Ok(batch) = next {
                files += batch.found.len();
                for found in self.note(batch) {
                    intake.take(&found, self.state, &mut self.heirs)?;
                    self.read.insert(found.path);
                }
                each(&self.sum);
                if files > FILES || intake.text() > enough {
                    break;
                }
                next = batches.recv_timeout(PATIENCE);
            }
            intake.done()?;
            self.sum.known = self.sum.read;
            each(&self.sum);
            enough = LATER;
        }
        Ok(())
    }

    /// Notes what a batch came to; the files that are to be taken in.
    fn note(&mut self, batch: Batch) -> Vec<Found> {
        self.sum.files += batch.files;
        self.sum.read += batch.found.len();
        self.sum.stories += batch.found.iter().map(|f| f.stories.len()).sum::<usize>();
        self.there.extend(batch.same);
        self.closed.extend(batch.closed);
        self.sum.refused.extend(batch.refused);
        batch.found
    }

    /// Forgets those of the files that were known `before` that are gone; what came meanwhile by another way is there. A folder that cannot be listed, is not there or is empty where it held stories may be on
    /// a disk that is not plugged in: what it held is kept.
    fn forget_gone(&mut self, roots: &[PathBuf], before: &HashSet<i64>) -> Result<()> {
        let mut kept: Vec<&Path> = self.closed.iter().map(PathBuf::as_path).collect();
        kept.extend(roots.iter().map(PathBuf::as_path).filter(|r| is_away(r)));
        let mut gone = Vec::new();
        self.store.files(&mut |id, path| {
            let there = self.there.contains(&id) || self.read.contains(&path);
            if before.contains(&id) && !there && !kept.iter().any(|k| path.starts_with(k)) {
                gone.push(id);
            }
        })?;
        self.sum.gone = gone.len();
        self.store.forget(&gone)
    }
}

/// Whether a root may be on a disk that is not plugged in.
fn is_away(root: &Path) -> bool {
    match std::fs::read_dir(root) {
        Ok(mut inside) => inside.next().is_none(),
        Err(_) => !root.is_file(),
    }
}
