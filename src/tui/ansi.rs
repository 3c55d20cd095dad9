//! Cells to the bytes that draw them: the only place that writes escape sequences for text.

use crate::paint::Door;
use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption, CellWidth},
    style::{Color, Modifier},
};
use std::{io::Write, num::NonZeroU16};

/// Longest address that a cell is linked to, in bytes: what VTE takes at most.
const LONGEST: usize = 2083;
/// Schemes that a terminal may be told of.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];
/// Ends a hyperlink (OSC 8 without an address).
pub const UNLINK: &str = "\x1b]8;;\x1b\\";

/// The sequence that begins a hyperlink (OSC 8). Cells with the same `id` are one link to the terminal, on however many
/// rows they stand. `None` for an address that no terminal should be told of; what is not printable ASCII in it is
/// percent-encoded.
#[must_use]
pub fn hyperlink(id: u32, address: &str) -> Option<String> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    if !SCHEMES.iter().any(|s| lower.starts_with(s)) {
        return None;
    }
    let mut link = format!("\x1b]8;id={id};");
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            link.push(char::from(byte));
        } else {
            link.extend(hex(byte));
        }
    }
    link.push_str("\x1b\\");
    (link.len() <= LONGEST).then_some(link)
}

/// A byte percent-encoded (RFC 3986).
fn hex(byte: u8) -> [char; 3] {
    let digit = |n: u8| char::from_digit(n.into(), 16).unwrap_or('0');
    ['%', digit(byte >> 4), digit(byte & 15)].map(|c| c.to_ascii_uppercase())
}

/// Makes the cells of a door part of a hyperlink, which begins with `link` as [`hyperlink`] gives it. A cell carries it
/// with its symbol, so that a change of address is a change of the cell.
pub fn link(buf: &mut Buffer, door: &Door, link: &str) {
    let mut x = door.from;
    while let Some(cell) = buf.cell_mut((x, door.y)).filter(|_| x < door.to) {
        let width = NonZeroU16::new(cell.cell_width()).unwrap_or(NonZeroU16::MIN);
        let symbol = format!("{link}{}", cell.symbol());
        cell.set_symbol(&symbol);
        cell.set_diff_option(CellDiffOption::ForcedWidth(width));
        x += width.get();
    }
}

/// Whether what a cell shows is of several code points, so that terminals may disagree about its width.
#[must_use]
pub fn is_cluster(symbol: &str) -> bool {
    parted(symbol).1.chars().nth(1).is_some()
}

/// Whether what a cell shows is a picture that the terminal draws over the cells beside it.
#[must_use]
pub fn is_strip(symbol: &str) -> bool {
    symbol.starts_with("\x1b[")
}

/// The hyperlink that a cell's symbol begins with, empty for none, and what it shows.
#[must_use]
pub fn parted(symbol: &str) -> (&str, &str) {
    // Other sequences are pictures.
    if !symbol.starts_with("\x1b]8;") {
        return ("", symbol);
    }
    let end = symbol.find("\x1b\\").map_or(0, |at| at + 2);
    symbol.split_at_checked(end).unwrap_or(("", symbol))
}

/// Draws cells into a byte buffer with as few bytes as it can: the cursor moves only where cells do not follow
/// each other, and a style is written only where it changes.
#[derive(Debug)]
pub struct Pen<'a> {
    out: &'a mut Vec<u8>,
    style: Look,
    /// The hyperlink that is open; empty for none.
    link: String,
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

impl Look {
    /// How a terminal is to show a cell. Bold is stronger than dim: some terminals know one intensity only (the Linux
    /// console), and there the later of the two would win, which depends on the cell before.
    fn of(cell: &Cell) -> Self {
        let mut modifier = cell.modifier;
        if modifier.contains(Modifier::BOLD) {
            modifier.remove(Modifier::DIM);
        }
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier,
        }
    }
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
            link: String::new(),
            at: None,
        }
    }

    /// Draws one cell at column `x` and row `y`, from 0.
    pub fn cell(&mut self, x: u16, y: u16, cell: &Cell) {
        let (link, symbol) = parted(cell.symbol());
        if self.at != Some((x, y)) {
            // Each run of cells holds its whole link.
            self.link("");
            push(self.out, format_args!("\x1b[{};{}H", y + 1, x + 1));
        }
        self.link(link);
        self.look(Look::of(cell));
        let width = cell.cell_width();
        if is_cluster(symbol) {
            // Terminals disagree about the width of clusters of several code points: empty all the cells of one before,
            // for a terminal that fills fewer, and say the place again after it, so that no error spreads.
            if width > 1 {
                self.out
                    .extend(std::iter::repeat_n(b' ', usize::from(width)));
                push(self.out, format_args!("\x1b[{};{}H", y + 1, x + 1));
            }
            self.out.extend_from_slice(symbol.as_bytes());
            self.at = None;
        } else {
            self.out.extend_from_slice(symbol.as_bytes());
            self.at = Some((x + width, y));
        }
    }

    /// Ends a run of text that stands on no screen: the style is plain again.
    pub fn end(mut self) {
        self.link("");
        self.look(PLAIN);
    }

    fn link(&mut self, link: &str) {
        // Most cells have no link after a cell without one. Said apart, for to compare nothing with nothing is not free:
        // the C library loads from where the empty texts would stand, which is no memory at all, and processors take a
        // microsecond to find that this does not matter. A frame has thousands of cells.
        if link.is_empty() && self.link.is_empty() || self.link == link {
            return;
        }
        if !self.link.is_empty() {
            self.out.extend_from_slice(UNLINK.as_bytes());
        }
        self.out.extend_from_slice(link.as_bytes());
        link.clone_into(&mut self.link);
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
    use crate::paint::Target;
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
    fn a_run_of_linked_cells_holds_its_link() {
        let mut buf = Buffer::with_lines(["a日.", "b   "]);
        let address = hyperlink(7, "https://a.org/é").unwrap();
        for (y, to) in [(0, 3), (1, 1)] {
            let door = Door {
                y,
                from: 0,
                to,
                target: Target::Link(7),
            };
            link(&mut buf, &door, &address);
        }
        let mut out = Vec::new();
        let mut pen = Pen::new(&mut out);
        for (x, y, cell) in Buffer::empty(buf.area).diff_iter(&buf) {
            pen.cell(x, y, cell);
        }
        pen.end();
        let open = "^]8;id=7;https://a.org/%C3%A9^\\";
        assert_eq!(
            String::from_utf8(out).unwrap().replace('\x1b', "^"),
            format!("^[1;1H{open}a日^]8;;^\\.^[2;1H{open}b^]8;;^\\")
        );
    }

    #[test]
    fn no_terminal_is_told_of_other_schemes() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "#note", ""] {
            assert_eq!(hyperlink(0, address), None, "{address}");
        }
        assert_eq!(
            hyperlink(0, &format!("https://{}", "a".repeat(LONGEST))),
            None
        );
        assert!(hyperlink(0, "HTTPS://a.org").is_some());
        let hostile = hyperlink(0, "https://a.org/\u{1b}]8;;\u{7}").unwrap();
        assert!(hostile.contains("%1B]8;;%07"));
    }

    #[test]
    fn the_cells_of_a_wide_cluster_are_emptied_first() {
        let plain = Style::new();
        assert_eq!(
            drawn(&[(0, 0, "❤\u{fe0f}", plain), (2, 0, "b", plain)]),
            "^[1;1H  ^[1;1H❤\u{fe0f}^[1;3Hb"
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

    #[test]
    fn bold_is_stronger_than_dim() {
        let (bold, dim) = (Style::new().bold(), Style::new().dim());
        let cells = [
            (0, 0, "a", dim),
            (1, 0, "b", dim.bold()),
            (2, 0, "c", bold.dim()),
            (3, 0, "d", bold),
        ];
        assert_eq!(drawn(&cells), "^[1;1H^[2ma^[0;1mbcd^[0m");
    }
}
