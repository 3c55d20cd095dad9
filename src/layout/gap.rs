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
    use BlockKind::{
        Byline, Caption, Credit, Dateline, Definition, Footnote, Image, Item, PullQuote, Term,
    };
    matches!(
        (before, after),
        (Image(_) | Caption, Caption | Credit)
            | (Byline | Dateline, Byline | Dateline)
            | (Footnote, Footnote)
            | (Item(_), Item(_))
            | (Term, Term | Definition)
            | (Definition, Definition)
            | (PullQuote, PullQuote)
    ) || same_table(before, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn block(kind: BlockKind) -> Block {
        Block {
            kind,
            span: Span::default(),
            depth: 0,
            quote: 0,
            begins: false,
        }
    }

    #[test]
    fn what_belongs_together_stands_together() {
        use BlockKind::*;
        let row = |table| Row { table, head: false };
        for (before, after, solid, spaced) in [
            (Paragraph, Paragraph, 0, 1),
            (Heading(1), Paragraph, 1, 1),
            (Heading(1), Heading(2), 1, 1),
            (Paragraph, Heading(2), 2, 2),
            (Paragraph, Heading(3), 1, 1),
            (Image(0), Caption, 0, 0),
            (Caption, Credit, 0, 0),
            (Credit, Paragraph, 1, 1),
            (Byline, Dateline, 0, 0),
            (Item(None), Item(Some(1)), 0, 0),
            (Paragraph, Item(None), 1, 1),
            (Item(None), Paragraph, 1, 1),
            (BlockQuote, BlockQuote, 1, 1),
            (Paragraph, Code, 1, 1),
            (row(1), row(1), 0, 0),
            (row(1), row(2), 1, 1),
            (Footnote, Footnote, 0, 0),
            (Term, Definition, 0, 0),
            (Definition, Term, 1, 1),
            (Paragraph, Term, 1, 1),
            (Paragraph, PullQuote, 1, 1),
        ] {
            let (a, b) = (block(before), block(after));
            let got = (between(&a, &b, 0), between(&a, &b, 1));
            assert_eq!(got, (solid, spaced), "{before:?} {after:?}");
        }
    }
}
