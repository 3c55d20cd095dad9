//! What the reader did with the stories: where they stopped, what they finished, starred and opened.
//!
//! Everything lives in memory in a [`State`]; each change becomes a [`Record`] that a [`Journal`] appends to one file in the
//! data folder, on a worker thread. Without a place to save, all goes on in memory.

mod journal;
mod journals;
mod pace;
mod record;
mod rulings;
mod tags;

pub(super) use journal::replace;
pub use journal::{FILE_NAME, Journal, StateError, mend};
pub use journals::{Journals, is_journal};
pub use pace::Pace;
pub use record::Record;
pub use rulings::{Ruling, Rulings, Says};

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{StoryId, open};
use crate::{article::Shelf, text::Clean};
use record::Line;
use tags::Tags;

/// Milliseconds since 1970, UTC.
pub type Millis = u64;

/// What the reader did with a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// First byte of the story's text that was on the screen.
    pub at: u32,
    /// Length of that text in bytes; 0 when the story was never opened.
    pub of: u32,
    /// Whether the reader finished it or said that they had; `None` where nothing was said.
    pub read: Option<bool>,
    /// Whether the reader starred it; `None` where nothing was said.
    pub star: Option<bool>,
    /// When it was last opened; `None` for never.
    pub opened: Option<Millis>,
    /// Whether the reader put it out of the way; `None` where nothing was said.
    pub archived: Option<bool>,
    /// Whether the reader wants no more of it; `None` where nothing was said.
    pub trashed: Option<bool>,
}

/// How far a reader is with a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Not begun.
    Unread,
    /// Begun.
    Begun,
    /// Done with.
    Read,
}

impl Progress {
    /// How far the reader is.
    #[must_use]
    pub fn reading(&self) -> Reading {
        match self.read {
            Some(true) => Reading::Read,
            _ if self.at > 0 || self.read.is_none() && self.opened.is_some() => Reading::Begun,
            _ => Reading::Unread,
        }
    }

    /// Whether it is starred.
    #[must_use]
    pub fn starred(&self) -> bool {
        self.star == Some(true)
    }

    /// The place of reading in percent of the text.
    #[must_use]
    pub fn percent(&self) -> u8 {
        let percent = u64::from(self.at) * 100 / u64::from(self.of.max(1));
        u8::try_from(percent.min(100)).unwrap_or(100)
    }

    /// The same, with what another program knew where the reader said nothing here.
    #[must_use]
    pub fn or(self, other: Option<&Shelf>) -> Self {
        let known = |flag: bool| flag.then_some(true);
        Self {
            read: self.read.or(other.and_then(|s| known(s.read))),
            star: self.star.or(other.and_then(|s| known(s.starred))),
            ..self
        }
    }
}

/// Something the reader did; what is `None` stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The place of reading and the length of the text, in bytes.
    pub place: Option<(u32, u32)>,
    /// Finished or not.
    pub read: Option<bool>,
    /// Starred or not.
    pub star: Option<bool>,
    /// Opened at this time.
    pub opened: Option<Millis>,
    /// Where a link of the story leads.
    pub link: Option<Ruling>,
    /// Put out of the way, or back.
    pub archived: Option<bool>,
    /// Thrown away, or taken back. The file stays.
    pub trashed: Option<bool>,
    /// Tags that it gets (`true`) and loses.
    pub tags: Vec<(String, bool)>,
}

/// What is known of every story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    stories: HashMap<StoryId, Slot>,
    rulings: Arc<Rulings>,
}

/// A story's progress, and when each part of it was last set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Slot {
    progress: Progress,
    times: Times,
    tags: Tags,
}

/// When each part of a story's progress was last set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Times {
    place: Millis,
    read: Millis,
    star: Millis,
    opened: Millis,
    archived: Millis,
    trashed: Millis,
}

impl Slot {
    /// When anything of it was last set.
    fn latest(&self) -> Millis {
        let t = &self.times;
        let fields = [t.place, t.read, t.star, t.opened, t.archived, t.trashed];
        let tags = self.tags.iter().map(|(_, (time, _))| time);
        fields.into_iter().chain(tags).max().unwrap_or(0)
    }

    /// Takes over what a change says where nothing later is known.
    fn merge(&mut self, time: Millis, change: &Change) {
        let known = self.progress;
        let mut place = Some((known.at, known.of));
        newer(&mut place, &mut self.times.place, change.place, time);
        let (at, of) = place.unwrap_or_default();
        self.progress.at = at;
        self.progress.of = of;
        let (to, t) = (&mut self.progress, &mut self.times);
        newer(&mut to.read, &mut t.read, change.read, time);
        newer(&mut to.star, &mut t.star, change.star, time);
        newer(&mut to.opened, &mut t.opened, change.opened, time);
        newer(&mut to.archived, &mut t.archived, change.archived, time);
        newer(&mut to.trashed, &mut t.trashed, change.trashed, time);
        for (tag, on) in &change.tags {
            self.tags.say(tag, (time, *on));
        }
    }

    /// Takes over what another says where nothing later is known.
    fn join(&mut self, other: &Self) {
        let (p, t) = (&other.progress, &other.times);
        let mut place = Some((self.progress.at, self.progress.of));
        let said = (t.place > 0).then_some((p.at, p.of));
        newer(&mut place, &mut self.times.place, said, t.place);
        (self.progress.at, self.progress.of) = place.unwrap_or_default();
        let (to, times) = (&mut self.progress, &mut self.times);
        newer(&mut to.read, &mut times.read, p.read, t.read);
        newer(&mut to.star, &mut times.star, p.star, t.star);
        newer(&mut to.opened, &mut times.opened, p.opened, t.opened);
        newer(
            &mut to.archived,
            &mut times.archived,
            p.archived,
            t.archived,
        );
        newer(&mut to.trashed, &mut times.trashed, p.trashed, t.trashed);
        for (tag, said) in other.tags.iter() {
            self.tags.say(tag, said);
        }
    }

    /// The changes that make a slot what it is.
    fn records(&self, id: StoryId) -> Vec<Record> {
        let Progress {
            at,
            of,
            read,
            star,
            opened,
            archived,
            trashed,
        } = self.progress;
        let t = &self.times;
        let none = Change::default;
        let place = (t.place > 0).then_some((at, of));
        let mut changes = vec![
            (t.place, Change { place, ..none() }),
            (t.read, Change { read, ..none() }),
            (t.star, Change { star, ..none() }),
            (t.opened, Change { opened, ..none() }),
            (t.archived, Change { archived, ..none() }),
            (t.trashed, Change { trashed, ..none() }),
        ];
        changes.extend(self.tags.iter().map(|(tag, (time, on))| {
            let tags = vec![(tag.to_owned(), on)];
            (time, Change { tags, ..none() })
        }));
        let record = |(time, change)| Record { id, time, change };
        changes.into_iter().map(record).collect()
    }
}

/// Takes over a value where it is later than what is known; of two of the same time the greater, so that everybody who
/// hears of both, in whatever order, ends with the same.
fn newer<T: PartialOrd>(known: &mut Option<T>, when: &mut Millis, new: Option<T>, time: Millis) {
    if new.is_some() && (time > *when || time == *when && new > *known) {
        *known = new;
        *when = time;
    }
}

impl State {
    /// Reads the journals in `dir`, as [`State::load_all`] does.
    #[must_use]
    pub fn load(dir: Option<&Path>) -> (Self, Vec<Clean>) {
        Self::load_all(&Journals {
            data: dir.map(Path::to_owned),
            shared: None,
        })
    }

    /// Reads the journals of this device and others, and puts them together. Lines that are damaged or of a later version are
    /// passed over; they stay in the file. Gives a warning for each journal that is there but cannot be read, or has damaged lines.
    #[must_use]
    pub fn load_all(journals: &Journals) -> (Self, Vec<Clean>) {
        let mut state = Self::default();
        let mut warnings = Vec::new();
        for path in journals.all() {
            let note = match read(&path) {
                Ok(bytes) => match state.take(&bytes) {
                    0 => continue,
                    damaged => format!("{damaged} damaged lines passed over"),
                },
                Err(e) => open::reason(&e),
            };
            warnings.push(Clean::line(&format!("{}: {note}", open::shown(&path))));
        }
        (state, warnings)
    }

    /// Takes over what a journal says; gives the number of its damaged lines.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let mut damaged = 0;
        for line in record::lines(bytes) {
            match Line::read(line) {
                Line::Ours(records) => {
                    for record in &records {
                        self.merge(record);
                    }
                }
                Line::Later => {}
                Line::Damaged => damaged += 1,
            }
        }
        damaged
    }

    /// When a story was marked read, or read to its end; `None` where it is not read.
    #[must_use]
    pub fn finished(&self, id: StoryId) -> Option<Millis> {
        let slot = self.stories.get(&id)?;
        (slot.progress.read == Some(true)).then_some(slot.times.read)
    }

    /// What the reader did with a story.
    #[must_use]
    pub fn of(&self, id: StoryId) -> Progress {
        self.stories
            .get(&id)
            .map(|s| s.progress)
            .unwrap_or_default()
    }

    /// What the reader said of links: a snapshot that never changes.
    #[must_use]
    pub fn rulings(&self) -> &Arc<Rulings> {
        &self.rulings
    }

    /// Whether the reader did anything with a story.
    #[must_use]
    pub fn knows(&self, id: StoryId) -> bool {
        self.stories.contains_key(&id)
    }

    /// The stories that the reader did anything with, in no order.
    pub fn ids(&self) -> impl Iterator<Item = StoryId> {
        self.stories.keys().copied()
    }

    /// Takes over what another state knows later.
    pub fn join(&mut self, other: &Self) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each story is on its own: the order makes no difference"
        )]
        for (id, slot) in &other.stories {
            self.stories.entry(*id).or_default().join(slot);
        }
        if other.rulings != Arc::default() {
            Arc::make_mut(&mut self.rulings).join(&other.rulings);
        }
    }

    /// The same, at the cost of the smaller of the two.
    pub fn absorb(&mut self, mut other: Self) {
        if self.stories.len() < other.stories.len() {
            std::mem::swap(self, &mut other);
        }
        self.join(&other);
    }

    /// The same in states of so many stories at most, so that whoever takes them over can do something else in between.
    pub fn pieces(self, most: usize) -> impl Iterator<Item = Self> {
        let mut rulings = Some(self.rulings);
        let mut stories = self.stories.into_iter();
        std::iter::from_fn(move || {
            let some: HashMap<_, _> = stories.by_ref().take(most).collect();
            let ruled = rulings.take();
            (ruled.is_some() || !some.is_empty()).then(|| Self {
                stories: some,
                rulings: ruled.unwrap_or_default(),
            })
        })
    }

    /// What it says of stories and links that `known` does not say the same of; `None` where there is nothing.
    #[must_use]
    pub fn beyond(&self, known: &Self) -> Option<Self> {
        let news = self.stories.iter();
        let news = news.filter(|(id, slot)| known.stories.get(id) != Some(slot));
        let news = Self {
            stories: news.map(|(id, slot)| (*id, slot.clone())).collect(),
            rulings: self.rulings.clone(),
        };
        (!news.stories.is_empty() || self.rulings != known.rulings).then_some(news)
    }

    /// Passes what the reader did with a story on to the one that it has become, with the times of old, so that devices that do
    /// so each on its own end the same; the records are for [`Journal::append`].
    pub fn pass_on(&mut self, (from, to): (StoryId, StoryId)) -> Vec<Record> {
        let records = self.stories.get(&from).map(|slot| slot.records(to));
        let mut records = records.unwrap_or_default();
        records.retain(|r| r.time > 0);
        for record in &records {
            self.merge(record);
        }
        records
    }

    /// Makes a change at time `now`; the record is for [`Journal::append`]. A clock that was set back does not undo the
    /// order of a story's changes.
    pub fn set(&mut self, id: StoryId, change: Change, now: Millis) -> Record {
        let ruled = change.link.map_or(0, |l| self.rulings.time(id, l.link));
        let latest = self.stories.entry(id).or_default().latest().max(ruled);
        let time = if latest < now {
            now
        } else {
            latest.saturating_add(1)
        };
        let record = Record { id, time, change };
        self.merge(&record);
        record
    }

    /// Takes over what a record says where nothing later is known: the last writer of each field wins.
    pub fn merge(&mut self, record: &Record) {
        let slot = self.stories.entry(record.id).or_default();
        slot.merge(record.time, &record.change);
        if let Some(link) = record.change.link {
            Arc::make_mut(&mut self.rulings).merge(record.id, link, record.time);
        }
    }

    /// The tags that the reader gave a story (`true`), and those of its file that they took away.
    pub fn tags(&self, id: StoryId) -> impl Iterator<Item = (&str, bool)> {
        let slots = self.stories.get(&id).into_iter();
        let tags = slots.flat_map(|s| s.tags.iter());
        tags.map(|(tag, (_, on))| (tag, on))
    }
}

/// The journals with damaged lines, and how many these are.
#[must_use]
pub fn damaged(journals: &Journals) -> Vec<(PathBuf, usize)> {
    let count = |path: PathBuf| {
        let bytes = read(&path).unwrap_or_default();
        let damaged = State::default().take(&bytes);
        (path, damaged)
    };
    let all = journals.all().into_iter().map(count);
    all.filter(|(_, damaged)| *damaged > 0).collect()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file: File = open::open_at_once(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("is no regular file"));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: StoryId = StoryId(7);

    fn place(at: u32) -> Change {
        Change {
            place: Some((at, 200)),
            ..Change::default()
        }
    }

    fn star(on: bool) -> Change {
        Change {
            star: Some(on),
            ..Change::default()
        }
    }

    #[test]
    fn the_last_writer_of_each_field_wins() {
        let (mut a, mut b) = (State::default(), State::default());
        let from_a = [a.set(ID, place(50), 10), a.set(ID, star(true), 30)];
        let from_b = [b.set(ID, place(100), 20), b.set(ID, star(false), 20)];
        for record in &from_b {
            a.merge(record);
        }
        for record in &from_a {
            b.merge(record);
        }
        assert_eq!(a.of(ID), b.of(ID));
        assert_eq!(
            (a.of(ID).at, a.of(ID).percent(), a.of(ID).starred()),
            (100, 50, true)
        );
    }

    /// What a device does at a time: which story, which part of it, and what.
    fn doing(kind: u8, value: u8) -> Change {
        let on = Some(value.is_multiple_of(2));
        let none = Change::default();
        match kind % 6 {
            0 => place(u32::from(value)),
            1 => Change { read: on, ..none },
            2 => Change { star: on, ..none },
            3 => Change {
                archived: on,
                ..none
            },
            4 => Change {
                trashed: on,
                ..none
            },
            _ => Change {
                tags: vec![(format!("t{}", value % 3), value > 100)],
                ..none
            },
        }
    }

    proptest::proptest! {
        #[test]
        fn devices_that_hear_of_each_other_in_any_order_end_the_same(
            // Device, story, kind, value, clock: the clocks are wrong and stand still.
            acts in proptest::collection::vec((0_usize..3, 0_u64..3, 0_u8..6, 0_u8..200, 0_u64..5), 0..40),
            order in proptest::collection::vec(proptest::prelude::any::<u32>(), 40),
            half in 0_usize..40,
        ) {
            let mut devices = [State::default(), State::default(), State::default()];
            let mut journal = Vec::new();
            for (n, (device, story, kind, value, now)) in acts.iter().enumerate() {
                journal.push(devices[*device].set(StoryId(*story), doing(*kind, *value), *now));
                if n == half {
                    // They hear of each other in between, by whole states.
                    let (a, b) = (devices[0].clone(), devices[1].clone());
                    devices[0].join(&b);
                    devices[1].join(&a);
                }
            }
            let mut shuffled: Vec<_> = journal.iter().zip(&order).collect();
            shuffled.sort_by_key(|(_, at)| **at);
            let (mut one, mut two) = (State::default(), State::default());
            for record in &journal {
                one.merge(record);
            }
            // Some are heard of twice.
            for (record, _) in shuffled.iter().chain(shuffled.iter().take(half)) {
                two.merge(record);
            }
            for device in &devices {
                let mut three = device.clone();
                three.join(&one);
                proptest::prop_assert_eq!(&three, &one);
            }
            proptest::prop_assert_eq!(one, two);
        }
    }

    #[test]
    fn a_clock_set_back_does_not_undo_the_order() {
        let mut state = State::default();
        state.set(ID, place(1), 1000);
        let record = state.set(ID, place(2), 10);
        assert_eq!((state.of(ID).at, record.time), (2, 1001));
    }

    #[test]
    fn reading_has_three_states() {
        let opened = Progress {
            opened: Some(1),
            ..Progress::default()
        };
        let read = |read| Progress {
            read: Some(read),
            ..opened
        };
        assert_eq!(Progress::default().reading(), Reading::Unread);
        assert_eq!(opened.reading(), Reading::Begun);
        assert_eq!(read(true).reading(), Reading::Read);
        assert_eq!(
            read(false).reading(),
            Reading::Unread,
            "marked unread again"
        );
        let shelf = Shelf {
            read: true,
            ..Shelf::default()
        };
        assert_eq!(opened.or(Some(&shelf)).reading(), Reading::Read);
        assert_eq!(read(false).or(Some(&shelf)).reading(), Reading::Unread);
    }
}
