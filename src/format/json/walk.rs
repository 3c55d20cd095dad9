//! The stories in a value of JSON, wherever in it they stand.

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::mend;
use crate::format::{
    Limits, Parsed, Warning,
    record::{self, Around, Record},
};

/// Keys under which lists of stories are kept: by feeds, exports, search results, JSON-LD, bookmarks of browsers.
const LISTS: &[&str] = &[
    "items",
    "articles",
    "entries",
    "stories",
    "posts",
    "objects",
    "results",
    "documents",
    "docs",
    "list",
    "data",
    "bookmarks",
    "records",
    "links",
    "hits",
    "_embedded",
    "response",
    "feed",
    "channel",
    "item",
    "entry",
    "pages",
    "rows",
    "children",
    "roots",
    "@graph",
    "mainEntity",
    "_source",
];

/// Stories gathered from values.
#[derive(Debug)]
pub(super) struct Stories<'a> {
    limits: &'a Limits,
    parsed: Parsed,
    full: bool,
}

impl<'a> Stories<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            parsed: Parsed::default(),
            full: false,
        }
    }

    pub(super) fn finish(mut self) -> Parsed {
        if self.full {
            let message = format!("only the first {} stories were read", self.limits.articles);
            self.warn(&message);
        }
        self.parsed
    }

    /// Stories so far.
    pub(super) fn count(&self) -> usize {
        self.parsed.articles.len()
    }

    pub(super) fn warn(&mut self, message: &str) {
        self.parsed.warnings.push(Warning::of_file(message));
    }

    /// The stories of a text that is one value; each is let go of before the next is read. Where the text is not JSON, the byte
    /// at which it ceases to be.
    pub(super) fn all_in(&mut self, text: &str) -> Result<(), usize> {
        let mut from = serde_json::Deserializer::from_str(text);
        let read = Top(self).deserialize(&mut from).and_then(|()| from.end());
        read.map_err(|error| offset(text, error.line(), error.column()))
    }

    /// The same of a text with a fault at byte `stop`: what programs commonly get wrong is put right, else what stands before the
    /// fault is read.
    pub(super) fn mended(&mut self, text: &str, stop: usize) {
        let softened = mend::soften(text);
        let whole = softened.as_deref().unwrap_or(text);
        let stop = match softened {
            None => stop,
            Some(_) => match self.again(whole) {
                Ok(()) => return,
                Err(stop) => stop,
            },
        };
        let found = self.again(&mend::closed(whole, stop));
        let message = match found {
            Ok(()) => {
                format!("the JSON ends or breaks at byte {stop}; what stands before that is shown")
            }
            Err(_) => format!("the JSON breaks at byte {stop}"),
        };
        self.warn(&message);
    }

    fn again(&mut self, text: &str) -> Result<(), usize> {
        self.parsed = Parsed::default();
        self.all_in(text)
    }

    /// The stories in `value`. The nesting of a value is bounded by its parser, and is not climbed by calls here.
    pub(super) fn gather(&mut self, value: Value) {
        let mut stack = vec![(value, Around::default())];
        while let Some((value, around)) = stack.pop() {
            match value {
                Value::Array(list) => {
                    let inner = |value| (value, around.clone());
                    stack.extend(list.into_iter().rev().map(inner));
                }
                Value::Object(map) => self.object(map, around, &mut stack),
                _ => {}
            }
        }
    }

    fn object(
        &mut self,
        mut map: Map<String, Value>,
        around: Around,
        stack: &mut Vec<(Value, Around)>,
    ) {
        let record = Record::of(&map);
        if !record.has_body() && (map.iter().any(leads_on) || !record.is_story()) {
            // A folder of bookmarks is no publication.
            let inner = if map.contains_key("children") {
                around.clone()
            } else {
                record.around(&around)
            };
            let (inner, lists) = if map.keys().any(|key| is_list(key)) {
                (
                    inner,
                    map.iter_mut()
                        .filter(|(key, _)| is_list(key))
                        .map(|(_, v)| v.take())
                        .collect(),
                )
            } else {
                (
                    around,
                    map.values_mut().map(Value::take).collect::<Vec<_>>(),
                )
            };
            stack.extend(lists.into_iter().rev().map(|value| (value, inner.clone())));
            return;
        }
        if self.parsed.articles.len() >= self.limits.articles {
            self.full = true;
            return;
        }
        let story = record.story(&around, self.limits);
        record::add(&mut self.parsed, story);
    }
}

fn is_list(key: &str) -> bool {
    LISTS.contains(&key)
}

/// Whether a value of an object holds stories of its own.
fn leads_on((key, value): (&String, &Value)) -> bool {
    let first = match value {
        Value::Array(list) => list.iter().find_map(Value::as_object),
        Value::Object(map) => Some(map),
        _ => None,
    };
    is_list(key)
        && first.is_some_and(|map| Record::of(map).is_story() || map.keys().any(|key| is_list(key)))
}

/// The byte of a place that is given as line and column from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let at: usize = before.map(str::len).sum::<usize>() + column.saturating_sub(1);
    text.floor_char_boundary(at)
}

/// The outermost value: the elements of a list are handed on one by one.
struct Top<'s, 'l>(&'s mut Stories<'l>);

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element()? {
            self.0.gather(value);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut map = Map::new();
        while let Some((key, value)) = entries.next_entry::<String, Value>()? {
            map.insert(key, value);
        }
        self.0.gather(Value::Object(map));
        Ok(())
    }
}
