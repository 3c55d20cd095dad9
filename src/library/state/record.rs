//! A change as a line of the journal:
//! `{"v":1,"id":"00000000000000aa","t":1368000000000,"at":120,"of":2900,"star":true,"crc":"89abcdef"}`.
//!
//! The last field is a checksum of everything before it, so that a line that was torn or changed is known for what it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::{Change, Millis, Ruling, Says};
use crate::library::{StoryId, links::LinkKey};

/// Version of the lines written here.
pub(super) const VERSION: u64 = 1;

/// One change to one story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The story.
    pub id: StoryId,
    /// When.
    pub time: Millis,
    /// What.
    pub change: Change,
}

/// A record as it is written.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Written {
    v: u64,
    id: String,
    t: Millis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    read: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    star: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opened: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    archived: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trashed: Option<bool>,
    /// `"tag:NAME":true`, each a field of its own, so that two devices can give a story different tags; what was said of links,
    /// `link-KEY` to an identity or a word; and fields of the future.
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
}

/// What the name of a field begins with that says where a link leads.
const LINK: &str = "link-";
/// What such a field says where the link leads nowhere, and where nothing is said any more.
const NOWHERE: &str = "nowhere";
const UNSAID: &str = "unsaid";

/// A ruling as a field.
fn field(ruling: Ruling) -> (String, Value) {
    let says = match ruling.says {
        Says::Story(id) => format!("{:016x}", id.0),
        Says::Nowhere => NOWHERE.to_owned(),
        Says::Unsaid => UNSAID.to_owned(),
    };
    (format!("{LINK}{:016x}", ruling.link.0), says.into())
}

/// The ruling that a field is; `None` for any other field.
fn ruling((name, value): (&String, &Value)) -> Option<Ruling> {
    let key = u64::from_str_radix(name.strip_prefix(LINK)?, 16).ok()?;
    let says = match value.as_str()? {
        NOWHERE => Says::Nowhere,
        UNSAID => Says::Unsaid,
        id => Says::Story(StoryId(u64::from_str_radix(id, 16).ok()?)),
    };
    Some(Ruling {
        link: LinkKey(key),
        says,
    })
}

/// What stands before the name of a tag.
const TAG: &str = "tag:";

impl Record {
    /// The line of the journal, LF included.
    #[must_use]
    pub fn line(&self) -> String {
        let tags = self.change.tags.iter();
        let written = Written {
            v: VERSION,
            id: format!("{:016x}", self.id.0),
            t: self.time,
            at: self.change.place.map(|(at, _)| at),
            of: self.change.place.map(|(_, of)| of),
            read: self.change.read,
            star: self.change.star,
            opened: self.change.opened,
            archived: self.change.archived,
            trashed: self.change.trashed,
            more: tags
                .map(|(tag, on)| (format!("{TAG}{tag}"), Value::Bool(*on)))
                .chain(self.change.link.map(field))
                .collect(),
        };
        sealed(&serde_json::to_string(&written).unwrap_or_default())
    }
}

/// A JSON object as a line with its checksum.
pub(super) fn sealed(object: &str) -> String {
    let body = object.strip_suffix('}').unwrap_or(object);
    format!("{body}{SEAL}{}\"}}\n", checksum(body.as_bytes()))
}

/// The name of the checksum's field.
pub(super) const SUM: &str = "crc";
/// What stands between the other fields and the checksum.
const SEAL: &str = ",\"crc\":\"";

/// The low half of the XXH3 hash, in hexadecimal.
fn checksum(body: &[u8]) -> String {
    format!("{:08x}", xxh3_64(body) & 0xffff_ffff)
}

/// The lines of a journal that hold anything.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|b| *b == b'\n').filter(|l| !l.is_empty())
}

/// Whether the checksum of a line is right.
pub(super) fn is_whole(line: &[u8]) -> bool {
    let body = line.strip_suffix(b"\"}").and_then(|l| {
        let (body, sum) = l.split_at_checked(l.len().checked_sub(8)?)?;
        Some((body.strip_suffix(SEAL.as_bytes())?, sum))
    });
    body.is_some_and(|(body, sum)| checksum(body).as_bytes() == sum)
}

/// What a line of a journal turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its records: of what was said of several links one each.
    Ours(Vec<Record>),
    /// Whole, but of a later version or without an identity: not ours to judge.
    Later,
    /// Torn or changed.
    Damaged,
}

impl Line {
    pub(super) fn read(line: &[u8]) -> Self {
        if !is_whole(line) {
            return Self::Damaged;
        }
        let Ok(written) = serde_json::from_slice::<Written>(line) else {
            return Self::Later;
        };
        let Ok(id) = u64::from_str_radix(&written.id, 16) else {
            return Self::Later;
        };
        if written.v != VERSION {
            return Self::Later;
        }
        let tag = |(name, on): (&String, &Value)| {
            let name = name.strip_prefix(TAG)?;
            Some((name.to_owned(), on.as_bool()?))
        };
        let change = Change {
            place: written.at.zip(written.of),
            read: written.read,
            star: written.star,
            opened: written.opened,
            archived: written.archived,
            trashed: written.trashed,
            tags: written.more.iter().filter_map(tag).collect(),
            link: None,
        };
        let ruled = written.more.iter().filter_map(ruling).map(|link| Change {
            link: Some(link),
            ..Change::default()
        });
        let plain = (change != Change::default()).then_some(change);
        let record = |change| Record {
            id: StoryId(id),
            time: written.t,
            change,
        };
        Self::Ours(plain.into_iter().chain(ruled).map(record).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            id: StoryId(0xab),
            time: 5,
            change: Change {
                place: Some((1, 20)),
                star: Some(true),
                tags: vec![("a \"b\"".into(), true), ("old".into(), false)],
                ..Change::default()
            },
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let line = record().line();
        let start = r#"{"v":1,"id":"00000000000000ab","t":5,"at":1,"of":20,"star":true,"tag:a \"b\"":true,"tag:old":false,"crc":""#;
        assert!(line.starts_with(start) && line.ends_with("\"}\n"), "{line}");
        assert_eq!(
            Line::read(line.trim_end().as_bytes()),
            Line::Ours(vec![record()])
        );
    }

    #[test]
    fn what_was_said_of_links_is_read_back() {
        for says in [Says::Story(StoryId(0xbeef)), Says::Nowhere, Says::Unsaid] {
            let link = Some(Ruling {
                link: LinkKey(7),
                says,
            });
            let change = Change {
                link,
                ..Change::default()
            };
            let record = Record { change, ..record() };
            let line = record.line();
            assert_eq!(
                Line::read(line.trim_end().as_bytes()),
                Line::Ours(vec![record]),
                "{line}"
            );
        }
    }

    #[test]
    fn a_line_that_lost_or_changed_a_byte_is_damaged() {
        let line = record().line();
        let line = line.trim_end().as_bytes();
        for cut in 0..line.len() {
            assert_eq!(Line::read(&line[..cut]), Line::Damaged, "cut at {cut}");
            let mut changed = line.to_vec();
            changed[cut] ^= 4;
            assert_eq!(Line::read(&changed), Line::Damaged, "changed at {cut}");
        }
    }

    #[test]
    fn fields_and_versions_of_the_future_are_left_alone() {
        let more = sealed(r#"{"v":1,"id":"ab","t":5,"mood":["good"],"star":false}"#);
        let later = sealed(r#"{"v":2,"id":"ab","t":"yesterday"}"#);
        assert!(
            matches!(Line::read(more.trim_end().as_bytes()), Line::Ours(r) if r[0].change.star == Some(false))
        );
        assert_eq!(Line::read(later.trim_end().as_bytes()), Line::Later);
    }
}
