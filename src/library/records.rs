//! Files of many stories read record by record, so that their size costs neither memory nor waiting: of a large mailbox
//! or file of JSON Lines only one record is in memory, and a story is opened from its own bytes.
//!
//! In: a path whose first bytes say that its format has [records](format::Records). Out: each record with its stories.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use super::{
    Entry, OpenError, Source,
    open::{Why, guarded, open_at_once, read_head},
};
use crate::{
    format::{self, Format, Limits},
    story::{self, Story},
    text::byte,
};

/// How much is read at a time, in bytes.
const CHUNK: usize = 256 << 10;
/// How much of one record is read, in bytes: what is longer is a mail with a film in it, and its text comes first.
const LONGEST: usize = 32 << 20;
/// How much of a record that is passed over is kept, so that its end is seen where it falls between two reads.
const SEAM: usize = 1 << 10;

/// Where a record stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first byte.
    pub start: u64,
    /// Its length in bytes.
    pub length: u32,
    /// Number in the file of its first story.
    pub first: u32,
}

/// Whether a file of which `head` is the beginning is read record by record, and in which format.
pub(super) fn format_of(head: &Source, limits: &Limits) -> Option<&'static Format> {
    // A record ends at a byte, which in UTF-16 it does not.
    if head.length <= limits.whole || head.is_whole() || head.bytes.contains(&0) {
        return None;
    }
    Some(story::detect(&head.bytes, &head.name())).filter(|f| f.records.is_some())
}

/// The records of a file, one after the other.
#[derive(Debug)]
pub struct Records {
    /// The file with nothing of its bytes.
    file: Source,
    format: &'static Format,
    limits: Limits,
    from: File,
    ahead: Vec<u8>,
    /// How much of `ahead` has been given.
    given: usize,
    /// Where `ahead` begins in the file.
    place: u64,
    ended: bool,
    /// The rest of the record before is passed over.
    passing: bool,
    /// Stories so far.
    stories: usize,
}

/// A record: its bytes, and the stories in them with nothing found in these yet, not even their language.
#[derive(Debug)]
pub struct Piece {
    /// The bytes, and where they stand.
    pub source: Source,
    /// Its stories; none where it is damaged.
    pub stories: Vec<Story>,
}

impl Piece {
    /// The story of this number, with what is found in it; `None` where it is not here or cannot be understood.
    #[must_use]
    pub fn annotated(self, nth: usize) -> Option<Story> {
        let story = self.stories.into_iter().find(|s| s.nth == nth)?;
        let read = || story.tongued().annotated();
        guarded(&self.source.path, read).ok()
    }
}

impl Records {
    /// The records of a file; `None` where it is to be read whole.
    ///
    /// # Errors
    /// Where the path leads to no regular file or to one that cannot be read.
    pub fn of(path: &Path, limits: &Limits) -> Result<Option<Self>, OpenError> {
        let long = std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() > limits.whole);
        if !long {
            return Ok(None);
        }
        Self::after(&read_head(path, limits, 0)?, limits)
    }

    /// The records of the file that `head` is the beginning of; `None` where it is to be read whole.
    ///
    /// # Errors
    /// As for [`Records::of`].
    pub(super) fn after(head: &Source, limits: &Limits) -> Result<Option<Self>, OpenError> {
        let Some(format) = format_of(head, limits) else {
            return Ok(None);
        };
        let from = open_at_once(&head.path).map_err(|e| OpenError::io(&head.path, &e))?;
        Ok(Some(Self {
            file: head.part(Vec::new(), None),
            format,
            limits: *limits,
            from,
            ahead: Vec::new(),
            given: 0,
            place: 0,
            ended: false,
            passing: false,
            stories: 0,
        }))
    }

    /// The bytes of the next record and where they begin; `None` at the end.
    fn bytes(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        let first = self.format.records.as_ref().map(|r| r.first);
        loop {
            let rest = self.ahead.get(self.given..).unwrap_or_default();
            let start = self.place + self.given as u64;
            let end = first
                .and_then(|first| first(rest))
                .map(|n| n.min(rest.len()));
            let length = match end {
                Some(end) => end,
                None if self.ended && rest.is_empty() => return Ok(None),
                None if self.ended => rest.len(),
                None if rest.len() >= LONGEST => {
                    let bytes = rest.get(..LONGEST).unwrap_or(rest).to_vec();
                    self.given = self.ahead.len();
                    if !std::mem::replace(&mut self.passing, true) {
                        return Ok(Some((start, bytes)));
                    }
                    0
                }
                None => 0,
            };
            if length > 0 {
                let bytes = rest.get(..length).unwrap_or_default().to_vec();
                self.given += length;
                if !std::mem::take(&mut self.passing) {
                    return Ok(Some((start, bytes)));
                }
            } else {
                self.more()?;
            }
        }
    }

    /// Reads on: as much again as is there without an end, so that looking for one stays linear.
    fn more(&mut self) -> io::Result<()> {
        if self.passing {
            self.given = self.given.max(self.ahead.len().saturating_sub(SEAM));
        }
        self.ahead.drain(..self.given.min(self.ahead.len()));
        self.place += self.given as u64;
        self.given = 0;
        self.ahead.shrink_to(CHUNK * 2);
        let want = CHUNK.max(self.ahead.len()) as u64;
        let read = (&mut self.from).take(want).read_to_end(&mut self.ahead)?;
        self.ended = read == 0;
        Ok(())
    }

    fn piece(&mut self, start: u64, bytes: Vec<u8>) -> Result<Piece, OpenError> {
        let part = Part {
            start,
            length: byte(bytes.len()),
            first: byte(self.stories),
        };
        let stories = guarded(&self.file.path, || {
            story::of_record(self.format, &bytes, self.stories, &self.limits)
        })?;
        self.stories += stories.len();
        let source = self.file.part(bytes, Some(part));
        Ok(Piece { source, stories })
    }
}

impl Iterator for Records {
    type Item = Result<Piece, OpenError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stories >= self.limits.articles {
            return None;
        }
        match self.bytes() {
            Ok(Some((start, bytes))) => Some(self.piece(start, bytes)),
            Ok(None) => None,
            Err(error) => {
                // Once is enough.
                self.stories = usize::MAX;
                Some(Err(OpenError::io(&self.file.path, &error)))
            }
        }
    }
}

/// Reads a story from its own bytes, with what is found in it.
///
/// # Errors
/// As for a file; [`Why::Changed`] where the file is not the one any more that the part was found in.
pub(super) fn story(entry: &Entry, part: Part, limits: &Limits) -> Result<Story, OpenError> {
    let story = bare_story(entry, part, limits)?;
    guarded(&entry.path, || story.tongued().annotated())
}

/// The same with nothing found in it.
///
/// # Errors
/// As for [`story`].
pub(super) fn bare_story(entry: &Entry, part: Part, limits: &Limits) -> Result<Story, OpenError> {
    let path = &entry.path;
    let head = read_head(path, limits, 0)?;
    let changed = || OpenError::new(path, Why::Changed);
    let format = format::named(entry.format).ok_or_else(changed)?;
    if head.id(entry.nth) != entry.id {
        return Err(changed());
    }
    let failed = |error: io::Error| OpenError::io(path, &error);
    let mut file = open_at_once(path).map_err(failed)?;
    file.seek(SeekFrom::Start(part.start)).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(u64::from(part.length).min(LONGEST as u64))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    let found = guarded(path, || {
        let stories = story::of_record(format, &bytes, part.first as usize, limits);
        stories.into_iter().find(|s| s.nth == entry.nth)
    })?;
    found.ok_or_else(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Delta, open, scan};
    use std::{fmt::Write, fs, path::PathBuf, sync::atomic::AtomicBool};

    /// Stories of uneven length, among them lines that are none.
    fn lines() -> String {
        let mut lines = String::new();
        for n in 0..400 {
            let body = "The ferry is late again. ".repeat(n % 150);
            let _ = writeln!(lines, "{{\"title\":\"Day {n}\",\"text\":\"{body} {n}\"}}");
            if n % 90 == 7 {
                lines.push_str("\n{\"title\": no JSON\n");
            }
        }
        lines
    }

    fn mails() -> String {
        let mut mails = String::new();
        for n in 0..400 {
            let body = "From the harbour we hear little.\n".repeat(n % 120);
            let _ = write!(
                mails,
                "From a@b.example Mon Aug 31 13:00:00 2015\nFrom: a@b.example\nSubject: Day {n}\n\n{body}{n}\n\n"
            );
        }
        mails
    }

    #[test]
    fn a_file_reads_the_same_whole_and_record_by_record() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [("a.jsonl", lines()), ("a.mbox", mails())] {
            let path = dir.path().join(name);
            fs::write(&path, &text).unwrap();
            let (whole, parted) = (
                Limits::default(),
                Limits {
                    whole: 1000,
                    ..Limits::default()
                },
            );
            assert!(Records::of(&path, &whole).unwrap().is_none(), "{name}");
            let roots: [PathBuf; 1] = [path];
            let list = |limits: &Limits| {
                let mut all = Delta::default();
                let never = AtomicBool::new(false);
                scan(&roots, limits, &never, &mut |mut d| {
                    all.entries.append(&mut d.entries);
                });
                all.entries
            };
            let (a, b) = (list(&whole), list(&parted));
            assert_eq!(a.len(), 400, "{name}");
            let without_part = |e: &Entry| Entry {
                part: None,
                ..e.clone()
            };
            assert_eq!(a, b.iter().map(without_part).collect::<Vec<_>>());
            for n in [0, 1, 123, 399] {
                assert!(b[n].part.is_some());
                let (c, d) = (
                    open::entry(&a[n], &whole).unwrap(),
                    open::entry(&b[n], &parted).unwrap(),
                );
                assert_eq!((c.article, c.nth), (d.article, d.nth));
            }
        }
    }

    #[test]
    fn a_file_that_changed_is_not_taken_for_the_old_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.jsonl");
        fs::write(&path, lines()).unwrap();
        let limits = Limits {
            whole: 1000,
            ..Limits::default()
        };
        let piece = Records::of(&path, &limits)
            .unwrap()
            .unwrap()
            .next()
            .unwrap()
            .unwrap();
        let story = &piece.stories[0];
        let entry = Entry::new(&piece.source, 0, story.format, &story.article);
        fs::write(&path, lines().replace("Day", "Night")).unwrap();
        let error = open::entry(&entry, &limits).unwrap_err().to_string();
        assert!(
            error.ends_with("has changed since it was listed"),
            "{error}"
        );
    }
}
