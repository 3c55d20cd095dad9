//! What fits: a headline into a line, rows into an area.

use crate::text::{clip, ellipsis, width};
use ratatui::layout::Rect;

/// Least room for the rest of a headline, in cells.
const LEAST: usize = 12;

/// Least room for a piece of a fact that is cut, with the sign before it, in cells.
const PIECE: usize = 10;

/// The facts of a story for a line of `room` cells that the rest of its headline begins, `tail` cells of it, and the cells
/// that this rest then has; 0 where there is none, or next to no room, and the facts have the line.
///
/// The `short` ones always stand there, of the `long` ones beside a headline as many of the first as leave it whole.
pub(super) fn facts(
    short: &[String],
    long: &[String],
    tail: usize,
    room: usize,
) -> (String, usize) {
    let known = |facts: &[String]| {
        let known: Vec<_> = facts.iter().filter(|f| !f.is_empty()).cloned().collect();
        known.join(" · ")
    };
    let all = |n: usize| known(&[short, long.get(..n).unwrap_or_default()].concat());
    let left = |facts: &str| room.saturating_sub(width(facts) + 2);
    if tail > 0 && left(&all(0)) >= LEAST.min(tail) {
        let fitting = (1..=long.len()).rev().map(all);
        let fitting = fitting.into_iter().find(|facts| left(facts) >= tail);
        let facts = fitting.unwrap_or_else(|| all(0));
        let left = left(&facts);
        return (facts, left);
    }
    let mut facts = all(0);
    for n in 1..=long.len() {
        let more = all(n);
        if width(&more) > room {
            let cut = room.saturating_sub(width(&facts)) >= PIECE;
            facts = if cut { more } else { facts };
            break;
        }
        facts = more;
    }
    (ellipsis(&facts, room), 0)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_takes_the_room_of_what_is_long() {
        let owned = |facts: &[&str]| facts.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>();
        let short = owned(&["1 May 2015", "4 min", ""]);
        for (long, tail, want) in [
            (
                ["Harbour Post", "#sea"],
                0,
                ("1 May 2015 · 4 min · Harbour Post", 0),
            ),
            (
                ["", "#seafaring-in-winter"],
                0,
                ("1 May 2015 · 4 min · #seafaring-in-…", 0),
            ),
            (["", "#sea"], 0, ("1 May 2015 · 4 min · #sea", 0)),
            (["", "#sea"], 7, ("1 May 2015 · 4 min · #sea", 9)),
            (["", "#sea"], 10, ("1 May 2015 · 4 min", 16)),
            (["Harbour Post", "#sea"], 10, ("1 May 2015 · 4 min", 16)),
            (["Post", "#sea"], 9, ("1 May 2015 · 4 min · Post", 9)),
            (["Post", "#sea"], 40, ("1 May 2015 · 4 min", 16)),
        ] {
            let got = facts(&short, &owned(&long), tail, 36);
            assert_eq!((&*got.0, got.1), want, "{long:?} {tail}");
        }
        let long = owned(&["30 September 2015 · 104 min"]);
        assert_eq!(facts(&long, &[], 40, 36).1, 0, "next to no room");
    }
}
