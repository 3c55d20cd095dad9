//! Many stories: what lies on the disk ([`mod@open`], [`mod@scan`]), what is known of it at a glance ([`Catalog`]), and what
//! the reader did with it ([`state`]).
//!
//! Paths go in; bytes, catalogs and small records come out. Nothing here draws, prints, asks the clock or looks at
//! the environment, and nothing changes a story's file; [`mod@delete`] alone removes one.

mod around;
mod beside;
mod bundled;
mod catalog;
pub mod cite;
mod closer;
mod crosslinks;
pub mod delete;
mod kept;
pub mod links;
pub mod lists;
mod near;
pub mod open;
pub mod pictures;
pub mod records;
mod refresh;
pub mod roots;
pub mod sayings;
pub mod scan;
pub mod search;
pub mod state;
pub mod stats;
pub mod store;
mod titles;
mod walk;
pub mod web;

pub use around::{around, awaited, wanted};
pub use bundled::{BUNDLED_PREFIX, bundled, bundled_paths};
pub use catalog::{Catalog, Entry, minutes, words};
pub use closer::{annotate_all, annotate_now, annotate_some};
pub use crosslinks::{Crosslink, exact};
pub use near::{candidates, offered};
pub use open::{OpenError, Source, read_file, read_head, stories};
pub use records::{Part, Piece, Records};
pub use refresh::{Refreshed, refresh, refresh_files};
pub use scan::{Delta, scan};
pub use store::Store;
pub use titles::Titles;
pub use walk::{Job, Walk, changed_folders};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Who a story is, by its content: a file that is renamed or moved keeps its stories' places of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u64);

/// How much of a file's beginning goes into its stories' identity, in bytes.
const ID_HEAD: usize = 64 << 10;
/// How much of its end does.
const ID_TAIL: usize = 4 << 10;

/// The part of a [`StoryId`] that the stories of one file share: a hash (XXH3) of the file's length, its first 64 KiB
/// and its last 4 KiB. `head` and `tail` may hold more than that.
fn print_of(length: u64, head: &[u8], tail: &[u8]) -> u64 {
    let head = head.get(..ID_HEAD).unwrap_or(head);
    let tail = tail
        .get(tail.len().saturating_sub(ID_TAIL)..)
        .unwrap_or(tail);
    xxh3_64_with_seed(tail, xxh3_64_with_seed(head, length))
}

impl StoryId {
    /// Story number `nth` of the file with this print.
    fn new(print: u64, nth: usize) -> Self {
        if nth == 0 {
            return Self(print);
        }
        let mut both = [0; 16];
        let (a, b) = both.split_at_mut(8);
        a.copy_from_slice(&print.to_le_bytes());
        b.copy_from_slice(&(nth as u64).to_le_bytes());
        Self(xxh3_64(&both))
    }
}
