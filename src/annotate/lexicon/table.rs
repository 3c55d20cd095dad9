//! Word lists as hash tables that the compiler builds: a list goes in as text, constants come out. When the program
//! runs there is nothing left to read, to sort or to allocate.
#![expect(
    clippy::indexing_slicing,
    reason = "tables are filled by the compiler, where a place that is not there fails the build"
)]

use super::{FORMS, HEADINGS, Tags};

/// A word: where it stands in its text, its length in bytes, and what it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    at: u32,
    len: u32,
    tags: Tags,
}

/// The words of a list, and a hash table of their numbers with open addressing.
#[derive(Debug)]
pub(super) struct Table<const WORDS: usize, const SLOTS: usize> {
    pub(super) words: [Word; WORDS],
    /// Number of a word plus one, and above that 16 bits of its hash; zero where the slot is free.
    pub(super) slots: [u32; SLOTS],
}

/// Bits of a slot that hold the number of a word.
const NUMBER: u32 = 16;

/// FNV-1a: short, and good on short words. The tables are fixed: nobody can fill them with words that collide.
/// <http://www.isthe.com/chongo/tech/comp/fnv/>
const fn hash(text: &[u8], from: usize, to: usize) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut n = from;
    while n < to {
        hash = (hash ^ text[n] as u32).wrapping_mul(0x0100_0193);
        n += 1;
    }
    hash ^ hash >> 15
}

/// What `word` may be by the table of `text`.
pub(super) fn find(text: &str, words: &[Word], slots: &[u32], word: &str) -> Tags {
    let hash = hash(word.as_bytes(), 0, word.len());
    let mut slot = hash as usize;
    loop {
        let found = slots.get(slot & slots.len().wrapping_sub(1));
        let Some(found) = found.copied().filter(|f| *f != 0) else {
            return Tags::NONE;
        };
        if found >> NUMBER == hash >> NUMBER {
            let number = (found & ((1 << NUMBER) - 1)) as usize - 1;
            let known = words.get(number).filter(|w| {
                let (at, len) = (w.at as usize, w.len as usize);
                text.as_bytes().get(at..at + len) == Some(word.as_bytes())
            });
            if let Some(known) = known {
                return known.tags;
            }
        }
        slot += 1;
    }
}

/// Where the line ends that byte `n` is in.
const fn end_of_line(text: &[u8], n: usize) -> usize {
    let mut end = n;
    while end < text.len() && text[end] != b'\n' {
        end += 1;
    }
    end
}

/// Whether a byte parts words. A slash parts two forms of one column.
const fn parts(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'/')
}

/// The words of the line `n..end` as counted by columns: how many columns there are.
const fn columns(text: &[u8], n: usize, end: usize) -> usize {
    let (mut count, mut n, mut inside) = (0, n, false);
    while n < end {
        let blank = matches!(text[n], b' ' | b'\t');
        count += (!blank && !inside) as usize;
        inside = !blank;
        n += 1;
    }
    count
}

/// Whether the bytes `from..to` of a text are those of `other`.
const fn equal(text: &[u8], from: usize, to: usize, other: &[u8]) -> bool {
    let mut n = 0;
    while from + n < to && n < other.len() && text[from + n] == other[n] {
        n += 1;
    }
    from + n == to && n == other.len()
}

/// What the words below the heading `from..to` are; nothing where no flag has that heading.
const fn section(text: &[u8], from: usize, to: usize) -> Tags {
    let mut n = 0;
    while n < HEADINGS.len() {
        if equal(text, from, to, HEADINGS[n].0.as_bytes()) {
            return HEADINGS[n].1;
        }
        n += 1;
    }
    Tags::NONE
}

/// What the word of a column is in a line of so many. In a section of verbs the columns are the forms, and a past
/// without a participle column is the participle too.
const fn form(section: Tags, column: usize, columns: usize) -> Tags {
    if !section.any(Tags::CUE.with(Tags::VERB)) || column >= FORMS.len() {
        return section;
    }
    let form = section.with(FORMS[column]);
    let past = FORMS[column].any(Tags::PAST) && columns < FORMS.len();
    if past {
        form.with(Tags::PARTICIPLE)
    } else {
        form
    }
}

/// How many words a text lists, those of several lists counted each time.
pub(super) const fn count(text: &str) -> usize {
    let text = text.as_bytes();
    let (mut n, mut count) = (0, 0);
    while n < text.len() {
        let end = end_of_line(text, n);
        let lists = !matches!(text[n], b'#' | b'[');
        let mut inside = false;
        while n < end {
            let part = parts(text[n]);
            count += (lists && !part && !inside) as usize;
            inside = !part;
            n += 1;
        }
        n = end + 1;
    }
    count
}

/// How many slots a table of so many words has.
pub(super) const fn slots(words: usize) -> usize {
    (words * 2 + 1).next_power_of_two()
}

impl<const WORDS: usize, const SLOTS: usize> Table<WORDS, SLOTS> {
    /// Reads a text: a heading in brackets names what the words below it are, `#` begins a comment.
    pub(super) const fn of(text: &str) -> Self {
        let text = text.as_bytes();
        let mut table = Self {
            words: [Word {
                at: 0,
                len: 0,
                tags: Tags::NONE,
            }; WORDS],
            slots: [0; SLOTS],
        };
        let (mut n, mut count, mut tags) = (0, 0, Tags::NONE);
        while n < text.len() {
            let end = end_of_line(text, n);
            if text[n] == b'[' {
                tags = section(text, n + 1, end - 1);
            } else if text[n] != b'#' {
                count = table.line(text, (n, end), tags, count);
            }
            n = end + 1;
        }
        table
    }

    /// Adds the words of a line; gives how many words there are then.
    const fn line(&mut self, text: &[u8], line: (usize, usize), tags: Tags, count: usize) -> usize {
        let (mut n, end) = line;
        let (mut count, mut column) = (count, 0);
        let columns = columns(text, n, end);
        while n < end {
            let from = n;
            while n < end && !parts(text[n]) {
                n += 1;
            }
            if n > from {
                count += self.add(text, (from, n), form(tags, column, columns), count) as usize;
            }
            let alternative = n < end && text[n] == b'/';
            column += !alternative as usize;
            n += 1;
        }
        count
    }

    /// Adds what a word may be; gives whether it was new.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a list has some thousand words"
    )]
    const fn add(&mut self, text: &[u8], word: (usize, usize), tags: Tags, count: usize) -> bool {
        let hash = hash(text, word.0, word.1);
        let mut slot = hash as usize & (SLOTS - 1);
        while self.slots[slot] != 0 {
            let number = (self.slots[slot] & ((1 << NUMBER) - 1)) as usize - 1;
            let known = self.words[number];
            let at = known.at as usize;
            if known.len as usize == word.1 - word.0
                && equal(
                    text,
                    word.0,
                    word.1,
                    text.split_at(at).1.split_at(known.len as usize).0,
                )
            {
                self.words[number].tags = known.tags.with(tags);
                return false;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        self.words[count] = Word {
            at: word.0 as u32,
            len: (word.1 - word.0) as u32,
            tags,
        };
        self.slots[slot] = (hash >> NUMBER << NUMBER) | (count as u32 + 1);
        true
    }
}
