//! The values of one record, by what they stand for.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::names::{self, Field};
use crate::{format::url::is_web, text::Clean};

/// The values of a record that mean something here.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    /// Sorted by field, then by the rank of the name.
    found: Vec<(Field, usize, &'a Value)>,
    /// Name of the story in an export of Omnivore, which counts progress to 100 and keeps texts in files of their own.
    pub(super) slug: Option<&'a str>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(map: &'a Map<String, Value>) -> Self {
        let mut found = Vec::new();
        for (name, value) in map.iter().filter(|(_, value)| !value.is_null()) {
            found.extend(names::lookup(name).map(|(field, rank)| (field, rank, value)));
        }
        // Karakeep, the Guardian and others keep the story itself in an object of its own.
        let inner = ["content", "fields", "attributes"].iter();
        for inner in inner.filter_map(|name| map.get(*name)?.as_object()) {
            for (name, value) in inner.iter().filter(|(_, value)| !value.is_null()) {
                found.extend(names::lookup(name).map(|(field, rank)| (field, rank + INNER, value)));
            }
        }
        // Pinboard and Delicious call the title a description.
        if map.contains_key("href") && map.contains_key("extended") {
            let called = |(name, field)| Some((field, 0, map.get(name)?));
            let pairs = [("description", Field::Title), ("extended", Field::Excerpt)];
            found.extend(pairs.into_iter().filter_map(called));
        }
        found.sort_by_key(|(field, rank, _)| (*field, *rank));
        let slug = map.get("slug").and_then(Value::as_str);
        Self {
            found,
            slug: slug.filter(|_| map.contains_key("savedAt")),
        }
    }

    /// The values of a field, the most telling first.
    pub(super) fn all(&self, field: Field) -> Vec<&'a Value> {
        let from = self.found.partition_point(|(f, ..)| *f < field);
        let found = self
            .found
            .iter()
            .skip(from)
            .take_while(|(f, ..)| *f == field);
        found.map(|(_, _, value)| *value).collect()
    }

    /// Whether there is a value of this field, be it empty.
    pub(super) fn has(&self, field: Field) -> bool {
        self.found.iter().any(|(f, ..)| *f == field)
    }

    /// The first words that a field has; empty where it has none.
    pub(super) fn first(&self, field: Field) -> Cow<'a, str> {
        let mut words = self.all(field).into_iter().flat_map(texts);
        words.find(|s| !s.trim().is_empty()).unwrap_or_default()
    }

    /// The file beside this one that holds the text; `None` where none is known of or the text is here.
    pub(super) fn text_in(&self) -> Option<Clean> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let slug = self
            .slug
            .filter(|slug| slug.chars().all(plain) && !slug.starts_with('.'))?;
        (self.body().is_none()).then(|| Clean::line(&format!("content/{slug}.html")))
    }

    /// The text of the story, markup or plain; `None` where it has none. A whole page counts only where nothing was
    /// taken out of it.
    pub(super) fn body(&self) -> Option<Cow<'a, str>> {
        let mut page = None;
        for value in self.all(Field::Body) {
            let Some(text) = long_text(value).filter(|text| says_something(text)) else {
                continue;
            };
            if !is_page(&text) {
                return Some(text);
            }
            page.get_or_insert(text);
        }
        page.or_else(|| self.summary())
    }

    /// The text that Google Reader and the readers after it call a summary: an object with a text and a direction.
    fn summary(&self) -> Option<Cow<'a, str>> {
        let mut values = self.all(Field::Excerpt).into_iter();
        let text = values.find_map(|value| value.get("content")?.as_str());
        text.filter(|text| says_something(text)).map(Cow::Borrowed)
    }
}

/// Added to the rank of names inside an object, which come after all others.
const INNER: usize = 1000;

/// Whether `text` is a page of its own rather than a piece of one.
pub(super) fn is_page(text: &str) -> bool {
    let head = text.trim_start();
    let begins = |with: &str| {
        head.get(..with.len())
            .is_some_and(|h| h.eq_ignore_ascii_case(with))
    };
    begins("<!doctype") || begins("<html")
}

/// Whether there are words in `text`, not an address alone.
fn says_something(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && (text.contains(char::is_whitespace) || !is_web(text))
}

/// Keys under which an object keeps what it is called, in order.
const SAID: &[&str] = &[
    "value", "name", "label", "title", "literal", "term", "text", "content", "rendered", "tag",
    "#text", "href", "url", "@id",
];

/// The words of a value; a list gives each of its own.
pub(super) fn texts(value: &Value) -> Vec<Cow<'_, str>> {
    match value {
        Value::Array(list) => main_first(list).into_iter().filter_map(text).collect(),
        Value::Object(map) => match text(value) {
            Some(text) => vec![text],
            // A map from numbers or names to objects, as Pocket writes its lists.
            None => map
                .values()
                .filter(|v| v.is_object())
                .filter_map(text)
                .collect(),
        },
        _ => text(value).into_iter().collect(),
    }
}

/// The values of a list, those first that say of themselves that they are the main ones.
fn main_first(list: &[Value]) -> Vec<&Value> {
    let is_main = |value: &&Value| value.get("role").and_then(Value::as_str) == Some("main");
    let (mut main, others): (Vec<_>, Vec<_>) = list.iter().partition(is_main);
    main.extend(others);
    main
}

/// The words of a value that is no list.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Object(map) => {
            let of = |key: &str| map.get(key)?.as_str().filter(|s| !s.trim().is_empty());
            let person: Vec<&str> = ["given", "non-dropping-particle", "family"]
                .into_iter()
                .filter_map(of)
                .collect();
            if !person.is_empty() {
                return Some(Cow::Owned(person.join(" ")));
            }
            SAID.iter().find_map(|key| of(key)).map(Cow::Borrowed)
        }
        _ => None,
    }
}

/// A text that may be given in pieces: its main version, or paragraphs in a row.
fn long_text(value: &Value) -> Option<Cow<'_, str>> {
    let Value::Array(list) = value else {
        return text(value);
    };
    let pieces = texts(value);
    let versions = list
        .iter()
        .any(|v| v.get("role").is_some() || v.get("contentType").is_some());
    if versions || pieces.len() == 1 {
        return pieces.into_iter().next();
    }
    (!pieces.is_empty()).then(|| Cow::Owned(pieces.join("\n")))
}
