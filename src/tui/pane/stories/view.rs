//! The story list drawn: one line a story where it is wide; where it is narrow two, or three where there is height
//! for headlines in full.

use super::Stories;
use crate::{
    library::{Entry, cite, state::Reading},
    text::{cells, ellipsis, width},
    theme::Role,
    tui::{
        draw::{self, put},
        model::Shared,
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// Columns from which a story takes one line.
pub(super) const ONE_LINE: u16 = 60;
/// Rows from which a story of a narrow list takes three lines, two of them for its headline.
pub(super) const THREE_LINES: u16 = 30;
/// Rows above the first story.
pub(super) const HEAD: usize = 1;

impl Stories {
    /// Draws the pane.
    pub(in crate::tui) fn view(&self, shared: &Shared, focused: bool, buf: &mut Buffer) {
        let area = shared.areas.list;
        if area.is_empty() {
            return;
        }
        self.head(shared, focused, area, buf);
        let tall = Self::tall(shared);
        let columns = self.columns(shared);
        for (n, place) in self.rows.iter().enumerate().skip(self.at.top) {
            let y = area.y + cells(HEAD + (n - self.at.top) * tall);
            if y >= area.bottom() {
                break;
            }
            let Some(entry) = shared.catalog.entries().get(*place) else {
                continue;
            };
            let rows = cells(tall).min(area.bottom() - y);
            let row = Rect {
                y,
                height: rows,
                ..area
            };
            let base = if n == self.at.cursor {
                let role = if focused {
                    Role::Selection
                } else {
                    Role::SelectionQuiet
                };
                shared.theme.style(role)
            } else {
                Style::new()
            };
            draw::fill(buf, row, base);
            if tall == 1 {
                one_line(entry, shared, columns, base, row, buf);
            } else {
                lines(entry, shared, base, row, buf);
            }
        }
        if self.rows.is_empty() {
            self.nothing(shared, area, buf);
        }
    }

    /// The columns of what is on the screen: none for a fact that no story there has.
    fn columns(&self, shared: &Shared) -> Columns {
        let entries = shared.catalog.entries();
        let page = Self::page(shared);
        let seen = || {
            let rows = self.rows.iter().skip(self.at.top).take(page);
            rows.filter_map(|place| entries.get(*place))
        };
        let site = seen().map(|e| width(&e.site)).max().unwrap_or(0);
        let dated = seen().any(|e| !e.published.is_empty());
        Columns {
            site: match cells(site) {
                0 => 0,
                wide => (wide + 2).min(shared.areas.list.width / 4).min(28),
            },
            date: if dated { 13 } else { 0 },
        }
    }

    fn head(&self, shared: &Shared, focused: bool, area: Rect, buf: &mut Buffer) {
        let role = if focused { Role::PaneTitle } else { Role::Dim };
        let style = shared.theme.style(role);
        let all = shared.catalog.entries().len();
        let count = if self.filter.is_empty() {
            format!("{all}")
        } else {
            format!("{} of {all}", self.len())
        };
        let busy = if shared.scanning { " …" } else { "" };
        let left = if self.filter.is_empty() {
            "Stories".to_owned()
        } else {
            format!("Stories /{}", self.filter)
        };
        let right = format!("{count}{busy} ");
        let room = usize::from(area.width).saturating_sub(width(&right) + 2);
        put(
            buf,
            area.x + 1,
            area.y,
            area.right(),
            &ellipsis(&left, room),
            style,
        );
        let x = area.right().saturating_sub(cells(width(&right)));
        put(
            buf,
            x,
            area.y,
            area.right(),
            &right,
            shared.theme.style(Role::Dim),
        );
    }

    fn nothing(&self, shared: &Shared, area: Rect, buf: &mut Buffer) {
        let text = match (shared.scanning, self.filter.is_empty()) {
            (true, _) => "Looking for stories …",
            (false, true) => "No stories here.",
            (false, false) => "No story matches. Esc shows all.",
        };
        let y = area.y + cells(HEAD) + 1;
        if y < area.bottom() {
            put(
                buf,
                area.x + 2,
                y,
                area.right(),
                text,
                shared.theme.style(Role::Dim),
            );
        }
    }
}

/// The mark of a story's state, two cells wide.
fn mark(entry: &Entry, shared: &Shared) -> (&'static str, Role) {
    match shared.progress(entry.id).reading() {
        Reading::Unread => ("●", Role::ListUnread),
        Reading::Begun => ("◐", Role::ListReading),
        Reading::Read => (" ", Role::ListRead),
    }
}

fn title_role(entry: &Entry, shared: &Shared) -> Role {
    match shared.progress(entry.id).reading() {
        Reading::Unread => Role::ListUnread,
        Reading::Begun => Role::ListReading,
        Reading::Read => Role::ListRead,
    }
}

fn star(entry: &Entry, shared: &Shared) -> &'static str {
    if shared.progress(entry.id).starred() {
        "★ "
    } else {
        ""
    }
}

fn minutes(entry: &Entry) -> String {
    match entry.minutes() {
        0 => String::new(),
        n => format!("{n} min"),
    }
}

/// The widths of the columns right of the headline, in cells; 0 leaves one out.
#[derive(Clone, Copy)]
struct Columns {
    site: u16,
    date: u16,
}

/// The headline in at most `most` lines of `room` cells, cut where it is longer still.
fn headline(title: &str, room: usize, most: usize) -> Vec<String> {
    let wrapped = textwrap::wrap(title, room.max(1));
    let mut lines: Vec<String> = wrapped.iter().map(ToString::to_string).collect();
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(ellipsis(&rest, room));
    }
    lines
}

fn lines(entry: &Entry, shared: &Shared, base: Style, row: Rect, buf: &mut Buffer) {
    let style = |role| shared.theme.style(role).patch(base);
    let (sign, role) = mark(entry, shared);
    put(buf, row.x + 1, row.y, row.right(), sign, style(role));
    let after = put(
        buf,
        row.x + 3,
        row.y,
        row.right(),
        star(entry, shared),
        style(Role::Star),
    );
    let room = usize::from(row.right().saturating_sub(after + 1));
    let most = usize::from(row.height).saturating_sub(1).max(1);
    let mut y = row.y;
    for line in headline(&entry.title, room, most) {
        put(
            buf,
            after,
            y,
            row.right(),
            &line,
            style(title_role(entry, shared)),
        );
        y += 1;
    }
    if y >= row.bottom() {
        return;
    }
    // The site comes last: it is the longest, and the same for many stories in a row.
    let facts = [
        cite::long(&entry.published),
        minutes(entry),
        entry.site.to_string(),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|f| !f.is_empty()).collect();
    let room = usize::from(row.width).saturating_sub(4);
    put(
        buf,
        row.x + 3,
        y,
        row.right(),
        &ellipsis(&facts.join(" · "), room),
        style(Role::ListMeta),
    );
}

fn one_line(
    entry: &Entry,
    shared: &Shared,
    columns: Columns,
    base: Style,
    row: Rect,
    buf: &mut Buffer,
) {
    const MINUTES: u16 = 7;
    let style = |role| shared.theme.style(role).patch(base);
    let Columns { site, date } = columns;
    let (sign, role) = mark(entry, shared);
    put(buf, row.x + 1, row.y, row.right(), sign, style(role));
    let site_x = row.right().saturating_sub(site + date + MINUTES);
    let after = put(
        buf,
        row.x + 3,
        row.y,
        row.right(),
        star(entry, shared),
        style(Role::Star),
    );
    let room = usize::from(site_x.saturating_sub(after + 2));
    put(
        buf,
        after,
        row.y,
        site_x,
        &ellipsis(&entry.title, room),
        style(title_role(entry, shared)),
    );
    let dim = style(Role::ListMeta);
    put(
        buf,
        site_x,
        row.y,
        row.right(),
        &ellipsis(&entry.site, usize::from(site.saturating_sub(2))),
        dim,
    );
    let room = usize::from(date.saturating_sub(1));
    let date = cite::long(&entry.published);
    put(
        buf,
        site_x + site,
        row.y,
        row.right(),
        &ellipsis(&date, room),
        dim,
    );
    let minutes = minutes(entry);
    let x = row.right().saturating_sub(cells(width(&minutes)) + 1);
    put(buf, x, row.y, row.right(), &minutes, dim);
}
