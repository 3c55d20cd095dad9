//! How many stories there are in each list at the side.

use super::Librarian;
use crate::{
    library::{Store, lists, search::Query, store},
    text::Clean,
};

/// The lists at the side, with the number of their stories.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Of the lists that were asked about.
    pub lists: Vec<usize>,
    /// Searches that were kept: name, query, stories.
    pub kept: Vec<(Clean, Clean, usize)>,
    /// Tags.
    pub tags: Vec<(Clean, usize)>,
}

impl Librarian {
    /// Counts the stories of these queries, of the searches that were kept and of the tags, by a connection of its own.
    pub(super) fn shelf(&self, queries: &[&str]) -> store::Result<Shelf> {
        let store = Store::open(self.cache.as_deref())?;
        let count = |query: &str| store.count(&Query::parse(query, false).selection());
        let lists: Result<_, _> = queries.iter().map(|q| count(q)).collect();
        let kept = lists::load(self.journals.data.as_deref()).into_iter();
        let kept: Result<_, _> = kept
            .map(|(name, query)| count(&query).map(|n| (name, query, n)))
            .collect();
        Ok(Shelf {
            lists: lists?,
            kept: kept?,
            tags: store.tags()?,
        })
    }
}
