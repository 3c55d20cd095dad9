//! The list at the left, be it of the files that were given or of a library.

use super::{
    Library, Pick, Popup, Stories, follow::linked, library, ruling, typing::complete, web,
};
use crate::{
    library::{Catalog, Crosslink, Entry, StoryId},
    tui::{
        effect::Effect,
        librarian::{Answer, Question},
        model::{Model, Shared},
        web::News,
    },
};
use std::sync::Arc;

impl Model {
    /// The story under the cursor.
    pub(in crate::tui) fn selected(&self) -> Option<Arc<Entry>> {
        match &self.library {
            Some(library) => library.selected().cloned(),
            None => self.stories.selected(&self.shared).cloned(),
        }
    }

    /// Moves the cursor by rows.
    pub(in crate::tui) fn list_step(&mut self, by: isize) {
        match &mut self.library {
            Some(library) => library.step(by, &self.shared),
            None => self.stories.step(by, &self.shared),
        }
    }

    /// Puts the cursor on a row.
    pub(in crate::tui) fn list_go_to(&mut self, row: usize) {
        match &mut self.library {
            Some(library) => library.go_to(row, &self.shared),
            None => self.stories.go_to(row, &self.shared),
        }
    }

    /// Puts the cursor on a story, if the list has it.
    pub(in crate::tui) fn list_select(&mut self, id: StoryId) {
        match &mut self.library {
            Some(library) => library.select(id, &self.shared),
            None => self.stories.select(id, &self.shared),
        }
    }

    /// Stories in the list.
    pub(in crate::tui) fn list_len(&self) -> usize {
        match &self.library {
            Some(library) => library.len(),
            None => self.stories.len(),
        }
    }

    /// Stories that the list shows at once.
    pub(in crate::tui) fn list_page(&self) -> usize {
        match &self.library {
            Some(library) => library.page(&self.shared),
            None => Stories::page(&self.shared),
        }
    }

    /// The row that stands so many rows of the screen below the top of the pane.
    pub(in crate::tui) fn list_row_at(&self, below: u16) -> Option<usize> {
        match &self.library {
            Some(library) => library.row_at(below, &self.shared),
            None => self.stories.row_at(below, &self.shared),
        }
    }

    /// The story so many rows from the cursor.
    pub(in crate::tui) fn list_neighbour(&self, by: isize) -> Option<Arc<Entry>> {
        match &self.library {
            Some(library) => library.neighbour(by).cloned(),
            None => self.stories.neighbour(by, &self.shared).cloned(),
        }
    }

    /// The words that the list is filtered by.
    pub(in crate::tui) fn list_filter(&self) -> &str {
        match &self.library {
            Some(library) => &library.wanted.query,
            None => &self.stories.filter,
        }
    }

    /// Filters the list by words; `open` while they are being typed.
    pub(in crate::tui) fn filter_list(&mut self, words: &str, open: bool) {
        if let Some(library) = &mut self.library {
            library.search(words, open);
        } else {
            words.clone_into(&mut self.stories.filter);
            self.stories.refresh(&self.shared);
        }
    }

    /// A story by its identity, as far as it has been met.
    pub(in crate::tui) fn entry(&self, id: StoryId) -> Option<Arc<Entry>> {
        let known = self.shared.catalog.entry(id);
        known.or_else(|| self.met.get(&id)).cloned()
    }

    /// Scrolls the list so that the cursor is seen.
    pub(in crate::tui) fn list_arranged(&mut self) {
        match &mut self.library {
            Some(library) => library.keep_in_view(&self.shared),
            None => self.stories.keep_in_view(&self.shared),
        }
    }
}

/// What the list of a library has to ask for before it can be drawn, and where the links of the story shown lead.
pub(in crate::tui) fn settle(m: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if m.library.as_mut().is_some_and(|l| l.wants_unread()) {
        effects = library::next_unread(m);
    }
    let Some(library) = &mut m.library else {
        return Vec::new();
    };
    effects.extend(library.settle(&m.shared));
    let shown = m.reader.shown.as_ref().filter(|s| !s.story.partial);
    if let Some(shown) = shown.filter(|s| library.linked != Some(s.id())) {
        library.linked = Some(shown.id());
        m.shared.indexed = false;
        let (entry, story) = (shown.entry.clone(), shown.story.clone());
        let rulings = m.shared.state.rulings().clone();
        effects.push(Effect::Library(Question::Link(entry, story, rulings)));
    }
    effects
}

/// Takes in what the catalog says.
pub(in crate::tui) fn answered(m: &mut Model, answer: Answer) -> Vec<Effect> {
    let Some(library) = &mut m.library else {
        return match answer {
            Answer::Moved(_) => web::moved(m),
            _ => Vec::new(),
        };
    };
    let Some(answer) = shelved(library, answer, &m.shared) else {
        return Vec::new();
    };
    match answer {
        Answer::State(state, odd) => {
            m.shared.state.absorb(*state);
            if let Some(odd) = odd.first() {
                m.say_error(odd);
            }
        }
        Answer::Stats(lines) => {
            let pick = Pick::new("What you read", Vec::new()).lines(lines);
            m.popup = Some(Popup::Pick(pick));
        }
        Answer::Heirs(heirs) => {
            let state = &mut m.shared.state;
            let records = heirs.into_iter().flat_map(|h| state.pass_on(h)).collect();
            return vec![Effect::Save(records)];
        }
        Answer::Fresh { refused, stopped } => {
            m.refused(&refused);
            if stopped {
                m.say("Stopped: R goes on where it was.");
            }
        }
        Answer::Journals => return vec![Effect::Library(Question::Elsewhere)],
        // Where it was this program, the folder is looked through already.
        Answer::Rooted if library.reading.is_none() => return library::rescan(m),
        Answer::Elsewhere(news) => m.shared.state.join(&news),
        Answer::Acting(how_far) => m.say(&how_far),
        Answer::Acted(step) => m.acted(step.map(|s| *s)),
        Answer::Written => return vec![Effect::Library(Question::Mirror)],
        Answer::Web(ask, answer, catalog) => {
            let entries = catalog.entries().iter();
            m.met.extend(entries.map(|e| (e.id, e.clone())));
            return web::news(m, News::Answer(ask, answer));
        }
        Answer::Arrived(titles) => return web::news(m, News::Arrived(titles)),
        Answer::Offer(n, entries) => ruling::offer(m, n, &entries),
        Answer::Moved(paths) => return vec![Effect::Library(Question::Look(paths))],
        Answer::Linked(id, links, catalog, rulings) => {
            if Arc::ptr_eq(&rulings, m.shared.state.rulings()) {
                return led(m, id, &links, &catalog);
            }
            library.linked = None;
        }
        answer => return asked(m, answer),
    }
    Vec::new()
}

/// Takes in what a key asked for, or a prompt; the list took in all else.
fn asked(m: &mut Model, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Meant(stories, deed) => return library::deeds::done(m, &stories, deed),
        Answer::Names {
            lists,
            tags,
            sites,
            langs,
        } => {
            m.names.take(&tags, &sites, &langs);
            library::named(m, &lists, &tags, &sites);
            if m.names.were_wanted() {
                return complete(m);
            }
        }
        Answer::NextUnread(Ok(row)) => return library::went_to(m, row),
        Answer::NextUnread(Err(last)) => return library::looked(m, last),
        Answer::Added(path, new) => {
            let what = if new { "is" } else { "was already" };
            m.say(&format!("{path} {what} part of the library."));
            return library::rescan(m);
        }
        Answer::Imported(lines) => {
            let pick = Pick::new("Brought in", Vec::new()).lines(lines);
            m.popup = Some(Popup::Pick(pick));
        }
        Answer::Files(files) => {
            let files = files.iter().map(ToString::to_string).collect();
            let pick = Pick::new("Files of the story", Vec::new()).lines(files);
            m.popup = Some(Popup::Pick(pick));
        }
        Answer::Deletable(found) => library::delete::confirm(m, found),
        Answer::Deleted { gone, kept } => match (gone.as_slice(), kept.is_empty()) {
            (_, false) => m.refused(&kept),
            ([path], true) => m.say(&format!("Deleted: {path}")),
            (gone, true) => m.say(&format!("Deleted: {} files", gone.len())),
        },
        _ => {}
    }
    Vec::new()
}

/// Takes in what only the list needs to know; gives back the rest.
fn shelved(library: &mut Library, answer: Answer, shared: &Shared) -> Option<Answer> {
    match answer {
        Answer::Listed(wanted, page, counts) => library.listed(&wanted, page, counts, shared),
        Answer::Rows(rows) => library.took(rows),
        Answer::Passages(sought, lines) => library.found.took(&sought, lines),
        Answer::Shelf(shelf) => library.side.took(&shelf),
        Answer::Kept => library.side.again(),
        Answer::Unheard(files) => library.unheard = files,
        Answer::Closer => library.heard_more(),
        Answer::Noted => {
            library.again();
            library.side.again();
        }
        Answer::Changed(read) => {
            if library.reading.is_some() {
                library.reading = Some(read);
            } else {
                library.linked = None;
            }
            library.again();
            library.side.again();
        }
        Answer::Progress(read) => library.reading = library.reading.and(Some(read)),
        Answer::Fresh { .. } => {
            library.reading = None;
            library.linked = None;
            library.again();
            library.side.again();
            return Some(answer);
        }
        other => return Some(other),
    }
    None
}

/// Takes in where the cross-links of a story lead, in a catalog of the stories that come into question.
fn led(m: &mut Model, id: StoryId, links: &[Crosslink], catalog: &Arc<Catalog>) -> Vec<Effect> {
    let asked = m.library.as_ref().and_then(|l| l.linked);
    let shown = m.reader.shown.as_mut().filter(|s| s.id() == id);
    let Some(shown) = shown.filter(|_| asked == Some(id)) else {
        return Vec::new();
    };
    shown.forget_hyperlinks();
    m.shared.catalog = catalog.clone();
    m.shared.indexed = true;
    linked(m, id, links, catalog, true)
}
