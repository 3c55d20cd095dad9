//! How well two titles fit, word by word.

use super::{
    names::Word,
    series::{self, Verdict},
};

/// What two titles share, and what they do not. Weights are in nats.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fit {
    /// Share of the asked title's weight that is in the other.
    asked: f32,
    /// Share of the other title's weight that is in the asked one.
    found: f32,
    /// Weight shared.
    shared: f32,
    /// Trigrams shared (Dice).
    trigrams: f32,
    /// Weight of the longest run of words that stand alike in both, as a share of the lighter title's weight.
    run: f32,
    /// Heaviest word of the asked title that the other lacks.
    lacks: f32,
    /// They are two instalments of a series: one is never meant by the other.
    pub(super) series: bool,
    /// They are of one mould, and name different things in it: "The case for slow food", "The case for slow trains".
    mould: bool,
}

/// How sure a link must be to be drawn. On 407 titles with known answers, on which this value was chosen, wrong links
/// begin below 0.75. Of 4,000 headlines taken out of their library 2.3 % were linked to another: some 40 % of these,
/// read by eye, to the same story told twice, the others mostly to a headline of the same mould.
pub(super) const SURE: f32 = 0.8;
/// How sure a link may be at the most where two titles are of one mould: it is offered and not drawn.
const DOUBT: f32 = 0.6;
/// Weight in nats of a word that names a thing, at the least.
const NAMING: f32 = 4.5;
/// How sure a link must be to be offered as a perhaps.
pub(super) const PERHAPS: f32 = 0.3;
/// Likeness that some title has to any other in a library of 40,000 (the median): in a small library nothing may come
/// near a title, and that proves little.
const BYSTANDER: f32 = 1.0;

impl Fit {
    /// The same, with the trigrams of both titles compared.
    pub(super) fn with_trigrams(mut self, asked: &[u64], found: &str) -> Self {
        self.trigrams = dice(asked, &trigrams(found));
        self
    }

    /// Orders the titles that may be meant; 0 to about 4.
    pub(super) fn likeness(&self) -> f32 {
        let harmonic = 2.0 * self.asked * self.found / (self.asked + self.found).max(0.001);
        let more = self.asked.max(self.found);
        harmonic + self.trigrams + 0.5 * self.run + 0.5 * more + self.shared.min(60.0) / 120.0
    }

    /// How sure it is that this title is meant, 0 to 1, when the next has likeness `next`. Logistic regression on
    /// titles with known answers and on headlines taken out of their library, rounded.
    pub(super) fn sureness(&self, next: f32) -> f32 {
        let ahead = self.likeness() - next.max(BYSTANDER);
        let sum = self.asked + 0.65 * self.run + 0.08 * self.shared.min(50.0) - 0.12 * self.lacks
            + 3.1 * ahead.clamp(-1.5, 1.5)
            - 3.87;
        let sure = 1.0 / (1.0 + (-sum).exp());
        if self.mould { sure.min(DOUBT) } else { sure }
    }
}

/// Compares the words of the asked title with those of another. `cut` says that the last asked word may be a piece.
pub(super) fn fit(asked: &[Word<'_>], found: &[Word<'_>], cut: bool) -> Fit {
    let pairs = align(asked, found, cut);
    let sum = |words: &[Word<'_>]| words.iter().map(|w| w.weight).sum::<f32>().max(0.001);
    let mut fit = Fit::default();
    let (mut in_asked, mut in_found) = (0.0, 0.0);
    let (mut run, mut best, mut next) = (0.0_f32, 0.0_f32, usize::MAX);
    for (word, pair) in asked.iter().zip(&pairs) {
        let Some((at, credit)) = *pair else {
            fit.lacks = fit.lacks.max(word.weight);
            next = usize::MAX;
            continue;
        };
        let other = found.get(at).map_or(0.0, |w| w.weight);
        let shared = word.weight.min(other) * credit;
        in_asked += word.weight * credit;
        in_found += other * credit;
        fit.shared += shared;
        run = if at == next { run + shared } else { shared };
        best = best.max(run);
        next = at + 1;
    }
    fit.asked = in_asked / sum(asked);
    fit.found = in_found / sum(found);
    fit.run = best / sum(asked).min(sum(found));
    fit.series = are_instalments(asked, found, cut);
    fit.mould = !cut && are_of_one_mould(asked, found, &pairs);
    fit
}

/// Whether two titles are the same word for word but for a few, in whose places each has a name of its own.
fn are_of_one_mould(
    asked: &[Word<'_>],
    found: &[Word<'_>],
    pairs: &[Option<(usize, f32)>],
) -> bool {
    if asked.len() != found.len() {
        return false;
    }
    let (mut other, mut named) = (0, false);
    for (n, pair) in pairs.iter().enumerate() {
        if let Some((at, _)) = *pair {
            if at != n {
                return false;
            }
            continue;
        }
        let weight = |words: &[Word<'_>]| words.get(n).map_or(0.0, |w| w.weight);
        other += 1;
        named |= weight(asked).min(weight(found)) >= NAMING;
    }
    // One word of a long headline is only edited.
    named && other * 3 <= asked.len().max(3) && other * 6 > asked.len()
}

fn are_instalments(asked: &[Word<'_>], found: &[Word<'_>], cut: bool) -> bool {
    // The last piece of a cut title may be a piece of a number.
    let whole = asked.len() - usize::from(cut && !asked.is_empty());
    let asked: Vec<&str> = asked.iter().take(whole).map(|w| w.text).collect();
    let found: Vec<&str> = found.iter().map(|w| w.text).collect();
    series::compare(&asked, &found) == Verdict::Differ
}

/// For each asked word the place of the word it meets in the other title, and how surely it is the same.
fn align(asked: &[Word<'_>], found: &[Word<'_>], cut: bool) -> Vec<Option<(usize, f32)>> {
    let mut taken = vec![false; found.len()];
    let mut pairs: Vec<Option<(usize, f32)>> = vec![None; asked.len()];
    let mut expected = 0;
    for (word, pair) in asked.iter().zip(&mut pairs) {
        let Some(id) = word.id else { continue };
        let free = |n: usize| {
            found.get(n).is_some_and(|w| w.id == Some(id)) && taken.get(n) == Some(&false)
        };
        let at = (expected..found.len())
            .chain(0..expected)
            .find(|n| free(*n));
        let Some(at) = at else { continue };
        *pair = Some((at, 1.0));
        expected = at + 1;
        if let Some(t) = taken.get_mut(at) {
            *t = true;
        }
    }
    for (n, word) in asked.iter().enumerate() {
        if pairs.get(n).is_some_and(Option::is_some) {
            continue;
        }
        let ends = cut && n + 1 == asked.len();
        let best = found
            .iter()
            .enumerate()
            .filter(|(at, _)| taken.get(*at) == Some(&false))
            .map(|(at, w)| (at, kinship(word.text, w.text, ends)))
            .filter(|(_, credit)| *credit > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, credit)) = best {
            if let Some(pair) = pairs.get_mut(n) {
                *pair = Some((at, credit));
            }
            if let Some(t) = taken.get_mut(at) {
                *t = true;
            }
        }
    }
    pairs
}

/// How surely two different words are the same: a cut one and its whole, a slip of the keyboard, one stem.
fn kinship(a: &str, b: &str, cut: bool) -> f32 {
    if cut && b.starts_with(a) {
        return 1.0;
    }
    let digit = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < 4 || digit(a) || digit(b) || long - short > 5 {
        return 0.0;
    }
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let ending = |w: &str| w.get(common..).is_some_and(|e| ENDINGS.contains(&e));
    if common >= 3 && ending(a) && ending(b) {
        return 0.75;
    }
    let tail = a
        .bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(|(x, y)| x == y)
        .count();
    // One letter replaced, dropped or doubled, or two swapped.
    if short >= 5
        && (common + tail + 1 >= long
            || (long == short && common + tail + 2 == long && swapped(a, b, common)))
    {
        return 0.75;
    }
    if common >= 5 && common * 10 >= long * 6 {
        return 0.5;
    }
    0.0
}

/// Endings by which the forms of one word differ, in the languages that headlines come in most.
const ENDINGS: &[&str] = &[
    "", "a", "al", "an", "ans", "e", "ed", "en", "er", "ers", "es", "ian", "ians", "ied", "ies",
    "ing", "ion", "ions", "d", "ly", "n", "ns", "o", "os", "r", "s", "st", "t", "y", "em",
];

fn swapped(a: &str, b: &str, at: usize) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.get(at).is_some() && a.get(at) == b.get(at + 1) && a.get(at + 1) == b.get(at)
}

/// The trigrams of a folded title, sorted.
pub(super) fn trigrams(folded: &str) -> Vec<u64> {
    let mut found = Vec::with_capacity(folded.len() + 2);
    let mut last = 0_u64;
    for c in folded.chars().chain(" ".chars()).take(400) {
        last = (last << 21 | u64::from(c)) & 0x7fff_ffff_ffff_ffff;
        found.push(last);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Share of the trigrams that two titles have in common (Dice's coefficient).
#[expect(clippy::cast_precision_loss, reason = "a few hundred trigrams")]
fn dice(a: &[u64], b: &[u64]) -> f32 {
    let (mut x, mut y, mut both) = (0, 0, 0_usize);
    while let (Some(p), Some(q)) = (a.get(x), b.get(y)) {
        match p.cmp(q) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                x += 1;
                y += 1;
            }
        }
    }
    2.0 * both as f32 / (a.len() + b.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kin_words_are_slips_cuts_and_forms_of_one_word() {
        for (a, b, cut, kin) in [
            ("breastfeednig", "breastfeeding", false, true),
            ("briitsh", "british", false, true),
            ("soldier", "soldiers", false, true),
            ("ferries", "ferry", false, true),
            ("environ", "environmental", true, true),
            ("ferry", "harbour", false, false),
            ("fenup", "fen", false, false),
            ("2024", "2025", false, false),
        ] {
            assert_eq!(kinship(a, b, cut) > 0.0, kin, "{a} {b}");
        }
    }

    #[test]
    fn trigrams_of_one_text_are_all_shared() {
        let (a, b) = (trigrams("the old ferry"), trigrams("a new bridge"));
        assert!((dice(&a, &a) - 1.0).abs() < f32::EPSILON);
        assert!(dice(&a, &b) < 0.2);
    }
}
