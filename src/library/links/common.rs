//! Words that tell little in any library: those that many headlines have.

use std::{collections::HashMap, sync::LazyLock};

/// In how many of the imagined headlines a word stands.
pub(super) fn beside(word: &str) -> f32 {
    let small = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    match COMMON.get(word) {
        Some(often) => *often,
        None if small => FREQUENT,
        None => 2.0,
    }
}

/// Whether a folded word tells little in any library.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains_key(word)
}

const FUNCTION: f32 = 1500.0;
const FREQUENT: f32 = 130.0;

/// Words that tell little in any library, and in how many of the imagined headlines they stand.
static COMMON: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    let mut often = FUNCTION;
    for line in include_str!("../../../assets/links/common.txt").lines() {
        match line {
            "[frequent]" => often = FREQUENT,
            _ if line.starts_with(['#', '[']) => {}
            _ => {
                for word in line.split_whitespace().skip(1) {
                    found.entry(word).or_insert(often);
                }
            }
        }
    }
    found
});
