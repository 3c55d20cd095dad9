//! Stories written out and read again.

use std::{fs, path::Path};

use proptest::prelude::*;
use pullquote::{
    article::{Article, Block, BlockKind, Builder, Image, Link, Meta, Style},
    export::{Folder, Shape},
    format::Limits,
    library::{self, Source, Walk},
    story::Story,
    text::Clean,
};

/// What is compared of an article: a line for each block.
fn blocks(article: &Article) -> Vec<String> {
    let drawn = |b: &Block| {
        let kind = match b.kind {
            BlockKind::Image(n) => format!("Image {}", &*article.images()[n as usize].src),
            BlockKind::Row { head, .. } => format!("Row {head}"),
            kind => format!("{kind:?}"),
        };
        let words = b.span.of(article.text()).trim_end_matches('\t');
        let begins = if b.begins { " begins" } else { "" };
        format!("{kind} {}/{}{begins} {words}", b.depth, b.quote)
    };
    article.blocks().iter().map(drawn).collect()
}

/// The first story of what `folder` then holds under this name.
pub(super) fn again(path: &Path) -> Story {
    let source = library::read_file(path, &Limits::default()).unwrap();
    library::stories(&source, &Limits::default())
        .unwrap()
        .remove(0)
}

pub(super) fn written(article: Article, shape: Shape) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let story = Story {
        article,
        ..Story::default()
    };
    let source = Source::new(Path::new("nowhere/a.txt"), b"x".to_vec());
    let path = Folder::new(dir.path(), shape)
        .unwrap()
        .write(&story, &source)
        .unwrap()
        .path;
    (dir, path)
}

#[test]
fn every_sample_reads_the_same_from_its_markdown() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats");
    let mut compared = 0;
    for job in Walk::new(&[samples]) {
        let library::Job::Met(path) = job else {
            panic!("{job:?}")
        };
        let Ok(source) = library::read_file(&path, &Limits::default()) else {
            continue;
        };
        for story in library::stories(&source, &Limits::default()).unwrap_or_default() {
            let first = written(story.article, Shape::Markdown);
            let once = again(&first.1).article;
            let second = written(once.clone(), Shape::Markdown);
            let twice = again(&second.1).article;
            let markdown = fs::read_to_string(&second.1).unwrap();
            assert_eq!(
                blocks(&once),
                blocks(&twice),
                "{}\n{markdown}",
                path.display()
            );
            assert_eq!(once.meta, twice.meta, "{}", path.display());
            compared += 1;
        }
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn nothing_is_lost_on_the_way_through_markdown() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats");
    let words = |article: &Article| article.text().split_whitespace().collect::<String>();
    for job in Walk::new(&[samples]) {
        let library::Job::Met(path) = job else {
            panic!("{job:?}")
        };
        let Ok(source) = library::read_file(&path, &Limits::default()) else {
            continue;
        };
        for story in library::stories(&source, &Limits::default()).unwrap_or_default() {
            let before = story.article.clone();
            let (_dir, file) = written(story.article, Shape::Markdown);
            let after = again(&file).article;
            let known = |m: &Meta| {
                [
                    m.title.clone(),
                    m.url.clone(),
                    m.published.clone(),
                    m.excerpt.clone(),
                ]
            };
            assert_eq!(words(&before), words(&after), "{}", path.display());
            assert_eq!(
                known(&before.meta),
                known(&after.meta),
                "{}",
                path.display()
            );
            assert_eq!(before.meta.tags, after.meta.tags, "{}", path.display());
            assert_eq!(
                before.blocks().len(),
                after.blocks().len(),
                "{}\n{}",
                path.display(),
                fs::read_to_string(&file).unwrap()
            );
        }
    }
}

/// A block as chance will have it.
fn any_block() -> impl Strategy<Value = (u8, u32, u8, String, bool)> {
    let words = "[-#>*_`~\\[\\](){}!<>&;|+=:$.,0-9a-cé“” \\\\]{0,16}";
    (0..12_u8, 0..4_u32, 0..3_u8, words, any::<bool>())
}

fn article(of: &[(u8, u32, u8, String, bool)]) -> Article {
    let mut b = Builder::new();
    b.meta().title = Clean::line("A \"title\": with [signs] # \\");
    let mut depth = 0;
    for (kind, number, quote, words, set) in of {
        let kind = match kind {
            0 => BlockKind::Heading(2),
            1 => BlockKind::Caption,
            2 => BlockKind::Credit,
            3 => BlockKind::Byline,
            4 => BlockKind::Dateline,
            5 => BlockKind::Code,
            6 => BlockKind::Rule,
            7 => BlockKind::Image(b.add_image(Image {
                src: Clean::line("a.png"),
                ..Image::default()
            })),
            8 => BlockKind::Item(None),
            9 => BlockKind::Item(Some(*number)),
            10 => BlockKind::Row {
                table: 0,
                head: false,
            },
            _ => BlockKind::Paragraph,
        };
        depth = match kind {
            BlockKind::Item(_) => (depth + 1).min(1 + number % 3),
            BlockKind::Paragraph => depth.min(number % 3),
            _ => 0,
        };
        let quote = if depth > 0 || matches!(kind, BlockKind::Row { .. } | BlockKind::Image(_)) {
            0
        } else {
            *quote
        };
        let kind = if quote > 0 && kind == BlockKind::Paragraph {
            BlockKind::BlockQuote
        } else {
            kind
        };
        b.nest(u8::try_from(depth).unwrap(), quote);
        b.open(kind);
        if kind == BlockKind::Rule {
            continue;
        }
        b.words("x ");
        if *set && kind != BlockKind::Code {
            let link = b.add_link(Link {
                url: Clean::line("https://a.example/b"),
                to: None,
            });
            b.link(Some(link));
            b.style(Style::EMPHASIS);
        }
        b.words(words);
        b.link(None);
        b.style(Style::PLAIN);
        b.words(" y");
    }
    b.finish()
}

proptest! {
    #[test]
    fn what_is_written_as_markdown_reads_the_same(of in prop::collection::vec(any_block(), 1..8)) {
        let once = article(&of);
        let (_dir, path) = written(once.clone(), Shape::Markdown);
        let markdown = fs::read_to_string(&path).unwrap();
        let twice = again(&path).article;
        prop_assert_eq!(blocks(&once), blocks(&twice), "{}", markdown);
        prop_assert_eq!(&once.meta.title, &twice.meta.title);
    }
}

#[test]
fn a_book_reads_as_the_story_it_was_made_of() {
    let mut b = Builder::new();
    *b.meta() = Meta {
        title: Clean::line("Tom & <Jerry>"),
        byline: Clean::line("Ann Lee"),
        url: Clean::line("https://a.example/1?a=1&b=2"),
        lang: Clean::line("en"),
        published: Clean::line("2015-08-31"),
        aliases: vec![Clean::line("Tom | The Post")],
        saved: Clean::line("2015-09-01T07:00:00+02:00"),
        tags: vec![Clean::line("a"), Clean::line("b")],
        ..Meta::default()
    };
    b.words("One & two.");
    b.open(BlockKind::Heading(2));
    b.words("Then");
    b.open(BlockKind::Paragraph);
    for url in ["https://a.example/ok", "/not/in/the/book", "javascript:x"] {
        let link = b.add_link(Link {
            url: Clean::line(url),
            to: None,
        });
        b.link(Some(link));
        b.words("a link ");
    }
    b.link(None);
    let image = b.add_image(Image {
        src: Clean::line("https://a.example/p.png"),
        ..Image::default()
    });
    b.open(BlockKind::Image(image));
    b.words("A ferry");
    let story = b.finish();
    let (_dir, path) = written(story.clone(), Shape::Epub);
    let bytes = fs::read(&path).unwrap();
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let read = again(&path);
    assert_eq!(read.format, "epub");
    assert_eq!(read.article.text(), story.text());
    let links: Vec<_> = read.article.links().iter().map(|l| &*l.url).collect();
    assert_eq!(links, ["https://a.example/ok"]);
    let known = |m: &Meta| {
        (
            m.title.clone(),
            m.byline.clone(),
            m.url.clone(),
            (m.published.clone(), m.saved.clone(), m.modified.clone()),
            (m.tags.clone(), m.aliases.clone()),
        )
    };
    assert_eq!(known(&read.article.meta), known(&story.meta));
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn no_file_is_written_over_and_pictures_go_along() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("page.html");
    fs::create_dir(dir.path().join("page_files")).unwrap();
    fs::write(
        dir.path().join("page_files/one.png"),
        b"\x89PNG\r\n\x1a\nrest",
    )
    .unwrap();
    fs::write(dir.path().join("secret.png"), b"\x89PNG\r\n\x1a\nsecret").unwrap();
    let body =
        "<p>The lamp burned all night, as it had since 1871, and nobody asked why.</p>".repeat(4);
    let pictures = "<figure><img src='page_files/one.png' alt='A lamp'></figure><figure><img src='../secret.png' alt='B'></figure>\
        <figure><img src='https://a.example/two.png' alt='C'></figure>";
    fs::create_dir(dir.path().join("in")).unwrap();
    let page = {
        let inner = dir.path().join("in/page.html");
        fs::rename(
            dir.path().join("page_files"),
            dir.path().join("in/page_files"),
        )
        .unwrap();
        drop(page);
        fs::write(&inner, format!("<title>Last: 100% #light</title><article><h1>Last: 100% #light</h1>{body}{pictures}</article>")).unwrap();
        inner
    };
    let out = dir.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("Last- 100% #light.md"), "mine").unwrap();
    let source = library::read_file(&page, &Limits::default()).unwrap();
    let story = library::stories(&source, &Limits::default())
        .unwrap()
        .remove(0);
    let mut folder = Folder::new(&out, Shape::Markdown).unwrap();
    let one = folder.write(&story, &source).unwrap();
    let two = folder.write(&story, &source).unwrap();
    let name = |p: &Path| p.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(name(&one.path), "Last- 100% #light (2).md");
    assert_eq!(name(&two.path), "Last- 100% #light (3).md");
    assert_eq!((one.pictures, one.missing), (1, 2));
    assert_eq!(
        fs::read_to_string(out.join("Last- 100% #light.md")).unwrap(),
        "mine"
    );
    let copy = out.join("Last- 100% #light (2)_pictures/1.png");
    assert_eq!(fs::read(copy).unwrap(), b"\x89PNG\r\n\x1a\nrest");
    // The copy of the copy finds its picture again.
    let source = library::read_file(&one.path, &Limits::default()).unwrap();
    let story = library::stories(&source, &Limits::default())
        .unwrap()
        .remove(0);
    assert_eq!(folder.write(&story, &source).unwrap().pictures, 1);
    let names: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|e| name(&e.unwrap().path()))
        .collect();
    assert!(names.iter().all(|n| n.starts_with("Last")), "{names:?}");
}

/// A PNG of one pixel, as far as its first bytes tell.
const PIXEL: &str = "iVBORw0KGgo=";

#[test]
fn pictures_inside_a_file_go_along() {
    let prose = "<p>The lamp burned all night, as it had since 1871, and nobody asked why.</p>";
    let page = |src: &str| {
        let figure = format!("<figure><img src=\"{src}\" alt=Lamp></figure>");
        format!(
            "<title>Last light</title><article>{}{figure}{prose}</article>",
            prose.repeat(4)
        )
    };
    let mail = |header: &str, src: &str, part: &str| {
        let page = page(src);
        format!(
            "{header}MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{page}\r\n\
            --b\r\nContent-Type: image/png\r\n{part}\r\nContent-Transfer-Encoding: base64\r\n\r\n{PIXEL}\r\n--b--\r\n"
        )
    };
    let from =
        "From: a@b.example\r\nDate: Sat, 04 May 2019 06:30:00 +0200\r\nSubject: Last light\r\n";
    let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\nSubject: Last light\r\n";
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    for (name, text) in [
        ("page.html", page(&format!("data:image/png;base64,{PIXEL}"))),
        (
            "page.mhtml",
            mail(saved, "/p.png", "Content-Location: https://a.example/p.png"),
        ),
        ("mail.eml", mail(from, "cid:p@x", "Content-ID: <p@x>")),
    ] {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        // By way of a book, which holds it in turn.
        let mut path = path;
        for shape in [Shape::Epub, Shape::Markdown] {
            let source = library::read_file(&path, &Limits::default()).unwrap();
            let story = again(&path);
            let written = Folder::new(&out, shape)
                .unwrap()
                .write(&story, &source)
                .unwrap();
            assert_eq!(
                (written.pictures, written.missing),
                (1, 0),
                "{name} {shape:?}"
            );
            path = written.path;
        }
        let folder = path.with_extension("").display().to_string() + "_pictures";
        let picture = fs::read(Path::new(&folder).join("1.png")).unwrap();
        assert_eq!(picture, b"\x89PNG\r\n\x1a\n", "{name}");
    }
}
