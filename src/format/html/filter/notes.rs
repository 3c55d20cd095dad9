//! Footnotes: paragraphs to which a short link in the text leads and that begin with its words.
//!
//! Notes in a numbered list stay items: their numbers are their labels.

use super::super::{
    address,
    emit::Chosen,
    meta::line_of,
    page::Page,
    pieces::{Pieces, Run},
};
use crate::article::BlockKind;
use std::collections::BTreeMap;

/// Longest label, in letters.
const LONG: usize = 4;

/// Makes the paragraphs among the chosen pieces that are notes footnotes. `url` is the page's address.
pub(super) fn mark(page: &Page, pieces: &Pieces, chosen: &mut [Chosen], url: &str) {
    let labels = labels(page, pieces, chosen, url);
    if labels.is_empty() {
        return;
    }
    let mut named: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (name, piece) in &pieces.anchors {
        named.entry(*piece).or_default().push(name);
    }
    for one in chosen
        .iter_mut()
        .filter(|c| matches!(c.kind, BlockKind::Paragraph | BlockKind::Definition))
    {
        let Some(piece) = pieces.list.get(one.piece) else {
            continue;
        };
        let line = line_of(page, pieces, piece.runs.clone());
        let begins =
            |label: &str| bare(&line).starts_with(label) && line.trim().len() > label.len() + 3;
        let here = named.get(&one.piece).map_or(&[][..], Vec::as_slice);
        let of_note = |name: &&str| {
            labels
                .get(*name)
                .is_some_and(|(label, from)| *from < one.piece && begins(label))
        };
        if here.iter().any(of_note) {
            one.kind = BlockKind::Footnote;
        }
    }
}

/// The short links of the text: the place that each leads to, its words, and the piece that it stands in.
fn labels<'a>(
    page: &Page,
    pieces: &'a Pieces,
    chosen: &[Chosen],
    url: &str,
) -> BTreeMap<&'a str, (String, usize)> {
    let mut found = BTreeMap::new();
    for one in chosen {
        let Some(piece) = pieces.list.get(one.piece) else {
            continue;
        };
        for run in pieces.runs_of(piece) {
            let Run::Words {
                at,
                link: Some(link),
                ..
            } = run
            else {
                continue;
            };
            let href = pieces.links.get(*link as usize).map_or("", String::as_str);
            let label = bare(page.slice(at.clone())).trim_end_matches([']', ')', ' ', '.']);
            let short =
                (1..=LONG).contains(&label.chars().count()) && !label.contains(char::is_whitespace);
            if let Some(name) = address::in_page(url, href)
                && short
            {
                found.entry(name).or_insert((label.to_owned(), one.piece));
            }
        }
    }
    found
}

/// A text without the brackets before its label.
fn bare(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '('))
}
