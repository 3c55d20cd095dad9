//! What keys do in a window.

use super::{Choice, Popup, Prompt, PromptKind, choose, reader};
use crate::tui::{
    command::{Command, cmd},
    effect::Effect,
    model::Model,
};

/// The commands of windows.
pub(super) static COMMANDS: &[Command] = &[
    cmd(
        "window-down",
        "Down",
        &["j", "<down>", "<tab>", "<c-n>"],
        |m, a| step(m, a.distance()),
    ),
    cmd(
        "window-up",
        "Up",
        &["k", "<up>", "<s-tab>", "<c-p>"],
        |m, a| step(m, -a.distance()),
    ),
    cmd(
        "window-page-down",
        "A page down",
        &["<space>", "<pgdn>", "<c-d>", "<c-f>"],
        |m, _| step(m, 10),
    ),
    cmd(
        "window-page-up",
        "A page up",
        &["b", "<pgup>", "<c-u>", "<c-b>"],
        |m, _| step(m, -10),
    ),
    cmd("window-top", "First", &["gg", "<home>"], |m, _| {
        step(m, isize::MIN / 2)
    }),
    cmd("window-bottom", "Last", &["G", "<end>"], |m, _| {
        step(m, isize::MAX / 2)
    }),
    cmd(
        "window-choose",
        "Take what the cursor is on",
        &["<enter>", "l", "<right>"],
        |m, _| take(m),
    ),
    cmd(
        "window-filter",
        "Leave what has these words",
        &["/"],
        |m, _| filter(m),
    ),
    cmd(
        "window-copy",
        "Copy what the cursor is on",
        &["y"],
        |m, _| copy(m),
    ),
    cmd(
        "window-close",
        "Close",
        &["<esc>", "q", "h", "<left>", "<bs>", "?"],
        |m, _| close(m),
    ),
];

fn step(m: &mut Model, by: isize) -> Vec<Effect> {
    let screen = m.shared.areas.screen;
    match &mut m.popup {
        Some(Popup::Help(help)) => help.step(by, screen),
        Some(Popup::Pick(pick)) => {
            pick.step(by);
            if let Some(Choice::Theme(name)) = pick.chosen().map(|r| r.choice.clone()) {
                m.try_theme(&name);
            }
        }
        Some(Popup::Hints(_)) | None => {}
    }
    Vec::new()
}

fn take(m: &mut Model) -> Vec<Effect> {
    let choice = match &m.popup {
        Some(Popup::Pick(pick)) => pick.chosen().map(|r| r.choice.clone()),
        _ => return close(m),
    };
    match choice {
        Some(choice) => {
            m.popup = None;
            choose(m, choice)
        }
        None => Vec::new(),
    }
}

fn filter(m: &mut Model) -> Vec<Effect> {
    if let Some(Popup::Pick(pick)) = &m.popup {
        m.prompt = Some(Prompt::new(PromptKind::Narrow, &pick.filter));
        m.arrange();
    }
    Vec::new()
}

fn copy(m: &mut Model) -> Vec<Effect> {
    let Some(Popup::Pick(pick)) = &m.popup else {
        return Vec::new();
    };
    let Some(row) = pick.chosen().cloned() else {
        return Vec::new();
    };
    let text = match (&row.choice, &m.reader.shown) {
        (Choice::Quote(n), Some(shown)) => {
            let quote = shown.notes().quotes.get(*n);
            quote.map(|q| crate::tui::cite::quote(q, &shown.story.article))
        }
        _ => Some(row.text.trim().to_owned()),
    };
    reader::yank::copy(m, text, "what the cursor is on", "Nothing to copy.")
}

fn close(m: &mut Model) -> Vec<Effect> {
    let trying = matches!(&m.popup, Some(Popup::Pick(p)) if matches!(p.chosen().map(|r| &r.choice), Some(Choice::Theme(_))));
    m.popup = None;
    m.reader.previewing = None;
    if trying {
        m.own_theme();
    }
    Vec::new()
}
