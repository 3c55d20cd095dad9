//! CSL-JSON: a story as an item that citation processors and reference managers read, with what was taken from it as
//! its annotation. <https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables>

use serde::Serialize;

use super::{Cited, authors, date};
use crate::article::Meta;

/// An item of CSL-JSON.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name>,
    #[serde(rename = "container-title", skip_serializing_if = "String::is_empty")]
    container: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(rename = "URL", skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    language: String,
    annote: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Name {
    Person { given: String, family: String },
    Body { literal: String },
}

#[derive(Clone, Debug, Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<u32>; 1],
}

impl Item {
    /// The item of a story and of what was said in it, under an identifier of its own.
    #[must_use]
    pub fn new(id: &str, meta: &Meta, quotes: &[Cited<'_>]) -> Self {
        let annote: Vec<String> = quotes.iter().map(annotation).collect();
        Self {
            id: id.to_owned(),
            kind: if meta.url.is_empty() {
                "article"
            } else {
                "webpage"
            },
            title: meta.title.to_string(),
            author: authors(&meta.byline).into_iter().map(name).collect(),
            container: meta.site.to_string(),
            issued: day(&meta.published),
            accessed: day(&meta.saved),
            url: meta.url.to_string(),
            language: meta.lang.to_string(),
            annote: annote.join("\n"),
        }
    }
}

fn annotation(quote: &Cited<'_>) -> String {
    let who = quote.who.as_deref().map(|w| format!(" — {w}"));
    let (words, paragraph) = (&quote.words, quote.paragraph);
    format!(
        "“{words}”{} (paragraph {paragraph})",
        who.unwrap_or_default()
    )
}

fn name(name: &str) -> Name {
    match name.rsplit_once(' ') {
        Some((given, family)) => Name::Person {
            given: given.to_owned(),
            family: family.to_owned(),
        },
        None => Name::Body {
            literal: name.to_owned(),
        },
    }
}

fn day(stamp: &str) -> Option<Date> {
    let (year, month, day) = date::parts(stamp)?;
    let month = month.and_then(|m| u32::try_from(m).ok());
    let parts = [year.parse().ok(), month, day.map(u32::from)];
    let known = parts.into_iter().map_while(|p| p).collect();
    Some(Date { parts: [known] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::cite::tests::{cited, meta};

    #[test]
    fn a_story_is_an_item() {
        let meta = meta();
        let item = Item::new("lee2013talks", &meta, &[cited(&meta)]);
        assert_eq!(
            serde_json::to_string(&item).unwrap(),
            "{\"id\":\"lee2013talks\",\"type\":\"webpage\",\"title\":\"Talks [fail]\",\"author\":[{\"given\":\"Ann\",\"family\":\"Lee\"},{\"given\":\"Bo\",\"family\":\"Ek\"}],\"container-title\":\"The Gull & Co\",\"issued\":{\"date-parts\":[[2013,5,7]]},\"URL\":\"https://gull.example/talks_fail?a=1\",\"language\":\"en\",\"annote\":\"“Not 1 % *more*” — Anna Lindqvist (paragraph 3)\"}"
        );
    }
}
