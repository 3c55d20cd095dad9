//! Numbers and text in a row of bytes, and back: what the file of the index is made of. Nothing that is read is trusted.

use std::io::{self, Read, Write};
use xxhash_rust::xxh3::Xxh3;

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

/// A file being read, with nothing of it held but what was asked for. Everything is `None` where it is not there; what was read
/// is to be believed only once [`Unpack::seal`] has said so.
pub(super) struct Unpack<R> {
    from: R,
    sum: Xxh3,
    /// Bytes before the checksum: nothing is longer than that, whatever it says of itself.
    left: u64,
}

/// Bytes read at a time; whole numbers and hashes.
const PIECE: usize = 1 << 16;

impl<R: Read> Unpack<R> {
    /// The contents of a file of this `length`; `None` where it is of another version.
    pub(super) fn open(mut from: R, length: u64) -> Option<Self> {
        let mut magic = [0; MAGIC.len()];
        from.read_exact(&mut magic).ok()?;
        let left = length.checked_sub((MAGIC.len() + size_of::<u64>()) as u64)?;
        (magic == MAGIC).then_some(Self {
            from,
            sum: Xxh3::new(),
            left,
        })
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Option<()> {
        self.left = self.left.checked_sub(bytes.len() as u64)?;
        self.from.read_exact(bytes).ok()?;
        self.sum.update(bytes);
        Some(())
    }

    /// How many things of so many bytes come next.
    fn length(&mut self, each: usize) -> Option<usize> {
        let mut length = [0; size_of::<u64>()];
        self.fill(&mut length)?;
        let length = usize::try_from(u64::from_le_bytes(length)).ok()?;
        (length.checked_mul(each)? as u64 <= self.left).then_some(length)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let mut text = vec![0; self.length(1)?];
        self.fill(&mut text)?;
        String::from_utf8(text).ok()
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<u32>> {
        self.row(u32::from_le_bytes)
    }

    pub(super) fn hashes(&mut self) -> Option<Vec<u64>> {
        self.row(u64::from_le_bytes)
    }

    /// A row of numbers of `N` bytes.
    fn row<const N: usize, T>(&mut self, number: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
        let length = self.length(N)?;
        let mut row = Vec::with_capacity(length);
        let mut piece = vec![0; PIECE.min(length * N)];
        while row.len() < length {
            let bytes = piece.len().min((length - row.len()) * N);
            let bytes = piece.get_mut(..bytes)?;
            self.fill(bytes)?;
            row.extend(bytes.as_chunks::<N>().0.iter().map(|c| number(*c)));
        }
        Some(row)
    }

    /// Whether all of it was read, and is what was written.
    pub(super) fn seal(mut self) -> Option<()> {
        let mut sum = [0; size_of::<u64>()];
        self.from.read_exact(&mut sum).ok()?;
        let is_whole = self.left == 0 && u64::from_le_bytes(sum) == self.sum.digest();
        is_whole.then_some(())
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
        let read = |file: &[u8]| {
            let mut unpack = Unpack::open(file, file.len() as u64)?;
            let read = (unpack.text()?, unpack.numbers()?, unpack.hashes()?);
            unpack.seal()?;
            Some(read)
        };
        let all = ("Fähre".to_owned(), vec![1, u32::MAX], vec![7]);
        assert_eq!(read(&file), Some(all));
        for n in 0..file.len() {
            let mut changed = file.clone();
            changed[n] ^= 1;
            assert_eq!(read(&changed), None, "byte {n} changed");
            assert_eq!(read(&file[..n]), None, "cut at {n}");
        }
    }

    #[test]
    fn rows_longer_than_a_piece_come_back_whole_and_nothing_is_left_over() {
        let numbers: Vec<u32> = (0..100_003).collect();
        let mut file = Vec::new();
        let mut pack = Pack::open(&mut file).unwrap();
        pack.numbers(numbers.iter().copied()).unwrap();
        pack.hashes([].into_iter()).unwrap();
        pack.seal().unwrap();
        let open = || Unpack::open(&*file, file.len() as u64).unwrap();
        let mut unpack = open();
        assert_eq!(unpack.numbers(), Some(numbers));
        assert_eq!(unpack.hashes(), Some(vec![]));
        assert_eq!(unpack.hashes(), None);
        let mut unpack = open();
        assert!(unpack.numbers().is_some());
        assert_eq!(unpack.seal(), None, "not all was read");
    }
}
