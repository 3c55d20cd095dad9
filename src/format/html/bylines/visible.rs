//! Who wrote it where nothing but the text of the page says so.

use super::{
    super::{
        dates,
        hints::{AROUND, Hints},
        page::Page,
        phrases::{self, Role, folded},
        pieces::{Piece, Pieces},
    },
    is_name, is_name_unspaced, joined,
    labels::{BEHIND, is_label},
    names::{after_date, behind_date, first_name, names_somebody, without_role},
    people::linked,
    signs::{alone, boxed, labelled, signed},
};
use crate::article::BlockKind;

/// Longest line that is looked at for names, in words.
pub(super) const LONG: usize = 20;

/// Longest line that is a name and what its bearer is, in words.
const SHORT: usize = 12;

/// How many pieces above the headline and below the first prose a byline may stand.
const NEAR: usize = 6;

/// A name that the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Seen {
    /// The name, with the words before it.
    pub(in super::super) name: String,
    /// The line says that it is a byline: "By Ann Lee".
    pub(in super::super) told: bool,
}

/// The author as the visible text tells: between headline and prose what is marked as a byline, a line that begins
/// like one, or a name on a line of its own; else the line that signs the article elsewhere. `headline` is the number of
/// its piece.
pub(in super::super) fn visible(
    page: &Page,
    pieces: &Pieces,
    headline: usize,
    lang: &str,
) -> Option<Seen> {
    let prose = pieces
        .list
        .iter()
        .skip(headline)
        .position(|p| p.is_prose() && !p.hints.any(AROUND));
    let last = headline + prose.unwrap_or(NEAR) + NEAR;
    let around = pieces
        .list
        .iter()
        .enumerate()
        .take(last)
        .skip(headline.saturating_sub(NEAR))
        // A list above the headline is one of other stories.
        .filter(|(n, p)| *n > headline || p.lists == 0)
        .map(|(_, p)| p);
    let lines: Vec<Line<'_>> = around
        .map(|piece| Line {
            piece,
            text: parted(page, pieces, piece),
            linked: linked(page, pieces, piece),
        })
        .collect();
    near(&lines, lang)
        .or_else(|| signed(page, pieces))
        .or_else(|| labelled(page, pieces, lang))
        .or_else(|| boxed(page, pieces, headline))
        .or_else(|| alone(page, pieces, headline))
}

/// Longest label of a byline, in bytes.
const LABEL: usize = 60;

/// The words of a piece, parted where only the looks of the page part them: "By" and "Ann Lee" in elements of their
/// own, a name and what its bearer is.
fn parted(page: &Page, pieces: &Pieces, piece: &Piece) -> String {
    let mut line = String::new();
    for run in pieces.runs_of(piece) {
        let words = run.shown(page);
        let before = line.chars().next_back().is_some_and(char::is_lowercase);
        let letter = words.chars().next().is_some_and(char::is_alphabetic);
        let capital = words.chars().next().is_some_and(char::is_uppercase);
        let label = |t: &str| t.len() < LABEL && is_label(&folded(t));
        let first = words.split_whitespace().next().unwrap_or_default();
        if letter && (label(&line) || label(first)) {
            line.push(' ');
        } else if before && capital {
            line.push_str(" | ");
        }
        line.push_str(words);
    }
    line
}

/// A line near the headline.
struct Line<'a> {
    piece: &'a Piece,
    text: String,
    /// The names in it that lead to pages about authors.
    linked: String,
}

fn near(lines: &[Line<'_>], lang: &str) -> Option<Seen> {
    let dated = |n: usize| {
        let line = lines.get(n);
        line.is_some_and(|l| l.piece.words < LONG && dates::is_mentioned(&l.text))
    };
    let mut best: Option<(u8, String)> = None;
    let mut labelled = false;
    for (n, line) in lines.iter().enumerate() {
        // Most lines can be none: names need not be looked for in them.
        if !labelled && line.linked.is_empty() && !may_sign(line.piece) {
            continue;
        }
        let mut name = first_name(after_date(behind_date(&line.text)));
        let bare = joined(std::slice::from_ref(&name), lang);
        let told = !line.linked.is_empty()
            && (phrases::plays(&folded(&line.text), Role::Byline) || begins_with_name(line));
        let item =
            labelled && matches!(line.piece.kind, BlockKind::Item(_)) && is_name(&bare, true);
        if item {
            best = Some((LABELLED, listed(lines.get(n..).unwrap_or_default(), lang)));
            break;
        }
        let Some(mut rank) = rank(line.piece, &line.text, &name).or(told.then_some(3)) else {
            continue;
        };
        if std::mem::replace(&mut labelled, rank > 2 && bare.is_empty()) && is_name(&bare, true) {
            rank = 3;
        }
        if !line.linked.is_empty() {
            (rank, name) = (rank.max(3), line.linked.clone());
        } else if bare.is_empty() {
            continue;
        }
        if let Some((first, role)) = name.split_once(", ")
            && rank > 2
            && role.starts_with(char::is_lowercase)
        {
            let kept = without_role(first).len();
            name.truncate(kept);
        }
        // A bare name is only believed beside a date.
        if rank == 1 && !(n.saturating_sub(2)..n + 3).any(dated) {
            continue;
        }
        if rank < 3 && !names_somebody(&name) {
            continue;
        }
        if let Some((first, _)) = name.split_once(" / ")
            && rank < 3
        {
            name.truncate(first.len());
        }
        let named = is_name(&name, rank < 3) || rank == 2 && is_name_unspaced(name.trim());
        if named && best.as_ref().is_none_or(|b| rank > b.0) {
            best = Some((rank, name));
        }
    }
    best.map(|(rank, name)| Seen {
        name,
        told: rank > 2,
    })
}

/// Whether a short line begins with the name of somebody of whom it links a page, and only says what else they are.
fn begins_with_name(line: &Line<'_>) -> bool {
    let text = line.text.trim_start();
    let rest = text.strip_prefix(line.linked.as_str());
    let parted = |r: &str| r.trim().is_empty() || r.trim_start().starts_with([',', '|', '·', '(']);
    line.piece.words <= SHORT && line.piece.is_plain() && rest.is_some_and(parted)
}

/// Rank of the names under a label.
const LABELLED: u8 = 5;

/// The names of a list that "Authors" heads.
fn listed(lines: &[Line<'_>], lang: &str) -> String {
    let name = |l: &Line<'_>| joined(&[first_name(&l.text)], lang);
    let item = |l: &&Line<'_>| matches!(l.piece.kind, BlockKind::Item(_));
    let names = lines.iter().take_while(item).map(name);
    names
        .take_while(|n| is_name(n, true))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Where no byline of the article stands.
const ELSEWHERE: Hints = Hints::NAV
    .with(Hints::FOOTER)
    .with(Hints::COMMENTS)
    .with(Hints::RELATED)
    .with(Hints::FIGURE);

/// Whether a line near the headline belongs to something else: some pages set the byline in a foot of the headline.
pub(super) fn is_elsewhere(piece: &Piece) -> bool {
    let foot = piece.hints.any(Hints::FOOTER) && !piece.hints.any(Hints::BYLINE);
    foot || piece.hints.any(ELSEWHERE.less(Hints::FOOTER))
}

/// Whether a piece can be a byline, whatever it says.
fn may_sign(piece: &Piece) -> bool {
    let short = piece.words > 0 && piece.words <= LONG;
    short && !is_elsewhere(piece) && !matches!(piece.kind, BlockKind::Heading(1 | 2))
}

/// How much a piece looks like a byline; `None` where it is none. `name` is the name in it if it is one.
fn rank(piece: &Piece, line: &str, name: &str) -> Option<u8> {
    if !may_sign(piece) {
        return None;
    }
    let named = piece.words <= 4 && BEHIND.iter().any(|role| line.trim_end().ends_with(role));
    let told = named || phrases::plays(&folded(line), Role::Byline) || behind_date(line) != line;
    let bare =
        piece.words <= 4 || name.split_whitespace().count() <= 4 && dates::is_mentioned(line);
    match (piece.hints.any(Hints::BYLINE), told) {
        (true, true) => Some(4),
        (false, true) => Some(3),
        (true, false) => Some(2),
        (false, false) if bare && piece.is_plain() && !piece.hints.any(AROUND) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::pieces::walk::walk;
    use dom_query::Document;

    /// The name that a page with a headline, `top` and `end` around its prose shows, and whether it says by whom.
    fn seen(top: &str, end: &str) -> String {
        let prose = "<p>Cats purr in their sleep, and nobody who has tried to find out why they do it knows.";
        let html = format!("<h1>Cats purr</h1>{top}{}{end}", prose.repeat(9));
        let page = Page::of(&Document::from(html));
        let pieces = walk(&page, page.body(), &vec![true; page.len() as usize]);
        let seen = visible(&page, &pieces, 0, "en");
        seen.map_or_else(String::new, |s| format!("{}|{}", s.name, s.told))
    }

    #[test]
    fn names_are_seen_where_bylines_stand() {
        for (top, end, name) in [
            ("<p>By Ann Lee", "", "By Ann Lee|true"),
            ("<p>By Ann Lee, head of cats", "", "By Ann Lee|true"),
            ("<p>김철수 기자", "", "김철수 기자|true"),
            ("<p class=byline>Ann Lee", "", "Ann Lee|false"),
            ("<p>Ann Lee<p>3 May 2026", "", "Ann Lee|false"),
            ("<p>Ann Lee", "", ""),
            ("<p>Author<p>Ann Lee", "", "Ann Lee|true"),
            ("<p class=author>3 May 2026 · Ann Lee", "", "Ann Lee|false"),
            ("<p><a href=/authors/ann>Ann Lee</a>", "", "Ann Lee|true"),
            (
                "<p>Written by <a href=/team/ann>Ann Lee</a>, reviewed by <a href=/team/bo>Bo Ek</a>",
                "",
                "Ann Lee|true",
            ),
            ("<p><a href=/authors/all>All Authors</a>", "", ""),
            (
                "<p>Ann Lee | Senior Writer | 3 May 2026",
                "",
                "Ann Lee|false",
            ),
            ("<p class=author>View more posts", "", ""),
            (
                "",
                "<p>Authors: Ann Lee and Bo Ek, keepers of cats",
                "Authors: Ann Lee and Bo Ek|true",
            ),
            (
                "<h6>Author(s)</h6><ul><li>Ann B. Lee<li>Bo Ek</ul>",
                "",
                "Ann B. Lee, Bo Ek|true",
            ),
            (
                "<p>Written by <a href=/team/ann>Ann Lee</a>, who has kept cats for twenty years and more and written \
                 of them in papers of three countries",
                "",
                "Ann Lee|true",
            ),
            (
                "<p class=author><a href=/author/ann>Ann</a>",
                "",
                "Ann|true",
            ),
            (
                "",
                "<p>Posted by: Ann Lee · In: Cats",
                "Posted by: Ann Lee|true",
            ),
            (
                "",
                "<p>This post was written by Ann Lee, head of cats",
                "This post was written by Ann Lee|true",
            ),
            ("", "<div class=comments><p>Posted by Ann Lee</div>", ""),
            ("", "<p>By the sea", ""),
        ] {
            assert_eq!(seen(top, end), name, "{top} {end}");
        }
    }

    #[test]
    fn looks_part_a_name_from_what_is_around_it() {
        for (top, end, name) in [
            (
                "<p><b>Written</b><b>By</b><a href=/x>Ann Lee</a>",
                "",
                "Written By Ann Lee|true",
            ),
            (
                "<p><span>By</span><a href=/x>Ann Lee</a>",
                "",
                "By Ann Lee|true",
            ),
            (
                "<p class=byline><b>Ann Lee</b><b>Keeper</b>",
                "",
                "Ann Lee|false",
            ),
            ("<p class=writer>山田花子", "", "山田花子|false"),
            (
                "<footer><p class=byline>By Ann Lee</footer>",
                "",
                "By Ann Lee|true",
            ),
            ("<p class=author>Ann Lee am 3.5.2026", "", "Ann Lee|false"),
            (
                "<p class=byline>Ann Lee<p>Fact-checked by",
                "",
                "Ann Lee|false",
            ),
            ("<p>Latest News | 3 May 2026", "", ""),
        ] {
            assert_eq!(seen(top, end), name, "{top} {end}");
        }
    }

    #[test]
    fn a_box_about_the_author_names_them() {
        for (top, end, name) in [
            (
                "",
                "<div class=author-box><h4><a href=/author/annlee>ann lee</a></h4></div>",
                "ann lee|true",
            ),
            (
                "",
                "<div class=author-box><p><a href=/author/annlee>View all posts</a></div>",
                "",
            ),
        ] {
            assert_eq!(seen(top, end), name, "{top} {end}");
        }
    }
}
