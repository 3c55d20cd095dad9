//! The opening paragraphs, where the engine begins too late: it takes the element with the most prose for the article,
//! and some pages set the first paragraphs, or the first half, in one of their own above it.

use super::super::{
    hints::{AROUND, Hints},
    page::Page,
    phrases::{self, Role},
    pieces::{Piece, Pieces},
};
use super::{folded, line_of};
use crate::article::BlockKind;

/// Fewest words of an opening: a standfirst, which many pages repeat elsewhere, is shorter.
const LEAST: usize = 40;

/// Letters in which two paragraphs that say the same agree.
const SAME: usize = 60;

/// Where something else stands than the opening of the text.
const NOT: Hints = AROUND
    .with(Hints::HEADER)
    .with(Hints::STANDFIRST)
    .with(Hints::BYLINE)
    .with(Hints::DATE)
    .with(Hints::CAPTION)
    .with(Hints::FIGURE);

/// Words in the class of a paragraph above the text that is not its beginning.
const CLASSES: &[&str] = &[
    "dek",
    "excerpt",
    "summary",
    "subhead",
    "subheading",
    "subheadline",
    "disclaimer",
    "disclosure",
    "cta",
    "bio",
];

/// Takes back the paragraphs between the headline, of piece number `headline`, and the first prose that is kept.
pub(super) fn keep(page: &Page, pieces: &Pieces, headline: Option<usize>, kept: &mut [bool]) {
    let prose = pieces.list.iter().zip(kept.iter());
    let first = prose.clone().position(|(p, k)| *k && p.is_prose());
    let (Some(headline), Some(first)) = (headline, first) else {
        return;
    };
    let between = pieces
        .list
        .iter()
        .enumerate()
        .take(first)
        .skip(headline + 1);
    let opening: Vec<usize> = between
        .filter(|(n, p)| !kept.get(*n).copied().unwrap_or(true) && opens(page, pieces, p))
        .map(|(n, _)| n)
        .collect();
    let words = |n: &usize| pieces.list.get(*n).map_or(0, |p| p.words);
    let long = |opening: &[usize]| opening.iter().map(words).sum::<usize>() >= LEAST;
    if !long(&opening) {
        return;
    }
    // An excerpt is said once more where the text begins.
    let begins = |p: &Piece| -> String {
        let line = line_of(page, pieces, p.runs.clone());
        folded(&line).chars().take(SAME).collect()
    };
    let said: Vec<String> = prose
        .filter(|(p, k)| **k && p.is_prose())
        .map(|(p, _)| begins(p))
        .collect();
    let new = |n: &usize| {
        pieces
            .list
            .get(*n)
            .is_some_and(|p| !said.contains(&begins(p)))
    };
    let opening: Vec<usize> = opening.into_iter().filter(new).collect();
    if !long(&opening) {
        return;
    }
    for n in opening {
        if let Some(flag) = kept.get_mut(n) {
            *flag = true;
        }
    }
}

/// How a paragraph ends that only begins here.
const CUT: &[&str] = &[
    " read more ",
    " show more ",
    " see more ",
    " continue reading ",
];

fn opens(page: &Page, pieces: &Pieces, piece: &Piece) -> bool {
    let prose = piece.is_prose() && piece.kind == BlockKind::Paragraph;
    if !prose || page.tag(piece.node) != "p" || piece.hints.any(NOT) {
        return false;
    }
    let class = page.attribute_of(piece.node, "class").unwrap_or_default();
    let mut named = class.split(|c: char| !c.is_alphanumeric());
    let line = folded(&line_of(page, pieces, piece.runs.clone()));
    let cut = CUT.iter().any(|c| line.ends_with(c));
    !cut && !named.any(|w| CLASSES.contains(&w)) && !phrases::plays(&line, Role::Notice)
}
