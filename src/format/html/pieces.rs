//! The pieces of a page: everything that could become a block, in order, with what is known about it.
//!
//! The whole page is taken apart once, furniture included. What follows only chooses among the pieces, so that a
//! choice can be a wide one or none at all without reading the page again.

pub(super) mod walk;

use super::{
    frames::Frame,
    hints::Hints,
    page::{NodeIx, Page},
    pictures::Picture,
};
use crate::article::{BlockKind, Style};
use std::ops::Range;

/// What a piece is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Run {
    /// A part of the page's text.
    Words {
        at: Range<usize>,
        style: Style,
        link: Option<u32>,
        /// A number above the line: an exponent, the mark of a note.
        raised: bool,
    },
    /// Words that stand in an attribute: the letter that a picture stands for.
    Own(String),
    /// A hard line break.
    Break,
    /// The end of a cell of a row.
    Cell,
}

impl Run {
    /// What it shows: its words, or a line break.
    pub(super) fn shown<'a>(&'a self, page: &'a Page) -> &'a str {
        match self {
            Self::Words { at, .. } => page.slice(at.clone()),
            Self::Own(words) => words,
            Self::Break | Self::Cell => "\n",
        }
    }
}

/// A candidate for a block.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// What it would be.
    pub(super) kind: BlockKind,
    /// The block element around it.
    pub(super) node: NodeIx,
    /// Its runs in [`Pieces::runs`].
    pub(super) runs: Range<usize>,
    /// How many lists and quotes it stands in.
    pub(super) lists: u8,
    pub(super) quotes: u8,
    /// The outermost quote around it; 0 for none.
    pub(super) quote: NodeIx,
    /// Hints of the elements around it.
    pub(super) hints: Hints,
    /// Size in words; scripts without spaces count two letters a word.
    pub(super) words: usize,
    /// How many of them are in links.
    pub(super) linked: usize,
    /// How many of them the engine kept.
    pub(super) kept: usize,
}

impl Piece {
    /// Whether it reads like a sentence or more of running text.
    pub(super) fn is_prose(&self) -> bool {
        self.words >= 15
            && self.linked * 3 < self.words
            && matches!(
                self.kind,
                BlockKind::Paragraph
                    | BlockKind::Definition
                    | BlockKind::BlockQuote
                    | BlockKind::PullQuote
                    | BlockKind::Card
                    | BlockKind::Item(_)
            )
    }

    /// Whether it is plain text as far as its element tells: terms and definitions are set around anything.
    pub(super) fn is_plain(&self) -> bool {
        matches!(
            self.kind,
            BlockKind::Paragraph | BlockKind::Term | BlockKind::Definition
        )
    }

    /// Whether the engine kept most of it.
    pub(super) fn is_kept(&self) -> bool {
        self.kept * 2 > self.words || self.words == 0 && self.kept > 0
    }
}

/// The pieces of a page.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) list: Vec<Piece>,
    pub(super) runs: Vec<Run>,
    /// Pictures, by the number in their kind.
    pub(super) pictures: Vec<Picture>,
    /// What frames of the page show, by their nodes, in order.
    pub(super) frames: Vec<(NodeIx, Frame)>,
    /// Addresses of the links as written, by number.
    pub(super) links: Vec<String>,
    /// Names of places that links of the page lead to, and the number of the piece that follows.
    pub(super) anchors: Vec<(String, usize)>,
}

impl Pieces {
    /// What the frame shows that a piece stands for.
    pub(super) fn frame_of(&self, piece: &Piece) -> Option<&Frame> {
        let at = self
            .frames
            .binary_search_by_key(&piece.node, |f| f.0)
            .ok()?;
        self.frames.get(at).map(|f| &f.1)
    }

    /// The runs of a piece.
    pub(super) fn runs_of(&self, piece: &Piece) -> &[Run] {
        self.runs.get(piece.runs.clone()).unwrap_or_default()
    }
}

/// Size of a text in words; of scripts without spaces two letters count as one.
pub(super) fn words(text: &str) -> usize {
    let (mut words, mut wide, mut inside) = (0, 0, false);
    for c in text.chars() {
        if c.is_ascii() {
            let begins = c.is_ascii_alphanumeric();
            words += usize::from(begins && !inside);
            inside = begins || inside && matches!(c, '\'' | '-');
        } else if c.is_alphanumeric() {
            if is_unspaced(c) {
                wide += 1;
                inside = false;
            } else if !inside {
                words += 1;
                inside = true;
            }
        } else if !matches!(c, '’' | '\u{ad}') {
            inside = false;
        }
    }
    words + wide / 2
}

/// Han, kana and Thai letters.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        for (text, count) in [
            ("", 0),
            (" – ", 0),
            ("It’s a mother-in-law, no?", 4),
            ("日本語です", 2),
            ("한국어 문장", 2),
        ] {
            assert_eq!(words(text), count, "{text}");
        }
    }
}
