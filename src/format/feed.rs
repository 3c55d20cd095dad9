//! Feeds: RSS 0.9 to 2.0 and Atom. Each entry is a story, with its whole text where the feed carries it, else its summary.

mod names;
mod zotero;

use mail_parser::decoders::base64::base64_decode;
use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, Warning, entities, fragment, html,
    record::{self, Around, Record},
    url,
    xml::{self, Element, Xml},
};
use crate::decode;
use names::Names;

/// RSS and Atom; JSON Feed is read as JSON.
pub(super) static FORMAT: Format = Format {
    name: "feed",
    extensions: &["rss", "atom", "rdf", "xml"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    match xml::root_name(probe.text) {
        "rss" | "feed" | "RDF" => 230,
        // One entry of Atom, as the interface of a blog gives it.
        "entry" if probe.text.contains(names::ATOM) => 230,
        _ => 0,
    }
}

/// The text of a file of XML: a byte-order mark decides its charset, else its first line.
pub(super) fn decoded(bytes: &[u8]) -> decode::View<'_> {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let stated = head
        .split_once("encoding=")
        .map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let stated = stated.and_then(|rest| rest.split(['"', '\'', '?', '>']).next());
    decode::view(bytes, stated)
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let xml = xml::parse(&decoded(input.bytes).text, limits);
    let mut parsed = Parsed::default();
    let Some(root) = xml.root() else {
        return nothing(input, limits);
    };
    let names = Names::of(root);
    let around = around(root, &names);
    let home = home(root, &names);
    let single = Some(root).filter(|root| root.local_name() == "entry");
    let entries = root.all("item").chain(root.all("entry")).chain(single);
    for entry in entries.take(limits.articles) {
        let map = record(entry, &names, &home);
        let record = Record::of(&map);
        if record.is_story() || !map.is_empty() {
            record::add(&mut parsed, record.story(&around, limits));
        }
    }
    if parsed.articles.is_empty() {
        let items = zotero::items(root).take(limits.articles);
        items.for_each(|map| record::add(&mut parsed, Record::of(&map).story(&around, limits)));
    }
    note(&xml, &mut parsed);
    if parsed.articles.is_empty() {
        return empty(root, &names, &around, limits).unwrap_or_else(|| nothing(input, limits));
    }
    parsed
}

/// A feed without an entry, as what it says of itself; `None` where that is nothing.
fn empty(root: Element<'_>, names: &Names, around: &Around, limits: &Limits) -> Option<Parsed> {
    let channel = names.child(root, "channel").unwrap_or(root);
    let mut map = Map::new();
    put(&mut map, "title", Some(around.site.to_string()));
    put(&mut map, "url", Some(home(root, names)));
    let said = ["description", "subtitle", "tagline"];
    let said = said.into_iter().find_map(|name| names.child(channel, name));
    put(&mut map, "content", said.map(content));
    if !map.contains_key("title") {
        return None;
    }
    let none = "this feed has no entries; only what it says of itself is shown";
    Some(Parsed {
        articles: vec![Record::of(&map).story(around, limits)],
        warnings: vec![Warning::of_file(none)],
        ..Parsed::default()
    })
}

/// Says what was odd about the document.
pub(super) fn note(xml: &Xml, parsed: &mut Parsed) {
    if xml.cut {
        parsed.warnings.push(Warning::of_file(
            "the XML ends early or has a fault; what stands before that is shown",
        ));
    }
}

/// A document without a story, as the text that it is.
pub(super) fn nothing(input: Input<'_>, limits: &Limits) -> Parsed {
    let mut parsed = (super::text::FORMAT.read)(input, limits);
    parsed
        .warnings
        .push(Warning::of_file("no story was found in this XML"));
    parsed.data = true;
    parsed
}

/// What a feed says of itself.
fn around(root: Element<'_>, names: &Names) -> Around {
    let channel = names.child(root, "channel").unwrap_or(root);
    let mut map = Map::new();
    let child = |name| names.child(channel, name);
    // An entry by itself says nothing of the publication.
    let title = child("title").filter(|_| root.local_name() != "entry");
    let title = title.or_else(|| child("dc:title"));
    put(&mut map, "title", title.map(Element::text));
    let language = child("language").or_else(|| child("dc:language"));
    let language = language.map(Element::text);
    let language = language.or_else(|| root.attribute("xml:lang").map(String::from));
    put(&mut map, "language", language);
    put(&mut map, "author", child("author").map(person));
    Record::of(&map).around(&Around::default())
}

/// The address that those of the entries start from: stated for that, else of the publication; empty where there is none.
fn home(root: Element<'_>, names: &Names) -> String {
    let channel = names.child(root, "channel").unwrap_or(root);
    let base = root.attribute("xml:base").map(String::from);
    let own = channel
        .children()
        .filter(|e| e.local_name() == "link" && e.attribute("rel").is_some_and(|r| r == "self"))
        .find_map(|e| e.attribute("href"));
    let own = own.map(String::from).unwrap_or_default();
    let stated = base.or_else(|| link(channel, names)).unwrap_or_default();
    absolute(&own, stated.trim())
        .filter(|address| url::is_web(address))
        .unwrap_or_default()
}

/// An address as it is written, or where it is none by itself, from `base` on.
fn absolute(base: &str, address: &str) -> Option<String> {
    match address {
        "" => Some(base.to_owned()),
        whole if url::is_web(whole) => Some(whole.to_owned()),
        _ => Some(html::join(base, address)),
    }
    .filter(|address| !address.is_empty())
}

/// Names of elements and what they are, the most telling first.
#[rustfmt::skip]
const MEANINGS: &[(&str, &[&str])] = &[
    ("title", &["title", "dc:title", "media:title"]),
    ("author", &["dc:creator", "author", "dc:author", "itunes:author", "dc:contributor"]),
    ("published", &["pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "pubdate", "updated",
        "modified", "dcterms:modified"]),
    ("updated", &["updated", "modified", "dcterms:modified"]),
    ("language", &["dc:language", "language"]),
    ("content", &["content:encoded", "content", "xhtml:body", "body", "fulltext", "description", "summary", "dc:description",
        "media:description", "itunes:summary", "itunes:subtitle"]),
];

/// An entry as named values; `home` is the address that its own starts from.
fn record(entry: Element<'_>, names: &Names, home: &str) -> Map<String, Value> {
    let mut map = Map::new();
    let mut body_from = "";
    // What is said of a film stands in a group with it.
    let group = entry.children().filter(|e| names.are(*e, "media:group"));
    let group: Vec<Element<'_>> = group.flat_map(Element::children).collect();
    for (meaning, called) in MEANINGS {
        for name in *called {
            let mut found = entry
                .children()
                .chain(group.iter().copied())
                .filter(|e| names.are(*e, name));
            let value = match *meaning {
                "author" => joined(found.map(person)),
                "content" => found.map(content).find(|text| !text.trim().is_empty()),
                _ => found.next().map(Element::text),
            };
            if value.as_ref().is_some_and(|v| !v.trim().is_empty()) {
                body_from = if *meaning == "content" {
                    name
                } else {
                    body_from
                };
                put(&mut map, meaning, value);
                break;
            }
        }
    }
    let summary = ["description", "summary"]
        .into_iter()
        .filter(|name| *name != body_from)
        .find_map(|name| names.child(entry, name));
    put(&mut map, "summary", summary.map(Element::text));
    let base = entry
        .attribute("xml:base")
        .map(|own| html::join(home, &own));
    let base = base.as_deref().unwrap_or(home);
    let url = link(entry, names).and_then(|url| absolute(base, url.trim()));
    put(&mut map, "url", url);
    put(&mut map, "image", picture(entry));
    put(
        &mut map,
        "lang",
        entry.attribute("xml:lang").map(String::from),
    );
    let tags = entry.children().flat_map(|e| tags(e, names));
    let tags: Vec<Value> = tags.map(Value::String).collect();
    if !tags.is_empty() {
        map.insert("tags".to_owned(), Value::Array(tags));
    }
    map
}

fn put(map: &mut Map<String, Value>, name: &str, value: Option<String>) {
    if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
        map.insert(name.to_owned(), Value::String(value.trim().to_owned()));
    }
}

fn joined(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.filter(|n| !n.is_empty()).collect();
    (!names.is_empty()).then(|| names.join(";"))
}

/// The text of an entry as markup or plain text.
fn content(element: Element<'_>) -> String {
    if element.children().next().is_some() {
        return element.markup();
    }
    let mut text = element.text();
    if is_packed(element) {
        text = unpacked(&text);
    }
    if fragment::is_markup(&text) {
        return text;
    }
    // Words of HTML without an element among them.
    entities::decode(&text).into_owned()
}

/// Whether the text of an element is in base64: of a type that is neither text nor XML in Atom 1.0 (RFC 4287, 4.1.3.3), or where
/// that is said in Atom 0.3.
fn is_packed(element: Element<'_>) -> bool {
    let kind = element.attribute("type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match element.attribute("mode").as_deref() {
        Some(mode) => mode == "base64",
        None => kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml"),
    }
}

/// What base64 holds, where that is text.
fn unpacked(base64: &str) -> String {
    let bytes = base64_decode(base64.as_bytes()).unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    if text.contains('\0') {
        return String::new();
    }
    text
}

/// A name: of Atom in an element of its own, of RSS after an address: "ann@example.org (Ann Lee)".
fn person(element: Element<'_>) -> String {
    if let Some(name) = element.children().find(|e| e.local_name() == "name") {
        return name.text().trim().to_owned();
    }
    let text = element.text();
    let text = text.trim();
    let named = text
        .split_once('(')
        .filter(|(address, _)| address.contains('@'));
    let text = named.map_or(text, |(_, name)| name.trim_end().trim_end_matches(')'));
    text.trim().to_owned()
}

/// The address of an entry.
fn link(entry: Element<'_>, names: &Names) -> Option<String> {
    let original = entry.child("feedburner:origLink").map(Element::text);
    let alternate = |e: &Element<'_>| {
        names.are(*e, "link") && e.attribute("rel").is_none_or(|rel| rel == "alternate")
    };
    let links = || entry.children().filter(alternate);
    let by_attribute = || links().find_map(|e| e.attribute("href")).map(String::from);
    let by_text = || links().map(Element::text).find(|t| !t.trim().is_empty());
    let guid = || {
        ["guid", "id"]
            .into_iter()
            .find_map(|name| names.child(entry, name))
            .map(Element::text)
    };
    let about = || entry.attribute("rdf:about").map(String::from);
    let web = |url: &String| url::is_web(url.trim());
    let found = original.or_else(by_attribute).or_else(by_text);
    found
        .or_else(|| guid().filter(web))
        .or_else(|| about().filter(web))
}

/// The lead picture of an entry.
fn picture(entry: Element<'_>) -> Option<String> {
    let is_picture = |e: &Element<'_>| {
        let of = |name: &str, value: &str| e.attribute(name).is_some_and(|v| v.starts_with(value));
        match e.name() {
            "media:thumbnail" | "itunes:image" => true,
            "media:content" | "enclosure" => of("type", "image/") || of("medium", "image"),
            _ => false,
        }
    };
    let nested = ["content", "thumbnail", "enclosure", "image"];
    let found = nested
        .into_iter()
        .flat_map(|local| entry.all(local))
        .find(is_picture)?;
    found
        .attribute("url")
        .or_else(|| found.attribute("href"))
        .map(String::from)
}

/// The tags that an element says.
fn tags(element: Element<'_>, names: &Names) -> Vec<String> {
    let said = |attributes: [&str; 2]| {
        let mut stated = attributes.into_iter().filter_map(|a| element.attribute(a));
        let stated = stated.find(|s| !s.trim().is_empty()).map(String::from);
        vec![stated.unwrap_or_else(|| element.text())]
    };
    match &*names.name(element) {
        "category" | "dc:subject" | "media:category" => said(["label", "term"]),
        "itunes:category" => {
            let inner = element.children().filter_map(|e| e.attribute("text"));
            let inner = inner.map(String::from);
            said(["text", "label"]).into_iter().chain(inner).collect()
        }
        "itunes:keywords" | "media:keywords" => vec![element.text()],
        _ => Vec::new(),
    }
}
