//! The names of the stories, held for three look-ups: a whole folded title, the start of one, and the words they have in
//! common with another.

use super::{
    fold,
    pack::{Pack, Unpack},
    table::Table,
};
use crate::text::byte;
use std::{
    collections::HashMap,
    io::{self, Write},
    sync::LazyLock,
};
use xxhash_rust::xxh3::xxh3_64;

/// Characters of a folded title that a cut title is looked up by, at the least.
pub(super) const START: usize = 20;
/// Words of a title that count; the rest is left out.
pub(super) const MOST_WORDS: usize = 48;
/// Postings walked for one query, at most; the most common words are left out first.
const WALK: usize = 20_000;
/// No name.
const NONE: u32 = u32::MAX;

/// A folded title of a story.
#[derive(Clone, Copy, Debug)]
struct Name {
    story: u32,
    text: (u32, u32),
    words: (u32, u32),
    same: u32,
    start: u32,
}

/// All names. Words, titles and their beginnings are known by their hashes (XXH3, 64 bits): among a million of them two
/// are mixed up once in 37 million libraries, and whole titles are compared besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    list: Vec<Name>,
    /// Names of stories that are not here any more.
    gone: usize,
    text: String,
    words: Vec<u32>,
    terms: Vec<Term>,
    /// Numbers of words by their hashes.
    ids: Table,
    /// For each word that was in the file the names it stands in, in order.
    postings: Vec<u32>,
    /// The last name of each whole title, and of each beginning; the others of it follow by [`Name::same`] and [`Name::start`].
    whole: Table,
    starts: Table,
}

/// What is known of a word, by its number.
#[derive(Clone, Debug)]
struct Term {
    /// The hash of the word.
    hash: u64,
    /// The names it stands in: those of the file, as a range of [`Names::postings`], and those that came since, in order.
    kept: (u32, u32),
    new: Vec<u32>,
    /// How many of these are gone.
    gone: u32,
    /// In how many of the imagined headlines it stands.
    beside: f32,
}

impl Term {
    fn len(&self) -> usize {
        (self.kept.1 - self.kept.0) as usize + self.new.len()
    }
}

/// A word of a title: its number where the index knows it, and how much it tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) id: Option<u32>,
    pub(super) text: &'a str,
    pub(super) weight: f32,
}

impl Names {
    /// Adds a folded title of story number `story`, once.
    pub(super) fn add(&mut self, folded: &str, story: u32) {
        if folded.is_empty() || self.same(folded).any(|n| self.story(n) == story) {
            return;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(NONE);
        let text = self.text.len();
        self.text.push_str(folded);
        let first = self.words.len();
        for word in fold::words(folded).take(MOST_WORDS) {
            let id = self.id(word);
            let seen = self.words.get(first..).is_some_and(|w| w.contains(&id));
            self.words.push(id);
            if !seen && let Some(term) = self.terms.get_mut(id as usize) {
                term.new.push(number);
            }
        }
        self.list.push(Name {
            story,
            text: pair(text, self.text.len()),
            words: pair(first, self.words.len()),
            same: NONE,
            start: NONE,
        });
        self.chain(number);
    }

    /// Has a name found by its whole and by its start.
    fn chain(&mut self, number: u32) {
        let (mut whole, mut starts) = (
            std::mem::take(&mut self.whole),
            std::mem::take(&mut self.starts),
        );
        let folded = self.text(number);
        let same = whole.insert(
            xxh3_64(folded.as_bytes()),
            number,
            |n| self.text(n) == folded,
            |n| xxh3_64(self.text(n).as_bytes()),
        );
        let start = start_of(folded).and_then(|start| {
            starts.insert(
                xxh3_64(start.as_bytes()),
                number,
                |n| start_of(self.text(n)) == Some(start),
                |n| start_of(self.text(n)).map_or(0, |s| xxh3_64(s.as_bytes())),
            )
        });
        (self.whole, self.starts) = (whole, starts);
        if let Some(name) = self.list.get_mut(number as usize) {
            name.same = same.unwrap_or(NONE);
            name.start = start.unwrap_or(NONE);
        }
    }

    /// Takes the names of a story away: their words count no more. Whoever asks leaves them out of what is found.
    pub(super) fn forget(&mut self, story: u32) {
        let from = self.list.partition_point(|n| n.story < story);
        let to = self.list.partition_point(|n| n.story <= story);
        for name in self.list.get(from..to).unwrap_or_default() {
            self.gone += 1;
            let words = self.words.get(name.words.0 as usize..name.words.1 as usize);
            for (n, id) in words.unwrap_or_default().iter().enumerate() {
                let before = words.and_then(|w| w.get(..n)).unwrap_or_default();
                if !before.contains(id)
                    && let Some(term) = self.terms.get_mut(*id as usize)
                {
                    term.gone += 1;
                }
            }
        }
    }

    /// Writes all that [`Names::unpack`] needs.
    pub(super) fn pack(&self, to: &mut Pack<impl Write>) -> io::Result<()> {
        to.text(&self.text)?;
        to.numbers(self.list.iter().map(|n| n.story))?;
        to.numbers(self.list.iter().map(|n| n.text.1))?;
        to.numbers(self.list.iter().map(|n| n.words.1))?;
        to.numbers(self.list.iter().map(|n| n.same))?;
        to.numbers(self.list.iter().map(|n| n.start))?;
        to.numbers(self.words.iter().copied())?;
        to.hashes(self.terms.iter().map(|t| t.hash))?;
        to.numbers(self.terms.iter().map(|t| t.beside.to_bits()))?;
        let mut end = 0;
        to.numbers(self.terms.iter().map(|t| {
            end += byte(t.len());
            end
        }))?;
        let lists = self.terms.iter().map(|t| self.postings_of(t));
        let all = lists.flat_map(|(kept, new)| kept.iter().chain(new));
        to.some_numbers(end as usize, all.copied())?;
        for table in [&self.ids, &self.whole, &self.starts] {
            to.numbers(table.slots())?;
        }
        Ok(())
    }

    /// The names as they were packed, none of them gone; `None` where that is not what is there.
    pub(super) fn unpack(from: &mut Unpack<'_>) -> Option<Self> {
        let text = from.text()?.to_owned();
        let (stories, texts, ends) = (from.numbers()?, from.numbers()?, from.numbers()?);
        let (same, start) = (from.numbers()?, from.numbers()?);
        let words = from.numbers()?;
        let (hashes, beside, lists) = (from.hashes()?, from.numbers()?, from.numbers()?);
        let postings = from.numbers()?;
        let mut names = Self {
            ids: Table::of(from.numbers()?, hashes.len())?,
            whole: Table::of(from.numbers()?, stories.len())?,
            starts: Table::of(from.numbers()?, stories.len())?,
            list: Vec::with_capacity(stories.len()),
            terms: Vec::with_capacity(hashes.len()),
            gone: 0,
            text,
            words,
            postings,
        };
        let mut from = 0;
        for (n, hash) in hashes.iter().enumerate() {
            let to = *lists.get(n)?;
            names.postings.get(from as usize..to as usize)?;
            names.terms.push(Term {
                hash: *hash,
                kept: (from, to),
                new: Vec::new(),
                gone: 0,
                beside: f32::from_bits(*beside.get(n)?),
            });
            from = to;
        }
        let (mut text, mut word) = (0, 0);
        for (n, story) in stories.iter().enumerate() {
            let (text_end, word_end) = (*texts.get(n)?, *ends.get(n)?);
            names.text.get(text as usize..text_end as usize)?;
            names.words.get(word as usize..word_end as usize)?;
            names.list.push(Name {
                story: *story,
                text: (text, text_end),
                words: (word, word_end),
                same: before(*same.get(n)?, n)?,
                start: before(*start.get(n)?, n)?,
            });
            (text, word) = (text_end, word_end);
        }
        Some(names)
    }

    /// The names that a word stands in: those of the file, and those that came since.
    fn postings_of<'a>(&'a self, term: &'a Term) -> (&'a [u32], &'a [u32]) {
        let kept = self
            .postings
            .get(term.kept.0 as usize..term.kept.1 as usize)
            .unwrap_or_default();
        (kept, &term.new)
    }

    /// The number of a word by its hash.
    fn known(&self, hash: u64) -> Option<u32> {
        let is_it = |n: u32| self.terms.get(n as usize).is_some_and(|t| t.hash == hash);
        self.ids.find(hash, is_it)
    }

    /// Whether a folded text has a word that no name of `story` has, where its names were added last.
    pub(super) fn is_news(&self, folded: &str, story: u32) -> bool {
        let last = self.list.iter().rev().take_while(|n| n.story == story);
        let known: Vec<&u32> = last
            .filter_map(|n| self.words.get(n.words.0 as usize..n.words.1 as usize))
            .flatten()
            .collect();
        let id = |word: &str| self.known(xxh3_64(word.as_bytes()));
        let has = |word: &str| id(word).is_some_and(|id| known.contains(&&id));
        !fold::words(folded).take(MOST_WORDS).all(has)
    }

    fn id(&mut self, word: &str) -> u32 {
        let hash = xxh3_64(word.as_bytes());
        if let Some(id) = self.known(hash) {
            return id;
        }
        let id = u32::try_from(self.terms.len()).unwrap_or(NONE);
        self.terms.push(Term {
            hash,
            kept: (0, 0),
            new: Vec::new(),
            gone: 0,
            beside: beside(word),
        });
        let terms = &self.terms;
        let hash_of = |n: u32| terms.get(n as usize).map_or(0, |t| t.hash);
        self.ids.insert(hash, id, |n| hash_of(n) == hash, hash_of);
        id
    }

    /// The story that name number `name` belongs to.
    pub(super) fn story(&self, name: u32) -> u32 {
        self.list.get(name as usize).map_or(NONE, |n| n.story)
    }

    /// The folded title that name number `name` is.
    pub(super) fn text(&self, name: u32) -> &str {
        let span = self.list.get(name as usize).map_or((0, 0), |n| n.text);
        self.text
            .get(span.0 as usize..span.1 as usize)
            .unwrap_or_default()
    }

    /// The names that are `folded`.
    pub(super) fn same(&self, folded: &str) -> impl Iterator<Item = u32> {
        let hash = xxh3_64(folded.as_bytes());
        let first = self.whole.find(hash, |n| self.text(n) == folded);
        std::iter::successors(first, |n| self.after(*n, |name| name.same))
    }

    /// The names that begin with `folded`, if it is long enough to be looked up.
    pub(super) fn beginning(&self, folded: &str) -> impl Iterator<Item = u32> {
        let first = start_of(folded).and_then(|start| {
            let is_it = |n| start_of(self.text(n)) == Some(start);
            self.starts.find(xxh3_64(start.as_bytes()), is_it)
        });
        std::iter::successors(first, |n| self.after(*n, |name| name.start))
            .filter(move |n| self.text(*n).starts_with(folded))
    }

    fn after(&self, name: u32, next: impl Fn(&Name) -> u32) -> Option<u32> {
        let name = self.list.get(name as usize)?;
        Some(next(name)).filter(|n| *n != NONE)
    }

    /// The words of a folded title, with their weights.
    pub(super) fn weigh<'a>(&self, folded: &'a str) -> Vec<Word<'a>> {
        let word = |text: &'a str| {
            let id = self.known(xxh3_64(text.as_bytes()));
            let term = id.and_then(|n| self.terms.get(n as usize));
            let weight = match term {
                Some(term) => self.weight(term),
                None => self.surprise(0, beside(text)),
            };
            Word { id, text, weight }
        };
        fold::words(folded).take(MOST_WORDS).map(word).collect()
    }

    /// The words of name number `name`, with their weights.
    pub(super) fn words_of(&self, name: u32) -> Vec<Word<'_>> {
        let span = self.list.get(name as usize).map_or((0, 0), |n| n.words);
        let ids = self
            .words
            .get(span.0 as usize..span.1 as usize)
            .unwrap_or_default();
        let word = |(text, id): (_, &u32)| Word {
            id: Some(*id),
            text,
            weight: self.terms.get(*id as usize).map_or(0.0, |t| self.weight(t)),
        };
        fold::words(self.text(name)).zip(ids).map(word).collect()
    }

    fn weight(&self, term: &Term) -> f32 {
        let here = term.len().saturating_sub(term.gone as usize);
        self.surprise(here, term.beside)
    }

    /// How much a word tells, in nats: the surprise of meeting it in a headline, by this library and, since a library
    /// may be small, by an imagined one of headlines beside it.
    fn surprise(&self, here: usize, beside: f32) -> f32 {
        ((count(self.list.len().saturating_sub(self.gone)) + BESIDE) / (count(here) + beside)).ln()
    }

    /// The names of stories that are here (`here` says so of a story) that share most with `query`, at most `most`, best first.
    pub(super) fn nearest(
        &self,
        query: &[Word<'_>],
        most: usize,
        here: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let mut asked: Vec<(u32, f32)> = query
            .iter()
            .filter_map(|w| Some((w.id?, w.weight)))
            .collect();
        asked.sort_unstable_by_key(|w| w.0);
        asked.dedup_by_key(|w| w.0);
        let list = |(id, weight): (u32, f32)| Some((self.terms.get(id as usize)?, weight));
        let mut lists: Vec<(&Term, f32)> = asked.into_iter().filter_map(list).collect();
        lists.sort_by_key(|l| l.0.len());
        let mut shared = vec![0.0_f32; self.list.len()];
        let mut met = Vec::new();
        let mut walked = 0;
        for (term, weight) in lists {
            walked += term.len();
            if walked > WALK && !met.is_empty() {
                break;
            }
            let (kept, new) = self.postings_of(term);
            for name in kept.iter().chain(new).take(WALK) {
                if let Some(sum) = shared.get_mut(*name as usize) {
                    if *sum == 0.0 {
                        met.push(*name);
                    }
                    *sum += weight;
                }
            }
        }
        let length = |n: u32| {
            let words = self.list.get(n as usize).map_or((0, 0), |n| n.words);
            count((words.1 - words.0) as usize)
        };
        let rank = |n: u32| {
            let sum = shared.get(n as usize).copied().unwrap_or_default();
            // A long title shares words with everything.
            (n, sum / (6.0 + length(n)).sqrt())
        };
        let met = met.into_iter().filter(|n| here(self.story(*n)));
        let mut ranked: Vec<(u32, f32)> = met.map(rank).collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if ranked.len() > most {
            ranked.select_nth_unstable_by(most, order);
            ranked.truncate(most);
        }
        ranked.sort_unstable_by(order);
        ranked.into_iter().map(|r| r.0).collect()
    }
}

/// What a folded title is looked up by where it was cut; `None` for a shorter one.
fn start_of(folded: &str) -> Option<&str> {
    let end = folded.char_indices().nth(START - 1)?;
    folded.get(..end.0 + end.1.len_utf8())
}

/// A number below `n`, or none: a chain of them comes to an end.
pub(super) fn before(name: u32, n: usize) -> Option<u32> {
    (name == NONE || (name as usize) < n).then_some(name)
}

fn pair(from: usize, to: usize) -> (u32, u32) {
    let short = |n| u32::try_from(n).unwrap_or(NONE);
    (short(from), short(to))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words and titles, far below 2^24"
)]
fn count(n: usize) -> f32 {
    n as f32
}

/// Headlines imagined beside those of the library.
const BESIDE: f32 = 20_000.0;

/// In how many of the imagined headlines a word stands.
fn beside(word: &str) -> f32 {
    let small = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    match COMMON.get(word) {
        Some(often) => *often,
        None if small => FREQUENT,
        None => 2.0,
    }
}

/// Whether a folded word tells little in any library.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains_key(word)
}

const FUNCTION: f32 = 1500.0;
const FREQUENT: f32 = 130.0;

/// Words that tell little in any library, and in how many of the imagined headlines they stand.
static COMMON: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    let mut often = FUNCTION;
    for line in include_str!("../../../assets/links/common.txt").lines() {
        match line {
            "[frequent]" => often = FREQUENT,
            _ if line.starts_with(['#', '[']) => {}
            _ => {
                for word in line.split_whitespace().skip(1) {
                    found.entry(word).or_insert(often);
                }
            }
        }
    }
    found
});
