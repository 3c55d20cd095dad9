//! Plain text to pieces: blank lines, quoting, lists, verse, code, and lines that were broken to a width.

use std::collections::VecDeque;

use super::{
    line::{Line, take},
    list::{Accepted, List},
    marker::{is_heading, is_rule, underlined},
    piece::{Join, Piece, Row},
    run::{is_code, is_table, paragraphs},
    shape::Shape,
};
use crate::article::BlockKind;

/// Most lines of a run that are looked at together, where each is a paragraph anyhow.
const MOST_LINES: usize = 512;

/// The pieces of a text, in order.
#[derive(Debug)]
pub(super) struct Body<'a> {
    rest: &'a str,
    shape: Shape,
    lines: Vec<Line<'a>>,
    /// Blank lines already read before the next ones.
    blanks: usize,
    ready: VecDeque<Piece<'a>>,
    list: List,
}

impl<'a> Body<'a> {
    pub(super) fn of(text: &'a str, shape: Shape) -> Self {
        Body {
            rest: text,
            shape,
            lines: Vec::new(),
            blanks: 0,
            ready: VecDeque::new(),
            list: List::default(),
        }
    }

    /// Reads the lines up to the next blank one; gives the number of blank lines before them, `None` at the end.
    fn read_lines(&mut self) -> Option<usize> {
        self.lines.clear();
        let most = if self.shape.wrap.is_some() {
            usize::MAX
        } else {
            MOST_LINES
        };
        let mut gap = std::mem::take(&mut self.blanks);
        while self.lines.len() < most
            && let Some(raw) = take(&mut self.rest)
        {
            let line = Line::of(raw);
            match (line.is_blank(), self.lines.is_empty()) {
                (true, true) => gap += 1,
                (true, false) => {
                    self.blanks = 1;
                    break;
                }
                (false, _) => self.lines.push(line),
            }
        }
        (!self.lines.is_empty()).then_some(gap)
    }

    /// Parts lines that follow each other by how deeply they are quoted, as mail is.
    fn split(&mut self, lines: &[Line<'a>], gap: usize) {
        if !lines.iter().any(|line| line.words.starts_with('>')) {
            self.flow(lines, gap, 0);
            return;
        }
        // A lone line of two signs points at something; it quotes nothing.
        if let [line] = lines
            && line.words.starts_with(">>")
        {
            self.flow(lines, gap, 0);
            return;
        }
        let mut gap = gap;
        for part in lines.chunk_by(|a, b| quoted(a.words).0 == quoted(b.words).0) {
            let level = part.first().map_or(0, |line| quoted(line.words).0);
            if level == 0 {
                self.flow(part, gap, 0);
            } else {
                let inner: Vec<Line<'a>> = part
                    .iter()
                    .map(|line| Line::of(quoted(line.words).1))
                    .collect();
                for run in inner.split(Line::is_blank).filter(|run| !run.is_empty()) {
                    self.flow(run, gap, level);
                    gap = 1;
                }
            }
            gap = 0;
        }
    }

    /// Lines that follow each other, quoted alike.
    fn flow(&mut self, lines: &[Line<'a>], gap: usize, quote: u8) {
        let from = self.ready.len();
        match lines {
            [line] => self.single(line, gap),
            [line, below, rest @ ..] if let Some(level) = underlined(line, below) => {
                self.list.end();
                self.ready.push_back(Piece::of(
                    BlockKind::Heading(level),
                    gap,
                    line.indent,
                    line.words,
                ));
                match rest {
                    [] => {}
                    [line] => self.single(line, 0),
                    _ => self.run(rest, 0),
                }
            }
            _ => self.run(lines, gap),
        }
        for piece in self.ready.iter_mut().skip(from).filter(|_| quote > 0) {
            piece.quote = quote;
            if piece.kind == BlockKind::Paragraph {
                piece.kind = BlockKind::BlockQuote;
            }
        }
    }

    /// A line between blank ones.
    fn single(&mut self, line: &Line<'a>, gap: usize) {
        let alone = std::slice::from_ref(line);
        if is_rule(line.words) {
            self.list.end();
            self.ready.push_back(Piece::rule(gap));
            return;
        }
        if let Some(item) = self.list.item(line, gap, Accepted::of(alone, &self.list)) {
            self.ready.push_back(item);
            return;
        }
        let kind = if is_heading(line, gap, &self.shape) {
            BlockKind::Heading(2)
        } else if is_code(alone, &self.shape) {
            BlockKind::Code
        } else {
            BlockKind::Paragraph
        };
        let mut piece = Piece::of(kind, gap, line.indent, line.words);
        self.list.admit(&mut piece, line.indent, &self.shape);
        self.list.after(line.words);
        self.ready.push_back(piece);
    }

    /// Several lines without a blank one between.
    fn run(&mut self, lines: &[Line<'a>], gap: usize) {
        if is_code(lines, &self.shape) || is_table(lines) {
            let row = |line: &Line<'a>| Row {
                join: Join::Hard,
                indent: line.indent,
                words: line.words,
            };
            let mut piece = Piece::of(BlockKind::Code, gap, 0, "");
            piece.rows = lines.iter().map(row).collect();
            self.list.end();
            self.ready.push_back(piece);
        } else {
            self.ready
                .extend(paragraphs(lines, gap, &self.shape, &mut self.list));
        }
    }
}

impl<'a> Iterator for Body<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while self.ready.is_empty() {
            let gap = self.read_lines()?;
            let lines = std::mem::take(&mut self.lines);
            self.split(&lines, gap);
            self.lines = lines;
        }
        self.ready.pop_front()
    }
}

/// How deeply a line is quoted, and what it quotes.
fn quoted(words: &str) -> (u8, &str) {
    let mut level: u8 = 0;
    let mut rest = words;
    while let Some(inner) = rest.strip_prefix('>') {
        level = level.saturating_add(1);
        rest = inner
            .strip_prefix(' ')
            .filter(|inner| inner.starts_with('>'))
            .unwrap_or(inner);
    }
    (level, rest.strip_prefix(' ').unwrap_or(rest))
}
