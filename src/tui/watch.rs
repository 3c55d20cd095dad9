//! Files that come, change and go while a library is open.

use super::{librarian::Answer, msg::Msg};
use crate::library::{
    changed_folders, roots,
    state::{Journals, is_journal},
};
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
/// Changes that are reported one by one, at most; of more the folders are.
const MOST: usize = 5_000;

/// Time stamps of files may be this much older than the clock, in milliseconds: some file systems count in steps of two seconds.
const COARSE: u64 = 2_000;

/// Tells of changes below the folders from `since` on, in milliseconds since 1970, until nobody listens any more. Where the system cannot tell (too many folders, a network
/// drive), nothing is told: what changed there is found at the next start, or when it is asked for. Where the library's `data`
/// are given, folders that are added to it are watched from then on, whoever adds them.
pub(super) fn watch(roots: &[PathBuf], data: Option<&Path>, since: u64, inbox: &Sender<Msg>) {
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
    let mut roots = roots.to_vec();
    drop(data.map(|data| watcher.watch(data, RecursiveMode::NonRecursive)));
    // What came before the watch was set may have come after the folder was looked through.
    let young = changed_folders(&roots, since.saturating_sub(COARSE));
    let gone = roots.iter().filter(|root| !root.exists()).cloned();
    let mut moved: BTreeSet<PathBuf> = young.into_iter().chain(gone).collect();
    loop {
        let calm = if moved.is_empty() { FOREVER } else { CALM };
        let next = changes.recv_timeout(calm);
        match next {
            Ok(paths) => moved.extend(paths.into_iter().filter(|p| !is_hidden(p))),
            Err(RecvTimeoutError::Timeout) if moved.is_empty() => {}
            Err(RecvTimeoutError::Timeout) => {
                let mut moved = std::mem::take(&mut moved);
                let mut new = roots::load(data);
                new.retain(|root| !roots.contains(root));
                for root in &new {
                    drop(watcher.watch(root, RecursiveMode::Recursive));
                }
                if !new.is_empty() && inbox.send(Msg::Library(Answer::Rooted)).is_err() {
                    return;
                }
                roots.append(&mut new);
                // The list of folders and the journals are no stories.
                moved.retain(|path| path.parent() != data || data.is_none());
                let paths = together(moved);
                if paths.is_empty() {
                    continue;
                }
                if inbox.send(Msg::Library(Answer::Moved(paths))).is_err() {
                    return;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// The paths to look at: of very many the folders that they lie in.
fn together(moved: BTreeSet<PathBuf>) -> Vec<PathBuf> {
    if moved.len() <= MOST {
        return moved.into_iter().collect();
    }
    let folders = moved.iter().filter_map(|path| path.parent());
    let folders: BTreeSet<&Path> = folders.collect();
    folders.into_iter().map(Path::to_owned).collect()
}

/// Between what others write to a journal and the look at it: a command writes all of its lines at once.
const SHORT: Duration = Duration::from_millis(100);

/// Tells of changes of the journals, whoever writes them, from when they were `length` bytes long until nobody listens any more.
pub(super) fn journals(journals: &Journals, length: u64, inbox: &Sender<Msg>) {
    let (sender, changes) = mpsc::channel();
    let before = sender.clone();
    let tell = move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let writes = !matches!(event.kind, EventKind::Access(_));
        if writes && event.paths.iter().any(|p| is_journal(p)) {
            let _ = sender.send(());
        }
    };
    let Ok(mut watcher) = notify::recommended_watcher(tell) else {
        return;
    };
    for folder in journals.folders() {
        drop(watcher.watch(folder, RecursiveMode::NonRecursive));
    }
    // What was written before the watch was set may have come after the journals were read.
    if journals.length() != length {
        let _ = before.send(());
    }
    drop(before);
    while changes.recv().is_ok() {
        while changes.recv_timeout(SHORT).is_ok() {}
        if inbox.send(Msg::Library(Answer::Journals)).is_err() {
            return;
        }
    }
}

/// Whether the name is one that a walk passes over: what programs write before they rename it.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The paths that are told of until one is `path`, or lies in a folder that is told of.
    fn hears_of(told: &mpsc::Receiver<Msg>, path: &Path) -> bool {
        let patience = Duration::from_secs(20);
        while let Ok(msg) = told.recv_timeout(patience) {
            let Msg::Library(Answer::Moved(paths)) = msg else {
                return false;
            };
            if paths.iter().any(|p| path.starts_with(p)) {
                return true;
            }
        }
        false
    }

    #[test]
    fn nothing_that_comes_is_missed_whenever_it_comes() {
        for wait in [0, 1, 3, 10, 30] {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir(dir.path().join("below")).unwrap();
            let roots = vec![dir.path().to_owned()];
            let (inbox, told) = mpsc::channel();
            let since = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |d| u64::try_from(d.as_millis()).unwrap_or(0));
            std::thread::spawn(move || watch(&roots, None, since, &inbox));
            std::thread::sleep(Duration::from_millis(wait));
            let file = dir.path().join("below/a.md");
            fs::write(&file, "# A\n").unwrap();
            assert!(hears_of(&told, &file), "{wait} ms after the start");
            let file = dir.path().join("new/b.md");
            fs::create_dir(dir.path().join("new")).unwrap();
            fs::write(&file, "# B\n").unwrap();
            assert!(hears_of(&told, &file), "in a new folder, {wait} ms");
        }
    }

    #[test]
    fn a_folder_that_went_before_it_was_watched_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let gone = dir.path().join("gone");
        let (inbox, told) = mpsc::channel();
        let roots = vec![gone.clone()];
        std::thread::spawn(move || watch(&roots, None, 0, &inbox));
        assert!(hears_of(&told, &gone));
    }

    #[test]
    fn what_programs_write_on_the_way_is_not_told() {
        assert!(is_hidden(Path::new("a/.b.md.swp")) && is_hidden(Path::new("a/b.md~")));
        assert!(!is_hidden(Path::new("a/b.md")));
    }
}
