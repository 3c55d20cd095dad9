//! The index brought up to date with the stories that there are now, and kept in a file meanwhile.

use super::{
    GONE, Index, Item, Known,
    names::{Names, before},
    pack::{Pack, Unpack},
    table::Table,
};
use jiff::civil::Date;
use std::{
    collections::HashMap,
    io::{self, Read, Write},
};
use xxhash_rust::xxh3::Xxh3;

/// Of so many stories in the index, one of those that are left is worth more than a new index.
const WORTH: usize = 2;

/// A hash of all that is told of a story but its number.
pub(super) fn print(item: &Item<'_>) -> u64 {
    let mut hash = Xxh3::new();
    let fixed = [item.title, item.url, item.site, item.date];
    for text in fixed.iter().chain(&item.aliases) {
        hash.update(text.as_bytes());
        hash.update(&[0]);
    }
    hash.digest()
}

impl Index {
    /// The same index for the stories that there are now: those it has keep their names and take their new numbers, the others
    /// come or go. The cost is that of what changed, besides one look at every story.
    #[must_use]
    pub fn renewed<'a>(mut self, items: impl IntoIterator<Item = Item<'a>>) -> Self {
        let items: Vec<Item<'a>> = items.into_iter().collect();
        let mut known: HashMap<u64, Vec<u32>> = HashMap::new();
        for (story, k) in (0..)
            .zip(&mut self.stories)
            .filter(|(_, k)| k.number != GONE)
        {
            known.entry(k.print).or_default().push(story);
            // Until it is met again.
            k.number = GONE;
        }
        let mut new = Vec::new();
        let mut kept = 0;
        for item in &items {
            let story = known.get_mut(&print(item)).and_then(Vec::pop);
            match story.and_then(|s| self.stories.get_mut(s as usize)) {
                Some(k) => {
                    k.number = item.number;
                    kept += 1;
                }
                None => new.push(item),
            }
        }
        if kept * WORTH < self.stories.len() {
            return Self::build(items);
        }
        let mut left: Vec<u32> = known.into_values().flatten().collect();
        left.sort_unstable();
        for story in left {
            self.names.forget(story);
            self.gone += 1;
        }
        for item in new {
            self.add(item);
        }
        self.names.settle();
        self
    }

    /// Takes the story of this number away.
    pub fn remove(&mut self, number: u32) {
        for (story, known) in (0..).zip(&mut self.stories) {
            if known.number == number && number != GONE {
                known.number = GONE;
                self.names.forget(story);
                self.gone += 1;
            }
        }
    }

    /// Stories taken away whose names are still in the index.
    #[must_use]
    pub fn forgotten(&self) -> usize {
        self.gone
    }

    /// Writes the index as a file: its version, all that cannot be computed quickly, a checksum.
    ///
    /// # Errors
    /// Where `to` takes no more, or where stories were taken away since the index was built: their names are still in it.
    pub fn pack(&self, to: impl Write) -> io::Result<()> {
        if self.gone > 0 {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut to = Pack::open(to)?;
        let mut sites: Vec<(&u32, &str)> = self.sites.iter().map(|(s, n)| (n, &**s)).collect();
        sites.sort_unstable();
        let sites: Vec<&str> = sites.into_iter().map(|s| s.1).collect();
        to.text(&sites.join("\n"))?;
        let stories = || self.stories.iter();
        to.numbers(stories().map(|k| k.number))?;
        to.hashes(stories().map(|k| k.print))?;
        to.hashes(stories().map(|k| k.address))?;
        to.numbers(stories().map(|k| k.before))?;
        to.numbers(self.addresses.slots())?;
        to.numbers(stories().map(|k| k.site.unwrap_or(GONE)))?;
        to.numbers(stories().map(|k| k.day.map_or(0, packed)))?;
        self.names.pack(&mut to)?;
        to.seal()
    }

    /// The index of a file, of which `length` bytes are left; `None` where it is damaged or of another version.
    #[must_use]
    pub fn unpack(file: impl Read, length: u64) -> Option<Self> {
        let mut from = Unpack::open(file, length)?;
        let mut index = Self::default();
        for (n, site) in (0..).zip(from.text()?.split('\n')) {
            index.sites.insert(site.into(), n);
        }
        let (numbers, prints, addresses) = (from.numbers()?, from.hashes()?, from.hashes()?);
        let (befores, slots) = (from.numbers()?, from.numbers()?);
        index.addresses = Table::of(slots, numbers.len())?;
        let (sites, days) = (from.numbers()?, from.numbers()?);
        index.stories.reserve_exact(numbers.len());
        for (n, number) in numbers.iter().enumerate() {
            index.stories.push(Known {
                number: *number,
                print: *prints.get(n)?,
                address: *addresses.get(n)?,
                before: before(*befores.get(n)?, n)?,
                site: Some(*sites.get(n)?).filter(|s| *s != GONE),
                day: unpacked(*days.get(n)?),
            });
        }
        // What it was made of goes before the rest comes.
        drop((numbers, prints, addresses, befores, sites, days));
        index.names = Names::unpack(&mut from)?;
        from.seal()?;
        Some(index)
    }
}

/// Year, month and day in one number, which is never 0.
fn packed(day: Date) -> u32 {
    let year = u32::try_from(i32::from(day.year()) + 10_000).unwrap_or(0);
    let (month, day) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    year << 16 | u32::from(month) << 8 | u32::from(day)
}

fn unpacked(day: u32) -> Option<Date> {
    let year = i32::try_from(day >> 16).ok()? - 10_000;
    let month = i8::try_from(day >> 8 & 0xff).ok()?;
    let day = i8::try_from(day & 0xff).ok()?;
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}
