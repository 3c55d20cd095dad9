//! News as the agencies send it: NITF, NewsML-G2, and NewsML 1, in which an item holds NITF, HTML or plain text.

use super::{Places, article, known};
use crate::{
    article::{Article, Builder},
    format::{
        Limits, fragment,
        xml::{Element, Step},
    },
};

const PLACES: Places = &[
    ("title", "contentMeta/headline"),
    ("title", "NewsLines/HeadLine"),
    ("title", "hedline/hl1"),
    ("title", "head/title"),
    ("author", "contentMeta/by"),
    ("author", "NewsLines/ByLine"),
    ("author", "byline/person"),
    ("author", "byline"),
    ("publisher", "itemMeta/provider/name"),
    ("publisher", "itemMeta/provider@literal"),
    ("publisher", "Provider/Party@FormalName"),
    ("publisher", "head/pubdata@name"),
    ("publisher", "NewsIdentifier/ProviderId"),
    ("published", "contentMeta/contentCreated"),
    ("published", "itemMeta/versionCreated"),
    ("published", "NewsManagement/FirstCreated"),
    ("published", "docdata/date.issue@norm"),
    ("modified", "contentMeta/contentModified"),
    ("modified", "NewsManagement/ThisRevisionCreated"),
    ("excerpt", "contentMeta/description"),
    ("tags", "contentMeta/subject/name"),
    ("tags", "contentMeta/keyword"),
    ("tags", "NewsLines/KeywordLine"),
    ("language", "contentMeta/language@tag"),
    ("language", "DescriptiveMetadata/Language@FormalName"),
    ("url", "itemMeta/link@href"),
];

/// A news item: its text is HTML, or elements named alike.
pub(super) fn read(root: Element<'_>, limits: &Limits) -> Option<Article> {
    let map = known(root, PLACES);
    let all = || root.all("inlineXML").chain(root.all("DataContent"));
    let held = all().find(has_paragraphs).or_else(|| all().find(has_words));
    let within = held.unwrap_or(root);
    let body = within.all("body.content").chain(within.all("body")).next();
    let mut builder = Builder::new();
    if let Some(body) = body.or(held) {
        let text = match body.children().next() {
            Some(_) => fragment::markup(&markup(body), "", limits),
            None => fragment::article(&body.text(), "", "", limits),
        };
        builder.append(&text);
    }
    article(&map, builder)
}

fn has_paragraphs(held: &Element<'_>) -> bool {
    held.all("p").next().is_some()
}

/// Whether it holds text, and no picture in base64.
fn has_words(held: &Element<'_>) -> bool {
    held.text().trim().contains(' ')
}

/// What is in an element as HTML, the names that NITF has for pictures and for headings inside a text as those of HTML.
fn markup(body: Element<'_>) -> String {
    let mut out = String::new();
    // Of one picture several sizes are named.
    let mut shown = false;
    for step in body.steps() {
        match step {
            Step::Words(words) => escape(words, &mut out),
            Step::Begin(element) => match html(element.local_name()) {
                "img" if element.local_name() != "img" => {
                    let kind = element.attribute("mime-type").unwrap_or_default();
                    let source = element.attribute("source");
                    let source =
                        source.filter(|_| !shown && (kind.is_empty() || kind.starts_with("image")));
                    if let Some(source) = source {
                        shown = true;
                        open("img", [("src", &*source)].into_iter(), &mut out);
                    }
                }
                name => {
                    shown &= name != "figure";
                    let attributes: Vec<_> = element.attributes().collect();
                    open(name, attributes.iter().map(|(n, v)| (*n, &**v)), &mut out);
                }
            },
            Step::End(element) => match html(element.local_name()) {
                "img" | "br" | "hr" => {}
                name => out.extend(["</", name, ">"]),
            },
        }
    }
    out
}

/// The element of HTML that an element is.
fn html(name: &str) -> &str {
    match name {
        "media" => "figure",
        "media-caption" | "media-producer" => "figcaption",
        "media-reference" => "img",
        "hl1" | "hl2" => "h2",
        other => other,
    }
}

fn open<'a>(name: &str, attributes: impl Iterator<Item = (&'a str, &'a str)>, out: &mut String) {
    out.extend(["<", name]);
    for (name, value) in attributes {
        out.extend([" ", name, "=\""]);
        escape(value, out);
        out.push('"');
    }
    out.push('>');
}

fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
