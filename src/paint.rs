//! Rows of a page to terminal cells.
//!
//! In goes a line of the layout and the row of the screen it falls on; out come symbols and styles in the buffer, and
//! which cells are links. Nothing here breaks lines or measures a column: a grapheme stands where [`Line::drawn`] puts
//! it. The cost of a row is that of its own words: whatever lies over them is found by binary search.

mod bionic;
mod initial;
mod layers;
mod moved;
mod speakers;

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption, CellWidth},
    layout::Rect,
    style::Style,
};
use std::num::NonZeroU16;

pub use speakers::Speakers;

use crate::{
    annotate::Notes,
    article::{self, Article, Block, BlockKind, Mark},
    layout::{Drawn, Lead, Line},
    text::{self, Span, byte, cells},
    theme::{Role, Theme},
};
use layers::{Layers, Patch, meeting, numbers};
use moved::Moved;
use speakers::Part;

/// Paints the lines of one article.
#[derive(Clone, Copy, Debug)]
pub struct Painter<'a> {
    /// What is read.
    pub article: &'a Article,
    /// Its stubs; its quotes come by way of `speakers`.
    pub notes: &'a Notes,
    /// What it looks like.
    pub theme: &'a Theme,
    /// Who says what in it, worked out once a story.
    pub speakers: &'a Speakers,
    /// Speech takes the colour of its speaker.
    pub by_speaker: bool,
    /// The beginnings of words are set off.
    pub bionic: bool,
    /// Cells by which wide tables and code are moved to the left ([`Line::wide`]).
    pub aside: u16,
    /// What is known of the stubs, by their number in `notes`; those beyond its end are [`StubState::Perhaps`].
    pub stub_states: &'a [StubState],
    /// Search hits, the chosen link: layers, each sorted and disjoint, a later one over the earlier.
    pub highlights: &'a [&'a [Highlight]],
}

/// Words shown in another role while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The words.
    pub span: Span,
    /// Their role, over everything else.
    pub role: Role,
}

/// What is known of the story that a stub leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StubState {
    /// It is at hand.
    Solid,
    /// Something like it is at hand, or nobody has looked yet.
    #[default]
    Perhaps,
    /// It is not at hand.
    Missing,
}

/// Cells of one row that lead somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    /// The row on the screen.
    pub y: u16,
    /// The first column.
    pub from: u16,
    /// One past the last column.
    pub to: u16,
    /// Where they lead.
    pub target: Target,
}

/// Where cells lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// By number in [`Article::links`].
    Link(u32),
    /// By number in [`Notes::stubs`].
    Stub(u32),
}

/// The bar that stands beside a block quote, once a level.
const BAR: &str = "▎";

/// Cells that one level of block quote takes of a line's indent.
const BAR_STEP: u16 = 2;

/// What a thematic break is drawn with.
const DASH: &str = "─";

impl Painter<'_> {
    /// Paints `line` of block number `block` into `row`: one row high, as wide as the measure. What leads somewhere
    /// is added to `doors`.
    pub fn row(
        &self,
        line: &Line,
        block: usize,
        row: Rect,
        buf: &mut Buffer,
        doors: &mut Vec<Door>,
    ) {
        let Some(of) = self.article.blocks().get(block) else {
            return;
        };
        let edge = Edge::of(line, self.article.text(), row);
        self.bars(levels(of), edge, line.indent, buf);
        self.lead(line, edge, buf);
        let mut piece = Span::default();
        let mut layers = Layers::over(Style::new());
        let moved = Moved::of(line, self.article.text(), self.aside, row.width);
        let ordered = line.runs.is_empty();
        let on_row = |d: &Drawn<'_>| !ordered || moved.is_before_end(d.column);
        for drawn in line.drawn(self.article.text()).take_while(on_row) {
            if !piece.contains(drawn.byte) {
                piece = piece_at(line, drawn.byte);
                layers = self.layers(piece, self.base(block, of, drawn.byte));
            }
            let Some(column) = moved.column(drawn.column, drawn.width) else {
                continue;
            };
            let cells = edge.words(column, drawn.width);
            if cells.width < drawn.width {
                continue;
            }
            let ink = layers.at(drawn.byte);
            put(buf, cells, drawn.symbol, ink.style);
            if let Some(target) = ink.target {
                open(doors, cells, target);
            }
        }
        if let Lead::Initial { letter, row } = line.lead {
            self.initial(letter, row, edge, buf);
        }
        for (column, sign) in moved.signs() {
            let style = self.over_body(Role::Accent);
            put(buf, edge.words(column, 1), sign, style);
        }
    }

    /// Paints the blank row before block number `block`: the bars of a block quote that goes on over it.
    pub fn blank(&self, block: usize, row: Rect, buf: &mut Buffer) {
        let of = |n: usize| self.article.blocks().get(n);
        let before = block.checked_sub(1).and_then(of).map_or(0, levels);
        let here = of(block).filter(|b| !b.begins).map_or(0, levels);
        let both = before.min(here);
        let edge = Edge {
            row,
            rtl: false,
            shift: 0,
        };
        self.bars(both, edge, row.width, buf);
    }

    /// The byte of the article's text that stands at column `x` of the screen on `line`, painted into `row`; beyond
    /// the last word that of the last grapheme. None where no word begins so far left.
    #[must_use]
    pub fn byte_at(&self, line: &Line, row: Rect, x: u16) -> Option<u32> {
        let text = self.article.text();
        let edge = Edge::of(line, text, row);
        let moved = Moved::of(line, text, self.aside, row.width);
        line.drawn(text)
            .filter_map(|d| Some((moved.column(d.column, d.width)?, d)))
            .map(|(column, d)| (edge.words(column, d.width).x, d.byte))
            .filter(|(start, _)| *start <= x)
            .max_by_key(|(start, _)| *start)
            .map(|(_, byte)| byte)
    }

    /// The style that the word at `byte` has before anything lies on it. It stands on a line of block number
    /// `number`, but a table set as a list repeats its head on every row.
    fn base(&self, number: usize, block: &Block, byte: u32) -> Style {
        let other = (!block.span.contains(byte)).then(|| self.article.block_at(byte));
        let of = other.and_then(|n| self.article.blocks().get(n));
        let block = of.unwrap_or(block);
        let stub = !self.notes.stubs_in(other.unwrap_or(number)).is_empty();
        self.over_body(if stub { Role::StubLabel } else { role(block) })
    }

    /// The style of a role on its paper.
    fn over_body(&self, role: Role) -> Style {
        self.theme.style(Role::Body).patch(self.theme.style(role))
    }

    /// Draws the bars of block quotes, as far as they stand in the indent.
    fn bars(&self, levels: u16, edge: Edge, indent: u16, buf: &mut Buffer) {
        let columns = (0..levels).map(|level| level.saturating_mul(BAR_STEP));
        for column in columns.take_while(|c| *c < indent) {
            let style = self.over_body(Role::QuoteBar);
            put(buf, edge.indent(column, 1), BAR, style);
        }
    }

    /// Draws a row of a large initial, over the letter itself.
    fn initial(&self, letter: char, row: u8, edge: Edge, buf: &mut Buffer) {
        let style = self.over_body(Role::Initial);
        for (column, sign) in (0..).zip(initial::row(letter, row)) {
            put(buf, edge.indent(column, 1), sign, style);
        }
    }

    /// Draws what stands in the indent, against the words.
    fn lead(&self, line: &Line, edge: Edge, buf: &mut Buffer) {
        if line.lead == Lead::Rule {
            for column in line.indent..edge.row.width {
                let style = self.over_body(Role::Rule);
                put(buf, edge.indent(column, 1), DASH, style);
            }
        }
        let role = match line.lead {
            Lead::Picture => Role::Image,
            Lead::Continued => Role::Dim,
            _ => Role::ListMarker,
        };
        let label = line.label();
        let label = label.trim_end();
        let full = line.lead.label(line.indent);
        let start = line.indent.saturating_sub(cells(text::width(&full)));
        let width = cells(text::width(label));
        let cells = edge.indent(start, width);
        for (x, (symbol, _)) in (cells.left()..cells.right()).zip(text::graphemes(label)) {
            let cell = Rect {
                x,
                width: 1,
                ..cells
            };
            put(buf, cell, symbol, self.over_body(role));
        }
    }

    /// Everything that lies over the words of `span`.
    fn layers(&self, span: Span, base: Style) -> Layers {
        let patch = |span, role| Patch {
            span,
            style: self.theme.style(role),
            target: None,
        };
        let mut layers = Layers::over(base);
        if self.bionic {
            let heads = bionic::heads(self.article.text(), span);
            layers.add(heads.into_iter().map(|s| patch(s, Role::Strong)));
        }
        layers.add(self.article.marks(span).iter().map(|m| self.mark(m)));
        layers.add(self.speakers.said(span).iter().map(|p| self.part(p)));
        layers.add(self.speakers.beside(span).iter().map(|p| self.part(p)));
        layers.add(self.stubs(span));
        for highlights in self.highlights {
            let here = meeting(highlights, span, |h| h.span);
            layers.add(here.iter().map(|h| patch(h.span, h.role)));
        }
        layers
    }

    /// Words set apart by the writer.
    fn mark(&self, mark: &Mark) -> Patch {
        let set = STYLES.iter().filter(|(s, _)| mark.style.has(*s));
        let link = mark.link.map(|_| Role::Link);
        let roles = set.map(|(_, r)| *r).chain(link);
        let style = roles.fold(Style::new(), |s, r| s.patch(self.theme.style(r)));
        Patch {
            span: mark.span,
            style,
            target: mark.link.map(Target::Link),
        }
    }

    /// A quote, or words beside it.
    fn part(&self, part: &Part) -> Patch {
        let style = self.theme.style(part.role);
        let own = part.voice().filter(|_| self.by_speaker);
        Patch {
            span: part.span,
            style: own.map_or(style, |n| style.patch(self.theme.speaker(n as usize))),
            target: None,
        }
    }

    /// The titles of stubs that meet `span`.
    fn stubs(&self, span: Span) -> impl Iterator<Item = Patch> {
        let stubs = &self.notes.stubs;
        let here = numbers(stubs, span, |s| s.title);
        let found = stubs.get(here.clone()).unwrap_or_default();
        found.iter().zip(here).map(|(stub, number)| {
            let state = self.stub_states.get(number).copied().unwrap_or_default();
            let role = match state {
                StubState::Solid => Role::StubSolid,
                StubState::Perhaps => Role::StubPerhaps,
                StubState::Missing => Role::StubMissing,
            };
            Patch {
                span: stub.title,
                style: self.theme.style(role),
                target: Some(Target::Stub(byte(number))),
            }
        })
    }
}

/// The styles of a mark and their roles.
const STYLES: [(article::Style, Role); 4] = [
    (article::Style::STRONG, Role::Strong),
    (article::Style::EMPHASIS, Role::Emphasis),
    (article::Style::CODE, Role::Code),
    (article::Style::STRIKE, Role::Strike),
];

/// The words around `byte` that stand together on `line`: the line, or one cell of a table row.
fn piece_at(line: &Line, byte: u32) -> Span {
    let spans = line.cells.iter().map(|(_, span)| *span);
    spans
        .chain([line.span])
        .find(|s| s.contains(byte))
        .unwrap_or_default()
}

/// The role of the words of a block.
fn role(block: &Block) -> Role {
    match block.kind {
        BlockKind::Heading(1) => Role::Title,
        BlockKind::Heading(_) => Role::Heading,
        BlockKind::Caption => Role::Caption,
        BlockKind::Credit => Role::Credit,
        BlockKind::Byline => Role::Byline,
        BlockKind::Dateline => Role::Dateline,
        BlockKind::Code => Role::Code,
        BlockKind::Row { head: true, .. } => Role::TableHead,
        BlockKind::Image(_) => Role::Image,
        BlockKind::Footnote => Role::Footnote,
        BlockKind::Rule => Role::Rule,
        BlockKind::BlockQuote => Role::BlockQuote,
        BlockKind::PullQuote => Role::PullQuote,
        BlockKind::Term => Role::Term,
        _ if block.quote > 0 => Role::BlockQuote,
        BlockKind::Paragraph
        | BlockKind::Item(_)
        | BlockKind::Definition
        | BlockKind::Card
        | BlockKind::Row { .. } => Role::Body,
    }
}

/// How many block quotes a block stands in.
fn levels(block: &Block) -> u16 {
    let own = u8::from(block.kind == BlockKind::BlockQuote);
    block.quote.max(own).into()
}

/// The row that a line is painted into, and the end that it begins at.
#[derive(Clone, Copy, Debug)]
struct Edge {
    row: Rect,
    rtl: bool,
    /// Cells by which the words of a line that is set flush right stand farther right than one from the left would.
    shift: u16,
}

impl Edge {
    fn of(line: &Line, text: &str, row: Rect) -> Self {
        let shift = if line.rtl {
            let used = cells(line.width(text)).saturating_add(line.indent.saturating_mul(2));
            row.width.saturating_sub(used)
        } else {
            0
        };
        Self {
            row,
            rtl: line.rtl,
            shift,
        }
    }

    /// The cells of words at `column` of the line, fewer than `width` where the row ends.
    fn words(&self, column: u16, width: u16) -> Rect {
        self.cells(column.saturating_add(self.shift), width)
    }

    /// The cells at `column` of the indent, which is on the right where reading begins there.
    fn indent(&self, column: u16, width: u16) -> Rect {
        let end = column.saturating_add(width);
        if self.rtl && end <= self.row.width {
            self.cells(self.row.width - end, width)
        } else {
            self.cells(column, width)
        }
    }

    fn cells(&self, column: u16, width: u16) -> Rect {
        let cells = Rect {
            x: self.row.x.saturating_add(column),
            width,
            height: 1,
            ..self.row
        };
        cells.intersection(self.row)
    }
}

/// Has a cell show a grapheme, in as many cells as the terminal draws it; one that has no room for that shows a sign like
/// it.
pub fn ink(cell: &mut Cell, grapheme: &str, room: u16) {
    cell.set_diff_option(CellDiffOption::None);
    if text::measured_by() == text::Widths::default() {
        cell.set_symbol(grapheme);
        return;
    }
    let width = cells(text::width(grapheme));
    let like = text::narrow(grapheme).filter(|_| width > room);
    cell.set_symbol(like.unwrap_or(grapheme));
    let width = if like.is_some() { 1 } else { width };
    if let Some(width) = NonZeroU16::new(width).filter(|w| w.get() != cell.cell_width()) {
        cell.set_diff_option(CellDiffOption::ForcedWidth(width));
    }
}

/// Draws one grapheme over `cells`.
fn put(buf: &mut Buffer, cells: Rect, grapheme: &str, style: Style) {
    for x in cells.left()..cells.right() {
        if let Some(cell) = buf.cell_mut((x, cells.y)) {
            cell.reset();
            cell.set_style(style);
            if x == cells.left() {
                ink(cell, grapheme, cells.width);
            }
        }
    }
}

/// Adds cells that lead somewhere, to the last ones where they go on.
fn open(doors: &mut Vec<Door>, cells: Rect, target: Target) {
    match doors.last_mut() {
        Some(last) if last.target == target && last.y == cells.y && last.to == cells.x => {
            last.to = cells.right();
        }
        Some(last) if last.target == target && last.y == cells.y && last.from == cells.right() => {
            last.from = cells.left();
        }
        _ => doors.push(Door {
            y: cells.y,
            from: cells.left(),
            to: cells.right(),
            target,
        }),
    }
}
