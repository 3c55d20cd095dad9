//! A window with choices: quotes, speakers, headings, links, candidates of a cross-link, themes. A few lines may stand
//! above the choices, headings among them, and below them the chosen one in full. Filtered as one types after `/`.

mod row;

use crate::{
    text::{cells, ellipsis},
    theme::{Role, Theme},
    tui::{
        draw::{self, put},
        pane::Choice,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{borrow::Cow, sync::Arc};

pub(in crate::tui) use row::{Row, Rows};

/// A window with choices.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Pick {
    title: String,
    intro: Vec<String>,
    lines: Vec<String>,
    rows: Arc<Rows>,
    /// Numbers of the rows that the filter leaves.
    left: Vec<usize>,
    cursor: usize,
    top: usize,
    /// Words that every row left has.
    pub(in crate::tui) filter: String,
    /// What it lists, for whom lists it anew.
    pub(in crate::tui) subject: Subject,
    /// The window that it was opened from; closing this one goes back to it.
    pub(in crate::tui) parent: Option<Box<Pick>>,
}

/// What a window lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum Subject {
    /// What does not change while the window is open.
    #[default]
    Fixed,
    /// The links of the story on show.
    Links,
    /// The quotes of the story on show.
    Quotes,
    /// Who is quoted in the stories of the list.
    Speakers,
    /// What somebody said in them, by number; `None` for all whom no story names.
    Sayings(Option<u32>),
}

/// Widest window, in cells.
const WIDEST: u16 = 84;
/// Columns of the lead at most.
const LEAD: usize = 24;
/// Rows of the chosen one in full, at most; and of the screen that there must be for it.
const DETAIL: usize = 4;
const TALL: u16 = 16;

impl Pick {
    /// A window with this title and these choices.
    pub(in crate::tui) fn new(title: &str, rows: Vec<Row>) -> Self {
        Self {
            title: title.to_owned(),
            intro: Vec::new(),
            lines: Vec::new(),
            left: (0..rows.len()).collect(),
            rows: Arc::new(Rows::of(rows)),
            cursor: 0,
            top: 0,
            filter: String::new(),
            subject: Subject::default(),
            parent: None,
        }
        .on(0)
    }

    /// Which lists `subject`, and shows the chosen row in full below.
    pub(in crate::tui) fn about(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// Opened from another window.
    pub(in crate::tui) fn from(mut self, parent: Pick) -> Self {
        self.parent = Some(Box::new(parent));
        self
    }

    /// The same window over other rows; filter and cursor stay, the cursor on the same choice where it is still there.
    pub(in crate::tui) fn with_rows(mut self, title: &str, rows: Arc<Rows>) -> Self {
        let choice = self.chosen().map(|r| r.choice.clone());
        let (cursor, filter) = (self.cursor, std::mem::take(&mut self.filter));
        title.clone_into(&mut self.title);
        self.rows = rows;
        self.narrow(&filter);
        let same = |n: &usize| self.rows.get(*n).map(|r| &r.choice) == choice.as_ref();
        let at = self.left.iter().position(same).filter(|_| choice.is_some());
        self.go_to(at.unwrap_or(cursor));
        self
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
        self.go_to(row);
        self
    }

    /// With the cursor on the first row with this choice.
    pub(in crate::tui) fn on_choice(self, choice: &Choice) -> Self {
        let at = self.rows.iter().position(|r| r.choice == *choice);
        self.on(at.unwrap_or(0))
    }

    /// Whether it is the window of this title.
    pub(in crate::tui) fn is_titled(&self, title: &str) -> bool {
        self.title == title
    }

    /// Adds choices at the end; the cursor stays where it is.
    pub(in crate::tui) fn add(&mut self, rows: Vec<Row>) {
        Arc::make_mut(&mut self.rows).add(rows);
        let (cursor, filter) = (self.cursor, self.filter.clone());
        self.narrow(&filter);
        self.cursor = cursor;
    }

    /// What the cursor is on.
    pub(in crate::tui) fn chosen(&self) -> Option<&Row> {
        let row = self.rows.get(*self.left.get(self.cursor)?)?;
        (!row.heading).then_some(row)
    }

    /// Moves the cursor by rows, not past the ends.
    pub(in crate::tui) fn step(&mut self, by: isize) {
        let to = self.cursor.saturating_add_signed(by);
        self.rest(to, by < 0);
    }

    /// Puts the cursor on a row, or past the heading that stands there: back, where the way leads back.
    fn rest(&mut self, to: usize, back: bool) {
        let last = self.left.len().saturating_sub(1);
        let to = to.min(last);
        let heads = |n: &usize| {
            let row = self.left.get(*n).and_then(|n| self.rows.get(*n));
            row.is_some_and(|r| r.heading)
        };
        let before = (0..=to).rev().find(|n| !heads(n));
        let after = (to..=last).find(|n| !heads(n));
        let found = if back {
            before.or(after)
        } else {
            after.or(before)
        };
        self.cursor = found.unwrap_or(0);
    }

    /// Leaves the rows that have all words of `filter`, and the headings above them.
    pub(in crate::tui) fn narrow(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter);
        let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
        let mut left = Vec::new();
        let mut heading = None;
        for (n, row) in self.rows.iter().enumerate() {
            if row.heading {
                heading = Some(n);
            } else if row.has(&words) {
                left.extend(heading.take());
                left.push(n);
            }
        }
        self.left = left;
        self.top = 0;
        self.rest(0, false);
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
        let detail = self.detail_rows(screen);
        let rows = lines.len() + self.rows.len() * self.rows.tall() + detail + 2;
        let height = cells(rows).min(screen.height.saturating_sub(2));
        (draw::middle(screen, width, height), lines)
    }

    /// Rows below the choices for the chosen one in full, a rule above it; none on a low screen.
    fn detail_rows(&self, screen: Rect) -> usize {
        if self.subject == Subject::Fixed
            || self.subject == Subject::Speakers
            || screen.height < TALL
        {
            return 0;
        }
        DETAIL + 1
    }

    /// Rows of choices that there is room for.
    fn room(&self, screen: Rect, area: Rect, lines: usize) -> usize {
        let taken = 2 + lines + self.detail_rows(screen);
        usize::from(area.height).saturating_sub(taken)
    }

    /// Scrolls so that the cursor is seen.
    pub(in crate::tui) fn settle(&mut self, screen: Rect) {
        let (area, lines) = self.place(screen);
        let room = self.room(screen, area, lines.len());
        let room = room.div_euclid(self.rows.tall()).max(1);
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
        let below = usize::from(y - first);
        let row = self.top + below / self.rows.tall();
        (below < self.room(screen, area, lines.len()) && row < self.left.len()).then_some(row)
    }

    /// Puts the cursor on a row.
    pub(in crate::tui) fn go_to(&mut self, row: usize) {
        self.rest(row, false);
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
            height: cells(self.room(screen, area, lines.len())),
            ..inside
        };
        y = self.choices(room, theme, buf);
        if self.detail_rows(screen) > 0 {
            self.detail(inside, room.bottom(), theme, buf);
        }
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

    /// Draws the chosen row in full below row `y`, under a rule.
    fn detail(&self, inside: Rect, y: u16, theme: &Theme, buf: &mut Buffer) {
        let Some(row) = self.chosen().filter(|_| y < inside.bottom()) else {
            return;
        };
        let body = theme.style(Role::Body);
        let rule = "─".repeat(usize::from(inside.width));
        let faint = body.patch(theme.style(Role::Rule));
        put(buf, inside.x, y, inside.right(), &rule, faint);
        let width = usize::from(inside.width.saturating_sub(2)).max(1);
        let note = usize::from(!row.note.is_empty());
        let words = textwrap::wrap(&row.text, width);
        let cut = words.len() > DETAIL - note;
        let mut at = y + 1;
        for (n, line) in words.iter().take(DETAIL - note).enumerate() {
            let last = cut && n + 1 == DETAIL - note;
            let line = if last {
                ellipsis(&format!("{line} …"), width)
            } else {
                line.to_string()
            };
            put(buf, inside.x + 1, at, inside.right(), &line, row.ink(theme));
            at += 1;
        }
        let note = ellipsis(&row.note, width);
        let dim = body.patch(theme.style(Role::Dim));
        put(buf, inside.x + 1, at, inside.right(), &note, dim);
    }

    /// Draws the choices into an area; gives the row after them.
    fn choices(&self, area: Rect, theme: &Theme, buf: &mut Buffer) -> u16 {
        let lead = self.rows.lead().min(LEAD);
        let mut y = area.y;
        for (n, row) in self.left.iter().enumerate().skip(self.top) {
            let height = cells(self.rows.tall()).min(area.bottom().saturating_sub(y));
            let Some(row) = self.rows.get(*row).filter(|_| height > 0) else {
                break;
            };
            let place = Rect { y, height, ..area };
            row.view(place, lead, n == self.cursor, theme, buf);
            y += height;
        }
        y
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn pick() -> Pick {
        let row = |n: usize, text: &str| Row::new(text, "", Choice::Quote(n));
        Pick::new(
            "Quotes",
            vec![
                Row::heading("Ann"),
                row(0, "one"),
                row(1, "two"),
                Row::heading("Bo"),
                row(2, "three"),
            ],
        )
    }

    fn chosen(pick: &Pick) -> Option<&str> {
        pick.chosen().map(|r| r.text.as_str())
    }

    #[test]
    fn the_cursor_passes_over_headings() {
        let mut pick = pick();
        assert_eq!(chosen(&pick), Some("one"));
        for (by, text) in [
            (1, "two"),
            (1, "three"),
            (1, "three"),
            (-1, "two"),
            (-5, "one"),
            (99, "three"),
        ] {
            pick.step(by);
            assert_eq!(chosen(&pick), Some(text), "{by}");
        }
    }

    #[test]
    fn headings_stay_above_what_the_filter_leaves() {
        let mut pick = pick();
        pick.narrow("t");
        assert_eq!(pick.left, [0, 2, 3, 4]);
        pick.narrow("thr");
        assert_eq!(pick.left, [3, 4]);
        assert_eq!(chosen(&pick), Some("three"));
        pick.narrow("nothing of the sort");
        assert_eq!((pick.left.len(), chosen(&pick)), (0, None));
    }

    #[test]
    fn the_cursor_stays_on_its_choice_over_other_rows() {
        let mut pick = pick();
        pick.step(1);
        let rows = vec![
            Row::new("two", "", Choice::Quote(1)),
            Row::new("place", "", Choice::Place(Span::new(0, 1))),
        ];
        let pick = pick.with_rows("Quotes", Arc::new(Rows::of(rows)));
        assert_eq!(chosen(&pick), Some("two"));
    }
}
