//! The noun: an [`Article`] is one text, its blocks, the marks on its words, and what is known about it.
//!
//! An article is ground truth, made once by a [`Builder`] and never edited. Everything found in it later (quotes,
//! stubs, lines, search hits, the place of reading) is a byte [`Span`] into [`Article::text`].

mod append;
mod builder;

pub use builder::Builder;

use crate::text::{Clean, Span};
use std::{ops::Range, sync::Arc};

/// A read article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// What is known about it.
    pub meta: Meta,
    // Of a long text there are two copies for a while, one on show and one in which quotes are looked for: these two parts, by
    // far the largest, are shared by them.
    text: Arc<Clean>,
    blocks: Arc<Vec<Block>>,
    marks: Vec<Mark>,
    links: Vec<Link>,
    images: Vec<Image>,
    /// Where blocks of code begin that say their language, in order, and its name.
    languages: Vec<(u32, Clean)>,
}

impl Article {
    /// The text: blocks separated by one LF. Inside a block LF stands only in [`BlockKind::Code`] and at hard line
    /// breaks, TAB only in code and between the cells of a [`BlockKind::Row`].
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether this is a copy of `other`, or `other` of this: what was laid out for the one holds for the other.
    #[must_use]
    pub fn is_copy_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.text, &other.text) && Arc::ptr_eq(&self.blocks, &other.blocks)
    }

    /// The blocks in order, disjoint; each begins and ends on a character boundary.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The marks that meet `span`, in order. Marks are disjoint: nesting is flattened.
    #[must_use]
    pub fn marks(&self, span: Span) -> &[Mark] {
        let from = self.marks.partition_point(|m| m.span.end <= span.start);
        let to = self.marks.partition_point(|m| m.span.start < span.end);
        self.marks.get(from..to.max(from)).unwrap_or_default()
    }

    /// The article with those of its blocks only that `keep` wants.
    #[must_use]
    pub fn only(&self, keep: &mut dyn FnMut(&Block) -> bool) -> Self {
        let mut builder = Builder::new();
        *builder.meta() = self.meta.clone();
        append::append(&mut builder, self, keep);
        builder.finish()
    }

    /// Some blocks that follow each other as an article of its own: its text begins with the first of them.
    #[must_use]
    pub fn part(&self, blocks: Range<usize>) -> Self {
        let blocks = self.blocks.get(blocks).unwrap_or_default();
        let first = blocks.first().map_or(0, |b| b.span.start);
        let span = Span {
            start: first,
            end: blocks.last().map_or(first, |b| b.span.end),
        };
        let moved = |s: Span| Span {
            start: s.start.saturating_sub(first),
            end: s.end.saturating_sub(first),
        };
        let block = |b: &Block| Block {
            span: moved(b.span),
            ..*b
        };
        let mark = |m: &Mark| Mark {
            span: moved(m.span),
            ..*m
        };
        Self {
            meta: self.meta.clone(),
            text: Arc::new(Clean::joined(span.of(&self.text).to_owned())),
            blocks: Arc::new(blocks.iter().map(block).collect()),
            marks: self.marks(span).iter().map(mark).collect(),
            links: self.links.clone(),
            images: self.images.clone(),
            languages: self
                .languages
                .iter()
                .filter(|(at, _)| span.contains(*at))
                .map(|(at, name)| (at.saturating_sub(first), name.clone()))
                .collect(),
        }
    }

    /// The article with these pictures in the place of its own, number by number.
    #[must_use]
    pub fn with_images(self, images: Vec<Image>) -> Self {
        Self { images, ..self }
    }

    /// The article with these links in the place of its own, number by number.
    #[must_use]
    pub fn with_links(self, links: Vec<Link>) -> Self {
        Self { links, ..self }
    }

    /// Every mark.
    #[must_use]
    pub fn all_marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The links that marks point to by number.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The pictures that [`BlockKind::Image`] points to by number.
    #[must_use]
    pub fn images(&self) -> &[Image] {
        &self.images
    }

    /// The language of a block of code as the file names it, in lower case: "rust". Empty where it does not.
    #[must_use]
    pub fn code_language(&self, block: &Block) -> &str {
        let found = self
            .languages
            .binary_search_by_key(&block.span.start, |l| l.0);
        let known = found.ok().and_then(|n| self.languages.get(n));
        known.map_or("", |(_, name)| name)
    }

    /// Index of the block that holds `byte`, or of the last one that begins before it.
    #[must_use]
    pub fn block_at(&self, byte: u32) -> usize {
        self.blocks
            .partition_point(|b| b.span.start <= byte)
            .saturating_sub(1)
    }

    /// Index of the block of the text that carries the headline, where the file itself does: in the same words, however
    /// they are spaced.
    #[must_use]
    pub fn headline(&self) -> Option<usize> {
        let first = self.blocks.first()?;
        let words = first.span.of(&self.text).split_whitespace();
        (first.kind == BlockKind::Heading(1) && words.eq(self.meta.title.split_whitespace()))
            .then_some(0)
    }

    /// Whether its text begins with the words of its title, which it lent for want of a headline: they are not shown twice.
    #[must_use]
    pub fn opens_with_its_title(&self) -> bool {
        if self.headline().is_some() {
            return false;
        }
        let title = self.meta.title.trim_end_matches('…');
        let first = self.blocks.first().map_or(Span::default(), |b| b.span);
        !title.is_empty() && first.of(&self.text).starts_with(title)
    }

    /// What to show in place of a text that is not there: the excerpt where there is one, that there is no more, and the
    /// address; each a paragraph. Empty for an article that has text.
    #[must_use]
    pub fn absence(&self) -> Vec<Clean> {
        if !self.blocks.is_empty() {
            return Vec::new();
        }
        let why = match (self.meta.url.is_empty(), self.meta.excerpt.is_empty()) {
            (true, _) => "This story has no text.",
            (false, true) => "Only the address of this story was saved, not its text:",
            (false, false) => "Only this and the address of the story were saved, not its text:",
        };
        let said = [
            self.meta.excerpt.clone(),
            Clean::line(why),
            self.meta.url.clone(),
        ];
        said.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// How the pages that are made of articles say what wrote them, in their head: who reads one again knows that it holds an
/// article and nothing else.
pub(crate) const GENERATOR: &str = "<meta name=\"generator\" content=\"pullquote\"/>";

/// How the headline of an article begins in such a page where it is no part of the text.
pub(crate) const HEADLINE: &str = "<header><h1>";

/// What is known about an article. An empty text or list means unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// Headline.
    pub title: Clean,
    /// Other titles it goes by: `og:title`, slug words, feed title. Links resolve to them too.
    pub aliases: Vec<Clean>,
    /// Who wrote it, as one line: "Ann Lee and Bo Ek".
    pub byline: Clean,
    /// Name or host of the publication.
    pub site: Clean,
    /// Credit of the lead picture, where the file states it apart from the text.
    pub credit: Clean,
    /// Summary as the publisher gives it.
    pub excerpt: Clean,
    /// Address of the page, as written.
    pub url: Clean,
    /// Language as a BCP 47 tag; empty when neither stated nor guessed.
    pub lang: Clean,
    /// RFC 3339 date or date-time of publication, as precise as the source says.
    pub published: Clean,
    /// The same of the last change.
    pub modified: Clean,
    /// The same of the saving.
    pub saved: Clean,
    /// Tags and categories.
    pub tags: Vec<Clean>,
    /// Address of the lead picture.
    pub lead_image: Clean,
    /// Where the reader had put it in another program, for exports of read-later services.
    pub shelf: Option<Shelf>,
    /// File that holds the text, as a path from the folder of this one, where an export keeps the two apart.
    pub text_in: Clean,
}

/// What an export of another program says about the reader's dealings with a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// Whether it was read or archived there.
    pub read: bool,
    /// Whether it was starred or liked there.
    pub starred: bool,
    /// How far it was read, 0 to 1, where the export says.
    pub progress: Option<f32>,
    /// Folder it stood in.
    pub folder: Clean,
    /// The reader's own note.
    pub note: Clean,
}

/// A block of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words in the article's text, without the LF after them.
    pub span: Span,
    /// How many lists it stands in: 1 for an item of a top-level list, 0 outside of lists.
    pub depth: u8,
    /// How many block quotes it stands in.
    pub quote: u8,
    /// Whether it is the first block of the outermost of them: two quotes may follow each other.
    pub begins: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Heading of level 1 (the headline) to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// Caption of a picture.
    Caption,
    /// Who made the picture.
    Credit,
    /// Who wrote the article.
    Byline,
    /// When and where it was written, on a line of its own.
    Dateline,
    /// Paragraph of a block quote.
    BlockQuote,
    /// First paragraph of a list item, with its number in an ordered list. Later paragraphs of the item are
    /// [`BlockKind::Paragraph`] of the same depth.
    Item(Option<u32>),
    /// Term of a definition list; its depth counts that list.
    Term,
    /// First paragraph of what a term means. Later paragraphs of it are [`BlockKind::Paragraph`] of the same depth.
    Definition,
    /// Words of the article itself, set large beside it.
    PullQuote,
    /// What another place shows in the article: a post, a video. Its title or its words, with a link to it; who made it
    /// stands on a line of its own.
    Card,
    /// Code or other text kept as it stands, spaces and LF included.
    Code,
    /// A row of a table, cells parted by TAB.
    Row {
        /// Number of the table in the article; rows of one table follow each other.
        table: u32,
        /// Whether the row heads the columns.
        head: bool,
    },
    /// A picture, by its number in [`Article::images`]; the words are its alternative text.
    Image(u32),
    /// A footnote; the words begin with its label.
    Footnote,
    /// A thematic break; no words.
    Rule,
}

/// Words set apart: emphasis, code, link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The words; never across blocks.
    pub span: Span,
    /// How they are set.
    pub style: Style,
    /// Number of the link in [`Article::links`].
    pub link: Option<u32>,
}

/// How words are set: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style(u8);

impl Style {
    /// As the body is.
    pub const PLAIN: Self = Self(0);
    /// Strong emphasis, bold.
    pub const STRONG: Self = Self(1);
    /// Emphasis, italic.
    pub const EMPHASIS: Self = Self(2);
    /// Code, monospaced where there is a choice.
    pub const CODE: Self = Self(4);
    /// Struck out.
    pub const STRIKE: Self = Self(8);

    /// Both sets.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set less `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Where a link leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The address as written; of a link inside the article, `#` and the label.
    pub url: Clean,
    /// Byte of the article's text it leads to, for a footnote or an outline link.
    pub to: Option<u32>,
}

/// A picture that the article shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Address or file name as written; empty where it is a `data:` address.
    pub src: Clean,
    /// Stands for the `data:` address, by which `format::Within` finds the picture in the file again; empty of others.
    pub inside: Clean,
    /// Alternative text.
    pub alt: Clean,
    /// Width in pixels, 0 when not stated.
    pub width: u32,
    /// Height in pixels, 0 when not stated.
    pub height: u32,
    /// Address that the picture leads to: a larger one, a page. Empty where it leads nowhere.
    pub href: Clean,
}
