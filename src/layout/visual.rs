//! The order of the screen for lines that hold text of both directions (UAX 9), for terminals that do not see to it.
//!
//! In goes a paragraph; out come, for any line of it, the runs of one direction from the left to the right of the
//! screen. A line keeps the order of its text in all but the columns that its graphemes are drawn in.

use super::drawn::Drawn;
use crate::text::{self, Span};
use std::borrow::Cow;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// Words of one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub span: Span,
    /// Embedding level (UAX 9, BD2): an odd one reads from right to left.
    pub level: u8,
}

impl Run {
    /// Whether the words read from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self.level % 2 == 1
    }
}

/// A paragraph with the levels of its characters resolved.
#[derive(Debug)]
pub struct Paragraph<'a> {
    info: ParagraphBidiInfo<'a>,
}

impl<'a> Paragraph<'a> {
    /// The paragraph `text`, which has no LF. `rtl` is its direction; `None`: that of its first strong character.
    #[must_use]
    pub fn new(text: &'a str, rtl: Option<bool>) -> Self {
        let base = rtl.map(|rtl| if rtl { Level::rtl() } else { Level::ltr() });
        Self {
            info: ParagraphBidiInfo::new(text, base),
        }
    }

    /// The level of the paragraph: 1 where it reads from right to left.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.info.paragraph_level.number()
    }

    /// The runs of the line that covers `line`, bytes of the paragraph, from left to right of the screen (rules L1
    /// and L2). None of a line that is empty or does not lie in the paragraph.
    #[must_use]
    pub fn runs(&self, line: Span) -> Vec<Run> {
        let inside = line.end as usize <= self.info.text.len() && !line.is_empty();
        if !inside || line.of(self.info.text).is_empty() {
            return Vec::new();
        }
        let (levels, runs) = self.info.visual_runs(line.range());
        let run = |r: std::ops::Range<usize>| Run {
            level: levels.get(r.start).map_or(0, Level::number),
            span: Span::new(r.start, r.end),
        };
        runs.into_iter().map(run).collect()
    }
}

/// The runs of the line `line` of the paragraph that begins at byte `at`, in bytes of the article; none where the
/// line reads from left to right throughout.
pub(super) fn runs_of(paragraph: Option<&Paragraph<'_>>, at: u32, line: Span) -> Box<[Run]> {
    let Some(paragraph) = paragraph else {
        return Box::default();
    };
    let own = Span {
        start: line.start.saturating_sub(at),
        end: line.end.saturating_sub(at),
    };
    let mut runs = paragraph.runs(own);
    if runs.iter().all(|r| r.level == 0) {
        return Box::default();
    }
    for run in &mut runs {
        run.span.start += at;
        run.span.end += at;
    }
    runs.into_boxed_slice()
}

/// A line of words in the order of the screen (UAX 9); as it is, where all of it reads from left to right.
#[must_use]
pub fn in_order(words: &str) -> Cow<'_, str> {
    if !is_mixed(words) {
        return words.into();
    }
    let all = Span::new(0, words.len());
    let mut ordered = String::with_capacity(words.len());
    for run in Paragraph::new(words, None).runs(all) {
        if run.is_rtl() {
            let graphemes: Vec<&str> = text::graphemes(run.span.of(words)).map(|g| g.0).collect();
            ordered.extend(graphemes.into_iter().rev().map(mirrored));
        } else {
            ordered.push_str(run.span.of(words));
        }
    }
    ordered.into()
}

/// Whether a text may hold anything that reads from right to left.
pub(super) fn is_mixed(text: &str) -> bool {
    text.chars().any(reads_from_right)
}

/// Whether a character is of a script that reads from right to left, digits and marks of it included.
pub(super) fn reads_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Gives graphemes, in the order of the text, the columns that they have by `runs`. `pieces` are the words that
/// stand together, each with its first column.
pub(super) fn place(drawn: &mut [Drawn<'_>], runs: &[Run], pieces: &[(u16, Span)]) {
    for (column, piece) in pieces {
        let mut column = *column;
        for run in runs.iter().filter(|r| piece.covers(r.span)) {
            let from = drawn.partition_point(|d| d.byte < run.span.start);
            let to = drawn.partition_point(|d| d.byte < run.span.end);
            let Some(words) = drawn.get_mut(from..to) else {
                continue;
            };
            let mut set = |d: &mut Drawn<'_>| {
                d.column = column;
                column = column.saturating_add(d.width);
            };
            if run.is_rtl() {
                words.iter_mut().rev().for_each(|d| {
                    set(d);
                    d.symbol = mirrored(d.symbol);
                });
            } else {
                words.iter_mut().for_each(&mut set);
            }
        }
    }
}

/// Characters that come in pairs, each other's mirror image (UAX 9, rule L4), as far as prose uses them.
const MIRRORED: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("<", ">"),
    ("«", "»"),
    ("‹", "›"),
    ("≤", "≥"),
    ("⟨", "⟩"),
];

/// What a symbol looks like where it reads from right to left.
fn mirrored(symbol: &str) -> &str {
    let other = MIRRORED.iter().find_map(|(a, b)| match symbol {
        s if s == *a => Some(*b),
        s if s == *b => Some(*a),
        _ => None,
    });
    other.unwrap_or(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{BlockKind, Builder},
        layout::{Bidi, Options, lay_out},
    };

    /// The lines of a paragraph as the screen shows them.
    fn shown(text: &str, measure: u16) -> Vec<String> {
        let mut b = Builder::new();
        b.open(BlockKind::Paragraph);
        b.words(text);
        let article = b.finish();
        let options = Options {
            measure,
            bidi: Bidi::Visual,
            ..Options::default()
        };
        let lines = lay_out(&article, &options);
        lines
            .iter()
            .filter_map(|(_, l)| l.as_ref())
            .map(|l| l.plain(article.text()))
            .collect()
    }

    #[test]
    fn lines_are_shown_in_the_order_of_the_screen() {
        for (text, measure, want) in [
            ("plain words", 40, &["plain words"][..]),
            ("say שלום now", 40, &["say םולש now"]),
            ("אבג (דה) 12.5 וז", 40, &["זו 12.5 (הד) גבא"]),
            // The line is broken first, then each is reordered by itself.
            ("אב גד הו", 5, &["דג בא", "וה"]),
        ] {
            assert_eq!(shown(text, measure), want, "{text}");
        }
    }

    #[test]
    fn a_title_is_put_in_the_order_of_the_screen() {
        for (words, want) in [
            ("plain (words)", "plain (words)"),
            ("שלום (א) 12", "12 (א) םולש"),
            ("say שלום now", "say םולש now"),
            ("", ""),
        ] {
            assert_eq!(in_order(words), want, "{words}");
        }
    }

    #[test]
    fn words_of_one_direction_have_no_runs() {
        let text = "left to right, 12 (all of it)";
        let line = Span::new(0, text.len());
        let paragraph = Paragraph::new(text, None);
        assert!(runs_of(Some(&paragraph), 0, line).is_empty());
        assert_eq!(paragraph.runs(line).len(), 1);
    }
}
