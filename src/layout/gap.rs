//! Blank rows between two neighbouring blocks.

use super::segment::same_table;
use crate::article::{Block, BlockKind};

/// Blank rows between `before` and `after`, where `gap` rows stand between two paragraphs.
pub(super) fn between(before: &Block, after: &Block, gap: u16) -> u16 {
    use BlockKind::{Heading, Paragraph};
    if belong(before.kind, after.kind) {
        return 0;
    }
    match (before.kind, after.kind) {
        // A heading keeps off what it does not head.
        (kind, Heading(1 | 2)) if !matches!(kind, Heading(_)) => gap.max(1) + 1,
        (Paragraph, Paragraph) => gap,
        // Even where paragraphs are set solid, they are told apart from what is none.
        _ => gap.max(1),
    }
}

/// Whether two blocks stand together without a blank row.
fn belong(before: BlockKind, after: BlockKind) -> bool {
    use BlockKind::{Byline, Caption, Credit, Dateline, Footnote, Image, Item};
    matches!(
        (before, after),
        (Image(_) | Caption, Caption | Credit)
            | (Byline | Dateline, Byline | Dateline)
            | (Footnote, Footnote)
            | (Item(_), Item(_))
    ) || same_table(before, after)
}
