//! Words that were said before: the same, nearly the same, or a piece of them.
//!
//! Folded words go in; the numbers of earlier ones that share most of their runs of three words come out. Cost is that
//! of the words, however many came before.

mod pairs;

use std::collections::HashMap;

use pairs::Pairs;
use xxhash_rust::xxh3::xxh3_64;

/// Words in a shingle (Broder 1997, "On the resemblance and containment of documents").
const SHINGLE: usize = 3;
/// Shingles of one quotation that are kept at most; sayings for one shingle.
const MOST: usize = 256;
const CROWD: usize = 16;
/// Share of the shingles of the shorter that both must have.
const SHARED: f64 = 0.6;
/// Sayings that are kept to be compared with: what comes after them is compared, but not with itself.
const KEPT: usize = 200_000;
/// Words from which words alone tell what was said; fewer are said by many.
pub(super) const TELLING: usize = 5;

/// Everything said so far.
#[derive(Debug, Default)]
pub(super) struct Alike {
    exact: Pairs,
    shingles: Pairs,
    lengths: Vec<u16>,
}

impl Alike {
    /// Numbers of earlier words that these may repeat, the likeliest first.
    pub(super) fn find(&self, words: &[&str]) -> Vec<u32> {
        let mut found: Vec<u32> = self.exact.of(key(words)).collect();
        if words.len() < TELLING {
            return found;
        }
        let own = shingles(words);
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for shingle in &own {
            for number in self.shingles.of(*shingle) {
                *shared.entry(number).or_default() += 1;
            }
        }
        let mut near: Vec<(u32, f64)> = shared
            .into_iter()
            .filter_map(|(number, count)| {
                let other = self.lengths.get(number as usize).copied()?;
                let least = own.len().min(other.into());
                let telling = least + SHINGLE > TELLING;
                let share = share(count, least);
                (telling && share >= SHARED).then_some((number, share))
            })
            .collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.extend(near.into_iter().map(|n| n.0));
        found
    }

    /// Keeps words under the next number; of a number that is there already, `number`, their shingles join the others.
    pub(super) fn keep(&mut self, number: u32, words: &[&str]) {
        if number as usize >= KEPT {
            return;
        }
        let own = shingles(words);
        if number as usize == self.lengths.len() {
            self.lengths
                .push(u16::try_from(own.len()).unwrap_or(u16::MAX));
        }
        self.exact.add(key(words), number, CROWD);
        for shingle in own {
            self.shingles.add(shingle, number, CROWD);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts below 256")]
fn share(count: usize, of: usize) -> f64 {
    count as f64 / of.max(1) as f64
}

fn key(words: &[&str]) -> u64 {
    xxh3_64(words.join(" ").as_bytes())
}

fn shingles(words: &[&str]) -> Vec<u64> {
    let mut all: Vec<u64> = words.windows(SHINGLE).take(MOST).map(key).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_others_not() {
        let said = "we will not move one inch from what was agreed in the spring";
        for (again, found) in [
            (said, true),
            ("we will not move one inch from what was agreed", true),
            (
                "we will never move one inch from what was agreed in spring",
                true,
            ),
            ("we will not move one bit of this", false),
            ("one inch", false),
            ("in the spring we agreed what was from one inch", false),
        ] {
            let mut alike = Alike::default();
            alike.keep(0, &said.split(' ').collect::<Vec<_>>());
            let words: Vec<_> = again.split(' ').collect();
            assert_eq!(alike.find(&words).contains(&0), found, "{again}");
        }
    }

    #[test]
    fn few_words_are_found_only_as_they_were() {
        let mut alike = Alike::default();
        alike.keep(0, &["no", "comment"]);
        assert_eq!(alike.find(&["no", "comment"]), [0]);
        assert!(alike.find(&["no", "comment", "yet"]).is_empty());
    }
}
