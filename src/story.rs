//! The whole path from bytes to stories, on one screen.

mod language;

use std::collections::HashMap;

use crate::{
    annotate::{Notes, annotate},
    article::{Article, Block},
    decode,
    format::{self, Format, Input, Limits, Parsed, Probe, Warning},
};

/// A read article with what was found in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The text and its blocks.
    pub article: Article,
    /// Quotes and stubs.
    pub notes: Notes,
    /// What was odd about the file.
    pub warnings: Vec<Warning>,
    /// Number of the story in its file, from 0.
    pub nth: usize,
    /// Name of the format that read it.
    pub format: &'static str,
    /// Only a beginning of the file has been read yet, or nothing been looked for in it.
    pub partial: bool,
    /// Of a partial story whose middle is left out: the byte that its end begins at.
    pub seam: Option<u32>,
    /// What of its page it is.
    pub extent: Extent,
    /// No story was found in its file, which is data of some program: this is what that looks like as text.
    pub data: bool,
}

/// What of a page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The story.
    #[default]
    Article,
    /// All of the page.
    Page,
    /// What of the page was not taken for the story.
    Rest,
}

/// How much of a file detection looks at, in bytes.
const PROBE: usize = 64 << 10;

/// The format of a file, from its first bytes and its name.
#[must_use]
pub fn detect(head: &[u8], name: &str) -> &'static Format {
    let head = head.get(..PROBE).unwrap_or(head);
    let decoded = decode::decode(head, None);
    format::detect(&Probe {
        head,
        text: &decoded.text,
        name,
    })
}

/// Reads the stories of a file. `name` is the file's, for its extension and as a last resort for a title.
#[must_use]
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Vec<Story> {
    let stories = bare(bytes, name, limits);
    stories.map(Story::annotated).collect()
}

/// Reads story number `nth` of a file, without looking for anything in the others.
#[must_use]
pub fn read_one(bytes: &[u8], name: &str, nth: usize, limits: &Limits) -> Option<Story> {
    let format = detect(bytes, name);
    from(format, nth, bytes, name, limits)
        .next()
        .map(Story::annotated)
}

/// Reads the stories of a file with nothing found in them: for who only wants the text. What is odd about the whole file is
/// said of its first story.
pub fn bare(bytes: &[u8], name: &str, limits: &Limits) -> impl Iterator<Item = Story> {
    from(detect(bytes, name), 0, bytes, name, limits)
}

/// The stories of a file of this format from number `nth` on.
fn from(
    format: &Format,
    nth: usize,
    bytes: &[u8],
    name: &str,
    limits: &Limits,
) -> impl Iterator<Item = Story> {
    let parsed = (format.read)(Input { bytes, name }, limits);
    stories(parsed, format.name).skip(nth).map(Story::tongued)
}

/// The stories of one record of a file of this format, with nothing found in them, not even their [language](Story::tongued);
/// `first` is the number of the first of them.
#[must_use]
pub fn of_record(format: &Format, bytes: &[u8], first: usize, limits: &Limits) -> Vec<Story> {
    let Some(records) = &format.records else {
        return Vec::new();
    };
    let parsed = (records.read)(bytes, limits);
    let renumbered = |story: Story| Story {
        nth: story.nth.saturating_add(first),
        ..story
    };
    stories(parsed, format.name).map(renumbered).collect()
}

fn stories(parsed: Parsed, format: &'static str) -> impl Iterator<Item = Story> {
    let mut warnings: HashMap<usize, Vec<Warning>> = HashMap::new();
    for warning in parsed.warnings {
        let nth = warning.article.unwrap_or_default();
        warnings.entry(nth).or_default().push(warning);
    }
    parsed
        .articles
        .into_iter()
        .enumerate()
        .map(move |(nth, article)| Story {
            article,
            notes: Notes::default(),
            warnings: warnings.remove(&nth).unwrap_or_default(),
            nth,
            format,
            partial: false,
            seam: None,
            extent: Extent::Article,
            data: parsed.data,
        })
}

impl Story {
    /// What of this story, read as a [whole page](Extent::Page), is not in `article`: the blocks whose words it does not have.
    #[must_use]
    pub fn rest(&self, article: &Article) -> Self {
        let mut had: HashMap<String, usize> = HashMap::new();
        for block in article.blocks() {
            *had.entry(folded(article, block)).or_default() += 1;
        }
        let rest = self.article.only(&mut |block| {
            let known = had
                .get_mut(&folded(&self.article, block))
                .filter(|n| **n > 0);
            known.map(|n| *n -= 1).is_none()
        });
        Self {
            article: rest,
            notes: Notes::default(),
            extent: Extent::Rest,
            ..self.clone()
        }
    }

    /// The story with a guess at its language, where it states none.
    #[must_use]
    pub fn tongued(mut self) -> Self {
        if self.article.meta.lang.is_empty() {
            self.article.meta.lang = language::guess(&self.article);
        }
        self
    }

    /// The story with its quotes and stubs.
    #[must_use]
    pub fn annotated(mut self) -> Self {
        self.notes = annotate(&self.article);
        self
    }
}

/// The words of a block, however they are parted.
fn folded(article: &Article, block: &Block) -> String {
    block.span.of(article.text()).split_whitespace().collect()
}

/// As much of a file as the first screens need, in bytes; not less than what readers of text judge all of it by.
const GLANCE: usize = 36 << 10;

/// Reads what the first screen needs, from a whole file or its first bytes: no notes, and of a large file only its
/// beginning, where its format allows that. The text is that of [`read`], or a beginning of it; the rest comes
/// behind the reader's back.
#[must_use]
pub fn glance(bytes: &[u8], whole: bool, name: &str, limits: &Limits) -> Vec<Story> {
    let bytes = if whole { bytes } else { glanced(bytes) };
    let format = detect(bytes, name);
    if !whole && !format.streams {
        return Vec::new();
    }
    let first = |story: Story| Story {
        partial: true,
        ..story
    };
    let stories = from(format, 0, bytes, name, limits);
    stories.map(first).collect()
}

fn glanced(head: &[u8]) -> &[u8] {
    beginning(head.get(..GLANCE).unwrap_or(head))
}

/// As [`glance`], of a large file, and its end with it, of which `tail` are the last bytes: so that one can go there before
/// all between is read. None where the format does not allow that, or no paragraph begins in `tail`.
#[must_use]
pub fn both_ends(head: &[u8], tail: &[u8], name: &str, limits: &Limits) -> Option<Story> {
    let head = glanced(head);
    if !detect(head, name).streams {
        return None;
    }
    let tail = tail.get(memchr::memmem::find(tail, b"\n\n")?..)?;
    let begun = bare(head, name, limits).next()?;
    // Read in one with its beginning, by which the whole is judged too.
    let bytes = [head, CUT, tail].concat();
    let story = bare(&bytes, name, limits).next()?;
    let after = begun.article.blocks().len() + 1;
    let seam = story.article.blocks().get(after)?.span.start;
    Some(Story {
        partial: true,
        seam: Some(seam),
        ..story
    })
}

/// What stands for the middle that is left out: a rule.
const CUT: &[u8] = b"\n* * *";

/// As much of the first bytes of a file as reads like a file of its own: up to the last blank line.
#[must_use]
pub fn beginning(head: &[u8]) -> &[u8] {
    let last = |gap: &[u8]| memchr::memmem::rfind(head, gap);
    let end = last(b"\n\n").max(last(b"\n\r\n"));
    head.get(..end.map_or(head.len(), |n| n + 1))
        .unwrap_or(head)
}
