//! The folders of a library looked through: what is new, changed and gone.

use super::{Answer, Librarian};
use crate::{
    format::Limits,
    library::{self, Refreshed, Store, state::State, store},
    tui::msg::Msg,
};
use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// Between two words about how far a look through the folders is.
const TELL_EVERY: Duration = Duration::from_millis(100);

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
        let refused = sum.refused.iter().map(ToString::to_string).collect();
        send(Msg::Library(Answer::Fresh { refused, stopped }));
        library::annotate_all(&store, limits, &self.stop)?;
        if last == 0 || self.stop.load(Ordering::Relaxed) {
            // All of them are new.
            return Ok(());
        }
        self.greet(&store, last, &sum.renewed, state.rulings(), send)
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

    /// Looks at some files and folders again.
    pub(super) fn look(
        &self,
        paths: &[PathBuf],
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> store::Result<()> {
        let store = Store::open(self.cache.as_deref())?;
        let state = self.state();
        let last = store.last()?;
        let sum = library::refresh_files(&store, paths, &state, limits)?;
        pass_on(&sum, send);
        if sum.read + sum.gone > 0 {
            send(Msg::Library(Answer::Changed(sum.stories)));
        }
        library::annotate_all(&store, limits, &AtomicBool::new(false))?;
        self.greet(&store, last, &sum.renewed, state.rulings(), send)
    }
}

/// Says who has taken the place of stories of which something is kept.
fn pass_on(sum: &Refreshed, send: &mut dyn FnMut(Msg)) {
    if !sum.heirs.is_empty() {
        send(Msg::Library(Answer::Heirs(sum.heirs.clone())));
    }
}
