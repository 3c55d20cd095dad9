//! Lines that say when the article was published, where they stand in it: under the standfirst, and at its end.

use super::{
    super::{dates, page::Page, pieces::Pieces, shown},
    furniture::Line,
};
use crate::article::Meta;

/// How many lines under the first prose may say when it was published.
const UNDER: usize = 3;

/// How many of the last lines may.
const LAST: usize = 4;

/// Longest line that holds a date and no sentence, in words.
const SHORT: usize = 24;

/// Longest line that says in words when it was published.
const LONG: usize = 40;

/// The lines without those that repeat the date of publication.
pub(super) fn without_dated<'a>(
    page: &Page,
    pieces: &Pieces,
    mut lines: Vec<Line<'a>>,
    meta: &Meta,
) -> Vec<Line<'a>> {
    let Some(day) = meta.published.get(..10) else {
        return lines;
    };
    let on_day = |date: Option<String>| date.is_some_and(|d| d.get(..10) == Some(day));
    let text = |l: &Line<'_>| shown::line(page, pieces, l.piece);
    let bare = |l: &Line<'_>| {
        let text = text(l);
        let ends = text
            .trim_end()
            .ends_with(['.', '!', '?', '。', '"', '”', '»']);
        let sentence = ends && !text.trim_end().ends_with("m.");
        !sentence && on_day(dates::in_words(&text, &meta.lang))
    };
    let says = |l: &Line<'_>| on_day(shown::told(&text(l), l.piece, &meta.lang));
    let first = lines
        .iter()
        .position(|l| l.piece.is_prose())
        .unwrap_or(lines.len());
    let end = lines.len().saturating_sub(LAST).max(first + 1);
    let (mut n, mut begun) = (0, false);
    lines.retain(|l| {
        let at = n;
        n += 1;
        let plain = l.piece.is_plain();
        let under = at > first && at <= first + UNDER && !begun;
        if plain && under && l.piece.words <= SHORT && bare(l) {
            return false;
        }
        begun |= at > first && l.piece.is_prose();
        !(plain && at >= end && l.piece.words <= LONG && says(l))
    });
    lines
}
