//! Articles in XML: TEI and its simpler relative, both as trafilatura writes them; NITF and NewsML of the agencies.
//!
//! In: elements. Out: blocks by the names of the elements, and what is known of the article.

mod news;

use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, feed,
    record::{self, Around, Record},
    xml,
};
use crate::{
    article::{BlockKind, Builder, Image, Link, Style},
    text::Clean,
};
use xml::{Element, Step};

/// TEI, the XML of trafilatura, NITF, NewsML.
pub(super) static FORMAT: Format = Format {
    name: "tei",
    extensions: &["tei", "nitf", "xml"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    match xml::root_name(probe.text) {
        "TEI" | "teiCorpus" | "newsItem" | "newsMessage" | "nitf" | "NewsML" => 230,
        "doc" | "corpus" => 210,
        _ => 0,
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let xml = xml::parse(&feed::decoded(input.bytes).text, limits);
    let mut parsed = Parsed::default();
    if let Some(root) = xml.root() {
        let several = |name| root.all(name).take(limits.articles).collect::<Vec<_>>();
        let articles = match root.local_name() {
            "teiCorpus" => several("TEI"),
            "corpus" => several("doc"),
            "newsMessage" => several("newsItem"),
            "NewsML" => several("NewsItem"),
            _ => vec![root],
        };
        for article in articles {
            let article = match article.local_name() {
                "newsItem" | "nitf" | "NewsItem" => news::read(article, limits),
                _ => document(article, limits),
            };
            if let Some(article) = article {
                record::add(&mut parsed, article);
            }
        }
    }
    if parsed.articles.is_empty() {
        return feed::nothing(input, limits);
    }
    feed::note(&xml, &mut parsed);
    parsed
}

/// Where something known stands: the name in the record, and the path of local names that leads to it, with an attribute
/// after `@`.
type Places = &'static [(&'static str, &'static str)];

const TEI: Places = &[
    ("title", "sourceDesc/biblFull/titleStmt/title"),
    ("title", "titleStmt/title"),
    ("author", "sourceDesc/biblFull/titleStmt/author"),
    ("author", "titleStmt/author"),
    ("publisher", "biblFull/publicationStmt/publisher"),
    ("publisher", "publicationStmt/publisher"),
    ("url", "publicationStmt/ptr@target"),
    ("published", "biblFull/publicationStmt/date"),
    ("published", "publicationStmt/date"),
    ("excerpt", "profileDesc/abstract"),
    ("tags", "textClass/keywords/term"),
    ("language", "langUsage/language@ident"),
    ("saved", "profileDesc/creation/date"),
];

/// What stands at these places; the first place that holds something counts.
fn known(root: Element<'_>, places: Places) -> Map<String, Value> {
    let mut map = Map::new();
    for (name, place) in places {
        let found: Vec<Value> = at(root, place)
            .into_iter()
            .filter(|t| !t.is_empty())
            .map(Value::String)
            .collect();
        if !found.is_empty() {
            map.entry(*name).or_insert(Value::Array(found));
        }
    }
    map
}

fn at(root: Element<'_>, place: &'static str) -> Vec<String> {
    let (path, attribute) = place.split_once('@').unwrap_or((place, ""));
    let mut names = path.split('/');
    let first = names.next().unwrap_or_default();
    let mut here: Vec<Element<'_>> = root.all(first).take(16).collect();
    for name in names {
        here = here
            .into_iter()
            .flat_map(Element::children)
            .filter(|e| e.local_name() == name)
            .collect();
    }
    let of = |e: Element<'_>| match attribute {
        "" => Some(e.text()),
        name => e.attribute(name).map(String::from),
    };
    here.into_iter()
        .filter_map(of)
        .map(|text| Clean::line(&text).into_string())
        .collect()
}

fn article(map: &Map<String, Value>, builder: Builder) -> Option<crate::article::Article> {
    let mut article = builder.finish();
    let record = Record::of(map);
    if article.blocks().is_empty() && !record.is_story() {
        return None;
    }
    let mut meta = record.meta(&Around::default());
    record::settle(&mut meta, &article);
    article.meta = meta;
    Some(article)
}

/// TEI or the simpler XML.
fn document(root: Element<'_>, limits: &Limits) -> Option<crate::article::Article> {
    let mut map = known(root, TEI);
    if root.local_name() == "doc" {
        for name in [
            "title",
            "author",
            "date",
            "url",
            "source",
            "sitename",
            "hostname",
            "description",
            "excerpt",
            "categories",
            "tags",
            "language",
            "image",
        ] {
            let value = root.attribute(name).filter(|v| !v.is_empty());
            if let Some(value) = value {
                map.insert(name.to_owned(), Value::String(value.into_owned()));
            }
        }
    }
    // The title of a site stands after the name of the publisher: "18F (gsa.gov)".
    if let Some(Value::Array(names)) = map.get_mut("publisher") {
        for name in names.iter_mut() {
            let bare = name
                .as_str()
                .and_then(|n| n.split_once(" ("))
                .map(|(bare, _)| bare.to_owned());
            *name = bare.map_or_else(|| name.take(), Value::String);
        }
    }
    let text = root.child("text").unwrap_or(root);
    let body = text
        .all("body")
        .chain(text.all("main"))
        .next()
        .unwrap_or(text);
    let mut builder = Builder::new();
    let mut write = Write::default();
    for step in body.steps().take(limits.nodes) {
        write.step(&mut builder, step);
    }
    article(&map, builder)
}

/// Where in the elements the writer is.
#[derive(Debug, Default)]
struct Write {
    lists: u8,
    quotes: u8,
    tables: u32,
    /// Numbers of the list items to come, for each open list; `None` of an unordered one.
    numbers: Vec<Option<u32>>,
    /// Cells of the open row so far.
    cells: u32,
}

impl Write {
    fn step(&mut self, builder: &mut Builder, step: Step<'_>) {
        match step {
            Step::Words(words) if builder.is_open() || !words.trim().is_empty() => {
                builder.words(words);
            }
            Step::Words(_) => {}
            Step::Begin(element) => self.begin(builder, element),
            Step::End(element) => self.end(builder, element),
        }
    }

    fn begin(&mut self, builder: &mut Builder, element: Element<'_>) {
        let rend = element.attribute("rend").unwrap_or_default();
        match element.local_name() {
            "head" | "fw" => builder.open(BlockKind::Heading(level(&rend))),
            "ab" if rend.starts_with('h') => builder.open(BlockKind::Heading(level(&rend))),
            "p" | "ab" if self.quotes > 0 => builder.open(BlockKind::BlockQuote),
            // A paragraph of an item goes on with it.
            "p" if self.lists > 0 => {}
            "p" | "ab" => builder.open(BlockKind::Paragraph),
            "quote" => self.quote(builder, 1),
            "list" => {
                self.lists = self.lists.saturating_add(1);
                self.numbers.push((rend == "ol").then_some(1));
                builder.nest(self.lists, self.quotes);
            }
            "item" => {
                let number = self.numbers.last_mut().and_then(Option::as_mut);
                let this = number.map(|n| std::mem::replace(n, n.saturating_add(1)));
                builder.open(BlockKind::Item(this));
            }
            "code" => builder.open(BlockKind::Code),
            "table" => self.tables += 1,
            "row" => {
                self.cells = 0;
                builder.open(BlockKind::Row {
                    table: self.tables,
                    head: rend == "head" || element.attribute("role").is_some_and(|r| r == "label"),
                });
            }
            "cell" => {
                if self.cells > 0 {
                    builder.cell();
                }
                self.cells += 1;
            }
            "lb" => builder.line_break(),
            "hi" => style(builder, &rend),
            "ref" => {
                let url = Clean::line(&element.attribute("target").unwrap_or_default());
                let link = builder.add_link(Link { url, to: None });
                builder.link(Some(link));
            }
            "graphic" => picture(builder, element),
            _ => {}
        }
    }

    fn end(&mut self, builder: &mut Builder, element: Element<'_>) {
        match element.local_name() {
            "head" | "fw" | "ab" | "code" | "row" | "item" => builder.close(),
            "p" if self.lists == 0 => builder.close(),
            "p" => builder.words(" "),
            "quote" => self.quote(builder, -1),
            "list" => {
                self.lists = self.lists.saturating_sub(1);
                self.numbers.pop();
                builder.close();
                builder.nest(self.lists, self.quotes);
            }
            "hi" => drop_style(builder),
            "ref" => builder.link(None),
            _ => {}
        }
    }

    fn quote(&mut self, builder: &mut Builder, by: i8) {
        self.quotes = self.quotes.saturating_add_signed(by);
        builder.nest(self.lists, self.quotes);
        if by > 0 {
            builder.open(BlockKind::BlockQuote);
        } else {
            builder.close();
        }
    }
}

/// The level of a heading as `h2` says it; 2 where nothing does.
fn level(rend: &str) -> u8 {
    let level = rend.strip_prefix('h').and_then(|n| n.parse().ok());
    level.filter(|n| (1..=6).contains(n)).unwrap_or(2)
}

fn style(builder: &mut Builder, rend: &str) {
    let style = match rend {
        "#b" | "bold" | "b" => Style::STRONG,
        "#i" | "italic" | "i" | "#u" => Style::EMPHASIS,
        "#t" | "code" => Style::CODE,
        "#del" => Style::STRIKE,
        _ => return,
    };
    builder.style(builder.current_style().with(style));
}

fn drop_style(builder: &mut Builder) {
    builder.style(Style::PLAIN);
}

fn picture(builder: &mut Builder, element: Element<'_>) {
    let of = |name: &str| Clean::line(&element.attribute(name).unwrap_or_default());
    let (src, alt) = (of("src"), of("alt"));
    let image = builder.add_image(Image {
        src: if src.is_empty() { of("url") } else { src },
        alt: alt.clone(),
        ..Image::default()
    });
    builder.open(BlockKind::Image(image));
    builder.words(&alt);
    builder.close();
}
