//! The stories of a library that the cross-links of one story may lead to: few, found in the index of all its titles.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use super::{
    Catalog, Entry, Store,
    links::{Index, Query, Target},
    state::Rulings,
    store::{Result, Row},
};
use crate::{annotate::weak, story::Story};

/// Links of one story that are looked up.
const LINKS: usize = 200;

/// The story itself and all that its cross-links may lead to, in a catalog that knows all titles of the library by `index`.
///
/// # Errors
/// Where the catalog of the library cannot be read.
pub fn candidates(
    store: &Store,
    index: &Arc<Index>,
    own: &Entry,
    story: &Story,
    rulings: &Rulings,
) -> Result<Catalog> {
    let mut ids = BTreeSet::new();
    let article = &story.article;
    let mut ask = |title: &str, url: &str| {
        let target = index.resolve(&Query {
            title,
            url,
            site: &own.site,
            date: &own.published,
        });
        ids.extend(meant(&target));
    };
    let weak = weak(article);
    for stub in story
        .notes
        .stubs
        .iter()
        .take(LINKS)
        .chain(weak.iter().take(LINKS))
    {
        let link = stub.link.and_then(|n| article.links().get(n as usize));
        ask(stub.title.of(article.text()), link.map_or("", |l| &*l.url));
    }
    for link in article.links().iter().take(LINKS) {
        ask("", &link.url);
    }
    for id in rulings.leads(own.id) {
        ids.extend(store.by_identity(id)?.map(|row| row.id));
    }
    let ids: Vec<u32> = ids.into_iter().collect();
    let mut rows = store.rows(&ids)?;
    let here = store.by_identity(own.id)?;
    rows.extend(here.filter(|own| !ids.contains(&own.id)));
    let mut stories: Vec<(u32, Arc<Entry>)> = rows.into_iter().map(|r| (r.id, r.entry)).collect();
    if !stories.iter().any(|(_, e)| e.id == own.id) {
        stories.push((u32::MAX, Arc::new(own.clone())));
    }
    Ok(Catalog::within(index.clone(), stories))
}

/// The numbers of the stories that a title may mean.
pub(super) fn meant(target: &Target) -> Vec<u32> {
    match target {
        Target::Exact(found) => vec![found.number],
        Target::Likely(some) => some.iter().map(|m| m.number).collect(),
        Target::Missing => Vec::new(),
    }
}

/// Stories that a link of this title may be said to lead to: those that it may mean, then the latest.
///
/// # Errors
/// Where the catalog of the library cannot be read.
pub fn offered(store: &Store, index: &Index, title: &str, most: usize) -> Result<Vec<Arc<Entry>>> {
    let query = Query {
        title,
        ..Query::default()
    };
    let mut rows: Vec<Row> = store.rows(&meant(&index.resolve(&query)))?;
    rows.extend(store.newest(most)?);
    let mut met = HashSet::new();
    rows.retain(|r| met.insert(r.id));
    Ok(rows.into_iter().map(|r| r.entry).collect())
}
