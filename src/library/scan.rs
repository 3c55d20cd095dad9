//! Files and folders to entries of a catalog, in order, in batches, on a few threads.
//!
//! A folder is read as a shell would list it: sorted by name with numbers as numbers, hidden files left out, links
//! to files followed, links to folders not (so no loop can be entered). In a folder whatever is no story is passed over in
//! silence; a file that was named is always answered for.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
};

use super::{
    Entry, OpenError, Records, Source,
    open::{guarded, refuse_binary},
    read_file, read_head,
    walk::{Job, Walk},
};
use crate::{
    format::{Format, Input, Limits},
    story::{self, Story},
};

/// What a scan has found since it last said so.
#[derive(Debug, Default)]
pub struct Delta {
    /// Stories, in order.
    pub entries: Vec<Entry>,
    /// What could not be read.
    pub refused: Vec<OpenError>,
}

impl Delta {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.refused.is_empty()
    }

    fn append(&mut self, mut other: Self) {
        self.entries.append(&mut other.entries);
        self.refused.append(&mut other.refused);
    }
}

/// Files that a worker takes at a time.
const BATCH: usize = 8;
/// More threads than this only wait for the same disk.
const WORKERS: usize = 4;
/// How much of a large file is read where its format lets a beginning stand for it, in bytes.
const HEAD: usize = 64 << 10;

/// Reads what a list needs of every story in `roots` and gives it to `each`, in the order of the roots. Batches grow with what
/// has been given, so that adding each of them to a list costs linear time in all. Ends early where `cancel` is set.
pub fn scan(roots: &[PathBuf], limits: &Limits, cancel: &AtomicBool, each: &mut dyn FnMut(Delta)) {
    let walk = Mutex::new((0_usize, Walk::new(roots)));
    let (sender, receiver) = mpsc::sync_channel(WORKERS * 4);
    let work = |sender: mpsc::SyncSender<Batch>| {
        while let Some((number, jobs)) = take(&walk, cancel) {
            let mut reading = Reading {
                limits,
                cancel,
                delta: Delta::default(),
                send: &|delta, last| {
                    sender
                        .send(Batch {
                            number,
                            delta,
                            last,
                        })
                        .is_ok()
                },
            };
            for job in jobs {
                reading.read(job);
            }
            if !reading.done() {
                return;
            }
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(WORKERS) {
            let sender = sender.clone();
            scope.spawn(move || work(sender));
        }
        drop(sender);
        deliver(&receiver, each);
    });
}

/// What some files gave, or a beginning of it.
struct Batch {
    /// Place of the files among all.
    number: usize,
    delta: Delta,
    /// There is no more of these.
    last: bool,
}

/// The next files to read, and the place of this batch among all.
fn take(walk: &Mutex<(usize, Walk)>, cancel: &AtomicBool) -> Option<(usize, Vec<Job>)> {
    if cancel.load(Ordering::Relaxed) {
        return None;
    }
    let mut guard = walk.lock().unwrap_or_else(PoisonError::into_inner);
    let (number, walk) = &mut *guard;
    // The first files alone: a list of few shows at once.
    let size = if *number < WORKERS { 1 } else { BATCH };
    let jobs: Vec<_> = walk.take(size).collect();
    let this = *number;
    *number += 1;
    (!jobs.is_empty()).then_some((this, jobs))
}

/// Puts the batches back in order and hands them on.
fn deliver(receiver: &mpsc::Receiver<Batch>, each: &mut dyn FnMut(Delta)) {
    let mut early: BTreeMap<usize, (Delta, bool)> = BTreeMap::new();
    let mut next = 0;
    let mut ready = Delta::default();
    let mut given = 0;
    for Batch {
        number,
        delta,
        last,
    } in receiver
    {
        let (waiting, ended) = early.entry(number).or_default();
        waiting.append(delta);
        *ended = last;
        while let Some((delta, last)) = early.get_mut(&next) {
            ready.append(std::mem::take(delta));
            if !*last {
                break;
            }
            early.remove(&next);
            next += 1;
        }
        if !ready.is_empty() && ready.entries.len() >= given / 4 {
            given += ready.entries.len();
            each(std::mem::take(&mut ready));
        }
    }
    if !ready.is_empty() {
        each(ready);
    }
}

/// Records of one file after which what they gave is handed on.
const RECORDS: usize = 256;

/// Files being read for what a list needs of them.
struct Reading<'a> {
    limits: &'a Limits,
    cancel: &'a AtomicBool,
    delta: Delta,
    /// Hands on what there is; whether it was the last; gives whether anybody still wants it.
    send: &'a dyn Fn(Delta, bool) -> bool,
}

impl Reading<'_> {
    fn done(mut self) -> bool {
        (self.send)(std::mem::take(&mut self.delta), true)
    }

    fn read(&mut self, job: Job) {
        let (path, nth, named) = match job {
            Job::Named(path, nth) => (path, nth, true),
            Job::Met(path) => (path, None, false),
            Job::Refused(error) => return self.delta.refused.push(error),
        };
        match self.entries_at(&path, nth, named) {
            Err(error) if named || error.matters() => self.delta.refused.push(error),
            _ => {}
        }
    }

    /// The entries of one file; of a large one only the beginning is read where its format allows. One that nobody `named` and
    /// that is data has none.
    fn entries_at(
        &mut self,
        path: &Path,
        nth: Option<usize>,
        named: bool,
    ) -> Result<(), OpenError> {
        let head = read_head(path, self.limits, HEAD)?;
        refuse_binary(&head)?;
        if let Some(records) = Records::after(&head, self.limits)? {
            return self.records(records, nth);
        }
        let format = story::detect(&head.bytes, &head.name());
        let read = |source: &Source, bytes: &[u8]| {
            guarded(path, || entries(source, bytes, format, named, self.limits))
        };
        let mut entries = if head.is_whole() {
            read(&head, &head.bytes)?
        } else if format.streams {
            read(&head, story::beginning(&head.bytes))?
        } else {
            let source = read_file(path, self.limits)?;
            read(&source, &source.bytes)?
        };
        entries.retain(|e| nth.is_none_or(|n| n == e.nth));
        self.delta.entries.append(&mut entries);
        Ok(())
    }

    /// The entries of a file that is read record by record, handed on while it is read.
    fn records(&mut self, records: Records, nth: Option<usize>) -> Result<(), OpenError> {
        for (number, piece) in records.enumerate() {
            let piece = piece?;
            let wanted = piece
                .stories
                .iter()
                .filter(|s| nth.is_none_or(|n| n == s.nth));
            let entry = |s: &Story| Entry::new(&piece.source, s.nth, s.format, &s.article);
            self.delta.entries.extend(wanted.map(entry));
            let found = nth.is_some() && !self.delta.entries.is_empty();
            if found || self.cancel.load(Ordering::Relaxed) {
                break;
            }
            if number % RECORDS == RECORDS - 1
                && !(self.send)(std::mem::take(&mut self.delta), false)
            {
                break;
            }
        }
        Ok(())
    }
}

fn entries(
    source: &Source,
    bytes: &[u8],
    format: &Format,
    named: bool,
    limits: &Limits,
) -> Vec<Entry> {
    let name = source.name();
    let parsed = (format.read)(Input { bytes, name: &name }, limits);
    if parsed.data && !named {
        return Vec::new();
    }
    let articles = parsed.articles.iter().enumerate();
    articles
        .map(|(nth, article)| Entry::new(source, nth, format.name, article))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn paths(roots: &[PathBuf], base: &Path) -> (Vec<String>, Vec<String>) {
        let mut found = Delta::default();
        let never = AtomicBool::new(false);
        scan(roots, &Limits::default(), &never, &mut |d| found.append(d));
        let short = |p: &Path| p.strip_prefix(base).unwrap().to_string_lossy().into_owned();
        (
            found.entries.iter().map(|e| short(&e.path)).collect(),
            found.refused.iter().map(|e| short(&e.path)).collect(),
        )
    }

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("{file}\n\nA paragraph.\n")).unwrap();
        }
        dir
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_its_names() {
        let dir = tree(&[
            "story10.txt",
            "story9.txt",
            "Story1.txt",
            "b/2.txt",
            "b/1.txt",
            ".story.txt.swp",
            ".git/config.txt",
            "page.html",
            "page_files/frame.html",
            "page.css",
            "old.txt~",
        ]);
        fs::write(dir.path().join("face.txt"), b"\x89PNG\r\n\x1a\n0000").unwrap();
        let (found, refused) = paths(&[dir.path().to_owned()], dir.path());
        let want = [
            "b/1.txt",
            "b/2.txt",
            "page.html",
            "Story1.txt",
            "story9.txt",
            "story10.txt",
        ];
        assert_eq!(found, want);
        assert!(refused.is_empty());
    }

    #[test]
    fn many_files_keep_their_order_over_all_threads() {
        let names: Vec<_> = (0..200).map(|n| format!("{n}.txt")).collect();
        let dir = tree(&names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(paths(&[dir.path().to_owned()], dir.path()).0, names);
    }

    #[test]
    fn what_was_named_is_answered_for() {
        let dir = tree(&["a.txt"]);
        let face = dir.path().join("face.jpg");
        fs::write(&face, b"\xff\xd8\xff\xe0 JFIF").unwrap();
        let roots = ["none.txt", "face.jpg", "a.txt"].map(|n| dir.path().join(n));
        let (found, refused) = paths(&roots, dir.path());
        assert_eq!(
            (found, refused),
            (
                vec!["a.txt".into()],
                vec!["none.txt".into(), "face.jpg".into()]
            )
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_ends_and_links_to_files_are_followed() {
        let dir = tree(&["in/a.txt"]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("in/loop")).unwrap();
        std::os::unix::fs::symlink("a.txt", dir.path().join("in/b.txt")).unwrap();
        let (found, _) = paths(&[dir.path().to_owned()], dir.path());
        assert_eq!(found, ["in/a.txt", "in/b.txt"]);
    }

    #[test]
    fn a_cancelled_scan_finds_nothing() {
        let dir = tree(&["a.txt"]);
        let mut calls = 0;
        let roots = [dir.path().to_owned()];
        scan(
            &roots,
            &Limits::default(),
            &AtomicBool::new(true),
            &mut |_| calls += 1,
        );
        assert_eq!(calls, 0);
    }
}
