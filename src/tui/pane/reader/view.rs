//! The reader drawn: rows of masthead and page, looked up and painted, never computed here.

use super::{Lead, Reader, Resolved, Shown, Top, aids, masthead::Part};
use crate::{
    article::BlockKind,
    layout::Line,
    paint::{Door, Highlight, Painter, StubState, Target},
    text::Span,
    theme::Role,
    tui::{
        ansi,
        draw::put,
        model::{Focus, Model, Shared},
        pane::picture,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

/// Cells left free on each side of the text at least, where there is room.
const MARGIN: u16 = 2;

/// The column at which the text of a pane begins, and its width.
pub(in crate::tui) fn column(area: Rect, measure: u16) -> Rect {
    let width = measure.min(area.width);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

/// The measure that a pane has room for.
pub(in crate::tui) fn fitting(area: Rect, measure: u16) -> u16 {
    let margin = if area.width > 30 { 2 * MARGIN } else { 0 };
    measure.min(area.width.saturating_sub(margin)).max(1)
}

impl Reader {
    /// Draws the pane; gives the cells that lead somewhere.
    pub(in crate::tui) fn view(&self, model: &Model, buf: &mut Buffer) -> Vec<Door> {
        let shared = &model.shared;
        let area = shared.areas.reader;
        let mut doors = Vec::new();
        if area.is_empty() {
            return doors;
        }
        let Some(shown) = &self.shown else {
            self.nothing(shared, area, buf);
            return doors;
        };
        let places = Places {
            area,
            columns: self.columns,
            measure: shown.page.options().measure,
        };
        let layers = Layers::of(shown, model.focus == Focus::Reader, self.aids.aloud);
        let painter = Painter {
            article: &shown.story.article,
            notes: shown.notes(),
            theme: &shared.theme,
            speakers: &shown.speakers,
            by_speaker: true,
            bionic: self.aids.bionic,
            aside: shown.aside,
            stub_states: &layers.stubs,
            highlights: &[&shown.colours.highlights, &layers.hits, &layers.chosen],
        };
        let mut next = 0;
        if let Top::Masthead(above) = shown.top {
            for row in above..shown.masthead.height().min(above + self.height) {
                masthead_row(shown, row, places.row(next), shared, buf);
                next += 1;
            }
        }
        let mut pixels = Vec::new();
        let (from, rows) = shown.visible(usize::from(self.height));
        for (row, n) in shown.page.rows(from, rows).zip(next..self.height) {
            if let Some(line) = row.line {
                pixels.extend(
                    picture::pixels(line.lead)
                        .map(|(n_of, row)| (n_of, row, right_of(places.row(n), line.indent))),
                );
                painter.row(line, row.block as usize, places.row(n), buf, &mut doors);
            } else {
                painter.blank(row.block as usize, places.row(n), buf);
            }
        }
        if self.aids.focus && model.focus == Focus::Reader {
            self.dim(shown, &places, shared, buf);
        }
        picture::rows(model, &pixels, buf);
        if model.hyperlinks {
            hyperlinks(shown, &doors, buf);
        }
        doors
    }

    /// Dims every row that the eye is not to rest on.
    fn dim(&self, shown: &Shown, places: &Places, shared: &Shared, buf: &mut Buffer) {
        let start = shown.top == Top::Masthead(0);
        let band = aids::band(usize::from(self.height), start, shown.is_at_end());
        for n in (0..self.height).filter(|n| !band.contains(&usize::from(*n))) {
            buf.set_style(places.row(n), shared.theme.style(Role::Dim));
        }
    }

    fn nothing(&self, shared: &Shared, area: Rect, buf: &mut Buffer) {
        let text = match &self.wanted {
            Some(wanted) => format!("Opening {} …", wanted.entry.title),
            None => "Choose a story, and Enter opens it. ? shows the keys.".to_owned(),
        };
        let room = usize::from(area.width).saturating_sub(4);
        let y = area.y + area.height / 3;
        put(
            buf,
            area.x + 2,
            y,
            area.right(),
            &crate::text::ellipsis(&text, room),
            shared.theme.style(Role::Dim),
        );
    }
}

/// A row without its indent.
fn right_of(row: Rect, indent: u16) -> Rect {
    let indent = indent.min(row.width);
    Rect {
        x: row.x + indent,
        width: row.width - indent,
        ..row
    }
}

/// Has the terminal know the address behind cells that lead to one.
fn hyperlinks(shown: &Shown, doors: &[Door], buf: &mut Buffer) {
    let article = &shown.story.article;
    for door in doors {
        let number = match door.target {
            Target::Link(n) => Some(n),
            Target::Stub(n) => shown.notes().stubs.get(n as usize).and_then(|s| s.link),
        };
        let address = number.and_then(|n| article.links().get(n as usize).map(|l| (n, &l.url)));
        let Some(link) = address.and_then(|(n, url)| ansi::hyperlink(n, url)) else {
            continue;
        };
        ansi::link(buf, door, &link);
    }
}

/// Where the rows of the text stand: down one column, then down the next.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui) struct Places {
    area: Rect,
    columns: u16,
    measure: u16,
}

impl Places {
    /// The place of row number `n`.
    fn row(&self, n: u16) -> Rect {
        let rows = self.area.height.max(1);
        let column = aids::column_area(self.area, self.columns, n / rows, self.measure);
        Rect {
            y: column.y + n % rows,
            height: 1,
            ..column
        }
    }

    /// The number of the row at a place of the screen.
    fn number(&self, x: u16, y: u16) -> Option<u16> {
        let columns = self.columns.max(1);
        let width = (self.area.width / columns).max(1);
        let column = (x.checked_sub(self.area.x)? / width).min(columns - 1);
        let below = y.checked_sub(self.area.y)?;
        Some(column * self.area.height + below)
    }
}

fn masthead_row(shown: &Shown, row: u16, place: Rect, shared: &Shared, buf: &mut Buffer) {
    let Some((part, line, text)) = shown.masthead.row(row) else {
        return;
    };
    let role = match part {
        Part::Title => Role::Title,
        Part::Facts => Role::Byline,
        Part::Note => Role::Body,
    };
    let style = shared
        .theme
        .style(Role::Body)
        .patch(shared.theme.style(role));
    draw_line(line, text, place, style, buf);
}

/// A line of text that is not the article's.
fn draw_line(line: &Line, text: &str, place: Rect, style: ratatui::style::Style, buf: &mut Buffer) {
    let x = if line.rtl {
        let width = crate::text::cells(crate::text::width(line.span.of(text)));
        place.right().saturating_sub(width + line.indent)
    } else {
        place.x + line.indent
    };
    for drawn in line.drawn(text) {
        let x = x.saturating_add(drawn.column.saturating_sub(line.indent));
        put(buf, x, place.y, place.right(), drawn.symbol, style);
    }
}

/// What lies over the text for the moment.
#[derive(Debug, Default)]
struct Layers {
    stubs: Vec<StubState>,
    hits: Vec<Highlight>,
    chosen: Vec<Highlight>,
}

impl Layers {
    fn of(shown: &Shown, focused: bool, aloud: Option<Span>) -> Self {
        let mut layers = Self {
            stubs: vec![StubState::default(); shown.notes().stubs.len()],
            ..Self::default()
        };
        for target in &shown.targets {
            if let Lead::Stub(n) = target.lead
                && let Some(state) = layers.stubs.get_mut(n)
            {
                *state = match target.resolved {
                    Resolved::Story(_) => StubState::Solid,
                    Resolved::Unknown | Resolved::Perhaps(_) => StubState::Perhaps,
                    Resolved::Missing => StubState::Missing,
                };
            }
        }
        if let Some(search) = &shown.search {
            layers.hits.clone_from(&search.visible);
        }
        if let Some(span) = aloud {
            let role = Role::HitCurrent;
            layers.chosen.push(Highlight { span, role });
            return layers;
        }
        let target = shown.target().map(|t| (t.span, Role::LinkSelected));
        let quote = || shown.quote().map(|q| (q.span, Role::QuoteSelected));
        if let Some((span, role)) = target.or_else(quote).filter(|_| focused) {
            layers.chosen.push(Highlight { span, role });
        }
        layers
    }
}

/// The paragraph whose words stand first on the screen: of the text itself, where it shows any, not of what leads to
/// it, as headline, caption and byline do.
pub(in crate::tui) fn paragraph(shown: &Shown) -> Option<Span> {
    let article = &shown.story.article;
    let from = article.block_at(shown.place);
    let end = shown.seen.max(shown.place + 1);
    let seen = || {
        let rest = article.blocks().iter().skip(from);
        let below = rest.skip_while(|b| b.span.is_empty() || b.span.end <= shown.place);
        below.take_while(|b| b.span.start < end)
    };
    let text = seen().find(|b| is_text(b.kind) && !b.span.is_empty());
    text.or_else(|| seen().next()).map(|b| b.span)
}

/// Whether a block is of the running text.
fn is_text(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph
            | BlockKind::BlockQuote
            | BlockKind::Item(_)
            | BlockKind::Definition
            | BlockKind::Code
            | BlockKind::Row { .. }
    )
}

/// The byte of the article that is drawn at a place of the screen.
pub(in crate::tui) fn byte_at(reader: &Reader, shared: &Shared, x: u16, y: u16) -> Option<u32> {
    let shown = reader.shown.as_ref()?;
    let places = Places {
        area: shared.areas.reader,
        columns: reader.columns,
        measure: shown.page.options().measure,
    };
    let n = places.number(x, y)?;
    let (from, rows) = shown.visible(usize::from(reader.height));
    let skipped = usize::from(reader.height).saturating_sub(rows);
    let below = usize::from(n).checked_sub(skipped)?;
    let row = shown.page.rows(from, rows).nth(below)?;
    let painter = Painter {
        article: &shown.story.article,
        notes: shown.notes(),
        theme: &shared.theme,
        speakers: &shown.speakers,
        by_speaker: true,
        bionic: false,
        aside: shown.aside,
        stub_states: &[],
        highlights: &[],
    };
    painter.byte_at(row.line?, places.row(n), x)
}
