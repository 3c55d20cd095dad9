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

impl Texts {
    /// Gives `each` the line of every story that can be read; ends where nobody wants it any more.
    pub(super) fn passages(
        &self,
        sought: &Weak<Sought>,
        seen: &Seen,
        limits: &Limits,
        each: &mut dyn FnMut(u32, Snippet),
    ) {
        let mut found = |id: u32, text: &str| {
            let wanted = sought.upgrade();
            if let Some(wanted) = &wanted {
                each(id, snippet(text, &wanted.terms, wanted.room));
            }
            wanted.is_some()
        };
        let mut others = Vec::new();
        for (id, entry) in seen {
            let Some(text) = self.lock().get(&entry.id).cloned() else {
                others.push((*id, entry));
                continue;
            };
            if !found(*id, &text) {
                return;
            }
        }
        let limits = Limits {
            bytes: limits.bytes.min(LARGEST),
            ..*limits
        };
        let entries: Vec<&Entry> = others.iter().map(|(_, e)| &***e).collect();
        each_text(&entries, &limits, &mut |n, text| {
            let Some((id, entry)) = others.get(n) else {
                return false;
            };
            self.keep(entry.id, text);
            found(*id, text)
        });
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
