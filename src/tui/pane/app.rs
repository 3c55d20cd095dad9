//! What keys do everywhere, and what choosing something does.

use super::{
    Choice, Help, Pick, Popup, Prompt, PromptKind, Row,
    hints::Typed,
    library, outside,
    reader::{select, yank},
    ruling, voices,
};
use crate::tui::{
    command::{Argument, Command, Scope, cmd},
    effect::Effect,
    librarian::Question,
    model::{Focus, Model, Quit},
    themes,
};
use crossterm::event::{KeyCode, KeyEvent};

/// The commands that hold everywhere.
pub(super) static COMMANDS: &[Command] = &[
    cmd("quit", "Quit", &["q", "<c-c>", "ZZ"], |m, _| {
        m.end(Quit::Wanted)
    }),
    cmd("help", "Show the keys", &["?", "<f1>"], |m, _| help(m)),
    cmd("command", "Type a command", &[":"], |m, _| command(m)),
    cmd(
        "history-back",
        "Back to where a link was followed",
        &["<c-o>", "<a-left>"],
        |m, _| m.walk(true),
    ),
    cmd(
        "history-forward",
        "Forward again",
        &["<c-i>", "<a-right>"],
        |m, _| m.walk(false),
    ),
    cmd(
        "speakers",
        "List who is quoted in all the stories",
        &["gs"],
        |m, _| voices::speakers(m),
    ),
    cmd(
        "file-outside",
        "Open the story's file, or a PDF given, outside",
        &["gO"],
        |m, _| outside::file(m),
    ),
    cmd("theme", "Choose how things look", &["T"], |m, a| {
        theme(m, a)
    }),
    cmd("narrower", "Shorter lines", &["<"], |m, a| {
        measure(m, -2 * i32::try_from(a.times()).unwrap_or(1))
    }),
    cmd("wider", "Longer lines", &[">"], |m, a| {
        measure(m, 2 * i32::try_from(a.times()).unwrap_or(1))
    }),
    cmd("justify", "Even or ragged right edge", &["gj"], |m, _| {
        justify(m)
    }),
    cmd("undo", "Undo what was done to stories", &["gu"], |m, _| {
        m.undo(true)
    }),
    cmd("redo", "Do again what was undone", &["gU"], |m, _| {
        m.undo(false)
    }),
    cmd("zen", "Nothing but the story", &["z"], |m, _| zen(m)),
    cmd("redraw", "Draw the screen again", &["<c-l>"], |_, _| {
        vec![Effect::Redraw]
    }),
    cmd("suspend", "Suspend; fg goes on", &["<c-z>"], |_, _| {
        vec![Effect::Suspend]
    }),
    #[cfg(debug_assertions)]
    cmd(
        "debug-panic",
        "Fail inside the screen's thread",
        &[],
        |_, _| fail(),
    ),
    #[cfg(debug_assertions)]
    cmd("debug-worker-panic", "Fail inside a worker", &[], |_, _| {
        vec![Effect::Fail]
    }),
];

#[cfg(debug_assertions)]
#[expect(
    clippy::panic,
    reason = "tests see to it that the terminal comes back even so"
)]
fn fail() -> Vec<Effect> {
    panic!("asked for")
}

fn help(m: &mut Model) -> Vec<Effect> {
    let scope = m.scopes().first().copied().unwrap_or(Scope::Any);
    let first = if scope == Scope::Popup {
        Scope::Reader
    } else {
        scope
    };
    let words = m
        .library
        .as_ref()
        .map_or(&[][..], |_| library::query::WORDS);
    m.popup = Some(Popup::Help(Help::new(
        first,
        super::TABLES,
        m.keymap(),
        words,
    )));
    Vec::new()
}

fn command(m: &mut Model) -> Vec<Effect> {
    m.prompt = Some(Prompt::new(PromptKind::Command, ""));
    m.arrange();
    Vec::new()
}

/// Takes the theme that the prompt names, or offers them.
fn theme(m: &mut Model, a: &Argument) -> Vec<Effect> {
    let names = themes::names(&m.shared.config);
    if a.words.is_empty() {
        let now = names.iter().position(|n| **n == *m.shared.theme.name);
        let row = |name: &String| Row::new(name, "", Choice::Theme(name.clone()));
        let pick = Pick::new("Themes", names.iter().map(row).collect());
        m.popup = Some(Popup::Pick(pick.on(now.unwrap_or(0))));
        return Vec::new();
    }
    if names.contains(&a.words) || a.words == themes::AUTO {
        return choose(m, Choice::Theme(a.words.clone()));
    }
    m.say_error(&format!("no theme is named \"{}\"", a.words));
    Vec::new()
}

/// Narrowest and widest measure, in cells.
const MEASURES: std::ops::RangeInclusive<i32> = 30..=120;

fn measure(m: &mut Model, by: i32) -> Vec<Effect> {
    let wanted =
        (i32::from(m.shared.options.measure) + by).clamp(*MEASURES.start(), *MEASURES.end());
    m.shared.options.measure = u16::try_from(wanted).unwrap_or(m.shared.options.measure);
    m.arrange();
    m.say(&format!("{wanted} columns"));
    Vec::new()
}

fn justify(m: &mut Model) -> Vec<Effect> {
    m.shared.options.justify = !m.shared.options.justify;
    m.arrange();
    m.say(if m.shared.options.justify {
        "Justified, where lines are long enough."
    } else {
        "Ragged right."
    });
    Vec::new()
}

fn zen(m: &mut Model) -> Vec<Effect> {
    m.zen = !m.zen;
    if m.zen && m.focus == Focus::List && m.reader.shown.is_some() {
        m.focus = Focus::Reader;
    }
    m.arrange();
    Vec::new()
}

/// Does what was chosen.
pub(in crate::tui) fn choose(m: &mut Model, choice: Choice) -> Vec<Effect> {
    let height = usize::from(m.reader.height);
    match choice {
        Choice::Place(span) => {
            if let Some(shown) = m.reader.shown.as_mut() {
                shown.go_to(span.start, height);
            }
        }
        Choice::Quote(n) => select::go_to_quote(m, n),
        Choice::Target(n) => {
            if let Some(shown) = m.reader.shown.as_mut()
                && let Some(span) = shown.targets.get(n).map(|t| t.span)
            {
                shown.selected = Some(n);
                shown.reveal(span, height);
            }
        }
        Choice::Story(id) => return m.go(id, None),
        Choice::At(id, place) => return m.go(id, place.map(|p| (p, 0))),
        Choice::Rule(n, says) => return ruling::rule(m, n, says),
        Choice::Correct(n) => return ruling::correct(m, Some(n + 1)),
        Choice::RuleOther(n) => return ruling::other(m, n),
        Choice::Person(who) => return voices::person(m, who),
        Choice::Said(id, byte) => return voices::go(m, id, byte),
        Choice::Search(words) => return search(m, &words),
        Choice::Browse(what) => {
            let with = m.shared.config.opener.clone();
            return vec![Effect::Browse { with, what }];
        }
        Choice::Copy(text) => return yank::copy(m, Some(text), "it", ""),
        Choice::Theme(name) => {
            m.shared.config.theme = name;
            m.own_theme();
        }
        Choice::Sort(sort) => {
            m.stories.sort = sort;
            m.stories.refresh(&m.shared);
            m.say(&format!("Sorted by {}.", sort.name()));
        }
        Choice::Order(order) => library::order(m, order),
        Choice::Group(group) => library::grouped(m, group),
        Choice::List(query, order) => return library::choose(m, &query, order),
        Choice::Delete(entries) => {
            if let Some(library) = &mut m.library {
                library.changed();
            }
            return vec![Effect::Library(Question::Delete(entries))];
        }
        Choice::Close => {}
    }
    Vec::new()
}

/// Filters the list by the telling words of a title.
fn search(m: &mut Model, words: &str) -> Vec<Effect> {
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let long = words
        .split_whitespace()
        .map(bare)
        .filter(|w| w.chars().count() > 4);
    let told: Vec<String> = long.take(2).collect();
    m.alone = false;
    m.filter_list(&told.join(" "), false);
    m.focus(Focus::List);
    m.prompt = Some(Prompt::new(PromptKind::Filter, m.list_filter()));
    m.arrange();
    Vec::new()
}

/// A key while letters stand over the links.
pub(in crate::tui) fn hint_key(m: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(Popup::Hints(hints)) = &mut m.popup else {
        return Vec::new();
    };
    let typed = match key.code {
        KeyCode::Char(c) => hints.type_letter(c),
        _ => Typed::Nothing,
    };
    match typed {
        Typed::More => Vec::new(),
        Typed::Nothing => {
            m.popup = None;
            Vec::new()
        }
        Typed::Target(n) => {
            m.popup = None;
            super::follow(m, Some(n + 1))
        }
    }
}
