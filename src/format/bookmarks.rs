//! Lists of links as web pages: bookmarks of browsers (the Netscape file), and what Pocket and Instapaper export as HTML.
//!
//! Each link is a story of which only the address is there. Headings say the folder or whether it was read.

use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, Warning, entities,
    record::{self, Around, Record},
    tags::{self, Piece},
    url::is_web,
};
use crate::decode;

/// Lists of links as web pages.
pub(super) static FORMAT: Format = Format {
    name: "bookmarks",
    extensions: &[],
    streams: false,
    records: None,
    sniff,
    read,
};

/// What such files begin with, in lower case.
const BEGINNINGS: &[&str] = &[
    "<!doctype netscape-bookmark-file-1>",
    "<title>pocket export",
    "<title>instapaper: export",
];

/// How far into a file that stands, in bytes.
const LOOK: usize = 1024;

fn sniff(probe: &Probe<'_>) -> Score {
    let head = probe.text.get(..probe.text.floor_char_boundary(LOOK));
    let head = head.unwrap_or_default().to_ascii_lowercase();
    let begins = head
        .trim_start_matches(['\u{feff}', ' ', '\n', '\t'])
        .starts_with('<');
    // Google's has no declaration: a list whose links say when they were added is one nevertheless.
    let listed = || head.contains("<dl>") && head.contains("<dt>") && head.contains(" add_date=");
    if begins && (BEGINNINGS.iter().any(|b| head.contains(b)) || listed()) {
        240
    } else {
        0
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let decoded = decode::view(input.bytes, None);
    let mut list = List::default();
    for piece in tags::pieces(&decoded.text) {
        list.take(piece);
        if list.done.len() >= limits.articles {
            break;
        }
    }
    list.finish_link();
    let mut parsed = Parsed::default();
    for map in &list.done {
        let record = Record::of(map);
        if record.is_story() || map.contains_key("text") {
            record::add(&mut parsed, record.story(&Around::default(), limits));
        }
    }
    if parsed.articles.is_empty() {
        parsed
            .warnings
            .push(Warning::of_file("this list holds no links"));
    }
    parsed
}

/// Attributes of a link that are kept, in lower case.
const KEPT: &[&str] = &["href", "add_date", "time_added", "tags", "toread"];

/// Which words are being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Words {
    #[default]
    None,
    Heading,
    Link,
    /// A description of the last link.
    Description,
}

#[derive(Debug, Default)]
struct List {
    done: Vec<Map<String, Value>>,
    /// The link read last, still without its description.
    link: Option<Map<String, Value>>,
    /// Folders that are open; the last one has its heading, and no list yet if `pending`.
    folders: Vec<String>,
    heading: String,
    words: Words,
    text: String,
}

impl List {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Text(text) if self.words != Words::None => self.text.push_str(text),
            Piece::Text(_) => {}
            Piece::Open(name, attributes) => self.open(&name.to_ascii_lowercase(), attributes),
            Piece::Close(name) => self.close(&name.to_ascii_lowercase()),
        }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "a" => {
                self.finish_link();
                let of = |name: &&str| {
                    let value = tags::attribute(attributes, name)?.into_owned();
                    Some(((*name).to_owned(), Value::String(value)))
                };
                self.link = Some(KEPT.iter().filter_map(of).collect());
                self.begin(Words::Link);
            }
            "dd" => self.begin(Words::Description),
            "dt" | "li" | "p" | "hr" => self.end_description(),
            "h1" | "h2" | "h3" | "h4" => {
                self.finish_link();
                self.begin(Words::Heading);
            }
            "dl" | "ul" | "ol" => {
                self.end_description();
                self.folders.push(std::mem::take(&mut self.heading));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => {
                let title = self.ended();
                if let Some(link) = &mut self.link {
                    link.insert("title".to_owned(), Value::String(title));
                }
            }
            "h1" | "h2" | "h3" | "h4" => self.heading = self.ended(),
            "dl" | "ul" | "ol" => {
                self.finish_link();
                self.folders.pop();
            }
            _ => {}
        }
    }

    fn begin(&mut self, words: Words) {
        self.words = words;
        self.text.clear();
    }

    fn ended(&mut self) -> String {
        self.words = Words::None;
        entities::decode(&std::mem::take(&mut self.text))
            .trim()
            .to_owned()
    }

    fn end_description(&mut self) {
        if self.words != Words::Description {
            return;
        }
        let text = self.ended();
        if let Some(link) = &mut self.link {
            link.insert("description".to_owned(), Value::String(text));
        }
    }

    /// Puts the link away, with the folder that it stands in.
    fn finish_link(&mut self) {
        self.end_description();
        let Some(mut link) = self.link.take() else {
            return;
        };
        if self.words == Words::Link {
            let title = self.ended();
            link.insert("title".to_owned(), Value::String(title));
        }
        // A note that the reader wrote there has no address on the Web; its words are all there is.
        let said = |link: &Map<String, Value>, name: &str| {
            link.get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let note = said(&link, "description");
        if !is_web(&said(&link, "href")) && !note.is_empty() {
            link.remove("description");
            link.insert("text".to_owned(), Value::String(note));
        }
        // The outermost list has the heading of the whole file, which says nothing.
        let named = self.folders.iter().filter(|f| !f.is_empty());
        let path: Vec<&str> = named
            .map(String::as_str)
            .filter(|f| *f != "Bookmarks")
            .collect();
        link.insert("folder".to_owned(), Value::String(path.join("/")));
        self.done.push(link);
    }
}
