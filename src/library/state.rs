//! What the reader did with the stories: where they stopped, what they finished, starred and opened.
//!
//! Everything lives in memory in a [`State`]; each change becomes a [`Record`] that a [`Journal`] appends to one file in the
//! data folder, on a worker thread. Without a place to save, all goes on in memory.

mod journal;
mod pace;
mod record;
mod rulings;

pub use journal::{FILE_NAME, Journal, StateError};
pub use pace::Pace;
pub use record::Record;
pub use rulings::{Ruling, Rulings, Says};

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use super::{StoryId, open};
use crate::{article::Shelf, text::Clean};
use record::Line;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}

/// What is known of every story.
#[derive(Clone, Debug, Default)]
pub struct State {
    stories: HashMap<StoryId, Slot>,
    rulings: Arc<Rulings>,
}

/// A story's progress, and when each part of it was last set.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    progress: Progress,
    place: Millis,
    read: Millis,
    star: Millis,
    opened: Millis,
}

impl State {
    /// Reads the journal in `dir`. Lines that are damaged or of a later version are passed over; they stay in the file.
    /// Gives a warning where the journal is there but cannot be read, or has damaged lines.
    #[must_use]
    pub fn load(dir: Option<&Path>) -> (Self, Vec<Clean>) {
        let Some(path) = dir.map(|d| d.join(FILE_NAME)) else {
            return (Self::default(), Vec::new());
        };
        match read(&path) {
            Ok(bytes) => {
                let (loaded, damaged) = Self::parse(&bytes);
                let note = format!(
                    "{}: {damaged} damaged lines passed over",
                    open::shown(&path)
                );
                let warnings = (damaged > 0).then(|| Clean::line(&note));
                (loaded, warnings.into_iter().collect())
            }
            Err(e) if e.kind() == io::ErrorKind::NotFound => (Self::default(), Vec::new()),
            Err(e) => {
                let note = format!("{}: {}", open::shown(&path), open::reason(&e));
                (Self::default(), vec![Clean::line(&note)])
            }
        }
    }

    /// The state that a journal's bytes describe, and how many of its lines are damaged.
    fn parse(bytes: &[u8]) -> (Self, usize) {
        let mut state = Self::default();
        let mut damaged = 0;
        for line in record::lines(bytes) {
            match Line::read(line) {
                Line::Ours(records) => {
                    for record in &records {
                        state.merge(record);
                    }
                }
                Line::Later => {}
                Line::Damaged => damaged += 1,
            }
        }
        (state, damaged)
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

    /// Makes a change at time `now`; the record is for [`Journal::append`]. A clock that was set back does not undo the
    /// order of a story's changes.
    pub fn set(&mut self, id: StoryId, change: Change, now: Millis) -> Record {
        let slot = self.stories.entry(id).or_default();
        let ruled = change.link.map_or(0, |l| self.rulings.time(id, l.link));
        let latest = [slot.place, slot.read, slot.star, slot.opened, ruled];
        let latest = latest.into_iter().fold(0, Millis::max);
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
        let Record { time, change, .. } = *record;
        let newer = |known: &mut Millis| {
            let newer = time >= *known;
            *known = time.max(*known);
            newer
        };
        if let Some((at, of)) = change.place
            && newer(&mut slot.place)
        {
            slot.progress.at = at;
            slot.progress.of = of;
        }
        if change.read.is_some() && newer(&mut slot.read) {
            slot.progress.read = change.read;
        }
        if change.star.is_some() && newer(&mut slot.star) {
            slot.progress.star = change.star;
        }
        if change.opened.is_some() && newer(&mut slot.opened) {
            slot.progress.opened = change.opened;
        }
        if let Some(link) = change.link {
            Arc::make_mut(&mut self.rulings).merge(record.id, link, time);
        }
    }
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
