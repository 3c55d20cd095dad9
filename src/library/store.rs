//! The catalog of a library on the disk: what a list, a search and a link need of every story, so that none of its files is
//! opened before it is read.
//!
//! Files are the truth: the catalog lies in the cache folder and can be made again at any time, so a damaged one is thrown
//! away and one of another version is not even looked at (its name says the version). A cache folder that cannot be written
//! gives a catalog in memory, good for this run.

mod aides;
mod bytes;
mod heirs;
mod mirror;
mod numbers;
mod quotes;
mod rank;
mod read;
mod row;
mod same;
mod schema;
mod tally;
mod weigh;
mod write;

pub use heirs::{Heir, Heirs, Names};
pub use quotes::{SaidRow, StubRow, TitleRow};
pub use read::{Counts, Group, List, Order, Page, Selection};
pub use row::{Place, Row, day_of, folded_key};
pub use tally::Brought;
pub use write::{Found, Intake, Known, Stretch, Told};

pub(in crate::library) use bytes::path as path_of;

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::open::shown;
use crate::text::Clean;

/// Name of the catalog in the cache folder; the number is the version of its tables.
pub const FILE_NAME: &str = "catalog-4.db";
/// Catalogs of earlier versions: they go where one of this version is made.
const FORMER: &[&str] = &["catalog-1.db", "catalog-2.db", "catalog-3.db"];

/// Why the catalog did not answer.
#[derive(Debug)]
pub struct StoreError {
    path: PathBuf,
    error: rusqlite::Error,
}

impl StoreError {
    /// Whether another program writes, so that it may do so later.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(
            self.error.sqlite_error_code(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        )
    }

    /// Whether the file is damaged, so that it has to be made again.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        is_damage(&self.error)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "is in use by another program".to_owned()
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                "cannot be written".to_owned()
            }
            _ if self.is_damage() => "is damaged and will be made again".to_owned(),
            _ => self.error.to_string(),
        };
        write!(f, "{}: {}", shown(&self.path), Clean::line(&why))
    }
}

impl std::error::Error for StoreError {}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// What a call on the catalog gives.
pub type Result<T> = std::result::Result<T, StoreError>;

/// A connection to the catalog. Several may be open at once, in one program or in many: readers never wait for a writer, and
/// writers wait for each other.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    aides: OnceLock<Option<aides::Aides>>,
}

/// How long a writer waits for another, in milliseconds.
const PATIENCE: u64 = 5_000;

impl Store {
    /// Opens the catalog in a cache folder, and makes it where there is none, or none that can be used. With `None`, or where
    /// the folder cannot be written, it is kept in memory: all connections of this process share it while one is open.
    ///
    /// # Errors
    /// Where not even that is possible.
    pub fn open(cache: Option<&Path>) -> Result<Self> {
        if let Some(path) = cache.map(|dir| dir.join(FILE_NAME)) {
            if let Some(dir) = path.parent().filter(|d| !d.is_dir()) {
                drop(fs::create_dir_all(dir));
            }
            for former in FORMER.iter().map(|name| path.with_file_name(name)) {
                if former.is_file() {
                    discard(&former);
                }
            }
            let known = {
                let _held = lock(&path, fs::File::lock_shared);
                Self::at(&path, false)
            };
            if let Ok(store) = known.or_else(|_| Self::anew(&path)) {
                return Ok(store);
            }
        }
        Self::at(Path::new(IN_MEMORY), true)
    }

    /// Makes the catalog, for the first time or again where it is damaged, while nobody else opens it: whoever comes second finds
    /// the new one, and must not take it from under the first.
    fn anew(path: &Path) -> Result<Self> {
        let _held = lock(path, fs::File::lock);
        match Self::at(path, true) {
            Err(e) if e.is_damage() => discard(path),
            known => return known,
        }
        Self::at(path, true)
    }

    /// Opens the catalog only where there is one that can be read: for a first screen, which waits for nothing.
    #[must_use]
    pub fn existing(cache: Option<&Path>) -> Option<Self> {
        let path = cache?.join(FILE_NAME);
        if !path.is_file() {
            return None;
        }
        let _held = lock(&path, fs::File::lock_shared);
        Self::at(&path, false).ok()
    }

    /// Opens the catalog in a file, and makes it there (`make`) where there is none.
    fn at(path: &Path, make: bool) -> Result<Self> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, make);
        let opened = Connection::open_with_flags(path, flags).and_then(|db| {
            schema::prepare(&db, make)?;
            Ok(db)
        });
        let path = path.to_owned();
        match opened {
            Ok(db) => Ok(Self {
                db,
                path,
                aides: OnceLock::new(),
            }),
            Err(error) => Err(StoreError { path, error }),
        }
    }

    /// Whether it will be there when the program is started again.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.path != Path::new(IN_MEMORY)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is wrong with the catalog, a line each; nothing where all is well. Reads all of it.
    ///
    /// # Errors
    /// Where it cannot be read at all.
    pub fn faults(&self) -> Result<Vec<Clean>> {
        self.ask(schema::faults)
    }

    /// Asks several questions of the catalog as it is now: what others write meanwhile is not seen.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn steady<T>(&self, ask: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        if !self.is_kept() {
            // Connections to a catalog in memory would keep each other out.
            return ask(self);
        }
        self.ask(|db| db.execute_batch("BEGIN"))?;
        let answer = ask(self);
        self.ask(|db| db.execute_batch("COMMIT"))?;
        answer
    }

    /// Runs `question` and says of which catalog an error is.
    fn ask<'a, T>(
        &'a self,
        question: impl FnOnce(&'a Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        question(&self.db).map_err(|error| StoreError {
            path: self.path.clone(),
            error,
        })
    }
}

/// A catalog without a file that the connections of a process share.
const IN_MEMORY: &str = "file:pullquote-catalog?mode=memory&cache=shared";

/// Keeps who opens a catalog and who makes it apart, while the file that is given back is open: SQLite mistakes what it keeps beside
/// a removed file for that of the new one. Where no lock can be had the catalog is still better opened.
fn lock(path: &Path, how: fn(&fs::File) -> io::Result<()>) -> Option<fs::File> {
    let file = fs::File::create(path.with_extension("lock")).ok()?;
    how(&file).ok()?;
    Some(file)
}

/// Removes a catalog with what SQLite keeps beside it; itself last, for whoever opens it next makes a new one, with all that belongs
/// to that.
pub fn discard(path: &Path) {
    for end in ["-journal", "-wal", "-shm", ""] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        drop(fs::remove_file(PathBuf::from(name)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_that_is_none_is_made_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE_NAME);
        for damage in ["no database at all, however long it may be", ""] {
            fs::write(&path, damage.repeat(300)).unwrap();
            let store = Store::open(Some(dir.path())).unwrap();
            assert!(store.is_kept());
            assert!(store.faults().unwrap().is_empty());
        }
        assert!(Store::existing(Some(dir.path())).is_some());
        assert!(Store::existing(Some(&dir.path().join("none"))).is_none());
    }

    #[test]
    fn many_that_find_a_damaged_catalog_make_one() {
        for _ in 0..50 {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join(FILE_NAME), "no database".repeat(300)).unwrap();
            let folder = dir.path();
            let write = |n: i64| {
                let store = Store::open(Some(folder)).unwrap();
                store
                    .ask(|db| db.execute("INSERT INTO meta VALUES (?, 1)", [n.to_string()]))
                    .unwrap();
                store
            };
            let stores: Vec<Store> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..4).map(|n| scope.spawn(move || write(n))).collect();
                threads.into_iter().map(|t| t.join().unwrap()).collect()
            });
            for store in &stores {
                let count = store.ask(|db| {
                    db.query_row("SELECT count(*) FROM meta WHERE name < '4'", [], |r| {
                        r.get::<_, i64>(0)
                    })
                });
                assert_eq!(count.unwrap(), 4);
            }
        }
    }

    #[test]
    fn without_a_place_the_catalog_is_kept_in_memory_and_shared() {
        let one = Store::open(None).unwrap();
        let two = Store::open(Some(Path::new("/proc/nowhere"))).unwrap();
        assert!(!one.is_kept() && !two.is_kept());
        one.ask(|db| db.execute("INSERT INTO meta VALUES ('x', 1)", []))
            .unwrap();
        let seen: i64 = two
            .ask(|db| {
                db.query_row("SELECT count(*) FROM meta WHERE name = 'x'", [], |r| {
                    r.get(0)
                })
            })
            .unwrap();
        assert_eq!(seen, 1);
    }
}
