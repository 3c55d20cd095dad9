//! Bibliographies in RDF, as Zotero writes them: what is known of each story, without its text.

use serde_json::{Map, Value};

use super::{Element, put};

/// The items of a bibliography, each as named values.
pub(super) fn items(root: Element<'_>) -> impl Iterator<Item = Map<String, Value>> {
    let is_item = |e: &Element<'_>| {
        let kind = e.child("z:itemType").map(Element::text);
        e.child("dc:title").is_some() && kind.is_some_and(|k| k != "attachment" && k != "note")
    };
    root.children().filter(is_item).map(item)
}

/// Elements and what they are.
const MEANINGS: &[(&str, &str)] = &[
    ("title", "dc:title"),
    ("abstract", "dcterms:abstract"),
    ("published", "dc:date"),
    ("saved", "dcterms:dateSubmitted"),
    ("language", "z:language"),
];

fn item(item: Element<'_>) -> Map<String, Value> {
    let mut map = Map::new();
    for (meaning, name) in MEANINGS {
        put(&mut map, meaning, item.child(name).map(Element::text));
    }
    let people = item
        .child("bib:authors")
        .into_iter()
        .flat_map(|e| e.all("Person"));
    let names: Vec<String> = people.map(person).collect();
    put(&mut map, "author", Some(names.join(";")));
    let whole = item.child("dcterms:isPartOf");
    let site = whole.and_then(|e| e.all("title").next()).map(Element::text);
    put(&mut map, "site", site);
    let stated = item.all("URI").next().map(Element::text);
    let about = item.attribute("rdf:about").map(String::from);
    put(
        &mut map,
        "url",
        stated.filter(|s| !s.trim().is_empty()).or(about),
    );
    let tags = item.children().filter(|e| e.name() == "dc:subject");
    let tags: Vec<Value> = tags
        .map(|e| Value::String(e.text().trim().to_owned()))
        .collect();
    if !tags.is_empty() {
        map.insert("tags".to_owned(), Value::Array(tags));
    }
    map
}

fn person(person: Element<'_>) -> String {
    let part = |name: &str| person.child(name).map(Element::text).unwrap_or_default();
    let given = part("foaf:givenName") + &part("foaf:givenname");
    format!("{} {}", given.trim(), part("foaf:surname").trim())
        .trim()
        .to_owned()
}
