//! Headings that head nothing any more.

use super::super::{emit::Chosen, pieces::Pieces};
use crate::article::BlockKind;

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
