//! What a list of stories and a link between stories need to know: no text, only what stands on a story's cover.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, OnceLock},
};

use super::{
    Part, Source, StoryId, crosslinks, kept,
    links::{Index, Match, Query, Target},
};
use crate::{
    annotate::Notes,
    article::{Article, BlockKind},
    text::{Clean, byte},
};

/// A story at a glance. A mailbox can hold hundreds of thousands, so it is kept small: what few stories have is boxed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Who it is.
    pub id: StoryId,
    /// The file as found or given.
    pub path: Arc<Path>,
    /// Number of the story in its file, from 0.
    pub nth: usize,
    /// Name of the format that read it.
    pub format: &'static str,
    /// Headline; never empty: the file's name where nothing else is known.
    pub title: Clean,
    /// Other titles it goes by.
    pub aliases: Box<[Clean]>,
    /// Who wrote it; empty when unknown.
    pub byline: Clean,
    /// Name or host of the publication; empty when unknown.
    pub site: Clean,
    /// RFC 3339 date or date-time of publication, as precise as known; empty when unknown.
    pub published: Clean,
    /// Address of the page; empty when unknown.
    pub url: Clean,
    /// Words of the body; 0 when unknown.
    pub words: u32,
    /// The words were estimated from the size of the file: only its beginning has been read.
    pub estimated: bool,
    /// Where in the file it stands, where that is known and the file need not be read whole for it.
    pub part: Option<Part>,
    /// What an export of another program says: whether it was read, starred, and how far.
    pub shelf: Option<Box<crate::article::Shelf>>,
}

impl Entry {
    /// The entry of an article: story `nth` of `source`, read by the format of this name.
    #[must_use]
    pub fn new(source: &Source, nth: usize, format: &'static str, article: &Article) -> Self {
        let meta = &article.meta;
        let counted = words(article, None);
        let words = if source.is_whole() {
            counted
        } else {
            scaled(counted, source)
        };
        Self {
            id: source.id(nth),
            path: source.path.clone(),
            nth,
            format,
            title: if meta.title.is_empty() {
                Clean::line(&source.name())
            } else {
                meta.title.clone()
            },
            aliases: meta.aliases.clone().into(),
            byline: meta.byline.clone(),
            site: meta.site.clone(),
            published: meta.published.clone(),
            url: meta.url.clone(),
            words,
            estimated: !source.is_whole(),
            part: source.part,
            shelf: meta.shelf.clone().map(Box::new),
        }
    }

    /// Reading time in minutes, rounded up; 0 when the words are unknown.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        minutes(self.words)
    }
}

/// The words of a beginning, scaled to the length of the whole file.
fn scaled(words: u32, source: &Source) -> u32 {
    let read = (source.bytes.len() as u64).max(1);
    let whole = u64::from(words).saturating_mul(source.length) / read;
    u32::try_from(whole).unwrap_or(u32::MAX)
}

/// Words read in a minute: the usual figure for silent reading of English prose (Brysbaert 2019 measured 238 for
/// non-fiction, 260 for fiction; a screen is a little slower).
pub(super) const WORDS_A_MINUTE: u32 = 230;

/// Reading time of so many words in minutes, rounded up.
#[must_use]
pub fn minutes(words: u32) -> u32 {
    words.div_ceil(WORDS_A_MINUTE)
}

/// Counts the words of an article's body: what is read in its course, so no headline, byline, caption or credit, and,
/// where the notes are at hand, no stub.
#[must_use]
pub fn words(article: &Article, notes: Option<&Notes>) -> u32 {
    let headline = article.headline();
    let counts = |n: usize, kind: BlockKind| {
        let body = match kind {
            BlockKind::Heading(_)
            | BlockKind::Paragraph
            | BlockKind::BlockQuote
            | BlockKind::Item(_)
            | BlockKind::Term
            | BlockKind::Definition
            | BlockKind::Card
            | BlockKind::Code
            | BlockKind::Row { .. }
            | BlockKind::Footnote => true,
            BlockKind::Caption
            | BlockKind::PullQuote
            | BlockKind::Credit
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Image(_)
            | BlockKind::Rule => false,
        };
        body && headline != Some(n) && notes.is_none_or(|notes| notes.stubs_in(n).is_empty())
    };
    let count: usize = article
        .blocks()
        .iter()
        .enumerate()
        .filter(|(n, block)| counts(*n, block.kind))
        .map(|(_, block)| words_of(block.span.of(article.text())))
        .sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Words between white space that hold a letter or digit. In scripts written without spaces two characters count as
/// one word, the mean length of a Chinese or Japanese word.
fn words_of(text: &str) -> usize {
    if is_plain(text) {
        return words_of_plain(text);
    }
    let mut words = 0;
    let mut unspaced = 0;
    for word in text.split_whitespace() {
        if word.is_ascii() {
            words += usize::from(word.bytes().any(|b| b.is_ascii_alphanumeric()));
            continue;
        }
        let dense = word.chars().filter(|&c| is_unspaced(c)).count();
        unspaced += dense;
        words += usize::from(dense == 0 && word.contains(char::is_alphanumeric));
    }
    words + unspaced.div_ceil(2)
}

/// Whether all of a text is ASCII, Latin letters of two bytes (U+00C0 to U+00FF) and dashes, quotation marks and dots (U+2010 to
/// U+2027).
fn is_plain(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (0..0x80, _) => after,
            (0xc3, [0x80..=0x96 | 0x98..=0xb6 | 0xb8..=0xbf, after @ ..])
            | (0xe2, [0x80, 0x90..=0xa7, after @ ..]) => after,
            _ => return false,
        };
    }
    true
}

/// What a byte of a plain text does to a word: its bits say whether there is one, and whether it holds a letter or digit.
const fn step(byte: u8) -> u8 {
    match byte {
        b' ' | 0x09..=0x0d => 0b00,
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xc3 => 0b11,
        _ => 0b01,
    }
}

/// [`step`] of every byte.
const STEPS: [u8; 256] = {
    let mut steps = [0; 256];
    let mut rest = steps.as_mut_slice();
    let mut byte = 0_u8;
    while let [first, more @ ..] = rest {
        *first = step(byte);
        byte = byte.wrapping_add(1);
        rest = more;
    }
    steps
};

/// Words of a plain text, without a branch: each counts where its first letter or digit stands.
fn words_of_plain(text: &str) -> usize {
    let (mut words, mut word) = (0, 0);
    for byte in text.bytes() {
        let step = STEPS.get(usize::from(byte)).copied().unwrap_or_default();
        let next = (word * (step & 1)) | step;
        words += usize::from((next & !word) >> 1);
        word = next;
    }
    words
}

/// Han, kana, Thai, Lao and Khmer letters: scripts that put no space between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Many stories in the order in which they were given: a snapshot that never changes.
#[derive(Debug, Default)]
pub struct Catalog {
    entries: Vec<Arc<Entry>>,
    ids: OnceLock<HashMap<StoryId, usize>>,
    links: OnceLock<Arc<Index>>,
    /// The index of a catalog that this one was made from, or of an earlier run.
    base: Option<Arc<Index>>,
    /// All titles of a library, where these are only some of its stories, and the places of these by their numbers in it.
    within: Option<(Arc<Index>, HashMap<u32, usize>)>,
}

impl Catalog {
    /// A catalog of these.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self::default().with(entries)
    }

    /// The catalog with more stories at its end. What is there already is shared, not copied.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = Entry>) -> Self {
        let known = self.entries.iter().cloned();
        Self {
            entries: known.chain(more.into_iter().map(Arc::new)).collect(),
            base: self.links.get().or(self.base.as_ref()).cloned(),
            ..Self::default()
        }
    }

    /// A catalog of these, where most of them are in this one: the index of titles is brought up to date, not built anew.
    #[must_use]
    pub fn anew(&self, entries: impl IntoIterator<Item = Entry>) -> Self {
        Self {
            entries: entries.into_iter().map(Arc::new).collect(),
            base: self.links.get().or(self.base.as_ref()).cloned(),
            ..Self::default()
        }
    }

    /// Some stories of a library, by their numbers in it, all of whose titles are in `index`.
    #[must_use]
    pub fn within(index: Arc<Index>, stories: impl IntoIterator<Item = (u32, Arc<Entry>)>) -> Self {
        let (numbers, entries): (Vec<u32>, Vec<_>) = stories.into_iter().unzip();
        let places = numbers.into_iter().zip(0..).collect();
        Self {
            entries,
            within: Some((index, places)),
            ..Self::default()
        }
    }

    /// The story that a title or an address means, of all that are known; the numbers are places in [`Catalog::entries`].
    #[must_use]
    pub fn resolve(&self, query: &Query<'_>) -> Target {
        let Some((index, places)) = &self.within else {
            return self.links().resolve(query);
        };
        let here = |found: Match| {
            let number = byte(*places.get(&found.number)?);
            Some(Match { number, ..found })
        };
        match index.resolve(query) {
            Target::Exact(found) => here(found).map_or(Target::Missing, Target::Exact),
            Target::Likely(some) => {
                let some: Vec<Match> = some.into_iter().filter_map(here).collect();
                if some.is_empty() {
                    Target::Missing
                } else {
                    Target::Likely(some)
                }
            }
            Target::Missing => Target::Missing,
        }
    }

    /// The stories in order.
    #[must_use]
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The story of this identity; of two files with the same content the first.
    #[must_use]
    pub fn entry(&self, id: StoryId) -> Option<&Arc<Entry>> {
        self.place(id).and_then(|n| self.entries.get(n))
    }

    /// Where the story of this identity stands in [`Catalog::entries`].
    #[must_use]
    pub fn place(&self, id: StoryId) -> Option<usize> {
        let ids = self.ids.get_or_init(|| {
            let mut ids = HashMap::with_capacity(self.entries.len());
            for (n, entry) in self.entries.iter().enumerate() {
                ids.entry(entry.id).or_insert(n);
            }
            ids
        });
        ids.get(&id).copied()
    }

    /// Where story `nth` of the file at `path` stands in [`Catalog::entries`].
    #[must_use]
    pub fn find(&self, path: &Path, nth: usize) -> Option<usize> {
        let is_it = |e: &Arc<Entry>| e.nth == nth && *e.path == *path;
        self.entries.iter().position(is_it)
    }

    /// Finds stories by title and address: its numbers are places in [`Catalog::entries`]. Made at the first use, in time linear
    /// in the number of stories; where there is an index of most of them already, in that of those that changed.
    pub fn links(&self) -> &Index {
        self.links.get_or_init(|| {
            let stories = self.entries.iter().enumerate();
            let items = stories.map(|(n, e)| crosslinks::item(n, e));
            Arc::new(match &self.base {
                Some(base) => Index::clone(base).renewed(items),
                None => Index::build(items),
            })
        })
    }

    /// The same with the index of an earlier run of the program from `cache`, the folder for what can be made again; where it is
    /// damaged, of another version or not there, it is made and kept there. Belongs on a worker: it does I/O.
    pub fn links_kept(&self, cache: Option<&Path>) -> &Index {
        let worth = self.entries.len() >= kept::WORTH && self.base.is_none();
        let Some(path) = cache.filter(|_| worth).map(|dir| dir.join(kept::FILE_NAME)) else {
            return self.links();
        };
        self.links.get_or_init(|| {
            let stories = self.entries.iter().enumerate();
            let kept = kept::read(&path, b"").map(|(index, _)| index);
            let items = stories.map(|(n, e)| crosslinks::item(n, e));
            Arc::new(kept::renew(&path, b"", kept, items))
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::Builder;

    /// An entry of this title, in a file of this name.
    pub(crate) fn entry(path: &str, title: &str) -> Entry {
        let mut b = Builder::new();
        b.meta().title = Clean::line(title);
        b.words("A body.");
        let source = Source::new(Path::new(path), path.as_bytes().to_vec());
        Entry::new(&source, 0, "text", &b.finish())
    }

    #[test]
    fn a_story_is_found_by_identity_and_by_file() {
        let catalog = Catalog::new([entry("a", "One"), entry("b", "Two")]);
        let more = catalog.with([entry("c", "")]);
        assert_eq!((catalog.entries().len(), more.entries().len()), (2, 3));
        let third = &more.entries()[2];
        assert_eq!(&*third.title, "c", "the file's name stands in for a title");
        assert_eq!(more.place(third.id), Some(2));
        assert_eq!(catalog.place(third.id), None);
        assert_eq!(more.find(Path::new("b"), 0), Some(1));
        assert_eq!(more.find(Path::new("b"), 1), None);
    }

    #[test]
    fn words_of_the_body_are_counted() {
        let mut b = Builder::new();
        for (kind, words) in [
            (BlockKind::Heading(1), "The headline"),
            (BlockKind::Caption, "A caption"),
            (BlockKind::Paragraph, "He said — twice — “no”."),
            (BlockKind::Item(None), "可口可乐公司"),
        ] {
            b.open(kind);
            b.words(words);
        }
        b.meta().title = Clean::line("The headline");
        assert_eq!(words(&b.finish(), None), 4 + 3);
        for (text, count) in [
            ("", 0),
            (" - one, -two- .\tthree\n\u{b}4 --", 4),
            ("“Élan” — ‘déjà’ – vu … 7×7", 4),
            ("Élan × vu ÷", 2),
            ("“Größe” … ‘x’", 2),
            ("a\u{a0}b\u{2028}c", 3),
        ] {
            assert_eq!(words_of(text), count, "{text:?}");
            let slowly = text.split_whitespace();
            let slowly = slowly.filter(|w| w.contains(char::is_alphanumeric));
            assert_eq!(slowly.count(), count, "{text:?}");
        }
        assert_eq!(
            [minutes(0), minutes(1), minutes(230), minutes(231)],
            [0, 1, 1, 2]
        );
    }
}
