//! The mouse: the wheel scrolls what is under it, a click chooses, opens, follows.

use super::{
    Popup, follow, library, open, picture,
    reader::{commands as reader, view},
    window,
};
use crate::annotate::Quote;
use crate::tui::{
    effect::Effect,
    model::{Focus, Model},
};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// Rows that one notch of the wheel moves.
const NOTCH: isize = 3;

/// A click or the wheel.
pub(in crate::tui) fn mouse(m: &mut Model, event: MouseEvent) -> Vec<Effect> {
    let (x, y) = (event.column, event.row);
    let wheel = match event.kind {
        MouseEventKind::ScrollDown => NOTCH,
        MouseEventKind::ScrollUp => -NOTCH,
        MouseEventKind::Down(MouseButton::Left) => return click(m, x, y),
        _ => return Vec::new(),
    };
    let screen = m.shared.areas.screen;
    let at = (x, y).into();
    match &mut m.popup {
        Some(Popup::Help(help)) => help.step(wheel, screen),
        Some(Popup::Pick(pick)) => pick.step(wheel.signum()),
        Some(Popup::Map(map)) => map.step(wheel.signum()),
        Some(Popup::Picture(_)) => picture::step(m, wheel.signum()),
        Some(Popup::Hints(_)) => m.popup = None,
        None if m.shared.areas.side.contains(at) => library::wheel(m, wheel.signum()),
        None if m.shared.areas.list.contains(at) => m.list_step(wheel.signum()),
        None => return reader::scroll(m, wheel),
    }
    Vec::new()
}

fn click(m: &mut Model, x: u16, y: u16) -> Vec<Effect> {
    m.shared.message = None;
    let areas = m.shared.areas;
    if let Some(Popup::Pick(pick)) = &mut m.popup {
        let Some(row) = pick.row_at(areas.screen, x, y) else {
            return window::close(m);
        };
        pick.go_to(row);
        return window::take(m);
    }
    m.popup = None;
    if areas.side.contains((x, y).into()) {
        return library::click(m, y - areas.side.y);
    }
    if areas.list.contains((x, y).into()) {
        return click_list(m, y - areas.list.y);
    }
    if areas.reader.contains((x, y).into()) {
        m.focus(Focus::Reader);
        return click_story(m, x, y);
    }
    Vec::new()
}

fn click_list(m: &mut Model, below: u16) -> Vec<Effect> {
    let Some(row) = m.list_row_at(below) else {
        m.focus(Focus::List);
        return Vec::new();
    };
    m.list_go_to(row);
    match m.selected() {
        Some(entry) => open::open(m, &entry, None),
        None => Vec::new(),
    }
}

/// A click in the story: on a link it follows, on a quote it puts the cursor there.
fn click_story(m: &mut Model, x: u16, y: u16) -> Vec<Effect> {
    let Some(byte) = view::byte_at(&m.reader, &m.shared, x, y) else {
        return Vec::new();
    };
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    if let Some(n) = shown.targets.iter().position(|t| t.span.contains(byte)) {
        shown.selected = Some(n);
        return follow::follow(m, None);
    }
    let said = |q: &Quote| q.kind.is_speech() && q.span.contains(byte);
    let quote = shown.notes().quotes.iter().position(said);
    (shown.selected, shown.quote) = (None, quote);
    Vec::new()
}
