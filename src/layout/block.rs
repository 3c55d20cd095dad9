//! A block, or a part of one, to lines.

use super::{
    Bidi, Edge, Lead, Line, Options, Wide,
    breaks::{self, Goal, Shape},
    drawn,
    fragment::{self, Fragment},
    frame::Frame,
    hyphen, initial,
    unit::Break,
    visual::{self, Paragraph},
};
use crate::{
    article::{Article, BlockKind},
    text::{self, Span, byte, graphemes},
};
use hypher::Lang;

/// Cells by which the rest of a too long line of code is indented, where there is room.
const CONTINUED: u16 = 2;
/// Longest line of code that is looked at sideways, in cells: a longer one goes on in further lines in any case.
const LONGEST: usize = 512;
/// Narrowest measure in which signs hang, in cells.
const HANGING_FROM: u16 = 40;
/// How many characters are looked at for the first letter of a paragraph.
const LOOK: usize = 1024;

/// Words to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// The words, of one block.
    pub(super) span: Span,
    /// Whether the block begins with them.
    pub(super) first: bool,
    /// Whether the block ends with them.
    pub(super) last: bool,
}

/// The lines of words of the block at `index`; at least one.
pub(super) fn set(article: &Article, index: usize, words: Words, options: &Options) -> Vec<Line> {
    let text = article.text();
    let Some(block) = article.blocks().get(index) else {
        return Vec::new();
    };
    let mut frame = Frame::of(article, index, options);
    if !words.first {
        frame = frame.continued();
    }
    let mut lines = match block.kind {
        BlockKind::Image(picture) if words.first => {
            pixels(picture, words.span.start, frame, options)
        }
        _ => Vec::new(),
    };
    if !lines.is_empty() && words.span.is_empty() {
        return lines;
    }
    if block.kind == BlockKind::Code {
        return code(text, words, frame, options);
    }
    let column = Column {
        frame,
        measure: options.measure,
        lang: hyphen::patterns(options).filter(|_| frame.hyphens),
        rtl: reads_from_right(block.span.of(text)),
        visual: options.bidi == Bidi::Visual,
        initial: initial::of(article, index, options).filter(|_| words.first && frame.first == 0),
        hang: options.edge == Edge::Hanging && frame.runs && options.measure >= HANGING_FROM,
    };
    lines.append(&mut column.set(text, words));
    lines
}

/// The rows of a picture, flush with the words around it; its own words begin at byte `at`.
fn pixels(picture: u32, at: u32, frame: Frame, options: &Options) -> Vec<Line> {
    let room = options.room(picture);
    let label = Frame::label_of(options.measure);
    let row = |row| Line {
        span: Span { start: at, end: at },
        indent: frame.first.saturating_sub(label),
        lead: Lead::Pixels { picture, row },
        ..Line::default()
    };
    (0..room.height).map(row).collect()
}

/// The lines of a text that is not a block.
pub(super) fn set_text(text: &str, options: &Options) -> Vec<Line> {
    let column = Column {
        frame: Frame {
            first: 0,
            rest: 0,
            behind: 0,
            lead: Lead::None,
            goal: Goal::Balanced,
            hyphens: false,
            runs: false,
        },
        measure: options.measure,
        lang: None,
        rtl: reads_from_right(text),
        visual: options.bidi == Bidi::Visual,
        initial: None,
        hang: false,
    };
    let words = Words {
        span: Span::new(0, text.len()),
        first: true,
        last: true,
    };
    column.set(text, words)
}

/// How running text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Indents, lead and goal.
    pub(super) frame: Frame,
    /// Widest line, in cells.
    pub(super) measure: u16,
    /// Language of the hyphens; `None` for none.
    pub(super) lang: Option<Lang>,
    /// The text reads from right to left.
    pub(super) rtl: bool,
    /// Lines have the order of the screen.
    pub(super) visual: bool,
    /// The first letter, where it is set large.
    pub(super) initial: Option<char>,
    /// The last cell of the measure is for what hangs.
    pub(super) hang: bool,
}

impl Column {
    /// The lines of `words`; at least one.
    pub(super) fn set(&self, text: &str, words: Words) -> Vec<Line> {
        let all = words.span.of(text);
        let whole = all.strip_suffix('\n').filter(|_| !words.last);
        let open = !words.last && whole.is_none();
        let mut lines = Vec::new();
        let mut at = words.span.start;
        let mut pieces = whole.unwrap_or(all).split('\n').peekable();
        while let Some(piece) = pieces.next() {
            let first = if lines.is_empty() {
                self.frame.first
            } else {
                self.frame.rest
            };
            let shape = Shape {
                first: self.room(first),
                rest: self.room(self.frame.rest),
                goal: self.frame.goal,
                open: open && pieces.peek().is_none(),
            };
            self.paragraph(piece, at, shape, &mut lines);
            at += byte(piece.len()) + 1;
        }
        if let Some(line) = lines.first_mut()
            && self.initial.is_none()
        {
            line.lead = self.frame.lead;
        }
        lines
    }

    /// Cells beside an indent.
    fn room(&self, indent: u16) -> u32 {
        let hang = u16::from(self.hang);
        let taken = indent.saturating_add(self.frame.behind + hang);
        u32::from(self.measure.saturating_sub(taken).max(1))
    }

    /// Adds the lines of one hard line, which begins at byte `at`.
    fn paragraph(&self, text: &str, at: u32, shape: Shape, lines: &mut Vec<Line>) {
        let room = shape.first.min(shape.rest) as usize;
        let fragments = if self.hang && !self.rtl {
            fragment::hanging(text, at, room, self.lang)
        } else {
            fragment::fragments(text, at, room, self.lang)
        };
        let order = (self.visual && (self.rtl || visual::is_mixed(text)))
            .then(|| Paragraph::new(text, Some(self.rtl)));
        let first = if lines.is_empty() {
            self.frame.first
        } else {
            self.frame.rest
        };
        if fragments.is_empty() {
            lines.push(Line {
                span: Span { start: at, end: at },
                indent: first,
                rtl: self.rtl,
                ..Line::default()
            });
        }
        let initial = self.initial.filter(|_| lines.is_empty());
        let beside = initial.and_then(|letter| {
            let runs = initial::lines(&fragments, &shape)?;
            Some((letter, runs))
        });
        if let Some((letter, runs)) = beside {
            self.beside(letter, (&fragments, &runs), &shape, lines);
            return;
        }
        for (from, to) in breaks::optimal(&fragments, &shape) {
            let run = fragments.get(from..to).unwrap_or_default();
            let last = to == fragments.len();
            let indent = if from == 0 { first } else { self.frame.rest };
            let line = self.line(run, &shape, indent, last);
            lines.extend(line.map(|line| Line {
                runs: visual::runs_of(order.as_ref(), at, line.span),
                ..line
            }));
        }
    }

    /// Adds lines of which the first few stand beside a large initial.
    fn beside(
        &self,
        letter: char,
        (fragments, runs): (&[Fragment], &[breaks::Run]),
        shape: &Shape,
        lines: &mut Vec<Line>,
    ) {
        for ((from, to), row) in runs.iter().zip(0..) {
            let run = fragments.get(*from..*to).unwrap_or_default();
            let indent = match row {
                // The letter is one of its words.
                0 => initial::COLUMNS - 1,
                _ if row < initial::ROWS => initial::COLUMNS,
                _ => self.frame.rest,
            };
            let line = self.line(run, shape, indent, *to == fragments.len());
            lines.extend(line.map(|mut line| {
                if row < initial::ROWS {
                    line.lead = Lead::Initial { letter, row };
                }
                if row == 0 {
                    let (start, after) = (line.span.start, line.span.start + 1);
                    let words = Span {
                        start: after,
                        end: line.span.end,
                    };
                    line.indent = 0;
                    line.cells = vec![(0, Span { start, end: after }), (initial::COLUMNS, words)];
                }
                line
            }));
        }
    }

    /// The line of a run of fragments.
    fn line(&self, run: &[Fragment], shape: &Shape, indent: u16, last: bool) -> Option<Line> {
        let (head, tail) = (run.first()?, run.last()?);
        let hyphen = tail.ends == Break::Hyphen && !last;
        let hangs = if tail.ends == Break::Hyphen && last {
            0
        } else {
            tail.hangs
        };
        let slack = self
            .room(indent)
            .saturating_sub((tail.to + u32::from(hyphen)).saturating_sub(head.from + hangs));
        let spread = shape.goal == Goal::Justified
            && (shape.open || !last)
            && slack <= (tail.gaps - head.gaps_before) * (breaks::WIDEST_GAP - 1);
        Some(Line {
            span: Span {
                start: head.start,
                end: tail.end,
            },
            indent,
            stretch: if spread {
                text::cells(slack as usize)
            } else {
                0
            },
            hyphen,
            rtl: self.rtl,
            ..Line::default()
        })
    }
}

/// The lines of code: kept as it stands, a line too long going on in further ones.
fn code(text: &str, words: Words, frame: Frame, options: &Options) -> Vec<Line> {
    let all = words.span.of(text);
    let all = all
        .strip_suffix('\n')
        .filter(|_| !words.last)
        .unwrap_or(all);
    let before = text.get(..words.span.start as usize).unwrap_or_default();
    let mut continued = !words.first && !before.ends_with('\n');
    let room = options.measure.saturating_sub(frame.rest).max(1);
    let wide = if options.wide == Wide::Scroll {
        widest(all, room).map_or(0, |cells| cells.saturating_add(frame.rest))
    } else {
        0
    };
    let further = if room > 4 * CONTINUED { CONTINUED } else { 0 };
    let mut lines = Vec::new();
    let mut at = words.span.start;
    for source in all.split('\n') {
        let kept = source.trim_end_matches([' ', '\t']);
        let mut rest = kept;
        let whole = wide > 0 && !continued && drawn::width(kept) <= LONGEST;
        loop {
            let extra = if continued { further } else { 0 };
            let (head, tail) = if whole {
                (rest, "")
            } else {
                cut(rest, room - extra)
            };
            let start = at + byte(kept.len() - rest.len());
            lines.push(Line {
                span: Span {
                    start,
                    end: start + byte(head.len()),
                },
                indent: frame.rest + extra,
                wide: if whole { wide } else { 0 },
                lead: if continued {
                    Lead::Continued
                } else {
                    Lead::None
                },
                ..Line::default()
            });
            rest = tail;
            continued = !rest.is_empty();
            if !continued {
                break;
            }
        }
        at += byte(source.len()) + 1;
    }
    lines
}

/// Cells of the widest of the lines of code that are looked at sideways; `None` where all of them fit `room`.
fn widest(code: &str, room: u16) -> Option<u16> {
    let lines = code
        .split('\n')
        .map(|line| line.trim_end_matches([' ', '\t']));
    let widths = lines.map(drawn::width).filter(|w| *w <= LONGEST);
    widths.max().filter(|w| *w > room.into()).map(text::cells)
}

/// The longest start of a line of code that fits `room` cells, at least one grapheme, and the rest; shorter by a name
/// that the edge would tear, where half of the room stays filled.
fn cut(line: &str, room: u16) -> (&str, &str) {
    let mut used = 0;
    let mut end = 0;
    let mut parted = 0;
    for (g, width) in graphemes(line) {
        let width = drawn::step(g, width, used);
        if used + width > room && used > 0 {
            end = if g.starts_with(is_named) && parted > 0 {
                parted
            } else {
                end
            };
            break;
        }
        used += width;
        end += g.len();
        if !g.ends_with(is_named) && used >= room.div_ceil(2) {
            parted = end;
        }
    }
    line.split_at_checked(end).unwrap_or((line, ""))
}

/// Whether a name or a number of code may have `c`.
fn is_named(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a paragraph reads from right to left: its first letter is of such a script (UAX 9, rules P2 and P3,
/// without isolates, which clean text does not hold).
#[must_use]
pub fn reads_from_right(text: &str) -> bool {
    text.chars()
        .take(LOOK)
        .find(|c| c.is_alphabetic())
        .is_some_and(visual::reads_from_right)
}
