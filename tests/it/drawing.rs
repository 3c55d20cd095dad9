//! Laws of drawing: whatever happens at whatever size, nothing panics, nothing is drawn outside of its area, and what
//! stands on the terminal after any number of frames is what one frame drawn from nothing shows.

use crate::support::bench::{Bench, Setup};
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use proptest::prelude::*;
use pullquote::tui::screen::Screen;
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
};

/// Keys that do something, and a few that do not.
const KEYS: &[&str] = &[
    "j",
    "k",
    "<c-d>",
    "<c-u>",
    "<space>",
    "b",
    "gg",
    "G",
    "4",
    "0",
    "%",
    "h",
    "l",
    "<esc>",
    "q",
    "<enter>",
    "<tab>",
    "<s-tab>",
    "<c-w>",
    "J",
    "K",
    "/",
    "n",
    "N",
    "f",
    "a",
    "s",
    "o",
    "gk",
    "gl",
    "]q",
    "[q",
    "Q",
    "go",
    "yq",
    "yp",
    "yl",
    "r",
    "?",
    ":",
    "<c-o>",
    "<c-i>",
    "T",
    "<lt>",
    ">",
    "gj",
    "z",
    "<c-l>",
    "S",
    "<bs>",
    "<del>",
    "<left>",
    "<right>",
    "<up>",
    "<down>",
    "<home>",
    "<end>",
    "<pgup>",
    "<pgdn>",
    "e",
    "the",
    "<f1>",
    "]",
    "g",
    "<a-x>",
    "é",
    "港",
    "999999999",
    "quo<tab>",
    "<c-c>",
];

/// Something that the terminal sends.
#[derive(Clone, Debug)]
enum Act {
    Keys(&'static str),
    Mouse(MouseEventKind, u16, u16),
    Size(u16, u16),
    Paste(String),
}

/// Pasted text: any at all, or what terminals agree about the width of.
const ANY: &str = "(\\PC|[\\n\\t\\x1b\\x07]){0,40}";
const AGREED: &str = "[a-zäé“”…\u{301}港の笛 \\n\\x1b]{0,40}";

fn act(paste: &'static str) -> impl Strategy<Value = Act> {
    let kind = prop::sample::select(vec![
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::Moved,
    ]);
    prop_oneof![
        12 => prop::sample::select(KEYS).prop_map(Act::Keys),
        3 => (kind, 0..260_u16, 0..90_u16).prop_map(|(k, x, y)| Act::Mouse(k, x, y)),
        1 => (0..=250_u16, 0..=80_u16).prop_map(|(w, h)| Act::Size(w, h)),
        1 => paste.prop_map(Act::Paste),
    ]
}

fn events(act: &Act) -> Vec<Event> {
    match act {
        Act::Keys(keys) => crate::support::keys::events(keys)
            .into_iter()
            .map(Event::Key)
            .collect(),
        Act::Mouse(kind, column, row) => vec![Event::Mouse(MouseEvent {
            kind: *kind,
            column: *column,
            row: *row,
            modifiers: KeyModifiers::NONE,
        })],
        Act::Size(width, height) => vec![Event::Resize(*width, *height)],
        Act::Paste(text) => vec![Event::Paste(text.clone())],
    }
}

/// A bench with a file of every kind of trouble beside the library.
fn bench(size: (u16, u16)) -> Bench {
    let mut setup = Setup {
        size,
        ..Setup::default()
    };
    let long: Vec<String> = (0..60)
        .map(|n| {
            format!(
                "Paragraph {n}, \"quoted {n},\" said Ann Lee. {}\n\n",
                "word ".repeat(n)
            )
        })
        .collect();
    setup.files.push((
        "6-long.txt".into(),
        format!("A long story\n\n{}", long.concat()),
    ));
    setup.files.push(("7-blank.txt".into(), " \n\n \n".into()));
    setup.files.push((
        "8-page.md".into(),
        "# One\n\n[a link](https://example.org) and [another](#two)\n\n## Two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n  - y\n\n```\ncode\n```\n".into(),
    ));
    Bench::with(&setup)
}

/// Does all of it before the next frame. Commands that are there to fail are left out, and those that write files.
fn together(bench: &mut Bench, acts: &[Act]) {
    for event in acts.iter().flat_map(events) {
        let enter = matches!(event, Event::Key(k) if k.code == KeyCode::Enter);
        let kept_out = [":debug", ":export"];
        if enter && kept_out.iter().any(|c| bench.status().starts_with(c)) {
            bench.key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
        } else if enter {
            bench.events([event]);
        } else {
            bench.unsettled(event);
        }
    }
    bench.events([]);
}

/// Draws into a buffer with a margin on all sides that must stay as it is.
fn check_margin(bench: &Bench) -> Result<(), TestCaseError> {
    let screen = bench.model.screen();
    let area = Rect::new(0, 0, screen.width + 3, screen.height + 3);
    let mark = Cell::new("#");
    let mut buf = Buffer::filled(area, mark.clone());
    for y in 0..screen.height {
        for x in 0..screen.width {
            buf[(x, y)] = Cell::default();
        }
    }
    bench.model.view(&mut buf);
    for (n, cell) in buf.content.iter().enumerate() {
        let (x, y) = buf.pos_of(n);
        if x >= screen.width || y >= screen.height {
            prop_assert_eq!(cell, &mark, "at {},{} of {}", x, y, screen);
        }
    }
    Ok(())
}

/// Where list and story stand side by side, the line between them is whole.
fn check_line(bench: &Bench) -> Result<(), TestCaseError> {
    let buf = bench.buffer();
    let is_line = |x: u16, y: u16| buf.cell((x, y)).is_some_and(|c| c.symbol() == "│");
    // A window may lie over it; on a screen of few rows that has no frame.
    let bare = buf.area.height >= 8 && !bench.screen().contains('╭');
    let line = (0..buf.area.width).find(|x| is_line(*x, 0));
    if let Some(x) = line.filter(|_| bare) {
        for y in 1..buf.area.height - 1 {
            prop_assert!(is_line(x, y), "row {} of\n{}", y, bench.screen());
        }
    }
    Ok(())
}

/// What a terminal shows: the text and look of every cell.
fn looks(parser: &vt100::Parser) -> Vec<(String, vt100::Color, vt100::Color, [bool; 5])> {
    let screen = parser.screen();
    let (rows, columns) = screen.size();
    let mut cells = Vec::new();
    for y in 0..rows {
        for x in 0..columns {
            let cell = screen.cell(y, x).unwrap();
            let text = match cell.contents() {
                "" => " ",
                text => text,
            };
            cells.push((
                text.to_owned(),
                cell.fgcolor(),
                cell.bgcolor(),
                [
                    cell.bold(),
                    cell.italic(),
                    cell.underline(),
                    cell.inverse(),
                    cell.dim(),
                ],
            ));
        }
    }
    cells
}

/// A terminal that shows frame after frame.
struct Terminal {
    screen: Screen,
    parser: vt100::Parser,
    next: Buffer,
}

impl Terminal {
    fn new(modern: bool) -> Self {
        Self {
            screen: Screen::new(modern),
            parser: vt100::Parser::new(24, 80, 0),
            next: Buffer::empty(Rect::ZERO),
        }
    }

    /// Draws the bench as the program does; gives how many bytes that took.
    fn draw(&mut self, bench: &mut Bench) -> usize {
        let area = bench.model.screen();
        if self.next.area == area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        self.parser.screen_mut().set_size(area.height, area.width);
        bench.model.view(&mut self.next);
        let scroll = bench.model.scrolled();
        let mut out = Vec::new();
        self.screen.draw(&mut out, &mut self.next, scroll);
        self.parser.process(&out);
        out.len()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_or_leaves_its_area(
        size in (0..=250_u16, 0..=80_u16),
        steps in prop::collection::vec(prop::collection::vec(act(ANY), 1..4), 1..25),
    ) {
        let mut bench = bench(size);
        for acts in &steps {
            together(&mut bench, acts);
            check_margin(&bench)?;
            check_line(&bench)?;
            bench.model.view(&mut Buffer::empty(Rect::ZERO));
            bench.model.view(&mut Buffer::empty(Rect::new(0, 0, 7, 3)));
        }
    }

    #[test]
    fn frames_add_up_to_what_one_frame_shows(
        size in prop::sample::select(vec![(80, 24), (120, 40), (40, 12), (30, 5)]),
        modern in any::<bool>(),
        steps in prop::collection::vec(prop::collection::vec(act(AGREED), 1..4), 1..25),
    ) {
        let mut bench = bench(size);
        let mut terminal = Terminal::new(modern);
        terminal.draw(&mut bench);
        for acts in &steps {
            together(&mut bench, acts);
            terminal.draw(&mut bench);
            let mut fresh = Terminal::new(modern);
            fresh.draw(&mut bench);
            prop_assert!(
                looks(&terminal.parser) == looks(&fresh.parser),
                "after {:?}\n{}\n--- not\n{}",
                acts, terminal.parser.screen().contents(), fresh.parser.screen().contents()
            );
        }
    }
}

#[test]
fn the_terminal_shows_the_symbols_of_the_buffer() {
    let mut bench = bench((120, 40));
    let mut terminal = Terminal::new(true);
    for keys in ["", "G", "kkkk<enter>", "3j", "?"] {
        bench.keys(keys);
        terminal.draw(&mut bench);
        let shown: Vec<String> = terminal.parser.screen().rows(0, 120).collect();
        let shown: Vec<&str> = shown.iter().map(|r| r.trim_end()).collect();
        assert_eq!(shown, bench.rows(), "{keys}");
    }
}

#[test]
fn scrolling_a_line_is_cheap() {
    let mut bench = bench((80, 24));
    let mut terminal = Terminal::new(true);
    bench.keys("5j<enter>20j");
    let all = terminal.draw(&mut bench);
    bench.keys("j");
    let one = terminal.draw(&mut bench);
    assert!(one * 5 < all, "{one} of {all} bytes");
    assert_eq!(
        terminal.draw(&mut bench),
        0,
        "nothing changed, nothing is written"
    );
}

#[test]
fn a_scroll_up_and_down_at_once_is_drawn_right() {
    let mut bench = bench((80, 24));
    let mut terminal = Terminal::new(true);
    bench.keys("5j<enter>20j");
    terminal.draw(&mut bench);
    for keys in [
        "3j2k", "jjgg", "5jk", "3j?", "<esc>3k", "2j<tab>", "4j]q", "G", "kkk", "jjjjjj", "zk",
        "zkj", "zzk",
    ] {
        bench.burst(keys);
        terminal.draw(&mut bench);
        let mut fresh = Terminal::new(true);
        fresh.draw(&mut bench);
        assert!(looks(&terminal.parser) == looks(&fresh.parser), "{keys}");
    }
}
