//! The shape of each kind of block: indents, lead, and how its lines are weighed.

use super::{Lead, Options, breaks::Goal};
use crate::{
    article::{Article, Block, BlockKind},
    text,
};

/// Cells of each level of quotation, the bar before it included.
const QUOTE: u16 = 2;
/// Cells before a caption, a credit, and a paragraph that no blank row sets off.
const STEP: u16 = 2;
/// Cells of the label of a picture.
pub(super) const PICTURE: u16 = 9;
/// Widest label of a footnote that its further lines hang from, in cells.
const LABEL: usize = 6;
/// How many blocks are looked at, either way, for the items of a list.
const LOOK: usize = 64;

/// Where the lines of a block stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Cells before the first line.
    pub(super) first: u16,
    /// Cells before every other line.
    pub(super) rest: u16,
    /// What the indent of the first line holds.
    pub(super) lead: Lead,
    /// How the lines are weighed.
    pub(super) goal: Goal,
    /// Whether words may be hyphenated.
    pub(super) hyphens: bool,
}

impl Frame {
    /// The frame of the block at `index` of `article`.
    pub(super) fn of(article: &Article, index: usize, options: &Options) -> Self {
        let blocks = article.blocks();
        let body = Self {
            first: 0,
            rest: 0,
            lead: Lead::None,
            goal: if options.justifies() {
                Goal::Justified
            } else {
                Goal::Ragged
            },
            hyphens: true,
        };
        let small = Self {
            goal: Goal::Ragged,
            hyphens: false,
            ..body
        };
        let Some(block) = blocks.get(index) else {
            return body;
        };
        let frame = match block.kind {
            BlockKind::Heading(_) => Self {
                goal: Goal::Balanced,
                ..small
            },
            BlockKind::Byline | BlockKind::Dateline => small,
            BlockKind::Caption | BlockKind::Credit => Self {
                first: STEP,
                rest: STEP,
                hyphens: true,
                ..small
            },
            BlockKind::Image(_) => {
                let label = Self::label_of(options.measure);
                Self {
                    first: label,
                    rest: label,
                    lead: Lead::Picture,
                    ..small
                }
            }
            BlockKind::Footnote => Self {
                rest: label(block.span.of(article.text())),
                ..body
            },
            BlockKind::Rule => Self {
                lead: Lead::Rule,
                ..body
            },
            BlockKind::Item(_) | BlockKind::Paragraph if block.depth > 0 => {
                item(blocks, index, body)
            }
            BlockKind::Paragraph if options.gap == 0 && follows_paragraph(blocks, index) => Self {
                first: STEP,
                ..body
            },
            _ => body,
        };
        frame.within(block, options.measure)
    }

    /// Cells of the label of a picture: little more than a mark where the measure is narrow.
    pub(super) fn label_of(measure: u16) -> u16 {
        if measure >= 4 * PICTURE {
            PICTURE
        } else {
            STEP
        }
    }

    /// The frame inside the block quotes of `block`, no indent more than half of the measure.
    fn within(self, block: &Block, measure: u16) -> Self {
        let levels = match block.kind {
            BlockKind::BlockQuote => block.quote.max(1),
            _ => block.quote,
        };
        let quote = u16::from(levels) * QUOTE;
        let most = measure / 2;
        Self {
            first: quote.saturating_add(self.first).min(most),
            rest: quote.saturating_add(self.rest).min(most),
            ..self
        }
    }

    /// The frame of a later part of the block.
    pub(super) fn continued(self) -> Self {
        Self {
            first: self.rest,
            lead: match self.lead {
                Lead::Rule => Lead::Rule,
                _ => Lead::None,
            },
            ..self
        }
    }
}

/// Whether the block at `index` and the one before it are paragraphs outside of lists.
fn follows_paragraph(blocks: &[Block], index: usize) -> bool {
    index
        .checked_sub(1)
        .and_then(|before| blocks.get(before))
        .is_some_and(|b| b.kind == BlockKind::Paragraph && b.depth == 0)
}

/// Cells of the label that a footnote begins with, the space after it included.
fn label(words: &str) -> u16 {
    let label = words.split(' ').next().map_or(0, text::width) + 1;
    if label <= LABEL {
        text::cells(label)
    } else {
        STEP
    }
}

/// The frame of a list item or a later paragraph of one.
fn item(blocks: &[Block], index: usize, body: Frame) -> Frame {
    let Some(block) = blocks.get(index) else {
        return body;
    };
    let before = || {
        let from = index.saturating_sub(LOOK);
        blocks
            .get(from..=index)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .rev()
            .map(move |(n, b)| (from + n, b))
    };
    let marker = |depth: u8| {
        before()
            .take_while(|(_, b)| b.depth >= depth)
            .find(|(_, b)| b.depth == depth && matches!(b.kind, BlockKind::Item(_)))
            .map_or(QUOTE, |(at, _)| marker(blocks, at))
    };
    let outer = (1..block.depth).take(LOOK).map(marker).sum::<u16>();
    let hang = outer.saturating_add(marker(block.depth));
    let lead = match block.kind {
        BlockKind::Item(Some(n)) => Lead::Number(n),
        BlockKind::Item(None) => Lead::Bullet(block.depth),
        _ => Lead::None,
    };
    Frame {
        first: hang,
        rest: hang,
        lead,
        ..body
    }
}

/// Cells of the mark of the item at `index`: a number takes as many as the widest near it in the list.
fn marker(blocks: &[Block], index: usize) -> u16 {
    let Some(item) = blocks.get(index) else {
        return 0;
    };
    let BlockKind::Item(Some(own)) = item.kind else {
        return 2;
    };
    let from = index.saturating_sub(LOOK);
    let number = |b: &&Block| match b.kind {
        BlockKind::Item(n) if b.depth == item.depth => n,
        _ => Some(0),
    };
    let inside = |b: &&Block| b.depth >= item.depth;
    let back = blocks.get(from..index).unwrap_or_default().iter().rev();
    let on = blocks.get(index..).unwrap_or_default().iter().take(LOOK);
    let widest = back
        .take_while(inside)
        .map_while(|b| number(&b))
        .chain(on.take_while(inside).map_while(|b| number(&b)))
        .max()
        .unwrap_or(own);
    text::cells(widest.max(1).ilog10() as usize + 3)
}
