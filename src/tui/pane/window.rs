//! What keys do in a window.

use super::{
    Choice, Popup, Prompt, PromptKind, Rows, choose, pick::Subject, picture, reader, voices, web,
};
use crate::{
    library::cite::Cited,
    tui::{
        command::{Command, cmd},
        effect::Effect,
        model::Model,
        web::Ask,
    },
};
use std::sync::Arc;

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
        "window-arrange",
        "Quotes by speaker, or as they come",
        &["s"],
        |m, _| arrange(m),
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
        &["<esc>", "q", "h", "<left>", "<bs>", "?", "i"],
        |m, _| close(m),
    ),
];

/// What keys do on the map, before those of windows.
pub(super) static MAP: &[Command] = &[
    cmd(
        "map-left",
        "To the stories that point here",
        &["h", "<left>"],
        |m, _| turn(m, false),
    ),
    cmd(
        "map-right",
        "To the stories that it leads to",
        &["l", "<right>"],
        |m, _| turn(m, true),
    ),
    cmd(
        "map-centre",
        "Put the story in the middle",
        &["<space>", "c"],
        |m, _| centre(m),
    ),
];

fn turn(m: &mut Model, right: bool) -> Vec<Effect> {
    if let Some(Popup::Map(map)) = &mut m.popup {
        map.turn(right);
    }
    Vec::new()
}

fn centre(m: &mut Model) -> Vec<Effect> {
    match &m.popup {
        Some(Popup::Map(map)) => map
            .chosen()
            .map_or(Vec::new(), |id| web::ask(m, Ask::Map(id))),
        _ => Vec::new(),
    }
}

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
        Some(Popup::Map(map)) => map.step(by),
        Some(Popup::Picture(_)) => picture::step(m, by),
        Some(Popup::Hints(_)) | None => {}
    }
    Vec::new()
}

pub(super) fn take(m: &mut Model) -> Vec<Effect> {
    let choice = match &m.popup {
        Some(Popup::Pick(pick)) => pick.chosen().map(|r| r.choice.clone()),
        Some(Popup::Map(map)) => map.chosen().map(Choice::Story),
        _ => return close(m),
    };
    let Some(choice) = choice else {
        return Vec::new();
    };
    // The list of what somebody said is opened from that of the speakers, and closing it goes back there.
    if !matches!(choice, Choice::Person(_)) {
        m.popup = None;
    }
    choose(m, choice)
}

/// Lists quotes the other way.
fn arrange(m: &mut Model) -> Vec<Effect> {
    let of_quotes = |p: &Popup| matches!(p, Popup::Pick(p) if p.subject == Subject::Quotes);
    if let Some(Popup::Pick(pick)) = m.popup.take_if(|p| of_quotes(p)) {
        m.reader.by_speaker = !m.reader.by_speaker;
        let (title, rows) = reader::select::quote_rows(m);
        m.popup = Some(Popup::Pick(
            pick.with_rows(&title, Arc::new(Rows::of(rows))),
        ));
    }
    Vec::new()
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
            quote.map(|q| Cited::new(q, &shown.story.article).plain())
        }
        (Choice::Said(id, byte), _) => voices::cited(m, *id, *byte),
        _ => Some(row.text.trim().to_owned()),
    };
    reader::yank::copy(m, text, "what the cursor is on", "Nothing to copy.")
}

pub(super) fn close(m: &mut Model) -> Vec<Effect> {
    if let Some(Popup::Pick(pick)) = &mut m.popup {
        if let Some(parent) = pick.parent.take() {
            m.popup = Some(Popup::Pick(*parent));
            return Vec::new();
        }
        if pick.subject == Subject::Speakers {
            voices::stop(m);
        }
    }
    let trying = matches!(&m.popup, Some(Popup::Pick(p)) if matches!(p.chosen().map(|r| &r.choice), Some(Choice::Theme(_))));
    m.popup = None;
    m.reader.previewing = None;
    if trying {
        m.own_theme();
    }
    Vec::new()
}
