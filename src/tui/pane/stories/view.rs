//! The story list drawn: one line a story where it is wide, two where it is narrow.

use super::Stories;
use crate::{
    library::{Entry, state::Reading},
    text::{cells, ellipsis, width},
    theme::Role,
    tui::{
        dates,
        draw::{self, put},
        model::Shared,
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// Columns from which a story takes one line.
pub(super) const ONE_LINE: u16 = 60;
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
        for (n, place) in self.rows.iter().enumerate().skip(self.top) {
            let y = area.y + cells(HEAD + (n - self.top) * tall);
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
            let base = if n == self.cursor {
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
                one_line(entry, shared, base, row, buf);
            } else {
                two_lines(entry, shared, base, row, buf);
            }
        }
        if self.rows.is_empty() {
            self.nothing(shared, area, buf);
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

fn two_lines(entry: &Entry, shared: &Shared, base: Style, row: Rect, buf: &mut Buffer) {
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
    put(
        buf,
        after,
        row.y,
        row.right(),
        &ellipsis(&entry.title, room),
        style(title_role(entry, shared)),
    );
    if row.height < 2 {
        return;
    }
    // The site comes last: it is the longest, and the same for many stories in a row.
    let facts = [
        dates::long(&entry.published),
        minutes(entry),
        entry.site.to_string(),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|f| !f.is_empty()).collect();
    let room = usize::from(row.width).saturating_sub(4);
    put(
        buf,
        row.x + 3,
        row.y + 1,
        row.right(),
        &ellipsis(&facts.join(" · "), room),
        style(Role::ListMeta),
    );
}

fn one_line(entry: &Entry, shared: &Shared, base: Style, row: Rect, buf: &mut Buffer) {
    const MINUTES: u16 = 8;
    const DATE: u16 = 12;
    let style = |role| shared.theme.style(role).patch(base);
    let site = (row.width / 4).min(28);
    let (sign, role) = mark(entry, shared);
    put(buf, row.x + 1, row.y, row.right(), sign, style(role));
    let site_x = row.right().saturating_sub(site + DATE + MINUTES);
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
        &ellipsis(&entry.site, usize::from(site) - 2),
        dim,
    );
    let date = dates::long(&entry.published);
    put(
        buf,
        site_x + site,
        row.y,
        row.right(),
        &ellipsis(&date, usize::from(DATE)),
        dim,
    );
    let minutes = minutes(entry);
    let x = row.right().saturating_sub(cells(width(&minutes)) + 1);
    put(buf, x, row.y, row.right(), &minutes, dim);
}
