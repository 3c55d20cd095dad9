//! Where the graphemes of a line stand. Painting and the mouse ask here, so that they agree.

use crate::{
    article::BlockKind,
    layout::Line,
    text::{Span, byte, cells, graphemes},
};

/// Cells from one tab stop to the next, in code.
const TAB: u16 = 4;

/// A soft hyphen: a place to break at, never drawn where it did not break.
const SOFT_HYPHEN: &str = "\u{ad}";

/// A grapheme and its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph<'a> {
    /// Its first byte in the article's text.
    pub(super) byte: u32,
    /// What is drawn in the first cell; the others of a space or a tab are blank.
    pub(super) text: &'a str,
    /// The first column, from the left edge of the measure.
    pub(super) column: u16,
    /// How many cells it takes.
    pub(super) width: u16,
}

/// The runs of words on a line with the column of each: one, or the cells of a table row.
pub(super) fn pieces(line: &Line) -> impl Iterator<Item = (u16, Span)> {
    let whole = line.cells.is_empty().then_some((line.indent, line.span));
    line.cells.iter().copied().chain(whole)
}

/// The graphemes of one piece that are drawn. The extra cells of a justified line are shared out evenly: after `n`
/// of `m` spaces, `stretch * n / m` of them have been given.
pub(super) fn glyphs<'a>(
    text: &'a str,
    line: &Line,
    (column, span): (u16, Span),
    kind: BlockKind,
) -> impl Iterator<Item = Glyph<'a>> {
    let words = span.of(text);
    let mut spaces = Spaces::of(words, line.stretch);
    let mut at = column;
    let mut offset = span.start as usize;
    let code = kind == BlockKind::Code;
    graphemes(words).filter_map(move |(grapheme, width)| {
        let start = byte(offset);
        offset += grapheme.len();
        let (shown, width) = match grapheme {
            " " => (" ", 1 + spaces.next_extra()),
            "\t" if code => (" ", TAB - (at - column) % TAB),
            SOFT_HYPHEN => return None,
            _ if width == 0 => return None,
            _ => (grapheme, width),
        };
        let glyph = Glyph {
            byte: start,
            text: shown,
            column: at,
            width,
        };
        at = at.saturating_add(width);
        Some(glyph)
    })
}

/// The spaces of a justified line, and the cells shared out among them.
struct Spaces {
    stretch: usize,
    count: usize,
    seen: usize,
}

impl Spaces {
    fn of(words: &str, stretch: u16) -> Self {
        let count = if stretch == 0 {
            0
        } else {
            words.bytes().filter(|b| *b == b' ').count()
        };
        Self {
            stretch: usize::from(stretch),
            count,
            seen: 0,
        }
    }

    /// The extra cells of the next space.
    fn next_extra(&mut self) -> u16 {
        if self.count == 0 {
            return 0;
        }
        let given = self.stretch * self.seen / self.count;
        self.seen += 1;
        cells(self.stretch * self.seen / self.count - given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line as drawn, blanks included.
    fn drawn(text: &str, line: &Line, kind: BlockKind) -> String {
        let mut row = String::new();
        for piece in pieces(line) {
            for glyph in glyphs(text, line, piece, kind) {
                while crate::text::width(&row) < usize::from(glyph.column) {
                    row.push('.');
                }
                row.push_str(glyph.text);
                let rest = usize::from(glyph.width).saturating_sub(crate::text::width(glyph.text));
                row.push_str(&" ".repeat(rest));
            }
        }
        row
    }

    #[test]
    fn graphemes_stand_where_they_are_drawn() {
        let plain = BlockKind::Paragraph;
        for (text, indent, stretch, kind, row) in [
            ("one two", 0, 0, plain, "one two"),
            ("one two", 3, 0, plain, "...one two"),
            ("a b c d", 0, 3, plain, "a  b  c  d"),
            ("a b c d", 0, 4, plain, "a  b  c   d"),
            ("a b c d", 0, 1, plain, "a b c  d"),
            ("word", 0, 5, plain, "word"),
            ("ver\u{ad}fas\u{ad}sung", 0, 0, plain, "verfassung"),
            ("日本 語", 1, 0, plain, ".日本 語"),
            ("a\u{200b}b", 0, 0, plain, "ab"),
            ("\tif x\ty", 0, 0, BlockKind::Code, "    if x    y"),
            ("\tx", 2, 0, BlockKind::Code, "..    x"),
            ("e\u{301}a", 0, 0, plain, "e\u{301}a"),
        ] {
            let line = Line {
                span: Span::new(0, text.len()),
                indent,
                stretch,
                ..Line::default()
            };
            assert_eq!(drawn(text, &line, kind), row, "{text:?}");
        }
    }

    #[test]
    fn the_cells_of_a_row_have_their_columns() {
        let text = "ab\tcd ef\tg";
        let line = Line {
            span: Span::new(0, text.len()),
            cells: vec![
                (0, Span::new(0, 2)),
                (5, Span::new(3, 8)),
                (12, Span::new(9, 10)),
            ],
            ..Line::default()
        };
        let kind = BlockKind::Row {
            table: 0,
            head: false,
        };
        assert_eq!(drawn(text, &line, kind), "ab...cd ef..g");
    }
}
