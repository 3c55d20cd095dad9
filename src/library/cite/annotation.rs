//! A quote as a W3C Web Annotation: what programs that keep highlights and notes exchange.
//! <https://www.w3.org/TR/annotation-model/>
//!
//! The speaker is the body, the words are the target, found by the words themselves and by their place in the text.
//! Places are in code points, as the model has it (4.2.5).

use std::{fmt::Write, path::Path};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use super::speaker;
use crate::{annotate::Quote, article::Article};

/// What every annotation means by its words.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Code points before and after the words that tell them from the same words elsewhere.
const BESIDE: usize = 32;

/// An annotation.
#[derive(Clone, Debug, Serialize)]
pub struct Annotation {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body>,
    target: Target,
}

#[derive(Clone, Debug, Serialize)]
struct Body {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    format: &'static str,
    value: String,
}

#[derive(Clone, Debug, Serialize)]
struct Target {
    source: String,
    selector: (TextQuote, TextPosition),
}

#[derive(Clone, Debug, Serialize)]
struct TextQuote {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Clone, Debug, Serialize)]
struct TextPosition {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
}

impl Annotation {
    /// The annotation of a quote between two code points of a text, that stands in story `nth` of a file.
    #[must_use]
    pub fn new(
        quote: &Quote,
        article: &Article,
        (start, end): (usize, usize),
        (path, nth): (&Path, usize),
    ) -> Self {
        let text = article.text();
        let source = source(&article.meta.url, path, nth);
        let (before, after) = (
            text.get(..quote.span.start as usize).unwrap_or_default(),
            text.get(quote.span.end as usize..).unwrap_or_default(),
        );
        Self {
            id: id(&source, start, end),
            kind: "Annotation",
            motivation: "highlighting",
            body: speaker(quote, text).map(|value| Body {
                kind: "TextualBody",
                purpose: "tagging",
                format: "text/plain",
                value,
            }),
            target: Target {
                source,
                selector: (
                    TextQuote {
                        kind: "TextQuoteSelector",
                        exact: quote.span.of(text).to_owned(),
                        prefix: last(before, BESIDE).to_owned(),
                        suffix: first(after, BESIDE).to_owned(),
                    },
                    TextPosition {
                        kind: "TextPositionSelector",
                        start,
                        end,
                    },
                ),
            },
        }
    }
}

/// A name for the annotation that is the same every time: a UUID of our own making (RFC 9562, version 8).
fn id(source: &str, start: usize, end: usize) -> String {
    let hash = xxh3_128(format!("{source} {start} {end}").as_bytes());
    let version = hash & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let hex = format!("{version:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    let parts = [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ];
    format!("urn:uuid:{}", parts.join("-"))
}

/// The story's own address; of a story without one that of its file, with its number where it is not the first.
fn source(url: &str, path: &Path, nth: usize) -> String {
    if !url.is_empty() {
        return encoded(url, true);
    }
    let scheme = if path.is_absolute() { "file://" } else { "" };
    let fragment = if nth > 0 {
        format!("#{nth}")
    } else {
        String::new()
    };
    format!(
        "{scheme}{}{fragment}",
        encoded(&path.to_string_lossy(), false)
    )
}

/// Text with what an IRI may not hold (RFC 3987, 2.2) as percent escapes; of a path also what would part it.
fn encoded(text: &str, whole: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let unsafe_char = matches!(
            c,
            ' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`'
        ) || c.is_control();
        let parting = !whole && matches!(c, '#' | '?' | '%' | ':');
        if unsafe_char || parting {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// The last code points of a text, `count` at most.
fn last(text: &str, count: usize) -> &str {
    let from = text.char_indices().rev().take(count).last();
    from.and_then(|(n, _)| text.get(n..)).unwrap_or_default()
}

/// The first code points of a text, `count` at most.
fn first(text: &str, count: usize) -> &str {
    let to = text.char_indices().nth(count);
    to.map_or(text, |(n, _)| text.get(..n).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_has_an_address() {
        for (url, path, nth, address) in [
            ("https://a.example/b c", "x", 3, "https://a.example/b%20c"),
            ("", "a b/ä#1.txt", 0, "a%20b/ä%231.txt"),
            ("", "/tmp/x.json", 2, "file:///tmp/x.json#2"),
        ] {
            assert_eq!(source(url, Path::new(path), nth), address);
        }
    }

    #[test]
    fn ids_are_uuids_of_version_8() {
        let one = id("a", 1, 2);
        assert_eq!(one.len(), "urn:uuid:".len() + 36);
        assert_eq!(one, id("a", 1, 2));
        assert_ne!(one, id("a", 1, 3));
        assert_eq!(one.chars().nth("urn:uuid:".len() + 14), Some('8'), "{one}");
        assert!(
            one.chars()
                .nth("urn:uuid:".len() + 19)
                .is_some_and(|c| "89ab".contains(c))
        );
    }

    #[test]
    fn context_is_counted_in_code_points() {
        assert_eq!(last("aäöü", 2), "öü");
        assert_eq!(first("äöü", 2), "äö");
        assert_eq!((first("", 2), last("", 2)), ("", ""));
    }
}
