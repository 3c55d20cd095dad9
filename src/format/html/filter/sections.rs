//! Sections that the engine passed over: those set like the ones it kept, and questions with their answers.

use super::super::{
    hints::AROUND,
    page::{NodeIx, Page},
    pieces::{Piece, Pieces},
};
use super::{holding, tells};
use crate::article::BlockKind;
use std::{collections::BTreeMap, ops::Range};

/// Words in the class of questions that open to their answers.
const ANSWERS: &[&str] = &["faq", "faqs", "accordion", "accordions"];

/// Fewest words of prose, without links, in such questions.
const LEAST: usize = 80;

/// Takes back sections of the article: what stands beside kept ones in the same kind of element, and what answers
/// questions below the first prose.
pub(super) fn keep(page: &Page, pieces: &Pieces, teasers: &[bool], kept: &mut [bool]) {
    let free = |(n, p): &(usize, &Piece)| {
        !p.hints.any(AROUND) && !teasers.get(*n).copied().unwrap_or(false)
    };
    for section in alike(page, pieces, kept)
        .into_iter()
        .chain(answers(page, pieces, kept))
    {
        let all = pieces.list.iter().enumerate();
        for (n, piece) in all.filter(|(_, p)| section.contains(&p.node)).filter(free) {
            let wanted =
                piece.linked * 2 <= piece.words || matches!(piece.kind, BlockKind::Heading(_));
            if let Some(flag) = kept.get_mut(n).filter(|_| wanted) {
                *flag = true;
            }
        }
    }
}

/// Words and how many of them are kept.
#[derive(Clone, Copy, Default)]
struct Told {
    words: usize,
    kept: usize,
}

/// The children of the element that holds the kept prose, of which nothing is kept though two or more of the same name
/// and class are.
fn alike(page: &Page, pieces: &Pieces, kept: &[bool]) -> Vec<Range<NodeIx>> {
    let prose = || pieces.list.iter().zip(kept).filter(|(p, _)| tells(p));
    let nodes: Vec<(NodeIx, usize)> = prose()
        .filter(|(_, k)| **k)
        .map(|(p, _)| (p.node, p.words))
        .collect();
    let Some(root) = holding(page, &nodes) else {
        return Vec::new();
    };
    let mut children: Vec<(Range<NodeIx>, Told)> = Vec::new();
    let mut at = root + 1;
    while at < page.end_of(root) {
        let end = page.end_of(at).max(at + 1);
        children.push((at..end, Told::default()));
        at = end;
    }
    for (piece, kept) in prose() {
        let after = children.partition_point(|c| c.0.start <= piece.node);
        let child = after.checked_sub(1).and_then(|n| children.get_mut(n));
        if let Some((_, told)) = child.filter(|c| c.0.contains(&piece.node)) {
            told.words += piece.words;
            told.kept += if *kept { piece.words } else { 0 };
        }
    }
    let name = |node: NodeIx| {
        let class = page.attribute_of(node, "class").unwrap_or_default();
        let first = class.split_ascii_whitespace().next();
        first.map(|c| (page.tag(node).to_owned(), c.to_owned()))
    };
    let mut same: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (range, _) in children.iter().filter(|c| c.1.kept > 0) {
        if let Some(name) = name(range.start) {
            *same.entry(name).or_default() += 1;
        }
    }
    let passed = children
        .into_iter()
        .filter(|(_, told)| told.words > 0 && told.kept == 0);
    passed
        .map(|c| c.0)
        .filter(|r| name(r.start).is_some_and(|n| same.get(&n).is_some_and(|s| *s > 1)))
        .collect()
}

/// The elements below the first kept prose, in its `article`, that hold questions and answers.
fn answers(page: &Page, pieces: &Pieces, kept: &[bool]) -> Vec<Range<NodeIx>> {
    let first = pieces.list.iter().zip(kept).find(|(p, k)| **k && tells(p));
    let Some((first, _)) = first else {
        return Vec::new();
    };
    let mut found: Vec<(Range<NodeIx>, usize)> = Vec::new();
    let article = page
        .ancestors(first.node)
        .find(|a| page.tag(*a) == "article");
    let end = article.map_or(first.node, |a| page.end_of(a));
    for ix in first.node..end {
        let named = page.attribute_of(ix, "class").is_some_and(|class| {
            let mut words = class.split(|c: char| !c.is_ascii_alphabetic());
            words.any(|w| ANSWERS.contains(&w))
        });
        if named && found.last().is_none_or(|(r, _)| r.end <= ix) {
            found.push((ix..page.end_of(ix), 0));
        }
    }
    for piece in pieces
        .list
        .iter()
        .filter(|p| p.is_prose() && !p.hints.any(AROUND))
    {
        let after = found.partition_point(|f| f.0.start <= piece.node);
        let section = after.checked_sub(1).and_then(|n| found.get_mut(n));
        if let Some((_, words)) = section.filter(|s| s.0.contains(&piece.node)) {
            *words += piece.words;
        }
    }
    let told = found.into_iter().filter(|(_, words)| *words >= LEAST);
    told.map(|f| f.0).collect()
}
