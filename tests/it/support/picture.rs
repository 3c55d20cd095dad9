//! A drawn buffer as text: its symbols, then a map of its styles, one letter a style, with a legend.

use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    style::{Color, Modifier, Style},
};
use std::fmt::Write as _;

/// The letters of styles in the order in which they are met; the first is that of plain text.
const LETTERS: &str = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// The rows of a buffer, with no blanks at their ends.
pub(crate) fn rows(buf: &Buffer) -> Vec<String> {
    let row = |y| {
        let mut line = String::new();
        let mut covered = 0;
        for x in buf.area.left()..buf.area.right() {
            let cell = &buf[(x, y)];
            if covered > 0 {
                covered -= 1;
                continue;
            }
            line.push_str(cell.symbol());
            covered = cell.cell_width().saturating_sub(1);
        }
        line.trim_end().to_owned()
    };
    (buf.area.top()..buf.area.bottom()).map(row).collect()
}

/// A style in words: colours as `#rrggbb`, a number, or a name.
fn described(style: Style) -> String {
    let color = |c: Option<Color>| c.unwrap_or(Color::Reset).to_string();
    let mut words = format!("{} on {}", color(style.fg), color(style.bg));
    for (modifier, name) in [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
        (Modifier::CROSSED_OUT, "struck"),
    ] {
        if style.add_modifier.contains(modifier) {
            let _ = write!(words, " {name}");
        }
    }
    words
}

/// The picture for a snapshot. `plain` is the style of ordinary text, shown as dots; of a blank only the ground and
/// what shows on it count.
pub(crate) fn picture(buf: &Buffer, plain: Style) -> String {
    let mut styles = vec![described(plain)];
    let mut map = Vec::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let cell = &buf[(x, y)];
            let style = described(visible(cell, plain));
            let n = styles.iter().position(|s| *s == style).unwrap_or_else(|| {
                styles.push(style);
                styles.len() - 1
            });
            let letter = LETTERS.chars().nth(n).unwrap_or('?');
            // A wide character gives its style to the cells that it covers.
            let wide = cell.cell_width().max(1);
            line.extend(std::iter::repeat_n(letter, usize::from(wide)));
            x += wide;
        }
        map.push(line.trim_end_matches('.').to_owned());
    }
    let mut text = rows(buf).join("\n");
    let _ = write!(text, "\n\n{}\n\n", map.join("\n"));
    for (letter, style) in LETTERS.chars().zip(&styles) {
        let _ = writeln!(text, "{letter} {style}");
    }
    text
}

/// The style of a cell as far as one sees it: the ink of a blank is not.
fn visible(cell: &Cell, plain: Style) -> Style {
    let mut style = cell.style();
    let shows = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
    if cell.symbol() == " " && !style.add_modifier.intersects(shows) {
        style.fg = plain.fg;
        style.add_modifier = plain.add_modifier;
    }
    style
}
