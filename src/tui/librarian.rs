//! What the reader of a library asks of its catalog, and the answers: everything that looks into the catalog or the folders
//! happens here, on worker threads.

mod passages;

pub use passages::{Seen, Sought, Texts};

use super::{
    msg::Msg,
    web::{self, Ask},
};
use crate::{
    config::Places,
    format::Limits,
    library::{
        self, Catalog, Crosslink, Entry, Refreshed, Store, StoryId, lists, roots,
        search::{Query, Snippet},
        state::{Journals, Record, Rulings, State},
        store::{Counts, Heir, List, Order, Page, Row},
    },
    story::Story,
    text::Clean,
};
use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
};

/// Which stories a list is to show, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What was typed.
    pub query: String,
    /// It is still being typed.
    pub open: bool,
    /// Order and groups.
    pub list: List,
}

/// A question to the catalog.
#[derive(Debug)]
pub enum Question {
    /// What the reader did before.
    State,
    /// The stories of a list.
    List(Wanted),
    /// What the list shows of these stories.
    Rows(Vec<u32>),
    /// Where words stand in these stories.
    Passages(Weak<Sought>, Seen),
    /// Tags and sites with their numbers.
    Names,
    /// Keep a search under a name; an empty one to forget it.
    Keep(String, String),
    /// Look for what is new, changed and gone.
    Refresh,
    /// What was read, in figures, at this time.
    Stats(u64),
    /// Look at these files and folders again.
    Look(Vec<PathBuf>),
    /// Where the cross-links of a story lead.
    Link(Arc<Entry>, Arc<Story>, Arc<Rulings>),
    /// What the links between stories say.
    Web(Ask, Arc<Rulings>),
    /// Stories that link number so-and-so, of this title, may be said to lead to.
    Offer(usize, String),
}

/// What the catalog says.
#[derive(Debug)]
pub enum Answer {
    /// What the reader did before.
    State(Box<State>, Vec<Clean>),
    /// The stories of a list.
    Listed(Wanted, Page, Counts),
    /// What the list shows of some stories.
    Rows(Vec<Row>),
    /// Where the words that were sought stand in some stories.
    Passages(Weak<Sought>, Vec<(u32, Snippet)>),
    /// Searches that were kept, and tags and sites with the number of their stories.
    Names {
        /// Names of searches with what they search for.
        lists: Vec<(Clean, Clean)>,
        /// Tags.
        tags: Vec<(Clean, usize)>,
        /// Publications.
        sites: Vec<(Clean, usize)>,
    },
    /// The catalog has changed; so many stories were read so far.
    Changed(usize),
    /// The catalog shows what the reader did.
    Noted,
    /// It is up to date; each string says what could not be read.
    Fresh(Vec<String>),
    /// Files came, changed or went.
    Moved(Vec<PathBuf>),
    /// Files have changed: what is kept of these stories goes on with those.
    Heirs(Vec<Heir>),
    /// What was read, in words and bars.
    Stats(Vec<String>),
    /// Where the cross-links of a story lead, in a catalog of the stories that come into question.
    Linked(StoryId, Vec<Crosslink>, Arc<Catalog>, Arc<Rulings>),
    /// What the links between stories say, with those stories.
    Web(Ask, web::Answer, Arc<Catalog>),
    /// Stories that a link may be said to lead to, the likely ones first.
    Offer(usize, Vec<Arc<Entry>>),
    /// These stories have come, and others point to them.
    Arrived(Vec<Clean>),
}

/// The catalog and where all of the library lies.
#[derive(Debug)]
pub struct Librarian {
    cache: Option<PathBuf>,
    journals: Journals,
    /// The connection that questions are asked by.
    store: Mutex<Option<Store>>,
    /// What the reader did, as the catalog shows it.
    state: Mutex<State>,
    /// Stories of which it was said that they have come.
    greeted: Mutex<BTreeSet<StoryId>>,
    /// Texts of stories that were searched.
    texts: Texts,
}

/// Where the journals lie.
#[must_use]
pub(super) fn journals(places: &Places) -> Journals {
    Journals {
        data: places.data.clone(),
        shared: places.shared.clone(),
    }
}

/// The library, where there is one.
pub(super) fn library(places: &Places) -> Option<Librarian> {
    let has_roots = !roots::load(places.data.as_deref()).is_empty();
    has_roots.then(|| Librarian::new(places.cache.clone(), journals(places)))
}

/// Most stories of which a list shows more than their number, at once.
const MOST_ROWS: usize = 1_000;
/// Stories that a search lists in the order of how well they fit.
const RANKED: usize = 1_000;
/// Sites that are offered to choose from.
const SITES: usize = 200;

impl Librarian {
    /// The librarian of the library whose catalog lies in `cache`, and what the reader did in `journals`.
    #[must_use]
    pub fn new(cache: Option<PathBuf>, journals: Journals) -> Self {
        Self {
            cache,
            journals,
            store: Mutex::new(None),
            state: Mutex::new(State::default()),
            greeted: Mutex::default(),
            texts: Texts::default(),
        }
    }

    /// The folders of the library.
    #[must_use]
    pub fn roots(&self) -> Vec<PathBuf> {
        roots::load(self.journals.data.as_deref())
    }

    /// The first screen: the latest stories that the catalog knows, and none where there is no catalog yet.
    #[must_use]
    pub fn newest(&self, most: usize) -> Vec<Row> {
        let Some(store) = Store::existing(self.cache.as_deref()) else {
            return Vec::new();
        };
        let rows = store.newest(most).unwrap_or_default();
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = Some(store);
        rows
    }

    /// Answers a question.
    pub(super) fn answer(
        &self,
        question: Question,
        limits: &Limits,
        cancel: &AtomicBool,
        send: &mut dyn FnMut(Msg),
    ) {
        let answered = match question {
            Question::State => {
                self.before(send);
                Ok(())
            }
            Question::List(wanted) => self.list(wanted, send),
            Question::Rows(ids) => self.with(|store| {
                let ids = ids.get(..MOST_ROWS).unwrap_or(&ids);
                send(Msg::Library(Answer::Rows(store.rows(ids)?)));
                Ok(())
            }),
            Question::Passages(sought, seen) => {
                self.passages(&sought, &seen, limits, send);
                Ok(())
            }
            Question::Names => self.with(|store| {
                send(Msg::Library(Answer::Names {
                    lists: lists::load(self.journals.data.as_deref()),
                    tags: store.tags()?,
                    sites: store.sites(SITES)?,
                }));
                Ok(())
            }),
            Question::Keep(name, query) => {
                self.keep(&name, &query, send);
                Ok(())
            }
            Question::Stats(now) => self.stats(now, send),
            Question::Web(ask, rulings) => self.web(ask, &rulings, limits, send),
            Question::Offer(n, title) => self.offer(n, &title, send),
            Question::Refresh => self.refresh(limits, cancel, send),
            Question::Look(paths) => self.look(&paths, limits, send),
            Question::Link(entry, story, rulings) => self.with(|store| {
                let catalog = Arc::new(library::candidates(store, &entry, &story, &rulings)?);
                let links = catalog.crosslinks(&story, entry.id, &rulings);
                send(Msg::Library(Answer::Linked(
                    entry.id,
                    links,
                    catalog,
                    rulings.clone(),
                )));
                Ok(())
            }),
        };
        if let Err(error) = answered {
            send(Msg::Failed(error.to_string()));
        }
    }

    /// Reads what the reader did before.
    fn before(&self, send: &mut dyn FnMut(Msg)) {
        let (state, odd) = State::load_all(&self.journals);
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .join(&state);
        send(Msg::Library(Answer::State(Box::new(state), odd)));
    }

    fn passages(
        &self,
        sought: &Weak<Sought>,
        seen: &Seen,
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) {
        let mut found = |id, line| {
            let lines = vec![(id, line)];
            send(Msg::Library(Answer::Passages(sought.clone(), lines)));
        };
        self.texts.passages(sought, seen, limits, &mut found);
    }

    fn keep(&self, name: &str, query: &str, send: &mut dyn FnMut(Msg)) {
        let data = self.journals.data.clone().unwrap_or_default();
        if let Err(error) = lists::save(&data, name, query) {
            let why = library::open::reason(&error);
            send(Msg::Failed(format!("the search could not be kept: {why}")));
        }
    }

    fn stats(&self, now: u64, send: &mut dyn FnMut(Msg)) -> library::store::Result<()> {
        self.with(|store| {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let read = store.finished(&state)?;
            let lines = library::stats::stats(&read, now).lines();
            send(Msg::Library(Answer::Stats(lines)));
            Ok(())
        })
    }

    /// Asks the catalog; opens it where that was not done yet.
    fn with<T>(
        &self,
        ask: impl FnOnce(&Store) -> library::store::Result<T>,
    ) -> library::store::Result<T> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if store.is_none() {
            *store = Some(Store::open(self.cache.as_deref())?);
        }
        let Some(open) = store.as_ref() else {
            return ask(&Store::open(None)?);
        };
        let answer = ask(open);
        if answer
            .as_ref()
            .is_err_and(library::store::StoreError::is_damage)
        {
            *store = None;
        }
        answer
    }

    fn list(&self, wanted: Wanted, send: &mut dyn FnMut(Msg)) -> library::store::Result<()> {
        let query = Query::parse(&wanted.query, wanted.open);
        let most = if wanted.list.order == Order::Relevance && query.has_words() {
            RANKED
        } else {
            usize::MAX >> 1
        };
        self.with(|store| {
            let page = store.list(&query.selection(), wanted.list, most)?;
            let seen = page
                .ids
                .get(..FIRST.min(page.ids.len()))
                .unwrap_or_default();
            let rows = store.rows(seen)?;
            send(Msg::Library(Answer::Rows(rows)));
            send(Msg::Library(Answer::Listed(wanted, page, store.counts()?)));
            Ok(())
        })
    }

    fn refresh(
        &self,
        limits: &Limits,
        cancel: &AtomicBool,
        send: &mut dyn FnMut(Msg),
    ) -> library::store::Result<()> {
        let store = Store::open(self.cache.as_deref())?;
        let (state, _) = State::load_all(&self.journals);
        store.mirror_all(&state)?;
        let last = store.last()?;
        let mut told = 0;
        let mut each = |sum: &Refreshed| {
            if sum.read + sum.gone > told {
                told = sum.read + sum.gone;
                send(Msg::Library(Answer::Changed(sum.stories)));
            }
        };
        let sum = library::refresh(&store, &self.roots(), &state, limits, cancel, &mut each)?;
        pass_on(&sum, send);
        let refused = sum.refused.iter().map(ToString::to_string).collect();
        send(Msg::Library(Answer::Fresh(refused)));
        library::annotate_all(&store, limits, cancel)?;
        if last == 0 || cancel.load(Ordering::Relaxed) {
            // All of them are new.
            return Ok(());
        }
        self.greet(&store, last, state.rulings(), send)
    }

    fn offer(
        &self,
        n: usize,
        title: &str,
        send: &mut dyn FnMut(Msg),
    ) -> library::store::Result<()> {
        let entries = self.with(|store| library::offered(store, title, OFFERED))?;
        send(Msg::Library(Answer::Offer(n, entries)));
        Ok(())
    }

    fn web(
        &self,
        ask: Ask,
        rulings: &Rulings,
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> library::store::Result<()> {
        // By a connection of its own: the list is not to wait for it.
        let store = Store::open(self.cache.as_deref())?;
        let found = store.steady(|store| match ask.about() {
            Some(id) => library::around(store, id, rulings, limits),
            None => library::wanted(store, rulings).map(Some),
        })?;
        let (catalog, web) = found.unwrap_or_default();
        let answer = web::answer(ask, &catalog, &web, rulings);
        send(Msg::Library(Answer::Web(ask, answer, Arc::new(catalog))));
        Ok(())
    }

    fn look(
        &self,
        paths: &[PathBuf],
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> library::store::Result<()> {
        let store = Store::open(self.cache.as_deref())?;
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let last = store.last()?;
        let sum = library::refresh_files(&store, paths, &state, limits)?;
        let rulings = state.rulings().clone();
        drop(state);
        pass_on(&sum, send);
        if sum.read + sum.gone > 0 {
            send(Msg::Library(Answer::Changed(sum.stories)));
        }
        library::annotate_all(&store, limits, &AtomicBool::new(false))?;
        self.greet(&store, last, &rulings, send)
    }

    /// Says once which of the stories that came after the one of this number were wanted.
    fn greet(
        &self,
        store: &Store,
        last: u32,
        rulings: &Rulings,
        send: &mut dyn FnMut(Msg),
    ) -> library::store::Result<()> {
        let mut here = store.steady(|store| {
            let new = store.since(last, GREETED)?;
            library::awaited(store, &new, rulings)
        })?;
        // Two looks at the folders may find the same story.
        let mut greeted = self.greeted.lock().unwrap_or_else(PoisonError::into_inner);
        here.retain(|e| greeted.insert(e.id));
        drop(greeted);
        if !here.is_empty() {
            let titles = here.iter().map(|e| e.title.clone()).collect();
            send(Msg::Library(Answer::Arrived(titles)));
        }
        Ok(())
    }

    /// Has the catalog show changes that were saved.
    pub(super) fn saved(&self, records: &[Record], cancel: &AtomicBool, send: &mut dyn FnMut(Msg)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        for record in records {
            state.merge(record);
        }
        if cancel.load(Ordering::Relaxed) {
            // The program ends: the next one brings the catalog up to date.
            return;
        }
        let ids: Vec<StoryId> = records.iter().map(|r| r.id).collect();
        match self.with(|store| store.mirror(&ids, &state)) {
            Ok(()) if records.iter().any(moves) => send(Msg::Library(Answer::Noted)),
            Ok(()) => {}
            Err(error) => send(Msg::Failed(error.to_string())),
        }
    }
}

/// Says who has taken the place of stories of which something is kept.
fn pass_on(sum: &Refreshed, send: &mut dyn FnMut(Msg)) {
    if !sum.heirs.is_empty() {
        send(Msg::Library(Answer::Heirs(sum.heirs.clone())));
    }
}

/// Stories that came together of which it is said that others point to them.
const GREETED: usize = 100;
/// Stories that a link may be said to lead to.
const OFFERED: usize = 5_000;
/// Stories whose rows come with a list: more than any screen shows.
const FIRST: usize = 100;

/// Whether a change may give a story another place in a list.
fn moves(record: &Record) -> bool {
    let change = &record.change;
    let flags = [change.read, change.star, change.archived, change.trashed];
    flags.iter().any(Option::is_some) || !change.tags.is_empty()
}

/// Whether a question may take long, so that it must not stand before others in the queue.
pub(super) fn is_long(question: &Question) -> bool {
    matches!(
        question,
        Question::Refresh | Question::Look(_) | Question::Web(..)
    )
}
