//! Who wrote it: names cleaned of what stands around them, and found in the page where nothing states them.

use super::{
    dates,
    hints::{AROUND, Hints},
    meta::line_of,
    page::Page,
    phrases::{self, Role, folded},
    pieces::{Piece, Pieces},
};
use crate::article::BlockKind;

/// Longest line that is looked at for names, in words.
const LONG: usize = 20;

/// Words before a name, by language of the page; those of English everywhere.
const BEFORE: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "by",
            "written by",
            "posted by",
            "words by",
            "story by",
            "text by",
            "author",
            "authors",
            "published by",
            "reported by",
        ],
    ),
    (
        "de",
        &["von", "ein beitrag von", "autor", "autorin", "text"],
    ),
    (
        "fr",
        &[
            "par",
            "écrit par",
            "publié par",
            "rédigé par",
            "propos recueillis par",
        ],
    ),
    ("es", &["por", "escrito por"]),
    ("pt", &["por"]),
    ("it", &["di", "a cura di", "scritto da"]),
    ("nl", &["door"]),
    ("sv", &["av"]),
    ("no", &["av"]),
    ("nb", &["av"]),
    ("da", &["af"]),
    ("pl", &["autor", "opracowanie"]),
    ("ru", &["автор", "текст"]),
    ("cs", &["autor"]),
];

/// What ends a name in a line: the rest tells when, where and as what.
const AFTER: &[&str] = &[
    " | ",
    "|",
    " • ",
    "•",
    " · ",
    " — ",
    " – ",
    " - ",
    "view all",
    "view more",
    "more about",
    ", staff",
    ", special to",
    ", contributor",
    ", correspondent",
    ", reporter",
    " updated",
    " published",
    " posted",
    " on ",
    " in ",
    " for ",
    " @",
    "(",
    " follow",
    "updated",
    "published",
    "reviewed",
    "edited",
];

/// Names that name nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "staff",
    "editor",
    "editors",
    "editorial",
    "author",
    "authors",
    "by",
    "guest",
    "webmaster",
    "unknown",
    "anonymous",
    "staff writer",
    "staff reporter",
    "root",
    "user",
    "none",
    "null",
    "undefined",
    "redaktion",
    "redacción",
    "rédaction",
    "about the author",
    "view all posts",
];

/// The names as one line; empty where none is left.
pub(super) fn joined(names: &[String], lang: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = name_in(name, lang);
        let fold = folded(&name);
        let nobody =
            NOBODY.contains(&fold.trim()) || fold.trim().is_empty() || dates::is_mentioned(&name);
        let address =
            name.contains("://") || name.contains("www.") || name.contains('@') || is_key(&name);
        let known = kept.iter().any(|k| folded(k) == fold);
        if !nobody && !address && !known && name.chars().count() < 120 {
            kept.push(name);
        }
    }
    kept.join(", ")
}

/// Whether a name is that of an account: one word with digits, without a capital, or with one inside.
pub(super) fn is_account(name: &str) -> bool {
    let inner = name
        .chars()
        .skip(1)
        .any(|c| c.is_uppercase() || c.is_ascii_digit());
    let first = name.chars().next().is_some_and(char::is_lowercase);
    !name.contains(' ') && (inner || first)
}

/// Whether a name is a key of a program: "page.extra.author".
fn is_key(name: &str) -> bool {
    !name.contains(' ') && name.matches('.').count() > 1 && name.is_ascii()
}

/// The name in a byline: without "By" before and the date behind.
fn name_in(line: &str, lang: &str) -> String {
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = lang.get(..2).unwrap_or("en");
    for (_, words) in BEFORE.iter().filter(|(l, _)| *l == own || *l == "en") {
        // The longest first: "written by" before "by".
        let found = words
            .iter()
            .filter_map(|w| after(&line, w))
            .min_by_key(|rest| rest.len());
        if let Some(rest) = found {
            line = rest.to_owned();
        }
    }
    line.trim_matches([' ', ',', ':', '|', '-', '–', '—', '•', '·', '/', ';'])
        .to_owned()
}

/// What follows `word` at the start of `line`, where a space or colon parts them.
fn after<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let head = line.get(..word.len())?;
    let rest = line.get(word.len()..)?;
    let parted = rest.starts_with([' ', ':', '\u{a0}']);
    (parted && head.to_lowercase() == word).then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
}

/// How many pieces above the headline and below the first prose a byline may stand.
const NEAR: usize = 6;

/// Names in the visible text between headline and prose: what is marked as a byline, a line that begins like one, or
/// a name on a line of its own.
pub(super) fn visible(page: &Page, pieces: &Pieces) -> Vec<String> {
    let heading = |p: &Piece| matches!(p.kind, BlockKind::Heading(1));
    let headline = pieces.list.iter().position(heading).unwrap_or(0);
    let prose = pieces
        .list
        .iter()
        .skip(headline)
        .position(|p| p.is_prose() && !p.hints.any(AROUND));
    let last = headline + prose.unwrap_or(NEAR) + NEAR;
    let around = pieces
        .list
        .iter()
        .take(last)
        .skip(headline.saturating_sub(NEAR));
    let mut best: Option<(u8, String)> = None;
    let lines: Vec<(&Piece, String)> = around
        .map(|p| (p, line_of(page, pieces, p.runs.clone())))
        .collect();
    let dated = |n: usize| {
        lines
            .get(n)
            .is_some_and(|(p, line)| p.words < LONG && dates::is_mentioned(line))
    };
    for (n, (piece, line)) in lines.iter().enumerate() {
        let Some(rank) = rank(piece, line) else {
            continue;
        };
        // A bare name is only believed beside a date.
        if rank == 1 && !(n.saturating_sub(2)..n + 3).any(dated) {
            continue;
        }
        let name = first_name(behind_date(line));
        if is_name(&name, rank < 3) && best.as_ref().is_none_or(|b| rank > b.0) {
            best = Some((rank, name));
        }
    }
    best.map(|b| b.1).into_iter().collect()
}

/// How much a piece looks like a byline; `None` where it is none.
fn rank(piece: &Piece, line: &str) -> Option<u8> {
    const ELSEWHERE: Hints = Hints::NAV
        .with(Hints::FOOTER)
        .with(Hints::COMMENTS)
        .with(Hints::RELATED)
        .with(Hints::FIGURE);
    let short = piece.words > 0 && piece.words <= LONG;
    if !short || piece.hints.any(ELSEWHERE) || matches!(piece.kind, BlockKind::Heading(1 | 2)) {
        return None;
    }
    let told = phrases::plays(&folded(line), Role::Byline) || behind_date(line) != line;
    match (piece.hints.any(Hints::BYLINE), told) {
        (true, true) => Some(4),
        (false, true) => Some(3),
        (true, false) => Some(2),
        (false, false)
            if piece.words <= 4
                && piece.kind == BlockKind::Paragraph
                && !piece.hints.any(AROUND) =>
        {
            Some(1)
        }
        _ => None,
    }
}

/// Words that stand between a date and a name.
const BETWEEN: &[&str] = &[" by ", " von ", " par ", " por ", " door ", " av ", " af "];

/// What follows "by" in a line that begins with a date: "Posted on 16 November 2026 by Ann Lee".
fn behind_date(line: &str) -> &str {
    let cut = BETWEEN.iter().find_map(|word| line.split_once(word));
    match cut {
        Some((before, name)) if dates::is_mentioned(before) => name,
        _ => line,
    }
}

/// The name in a line: what stands before a date, a place, a second role.
fn first_name(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = line.to_lowercase();
    let mark = AFTER
        .iter()
        .filter_map(|mark| lower.find(mark))
        .filter(|at| *at > 3)
        .min();
    let digit = line.find(|c: char| c.is_ascii_digit());
    let end = [mark, digit]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(line.len());
    let mut name = line.get(..end).unwrap_or(&line).to_owned();
    if digit == Some(end) {
        // "Ann Lee Aug" of "Ann Lee Aug 31, 2015".
        let last = name.split_whitespace().next_back().unwrap_or_default();
        if dates::is_month(last) {
            let kept = name.trim_end().len() - last.len();
            name.truncate(kept);
        }
    }
    name
}

/// Whether a line reads like names: few words, most of them with a capital; a bare one has two words or more.
pub(super) fn is_name(line: &str, bare: bool) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = |w: &&&str| {
        w.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !bare && !c.is_ascii() && c.is_alphabetic())
    };
    let capitals = words.iter().filter(capital).count();
    let named = if bare {
        capitals >= 2 && capitals == words.len() && words.len() <= 4
    } else {
        capitals >= 1
    };
    words.len() <= 12
        && named
        && !line.contains(|c: char| c.is_ascii_digit() || "?!:©…&/".contains(c) && bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_freed_of_what_is_around_them() {
        for (given, lang, line) in [
            (&["By Ann Lee"][..], "en", "Ann Lee"),
            (&["Ann Lee", "Bo Ek"], "en", "Ann Lee, Bo Ek"),
            (
                &["Ann Lee", "Bo Ek", "ann lee", "Cy Day"],
                "en",
                "Ann Lee, Bo Ek, Cy Day",
            ),
            (&["Von Ann Lee"], "de", "Ann Lee"),
            (&["Von Trapp"], "en", "Von Trapp"),
            (&["Written by: Ann Lee"], "", "Ann Lee"),
            (&["admin", "https://a.example/ann"], "en", ""),
            (&["page.extra.author"], "en", ""),
        ] {
            let given: Vec<String> = given.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(joined(&given, lang), line, "{given:?}");
        }
    }
}
