//! Commands: a name, what it does in words, its keys, and the function. The key map, the help, the command prompt
//! and the README's key table all come from these tables.

use super::{effect::Effect, model::Model};

/// Where a command's keys hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A window over the panes: help, quotes, outline, choices.
    Popup,
    /// The map of stories.
    Map,
    /// The lists at the side of a library.
    Side,
    /// The list of a library, besides what holds in every list.
    Library,
    /// The story list.
    List,
    /// The reader.
    Reader,
    /// The list and the reader: what other stories have to do with the one in hand.
    Web,
    /// Everywhere.
    Any,
}

impl Scope {
    /// Its heading in the help.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Popup => "In a window",
            Self::Map => "On the map",
            Self::Side => "In the lists at the side of a library",
            Self::Library => "In the list of a library",
            Self::List => "In the story list",
            Self::Reader => "In a story",
            Self::Web => "Between stories, in the list and in a story",
            Self::Any => "Everywhere",
        }
    }
}

/// What a command is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Argument {
    /// The number typed before its keys.
    pub count: Option<usize>,
    /// The words after its name at the command prompt.
    pub words: String,
}

impl Argument {
    /// The count, 1 where none was typed.
    #[must_use]
    pub fn times(&self) -> usize {
        self.count.unwrap_or(1)
    }

    /// The count as a distance.
    #[must_use]
    pub fn distance(&self) -> isize {
        isize::try_from(self.times()).unwrap_or(isize::MAX)
    }
}

/// Something a key can do.
#[derive(Debug)]
pub struct Command {
    /// Name at the command prompt and in the settings.
    pub name: &'static str,
    /// What it does, in a few words.
    pub help: &'static str,
    /// Its keys unless the settings say otherwise.
    pub keys: &'static [&'static str],
    /// Does it.
    pub run: fn(&mut Model, &Argument) -> Vec<Effect>,
}

/// A row of a command table.
#[must_use]
pub(super) const fn cmd(
    name: &'static str,
    help: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut Model, &Argument) -> Vec<Effect>,
) -> Command {
    Command {
        name,
        help,
        keys,
        run,
    }
}
