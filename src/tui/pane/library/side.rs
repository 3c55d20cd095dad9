//! The lists of a library at its side, with the number of their stories: those that every library has, the searches that were
//! kept, the tags.

use super::commands::{LISTS, choose};
use crate::{
    library::store::Order,
    text::{Clean, cells, ellipsis, width},
    theme::Role,
    tui::{
        areas::SIDE,
        command::{Command, cmd},
        draw::{self, put},
        effect::Effect,
        librarian::{Count, Question, Shelf},
        model::{Model, Shared},
        pane::{Prompt, PromptKind, Scroll},
    },
};
use ratatui::buffer::Buffer;

/// The lists at the side.
#[derive(Debug)]
pub(in crate::tui) struct Side {
    rows: Vec<Row>,
    at: Scroll,
    stand: Stand,
    /// Its numbers are not what they were.
    stale: bool,
    /// New ones were asked for.
    asked: bool,
}

/// How the lists at the side stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// They are seen, where there is room.
    Shown,
    /// They have the keys.
    Focused,
    /// The reader does not want them.
    Hidden,
}

/// A list, or a heading above some.
#[derive(Debug)]
struct Row {
    name: Clean,
    /// Stories in it; `None` for a heading, and while they are not counted.
    stories: Option<Count>,
    /// The search that it is, and its order; `None` for a heading.
    list: Option<(Clean, Order)>,
    /// The reader kept it, and may forget it.
    own: bool,
}

impl Row {
    fn heading(name: &str) -> Self {
        Self {
            name: Clean::line(name),
            stories: None,
            list: None,
            own: false,
        }
    }

    fn list(name: &Clean, query: &str, order: Order, stories: Option<Count>) -> Self {
        Self {
            name: name.clone(),
            stories,
            list: Some((Clean::line(query), order)),
            own: false,
        }
    }
}

impl Default for Side {
    fn default() -> Self {
        let lists = LISTS.iter();
        let rows =
            lists.map(|(name, query, order)| Row::list(&Clean::line(name), query, *order, None));
        Self {
            rows: rows.collect(),
            at: Scroll::default(),
            stand: Stand::Shown,
            stale: true,
            asked: false,
        }
    }
}

impl Side {
    /// Columns that it wants.
    pub(in crate::tui) fn columns(&self) -> u16 {
        if self.stand == Stand::Hidden { 0 } else { SIDE }
    }

    /// Whether it has the keys.
    pub(in crate::tui) fn is_focused(&self) -> bool {
        self.stand == Stand::Focused
    }

    /// It is not seen until it is wanted.
    pub(in crate::tui) fn put_away(&mut self) {
        self.stand = Stand::Hidden;
    }

    /// Gives the keys away.
    pub(in crate::tui) fn leave(&mut self) {
        if self.stand == Stand::Focused {
            self.stand = Stand::Shown;
        }
    }

    /// The numbers have changed.
    pub(in crate::tui) fn again(&mut self) {
        self.stale = true;
    }

    /// What has to be asked for, where it is seen.
    pub(super) fn settle(&mut self, shared: &Shared) -> Option<Effect> {
        let asks = self.stale && !self.asked && !shared.areas.side.is_empty();
        if !asks {
            return None;
        }
        (self.stale, self.asked) = (false, true);
        let lists = LISTS.iter().map(|(_, query, _)| *query).collect();
        Some(Effect::Library(Question::Shelf(lists)))
    }

    /// Takes in the numbers; the cursor stays on its list.
    pub(in crate::tui) fn took(&mut self, shelf: &Shelf) {
        self.asked = false;
        let on = self.rows.get(self.at.cursor).and_then(|r| r.list.clone());
        let mut rows = Vec::new();
        for (n, (name, query, order)) in LISTS.iter().enumerate() {
            let stories = shelf.lists.get(n).copied();
            rows.push(Row::list(&Clean::line(name), query, *order, stories));
        }
        if !shelf.kept.is_empty() {
            rows.push(Row::heading("Yours"));
        }
        for (name, query, stories) in &shelf.kept {
            let row = Row::list(name, query, Order::Date, Some(*stories));
            rows.push(Row { own: true, ..row });
        }
        if !shelf.tags.is_empty() {
            rows.push(Row::heading("Tags"));
        }
        for (tag, stories) in &shelf.tags {
            let query = format!("tag:\"{}\"", tag.replace('"', " "));
            rows.push(Row::list(tag, &query, Order::Date, Some(*stories)));
        }
        self.rows = rows;
        let there = self
            .rows
            .iter()
            .position(|r| r.list.is_some() && r.list == on);
        self.at.cursor = there.unwrap_or(0);
    }

    /// Puts the cursor on the list of this query.
    fn find(&mut self, query: &str) {
        let is_it = |r: &Row| r.list.as_ref().is_some_and(|(q, _)| &**q == query);
        if let Some(row) = self.rows.iter().position(is_it) {
            self.at.cursor = row;
        }
    }

    /// Moves the cursor by lists, past headings, not past the ends.
    fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let to = self.at.cursor.saturating_add_signed(by).min(last);
        let is_list = |n: &usize| self.rows.get(*n).is_some_and(|r| r.list.is_some());
        let on = if by < 0 {
            (0..=to).rev().find(is_list)
        } else {
            (to..=last).find(is_list)
        };
        self.at.cursor = on.unwrap_or(self.at.cursor);
    }

    /// Scrolls so that the cursor is seen.
    pub(super) fn keep_in_view(&mut self, shared: &Shared) {
        let page = usize::from(shared.areas.side.height).saturating_sub(1);
        self.at.keep_in_view(self.rows.len(), page.max(1));
    }

    /// Puts the cursor on the list so many rows below the top; whether there is one.
    fn aim(&mut self, below: u16) -> bool {
        let row = usize::from(below).checked_sub(1).map(|n| n + self.at.top);
        let list = row.filter(|n| self.rows.get(*n).is_some_and(|r| r.list.is_some()));
        self.at.cursor = list.unwrap_or(self.at.cursor);
        list.is_some()
    }

    /// Draws it; `query` is the list that is shown.
    pub(super) fn view(&self, shared: &Shared, focused: bool, query: &str, buf: &mut Buffer) {
        let area = shared.areas.side;
        if area.is_empty() {
            return;
        }
        let theme = &shared.theme;
        let focused = focused && self.is_focused();
        let title = theme.style(if focused { Role::PaneTitle } else { Role::Dim });
        put(buf, area.x + 1, area.y, area.right(), "Lists", title);
        let seen = self.rows.iter().enumerate().skip(self.at.top);
        for ((n, row), y) in seen.zip(area.y + 1..area.bottom()) {
            let line = ratatui::layout::Rect {
                y,
                height: 1,
                ..area
            };
            let shown = row.list.as_ref().is_some_and(|(q, _)| &**q == query);
            let base = match (n == self.at.cursor && focused, shown) {
                (true, _) => theme.style(Role::Selection),
                (false, true) => theme.style(Role::SelectionQuiet),
                (false, false) => ratatui::style::Style::new(),
            };
            draw::fill(buf, line, base);
            let number = row.stories.map(numbers).unwrap_or_default();
            let x = area.right().saturating_sub(cells(width(&number)) + 1);
            let role = match (&row.list, row.stories) {
                (None, _) => Role::Accent,
                (Some(_), Some(Count { stories: 0, .. })) => Role::Dim,
                (Some(_), _) => Role::Body,
            };
            let indent = if row.list.is_some() { 2 } else { 1 };
            let room = usize::from(x.saturating_sub(area.x + indent + 1));
            let name = ellipsis(&row.name, room);
            let style = theme.style(role).patch(base);
            put(buf, area.x + indent, y, x, &name, style);
            let style = theme.style(Role::ListMeta).patch(base);
            put(buf, x, y, area.right(), &number, style);
        }
    }
}

/// "3/12": unread and all; the number alone where none is unread, or all are.
fn numbers(count: Count) -> String {
    let Count { stories, unread } = count;
    if unread == 0 || unread == stories {
        stories.to_string()
    } else {
        format!("{unread}/{stories}")
    }
}

/// What keys do in it.
pub(in crate::tui) static COMMANDS: &[Command] = &[
    cmd("side-down", "Next list", &["j", "<down>"], |m, a| {
        step(m, a.distance())
    }),
    cmd("side-up", "Previous list", &["k", "<up>"], |m, a| {
        step(m, -a.distance())
    }),
    cmd("side-top", "First list", &["gg", "<home>"], |m, _| {
        step(m, isize::MIN / 2)
    }),
    cmd("side-bottom", "Last list", &["G", "<end>"], |m, _| {
        step(m, isize::MAX / 2)
    }),
    cmd(
        "side-leave",
        "To its stories",
        &[
            "<enter>", "l", "<right>", "<tab>", "<esc>", "h", "<left>", "\\",
        ],
        |m, _| leave(m),
    ),
    cmd(
        "side-rename",
        "Rename a search that you kept",
        &["r"],
        |m, _| rename(m),
    ),
    cmd(
        "side-forget",
        "Forget a search that you kept",
        &["d", "<del>"],
        |m, _| forget(m),
    ),
];

/// Gives the keys to the lists at the side; whether they are on the screen.
pub(super) fn enter(m: &mut Model) -> bool {
    if m.shared.areas.side.is_empty() {
        return false;
    }
    m.focus(crate::tui::model::Focus::List);
    let Some(library) = &mut m.library else {
        return false;
    };
    library.side.stand = Stand::Focused;
    library.side.find(&library.wanted.query);
    library.side.keep_in_view(&m.shared);
    true
}

/// Shows the lists at the side, or puts them away.
pub(super) fn toggle(m: &mut Model) -> Vec<Effect> {
    let Some(library) = &mut m.library else {
        return Vec::new();
    };
    let hidden = library.side.stand != Stand::Hidden;
    library.side.stand = if hidden { Stand::Hidden } else { Stand::Shown };
    m.arrange();
    match (hidden, m.shared.areas.side.is_empty()) {
        (true, _) => m.say("The lists are put away; they are in a window now."),
        (false, true) => m.say("The lists stand at the side of a wider screen."),
        (false, false) => {}
    }
    vec![Effect::Library(Question::Hide(hidden))]
}

/// The name of the search under the cursor, where the reader kept it.
fn own(m: &Model) -> Option<Clean> {
    let side = m.library.as_ref().map(|l| &l.side);
    let row = side.and_then(|s| s.rows.get(s.at.cursor));
    row.filter(|r| r.own).map(|r| r.name.clone())
}

/// The name under which the reader kept the search that is shown: of several the one under the cursor.
pub(super) fn shown(m: &Model) -> Option<Clean> {
    let library = m.library.as_ref()?;
    let is_it = |r: &&Row| {
        let query = r.list.as_ref().map(|(query, _)| &**query);
        r.own && query == Some(library.wanted.query.as_str())
    };
    let under = library.side.rows.get(library.side.at.cursor);
    let row = under.filter(is_it).or(library.side.rows.iter().find(is_it));
    row.map(|r| r.name.clone())
}

fn rename(m: &mut Model) -> Vec<Effect> {
    let Some(name) = own(m) else {
        m.say("Only a search that you kept can be renamed.");
        return Vec::new();
    };
    let line = format!("rename-list {name}");
    m.prompt = Some(Prompt::new(PromptKind::Command, &line));
    m.arrange();
    Vec::new()
}

fn step(m: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(library) = &mut m.library {
        library.side.step(by);
        library.side.keep_in_view(&m.shared);
    }
    show(m)
}

/// Shows the stories of the list under the cursor.
fn show(m: &mut Model) -> Vec<Effect> {
    let Some(library) = &m.library else {
        return Vec::new();
    };
    let stand = library.side.stand;
    let row = library.side.rows.get(library.side.at.cursor);
    let Some((query, order)) = row.and_then(|r| r.list.clone()) else {
        return Vec::new();
    };
    let effects = choose(m, &query, order);
    if let Some(library) = &mut m.library {
        library.side.stand = stand;
    }
    effects
}

fn leave(m: &mut Model) -> Vec<Effect> {
    if let Some(library) = &mut m.library {
        library.side.leave();
    }
    Vec::new()
}

fn forget(m: &mut Model) -> Vec<Effect> {
    let Some(name) = own(m) else {
        m.say("Only a search that you kept can be forgotten.");
        return Vec::new();
    };
    m.say("That list is forgotten.");
    vec![Effect::Library(Question::Keep(
        name.to_string(),
        String::new(),
    ))]
}

/// A click on the lists at the side, so many rows below their top.
pub(in crate::tui) fn click(m: &mut Model, below: u16) -> Vec<Effect> {
    let Some(library) = &mut m.library else {
        return Vec::new();
    };
    if library.side.aim(below) {
        return show(m);
    }
    Vec::new()
}

/// The wheel over the lists at the side.
pub(in crate::tui) fn wheel(m: &mut Model, by: isize) {
    if let Some(library) = &mut m.library {
        let most = library.side.rows.len().saturating_sub(1);
        let top = library.side.at.top.saturating_add_signed(by).min(most);
        library.side.at.top = top;
    }
}
