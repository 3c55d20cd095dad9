//! Numbers and text in a row of bytes, and back: what the file of the index is made of. Nothing that is read is trusted.

use xxhash_rust::xxh3::xxh3_64;

/// What the file begins with; the number is the version of what follows and of how titles are folded.
const MAGIC: &[u8] = b"pullquote titles 2\n";

/// Bytes being put together.
#[derive(Debug, Default)]
pub(super) struct Pack {
    bytes: Vec<u8>,
}

impl Pack {
    fn length(&mut self, length: usize) {
        self.bytes.extend((length as u64).to_le_bytes());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes.extend(text.as_bytes());
    }

    pub(super) fn numbers(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.length(numbers.len());
        numbers.for_each(|n| self.bytes.extend(n.to_le_bytes()));
    }

    pub(super) fn hashes(&mut self, hashes: impl ExactSizeIterator<Item = u64>) {
        self.length(hashes.len());
        hashes.for_each(|n| self.bytes.extend(n.to_le_bytes()));
    }

    /// The file: what it is, the checksum of what follows, what follows.
    pub(super) fn seal(self) -> Vec<u8> {
        let sum = xxh3_64(&self.bytes).to_le_bytes();
        [MAGIC, &sum, &self.bytes].concat()
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
        let (sum, bytes) = file.strip_prefix(MAGIC)?.split_first_chunk()?;
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
        let mut pack = Pack::default();
        pack.text("Fähre");
        pack.numbers([1, u32::MAX].into_iter());
        pack.hashes([7].into_iter());
        let file = pack.seal();
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
