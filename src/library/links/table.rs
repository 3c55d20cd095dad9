//! A table from hashes to numbers that lies in a file as it lies in memory: reading it back is reading numbers.

/// An open table with linear probing (Knuth, volume 3, 6.4, algorithm L), at most half full. It holds numbers only; whoever
/// asks knows what each stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// A power of two of them, or none.
    slots: Vec<u32>,
    used: usize,
}

/// An empty slot.
const EMPTY: u32 = u32::MAX;
/// Slots of the smallest table.
const LEAST: usize = 16;

impl Table {
    /// The number of this hash that is the one asked for.
    pub(super) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let at = self.probe(hash, is_it)?;
        self.slots.get(at).copied().filter(|n| *n != EMPTY)
    }

    /// Puts a number in the place of the one of its hash for which `same` holds, and gives that one. `hash_of` gives the hash of
    /// a number that is in the table.
    pub(super) fn insert(
        &mut self,
        hash: u64,
        number: u32,
        same: impl Fn(u32) -> bool,
        hash_of: impl Fn(u32) -> u64,
    ) -> Option<u32> {
        if (self.used + 1) * 2 > self.slots.len() {
            self.grow(hash_of);
        }
        let at = self.probe(hash, same)?;
        let slot = self.slots.get_mut(at)?;
        let before = std::mem::replace(slot, number);
        if before == EMPTY {
            self.used += 1;
            return None;
        }
        Some(before)
    }

    /// The slot of a number, or the empty one where it belongs.
    fn probe(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        let mut at = usize::try_from(hash & last as u64).ok()?;
        for _ in 0..=last {
            let number = *self.slots.get(at)?;
            if number == EMPTY || is_it(number) {
                return Some(at);
            }
            at = (at + 1) & last;
        }
        None
    }

    fn grow(&mut self, hash_of: impl Fn(u32) -> u64) {
        let room = (self.slots.len() * 2).max(LEAST);
        let before = std::mem::replace(&mut self.slots, vec![EMPTY; room]);
        for number in before.into_iter().filter(|n| *n != EMPTY) {
            let at = self.probe(hash_of(number), |_| false);
            if let Some(slot) = at.and_then(|at| self.slots.get_mut(at)) {
                *slot = number;
            }
        }
    }

    /// The slots, as a file holds them.
    pub(super) fn slots(&self) -> impl ExactSizeIterator<Item = u32> {
        self.slots.iter().copied()
    }

    /// The table of these slots of a file; `None` where that is no table of numbers below `count`.
    pub(super) fn of(slots: Vec<u32>, count: usize) -> Option<Self> {
        let mut used = 0;
        for slot in slots.iter().filter(|s| **s != EMPTY) {
            if *slot as usize >= count {
                return None;
            }
            used += 1;
        }
        let fits = slots.is_empty() || slots.len().is_power_of_two();
        (fits && used * 2 <= slots.len()).then_some(Self { slots, used })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_read_back() {
        // Few different hashes, so that many numbers meet.
        let hash = |n: u32| u64::from(n % 7) << 3;
        let mut table = Table::default();
        assert_eq!(table.find(3, |_| true), None);
        for n in 0..100 {
            assert_eq!(table.insert(hash(n), n, |m| m == n, hash), None);
        }
        for n in 0..100 {
            assert_eq!(table.find(hash(n), |m| m == n), Some(n));
        }
        assert_eq!(table.insert(hash(5), 105, |m| m == 5, hash), Some(5));
        assert_eq!(table.find(hash(5), |m| m == 5), None);
        let slots: Vec<u32> = table.slots().collect();
        let again = Table::of(slots.clone(), 106).unwrap();
        assert_eq!(again.find(hash(105), |m| m == 105), Some(105));
        assert!(
            Table::of(slots.clone(), 105).is_none(),
            "a number too large"
        );
        assert!(
            Table::of(slots[1..].to_vec(), 106).is_none(),
            "no power of two"
        );
        assert!(Table::of(vec![1; 16], 106).is_none(), "too full");
    }
}
