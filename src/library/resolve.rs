//! Which story a title or an address means.
//!
//! A link that is wrong costs a reader more than one that is missing, so a title has to be the same but for case,
//! white space and the shape of its quotation marks, and no other story may go by it.

use std::{collections::HashMap, sync::Arc};

use super::Entry;

/// What is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// The title as the citing story writes it; empty when unknown.
    pub title: &'a str,
    /// The address it gives; empty when unknown.
    pub url: &'a str,
}

/// The story that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Where it stands in the catalog.
    pub place: usize,
    /// How sure, 0 to 1.
    pub score: f32,
}

/// Finds stories by title and address.
#[derive(Debug, Default)]
pub struct Resolver {
    titles: HashMap<String, usize>,
    urls: HashMap<String, usize>,
}

/// Makes the resolver of these stories.
pub(super) fn of(entries: &[Arc<Entry>]) -> Resolver {
    let mut made = Resolver::default();
    for (place, entry) in entries.iter().enumerate() {
        for title in std::iter::once(&entry.title).chain(&entry.aliases) {
            made.titles.entry(fold(title)).or_insert(place);
        }
        if !entry.url.is_empty() {
            made.urls.entry(entry.url.to_string()).or_insert(place);
        }
    }
    made
}

impl Resolver {
    /// The story that is meant, if there is one.
    #[must_use]
    pub fn resolve(&self, query: &Query<'_>) -> Option<Target> {
        let by_url = self.urls.get(query.url).filter(|_| !query.url.is_empty());
        let folded = fold(query.title);
        let by_title = || self.titles.get(&folded).filter(|_| !folded.is_empty());
        let place = *by_url.or_else(by_title)?;
        Some(Target { place, score: 1.0 })
    }
}

/// A title without what writers and programs change at will.
fn fold(title: &str) -> String {
    let plain = title.replace(['‘', '’', '“', '”', '„', '"', '\''], "'");
    let words: Vec<_> = plain.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
