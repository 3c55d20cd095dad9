//! The titles of all stories of a library, by their numbers in its catalog: what cross-links are looked up in. They are kept in
//! a file of the cache folder from run to run, and brought up to date where the catalog has changed; nothing but the catalog is
//! read for that.

use super::{
    Store, kept,
    links::{Index, Item},
    store::{Result, TitleRow},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Name of the file.
const FILE_NAME: &str = "library.idx";

/// The index of a library's titles, and what the catalog was when it was made.
#[derive(Debug, Default)]
pub struct Titles {
    index: Arc<Index>,
    state: Vec<u8>,
}

impl Titles {
    /// The titles that the catalog has now, from the file of an earlier run where there is one in `cache`.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn load(store: &Store, cache: Option<&Path>) -> Result<Self> {
        let state = store.state()?;
        let path = cache.filter(|_| store.is_kept()).map(file);
        let read = path.as_deref().and_then(|p| kept::read(p, &state));
        let index = match read {
            Some((index, true)) => index,
            behind => {
                let rows = store.titles()?;
                let items = rows.iter().map(item);
                let kept = behind.map(|(index, _)| index);
                match path.filter(|_| rows.len() >= kept::WORTH) {
                    Some(path) => kept::renew(&path, &state, kept, items),
                    None => Index::build(items),
                }
            }
        };
        Ok(Self {
            index: Arc::new(index),
            state,
        })
    }

    /// Brings the titles up to date with the catalog: those that came and went are all that costs more than a look.
    ///
    /// # Errors
    /// Where the catalog cannot be read.
    pub fn renew(&mut self, store: &Store) -> Result<()> {
        let state = store.state()?;
        if state == self.state {
            return Ok(());
        }
        let rows = store.titles()?;
        let index = Arc::unwrap_or_clone(std::mem::take(&mut self.index));
        self.index = Arc::new(index.renewed(rows.iter().map(item)));
        self.state = state;
        Ok(())
    }

    /// Finds stories by title and address; its numbers are those of the catalog.
    #[must_use]
    pub fn index(&self) -> &Arc<Index> {
        &self.index
    }
}

fn file(cache: &Path) -> PathBuf {
    cache.join(FILE_NAME)
}

fn item(row: &TitleRow) -> Item<'_> {
    Item {
        number: row.id,
        title: &row.title,
        aliases: row.aliases.split('\n').filter(|a| !a.is_empty()).collect(),
        url: &row.url,
        site: &row.site,
        date: &row.published,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::Limits,
        library::{
            links::{Query, Target},
            refresh, refresh_files,
            state::State,
        },
    };
    use std::{fs, sync::atomic::AtomicBool};

    fn numbers(titles: &Titles, title: &str) -> Option<u32> {
        let query = Query {
            title,
            ..Query::default()
        };
        match titles.index().resolve(&query) {
            Target::Exact(found) => Some(found.number),
            _ => None,
        }
    }

    #[test]
    fn titles_follow_the_catalog_and_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, cache) = (dir.path().join("stories"), dir.path().join("cache"));
        fs::create_dir(&folder).unwrap();
        let line = |n: usize| {
            format!(
                "{{\"title\":\"Story {n} of the year {}\",\"text\":\"It rained.\"}}\n",
                1000 + n % 997
            )
        };
        fs::write(
            folder.join("many.jsonl"),
            (0..5_200).map(line).collect::<String>(),
        )
        .unwrap();
        let store = Store::open(Some(&cache)).unwrap();
        let (state, limits, never) = (State::default(), Limits::default(), AtomicBool::new(false));
        refresh(
            &store,
            std::slice::from_ref(&folder),
            &state,
            &limits,
            &never,
            &mut |_| {},
        )
        .unwrap();
        let mut titles = Titles::load(&store, Some(&cache)).unwrap();
        assert_eq!(titles.index().len(), 5_200);
        let known = numbers(&titles, "Story 4999 of the year 1014");
        assert!(known.is_some());
        assert!(file(&cache).is_file());

        let new = folder.join("one.md");
        fs::write(
            &new,
            "# The ferry that came after all of them\n\nIt came.\n",
        )
        .unwrap();
        refresh_files(&store, std::slice::from_ref(&new), &state, &limits).unwrap();
        assert_eq!(
            numbers(&titles, "The ferry that came after all of them"),
            None
        );
        titles.renew(&store).unwrap();
        let came = numbers(&titles, "The ferry that came after all of them");
        assert!(came.is_some());
        assert_eq!(numbers(&titles, "Story 4999 of the year 1014"), known);
        let again = Titles::load(&store, Some(&cache)).unwrap();
        assert_eq!(
            numbers(&again, "The ferry that came after all of them"),
            came
        );

        fs::write(&new, "# The ferry that went before them all\n\nIt went.\n").unwrap();
        refresh_files(&store, std::slice::from_ref(&new), &state, &limits).unwrap();
        titles.renew(&store).unwrap();
        assert_eq!(
            numbers(&titles, "The ferry that came after all of them"),
            None
        );
        assert_eq!(titles.index().len(), 5_201);
    }
}
