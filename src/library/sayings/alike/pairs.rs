//! Small numbers by hashes, millions of them: eight bytes each, and a free place for every few.
//!
//! An open hash table without deletion (Knuth, 6.4, linear probing). Of a hash the first 46 bits are kept, so that two of a
//! million are taken for one about once in a hundred such tables.

/// Bits of a place that hold the number, one more than it is; nought where the place is free.
const NUMBER: u64 = (1 << 18) - 1;

/// Places at first.
const FEW: usize = 1 << 10;

/// The numbers of hashes.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// As many as a power of two; those of one hash stand in the order in which they came.
    slots: Vec<u64>,
    used: usize,
}

impl Pairs {
    /// The numbers of a hash, in the order in which they were added.
    pub(super) fn of(&self, hash: u64) -> impl Iterator<Item = u32> {
        let slots = run(self.slots.len(), hash).filter_map(|at| self.slots.get(at));
        let held = slots.take_while(|slot| **slot & NUMBER > 0);
        let own = held.filter(move |slot| (**slot ^ hash) & !NUMBER == 0);
        own.filter_map(|slot| u32::try_from((slot & NUMBER) - 1).ok())
    }

    /// Adds a number to those of a hash, unless it is the last of them or they are `most` already. One that does not fit its
    /// bits is left out.
    pub(super) fn add(&mut self, hash: u64, number: u32, most: usize) {
        let (mut count, mut last) = (0, None);
        for known in self.of(hash) {
            (count, last) = (count + 1, Some(known));
        }
        let one_more = u64::from(number) + 1;
        if count >= most || last == Some(number) || one_more > NUMBER {
            return;
        }
        if (self.used + 1) * 8 > self.slots.len() * 7 {
            self.grow();
        }
        self.put(hash & !NUMBER | one_more);
        self.used += 1;
    }

    fn put(&mut self, slot: u64) {
        let free = |at: &usize| self.slots.get(*at).is_some_and(|s| s & NUMBER == 0);
        let free = run(self.slots.len(), slot).find(free);
        if let Some(place) = free.and_then(|at| self.slots.get_mut(at)) {
            *place = slot;
        }
    }

    /// Twice as many places. From a free one on, so that what stands in one row keeps its order.
    fn grow(&mut self) {
        let more = vec![0; (self.slots.len() * 2).max(FEW)];
        let old = std::mem::replace(&mut self.slots, more);
        let free = old.iter().position(|s| s & NUMBER == 0).unwrap_or(0);
        let (end, begin) = old.split_at_checked(free).unwrap_or_default();
        for slot in begin.iter().chain(end).filter(|s| **s & NUMBER > 0) {
            self.put(*slot);
        }
    }
}

/// The places among so many where a hash may stand, from its own on.
fn run(places: usize, hash: u64) -> impl Iterator<Item = usize> {
    // By its first bits, which are kept.
    let own = hash.checked_shr(64 - places.max(1).ilog2()).unwrap_or(0);
    let own = usize::try_from(own).unwrap_or_default();
    (own..places).chain(0..own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_64;

    #[test]
    fn numbers_come_back_in_their_order() {
        let mut pairs = Pairs::default();
        let hash = |n: u32| xxh3_64(&(n % 700).to_le_bytes());
        for n in 0..3000 {
            pairs.add(hash(n), n, 4);
            pairs.add(hash(n), n, 4);
        }
        for n in 0..700 {
            let want: Vec<u32> = (0..4).map(|turn| n + turn * 700).collect();
            assert_eq!(pairs.of(hash(n)).collect::<Vec<_>>(), want);
        }
        assert_eq!(pairs.of(xxh3_64(b"another")).count(), 0);
        pairs.add(7, u32::MAX, 4);
        assert_eq!(pairs.of(7).count(), 0);
    }
}
