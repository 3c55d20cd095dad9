//! A few ways to put things into a buffer that never leave it.

use crate::{
    layout::{Bidi, in_order},
    paint::ink,
    text,
    theme::{Role, Theme},
};
use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::Rect,
    style::Style,
};
use std::{borrow::Cow, cell};

thread_local! {
    /// Who puts words of both directions in order, for the thread that draws: every title, name and message may hold some.
    static ORDER: cell::Cell<Bidi> = const { cell::Cell::new(Bidi::Logical) };
}

/// Says who puts what is written from here on in order.
pub(super) fn order_by(bidi: Bidi) {
    ORDER.set(bidi);
}

/// Writes `words` from column `x` of row `y`, not beyond column `end`; gives the column after them. A style set here
/// is laid over what the cells have.
pub(super) fn put(buf: &mut Buffer, x: u16, y: u16, end: u16, words: &str, style: Style) -> u16 {
    let end = end.min(buf.area.right());
    let mut at = x;
    if y >= buf.area.bottom() {
        return at;
    }
    let words = match ORDER.get() {
        Bidi::Logical => Cow::Borrowed(words),
        Bidi::Visual => in_order(words),
    };
    for (grapheme, wide) in text::graphemes(&words) {
        if wide == 0 {
            continue;
        }
        let (grapheme, wide) = text::narrow(grapheme).map_or((grapheme, wide), |like| (like, 1));
        if at.saturating_add(wide) > end {
            break;
        }
        if let Some(cell) = buf.cell_mut((at, y)) {
            cell.set_style(style);
            ink(cell, grapheme, wide);
        }
        for covered in at + 1..at + wide {
            if let Some(cell) = buf.cell_mut((covered, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
        at += wide;
    }
    at
}

/// Gives every cell of an area a style, and a space where nothing is written yet.
pub(super) fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    buf.set_style(area.intersection(buf.area), style);
}

/// Empties the screen and gives it a style.
pub(super) fn paper(buf: &mut Buffer, screen: Rect, style: Style) {
    let mut blank = Cell::default();
    blank.set_style(style);
    let width = usize::from(buf.area.width).max(1);
    let seen = usize::from(screen.width);
    let rows = buf
        .content
        .chunks_mut(width)
        .take(usize::from(screen.height));
    for cell in rows.flat_map(|row| row.iter_mut().take(seen)) {
        cell.clone_from(&blank);
    }
}

/// Empties an area and gives it a style. A wide character that reaches into it from the left goes too: it would be
/// shown instead of the first column.
pub(super) fn clear(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        if let Some(before) = area.left().checked_sub(1)
            && let Some(cell) = buf.cell_mut((before, y)).filter(|c| c.cell_width() > 1)
        {
            cell.set_symbol(" ");
        }
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// A frame with a title, emptied inside; gives the area inside.
pub(super) fn frame(buf: &mut Buffer, area: Rect, title: &str, theme: &Theme) -> Rect {
    let area = area.intersection(buf.area);
    clear(buf, area, theme.style(Role::Body));
    if area.width < 3 || area.height < 3 {
        return area;
    }
    let style = theme.style(Role::BorderFocused);
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.left() + 1..right {
        put(buf, x, area.y, area.right(), "─", style);
        put(buf, x, bottom, area.right(), "─", style);
    }
    for y in area.top() + 1..bottom {
        put(buf, area.x, y, area.right(), "│", style);
        put(buf, right, y, area.right(), "│", style);
    }
    for (x, y, corner) in [
        (area.x, area.y, "╭"),
        (right, area.y, "╮"),
        (area.x, bottom, "╰"),
        (right, bottom, "╯"),
    ] {
        put(buf, x, y, area.right(), corner, style);
    }
    let room = usize::from(area.width).saturating_sub(6);
    let title = format!(" {} ", text::ellipsis(title, room));
    put(
        buf,
        area.x + 2,
        area.y,
        right,
        &title,
        theme.style(Role::PaneTitle),
    );
    Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
}

/// An area of at most this size in the middle of another.
pub(super) fn middle(of: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(of.width);
    let height = height.min(of.height);
    Rect::new(
        of.x + (of.width - width) / 2,
        of.y + (of.height - height) / 2,
        width,
        height,
    )
}
