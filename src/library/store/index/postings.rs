//! Words to where they stand: the lists that a segment of the index is made of, in memory, as FTS5 writes them.
//!
//! A list is, for each story with the word: its number as the difference to the one before, twice the length of the places in
//! bytes, and the places: the number of the word in its column as the difference to the one before plus 2; where the column
//! is another than the one before, a 1 and its number.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hasher, RandomState},
};

use xxhash_rust::xxh3::xxh3_64;

/// Appends a number as SQLite does: seven bits a byte, the highest first; no number here takes more than eight.
pub(super) fn varint(out: &mut Vec<u8>, number: u64) {
    if let Ok(byte @ 0..=0x7f) = u8::try_from(number) {
        return out.push(byte);
    }
    let groups = (u64::BITS - number.leading_zeros()).div_ceil(7);
    for group in (0..groups).rev() {
        let bits = (number >> (7 * group)) & 0x7f;
        let more = if group > 0 { 0x80 } else { 0 };
        out.push(u8::try_from(bits).unwrap_or_default() | more);
    }
}

/// The number at the beginning of some bytes, and how many it takes.
pub(super) fn number(bytes: &[u8]) -> (u64, usize) {
    let mut sum = 0;
    for (n, byte) in bytes.iter().take(8).enumerate() {
        sum = sum << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return (sum, n + 1);
        }
    }
    (sum, bytes.len().clamp(1, 8))
}

/// The list of one word.
#[derive(Debug, Default)]
struct Posting {
    list: Vec<u8>,
    /// The latest story; 0 for none.
    story: u64,
    /// Column and number of the latest word in it.
    column: u8,
    place: u32,
    /// Where the length of its places is to stand, for which one byte is kept free.
    length_at: usize,
}

impl Posting {
    fn add(&mut self, story: u64, column: u8, place: u32) {
        if self.story != story {
            self.close();
            varint(&mut self.list, story - self.story);
            (self.story, self.column, self.place) = (story, 0, 0);
            self.length_at = self.list.len();
            self.list.push(0);
        }
        if self.column != column {
            self.list.extend([1, column]);
            (self.column, self.place) = (column, 0);
        }
        varint(&mut self.list, u64::from(place - self.place) + 2);
        self.place = place;
    }

    /// Writes how long the places of the latest story are.
    fn close(&mut self) {
        if self.story == 0 {
            return;
        }
        let twice = (self.list.len() - self.length_at - 1) * 2;
        let slot = self.list.get_mut(self.length_at);
        if let (Ok(one @ 0..=0x7f), Some(slot)) = (u8::try_from(twice), slot) {
            *slot = one;
            return;
        }
        let mut number = Vec::new();
        varint(&mut number, twice as u64);
        self.list.splice(self.length_at..=self.length_at, number);
    }
}

/// Longest word that is its own key, in bytes.
const SHORT: usize = 16;

/// A short word as a number that sorts as its bytes do: no word has a zero byte.
fn short(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; SHORT];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_be_bytes(bytes))
}

/// The bytes of a short word.
fn bytes_of(key: u128) -> impl Iterator<Item = u8> {
    key.to_be_bytes().into_iter().take_while(|b| *b != 0)
}

/// Hashes by one multiplication, with numbers that nobody can know beforehand.
#[derive(Clone, Debug)]
struct Fold {
    sum: u64,
    by: u64,
}

impl Default for Fold {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            sum: random.hash_one(1),
            by: random.hash_one(2) | 1,
        }
    }
}

impl BuildHasher for Fold {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        self.clone()
    }
}

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.sum
    }

    fn write(&mut self, bytes: &[u8]) {
        self.sum ^= xxh3_64(bytes);
    }

    fn write_u128(&mut self, key: u128) {
        for half in [key, key >> 64] {
            let product = u128::from(self.sum ^ low(half)) * u128::from(self.by);
            self.sum = low(product) ^ low(product >> 64);
        }
    }
}

fn low(number: u128) -> u64 {
    u64::try_from(number & u128::from(u64::MAX)).unwrap_or_default()
}

/// A word: where it stands, and the place of its beginning among those.
#[derive(Debug)]
struct Word {
    list: Posting,
    beginning: Option<usize>,
}

/// The lists of all words, and of the beginnings of words.
#[derive(Debug, Default)]
pub(super) struct Postings {
    short: HashMap<u128, usize, Fold>,
    long: HashMap<Box<[u8]>, usize, Fold>,
    words: Vec<Word>,
    begins: HashMap<u128, usize, Fold>,
    beginnings: Vec<Posting>,
}

/// Letters of the beginnings that have lists of their own: `prefix` in the tables.
const BEGINNING: usize = 3;

impl Postings {
    /// Takes in word number `place` of a column of a story. Stories and columns come in their order.
    pub(super) fn add(&mut self, story: u64, column: u8, place: u32, word: &[u8]) {
        let known = match short(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        };
        let number = known.copied().unwrap_or_else(|| self.meet(word));
        let Some(word) = self.words.get_mut(number) else {
            return;
        };
        word.list.add(story, column, place);
        let beginning = word.beginning.and_then(|n| self.beginnings.get_mut(n));
        if let Some(beginning) = beginning {
            beginning.add(story, column, place);
        }
    }

    /// Makes room for a word that is new.
    fn meet(&mut self, word: &[u8]) -> usize {
        let beginning = beginning(word).and_then(short).map(|key| {
            *self.begins.entry(key).or_insert_with(|| {
                self.beginnings.push(Posting::default());
                self.beginnings.len() - 1
            })
        });
        let number = self.words.len();
        self.words.push(Word {
            list: Posting::default(),
            beginning,
        });
        match short(word) {
            Some(key) => self.short.insert(key, number),
            None => self.long.insert(word.into(), number),
        };
        number
    }

    /// The lists by their keys in the order of these: `0` and a word, `1` and a beginning.
    pub(super) fn sorted(self) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
        let key = |first: u8, key: u128| std::iter::once(first).chain(bytes_of(key)).collect();
        let mut words: Vec<(Vec<u8>, usize)> = Vec::with_capacity(self.words.len());
        words.extend(self.short.into_iter().map(|(k, n)| (key(b'0', k), n)));
        let long = self.long.into_iter();
        words.extend(long.map(|(word, n)| ([b"0", &*word].concat(), n)));
        let mut begins: Vec<(Vec<u8>, usize)> = Vec::with_capacity(self.begins.len());
        begins.extend(self.begins.into_iter().map(|(k, n)| (key(b'1', k), n)));
        let lists = self.words.into_iter().map(|w| w.list).collect();
        in_order(words, lists).chain(in_order(begins, self.beginnings))
    }
}

/// Lists in the order of their keys.
fn in_order(
    mut keys: Vec<(Vec<u8>, usize)>,
    mut lists: Vec<Posting>,
) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    keys.sort_unstable();
    keys.into_iter().map(move |(key, n)| {
        let mut list = lists.get_mut(n).map(std::mem::take).unwrap_or_default();
        list.close();
        (key, list.list)
    })
}

/// The first letters of a word; `None` for a shorter one.
fn beginning(word: &[u8]) -> Option<&[u8]> {
    let is_start = |byte: &u8| byte & 0xc0 != 0x80;
    let starts = word.iter().enumerate().filter(|(_, b)| is_start(b));
    let mut starts = starts.map(|(n, _)| n).skip(BEGINNING - 1);
    starts.next()?;
    word.get(..starts.next().unwrap_or(word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for (wanted, bytes) in [
            (0, vec![0]),
            (127, vec![127]),
            (128, vec![0x81, 0]),
            (16_384, vec![0x81, 0x80, 0]),
        ] {
            let mut out = Vec::new();
            varint(&mut out, wanted);
            assert_eq!(out, bytes);
        }
        for bits in 0..56 {
            for wanted in [1_u64 << bits, (1 << bits) - 1] {
                let mut out = Vec::new();
                varint(&mut out, wanted);
                assert_eq!(number(&out), (wanted, out.len()));
            }
        }
    }

    #[test]
    fn a_beginning_is_three_letters_whatever_their_bytes() {
        for (word, want) in [
            ("ab", None),
            ("abc", Some("abc")),
            ("abcd", Some("abc")),
            ("μερα", Some("μερ")),
            ("港湾", None),
            ("港湾の町", Some("港湾の")),
        ] {
            assert_eq!(
                beginning(word.as_bytes()),
                want.map(str::as_bytes),
                "{word}"
            );
        }
    }

    #[test]
    fn a_list_says_where_its_word_stands() {
        let mut all = Postings::default();
        for (story, column, place) in [(7, 0, 3), (7, 4, 0), (7, 4, 5), (9, 4, 200)] {
            all.add(story, column, place, b"ox");
        }
        let lists: Vec<_> = all.sorted().collect();
        let want = vec![7, 10, 5, 1, 4, 2, 7, 2, 8, 1, 4, 0x81, 0x4a];
        assert_eq!(lists, [(b"0ox".to_vec(), want)]);
    }
}
