//! Rows of a page to terminal cells.
//!
//! In goes a line of the layout and the row of the screen it falls on; out come symbols and styles in the buffer, and
//! which cells are links. Nothing here breaks lines or measures a column: a grapheme stands where [`glyphs`] puts it.
//! The cost of a row is that of its own words: whatever lies over them is found by binary search.

mod glyphs;
mod layers;
mod speakers;

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

pub use speakers::Speakers;

use crate::{
    annotate::Notes,
    article::{self, Article, Block, BlockKind, Mark},
    layout::{Lead, Line},
    text::{self, Span, byte, cells},
    theme::{Role, Theme},
};
use layers::{Layers, Patch, meeting, numbers};
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

/// What ends a line that breaks a word.
const HYPHEN: &str = "-";

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
        let base = self.base(block, of);
        self.lead(line, of, row, buf);
        let mut end = (line.indent, base);
        for (column, span) in glyphs::pieces(line) {
            let mut layers = self.layers(span, base);
            for glyph in glyphs::glyphs(self.article.text(), line, (column, span), of.kind) {
                let ink = layers.at(glyph.byte);
                let area = within(row, glyph.column, glyph.width);
                if area.width < glyph.width {
                    break;
                }
                put(buf, area, glyph.text, ink.style);
                if let Some(target) = ink.target {
                    open(doors, area, target);
                }
                end = (glyph.column + glyph.width, ink.style);
            }
        }
        if line.hyphen {
            let (column, style) = end;
            put(buf, within(row, column, 1), HYPHEN, style);
        }
    }

    /// The byte of the article's text that is drawn in column `column` of `line`, from the left edge of the measure;
    /// beyond the last word that of the last grapheme. None where no word begins so far left.
    #[must_use]
    pub fn byte_at(&self, line: &Line, block: usize, column: u16) -> Option<u32> {
        let kind = self.article.blocks().get(block)?.kind;
        let text = self.article.text();
        glyphs::pieces(line)
            .flat_map(|piece| glyphs::glyphs(text, line, piece, kind))
            .take_while(|g| g.column <= column)
            .last()
            .map(|g| g.byte)
    }

    /// The style that the words of a block have before anything lies on them.
    fn base(&self, number: usize, block: &Block) -> Style {
        let role = match block.kind {
            _ if !self.notes.stubs_in(number).is_empty() => Role::StubLabel,
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
            _ if block.quote > 0 => Role::BlockQuote,
            BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Row { .. } => Role::Body,
        };
        self.theme.style(Role::Body).patch(self.theme.style(role))
    }

    /// Draws what stands in the indent.
    fn lead(&self, line: &Line, block: &Block, row: Rect, buf: &mut Buffer) {
        let style = |role| self.theme.style(Role::Body).patch(self.theme.style(role));
        let bars = (0..u16::from(block.quote)).map(|level| level * BAR_STEP);
        for column in bars.take_while(|c| *c < line.indent || line.lead == Lead::Rule) {
            put(buf, within(row, column, 1), BAR, style(Role::QuoteBar));
        }
        if line.lead == Lead::Rule {
            for column in line.indent..row.width {
                put(buf, within(row, column, 1), DASH, style(Role::Rule));
            }
            return;
        }
        let label = line.lead.label(line.indent);
        let from = line.indent.saturating_sub(cells(text::width(&label)));
        for (column, glyph) in (from..).zip(label.chars()) {
            let mut bytes = [0; 4];
            let area = within(row, column, 1);
            put(
                buf,
                area,
                glyph.encode_utf8(&mut bytes),
                style(Role::ListMarker),
            );
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
        let own = part.voice.filter(|_| self.by_speaker);
        Patch {
            span: part.span,
            style: own.map_or(style, |n| style.patch(self.theme.speaker(n))),
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

/// The cells of `row` from `column` on, `width` of them or as many as there are.
fn within(row: Rect, column: u16, width: u16) -> Rect {
    let cells = Rect {
        x: row.x.saturating_add(column),
        width,
        height: 1,
        ..row
    };
    cells.intersection(row)
}

/// Draws one grapheme over `cells`.
fn put(buf: &mut Buffer, cells: Rect, grapheme: &str, style: Style) {
    for x in cells.left()..cells.right() {
        if let Some(cell) = buf.cell_mut((x, cells.y)) {
            cell.reset();
            cell.set_style(style);
            if x == cells.left() {
                cell.set_symbol(grapheme);
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
        _ => doors.push(Door {
            y: cells.y,
            from: cells.left(),
            to: cells.right(),
            target,
        }),
    }
}
