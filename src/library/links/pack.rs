//! Numbers and text in a row of bytes, and back: what the file of the index is made of. Nothing that is read is trusted.

use std::io::{self, Write};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// What the file begins with; the number is the version of what follows and of how titles are folded.
const MAGIC: &[u8] = b"pullquote titles 4\n";

/// A file being written, with nothing of it held: what it is, what is put into it, the checksum of that.
pub(super) struct Pack<W> {
    to: W,
    sum: Xxh3,
}

impl<W: Write> Pack<W> {
    pub(super) fn open(mut to: W) -> io::Result<Self> {
        to.write_all(MAGIC)?;
        let sum = Xxh3::new();
        Ok(Self { to, sum })
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.to.write_all(bytes)
    }

    fn length(&mut self, length: usize) -> io::Result<()> {
        self.put(&(length as u64).to_le_bytes())
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.length(text.len())?;
        self.put(text.as_bytes())
    }

    pub(super) fn numbers(
        &mut self,
        numbers: impl ExactSizeIterator<Item = u32>,
    ) -> io::Result<()> {
        self.some_numbers(numbers.len(), numbers)
    }

    /// So many numbers, where only the caller knows how many they are.
    pub(super) fn some_numbers(
        &mut self,
        count: usize,
        mut numbers: impl Iterator<Item = u32>,
    ) -> io::Result<()> {
        self.length(count)?;
        numbers.try_for_each(|n| self.put(&n.to_le_bytes()))
    }

    pub(super) fn hashes(
        &mut self,
        mut hashes: impl ExactSizeIterator<Item = u64>,
    ) -> io::Result<()> {
        self.length(hashes.len())?;
        hashes.try_for_each(|n| self.put(&n.to_le_bytes()))
    }

    pub(super) fn seal(mut self) -> io::Result<()> {
        self.to.write_all(&self.sum.digest().to_le_bytes())?;
        self.to.flush()
    }
}

/// Bytes being read. Everything is `None` where it is not there.
#[derive(Debug)]
pub(super) struct Unpack<'a> {
    bytes: &'a [u8],
}

impl<'a> Unpack<'a> {
    /// The contents of a file; `None` where it is damaged, or of another version.
    pub(super) fn open(file: &'a [u8]) -> Option<Self> {
        let (bytes, sum) = file.strip_prefix(MAGIC)?.split_last_chunk()?;
        (xxh3_64(bytes) == u64::from_le_bytes(*sum)).then_some(Self { bytes })
    }

    fn take(&mut self, each: usize) -> Option<&'a [u8]> {
        let (length, rest) = self.bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (taken, rest) = rest.split_at_checked(length.checked_mul(each)?)?;
        self.bytes = rest;
        Some(taken)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.take(1)?).ok()
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<u32>> {
        let (chunks, _) = self.take(4)?.as_chunks();
        Some(chunks.iter().map(|c| u32::from_le_bytes(*c)).collect())
    }

    pub(super) fn hashes(&mut self) -> Option<Vec<u64>> {
        let (chunks, _) = self.take(8)?.as_chunks();
        Some(chunks.iter().map(|c| u64::from_le_bytes(*c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked_and_no_damage_is_read() {
        let mut file = Vec::new();
        let mut pack = Pack::open(&mut file).unwrap();
        pack.text("Fähre").unwrap();
        pack.numbers([1, u32::MAX].into_iter()).unwrap();
        pack.hashes([7].into_iter()).unwrap();
        pack.seal().unwrap();
        let mut unpack = Unpack::open(&file).unwrap();
        assert_eq!(unpack.text(), Some("Fähre"));
        assert_eq!(unpack.numbers(), Some(vec![1, u32::MAX]));
        assert_eq!(unpack.hashes(), Some(vec![7]));
        assert_eq!(unpack.hashes(), None);
        for n in 0..file.len() {
            let mut changed = file.clone();
            changed[n] ^= 1;
            assert!(Unpack::open(&changed).is_none(), "byte {n} changed");
            assert!(Unpack::open(&file[..n]).is_none(), "cut at {n}");
        }
    }
}
