//! Stories that were found: below the folders that were given, or in a library.

use super::{
    effect::Effect,
    librarian::Question,
    model::Model,
    pane::{self, Library},
};
use crate::library::{Catalog, Entry, OpenError, open::Why, store::Row};
use std::sync::Arc;

impl Model {
    /// One file is given that is still to be read: a story that it holds alone is opened without the list beside it.
    pub(super) fn await_story(&mut self) {
        self.alone = true;
        self.arrange();
    }

    /// Opens the story that was waited for, or shows the list where there is not just one.
    fn meet_story(&mut self) -> Vec<Effect> {
        if let [only] = self.shared.catalog.entries() {
            let only = only.clone();
            return pane::open(self, &only, None);
        }
        self.alone = false;
        self.arrange();
        Vec::new()
    }

    pub(super) fn scanned(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        let Some(entries) = pane::found(self, entries) else {
            return Vec::new();
        };
        let first = self.shared.catalog.entries().is_empty();
        self.shared.catalog = Arc::new(self.shared.catalog.with(entries));
        self.shared.indexed = false;
        self.stories.refresh(&self.shared);
        if self.alone && first {
            self.meet_story()
        } else {
            Vec::new()
        }
    }

    pub(super) fn scan_done(&mut self, refused: &[OpenError]) -> Vec<Effect> {
        self.shared.scanning = false;
        let unread = refused.iter().filter(|e| matches!(e.why, Why::Pdf(_)));
        self.shared.unread = unread.map(|e| e.path.clone()).collect();
        let errors: Vec<String> = refused.iter().map(ToString::to_string).collect();
        if pane::found_all(self) {
            self.refused(&errors);
        }
        let mut effects = vec![Effect::Index(self.shared.catalog.clone())];
        if self.alone && self.shared.catalog.entries().is_empty() {
            effects.extend(self.meet_story());
        }
        effects.extend(pane::moved_meanwhile(self));
        effects
    }

    /// Says what could not be read.
    pub(super) fn refused(&mut self, errors: &[String]) {
        match errors {
            [] => {}
            [one] => self.say_error(one),
            [first, rest @ ..] => {
                let more = rest.len();
                self.say_error(&format!("{first} (and {more} more)"));
            }
        }
    }

    pub(super) fn indexed(&mut self, catalog: &Arc<Catalog>) -> Vec<Effect> {
        self.shared.indexed = Arc::ptr_eq(catalog, &self.shared.catalog);
        if self.shared.indexed {
            pane::indexed(self)
        } else {
            Vec::new()
        }
    }

    /// Shows a library, of which these stories are known, without its lists at the side where the reader put them away.
    pub fn shelve(&mut self, first: Vec<Row>, bare: bool) -> Vec<Effect> {
        let mut library = Library::new(first);
        if bare {
            library.side.put_away();
        }
        self.library = Some(Box::new(library));
        self.arrange();
        let questions = [Question::State, Question::Refresh];
        questions.map(Effect::Library).into()
    }

    /// More stories are being looked for.
    pub(super) fn scanning(&mut self, scanning: bool) {
        self.shared.scanning = scanning;
    }

    /// Has the titles of the catalog made ready to be looked up.
    pub(super) fn index(&self) -> Effect {
        Effect::Index(self.shared.catalog.clone())
    }
}
