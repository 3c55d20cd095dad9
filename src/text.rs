//! Text measured: byte spans, cell widths, graphemes, and [`Clean`], the one door through which foreign text passes.
//!
//! No other module measures text itself, and no text reaches a screen, an output, an error or a log unless it went
//! through [`Clean`].

mod clean;
mod sentences;
mod widths;

pub use clean::Clean;
pub use sentences::sentences;
pub use widths::{SAMPLES, Widths, measure_by, measured_by, narrow};

use unicode_segmentation::UnicodeSegmentation;

/// A half-open range of bytes of one text. An article is below 4 GiB by `Limits`, hence `u32`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte; never before `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = byte(start);
        Self {
            start,
            end: byte(end).max(start),
        }
    }

    /// The words it covers; empty where it does not fit `text`.
    #[must_use]
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The same range for indexing.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn meets(&self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `byte` lies in it.
    #[must_use]
    pub fn contains(&self, byte: u32) -> bool {
        (self.start..self.end).contains(&byte)
    }

    /// Whether `other` lies wholly in it.
    #[must_use]
    pub fn covers(&self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A byte offset as the `u32` of a [`Span`], saturating.
#[must_use]
pub fn byte(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A count of cells as a screen coordinate, saturating; the only way to make one.
#[must_use]
pub fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Width of `text` in terminal cells: grapheme by grapheme, as the terminal draws it ([`measure_by`]), control characters
/// none.
#[must_use]
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    graphemes(text).map(|(_, w)| usize::from(w)).sum()
}

/// The grapheme clusters of `text`, each with its width in cells. Zero-width clusters (a lone joiner, a control
/// character) are given with width 0; a painter draws none of them.
#[must_use]
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (&str, u16)> {
    // Most text is plain, and then every character is a cluster of one cell.
    let (plain, other) = if is_plain(text) {
        (text, "")
    } else {
        ("", text)
    };
    let plain = plain.split_inclusive(every).map(|g| (g, 1));
    let widths = measured_by();
    plain.chain(other.graphemes(true).map(move |g| {
        let w = if g.contains(char::is_control) {
            0
        } else {
            widths.of(g)
        };
        (g, cells(w))
    }))
}

/// Every character.
fn every(_: char) -> bool {
    true
}

/// Whether every byte is printable ASCII, so that bytes, code points, graphemes and cells are the same count.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (b' '..=b'~').contains(&b))
}

/// The longest start of `text` that fits `room` cells, and its width.
#[must_use]
pub fn clip(text: &str, room: usize) -> (&str, usize) {
    let mut used = 0;
    let mut end = 0;
    for (g, w) in graphemes(text) {
        if used + usize::from(w) > room {
            break;
        }
        used += usize::from(w);
        end += g.len();
    }
    (text.get(..end).unwrap_or_default(), used)
}

/// `text` cut to `room` cells with a closing ellipsis where it does not fit.
#[must_use]
pub fn ellipsis(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let (start, _) = clip(text, room.saturating_sub(1));
    let mut cut = start.trim_end().to_owned();
    if room > 0 {
        cut.push('…');
    }
    cut
}

/// A count and what is counted: `1 story`, `2 stories`.
#[must_use]
pub fn many(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_screen() {
        for (text, cells) in [
            ("", 0),
            ("plain", 5),
            ("naïve", 5),
            ("e\u{301}", 1),
            ("日本", 4),
            ("👩\u{200d}💻", 2),
            ("لا", 2),
            ("a\u{200b}b", 2),
        ] {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn an_ellipsis_never_exceeds_the_room() {
        assert_eq!(ellipsis("日本語", 5), "日本…");
        assert_eq!(ellipsis("日本語", 4), "日…");
        assert_eq!(ellipsis("short", 5), "short");
        assert_eq!(ellipsis("short", 0), "");
    }
}
