//! Quotes, on stories written for the purpose: `tests/data/quotes/*.txt`.
//!
//! A story is paragraphs, one a line, after a line that gives its language. The words of a quote stand in `[[ ]]`
//! inside their marks; braces after them say what reading must find: `{speaker|mention|cue}`, or `{-}` where nobody
//! said it, or nothing where only the marks are tested. Where two answers are right, a slash parts them.

use std::{fs, path::Path};

use pullquote::{
    annotate::{Quote, annotate, explain},
    article::{Article, BlockKind, Builder},
    text::Clean,
};

/// What a story says about one quote.
#[derive(Clone, Debug)]
struct Expected {
    words: String,
    /// Speaker, mention, cue; none where nobody said it.
    voice: Option<[String; 3]>,
    /// Only the marks are tested.
    bare: bool,
}

struct Story {
    name: String,
    article: Article,
    expected: Vec<Expected>,
}

fn article(lang: &str, lines: &[String]) -> Article {
    let mut b = Builder::new();
    b.meta().lang = Clean::new(lang.to_owned());
    for line in lines {
        b.open(BlockKind::Paragraph);
        b.words(line);
    }
    b.finish()
}

/// Takes the notation out of a line.
fn strip(line: &str, expected: &mut Vec<Expected>) -> String {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        plain.push_str(before);
        let (words, after) = after.split_once("]]").expect("a quote that ends");
        plain.push_str(words);
        rest = after;
        let note = after.strip_prefix('{').and_then(|a| a.split_once('}'));
        let mut parts = note.map_or("", |n| n.0).split('|').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let voice = [part(), part(), part()];
        if let Some((_, after)) = note {
            rest = after;
        }
        expected.push(Expected {
            words: words.to_owned(),
            bare: note.is_none(),
            voice: (note.is_some_and(|n| n.0 != "-")).then_some(voice),
        });
    }
    plain + rest
}

fn stories() -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/quotes");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let (lang, body) = text.split_once('\n').unwrap();
        let mut expected = Vec::new();
        let lines = body.lines().filter(|l| !l.is_empty());
        let lines: Vec<_> = lines.map(|l| strip(l, &mut expected)).collect();
        Story {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            article: article(lang.trim_start_matches("lang: "), &lines),
            expected,
        }
    };
    paths.iter().map(read).collect()
}

#[test]
fn marks_are_read_as_drawn() {
    for story in stories() {
        let notes = annotate(&story.article);
        let got: Vec<_> = notes
            .quotes
            .iter()
            .map(|q| q.span.of(story.article.text()))
            .collect();
        let want: Vec<_> = story.expected.iter().map(|e| e.words.as_str()).collect();
        assert_eq!(got, want, "{}", story.name);
    }
}

/// What is wrong about a quote, in words.
fn faults(story: &Story, quote: &Quote, want: &Expected) -> Vec<String> {
    let text = story.article.text();
    let told = |what: &str, got: &str, want: &str| {
        let fold = |s: &str| s.to_lowercase().trim_start_matches("the ").to_owned();
        want.split('/')
            .all(|want| fold(got) != fold(want))
            .then(|| {
                format!(
                    "{}: {:?}: {what} {got:?}, not {want:?}",
                    story.name,
                    want_words(quote, text)
                )
            })
    };
    let Some([name, mention, cue]) = &want.voice else {
        return told(
            "kind",
            if quote.kind.is_speech() {
                "speech"
            } else {
                "none"
            },
            "none",
        )
        .into_iter()
        .collect();
    };
    let voice = quote.voice.as_ref();
    let of = |span: Option<pullquote::text::Span>| span.map_or("", |s| s.of(text));
    [
        told("speaker", of(voice.map(|v| v.name)), name),
        told(
            "mention",
            of(voice.and_then(|v| v.mention).map(|m| m.span)),
            mention,
        ),
        told("cue", of(voice.and_then(|v| v.cue)), cue),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn want_words<'a>(quote: &Quote, text: &'a str) -> &'a str {
    quote.span.of(text)
}

#[test]
fn speakers_are_found_as_drawn() {
    let mut wrong = Vec::new();
    for story in stories() {
        let notes = annotate(&story.article);
        for (quote, want) in notes.quotes.iter().zip(&story.expected) {
            if !want.bare {
                wrong.extend(faults(&story, quote, want));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} faults\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn explaining_takes_the_same_path() {
    for story in stories() {
        let notes = annotate(&story.article);
        let why = explain(&story.article);
        let quotes: Vec<_> = why.iter().map(|e| e.quote.clone()).collect();
        assert_eq!(quotes, notes.quotes, "{}", story.name);
        // What goes on in the next paragraph may have its voice from there.
        let own = |q: &Quote| q.voice.is_some() && !q.continues;
        for e in why.iter().filter(|e| own(&e.quote)) {
            let best = e.candidates.first().and_then(|c| c.span);
            assert_eq!(
                best,
                e.quote
                    .voice
                    .as_ref()
                    .and_then(|v| v.mention)
                    .map(|m| m.span)
            );
        }
    }
}
