//! What fits: a headline into a line, rows into an area.

use crate::text::clip;
use ratatui::layout::Rect;

/// A headline broken so that its first part fits into `room` cells, between words where there is one.
pub(super) fn broken(title: &str, room: usize) -> (&str, &str) {
    let (fitting, _) = clip(title, room + 1);
    let at = fitting.rfind(' ').filter(|n| *n > 0);
    let at = at.unwrap_or_else(|| clip(title, room).0.len());
    let (head, tail) = title.split_at_checked(at).unwrap_or((title, ""));
    (head, tail.trim_start())
}

/// The first `rows` of an area, and the rest.
pub(super) fn split(area: Rect, rows: u16) -> (Rect, Rect) {
    let height = rows.min(area.height);
    let rest = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (Rect { height, ..area }, rest)
}
