//! Who links to whom: the links of many stories, followed both ways.
//!
//! In: stories, each read once ([`Web::add`]). Out: a [`Net`] for a catalog as it is now, which answers what points at a story,
//! what is related to it, what came before and after it, and which stories are missing most.

mod about;
mod lead;
mod net;
mod related;

pub use lead::{How, Lead};
pub use net::{Branch, Edge, Net, Wanted};
pub use related::Related;

use super::{
    Catalog, Entry, Source, StoryId,
    open::{self, bare_stories, read_file},
    state::Rulings,
};
use crate::{annotate::find_stubs, article::Article, format::Limits, story::Story};
use about::Term;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What stories say of others, and the names and dates they are about. It grows as stories are read and holds for any catalog.
#[derive(Debug, Default)]
pub struct Web {
    told: HashMap<StoryId, Told>,
    /// Numbers of names and dates.
    terms: HashMap<Arc<str>, u32>,
    /// They as they are shown, by number.
    names: Vec<Named>,
    /// Stories of the library that have them at the most, by number, where those read are not all.
    spread: HashMap<u32, usize>,
    /// Stories of the library that those read are part of; 0 where they are all.
    all: usize,
}

/// A name or a date.
#[derive(Debug)]
struct Named {
    written: Arc<str>,
    /// What it says of a story.
    weight: usize,
}

/// What one story says.
#[derive(Debug, Default)]
struct Told {
    leads: Vec<Lead>,
    /// Numbers of the names and dates in it, sorted.
    terms: Vec<u32>,
}

impl Web {
    /// A web of some stories out of so many.
    #[must_use]
    pub(super) fn of(all: usize) -> Self {
        Self {
            all,
            ..Self::default()
        }
    }

    /// The names and dates of an article, each once.
    pub(super) fn names(article: &Article) -> Vec<Term> {
        let mut met = HashSet::new();
        let mut names = about::terms(article);
        names.retain(|t| met.insert(t.folded.clone()));
        names
    }

    /// Notes that a story has these names and dates.
    pub(super) fn note(&mut self, id: StoryId, names: impl IntoIterator<Item = Term>) {
        let mut terms: Vec<u32> = names.into_iter().map(|t| self.number(t)).collect();
        terms.sort_unstable();
        terms.dedup();
        self.told.entry(id).or_default().terms = terms;
    }

    /// Notes that so many stories of the library have a name or a date, at the most.
    pub(super) fn spread(&mut self, name: Term, stories: usize) {
        let number = self.number(name);
        self.spread.insert(number, stories);
    }

    /// Takes in what a story says of others.
    pub(super) fn tell(&mut self, id: StoryId, leads: Vec<Lead>) {
        self.told.entry(id).or_default().leads = leads;
    }

    /// Whether the story was read.
    #[must_use]
    pub fn has(&self, id: StoryId) -> bool {
        self.told.contains_key(&id)
    }

    /// Stories read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.told.len()
    }

    /// Whether no story was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// The stories of a catalog that were not read yet.
    pub fn unread<'a>(&'a self, catalog: &'a Catalog) -> impl Iterator<Item = &'a Arc<Entry>> {
        catalog.entries().iter().filter(|e| !self.has(e.id))
    }

    /// Reads up to `most` files of stories of a catalog that were not read yet; `piped` stands in for the file of its path.
    /// Gives whether all are read now.
    pub fn read(
        &mut self,
        catalog: &Catalog,
        piped: Option<&Source>,
        limits: &Limits,
        most: usize,
    ) -> bool {
        for _ in 0..most {
            let Some(entry) = self.unread(catalog).next().cloned() else {
                return true;
            };
            let piped = piped.filter(|p| p.path == entry.path);
            self.read_file(&entry, piped, limits);
            // It cannot be read, or is another story by now.
            self.told.entry(entry.id).or_default();
        }
        self.unread(catalog).next().is_none()
    }

    /// Takes in the stories of a file, for what they say of others only.
    fn read_file(&mut self, entry: &Entry, piped: Option<&Source>, limits: &Limits) {
        if entry.part.is_some() {
            if let Ok(story) = open::entry(entry, limits) {
                self.add(entry.id, &story);
            }
            return;
        }
        let read = match piped {
            Some(source) => Some(source.clone()),
            None => read_file(&entry.path, limits).ok(),
        };
        let Some(source) = read else { return };
        for mut story in bare_stories(&source, limits).unwrap_or_default() {
            story.notes.stubs = find_stubs(&story.article);
            self.add(source.id(story.nth), &story);
        }
    }

    /// The stories of `catalog` that were not in `before` and that a stub of one which was leads to; in order.
    #[must_use]
    pub fn arrivals<'a>(
        &self,
        catalog: &'a Catalog,
        before: &Catalog,
        rulings: &Rulings,
    ) -> Vec<&'a Arc<Entry>> {
        let is_new = |e: &&Arc<Entry>| before.place(e.id).is_none();
        if !catalog.entries().iter().any(|e| is_new(&e)) {
            return Vec::new();
        }
        let net = self.net(catalog, rulings);
        let awaited = |place: usize| {
            net.to(place).any(|edge| {
                let from = catalog.entries().get(edge.from);
                edge.lead.how != How::Link && from.is_some_and(|f| !is_new(&f))
            })
        };
        // A file that was edited holds another story by its bytes, and the same by its name.
        let same =
            |a: &Entry, b: &Entry| a.title == b.title || (!a.url.is_empty() && a.url == b.url);
        let was_here = |e: &Entry| before.entries().iter().any(|b| same(b, e));
        let all = catalog.entries().iter().enumerate();
        all.filter(|(place, e)| is_new(e) && awaited(*place) && !was_here(e))
            .map(|(_, e)| e)
            .collect()
    }

    /// Takes a story in.
    pub fn add(&mut self, id: StoryId, story: &Story) {
        self.note(id, about::terms(&story.article));
        self.tell(id, lead::leads(story));
    }

    fn number(&mut self, term: about::Term) -> u32 {
        if let Some(number) = self.terms.get(term.folded.as_str()) {
            return *number;
        }
        let number = crate::text::byte(self.names.len());
        self.names.push(Named {
            weight: term.weight(),
            written: term.written.into(),
        });
        self.terms.insert(term.folded.into(), number);
        number
    }

    /// What story `id` says of others, in the order of its text; empty where it was not read.
    #[must_use]
    pub fn leads(&self, id: StoryId) -> &[Lead] {
        self.told.get(&id).map(|t| &*t.leads).unwrap_or_default()
    }

    fn terms_of(&self, id: StoryId) -> &[u32] {
        self.told.get(&id).map(|t| &*t.terms).unwrap_or_default()
    }
}
