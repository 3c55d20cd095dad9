//! The story list: sorted, filtered, and of any length drawn only where it is seen.

mod commands;

mod view;

pub(in crate::tui) use commands::COMMANDS;

use super::{super::model::Shared, Scroll};
use crate::library::{Entry, StoryId, state::Reading, store::folded_key};
use std::{cmp::Reverse, sync::Arc};

/// In which order the list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Sort {
    /// As the paths were given and the folders list them.
    #[default]
    Given,
    /// The newest first.
    Date,
    /// By headline.
    Title,
    /// By publication.
    Site,
    /// The shortest first.
    Length,
    /// What is being read first, then what is unread, then what is read.
    Progress,
}

impl Sort {
    /// All of them, in the order of the choice.
    pub(in crate::tui) const ALL: [Self; 6] = [
        Self::Given,
        Self::Date,
        Self::Title,
        Self::Site,
        Self::Length,
        Self::Progress,
    ];

    /// What the choice says; the same words as in a library.
    pub(in crate::tui) fn name(self) -> &'static str {
        match self {
            Self::Given => "order of files",
            Self::Date => "date",
            Self::Title => "title",
            Self::Site => "site",
            Self::Length => "length",
            Self::Progress => "progress",
        }
    }

    /// Sorts places in the catalog: by words as a library does.
    fn sort(self, rows: &mut [usize], shared: &Shared) {
        let entries = shared.catalog.entries();
        let of = |n: &usize| entries.get(*n);
        match self {
            Self::Given => {}
            Self::Date => rows.sort_by_key(|n| Reverse(of(n).map(|e| &e.published))),
            Self::Title => rows.sort_by_cached_key(|n| of(n).map(|e| folded_key(&e.title))),
            Self::Site => {
                let key = |e: &Arc<Entry>| (e.site.is_empty(), folded_key(&e.site));
                rows.sort_by_cached_key(|n| of(n).map(key));
            }
            Self::Length => rows.sort_by_key(|n| of(n).map(|e| e.words)),
            Self::Progress => rows.sort_by_key(|n| of(n).map(|e| rank(e, shared))),
        }
    }
}

/// 0 for what is being read, 1 for what is unread, 2 for what is read.
fn rank(entry: &Entry, shared: &Shared) -> u8 {
    match shared.progress(entry.id).reading() {
        Reading::Begun => 0,
        Reading::Unread => 1,
        Reading::Read => 2,
    }
}

/// The list and its cursor.
#[derive(Debug, Default)]
pub(crate) struct Stories {
    /// Places in the catalog, in the order of the list.
    rows: Vec<usize>,
    at: Scroll,
    /// The order of the list.
    pub(in crate::tui) sort: Sort,
    /// Words that every story of the list has in headline, byline or site.
    pub(in crate::tui) filter: String,
    /// The story that could not be opened last, so that a mere look at it is not tried again and again.
    pub(in crate::tui) failed: Option<StoryId>,
}

impl Stories {
    /// Sorts and filters again; the cursor stays on its story.
    pub(in crate::tui) fn refresh(&mut self, shared: &Shared) {
        let on = self.selected(shared).map(|e| e.id);
        let entries = shared.catalog.entries();
        let words: Vec<String> = self
            .filter
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        self.rows = (0..entries.len())
            .filter(|n| words.is_empty() || entries.get(*n).is_some_and(|e| has_all(e, &words)))
            .collect();
        self.sort.sort(&mut self.rows, shared);
        self.at.cursor = 0;
        if let Some(id) = on {
            self.select(id, shared);
        }
        self.keep_in_view(shared);
    }

    /// The story under the cursor.
    pub(in crate::tui) fn selected<'a>(&self, shared: &'a Shared) -> Option<&'a Arc<Entry>> {
        shared
            .catalog
            .entries()
            .get(*self.rows.get(self.at.cursor)?)
    }

    /// Stories in the list.
    pub(in crate::tui) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Puts the cursor on a story, if the list has it.
    pub(in crate::tui) fn select(&mut self, id: StoryId, shared: &Shared) {
        if let Some(place) = shared.catalog.place(id)
            && let Some(row) = self.rows.iter().position(|r| *r == place)
        {
            self.at.cursor = row;
            self.keep_in_view(shared);
        }
    }

    /// Moves the cursor by rows, not past the ends.
    pub(in crate::tui) fn step(&mut self, by: isize, shared: &Shared) {
        let last = self.rows.len().saturating_sub(1);
        self.at.cursor = self.at.cursor.saturating_add_signed(by).min(last);
        self.keep_in_view(shared);
    }

    /// The story so many rows from the cursor.
    pub(in crate::tui) fn neighbour<'a>(
        &self,
        by: isize,
        shared: &'a Shared,
    ) -> Option<&'a Arc<Entry>> {
        let row = self.at.cursor.checked_add_signed(by)?;
        shared.catalog.entries().get(*self.rows.get(row)?)
    }

    /// Rows of the screen that a story takes.
    fn tall(shared: &Shared) -> usize {
        match shared.areas.list {
            area if area.width >= view::ONE_LINE => 1,
            area if area.height >= view::THREE_LINES => 3,
            _ => 2,
        }
    }

    /// Stories that the pane shows at once.
    pub(in crate::tui) fn page(shared: &Shared) -> usize {
        let rows = usize::from(shared.areas.list.height).saturating_sub(view::HEAD);
        (rows / Self::tall(shared)).max(1)
    }

    /// Scrolls so that the cursor is on the screen, with a little context where there is room.
    pub(in crate::tui) fn keep_in_view(&mut self, shared: &Shared) {
        self.at.keep_in_view(self.rows.len(), Self::page(shared));
    }

    /// The row of the list that stands so many rows of the screen below the top of the pane.
    pub(in crate::tui) fn row_at(&self, below: u16, shared: &Shared) -> Option<usize> {
        let row = usize::from(below).checked_sub(view::HEAD)? / Self::tall(shared) + self.at.top;
        (row < self.rows.len()).then_some(row)
    }

    /// Puts the cursor on a row of the list.
    pub(in crate::tui) fn go_to(&mut self, row: usize, shared: &Shared) {
        self.at.go_to(row, self.rows.len());
        self.keep_in_view(shared);
    }
}

fn has_all(entry: &Entry, words: &[String]) -> bool {
    let has = |w: &String| {
        [&entry.title, &entry.byline, &entry.site]
            .iter()
            .any(|t| t.to_lowercase().contains(w.as_str()))
    };
    words.iter().all(has)
}
