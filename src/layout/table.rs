//! Tables: columns fitted to the measure, or, where there are too many for it, a record a row.
//!
//! The columns are fitted to the first rows of a table, so that the parts of a long one agree and cost no more than
//! what is seen of them.

use super::{
    Bidi, Lead, Line, Options, Wide,
    block::{Column, Words},
    breaks::Goal,
    drawn,
    frame::Frame,
    segment::{PART, same_table},
    visual::{self, Paragraph, Run},
};
use crate::{
    article::{Article, Block, BlockKind},
    text::{self, Span, byte},
};

/// Cells between two columns.
const BETWEEN: usize = 2;
/// Narrowest column of a table whose cells are wrapped, in cells; with less, every row becomes a record.
const NARROWEST: usize = 8;

/// Widest column of a table that is looked at sideways, in cells; longer cells are wrapped.
const WIDEST: usize = 40;

/// How a table is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Cells before it.
    indent: u16,
    /// Widest line, in cells.
    measure: u16,
    /// Cells have the order of the screen.
    visual: bool,
    /// It may be wider than the measure.
    scrolls: bool,
    /// Cells that it takes where it is.
    wide: u16,
    columns: Vec<Fit>,
    /// The heads of the columns, to label the values of records with; `None` for columns side by side.
    records: Option<Vec<Span>>,
}

/// A column: where it begins, how wide it is, both in cells, and whether it holds numbers, set flush right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fit {
    start: usize,
    width: usize,
    numbers: bool,
}

/// A row of the page: the index of its block, and its line; `None` for a blank one.
type Set = (u32, Option<Line>);

/// The cells of a row, at most `most`: what is over stays in the last.
fn cells(text: &str, row: Span, most: usize) -> impl Iterator<Item = Span> {
    let mut at = row.start;
    row.of(text).splitn(most.max(1), '\t').map(move |cell| {
        let span = Span {
            start: at,
            end: at + byte(cell.len()),
        };
        at = span.end + 1;
        span
    })
}

/// Whether a cell is a number, with sign, unit or brackets; an empty one may be.
fn is_number(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    cell.is_empty() || matches!(cell, "-" | "–" | "—") || (digits > 0 && letters <= 1)
}

/// What is known of a column before it is fitted.
#[derive(Clone, Copy, Debug, Default)]
struct Natural {
    /// Cells of the widest cell, and of the longest word.
    width: usize,
    longest: usize,
    /// Cells of the widest cell below the head.
    below: usize,
    /// Whether words, and whether numbers, stand below the head.
    words: bool,
    numbers: bool,
}

impl Table {
    /// The table that begins with the block at `first`.
    pub(super) fn fit(article: &Article, first: usize, options: &Options) -> Self {
        let frame = Frame::of(article, first, options);
        let mut table = Self {
            indent: frame.rest,
            measure: options.measure,
            visual: options.bidi == Bidi::Visual,
            scrolls: options.wide == Wide::Scroll,
            ..Self::default()
        };
        let text = article.text();
        let mut natural: Vec<Natural> = Vec::new();
        let mut heads = Vec::new();
        let start = article.blocks().get(first).map_or(0, |b| b.span.start);
        for row in rows(article, first) {
            let head = is_head(row);
            let spans = cells(text, row.span, usize::MAX);
            for (n, span) in spans.enumerate() {
                if natural.len() <= n {
                    natural.push(Natural::default());
                }
                if heads.len() == n && row.span.start == start {
                    heads.push(span);
                }
                if let Some(column) = natural.get_mut(n) {
                    let cell = span.of(text);
                    let width = drawn::width(cell);
                    column.width = column.width.max(width);
                    if !head {
                        column.below = column.below.max(width);
                    }
                    let words = cell.split(' ').map(drawn::width);
                    column.longest = words.max().unwrap_or(0).max(column.longest);
                    column.words |= !head && !is_number(cell);
                    column.numbers |= !head && cell.bytes().any(|b| b.is_ascii_digit());
                }
            }
        }
        let has_head = article.blocks().get(first).is_some_and(is_head);
        if !table.side_by_side(&natural) {
            table.records = Some(if has_head { heads } else { Vec::new() });
        }
        table
    }

    /// Cells that the table may take.
    fn room(&self) -> usize {
        usize::from(self.measure.saturating_sub(self.indent).max(1))
    }

    /// Fits the columns next to each other; whether there is room.
    fn side_by_side(&mut self, natural: &[Natural]) -> bool {
        let count = natural.len();
        let between = BETWEEN * count.saturating_sub(1);
        if between > self.room() && !self.scrolls {
            return false;
        }
        let room = self.room().saturating_sub(between);
        let widths: Vec<usize> = natural.iter().map(|n| n.width.max(1)).collect();
        let widths = if widths.iter().sum::<usize>() <= room {
            widths
        } else if count * NARROWEST <= room {
            shrunk(natural, room)
        } else if self.scrolls {
            widths.into_iter().map(|w| w.min(WIDEST)).collect()
        } else {
            return false;
        };
        let mut start = 0;
        for (column, width) in natural.iter().zip(widths) {
            self.columns.push(Fit {
                start,
                width,
                // The head of such a column may be broken, the numbers not.
                numbers: column.numbers && !column.words && width >= column.below,
            });
            start += width + BETWEEN;
        }
        let end = usize::from(self.indent) + start.saturating_sub(BETWEEN);
        if end > usize::from(self.measure) {
            self.wide = text::cells(end);
        }
        true
    }

    /// The rows of the blocks from `from` to `to`.
    pub(super) fn set(&self, article: &Article, from: usize, to: usize) -> Vec<Set> {
        let mut out: Vec<Set> = Vec::new();
        let mut height = 0;
        let blocks = article.blocks();
        for (index, block) in blocks.iter().enumerate().take(to).skip(from) {
            let lines = match &self.records {
                None => self.row(article.text(), block.span),
                Some(_) if is_head(block) => self.running(article.text(), block.span, 0),
                Some(heads) => self.record(article.text(), block.span, heads),
            };
            // Rows of several lines are told apart.
            let tall = lines.len() > 1 || height > 1;
            if tall && index > from && !out.is_empty() && !is_ruled(&out) {
                out.push((byte(index), None));
            }
            height = lines.len();
            out.extend(lines.into_iter().map(|line| (byte(index), Some(line))));
            let ends_head = blocks
                .get(index + 1)
                .is_some_and(|next| same_table(block.kind, next.kind) && !is_head(next));
            if is_head(block) && ends_head && !block.span.is_empty() {
                out.push((byte(index), Some(self.rule(block))));
            }
        }
        out
    }

    /// The rule under the heads.
    fn rule(&self, head: &Block) -> Line {
        Line {
            span: Span {
                start: head.span.end,
                end: head.span.end,
            },
            indent: self.indent,
            lead: Lead::Rule,
            ..Line::default()
        }
    }

    /// The lines of a row, its cells side by side; at least one.
    fn row(&self, text: &str, row: Span) -> Vec<Line> {
        let spans = cells(text, row, self.columns.len());
        let mut lines: Vec<Vec<(u16, Span)>> = vec![Vec::new()];
        for (fit, cell) in self.columns.iter().zip(spans) {
            for (n, span) in wrapped(text, cell, fit.width).into_iter().enumerate() {
                let free = fit.width.saturating_sub(drawn::width(span.of(text)));
                let start = fit.start + if fit.numbers { free } else { 0 };
                let place = (text::cells(start + usize::from(self.indent)), span);
                match lines.get_mut(n) {
                    Some(line) => line.push(place),
                    None => lines.push(vec![place]),
                }
            }
        }
        lines
            .into_iter()
            .map(|cells| self.line(text, row, cells))
            .collect()
    }

    /// A line of cells.
    fn line(&self, text: &str, row: Span, cells: Vec<(u16, Span)>) -> Line {
        let own = || cells.iter().filter(|(_, s)| row.covers(*s));
        let start = own().map(|(_, s)| s.start).min().unwrap_or(row.start);
        let end = own().map(|(_, s)| s.end).max().unwrap_or(start);
        Line {
            span: Span { start, end },
            indent: self.indent,
            wide: self.wide,
            runs: self.runs(text, &cells),
            cells,
            ..Line::default()
        }
    }

    /// The words of cells in the order of the screen; what is left of a cell on a line counts as a paragraph.
    fn runs(&self, text: &str, cells: &[(u16, Span)]) -> Box<[Run]> {
        let words = |(_, span): &(u16, Span)| span.of(text);
        if !self.visual || !cells.iter().map(words).any(visual::is_mixed) {
            return Box::default();
        }
        let run = |(_, span): &(u16, Span)| {
            let paragraph = Paragraph::new(span.of(text), None);
            let mut runs = paragraph.runs(Span::new(0, span.len()));
            for run in &mut runs {
                run.span.start += span.start;
                run.span.end += span.start;
            }
            runs
        };
        cells.iter().flat_map(run).collect()
    }

    /// The lines of a row as running text, `indent` cells further in.
    fn running(&self, text: &str, row: Span, indent: usize) -> Vec<Line> {
        let width = self.room().saturating_sub(indent).max(1);
        let mut lines = column(width).set(text, whole(row));
        for line in &mut lines {
            line.indent = self.indent + text::cells(indent);
        }
        lines
    }

    /// The lines of a row as a record: a line or more for each value, after the head of its column.
    fn record(&self, text: &str, row: Span, heads: &[Span]) -> Vec<Line> {
        let most = heads.len().max(1);
        let labels = heads.iter().map(|h| drawn::width(h.of(text)));
        let label = match self.room() {
            room if room < 3 * NARROWEST => 0,
            room => labels.max().unwrap_or(0).min(room / 3),
        };
        let inset = if label > 0 { label + BETWEEN } else { 0 };
        let most = if label > 0 { most } else { usize::MAX };
        let mut lines = Vec::new();
        for (n, cell) in cells(text, row, most).enumerate() {
            let mut values = self.running(text, cell, inset);
            values.retain(|line| !line.span.is_empty());
            let head = heads
                .get(n)
                .and_then(|h| wrapped(text, *h, label.max(1)).into_iter().next());
            if let (Some(head), Some(first)) = (head.filter(|_| label > 0), values.first_mut()) {
                first.cells = vec![(self.indent, head), (first.indent, first.span)];
                first.indent = self.indent;
            }
            lines.append(&mut values);
        }
        if lines.is_empty() {
            lines.push(self.line(text, row, Vec::new()));
        }
        lines
    }
}

/// The rows that the columns of the table at block `first` are fitted to.
fn rows(article: &Article, first: usize) -> impl Iterator<Item = &Block> {
    let blocks = article.blocks().get(first..).unwrap_or_default();
    let start = blocks.first().map(|b| (b.kind, b.span.start));
    blocks.iter().take_while(move |b| {
        start.is_some_and(|(kind, at)| {
            same_table(kind, b.kind) && (b.span.end - at) as usize <= PART
        })
    })
}

/// Whether a row heads its columns.
fn is_head(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Row { head: true, .. })
}

/// Whether the last row set is a rule.
fn is_ruled(set: &[Set]) -> bool {
    set.last()
        .is_some_and(|(_, line)| line.as_ref().is_some_and(|l| l.lead == Lead::Rule))
}

/// A cell wrapped to `width` cells: a span a line, none for an empty cell.
fn wrapped(text: &str, cell: Span, width: usize) -> Vec<Span> {
    let lines = column(width).set(text, whole(cell));
    let spans = lines.into_iter().map(|line| line.span);
    spans.filter(|span| !span.is_empty()).collect()
}

/// A column of running text.
fn column(width: usize) -> Column {
    Column {
        frame: Frame {
            first: 0,
            rest: 0,
            behind: 0,
            lead: Lead::None,
            goal: Goal::Ragged,
            hyphens: false,
            runs: false,
        },
        measure: text::cells(width),
        lang: None,
        rtl: false,
        visual: false,
        initial: None,
        hang: false,
    }
}

/// A whole cell as words to be set.
fn whole(span: Span) -> Words {
    Words {
        span,
        first: true,
        last: true,
    }
}

/// Widths that sum up to no more than `room`: a column within its even share keeps its width, every other has its
/// longest word as far as there is room, and what is left is shared by how much more each would take.
fn shrunk(natural: &[Natural], room: usize) -> Vec<usize> {
    let even = room / natural.len().max(1);
    let own = |n: &Natural| if n.width <= even { n.width } else { n.longest };
    let roomy = natural.iter().map(own).sum::<usize>() <= room;
    let least = |n: &Natural| if roomy { own(n) } else { own(n).min(even) }.max(1);
    let left = room.saturating_sub(natural.iter().map(least).sum());
    let wanted: usize = natural
        .iter()
        .map(|n| n.width - least(n).min(n.width))
        .sum();
    natural
        .iter()
        .map(|n| {
            let more = n.width - least(n).min(n.width);
            least(n) + (left * more).checked_div(wanted).unwrap_or(0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Builder, layout::lay_out};

    /// Rows of a table, the first its heads, set in `measure` cells.
    fn picture(rows: &[&[&str]], measure: u16) -> String {
        set(rows, measure, Wide::Wrap)
    }

    fn set(rows: &[&[&str]], measure: u16, wide: Wide) -> String {
        let mut b = Builder::new();
        for (n, row) in rows.iter().enumerate() {
            b.open(BlockKind::Row {
                table: 0,
                head: n == 0,
            });
            for (n, cell) in row.iter().enumerate() {
                if n > 0 {
                    b.cell();
                }
                b.words(cell);
            }
        }
        let article = b.finish();
        let options = Options {
            measure,
            wide,
            ..Options::default()
        };
        let mut out = String::new();
        for (_, line) in lay_out(&article, &options) {
            match line {
                Some(line) if line.lead == Lead::Rule => out += &"─".repeat(usize::from(measure)),
                Some(line) => out += &line.plain(article.text()),
                None => {}
            }
            out.push('\n');
        }
        out
    }

    #[test]
    fn columns_take_what_they_need_and_numbers_stand_right() {
        let rows: &[&[&str]] = &[
            &["Town", "Votes", "Won by"],
            &["Oslo", "1,204", "Labour"],
            &["Bø", "87", "—"],
        ];
        assert_eq!(
            picture(rows, 30),
            "Town  Votes  Won by\n\
             ──────────────────────────────\n\
             Oslo  1,204  Labour\n\
             Bø       87  —\n"
        );
    }

    #[test]
    fn numbers_stand_right_below_a_head_that_is_broken() {
        let rows: &[&[&str]] = &[
            &["Town", "Change on last year"],
            &["Oslo", "+12.4 %"],
            &["Bø", "−8.1 %"],
        ];
        assert_eq!(
            picture(rows, 20),
            "Town  Change on last\n                year\n\
             ────────────────────\n\
             Oslo         +12.4 %\n\
             Bø            −8.1 %\n"
        );
    }

    #[test]
    fn wide_columns_are_wrapped_at_words() {
        let rows: &[&[&str]] = &[
            &["Who", "Said"],
            &["Ann Lee", "that nobody had told her"],
            &["Bo", "nothing"],
        ];
        assert_eq!(
            picture(rows, 22),
            "Who      Said\n\
             ──────────────────────\n\
             Ann Lee  that nobody\n         had told her\n\
             \n\
             Bo       nothing\n"
        );
    }

    #[test]
    fn too_many_columns_become_records() {
        let heads: &[&str] = &["Town", "Votes", "Spoilt", "Turnout"];
        let rows: &[&[&str]] = &[
            heads,
            &["Oslo", "1,204", "12", "71 %"],
            &["Bø", "", "0", "80 %"],
        ];
        assert_eq!(
            picture(rows, 26),
            "Town    Votes   Spoilt\n\
             Turnout\n\
             ──────────────────────────\n\
             Town     Oslo\n\
             Votes    1,204\n\
             Spoilt   12\n\
             Turnout  71 %\n\
             \n\
             Town     Bø\n\
             Spoilt   0\n\
             Turnout  80 %\n"
        );
    }

    #[test]
    fn a_table_that_is_looked_at_sideways_keeps_its_columns() {
        let rows: &[&[&str]] = &[
            &["Town", "Votes", "Spoilt", "Turnout"],
            &["Oslo", "1,204", "12", "71 %"],
        ];
        assert_eq!(
            set(rows, 26, Wide::Scroll),
            "Town  Votes  Spoilt  Turnout\n\
             ──────────────────────────\n\
             Oslo  1,204      12     71 %\n"
        );
        // Columns that fit do as ever.
        assert_eq!(set(rows, 40, Wide::Scroll), set(rows, 40, Wide::Wrap));
    }

    #[test]
    fn widths_never_exceed_the_room() {
        for room in 8..60 {
            for widths in [[3, 40, 9], [100, 100, 100], [1, 1, 70]] {
                let natural = widths.map(|width| Natural {
                    width,
                    longest: width.min(12),
                    ..Natural::default()
                });
                let set = shrunk(&natural, room);
                assert!(set.iter().sum::<usize>() <= room, "{room} {set:?}");
            }
        }
    }
}
