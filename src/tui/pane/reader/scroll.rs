//! Where the reader is in a story: a masthead of a few rows, then the rows of the page.
//!
//! The place is a byte of the text; the row at the top of the pane follows from it and the page.

use crate::{
    article::Article,
    layout::{Page, Row},
};

/// The row at the top of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Top {
    /// So many rows of the masthead are above the pane.
    Masthead(u16),
    /// The masthead is gone; this row of the page is first.
    Body(Row),
}

/// A page below a masthead of `head` rows.
#[derive(Debug)]
pub(in crate::tui) struct Sheet<'a> {
    pub(in crate::tui) article: &'a Article,
    pub(in crate::tui) page: &'a mut Page,
    pub(in crate::tui) head: u16,
    /// What [`Sheet::lowest`] gave last, and for which height: most moves ask again.
    pub(in crate::tui) known: &'a mut Option<(usize, Top)>,
}

impl Sheet<'_> {
    /// `by` rows further from `top` (back where negative), not past either end: the last row is never above the
    /// bottom of a pane of `height` rows, unless all fits.
    pub(in crate::tui) fn advance(&mut self, top: Top, by: isize, height: usize) -> Top {
        let moved = match top {
            Top::Masthead(h) => self.below_head(isize::try_from(h).unwrap_or(0).saturating_add(by)),
            Top::Body(row) if by >= 0 => Top::Body(self.page.advance(self.article, row, by)),
            Top::Body(row) => self.back(row, by),
        };
        moved.min(self.lowest(height))
    }

    /// The top that is `rows` rows below the first row of the masthead.
    fn below_head(&mut self, rows: isize) -> Top {
        let head = isize::try_from(self.head).unwrap_or(0);
        if rows < head {
            return Top::Masthead(u16::try_from(rows).unwrap_or(0));
        }
        let first = self.page.first();
        Top::Body(self.page.advance(self.article, first, rows - head))
    }

    fn back(&mut self, row: Row, by: isize) -> Top {
        let first = self.page.first();
        let to = self.page.advance(self.article, row, by);
        if to > first {
            return Top::Body(to);
        }
        let above = self.distance(row, by.unsigned_abs());
        let left = by.saturating_add(isize::try_from(above).unwrap_or(0));
        self.below_head(
            left.saturating_add(isize::try_from(self.head).unwrap_or(0))
                .max(0),
        )
    }

    /// Rows from the first of the page to `row`, at most `most`.
    fn distance(&mut self, row: Row, most: usize) -> usize {
        let mut at = self.page.first();
        let mut n = 0;
        while at < row && n < most {
            at = self.page.advance(self.article, at, 1);
            n += 1;
        }
        n
    }

    /// The last top that leaves no row empty at the bottom.
    pub(in crate::tui) fn lowest(&mut self, height: usize) -> Top {
        match *self.known {
            Some((of, lowest)) if of == height => lowest,
            _ => {
                let lowest = self.find_lowest(height);
                *self.known = Some((height, lowest));
                lowest
            }
        }
    }

    fn find_lowest(&mut self, height: usize) -> Top {
        let last_top = self.page.last_top(self.article, height);
        let first = self.page.first();
        if last_top > first {
            return Top::Body(last_top);
        }
        let last = self.page.last(self.article);
        let rows = self.distance(last, height) + 1;
        let over = (usize::from(self.head) + rows).saturating_sub(height);
        self.below_head(isize::try_from(over).unwrap_or(0))
    }

    /// The top that shows `byte` in the first row.
    pub(in crate::tui) fn at(&mut self, byte: u32, height: usize) -> Top {
        if byte == 0 {
            return Top::Masthead(0);
        }
        let row = self.page.row_of(self.article, byte);
        Top::Body(row).min(self.lowest(height))
    }

    /// The top that shows `byte` below so many blank rows of its block's.
    pub(in crate::tui) fn raised(&mut self, byte: u32, blank: u32, height: usize) -> Top {
        let row = self.page.row_of(self.article, byte);
        match self.at(byte, height) {
            Top::Body(top) if top == row => Top::Body(Row {
                row: row.row.saturating_sub(blank),
                ..row
            }),
            top => top,
        }
    }

    /// Blank rows between `top` and the words at `byte`, which it stands for: those before a block are its first rows.
    pub(in crate::tui) fn blank_above(&mut self, top: Top, byte: u32) -> u32 {
        let Top::Body(top) = top else { return 0 };
        let row = self.page.row_of(self.article, byte);
        if row.segment == top.segment {
            row.row.saturating_sub(top.row)
        } else {
            0
        }
    }

    /// The byte that `top` stands for.
    pub(in crate::tui) fn byte(&mut self, top: Top) -> u32 {
        match top {
            Top::Masthead(_) => 0,
            Top::Body(row) => self.page.byte_of(self.article, row),
        }
    }

    /// The top that shows `byte` with some rows above it, unless it can be seen from `top` already.
    pub(in crate::tui) fn reveal(&mut self, byte: u32, top: Top, height: usize) -> Top {
        let row = self.page.row_of(self.article, byte);
        let (from, seen) = match top {
            Top::Masthead(h) => (
                self.page.first(),
                height.saturating_sub(usize::from(self.head - h.min(self.head))),
            ),
            Top::Body(row) => (row, height),
        };
        if row >= from && seen > 0 {
            let last =
                self.page
                    .advance(self.article, from, isize::try_from(seen - 1).unwrap_or(0));
            if row <= last {
                return top;
            }
        }
        let above = isize::try_from(height / 3).unwrap_or(0);
        self.advance(Top::Body(row), -above, height)
    }
}
