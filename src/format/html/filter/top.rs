//! What stands between the headline and the first prose: byline, date, the headline once more.

use super::{
    super::{
        bylines, dates,
        hints::Hints,
        meta::line_of,
        page::Page,
        phrases::{self, Role, folded},
        pieces::Pieces,
        titles::likeness,
    },
    furniture::{Line, SHORT},
};
use crate::article::{BlockKind, Meta};

/// Longest byline that says so and is marked as one, in words: it may tell what the authors are.
const LONG: usize = 40;

/// Longest line that begins like a byline or a date and holds a date, in words.
const DATED: usize = 24;

/// Longest line that is nothing but the byline, in words.
const SIGNED: usize = 12;

/// Longest line of numbers, and longest label without what it labels, in words.
const BARE: usize = 3;

/// Fewest words of the headline where a line that repeats it goes wherever it stands.
const TELLING: usize = 5;

/// Before the first prose go byline, date and a second headline.
pub(super) fn without_top<'a>(
    page: &Page,
    pieces: &Pieces,
    lines: Vec<Line<'a>>,
    meta: &Meta,
) -> Vec<Line<'a>> {
    let text = |l: &Line<'_>| line_of(page, pieces, l.piece.runs.clone());
    let begins = |l: &Line<'_>| l.piece.is_prose() && !frames(l, &text(l));
    let first = lines.iter().position(begins).unwrap_or(0);
    let title = folded(&meta.title);
    let names = folded(&meta.byline);
    let signs = |l: &Line<'_>| {
        let short = l.piece.words <= SIGNED && l.piece.is_plain() && !meta.byline.is_empty();
        short && folded(&bylines::joined(&[text(l)], &meta.lang)) == names
    };
    let telling = title.split_whitespace().count() >= TELLING;
    let mut n = 0;
    lines
        .into_iter()
        .filter(|l| {
            n += 1;
            let top = n <= first;
            let alike = || {
                if l.words.is_empty() {
                    0.0
                } else {
                    likeness(&l.words, &title)
                }
            };
            if l.is_heading() && alike() > 0.9 {
                return false;
            }
            // A player names its video so, a row of buttons the story that it shares.
            if l.piece.is_plain() && telling && alike() > 0.98 {
                return false;
            }
            let words = matches!(l.piece.kind, BlockKind::Item(_) | BlockKind::Heading(_))
                || l.piece.is_plain();
            !(top
                && words
                && (frames(l, &text(l)) || signs(l) || l.piece.words < SHORT && alike() > 0.9))
        })
        .collect()
}

/// Whether a line above the prose is about the article and not of it.
fn frames(line: &Line<'_>, text: &str) -> bool {
    is_byline(line, text) || is_date(line, text) || is_bare(line) || is_path(line)
}

fn is_byline(line: &Line<'_>, text: &str) -> bool {
    let told = || phrases::plays(&line.start, Role::Byline);
    if line.piece.hints.any(Hints::BYLINE) && line.piece.words <= LONG {
        return line.piece.words <= 20 || told();
    }
    let dated = || line.piece.words <= DATED && dates::is_mentioned(text) && !is_sentence(text);
    told() && (line.piece.words <= 12 && bylines::is_name(text, false) || dated())
}

fn is_date(line: &Line<'_>, text: &str) -> bool {
    let marked = line.piece.hints.any(Hints::DATE);
    let told = || line.plays(Role::Date) && !line.piece.is_prose();
    line.piece.words <= DATED
        && dates::is_mentioned(text)
        && (line.piece.words <= 8
            || line.piece.words <= DATED && is_of_numbers(line)
            || line.piece.words <= 20 && told()
            || line.piece.words <= DATED && marked && !is_sentence(text))
}

/// Whether most words of a line are numbers: day, month, year, hour, minute.
fn is_of_numbers(line: &Line<'_>) -> bool {
    let all = || line.words.split_whitespace();
    let numbers = all().filter(|w| w.starts_with(|c: char| c.is_numeric()));
    numbers.count() * 2 >= all().count()
}

/// Whether a line ends as sentences do: not in "9 p.m.".
fn is_sentence(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(['.', '!', '?', '。', '"', '”', '»']) && !text.ends_with("m.")
}

/// Whether a line has only numbers, of readers, minutes, hours, or is a label without a name: "Written by".
fn is_bare(line: &Line<'_>) -> bool {
    let mut words = line.words.split_whitespace();
    let short = (1..=BARE).contains(&line.piece.words) && line.piece.is_plain();
    let number = |w: &str| w.chars().all(|c| c.is_ascii_digit());
    short && (words.all(number) || line.plays(Role::Byline))
}

/// Whether a line is the way to the page: "News > Nation".
fn is_path(line: &Line<'_>) -> bool {
    let parts = || line.text.split(['>', '›', '»', '❯']).map(str::trim);
    let few = |p: &str| (1..=4).contains(&p.split_whitespace().count());
    line.piece.words <= 12 && line.piece.is_plain() && parts().count() >= 2 && parts().all(few)
}
