//! How wide the terminal at hand draws the text about which terminals disagree.
//!
//! In: the columns in which its cursor stood after [`SAMPLES`] were written to it. Out: [`Widths`], by which all text is
//! measured from then on.

use std::sync::atomic::{AtomicU8, Ordering};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A kind of text that some terminals draw in other widths than Unicode has it.
struct Kind {
    /// Its name in the settings.
    name: &'static str,
    /// One grapheme of the kind.
    sample: &'static str,
    /// Whether a grapheme, of which the Unicode width is given, is of the kind.
    is: fn(&str, usize) -> bool,
    /// Cells that a grapheme of the kind takes in a terminal that goes its own way.
    width: fn(&str) -> usize,
}

/// The kinds; the first that a grapheme is of counts.
const KINDS: [Kind; 6] = [
    // A family or a profession, joined by U+200D: terminals without the picture of the whole draw its people.
    Kind {
        name: "joined",
        sample: "👩\u{200d}💻",
        is: |g, _| is_emoji(g) && g.contains('\u{200d}'),
        width: apart,
    },
    Kind {
        name: "flags",
        sample: "🇩🇪",
        is: |g, _| g.chars().next().is_some_and(is_flag),
        width: apart,
    },
    Kind {
        name: "tones",
        sample: "👍🏽",
        is: |g, _| g.contains(|c| ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)),
        width: apart,
    },
    // A sign that U+FE0F makes an emoji: two cells by Unicode, and one where the terminal knows characters only.
    Kind {
        name: "variation",
        sample: "❤\u{fe0f}",
        is: |g, _| g.contains('\u{fe0f}'),
        width: apart,
    },
    // Consonants written as one sign: terminals that set whole clusters give none more than two cells.
    Kind {
        name: "conjuncts",
        sample: "स्त्री",
        is: |g, unicode| unicode > 2 && !is_emoji(g),
        width: |_| 2,
    },
    // Dashes, quotation marks and the like, where the terminal is set up for East Asia (UAX 11, ambiguous).
    Kind {
        name: "ambiguous",
        sample: "—",
        is: |_, unicode| unicode == 1,
        width: UnicodeWidthStr::width_cjk,
    },
];

/// What is written to a terminal that is measured, each from the first column of a row.
pub const SAMPLES: [&str; KINDS.len()] = {
    let mut samples = [""; KINDS.len()];
    let mut n = 0;
    while n < samples.len() {
        #[expect(clippy::indexing_slicing, reason = "the two are of one length")]
        {
            samples[n] = KINDS[n].sample;
        }
        n += 1;
    }
    samples
};

/// The kinds of text that a terminal draws in a width of its own. The default draws all as Unicode has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Widths(u8);

impl Widths {
    /// By the columns, from 0, in which the cursor stood after each of [`SAMPLES`]. A kind with a width that is neither
    /// Unicode's nor known of other terminals is taken for Unicode's: the painter says the place again after it.
    #[must_use]
    pub fn measured(columns: &[u16]) -> Self {
        let own = KINDS.iter().zip(columns).zip(0..);
        let own = own.filter(|((kind, column), _)| {
            let column = usize::from(**column);
            column != kind.sample.width() && column == (kind.width)(kind.sample)
        });
        Self(own.fold(0, |bits, (_, n)| bits | 1 << n))
    }

    /// By the names of the kinds, separated by spaces; `None` where one is unknown.
    #[must_use]
    pub fn named(names: &str) -> Option<Self> {
        names.split_whitespace().try_fold(Self(0), |widths, name| {
            let n = KINDS.iter().position(|kind| kind.name == name)?;
            Some(Self(widths.0 | 1 << n))
        })
    }

    /// The names of the kinds, separated by spaces.
    #[must_use]
    pub fn names(self) -> String {
        let own = KINDS.iter().zip(0..).filter(|(_, n)| self.0 & 1 << n != 0);
        let names: Vec<_> = own.map(|(kind, _)| kind.name).collect();
        names.join(" ")
    }

    /// Cells that a grapheme takes.
    pub(super) fn of(self, grapheme: &str) -> usize {
        let unicode = grapheme.width();
        if self.0 == 0 || grapheme.is_ascii() {
            return unicode;
        }
        let mut own = KINDS.iter().zip(0..);
        let kind = own.find(|(kind, _)| (kind.is)(grapheme, unicode));
        let kind = kind.filter(|(_, n)| self.0 & 1 << n != 0);
        kind.map_or(unicode, |(kind, _)| (kind.width)(grapheme))
    }
}

/// The terminal of this process: there is one, and all text goes to it.
static TERMINAL: AtomicU8 = AtomicU8::new(0);

/// Has all text measured as the terminal draws it, from now on. What was laid out before is to be laid out anew.
pub fn measure_by(widths: Widths) {
    TERMINAL.store(widths.0, Ordering::Relaxed);
}

/// How the terminal draws.
#[must_use]
pub fn measured_by() -> Widths {
    Widths(TERMINAL.load(Ordering::Relaxed))
}

/// What stands for a sign of drawings in one cell, where the terminal takes two for it: lines, corners, blocks, points.
/// `None` for what is not drawn with, and in every other terminal.
#[must_use]
pub fn narrow(grapheme: &str) -> Option<&'static str> {
    let sign = grapheme.chars().next()?;
    if !('\u{2190}'..='\u{25ff}').contains(&sign) && sign != '•' && sign != '…' && sign != '·'
    {
        return None;
    }
    if measured_by().of(grapheme) < 2 {
        return None;
    }
    Some(match sign {
        '─' | '━' | '═' | '▀' | '▁' | '▂' | '▄' => "-",
        '│' | '┃' | '║' | '▌' | '▎' | '▏' | '▐' | '▕' => "|",
        '←' | '◀' => "<",
        '→' | '▶' | '▸' => ">",
        '↑' | '▲' => "^",
        '↓' | '▼' => "v",
        '█' | '▓' | '▒' => "#",
        '…' | '·' | '░' => ".",
        '\u{2500}'..='\u{257f}' => "+",
        _ => "*",
    })
}

/// The characters one by one.
fn apart(grapheme: &str) -> usize {
    let widths = grapheme.chars().map(UnicodeWidthChar::width);
    widths.map(Option::unwrap_or_default).sum()
}

/// Whether a grapheme begins as emoji do: with a sign of two cells, or of the blocks of symbols.
fn is_emoji(grapheme: &str) -> bool {
    let first = grapheme.chars().next();
    first.is_some_and(|c| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'))
}

/// One of the letters that make a flag in twos.
fn is_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_as_it_was_measured() {
        for (columns, names) in [
            // As Unicode has it.
            (&[2, 2, 2, 2, 4, 1][..], ""),
            // Characters one by one, as in xterm.
            (&[4, 2, 4, 1, 3, 1], "joined tones variation"),
            // Clusters, set up for East Asia.
            (&[2, 2, 2, 2, 2, 2], "conjuncts ambiguous"),
            // Neither.
            (&[7, 1, 0, 9, 1, 3], ""),
            (&[], ""),
        ] {
            let widths = Widths::measured(columns);
            assert_eq!(widths.names(), names, "{columns:?}");
            assert_eq!(Widths::named(names), Some(widths));
        }
        assert_eq!(Widths::named("joined wide"), None);
    }

    #[test]
    fn only_what_the_terminal_draws_otherwise_is_measured_otherwise() {
        for (names, grapheme, cells) in [
            ("", "👩\u{200d}💻", 2),
            ("joined", "👩\u{200d}💻", 4),
            ("joined", "👩🏽\u{200d}💻", 6),
            ("tones", "👩🏽\u{200d}💻", 2),
            ("tones", "👍🏽", 4),
            ("variation", "❤\u{fe0f}", 1),
            ("variation", "1\u{fe0f}\u{20e3}", 1),
            ("variation", "❤", 1),
            ("ambiguous", "“", 2),
            ("ambiguous", "…", 2),
            ("ambiguous", "日", 2),
            ("ambiguous", "a", 1),
            ("conjuncts", "स्त्री", 2),
            ("conjuncts", "日", 2),
        ] {
            let widths = Widths::named(names).unwrap();
            assert_eq!(widths.of(grapheme), cells, "{names}: {grapheme}");
        }
    }
}
