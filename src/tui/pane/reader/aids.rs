//! Aids to reading: two columns, a band that the eye rests on, the beginnings of words set off, text that scrolls by
//! itself at the reader's own speed, and text read aloud.

use super::{
    Shown,
    commands::{height, scroll},
    view,
};
use crate::{
    library::state::Pace,
    text::{self, Span, byte},
    tui::{
        command::{Command, cmd},
        effect::Effect,
        model::{Focus, Model},
    },
};
use ratatui::layout::Rect;

/// The commands of the aids.
pub(in crate::tui) static COMMANDS: &[Command] = &[
    cmd(
        "spread",
        "Two columns where there is room, or one",
        &["g2"],
        |m, _| spread(m),
    ),
    cmd(
        "focus-line",
        "Dim all but a band of lines, or nothing",
        &["gf"],
        |m, _| focus_line(m),
    ),
    cmd(
        "bionic",
        "Set off the beginnings of words, or not",
        &["gB"],
        |m, _| bionic(m),
    ),
    cmd(
        "auto-scroll",
        "Scroll by itself at your reading speed, or stop",
        &["ga"],
        |m, _| auto_scroll(m),
    ),
    cmd("faster", "Scroll faster", &["+"], |m, a| {
        hasten(m, 10 * a.distance())
    }),
    cmd("slower", "Scroll slower", &["-"], |m, a| {
        hasten(m, -10 * a.distance())
    }),
    cmd(
        "read-aloud",
        "Have the text read aloud, or stop",
        &["gv"],
        |m, _| read_aloud(m),
    ),
];

/// Which aids are on, and what they know.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Aids {
    /// Two columns are wanted.
    pub(in crate::tui) spread: bool,
    /// All but a band of lines is dimmed.
    pub(in crate::tui) focus: bool,
    /// The beginnings of words are set off.
    pub(in crate::tui) bionic: bool,
    /// When the text scrolls by itself next, in milliseconds since the epoch.
    pub(in crate::tui) due: Option<u64>,
    /// How fast it does, in words a minute; `None`: as fast as the reader reads.
    speed: Option<u32>,
    /// How fast the reader reads, as far as is known.
    pub(in crate::tui) pace: Pace,
    /// Where and when the reader last moved on: a byte, and milliseconds since the epoch.
    moved_on: Option<(u32, u64)>,
    /// The sentence that is read aloud.
    pub(in crate::tui) aloud: Option<Span>,
}

/// Cells between two columns at least.
const BETWEEN: u16 = 4;
/// Slowest and fastest scrolling, in words a minute.
const SPEEDS: (u32, u32) = (40, 1200);
/// Longest wait for the next row, in milliseconds: a row may hold no word.
const LONGEST_WAIT: u64 = 20_000;

/// Fewer bytes that the reader moved on by are taken together with what follows.
const SOME: u32 = 200;

impl Aids {
    /// Another story is read.
    pub(in crate::tui) fn begin(&mut self) {
        (self.due, self.moved_on, self.aloud) = (None, None, None);
    }
}

/// The columns that a pane is divided into, for lines of this measure.
pub(in crate::tui) fn columns(area: Rect, measure: u16, aids: &Aids) -> u16 {
    let room = area.width / 2 >= measure.saturating_add(BETWEEN);
    if aids.spread && room { 2 } else { 1 }
}

fn spread(m: &mut Model) -> Vec<Effect> {
    m.reader.aids.spread = !m.reader.aids.spread;
    m.arrange();
    let height = height(m);
    if let Some(shown) = m.reader.shown.as_mut() {
        shown.lowest = None;
        shown.go_to_place(height);
    }
    if m.reader.aids.spread && m.reader.columns == 1 {
        m.say("There is no room for two columns: < makes lines shorter, z hides the list.");
    }
    Vec::new()
}

fn focus_line(m: &mut Model) -> Vec<Effect> {
    m.reader.aids.focus = !m.reader.aids.focus;
    Vec::new()
}

fn bionic(m: &mut Model) -> Vec<Effect> {
    m.reader.aids.bionic = !m.reader.aids.bionic;
    Vec::new()
}

/// The rows that the eye rests on, of `rows` on show: a third down, but all before it at the beginning of a story and
/// all after it at the end, where the text cannot move there.
pub(in crate::tui) fn band(rows: usize, at_start: bool, at_end: bool) -> std::ops::Range<usize> {
    let middle = rows / 3;
    let from = if at_start {
        0
    } else {
        middle.saturating_sub(1)
    };
    let to = if at_end { rows } else { middle + 2 };
    from..to
}

fn auto_scroll(m: &mut Model) -> Vec<Effect> {
    if m.reader.aids.due.take().is_some() {
        m.say("Scrolling stopped.");
        return Vec::new();
    }
    if m.reader.shown.is_none() {
        return Vec::new();
    }
    m.say(&format!("Scrolling at {} words a minute.", speed(m)));
    wait(m)
}

fn speed(m: &Model) -> u32 {
    let aids = &m.reader.aids;
    aids.speed.unwrap_or_else(|| aids.pace.words_a_minute())
}

fn hasten(m: &mut Model, by: isize) -> Vec<Effect> {
    let by = i32::try_from(by).unwrap_or(0);
    let speed = speed(m).saturating_add_signed(by).clamp(SPEEDS.0, SPEEDS.1);
    m.reader.aids.speed = Some(speed);
    m.say(&format!("{speed} words a minute."));
    Vec::new()
}

/// Has the text scroll on once the first row on show has been read.
fn wait(m: &mut Model) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let (top, _) = shown.visible(1);
    let line = shown.page.rows(top, 1).find_map(|r| r.line);
    let words = line.map_or(0, |l| {
        l.span.of(shown.story.article.text()).split(' ').count()
    });
    let words = u64::try_from(words.max(1)).unwrap_or(1);
    let wait = (words * 60_000 / u64::from(speed(m))).min(LONGEST_WAIT);
    let due = m.shared.now + wait;
    m.reader.aids.due = Some(due);
    vec![Effect::Wait { until: due, wait }]
}

/// The time has come to scroll on.
pub(in crate::tui) fn waited(m: &mut Model, until: u64) -> Vec<Effect> {
    if m.reader.aids.due != Some(until) {
        return Vec::new();
    }
    m.reader.aids.due = None;
    if m.popup.is_some() || m.prompt.is_some() || m.focus != Focus::Reader {
        return Vec::new();
    }
    let height = height(m);
    if m.reader
        .shown
        .as_mut()
        .is_none_or(|s| s.is_at_bottom(height))
    {
        m.say("Scrolled to the end.");
        return Vec::new();
    }
    scroll(m, 1);
    wait(m)
}

/// Learns from a reader who moved on how fast they read.
pub(in crate::tui) fn learn(m: &mut Model) -> Vec<Effect> {
    let now = m.shared.now;
    let aids = &mut m.reader.aids;
    let Some(shown) = m.reader.shown.as_ref().filter(|_| aids.due.is_none()) else {
        return Vec::new();
    };
    let before = aids.moved_on.replace((shown.place, now));
    let Some((from, then)) = before.filter(|(from, _)| *from < shown.place) else {
        return Vec::new();
    };
    if shown.place - from < SOME {
        aids.moved_on = before;
        return Vec::new();
    }
    let span = Span {
        start: from,
        end: shown.place,
    };
    let words = span.of(shown.story.article.text()).split_ascii_whitespace();
    if aids
        .pace
        .learn(byte(words.count()), now.saturating_sub(then))
    {
        return vec![Effect::SavePace(aids.pace)];
    }
    Vec::new()
}

fn read_aloud(m: &mut Model) -> Vec<Effect> {
    if m.reader.aids.aloud.take().is_some() {
        return vec![Effect::Hush];
    }
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let from = shown.place;
    speak(m, from)
}

/// Has the first sentence from byte `from` on read aloud.
fn speak(m: &mut Model, from: u32) -> Vec<Effect> {
    let height = height(m);
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    let Some(sentence) = sentence(shown, from) else {
        m.reader.aids.aloud = None;
        return Vec::new();
    };
    shown.reveal(sentence, height);
    let words = sentence
        .of(shown.story.article.text())
        .replace(['\n', '\t', '\u{ad}'], " ");
    let lang = shown.story.article.meta.lang.to_string();
    m.reader.aids.aloud = Some(sentence);
    vec![Effect::Speak {
        sentence,
        words,
        lang,
    }]
}

/// A sentence was read aloud, or could not be: then there is no more.
pub(in crate::tui) fn spoken(m: &mut Model, sentence: Span) -> Vec<Effect> {
    if m.reader.aids.aloud == Some(sentence) {
        speak(m, sentence.end)
    } else {
        Vec::new()
    }
}

/// The first sentence with words at or after byte `from`.
fn sentence(shown: &Shown, from: u32) -> Option<Span> {
    let article = &shown.story.article;
    let first = article.block_at(from);
    for block in article.blocks().iter().skip(first) {
        let rest = Span {
            start: block.span.start.max(from),
            end: block.span.end.max(from),
        };
        let mut start = rest.start;
        for sentence in text::sentences(rest.of(article.text())) {
            let end = start + byte(sentence.len());
            if sentence.contains(char::is_alphanumeric) {
                return Some(Span { start, end });
            }
            start = end;
        }
    }
    None
}

/// The area of column number `n` of `columns`.
pub(in crate::tui) fn column_area(area: Rect, columns: u16, n: u16, measure: u16) -> Rect {
    let width = area.width / columns.max(1);
    let own = Rect {
        x: area.x + width * n,
        width,
        ..area
    };
    view::column(own, measure)
}
