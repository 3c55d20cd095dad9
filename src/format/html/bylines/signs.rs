//! Who signs an article elsewhere than near its headline: a line that says so, a box about the author.

use super::{
    super::{
        hints::Hints,
        meta::line_of,
        page::Page,
        phrases::folded,
        pieces::{Piece, Pieces, Run},
    },
    is_name,
    labels::BEFORE,
    names::{first_name, names_somebody, without_role},
    people::leads_to_author,
    visible::{LONG, Seen},
};
use std::sync::LazyLock;

/// Longest line of a box about the author that is only the name, in words.
const NAME: usize = 6;

/// The name in the box about the author below the article, where it leads to their page.
pub(super) fn boxed(page: &Page, pieces: &Pieces, headline: usize) -> Option<Seen> {
    let about = Hints::AUTHOR.with(Hints::BYLINE);
    let others = Hints::COMMENTS.with(Hints::RELATED).with(Hints::NAV);
    let own = |p: &&Piece| {
        (1..=NAME).contains(&p.words)
            && p.linked == p.words
            && p.hints.any(about)
            && !p.hints.any(others)
    };
    pieces.list.iter().skip(headline).filter(own).find_map(|p| {
        let leads = pieces.runs_of(p).iter().any(|run| match run {
            Run::Words { link: Some(n), .. } => pieces
                .links
                .get(*n as usize)
                .is_some_and(|h| leads_to_author(h)),
            _ => false,
        });
        let line = line_of(page, pieces, p.runs.clone());
        let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
        (leads && names_somebody(&name)).then_some(Seen { name, told: true })
    })
}

/// The words of [`BEFORE`] folded, how many letters each has, and whether it is one word, which also begins sentences.
static SIGNS: LazyLock<Vec<(String, usize, bool)>> = LazyLock::new(|| {
    let words = BEFORE.iter().flat_map(|(_, words)| words.iter());
    let sign = |w: &&str| (folded(w), w.chars().count(), !w.contains(' '));
    words.map(sign).collect()
});

/// The first line of the page that signs the article in so many words: "Written by Ann Lee".
pub(super) fn signed(page: &Page, pieces: &Pieces) -> Option<Seen> {
    let signs = |line: &str| {
        let fold = folded(line);
        // "Authors: Ann Lee and Bo Ek", but no "By the sea".
        let label = line.split_once([':', '：']).map_or("", |(label, _)| label);
        // All begin with a space.
        let first = fold.as_bytes().get(1);
        let mut near = SIGNS
            .iter()
            .filter(|(words, ..)| words.as_bytes().get(1) == first);
        near.any(|(words, letters, alone)| {
            fold.starts_with(words) && (!alone || label.chars().count() == *letters)
        })
    };
    let others = Hints::COMMENTS.with(Hints::RELATED).with(Hints::FIGURE);
    let short = |p: &&Piece| (2..=LONG).contains(&p.words) && !p.hints.any(others);
    pieces.list.iter().filter(short).find_map(|p| {
        let line = line_of(page, pieces, p.runs.clone());
        let name = signs(&line).then(|| without_role(&first_name(&line)).to_owned())?;
        is_name(&name, false).then_some(Seen { name, told: true })
    })
}
