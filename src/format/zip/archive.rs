//! The members of a ZIP archive (PKWARE APPNOTE 6.3), in memory; nothing is ever written to a disk, so names lead nowhere.
//!
//! The directory at the end says what there is. Where it is missing, as in a download that broke off, the members are found one
//! by one by their own headers.

use std::collections::BTreeMap;

use flate2::{Crc, read::DeflateDecoder};

use crate::format::pack::{Budget, Refused};

/// Most members that are looked at; larger directories are the work of a program gone wrong.
const MEMBERS: usize = 200_000;

/// An archive.
#[derive(Debug)]
pub(in crate::format) struct Archive<'a> {
    /// Its members, in the order of its directory.
    pub(in crate::format) members: Vec<Member<'a>>,
    /// Numbers of the members by their names, the first of each name.
    by_name: BTreeMap<String, usize>,
}

/// A file in an archive.
#[derive(Debug)]
pub(in crate::format) struct Member<'a> {
    /// Name with its path, as written.
    pub(in crate::format) name: String,
    method: Method,
    packed: &'a [u8],
    /// Checksum of the unpacked bytes; `None` where it is not known.
    crc: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    Stored,
    Deflated,
    /// Encrypted, or packed in a way that nobody uses for texts.
    Other,
}

impl Method {
    fn of(number: u16, flags: u16) -> Self {
        match number {
            _ if flags & 1 != 0 => Self::Other,
            0 => Self::Stored,
            8 => Self::Deflated,
            _ => Self::Other,
        }
    }
}

impl<'a> Archive<'a> {
    /// The archive in `bytes`; without members where it is none.
    pub(in crate::format) fn open(bytes: &'a [u8]) -> Self {
        let members = by_directory(bytes).filter(|found| !found.is_empty());
        let members = members.unwrap_or_else(|| by_headers(bytes));
        let mut by_name = BTreeMap::new();
        for (number, member) in members.iter().enumerate() {
            by_name.entry(member.name.clone()).or_insert(number);
        }
        Self { members, by_name }
    }

    /// The first member of this name.
    pub(in crate::format) fn member(&self, name: &str) -> Option<&Member<'a>> {
        self.members.get(*self.by_name.get(name)?)
    }
}

impl Member<'_> {
    /// Its bytes, and whether its checksum says that they are whole.
    pub(in crate::format) fn read(&self, budget: &mut Budget) -> Result<(Vec<u8>, bool), Refused> {
        let bytes = match self.method {
            Method::Stored => budget.unpack(self.packed, self.packed.len()),
            Method::Deflated => budget.unpack(DeflateDecoder::new(self.packed), self.packed.len()),
            Method::Other => Err(Refused::Damaged),
        }?;
        let mut sum = Crc::new();
        sum.update(&bytes);
        let whole = self.crc.is_none_or(|crc| crc == sum.sum());
        Ok((bytes, whole))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(two.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<usize> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    usize::try_from(u64::from_le_bytes(eight.try_into().ok()?)).ok()
}

fn wide(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// The members that the directory at the end lists.
fn by_directory(bytes: &[u8]) -> Option<Vec<Member<'_>>> {
    // The last record stands in the last 22 bytes and at most 64 KiB of comment.
    let tail = bytes.len().saturating_sub(22 + (64 << 10));
    let last = tail + memchr::memmem::rfind(bytes.get(tail..)?, b"PK\x05\x06")?;
    let (mut size, mut start) = (wide(bytes, last + 12)?, wide(bytes, last + 16)?);
    let mut end = last;
    let locator = last.checked_sub(20).filter(|at| {
        bytes
            .get(*at..)
            .is_some_and(|b| b.starts_with(b"PK\x06\x07"))
    });
    if start == 0xffff_ffff || size == 0xffff_ffff {
        let record = u64_at(bytes, locator? + 8)?;
        (size, start) = (
            u64_at(bytes, record.checked_add(40)?)?,
            u64_at(bytes, record.checked_add(48)?)?,
        );
        end = record;
    }
    // Bytes may stand before the archive; then all offsets are too small by their number.
    let at = end.checked_sub(size)?;
    let shift = at.checked_sub(start)?;
    let mut members = Vec::new();
    let mut at = at;
    while members.len() < MEMBERS
        && bytes
            .get(at..)
            .is_some_and(|b| b.starts_with(b"PK\x01\x02"))
    {
        let (name, extra, comment) = (
            u16_at(bytes, at + 28)?,
            u16_at(bytes, at + 30)?,
            u16_at(bytes, at + 32)?,
        );
        members.extend(listed(bytes, at, shift));
        at += 46 + name + extra + comment;
    }
    Some(members)
}

/// The member that the entry of the directory at byte `at` lists.
fn listed(bytes: &[u8], at: usize, shift: usize) -> Option<Member<'_>> {
    let (name, extra) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?);
    let (mut packed, unpacked, mut offset) = (
        wide(bytes, at + 20)?,
        wide(bytes, at + 24)?,
        wide(bytes, at + 42)?,
    );
    let large = [unpacked, packed, offset].map(|n| n == 0xffff_ffff);
    if large.contains(&true) {
        // Of sizes that are too large here the whole stands in an extra field, in this order, only those that are needed.
        let mut place = large_sizes(bytes, at + 46 + name, extra)?;
        for (number, large) in large.into_iter().enumerate().filter(|(_, large)| *large) {
            let value = u64_at(bytes, place)?;
            place += 8;
            match number {
                1 if large => packed = value,
                2 if large => offset = value,
                _ => {}
            }
        }
    }
    let header = offset.checked_add(shift)?;
    let begin = header
        .checked_add(30 + u16_at(bytes, header.checked_add(26)?)? + u16_at(bytes, header + 28)?)?;
    let end = begin.checked_add(packed)?.min(bytes.len());
    Some(Member {
        name: name_at(bytes, at + 46, name)?,
        method: Method::of(
            u16::try_from(u16_at(bytes, at + 10)?).ok()?,
            u16::try_from(u16_at(bytes, at + 8)?).ok()?,
        ),
        packed: bytes.get(begin..end)?,
        crc: u32_at(bytes, at + 16),
    })
}

/// Where the 64-bit sizes stand among the extra fields.
fn large_sizes(bytes: &[u8], mut at: usize, length: usize) -> Option<usize> {
    let end = at + length;
    while at + 4 <= end {
        if u16_at(bytes, at)? == 1 {
            return Some(at + 4);
        }
        at += 4 + u16_at(bytes, at + 2)?;
    }
    None
}

fn name_at(bytes: &[u8], at: usize, length: usize) -> Option<String> {
    let name = bytes.get(at..at.checked_add(length)?)?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// The members that have headers of their own, up to where the bytes end.
fn by_headers(bytes: &[u8]) -> Vec<Member<'_>> {
    let starts: Vec<usize> = memchr::memmem::find_iter(bytes, b"PK\x03\x04")
        .take(MEMBERS)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let member = |(start, end): (&usize, usize)| {
        let (name, extra) = (u16_at(bytes, start + 26)?, u16_at(bytes, start + 28)?);
        let flags = u16::try_from(u16_at(bytes, start + 6)?).ok()?;
        let begin = start + 30 + name + extra;
        // A size of zero stands for one that follows the bytes.
        let size = wide(bytes, start + 18).filter(|size| *size > 0);
        let end = size.map_or(end, |size| end.min(begin.saturating_add(size)));
        Some(Member {
            name: name_at(bytes, start + 30, name)?,
            method: Method::of(u16::try_from(u16_at(bytes, start + 8)?).ok()?, flags),
            packed: bytes.get(begin..end)?,
            crc: None,
        })
    };
    starts.iter().zip(ends).filter_map(member).collect()
}
