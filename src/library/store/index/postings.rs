//! Words to where they stand: the lists that a segment of the index is made of, in memory, as FTS5 writes them.
//!
//! A list is, for each story with the word: its number as the difference to the one before, twice the length of the places in
//! bytes, and the places: the number of the word in its column as the difference to the one before plus 2; where the column
//! is another than the one before, a 1 and its number.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
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
        let length = self.list.len() - self.length_at - 1;
        let mut number = Vec::new();
        varint(&mut number, length as u64 * 2);
        if let (Some(slot), [one]) = (self.list.get_mut(self.length_at), &*number) {
            *slot = *one;
        } else {
            self.list.splice(self.length_at..=self.length_at, number);
        }
    }
}

/// XXH3 of the bytes of a word.
#[derive(Default)]
struct Xxh3(u64);

impl Hasher for Xxh3 {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    /// The length is in the hash already.
    fn write_usize(&mut self, _: usize) {}
}

type Lists = HashMap<Box<[u8]>, Posting, BuildHasherDefault<Xxh3>>;

/// The lists of all words, and of the beginnings of words.
#[derive(Debug, Default)]
pub(super) struct Postings {
    words: Lists,
    beginnings: Lists,
}

/// Letters of the beginnings that have lists of their own: `prefix` in the tables.
const BEGINNING: usize = 3;

impl Postings {
    /// Takes in word number `place` of a column of a story. Stories and columns come in their order.
    pub(super) fn add(&mut self, story: u64, column: u8, place: u32, word: &[u8]) {
        take(&mut self.words, story, column, place, word);
        if let Some(beginning) = beginning(word) {
            take(&mut self.beginnings, story, column, place, beginning);
        }
    }

    /// The lists by their keys in the order of these: `0` and a word, `1` and a beginning.
    pub(super) fn sorted(self) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
        let parts = [(b'0', self.words), (b'1', self.beginnings)];
        parts.into_iter().flat_map(|(first, lists)| {
            let mut sorted: Vec<_> = lists.into_iter().collect();
            sorted.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
            sorted.into_iter().map(move |(word, mut posting)| {
                posting.close();
                let mut key = Vec::with_capacity(word.len() + 1);
                key.push(first);
                key.extend(word);
                (key, posting.list)
            })
        })
    }
}

fn take(lists: &mut Lists, story: u64, column: u8, place: u32, word: &[u8]) {
    if let Some(posting) = lists.get_mut(word) {
        return posting.add(story, column, place);
    }
    let posting = lists.entry(word.into()).or_default();
    posting.add(story, column, place);
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
