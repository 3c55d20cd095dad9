//! The list of a library drawn: one line a story where it is wide, two where it is narrow, with a heading where a group begins.

use super::{
    Library,
    fit::{broken, facts, split},
};
use crate::{
    library::{
        cite,
        search::{self, Snippet, Term},
        state::Reading,
        store::{Group, Order, Place, Row},
    },
    text::{self, Span, cells, clip, ellipsis, width},
    theme::Role,
    tui::{
        draw::{self, put},
        model::Shared,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

/// Columns from which a story takes one line.
const ONE_LINE: u16 = 60;
/// Rows above the first story.
pub(super) const HEAD: usize = 1;

/// Rows of the screen from which on a narrow list has two lines for where the words of a search stand.
const TWO_LINES: u16 = 24;

/// Lines that say where the words of a search stand.
fn lines(shared: &Shared) -> usize {
    let area = shared.areas.list;
    1 + usize::from(area.width < ONE_LINE && area.height >= TWO_LINES)
}

/// Characters that these lines have room for.
pub(super) fn room(shared: &Shared) -> usize {
    let wide = usize::from(shared.areas.list.width).saturating_sub(INDENT + 1);
    wide * lines(shared)
}

/// Columns before the lines below a headline.
const INDENT: usize = 3;

impl Library {
    /// Rows of the screen that a story takes.
    pub(super) fn tall(&self, shared: &Shared) -> usize {
        let cover = 1 + usize::from(shared.areas.list.width < ONE_LINE);
        if self.found.terms().is_empty() {
            cover
        } else {
            cover + lines(shared)
        }
    }

    /// Draws the pane.
    pub(in crate::tui) fn view(&self, shared: &Shared, focused: bool, buf: &mut Buffer) {
        let area = shared.areas.list;
        self.side.view(shared, focused, &self.wanted.query, buf);
        let focused = focused && !self.side.is_focused();
        if area.is_empty() {
            return;
        }
        self.head(shared, focused, area, buf);
        let tall = self.tall(shared);
        let cover = 1 + u16::from(area.width < ONE_LINE);
        let columns = self.columns(area.width, shared);
        for (n, line) in self.seen(shared) {
            let Some(id) = self.stories.ids.get(n) else {
                break;
            };
            let y = area.y + cells(line);
            if let Some(name) = self.heading(n) {
                let name = ellipsis(&self.group_said(name), usize::from(area.width));
                let accent = shared.theme.style(Role::Accent);
                put(buf, area.x + 1, y - 1, area.right(), &name, accent);
            }
            let height = cells(tall).min(area.bottom() - y);
            let line = Rect { y, height, ..area };
            let base = self.base(n, *id, shared, focused);
            draw::fill(buf, line, base);
            let Some(row) = self.rows.get(id) else {
                continue;
            };
            let look = Look {
                shared,
                base,
                row,
                terms: self.found.terms(),
                marked: self.is_marked(n, *id),
            };
            let (top, below) = split(line, cover);
            if cover == 1 {
                look.one_line(columns, top, buf);
            } else {
                look.two_lines(top, buf);
            }
            if let Some(found) = self.found.line(*id) {
                look.passage(found, below, buf);
            }
        }
        if self.stories.ids.is_empty() {
            self.nothing(shared, area, buf);
        }
    }

    fn base(&self, row: usize, id: u32, shared: &Shared, focused: bool) -> Style {
        let role = match (row == self.at.cursor, focused) {
            (true, true) => Role::Selection,
            (true, false) => Role::SelectionQuiet,
            (false, _) if self.is_marked(row, id) => Role::SelectionQuiet,
            (false, _) => return Style::new(),
        };
        shared.theme.style(role)
    }

    fn head(&self, shared: &Shared, focused: bool, area: Rect, buf: &mut Buffer) {
        let role = if focused { Role::PaneTitle } else { Role::Dim };
        let left = if self.wanted.query.is_empty() {
            format!("Library{}", self.order_said())
        } else {
            format!("/{}", self.wanted.query)
        };
        let right = format!("{} ", self.numbers());
        let room = usize::from(area.width).saturating_sub(width(&right) + 2);
        let style = shared.theme.style(role);
        let left = ellipsis(&left, room);
        put(buf, area.x + 1, area.y, area.right(), &left, style);
        let x = area.right().saturating_sub(cells(width(&right)));
        let dim = shared.theme.style(Role::Dim);
        put(buf, x, area.y, area.right(), &right, dim);
    }

    fn order_said(&self) -> String {
        match (self.order(), self.wanted.list.group) {
            (Order::Date, Group::None) => String::new(),
            (order, Group::None) => format!(" by {}", order.name()),
            (_, group) => {
                let name = Group::ALL.iter().find(|(g, _)| *g == group);
                format!(", each {}", name.map_or("", |(_, n)| n))
            }
        }
    }

    /// The name of a group, as its heading says it.
    fn group_said(&self, name: &str) -> String {
        match (self.wanted.list.group, name) {
            (Group::Tag, "") => "No tag".to_owned(),
            (Group::Tag, tag) => format!("#{tag}"),
            (Group::Day, "") => "No date".to_owned(),
            (Group::Day, day) => cite::long(day),
            (_, "") => "No site".to_owned(),
            (_, site) => site.to_owned(),
        }
    }

    /// "3 marked", "reading 1200 …", "12 of 4000", "200 unread of 4000".
    fn numbers(&self) -> String {
        let marked = self.marked.len();
        if marked > 0 {
            return format!("{marked} marked");
        }
        if let Some(read) = self.reading.filter(|n| *n > 0) {
            return format!("{read} read …");
        }
        let all = self.counts.stories;
        let busy = if self.reading.is_some() { " …" } else { "" };
        if all == 0 {
            return busy.trim().to_owned();
        }
        if self.wanted.query.is_empty() {
            return format!("{} unread of {all}{busy}", self.counts.unread);
        }
        let found = if self.stories.more {
            "…".to_owned()
        } else {
            self.stories.total.to_string()
        };
        match self.unheard {
            0 => format!("{found} of {all}{busy}"),
            files => {
                let files = text::many(files, "file", "files");
                format!("{found} so far, {files} to look through …")
            }
        }
    }

    fn nothing(&self, shared: &Shared, area: Rect, buf: &mut Buffer) {
        let text = match (self.reading.is_some(), self.wanted.query.is_empty()) {
            (_, false) if self.unheard > 0 => "No story matches yet: not all were looked through.",
            (true, true) => "Looking for stories …",
            (false, true) => "No stories here.",
            (_, false) => "No story matches. Esc shows all.",
        };
        let y = area.y + cells(HEAD) + 1;
        if y < area.bottom() {
            let dim = shared.theme.style(Role::Dim);
            put(buf, area.x + 2, y, area.right(), text, dim);
        }
    }

    /// Widths of site, date, length and progress: those of what is seen of them.
    fn columns(&self, all: u16, shared: &Shared) -> [u16; 4] {
        let seen = self
            .stories
            .ids
            .iter()
            .skip(self.at.top)
            .take(self.page(shared));
        let rows: Vec<_> = seen.filter_map(|id| self.rows.get(id)).collect();
        let wide = |text: &dyn Fn(&Row) -> usize| {
            let widest = rows.iter().map(|r| text(r)).max().unwrap_or(0);
            if widest == 0 { 0 } else { cells(widest) + 2 }
        };
        let site = wide(&|r| width(&r.entry.site)).min((all / 4).min(28));
        let date = wide(&|r| width(&cite::long(&r.entry.published))).min(14);
        let length = if rows.iter().any(|r| r.entry.words > 0) {
            8
        } else {
            0
        };
        let begun = rows.iter().any(|r| !percent(r, shared).is_empty());
        let begun = if begun { 7 } else { 0 };
        [site, date, length, begun]
    }
}

/// What a row looks like.
struct Look<'a> {
    shared: &'a Shared,
    base: Style,
    row: &'a Row,
    /// The words of a search, to be shown where they stand.
    terms: &'a [Term],
    marked: bool,
}

/// How far a story that was begun is read; empty for any other.
fn percent(row: &Row, shared: &Shared) -> String {
    let known = shared.state.of(row.entry.id);
    let (reading, percent) = if shared.state.knows(row.entry.id) {
        let known = known.or(row.entry.shelf.as_deref());
        (known.reading(), known.percent())
    } else {
        (row.reading, row.percent)
    };
    if reading == Reading::Begun && percent > 0 {
        format!("{percent} %")
    } else {
        String::new()
    }
}

impl Look<'_> {
    /// A headline that is too long for its line goes on in the next; of the facts there stand those that are short,
    /// and the others where there is room.
    fn two_lines(&self, line: Rect, buf: &mut Buffer) {
        let after = self.signs(line, buf);
        let tags: Vec<String> = self.row.tags.iter().map(|t| format!("#{t}")).collect();
        let short = [
            cite::long(&self.row.entry.published),
            self.length(),
            self.percent(),
        ];
        let long = [self.row.entry.site.to_string(), tags.join(" ")];
        let room = usize::from(line.width).saturating_sub(4);
        let title = &*self.row.entry.title;
        let first = usize::from(line.right().saturating_sub(after + 1));
        let (head, tail) = if width(title) > first && line.height > 1 {
            broken(title, first)
        } else {
            (title, "")
        };
        let (facts, second) = facts(&short, &long, width(tail), room);
        let mut x = line.x + 3;
        let end = line.right();
        if second > 0 {
            self.headline(head, (after, line.y), end, buf);
            self.headline(&ellipsis(tail, second), (x, line.y + 1), end, buf);
            x = end.saturating_sub(cells(width(&facts)) + 1);
        } else {
            self.headline(&ellipsis(title, first), (after, line.y), end, buf);
        }
        if line.height > 1 {
            put(buf, x, line.y + 1, end, &facts, self.style(Role::ListMeta));
        }
    }

    /// Columns that hold nothing in any row that is seen are not there: headlines take their room.
    fn one_line(&self, columns: [u16; 4], line: Rect, buf: &mut Buffer) {
        let after = self.signs(line, buf);
        let meta = self.style(Role::ListMeta);
        let mut x = line.right().saturating_sub(columns.iter().sum::<u16>());
        let room = usize::from(x.saturating_sub(after + 1));
        let title = ellipsis(&self.row.entry.title, room);
        let end = self.headline(&title, (after, line.y), x, buf);
        let tags: Vec<String> = self.row.tags.iter().map(|t| format!("#{t}")).collect();
        let left = usize::from(x.saturating_sub(end + 3));
        if left > 6 && !tags.is_empty() {
            let tags = ellipsis(&tags.join(" "), left);
            put(buf, end + 2, line.y, x, &tags, meta);
        }
        let texts = [
            self.row.entry.site.to_string(),
            cite::long(&self.row.entry.published),
            format!("{:>7}", self.length()),
            format!("{:>6}", self.percent()),
        ];
        for (text, wide) in texts.iter().zip(columns) {
            let room = usize::from(wide).saturating_sub(1);
            put(buf, x, line.y, line.right(), &ellipsis(text, room), meta);
            x += wide;
        }
    }

    /// A headline or a piece of it, with the words of the search; gives the column after it.
    fn headline(&self, title: &str, at: (u16, u16), end: u16, buf: &mut Buffer) -> u16 {
        let hits = search::hits(title, self.terms);
        self.marked_up(title, &hits, (at, end), self.title(), buf)
    }

    /// Where the words of the search stand in the story.
    fn passage(&self, found: &Snippet, area: Rect, buf: &mut Buffer) {
        let x = area.x + cells(INDENT);
        let wide = usize::from(area.right().saturating_sub(x + 1));
        let mut from = 0;
        for y in area.top()..area.bottom() {
            let rest = found.text.get(from..).unwrap_or_default();
            let last = y + 1 == area.bottom();
            let piece = match width(rest) <= wide {
                true => rest,
                false if last => clip(rest, wide.saturating_sub(1)).0,
                false => broken(rest, wide).0,
            };
            let to = from + piece.len();
            let inside = |h: &&Span| h.range().start >= from && h.range().end <= to;
            let here = found.hits.iter().filter(inside);
            let hits: Vec<Span> = here
                .map(|h| Span::new(h.range().start - from, h.range().end - from))
                .collect();
            let at = ((x, y), area.right());
            let style = self.style(Role::ListMeta);
            let end = self.marked_up(piece, &hits, at, style, buf);
            if last && to < found.text.len() {
                put(buf, end, y, area.right(), "…", style);
            }
            from = to
                + rest
                    .get(piece.len()..)
                    .map_or(0, |r| r.len() - r.trim_start().len());
        }
    }

    /// Words with those of the search set off; gives the column after them.
    fn marked_up(
        &self,
        words: &str,
        hits: &[Span],
        ((mut x, y), end): ((u16, u16), u16),
        style: Style,
        buf: &mut Buffer,
    ) -> u16 {
        let accent = self.shared.theme.style(Role::Accent);
        let hit = style.patch(accent).add_modifier(Modifier::BOLD);
        let mut from = 0;
        for span in hits {
            let before = words.get(from..span.range().start).unwrap_or_default();
            x = put(buf, x, y, end, before, style);
            x = put(buf, x, y, end, span.of(words), hit);
            from = span.range().end;
        }
        put(buf, x, y, end, words.get(from..).unwrap_or_default(), style)
    }

    fn style(&self, role: Role) -> Style {
        self.shared.theme.style(role).patch(self.base)
    }

    fn title(&self) -> Style {
        self.style(match self.reading() {
            Reading::Unread => Role::ListUnread,
            Reading::Begun => Role::ListReading,
            Reading::Read => Role::ListRead,
        })
    }

    /// What is known this moment: the catalog follows a little later.
    fn reading(&self) -> Reading {
        let id = self.row.entry.id;
        if self.shared.state.knows(id) {
            self.shared
                .state
                .of(id)
                .or(self.row.entry.shelf.as_deref())
                .reading()
        } else {
            self.row.reading
        }
    }

    fn starred(&self) -> bool {
        let id = self.row.entry.id;
        if self.shared.state.knows(id) {
            let progress = self.shared.state.of(id);
            progress.or(self.row.entry.shelf.as_deref()).starred()
        } else {
            self.row.starred
        }
    }

    /// Draws mark, state and star; gives the column after them.
    fn signs(&self, line: Rect, buf: &mut Buffer) -> u16 {
        let (sign, role) = match (self.marked, self.reading()) {
            (true, _) => ("✓", Role::Accent),
            (false, Reading::Unread) => ("●", Role::ListUnread),
            (false, Reading::Begun) => ("◐", Role::ListReading),
            (false, Reading::Read) => (" ", Role::ListRead),
        };
        put(
            buf,
            line.x + 1,
            line.y,
            line.right(),
            sign,
            self.style(role),
        );
        let sign = match (self.row.place, self.starred()) {
            (Place::Trash, _) => "✗ ",
            (_, true) => "★ ",
            (..) => "",
        };
        let star = self.style(Role::Star);
        put(buf, line.x + 3, line.y, line.right(), sign, star)
    }

    /// "4 min", of a mere address "link".
    fn length(&self) -> String {
        match self.row.entry.minutes() {
            0 => "link".to_owned(),
            n => format!("{n} min"),
        }
    }

    /// "40 %" of a story that was begun.
    fn percent(&self) -> String {
        percent(self.row, self.shared)
    }
}
