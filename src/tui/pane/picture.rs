//! Pictures in the text of a story, and one of them over the whole screen.

use super::{Popup, reader::view};
use crate::{
    article::{Article, BlockKind},
    layout::{Lead, Room},
    theme::{Role, Theme},
    tui::{
        draw::{self, put},
        effect::Effect,
        model::{Model, Shared},
        pictures::{Found, Gallery, Job, News, Sight, Task, Way, Wish},
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Color};
use std::sync::Arc;

impl Model {
    /// The terminal takes pictures this way, and its cells have so many pixels; `None` for what is not known anew.
    pub fn look(&mut self, way: Option<Way>, cell: Option<(u16, u16)>) {
        let sight = &mut self.shared.sight;
        sight.way = way.unwrap_or(sight.way);
        sight.cell = cell.unwrap_or(sight.cell);
        sight.depth = self.shared.depth;
    }

    /// The terminal has forgotten the pictures that it was told of.
    pub fn forget_pictures(&mut self) {
        if let Some(shown) = &mut self.reader.shown {
            shown.gallery.forget();
        }
    }
}

/// Makes room for the pictures of the story on show, where what is known of them or of the pane has changed; asks how large
/// they are where nobody has.
pub(super) fn fit(m: &mut Model) -> Vec<Effect> {
    let sight = Sight {
        paper: paper(&m.shared),
        ..m.shared.sight
    };
    let options = m.setting();
    let (height, rows) = (usize::from(m.reader.height), m.shared.areas.reader.height);
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    if shown.story.article.images().is_empty() || shown.story.partial || height == 0 {
        return Vec::new();
    }
    if shown.gallery.sees(sight, rows) && shown.set(&options, height) {
        m.reader.moved = None;
    }
    if sight.way == Way::None || std::mem::replace(&mut shown.gallery.asked, true) {
        return Vec::new();
    }
    let (entry, story) = (shown.entry.clone(), shown.story.clone());
    vec![Effect::Pictures(Job {
        entry,
        story,
        task: Task::Measure,
    })]
}

/// Asks for the pictures that are on the screen and not ready yet.
pub(super) fn ask(m: &mut Model) -> Vec<Effect> {
    let height = usize::from(m.reader.height);
    let whole = whole_screen(m);
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    let (from, rows) = shown.visible(height);
    let lines = shown.page.rows(from, rows).filter_map(|r| r.line);
    let mut numbers: Vec<u32> = lines.filter_map(|l| pixels(l.lead)).map(|p| p.0).collect();
    numbers.dedup();
    let rooms = shown.page.options().pictures.clone();
    let in_text = numbers.into_iter().filter_map(|number| {
        let room = *rooms.get(number as usize)?;
        Some((number, room))
    });
    let gallery = &mut shown.gallery;
    let wishes = in_text.chain(whole).map(|(n, room)| gallery.wish(n, room));
    let wishes: Vec<_> = wishes.collect();
    let missing = wishes.into_iter().filter(|w| gallery.wants(*w));
    let (entry, story) = (&shown.entry, &shown.story);
    let job = |wish| {
        Effect::Pictures(Job {
            entry: entry.clone(),
            story: Arc::clone(story),
            task: Task::Draw(wish),
        })
    };
    missing.map(job).collect()
}

/// The picture over the whole screen, where there is one, and its room.
fn whole_screen(m: &Model) -> Option<(u32, Room)> {
    let Some(Popup::Picture(number)) = m.popup else {
        return None;
    };
    let gallery = &m.reader.shown.as_ref()?.gallery;
    Some((
        number,
        gallery.largest(number, most(m.shared.areas.screen))?,
    ))
}

/// The room for a picture over the whole screen; a row is left for its words.
fn most(screen: Rect) -> Room {
    Room {
        width: screen.width,
        height: screen.height.saturating_sub(1).max(1),
    }
}

/// The colour of the paper, as far as it is known.
fn paper(shared: &Shared) -> [u8; 3] {
    match shared.theme.style(Role::Body).bg {
        Some(Color::Rgb(r, g, b)) => [r, g, b],
        // The steps of the 256 colours of xterm.
        Some(Color::Indexed(n @ 232..)) => [8 + 10 * (n - 232); 3],
        Some(Color::Indexed(n @ 16..)) => [36, 6, 1].map(|by| match (n - 16) / by % 6 {
            0 => 0,
            step => 55 + 40 * step,
        }),
        _ if shared.theme.dark => [0; 3],
        _ => [255; 3],
    }
}

/// Which row of which picture a line is, if it is one.
pub(in crate::tui) fn pixels(lead: Lead) -> Option<(u32, u16)> {
    match lead {
        Lead::Pixels { picture, row } => Some((picture, row)),
        _ => None,
    }
}

/// Takes in what is known of pictures.
pub(in crate::tui) fn pictured(m: &mut Model, news: News) -> Vec<Effect> {
    let options = m.setting();
    let height = usize::from(m.reader.height);
    let current = m.reader.shown.as_mut().filter(|s| s.id() == news.id);
    let Some(shown) = current else {
        return Vec::new();
    };
    let sizes = matches!(news.found, Found::Sizes(_));
    shown.gallery.take(news.found);
    if sizes && shown.set(&options, height) {
        m.reader.moved = None;
    }
    Vec::new()
}

/// Shows a picture over the whole screen: the first one in sight, or else the next.
pub(in crate::tui) fn picture(m: &mut Model) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        return Vec::new();
    };
    let article = &shown.story.article;
    let all = at_hand(article, &shown.gallery);
    let next = all.iter().find(|(_, at)| *at >= shown.window().start);
    if let Some((number, _)) = next.or(all.last()) {
        m.popup = Some(Popup::Picture(*number));
    } else if article.images().is_empty() {
        m.say("No pictures in this story.");
    } else if m.shared.sight.way == Way::None {
        m.say("Pictures are off, or this terminal has no colours for them.");
    } else {
        m.say("The pictures of this story were not saved with it.");
    }
    Vec::new()
}

/// Shows another picture of the story over the whole screen.
pub(super) fn step(m: &mut Model, by: isize) {
    let (Some(Popup::Picture(number)), Some(shown)) = (&mut m.popup, m.reader.shown.as_ref())
    else {
        return;
    };
    let all = at_hand(&shown.story.article, &shown.gallery);
    let here = all.iter().position(|(n, _)| n == number).unwrap_or(0);
    let to = here
        .saturating_add_signed(by)
        .min(all.len().saturating_sub(1));
    if let Some((next, _)) = all.get(to) {
        *number = *next;
    }
}

/// The pictures of a story that can be shown, each with the byte that it stands at.
fn at_hand(article: &Article, gallery: &Gallery) -> Vec<(u32, u32)> {
    let blocks = article.blocks().iter();
    let pictures = blocks.filter_map(|b| match b.kind {
        BlockKind::Image(n) => Some((n, b.span.start)),
        _ => None,
    });
    pictures.filter(|(n, _)| gallery.has(*n)).collect()
}

/// Draws a picture over the whole screen, its words below.
pub(super) fn whole(m: &Model, number: u32, theme: &Theme, buf: &mut Buffer) {
    let screen = m.shared.areas.screen;
    draw::clear(buf, screen, theme.style(Role::Body));
    let Some(shown) = m.reader.shown.as_ref() else {
        return;
    };
    let words = words(&shown.story.article, number);
    let room = usize::from(screen.width).saturating_sub(2);
    let words = crate::text::ellipsis(words, room);
    let foot = screen.bottom().saturating_sub(1);
    let x = view::column(screen, crate::text::cells(crate::text::width(&words))).x;
    put(
        buf,
        x,
        foot,
        screen.right(),
        &words,
        theme.style(Role::Caption),
    );
    let Some((number, room)) = whole_screen(m) else {
        return;
    };
    let above = Rect {
        height: most(screen).height,
        ..screen
    };
    let place = draw::middle(above, room.width, room.height);
    let Some(picture) = shown.gallery.get(shown.gallery.wish(number, room)) else {
        return;
    };
    for (row, y) in (place.top()..place.bottom()).enumerate() {
        let row = crate::text::cells(row);
        picture.row(
            row,
            Rect {
                y,
                height: 1,
                ..place
            },
            buf,
        );
    }
}

/// What is said of a picture: its caption, or its alternative text.
fn words(article: &Article, number: u32) -> &str {
    let blocks = article.blocks();
    let at = blocks
        .iter()
        .position(|b| b.kind == BlockKind::Image(number));
    let Some(at) = at else { return "" };
    let near = blocks.get(at + 1).filter(|b| b.kind == BlockKind::Caption);
    let own = blocks.get(at);
    near.or(own).map_or("", |b| b.span.of(article.text()))
}

/// Draws the rows of pictures that stand in the text: the number, the row and the place of each.
pub(in crate::tui) fn rows(model: &Model, rows: &[(u32, u16, Rect)], buf: &mut Buffer) {
    let Some(shown) = model.reader.shown.as_ref() else {
        return;
    };
    let rooms = &shown.page.options().pictures;
    for (number, row, place) in rows {
        let room = rooms.get(*number as usize).copied().unwrap_or_default();
        let wish: Wish = shown.gallery.wish(*number, room);
        let picture = shown.gallery.get(wish);
        // A window cannot be drawn over what the terminal shows on top.
        if let Some(picture) = picture.filter(|p| !p.is_on_top() || model.popup.is_none()) {
            picture.row(*row, *place, buf);
        }
    }
}
