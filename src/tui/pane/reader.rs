//! The reader pane: one story, its place, what is selected in it.

pub(in crate::tui) mod aids;

mod aside;

mod masthead;

pub(in crate::tui) mod commands;

mod find;

mod scroll;

pub(in crate::tui) mod select;

mod targets;

pub(in crate::tui) mod view;

pub(in crate::tui) mod yank;

pub(in crate::tui) use find::Search;
pub(in crate::tui) use masthead::Masthead;
pub(in crate::tui) use scroll::{Sheet, Top};
pub(in crate::tui) use targets::{Lead, Resolved, Target};

use crate::{
    annotate::{Notes, Quote, Stub},
    layout::{Options, Page},
    library::{Catalog, Crosslink, Entry, StoryId, state::Pace},
    paint::Speakers,
    story::Story,
    text::{Span, byte},
    tui::{code::Colours, pane::follow::Eager, pictures::Gallery},
};
use std::sync::Arc;

/// The reader pane. Everything but the story itself outlives a change of story.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// The story on show.
    pub(in crate::tui) shown: Option<Shown>,
    /// The story that was asked for and has not come yet.
    pub(in crate::tui) wanted: Option<Wanted>,
    /// Rows of the pane, those of all its columns together.
    pub(in crate::tui) height: u16,
    /// Columns of the pane; 0 before it has an area.
    pub(in crate::tui) columns: u16,
    /// Aids to reading.
    pub(in crate::tui) aids: aids::Aids,
    /// How far the text moved up since the last frame, in rows; what a terminal can do by itself. `None` where more
    /// than that happened.
    pub(in crate::tui) moved: Option<i32>,
    /// When the place was kept last, in milliseconds since the epoch.
    pub(in crate::tui) kept_at: u64,
    /// The story itself and the place of reading in it, while more or less of its page is shown.
    pub(in crate::tui) article: Option<(Arc<Story>, u32)>,
    /// The quote to go to once its story is there: the byte that it begins at.
    pub(in crate::tui) aim: Option<(StoryId, u32)>,
    /// The list of quotes stands by speaker.
    pub(in crate::tui) by_speaker: bool,
    /// What is to be done with a target as soon as it is known where it leads; the next key gives up on it.
    pub(in crate::tui) eager: Option<Eager>,
    /// The story whose first lines a window waits for.
    pub(in crate::tui) previewing: Option<StoryId>,
}

/// A story that was asked for.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Wanted {
    /// Which.
    pub(in crate::tui) entry: Arc<Entry>,
    /// Where to go in it, with the blank rows above; `None` for where it was left.
    pub(in crate::tui) place: Option<(u32, u32)>,
    /// It is to be read, not only looked at: once it is there it was begun.
    pub(in crate::tui) to_read: bool,
}

/// The story on show.
#[derive(Debug)]
pub(in crate::tui) struct Shown {
    /// Its row in the catalog.
    pub(in crate::tui) entry: Arc<Entry>,
    /// Its text and notes.
    pub(in crate::tui) story: Arc<Story>,
    /// Headline, byline, site and date above the text.
    pub(in crate::tui) masthead: Masthead,
    /// Its lines.
    pub(in crate::tui) page: Page,
    /// The row at the top of the pane.
    pub(in crate::tui) top: Top,
    /// The lowest that it can be, once that is known, and the height of the pane that it holds for.
    pub(in crate::tui) lowest: Option<(usize, Top)>,
    /// Cells by which wide tables and code are moved to the left.
    pub(in crate::tui) aside: u16,
    /// The place of reading: a byte of the text. It moves when the reader moves, and never for another reason.
    pub(in crate::tui) place: u32,
    /// Blank rows on show above the words at the place; they have no byte of their own.
    pub(in crate::tui) above: u32,
    /// Where the reader wants to be in a story of which only a part is read yet, in per cent of it.
    pub(in crate::tui) bound: Option<u8>,
    /// The byte after the last one on show.
    pub(in crate::tui) seen: u32,
    /// The notes with the stubs that only the library showed to be such, once it was asked.
    pub(in crate::tui) linked: Option<Notes>,
    /// The catalog that was asked where the stubs lead, and whether it has answered.
    pub(in crate::tui) asked: Option<(Arc<Catalog>, bool)>,
    /// Stubs and links, in the order of the text.
    pub(in crate::tui) targets: Vec<Target>,
    /// Number of the selected target.
    pub(in crate::tui) selected: Option<usize>,
    /// Number of the quote that the cursor is on, in the notes.
    pub(in crate::tui) quote: Option<usize>,
    /// What is searched for in the story.
    pub(in crate::tui) search: Option<Search>,
    /// Who says what, for the painter.
    pub(in crate::tui) speakers: Speakers,
    /// Its code in colours.
    pub(in crate::tui) colours: Colours,
    /// Its pictures.
    pub(in crate::tui) gallery: Gallery,
    /// Nothing but the quotes is shown, in whole sentences with the words that say whose they are.
    pub(in crate::tui) only_quotes: bool,
    /// The top and the place when that began: short excerpts fit the pane, and their top says nothing.
    began: Option<(Top, u32)>,
}

impl Shown {
    /// `story` set by `options`, shown from its beginning.
    pub(in crate::tui) fn new(
        entry: Arc<Entry>,
        story: Arc<Story>,
        speakers: Speakers,
        options: &Options,
    ) -> Self {
        let mut options = options.clone();
        options.skip_headline = true;
        Self {
            masthead: Masthead::new(&story.article, &entry, &options),
            page: Page::new(&story.article, &options),
            top: Top::Masthead(0),
            lowest: None,
            aside: 0,
            place: 0,
            above: 0,
            bound: None,
            seen: 0,
            targets: targets::of(&story.article, &story.notes),
            linked: None,
            asked: None,
            selected: None,
            quote: None,
            search: None,
            speakers,
            colours: Colours::default(),
            gallery: Gallery::default(),
            only_quotes: false,
            began: None,
            entry,
            story,
        }
    }

    /// The page below its masthead, to move on.
    pub(in crate::tui) fn sheet(&mut self) -> Sheet<'_> {
        Sheet {
            article: &self.story.article,
            page: &mut self.page,
            head: self.masthead.height(),
            known: &mut self.lowest,
        }
    }

    /// Sets the story again by `options`, with room for its pictures; the place stays. Says whether anything changed.
    pub(in crate::tui) fn set(&mut self, options: &Options, height: usize) -> bool {
        let mut options = options.clone();
        options.skip_headline = true;
        options.pictures = self.gallery.rooms(options.measure);
        if *self.page.options() == options {
            return false;
        }
        self.masthead = Masthead::new(&self.story.article, &self.entry, &options);
        self.lay(&options, height);
        true
    }

    /// Breaks the lines anew; the place stays.
    fn lay(&mut self, options: &Options, height: usize) {
        let article = &self.story.article;
        self.page = if self.only_quotes {
            Page::excerpt(article, options, spoken(&self.story))
        } else {
            Page::new(article, options)
        };
        self.lowest = None;
        self.go_to_place(height);
    }

    /// The next hit of a search that stands on a line of the page, or the one before.
    pub(in crate::tui) fn search_shown(
        &mut self,
        search: &Search,
        forward: bool,
    ) -> Option<(Span, bool)> {
        let article = &self.story.article;
        let page = &mut self.page;
        search.next_of(article.text(), self.place, forward, |span| {
            page.shows(article, span.start)
        })
    }

    /// Shows nothing but the quotes, or all again; the place stays. Says whether there are any.
    pub(in crate::tui) fn toggle_only_quotes(&mut self, height: usize) -> bool {
        let any = self.story.notes.quotes.iter().any(|q| q.kind.is_speech());
        if any {
            self.only_quotes = !self.only_quotes;
            let before = self.began.take().filter(|b| b.1 == self.place);
            if self.only_quotes {
                self.began = Some((self.top, self.place));
            } else if let Some((top, _)) = before {
                self.top = top;
            }
            let options = self.page.options().clone();
            self.lay(&options, height);
        }
        any
    }

    /// Puts the place of reading at the top again, after the page or the pane changed. Above the first byte the rows
    /// of the masthead are the place.
    pub(in crate::tui) fn go_to_place(&mut self, height: usize) {
        let (place, top, above) = (self.place, self.top, self.above);
        let last = self.masthead.height().saturating_sub(1);
        let mut sheet = self.sheet();
        self.top = match top {
            // The very beginning needs no look at the end, which would have to be laid out for it.
            Top::Masthead(0) if place == 0 => top,
            Top::Masthead(above) if place == 0 => {
                Top::Masthead(above.min(last)).min(sheet.lowest(height))
            }
            _ => sheet.raised(place, above, height),
        };
    }

    /// Stands at `top`, and notes the place that it means.
    fn stand(&mut self, top: Top) {
        let mut sheet = self.sheet();
        let place = sheet.byte(top);
        let above = sheet.blank_above(top, place);
        (self.top, self.place, self.above) = (top, place, above);
        self.bound = None;
    }

    /// Goes to so many per cent of the text; at 100 the last row stands at the bottom of the pane. In a story that is still
    /// being read it goes there again once the rest has come.
    pub(in crate::tui) fn go_to_percent(&mut self, percent: u8, height: usize) {
        if percent >= 100 {
            let top = self.sheet().lowest(height);
            self.stand(top);
        } else if self.story.seam.is_none() {
            let all = self.story.article.text().len();
            let percent = usize::from(percent);
            let at = all / 100 * percent + all % 100 * percent / 100;
            self.go_to(byte(at), height);
        }
        self.bound = self.story.partial.then_some(percent);
    }

    /// Whether `place` is in the end of a story whose middle is not read yet.
    pub(in crate::tui) fn is_beyond(&self, place: u32) -> bool {
        self.story.seam.is_some_and(|seam| place >= seam)
    }

    /// Takes more of the story in the place of a part of it. The text goes on where its beginning ended, so the place stays;
    /// one in its end keeps its distance from the last byte.
    pub(in crate::tui) fn complete(
        &mut self,
        story: Arc<Story>,
        speakers: Speakers,
        options: &Options,
        height: usize,
    ) {
        let selected = self.target().map(|t| t.span);
        if self.story.article.is_copy_of(&story.article) {
            self.targets = targets::of(&story.article, &story.notes);
            (self.story, self.speakers) = (story, speakers);
            self.reselect(selected);
            self.bound = None;
            return;
        }
        let (mut place, top, above) = (self.place, self.top, self.above);
        if self.is_beyond(place) {
            let left = self.story.article.text().len() - place as usize;
            place = byte(story.article.text().len().saturating_sub(left));
        }
        let search = self.search.take();
        let (bound, only_quotes) = (self.bound, self.only_quotes);
        *self = Self::new(self.entry.clone(), story, speakers, options);
        (self.place, self.top, self.above) = (place, top, above);
        self.search = search;
        self.reselect(selected);
        self.only_quotes = only_quotes;
        let options = self.page.options().clone();
        self.lay(&options, height);
        if let Some(percent) = bound {
            self.go_to_percent(percent, height);
        }
    }

    /// Selects the target again that had this span.
    fn reselect(&mut self, selected: Option<Span>) {
        let here = |s| self.targets.iter().position(|t| t.span == s);
        self.selected = selected.and_then(here);
    }

    /// Moves by rows; gives how far the rows on show moved up.
    pub(in crate::tui) fn scroll(&mut self, by: isize, height: usize) -> bool {
        let before = self.top;
        let (place, beyond) = (self.place, self.is_beyond(self.place));
        let mut sheet = self.sheet();
        let top = sheet.advance(before, by, height);
        self.stand(top);
        if self.is_beyond(self.place) != beyond {
            // What is between is not read yet.
            self.stand(before);
            self.place = place;
        }
        before != self.top
    }

    /// Whether the last row stands at the bottom of the pane.
    pub(in crate::tui) fn is_at_bottom(&mut self, height: usize) -> bool {
        let top = self.top;
        top >= self.sheet().lowest(height)
    }

    /// Goes to `byte`, at the top of the pane.
    pub(in crate::tui) fn go_to(&mut self, byte: u32, height: usize) {
        let mut sheet = self.sheet();
        let top = sheet.at(byte, height);
        self.stand(top);
    }

    /// Goes to a byte with so many blank rows of its block above it, as it was left.
    pub(in crate::tui) fn return_to(&mut self, (place, above): (u32, u32), height: usize) {
        (self.place, self.above) = (place, above);
        self.go_to_place(height);
    }

    /// Brings `span` into view, moving only if it is not there already.
    pub(in crate::tui) fn reveal(&mut self, span: Span, height: usize) {
        let top = self.top;
        let mut sheet = self.sheet();
        let top = sheet.reveal(span.start, top, height);
        self.stand(top);
        self.reveal_aside(span);
    }

    /// Breaks the lines that a pane of `height` rows shows, so that drawing only looks them up.
    pub(in crate::tui) fn prepare(&mut self, height: usize) {
        let (from, rows) = self.visible(height);
        self.page.prepare(&self.story.article, from, rows);
        let last = self.page.rows(from, rows).filter_map(|r| r.line).last();
        self.seen = last.map_or(self.place, |l| l.span.end);
    }

    /// The first row of the page on show, and how many follow in a pane of `height` rows.
    pub(in crate::tui) fn visible(&self, height: usize) -> (crate::layout::Row, usize) {
        match self.top {
            Top::Body(row) => (row, height),
            Top::Masthead(above) => {
                let head = usize::from(self.masthead.height().saturating_sub(above));
                (self.page.first(), height.saturating_sub(head))
            }
        }
    }

    /// The bytes of the text on show.
    pub(in crate::tui) fn window(&self) -> Span {
        Span {
            start: self.place.min(self.seen),
            end: self.seen,
        }
    }

    /// How much of the text was shown, 0 to 100.
    pub(in crate::tui) fn percent(&self) -> u8 {
        let all = self.story.article.text().len().max(1);
        let seen = self.seen as usize;
        let end = self.story.article.blocks().last().map_or(0, |b| b.span.end);
        if self.is_at_end() || self.is_beyond(self.place) && self.seen >= end {
            return 100;
        }
        u8::try_from((seen * 100 / all).min(99)).unwrap_or(99)
    }

    /// Whether the last words are on show.
    pub(in crate::tui) fn is_at_end(&self) -> bool {
        let end = self.story.article.blocks().last().map_or(0, |b| b.span.end);
        !self.story.partial && self.seen >= end
    }

    /// Minutes of reading that are left after what is on show.
    pub(in crate::tui) fn minutes_left(&self, pace: Pace) -> u32 {
        let all = self.story.article.text().len().max(1);
        let left = all.saturating_sub(self.seen as usize);
        let words = u64::from(self.entry.words) * left as u64 / all as u64;
        pace.minutes(u32::try_from(words).unwrap_or(u32::MAX))
    }

    /// What was found in the story.
    pub(in crate::tui) fn notes(&self) -> &Notes {
        self.linked.as_ref().unwrap_or(&self.story.notes)
    }

    /// Takes in what the library makes of the stubs; with them the lines that it showed to be stubs.
    pub(in crate::tui) fn link(&mut self, links: &[Crosslink], catalog: &Arc<Catalog>) {
        self.asked = Some((catalog.clone(), true));
        let stubs: Vec<Stub> = links.iter().map(|l| l.stub).collect();
        let selected = self.target().map(|t| t.span);
        if stubs != self.notes().stubs {
            let notes = Notes {
                stubs,
                ..self.story.notes.clone()
            };
            self.targets = targets::of(&self.story.article, &notes);
            self.linked = Some(notes);
            self.reselect(selected);
        }
        for target in &mut self.targets {
            if let Lead::Stub(n) = target.lead
                && let Some(link) = links.get(n)
            {
                target.resolved = Resolved::of(&link.target, catalog);
            }
        }
    }

    /// Has the hyperlinks looked up again: there are other stories now.
    pub(in crate::tui) fn forget_hyperlinks(&mut self) {
        let links = self.targets.iter_mut();
        for target in links.filter(|t| matches!(t.lead, Lead::Link(_))) {
            target.resolved = Resolved::Unknown;
        }
    }

    /// Whether this catalog said where the stubs lead.
    pub(in crate::tui) fn is_linked(&self, catalog: &Arc<Catalog>) -> bool {
        let asked = self.asked.as_ref();
        asked.is_some_and(|(asked, answered)| *answered && Arc::ptr_eq(asked, catalog))
    }

    /// The quote that the cursor is on.
    pub(in crate::tui) fn quote(&self) -> Option<&Quote> {
        self.notes().quotes.get(self.quote?)
    }

    /// The target that is selected.
    pub(in crate::tui) fn target(&self) -> Option<&Target> {
        self.targets.get(self.selected?)
    }

    /// The story's identity.
    pub(in crate::tui) fn id(&self) -> StoryId {
        self.entry.id
    }
}

/// What is said in a story, with the words of the same paragraph that say who says it: sorted and disjoint.
fn spoken(story: &Story) -> Vec<Span> {
    let article = &story.article;
    let mut spans = Vec::new();
    for quote in story.notes.quotes.iter().filter(|q| q.kind.is_speech()) {
        let at = article.block_at(quote.span.start);
        let voice = quote.speaker();
        let words = voice.map(|v| [v.mention.map(|m| m.span), v.cue]);
        let beside = words.into_iter().flatten().flatten();
        spans.extend(beside.filter(|s| article.block_at(s.start) == at));
        spans.push(quote.span);
    }
    spans.sort_unstable();
    let mut end = 0;
    spans.retain_mut(|span| {
        span.start = span.start.max(end);
        end = span.end.max(end);
        span.start < span.end
    });
    spans
}
