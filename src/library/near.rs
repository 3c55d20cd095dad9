//! The stories of a library that the cross-links of one story may lead to: few, found by the words of their titles, so that which
//! of them is meant can be decided as in a library of a handful.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use super::{
    Catalog, Entry, Store,
    links::{address, fold},
    state::Rulings,
    store::{List, Order, Result, Selection},
};
use crate::{annotate::weak, story::Story};
use rusqlite::types::Value;
use xxhash_rust::xxh3::xxh3_64;

/// Stories that come into question for one cross-link.
const MOST: usize = 20;
/// Words of a title that are looked for: the longest tell the most.
const WORDS: usize = 5;
/// Links of one story that are looked up.
const LINKS: usize = 200;

/// A catalog of the story itself and all that its cross-links may lead to.
///
/// # Errors
/// Where the catalog of the library cannot be read.
pub fn candidates(store: &Store, own: &Entry, story: &Story, rulings: &Rulings) -> Result<Catalog> {
    let mut ids = BTreeSet::new();
    let text = story.article.text();
    for stub in story.notes.stubs.iter().take(LINKS) {
        let link = stub
            .link
            .and_then(|n| story.article.links().get(n as usize));
        let url = link.map_or("", |l| &*l.url);
        ids.extend(rivals(store, stub.title.of(text), url)?);
    }
    for link in story.article.links().iter().take(LINKS) {
        ids.extend(by_address(store, &link.url)?);
    }
    // A line that nothing else shows to be a cross-link has to be a title to the letter.
    for stub in weak(&story.article).iter().take(LINKS) {
        ids.extend(by_title(store, stub.title.of(text), false)?);
    }
    for id in rulings.leads(own.id) {
        ids.extend(store.by_identity(id)?.map(|row| row.id));
    }
    let ids: Vec<u32> = ids.into_iter().collect();
    let rows = store.rows(&ids)?;
    let others = rows.into_iter().map(|r| Entry::clone(&r.entry));
    let others = others.filter(|e| e.id != own.id);
    Ok(Catalog::new(std::iter::once(own.clone()).chain(others)))
}

/// Stories that a link of this title may be said to lead to: those of a like title, then the latest.
///
/// # Errors
/// Where the catalog of the library cannot be read.
pub fn offered(store: &Store, title: &str, most: usize) -> Result<Vec<Arc<Entry>>> {
    let mut rows = store.rows(&by_title(store, title, true)?)?;
    rows.extend(store.newest(most)?);
    let mut met = HashSet::new();
    rows.retain(|r| met.insert(r.id));
    Ok(rows.into_iter().map(|r| r.entry).collect())
}

/// The stories that a stub of this title and address may lead to.
pub(super) fn rivals(store: &Store, title: &str, url: &str) -> Result<Vec<u32>> {
    let mut found = by_title(store, title, true)?;
    found.extend(by_address(store, url)?);
    Ok(found)
}

/// Stories of this title; where `like` those too that share its telling words.
fn by_title(store: &Store, title: &str, like: bool) -> Result<Vec<u32>> {
    let folded = fold::title(title);
    let exact = Selection {
        condition: "s.sorted = ?".to_owned(),
        values: vec![Value::Text(folded.clone())],
        words: None,
    };
    let mut found = store.list(&exact, List::default(), MOST)?.ids;
    if !like {
        return Ok(found);
    }
    let mut words: Vec<&str> = fold::words(&folded).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    words.truncate(WORDS);
    for some in [words.len(), words.len().saturating_sub(2).max(1)] {
        let terms: Vec<String> = words
            .iter()
            .take(some)
            .map(|w| format!("\"{w}\""))
            .collect();
        if terms.is_empty() || found.len() >= MOST {
            break;
        }
        let all = Selection {
            words: Some(format!("title : ({})", terms.join(" AND "))),
            ..Selection::default()
        };
        let best = List {
            order: Order::Relevance,
            ..List::default()
        };
        found.extend(store.list(&all, best, MOST)?.ids);
    }
    Ok(found)
}

/// Stories at an address.
fn by_address(store: &Store, url: &str) -> Result<Vec<u32>> {
    let Some(page) = address::address(url) else {
        return Ok(Vec::new());
    };
    let at = Selection {
        condition: "s.same = ?".to_owned(),
        values: vec![Value::Integer(xxh3_64(page.as_bytes()).cast_signed())],
        words: None,
    };
    Ok(store.list(&at, List::default(), MOST)?.ids)
}
