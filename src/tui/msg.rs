//! What reaches the model: everything that happened since the last frame.

use super::{
    code,
    input::Heard,
    librarian::Answer,
    pane::{People, Rows},
    pictures,
    web::News,
};
use crate::{
    library::{
        Catalog, Crosslink, Entry, OpenError, StoryId,
        sayings::Sayings,
        state::{Pace, Rulings},
    },
    paint::Speakers,
    story::Story,
    text::{Clean, Span},
};
use std::sync::{Arc, atomic::AtomicBool};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// The terminal sent something.
    Heard(Heard),
    /// The input is closed: the terminal is gone.
    Closed,
    /// A signal of this number ends the program, as quitting does.
    End(i32),
    /// The program is to stop until it is continued.
    Stop,
    /// The program was stopped, by whomever, and goes on.
    Continued,
    /// More stories were found below the paths given.
    Scanned(Vec<Entry>),
    /// All of them were found but these, which could not be read.
    ScanDone(Vec<OpenError>),
    /// The catalog's titles can be looked up.
    Indexed(Arc<Catalog>),
    /// A story was read, or could not be.
    Opened {
        /// Which.
        id: StoryId,
        /// The story, or a part of it, and who speaks in it; or what is wrong, in a line.
        result: Result<(Arc<Story>, Speakers), String>,
    },
    /// Where the stubs of a story lead in this catalog, by what the reader had said of links.
    Linked(StoryId, Vec<Crosslink>, Arc<Catalog>, Arc<Rulings>),
    /// Something came of looking through the links between stories.
    Web(News),
    /// Something is known of the pictures of a story.
    Pictures(pictures::News),
    /// Words of code have their roles.
    Coloured(code::Found),
    /// A story was read for a look at its first lines.
    Peeked(StoryId, Arc<Story>),
    /// The reader's own themes were saved: name and text of each.
    Themes(Vec<(String, String)>),
    /// The time has come that was waited for.
    Waited(u64),
    /// A sentence was read aloud.
    Spoken(Span),
    /// How fast the reader reads.
    Pace(Pace),
    /// Another extent of a story was read, or could not be.
    Extended(StoryId, Result<Arc<Story>, String>),
    /// A story was written to this file.
    Exported(Clean),
    /// Who said what, as far as stories were read.
    Gathered(Gathered),
    /// What somebody said in those stories.
    Told(Told),
    /// Changes of state were written, or could not be.
    Saved(Result<(), String>),
    /// The catalog of the library says something.
    Library(Answer),
    /// A job went wrong.
    Failed(String),
}

/// Who said what in the stories read so far.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The flag of the effect that asked for it.
    pub job: Arc<AtomicBool>,
    /// What was said.
    pub said: Arc<Sayings>,
    /// By whom, for a window.
    pub(super) people: Arc<People>,
    /// Stories read.
    pub read: usize,
    /// Stories to be read.
    pub all: usize,
    /// There are no more.
    pub done: bool,
}

/// What somebody said, for a window.
#[derive(Clone, Debug)]
pub struct Told {
    /// Number of the person; `None` for all without a name.
    pub(super) who: Option<u32>,
    /// Their name.
    pub(super) name: String,
    /// What they said.
    pub(super) rows: Arc<Rows>,
}

impl Msg {
    /// Whether it may change what is on the screen.
    pub(super) fn shows(&self) -> bool {
        !matches!(
            self,
            Self::Saved(Ok(())) | Self::Web(News::More(_)) | Self::Library(Answer::Closer)
        )
    }
}
