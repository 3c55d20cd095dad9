//! Articles to lines. Knows no colour and no terminal; a line never holds text of its own.
//!
//! Layout is lazy: a [`Page`] breaks the blocks that are looked at, so its cost is that of the screen, not of the
//! article.

use crate::text::Span;

/// How an article is set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Widest line, in cells.
    pub measure: u16,
    /// Spread the words of a line to the full measure.
    pub justify: bool,
    /// Hyphenate.
    pub hyphens: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            measure: 68,
            justify: false,
            hyphens: true,
        }
    }
}

/// One line of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words, without white space at either end.
    pub span: Span,
    /// Cells left free before the words.
    pub indent: u16,
    /// Cells to share out among the spaces of a justified line.
    pub stretch: u16,
    /// A hyphen is drawn after the words.
    pub hyphen: bool,
    /// What is drawn in the indent.
    pub lead: Lead,
    /// The cells of a table row, each with its first column on the line; `span` then covers them all.
    pub cells: Vec<(u16, Span)>,
}

/// What stands in the indent of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    #[default]
    None,
    /// The mark of a list item, by the depth of its list from 1.
    Bullet(u8),
    /// The number of a list item.
    Number(u32),
    /// The whole line is a rule.
    Rule,
}
