//! Captions that no element names: a short line, set small or slanted, that shares an element with a picture and with
//! nothing else.

use super::super::{
    meta::line_of,
    page::{NodeIx, Page},
    phrases::folded,
    pieces::{Piece, Pieces},
};
use crate::article::BlockKind;

/// Most words of such a caption: a longer one may be a paragraph with its picture beside it.
const LONG: usize = 24;

/// Fewest words of a caption that only its place tells.
const LEAST: usize = 3;

/// Most bytes that the shared element holds besides the line: white space, a mark to enlarge the picture.
const BESIDE: usize = 24;

/// Elements that set a line small or slanted.
const SMALL: &[&str] = &["small", "em", "i", "center"];

/// Words in the class of what is set so.
const CLASSES: &[&str] = &[
    "small", "caption", "cap", "legend", "gray", "grey", "italic", "desc", "note", "minor", "muted",
];

/// Whether `piece` is the caption of `picture`, the piece before it.
pub(super) fn is_with(page: &Page, pieces: &Pieces, picture: &Piece, piece: &Piece) -> bool {
    let short = (1..=LONG).contains(&piece.words) && piece.linked == 0;
    let BlockKind::Image(number) = picture.kind else {
        return false;
    };
    if !short || !piece.is_plain() {
        return false;
    }
    // A caption is often written for the eye and once more for who cannot see.
    let alt = pieces.pictures.get(number as usize).map_or("", |p| &p.alt);
    if !alt.is_empty() && folded(alt) == folded(&line_of(page, pieces, piece.runs.clone())) {
        return true;
    }
    let own = page.span(piece.node).len();
    let holds = |ix: &NodeIx| *ix <= picture.node && piece.node < page.end_of(*ix);
    let around = std::iter::once(piece.node)
        .chain(page.ancestors(piece.node))
        .find(holds);
    piece.words >= LEAST
        && around.is_some_and(|a| {
            let alone = page.tag(a) != "body" && page.span(a).len() <= own + BESIDE;
            let mut inside = std::iter::once(a).chain(page.inside(a));
            alone && inside.any(|n| is_small(page, n))
        })
}

fn is_small(page: &Page, ix: NodeIx) -> bool {
    let class = page.attribute_of(ix, "class").unwrap_or_default();
    let mut words = class.split(|c: char| !c.is_alphabetic());
    SMALL.contains(&page.tag(ix)) || words.any(|w| CLASSES.contains(&w))
}
