//! Books (EPUB 2 and 3). A book is one story, its chapters one after the other: a reader turns pages, not files. A bundle of saved
//! articles, as read-later services and news programs make them, is many.
//!
//! In: the container, the package that it names, and the documents of the package's spine. Scripts, styles and pictures are not
//! looked at. A document that the spine names twice is read once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, Warning, feed, fragment, own,
    pack::Budget,
    record::{self, Around, Record},
    xml::{self, Element, Xml},
    zip::archive::Archive,
};
use crate::{
    article::{Article, BlockKind, Builder},
    decode,
    text::Clean,
};

/// Where every book says which file is its package.
pub(super) const CONTAINER: &str = "META-INF/container.xml";

/// Books.
pub(super) static FORMAT: Format = Format {
    name: "epub",
    extensions: &["epub", "kepub"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    let is_zip = probe.head.starts_with(b"PK\x03\x04");
    let has = |words: &[u8]| memchr::memmem::find(probe.head, words).is_some();
    match is_zip {
        true if has(b"application/epub+zip") => 250,
        true if has(CONTAINER.as_bytes()) => 245,
        _ => 0,
    }
}

/// Reads a book.
pub(super) fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let archive = Archive::open(input.bytes);
    let mut book = Book {
        archive: &archive,
        budget: Budget::new(limits),
        limits,
        warnings: Vec::new(),
    };
    let (mut map, chapters) = book.package().unwrap_or_else(|| {
        book.warnings.push(Warning::of_file("this book does not say what belongs to it; its pages are shown in the order of the file"));
        (Map::new(), pages(&archive))
    });
    if is_bundle(&map, &chapters) {
        let stories = book.stories(&chapters, &map);
        if stories.len() > 1 {
            return Parsed {
                articles: stories,
                warnings: book.warnings,
                ..Parsed::default()
            };
        }
        // One article and its cover, which is not unpacked on the account of the bundle.
        book.budget = Budget::new(limits);
    }
    let mut builder = Builder::new();
    for (n, chapter) in chapters.iter().enumerate() {
        let page = book.page(chapter);
        if n > 1 || chapters.len() == 1 || !repeats(&page, &map) {
            builder.append(&page);
        }
    }
    let stem = input
        .name
        .rsplit_once('.')
        .map_or(input.name, |(stem, _)| stem);
    let mut article = builder.finish();
    map.entry("name")
        .or_insert_with(|| Value::String(stem.to_owned()));
    let mut meta = Record::of(&map).meta(&Around::default());
    record::settle(&mut meta, &article);
    article.meta = meta;
    if article.blocks().is_empty() {
        book.warnings
            .push(Warning::of_file("no text was found in this book"));
    }
    Parsed {
        articles: vec![article],
        warnings: book.warnings,
        ..Parsed::default()
    }
}

/// The pages of an archive, by their names.
fn pages(archive: &Archive<'_>) -> Vec<String> {
    let is_page = |name: &&String| {
        let extension = name
            .rsplit_once('.')
            .map_or("", |(_, e)| e)
            .to_ascii_lowercase();
        matches!(extension.as_str(), "xhtml" | "html" | "htm") && !name.ends_with("nav.xhtml")
    };
    archive
        .members
        .iter()
        .map(|m| &m.name)
        .filter(is_page)
        .cloned()
        .collect()
}

struct Book<'a> {
    archive: &'a Archive<'a>,
    budget: Budget,
    limits: &'a Limits,
    warnings: Vec<Warning>,
}

impl Book<'_> {
    /// The bytes of a member; a warning where it is there but has none to give.
    fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        match self.archive.member(name)?.read(&mut self.budget) {
            Ok((bytes, whole)) => {
                if !whole {
                    self.warnings
                        .push(Warning::of_file(&format!("{name} is damaged")));
                }
                Some(bytes)
            }
            Err(refused) => {
                self.warnings.push(refused.warning(name));
                None
            }
        }
    }

    fn document(&mut self, name: &str) -> Option<Xml> {
        let bytes = self.bytes(name)?;
        Some(xml::parse(&feed::decoded(&bytes).text, self.limits))
    }

    /// What the package says of the book, and the names of its chapters in order.
    fn package(&mut self) -> Option<(Map<String, Value>, Vec<String>)> {
        let container = self.document(CONTAINER)?;
        let rootfile = container.root()?.all("rootfile").next()?;
        let path = rootfile.attribute("full-path")?.into_owned();
        let package = self.document(&path)?;
        let root = package.root()?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut documents = BTreeMap::new();
        for item in root.all("item") {
            let nav = item
                .attribute("properties")
                .is_some_and(|p| p.split(' ').any(|p| p == "nav"));
            if let (Some(id), Some(href), false) =
                (item.attribute("id"), item.attribute("href"), nav)
            {
                documents.insert(id.into_owned(), join(folder, &href));
            }
        }
        let mut seen = BTreeSet::new();
        let spine = root
            .all("itemref")
            .filter_map(|item| documents.get(item.attribute("idref")?.as_ref()));
        let chapters: Vec<String> = spine.filter(|name| seen.insert(*name)).cloned().collect();
        (!chapters.is_empty()).then(|| (known(root), chapters))
    }

    /// The chapters of a bundle as stories of their own; covers and lists of contents have too few words.
    fn stories(&mut self, chapters: &[String], known: &Map<String, Value>) -> Vec<Article> {
        let mut around = known.clone();
        for own in ["title", "author", "url", "guid", "description"] {
            around.remove(own);
        }
        let around = Record::of(&around).meta(&Around::default());
        let mut stories = Vec::new();
        for chapter in chapters {
            let Some(text) = self.text(chapter) else {
                continue;
            };
            let mut story = fragment::markup(&text, "", self.limits);
            if story.text().split_whitespace().nth(FEWEST).is_none() {
                continue;
            }
            let heading = story
                .blocks()
                .iter()
                .find(|b| matches!(b.kind, BlockKind::Heading(_)));
            if let Some(heading) = heading {
                story.meta.title = Clean::line(heading.span.of(story.text()));
            }
            let mut meta = std::mem::take(&mut story.meta);
            for (own, of_all) in [
                (&mut meta.lang, &around.lang),
                (&mut meta.saved, &around.modified),
            ] {
                if own.is_empty() {
                    own.clone_from(of_all);
                }
            }
            record::settle(&mut meta, &story);
            story.meta = meta;
            stories.push(story);
            if stories.len() >= self.limits.articles {
                break;
            }
        }
        stories
    }

    /// A chapter; without blocks where it has no text to give.
    fn page(&mut self, name: &str) -> Article {
        let text = self.text(name).unwrap_or_default();
        let page = fragment::all(&text, self.limits);
        if own::is(&text) {
            own::without_headline(page, &text)
        } else {
            page
        }
    }

    /// The markup of a chapter; a warning where it has none to give.
    fn text(&mut self, name: &str) -> Option<String> {
        let Some(bytes) = self.bytes(name) else {
            if self.archive.member(name).is_none() {
                self.warnings
                    .push(Warning::of_file(&format!("a chapter is missing: {name}")));
            }
            return None;
        };
        if decode::is_binary(&bytes) {
            self.warnings.push(Warning::of_file(&format!(
                "a chapter is no text, perhaps encrypted: {name}"
            )));
            return None;
        }
        Some(feed::decoded(&bytes).text.into_owned())
    }
}

/// Whether a page has words and all of them are known of the book besides: its title, authors, publisher, date.
fn repeats(page: &Article, known: &Map<String, Value>) -> bool {
    let named = |name: &&str| known.get(*name).and_then(Value::as_array);
    let values = ["title", "author", "publisher", "contributor", "published"];
    let known: Vec<&str> = values
        .iter()
        .filter_map(named)
        .flatten()
        .filter_map(Value::as_str)
        .map(str::trim)
        .collect();
    let mut lines = page.blocks().iter().map(|b| b.span.of(page.text()));
    !page.text().trim().is_empty()
        && lines.all(|line| line.is_empty() || known.iter().any(|k| k.eq_ignore_ascii_case(line)))
}

/// Fewest words of a story in a bundle.
const FEWEST: usize = 40;

/// Programs that put saved articles into a book, as they name themselves, in lower case.
const BUNDLERS: &[&str] = &[
    "wallabag",
    "instapaper",
    "pocket",
    "readability",
    "omnivore",
    "readwise",
    "raindrop",
    "p2k",
    "push to kindle",
    "fivefilters",
    "percollate",
    "crofflr",
    "epubpress",
    "newsblur",
    "miniflux",
    "freshrss",
];

/// Whether a book holds saved articles: by the program that made it, or by names as calibre gives to those of its news.
fn is_bundle(known: &Map<String, Value>, chapters: &[String]) -> bool {
    let said = ["author", "publisher", "title", "contributor"]
        .map(|name| known.get(name).map(Value::to_string));
    let said = said
        .into_iter()
        .flatten()
        .collect::<String>()
        .to_lowercase();
    let words = |name: &&&str| {
        said.split(|c: char| !c.is_alphanumeric() && c != ' ')
            .any(|w| w.trim() == **name || w.trim().starts_with(&format!("{name} ")))
    };
    let news = |name: &&String| name.contains("feed_") && name.contains("/article_");
    BUNDLERS.iter().any(|name| words(&name)) || chapters.iter().filter(news).count() > 1
}

/// What is known of a book: the name in the record, and that of the element.
const KNOWN: &[(&str, &str)] = &[
    ("title", "title"),
    ("author", "creator"),
    ("publisher", "publisher"),
    ("published", "date"),
    ("url", "source"),
    ("guid", "identifier"),
    ("language", "language"),
    ("tags", "subject"),
    ("description", "description"),
    ("contributor", "contributor"),
];

fn known(root: Element<'_>) -> Map<String, Value> {
    let mut map = Map::new();
    let metadata = root
        .children()
        .find(|e| e.local_name() == "metadata")
        .unwrap_or(root);
    for (name, element) in KNOWN {
        let found = metadata
            .all(element)
            .map(Element::text)
            .filter(|t| !t.trim().is_empty());
        let found: Vec<Value> = found.map(Value::String).collect();
        if !found.is_empty() {
            map.insert((*name).to_owned(), Value::Array(found));
        }
    }
    // The first title is that of the book; others are its parts.
    if let Some(Value::Array(titles)) = map.get_mut("title") {
        titles.truncate(1);
    }
    for (name, property) in PROPERTIES {
        let stated = |e: &Element<'_>| e.attribute("property").is_some_and(|p| p == *property);
        let found = metadata.all("meta").filter(stated).map(Element::text);
        let found: Vec<Value> = found
            .filter(|t| t.trim() != UNKNOWN)
            .map(Value::String)
            .collect();
        if !found.is_empty() {
            map.insert((*name).to_owned(), Value::Array(found));
        }
    }
    map
}

/// What properties say of a book: the name in the record, and that of the property.
const PROPERTIES: &[(&str, &str)] = &[
    ("modified", "dcterms:modified"),
    ("saved", "dcterms:dateSubmitted"),
    ("aliases", "dcterms:alternative"),
];

/// The time of the last change in a book that must state one and has none.
const UNKNOWN: &str = "1970-01-01T00:00:00Z";

/// The name of a member, from the folder of the package and a reference in it.
fn join(folder: &str, reference: &str) -> String {
    let path = reference.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    unescaped(&parts.join("/"))
}

/// `%20` and the like resolved.
pub(super) fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = if code.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn bundles_are_told_by_who_made_them() {
        for (about, chapters, is) in [
            (json!({"publisher": ["wallabag"]}), &["a.xhtml"][..], true),
            (json!({"author": ["Instapaper"]}), &["a.xhtml"], true),
            (json!({"title": ["Pocket articles"]}), &["a.xhtml"], true),
            (json!({"title": ["The pocket watch"]}), &["a.xhtml"], false),
            (json!({"publisher": ["Pocketbooks"]}), &["a.xhtml"], false),
            (
                json!({}),
                &["feed_0/article_0/index.html", "feed_0/article_1/index.html"],
                true,
            ),
            (json!({}), &["article_1.html", "article_2.html"], false),
        ] {
            let chapters: Vec<String> = chapters.iter().map(ToString::to_string).collect();
            assert_eq!(
                is_bundle(about.as_object().unwrap(), &chapters),
                is,
                "{about}"
            );
        }
    }

    #[test]
    fn a_title_page_says_what_is_known() {
        let known = json!({"title": ["Last Light"], "author": ["Ann Lee", "Bo Ek"]});
        for (page, is) in [
            ("<h1>Last Light</h1><p>Ann Lee<p>Bo Ek", true),
            ("<h1>Last Light</h1><p>For my mother", false),
            ("<img src=cover.png>", false),
            ("", false),
        ] {
            let page = fragment::all(page, &Limits::default());
            assert_eq!(repeats(&page, known.as_object().unwrap()), is);
        }
    }

    #[test]
    fn references_lead_to_members() {
        for (folder, reference, name) in [
            ("OEBPS", "a.xhtml", "OEBPS/a.xhtml"),
            ("", "text/a%20b.xhtml#x", "text/a b.xhtml"),
            ("a/b", "../c/./d.html", "a/c/d.html"),
            ("a", "../../../etc/passwd", "etc/passwd"),
            ("a", "100%.html", "a/100%.html"),
        ] {
            assert_eq!(join(folder, reference), name);
        }
    }
}
