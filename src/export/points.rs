//! Bytes of a text to code points, for a contract that counts in these.

use crate::text::Span;

/// Bytes between two counts that are kept.
const STEP: usize = 64;

/// Answers how many code points stand before a byte.
pub(super) struct Points<'a> {
    text: &'a str,
    /// Code points before every byte that is a multiple of [`STEP`]; none where every code point is one byte.
    counts: Vec<usize>,
}

impl<'a> Points<'a> {
    /// Counts in one pass over `text`.
    pub(super) fn of(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                counts.push(before);
                before += starts(chunk);
            }
        }
        Self { text, counts }
    }

    /// Code points before `byte`; all of them where it lies beyond the end.
    pub(super) fn at(&self, byte: u32) -> usize {
        let byte = (byte as usize).min(self.text.len());
        // A text that ends at a step has no chunk behind it.
        let Some(last) = self.counts.len().checked_sub(1) else {
            return byte;
        };
        let from = (byte / STEP).min(last);
        let known = self.counts.get(from).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(from * STEP..byte);
        known + rest.map_or(0, starts)
    }

    /// Both ends of a span.
    pub(super) fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// Code points that begin in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_has_the_count_of_a_plain_count() {
        let mixed = "naïve — “日本” 👩‍💻 ".repeat(20);
        let even = "é".repeat(STEP);
        for text in ["", "plain", &mixed, &even] {
            let points = Points::of(text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.at(u32::try_from(byte).unwrap()), n);
            }
            assert_eq!(points.at(u32::MAX), text.chars().count());
        }
    }
}
