//! Large initials: the first letter of a story over the height of some lines, which stand beside it.

use super::{
    Opening, Options,
    breaks::{self, Run, Shape},
    fragment::Fragment,
    visual,
};
use crate::article::{Article, BlockKind};

/// Lines that stand beside a large initial.
pub const ROWS: u8 = 3;
/// Columns that it takes, the free one after it included.
pub const COLUMNS: u16 = 6;
/// Narrowest measure with a large initial, in cells.
const FROM: u16 = 40;
/// Fewest lines of a paragraph that has one: it stands against a text, not above its end.
const LINES: usize = ROWS as usize + 2;

/// The letter that block number `index` begins with, where that is set large: a capital at the beginning of the first
/// paragraph of running text.
pub(super) fn of(article: &Article, index: usize, options: &Options) -> Option<char> {
    if options.opening == Opening::Plain || options.measure < FROM {
        return None;
    }
    let blocks = article.blocks();
    let first = blocks.iter().position(|b| b.kind == BlockKind::Paragraph)?;
    let block = blocks.get(first).filter(|_| first == index)?;
    let words = block.span.of(article.text());
    let plain = block.depth == 0 && block.quote == 0 && !words.contains('\n');
    let letter = words.chars().next().filter(char::is_ascii_uppercase)?;
    (plain && !visual::is_mixed(words)).then_some(letter)
}

/// The lines of a paragraph beside its initial, the first few of them narrower; `None` where they are too few.
pub(super) fn lines(fragments: &[Fragment], shape: &Shape) -> Option<Vec<Run>> {
    let narrow = Shape {
        first: shape.first.checked_sub(u32::from(COLUMNS) - 1)?,
        rest: shape.rest.checked_sub(u32::from(COLUMNS))?,
        ..*shape
    };
    let mut lines = breaks::optimal(fragments, &narrow);
    if lines.len() < LINES {
        return None;
    }
    lines.truncate(ROWS.into());
    let (_, end) = *lines.last()?;
    let below = breaks::optimal(fragments.get(end..)?, shape);
    lines.extend(below.into_iter().map(|(from, to)| (from + end, to + end)));
    Some(lines)
}
