//! A story as a book of one chapter: EPUB 3.3, with the table of contents that every reading system asks for.
//!
//! What its rules ask of the text: XHTML, nothing loaded from the Web, and no link to a file that is not in the book.

use std::{fmt::Write, io};

use xxhash_rust::xxh3::xxh3_128;

use super::{
    beside,
    html::{self, escaped},
    zip::Zip,
};
use crate::{
    article::{Article, BlockKind, Image, Link},
    library::pictures::Picture,
    text::Clean,
};

/// Where a picture is kept in the book.
pub(super) fn picture_name(number: usize, picture: &Picture) -> String {
    format!("pictures/{}", beside::name(picture, number))
}

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// The look of a page; reading systems and their readers have the last word.
const STYLE: &str = "body { line-height: 1.4 }
img { max-width: 100% }
.caption, .credit, .footnote { font-size: smaller }
.byline, .dateline { font-style: italic }
";

/// The book, whose pictures have been [named](picture_name) already.
pub(super) fn write(article: &Article, pictures: &[Option<Picture>]) -> io::Result<Vec<u8>> {
    let article = inside(article, pictures);
    let mut zip = Zip::default();
    // First and stored, so that its type shows at byte 38.
    zip.store("mimetype", b"application/epub+zip")?;
    zip.add("META-INF/container.xml", CONTAINER.as_bytes())?;
    zip.add("EPUB/package.opf", package(&article, pictures).as_bytes())?;
    zip.add("EPUB/nav.xhtml", nav(&article).as_bytes())?;
    zip.add(
        "EPUB/story.xhtml",
        html::write_xml(&article, "style.css").as_bytes(),
    )?;
    zip.add("EPUB/style.css", STYLE.as_bytes())?;
    for (number, picture) in pictures.iter().enumerate() {
        if let Some(picture) = picture {
            let name = format!("EPUB/{}", picture_name(number, picture));
            zip.store(&name, &picture.bytes)?;
        }
    }
    zip.finish()
}

/// The article without pictures and links to what is not in the book.
fn inside(article: &Article, pictures: &[Option<Picture>]) -> Article {
    let images = article.images().iter().zip(pictures);
    let images = images.map(|(image, picture)| match picture {
        Some(_) if is_address(&image.href) => image.clone(),
        Some(_) => Image {
            href: Clean::default(),
            ..image.clone()
        },
        None => Image {
            alt: image.alt.clone(),
            ..Image::default()
        },
    });
    let links = article.links().iter().map(|link| {
        let leads = link.to.is_some() || is_address(&link.url);
        if leads { link.clone() } else { Link::default() }
    });
    article
        .clone()
        .with_images(images.collect())
        .with_links(links.collect())
}

/// Whether an address is whole, and has nothing in it that an address must not have (RFC 3986).
fn is_address(url: &str) -> bool {
    let fits = |c: char| {
        !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
    };
    let rest = ["http://", "https://", "mailto:"]
        .iter()
        .find_map(|s| url.strip_prefix(s));
    let host = rest.map(|r| r.split(['/', '?', '#']).next().unwrap_or_default());
    host.is_some_and(|h| !h.is_empty() && !h.contains(['[', ']', '%']))
        && url.chars().all(fits)
        && escapes_hold(url)
}

/// Whether every `%` is followed by two digits.
fn escapes_hold(url: &str) -> bool {
    url.split('%').skip(1).all(|rest| {
        rest.as_bytes()
            .get(..2)
            .is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit))
    })
}

fn package(article: &Article, pictures: &[Option<Picture>]) -> String {
    let meta = &article.meta;
    // The same text gives the same book: one that is read already keeps its place on the shelf.
    let id = xxh3_128([article.text(), &meta.url].join("\n").as_bytes());
    let lang = language(article);
    let known = known(article);
    let mut items = String::new();
    for (n, picture) in pictures.iter().enumerate() {
        if let Some(picture) = picture {
            let name = picture_name(n, picture);
            let _ = writeln!(
                items,
                "<item id=\"p{n}\" href=\"{name}\" media-type=\"{}\"/>",
                picture.media
            );
        }
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{lang}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:pullquote:{id:032x}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{lang}</dc:language>
{known}<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="story" href="story.xhtml" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine><itemref idref="story"/></spine>
</package>
"#,
        title = escaped(title(article)),
        modified = modified(article),
    )
}

/// What is known of the story, each fact an element.
fn known(article: &Article) -> String {
    let meta = &article.meta;
    let mut known = String::new();
    for (name, value) in [
        ("creator", &meta.byline),
        ("publisher", &meta.site),
        ("description", &meta.excerpt),
        ("source", &meta.url),
        ("date", &meta.published),
    ] {
        if !value.is_empty() {
            let _ = writeln!(known, "<dc:{name}>{}</dc:{name}>", escaped(value));
        }
    }
    for tag in &meta.tags {
        let _ = writeln!(known, "<dc:subject>{}</dc:subject>", escaped(tag));
    }
    for title in &meta.aliases {
        let title = escaped(title);
        let _ = writeln!(
            known,
            "<meta property=\"dcterms:alternative\">{title}</meta>"
        );
    }
    if !meta.saved.is_empty() {
        let saved = escaped(&meta.saved);
        let _ = writeln!(
            known,
            "<meta property=\"dcterms:dateSubmitted\">{saved}</meta>"
        );
    }
    known
}

fn title(article: &Article) -> &str {
    let title = &article.meta.title;
    if title.is_empty() { "Untitled" } else { title }
}

/// The language of the story; "und" is the tag for one that is not known.
fn language(article: &Article) -> &str {
    let lang = &*article.meta.lang;
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if !lang.is_empty() && lang.split('-').all(fits) {
        lang
    } else {
        "und"
    }
}

/// When the story was last changed as the rules want it, to the second, in UTC; the first second of 1970 where that is not
/// known.
fn modified(article: &Article) -> String {
    let modified = &*article.meta.modified;
    if modified.len() == "1970-01-01T00:00:00Z".len() && modified.ends_with('Z') {
        return modified.to_owned();
    }
    let day = modified.get(..10).unwrap_or("1970-01-01");
    format!("{day}T00:00:00Z")
}

/// The table of contents: the headings that have an id, under the title.
fn nav(article: &Article) -> String {
    let headings =
        article.blocks().iter().enumerate().filter(|(n, b)| {
            matches!(b.kind, BlockKind::Heading(_)) && article.headline() != Some(*n)
        });
    let mut inner = String::new();
    for (_, block) in headings {
        let words = escaped(&block.span.of(article.text()).replace('\n', " "));
        let _ = writeln!(
            inner,
            "<li><a href=\"story.xhtml#b{}\">{words}</a></li>",
            block.span.start
        );
    }
    if !inner.is_empty() {
        inner = format!("\n<ol>\n{inner}</ol>\n");
    }
    let (lang, title) = (language(article), escaped(title(article)));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head><title>{title}</title></head>
<body><nav epub:type="toc"><ol><li><a href="story.xhtml">{title}</a>{inner}</li></ol></nav></body>
</html>
"#
    )
}
