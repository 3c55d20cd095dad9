//! Saved pages: own samples, one a shape, and what becomes of each; damaged pages never hurt.

use proptest::prelude::*;
use pullquote::{
    article::{Article, BlockKind},
    format::{FORMATS, Format, Input, Limits, Parsed, html},
    story,
    text::Clean,
};
use std::{fmt::Write as _, fs, path::PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats/html")
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

fn format() -> &'static Format {
    FORMATS.iter().find(|f| f.name == "html").unwrap()
}

fn read(bytes: &[u8]) -> Parsed {
    (format().read)(
        Input {
            bytes,
            name: "sample.html",
        },
        &Limits::default(),
    )
}

fn kind(kind: BlockKind) -> String {
    match kind {
        BlockKind::Row { table, head } => format!("Row {table}{}", if head { " head" } else { "" }),
        other => format!("{other:?}"),
    }
}

/// Facts, blocks, links and pictures, one a line.
fn outline(article: &Article) -> String {
    let mut out = String::new();
    let m = &article.meta;
    let aliases: Vec<&str> = m.aliases.iter().map(Clean::as_str).collect();
    let tags: Vec<&str> = m.tags.iter().map(Clean::as_str).collect();
    for (name, value) in [
        ("title", m.title.as_str()),
        ("aliases", &aliases.join(" / ")),
        ("byline", &m.byline),
        ("site", &m.site),
        ("excerpt", &m.excerpt),
        ("url", &m.url),
        ("lang", &m.lang),
        ("published", &m.published),
        ("modified", &m.modified),
        ("saved", &m.saved),
        ("tags", &tags.join(" / ")),
        ("lead", &m.lead_image),
    ] {
        if !value.is_empty() {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    for block in article.blocks() {
        let words = block
            .span
            .of(article.text())
            .replace('\n', "⏎")
            .replace('\t', "⇥");
        let deep = "  ".repeat(usize::from(block.depth + block.quote));
        writeln!(out, "{deep}[{}] {words}", kind(block.kind)).unwrap();
    }
    for mark in article.all_marks() {
        if let Some(link) = mark.link.and_then(|n| article.links().get(n as usize)) {
            let to = link.to.map_or(String::new(), |b| {
                let block = article.blocks()[article.block_at(b)];
                let words: String = block.span.of(article.text()).chars().take(20).collect();
                format!(" = “{words}…”")
            });
            writeln!(
                out,
                "link: {} → {}{to}",
                mark.span.of(article.text()),
                link.url
            )
            .unwrap();
        }
    }
    for image in article.images() {
        writeln!(
            out,
            "image: {} {}x{} “{}”",
            image.src, image.width, image.height, image.alt
        )
        .unwrap();
    }
    out
}

/// The laws of an article that the rest of the program relies on.
fn lawful(article: &Article) {
    let text = article.text();
    let mut last = 0;
    for block in article.blocks() {
        assert!(block.span.start as usize >= last, "{block:?} overlaps");
        assert!(text.is_char_boundary(block.span.start as usize));
        assert!(text.is_char_boundary(block.span.end as usize));
        last = block.span.end as usize;
    }
    assert!(last <= text.len());
    for mark in article.all_marks() {
        assert!(text.get(mark.span.range()).is_some(), "{mark:?}");
    }
}

#[test]
fn every_sample_becomes_what_it_is() {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        let bytes = sample(&name);
        assert_eq!(story::detect(&bytes, &name).name, "html", "{name}");
        let parsed = read(&bytes);
        assert_eq!(parsed.warnings, [], "{name}");
        lawful(&parsed.articles[0]);
        insta::assert_snapshot!(name.replace('.', "-"), outline(&parsed.articles[0]));
    }
}

#[test]
fn the_whole_page_is_there_to_be_asked_for() {
    let bytes = sample("news.html");
    let parsed = html::read_whole(
        Input {
            bytes: &bytes,
            name: "",
        },
        &Limits::default(),
    );
    let whole = &parsed.articles[0];
    lawful(whole);
    for furniture in [
        "Subscribe to our newsletter",
        "Most read",
        "Share this article",
    ] {
        assert!(whole.text().contains(furniture), "{furniture}");
        assert!(
            !read(&bytes).articles[0].text().contains(furniture),
            "{furniture}"
        );
    }
}

#[test]
fn pages_of_one_text_are_one_text_in_every_charset() {
    let page = |label: &str| {
        format!(
            "<html><head><meta charset={label}><title>Café à Paris</title></head><body><p>Où est le café\u{a0}? Là-bas, \
             dit-il, à côté de l’église, où l’été, déjà, s’est arrêté.</p></body></html>"
        )
    };
    let expected = read(page("utf-8").as_bytes());
    let expected = expected.articles[0].text();
    assert!(expected.starts_with("Où est le café"));
    let cp1252: Vec<u8> = page("windows-1252")
        .chars()
        .map(|c| {
            if c == '’' {
                0x92
            } else {
                u8::try_from(u32::from(c)).unwrap()
            }
        })
        .collect();
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(page("utf-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [cp1252, utf16] {
        assert_eq!(read(&bytes).articles[0].text(), expected);
    }
}

#[test]
fn truncated_pages_give_what_is_there() {
    for name in ["news.html", "singlefile.html", "figures.html"] {
        let bytes = sample(name);
        for end in (0..bytes.len()).step_by(64) {
            let parsed = read(&bytes[..end]);
            assert_eq!(parsed.articles.len(), 1, "{name} at {end}");
            lawful(&parsed.articles[0]);
        }
    }
}

#[test]
fn limits_hold() {
    let limits = Limits {
        depth: 8,
        nodes: 20,
        ..Limits::default()
    };
    let page = format!("<body>{}<p>Deep down here", "<div>".repeat(50));
    let input = Input {
        bytes: page.as_bytes(),
        name: "",
    };
    let parsed = (format().read)(input, &limits);
    assert!(parsed.articles[0].text().contains("Deep down here"));
    assert_eq!(parsed.warnings.len(), 1, "left-out elements are told of");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_survive(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..60)) {
        let mut bytes = sample("news.html");
        for (at, value) in &flips {
            let at = at.index(bytes.len());
            bytes[at] = *value;
        }
        lawful(&read(&bytes).articles[0]);
    }

    #[test]
    fn any_tag_soup_survives(parts in prop::collection::vec(prop::sample::select(SOUP), 0..120)) {
        lawful(&read(parts.concat().as_bytes()).articles[0]);
    }
}

/// Pieces of markup that go wrong together.
const SOUP: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<a href='/x#y'>",
    "</a>",
    "<a name=y>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<br><br>",
    "<h1>",
    "</h1>",
    "<h2>Related</h2>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<img src=a.jpg alt='é'>",
    "<noscript>",
    "</noscript>",
    "<iframe src='日youtube.com'>",
    "</iframe>",
    "<object>日youtube.com",
    "</object>",
    "<svg><title>",
    "</svg>",
    "<template>",
    "</template>",
    "<select><option>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<base href='http://h.example/'>",
    "A sentence of some length, with commas, which a reader might well take for prose, or so it is hoped. ",
    "word ",
    "é日本 ",
    "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[[{}]]}</script>",
    "<time datetime=2020-02-30>",
    "&#0;&#x110000;",
    "<html><head><title>T",
    "</title>",
    "<body>",
    "<sup><a href='#n'>1</a></sup>",
    "<li id=n>",
    "<ol start=-5>",
    "<hr>",
    "<dl><dt>",
    "<math>",
    "<textarea>",
    "<frameset>",
    "<plaintext>",
    "<td colspan=99999999999>",
    "<p hidden>",
    "<span class='sr-only'>",
];
