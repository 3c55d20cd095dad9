//! Units to fragments: words hyphenated, and what no line can hold cut to fit.

use super::{
    drawn, hyphen,
    unit::{self, Break, Unit},
};
use crate::text::{byte, graphemes};
use hypher::Lang;

/// What an address, a path or an identifier is broken after.
const STOPS: [&str; 4] = ["/", ".", "?", "&"];
/// What a piece of one is broken after that no line can hold: behind a hyphen a reader cannot tell whose it is.
const JOINTS: [&str; 3] = ["=", "-", "_"];

/// What hangs beyond the edge of a line: signs with more paper than ink. Each is of one cell.
const HANGING: [char; 14] = [
    '.', ',', ';', ':', '!', '?', '-', '‐', '"', '\'', '”', '’', '»', '…',
];

/// A piece of a paragraph that no line breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fragment {
    /// Its first byte.
    pub(super) start: u32,
    /// One past its last byte, white space after it left out.
    pub(super) end: u32,
    /// Cells of the paragraph before it, were it set in one line.
    pub(super) from: u32,
    /// The same at its end.
    pub(super) to: u32,
    /// Spaces that stretch, before it.
    pub(super) gaps_before: u32,
    /// The same at its end.
    pub(super) gaps: u32,
    /// How a line ends that ends here.
    pub(super) ends: Break,
    /// Cells of such a line that hang beyond its edge, those of the hyphen included: 0 or 1.
    pub(super) hangs: u32,
}

/// The fragments of `text`, which is a paragraph or a line of one and begins at byte `base`; none is wider than
/// `room` cells but for a single grapheme. Hyphenated in `lang`; `None` for not at all.
pub(super) fn fragments(text: &str, base: u32, room: usize, lang: Option<Lang>) -> Vec<Fragment> {
    fragments_with(text, base, room, lang, false)
}

/// The same for lines whose last sign hangs.
pub(super) fn hanging(text: &str, base: u32, room: usize, lang: Option<Lang>) -> Vec<Fragment> {
    fragments_with(text, base, room, lang, true)
}

fn fragments_with(
    text: &str,
    base: u32,
    room: usize,
    lang: Option<Lang>,
    hang: bool,
) -> Vec<Fragment> {
    let units = unit::units(text);
    let mut maker = Maker {
        text,
        base,
        room,
        hang,
        made: Vec::with_capacity(units.len() * 2),
        cells: 0,
        gaps: 0,
    };
    let mut points = Vec::new();
    let mut before = Break::Free;
    let last = units.len().saturating_sub(1);
    for (index, unit) in units.iter().enumerate() {
        points.clear();
        let whole = before == Break::Free && unit.ends == Break::Free;
        if let Some(lang) = lang
            && whole
            && (index < last || unit.width > room)
        {
            hyphen::points(maker.words(unit.start, unit.end), lang, &mut points);
        }
        before = unit.ends;
        maker.unit(unit, &points);
    }
    maker.made
}

/// The words of a unit, each with the spaces after it; a space that bears a combining mark is part of a word.
fn runs(words: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let (mut from, mut at) = (0, 0);
    let mut spaced = false;
    for (g, _) in graphemes(words) {
        if spaced && g != " " {
            runs.extend(words.get(from..at));
            from = at;
        }
        spaced = g == " ";
        at += g.len();
    }
    runs.extend(words.get(from..));
    runs
}

/// The pieces of a word that end with one of these graphemes, and the rest.
fn parted<'a>(word: &'a str, stops: &[&str]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    for (g, _) in graphemes(word) {
        at += g.len();
        if stops.contains(&g) {
            pieces.extend(word.get(from..at));
            from = at;
        }
    }
    pieces.extend(word.get(from..).filter(|rest| !rest.is_empty()));
    pieces
}

/// Makes fragments of units.
struct Maker<'a> {
    text: &'a str,
    base: u32,
    room: usize,
    hang: bool,
    made: Vec<Fragment>,
    /// Cells and gaps made so far.
    cells: u32,
    gaps: u32,
}

impl<'a> Maker<'a> {
    fn words(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Makes the fragments of a unit that may be hyphenated at `points`.
    fn unit(&mut self, unit: &Unit, points: &[usize]) {
        let hyphen = usize::from(unit.ends == Break::Hyphen);
        let fits = unit.width + hyphen <= self.room;
        if points.is_empty() && fits {
            self.push(unit);
        } else if !points.is_empty() && (fits || self.syllables_fit(unit, points)) {
            self.pieces(unit, points.iter().map(|p| (*p, Break::Hyphen)));
        } else {
            self.long(unit);
        }
    }

    /// Whether a line holds each piece of a word parted at `points`, with its hyphen.
    fn syllables_fit(&self, unit: &Unit, points: &[usize]) -> bool {
        let mut start = unit.start;
        let ends = points.iter().map(|p| unit.start + p);
        ends.chain([unit.end]).all(|end| {
            let width = drawn::width(self.words(start, end));
            start = end;
            width < self.room
        })
    }

    /// Makes a fragment of each piece of a unit that ends at one of `cuts`, offsets in the unit, and of the rest.
    fn pieces(&mut self, unit: &Unit, cuts: impl Iterator<Item = (usize, Break)>) {
        let mut start = unit.start;
        for (cut, ends) in cuts {
            let end = unit.start + cut;
            self.push(&Unit {
                start,
                end,
                width: drawn::width(self.words(start, end)),
                ends,
                ..Unit::default()
            });
            start = end;
        }
        self.push(&Unit {
            start,
            width: drawn::width(self.words(start, unit.end)),
            inner: 0,
            ..*unit
        });
    }

    /// Makes fragments of a unit that no line can hold: at the spaces in it, at punctuation that parts names, else
    /// between its graphemes.
    fn long(&mut self, unit: &Unit) {
        let mut start = unit.start;
        let words = self.words(unit.start, unit.end);
        for run in runs(words) {
            let word = run.trim_end_matches(' ');
            let end = start + word.len();
            let space = run.len() - word.len();
            let last = start + run.len() == unit.end;
            let piece = Unit {
                start,
                end,
                width: drawn::width(word),
                space: if last { unit.space } else { space },
                inner: 0,
                outer: if last { unit.outer } else { byte(space) },
                ends: if last { unit.ends } else { Break::Free },
            };
            start += run.len();
            let hyphen = usize::from(piece.ends == Break::Hyphen);
            if piece.width + hyphen <= self.room {
                self.push(&piece);
            } else {
                self.torn(&piece, word);
            }
        }
    }

    /// Makes fragments of one word that no line can hold.
    fn torn(&mut self, unit: &Unit, word: &str) {
        let mut cuts = Vec::new();
        let mut at = 0;
        let mut pieces = Vec::new();
        for piece in parted(word, &STOPS) {
            if drawn::width(piece) > self.room {
                pieces.extend(parted(piece, &JOINTS));
            } else {
                pieces.push(piece);
            }
        }
        for piece in pieces {
            let wide = drawn::width(piece) > self.room;
            let mut end = at;
            for (g, own) in graphemes(piece) {
                if wide && own > 0 && end > at {
                    cuts.push((end, Break::Inside));
                }
                end += g.len();
            }
            at = end;
            // Not between the two strokes of "://", where there is room for both.
            let (so_far, rest) = word.split_at_checked(at).unwrap_or((word, ""));
            let scheme = so_far.ends_with(":/") && rest.starts_with('/') && at < self.room;
            if at < word.len() && !scheme {
                cuts.push((at, Break::Inside));
            }
        }
        let ends = if unit.ends == Break::Hyphen {
            Break::Inside
        } else {
            unit.ends
        };
        self.pieces(&Unit { ends, ..*unit }, cuts.into_iter());
    }

    fn push(&mut self, unit: &Unit) {
        let from = self.cells;
        // What has no width goes with what it follows, so that no line holds more fragments than cells.
        if let Some(last) = self.made.last_mut()
            && unit.width + unit.space == 0
            && last.to == from
        {
            last.end = self.base + byte(unit.end);
            last.ends = unit.ends;
            last.hangs = 0;
            return;
        }
        let to = from + byte(unit.width);
        let gaps_before = self.gaps;
        let gaps = gaps_before + unit.inner;
        self.cells = to + byte(unit.space);
        self.gaps = gaps + unit.outer;
        self.made.push(Fragment {
            start: self.base + byte(unit.start),
            end: self.base + byte(unit.end),
            from,
            to,
            gaps_before,
            gaps,
            ends: unit.ends,
            hangs: u32::from(self.hang && self.hangs(unit)),
        });
    }

    /// Whether the last sign of a unit, or the hyphen drawn behind it, is one that hangs.
    fn hangs(&self, unit: &Unit) -> bool {
        unit.width > 1
            && (unit.ends == Break::Hyphen || self.words(unit.start, unit.end).ends_with(HANGING))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fragments of a text for lines of `room` cells, a drawn hyphen behind those that have one.
    fn pieces(text: &str, room: usize) -> Vec<String> {
        let set = fragments(text, 0, room, Some(Lang::English));
        let words = |f: &Fragment| text.get(f.start as usize..f.end as usize).unwrap();
        set.iter()
            .map(|f| {
                format!(
                    "{}{}",
                    words(f),
                    if f.ends == Break::Hyphen { "~" } else { "" }
                )
            })
            .collect()
    }

    #[test]
    fn words_are_hyphenated_but_for_the_last_and_compounds() {
        for (text, want) in [
            (
                "the government left",
                &["the", "gov~", "ern~", "ment", "left"][..],
            ),
            ("a government", &["a", "government"]),
            ("self-government now", &["self-", "government", "now"]),
            ("co\u{ad}operation is", &["co~", "operation", "is"]),
        ] {
            assert_eq!(pieces(text, 20), want);
        }
    }

    #[test]
    fn what_no_line_holds_is_cut_to_fit() {
        for (text, room, want) in [
            (
                "abcdefg hi",
                3,
                &["a", "b", "c", "d", "e", "f", "g", "hi"][..],
            ),
            ("e\u{301}e\u{301}e", 2, &["e\u{301}", "e\u{301}", "e"]),
            ("日本", 1, &["日", "本"]),
            (
                "https://a.org/page?q=1",
                8,
                &["https://", "a.", "org/", "page?", "q=1"],
            ),
            (
                "a.org/b-c-d/longer-words",
                8,
                &["a.", "org/", "b-c-d/", "longer-", "words"],
            ),
            (":/0A", 3, &[":/", "0A"]),
            ("a://b", 4, &["a://", "b"]),
            ("Mr. Smith", 6, &["Mr.", "Smith"]),
            ("x_y-abcdef", 4, &["x_", "y-", "a", "b", "c", "d", "e", "f"]),
        ] {
            assert_eq!(pieces(text, room), want, "{text}");
        }
    }

    #[test]
    fn fragments_count_cells_and_gaps_on() {
        let set = fragments("日本 and  more", 10, 20, None);
        let counts: Vec<_> = set
            .iter()
            .map(|f| (f.start, f.from, f.to, f.gaps_before, f.gaps))
            .collect();
        assert_eq!(
            counts,
            [
                (10, 0, 2, 0, 0),
                (13, 2, 4, 0, 0),
                (17, 5, 8, 1, 1),
                (22, 10, 14, 3, 3)
            ]
        );
    }
}
