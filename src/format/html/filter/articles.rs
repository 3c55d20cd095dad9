//! Other stories of the page: each in an `article` element of its own.

use super::super::{
    page::{NodeIx, Page},
    pieces::{Piece, Pieces},
};
use std::ops::Range;

/// Share of the kept prose, in hundredths, from which on the `article` element that holds it is the article.
const MOST: usize = 50;

/// Drops what stands in other `article` elements than the one that holds most of the kept prose; nothing where the page
/// sets its article in none or in several, or the piece `headline` in another.
pub(super) fn drop_others(
    page: &Page,
    pieces: &Pieces,
    headline: Option<usize>,
    kept: &mut [bool],
) {
    let ranges = outermost(page);
    let at = |p: &Piece| {
        let after = ranges.partition_point(|r| r.start <= p.node);
        let n = after.checked_sub(1)?;
        ranges.get(n).filter(|r| r.contains(&p.node)).map(|_| n)
    };
    let mut words = vec![0; ranges.len()];
    let mut all = 0;
    for (piece, _) in pieces
        .list
        .iter()
        .zip(kept.iter())
        .filter(|(p, k)| **k && p.is_prose())
    {
        all += piece.words;
        if let Some(sum) = at(piece).and_then(|n| words.get_mut(n)) {
            *sum += piece.words;
        }
    }
    let Some(own) = words.iter().position(|w| *w > 0 && *w * 100 >= all * MOST) else {
        return;
    };
    let headed = headline.and_then(|n| pieces.list.get(n)).and_then(at);
    if headed.is_some_and(|n| n != own) {
        return;
    }
    for (piece, kept) in pieces.list.iter().zip(kept) {
        *kept = *kept && at(piece).is_none_or(|n| n == own);
    }
}

/// The `article` elements that stand in no other, in order.
fn outermost(page: &Page) -> Vec<Range<NodeIx>> {
    let mut found: Vec<Range<NodeIx>> = Vec::new();
    for ix in page.all("article") {
        if found.last().is_none_or(|r| r.end <= ix) {
            found.push(ix..page.end_of(ix));
        }
    }
    found
}
