//! The names of the stories, held for three look-ups: a whole folded title, the start of one, and the words they have in
//! common with another.

use super::{
    common::beside,
    fold,
    pack::{Pack, Unpack},
    table::Table,
};
use crate::text::byte;
use std::io::{self, Read, Write};
use xxhash_rust::xxh3::xxh3_64;

/// Characters of a folded title that a cut title is looked up by, at the least.
pub(super) const START: usize = 20;
/// Words of a title that count; the rest is left out.
pub(super) const MOST_WORDS: usize = 48;
/// Postings walked for one query, at most; the most common words are left out first.
const WALK: usize = 20_000;
/// No name.
const NONE: u32 = u32::MAX;

/// Postings that are put in order at once, at the least.
const BATCH: usize = 1 << 16;
/// What has come is put in order when it is one of so many of those that were there.
const SHARE: usize = 4;

/// A folded title of a story.
#[derive(Clone, Copy, Debug)]
struct Name {
    story: u32,
    /// Where it begins in [`Names::text`]; it ends where the next one begins.
    text: u32,
    same: u32,
    start: u32,
    /// How many words of it count.
    words: u8,
}

/// All names. Words, titles and their beginnings are known by their hashes (XXH3, 64 bits): among a million of them two
/// are mixed up once in 37 million libraries, and whole titles are compared besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    list: Vec<Name>,
    /// Names of stories that are not here any more.
    gone: usize,
    text: String,
    terms: Vec<Term>,
    /// Numbers of words by their hashes.
    ids: Table,
    /// For one word after the other the names it stands in, in order.
    postings: Vec<u32>,
    /// Those that came since.
    new: Vec<Posting>,
    /// The last name of each whole title, and of each beginning; the others of it follow by [`Name::same`] and [`Name::start`].
    whole: Table,
    starts: Table,
}

/// What is known of a word, by its number.
#[derive(Clone, Copy, Debug)]
struct Term {
    /// The hash of the word.
    hash: u64,
    /// Where the names it stands in begin in [`Names::postings`]; they end where those of the next word begin.
    kept: u32,
    /// The last of them in [`Names::new`]; [`NONE`] for none.
    new: u32,
    /// How many there are, here and there.
    all: u32,
    /// How many of these are gone.
    gone: u32,
    /// In how many of the imagined headlines it stands.
    beside: f32,
}

/// A name that a word stands in, and the place in [`Names::new`] of the one before; [`NONE`] for none.
#[derive(Clone, Copy, Debug)]
struct Posting {
    name: u32,
    before: u32,
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
        let text = byte(self.text.len());
        self.text.push_str(folded);
        let mut words = 0;
        for word in fold::words(folded).take(MOST_WORDS) {
            let id = self.id(word);
            self.post(id, number);
            words += 1;
        }
        self.list.push(Name {
            story,
            text,
            same: NONE,
            start: NONE,
            words,
        });
        self.chain(number);
        if self.new.len() > BATCH.max(self.postings.len() / SHARE) {
            self.settle();
        }
    }

    /// Room for so many names more.
    pub(super) fn reserve(&mut self, names: usize) {
        self.list.reserve(names);
    }

    /// Says that a word stands in name number `name`, which came last; once.
    fn post(&mut self, id: u32, name: u32) {
        let place = byte(self.new.len());
        let Some(term) = self.terms.get_mut(id as usize) else {
            return;
        };
        let last = self.new.get(term.new as usize);
        if last.is_some_and(|last| last.name == name) {
            return;
        }
        let before = std::mem::replace(&mut term.new, place);
        term.all += 1;
        self.new.push(Posting { name, before });
    }

    /// Puts what came with what was there, in the order of the words: from the last word to the first, so that all of it moves
    /// within one list. Done each time that a share of it has come, so that it costs linear time in all.
    pub(super) fn settle(&mut self) {
        let mut from = self.postings.len();
        let mut to = from + self.new.len();
        self.postings.resize(to, NONE);
        for term in self.terms.iter_mut().rev() {
            let mut last = self.new.get(term.new as usize);
            while let Some(posting) = last {
                to -= 1;
                if let Some(slot) = self.postings.get_mut(to) {
                    *slot = posting.name;
                }
                last = self.new.get(posting.before as usize);
            }
            let kept = term.kept as usize..from;
            from = kept.start;
            to -= kept.len();
            self.postings.copy_within(kept, to);
            term.kept = byte(to);
            term.new = NONE;
        }
        self.new = Vec::new();
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
        for name in from..to {
            self.gone += 1;
            let ids = self.ids_of(self.text(byte(name)));
            for (n, id) in ids.iter().enumerate() {
                let before = ids.get(..n).unwrap_or_default();
                if !before.contains(id)
                    && let Some(term) = id.and_then(|id| self.terms.get_mut(id as usize))
                {
                    term.gone += 1;
                }
            }
        }
    }

    /// The numbers of the words of a folded title.
    fn ids_of(&self, folded: &str) -> Vec<Option<u32>> {
        let words = fold::words(folded).take(MOST_WORDS);
        words.map(|w| self.known(xxh3_64(w.as_bytes()))).collect()
    }

    /// Writes all that [`Names::unpack`] needs.
    pub(super) fn pack(&self, to: &mut Pack<impl Write>) -> io::Result<()> {
        to.text(&self.text)?;
        to.numbers(self.list.iter().map(|n| n.story))?;
        to.numbers(self.list.iter().map(|n| n.text))?;
        to.numbers(self.list.iter().map(|n| u32::from(n.words)))?;
        to.numbers(self.list.iter().map(|n| n.same))?;
        to.numbers(self.list.iter().map(|n| n.start))?;
        to.hashes(self.terms.iter().map(|t| t.hash))?;
        to.numbers(self.terms.iter().map(|t| t.beside.to_bits()))?;
        let mut end = 0;
        to.numbers(self.terms.iter().map(|t| {
            end += t.all;
            end - t.all
        }))?;
        let lists = (0..self.terms.len()).map(|id| self.postings_of(id));
        let all = lists.flat_map(|(kept, new)| kept.iter().copied().chain(new));
        to.some_numbers(end as usize, all)?;
        for table in [&self.ids, &self.whole, &self.starts] {
            to.numbers(table.slots())?;
        }
        Ok(())
    }

    /// The names as they were packed, none of them gone; `None` where that is not what is there.
    pub(super) fn unpack(from: &mut Unpack<impl Read>) -> Option<Self> {
        let text = from.text()?;
        let (stories, texts, words) = (from.numbers()?, from.numbers()?, from.numbers()?);
        let (same, start) = (from.numbers()?, from.numbers()?);
        let (hashes, beside, lists) = (from.hashes()?, from.numbers()?, from.numbers()?);
        let postings = from.numbers()?;
        let mut names = Self {
            ids: Table::of(from.numbers()?, hashes.len())?,
            whole: Table::of(from.numbers()?, stories.len())?,
            starts: Table::of(from.numbers()?, stories.len())?,
            list: Vec::with_capacity(stories.len()),
            terms: Vec::with_capacity(hashes.len()),
            new: Vec::new(),
            gone: 0,
            text,
            postings,
        };
        for (n, hash) in hashes.iter().enumerate() {
            let kept = *lists.get(n)?;
            let end = lists
                .get(n + 1)
                .map_or(names.postings.len(), |n| *n as usize);
            let all = names.postings.get(kept as usize..end)?.len();
            names.terms.push(Term {
                hash: *hash,
                kept,
                new: NONE,
                all: byte(all),
                gone: 0,
                beside: f32::from_bits(*beside.get(n)?),
            });
        }
        for (n, story) in stories.iter().enumerate() {
            let text = *texts.get(n)?;
            let end = texts.get(n + 1).map_or(names.text.len(), |n| *n as usize);
            names.text.get(text as usize..end)?;
            names.list.push(Name {
                story: *story,
                text,
                same: before(*same.get(n)?, n)?,
                start: before(*start.get(n)?, n)?,
                words: u8::try_from(*words.get(n)?).ok()?,
            });
        }
        Some(names)
    }

    /// The names that word number `id` stands in, in order: those that are settled, and those that came since.
    fn postings_of(&self, id: usize) -> (&[u32], Vec<u32>) {
        let term = self.terms.get(id);
        let from = term.map_or(self.postings.len(), |t| t.kept as usize);
        let to = self.terms.get(id + 1);
        let to = to.map_or(self.postings.len(), |t| t.kept as usize);
        let kept = self.postings.get(from..to).unwrap_or_default();
        let last = term.and_then(|t| self.new.get(t.new as usize));
        let before = |posting: &&Posting| self.new.get(posting.before as usize);
        let mut new: Vec<u32> = std::iter::successors(last, before)
            .map(|posting| posting.name)
            .collect();
        new.reverse();
        (kept, new)
    }

    /// The number of a word by its hash.
    fn known(&self, hash: u64) -> Option<u32> {
        let is_it = |n: u32| self.terms.get(n as usize).is_some_and(|t| t.hash == hash);
        self.ids.find(hash, is_it)
    }

    /// Whether a folded text has a word that no name of `story` has, where its names were added last.
    pub(super) fn is_news(&self, folded: &str, story: u32) -> bool {
        let last = self.list.iter().rev().take_while(|n| n.story == story);
        let names = self.list.len() - last.count()..self.list.len();
        let known: Vec<&str> = names
            .flat_map(|n| fold::words(self.text(byte(n))).take(MOST_WORDS))
            .collect();
        !fold::words(folded)
            .take(MOST_WORDS)
            .all(|word| known.contains(&word))
    }

    fn id(&mut self, word: &str) -> u32 {
        let hash = xxh3_64(word.as_bytes());
        if let Some(id) = self.known(hash) {
            return id;
        }
        let id = u32::try_from(self.terms.len()).unwrap_or(NONE);
        self.terms.push(Term {
            hash,
            kept: byte(self.postings.len()),
            new: NONE,
            all: 0,
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
        let end = self.text.len();
        let begins = |n: usize| self.list.get(n).map_or(end, |n| n.text as usize);
        let (from, to) = (begins(name as usize), begins(name as usize + 1));
        self.text.get(from..to).unwrap_or_default()
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

    fn weight(&self, term: &Term) -> f32 {
        self.surprise(term.all.saturating_sub(term.gone) as usize, term.beside)
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
        let length = |id: u32| self.terms.get(id as usize).map_or(0, |t| t.all as usize);
        asked.sort_by_key(|w| length(w.0));
        let mut shared = vec![0.0_f32; self.list.len()];
        let mut met = Vec::new();
        let mut walked = 0;
        for (id, weight) in asked {
            walked += length(id);
            if walked > WALK && !met.is_empty() {
                break;
            }
            let (kept, new) = self.postings_of(id as usize);
            for name in kept.iter().chain(&new).take(WALK) {
                if let Some(sum) = shared.get_mut(*name as usize) {
                    if *sum == 0.0 {
                        met.push(*name);
                    }
                    *sum += weight;
                }
            }
        }
        let length = |n: u32| {
            let words = self.list.get(n as usize).map_or(0, |n| n.words);
            f32::from(words)
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

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words and titles, far below 2^24"
)]
fn count(n: usize) -> f32 {
    n as f32
}

/// Headlines imagined beside those of the library.
const BESIDE: f32 = 20_000.0;
