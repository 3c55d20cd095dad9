//! A line as it is drawn, grapheme by grapheme: the one place that knows how tabs, soft hyphens and the stretched
//! spaces of a justified line take their cells. Painting, plain output and tests all go through it.

use std::borrow::Cow;

use super::{Lead, Line, visual};
use crate::text::{self, Span, byte, graphemes};

/// Cells between two tab stops, counted from where the words of the line begin.
pub(super) const TAB: u16 = 4;

/// A grapheme on its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn<'a> {
    /// Cells between the left end of the line, its indent included, and the grapheme.
    pub column: u16,
    /// What is drawn; one space for a TAB and for a stretched space, of which the other cells stay empty.
    pub symbol: &'a str,
    /// Cells it takes; more than its own for a TAB and a stretched space.
    pub width: u16,
    /// Byte of the article's text where it stands, to look its style up by. For the hyphen at the end, the last
    /// byte of the line.
    pub byte: u32,
}

impl Line {
    /// The graphemes of the line in the order of the text, `text` being that of the article (or what
    /// [`super::lay_out_text`] was given). That is from left to right, but for a line with runs. The lead is not among
    /// them, what takes no cell is left out.
    pub fn drawn<'a>(&self, text: &'a str) -> impl Iterator<Item = Drawn<'a>> {
        let reordered = (!self.runs.is_empty()).then(|| {
            let mut drawn: Vec<_> = self.in_order(text).collect();
            visual::place(&mut drawn, &self.runs, &self.pieces());
            drawn
        });
        let in_order = reordered.is_none().then(|| self.in_order(text));
        let in_order = in_order.into_iter().flatten();
        in_order.chain(reordered.into_iter().flatten())
    }

    /// The words that stand together, each with its first column.
    fn pieces(&self) -> Vec<(u16, Span)> {
        if self.cells.is_empty() {
            vec![(self.indent, self.span)]
        } else {
            self.cells.clone()
        }
    }

    /// The graphemes of the line from left to right in the order of the text.
    fn in_order<'a>(&self, text: &'a str) -> impl Iterator<Item = Drawn<'a>> + use<'a> {
        let cells = self.pieces();
        let spaces = self.spaces(text);
        let stretch = u32::from(self.stretch);
        let hyphen = self.hyphen.then(|| self.width(text)).map(|width| Drawn {
            column: text::cells(usize::from(self.indent) + width - 1),
            symbol: "-",
            width: 1,
            byte: self.span.end.saturating_sub(1),
        });
        let mut gap = 0;
        cells
            .into_iter()
            .flat_map(move |(column, span)| placed(span, column, text))
            .scan(0, move |shift, mut drawn| {
                drawn.column = drawn.column.saturating_add(*shift);
                if stretch > 0 && is_space(text, &drawn) {
                    let extra = share(stretch, spaces, gap);
                    drawn.width = drawn.width.saturating_add(extra);
                    *shift = shift.saturating_add(extra);
                    gap += 1;
                }
                Some(drawn)
            })
            .chain(hyphen)
    }

    /// Cells from the left end of the words to their right end, stretch and hyphen included.
    #[must_use]
    pub fn width(&self, text: &str) -> usize {
        let end = match self.cells.last() {
            Some((column, span)) => {
                usize::from(column.saturating_sub(self.indent)) + width(span.of(text))
            }
            None => width(self.span.of(text)),
        };
        let stretch = if self.spaces(text) > 0 {
            self.stretch
        } else {
            0
        };
        end + usize::from(stretch) + usize::from(self.hyphen)
    }

    /// The plain form of what stands in the indent, before the words: no colon after the name of a picture that no
    /// words follow.
    #[must_use]
    pub fn label(&self) -> Cow<'static, str> {
        match self.lead.label(self.indent) {
            Cow::Borrowed(label) if self.lead == Lead::Picture && self.span.is_empty() => {
                Cow::Borrowed(label.trim_end_matches([':', ' ']))
            }
            label => label,
        }
    }

    /// The line as plain text, its lead in the indent: for output without a screen.
    #[must_use]
    pub fn plain(&self, text: &str) -> String {
        let lead = self.label();
        let indent = usize::from(self.indent) - text::width(&self.lead.label(self.indent));
        let mut line = " ".repeat(indent);
        line.push_str(&lead);
        let mut end = text::cells(indent + text::width(&lead));
        let mut drawn: Vec<_> = self.drawn(text).collect();
        drawn.sort_by_key(|d| d.column);
        for drawn in drawn {
            line.extend(std::iter::repeat_n(
                ' ',
                usize::from(drawn.column.saturating_sub(end)),
            ));
            line.push_str(drawn.symbol);
            end = drawn.column + text::cells(text::width(drawn.symbol));
        }
        line
    }

    /// How many spaces of the line stretch.
    fn spaces(&self, text: &str) -> u32 {
        if self.stretch == 0 {
            return 0;
        }
        let drawn = placed(self.span, 0, text);
        byte(drawn.filter(|d| is_space(text, d)).count())
    }
}

/// Whether a grapheme is a space that stretches; it may bear a combining mark.
fn is_space(text: &str, drawn: &Drawn<'_>) -> bool {
    text.as_bytes().get(drawn.byte as usize) == Some(&b' ')
}

/// Cells that the space `nth` of `spaces` gets of `stretch`: shared evenly, the odd ones spread over the line.
fn share(stretch: u32, spaces: u32, nth: u32) -> u16 {
    let up_to = |n: u32| (stretch * n + spaces / 2).checked_div(spaces).unwrap_or(0);
    text::cells((up_to(nth + 1) - up_to(nth)) as usize)
}

/// Cells of a grapheme of that width, after `used` cells of its line.
pub(super) fn step(g: &str, width: u16, used: u16) -> u16 {
    match g {
        "\t" => TAB - used % TAB,
        "\u{ad}" => 0,
        _ => width,
    }
}

/// The graphemes of `span`, the first at `column`, tabs taking their cells.
fn placed(span: Span, column: u16, text: &str) -> impl Iterator<Item = Drawn<'_>> {
    let mut at = span.start;
    let mut used: u16 = 0;
    graphemes(span.of(text)).filter_map(move |(g, width)| {
        let here = at;
        at += byte(g.len());
        let width = step(g, width, used);
        let place = column.saturating_add(used);
        used = used.saturating_add(width);
        (width > 0).then_some(Drawn {
            column: place,
            symbol: if g == "\t" { " " } else { g },
            width,
            byte: here,
        })
    })
}

/// Cells of `text` as a line draws it, from a tab stop on.
pub(super) fn width(text: &str) -> usize {
    if text::is_plain(text) {
        return text.len();
    }
    let span = Span::new(0, text.len());
    placed(span, 0, text).map(|d| usize::from(d.width)).sum()
}

/// `text` without soft hyphens and zero-width spaces at its ends, and how many bytes were left out before it.
pub(super) fn seen(text: &str) -> (usize, &str) {
    let unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}');
    let rest = text.trim_start_matches(unseen);
    (text.len() - rest.len(), rest.trim_end_matches(unseen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Lead;

    fn line(text: &str) -> Line {
        Line {
            span: Span::new(0, text.len()),
            ..Line::default()
        }
    }

    #[test]
    fn graphemes_stand_where_they_are_drawn() {
        for (text, want) in [
            ("ab", &[(0, "a", 1), (1, "b", 1)][..]),
            ("日e\u{301}", &[(0, "日", 2), (2, "e\u{301}", 1)]),
            (
                "a\u{ad}b\u{200b}c",
                &[(0, "a", 1), (1, "b", 1), (2, "c", 1)],
            ),
            (
                "a\tb\t",
                &[(0, "a", 1), (1, " ", 3), (4, "b", 1), (5, " ", 3)],
            ),
        ] {
            let line = line(text);
            let drawn: Vec<_> = line
                .drawn(text)
                .map(|d| (d.column, d.symbol, d.width))
                .collect();
            assert_eq!(drawn, want, "{text:?}");
            assert_eq!(
                line.width(text),
                drawn.iter().map(|d| usize::from(d.2)).sum::<usize>()
            );
        }
    }

    #[test]
    fn a_stretched_line_shares_its_cells_evenly() {
        let text = "a b c d e";
        for (stretch, want) in [
            (0, "a b c d e"),
            (1, "a b  c d e"),
            (2, "a  b c  d e"),
            (3, "a  b  c d  e"),
            (4, "a  b  c  d  e"),
            (6, "a   b  c   d  e"),
        ] {
            let line = Line {
                stretch,
                ..line(text)
            };
            assert_eq!(line.plain(text).len(), text.len() + usize::from(stretch));
            assert_eq!(line.plain(text), want);
        }
    }

    #[test]
    fn a_line_draws_its_lead_and_its_hyphen() {
        let text = "govern";
        let line = Line {
            indent: 4,
            hyphen: true,
            lead: Lead::Number(3),
            ..line(text)
        };
        assert_eq!(line.plain(text), " 3. govern-");
        let last = line.drawn(text).last().unwrap();
        assert_eq!((last.column, last.symbol, last.byte), (10, "-", 5));
    }
}
