//! Stories opened, left, followed: everything that goes from one story to another.

use super::{
    Popup,
    follow::look_up,
    list, picture,
    reader::{Shown, Wanted, aids, view},
    voices,
};
use crate::{
    article::Article,
    layout::Opening,
    library::{Entry, StoryId, state::Change},
    paint::Speakers,
    story::{Extent, Story},
    text::byte,
    tui::{
        code::Found,
        effect::Effect,
        model::{Focus, Model, Stop},
    },
};
use std::sync::Arc;

/// Milliseconds of reading after which the place is kept even though the reader stays in the story.
const KEEP_EVERY: u64 = 5_000;

/// Opens a story and gives it the keys.
pub(in crate::tui) fn open(
    m: &mut Model,
    entry: &Arc<Entry>,
    place: Option<(u32, u32)>,
) -> Vec<Effect> {
    let mut effects = keep_place(m);
    m.met.insert(entry.id, entry.clone());
    m.focus(Focus::Reader);
    m.stories.failed = None;
    if m.reader.shown.as_ref().is_some_and(|s| s.id() == entry.id) {
        if let (Some(place), Some(shown)) = (place, m.reader.shown.as_mut()) {
            shown.return_to(place, usize::from(m.reader.height));
        }
        effects.extend(begun(m, entry.id));
        return effects;
    }
    effects.push(want(m, entry, place, true));
    effects
}

/// Asks for a story, to be read or only looked at.
fn want(m: &mut Model, entry: &Arc<Entry>, place: Option<(u32, u32)>, to_read: bool) -> Effect {
    m.reader.wanted = Some(Wanted {
        entry: entry.clone(),
        place,
        to_read,
    });
    Effect::Open(entry.clone())
}

/// Notes that a story was opened to be read.
fn begun(m: &mut Model, id: StoryId) -> Vec<Effect> {
    let now = m.shared.now;
    let change = Change {
        opened: Some(now),
        ..Change::default()
    };
    let record = m.shared.state.set(id, change, now);
    m.reader.kept_at = now;
    vec![Effect::Save(vec![record])]
}

/// Shows a story that was read before the model began, as the one that was given.
pub(in crate::tui) fn begin(m: &mut Model, entry: &Arc<Entry>, story: Arc<Story>) -> Vec<Effect> {
    m.alone = m.shared.catalog.entries().len() == 1;
    m.focus(Focus::Reader);
    m.reader.wanted = Some(Wanted {
        entry: entry.clone(),
        place: None,
        to_read: true,
    });
    let speakers = Speakers::of(&story.article, &story.notes);
    let mut effects = opened(m, entry.id, Ok((story, speakers)));
    effects.extend(settle(m));
    effects
}

/// Takes in a story that was read, or why it could not be.
pub(in crate::tui) fn opened(
    m: &mut Model,
    id: StoryId,
    result: Result<(Arc<Story>, Speakers), String>,
) -> Vec<Effect> {
    let height = usize::from(m.reader.height);
    let (story, speakers) = match result {
        Ok(read) => read,
        Err(why) => {
            if let Some(wanted) = m.reader.wanted.take_if(|w| w.entry.id == id) {
                m.stories.failed = Some(id);
                // What nobody asked for takes no message's place.
                if wanted.to_read || m.shared.message.is_none() {
                    m.say_error(&why);
                }
            }
            return Vec::new();
        }
    };
    let options = m.setting();
    if let Some(shown) = m
        .reader
        .shown
        .as_mut()
        .filter(|s| s.id() == id && s.story.partial)
    {
        shown.complete(story, speakers, &options, height);
        m.reader.wanted.take_if(|w| w.entry.id == id);
        return Vec::new();
    }
    let Some(wanted) = m.reader.wanted.take_if(|w| w.entry.id == id) else {
        return Vec::new();
    };
    let place = wanted.place;
    let (place, above) = place.unwrap_or_else(|| left_at(&story.article, m.shared.state.of(id).at));
    let there = story.seam.unwrap_or(byte(story.article.text().len()));
    if story.partial && place >= there {
        m.reader.wanted = Some(wanted);
        return Vec::new();
    }
    let warning = story.warnings.first().map(|w| w.message.clone());
    let to_read = wanted.to_read;
    let mut shown = Shown::new(wanted.entry, story, speakers, &options);
    shown.return_to((place, above), height);
    m.reader.shown = Some(shown);
    m.reader.article = None;
    m.reader.moved = None;
    m.reader.aids.begin();
    if let Some(warning) = warning.filter(|_| m.shared.message.is_none()) {
        m.say(&warning);
    }
    if to_read { begun(m, id) } else { Vec::new() }
}

/// After every message: lines broken for what is on the screen, links looked up, the place noted, and in the list
/// the story under the cursor shown beside it.
pub(in crate::tui) fn settle(m: &mut Model) -> Vec<Effect> {
    let mut effects = look_beside(m);
    effects.extend(list::settle(m));
    voices::aim(m);
    let height = usize::from(m.reader.height);
    let screen = m.shared.areas.screen;
    if let Some(Popup::Pick(pick)) = &mut m.popup {
        pick.settle(screen);
    }
    effects.extend(picture::fit(m));
    let Some(shown) = m.reader.shown.as_mut() else {
        return effects;
    };
    shown.prepare(height);
    let window = shown.window();
    if m.shared.indexed {
        let story = shown.story.clone();
        let asked = shown
            .asked
            .as_ref()
            .is_some_and(|(c, _)| Arc::ptr_eq(c, &m.shared.catalog));
        if !asked && !story.partial && m.library.is_none() {
            let catalog = m.shared.catalog.clone();
            shown.asked = Some((catalog.clone(), false));
            shown.forget_hyperlinks();
            let rulings = m.shared.state.rulings().clone();
            effects.push(Effect::Link(
                shown.entry.clone(),
                story.clone(),
                catalog,
                rulings,
            ));
        }
        let selected = shown.target().map(|t| t.span);
        look_up(&m.shared, shown, |t| {
            t.span.meets(window) || Some(t.span) == selected
        });
    }
    if let Some(search) = &mut shown.search {
        search.look(shown.story.article.text(), window);
    }
    effects.extend(colour(shown, height));
    effects.extend(picture::ask(m));
    if m.focus == Focus::Reader && m.shared.now.saturating_sub(m.reader.kept_at) > KEEP_EVERY {
        effects.extend(keep_place(m));
    }
    effects
}

/// Has the code on the screen looked at, if it was not yet.
fn colour(shown: &mut Shown, height: usize) -> Option<Effect> {
    let (from, rows) = shown.visible(height);
    let mut seen = shown.page.rows(from, rows).map(|r| r.block);
    let job = shown.colours.ask(shown.entry.id, &shown.story, &mut seen);
    job.map(Effect::Colour)
}

/// Takes in what was found in the code of a story.
pub(in crate::tui) fn coloured(m: &mut Model, found: Found) -> Vec<Effect> {
    if let Some(shown) = m.reader.shown.as_mut().filter(|s| s.id() == found.id) {
        shown.colours.take(found, &shown.story);
    }
    Vec::new()
}

/// Shows the story under the list's cursor beside the list, where both are on the screen.
fn look_beside(m: &mut Model) -> Vec<Effect> {
    if m.focus != Focus::List || !m.shared.areas.both() || m.reader.wanted.is_some() {
        return Vec::new();
    }
    let Some(entry) = m.selected() else {
        return Vec::new();
    };
    let there = m.reader.shown.as_ref().is_some_and(|s| s.id() == entry.id);
    if there || m.stories.failed == Some(entry.id) {
        return Vec::new();
    }
    vec![want(m, &entry, None, false)]
}

/// The place of reading as one byte: with blank rows on show above a block, the LF before the block.
fn kept(shown: &Shown) -> u32 {
    shown.place.saturating_sub(u32::from(shown.above > 0))
}

/// The place that [`kept`] gave: a byte, and blank rows above it.
fn left_at(article: &Article, at: u32) -> (u32, u32) {
    let blocks = article.blocks();
    let next = article.block_at(at) + 1;
    match (blocks.get(next - 1), blocks.get(next)) {
        (Some(before), Some(after)) if before.span.end <= at && at > 0 => (after.span.start, 1),
        _ => (at, 0),
    }
}

/// Keeps the place of reading, and that a story was read to its end.
pub(in crate::tui) fn keep_place(m: &mut Model) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref().filter(|_| m.focus == Focus::Reader) else {
        return Vec::new();
    };
    // A byte of the page is no place in its story.
    // Nor is one of an end whose beginning is not read yet.
    if shown.story.extent != Extent::Article || shown.is_beyond(shown.place) {
        return Vec::new();
    }
    let id = shown.id();
    let known = m.shared.state.of(id);
    let mut length = crate::text::byte(shown.story.article.text().len());
    if shown.story.partial {
        length = length.max(known.of);
    }
    let finished = shown.is_at_end() && known.read != Some(true);
    let at = kept(shown);
    let moved = known.at != at;
    m.reader.kept_at = m.shared.now;
    if !finished && !moved {
        return Vec::new();
    }
    let change = Change {
        place: moved.then_some((at, length)),
        read: finished.then_some(true),
        ..Change::default()
    };
    let now = m.shared.now;
    vec![Effect::Save(vec![m.shared.state.set(id, change, now)])]
}

/// Fits the reader to its area.
pub(in crate::tui) fn arranged(m: &mut Model) {
    let area = m.shared.areas.reader;
    m.reader.columns = aids::columns(area, m.shared.options.measure, &m.reader.aids);
    m.reader.height = area.height.saturating_mul(m.reader.columns);
    m.list_arranged();
    m.reader.moved = None;
    let options = m.setting();
    let height = usize::from(m.reader.height);
    if let Some(shown) = m.reader.shown.as_mut().filter(|_| !area.is_empty()) {
        shown.set(&options, height);
    }
}

impl Model {
    /// How a story is set in the reader's area.
    pub(in crate::tui) fn setting(&self) -> crate::layout::Options {
        let mut options = self.shared.options.clone();
        let area = self.shared.areas.reader;
        let own = aids::column_area(area, self.reader.columns, 0, u16::MAX);
        options.measure = view::fitting(own, options.measure);
        if self.shared.theme.initial {
            options.opening = Opening::Initial;
        }
        options
    }

    /// Where the reader is now.
    pub(in crate::tui) fn stop(&self) -> Option<Stop> {
        self.reader.shown.as_ref().map(|s| Stop {
            id: s.id(),
            place: (s.place, s.above),
        })
    }

    /// Opens a story from another one, so that the way back is known.
    pub(in crate::tui) fn go(&mut self, id: StoryId, place: Option<(u32, u32)>) -> Vec<Effect> {
        let Some(entry) = self.entry(id) else {
            self.say_error("That story is not here any more.");
            return Vec::new();
        };
        if let Some(stop) = self.stop() {
            self.history.back.push(stop);
            self.history.forward.clear();
        }
        self.list_select(id);
        open(self, &entry, place)
    }

    /// Goes back along the way, or forward.
    pub(in crate::tui) fn walk(&mut self, back: bool) -> Vec<Effect> {
        let (from, to) = if back {
            (&mut self.history.back, &mut self.history.forward)
        } else {
            (&mut self.history.forward, &mut self.history.back)
        };
        let Some(stop) = from.pop() else {
            self.say(if back {
                "This is where you began."
            } else {
                "There is nothing ahead."
            });
            return Vec::new();
        };
        if let Some(shown) = &self.reader.shown {
            to.push(Stop {
                id: shown.id(),
                place: (shown.place, shown.above),
            });
        }
        let Some(entry) = self.entry(stop.id) else {
            return Vec::new();
        };
        self.list_select(stop.id);
        open(self, &entry, Some(stop.place))
    }
}

/// Opens the story so many rows further in the list.
pub(in crate::tui) fn neighbour(m: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(id) = m.reader.shown.as_ref().map(Shown::id) {
        m.list_select(id);
    }
    let Some(entry) = m.list_neighbour(by) else {
        m.say(if by > 0 {
            "This is the last story."
        } else {
            "This is the first story."
        });
        return Vec::new();
    };
    m.go(entry.id, None)
}

/// Stars a story, or takes its star away.
pub(in crate::tui) fn toggle_star(m: &mut Model, id: StoryId) -> Vec<Effect> {
    let starred = m.shared.progress(id).starred();
    let said = if starred {
        "Star taken away."
    } else {
        "Starred."
    };
    let change = Change {
        star: Some(!starred),
        ..Change::default()
    };
    m.change(id, &change, said)
}

/// Marks a story read, or unread again.
pub(in crate::tui) fn toggle_read(m: &mut Model, id: StoryId) -> Vec<Effect> {
    let read = m.shared.progress(id).read == Some(true);
    let said = if read {
        "Marked unread."
    } else {
        "Marked read."
    };
    let change = Change {
        read: Some(!read),
        place: read.then_some((0, 0)),
        ..Change::default()
    };
    m.change(id, &change, said)
}
