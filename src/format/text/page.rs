//! A whole page dumped as text begins with the site's navigation. Where its story does is told from what comes
//! after: the headline is the line above the first running text that looks most like one.

use super::{
    body::Body,
    credit::{byline, credit, dateline},
    dump::Dump,
    head::is_headline,
    line::ends_sentence,
    marker::is_centred,
    piece::Piece,
    shape::{Shape, WINDOW},
};
use crate::{article::BlockKind, text::width};

/// Most pieces that are looked at for the headline.
const PIECES: usize = 400;

/// Cells that a paragraph of running text fills at least.
const RUNNING: usize = 120;

/// How far behind the first running text the next may stand, in pieces.
const NEAR: usize = 8;

/// Whether the `first` pieces of a text are those of a page: its links are marked, or lists open it.
pub(super) fn is_page(first: &[Piece<'_>], dump: &Dump<'_>) -> bool {
    let listed = |p: &&Piece<'_>| matches!(p.kind, BlockKind::Item(_)) || p.line().trim() == "•";
    dump.is_dump() || first.iter().filter(listed).count() > 2
}

/// Takes more of the `body`, as far as the headline is looked for: no further than the window that decides.
pub(super) fn more<'a>(first: &mut Vec<Piece<'a>>, body: &mut Body<'a>) {
    let mut room = WINDOW;
    while first.len() < PIECES && room > 0 {
        let Some(piece) = body.next() else { return };
        room = room.saturating_sub(piece.rows.iter().map(|row| row.words.len() + 1).sum());
        first.push(piece);
    }
}

/// How many of the pieces `above` the headline are nothing to read: all, or none where running text is among them.
pub(super) fn idle(above: &[Piece<'_>]) -> usize {
    let read = |p: &Piece<'_>| {
        let line = p.line();
        p.kind == BlockKind::Paragraph && ends_sentence(&line) && width(&line) > SENTENCE
    };
    if above.iter().any(read) {
        0
    } else {
        above.len()
    }
}

/// Cells of a sentence that is worth reading.
const SENTENCE: usize = 100;

/// Index of the headline among the first pieces of a page.
pub(super) fn headline(pieces: &[Piece<'_>], shape: &Shape, dump: &Dump<'_>) -> Option<usize> {
    let lines: Vec<String> = pieces
        .iter()
        .map(|p| {
            if p.is_longer(4000) {
                String::new()
            } else {
                dump.plain(&p.line())
            }
        })
        .collect();
    let runs = |n: &usize| {
        let prose = pieces
            .get(*n)
            .is_some_and(|p| p.kind == BlockKind::Paragraph);
        prose
            && lines
                .get(*n)
                .is_some_and(|line| ends_sentence(line) && width(line) >= RUNNING)
    };
    let mut running = (0..pieces.len()).filter(runs);
    let near = |n: &usize| (n + 1..n + 1 + NEAR).any(|n| runs(&n));
    let story = running.clone().find(near).or_else(|| running.next())?;
    let page = Page {
        pieces: pieces.get(..story)?,
        lines: &lines,
        shape,
    };
    let scored = (0..story).filter_map(|n| Some((page.score(n)?, n)));
    scored.max_by_key(|(score, _)| *score).map(|(_, n)| n)
}

/// What a piece of distance from the running text takes from a headline's score.
const FAR: i32 = 5;

/// Whether a line gives a date among other words, as the line below a headline does.
fn says_when(line: &str) -> bool {
    let year = |w: &str| {
        w.len() == 4 && (w.starts_with("20") || w.starts_with("19")) && w.parse::<u16>().is_ok()
    };
    let mut words = line.split([' ', ',', '.', '\u{a0}', '/', '-', ':']);
    words.clone().any(year)
        && words.any(|w| (1..=2).contains(&w.len()) && w.parse::<u8>().is_ok_and(|day| day < 32))
}

/// What stands above the running text.
struct Page<'a> {
    pieces: &'a [Piece<'a>],
    lines: &'a [String],
    shape: &'a Shape,
}

impl Page<'_> {
    fn line(&self, n: usize) -> &str {
        self.lines.get(n).map_or("", String::as_str)
    }

    /// Whether piece `n` can be the headline at all.
    fn can_be(&self, n: usize) -> bool {
        let set = self
            .pieces
            .get(n)
            .is_some_and(|p| matches!(p.kind, BlockKind::Paragraph | BlockKind::Heading(_)));
        let line = self.line(n);
        let words = line.split_whitespace().count();
        set && (words > 2 || width(line) > 20)
            && is_headline(line, false)
            && !line.starts_with(['#', '[', '('])
            && credit(line).is_none()
    }

    /// How much piece `n` looks like the headline; `None` where it cannot be.
    fn score(&self, n: usize) -> Option<i32> {
        let piece = self.pieces.get(n).filter(|_| self.can_be(n))?;
        let line = self.line(n);
        let line_at = super::line::Line {
            indent: piece.indent(),
            words: line,
        };
        let hangs = self.shape.margin > 1 && piece.indent() == 0;
        let middle = self
            .shape
            .wrap
            .is_some_and(|width| is_centred(&line_at, self.shape.margin, width));
        let long = (25..=160).contains(&width(line));
        let dated = (n + 1..n + 5)
            .any(|n| byline(self.line(n)).is_some() || dateline(self.line(n)).is_some());
        // The line below a headline is often one of its kind, the standfirst.
        let below = n > 0
            && self.can_be(n - 1)
            && self
                .pieces
                .get(n - 1)
                .is_some_and(|p| p.indent() == piece.indent());
        let far = i32::try_from(self.pieces.len() - n).unwrap_or(i32::MAX);
        let mut score = -far.saturating_mul(FAR);
        for (found, weight) in [
            (hangs || middle, 300),
            (long, 200),
            (self.repeats(n), 200),
            (dated, 200),
            (below, -100),
            (says_when(line), -200),
        ] {
            score += if found { weight } else { 0 };
        }
        Some(score)
    }

    /// Whether the line stands on the page again: in the path to it, under its picture.
    fn repeats(&self, n: usize) -> bool {
        let line = self.line(n);
        let start = line.get(..line.floor_char_boundary(30)).unwrap_or(line);
        line.len() > 20
            && self
                .lines
                .iter()
                .enumerate()
                .any(|(other, text)| other != n && text.contains(start))
    }
}
