//! Lines that are wider than the row: which part of them is on show.

use crate::{layout::Line, text};

/// A line moved to the left, and where it is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    /// Cells before the words, which stay.
    indent: u16,
    /// Cells by which the words are moved.
    by: u16,
    /// Cells of the row; `None` for a line that is not cut.
    width: Option<u16>,
    /// More stands to the right.
    more: bool,
}

impl Moved {
    /// The part of `line` on a row of `width` cells, were all wide lines moved by `aside`: none beyond its end.
    pub(super) fn of(line: &Line, text: &str, aside: u16, width: u16) -> Self {
        if line.wide <= width {
            return Self::default();
        }
        let by = aside.min(line.wide - width);
        // The rows of a table end together.
        let end = if line.cells.is_empty() {
            text::cells(usize::from(line.indent) + line.width(text))
        } else {
            line.wide
        };
        Self {
            indent: line.indent,
            by,
            width: Some(width),
            more: end.saturating_sub(by) > width,
        }
    }

    /// The column of the row for `cells` cells at `column` of the line; `None` where they are not on show.
    pub(super) fn column(&self, column: u16, cells: u16) -> Option<u16> {
        let Some(width) = self.width else {
            return Some(column);
        };
        let first = self.indent + u16::from(self.by > 0);
        let end = width - u16::from(self.more);
        let at = column.checked_sub(self.by).filter(|c| *c >= first)?;
        (at.saturating_add(cells) <= end).then_some(at)
    }

    /// Whether a column of the line can be on show, or what comes before it.
    pub(super) fn is_before_end(&self, column: u16) -> bool {
        self.width
            .is_none_or(|w| column < w.saturating_add(self.by))
    }

    /// The columns of the row with the signs of what is cut off.
    pub(super) fn signs(&self) -> impl Iterator<Item = (u16, &'static str)> {
        let left = (self.by > 0).then_some((self.indent, "‹"));
        let last = self.width.filter(|_| self.more);
        let right = last.map(|w| (w.saturating_sub(1), "›"));
        left.into_iter().chain(right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_wide_line_shows_a_part_of_itself() {
        let text = "abcdefghij";
        let line = Line {
            span: Span::new(0, text.len()),
            indent: 1,
            wide: 11,
            ..Line::default()
        };
        for (aside, shown) in [
            (0, " abcd›"),
            (1, " ‹cde›"),
            (3, " ‹efg›"),
            (5, " ‹ghij"),
            (99, " ‹ghij"),
        ] {
            let moved = Moved::of(&line, text, aside, 6);
            let mut row = [" "; 6];
            for d in line.drawn(text) {
                if let Some(at) = moved.column(d.column, d.width) {
                    row[usize::from(at)] = d.symbol;
                }
            }
            for (at, sign) in moved.signs() {
                row[usize::from(at)] = sign;
            }
            assert_eq!(row.concat(), shown, "{aside}");
        }
    }
}
