//! The beginnings of words, to be set off so that the eye finds hold.

use crate::text::{Span, byte};

/// The first letters of each word in `span`: two of five, one at least.
pub(super) fn heads(text: &str, span: Span) -> Vec<Span> {
    let mut heads = Vec::new();
    let mut at = span.start;
    for word in span
        .of(text)
        .split_inclusive(|c: char| !c.is_alphanumeric())
    {
        let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let count = letters.chars().count();
        let head: usize = letters
            .chars()
            .take((2 * count).div_ceil(5))
            .map(char::len_utf8)
            .sum();
        if head > 0 {
            heads.push(Span {
                start: at,
                end: at + byte(head),
            });
        }
        at += byte(word.len());
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_of_five_begin_a_word() {
        let text = "A day at the seaside, l’été";
        let heads = heads(text, Span::new(0, text.len()));
        let words: Vec<&str> = heads.iter().map(|s| s.of(text)).collect();
        assert_eq!(words, ["A", "da", "a", "th", "sea", "l", "ét"]);
    }
}
