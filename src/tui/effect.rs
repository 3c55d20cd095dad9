//! What the model asks for: everything that takes time or touches the world.

use super::web::Job;
use crate::{
    library::{
        Catalog, Entry,
        state::{Record, Rulings},
    },
    story::Story,
};
use std::{path::PathBuf, sync::Arc};

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
    /// Keep these changes.
    Save(Vec<Record>),
    /// Open an address with the system's browser or mail program.
    Browse(String),
    /// Hand text to the clipboard.
    Copy(String),
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
