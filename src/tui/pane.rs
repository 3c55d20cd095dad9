//! The panes and windows, and what they do together.

mod app;
mod export;
mod extent;
mod follow;
mod help;
mod hints;
pub(super) mod library;
mod list;
mod map;
mod mouse;
mod open;
mod outside;
mod pick;
mod picture;
mod prompt;
pub(super) mod reader;
mod ruling;
mod scroll;
mod status;
mod stories;
mod typing;
mod voices;
mod web;
mod window;

pub(super) use app::{choose, hint_key};
pub(super) use export::{at_home, export, exported};
pub(super) use extent::{extended, left_out, whole_page};
pub(super) use follow::{address, follow, leads, linked, look_up, outside, peek, peeked, preview};
pub(super) use help::{Help, unbound};
pub(super) use hints::Hints;
pub(super) use library::{Library, Names};
pub(super) use list::answered;
pub(super) use map::Map;
pub(super) use mouse::mouse;
pub(super) use open::{
    arranged, begin, coloured, keep_place, neighbour, open, opened, settle, toggle_read,
    toggle_star,
};
pub(super) use pick::{Pick, Row, Rows, Subject};
pub(super) use picture::{picture, pictured};
pub(super) use prompt::{Edit, Prompt, PromptKind};
pub(super) use reader::{Reader, aids};
pub(super) use scroll::Scroll;
pub(super) use status::who as said;
pub(super) use stories::Stories;
pub(super) use typing::{prompt_changed, prompt_key};
pub(super) use voices::{People, Voices, gathered, told, told_of};
pub(super) use web::{Others, found, found_all, indexed, moved_meanwhile, news, roots, scan};

use super::{
    command::{Command, Scope},
    draw::{self, put},
    model::{Focus, Model},
};
use crate::{
    library::{
        Entry, StoryId,
        state::Says,
        store::{Group, Order},
    },
    paint,
    text::Span,
    theme::Role,
};
use ratatui::buffer::Buffer;
use std::sync::Arc;

/// Every command, by scope. The help lists them in this order.
pub static TABLES: &[(Scope, &[Command])] = &[
    (Scope::Reader, reader::commands::COMMANDS),
    (Scope::Reader, reader::aids::COMMANDS),
    (Scope::List, stories::COMMANDS),
    (Scope::Library, library::COMMANDS),
    (Scope::Side, library::SIDE),
    (Scope::Popup, window::COMMANDS),
    (Scope::Map, window::MAP),
    (Scope::Web, web::COMMANDS),
    (Scope::Any, app::COMMANDS),
];

/// A window over the panes.
#[derive(Clone, Debug)]
pub(super) enum Popup {
    /// The keys.
    Help(Help),
    /// Something to choose from.
    Pick(Pick),
    /// Letters over links.
    Hints(Hints),
    /// The stories around one.
    Map(Map),
    /// A picture of the story, by its number.
    Picture(u32),
}

/// What choosing a row of a window does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Choice {
    /// Goes to a place of the story.
    Place(Span),
    /// Goes to a quote of the story.
    Quote(usize),
    /// Follows a target of the story.
    Target(usize),
    /// Opens a story.
    Story(StoryId),
    /// Opens a story at a byte of its text.
    At(StoryId, Option<u32>),
    /// Says what a target of the story leads to.
    Rule(usize, Says),
    /// Asks what a target of the story leads to.
    Correct(usize),
    /// Offers all stories as what a target of the story leads to.
    RuleOther(usize),
    /// Lists what a person said, by number; `None` for all without a name.
    Person(Option<u32>),
    /// Opens a story at the quote that begins at this byte.
    Said(StoryId, u32),
    /// Filters the list by these words.
    Search(String),
    /// Opens an address or a file outside.
    Browse(String),
    /// Copies text.
    Copy(String),
    /// Takes a theme.
    Theme(String),
    /// Sorts the list.
    Sort(stories::Sort),
    /// Sorts the list of a library.
    Order(Order),
    /// Groups the list of a library.
    Group(Group),
    /// Shows the stories of a query in an order.
    List(String, Order),
    /// Deletes the files of stories for good.
    Delete(Vec<Arc<Entry>>),
    /// Closes the window.
    Close,
}

impl Model {
    /// Draws everything.
    pub fn view(&self, buf: &mut Buffer) {
        let shared = &self.shared;
        draw::order_by(shared.options.bidi);
        draw::paper(buf, shared.areas.screen, shared.theme.style(Role::Body));
        let on_list = self.focus == Focus::List;
        match &self.library {
            Some(library) => library.view(shared, on_list, buf),
            None => self.stories.view(shared, on_list, buf),
        }
        let border = shared.theme.style(Role::Border);
        for line in [shared.areas.side_line, shared.areas.line] {
            for y in line.top()..line.bottom() {
                put(buf, line.x, y, line.right(), "│", border);
            }
        }
        let doors = self.reader.view(self, buf);
        match &self.popup {
            Some(Popup::Help(help)) => help.view(shared.areas.screen, &shared.theme, buf),
            Some(Popup::Pick(pick)) => pick.view(shared.areas.screen, &shared.theme, buf),
            Some(Popup::Map(map)) => map.view(shared.areas.screen, &shared.theme, buf),
            Some(Popup::Picture(number)) => picture::whole(self, *number, &shared.theme, buf),
            Some(Popup::Hints(hints)) => {
                hints.view(&doors, |t| self.target_of(t), &shared.theme, buf);
            }
            None => {}
        }
        let foot = shared.areas.status;
        match &self.prompt {
            Some(prompt) if !foot.is_empty() => {
                let searches = prompt.kind == PromptKind::Filter && self.library.is_some();
                let hint = searches.then(|| library::query::hint(prompt.words(), &self.names));
                prompt.view(
                    foot,
                    &shared.theme,
                    &hint.unwrap_or((String::new(), Role::Dim)),
                    buf,
                );
            }
            None if matches!(self.popup, Some(Popup::Picture(_))) => {}
            _ => status::view(self, buf),
        }
    }

    /// The number of the reader's target behind painted cells.
    fn target_of(&self, painted: paint::Target) -> Option<usize> {
        let shown = self.reader.shown.as_ref()?;
        shown
            .targets
            .iter()
            .position(|t| t.is(painted, &shown.story.article, shown.notes()))
    }
}
