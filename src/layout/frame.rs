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
/// Cells before a definition, beyond those of its term.
const MEANING: u16 = 4;
/// Cells on either side of a pull quote where there is room; its mark stands in those before it.
const PULLED: u16 = 6;
/// Signs that open a quotation: a pull quote that begins with one needs no mark of ours.
const MARKS: [char; 8] = ['"', '“', '„', '«', '»', '「', '『', '‘'];
/// Narrowest measure with so much room, in cells.
const ROOMY: u16 = 50;
/// How many blocks are looked at, either way, for the items of a list.
const LOOK: usize = 64;

/// Where the lines of a block stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Cells before the first line.
    pub(super) first: u16,
    /// Cells before every other line.
    pub(super) rest: u16,
    /// Cells left free behind every line.
    pub(super) behind: u16,
    /// What the indent of the first line holds.
    pub(super) lead: Lead,
    /// How the lines are weighed.
    pub(super) goal: Goal,
    /// Whether words may be hyphenated.
    pub(super) hyphens: bool,
    /// Whether it is running text.
    pub(super) runs: bool,
}

impl Frame {
    /// The frame of the block at `index` of `article`.
    pub(super) fn of(article: &Article, index: usize, options: &Options) -> Self {
        let blocks = article.blocks();
        let body = Self {
            first: 0,
            rest: 0,
            behind: 0,
            lead: Lead::None,
            goal: if options.justifies() {
                Goal::Justified
            } else {
                Goal::Ragged
            },
            hyphens: true,
            runs: true,
        };
        let Some(block) = blocks.get(index) else {
            return body;
        };
        let words = block.span.of(article.text());
        let follows = |kind| follows(blocks, index, kind);
        let frame = match block.kind {
            BlockKind::Item(_) | BlockKind::Definition | BlockKind::Paragraph
                if block.depth > 0 =>
            {
                item(blocks, index, body)
            }
            BlockKind::Paragraph if options.gap == 0 && follows(BlockKind::Paragraph) => Self {
                first: STEP,
                ..body
            },
            BlockKind::Footnote => Self {
                rest: label(words),
                ..body
            },
            BlockKind::Rule => Self {
                lead: Lead::Rule,
                ..body
            },
            BlockKind::Term => item(blocks, index, body.ragged()),
            BlockKind::PullQuote => {
                let marked = follows(BlockKind::PullQuote) || words.starts_with(MARKS);
                body.ragged().pulled(options.measure, marked)
            }
            kind => body
                .ragged()
                .set_apart(kind, options.measure)
                .unwrap_or(body),
        };
        frame.within(block, options.measure)
    }

    /// The same for words that are not spread to the measure, nor hyphenated.
    fn ragged(self) -> Self {
        Self {
            goal: Goal::Ragged,
            hyphens: false,
            runs: false,
            ..self
        }
    }

    /// The frame of what is neither running text nor a part of a list; `None` for those.
    fn set_apart(self, kind: BlockKind, measure: u16) -> Option<Self> {
        let indented = |cells, lead| Self {
            first: cells,
            rest: cells,
            lead,
            ..self
        };
        match kind {
            BlockKind::Heading(_) => Some(Self {
                goal: Goal::Balanced,
                ..self
            }),
            BlockKind::Byline | BlockKind::Dateline => Some(self),
            BlockKind::Caption | BlockKind::Credit => Some(Self {
                hyphens: true,
                ..indented(STEP, Lead::None)
            }),
            BlockKind::Image(_) => Some(indented(Self::label_of(measure), Lead::Picture)),
            BlockKind::Card => Some(indented(STEP, Lead::Card)),
            _ => None,
        }
    }

    /// The frame of a pull quote: off both margins where there is room, its lines of about one length. `marked` where
    /// nothing need tell that words are quoted.
    fn pulled(self, measure: u16, marked: bool) -> Self {
        let roomy = measure >= ROOMY;
        let room = if roomy { PULLED } else { STEP };
        Self {
            first: room,
            rest: room,
            behind: if roomy { PULLED } else { 0 },
            lead: if marked { Lead::None } else { Lead::Pulled },
            goal: Goal::Balanced,
            ..self
        }
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

/// Whether the block before that at `index` is of `kind` and in no list.
fn follows(blocks: &[Block], index: usize, kind: BlockKind) -> bool {
    index
        .checked_sub(1)
        .and_then(|before| blocks.get(before))
        .is_some_and(|b| b.kind == kind && b.depth == 0)
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
            .find(|(_, b)| b.depth == depth && holds(b.kind))
            .map_or(QUOTE, |(at, _)| marker(blocks, at))
    };
    let outer = (1..block.depth).take(LOOK).map(marker).sum::<u16>();
    let own = match block.kind {
        BlockKind::Term => 0,
        _ => marker(block.depth),
    };
    let hang = outer.saturating_add(own);
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

/// Whether a block begins what later paragraphs of its depth go on with.
fn holds(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Item(_) | BlockKind::Definition)
}

/// Cells of the mark of the item at `index`: a number takes as many as the widest near it in the list.
fn marker(blocks: &[Block], index: usize) -> u16 {
    let Some(item) = blocks.get(index) else {
        return 0;
    };
    let own = match item.kind {
        BlockKind::Item(Some(own)) => own,
        BlockKind::Definition => return MEANING,
        _ => return 2,
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
