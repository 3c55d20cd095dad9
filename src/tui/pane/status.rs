//! The line at the foot of the screen: what is read, how far, what is left, and messages.

use super::follow;
use crate::{
    annotate::Quote,
    library::cite,
    story::Extent,
    text::{cells, ellipsis, many, width},
    theme::Role,
    tui::{
        draw::{self, put},
        model::{Focus, Model},
    },
};
use ratatui::buffer::Buffer;

/// Draws the status line.
pub(super) fn view(m: &Model, buf: &mut Buffer) {
    let area = m.shared.areas.status;
    if area.is_empty() {
        return;
    }
    let theme = &m.shared.theme;
    let style = theme.style(Role::Status);
    draw::clear(buf, area, style);
    let mut right = place(m);
    let message = m.shared.message.as_ref();
    if message.is_some_and(|s| width(&s.text) + width(&right) + 4 > usize::from(area.width)) {
        // A message in full is worth more.
        right.clear();
    }
    let right_x = area.right().saturating_sub(cells(width(&right)) + 1);
    let (left, role) = left(m);
    let apart = if right.is_empty() { 2 } else { 3 };
    let room = usize::from(right_x.saturating_sub(area.x + apart));
    put(
        buf,
        area.x + 1,
        area.y,
        right_x,
        &ellipsis(&left, room),
        theme.style(role),
    );
    put(buf, right_x, area.y, area.right(), &right, style);
}

/// A message, else who says the quote under the cursor, else where the selected link leads, else the title.
fn left(m: &Model) -> (String, Role) {
    if let Some(message) = &m.shared.message {
        return (message.text.to_string(), message.role);
    }
    let typed = typed(m);
    if !typed.is_empty() {
        return (typed, Role::StatusKey);
    }
    if m.focus == Focus::List {
        let selected = m.selected();
        return (
            selected.map_or(String::new(), |e| e.title.to_string()),
            Role::Status,
        );
    }
    let Some(shown) = &m.reader.shown else {
        return (String::new(), Role::Status);
    };
    let text = shown.story.article.text();
    if let Some(quote) = shown.quote() {
        return (who(quote, text), Role::Status);
    }
    let leads = shown.target().and_then(|t| follow::leads(m, shown, t));
    (
        leads.unwrap_or_else(|| shown.entry.title.to_string()),
        Role::Status,
    )
}

/// Keys typed that are no command yet.
fn typed(m: &Model) -> String {
    let mut typed = m.typed.count.map(|n| n.to_string()).unwrap_or_default();
    for key in &m.typed.keys {
        typed.push_str(key.as_str());
    }
    typed
}

/// Who said it and by what words the text says so, who passed it on, how sure that is.
pub(in crate::tui) fn who(quote: &Quote, text: &str) -> String {
    let Some(voice) = &quote.voice else {
        return format!("{} quote, speaker not named", quote.kind.name());
    };
    let Some(name) = cite::speaker(quote, text) else {
        let name = voice.name.of(text).replace('\n', " ");
        return format!("perhaps {name} · {}", sureness(voice.sure));
    };
    let words = voice.mention.map(|m| m.span.of(text));
    let other = words.filter(|m| *m != voice.name.of(text));
    let mention = other.map(|m| format!(" (“{}”)", m.replace('\n', " ")));
    let relay = voice
        .relay
        .map(|r| format!(", according to {}", r.of(text)));
    let (mention, relay) = (mention.unwrap_or_default(), relay.unwrap_or_default());
    format!("{name}{mention}{relay} · {}", sureness(voice.sure))
}

/// How sure a speaker is, of a probability.
fn sureness(sure: f32) -> String {
    let percent = (sure.clamp(0.0, 1.0) * 100.0).round();
    if percent >= 99.0 {
        "sure".to_owned()
    } else {
        format!("{percent} % sure")
    }
}

/// How far the story is read and what is left of it; while the folders of a library are looked through, how far that is.
fn place(m: &Model) -> String {
    let reading = m.library.as_ref().and_then(|l| l.reading);
    if let Some(read) = reading.filter(|n| *n > 0 && m.focus == Focus::List) {
        return format!("{} read, Esc stops", many(read, "story", "stories"));
    }
    let Some(shown) = m
        .reader
        .shown
        .as_ref()
        .filter(|_| m.focus == Focus::Reader || m.shared.areas.both())
    else {
        return String::new();
    };
    let what = match shown.story.extent {
        Extent::Article => "",
        Extent::Page => "whole page · ",
        Extent::Rest => "left out · ",
    };
    let percent = format!("{what}{} %", shown.percent());
    if shown.only_quotes {
        return format!("only the quotes · {percent}");
    }
    match shown.minutes_left(m.reader.aids.pace) {
        _ if shown.is_at_end() => format!("{percent} · the end"),
        0 => percent,
        1 => format!("{percent} · 1 minute left"),
        n => format!("{percent} · {n} minutes left"),
    }
}
