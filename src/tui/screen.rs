//! Frames to the bytes that show them: what stands on the terminal is remembered, and only what differs is written.

use super::ansi::{Pen, is_cluster, is_strip};
use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::Rect,
    style::Color,
};
use std::{io::Write, ops::Range};

/// Begins a synchronized update: the terminal shows the frame once it is whole.
pub(super) const OPEN: &[u8] = b"\x1b[?2026h";
/// Ends it.
const CLOSE: &[u8] = b"\x1b[?2026l";
/// Plain style, and nothing on the screen.
const CLEAR: &[u8] = b"\x1b[0m\x1b[2J";

/// What no cell shows.
const UNLIKE: &str = "\u{fffe}";

/// Cells beyond its own that a terminal may fill with a cluster, at most: a family of four, shown as four people.
const SPILL: u16 = 6;

/// A picture of what stands on a terminal.
#[derive(Debug)]
pub struct Screen {
    modern: bool,
    shown: Buffer,
    /// Pictures stand on it that cover cells.
    strips: bool,
    /// Something wider than a cell was drawn on it, pictures not counted.
    wide: bool,
}

impl Screen {
    /// A screen of which nothing is known. `modern` says that the terminal ignores sequences that it does not know.
    #[must_use]
    pub fn new(modern: bool) -> Self {
        Self {
            modern,
            shown: Buffer::empty(Rect::ZERO),
            strips: false,
            wide: false,
        }
    }

    /// Adds to `out` what turns the screen into `next`, and nothing where they are the same; `next` then holds what
    /// stood there before, or nothing where that is not known. `scroll` says that rows moved up by so many (down where negative) inside a full-width area
    /// since the last frame, which the terminal can do by itself.
    pub fn draw(&mut self, out: &mut Vec<u8>, next: &mut Buffer, scroll: Option<(Rect, i32)>) {
        let start = out.len();
        if self.modern {
            out.extend_from_slice(OPEN);
        }
        let opened = out.len();
        if self.shown.area == next.area {
            // Terminals differ in whether pictures move with the text.
            let strips = std::mem::take(&mut self.strips);
            if strips {
                uncover(&mut self.shown, next);
            }
            if let Some((area, by)) = scroll
                && self.modern
                && !strips
            {
                scroll_region(out, &mut self.shown, area, by);
            }
            if self.wide {
                part(&mut self.shown, next);
            }
            let drawn = paint(out, next, self.shown.diff_iter(next), &mut self.wide);
            self.strips = drawn || strips && next.content.iter().any(|c| is_strip(c.symbol()));
            std::mem::swap(&mut self.shown, next);
        } else {
            // A blank picture to compare with would cost a tenth of the time until the first frame.
            out.extend_from_slice(CLEAR);
            self.strips = paint(out, next, written(next), &mut self.wide);
            self.shown = std::mem::take(next);
        }
        if out.len() == opened {
            out.truncate(start);
        } else if self.modern {
            out.extend_from_slice(CLOSE);
        }
    }

    /// Forgets what stands in row `y`, so that the next frame draws all of it.
    pub fn forget_row(&mut self, y: u16) {
        let width = usize::from(self.shown.area.width);
        let row = self.shown.content.chunks_mut(width.max(1)).nth(y.into());
        row.into_iter()
            .flatten()
            .for_each(|c| *c = Cell::new(UNLIKE));
    }

    /// Whether anything wider than a cell was ever drawn on it, pictures not counted.
    #[must_use]
    pub fn has_wide(&self) -> bool {
        self.wide
    }

    /// Columns and rows of what stands on it; none of either where that is not known.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        (self.shown.area.width, self.shown.area.height)
    }

    /// Forgets what stands on the screen, so that the next frame draws all of it.
    pub fn forget(&mut self) {
        self.shown = Buffer::empty(Rect::ZERO);
    }
}

/// Draws `cells` of `screen`, which come row by row, and says whether pictures are among them. `wide` is set where others are
/// wider than a cell.
fn paint<'a>(
    out: &mut Vec<u8>,
    screen: &Buffer,
    cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
    wide: &mut bool,
) -> bool {
    let mut pen = Pen::new(out);
    let mut spill: Option<Spill> = None;
    let mut strips = false;
    for (x, y, cell) in cells {
        let before = spill.take_if(|s| s.row != y || s.cells.end <= x);
        for spill in before.iter().chain(&spill) {
            let end = if spill.row == y { x } else { u16::MAX };
            spill.draw(&mut pen, screen, end);
        }
        pen.cell(x, y, cell);
        let strip = is_strip(cell.symbol());
        strips |= strip;
        *wide |= cell.cell_width() > 1 && !strip;
        let after = x + cell.cell_width();
        if cell.cell_width() > 1 && is_cluster(cell.symbol()) {
            spill = Some(Spill {
                row: y,
                cells: after..after + SPILL,
            });
        } else if let Some(spill) = &mut spill {
            spill.cells.start = after;
        }
    }
    if let Some(spill) = spill {
        spill.draw(&mut pen, screen, u16::MAX);
    }
    pen.end();
    strips
}

/// What differs from an empty screen: the cells of `next` that show something.
fn written(next: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let width = usize::from(next.area.width).max(1);
    next.content.chunks(width).zip(0..).flat_map(|(row, y)| {
        let mut covered = 0;
        row.iter().zip(0..).filter_map(move |(cell, x)| {
            if x < covered {
                return None;
            }
            covered = x + cell.cell_width().max(1);
            // Most have the paper's colour, which is compared faster than what they show.
            (cell.bg != Color::Reset || *cell != Cell::EMPTY).then_some((x, y, cell))
        })
    })
}

/// Cells after a wide cluster that a terminal may have covered with it: they are drawn again even where they stay the
/// same.
#[derive(Clone, Debug)]
struct Spill {
    row: u16,
    cells: Range<u16>,
}

impl Spill {
    /// Draws its cells before column `end` as they are on `screen`.
    fn draw(&self, pen: &mut Pen<'_>, screen: &Buffer, end: u16) {
        let mut x = self.cells.start;
        while let Some(cell) = screen
            .cell((x, self.row))
            .filter(|_| x < self.cells.end.min(end))
        {
            pen.cell(x, self.row, cell);
            x += cell.cell_width().max(1);
        }
    }
}

/// Has what a picture covered drawn again, where it goes: its cells are taken for something else than they were.
fn uncover(shown: &mut Buffer, next: &Buffer) {
    for (n, cell) in next.content.iter().enumerate() {
        let Some(before) = shown.content.get(n).filter(|c| is_strip(c.symbol())) else {
            continue;
        };
        if before == cell {
            continue;
        }
        let covered = usize::from(before.cell_width());
        let cells = shown.content.iter_mut().skip(n).take(covered);
        cells.for_each(|c| *c = Cell::new(UNLIKE));
    }
}

/// Has the second half of a wide character drawn again where it goes and the first half is written over by another wide one, which
/// stands a cell before it: the terminal blanks that half in a style of its own choice.
fn part(shown: &mut Buffer, next: &Buffer) {
    let width = usize::from(next.area.width).max(1);
    let rows = shown.content.chunks_mut(width);
    for (shown, next) in rows.zip(next.content.chunks(width)) {
        let (mut before, mut after) = (0, 0);
        for (x, (old, new)) in shown.iter_mut().zip(next).enumerate() {
            let covered = x < before;
            if !covered {
                before = x + usize::from(old.cell_width());
            }
            if x < after {
                continue;
            }
            after = x + usize::from(new.cell_width());
            if covered {
                *old = Cell::new(UNLIKE);
            }
        }
    }
}

/// Has the terminal move the rows of `area` up by `by`, and moves them in our picture of the screen as well.
fn scroll_region(out: &mut Vec<u8>, shown: &mut Buffer, area: Rect, by: i32) {
    let moved = by.unsigned_abs();
    let most = u32::from(area.height / 2);
    if moved == 0 || moved > most || area.x != 0 || area.width != shown.area.width {
        return;
    }
    let (first, last) = (area.y + 1, area.y + area.height);
    let way = if by > 0 { 'S' } else { 'T' };
    drop(write!(out, "\x1b[{first};{last}r\x1b[{moved}{way}\x1b[r"));
    let width = usize::from(shown.area.width);
    let from = usize::from(area.y) * width;
    let to = from + usize::from(area.height) * width;
    let Some(rows) = shown.content.get_mut(from..to) else {
        return;
    };
    let cells = moved as usize * width;
    if by > 0 {
        rows.rotate_left(cells);
        let kept = rows.len() - cells;
        rows.iter_mut().skip(kept).for_each(Cell::reset);
    } else {
        rows.rotate_right(cells);
        rows.iter_mut().take(cells).for_each(Cell::reset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{buffer::CellDiffOption, style::Style};
    use std::num::NonZeroU16;

    #[test]
    fn what_a_terminal_may_cover_is_drawn_again() {
        let family = "👩\u{200d}👩\u{200d}👧";
        let mut screen = Screen::new(false);
        let mut next = Buffer::with_lines([format!("ab{}cdefghijkl", "xy"), "row two".to_owned()]);
        screen.draw(&mut Vec::new(), &mut next, None);
        // The family takes the place of "xy"; everything else stays.
        let mut next = Buffer::with_lines([format!("ab{family}cdefghijkl"), "row two".to_owned()]);
        let mut out = Vec::new();
        screen.draw(&mut out, &mut next, None);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, format!("\x1b[1;3H  \x1b[1;3H{family}\x1b[1;5Hcdefgh"));
        // And no more than that: nothing changed, nothing is drawn.
        let mut next = Buffer::with_lines([format!("ab{family}cdefghijkl"), "row two".to_owned()]);
        let mut out = Vec::new();
        screen.draw(&mut out, &mut next, None);
        assert!(out.is_empty());
    }

    #[test]
    fn half_of_a_wide_character_that_goes_is_drawn_again() {
        let row = |words: &str| Buffer::with_lines([words]);
        let mut screen = Screen::new(false);
        screen.draw(&mut Vec::new(), &mut row("ab漢字cd"), None);
        let mut out = Vec::new();
        screen.draw(&mut out, &mut row("a漢字 cd"), None);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, "\x1b[1;2H漢字 ");
    }

    #[test]
    fn a_fresh_screen_is_drawn_as_its_difference_from_an_empty_one() {
        let family = "👩\u{200d}👩\u{200d}👧";
        let mut first = Buffer::with_lines(["ab漢字 ❤\u{fe0f}x", "", "  é  ", family]);
        first.set_style(Rect::new(2, 2, 2, 1), Style::new().red());
        let mut fresh = Vec::new();
        let mut screen = Screen::new(false);
        screen.draw(&mut fresh, &mut first.clone(), None);
        let mut known = Vec::new();
        let mut other = Screen::new(false);
        other.draw(&mut known, &mut Buffer::empty(first.area), None);
        other.draw(&mut known, &mut first, None);
        assert_eq!(String::from_utf8(fresh), String::from_utf8(known));
    }

    #[test]
    fn a_picture_that_stays_is_not_forgotten() {
        let strip = "\x1b[1mpicture";
        let screenful = |first: &str| {
            let mut next = Buffer::with_lines([first, "    ", "    ", "    "]);
            next[(0, 2)]
                .set_symbol(strip)
                .set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::new(4).unwrap()));
            next
        };
        let mut screen = Screen::new(true);
        screen.draw(&mut Vec::new(), &mut screenful("one"), None);
        screen.draw(&mut Vec::new(), &mut screenful("two"), None);
        let mut out = Vec::new();
        let area = Rect::new(0, 1, 4, 3);
        screen.draw(&mut out, &mut screenful("six"), Some((area, 1)));
        let out = String::from_utf8(out).unwrap();
        assert!(!out.contains("\x1b[1S"), "{out:?}");
    }

    #[test]
    fn a_forgotten_row_is_drawn_again() {
        let rows = ["one ", "two "];
        let mut screen = Screen::new(true);
        screen.draw(&mut Vec::new(), &mut Buffer::with_lines(rows), None);
        screen.forget_row(1);
        screen.forget_row(9);
        let mut out = Vec::new();
        screen.draw(&mut out, &mut Buffer::with_lines(rows), None);
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, "\x1b[?2026h\x1b[2;1Htwo \x1b[?2026l");
    }

    #[test]
    fn a_scrolled_picture_matches_the_terminal() {
        let mut shown = Buffer::with_lines(["status", "one   ", "two   ", "three ", "four  "]);
        let mut out = Vec::new();
        scroll_region(&mut out, &mut shown, Rect::new(0, 1, 6, 4), 1);
        assert_eq!(
            shown,
            Buffer::with_lines(["status", "two   ", "three ", "four  ", "      "])
        );
        assert_eq!(String::from_utf8(out).unwrap(), "\x1b[2;5r\x1b[1S\x1b[r");
    }
}
