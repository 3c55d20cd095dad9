//! Teasers of other stories: a linked headline with a few lines under it, mostly in a row of several.

use super::super::{
    address,
    meta::line_of,
    page::Page,
    phrases::folded,
    pieces::{Piece, Pieces, Run},
    titles::likeness,
};
use crate::article::{BlockKind, Meta};

/// How many pieces under its headline a teaser reaches.
const REACH: usize = 4;

/// Of each piece of the page of which `meta` is known whether it is part of a teaser. A headline that leads to another
/// site is one of a list that the article itself is about; the article's own may lead to itself.
pub(super) fn of(page: &Page, pieces: &Pieces, meta: &Meta) -> Vec<bool> {
    let host = address::host(&meta.url);
    let title = folded(&meta.title);
    let own = |p: &Piece| likeness(&folded(&line_of(page, pieces, p.runs.clone())), &title) > 0.98;
    let mut flags = vec![false; pieces.list.len()];
    let linked = |p: &Piece| {
        let heading = matches!(p.kind, BlockKind::Heading(_)) && p.words > 2;
        heading && p.linked * 2 > p.words && leads_home(pieces, p, host)
    };
    // "Ten lamps to build", and ten headings that lead to how each is built: the article is the list.
    let count = pieces.list.iter().filter(|p| linked(p)).count();
    let listed = numbers(&meta.title).any(|n| n >= LISTED && n.abs_diff(count) <= 1);
    let numbered = |p: &Piece| is_numbered(&line_of(page, pieces, p.runs.clone()));
    let heads = |p: &Piece| linked(p) && !listed && !numbered(p) && !own(p);
    let mut left = 0_usize;
    for (piece, flag) in pieces.list.iter().zip(&mut flags) {
        if heads(piece) {
            left = REACH + 1;
        } else if matches!(piece.kind, BlockKind::Heading(_)) || piece.words > LONG {
            left = 0;
        }
        *flag = left > 0;
        left = left.saturating_sub(1);
    }
    flags
}

/// Fewest entries of a list that a title counts.
const LISTED: usize = 4;

/// The numbers in a title.
fn numbers(title: &str) -> impl Iterator<Item = usize> {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter_map(|w| w.parse().ok())
}

/// Whether a heading has a number, as the entries of a list do: "3. Lamp oil", "#3 Lamp oil".
fn is_numbered(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches('#');
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    (1..=3).contains(&digits) && (rest.starts_with(['.', ')', ':']) || rest.starts_with(" –"))
}

/// Whether the first link of a piece leads to the site of the page.
pub(super) fn leads_home(pieces: &Pieces, piece: &Piece, host: &str) -> bool {
    let first = pieces.runs_of(piece).iter().find_map(|run| match run {
        Run::Words { link, .. } => *link,
        _ => None,
    });
    first.map_or_else(
        || leads_home_to("", host),
        |n| leads_home_by(pieces, n, host),
    )
}

/// Whether a link of the page by its number leads to the site of the page.
pub(super) fn leads_home_by(pieces: &Pieces, link: u32, host: &str) -> bool {
    let href = pieces.links.get(link as usize);
    leads_home_to(href.map_or("", String::as_str), host)
}

fn leads_home_to(href: &str, host: &str) -> bool {
    !href.starts_with('#')
        && (!address::is_web(href) || host.is_empty() || address::host(href) == host)
}

/// Longest text of a teaser, in words.
const LONG: usize = 90;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_lists_are_numbered() {
        for (line, numbered) in [
            ("3. Lamp oil", true),
            ("#3: Lamp oil", true),
            ("12) Lamp oil", true),
            ("3 lamps to buy", false),
            ("2026: a lamp", false),
            ("Lamp oil", false),
        ] {
            assert_eq!(is_numbered(line), numbered, "{line}");
        }
        assert_eq!(
            numbers("The 10 best lamps of 2026").collect::<Vec<_>>(),
            [10, 2026]
        );
    }
}
