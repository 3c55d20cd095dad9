//! Text to units: words, or parts of words, between which a line may end.
//!
//! Where a line may end is one law with two paths to it: plain ASCII by [`glue`] alone; all else by UAX 14, as
//! icu_segmenter has it, tailored by [`glue`]. A test holds the two paths to the same answer.

use super::{drawn, glue};
use crate::text::{self, graphemes};
use icu_segmenter::{
    LineSegmenter,
    options::{LineBreakOptions, LineBreakStrictness},
};

/// How a line ends that ends with a unit or a fragment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Break {
    /// At white space, or where a script parts words by nothing.
    #[default]
    Free,
    /// After a hyphen or a dash of the text.
    Dash,
    /// With a hyphen that is drawn.
    Hyphen,
    /// Inside an address or a word that no line can hold, with nothing drawn.
    Inside,
}

/// Words that hold together, and the white space after them. Offsets are bytes of the text given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its first byte.
    pub(super) start: usize,
    /// One past its last byte, white space after it left out.
    pub(super) end: usize,
    /// Cells up to its end.
    pub(super) width: usize,
    /// Cells of the white space after it.
    pub(super) space: usize,
    /// Spaces that stretch (U+0020) in it.
    pub(super) inner: u32,
    /// Spaces that stretch after it.
    pub(super) outer: u32,
    /// How a line ends here.
    pub(super) ends: Break,
}

/// The units of `text`, which has no LF.
pub(super) fn units(text: &str) -> Vec<Unit> {
    if text::is_plain(text) {
        plain(text)
    } else {
        segmented(text)
    }
}

/// The units of plain ASCII text.
fn plain(text: &str) -> Vec<Unit> {
    let mut maker = Maker::new(text.len());
    let mut at = 0;
    for run in text.split_inclusive(' ') {
        let word = run.strip_suffix(' ').unwrap_or(run);
        maker.word(word, at, &Plain);
        maker.space(run.get(word.len()..).unwrap_or_default());
        at += run.len();
    }
    maker.done()
}

/// Where UAX 14 lets a line end in `text`, as byte offsets, ascending, from 0 and with its end: before our tailoring,
/// with the strict rules of Japanese and the dictionaries of scripts that part words by nothing.
#[must_use]
pub fn opportunities(text: &str) -> Vec<usize> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    LineSegmenter::new_auto(options).segment_str(text).collect()
}

/// The units of any text.
fn segmented(text: &str) -> Vec<Unit> {
    let law = Segmented {
        text,
        offered: opportunities(text),
    };
    let mut maker = Maker::new(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let at = text.len() - rest.len();
        let word = rest.split(is_space).next().unwrap_or_default();
        maker.word(word, at, &law);
        let after = rest.get(word.len()..).unwrap_or_default();
        rest = after.trim_start_matches(is_space);
        maker.space(after.get(..after.len() - rest.len()).unwrap_or_default());
    }
    maker.done()
}

/// Whether a line may end at this white space.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Where a line may end.
trait Law {
    /// Whether it may end at the white space between the words `left` and `right`, the second at byte `at`.
    fn between(&self, left: &str, right: &str, at: usize) -> bool;
    /// Tells `each` place inside the `word` at byte `at` where it may end, as an offset in the word, ascending.
    fn inside(&self, word: &str, at: usize, each: &mut dyn FnMut(usize, Break));
}

/// The law of plain ASCII.
struct Plain;

impl Law for Plain {
    fn between(&self, left: &str, right: &str, _: usize) -> bool {
        !glue::glued(left, right)
    }

    fn inside(&self, word: &str, _: usize, each: &mut dyn FnMut(usize, Break)) {
        let bytes = word.as_bytes();
        if !bytes.contains(&b'-') || glue::is_address(word) {
            return;
        }
        for (at, _) in bytes.iter().enumerate().filter(|(_, b)| **b == b'-') {
            if let Some(ends) = glue::after_hyphen(bytes, at + 1) {
                each(at + 1, ends);
            }
        }
    }
}

/// The law of all text.
struct Segmented<'a> {
    text: &'a str,
    /// Where UAX 14 lets a line end, ascending.
    offered: Vec<usize>,
}

impl Segmented<'_> {
    fn offers(&self, at: usize) -> bool {
        self.offered.binary_search(&at).is_ok()
    }

    /// Whether no combining mark at byte `at` belongs to the white space before it.
    fn parts_graphemes(&self, at: usize) -> bool {
        let before = self.text.get(..at).and_then(|t| t.chars().next_back());
        let from = at - before.map_or(0, char::len_utf8);
        let (first, _) = graphemes(self.text.get(from..).unwrap_or_default())
            .next()
            .unwrap_or_default();
        first.len() <= at - from
    }
}

impl Law for Segmented<'_> {
    fn between(&self, left: &str, right: &str, at: usize) -> bool {
        let is_ascii = |c: char| c.is_ascii();
        let plain = left.ends_with(is_ascii) && right.starts_with(is_ascii);
        if self.text.get(..at).is_some_and(|t| t.ends_with('\t')) {
            return true;
        }
        (plain || (self.offers(at) && self.parts_graphemes(at))) && Plain.between(left, right, at)
    }

    fn inside(&self, word: &str, at: usize, each: &mut dyn FnMut(usize, Break)) {
        if text::is_plain(word) {
            return Plain.inside(word, at, each);
        }
        if glue::is_address(word) {
            return;
        }
        let mut before = None;
        let mut here = 0;
        for (g, _) in graphemes(word) {
            let after = g.chars().next();
            let ends = match (before, after) {
                (Some('-'), Some(a)) if a.is_ascii() => glue::after_hyphen(word.as_bytes(), here),
                (Some(b), Some(a)) if b.is_ascii() && a.is_ascii() => None,
                (Some(b), Some(a)) if glue::opens_after_dash(b, a) || self.offers(at + here) => {
                    glue::inside(b, a)
                }
                _ => None,
            };
            if let Some(ends) = ends {
                each(here, ends);
            }
            before = g.chars().next_back();
            here += g.len();
        }
    }
}

/// Makes units of words.
struct Maker<'a> {
    made: Vec<Unit>,
    /// The unit being made, and its last word.
    open: Option<(Unit, &'a str)>,
}

impl<'a> Maker<'a> {
    fn new(bytes: usize) -> Self {
        Self {
            made: Vec::with_capacity(bytes / 5),
            open: None,
        }
    }

    /// Takes the word at byte `at`.
    fn word(&mut self, word: &'a str, at: usize, law: &impl Law) {
        if drawn::seen(word).1.is_empty() {
            return;
        }
        let mut unit = match self.open.take() {
            Some((unit, left)) if !law.between(left, word, at) => Unit {
                width: unit.width + unit.space,
                space: 0,
                inner: unit.inner + unit.outer,
                outer: 0,
                ..unit
            },
            former => {
                self.made.extend(former.map(|(unit, _)| unit));
                Unit {
                    start: usize::MAX,
                    ..Unit::default()
                }
            }
        };
        let mut from = 0;
        law.inside(word, at, &mut |cut, ends| {
            unit.take(word.get(from..cut).unwrap_or_default(), at + from);
            if unit.start < unit.end {
                self.made.push(Unit { ends, ..unit });
                unit = Unit {
                    start: usize::MAX,
                    ..Unit::default()
                };
            }
            from = cut;
        });
        unit.take(word.get(from..).unwrap_or_default(), at + from);
        if unit.start < unit.end {
            self.open = Some((unit, word));
        }
    }

    /// Takes the white space after a word.
    fn space(&mut self, run: &str) {
        let Some((unit, _)) = &mut self.open else {
            return;
        };
        for c in run.chars() {
            unit.outer += u32::from(c == ' ');
            unit.space += match c {
                ' ' => 1,
                // The most that it may take.
                '\t' => usize::from(drawn::TAB),
                _ => text::width(c.encode_utf8(&mut [0; 4])),
            };
        }
    }

    fn done(mut self) -> Vec<Unit> {
        self.made.extend(self.open.map(|(unit, _)| unit));
        self.made
    }
}

impl Unit {
    /// Takes the piece of a word at byte `at`, but for what is not drawn at its ends.
    fn take(&mut self, piece: &str, at: usize) {
        let (lead, seen) = drawn::seen(piece);
        if seen.is_empty() {
            return;
        }
        self.start = self.start.min(at + lead);
        self.end = at + lead + seen.len();
        self.width += drawn::width(seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with a mark wherever a line may end: `|` at a space, `~` at a soft hyphen, `_` at a zero-width
    /// space, `¦` at nothing.
    fn marked(text: &str, units: &[Unit]) -> String {
        let mut out = String::new();
        let mut at = 0;
        for unit in units {
            out += match text.get(at..unit.start).unwrap() {
                _ if at == 0 => "",
                "" => "¦",
                "\u{ad}" => "~",
                "\u{200b}" => "_",
                _ => "|",
            };
            out += text.get(unit.start..unit.end).unwrap();
            at = unit.end;
        }
        out
    }

    #[test]
    fn lines_end_where_a_typesetter_would_end_them() {
        for want in [
            // Words and hyphens.
            "plain|words|here",
            "a|well-¦known|man",
            "an|e-mail|from|T-shirt|Ltd",
            "the|G-7|and|1990-95|and|Covid-19|and|24-hour",
            "run|--option=5|now",
            "the|end--¦and|after",
            "he|said--¦\"never\"--¦and|left",
            "go|on--",
            // Dashes never begin a line.
            "one —|two",
            "one -|two --|three –|four",
            "word—¦word—¦“word”",
            "2019–2021|and|the|north–¦south|line",
            "wait…¦what",
            "and/or|he/she",
            // Punctuation set apart.
            "really !|Yes ;|no :|so",
            "« bonjour »|dit-¦il",
            "( a )|b",
            ". . .|and|then",
            "the|[rebel|groups]|left",
            "a|(small)|house",
            "costs|$1,000.50|now",
            "AT&T|said",
            // What belongs together.
            "saw|Mr. Smith|today",
            "(Dr. Jones|came)",
            "by|J. R. R. Tolkien",
            "see|p. 12|and|§ 5",
            "about|5 km|away",
            "some|£11.4 million,|perhaps",
            "ein|3 Milliarden|Euro",
            "at|9 p.m.|sharp",
            "25 000|people",
            "In|1990|200|people",
            "zisk.|V poháru|a|s tím|(k nim)|vy",
            "пошёл|в дом|и сказал|ему",
            "It|is|good.|He|left.",
            "no\u{a0}break|here\u{2060}too",
            // Addresses are kept whole.
            "see|https://a.org/b-c/d?e=f|there",
            "mail|jo-ann@some-host.org|or|jo.ann-lee@some-host.org|now",
            "at|www.some-host.org|now",
            "on|some-host.org/page-one|now",
            // Other scripts.
            "日¦本¦語¦の¦文¦章、¦「引¦用」¦で¦す。",
            "ภาษา¦ไทย",
            "zero_width",
            "co~operate|now",
            "Jean-¦Élie|l’arrestation",
            "«Déjà-¦vu»",
            "👩\u{200d}💻|🇩🇪|❤\u{fe0f}",
        ] {
            let text = want.replace('|', " ").replace('¦', "");
            let text = text.replace('~', "\u{ad}").replace('_', "\u{200b}");
            assert_eq!(marked(&text, &segmented(&text)), want);
            if text::is_plain(&text) {
                assert_eq!(plain(&text), segmented(&text), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn both_paths_give_the_same_units(text in "[ -~]{0,80}") {
            prop_assert_eq!(plain(&text), segmented(&text));
        }

        #[test]
        fn both_paths_agree_on_words(
            words in proptest::collection::vec("[A-Za-z.-]{1,5}|[(\"'$]?[a-z]{1,8}-{0,3}[a-z]{0,8}[.,)!\"]?|[0-9]{1,4}|km|--?", 1..12)
        ) {
            let text = words.join(" ");
            prop_assert_eq!(plain(&text), segmented(&text));
        }
    }
}
