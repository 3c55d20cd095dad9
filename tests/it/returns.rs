//! Stories written in every shape and opened again.

use super::export::{again, written};
use pullquote::{
    article::{Article, BlockKind, Meta},
    export::Shape,
    format::Limits,
    library::{self, Walk},
    story::Story,
    text::Clean,
};
use std::{fs, path::Path};

/// A story with all that one may hold.
const RICH: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><title>The harbour: “a song” | The Post</title>
<meta property="og:title" content="The harbour: “a song”"><meta name="twitter:title" content="How the harbour sang">
<meta property="og:site_name" content="The Post"><meta name="author" content="Ann Lee, Bo Roe">
<meta property="article:published_time" content="2023-11-10T08:00:00+01:00"><meta property="article:modified_time" content="2023-11-12">
<meta property="article:tag" content="sea"><meta property="article:tag" content="ice, thick &amp; thin">
<link rel="canonical" href="https://post.example/ice?a=1&amp;b=2"><meta name="description" content="It froze: nobody slept.">
</head><body><article><h1>The harbour: “a song”</h1>
<figure><img src="https://post.example/a.jpg" alt="Ice in the harbour" width="640" height="480">
<figcaption>Ice in the harbour on Tuesday. <span class="credit">Photo: Mara Holm</span></figcaption></figure>
<p>SALTMERE — The harbour at Saltmere froze on Tuesday night for the first time since 1963, and nobody could sleep for the noise.</p>
<p>“It sings,” said Marta Vogel, who has kept the light for eleven winters. “You can hear the plates move <em>against</em>
each other like <strong>bells</strong>.” See <a href="https://c.example/x?y=1">the log</a> and <code>ice.rs</code>.</p>
<h2>What the ice did</h2>
<ul><li>It closed the <a href="https://c.example/f">ferry</a><ul><li>twice a day<ol><li>noon</li><li>night</li></ol></li></ul></li>
<li>It broke the pier</li></ul><ol start="3"><li>Third thing</li><li>Fourth thing</li></ol>
<blockquote><p>Ice is the sea asleep.</p><p>So my mother said.</p></blockquote>
<h3>By the numbers</h3><table><tr><th>Place</th><th>Depth</th></tr><tr><td>Pier</td><td>12 cm</td></tr><tr><td>Mouth | outer</td><td>9 cm</td></tr></table>
<pre><code class="language-rust">fn main() {
    let x = 1 &lt; 2;

}</code></pre>
<dl><dt>Frazil</dt><dd>Fine needles of ice.</dd><dt>Nilas</dt><dd>A thin crust that bends.</dd></dl>
<p>The depth grows as <math><semantics><mrow><mi>h</mi><mo>=</mo><mi>k</mi></mrow><annotation encoding="application/x-tex">h = k</annotation></semantics></math> in still air.</p>
<p><strong>Read more:</strong> <a href="https://post.example/2/">How the ferry learned to wait</a></p><hr>
<p>“We waited,” said the ferryman,<br>Ole Vik, who <del>never</del> waits. He called it a holiday for “experts”.</p>
<p>By Friday the channel had closed again, and the ferry would not run before the end of the month at the earliest.</p></article></body></html>"#;

/// What is compared of a block: what it is and its words.
fn lines(article: &Article) -> Vec<String> {
    let line = |b: &pullquote::article::Block| {
        let kind = match b.kind {
            BlockKind::Image(n) => format!("Image {:?}", article.images().get(n as usize)),
            BlockKind::Row { head, .. } => format!("Row {head}"),
            kind => format!("{kind:?} {}", b.depth),
        };
        format!("{kind} {}", b.span.of(article.text()))
    };
    article.blocks().iter().map(line).collect()
}

/// What is known, but for where a story was filed.
fn known(meta: &Meta) -> Meta {
    Meta {
        shelf: None,
        text_in: Clean::default(),
        ..meta.clone()
    }
}

fn addresses(article: &Article) -> Vec<(&str, &str)> {
    let linked = article.all_marks().iter();
    let linked = linked.filter_map(|m| Some((m.span.of(article.text()), m.link?)));
    linked
        .map(|(words, n)| (words, &*article.links()[n as usize].url))
        .collect()
}

fn quotes(story: &Story) -> Vec<(&str, Option<&str>)> {
    let text = story.article.text();
    let quotes = story.notes.quotes.iter();
    quotes
        .map(|q| (q.span.of(text), q.voice.as_ref().map(|v| v.name.of(text))))
        .collect()
}

#[test]
fn a_rich_story_comes_back_from_every_shape_that_can_hold_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rich.html");
    fs::write(&path, RICH).unwrap();
    let story = again(&path);
    assert_eq!(
        story.article.blocks().len(),
        30,
        "{:#?}",
        lines(&story.article)
    );
    assert_eq!(quotes(&story).len(), 5, "{:?}", quotes(&story));
    for shape in [Shape::Html, Shape::Json, Shape::Markdown] {
        let (_dir, path) = written(story.article.clone(), shape);
        let back = again(&path);
        // Markdown has no place for an alternative text that the caption says again, nor for the size of a picture.
        let same = |line: &String| shape != Shape::Markdown || !line.starts_with("Image");
        let only = |article: &Article| -> Vec<String> {
            lines(article).into_iter().filter(same).collect()
        };
        assert_eq!(only(&story.article), only(&back.article), "{shape:?}");
        let mut meta = known(&back.article.meta);
        // Stated apart only where it does not stand in the text.
        meta.credit.clone_from(&story.article.meta.credit);
        assert_eq!(known(&story.article.meta), meta, "{shape:?}");
        assert_eq!(
            addresses(&story.article),
            addresses(&back.article),
            "{shape:?}"
        );
        assert_eq!(quotes(&story), quotes(&back), "{shape:?}");
    }
}

/// Each story of each sample, with a name to tell it by.
fn samples() -> impl Iterator<Item = (String, Story)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats");
    let jobs = Walk::new(&[folder]);
    jobs.flat_map(|job| {
        let library::Job::Met(path) = job else {
            panic!("{job:?}")
        };
        let source = library::read_file(&path, &Limits::default()).ok();
        let stories = source.and_then(|s| library::stories(&s, &Limits::default()).ok());
        let named = move |story: Story| (format!("{}#{}", path.display(), story.nth), story);
        stories.unwrap_or_default().into_iter().map(named)
    })
}

#[test]
fn every_sample_comes_back_from_json() {
    let mut compared = 0;
    for (name, story) in samples() {
        let (_dir, path) = written(story.article.clone(), Shape::Json);
        let back = again(&path).article;
        assert_eq!(story.article.text(), back.text(), "{name}");
        let kinds = |article: &Article| -> Vec<String> {
            let kind = |b: &pullquote::article::Block| match b.kind {
                BlockKind::Image(_) => "Image".to_owned(),
                BlockKind::Row { head, .. } => format!("Row {head}"),
                kind => format!("{kind:?}"),
            };
            let mut kinds: Vec<_> = article.blocks().iter().map(kind).collect();
            // A line end in a quote may part lines or paragraphs.
            kinds.dedup_by(|a, b| a == b && a == "BlockQuote");
            kinds
        };
        assert_eq!(kinds(&story.article), kinds(&back), "{name}");
        for (before, after) in [
            (&story.article.meta.title, &back.meta.title),
            (&story.article.meta.byline, &back.meta.byline),
            (&story.article.meta.url, &back.meta.url),
            (&story.article.meta.published, &back.meta.published),
            (&story.article.meta.saved, &back.meta.saved),
            (&story.article.meta.lang, &back.meta.lang),
        ] {
            assert!(
                before == after || before.is_empty(),
                "{name}: {before:?} {after:?}"
            );
        }
        assert_eq!(story.article.meta.tags, back.meta.tags, "{name}");
        assert_eq!(story.article.meta.aliases, back.meta.aliases, "{name}");
        compared += 1;
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn nothing_is_lost_on_the_way_through_html() {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    for (name, story) in samples() {
        let (_dir, path) = written(story.article.clone(), Shape::Html);
        let back = again(&path).article;
        let text = squeezed(back.text());
        // What a picture shows is said by its caption where it has one.
        let blocks = story.article.blocks().iter();
        let told = blocks.filter(|b| !matches!(b.kind, BlockKind::Image(_)));
        let mut from = 0;
        for block in told {
            let words = squeezed(block.span.of(story.article.text()));
            let at = text[from..].find(&words);
            from += at.unwrap_or_else(|| panic!("{name}: {words}\n{text}")) + words.len();
        }
        let known = |meta: &pullquote::article::Meta| {
            let list = [&*meta.tags, &*meta.aliases].map(|l| format!("{l:?}"));
            let named = [
                &meta.title,
                &meta.byline,
                &meta.site,
                &meta.credit,
                &meta.excerpt,
            ];
            let dates = [&meta.published, &meta.modified, &meta.saved];
            let lines = named.into_iter().chain(dates).map(ToString::to_string);
            lines.chain(list).collect::<Vec<_>>()
        };
        assert_eq!(known(&story.article.meta), known(&back.meta), "{name}");
    }
}
