//! What is typed in the line at the foot of the screen, and what comes of it: searches, tags, commands by name.

use super::{
    Edit, Popup, PromptKind, library,
    reader::{Search, commands as reader},
};
use crate::{
    config::Config,
    library::search::odd,
    tui::{
        command::{Argument, Command, Scope},
        effect::Effect,
        model::Model,
        themes,
    },
};
use crossterm::event::KeyEvent;

/// A key while the prompt is open.
pub(in crate::tui) fn prompt_key(m: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(prompt) = m.prompt.as_mut() else {
        return Vec::new();
    };
    let kind = prompt.kind;
    match prompt.key(key) {
        Edit::Changed => {
            m.names.want(true);
            return prompt_changed(m);
        }
        Edit::Nothing => {}
        Edit::Complete => return complete(m),
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

/// Puts what the last word of the prompt may become in its place.
pub(in crate::tui) fn complete(m: &mut Model) -> Vec<Effect> {
    let Some(prompt) = m.prompt.as_mut() else {
        return Vec::new();
    };
    let library = m.library.is_some();
    let (from, ends) = match prompt.kind {
        PromptKind::Command => {
            prompt.complete(&completions(&m.shared.config, library));
            return prompt_changed(m);
        }
        PromptKind::Tag => library::deeds::completions(prompt.typed(), &m.names.tags),
        PromptKind::Filter if library => library::query::completions(prompt.typed(), &m.names),
        PromptKind::Filter | PromptKind::Narrow | PromptKind::Find => return Vec::new(),
    };
    m.names.want(!ends.is_empty());
    if ends.is_empty() {
        return Vec::new();
    }
    prompt.complete_end(from, &ends);
    prompt_changed(m)
}

/// Words of the prompt changed: lists follow as one types.
pub(in crate::tui) fn prompt_changed(m: &mut Model) -> Vec<Effect> {
    let Some((kind, words)) = m.prompt.as_ref().map(|p| (p.kind, p.words().to_owned())) else {
        return Vec::new();
    };
    match kind {
        PromptKind::Filter => {
            m.filter_list(&words, true);
            if m.library.is_some() {
                return library::query::typed(m, &words);
            }
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
            if let Some(odd) = odd(words, false).filter(|_| m.library.is_some()) {
                m.say_error(&odd);
            }
            Vec::new()
        }
        PromptKind::Find => {
            if let Some(shown) = m.reader.shown.as_mut() {
                shown.search = Search::new(words);
            }
            reader::hit(m, true)
        }
        PromptKind::Command => run_named(m, words),
        PromptKind::Tag => library::deeds::tag(m, words),
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
