//! A story as coloured text: the lines of the plain rendering, painted as on the screen, their styles written as SGR
//! sequences.

use std::io;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

use crate::{
    export::plain,
    layout::{Line, Options},
    paint::{Door, Painter, Speakers, Target},
    story::Story,
    text::{self, cells},
    theme::{Depth, Role, Theme},
    tui::ansi::{self, NAMED, UNLINK, parted},
};

/// Gives each line of a story to `then`, in the sixteen colours that the terminal's owner has chosen.
pub(super) fn write(
    story: &Story,
    options: &Options,
    then: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let theme = Theme::builtin(theme_name())
        .unwrap_or_default()
        .at(Depth::Sixteen);
    let body = theme.style(Role::Body);
    let title = sgr(theme.style(Role::Title), body);
    plain::masthead_lines(&story.article, options, &mut |line| {
        then(&if line.is_empty() {
            String::new()
        } else {
            format!("{title}{line}{RESET}")
        })
    })?;
    let speakers = Speakers::of(&story.article, &story.notes);
    let painter = Painter {
        article: &story.article,
        notes: &story.notes,
        theme: &theme,
        speakers: &speakers,
        by_speaker: true,
        bionic: false,
        aside: 0,
        stub_states: &[],
        highlights: &[],
    };
    for (block, line) in plain::below_masthead(&story.article, options) {
        let row = line.map(|line| paint(&painter, &line, block, options.measure));
        then(row.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

/// The theme whose colours show on the terminal's own background, as far as it says what that is: the last number of
/// `COLORFGBG`, where 7 and 9 to 15 are light.
fn theme_name() -> &'static str {
    let said = std::env::var("COLORFGBG").unwrap_or_default();
    let ground = said.rsplit(';').next().and_then(|n| n.parse().ok());
    match ground {
        Some(7 | 9..=15_u8) => "light",
        _ => "dark",
    }
}

/// One line, painted.
fn paint(painter: &Painter<'_>, line: &Line, block: u32, measure: u16) -> String {
    let row = Rect::new(0, 0, measure, 1);
    let mut buffer = Buffer::empty(row);
    let mut doors = Vec::new();
    painter.row(line, block as usize, row, &mut buffer, &mut doors);
    hyperlinks(painter, &doors, &mut buffer);
    let body = painter.theme.style(Role::Body);
    let mut written = String::new();
    let mut now = (body, String::new());
    let mut open = "";
    let mut covered = 0;
    let used = used(&buffer);
    for cell in buffer.content().iter().take(used) {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let style = cell.style();
        if style != now.0 {
            let sequence = sgr(style, body);
            if sequence != now.1 {
                written.push_str(if now.1.is_empty() { "" } else { RESET });
                written.push_str(&sequence);
            }
            now = (style, sequence);
        }
        let (link, symbol) = parted(cell.symbol());
        if link != open {
            written.push_str(if open.is_empty() { "" } else { UNLINK });
            written.push_str(link);
            open = link;
        }
        written.push_str(symbol);
        covered = text::width(symbol).saturating_sub(1);
    }
    written.push_str(if open.is_empty() { "" } else { UNLINK });
    if !now.1.is_empty() {
        written.push_str(RESET);
    }
    written
}

/// Has the terminal know the addresses of links.
fn hyperlinks(painter: &Painter<'_>, doors: &[Door], row: &mut Buffer) {
    for door in doors {
        let number = match door.target {
            Target::Link(n) => Some(n),
            Target::Stub(n) => painter.notes.stubs.get(n as usize).and_then(|s| s.link),
        };
        if let Some(n) = number
            && let Some(to) = painter.article.links().get(n as usize)
            && let Some(address) = ansi::hyperlink(n, &to.url)
        {
            ansi::link(row, door, &address);
        }
    }
}

/// How many cells of a row are not blank at its end.
fn used(row: &Buffer) -> usize {
    let last = row.content().iter().rposition(|c| c.symbol() != " ");
    last.map_or(0, |n| {
        n + usize::from(cells(text::width(
            row.content().get(n).map_or("", |c| parted(c.symbol()).1),
        )))
        .max(1)
    })
}

/// Back to the terminal's own style.
const RESET: &str = "\x1b[0m";

/// Modifiers and their SGR numbers (ECMA-48, 8.3.117).
const MODIFIERS: [(Modifier, &str); 6] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::REVERSED, "7"),
    (Modifier::CROSSED_OUT, "9"),
];

/// The sequence that sets a style; empty for that of the body, which is the terminal's own.
fn sgr(style: Style, body: Style) -> String {
    let set = MODIFIERS
        .iter()
        .filter(|(m, _)| style.add_modifier.contains(*m));
    let mut numbers: Vec<_> = set.map(|(_, number)| (*number).to_owned()).collect();
    let ink = style.fg.filter(|c| Some(*c) != body.fg);
    let ground = style.bg.filter(|c| Some(*c) != body.bg);
    numbers.extend(ink.and_then(|c| number(c, 30)));
    numbers.extend(ground.and_then(|c| number(c, 40)));
    if numbers.is_empty() {
        return String::new();
    }
    format!("\x1b[{}m", numbers.join(";"))
}

/// The number of one of the sixteen colours, `base` being 30 for ink and 40 for the ground.
fn number(colour: Color, base: u8) -> Option<String> {
    let place = u8::try_from(NAMED.iter().position(|c| *c == colour)?).ok()?;
    let bright = if place < 8 { 0 } else { 60 - 8 };
    Some((base + bright + place).to_string())
}
