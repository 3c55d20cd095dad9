//! Links and quotes selected one after another, by letter, or from a list.

use super::{
    Shown, Target,
    commands::{height, shown, to_list},
};
use crate::{
    annotate::Quote,
    article::BlockKind,
    library::cite,
    tui::{
        effect::Effect,
        model::Model,
        pane::{self, Choice, Hints, Pick, Popup, Row, Subject},
    },
};
use std::collections::HashMap;

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
    if let Some(shown) = m.reader.shown.as_mut() {
        pane::look_up(&m.shared, shown, |_| true);
    }
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let text = shown.story.article.text();
    let row = |(n, t): (usize, &Target)| {
        let leads = pane::leads(m, shown, t).unwrap_or_default();
        Row::new(t.span.of(text), &format!("{}", n + 1), Choice::Target(n)).noted(&leads)
    };
    let rows: Vec<Row> = shown.targets.iter().enumerate().map(row).collect();
    if rows.is_empty() {
        m.say("This story has no links.");
    } else {
        let pick = Pick::new("Links", rows).about(Subject::Links);
        m.popup = Some(Popup::Pick(pick));
    }
    Vec::new()
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
    let (title, rows) = quote_rows(m);
    let Some(shown) = m.reader.shown.as_ref().filter(|_| !rows.is_empty()) else {
        m.say("Nobody is quoted in this story.");
        return Vec::new();
    };
    let quotes = &shown.notes().quotes;
    let speech = || {
        quotes
            .iter()
            .enumerate()
            .filter(|(_, q)| q.kind.is_speech())
    };
    let before = speech().take_while(|(_, q)| q.span.start <= shown.place);
    let here = shown.quote.or(before.last().map(|(n, _)| n));
    let here = here.or(speech().next().map(|(n, _)| n)).unwrap_or(0);
    let pick = Pick::new(&title, rows).about(Subject::Quotes);
    m.popup = Some(Popup::Pick(pick.on_choice(&Choice::Quote(here))));
    Vec::new()
}

/// The quotes of the story on show: as they come, or by speaker, in the order in which these first speak.
pub(in crate::tui) fn quote_rows(m: &Model) -> (String, Vec<Row>) {
    let Some(shown) = m.reader.shown.as_ref() else {
        return (String::new(), Vec::new());
    };
    let speech = || {
        let quotes = shown.notes().quotes.iter().enumerate();
        quotes.filter(|(_, q)| q.kind.is_speech())
    };
    let count = speech().count();
    if !m.reader.by_speaker {
        let rows = speech().map(|(n, q)| quote_row(shown, n, q, true));
        return (format!("Quotes: {count}, as they come"), rows.collect());
    }
    let text = shown.story.article.text();
    let mut by_name: Vec<(String, Vec<Row>)> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (n, quote) in speech() {
        let who = who(quote, text);
        let number = *numbers.entry(who.clone()).or_insert_with(|| {
            by_name.push((who, Vec::new()));
            by_name.len() - 1
        });
        if let Some((_, rows)) = by_name.get_mut(number) {
            rows.push(quote_row(shown, n, quote, false));
        }
    }
    let title = format!("Quotes: {count} of {} speakers", by_name.len());
    let mut rows = Vec::new();
    for (who, own) in by_name {
        let voice = own.first().and_then(Row::voice);
        rows.push(Row::heading(&format!("{who} · {}", own.len())).of(voice));
        rows.extend(own);
    }
    (title, rows)
}

fn who(quote: &Quote, text: &str) -> String {
    cite::speaker(quote, text).unwrap_or_else(|| "—".to_owned())
}

/// A quote in the colour of its speaker, the name or the place in the story beside it.
fn quote_row(shown: &Shown, n: usize, quote: &Quote, named: bool) -> Row {
    let text = shown.story.article.text();
    let who = who(quote, text);
    let percent = u64::from(quote.span.start) * 100 / (text.len().max(1) as u64);
    let lead = if named {
        who.clone()
    } else {
        format!("{percent:>3} %")
    };
    let words = quote.span.of(text).replace('\n', " ");
    let voice = quote
        .speaker()
        .and_then(|v| shown.speakers.number(v.name.of(text), text));
    Row::new(&format!("“{words}”"), &lead, Choice::Quote(n))
        .of(voice)
        .noted(&pane::said(quote, text))
        .also(&who)
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
