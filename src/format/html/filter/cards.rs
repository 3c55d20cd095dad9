//! Cards of other stories inside the text: a label, the headline that leads there, and a line below it, in a box.

use super::{
    super::{page::Page, phrases::Role},
    furniture::Line,
};
use crate::article::BlockKind;

/// Longest label of a card, in words.
const LABEL: usize = 4;

/// Most words of all of a card.
const CARD: usize = 90;

/// The lines without such cards.
pub(super) fn without_cards<'a>(page: &Page, lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    let mut keep = vec![true; lines.len()];
    for (n, label) in lines.iter().enumerate() {
        let plain = label.piece.is_plain() && label.piece.words <= LABEL && label.piece.linked == 0;
        if !plain || !label.plays(Role::Ending) {
            continue;
        }
        let picture = |l: &&Line<'_>| matches!(l.piece.kind, BlockKind::Image(_));
        let next = lines.iter().skip(n + 1).find(|l| !picture(l));
        let Some(next) = next.filter(|l| l.is_heading() && l.teaser) else {
            continue;
        };
        let own = label.piece.node;
        let mut around = std::iter::once(own).chain(page.ancestors(own));
        let boxed = around.find(|a| next.piece.node < page.end_of(*a));
        let Some(boxed) = boxed.map(|a| a..page.end_of(a)) else {
            continue;
        };
        // Its picture may stand above the label.
        let inside = |l: &Line<'_>| boxed.contains(&l.piece.node);
        let words: usize = lines
            .iter()
            .filter(|l| inside(l))
            .map(|l| l.piece.words)
            .sum();
        if words <= CARD {
            let all = keep.iter_mut().zip(&lines);
            all.filter(|(_, l)| inside(l)).for_each(|(k, _)| *k = false);
        }
    }
    let mut keep = keep.into_iter();
    let kept = lines.into_iter().filter(|_| keep.next().unwrap_or(true));
    kept.collect()
}
