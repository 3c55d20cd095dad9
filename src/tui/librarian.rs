//! What the reader of a library asks of its catalog, and the answers: everything that looks into the catalog or the folders
//! happens here, on worker threads.

mod elsewhere;
mod folders;
mod links;
mod meant;
mod notes;
mod passages;
mod shelf;

use notes::Notes;

pub use meant::{Deed, Deletable, Meant};
pub use passages::{Seen, Sought, Texts};
pub use shelf::{Count, Shelf};

use super::{
    changes::Step,
    msg::Msg,
    web::{self, Ask},
};
use crate::{
    config::Places,
    format::Limits,
    library::{
        self, Catalog, Crosslink, Entry, Store, StoryId, Titles, lists, roots,
        search::{Query, Snippet},
        state::{Journals, Rulings, State},
        store::{Counts, Heir, List, Names, Order, Page, Row},
    },
    story::Story,
    text::Clean,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak, atomic::AtomicBool},
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
    /// The first stories of a list.
    List(Wanted),
    /// All stories of a list.
    Whole(Wanted),
    /// What the list shows of these stories.
    Rows(Vec<u32>),
    /// Where words stand in these stories.
    Passages(Weak<Sought>, Seen),
    /// How many stories these queries, the searches that were kept and the tags have.
    Shelf(Vec<&'static str>),
    /// Tags and sites with their numbers.
    Names,
    /// Keep a search under a name; an empty one to forget it.
    Keep(String, String),
    /// Give a search that was kept another name.
    Rename(String, String),
    /// Remember whether the lists at the side were put away.
    Hide(bool),
    /// The files of a story.
    Files(u32),
    /// Make a folder or file part of the library.
    Add(PathBuf),
    /// Bring in an export of another program.
    Import(PathBuf),
    /// Look for what is new, changed and gone.
    Refresh,
    /// Look no further; the next look goes on there.
    Stop,
    /// Have the catalog show what the reader did.
    Mirror,
    /// What there is to know of stories that something is to be done to.
    Meant(Vec<u32>, Deed),
    /// The first of these stories that is not begun.
    NextUnread(Vec<u32>),
    /// Somebody else may have written to the journals.
    Elsewhere,
    /// Whether the files of stories could be deleted.
    Deletable(Vec<u32>),
    /// Delete the files of stories for good.
    Delete(Vec<Arc<Entry>>),
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
    /// So many files were not looked through yet for what was said in their stories, which a list asks for.
    Unheard(usize),
    /// More stories were looked through for what was said in them.
    Closer,
    /// What the list shows of some stories.
    Rows(Vec<Row>),
    /// Where the words that were sought stand in some stories.
    Passages(Weak<Sought>, Vec<(u32, Snippet)>),
    /// How many stories the lists at the side have.
    Shelf(Shelf),
    /// Searches that were kept, and tags and sites with the number of their stories.
    Names {
        /// Names of searches with what they search for.
        lists: Vec<(Clean, Clean)>,
        /// Tags.
        tags: Vec<(Clean, usize)>,
        /// Publications.
        sites: Vec<(Clean, usize)>,
        /// Languages.
        langs: Vec<(Clean, usize)>,
    },
    /// The catalog has changed; so many stories were read so far.
    Changed(usize),
    /// A search was kept, renamed, or forgotten.
    Kept,
    /// The files of a story.
    Files(Vec<Clean>),
    /// This folder or file is part of the library; whether it was not before.
    Added(Clean, bool),
    /// What an export brought, in lines.
    Imported(Vec<String>),
    /// The catalog shows what the reader did.
    Noted,
    /// So many stories were read so far.
    Progress(usize),
    /// What the reader did is saved.
    Written,
    /// It is up to date.
    Fresh {
        /// What could not be read, a line each.
        refused: Vec<String>,
        /// The reader wanted to look no further.
        stopped: bool,
    },
    /// What there is to know of stories that something is to be done to.
    Meant(Vec<Meant>, Deed),
    /// The story that was looked for, if there is one, and the last one that was looked at otherwise.
    NextUnread(Result<Row, Option<u32>>),
    /// Somebody wrote to the journals.
    Journals,
    /// Somebody added a folder to the library.
    Rooted,
    /// What was done elsewhere, or by a worker.
    Elsewhere(Arc<State>),
    /// How far it is with very many stories.
    Acting(String),
    /// Something was done to very many stories, or undone (`true`), or done again; `None` where nothing was.
    Acted(Option<Box<(Step, Option<bool>)>>),
    /// Which files could be deleted.
    Deletable(Deletable),
    /// The files at these paths were deleted.
    Deleted {
        /// Their paths.
        gone: Vec<Clean>,
        /// Why others were not, a line each.
        kept: Vec<String>,
    },
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
    /// All titles of the catalog, once a cross-link was looked up.
    titles: Mutex<Option<Titles>>,
    /// The connection that questions are asked by.
    store: Mutex<Option<Store>>,
    /// What the reader did, as the catalog shows it.
    state: Mutex<Arc<State>>,
    /// What the catalog does not show yet.
    notes: Mutex<Notes>,
    /// Length of all journals together, as far as they were read or written, in bytes.
    heard: Mutex<u64>,
    /// The folders are being looked through.
    indexing: AtomicBool,
    /// They are to be looked through no further.
    stop: AtomicBool,
    /// Stories of which it was said that they have come, and what those that were edited are named: they are no news.
    greeted: Mutex<(BTreeSet<StoryId>, Names)>,
    /// Texts of stories that were searched.
    texts: Texts,
    /// The list that was asked for last.
    latest: Mutex<Option<Wanted>>,
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
            titles: Mutex::new(None),
            store: Mutex::new(None),
            state: Mutex::default(),
            notes: Mutex::default(),
            heard: Mutex::default(),
            indexing: AtomicBool::new(false),
            stop: AtomicBool::new(false),
            greeted: Mutex::default(),
            texts: Texts::default(),
            latest: Mutex::default(),
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

    /// Where the catalog is kept; `None` for nowhere.
    pub(super) fn cache(&self) -> Option<&Path> {
        self.cache.as_deref()
    }

    /// Where what the reader does is kept.
    #[must_use]
    pub fn journals(&self) -> &Journals {
        &self.journals
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
            // What was typed on since nobody wants any more.
            Question::List(wanted) | Question::Whole(wanted) if self.is_outdated(&wanted) => Ok(()),
            Question::List(wanted) => self.with(|store| list(store, wanted, HEAD, send)),
            Question::Whole(wanted) => Store::open(self.cache.as_deref())
                .and_then(|store| list(&store, wanted, usize::MAX >> 1, send)),
            Question::Rows(ids) => self.with(|store| {
                let ids = ids.get(..MOST_ROWS).unwrap_or(&ids);
                send(Msg::Library(Answer::Rows(store.rows(ids)?)));
                Ok(())
            }),
            Question::Shelf(queries) => self
                .shelf(&queries)
                .map(|shelf| send(Msg::Library(Answer::Shelf(shelf)))),
            Question::Names => self.names(send),
            Question::Files(id) => self.files(id, send),
            Question::Import(path) => self.import(&path, limits, send),
            Question::Stats(now) => self.stats(now, send),
            Question::Mirror => self.mirror(send),
            Question::Meant(ids, deed) => self.meant(&ids, deed, send),
            Question::NextUnread(ids) => self.next_unread(&ids, send),
            Question::Elsewhere => self.elsewhere(send),
            Question::Deletable(ids) => self.deletable(&ids, limits, send),
            Question::Delete(entries) => self.delete(&entries, limits, send),
            Question::Web(ask, rulings) => self.web(ask, &rulings, limits, send),
            Question::Offer(n, title) => self.offer(n, &title, send),
            Question::Look(paths) => self.look(&paths, limits, send),
            Question::Link(entry, story, rulings) => self.link(&entry, &story, rulings, send),
            sure => {
                self.answer_surely(sure, limits, cancel, send);
                Ok(())
            }
        };
        if let Err(error) = answered {
            send(Msg::Failed(error.to_string()));
        }
    }

    /// Answers the questions that the catalog cannot fail to answer, or that say themselves what went wrong.
    fn answer_surely(
        &self,
        question: Question,
        limits: &Limits,
        cancel: &AtomicBool,
        send: &mut dyn FnMut(Msg),
    ) {
        match question {
            Question::State => self.before(send),
            Question::Passages(sought, seen) => self.passages(&sought, &seen, limits, send),
            Question::Keep(name, query) => self.keep(&name, &query, send),
            Question::Rename(old, new) => self.rename(&old, &new, send),
            Question::Hide(hidden) => self.hide(hidden),
            Question::Add(path) => self.add(&path, send),
            Question::Stop => self.stop(),
            Question::Refresh => self.refresh(limits, cancel, send),
            // The catalog answers the rest.
            _ => {}
        }
    }

    /// A list is asked for: nobody waits any longer for another.
    pub(super) fn expect(&self, question: &Question) {
        if let Question::List(wanted) = question {
            *self.latest() = Some(wanted.clone());
        }
    }

    /// Whether another list was asked for since.
    fn is_outdated(&self, wanted: &Wanted) -> bool {
        self.latest()
            .as_ref()
            .is_some_and(|latest| latest != wanted)
    }

    fn latest(&self) -> MutexGuard<'_, Option<Wanted>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the reader did, as far as this was heard of.
    pub(super) fn state(&self) -> Arc<State> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.clone()
    }

    pub(super) fn with_state(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut state));
    }

    /// Reads what the reader did before.
    fn before(&self, send: &mut dyn FnMut(Msg)) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = self.journals.length();
        let (state, odd) = State::load_all(&self.journals);
        self.with_state(|known| known.join(&state));
        send(Msg::Library(Answer::State(Box::new(state), odd)));
    }

    fn passages(
        &self,
        sought: &Weak<Sought>,
        seen: &Seen,
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) {
        let mut tell = |lines| send(Msg::Library(Answer::Passages(sought.clone(), lines)));
        self.texts.passages(sought, seen, limits, &mut tell);
    }

    /// By a connection of its own: to count takes longer than a list may wait.
    fn names(&self, send: &mut dyn FnMut(Msg)) -> library::store::Result<()> {
        let store = Store::open(self.cache.as_deref())?;
        send(Msg::Library(Answer::Names {
            lists: lists::load(self.journals.data.as_deref()),
            tags: store.tags()?,
            sites: store.sites(SITES)?,
            langs: store.langs()?,
        }));
        Ok(())
    }

    fn keep(&self, name: &str, query: &str, send: &mut dyn FnMut(Msg)) {
        let data = self.journals.data.clone().unwrap_or_default();
        if let Err(error) = lists::save(&data, name, query) {
            let why = library::open::reason(&error);
            send(Msg::Failed(format!("the search could not be kept: {why}")));
        }
        send(Msg::Library(Answer::Kept));
    }

    fn stats(&self, now: u64, send: &mut dyn FnMut(Msg)) -> library::store::Result<()> {
        self.with(|store| {
            let read = store.finished(&self.state())?;
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
}

/// Stories of a list that come at once, before all of them do.
const HEAD: usize = 500;
/// Stories whose rows come with a list: more than any screen shows.
const FIRST: usize = 100;

/// The first `most` stories of a list, with what is shown of those of the first screen.
fn list(
    store: &Store,
    wanted: Wanted,
    most: usize,
    send: &mut dyn FnMut(Msg),
) -> library::store::Result<()> {
    let query = Query::parse(&wanted.query, wanted.open);
    let ranked = wanted.list.order == Order::Relevance && query.has_words();
    let most = if ranked { RANKED } else { most };
    let page = store.list(&query.selection(), wanted.list, most)?;
    let seen = page.ids.get(..FIRST).unwrap_or(&page.ids);
    send(Msg::Library(Answer::Rows(store.rows(seen)?)));
    send(Msg::Library(Answer::Listed(wanted, page, store.counts()?)));
    if query.asks_closer() {
        let unheard = store.unannotated_count()?;
        send(Msg::Library(Answer::Unheard(unheard)));
    }
    Ok(())
}

/// Whether a question may take long, so that it must not stand before others in the queue.
pub(super) fn is_long(question: &Question) -> bool {
    matches!(
        question,
        Question::State
            | Question::Refresh
            | Question::Look(_)
            | Question::Web(..)
            | Question::Shelf(_)
            | Question::Names
            | Question::Whole(_)
            | Question::Mirror
            | Question::Meant(..)
            | Question::Elsewhere
            | Question::Add(_)
            | Question::Import(_)
            | Question::Deletable(_)
            | Question::Delete(_)
    )
}
