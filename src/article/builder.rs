//! The one way to build an [`Article`]. It cleans, folds white space and keeps the ordering laws, so that every
//! format gets them for nothing.

use super::{Article, Block, BlockKind, Image, Link, Mark, Meta, Style};
use crate::text::{Clean, Span, byte};
use std::sync::Arc;

/// Builds an [`Article`] block by block.
#[derive(Debug, Default)]
pub struct Builder {
    meta: Meta,
    text: String,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    links: Vec<Link>,
    images: Vec<Image>,
    languages: Vec<(u32, Clean)>,
    open: Option<Open>,
    depth: u8,
    quote: u8,
    /// The next block is the first of a block quote.
    begins: bool,
    style: Style,
    link: Option<u32>,
}

/// The block being written.
#[derive(Clone, Copy, Debug)]
struct Open {
    kind: BlockKind,
    start: usize,
    depth: u8,
    quote: u8,
    begins: bool,
    gap: Gap,
}

/// White space after the last word, which becomes one space before the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    /// One no-break space alone.
    NoBreak,
    Space,
}

impl Builder {
    /// An empty article.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is known about the article, to be filled in at any time before [`Builder::finish`].
    pub fn meta(&mut self) -> &mut Meta {
        &mut self.meta
    }

    /// Makes room for about that many bytes of text.
    pub fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// Sets how many lists and block quotes the following blocks stand in. Quotes that follow each other are told
    /// apart by setting none between them.
    pub fn nest(&mut self, lists: u8, quotes: u8) {
        self.begins = quotes > 0 && (self.begins || self.quote == 0);
        self.depth = lists;
        self.quote = quotes;
    }

    /// Opens a block; an open one is closed first.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        // A block without words before it takes its byte too: no two blocks begin at one place.
        if !self.blocks.is_empty() {
            self.text.push('\n');
        }
        self.open = Some(Open {
            kind,
            start: self.text.len(),
            depth: self.depth,
            quote: self.quote,
            begins: std::mem::take(&mut self.begins),
            gap: Gap::None,
        });
    }

    /// Says the language that the open block of code is written in; what is no name of one is left out.
    pub fn code_language(&mut self, name: &str) {
        let letter = |c: char| c.is_ascii_alphanumeric() || "+#._-".contains(c);
        if let Some(open) = self.open.filter(|o| o.kind == BlockKind::Code)
            && (1..=LANGUAGE).contains(&name.len())
            && name.chars().all(letter)
        {
            let name = Clean::line(&name.to_ascii_lowercase());
            self.languages.push((byte(open.start), name));
        }
    }

    /// Whether a block is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Adds words to the open block, opening a paragraph if there is none. Runs of white space become one space
    /// (a no-break space alone stays, and so do those that indent a line), none at the ends of the block; in code
    /// everything stays as it is.
    pub fn words(&mut self, words: &str) {
        if self.open.is_none() {
            if Clean::piece("", words).trim().is_empty() {
                return;
            }
            self.open(BlockKind::Paragraph);
        }
        let Some(mut open) = self.open else { return };
        let from = self.text.len();
        let before = self.text.get(open.start..).unwrap_or_default();
        let words = Clean::piece(before, words);
        if open.kind == BlockKind::Code {
            self.text.push_str(&words);
        } else {
            self.fold(&words, &mut open);
            self.open = Some(open);
        }
        self.mark(from);
    }

    fn fold(&mut self, words: &str, open: &mut Open) {
        if words.contains(NO_BREAK) {
            return self.fold_each(words, open);
        }
        let inner = words.trim_matches(WHITE);
        if words.starts_with(WHITE) {
            open.gap = Gap::Space;
        }
        if inner.is_empty() {
            return;
        }
        self.fill(open);
        if words.ends_with(WHITE) {
            open.gap = Gap::Space;
        }
        if is_folded(inner) {
            self.text.push_str(inner);
            return;
        }
        let mut pieces = inner.split(WHITE).filter(|piece| !piece.is_empty());
        self.text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.text.push(' ');
            self.text.push_str(piece);
        }
    }

    /// Letter by letter: words with no-break spaces, of which runs fold too, but for those that indent a line.
    fn fold_each(&mut self, words: &str, open: &mut Open) {
        for c in words.chars() {
            match c {
                NO_BREAK if self.text.len() == open.start => self.indent(open),
                NO_BREAK if self.is_at_start(open) => self.text.push(NO_BREAK),
                NO_BREAK if open.gap == Gap::None => open.gap = Gap::NoBreak,
                _ if c == NO_BREAK || WHITE.contains(&c) => open.gap = Gap::Space,
                _ => {
                    self.fill(open);
                    self.text.push(c);
                }
            }
        }
    }

    /// A no-break space that a block begins with: several indent it, one alone is a slip.
    fn indent(&mut self, open: &mut Open) {
        match open.gap {
            Gap::NoBreak => {
                self.text.push(NO_BREAK);
                self.text.push(NO_BREAK);
                open.gap = Gap::None;
            }
            _ => open.gap = Gap::NoBreak,
        }
    }

    /// Writes the space before a word.
    fn fill(&mut self, open: &mut Open) {
        match std::mem::take(&mut open.gap) {
            Gap::Space if !self.is_at_start(open) => self.text.push(' '),
            Gap::NoBreak if self.text.len() > open.start => self.text.push(NO_BREAK),
            _ => {}
        }
    }

    /// Whether nothing but its indentation stands on the line being written.
    fn is_at_start(&self, open: &Open) -> bool {
        self.text.len() == open.start || self.text.ends_with(['\n', '\t', NO_BREAK])
    }

    /// Records the current style and link on the words written since byte `from`.
    fn mark(&mut self, from: usize) {
        if self.style == Style::PLAIN && self.link.is_none() {
            return;
        }
        let written = self.text.get(from..).unwrap_or_default();
        let lead = written.len()
            - written
                .trim_start_matches([' ', '\n', '\t', NO_BREAK])
                .len();
        let span = Span::new(from + lead, self.text.len());
        if span.is_empty() {
            return;
        }
        if let Some(last) = self.marks.last_mut() {
            let between = self.text.get(last.span.end as usize..span.start as usize);
            let block = self.open.map_or(0, |o| o.start);
            if last.style == self.style
                && last.link == self.link
                && last.span.start as usize >= block
                && between.is_some_and(|b| b.trim().is_empty())
            {
                last.span.end = span.end;
                return;
            }
        }
        self.marks.push(Mark {
            span,
            style: self.style,
            link: self.link,
        });
    }

    /// Begins a new line inside the open block: a hard line break.
    pub fn line_break(&mut self) {
        if let Some(open) = &mut self.open
            && self.text.len() > open.start
        {
            open.gap = Gap::None;
            self.text.push('\n');
        }
    }

    /// Ends a cell of the open row; in words that are no row, as broken tables have them, it is a space.
    pub fn cell(&mut self) {
        match &mut self.open {
            Some(open) if matches!(open.kind, BlockKind::Row { .. } | BlockKind::Code) => {
                open.gap = Gap::None;
                self.text.push('\t');
            }
            Some(_) => self.words(" "),
            None => {}
        }
    }

    /// Sets the style of the following words; the former one is given back.
    pub fn style(&mut self, style: Style) -> Style {
        std::mem::replace(&mut self.style, style)
    }

    /// The style of the following words.
    #[must_use]
    pub fn current_style(&self) -> Style {
        self.style
    }

    /// Sets the link of the following words; `None` ends it.
    pub fn link(&mut self, link: Option<u32>) {
        self.link = link;
    }

    /// Registers a link and gives its number.
    pub fn add_link(&mut self, link: Link) -> u32 {
        self.links.push(link);
        byte(self.links.len() - 1)
    }

    /// A registered link, to fill in where it leads once that is known.
    pub fn link_mut(&mut self, number: u32) -> Option<&mut Link> {
        self.links.get_mut(number as usize)
    }

    /// Registers a picture and gives its number.
    pub fn add_image(&mut self, image: Image) -> u32 {
        self.images.push(image);
        byte(self.images.len() - 1)
    }

    /// Where the next word will stand, in bytes of the text.
    #[must_use]
    pub fn place(&self) -> u32 {
        byte(self.text.len())
    }

    /// The words of the open block so far.
    #[must_use]
    pub fn so_far(&self) -> &str {
        self.open
            .and_then(|o| self.text.get(o.start..))
            .unwrap_or_default()
    }

    /// The blocks closed so far.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Closes the open block. A block without words leaves no trace, but for a rule, a picture and a row.
    pub fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let written = self.text.get(open.start..).unwrap_or_default();
        let kept = match open.kind {
            BlockKind::Row { .. } => written.len(),
            _ if written.trim().is_empty() => 0,
            BlockKind::Code => written.trim_end().len(),
            _ => written.trim_end_matches([' ', '\n', '\t']).len(),
        };
        let stays = matches!(
            open.kind,
            BlockKind::Rule | BlockKind::Image(_) | BlockKind::Row { .. }
        );
        if kept == 0 && !stays {
            self.languages.pop_if(|l| l.0 as usize >= open.start);
            self.text.truncate(open.start.saturating_sub(1));
            self.begins |= open.begins && self.quote > 0;
            return;
        }
        self.text.truncate(open.start + kept);
        let span = Span::new(open.start, self.text.len());
        if let Some(last) = self.marks.last_mut() {
            last.span.end = last.span.end.min(span.end);
        }
        self.blocks.push(Block {
            kind: open.kind,
            span,
            depth: open.depth,
            quote: open.quote,
            begins: open.begins,
        });
    }

    /// Adds the blocks of a read article: a chapter to its book.
    pub fn append(&mut self, article: &Article) {
        super::append::append(self, article, &mut |_| true);
    }

    /// Lets go of the open block as if it had not been opened. Only for one without words or marks.
    pub fn discard(&mut self) {
        if let Some(open) = self.open.take() {
            self.text.truncate(open.start.saturating_sub(1));
        }
    }

    /// The article.
    #[must_use]
    pub fn finish(mut self) -> Article {
        self.close();
        Article {
            meta: self.meta,
            text: Arc::new(Clean::joined(self.text)),
            blocks: Arc::new(self.blocks),
            marks: self.marks,
            links: self.links,
            images: self.images,
            languages: self.languages,
        }
    }
}

/// Longest name of a language of code, in bytes.
const LANGUAGE: usize = 24;

/// A space at which no line is broken.
const NO_BREAK: char = '\u{a0}';

/// The white space that is folded; other wide or thin spaces are letters here.
const WHITE: [char; 3] = [' ', '\n', '\t'];

/// Whether no run of white space in `words` is longer than one space. Most prose is so, and is copied as a whole.
fn is_folded(words: &str) -> bool {
    let bytes = words.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let folds = pairs.fold(0, |all, (a, b)| {
        all | u8::from(*a == b'\n' || *a == b'\t' || (*a == b' ' && *b == b' '))
    });
    folds == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_folds_and_marks_stay_on_words() {
        let mut b = Builder::new();
        b.open(BlockKind::Heading(1));
        b.words("  A \n headline ");
        b.open(BlockKind::Paragraph);
        b.words("one ");
        b.style(Style::STRONG);
        b.words(" two");
        b.words(" three ");
        b.style(Style::PLAIN);
        b.words("four");
        b.open(BlockKind::Paragraph);
        b.words("   ");
        let a = b.finish();
        assert_eq!(a.text(), "A headline\none two three four");
        assert_eq!(a.blocks().len(), 2);
        let marks: Vec<_> = a.all_marks().iter().map(|m| m.span.of(a.text())).collect();
        assert_eq!(marks, ["two three"]);
    }

    #[test]
    fn folding_is_the_same_whole_or_in_pieces() {
        let text =
            "  one  two\tthree \n four\u{a0}five:\u{a0} six\u{a0}\u{a0}7 \u{a0}— eight\u{a0} ";
        let folded = "one two three four\u{a0}five: six 7 — eight";
        for cut in (0..=text.len()).filter(|n| text.is_char_boundary(*n)) {
            let mut b = Builder::new();
            b.open(BlockKind::Paragraph);
            let (first, second) = text.split_at(cut);
            b.words(first);
            b.words(second);
            assert_eq!(b.finish().text(), folded, "cut at {cut}");
        }
    }

    #[test]
    fn several_no_break_spaces_indent_a_block_one_does_not() {
        for (text, folded) in [
            ("\u{a0}Bells", "Bells"),
            (" \u{a0} Bells", "Bells"),
            ("\u{a0}\u{a0}Bells", "\u{a0}\u{a0}Bells"),
            ("\u{a0}\u{a0}\u{a0}Bells", "\u{a0}\u{a0}\u{a0}Bells"),
        ] {
            let mut b = Builder::new();
            b.open(BlockKind::Paragraph);
            for c in text.chars() {
                b.words(c.encode_utf8(&mut [0; 4]));
            }
            assert_eq!(b.finish().text(), folded, "{text:?}");
        }
    }

    #[test]
    fn nesting_is_that_of_the_opening() {
        let mut b = Builder::new();
        b.nest(1, 0);
        b.open(BlockKind::Item(None));
        b.words("in a list");
        b.nest(0, 2);
        b.open(BlockKind::BlockQuote);
        b.words("in two quotes");
        b.nest(0, 0);
        let nests: Vec<_> = b
            .finish()
            .blocks()
            .iter()
            .map(|b| (b.depth, b.quote))
            .collect();
        assert_eq!(nests, [(1, 0), (0, 2)]);
    }

    #[test]
    fn quotes_that_follow_each_other_are_told_apart() {
        let mut b = Builder::new();
        for (quotes, words) in [
            (1, " "),
            (1, "one"),
            (2, "inside"),
            (1, "still one"),
            (0, ""),
            (1, "two"),
            (0, "none"),
        ] {
            b.nest(0, quotes);
            if !words.is_empty() {
                b.open(BlockKind::BlockQuote);
                b.words(words);
            }
        }
        let a = b.finish();
        let begin = a.blocks().iter().filter(|b| b.begins);
        let begin: Vec<_> = begin.map(|b| b.span.of(a.text())).collect();
        assert_eq!(begin, ["one", "two"]);
    }

    #[test]
    fn marks_are_capped_across_pieces() {
        let mut b = Builder::new();
        for _ in 0..20 {
            b.words("a\u{301}\u{301}");
            b.words("\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}");
        }
        let a = b.finish();
        assert_eq!(
            a.text(),
            "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}".repeat(20)
        );
    }

    #[test]
    fn nesting_is_that_of_the_following_blocks() {
        let mut b = Builder::new();
        b.open(BlockKind::Rule);
        b.nest(1, 2);
        b.open(BlockKind::Item(None));
        b.words("inside");
        b.nest(0, 0);
        let a = b.finish();
        let nested: Vec<_> = a
            .blocks()
            .iter()
            .map(|b| (b.span.start, b.depth, b.quote))
            .collect();
        assert_eq!(nested, [(0, 0, 0), (1, 1, 2)]);
    }
}
