//! Files to articles: what each reader of files makes of small samples, and laws that hold for every input.

use std::{fmt::Write, fs, path::Path};

use proptest::prelude::*;
use pullquote::{
    article::{Article, Block, BlockKind, Meta},
    decode,
    format::{self, FORMATS, Input, Limits, Parsed},
    story,
    text::Clean,
};

fn read(bytes: &[u8], name: &str) -> Parsed {
    (story::detect(bytes, name).read)(Input { bytes, name }, &Limits::default())
}

/// An article as lines: what is known about it, then a block a line, links as `[words](address)`.
fn outline(article: &Article) -> String {
    let mut drawn = facts(&article.meta);
    let headline = article.headline();
    for (n, block) in article.blocks().iter().enumerate() {
        let headed = if headline == Some(n) { " headline" } else { "" };
        let nest = match (block.depth, block.quote) {
            (0, 0) => String::new(),
            (depth, quote) => format!(" in {depth}/{quote}"),
        };
        let words = linked(article, block).replace('\n', "⏎").replace('\t', "→");
        writeln!(drawn, "{:?}{nest}{headed}: {words}", block.kind).unwrap();
    }
    for image in article.images() {
        writeln!(
            drawn,
            "image {} {}x{} {}",
            &*image.src, image.width, image.height, &*image.alt
        )
        .unwrap();
    }
    drawn
}

fn facts(meta: &Meta) -> String {
    let joined = |list: &[Clean]| {
        list.iter()
            .map(Clean::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let shelf = meta
        .shelf
        .as_ref()
        .map(|s| format!("read {}", s.read))
        .unwrap_or_default();
    let facts = [
        ("title", meta.title.to_string()),
        ("byline", meta.byline.to_string()),
        ("site", meta.site.to_string()),
        ("credit", meta.credit.to_string()),
        ("excerpt", meta.excerpt.to_string()),
        ("url", meta.url.to_string()),
        ("published", meta.published.to_string()),
        ("modified", meta.modified.to_string()),
        ("saved", meta.saved.to_string()),
        ("tags", joined(&meta.tags)),
        ("shelf", shelf),
    ];
    let known = facts.iter().filter(|(_, value)| !value.is_empty());
    let mut lines: Vec<String> = known
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    lines.push("\n".to_owned());
    lines.join("\n")
}

fn linked(article: &Article, block: &Block) -> String {
    let mut drawn = String::new();
    let mut at = block.span.start;
    for mark in article.marks(block.span) {
        let words = |from: u32, to: u32| {
            pullquote::text::Span::new(from as usize, to as usize).of(article.text())
        };
        drawn.push_str(words(at, mark.span.start));
        let style = format!("{:?}", mark.style)
            .replace("Style(", "")
            .replace(')', "");
        let link = mark.link.map(|n| &article.links()[n as usize]);
        let (to, url) = link.map_or((None, ""), |l| (l.to, &*l.url));
        let to = to.map(|to| format!("@{to}")).unwrap_or_default();
        write!(
            drawn,
            "[{}]({style} {url}{to})",
            words(mark.span.start, mark.span.end)
        )
        .unwrap();
        at = mark.span.end;
    }
    drawn.push_str(&article.text()[at as usize..block.span.end as usize]);
    drawn
}

fn samples(of: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/formats")
        .join(of);
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    let sample = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap())
    };
    names.into_iter().map(sample).collect()
}

fn outlines(of: &str) -> String {
    let mut drawn = String::new();
    for (name, bytes) in samples(of) {
        let parsed = read(&bytes, &name);
        writeln!(drawn, "=== {name} as {}", story::detect(&bytes, &name).name).unwrap();
        for warning in parsed.warnings {
            writeln!(drawn, "warning: {}", warning.message).unwrap();
        }
        parsed
            .articles
            .iter()
            .for_each(|a| drawn.push_str(&outline(a)));
        drawn.push('\n');
    }
    drawn
}

#[test]
fn plain_text_is_told_apart() {
    insta::assert_snapshot!(outlines("text"));
}

#[test]
fn markdown_is_read() {
    insta::assert_snapshot!(outlines("markdown"));
}

#[test]
fn formats_are_told_by_content() {
    for (bytes, name, format) in [
        ("Prose.\n\n* one\n* two\n", "notes.txt", "text"),
        ("Prose.\n\n* one\n* two\n", "", "text"),
        ("Prose.\n", "notes.md", "markdown"),
        (
            "# A title\n\nSee [this](http://a.example).\n",
            "notes.txt",
            "markdown",
        ),
        ("#!/bin/sh\n# a comment\n# another\necho\n", "a.txt", "text"),
        ("---\ntitle: T\n---\nProse.\n", "notes.txt", "text"),
        ("---\ntitle: T\n---\nProse.\n", "notes.md", "markdown"),
        ("---\ntitle: T\n---\n## Head\n", "notes", "markdown"),
        ("Prose.\n\n@highlight\n\nShort.\n", "a.txt", "story"),
        ("As shown [1] and [2](see below).\n", "a.txt", "text"),
    ] {
        assert_eq!(
            story::detect(bytes.as_bytes(), name).name,
            format,
            "{bytes:?}"
        );
    }
}

#[test]
fn a_picture_gives_no_article_and_a_reason() {
    let parsed = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt");
    assert_eq!(parsed.articles.len(), 0);
    assert_eq!(&*parsed.warnings[0].message, "a PNG picture, not text");
}

#[test]
fn limits_keep_the_words_and_say_so() {
    let text = "One.\n\nTwo.\n\nThree.\n\nFour.\n";
    for name in ["a.txt", "a.md"] {
        let limits = Limits {
            nodes: 2,
            ..Limits::default()
        };
        let input = Input {
            bytes: text.as_bytes(),
            name,
        };
        let parsed = (story::detect(text.as_bytes(), name).read)(input, &limits);
        assert!(parsed.articles[0].blocks().len() <= 3, "{name}");
        assert_eq!(
            parsed.articles[0].text(),
            "One.\nTwo.\nThree.\nFour.",
            "{name}"
        );
        assert_eq!(parsed.warnings.len(), 1, "{name}");
        let limits = Limits {
            bytes: 10,
            ..Limits::default()
        };
        let parsed = (story::detect(text.as_bytes(), name).read)(input, &limits);
        assert_eq!(parsed.articles[0].text(), "One.\nTwo.", "{name}");
        assert_eq!(parsed.warnings.len(), 1, "{name}");
    }
    let deep = format!("{}deep", "> ".repeat(1000));
    let limits = Limits {
        depth: 5,
        ..Limits::default()
    };
    let parsed = (format::FORMATS
        .iter()
        .find(|f| f.name == "markdown")
        .unwrap()
        .read)(
        Input {
            bytes: deep.as_bytes(),
            name: "",
        },
        &limits,
    );
    assert_eq!(parsed.articles[0].blocks()[0].quote, 5);
}

#[test]
fn links_inside_an_article_lead_to_their_words() {
    let text = "# T\n\nSee [below](#the-end) and[^n] and [nowhere](#none).\n\n## The *end*\n\n[^n]: A note.\n";
    let article = &read(text.as_bytes(), "a.md").articles[0];
    let leads = |n: usize| {
        article.links()[n]
            .to
            .map(|to| &article.text()[to as usize..])
    };
    assert!(leads(0).unwrap().starts_with("The end\n"));
    assert!(leads(1).unwrap().starts_with("[n] A note."));
    assert_eq!(leads(2), None);
}

#[test]
fn sentences_above_a_headline_are_not_navigation() {
    let page = String::from_utf8(
        samples("text")
            .into_iter()
            .find(|(name, _)| name == "page.txt")
            .unwrap()
            .1,
    )
    .unwrap();
    let warned = "the navigation above the headline was left out";
    let parsed = read(page.as_bytes(), "page.txt");
    assert_eq!(&*parsed.warnings[0].message, warned);
    let sentence = "This sentence stands above the headline of the page and says something that a reader may well want to know.\n\n";
    let parsed = read(format!("{sentence}{page}").as_bytes(), "page.txt");
    assert!(parsed.warnings.is_empty());
    assert_eq!(
        &*parsed.articles[0].meta.title,
        "Council weighs new bridge over the river"
    );
    assert!(parsed.articles[0].text().contains(sentence.trim()));
}

/// The laws of every article.
pub(crate) fn assert_lawful(article: &Article) {
    let text = article.text();
    assert_eq!(Clean::new(text).as_str(), text, "not clean");
    let mut end = 0;
    for (n, block) in article.blocks().iter().enumerate() {
        let range = block.span.range();
        assert!(
            text.get(range.clone()).is_some(),
            "block {n} is off a character"
        );
        assert!(range.start >= end, "block {n} begins in the one before");
        end = range.end;
        let words = block.span.of(text);
        let kept = matches!(block.kind, BlockKind::Code | BlockKind::Row { .. });
        assert!(
            kept || !words.contains(['\t']) && !words.contains("  "),
            "block {n}: {words:?}"
        );
    }
    let mut end = 0;
    for mark in article.all_marks() {
        assert!(
            mark.span.start >= end && text.get(mark.span.range()).is_some(),
            "{mark:?}"
        );
        assert!(
            mark.link
                .is_none_or(|n| (n as usize) < article.links().len())
        );
        end = mark.span.end;
    }
    assert!(!article.meta.title.contains('\n'));
}

fn assert_all_lawful(bytes: &[u8]) {
    for name in ["a.txt", "a.md", "a.story", ""] {
        read(bytes, name).articles.iter().for_each(assert_lawful);
    }
    for format in FORMATS {
        let parsed = (format.read)(Input { bytes, name: "a" }, &Limits::default());
        parsed.articles.iter().for_each(assert_lawful);
    }
}

/// Text of the kinds of things that readers look for.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z ]{0,70}",
        1 => "\\PC{0,12}",
        1 => "[\\x00-\\x1f\\x7f-\\u{9f}]{0,3}",
        4 => prop::sample::select(vec![
            "\n", "\n\n", "\n\n\n\n", "\r\n", "\t", "   ", "- ", "* ", "1. ", "2. ", "> ", ">> ", "# ", "## ", "***",
            "---\n", "+++\n", "===\n", "key: value\n", "title: \"x\n", "[1]", "[", "](", ")", "![", "`", "```\n", "|", "|--|\n", "<b>", "</",
            "<!--", "-->", "[^1]", "[^1]: ", "@highlight\n", "By Ann Lee\n", "May 7, 2013\n", "CHAPTER I\n", "References\n",
            "\u{301}\u{301}\u{301}\u{301}\u{301}", "\u{202e}", "\u{200b}", "\u{ad}\n", "-\n", "—\n", "。\n", "\u{1b}]0;", "\u{1b}[31m",
            "\u{7}", "\u{9b}", "\u{a0}", "é", "日本", "👩\u{200d}💻", "&#27;", "&amp;", "$a$", "~~", "[[a|b]]", "\\",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_lawfully(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        assert_all_lawful(&bytes);
    }

    #[test]
    fn any_text_is_read_lawfully(text in any_text()) {
        assert_all_lawful(text.as_bytes());
    }

    #[test]
    fn cleaning_is_at_rest_after_once(text in any_text(), more in any::<String>()) {
        for text in [text, more] {
            let clean = Clean::new(&*text);
            prop_assert_eq!(&Clean::new(clean.as_str()), &clean);
            let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
            prop_assert!(!clean.contains(odd));
            prop_assert!(!Clean::line(&text).contains(['\n', '\t']));
        }
    }

    #[test]
    fn decoding_a_borrowed_view_is_decoding(bytes in prop::collection::vec(any::<u8>(), 0..600), text in any_text()) {
        for bytes in [&bytes[..], text.as_bytes()] {
            let (view, decoded) = (decode::view(bytes, None), decode::decode(bytes, None));
            prop_assert_eq!(&*view.text, decoded.text.as_str());
            prop_assert_eq!(Clean::new(&*view.text), decoded.text);
        }
    }

    #[test]
    fn no_word_of_a_plain_text_is_lost(
        lines in prop::collection::vec(prop_oneof![3 => "[a-zA-Z,. \u{a0}é“”—]{0,90}", 1 => Just(String::new())], 0..40),
    ) {
        // Letters and stops only: the signs of lists, rules and quotes are no words.
        let solid = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assume!(!lines.iter().any(|l| solid(l).starts_with("———")));
        let parsed = read(lines.join("\n").as_bytes(), "a.txt");
        prop_assert_eq!(solid(parsed.articles[0].text()), solid(&lines.concat()));
    }
}

#[test]
fn every_sample_cut_anywhere_is_read_lawfully() {
    for of in ["text", "markdown"] {
        for (name, bytes) in samples(of) {
            for cut in (0..bytes.len()).step_by(64) {
                read(&bytes[..cut], &name)
                    .articles
                    .iter()
                    .for_each(assert_lawful);
            }
        }
    }
}

/// A long text made of the samples' bodies over and over.
fn long(sample: &[u8]) -> Vec<u8> {
    let mut text = sample.to_vec();
    while text.len() < 200_000 {
        text.extend_from_slice(b"\n\n");
        text.extend_from_slice(sample);
    }
    text
}

#[test]
fn a_beginning_reads_as_a_beginning_of_the_whole() {
    for (name, bytes) in samples("text") {
        let text = long(&bytes);
        let format = story::detect(&text, &name);
        if !format.streams {
            continue;
        }
        let whole = &(format.read)(
            Input {
                bytes: &text,
                name: &name,
            },
            &Limits::default(),
        )
        .articles[0];
        let ends = memchr::memmem::find_iter(&text, b"\n\n").filter(|end| *end > 64 << 10);
        for end in ends.step_by(37) {
            let begun = &(format.read)(
                Input {
                    bytes: &text[..=end],
                    name: &name,
                },
                &Limits::default(),
            )
            .articles[0];
            assert!(
                whole.text().starts_with(begun.text()),
                "{name} cut at {end}"
            );
            assert!(
                whole.blocks().starts_with(begun.blocks()),
                "{name} cut at {end}"
            );
            assert_eq!(whole.meta.title, begun.meta.title, "{name} cut at {end}");
        }
    }
}
