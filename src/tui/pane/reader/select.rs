//! Links and quotes selected one after another, by letter, or from a list.

use super::{
    Target,
    commands::{height, shown, to_list},
};
use crate::{
    article::BlockKind,
    tui::{
        cite,
        effect::Effect,
        model::Model,
        pane::{Choice, Hints, Pick, Popup, Row},
    },
};

/// Selects a link: the first on the screen, or the next one from there.
pub(super) fn link(m: &mut Model, by: isize) -> Vec<Effect> {
    let height = height(m);
    let Some(shown) = shown(m) else {
        return to_list(m);
    };
    if shown.targets.is_empty() {
        return to_list(m);
    }
    let count = shown.targets.len();
    let next = match shown.selected {
        Some(n) => n.checked_add_signed(by).filter(|n| *n < count),
        None if by > 0 => shown
            .targets
            .iter()
            .position(|t| t.span.start >= shown.place),
        None => shown
            .targets
            .iter()
            .rposition(|t| t.span.start < shown.seen),
    };
    shown.selected = next;
    shown.quote = None;
    if let Some(span) = shown.target().map(|t| t.span) {
        shown.reveal(span, height);
    } else {
        m.say("No further link. Tab begins again.");
    }
    Vec::new()
}

pub(super) fn hints(m: &mut Model) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let window = shown.window();
    let seen = |(_, t): &(usize, &Target)| t.span.meets(window);
    let targets: Vec<usize> = shown
        .targets
        .iter()
        .enumerate()
        .filter(seen)
        .map(|(n, _)| n)
        .collect();
    if targets.is_empty() {
        m.say("No link on the screen.");
    } else {
        m.popup = Some(Popup::Hints(Hints::new(targets)));
    }
    Vec::new()
}

pub(super) fn links(m: &mut Model) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let text = shown.story.article.text();
    let row = |(n, t): (usize, &Target)| {
        Row::new(t.span.of(text), &format!("{}", n + 1), Choice::Target(n))
    };
    let rows: Vec<Row> = shown.targets.iter().enumerate().map(row).collect();
    list(m, "Links", rows, 0, "This story has no links.")
}

pub(super) fn outline(m: &mut Model) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let article = &shown.story.article;
    let mut rows = Vec::new();
    let mut here = 0;
    for block in article.blocks() {
        let BlockKind::Heading(level) = block.kind else {
            continue;
        };
        if block.span.start <= shown.place {
            here = rows.len();
        }
        let indent = "  ".repeat(usize::from(level.saturating_sub(1)));
        let text = format!("{indent}{}", block.span.of(article.text()));
        rows.push(Row::new(&text, "", Choice::Place(block.span)));
    }
    list(m, "Outline", rows, here, "This story has no headings.")
}

pub(super) fn quotes(m: &mut Model) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let text = shown.story.article.text();
    let speech = shown
        .story
        .notes
        .quotes
        .iter()
        .enumerate()
        .filter(|(_, q)| q.kind.is_speech());
    let mut rows = Vec::new();
    let mut here = 0;
    for (n, quote) in speech {
        if quote.span.start <= shown.place || shown.quote == Some(n) {
            here = rows.len();
        }
        let who = cite::speaker(quote, text).unwrap_or_else(|| "—".to_owned());
        rows.push(Row::new(
            &format!("“{}”", quote.span.of(text)),
            &who,
            Choice::Quote(n),
        ));
    }
    list(m, "Quotes", rows, here, "Nobody is quoted in this story.")
}

fn list(m: &mut Model, title: &str, rows: Vec<Row>, here: usize, none: &str) -> Vec<Effect> {
    if rows.is_empty() {
        m.say(none);
    } else {
        m.popup = Some(Popup::Pick(Pick::new(title, rows).on(here)));
    }
    Vec::new()
}

/// Goes to the next speech, or the one before.
pub(super) fn quote(m: &mut Model, by: isize) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let quotes = &shown.notes().quotes;
    let speech: Vec<usize> = (0..quotes.len())
        .filter(|n| quotes.get(*n).is_some_and(|q| q.kind.is_speech()))
        .collect();
    let start = |n: &usize| quotes.get(*n).map_or(0, |q| q.span.start);
    let next = match shown.quote {
        Some(at) => speech
            .iter()
            .position(|n| *n == at)
            .and_then(|p| p.checked_add_signed(by)),
        None if by > 0 => speech.iter().position(|n| start(n) >= shown.place),
        None => speech.iter().rposition(|n| start(n) < shown.place),
    };
    match next.and_then(|n| speech.get(n)).copied() {
        Some(n) => go_to_quote(m, n),
        None => m.say(if by > 0 {
            "No further quote."
        } else {
            "No quote before this."
        }),
    }
    Vec::new()
}

/// Puts the cursor on a quote.
pub(in crate::tui) fn go_to_quote(m: &mut Model, n: usize) {
    let height = height(m);
    let Some(shown) = shown(m) else { return };
    let Some(span) = shown.notes().quotes.get(n).map(|q| q.span) else {
        return;
    };
    shown.selected = None;
    shown.reveal(span, height);
    shown.quote = Some(n);
}
