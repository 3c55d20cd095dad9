//! What the model asks for: everything that takes time or touches the world.

use super::{
    code,
    librarian::{Question, Wanted},
    many::Many,
    pictures,
    web::Job,
};
use crate::{
    export::Shape,
    library::{
        Catalog, Entry,
        sayings::Sayings,
        state::{Pace, Record, Rulings},
    },
    story::{Extent, Story},
    text::Span,
};
use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
};

/// Stories that are read one after the other.
#[derive(Clone, Debug)]
pub enum Among {
    /// Those of a list of files.
    Given(Arc<Catalog>),
    /// Those of a list of the library.
    Listed(Wanted),
}

/// Something to be done outside of the model.
#[derive(Debug)]
pub enum Effect {
    /// Look for stories below these paths.
    Scan(Vec<PathBuf>),
    /// Make the titles of this catalog ready to be looked up.
    Index(Arc<Catalog>),
    /// Read a story.
    Open(Arc<Entry>),
    /// Look up where the stubs of a story lead.
    Link(Arc<Entry>, Arc<Story>, Arc<Catalog>, Arc<Rulings>),
    /// Look through the links between stories.
    Web(Job),
    /// Read a story for a look at its first lines.
    Peek(Arc<Entry>),
    /// Read another extent of a story that is shown.
    Extend(Arc<Entry>, Arc<Story>, Extent),
    /// Look at the pictures of a story.
    Pictures(pictures::Job),
    /// Look at the code of a story.
    Colour(code::Job),
    /// Write a story to a folder.
    Export(Arc<Entry>, Arc<Story>, PathBuf, Shape),
    /// Ask the catalog of the library.
    Library(Question),
    /// Read who said what in some stories, until the flag is set.
    Gather(Among, Arc<AtomicBool>),
    /// List what this person said, of number so-and-so; all without a name for `None`.
    Tell(Arc<Sayings>, Option<u32>),
    /// Keep these changes.
    Save(Vec<Record>),
    /// Do something to very many stories.
    Many(Box<Many>),
    /// Open something outside, with the program that the reader has set for it.
    Browse {
        /// As [`crate::config::Config::opener`].
        with: String,
        /// An address, or the path of a file from the root.
        what: String,
    },
    /// Hand text to the clipboard.
    Copy(String),
    /// Ask the terminal for its background colour.
    AskBackground,
    /// Send word in so many milliseconds, that the time `until` has come.
    Wait {
        /// Milliseconds since the epoch.
        until: u64,
        /// Milliseconds.
        wait: u64,
    },
    /// Read a sentence aloud.
    Speak {
        /// Where it stands.
        sentence: Span,
        /// Its words.
        words: String,
        /// BCP 47 tag of its language; empty where that is not known.
        lang: String,
    },
    /// End what is read aloud.
    Hush,
    /// Look up how fast the reader reads.
    LoadPace,
    /// Keep how fast the reader reads.
    SavePace(Pace),
    /// Draw everything again.
    Redraw,
    /// Stop until continued.
    Suspend,
    /// Take the terminal again, after being stopped.
    Resume,
    /// Fail, so that tests see what becomes of it.
    #[cfg(debug_assertions)]
    Fail,
}
