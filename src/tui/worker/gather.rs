//! Who said what in all the stories of a catalog, told while it is read.

use super::{Services, whole};
use crate::{
    library::{
        Catalog, Entry,
        open::{read_file, stories},
        sayings::{Sayings, Wanted},
    },
    story::Story,
    tui::msg::{Gathered, Msg},
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
    catalog: &Catalog,
    job: &Arc<AtomicBool>,
    services: &Services,
    send: &mut dyn FnMut(Msg),
) {
    let wanted = Wanted::default();
    let mut said = Sayings::default();
    let mut told = Instant::now();
    let mut pause = TELL_EVERY;
    let mut tell = |said: &Sayings, read: usize, done: bool| {
        send(Msg::Gathered(Gathered {
            job: job.clone(),
            said: Arc::new(said.clone()),
            read,
            done,
        }));
    };
    let mut file: Option<(Arc<Path>, Vec<Story>)> = None;
    for (n, entry) in catalog.entries().iter().enumerate() {
        if job.load(Ordering::Relaxed) || services.cancel.load(Ordering::Relaxed) {
            return;
        }
        if file.as_ref().is_none_or(|(path, _)| *path != entry.path) {
            let next = catalog.entries().get(n + 1);
            let more = next.is_some_and(|e| e.path == entry.path);
            file = Some((
                entry.path.clone(),
                if more {
                    together(entry, services)
                } else {
                    Vec::new()
                },
            ));
        }
        let held = file.as_mut().and_then(|(_, stories)| {
            let at = stories.iter().position(|s| s.nth == entry.nth)?;
            Some(Arc::new(stories.swap_remove(at)))
        });
        // What cannot be read any more has nothing to say; opening it says why.
        if let Some(story) = held.or_else(|| whole(entry, services).ok()) {
            said.add(entry, &story, &wanted);
        }
        if told.elapsed() >= pause {
            let begun = Instant::now();
            tell(&said, n + 1, false);
            // Telling costs a copy: it is to take a small share of the time, however much there is.
            pause = TELL_EVERY.max(begun.elapsed() * 8);
            told = Instant::now();
        }
    }
    tell(&said, catalog.entries().len(), true);
}

/// All stories of a file that holds several, where it is small enough to be held.
fn together(entry: &Entry, services: &Services) -> Vec<Story> {
    let read = read_file(&entry.path, &services.limits);
    read.and_then(|source| stories(&source, &services.limits))
        .unwrap_or_default()
}
