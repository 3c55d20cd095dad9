//! What the reader of a library asks of its cross-links, and what has come that others were waiting for.

use super::{Answer, Librarian, Wanted};
use crate::{
    format::Limits,
    library::{
        self, Entry, Store, Titles,
        links::Index,
        search::Query,
        state::Rulings,
        store::{Names, Result},
    },
    story::Story,
    tui::{
        msg::Msg,
        web::{self, Ask},
    },
};
use std::sync::{Arc, PoisonError};

/// Stories that came together of which it is said that others point to them.
const GREETED: usize = 100;
/// Stories that a link may be said to lead to.
const OFFERED: usize = 5_000;

impl Librarian {
    /// All titles that the catalog has now.
    fn titles(&self, store: &Store) -> Result<Arc<Index>> {
        let mut titles = self.titles.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match titles.take() {
            Some(mut known) => {
                known.renew(store)?;
                known
            }
            None => Titles::load(store, self.cache.as_deref())?,
        };
        Ok(titles.insert(now).index().clone())
    }

    /// Where the cross-links of a story lead.
    pub(super) fn link(
        &self,
        entry: &Entry,
        story: &Story,
        rulings: Arc<Rulings>,
        send: &mut dyn FnMut(Msg),
    ) -> Result<()> {
        // By a connection of its own: to read all titles takes long, and the list is not to wait for it.
        let store = Store::open(self.cache.as_deref())?;
        let titles = self.titles(&store)?;
        let found = library::candidates(&store, &titles, entry, story, &rulings)?;
        let catalog = Arc::new(found);
        let links = catalog.crosslinks(story, entry.id, &rulings);
        let answer = Answer::Linked(entry.id, links, catalog, rulings);
        send(Msg::Library(answer));
        Ok(())
    }

    /// Stories that link number `n`, of this title, may be said to lead to.
    pub(super) fn offer(&self, n: usize, title: &str, send: &mut dyn FnMut(Msg)) -> Result<()> {
        let store = Store::open(self.cache.as_deref())?;
        let titles = self.titles(&store)?;
        let entries = library::offered(&store, &titles, title, OFFERED)?;
        send(Msg::Library(Answer::Offer(n, entries)));
        Ok(())
    }

    /// The stories of a list, those of a file together.
    pub(in crate::tui) fn entries(&self, wanted: &Wanted) -> Result<Vec<Arc<Entry>>> {
        let store = Store::open(self.cache.as_deref())?;
        let query = Query::parse(&wanted.query, false);
        let page = store.list(&query.selection(), wanted.list, usize::MAX >> 1)?;
        let rows = store.rows(&page.ids)?;
        let mut entries: Vec<_> = rows.into_iter().map(|r| r.entry).collect();
        entries.sort_by(|a, b| (&a.path, a.nth).cmp(&(&b.path, b.nth)));
        Ok(entries)
    }

    /// What the links between stories say.
    pub(super) fn web(
        &self,
        ask: Ask,
        rulings: &Rulings,
        limits: &Limits,
        send: &mut dyn FnMut(Msg),
    ) -> Result<()> {
        // By a connection of its own: the list is not to wait for it.
        let store = Store::open(self.cache.as_deref())?;
        // What has just come says something too.
        library::annotate_some(&store, limits)?;
        let found = store.steady(|store| {
            let titles = self.titles(store)?;
            match ask.about() {
                Some(id) => library::around(store, &titles, id, rulings, limits),
                None => library::wanted(store, &titles, rulings, web::MOST).map(Some),
            }
        })?;
        let (catalog, web) = found.unwrap_or_default();
        let answer = web::answer(ask, &catalog, &web, rulings);
        send(Msg::Library(Answer::Web(ask, answer, Arc::new(catalog))));
        Ok(())
    }

    /// Says once which of the stories that came after the one of this number were wanted. Those that were only edited have names
    /// that were `renewed`.
    pub(super) fn greet(
        &self,
        store: &Store,
        last: u32,
        renewed: &Names,
        rulings: &Rulings,
        send: &mut dyn FnMut(Msg),
    ) -> Result<()> {
        let mut here = store.steady(|store| {
            let new = store.since(last, GREETED)?;
            if new.is_empty() {
                return Ok(Vec::new());
            }
            library::awaited(store, &self.titles(store)?, &new, rulings)
        })?;
        // Two looks at the folders may find the same story.
        let mut greeted = self.greeted.lock().unwrap_or_else(PoisonError::into_inner);
        let (ids, names) = &mut *greeted;
        names.join(renewed);
        here.retain(|e| ids.insert(e.id) && !names.has(e));
        drop(greeted);
        if !here.is_empty() {
            let titles = here.iter().map(|e| e.title.clone()).collect();
            send(Msg::Library(Answer::Arrived(titles)));
        }
        Ok(())
    }
}
