//! Where the words of a search stand in the stories that are seen, asked for as they come into view.

use crate::{
    library::{
        search::{Query, Snippet, Term},
        store::Row,
    },
    tui::{
        effect::Effect,
        librarian::{Question, Seen, Sought, Wanted},
    },
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Weak},
};

/// The lines of a search.
#[derive(Debug, Default)]
pub(in crate::tui) struct Found {
    sought: Arc<Sought>,
    lines: HashMap<u32, Snippet>,
    asked: HashSet<u32>,
}

/// Lines that are kept, at most.
const KEPT: usize = 1_000;

impl Found {
    /// Looks for the words of a query from now on.
    pub(super) fn seek(&mut self, wanted: &Wanted) {
        let terms = Query::parse(&wanted.query, wanted.open).terms();
        let room = self.sought.room;
        self.begin(Sought { terms, room });
    }

    /// Has the lines fit into a room of so many characters.
    pub(super) fn fit(&mut self, room: usize) {
        if room != self.sought.room {
            let terms = self.sought.terms.clone();
            self.begin(Sought { terms, room });
        }
    }

    /// What was asked for before is not wanted any more.
    fn begin(&mut self, sought: Sought) {
        if sought != *self.sought {
            self.sought = Arc::new(sought);
            self.lines.clear();
            self.asked.clear();
        }
    }

    /// The words that are looked for.
    pub(super) fn terms(&self) -> &[Term] {
        &self.sought.terms
    }

    /// Where they stand in a story, once it is known.
    pub(super) fn line(&self, id: u32) -> Option<&Snippet> {
        self.lines.get(&id)
    }

    /// Asks for the lines of stories that were not asked for yet.
    pub(super) fn ask<'a>(&mut self, rows: impl Iterator<Item = &'a Arc<Row>>) -> Option<Effect> {
        if self.sought.terms.is_empty() || self.sought.room == 0 {
            return None;
        }
        if self.lines.len() > KEPT {
            self.lines.clear();
            self.asked.clear();
        }
        let seen: Seen = rows
            .filter(|row| self.asked.insert(row.id))
            .map(|row| (row.id, row.entry.clone()))
            .collect();
        let sought = Arc::downgrade(&self.sought);
        (!seen.is_empty()).then(|| Effect::Library(Question::Passages(sought, seen)))
    }

    /// Takes in lines, unless something else is looked for by now.
    pub(in crate::tui) fn took(&mut self, sought: &Weak<Sought>, lines: Vec<(u32, Snippet)>) {
        if sought.ptr_eq(&Arc::downgrade(&self.sought)) {
            self.lines.extend(lines);
        }
    }
}
