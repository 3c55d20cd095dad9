//! The help window, made from the command tables.

use crate::{
    text::{cells, width},
    theme::{Role, Theme},
    tui::{
        command::{Command, Scope},
        draw::{self, put},
        keymap::{Key, Keymap},
        model::Model,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::borrow::Cow;

/// The help window.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Help {
    rows: Vec<Entry>,
    top: usize,
}

/// What the help says of a command, or of several.
#[derive(Clone, Debug)]
enum Entry {
    Heading(&'static str),
    Keys(String, &'static str),
    Blank,
}

/// A line of the help.
#[derive(Clone, Debug)]
enum Row<'a> {
    Heading(&'a str),
    /// Keys, and a line of what they do; the keys stand on its first line only.
    Keys(&'a str, Cow<'a, str>),
    /// Keys that need more room than stands beside what they do.
    Names(Cow<'a, str>),
    Blank,
}

/// Columns for the keys at most; in a narrower window a quarter of it.
const KEYS: usize = 32;
const NARROW: usize = 60;

/// Says that keys mean nothing here, and where they do.
pub(in crate::tui) fn unbound(m: &mut Model, keys: &[Key]) {
    let escape = Key::is_escape;
    if keys.last().is_none_or(escape) {
        // Nobody expects more of it than that what was begun is over.
        return;
    }
    let typed: String = keys.iter().map(Key::as_str).collect();
    let bound: Vec<Scope> = m.keymap().scopes_of(keys).collect();
    let is = |some: &[Scope]| bound.iter().any(|s| some.contains(s));
    let window = m.popup.is_some();
    let text = match () {
        () if window => format!("{typed} does nothing in this window."),
        () if is(&[Scope::Reader]) => format!("{typed} is a key of the story: Enter goes there."),
        () if is(&[Scope::List]) || is(&[Scope::Library]) && m.library.is_some() => {
            format!("{typed} is a key of the list: h goes there.")
        }
        () if is(&[Scope::Library]) => format!("{typed} is a key of a library's list."),
        () => format!("{typed} does nothing here; ? shows the keys."),
    };
    m.say(&text);
}

impl Help {
    /// The help for the scope that has the keys, then for the others. What can be typed in a `search` comes after the
    /// first, where lists are.
    pub(in crate::tui) fn new(
        first: Scope,
        tables: &[(Scope, &'static [Command])],
        keymap: &Keymap,
        search: &[(&'static str, &'static str)],
    ) -> Self {
        let mut order: Vec<_> = tables.iter().collect();
        order.sort_by_key(|(s, _)| *s != first);
        let mut rows = Vec::new();
        let mut last = None;
        for (scope, table) in order {
            if last != Some(*scope) {
                if last.is_some() {
                    rows.push(Entry::Blank);
                }
                if last == Some(first) && !search.is_empty() {
                    rows.push(Entry::Heading("In a search"));
                    let words = search.iter();
                    rows.extend(words.map(|(word, means)| Entry::Keys((*word).to_owned(), means)));
                    rows.push(Entry::Blank);
                }
                rows.push(Entry::Heading(scope.title()));
                last = Some(*scope);
            }
            for command in *table {
                let keys = keymap.keys_of(*scope, command).join("  ");
                let keys = if keys.is_empty() {
                    format!(":{}", command.name)
                } else {
                    keys
                };
                rows.push(Entry::Keys(keys, command.help));
            }
        }
        Self { rows, top: 0 }
    }

    /// The lines of the help on a screen of this size, and the columns of the keys.
    fn lines(&self, screen: Rect) -> (Vec<Row<'_>>, usize) {
        let inside = usize::from(place(screen, 0).width).saturating_sub(2);
        let widest = self.rows.iter().map(|e| match e {
            Entry::Keys(keys, _) => width(keys),
            Entry::Heading(_) | Entry::Blank => 0,
        });
        let most = if inside < NARROW { inside / 4 } else { KEYS };
        let wide = widest.max().unwrap_or(0).min(most);
        let room = inside.saturating_sub(wide + MARGIN).max(1);
        let mut rows = Vec::new();
        for entry in &self.rows {
            match entry {
                Entry::Heading(title) => rows.push(Row::Heading(title)),
                Entry::Blank => rows.push(Row::Blank),
                Entry::Keys(keys, help) => {
                    let mut names = Some(keys.as_str());
                    if width(keys) > wide {
                        let all = inside.saturating_sub(MARGIN).max(1);
                        rows.extend(textwrap::wrap(keys, all).into_iter().map(Row::Names));
                        names = None;
                    }
                    for line in textwrap::wrap(help, room) {
                        rows.push(Row::Keys(names.take().unwrap_or_default(), line));
                    }
                }
            }
        }
        (rows, wide)
    }

    /// Moves by rows, not past the ends.
    pub(in crate::tui) fn step(&mut self, by: isize, screen: Rect) {
        let rows = self.lines(screen).0.len();
        let room = usize::from(place(screen, rows).height).saturating_sub(2);
        let last = rows.saturating_sub(room);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// Draws the window.
    pub(in crate::tui) fn view(&self, screen: Rect, theme: &Theme, buf: &mut Buffer) {
        let (rows, keys_wide) = self.lines(screen);
        let inside = draw::frame(buf, place(screen, rows.len()), "Keys", theme);
        let end = inside.right();
        let text = inside.x + cells(keys_wide + MARGIN);
        let shown = rows.iter().skip(self.top);
        for (row, y) in shown.zip(inside.top()..inside.bottom()) {
            match row {
                Row::Heading(title) => {
                    put(buf, inside.x + 1, y, end, title, theme.style(Role::Heading));
                }
                Row::Names(keys) => {
                    put(buf, inside.x + 2, y, end, keys, theme.style(Role::HelpKey));
                }
                Row::Keys(keys, help) => {
                    put(buf, inside.x + 2, y, end, keys, theme.style(Role::HelpKey));
                    put(buf, text, y, end, help, theme.style(Role::HelpText));
                }
                Row::Blank => {}
            }
        }
        let more = rows.len() > self.top + usize::from(inside.height);
        if more {
            let hint = " j for more ";
            let x = end.saturating_sub(cells(width(hint)) + 1);
            put(buf, x, inside.bottom(), end, hint, theme.style(Role::Dim));
        }
    }
}

/// Columns before the keys, and between them and what they do.
const MARGIN: usize = 4;

fn place(screen: Rect, rows: usize) -> Rect {
    let height = cells(rows + 2).min(screen.height.saturating_sub(2));
    draw::middle(screen, 78.min(screen.width.saturating_sub(2)), height)
}
