//! Quotes, on stories written for the purpose: `tests/data/quotes/*.txt`.
//!
//! A story is paragraphs, one a line, after a line that gives its language. The words of a quote stand in `[[ ]]`
//! inside their marks; braces after them say what reading must find: `{speaker|mention|cue}`, or `{-}` where nobody
//! said it, or nothing where only the marks are tested. Where two answers are right, a slash parts them. A fourth part
//! may name who passed it on.
//!
//! The stories in `tests/data/quotes/unseen` were written after the model was fitted and are not for fitting: they say
//! how it does on text it has not met, and are held to a floor.

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
    /// Speaker, mention, cue, who passed it on; none where nobody said it.
    voice: Option<[String; 4]>,
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
        let voice = [part(), part(), part(), part()];
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
    stories_in("tests/data/quotes")
}

fn stories_in(folder: &str) -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let parts = text.split("\n---\n").enumerate();
        let parts = parts.map(|(n, part)| story(&format!("{name} {}", n + 1), part));
        parts.collect::<Vec<_>>()
    };
    paths.iter().flat_map(read).collect()
}

/// A story: its language in the first line, then its paragraphs. A line of three hyphens parts the stories of a file.
fn story(name: &str, text: &str) -> Story {
    let (lang, body) = text.split_once('\n').unwrap();
    let mut expected = Vec::new();
    let lines = body.lines().filter(|l| !l.is_empty());
    let lines: Vec<_> = lines.map(|l| strip(l, &mut expected)).collect();
    Story {
        name: name.to_owned(),
        article: article(lang.trim_start_matches("lang: "), &lines),
        expected,
    }
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
    let Some([name, mention, cue, relay]) = &want.voice else {
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
        told("relay", of(voice.and_then(|v| v.relay)), relay).filter(|_| !relay.is_empty()),
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
            let mention = e.quote.voice.as_ref().and_then(|v| v.mention);
            // The words may name another beside the candidate: "Cummings and Conyers".
            let whole = best
                .zip(mention)
                .map(|(b, m)| m.span.start <= b.start && b.end <= m.span.end);
            assert_eq!(whole, Some(true), "{}", story.name);
        }
    }
}

/// What was right of the quotes of stories, as shares of what was asked for.
#[derive(Debug, Default)]
struct Score {
    /// Runs between marks that were found as drawn, of all drawn.
    marks: (usize, usize),
    /// Runs told rightly to be speech or not.
    kinds: (usize, usize),
    /// Speech whose speaker was found, and whose words that name him were.
    speakers: (usize, usize),
    mentions: (usize, usize),
    wrong: Vec<String>,
}

impl Score {
    fn count(part: &mut (usize, usize), right: bool) {
        part.1 += 1;
        part.0 += usize::from(right);
    }

    fn add(&mut self, story: &Story) {
        let notes = annotate(&story.article);
        let text = story.article.text();
        let mut from = 0;
        for want in &story.expected {
            let at = from + text[from..].find(&want.words).expect("words of the text");
            from = at + want.words.len();
            let span = pullquote::text::Span::new(at, from);
            let found = notes.quotes.iter().find(|q| q.span == span);
            Self::count(&mut self.marks, found.is_some());
            let Some(quote) = found else {
                self.wrong
                    .push(format!("{}: marks: {:?}", story.name, want.words));
                continue;
            };
            if want.bare {
                continue;
            }
            let faults = faults(story, quote, want);
            // Words that may be either count for neither.
            let either = want.voice.as_ref().is_some_and(|v| v[0].starts_with('-'));
            let kind = quote.kind.is_speech() == want.voice.is_some();
            Self::count(&mut self.kinds, kind || either);
            if !kind {
                if !either {
                    self.wrong
                        .push(format!("{}: kind: {:?}", story.name, want.words));
                }
                continue;
            }
            if want.voice.is_some() {
                let has = |what: &str| faults.iter().any(|f| f.contains(&format!(": {what} ")));
                Self::count(&mut self.speakers, !has("speaker"));
                Self::count(&mut self.mentions, !has("mention"));
                self.wrong.extend(faults);
            }
        }
    }
}

/// The floors are what was reached when the stories were written; a better model may raise them, none may fall below.
fn holds(folder: &str, quotes: usize, floors: [usize; 4]) {
    let mut score = Score::default();
    for story in stories_in(folder) {
        score.add(&story);
    }
    assert!(score.marks.1 >= quotes, "{}", score.marks.1);
    let parts = [score.marks, score.kinds, score.speakers, score.mentions];
    let names = ["marks", "kinds", "speakers", "mentions"];
    for ((what, (right, all)), floor) in names.into_iter().zip(parts).zip(floors) {
        let wrong = score.wrong.join("\n");
        assert!(
            right * 100 >= floor * all,
            "{what}: {right} of {all} is below {floor} %\n{wrong}"
        );
    }
}

#[test]
fn stories_never_met_are_read_as_well_as_before() {
    holds("tests/data/quotes/unseen", 250, [97, 94, 83, 83]);
}

#[test]
fn snippets_of_every_style_are_read_as_well_as_before() {
    holds("tests/data/quotes/snippets", 160, [98, 95, 88, 88]);
}

#[test]
fn the_author_of_a_column_is_who_says_i() {
    let mut b = Builder::new();
    b.meta().lang = Clean::new("en");
    b.open(BlockKind::Byline);
    b.words("By Jane Doerr");
    b.open(BlockKind::Paragraph);
    b.words("The guard looked at my shoes. “You cannot wear those,” he said. “I have no others,” I said.");
    let article = b.finish();
    let notes = annotate(&article);
    let last = notes.quotes.last().and_then(|q| q.voice.clone()).unwrap();
    assert_eq!(last.name.of(article.text()), "Jane Doerr");
    assert_eq!(last.mention.unwrap().span.of(article.text()), "I");
}
