//! Connections beside the first of a store, asked on threads of their own while that is asked something else: a search waits for
//! the longest of three answers, not for all of them.

use rusqlite::Connection;
use std::sync::{Mutex, PoisonError};

use super::Store;

/// Pages that each of them keeps in memory, in KiB.
const CACHE: i64 = 1_000;

/// The other connections.
#[derive(Debug)]
pub(super) struct Aides([Aide; 2]);

/// One of them.
#[derive(Debug)]
pub(super) struct Aide(Mutex<Connection>);

impl Aides {
    /// Both of them.
    pub(super) fn both(&self) -> [&Aide; 2] {
        self.0.each_ref()
    }
}

impl Aide {
    /// Asks it.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Connection) -> T) -> T {
        question(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store {
    /// The other connections, opened when they are first asked for; none to a catalog in memory, where connections keep each other
    /// out, and none where there is one core only.
    pub(super) fn aides(&self) -> Option<&Aides> {
        let open = || {
            let cores = std::thread::available_parallelism().map_or(1, usize::from);
            if !self.is_kept() || cores < 2 {
                return None;
            }
            let aide = || {
                let db = Self::at(&self.path, false).ok()?.db;
                // They walk through long lists of the index, which no memory holds.
                db.pragma_update(None, "cache_size", -CACHE).ok()?;
                Some(Aide(Mutex::new(db)))
            };
            Some(Aides([aide()?, aide()?]))
        };
        self.aides.get_or_init(open).as_ref()
    }
}
