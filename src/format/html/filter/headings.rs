//! Headings that head nothing any more.

use super::super::{
    emit::Chosen,
    meta::line_of,
    page::Page,
    phrases::{self, Role, folded},
    pieces::Pieces,
};
use crate::article::BlockKind;

/// Longest line that heads links as a heading would, in words.
const SHORT: usize = 8;

/// Fewest words of a title of a story, between several.
const TITLE: usize = 5;

/// Headings, and short lines that end in a colon, of boxes of links of which all else is gone: "Most read". The box is the
/// innermost element that holds the heading and what follows it; what is chosen next stands outside.
pub(super) fn drop_boxed(page: &Page, pieces: &Pieces, chosen: &mut Vec<Chosen>) {
    let next: Vec<usize> = chosen.iter().skip(1).map(|c| c.piece).collect();
    let mut next = next.into_iter();
    chosen.retain(|c| {
        let next = next.next();
        let Some(piece) = pieces.list.get(c.piece).filter(|p| p.linked == 0) else {
            return true;
        };
        let least = match c.kind {
            BlockKind::Heading(2..) => 2,
            BlockKind::Paragraph if (1..=SHORT).contains(&piece.words) => 1,
            _ => return true,
        };
        let (Some(after), Some(next)) = (pieces.list.get(c.piece + 1), next) else {
            return true;
        };
        let own = piece.node;
        let mut around = std::iter::once(own).chain(page.ancestors(own));
        let Some(boxed) = around.find(|a| after.node < page.end_of(*a)) else {
            return true;
        };
        let gone = pieces.list.get(c.piece + 1..next).unwrap_or_default();
        let gone = || gone.iter().filter(|p| p.node < page.end_of(boxed));
        let outside = pieces
            .list
            .get(next)
            .is_none_or(|p| page.end_of(boxed) <= p.node);
        let links = || gone().filter(|p| p.linked * 2 > p.words);
        let (linked, words) = links().fold((0, 0), |(n, all), p| (n + 1, all + p.words));
        // Two shops that sell what the heading names are no stories.
        let stories = least > 1 && words >= linked * TITLE;
        let heads = || {
            let line = line_of(page, pieces, piece.runs.clone());
            let ending = || least > 1 && phrases::plays(&folded(&line), Role::Ending);
            line.trim_end().ends_with([':', '：']) || ending()
        };
        !outside || linked < least || linked * 2 < gone().count() || !(stories || heads())
    });
}

/// Headings of which all that stood under them is gone: of a table of contents, of links to other pages.
pub(super) fn drop_bare(pieces: &Pieces, chosen: &mut Vec<Chosen>) {
    let level = |c: &Chosen| match c.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let next: Vec<Chosen> = chosen.iter().skip(1).copied().collect();
    let mut next = next.iter();
    chosen.retain(|c| {
        let (own, next) = (level(c), next.next());
        let Some((next, after)) = next.and_then(|n| Some((n, level(n)?))) else {
            return true;
        };
        let gone = pieces.list.get(c.piece + 1..next.piece).unwrap_or_default();
        let linked = gone.iter().filter(|p| p.linked * 2 > p.words).count();
        !own.is_some_and(|own| own > 1 && own >= after) || linked < 2 || linked * 2 < gone.len()
    });
}

/// A heading with nothing under it heads nothing, a rule with nothing above it parts nothing.
pub(super) fn drop_last(chosen: &mut Vec<Chosen>) {
    let rules = chosen
        .iter()
        .take_while(|c| c.kind == BlockKind::Rule)
        .count();
    chosen.drain(..rules);
    while chosen
        .last()
        .is_some_and(|c| matches!(c.kind, BlockKind::Heading(_) | BlockKind::Rule))
        && chosen.len() > 1
    {
        chosen.pop();
    }
}
