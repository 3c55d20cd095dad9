//! Stories of the catalog looked through for what was said in them and for cross-links: after the list and the index of words,
//! which wait for nothing, and a few files at a time, so that it can end at any moment and go on at another.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, SyncSender},
    },
};

use super::{Records, Store, store::Result};
use crate::{format::Limits, story::Story};

/// Files of a step.
const STEP: usize = 64;
/// Files of a step while somebody waits.
const STRIDE: usize = 1_000;
/// Stories of a transaction.
const STORIES: usize = 64;
/// More threads than this only wait for the same disk.
const WORKERS: usize = 4;

/// Looks through the stories that nobody has looked through yet, until there are no more or `cancel` is set; tells `each` after
/// every few dozen.
///
/// # Errors
/// Where the catalog cannot be read or written.
pub fn annotate_all(
    store: &Store,
    limits: &Limits,
    cancel: &AtomicBool,
    each: &mut dyn FnMut(),
) -> Result<()> {
    while !cancel.load(Ordering::Relaxed) && annotate_some(store, limits)? {
        each();
    }
    Ok(())
}

/// Looks through a few dozen of the stories that nobody has looked through yet; whether there were any.
///
/// # Errors
/// Where the catalog cannot be read or written.
pub fn annotate_some(store: &Store, limits: &Limits) -> Result<bool> {
    step(store, limits, STEP, 1)
}

/// Looks through all of them with all that the machine has, and tells `each` before every step how many files are left: for who
/// waits for the answer.
///
/// # Errors
/// Where the catalog cannot be read or written.
pub fn annotate_now(store: &Store, limits: &Limits, each: &mut dyn FnMut(usize)) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    loop {
        let left = store.unannotated_count()?;
        if left == 0 {
            return Ok(());
        }
        each(left);
        step(store, limits, STRIDE, cores.min(WORKERS))?;
    }
}

/// The story of a file with this number, looked through.
type Noted = (i64, Story);

/// Looks through some files on some threads; whether there were any.
fn step(store: &Store, limits: &Limits, files: usize, threads: usize) -> Result<bool> {
    let files = store.unannotated(files)?;
    if files.is_empty() {
        return Ok(false);
    }
    let queue = Mutex::new(files.iter());
    let (sender, receiver) = mpsc::sync_channel(STORIES);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, queue) = (sender.clone(), &queue);
            scope.spawn(move || {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((id, path)) = next else { return };
                    if !look(*id, path, limits, &sender) {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut found: Vec<Noted> = Vec::new();
        // Where this fails the threads are told by the channel that goes.
        for noted in receiver {
            found.push(noted);
            if found.len() >= STORIES {
                store.annotate(&std::mem::take(&mut found))?;
            }
        }
        store.annotate(&found)
    })?;
    let done: Vec<i64> = files
        .into_iter()
        .map(|(id, _): (i64, PathBuf)| id)
        .collect();
    store.annotated(&done)?;
    Ok(true)
}

/// Looks through the stories of a file; `false` where nobody wants more.
fn look(id: i64, path: &Path, limits: &Limits, sender: &SyncSender<Noted>) -> bool {
    if let Ok(Some(records)) = Records::of(path, limits) {
        let mut stories = records.flatten().flat_map(|piece| piece.stories);
        return stories.all(|s| sender.send((id, s.tongued().annotated())).is_ok());
    }
    let source = super::read_file(path, limits);
    let stories = source.and_then(|s| super::stories(&s, limits));
    let mut stories = stories.unwrap_or_default().into_iter();
    stories.all(|s| sender.send((id, s)).is_ok())
}
