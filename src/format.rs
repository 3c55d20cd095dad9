//! The table of formats, and which of them a file is in, by its content.
//!
//! Reading never fails: a format gives what it understood, and warnings.

mod addresses;
mod below;
mod bookmarks;
mod csv;
pub(crate) mod date;
mod enex;
mod entities;
mod epub;
mod feed;
mod fragment;
mod front;
mod gzip;
pub mod html;
mod json;
mod mail;
mod markdown;
mod opml;
mod own;
mod pack;
mod record;
mod refuse;
mod stamp;
mod tags;
mod tei;
mod text;
mod title;
mod url;
mod warc;
mod within;
mod xml;
mod zip;

pub use html::Scope;
pub use refuse::{pdf_title, refuse};
pub use within::Within;

use crate::{
    article::Article,
    text::{Clean, Span},
};

/// What every reader of files keeps to; tests shrink it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: u64,
    /// Bytes after unpacking or decoding one file.
    pub expanded: u64,
    /// Nesting of elements, lists, quotes.
    pub depth: usize,
    /// Elements or blocks of one article.
    pub nodes: usize,
    /// Stories of one file.
    pub articles: usize,
    /// How much of a web page is given.
    pub scope: Scope,
    /// Bytes up to which a file of many stories is read whole; a longer one is read record by record.
    pub whole: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 512 << 20,
            expanded: 512 << 20,
            depth: 256,
            nodes: 4_000_000,
            articles: 2_000_000,
            whole: 8 << 20,
            scope: Scope::Article,
        }
    }
}

/// What detection looks at.
#[derive(Clone, Copy, Debug)]
pub struct Probe<'a> {
    /// The first 64 KiB of the file.
    pub head: &'a [u8],
    /// The same, decoded.
    pub text: &'a str,
    /// File name, for its extension; empty for standard input.
    pub name: &'a str,
}

impl Probe<'_> {
    /// The extension in lower case, without its dot; empty if there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        match self.name.rsplit_once('.') {
            Some((stem, ext)) if !stem.is_empty() => ext.to_ascii_lowercase(),
            _ => String::new(),
        }
    }
}

/// How surely a file is in a format: 0 not at all, 255 beyond doubt. An extension only breaks ties.
pub type Score = u8;

/// The bytes of a file and its name.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The whole file, or of a format that [streams](Format::streams) a beginning of it.
    pub bytes: &'a [u8],
    /// File name, for a title where nothing else gives one; empty for standard input.
    pub name: &'a str,
}

/// A file format.
#[derive(Debug)]
pub struct Format {
    /// Name as `--format json` and `inspect` give it.
    pub name: &'static str,
    /// Extensions in lower case.
    pub extensions: &'static [&'static str],
    /// Whether a beginning of a file, cut at a line end, reads as a beginning of its one article, so that the
    /// first screen can be shown before the rest is read.
    pub streams: bool,
    /// How a file of many stories is taken apart without being read whole.
    pub records: Option<Records>,
    /// How surely a file is in this format.
    pub sniff: fn(&Probe<'_>) -> Score,
    /// Reads it.
    pub read: fn(Input<'_>, &Limits) -> Parsed,
}

/// The records of a file of many stories: pieces that follow each other and are read each for itself.
#[derive(Debug)]
pub struct Records {
    /// Length in bytes of the record that these bytes begin with; `None` where its end is not among them.
    pub first: fn(&[u8]) -> Option<usize>,
    /// Reads one record; nothing where it is none.
    pub read: fn(&[u8], &Limits) -> Parsed,
}

/// The format of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name).copied()
}

/// What a file held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// One article, or the many of a feed or an export.
    pub articles: Vec<Article>,
    /// What was odd about the file.
    pub warnings: Vec<Warning>,
    /// The file is data in which no story was found; the article is what it looks like as text.
    pub data: bool,
}

/// Something odd about a file that a reader may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Number of the article it concerns; `None` for the file.
    pub article: Option<usize>,
    /// Where in that article's text.
    pub at: Option<Span>,
    /// In words, one line.
    pub message: Clean,
}

impl Warning {
    /// A warning about the whole file.
    #[must_use]
    pub fn of_file(message: &str) -> Self {
        Self {
            article: None,
            at: None,
            message: Clean::line(message),
        }
    }
}

/// Every format, in the order in which ties are broken.
pub const FORMATS: &[&Format] = &[
    &epub::FORMAT,
    &zip::FORMAT,
    &gzip::FORMAT,
    &warc::FORMAT,
    &mail::MAILBOX,
    &mail::PAGE,
    &mail::FORMAT,
    &bookmarks::FORMAT,
    &addresses::FORMAT,
    &feed::FORMAT,
    &opml::FORMAT,
    &enex::FORMAT,
    &tei::FORMAT,
    &json::FORMAT,
    &json::LINES,
    &csv::FORMAT,
    &html::FORMAT,
    &text::FORMAT,
    &text::highlights::FORMAT,
    &markdown::FORMAT,
];

/// The format of a file; plain text where no other claims it.
#[must_use]
pub fn detect(probe: &Probe<'_>) -> &'static Format {
    let extension = probe.extension();
    let rank = |f: &Format| {
        let named = f.extensions.contains(&extension.as_str());
        u16::from((f.sniff)(probe)) * 2 + u16::from(named)
    };
    let mut best = (rank(&text::FORMAT), &text::FORMAT);
    for format in FORMATS {
        let rank = rank(format);
        if rank > best.0 {
            best = (rank, *format);
        }
    }
    best.1
}

/// What is said of an article that reached the limit of its blocks.
const FULL: &str = "too many blocks: the last one holds the rest";

/// The bytes of a file that `limits` allow; says so where that is not all.
fn within<'a>(bytes: &'a [u8], limits: &Limits, warnings: &mut Vec<Warning>) -> &'a [u8] {
    let most = limits.bytes.min(limits.expanded);
    match usize::try_from(most)
        .ok()
        .and_then(|most| bytes.get(..most))
    {
        Some(cut) if cut.len() < bytes.len() => {
            warnings.push(Warning::of_file("too large: only the beginning was read"));
            cut
        }
        _ => bytes,
    }
}
