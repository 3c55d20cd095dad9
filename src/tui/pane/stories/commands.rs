//! What keys do in the story list.

use super::Sort;
use crate::tui::{
    command::{Argument, Command, cmd},
    effect::Effect,
    librarian::{Deed, Question},
    model::{Focus, Model},
    pane::{self, Choice, Pick, Popup, Prompt, PromptKind, Row, library},
};

/// The commands of the story list.
pub(in crate::tui) static COMMANDS: &[Command] = &[
    cmd("list-down", "Next story", &["j", "<down>"], |m, a| {
        step(m, a.distance())
    }),
    cmd("list-up", "Previous story", &["k", "<up>"], |m, a| {
        step(m, -a.distance())
    }),
    cmd("list-half-down", "Half a page down", &["<c-d>"], |m, a| {
        page(m, a, 1, 2)
    }),
    cmd("list-half-up", "Half a page up", &["<c-u>"], |m, a| {
        page(m, a, -1, 2)
    }),
    cmd(
        "list-page-down",
        "A page down",
        &["<space>", "<pgdn>", "<c-f>"],
        |m, a| page(m, a, 1, 1),
    ),
    cmd(
        "list-page-up",
        "A page up",
        &["b", "<pgup>", "<c-b>"],
        |m, a| page(m, a, -1, 1),
    ),
    cmd(
        "look",
        "Look at how the story begins",
        &["gk"],
        |m, _| match m.selected() {
            Some(entry) => pane::peek(m, entry),
            None => Vec::new(),
        },
    ),
    cmd("list-top", "First story", &["gg", "<home>"], |m, a| {
        row(m, a.times() - 1)
    }),
    cmd("list-bottom", "Last story", &["G", "<end>"], |m, a| {
        let last = m.list_len();
        row(m, a.count.map_or(last, |n| n.saturating_sub(1)))
    }),
    cmd(
        "open",
        "Read the story",
        &["<enter>", "l", "<right>"],
        |m, _| open(m),
    ),
    cmd(
        "list-filter",
        "Filter the list as you type",
        &["/"],
        |m, _| filter(m),
    ),
    cmd(
        "list-clear",
        "Take the filter away",
        &["<esc>", "h", "<bs>", "<left>"],
        |m, _| clear(m),
    ),
    cmd(
        "list-star",
        "Star, or take the star away",
        &["s"],
        |m, _| star(m),
    ),
    cmd("list-read", "Mark read or unread", &["r"], |m, _| {
        toggle_read(m)
    }),
    cmd("sort", "Sort the list", &["S"], sort),
    cmd("to-reader", "To the story", &["<tab>", "<c-w>"], |m, _| {
        to_reader(m)
    }),
];

fn step(m: &mut Model, by: isize) -> Vec<Effect> {
    m.list_step(by);
    Vec::new()
}

fn page(m: &mut Model, a: &Argument, way: isize, part: usize) -> Vec<Effect> {
    let stories = isize::try_from((m.list_page() / part).max(1)).unwrap_or(1);
    step(m, stories.saturating_mul(way).saturating_mul(a.distance()))
}

fn row(m: &mut Model, row: usize) -> Vec<Effect> {
    m.list_go_to(row);
    Vec::new()
}

fn open(m: &mut Model) -> Vec<Effect> {
    let Some(entry) = m.selected() else {
        return Vec::new();
    };
    pane::open(m, &entry, None)
}

fn filter(m: &mut Model) -> Vec<Effect> {
    let mut words = m.list_filter().to_owned();
    // What is typed next is no part of a field that stands there already.
    let last = words.rsplit(' ').next().unwrap_or_default();
    if last.contains(':') {
        words.push(' ');
    }
    library::query::begin(m);
    m.prompt = Some(Prompt::new(PromptKind::Filter, &words));
    m.arrange();
    Vec::new()
}

fn clear(m: &mut Model) -> Vec<Effect> {
    let reading = m.library.as_ref().is_some_and(|l| l.reading.is_some());
    if reading && m.list_filter().is_empty() {
        return vec![Effect::Library(Question::Stop)];
    }
    m.filter_list("", false);
    Vec::new()
}

fn star(m: &mut Model) -> Vec<Effect> {
    if m.library.is_some() {
        return library::deeds::act(m, Deed::Star);
    }
    let Some(entry) = m.selected() else {
        return Vec::new();
    };
    pane::toggle_star(m, entry.id)
}

fn toggle_read(m: &mut Model) -> Vec<Effect> {
    if m.library.is_some() {
        return library::deeds::act(m, Deed::Read);
    }
    let Some(entry) = m.selected() else {
        return Vec::new();
    };
    pane::toggle_read(m, entry.id)
}

/// Sorts by the order that the prompt names, or offers the orders to choose from.
fn sort(m: &mut Model, a: &Argument) -> Vec<Effect> {
    if m.library.is_some() {
        return library::sort(m, a);
    }
    let named = Sort::ALL
        .into_iter()
        .find(|s| !a.words.is_empty() && s.name().contains(a.words.as_str()));
    if let Some(sort) = named {
        return pane::choose(m, Choice::Sort(sort));
    }
    let row = |s: Sort| Row::new(s.name(), "", Choice::Sort(s));
    let now = Sort::ALL
        .iter()
        .position(|s| *s == m.stories.sort)
        .unwrap_or(0);
    let pick = Pick::new("Sort the list by", Sort::ALL.into_iter().map(row).collect()).on(now);
    m.popup = Some(Popup::Pick(pick));
    Vec::new()
}

fn to_reader(m: &mut Model) -> Vec<Effect> {
    if m.reader.shown.is_none() {
        return open(m);
    }
    m.focus(Focus::Reader);
    Vec::new()
}
