//! A window with choices: quotes, headings, links, candidates of a cross-link, themes. A few lines may stand above
//! the choices. Filtered as one types after `/`.

use crate::{
    text::{cells, ellipsis, width},
    theme::{Role, Theme},
    tui::{
        draw::{self, put},
        pane::Choice,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::borrow::Cow;

/// Something to choose.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Row {
    /// What it is.
    pub(in crate::tui) text: String,
    /// What stands beside it, to the left: who, which number.
    pub(in crate::tui) lead: String,
    /// What stands below it; empty for nothing.
    pub(in crate::tui) below: String,
    /// What choosing it does.
    pub(in crate::tui) choice: Choice,
}

impl Row {
    /// A row of these words.
    pub(in crate::tui) fn new(text: &str, lead: &str, choice: Choice) -> Self {
        Self {
            text: text.to_owned(),
            lead: lead.to_owned(),
            below: String::new(),
            choice,
        }
    }

    /// With words below it.
    pub(in crate::tui) fn below(mut self, words: &str) -> Self {
        words.clone_into(&mut self.below);
        self
    }
}

/// A window with choices.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Pick {
    title: String,
    intro: Vec<String>,
    lines: Vec<String>,
    rows: Vec<Row>,
    /// Numbers of the rows that the filter leaves.
    left: Vec<usize>,
    cursor: usize,
    top: usize,
    /// Rows of the screen that each choice takes.
    tall: usize,
    /// Words that every row left has.
    pub(in crate::tui) filter: String,
}

/// Widest window, in cells.
const WIDEST: u16 = 84;
/// Columns of the lead at most.
const LEAD: usize = 24;

impl Pick {
    /// A window with this title and these choices.
    pub(in crate::tui) fn new(title: &str, rows: Vec<Row>) -> Self {
        Self {
            title: title.to_owned(),
            intro: Vec::new(),
            lines: Vec::new(),
            left: (0..rows.len()).collect(),
            tall: 1 + usize::from(rows.iter().any(|r| !r.below.is_empty())),
            rows,
            cursor: 0,
            top: 0,
            filter: String::new(),
        }
    }

    /// With paragraphs above the choices.
    pub(in crate::tui) fn intro(mut self, intro: Vec<String>) -> Self {
        self.intro = intro;
        self
    }

    /// With lines above the choices that stand as they are.
    pub(in crate::tui) fn lines(mut self, lines: Vec<String>) -> Self {
        self.lines = lines;
        self
    }

    /// Adds paragraphs above the choices.
    pub(in crate::tui) fn add_intro(&mut self, more: Vec<String>) {
        self.intro.extend(more);
    }

    /// With the cursor on row `row`.
    pub(in crate::tui) fn on(mut self, row: usize) -> Self {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self
    }

    /// Whether it is the window of this title.
    pub(in crate::tui) fn is_titled(&self, title: &str) -> bool {
        self.title == title
    }

    /// Adds choices at the end; the cursor stays where it is.
    pub(in crate::tui) fn add(&mut self, rows: Vec<Row>) {
        self.rows.extend(rows);
        let (cursor, filter) = (self.cursor, self.filter.clone());
        self.narrow(&filter);
        self.cursor = cursor;
    }

    /// What the cursor is on.
    pub(in crate::tui) fn chosen(&self) -> Option<&Row> {
        self.rows.get(*self.left.get(self.cursor)?)
    }

    /// Moves the cursor by rows, not past the ends.
    pub(in crate::tui) fn step(&mut self, by: isize) {
        let last = self.left.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Leaves the rows that have all words of `filter`.
    pub(in crate::tui) fn narrow(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter);
        let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
        let fits = |r: &Row| {
            let text = format!("{} {} {}", r.lead, r.text, r.below).to_lowercase();
            words.iter().all(|w| text.contains(w))
        };
        self.left = (0..self.rows.len())
            .filter(|n| self.rows.get(*n).is_some_and(fits))
            .collect();
        self.cursor = 0;
        self.top = 0;
    }

    /// Where the window stands on a screen, and the lines above its choices.
    fn place(&self, screen: Rect) -> (Rect, Vec<String>) {
        let width = screen.width.saturating_sub(4).min(WIDEST);
        let room = usize::from(width.saturating_sub(4).max(1));
        let mut lines = Vec::new();
        for paragraph in &self.intro {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(
                textwrap::wrap(paragraph, room)
                    .into_iter()
                    .map(Cow::into_owned),
            );
        }
        lines.extend(self.lines.iter().cloned());
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let height = cells(lines.len() + self.rows.len() * self.tall + 2)
            .min(screen.height.saturating_sub(2));
        (draw::middle(screen, width, height), lines)
    }

    /// Scrolls so that the cursor is seen.
    pub(in crate::tui) fn settle(&mut self, screen: Rect) {
        let (area, lines) = self.place(screen);
        let room = usize::from(area.height)
            .saturating_sub(2 + lines.len())
            .div_euclid(self.tall)
            .max(1);
        self.top = self
            .top
            .clamp((self.cursor + 1).saturating_sub(room), self.cursor);
        self.top = self.top.min(self.left.len().saturating_sub(room));
    }

    /// The row of choices at a place of the screen.
    pub(in crate::tui) fn row_at(&self, screen: Rect, x: u16, y: u16) -> Option<usize> {
        let (area, lines) = self.place(screen);
        let first = area.y + 1 + cells(lines.len());
        if x <= area.x || x + 1 >= area.right() || y < first || y + 1 >= area.bottom() {
            return None;
        }
        let row = self.top + usize::from(y - first) / self.tall;
        (row < self.left.len()).then_some(row)
    }

    /// Puts the cursor on a row.
    pub(in crate::tui) fn go_to(&mut self, row: usize) {
        self.cursor = row.min(self.left.len().saturating_sub(1));
    }

    /// Draws the window.
    pub(in crate::tui) fn view(&self, screen: Rect, theme: &Theme, buf: &mut Buffer) {
        let (area, lines) = self.place(screen);
        let title = if self.filter.is_empty() {
            self.title.clone()
        } else {
            format!("{}  /{}", self.title, self.filter)
        };
        let inside = draw::frame(buf, area, &title, theme);
        let body = theme.style(Role::Body);
        let end = inside.right();
        let mut y = inside.y;
        for line in &lines {
            if y >= inside.bottom() {
                return;
            }
            put(buf, inside.x + 1, y, end, line, body);
            y += 1;
        }
        let room = Rect {
            y,
            height: inside.bottom() - y,
            ..inside
        };
        y = self.choices(room, theme, buf);
        if self.left.is_empty() && y < inside.bottom() && !self.rows.is_empty() {
            put(
                buf,
                inside.x + 1,
                y,
                end,
                "Nothing matches.",
                theme.style(Role::Dim),
            );
        }
    }

    /// Draws the choices into an area; gives the row after them.
    fn choices(&self, area: Rect, theme: &Theme, buf: &mut Buffer) -> u16 {
        let body = theme.style(Role::Body);
        let leads = self.rows.iter().map(|r| width(&r.lead));
        let lead = leads.max().unwrap_or(0).min(LEAD);
        let mut y = area.y;
        for (n, row) in self.left.iter().enumerate().skip(self.top) {
            let height = cells(self.tall).min(area.bottom().saturating_sub(y));
            let Some(row) = self.rows.get(*row).filter(|_| height > 0) else {
                break;
            };
            let style = if n == self.cursor {
                theme.style(Role::Selection)
            } else {
                body
            };
            draw::fill(buf, Rect { y, height, ..area }, style);
            let mut x = area.x + 1;
            if lead > 0 {
                let accent = theme.style(Role::Accent);
                let who = if n == self.cursor {
                    accent.patch(style)
                } else {
                    body.patch(accent)
                };
                put(buf, x, y, area.right(), &ellipsis(&row.lead, lead), who);
                x += cells(lead + 2);
            }
            let room = usize::from(area.right().saturating_sub(x + 1));
            put(buf, x, y, area.right(), &ellipsis(&row.text, room), style);
            if height > 1 {
                let dim = theme.style(Role::Dim);
                let below = if n == self.cursor {
                    style
                } else {
                    body.patch(dim)
                };
                put(
                    buf,
                    x,
                    y + 1,
                    area.right(),
                    &ellipsis(&row.below, room),
                    below,
                );
            }
            y += height;
        }
        y
    }
}
