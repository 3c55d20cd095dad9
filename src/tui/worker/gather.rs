//! Who said what in all the stories of a list, told while they are read.

use super::{Services, whole};
use crate::{
    library::{
        Entry, Part, Piece, Records,
        open::{read_file, stories},
        sayings::{Gatherer, Wanted},
    },
    story::Story,
    tui::{
        effect::Among,
        msg::{Gathered, Msg},
        pane::People,
    },
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How often it is told while it is read.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// Reads who said what, story after story, and tells every now and then what it has.
pub(super) fn gather(
    among: &Among,
    job: &Arc<AtomicBool>,
    services: &Services,
    send: &mut dyn FnMut(Msg),
) {
    match stories_of(among, services) {
        Ok(entries) => read(&entries, job, services, send),
        Err(why) => send(Msg::Failed(why)),
    }
}

/// The stories that are meant.
fn stories_of(among: &Among, services: &Services) -> Result<Vec<Arc<Entry>>, String> {
    match (among, &services.librarian) {
        (Among::Given(catalog), _) => Ok(catalog.entries().to_vec()),
        (Among::Listed(wanted), Some(librarian)) => {
            librarian.entries(wanted).map_err(|e| e.to_string())
        }
        (Among::Listed(_), None) => Ok(Vec::new()),
    }
}

fn read(
    entries: &[Arc<Entry>],
    job: &Arc<AtomicBool>,
    services: &Services,
    send: &mut dyn FnMut(Msg),
) {
    let wanted = Wanted::default();
    let mut gatherer = Gatherer::default();
    let mut told = Instant::now();
    let mut pause = TELL_EVERY;
    let mut tell = |gatherer: &Gatherer, read: usize, done: bool| {
        send(Msg::Gathered(Gathered {
            job: job.clone(),
            people: Arc::new(People::of(gatherer.said())),
            said: Arc::new(gatherer.said().clone()),
            read,
            all: entries.len(),
            done,
        }));
    };
    let mut file: Option<(Arc<Path>, Held)> = None;
    for (n, entry) in entries.iter().enumerate() {
        if job.load(Ordering::Relaxed) || services.cancel.load(Ordering::Relaxed) {
            return;
        }
        if file.as_ref().is_none_or(|(path, _)| *path != entry.path) {
            let next = entries.get(n + 1);
            let more = next.is_some_and(|e| e.path == entry.path);
            let held = if more {
                Held::of(entry, services)
            } else {
                Held::Nothing
            };
            file = Some((entry.path.clone(), held));
        }
        let held = file.as_mut().and_then(|(_, held)| held.take(entry));
        // What cannot be read any more has nothing to say; opening it says why.
        if let Some(story) = held.or_else(|| whole(entry, services).ok()) {
            gatherer.add(entry, &story, &wanted);
        }
        if told.elapsed() >= pause {
            let begun = Instant::now();
            tell(&gatherer, n + 1, false);
            // Telling costs a copy and the rows of a window: it is to take a small share of the time, however much there is.
            pause = TELL_EVERY.max(begun.elapsed() * 8);
            told = Instant::now();
        }
    }
    tell(&gatherer, entries.len(), true);
}

/// The stories of a file that holds several, read once for all of them.
enum Held {
    /// Each is to be read for itself.
    Nothing,
    /// All of them, of a file that is small enough to be held.
    Stories(Vec<Story>),
    /// Those still to come, of one that is read record by record.
    Records(Box<Records>),
}

impl Held {
    fn of(entry: &Entry, services: &Services) -> Self {
        let limits = &services.limits;
        if entry.part.is_some() {
            let records = Records::of(&entry.path, limits).ok().flatten();
            return records.map_or(Self::Nothing, |r| Self::Records(Box::new(r)));
        }
        let read = read_file(&entry.path, limits).and_then(|source| stories(&source, limits));
        Self::Stories(read.unwrap_or_default())
    }

    /// The story of an entry; `None` where it is not to be had from here. Entries are asked for in the order of their file.
    fn take(&mut self, entry: &Entry) -> Option<Arc<Story>> {
        let story = match self {
            Self::Nothing => return None,
            Self::Stories(stories) => {
                let at = stories.iter().position(|s| s.nth == entry.nth)?;
                stories.swap_remove(at)
            }
            Self::Records(records) => {
                let start = |part: Option<Part>| part.map_or(0, |p| p.start);
                let due = |p: &Piece| start(p.source.part) >= start(entry.part);
                let mut pieces = records.filter_map(Result::ok);
                let own = |p: &Piece| p.source.id(entry.nth) == entry.id;
                let piece = pieces.find(due).filter(own);
                let Some(story) = piece.and_then(|p| p.annotated(entry.nth)) else {
                    // The file has changed, or the entries stand otherwise: each for itself.
                    *self = Self::Nothing;
                    return None;
                };
                story
            }
        };
        Some(Arc::new(story))
    }
}
