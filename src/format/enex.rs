//! Notes and clipped pages as Evernote exports them (ENEX): each note is a story, its text XHTML inside the XML.
//!
//! In: an export. Out: a story a note. What is attached to a note stays in the file.

use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, feed,
    record::{self, Around, Record},
    xml::{self, Element},
};

/// Exported notes.
pub(super) static FORMAT: Format = Format {
    name: "enex",
    extensions: &["enex"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    // The name of the element goes on behind what is a name to HTML.
    let begins = xml::root_name(probe.text) == "en" && probe.text.contains("<en-export");
    if begins { 230 } else { 0 }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let xml = xml::parse(&feed::decoded(input.bytes).text, limits);
    let mut parsed = Parsed::default();
    let notes = xml.root().into_iter().flat_map(Element::children);
    for note in notes.filter(|e| e.name() == "note").take(limits.articles) {
        let map = known(note);
        let record = Record::of(&map);
        record::add(&mut parsed, record.story(&Around::default(), limits));
    }
    if parsed.articles.is_empty() {
        return feed::nothing(input, limits);
    }
    feed::note(&xml, &mut parsed);
    parsed
}

/// Elements of a note that say something, by the name that a record has for it.
const FIELDS: &[(&str, &str)] = &[
    ("title", "title"),
    ("content", "content"),
    ("created", "created"),
    ("updated", "updated"),
    ("tag", "tags"),
    ("author", "author"),
    ("source-url", "url"),
];

fn known(note: Element<'_>) -> Map<String, Value> {
    let mut map = Map::new();
    let about = note.child("note-attributes");
    let inner = about.into_iter().flat_map(Element::children);
    for element in note.children().chain(inner) {
        let Some((_, name)) = FIELDS.iter().find(|(own, _)| *own == element.name()) else {
            continue;
        };
        let values = map.entry(*name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            let text = element.text();
            values.push(Value::String(match *name {
                "content" => markup(&text),
                _ => text,
            }));
        }
    }
    map
}

/// The XHTML of a note as an element that HTML knows, without the declarations before it.
fn markup(content: &str) -> String {
    let Some(at) = content.find("<en-note") else {
        return content.to_owned();
    };
    let note = content.get(at..).unwrap_or_default();
    // An empty note ends itself, which no element of HTML does.
    let empty = note
        .trim_end()
        .strip_suffix("/>")
        .is_some_and(|rest| !rest.contains('>'));
    if empty {
        return String::new();
    }
    note.replacen("<en-note", "<div", 1)
        .replace("</en-note>", "</div>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_markup_whatever_it_holds() {
        let head = "\n<?xml version=\"1.0\"?>\n<!DOCTYPE en-note SYSTEM \"x.dtd\">\n";
        for (content, want) in [
            (
                format!("{head}<en-note a='b'>Words</en-note>"),
                "<div a='b'>Words</div>",
            ),
            (format!("{head}<en-note/>\n"), ""),
            ("Plain words".to_owned(), "Plain words"),
        ] {
            assert_eq!(markup(&content), want);
        }
    }
}
