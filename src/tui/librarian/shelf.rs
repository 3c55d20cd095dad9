//! How many stories there are in each list at the side.

use super::{Answer, Librarian};
use crate::{
    library::{Store, lists, open, search::Query, store},
    text::Clean,
    tui::msg::Msg,
};

/// How many stories a list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub stories: usize,
    /// Those that are not begun.
    pub unread: usize,
}

/// The lists at the side, with the number of their stories.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Of the lists that were asked about.
    pub lists: Vec<Count>,
    /// Searches that were kept: name, query, stories.
    pub kept: Vec<(Clean, Clean, Count)>,
    /// Tags.
    pub tags: Vec<(Clean, Count)>,
}

impl Librarian {
    /// Counts the stories of these queries, of the searches that were kept and of the tags, by a connection of its own.
    pub(super) fn shelf(&self, queries: &[&str]) -> store::Result<Shelf> {
        let store = Store::open(self.cache.as_deref())?;
        let counted = |query: &str| store.count(&Query::parse(query, false).selection());
        let count = |query: &str| {
            let stories = counted(query)?;
            let unread = match stories {
                0 => 0,
                _ => counted(&format!("{query} is:unread"))?,
            };
            Ok(Count { stories, unread })
        };
        let lists: Result<_, _> = queries.iter().map(|q| count(q)).collect();
        let kept = lists::load(self.journals.data.as_deref()).into_iter();
        let kept: Result<_, _> = kept
            .map(|(name, query)| count(&query).map(|n| (name, query, n)))
            .collect();
        let tags = store.tags_unread()?;
        let tag = |(name, stories, unread)| (name, Count { stories, unread });
        Ok(Shelf {
            lists: lists?,
            kept: kept?,
            tags: tags.into_iter().map(tag).collect(),
        })
    }

    /// Gives a search that was kept another name.
    pub(super) fn rename(&self, old: &str, new: &str, send: &mut dyn FnMut(Msg)) {
        let data = self.journals.data.clone().unwrap_or_default();
        if let Err(error) = lists::rename(&data, old, new) {
            let why = open::reason(&error);
            send(Msg::Failed(format!("the search keeps its name: {why}")));
        }
        send(Msg::Library(Answer::Kept));
    }

    /// Remembers whether the reader wants the lists at the side. That it cannot be kept is worth no complaint.
    pub(super) fn hide(&self, hidden: bool) {
        if let Some(data) = &self.journals.data {
            drop(lists::hide(data, hidden));
        }
    }

    /// Whether the reader put the lists at the side away.
    #[must_use]
    pub fn hides_lists(&self) -> bool {
        lists::are_hidden(self.journals.data.as_deref())
    }

    /// The files of a story.
    pub(super) fn files(&self, id: u32, send: &mut dyn FnMut(Msg)) -> store::Result<()> {
        let files = self.with(|store| store.files_of(id))?;
        let files = files.iter().map(|f| open::shown(f)).collect();
        send(Msg::Library(Answer::Files(files)));
        Ok(())
    }
}
