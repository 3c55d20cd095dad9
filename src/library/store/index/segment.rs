//! Lists of words to the pages of a segment, as FTS5 writes them (`fts5_index.c`: fts5FlushOneHash and what it calls).
//!
//! A page is: where its first story stands and where its words and lists end, two bytes each; words and lists; where each word
//! stands, as the difference to the one before. A word is given by how many bytes it shares with the one before on its page,
//! and the rest. Pages are found by the table `texts_idx`: the least that tells the first word of a page from those of the
//! pages before, and the number of the page. A list over many pages has an index of its own, with the first story of each page.

use rusqlite::{CachedStatement, Connection, params};

use super::postings::{number, varint};

/// Bytes of a page: FTS5's own default, for which a row fills a page of the database.
const PAGE: usize = 4050;
/// Pages without a word of their own from which a list has an index.
const MANY: usize = 4;

/// Pages of a segment on their way into the tables.
pub(super) struct Segment<'a> {
    data: CachedStatement<'a>,
    index: CachedStatement<'a>,
    id: i64,
    /// Number of the page that is being filled, from 1.
    page: u64,
    leaf: Vec<u8>,
    /// Where the words of the page stand.
    places: Vec<u8>,
    place: usize,
    /// The latest word.
    word: Vec<u8>,
    /// The page has no word yet, and no story.
    wordless: bool,
    storyless: bool,
    /// What the page that has words and is not in `texts_idx` yet is found by, and its number; pages after it without words.
    found_by: Option<(Vec<u8>, u64)>,
    empty: usize,
    /// The index of the list that is being written, the pages before their own index.
    levels: Vec<Level>,
}

/// Pages of the index of a list.
#[derive(Default)]
struct Level {
    page: u64,
    bytes: Vec<u8>,
    story: u64,
}

impl<'a> Segment<'a> {
    pub(super) fn new(db: &'a Connection, id: i64) -> rusqlite::Result<Self> {
        Ok(Self {
            data: db.prepare_cached("INSERT INTO texts_data (id, block) VALUES (?, ?)")?,
            index: db
                .prepare_cached("INSERT INTO texts_idx (segid, term, pgno) VALUES (?, ?, ?)")?,
            id,
            page: 1,
            leaf: vec![0; 4],
            places: Vec::new(),
            place: 0,
            word: Vec::new(),
            wordless: true,
            storyless: true,
            found_by: Some((Vec::new(), 1)),
            empty: 0,
            levels: vec![Level::default()],
        })
    }

    /// Writes a word with its list. Words come in the order of their bytes.
    pub(super) fn word(&mut self, word: &[u8], list: &[u8]) -> rusqlite::Result<()> {
        self.head(word)?;
        if PAGE > self.used() + list.len() {
            self.leaf.extend(list);
            return Ok(());
        }
        let (mut rest, mut story) = (list, 0);
        while !rest.is_empty() {
            let (step, read) = number(rest);
            story += step;
            rest = rest.get(read..).unwrap_or_default();
            if self.storyless {
                put(&mut self.leaf, 0);
                varint(&mut self.leaf, story);
                self.storyless = false;
                self.note(story)?;
            } else {
                varint(&mut self.leaf, step);
            }
            let (length, read) = number(rest);
            let length = usize::try_from(length / 2).unwrap_or(usize::MAX);
            let (places, after) = rest
                .split_at_checked(read.saturating_add(length))
                .unwrap_or((rest, &[]));
            self.places_of(places)?;
            rest = after;
        }
        Ok(())
    }

    /// Writes the rest; how many pages there are.
    pub(super) fn done(mut self) -> rusqlite::Result<u64> {
        if self.leaf.len() > 4 {
            self.flush()?;
        }
        let pages = self.page - 1;
        if pages > 0 {
            self.find()?;
        }
        Ok(pages)
    }

    fn used(&self) -> usize {
        self.leaf.len() + self.places.len()
    }

    /// Begins a word.
    fn head(&mut self, word: &[u8]) -> rusqlite::Result<()> {
        if self.used() + word.len() + 2 >= PAGE && self.leaf.len() > 4 {
            self.flush()?;
        }
        varint(&mut self.places, (self.leaf.len() - self.place) as u64);
        self.place = self.leaf.len();
        let shared = self.word.iter().zip(word).take_while(|(a, b)| a == b);
        let mut shared = shared.count();
        if self.wordless {
            if self.page != 1 {
                self.find()?;
                let least = if self.word.is_empty() {
                    word.len()
                } else {
                    shared + 1
                };
                let least = word.get(..least).unwrap_or(word);
                self.found_by = Some((least.to_vec(), self.page));
            }
            shared = 0;
        } else {
            varint(&mut self.leaf, shared as u64);
        }
        varint(&mut self.leaf, (word.len() - shared) as u64);
        self.leaf.extend(word.iter().skip(shared));
        word.clone_into(&mut self.word);
        (self.wordless, self.storyless) = (false, false);
        if let Some(level) = self.levels.first_mut() {
            level.page = self.page;
        }
        Ok(())
    }

    /// Writes the places of a word in one story, over as many pages as it takes; no number is parted.
    fn places_of(&mut self, places: &[u8]) -> rusqlite::Result<()> {
        let mut rest = places;
        loop {
            let room = PAGE.saturating_sub(self.used());
            if rest.len() <= room {
                self.leaf.extend(rest);
                return Ok(());
            }
            let (now, later) = rest
                .split_at_checked(whole(rest, room))
                .unwrap_or((rest, &[]));
            self.leaf.extend(now);
            rest = later;
            if self.used() >= PAGE {
                self.flush()?;
            }
            if rest.is_empty() {
                return Ok(());
            }
        }
    }

    /// Writes the page and begins the next.
    fn flush(&mut self) -> rusqlite::Result<()> {
        put(&mut self.leaf, 2);
        if self.wordless {
            if self.storyless
                && let Some(level) = self.levels.first_mut().filter(|l| !l.bytes.is_empty())
            {
                level.bytes.push(0);
            }
            self.empty += 1;
        } else {
            self.leaf.append(&mut self.places);
        }
        self.data
            .execute(params![row(self.id, 0, 0, self.page), self.leaf])?;
        self.leaf.clear();
        self.leaf.extend([0; 4]);
        self.places.clear();
        self.place = 0;
        self.page += 1;
        (self.wordless, self.storyless) = (true, true);
        Ok(())
    }

    /// Has the latest page with words be found, and the list that goes on from it have its index where it is long.
    fn find(&mut self) -> rusqlite::Result<()> {
        let Some((word, page)) = self.found_by.take() else {
            return Ok(());
        };
        let is_long = self.empty >= MANY;
        let mut indexed = false;
        for (height, level) in self.levels.iter_mut().enumerate() {
            if level.bytes.is_empty() {
                break;
            }
            if is_long {
                let row = row(self.id, 1, height, level.page);
                self.data.execute(params![row, level.bytes])?;
                indexed = true;
            }
            level.bytes.clear();
        }
        self.empty = 0;
        let number = page << 1 | u64::from(indexed);
        self.index
            .execute(params![self.id, word, number.cast_signed()])?;
        Ok(())
    }

    /// Notes the first story of a page in the index of its list.
    fn note(&mut self, story: u64) -> rusqlite::Result<()> {
        let mut height = 0_usize;
        loop {
            let below = height
                .checked_sub(1)
                .and_then(|h| self.levels.get(h))
                .map_or(self.page, |l| l.page);
            if self.levels.len() <= height + 1 {
                self.levels.resize_with(height + 2, Level::default);
            }
            let Some([level, above, ..]) = self.levels.get_mut(height..) else {
                return Ok(());
            };
            let is_full = level.bytes.len() >= PAGE;
            if is_full {
                if let Some(first) = level.bytes.first_mut() {
                    // There is one above it.
                    *first = 1;
                }
                let row = row(self.id, 1, height, level.page);
                self.data.execute(params![row, level.bytes])?;
                if above.bytes.is_empty() {
                    above.begin(false, level.page, first_story(&level.bytes));
                    above.page = level.page;
                }
                level.bytes.clear();
                level.page += 1;
            }
            if level.bytes.is_empty() {
                level.begin(is_full, below, story);
            } else {
                varint(&mut level.bytes, story - level.story);
                level.story = story;
            }
            if !is_full {
                return Ok(());
            }
            height += 1;
        }
    }
}

impl Level {
    /// Begins a page: whether there is one above, the page below that it begins with, the first story of that.
    fn begin(&mut self, has_above: bool, below: u64, story: u64) {
        self.bytes.push(u8::from(has_above));
        varint(&mut self.bytes, below);
        varint(&mut self.bytes, story);
        self.story = story;
    }
}

/// The first story of a page of the index of a list.
fn first_story(bytes: &[u8]) -> u64 {
    let rest = bytes.get(1..).unwrap_or_default();
    let (_, read) = number(rest);
    number(rest.get(read..).unwrap_or_default()).0
}

/// Writes how long a page is by now at byte `at` of its head.
fn put(leaf: &mut [u8], at: usize) {
    let length = u16::try_from(leaf.len()).unwrap_or(u16::MAX).to_be_bytes();
    for (slot, byte) in leaf.iter_mut().skip(at).zip(length) {
        *slot = byte;
    }
}

/// As many bytes, of `room` at most, as are whole numbers; one number at least.
fn whole(bytes: &[u8], room: usize) -> usize {
    let mut sum = number(bytes).1;
    while sum < room {
        let (_, read) = number(bytes.get(sum..).unwrap_or_default());
        if sum + read > room {
            break;
        }
        sum += read;
    }
    sum
}

/// Where a page stands in the table `texts_data`.
fn row(segment: i64, indexes: i64, height: usize, page: u64) -> i64 {
    let height = i64::try_from(height).unwrap_or(i64::MAX) << 31;
    (segment << 37) + (indexes << 36) + height + page.cast_signed()
}
