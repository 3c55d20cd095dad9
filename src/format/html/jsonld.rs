//! What a page says about its article in linked data (schema.org in JSON-LD).
//!
//! Pages write it in every shape that the standard allows and some that it does not: one object, lists, `@graph`
//! with references by `@id`, several scripts, types as lists, CDATA around it, raw line breaks in strings.

use super::facts::Facts;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Most objects looked at in one page.
const MOST_OBJECTS: usize = 5000;

type Object = Map<String, Value>;

/// Every object of the page's scripts, and those that others refer to.
struct Graph<'a> {
    objects: Vec<&'a Object>,
    by_id: BTreeMap<&'a str, &'a Object>,
}

/// Reads the scripts of a page.
pub(super) fn read(scripts: &[&str]) -> Option<Facts> {
    let values: Vec<Value> = scripts.iter().flat_map(|s| parse(s)).collect();
    let graph = Graph::of(&values);
    let article = graph.article()?;
    Some(graph.facts(article))
}

/// The text of the article as the scripts of a page hold it.
pub(super) fn body(scripts: &[&str]) -> Option<String> {
    let values: Vec<Value> = scripts.iter().flat_map(|s| parse(s)).collect();
    let graph = Graph::of(&values);
    let article = graph.article()?;
    Some(graph.text(article.get("articleBody"))).filter(|t| !t.is_empty())
}

/// The values of a script: mended where the parser refuses it.
fn parse(script: &str) -> Vec<Value> {
    let script = script.trim();
    // The scan before the parser writes a `<` so; before the first brace that is a wrapper, not JSON.
    let script = script
        .trim_start_matches("//")
        .trim_start_matches("<!--")
        .trim_start_matches("\\u003c!--")
        .trim_start_matches("/*")
        .trim_start();
    let script = ["<![CDATA[", "\\u003c![CDATA["]
        .iter()
        .find_map(|wrapper| script.strip_prefix(wrapper))
        .unwrap_or(script);
    let script = script.trim_start_matches("*/").trim_start();
    let read = |text: &str| -> Vec<Value> {
        let stream = serde_json::Deserializer::from_str(text).into_iter();
        stream.map_while(Result::ok).collect()
    };
    let found = read(script);
    if found.is_empty() {
        read(&mended(script))
    } else {
        found
    }
}

/// JSON with control characters in strings made spaces, and commas before a closing bracket removed.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        if inside {
            out.push(if c.is_control() { ' ' } else { c });
            inside = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        inside = c == '"';
        if matches!(c, '}' | ']') && out.trim_end().ends_with(',') {
            out.truncate(out.trim_end().len() - 1);
        }
        out.push(c);
    }
    out
}

impl<'a> Graph<'a> {
    fn of(values: &'a [Value]) -> Self {
        let mut graph = Self {
            objects: Vec::new(),
            by_id: BTreeMap::new(),
        };
        let mut todo: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = todo.pop() {
            match value {
                Value::Array(list) => todo.extend(list.iter().rev()),
                Value::Object(object) if graph.objects.len() < MOST_OBJECTS => {
                    graph.objects.push(object);
                    if let Some(id) = object.get("@id").and_then(Value::as_str)
                        && object.len() > 1
                    {
                        graph.by_id.entry(id).or_insert(object);
                    }
                    let held = object.values().filter(|v| v.is_object() || v.is_array());
                    todo.extend(held.rev());
                }
                _ => {}
            }
        }
        graph
    }

    /// The object that describes the article: of the first article type with a headline or a date.
    fn article(&self) -> Option<&'a Object> {
        let rank = |o: &&&Object| {
            let kind = types(o).map(rank_of_type).max().unwrap_or(0);
            let told = ["headline", "datePublished", "author"];
            let told = told.iter().filter(|k| o.contains_key(**k)).count();
            if kind == 0 || told == 0 {
                0
            } else {
                kind * 4 + told
            }
        };
        let best = self
            .objects
            .iter()
            .map(|o| rank(&o))
            .max()
            .filter(|r| *r > 0)?;
        self.objects.iter().find(|o| rank(o) == best).copied()
    }

    fn facts(&self, article: &'a Object) -> Facts {
        let text = |key: &str| self.text(article.get(key));
        let mut facts = Facts {
            titles: ["headline", "name", "alternativeHeadline", "alternateName"]
                .iter()
                .map(|k| text(k))
                .filter(|t| !t.is_empty())
                .collect(),
            published: text("datePublished"),
            modified: text("dateModified"),
            excerpt: text("description"),
            lang: text("inLanguage"),
            image: self.address(article.get("image")),
            site: self.name(article.get("publisher")),
            url: self.address(
                article
                    .get("url")
                    .or_else(|| article.get("mainEntityOfPage")),
            ),
            ..Facts::default()
        };
        if facts.published.is_empty() {
            facts.published = text("dateCreated");
        }
        for key in ["author", "creator"] {
            if facts.authors.is_empty() {
                facts.authors = self.names(article.get(key));
            }
        }
        for key in ["keywords", "articleSection"] {
            facts.tags.extend(self.names(article.get(key)));
        }
        facts
    }

    /// An object by reference, or as it is.
    fn resolve(&self, object: &'a Object) -> &'a Object {
        let id = object.get("@id").and_then(Value::as_str);
        match id.and_then(|id| self.by_id.get(id)) {
            Some(full) if !object.contains_key("name") => full,
            _ => object,
        }
    }

    fn text(&self, value: Option<&'a Value>) -> String {
        match value {
            Some(Value::String(s)) => s.trim().to_owned(),
            Some(Value::Number(n)) => n.to_string(),
            Some(Value::Array(list)) => {
                let first = list.iter().find(|v| v.is_string());
                first
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            }
            Some(Value::Object(o)) => {
                let o = self.resolve(o);
                let held = o.get("@value").or_else(|| o.get("name"));
                held.and_then(Value::as_str)
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            }
            _ => String::new(),
        }
    }

    fn name(&self, value: Option<&'a Value>) -> String {
        self.names(value).into_iter().next().unwrap_or_default()
    }

    /// Names of persons and things: texts, objects, or a list of either.
    fn names(&self, value: Option<&'a Value>) -> Vec<String> {
        let list = match value {
            Some(Value::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let mut names = Vec::new();
        for value in list.into_iter().take(64) {
            match value {
                Value::Object(o) => match self.resolve(o).get("name") {
                    Some(Value::Array(many)) => {
                        names.extend(many.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    name => names.push(self.text(name)),
                },
                other => names.push(self.text(Some(other))),
            }
        }
        names.retain(|n| !n.trim().is_empty());
        names
    }

    fn address(&self, value: Option<&'a Value>) -> String {
        match value {
            Some(Value::Object(o)) => {
                let o = self.resolve(o);
                let held = ["url", "contentUrl", "@id"].iter().find_map(|k| o.get(*k));
                held.and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            Some(Value::Array(list)) => match list.first() {
                first @ Some(Value::Object(_) | Value::String(_)) => self.address(first),
                _ => String::new(),
            },
            other => self.text(other),
        }
    }
}

fn types(object: &Object) -> impl Iterator<Item = &str> {
    let listed = match object.get("@type") {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    listed.iter().filter_map(Value::as_str)
}

/// How likely an object of this type is the article; 0 for none.
fn rank_of_type(kind: &str) -> usize {
    let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
    match kind {
        _ if kind.ends_with("Article") || kind.ends_with("Posting") => 4,
        "Report" | "Review" | "Recipe" | "HowTo" | "CreativeWork" | "APIReference" => 2,
        "WebPage" | "ItemPage" | "AboutPage" | "MedicalWebPage" => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, authors, date of one script.
    fn told(scripts: &[&str]) -> String {
        let f = read(scripts).unwrap_or_default();
        format!(
            "{}|{}|{}",
            f.titles.join("/"),
            f.authors.join("/"),
            f.published
        )
    }

    #[test]
    fn every_shape_is_read() {
        let flat =
            r#"{"@type":"NewsArticle","headline":"T","author":{"name":"A"},"datePublished":"D"}"#;
        for script in [
            flat.to_owned(),
            format!("[{flat}]"),
            format!("<![CDATA[{flat}]]>"),
            format!("//<![CDATA[\n{flat}\n//]]>"),
            format!("{flat};"),
            flat.replace("\"T\"", "\"T\n\""),
            flat.replace("}}", "},}").replace("\"D\"}", "\"D\",}"),
            flat.replace("\"NewsArticle\"", "[\"Thing\",\"BlogPosting\"]"),
            flat.replace("{\"name\":\"A\"}", "\"A\""),
            flat.replace("{\"name\":\"A\"}", "[{\"name\":[\"A\"]}]"),
            format!(r#"{{"@graph":[{{"@type":"WebPage","name":"x"}},{flat}]}}"#),
            format!(r#"{{"@type":"WebPage","datePublished":"x","mainEntity":{flat}}}"#),
            r##"{"@graph":[{"@type":"Article","headline":"T","author":{"@id":"#a"},"datePublished":"D"},{"@type":"Person","@id":"#a","name":"A"}]}"##.to_owned(),
        ] {
            assert_eq!(told(&[&script]), "T|A|D", "{script}");
        }
        assert_eq!(told(&["{not json", flat]), "T|A|D");
        let two = flat.replace("{\"name\":\"A\"}", "[{\"name\":\"A\"},{\"name\":\"B\"}]");
        assert_eq!(told(&[&two]), "T|A/B|D");
        assert_eq!(told(&[r#"{"@type":"Organization","name":"x"}"#]), "||");
    }
}
