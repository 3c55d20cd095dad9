//! Cells to the bytes that draw them: the only place that writes escape sequences for text.

use ratatui::{
    buffer::{Cell, CellWidth},
    style::{Color, Modifier},
};
use std::io::Write;

/// Draws cells into a byte buffer with as few bytes as it can: the cursor moves only where cells do not follow
/// each other, and a style is written only where it changes.
#[derive(Debug)]
pub struct Pen<'a> {
    out: &'a mut Vec<u8>,
    style: Look,
    /// Column and row where the terminal's cursor is known to be.
    at: Option<(u16, u16)>,
}

/// The style of a cell as the terminal holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

/// Each modifier and the SGR parameter that turns it on.
const MODIFIERS: &[(Modifier, u8)] = &[
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl<'a> Pen<'a> {
    /// A pen on a terminal whose style is plain and whose cursor is anywhere.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self {
            out,
            style: PLAIN,
            at: None,
        }
    }

    /// Draws one cell at column `x` and row `y`, from 0.
    pub fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        if self.at != Some((x, y)) {
            push(self.out, format_args!("\x1b[{};{}H", y + 1, x + 1));
        }
        self.look(Look {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        });
        let symbol = cell.symbol();
        self.out.extend_from_slice(symbol.as_bytes());
        // Terminals disagree about the width of clusters of several code points: say the place again after one,
        // so that no error spreads.
        let single = symbol.chars().nth(1).is_none();
        self.at = single.then(|| (x + cell.cell_width(), y));
    }

    /// Ends a run of text that stands on no screen: the style is plain again.
    pub fn end(mut self) {
        self.look(PLAIN);
    }

    fn look(&mut self, to: Look) {
        if to == self.style {
            return;
        }
        self.out.extend_from_slice(b"\x1b[");
        let start = self.out.len();
        let mut from = self.style;
        // Turning single modifiers off differs between terminals (21, 22): begin anew instead.
        if !to.modifier.contains(from.modifier) {
            from = PLAIN;
            self.out.push(b'0');
        }
        for (modifier, code) in MODIFIERS {
            if to.modifier.contains(*modifier) && !from.modifier.contains(*modifier) {
                self.parameter(start, format_args!("{code}"));
            }
        }
        if to.fg != from.fg {
            self.color(start, to.fg, false);
        }
        if to.bg != from.bg {
            self.color(start, to.bg, true);
        }
        self.out.push(b'm');
        self.style = to;
    }

    fn parameter(&mut self, start: usize, parameter: std::fmt::Arguments<'_>) {
        if self.out.len() > start {
            self.out.push(b';');
        }
        push(self.out, parameter);
    }

    fn color(&mut self, start: usize, color: Color, ground: bool) {
        let shift = if ground { 10 } else { 0 };
        let named = |n: u8| if n < 8 { 30 + n } else { 82 + n };
        match color {
            Color::Reset => self.parameter(start, format_args!("{}", 39 + shift)),
            Color::Rgb(r, g, b) => {
                self.parameter(start, format_args!("{};2;{r};{g};{b}", 38 + shift));
            }
            Color::Indexed(n) => self.parameter(start, format_args!("{};5;{n}", 38 + shift)),
            color => {
                let n = NAMED.iter().position(|c| *c == color).unwrap_or(7);
                let n = u8::try_from(n).unwrap_or(7);
                self.parameter(start, format_args!("{}", named(n) + shift));
            }
        }
    }
}

/// The sixteen colours in the order of their SGR numbers.
pub const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Writes into a vector, which cannot fail.
fn push(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    drop(out.write_fmt(text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn drawn(cells: &[(u16, u16, &str, Style)]) -> String {
        let mut out = Vec::new();
        let mut pen = Pen::new(&mut out);
        for (x, y, symbol, style) in cells {
            let mut cell = Cell::default();
            cell.set_symbol(symbol).set_style(*style);
            pen.cell(*x, *y, &cell);
        }
        pen.end();
        String::from_utf8(out).unwrap().replace('\x1b', "^")
    }

    #[test]
    fn neighbours_need_no_cursor_move() {
        let plain = Style::new();
        let cells = [
            (4, 2, "a", plain),
            (5, 2, "日", plain),
            (7, 2, "b", plain),
            (9, 2, "c", plain),
        ];
        assert_eq!(drawn(&cells), "^[3;5Ha日b^[3;10Hc");
    }

    #[test]
    fn the_place_is_said_again_after_a_cluster() {
        let plain = Style::new();
        assert_eq!(
            drawn(&[(0, 0, "e\u{301}", plain), (1, 0, "b", plain)]),
            "^[1;1He\u{301}^[1;2Hb"
        );
    }

    #[test]
    fn styles_are_written_where_they_change() {
        let bold = Style::new().add_modifier(Modifier::BOLD).fg(Color::Red);
        let blue = Style::new().bg(Color::Rgb(1, 2, 3)).fg(Color::LightBlue);
        let cells = [
            (0, 0, "a", bold),
            (1, 0, "b", bold),
            (2, 0, "c", blue),
            (3, 0, "d", Style::new()),
        ];
        assert_eq!(drawn(&cells), "^[1;1H^[1;31mab^[0;94;48;2;1;2;3mc^[39;49md");
    }
}
