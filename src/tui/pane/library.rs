//! The list of a library: of all its stories only the numbers are in memory, and what the list shows of those that are seen.

mod commands;
pub(in crate::tui) mod deeds;
pub(in crate::tui) mod delete;
mod fit;
mod found;
pub(in crate::tui) mod query;
mod side;
mod view;

pub(in crate::tui) use commands::{
    COMMANDS, ask_tags, choose, grouped, looked, named, next_unread, order, rescan, sort, went_to,
};

pub(in crate::tui) use query::Names;

pub(in crate::tui) use side::{COMMANDS as SIDE, Side, click, wheel};

use found::Found;

use crate::{
    library::{
        Entry, StoryId,
        store::{Counts, List, Order, Page, Row},
    },
    text::Clean,
    tui::{
        effect::Effect,
        librarian::{Question, Wanted},
        model::Shared,
        pane::Scroll,
    },
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// The list of a library and its cursor.
#[derive(Debug, Default)]
pub(in crate::tui) struct Library {
    /// The stories of the list, in order; at first only those of the first screen.
    stories: Page,
    /// What is shown of the stories near the screen.
    rows: HashMap<u32, Arc<Row>>,
    /// Stories that were asked for, and have not come yet.
    asked: HashSet<u32>,
    at: Scroll,
    /// What the list shows.
    pub(in crate::tui) wanted: Wanted,
    /// How many stories the library has.
    counts: Counts,
    /// Stories to be acted on together.
    pub(in crate::tui) marked: BTreeSet<u32>,
    /// Where a range of marks began.
    pub(in crate::tui) range: Option<usize>,
    /// Stories read so far by a refresh that is under way.
    pub(in crate::tui) reading: Option<usize>,
    /// Files that a search for what was said cannot find anything in yet.
    pub(in crate::tui) unheard: usize,
    /// The story whose links were asked for.
    pub(in crate::tui) linked: Option<StoryId>,
    /// Where the words of a search stand in the stories that are seen.
    pub(in crate::tui) found: Found,
    /// The lists at the side.
    pub(in crate::tui) side: Side,
    /// How the list stood before a search.
    before: Option<List>,
    due: Due,
}

/// What has still to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Due {
    ask: Ask,
    /// What is shown of the stories is not what the catalog knows any more.
    old: bool,
    /// Where the cursor goes once all stories of the list have come.
    then: Then,
}

/// Where the cursor goes once all stories of the list have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Then {
    /// It stays.
    #[default]
    Stay,
    /// To the last story.
    End,
    /// To the next story that is not begun.
    Unread,
    /// To this story: it was found by a search that is over.
    On(u32),
}

/// What has to be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Ask {
    /// Nothing: the list is what is wanted.
    #[default]
    Nothing,
    /// The list.
    List,
    /// All of it, where only the first stories came.
    Rest,
}

/// What comes of looking for a story further down.
#[derive(Debug)]
pub(in crate::tui) enum Next {
    /// It is in this row.
    Row(usize),
    /// If anywhere, it is among these stories, of which the list holds nothing yet.
    Beyond(Vec<u32>),
    /// There is none.
    Nothing,
}

/// Rows that are kept in memory, at most.
const KEPT: usize = 4_000;

impl Library {
    /// A list that begins with these stories.
    pub(in crate::tui) fn new(first: Vec<Row>) -> Self {
        let mut library = Self {
            stories: Page {
                ids: first.iter().map(|r| r.id).collect(),
                total: first.len(),
                more: true,
                groups: Vec::new(),
            },
            reading: Some(0),
            due: Due {
                ask: Ask::List,
                ..Due::default()
            },
            ..Self::default()
        };
        library.took(first);
        library
    }

    /// Asks for another list.
    pub(in crate::tui) fn want(&mut self, query: &str, open: bool) {
        let wanted = Wanted {
            query: query.to_owned(),
            open,
            ..self.wanted.clone()
        };
        if wanted != self.wanted {
            self.wanted = wanted;
            self.due.ask = Ask::List;
            self.unheard = 0;
        }
    }

    /// Searches; words are ranked by how well a story fits. Without words the whole list comes back, and the cursor stays
    /// on its story.
    pub(in crate::tui) fn search(&mut self, words: &str, open: bool) {
        let ranked = self.wanted.list.order == Order::Relevance;
        if !words.is_empty() && self.wanted.query.is_empty() && !ranked {
            self.before = Some(self.wanted.list);
            self.wanted.list.order = Order::Relevance;
        }
        if words.is_empty()
            && let Some(list) = self.before.take()
        {
            self.wanted.list = list;
        }
        let on = self.stories.ids.get(self.at.cursor).copied();
        let searched = !self.wanted.query.is_empty();
        self.want(words, open);
        if searched || !words.is_empty() {
            self.top();
        }
        if let Some(id) = on.filter(|_| searched && words.is_empty()) {
            self.due.then = Then::On(id);
        }
    }

    /// Puts the cursor on the first row.
    pub(in crate::tui) fn top(&mut self) {
        self.at.cursor = 0;
        self.at.top = 0;
    }

    /// Asks for another order.
    pub(in crate::tui) fn arrange(&mut self, list: List) {
        self.wanted.list = list;
        self.due.ask = Ask::List;
    }

    /// Asks for the same list again: its stories have changed.
    pub(in crate::tui) fn again(&mut self) {
        self.due.ask = Ask::List;
        // What is shown stays until the new rows are there.
        self.asked.clear();
        self.due.old = true;
    }

    /// More stories were looked through for what was said in them: who asks for that asks again.
    pub(in crate::tui) fn heard_more(&mut self) {
        if self.unheard > 0 {
            self.again();
        }
    }

    /// Takes in what the list shows of stories.
    pub(in crate::tui) fn took(&mut self, rows: Vec<Row>) {
        if self.rows.len() > KEPT {
            let near = self.near(200);
            let near: HashSet<u32> = self
                .stories
                .ids
                .get(near)
                .unwrap_or_default()
                .iter()
                .copied()
                .collect();
            self.rows.retain(|id, _| near.contains(id));
        }
        for row in rows {
            self.asked.remove(&row.id);
            self.rows.insert(row.id, Arc::new(row));
        }
    }

    /// Takes in the stories of the list that was asked for; the cursor stays on its story.
    pub(in crate::tui) fn listed(
        &mut self,
        wanted: &Wanted,
        page: Page,
        counts: Counts,
        shared: &Shared,
    ) {
        if *wanted != self.wanted {
            return;
        }
        self.counts = counts;
        if page.more {
            self.due.ask = Ask::Rest;
            // Who is further down than this sees the change with the rest.
            if self.at.cursor >= page.ids.len() {
                return;
            }
        }
        let on = self.stories.ids.get(self.at.cursor).copied();
        let at_top = self.at.cursor == 0;
        self.stories = page;
        // Not before: in the stories of the list before it nobody looks for these words.
        self.found.seek(wanted);
        let there = on.and_then(|id| self.stories.ids.iter().position(|i| *i == id));
        self.at.cursor = match there {
            Some(row) if !at_top => row,
            Some(_) => 0,
            None => self.at.cursor.min(self.stories.ids.len().saturating_sub(1)),
        };
        let then = self.due.then;
        if then == Then::End && !self.stories.more {
            self.go_to(usize::MAX, shared);
        } else if let Then::On(id) = then {
            self.go_to_story(id, shared);
        }
        self.keep_in_view(shared);
    }

    /// What has to be asked for before the screen can be drawn.
    pub(in crate::tui) fn settle(&mut self, shared: &Shared) -> Vec<Effect> {
        let mut effects = Vec::new();
        match std::mem::take(&mut self.due.ask) {
            Ask::Nothing => {}
            Ask::List => effects.push(Effect::Library(Question::List(self.wanted.clone()))),
            Ask::Rest => effects.push(Effect::Library(Question::Whole(self.wanted.clone()))),
        }
        let near = self.near(self.page(shared));
        let old = std::mem::take(&mut self.due.old);
        let missing: Vec<u32> = self
            .stories
            .ids
            .get(near)
            .unwrap_or_default()
            .iter()
            .filter(|id| old || !self.rows.contains_key(id) && !self.asked.contains(id))
            .copied()
            .collect();
        if !missing.is_empty() {
            self.asked.extend(&missing);
            effects.push(Effect::Library(Question::Rows(missing)));
        }
        self.found.fit(view::room(shared));
        let seen: Vec<u32> = self
            .seen(shared)
            .filter_map(|(n, _)| self.stories.ids.get(n).copied())
            .collect();
        let rows = seen.iter().filter_map(|id| self.rows.get(id));
        effects.extend(self.found.ask(rows));
        effects.extend(self.side.settle(shared));
        effects
    }

    /// Rows of the list around the screen.
    fn near(&self, page: usize) -> std::ops::Range<usize> {
        self.at.top.saturating_sub(page)..(self.at.top + page * 2).min(self.stories.ids.len())
    }

    /// The row under the cursor, once it is known.
    pub(in crate::tui) fn row(&self) -> Option<&Arc<Row>> {
        self.rows.get(self.stories.ids.get(self.at.cursor)?)
    }

    /// The story under the cursor, once it is known.
    pub(in crate::tui) fn selected(&self) -> Option<&Arc<Entry>> {
        self.row().map(|r| &r.entry)
    }

    /// The stories that a command acts on: those marked and those of a range, else the one under the cursor.
    pub(in crate::tui) fn meant(&mut self) -> Vec<u32> {
        let range = self.range.take().map(|from| {
            let range = from.min(self.at.cursor)..=from.max(self.at.cursor);
            self.stories.ids.get(range).unwrap_or_default().to_vec()
        });
        match range {
            // Thousands need not be sorted.
            Some(ids) if self.marked.is_empty() => ids,
            Some(ids) => {
                self.marked.extend(ids);
                self.marked.iter().copied().collect()
            }
            None if self.marked.is_empty() => {
                let on = self.stories.ids.get(self.at.cursor);
                on.copied().into_iter().collect()
            }
            None => self.marked.iter().copied().collect(),
        }
    }

    /// Whether a range is to reach the end of the list, which has not come yet.
    pub(in crate::tui) fn awaits_end(&self) -> bool {
        self.range.is_some() && self.due.then == Then::End
    }

    /// What the list shows of these stories; `None` where it does not hold all of them.
    pub(in crate::tui) fn known(&self, ids: &[u32]) -> Option<Vec<&Row>> {
        let rows = ids.iter().map(|id| self.rows.get(id));
        rows.map(|row| row.map(|r| &**r)).collect()
    }

    /// Puts the cursor on the row of a story of the list; whether it has it.
    pub(in crate::tui) fn go_to_story(&mut self, id: u32, shared: &Shared) -> bool {
        let row = self.stories.ids.iter().position(|i| *i == id);
        if let Some(row) = row {
            self.go_to(row, shared);
        }
        row.is_some()
    }

    /// What the list shows of a story, where it is near.
    pub(in crate::tui) fn row_of(&self, id: StoryId) -> Option<&Row> {
        let row = self.rows.values().find(|r| r.entry.id == id);
        row.map(|r| &**r)
    }

    /// Something was done to stories of the list: what the catalog shows of them is asked for again once it was saved.
    pub(in crate::tui) fn changed(&mut self) {
        self.marked.clear();
        self.range = None;
    }

    /// Whether a row of the list is marked.
    fn is_marked(&self, row: usize, id: u32) -> bool {
        let in_range = self.range.is_some_and(|from| {
            (from.min(self.at.cursor)..=from.max(self.at.cursor)).contains(&row)
        });
        in_range || self.marked.contains(&id)
    }

    /// Marks the story under the cursor, or takes its mark away.
    pub(in crate::tui) fn mark(&mut self) {
        let Some(id) = self.stories.ids.get(self.at.cursor).copied() else {
            return;
        };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
    }

    /// Turns a range into marks.
    pub(in crate::tui) fn close_range(&mut self) {
        if let Some(from) = self.range.take() {
            let range = from.min(self.at.cursor)..=from.max(self.at.cursor);
            let ids: Vec<u32> = self.stories.ids.get(range).unwrap_or_default().to_vec();
            self.marked.extend(ids);
        }
    }

    /// Where the cursor is.
    pub(in crate::tui) fn cursor(&self) -> usize {
        self.at.cursor
    }

    /// Stories in the list.
    pub(in crate::tui) fn len(&self) -> usize {
        self.stories.ids.len()
    }

    /// Puts the cursor on a story, if it is near.
    pub(in crate::tui) fn select(&mut self, id: StoryId, shared: &Shared) {
        let known = self.rows.values().find(|r| r.entry.id == id).map(|r| r.id);
        if let Some(row) = known.and_then(|id| self.stories.ids.iter().position(|i| *i == id)) {
            self.go_to(row, shared);
        }
    }

    /// Moves the cursor by rows, not past the ends.
    pub(in crate::tui) fn step(&mut self, by: isize, shared: &Shared) {
        self.go_to(self.at.cursor.saturating_add_signed(by), shared);
    }

    /// Puts the cursor on a row of the list.
    pub(in crate::tui) fn go_to(&mut self, row: usize, shared: &Shared) {
        let beyond = self.stories.more && row >= self.stories.ids.len();
        self.due.then = if beyond { Then::End } else { Then::Stay };
        self.at.go_to(row, self.stories.ids.len());
        self.keep_in_view(shared);
    }

    /// The story so many rows from the cursor, once it is known.
    pub(in crate::tui) fn neighbour(&self, by: isize) -> Option<&Arc<Entry>> {
        let row = self.at.cursor.checked_add_signed(by)?;
        self.rows.get(self.stories.ids.get(row)?).map(|r| &r.entry)
    }

    /// The next row, from the one after the cursor on, whose story is of this kind.
    pub(in crate::tui) fn next(&self, is: impl Fn(&Row) -> bool) -> Next {
        let after = self.stories.ids.iter().enumerate().skip(self.at.cursor + 1);
        for (n, id) in after {
            match self.rows.get(id) {
                Some(row) if is(row) => return Next::Row(n),
                Some(_) => {}
                None => {
                    let rest = self.stories.ids.get(n..).unwrap_or_default();
                    return Next::Beyond(rest.to_vec());
                }
            }
        }
        Next::Nothing
    }

    /// Looks for the next story that is not begun once all stories have come; whether there are any after `last` to look at.
    pub(in crate::tui) fn look_beyond(&mut self, last: Option<u32>) -> bool {
        let beyond =
            self.stories.more || last.is_some_and(|id| self.stories.ids.last() != Some(&id));
        if beyond {
            self.due.then = Then::Unread;
        }
        beyond
    }

    /// Whether all stories have come, and the next one not begun is to be looked for.
    pub(in crate::tui) fn wants_unread(&mut self) -> bool {
        let wants = self.due.then == Then::Unread && !self.stories.more;
        if wants {
            self.due.then = Then::Stay;
        }
        wants
    }

    /// Stories that the pane shows at once.
    pub(in crate::tui) fn page(&self, shared: &Shared) -> usize {
        let rows = usize::from(shared.areas.list.height).saturating_sub(view::HEAD);
        (rows / self.tall(shared)).max(1)
    }

    /// Scrolls so that the cursor is on the screen, with a little context where there is room.
    pub(in crate::tui) fn keep_in_view(&mut self, shared: &Shared) {
        let page = self.page(shared);
        self.at.keep_in_view(self.stories.ids.len(), page);
        self.side.keep_in_view(shared);
        // Headings take room too.
        while self.at.top < self.at.cursor && !self.is_seen(self.at.cursor, shared) {
            self.at.top += 1;
        }
    }

    /// The row of the list that stands so many rows of the screen below the top of the pane.
    pub(in crate::tui) fn row_at(&self, below: u16, shared: &Shared) -> Option<usize> {
        let (below, tall) = (usize::from(below), self.tall(shared));
        let mut seen = self.seen(shared);
        let on = seen.find(|(_, line)| (*line..line + tall).contains(&below));
        on.map(|(row, _)| row)
    }

    /// The heading above a row: of the group that begins there, and at the top of the screen of the one that goes on.
    fn heading(&self, row: usize) -> Option<&Clean> {
        let groups = &self.stories.groups;
        let next = groups.partition_point(|(from, _)| *from <= row);
        let (from, name) = groups.get(next.checked_sub(1)?)?;
        (*from == row || row == self.at.top).then_some(name)
    }

    /// The rows that are seen, each with the line of the pane that its story begins on; a heading stands on the line above.
    fn seen(&self, shared: &Shared) -> impl Iterator<Item = (usize, usize)> {
        let (tall, height) = (self.tall(shared), usize::from(shared.areas.list.height));
        let mut next = view::HEAD;
        (self.at.top..self.stories.ids.len()).map_while(move |row| {
            let line = next + usize::from(self.heading(row).is_some());
            next = line + tall;
            (line < height).then_some((row, line))
        })
    }

    /// Whether all of a row is seen.
    fn is_seen(&self, row: usize, shared: &Shared) -> bool {
        let bottom = usize::from(shared.areas.list.height);
        let line = self.seen(shared).find(|(n, _)| *n == row);
        self.stories.groups.is_empty()
            || line.is_some_and(|(_, line)| line + self.tall(shared) <= bottom)
    }

    /// What the order is called.
    pub(in crate::tui) fn order(&self) -> Order {
        self.wanted.list.order
    }
}
