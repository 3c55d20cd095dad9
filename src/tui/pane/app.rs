//! What keys do everywhere, the prompt, the mouse, and what choosing something does.

use super::{
    Choice, Edit, Help, Pick, Popup, Prompt, PromptKind, Row,
    hints::Typed,
    library, outside,
    reader::{Search, commands as reader, select, yank},
    ruling, voices,
};
use crate::{
    config::Config,
    tui::{
        command::{Argument, Command, Scope, cmd},
        effect::Effect,
        librarian::Question,
        model::{Focus, Model, Quit},
        themes,
    },
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
    m.popup = Some(Popup::Help(Help::new(first, super::TABLES, m.keymap())));
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
        Choice::Person(who) => voices::person(m, who),
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
            m.say(&format!("Sorted {}.", sort.name()));
        }
        Choice::Order(order) => library::order(m, order),
        Choice::Group(group) => library::grouped(m, group),
        Choice::List(query, order) => return library::choose(m, &query, order),
        Choice::Delete(row) => {
            return vec![Effect::Library(Question::Delete(row.entry.clone()))];
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

/// A key while the prompt is open.
pub(in crate::tui) fn prompt_key(m: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(prompt) = m.prompt.as_mut() else {
        return Vec::new();
    };
    let kind = prompt.kind;
    match prompt.key(key) {
        Edit::Changed => return prompt_changed(m),
        Edit::Nothing => {}
        Edit::Complete => match kind {
            PromptKind::Command => {
                let names = completions(&m.shared.config, m.library.is_some());
                prompt.complete(&names);
                return prompt_changed(m);
            }
            PromptKind::Tag => prompt.complete(&m.tags),
            PromptKind::Filter | PromptKind::Narrow | PromptKind::Find => {}
        },
        Edit::Cancelled => {
            m.prompt = None;
            m.arrange();
            match kind {
                PromptKind::Filter => {
                    m.filter_list("", false);
                }
                PromptKind::Narrow => narrow(m, ""),
                PromptKind::Command => try_named_theme(m, ""),
                PromptKind::Find | PromptKind::Tag => {}
            }
        }
        Edit::Done => {
            let words = prompt.words().to_owned();
            m.prompt = None;
            m.arrange();
            return done(m, kind, &words);
        }
    }
    Vec::new()
}

/// Words of the prompt changed: lists follow as one types.
pub(in crate::tui) fn prompt_changed(m: &mut Model) -> Vec<Effect> {
    let Some((kind, words)) = m.prompt.as_ref().map(|p| (p.kind, p.words().to_owned())) else {
        return Vec::new();
    };
    match kind {
        PromptKind::Filter => {
            m.filter_list(&words, true);
        }
        PromptKind::Narrow => narrow(m, &words),
        PromptKind::Find => {
            if let Some(shown) = m.reader.shown.as_mut() {
                shown.search = Search::new(&words);
            }
        }
        PromptKind::Command => try_named_theme(m, &words),
        PromptKind::Tag => {}
    }
    Vec::new()
}

/// Shows the theme that the command line names so far; the chosen one where it names none.
fn try_named_theme(m: &mut Model, line: &str) {
    let names = themes::names(&m.shared.config);
    let named = line.strip_prefix("theme ").map(str::trim);
    match names.iter().find(|n| Some(n.as_str()) == named) {
        Some(name) if *name != *m.shared.theme.name => m.try_theme(name),
        None if !m.has_own_theme() => m.own_theme(),
        Some(_) | None => {}
    }
}

fn narrow(m: &mut Model, words: &str) {
    if let Some(Popup::Pick(pick)) = &mut m.popup {
        pick.narrow(words);
    }
}

fn done(m: &mut Model, kind: PromptKind, words: &str) -> Vec<Effect> {
    match kind {
        PromptKind::Narrow => Vec::new(),
        PromptKind::Filter => {
            m.filter_list(words, false);
            Vec::new()
        }
        PromptKind::Find => {
            if let Some(shown) = m.reader.shown.as_mut() {
                shown.search = Search::new(words);
            }
            reader::hit(m, true)
        }
        PromptKind::Command => run_named(m, words),
        PromptKind::Tag => library::tag(m, words),
    }
}

/// Every command's name once, and the themes.
fn completions(config: &Config, library: bool) -> Vec<String> {
    let mut names: Vec<String> = commands(library).map(|c| c.name.to_owned()).collect();
    names.extend(
        themes::names(config)
            .iter()
            .map(|name| format!("theme {name}")),
    );
    names.sort();
    names
}

/// The commands that make sense: those of a library only where there is one.
fn commands(library: bool) -> impl Iterator<Item = &'static Command> {
    let tables = super::TABLES.iter();
    let sensible =
        tables.filter(move |(scope, _)| library || !matches!(scope, Scope::Library | Scope::Side));
    sensible.flat_map(|(_, table)| table.iter())
}

/// Runs the command of a typed line: its name, or as much of it as only one command has, then words for it. A
/// number goes to so many per cent.
fn run_named(m: &mut Model, line: &str) -> Vec<Effect> {
    let (name, words) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    let count = words.trim().parse().ok();
    let argument = Argument {
        count,
        words: words.trim().to_owned(),
    };
    if name.is_empty() {
        return Vec::new();
    }
    let library = m.library.is_some();
    let all = || commands(library);
    let (name, argument) = match name.parse() {
        Ok(percent) => (
            "percent",
            Argument {
                count: Some(percent),
                ..argument
            },
        ),
        Err(_) => (name, argument),
    };
    let short = [
        ("q", "quit"),
        ("qa", "quit"),
        ("wq", "quit"),
        ("x", "quit"),
        ("h", "help"),
    ];
    let name = short
        .iter()
        .find(|(s, _)| *s == name)
        .map_or(name, |(_, n)| n);
    let exact = all().find(|c| c.name == name);
    let mut beginning = all().filter(|c| c.name.starts_with(name));
    let only = match (beginning.next(), beginning.next()) {
        (Some(command), None) => Some(command),
        _ => None,
    };
    if let Some(command) = exact.or(only) {
        m.run(command, &argument)
    } else {
        m.say_error(&format!(
            "no command is named \"{name}\"; Tab completes, ? shows all"
        ));
        Vec::new()
    }
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
