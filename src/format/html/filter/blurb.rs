//! Lines about the author at the end of an article.

use super::{
    super::{hints::Hints, phrases::folded},
    furniture::Line,
};

/// How many of the last lines may be about the author.
const BLURB: usize = 4;

/// What says of an author who that is, after the name.
const IS: &[&str] = &[
    " is ",
    " was ",
    " has ",
    " writes ",
    " covers ",
    " can ",
    " lives ",
    " ist ",
    " est ",
    " es ",
    " é ",
    " è ",
    " jest ",
    " founded ",
    " started ",
    " works ",
    " serves ",
    " holds ",
    " runs ",
    " s ",
    " and ",
];

/// What a person says who tells of themselves.
const SELF: &[&str] = &[
    " hi im ",
    " hey im ",
    " hello im ",
    " hi i am ",
    " hello i am ",
    " hi my name is ",
    " my name is ",
    " about the author ",
    " written by ",
];

/// How many of the first lines may be about the author.
const TOP: usize = 4;

/// Above the text goes a line about the author: one that begins with the name, or the given name, and says what they are.
pub(super) fn without_top_blurb<'a>(mut lines: Vec<Line<'a>>, byline: &str) -> Vec<Line<'a>> {
    let first = byline.split([',', '&']).next().unwrap_or_default();
    let name = folded(first);
    let mut given = name.split_whitespace();
    let (Some(given), true) = (given.next(), given.next().is_some()) else {
        return lines;
    };
    let starts = [name.trim().to_owned(), given.to_owned()];
    let about = |l: &Line<'_>| {
        let start = l.start.trim_start();
        let rest = starts.iter().find_map(|name| start.strip_prefix(name));
        let bears = rest.is_some_and(|r| BEARS.iter().any(|is| r.starts_with(is)));
        bears && l.piece.is_plain() && l.piece.words < 90
    };
    let told = lines.iter().filter(|l| l.piece.is_prose()).count() > TOP;
    let top = lines.iter().take(TOP).position(about);
    if let Some(n) = top.filter(|_| told) {
        lines.remove(n);
    }
    lines
}

/// What says of an author what they are for the publication, after the name.
const BEARS: &[&str] = &[
    " is a ",
    " is an ",
    " is the ",
    " was a ",
    " has been ",
    " covers ",
    " writes ",
    " ist freie ",
    " ist redakteur",
    " ist journalist",
    " schreibt ",
    " est journaliste ",
    " es periodista ",
    " è giornalista ",
    " is our ",
];

/// Near the end go lines about the author: those that begin with the name and say who that is, a name on a line of
/// its own, and what comes after them.
pub(super) fn without_blurb<'a>(mut lines: Vec<Line<'a>>, byline: &str) -> Vec<Line<'a>> {
    let names: Vec<String> = byline
        .split([',', '&'])
        .flat_map(|n| n.split(" and "))
        .map(folded)
        .filter(|n| n.len() > 4)
        .collect();
    let from = lines.len().saturating_sub(BLURB).max(1);
    let about = |l: &Line<'_>| {
        let rest = names
            .iter()
            .find_map(|name| l.start.strip_prefix(name.trim_end()));
        let said = rest.is_some_and(|r| {
            r == " " && l.piece.words > 1 || IS.iter().any(|is| r.starts_with(is))
        });
        let first = names.iter().filter_map(|n| n.split_whitespace().next());
        let mut first = first.filter(|f| f.len() > 2);
        let given = first.any(|f| {
            let rest = l.start.trim_start().strip_prefix(f);
            rest.is_some_and(|r| IS.iter().any(|is| r.starts_with(is)))
        });
        let own = SELF.iter().any(|s| l.start.starts_with(s));
        let marked = l.piece.hints.any(Hints::AUTHOR.with(Hints::BYLINE));
        l.piece.words < 90 && (said || given || own || marked)
    };
    let told = |n: usize| lines.iter().take(n).filter(|l| l.piece.is_prose()).count() > 1;
    let end = (from..lines.len()).find(|n| lines.get(*n).is_some_and(about));
    if let Some(n) = end.filter(|n| told(*n)) {
        lines.truncate(n);
    }
    lines
}
