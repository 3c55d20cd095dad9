//! Where the words of a search stand in the stories that are seen.

use crate::{
    format::Limits,
    library::{
        Entry, StoryId,
        search::{Snippet, Term, each_text, snippet},
    },
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::{Duration, Instant},
};

/// What is looked for, for as long as anybody holds it.
#[derive(Debug, Default, PartialEq)]
pub struct Sought {
    /// The words.
    pub terms: Vec<Term>,
    /// Characters that there is room for; 0 where none are shown.
    pub room: usize,
}

/// The stories to look into, by their numbers in the catalog.
pub type Seen = Vec<(u32, Arc<Entry>)>;

/// Texts of stories that were looked into lately: as one types, the same stories are looked into again and again.
#[derive(Debug, Default)]
pub struct Texts {
    known: Mutex<HashMap<StoryId, Arc<str>>>,
}

/// Bytes of text that are kept.
const KEPT: usize = 8 << 20;
/// Longest text that is kept, in bytes.
const LONGEST: usize = 1 << 20;
/// A file longer than this is not read for the lines of a list, unless each of its stories can be read alone.
const LARGEST: u64 = 16 << 20;

/// How long lines are gathered before they are told: each time the screen is drawn.
const GATHER: Duration = Duration::from_millis(8);

/// Lines on their way to the screen.
struct Told<'a> {
    sought: &'a Weak<Sought>,
    lines: Vec<(u32, Snippet)>,
    last: Instant,
    tell: &'a mut dyn FnMut(Vec<(u32, Snippet)>),
}

impl Told<'_> {
    /// Finds the line of a story in its text; whether anybody still wants it.
    fn find(&mut self, id: u32, text: &str) -> bool {
        let Some(wanted) = self.sought.upgrade() else {
            return false;
        };
        self.lines
            .push((id, snippet(text, &wanted.terms, wanted.room)));
        if self.last.elapsed() > GATHER {
            self.tell();
        }
        true
    }

    fn tell(&mut self) {
        if !self.lines.is_empty() {
            (self.tell)(std::mem::take(&mut self.lines));
        }
        self.last = Instant::now();
    }
}

impl Texts {
    /// Gives `tell` the lines of all the stories that can be read, some at a time; ends where nobody wants them any more.
    pub(super) fn passages(
        &self,
        sought: &Weak<Sought>,
        seen: &Seen,
        limits: &Limits,
        tell: &mut dyn FnMut(Vec<(u32, Snippet)>),
    ) {
        let mut told = Told {
            sought,
            lines: Vec::new(),
            last: Instant::now(),
            tell,
        };
        if self.look(seen, limits, &mut told) {
            told.tell();
        }
    }

    /// Looks into the stories; whether anybody still wants what is found.
    fn look(&self, seen: &Seen, limits: &Limits, told: &mut Told<'_>) -> bool {
        let mut others = Vec::new();
        for (id, entry) in seen {
            let Some(text) = self.lock().get(&entry.id).cloned() else {
                others.push((*id, entry));
                continue;
            };
            if !told.find(*id, &text) {
                return false;
            }
        }
        let limits = Limits {
            bytes: limits.bytes.min(LARGEST),
            ..*limits
        };
        let entries: Vec<&Entry> = others.iter().map(|(_, e)| &***e).collect();
        let mut wanted = true;
        each_text(&entries, &limits, &mut |n, text| {
            let Some((id, entry)) = others.get(n) else {
                return false;
            };
            self.keep(entry.id, text);
            wanted = told.find(*id, text);
            wanted
        });
        wanted
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<StoryId, Arc<str>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, id: StoryId, text: &str) {
        let mut known = self.lock();
        let bytes: usize = known.values().map(|t| t.len()).sum();
        if bytes + text.len() > KEPT {
            known.clear();
        }
        if text.len() <= LONGEST {
            known.insert(id, text.into());
        }
    }
}
