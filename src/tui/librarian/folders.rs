//! The folders of a library looked through: what is new, changed and gone.

use super::{Answer, Librarian};
use crate::{
    format::Limits,
    library::{self, Refreshed, Store, open, roots, state::State, store},
    text::many,
    tui::msg::Msg,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// Between two words about how far a look through the folders is.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// Between two words that there is more to be found in stories: whoever searches for what was said sees the list change.
const MORE_EVERY: Duration = Duration::from_secs(1);

impl Librarian {
    /// Ends a look through the folders; the next one goes on where it stopped.
    pub(in crate::tui) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Looks through all folders; what keeps it from that is said as what keeps a file from being read.
    pub(super) fn refresh(&self, limits: &Limits, ends: &AtomicBool, send: &mut dyn FnMut(Msg)) {
        if let Err(error) = self.bring_up_to_date(limits, ends, send) {
            let refused = vec![error.to_string()];
            let stopped = false;
            send(Msg::Library(Answer::Fresh { refused, stopped }));
        }
    }

    fn bring_up_to_date(
        &self,
        limits: &Limits,
        ends: &AtomicBool,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<()> {
        self.stop
            .store(ends.load(Ordering::Relaxed), Ordering::Relaxed);
        let store = Store::open(self.cache.as_deref())?;
        let (state, _) = State::load_all(&self.journals);
        store.mirror_all(&state)?;
        let last = store.last()?;
        self.indexing.store(true, Ordering::Release);
        let looked = self.look_through(&store, &state, limits, send);
        self.indexing.store(false, Ordering::Release);
        let noted = self.note(&store, send);
        let sum = looked?;
        noted?;
        pass_on(&sum, send);
        let stopped = self.stop.load(Ordering::Relaxed);
        let refused = self.away();
        let refused = refused.chain(sum.refused.iter().map(ToString::to_string));
        let refused = refused.collect();
        send(Msg::Library(Answer::Fresh { refused, stopped }));
        look_closer(&store, limits, &self.stop, send)?;
        if last == 0 || self.stop.load(Ordering::Relaxed) {
            // All of them are new.
            return Ok(());
        }
        self.greet(&store, last, &sum.renewed, state.rulings(), send)
    }

    /// The folders that are not there, in words.
    fn away(&self) -> impl Iterator<Item = String> {
        let roots = self.roots().into_iter();
        let away = roots.filter(|root| !root.exists());
        away.map(|root| format!("{}: is not there; its stories are kept", open::shown(&root)))
    }

    fn look_through(
        &self,
        store: &Store,
        state: &State,
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<Refreshed> {
        let mut told = (0, Instant::now());
        let mut failed = Ok(());
        let mut each = |sum: &Refreshed| {
            if sum.known + sum.gone > told.0 {
                told = (sum.known + sum.gone, Instant::now());
                if failed.is_ok() {
                    failed = self.note(store, send);
                }
                send(Msg::Library(Answer::Changed(sum.stories)));
            } else if sum.stories > 0 && told.1.elapsed() > TELL_EVERY {
                told.1 = Instant::now();
                send(Msg::Library(Answer::Progress(sum.stories)));
            }
        };
        let sum = library::refresh(store, &self.roots(), state, limits, &self.stop, &mut each)?;
        failed.map(|()| sum)
    }

    /// Makes a folder or file part of the library.
    pub(super) fn add(&self, path: &Path, send: &mut dyn FnMut(Msg)) {
        let data = self.journals.data.clone().unwrap_or_default();
        let added = fs::canonicalize(path).and_then(|root| roots::add(&data, &root));
        let shown = open::shown(path);
        match added {
            Ok(new) => send(Msg::Library(Answer::Added(shown, new))),
            Err(error) => send(Msg::Failed(format!("{shown}: {}", open::reason(&error)))),
        }
    }

    /// Brings in an export of another program, and says what it brought.
    pub(super) fn import(
        &self,
        path: &Path,
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<()> {
        let data = self.journals.data.clone().unwrap_or_default();
        let (copy, new) = match roots::import(&data, path) {
            Ok(kept) => kept,
            Err(error) => {
                let shown = open::shown(path);
                send(Msg::Failed(format!("{shown}: {}", open::reason(&error))));
                return Ok(());
            }
        };
        self.refresh(limits, &AtomicBool::new(false), send);
        let brought = Store::open(self.cache.as_deref())?.brought(&copy)?;
        let again = if new { "" } else { ", brought in before" };
        let stories = many(brought.stories, "story", "stories");
        let mut lines = vec![format!("{stories}{again}")];
        lines.extend(brought.lines());
        let odd = roots::odd_in(&copy, limits);
        lines.extend(odd.iter().take(20).map(|w| format!("not understood: {w}")));
        send(Msg::Library(Answer::Imported(lines)));
        Ok(())
    }

    /// Looks at some files and folders again. What lies in a folder of the library that is not there is left as it is known:
    /// a disk taken out forgets nothing.
    pub(super) fn look(
        &self,
        paths: &[PathBuf],
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<()> {
        let store = Store::open(self.cache.as_deref())?;
        let state = self.state();
        let last = store.last()?;
        let roots = self.roots();
        let away: Vec<&PathBuf> = roots.iter().filter(|root| !root.exists()).collect();
        let is_away = |p: &&PathBuf| away.iter().any(|r| p.starts_with(r) || r.starts_with(p));
        let (lost, paths): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(is_away);
        if !lost.is_empty() {
            self.away().for_each(|what| send(Msg::Failed(what)));
        }
        let paths: Vec<PathBuf> = paths.into_iter().cloned().collect();
        let sum = library::refresh_files(&store, &paths, &state, limits)?;
        pass_on(&sum, send);
        if sum.read + sum.gone > 0 {
            send(Msg::Library(Answer::Changed(sum.stories)));
        }
        look_closer(&store, limits, &AtomicBool::new(false), send)?;
        self.greet(&store, last, &sum.renewed, state.rulings(), send)
    }
}

/// Looks through the stories that nobody has looked through yet, and says now and then that there is more to be found in them.
fn look_closer(
    store: &Store,
    limits: &Limits,
    cancel: &AtomicBool,
    send: &mut dyn FnMut(Msg),
) -> store::Result<()> {
    let mut told = Instant::now();
    let mut some = false;
    let mut each = || {
        some = true;
        if told.elapsed() > MORE_EVERY {
            told = Instant::now();
            send(Msg::Library(Answer::Closer));
        }
    };
    library::annotate_all(store, limits, cancel, &mut each)?;
    if some {
        send(Msg::Library(Answer::Closer));
    }
    Ok(())
}

/// Says who has taken the place of stories of which something is kept.
fn pass_on(sum: &Refreshed, send: &mut dyn FnMut(Msg)) {
    if !sum.heirs.is_empty() {
        send(Msg::Library(Answer::Heirs(sum.heirs.clone())));
    }
}
