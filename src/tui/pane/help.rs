//! The help window, made from the command tables.

use crate::{
    text::{cells, width},
    theme::{Role, Theme},
    tui::{
        command::{Command, Scope},
        draw::{self, put},
        keymap::Keymap,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

/// The help window.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Help {
    rows: Vec<Entry>,
    top: usize,
}

/// A row of the help.
#[derive(Clone, Debug)]
enum Entry {
    Heading(&'static str),
    Keys(String, &'static str),
    Blank,
}

/// Columns for the keys.
const KEYS: u16 = 22;

impl Help {
    /// The help for the scope that has the keys, then for the others.
    pub(in crate::tui) fn new(
        first: Scope,
        tables: &[(Scope, &'static [Command])],
        keymap: &Keymap,
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

    /// Moves by rows, not past the ends.
    pub(in crate::tui) fn step(&mut self, by: isize, screen: Rect) {
        let room = usize::from(place(screen, self.rows.len()).height).saturating_sub(2);
        let last = self.rows.len().saturating_sub(room);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// Draws the window.
    pub(in crate::tui) fn view(&self, screen: Rect, theme: &Theme, buf: &mut Buffer) {
        let inside = draw::frame(buf, place(screen, self.rows.len()), "Keys", theme);
        let end = inside.right();
        for (row, y) in self
            .rows
            .iter()
            .skip(self.top)
            .zip(inside.top()..inside.bottom())
        {
            match row {
                Entry::Heading(title) => {
                    put(buf, inside.x + 1, y, end, title, theme.style(Role::Heading));
                }
                Entry::Keys(keys, help) => {
                    let after = put(buf, inside.x + 2, y, end, keys, theme.style(Role::HelpKey));
                    let x = after.max(inside.x + 2 + KEYS.min(inside.width / 2)) + 1;
                    put(buf, x, y, end, help, theme.style(Role::HelpText));
                }
                Entry::Blank => {}
            }
        }
        let more = self.rows.len() > self.top + usize::from(inside.height);
        if more {
            let hint = " j for more ";
            let x = end.saturating_sub(cells(width(hint)) + 1);
            put(buf, x, inside.bottom(), end, hint, theme.style(Role::Dim));
        }
    }
}

fn place(screen: Rect, rows: usize) -> Rect {
    let height = cells(rows + 2).min(screen.height.saturating_sub(2));
    draw::middle(screen, 72.min(screen.width.saturating_sub(2)), height)
}
