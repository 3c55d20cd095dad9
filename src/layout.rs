//! Articles to lines. Knows no colour and no terminal; a line never holds text of its own.
//!
//! In goes an [`Article`] and [`Options`]; out come the rows of a [`Page`], each a [`Line`] of byte spans or a blank
//! row. Layout is lazy: a page breaks the segments that are looked at, so its cost is that of the screen, not of the
//! article. [`lay_out`] and [`lay_out_text`] set everything at once, for output without a screen.
//!
//! A line is drawn piece by piece with [`Line::drawn`], which knows tabs, soft hyphens and stretched spaces.

mod block;
mod breaks;
mod drawn;
mod excerpt;
mod fragment;
mod frame;
mod gap;
mod glue;
mod hyphen;
pub mod initial;
mod page;
mod segment;
mod table;
mod unit;
mod visual;

pub use block::reads_from_right;
pub use drawn::Drawn;
pub use page::{Page, PageRow, Row};
pub use unit::opportunities;
pub use visual::{Paragraph, Run, in_order};

use crate::{
    article::Article,
    text::{self, Span},
};
use std::{borrow::Cow, sync::Arc};

/// Narrowest measure that is justified, in cells: below it too many lines are loose or hyphenated.
const JUSTIFIED_FROM: u16 = 55;

/// How an article is set.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Widest line, in cells; 0 counts as 1.
    pub measure: u16,
    /// Spread the words of a line to the full measure. Below 55 cells lines stay ragged all the same.
    pub justify: bool,
    /// Hyphenate, where the language is known and has patterns.
    pub hyphens: bool,
    /// Blank rows between paragraphs; with 0 a paragraph after a paragraph is indented.
    pub gap: u16,
    /// ISO 639-1 code of the language, lower case. `None`: that of the article, where it is known.
    pub lang: Option<[u8; 2]>,
    /// Leave out the headline that the text itself carries ([`Article::headline`]).
    pub skip_headline: bool,
    /// Who puts text of both directions in order.
    pub bidi: Bidi,
    /// Where the lines of running text end.
    pub edge: Edge,
    /// What becomes of code and tables that are wider than the measure.
    pub wide: Wide,
    /// How the text begins.
    pub opening: Opening,
    /// How the terminal was known to draw when this was made: all text is measured by that.
    pub widths: text::Widths,
    /// Room for the pictures of the article, by number. One beyond the end, or of no height, has none: only its words
    /// stand in the text.
    pub pictures: Arc<[Room]>,
}

/// The cells that a picture takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Room {
    /// Columns; never more than the measure.
    pub width: u16,
    /// Rows; 0 where the picture is not shown.
    pub height: u16,
}

/// Who puts the words of a line in the order of the screen where some read from right to left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bidi {
    /// The terminal, as kitty and VTE do: lines are drawn in the order of the text.
    #[default]
    Logical,
    /// We do (UAX 9), for terminals that show what they get from left to right, as xterm and alacritty do.
    Visual,
}

/// Where the lines of running text end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Edge {
    /// With their last sign.
    #[default]
    Flush,
    /// With their last letter: a full stop, a comma, a hyphen or a mark behind it hangs in the last cell of the measure,
    /// which nothing else takes. The eye sees the evener edge.
    Hanging,
}

/// How a text begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Opening {
    /// As it goes on.
    #[default]
    Plain,
    /// With its first letter set large, over [`initial::ROWS`] lines.
    Initial,
}

/// What becomes of code and tables that are wider than the measure. Columns that can be fitted into it always are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Wide {
    /// Lines of code go on in further ones, rows of tables become records.
    #[default]
    Wrap,
    /// They are as wide as they are, to be looked at sideways: [`Line::wide`].
    Scroll,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            measure: 68,
            justify: false,
            hyphens: true,
            gap: 1,
            lang: None,
            skip_headline: false,
            bidi: Bidi::default(),
            edge: Edge::default(),
            wide: Wide::default(),
            opening: Opening::default(),
            widths: text::Widths::default(),
            pictures: Arc::default(),
        }
    }
}

impl Options {
    /// These options with the language of `article`, unless one is set.
    #[must_use]
    pub fn for_article(&self, article: &Article) -> Self {
        Self {
            lang: self.lang.or_else(|| language(&article.meta.lang)),
            ..self.clone()
        }
    }

    /// The room of a picture, by number.
    fn room(&self, picture: u32) -> Room {
        let room = self.pictures.get(picture as usize).copied();
        room.unwrap_or_default()
    }

    /// Whether lines are spread to the measure.
    fn justifies(&self) -> bool {
        self.justify && self.measure >= JUSTIFIED_FROM
    }
}

/// The two letters of a BCP 47 tag that name its language; `None` for a tag of three letters or none.
fn language(tag: &str) -> Option<[u8; 2]> {
    let main = tag.split(['-', '_']).next()?;
    let letters: [u8; 2] = main.as_bytes().try_into().ok()?;
    letters
        .iter()
        .all(u8::is_ascii_alphabetic)
        .then(|| letters.map(|l| l.to_ascii_lowercase()))
}

/// One line of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words, without white space at either end (in code, without white space at the end).
    pub span: Span,
    /// Cells left free before the words.
    pub indent: u16,
    /// Cells to share out among the spaces (U+0020) of a justified line; [`Line::drawn`] does.
    pub stretch: u16,
    /// Cells of the widest line that moves sideways together with this one, its indent included: it is wider than the
    /// measure. 0 for a line that stays where it is.
    pub wide: u16,
    /// A hyphen is drawn after the words.
    pub hyphen: bool,
    /// The line is part of a paragraph that reads from right to left (UAX 9, P2: first strong character) and is
    /// set flush right, its indent on the right.
    pub rtl: bool,
    /// What is drawn in the indent.
    pub lead: Lead,
    /// The cells of a table row, each with its first column on the line; `span` then covers those of the row's own
    /// block. Of a line with a large initial the letter and the words after it. Empty for every other line.
    pub cells: Vec<(u16, Span)>,
    /// Its words from left to right of the screen, where that is another order than that of the text. Empty for
    /// every other line.
    pub runs: Box<[Run]>,
}

/// What stands in the indent of a line, against its right end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    #[default]
    None,
    /// The mark of a list item, by the depth of its list from 1.
    Bullet(u8),
    /// The number of a list item.
    Number(u32),
    /// The first line of a picture's words, which are its alternative text.
    Picture,
    /// A row of the picture itself, by its number in the article. Nothing else stands on the line.
    Pixels {
        /// Number of the picture.
        picture: u32,
        /// Which of its rows, from 0.
        row: u16,
    },
    /// A row of a large initial. On its first row the letter itself stands in the first column, the words after it
    /// beside the initial.
    Initial {
        /// The letter, a capital of ASCII.
        letter: char,
        /// Which of its rows, from 0.
        row: u8,
    },
    /// The mark of a pull quote.
    Pulled,
    /// The mark of a card: something that another place shows.
    Card,
    /// The line goes on the line of code before it, which was wider than the measure.
    Continued,
    /// The whole line is a rule, from its indent to the measure.
    Rule,
}

impl Lead {
    /// The plain form of the lead for an indent of `room` cells, never wider than it; a painter may draw another.
    /// Empty for [`Lead::None`], [`Lead::Rule`], [`Lead::Pixels`] and [`Lead::Initial`].
    #[must_use]
    pub fn label(self, room: u16) -> Cow<'static, str> {
        const MARKS: [&str; 3] = ["• ", "◦ ", "▪ "];
        let label = match self {
            Self::None | Self::Rule | Self::Pixels { .. } | Self::Initial { .. } => {
                Cow::Borrowed("")
            }
            Self::Bullet(depth) => {
                let nth = usize::from(depth.saturating_sub(1)) % MARKS.len();
                Cow::Borrowed(MARKS.get(nth).copied().unwrap_or_default())
            }
            Self::Number(n) => Cow::Owned(format!("{n}. ")),
            Self::Picture if room >= frame::PICTURE => Cow::Borrowed("picture: "),
            Self::Picture => Cow::Borrowed("▣ "),
            Self::Continued => Cow::Borrowed("↳ "),
            Self::Pulled => Cow::Borrowed("❝ "),
            Self::Card => Cow::Borrowed("▸ "),
        };
        if text::width(&label) <= usize::from(room) {
            label
        } else {
            Cow::Borrowed("")
        }
    }
}

/// Everything at once, for plain output and tests: the rows in order, each with the index of its block; `None` is a
/// blank row.
#[must_use]
pub fn lay_out(article: &Article, options: &Options) -> Vec<(u32, Option<Line>)> {
    let page = Page::new(article, options);
    page.all(article)
}

/// One run of text that is not a block (a masthead, a list title), by the same breaker and set as a heading is: as
/// few lines as can be, all about as long, no hyphens. LF ends a line.
#[must_use]
pub fn lay_out_text(text: &str, options: &Options) -> Vec<Line> {
    block::set_text(text, options)
}
