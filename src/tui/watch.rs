//! Files that come, change and go while a library is open.

use super::{librarian::Answer, msg::Msg};
use notify::{EventKind, RecursiveMode, Watcher};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    time::Duration,
};

/// A file that changed is looked at once it has been left alone for so long: programs write in steps.
const CALM: Duration = Duration::from_millis(400);
/// As long as nothing changes nobody has to wake up.
const FOREVER: Duration = Duration::from_secs(1 << 32);
/// Changes that are reported together, at most.
const MOST: usize = 5_000;

/// Tells of changes below the folders until nobody listens any more. Where the system cannot tell (too many folders, a network
/// drive), nothing is told: what changed there is found at the next start, or when it is asked for.
pub(super) fn watch(roots: &[PathBuf], inbox: &Sender<Msg>) {
    let (sender, changes) = mpsc::channel();
    let tell = move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        if !matches!(event.kind, EventKind::Access(_)) {
            drop(sender.send(event.paths));
        }
    };
    let Ok(mut watcher) = notify::recommended_watcher(tell) else {
        return;
    };
    for root in roots {
        drop(watcher.watch(root, RecursiveMode::Recursive));
    }
    let mut moved = BTreeSet::new();
    loop {
        let calm = if moved.is_empty() { FOREVER } else { CALM };
        let next = changes.recv_timeout(calm);
        match next {
            Ok(paths) => moved.extend(paths.into_iter().filter(|p| !is_hidden(p))),
            Err(RecvTimeoutError::Timeout) if moved.is_empty() => {}
            Err(RecvTimeoutError::Timeout) => {
                let paths = std::mem::take(&mut moved).into_iter().take(MOST).collect();
                if inbox.send(Msg::Library(Answer::Moved(paths))).is_err() {
                    return;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Whether the name is one that a walk passes over: what programs write before they rename it.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}
