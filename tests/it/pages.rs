//! What a saved page gives where its article is cut, folded up, copied or withheld.

use pullquote::{
    article::{Article, BlockKind},
    format::{
        Limits,
        html::{Scope, read_markup},
    },
};

const PROSE: &str = "<p>The lamp burned all night, as it had since 1871, and nobody who saw it from the sea \
    asked why that was so or who it was that kept it lit.</p>";

fn read(html: &str) -> (Article, String) {
    let mut read = read_markup(html, "", "page", &Limits::default(), Scope::Article);
    let warnings: Vec<_> = read.warnings.iter().map(|w| w.message.as_str()).collect();
    let warnings = warnings.join("; ");
    (read.articles.remove(0), warnings)
}

/// The blocks as a reader sees them: headings with their level, the rest by its first words.
fn outline(article: &Article) -> Vec<String> {
    let blocks = article.blocks().iter();
    let line = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().take(4).collect();
        words.join(" ")
    };
    blocks
        .map(|b| match b.kind {
            BlockKind::Heading(level) => {
                format!("h{level} {}", line(b.span.of(article.text())))
            }
            _ => line(b.span.of(article.text())),
        })
        .collect()
}

#[test]
fn an_article_does_not_end_at_a_list_of_others() {
    let article = |inside: &str| format!("<h1>Lamp oil</h1>{}{inside}", PROSE.repeat(3));
    for (name, html, held) in [
        (
            "a recipe below a list, under the headline once more",
            article(&format!(
                "<h2>More great recipes</h2><ul><li><a href=/a>Rock cake</a><li><a href=/b>Fog soup</a></ul>\
                 <h2>Lamp oil</h2><h3>Ingredients</h3><ul><li>two seals, caught</li></ul>{PROSE}"
            )),
            &["h3 Ingredients", "two seals, caught"][..],
        ),
        (
            "a short recipe below a list",
            format!(
                "<h1>Lamp oil</h1>{PROSE}<h2>More great recipes</h2><ul><li><a href=/a>Rock cake</a><li><a href=/b>Fog soup</a></ul>\
                 <h2>Lamp oil</h2><h3>Ingredients</h3><ul><li>two seals, caught<li>a pot<li>salt</ul>{PROSE}"
            ),
            &["h3 Ingredients", "two seals, caught"],
        ),
        (
            "a line that leads to one other story",
            article(&format!(
                "<p><a href=/a>Читайте также: Почему маяки красно-белые</a></p><h2>After</h2>{}",
                PROSE.repeat(2)
            )),
            &["h2 After"],
        ),
    ] {
        let outline = outline(&read(&html).0);
        assert!(
            held.iter().all(|h| outline.iter().any(|o| o == h)),
            "{name}: {outline:?}"
        );
    }
}

#[test]
fn what_is_folded_up_is_read() {
    let button = "<h3><button aria-expanded=false>Oil</button></h3>";
    let html = format!(
        "<h1>Lamps</h1>{}{button}<div hidden>{PROSE}{PROSE}<p>Two seals a week, no more, were enough for the lamp.</div>{}",
        PROSE.repeat(4),
        PROSE.repeat(4)
    );
    let outline = outline(&read(&html).0);
    assert!(
        outline.iter().any(|o| o == "Two seals a week,"),
        "{outline:?}"
    );
}

#[test]
fn sections_like_those_that_are_kept_are_kept() {
    let section = |n: usize, words: &str| {
        format!(
            "<div class='item item-{n}'><h2>{n}. Lamp</h2>{words}<ul><li>Range: {n} miles</ul></div>"
        )
    };
    let short =
        "<p>A lamp of the coast that is seen from far away, and is lit by hand each evening.</p>";
    let html = format!(
        "<h1>Lamps</h1><div>{}{}{}</div>",
        section(1, short),
        section(2, &PROSE.repeat(6)),
        section(3, &PROSE.repeat(6))
    );
    let outline = outline(&read(&html).0);
    for held in ["h2 1. Lamp", "Range: 1 miles", "Range: 3 miles"] {
        assert!(outline.iter().any(|o| o == held), "{held}: {outline:?}");
    }
}

#[test]
fn a_copy_of_an_archive_is_its_page() {
    let html = format!(
        "<title>Lamps</title><link rel=canonical href=https://web.archive.org/web/20200101000000/https://a.example/lamps>\
         <div id=wm-ipp-base><p>01 Jan 2020 to now</p>{}</div><h1>Lamps</h1>{}\
         <p>More of them is <a href=/web/20200101000000/https://a.example/b>there</a>, which is a book.",
        PROSE.replace("lamp", "robot"),
        PROSE.repeat(4)
    );
    let article = read(&html).0;
    assert_eq!(&*article.meta.url, "https://a.example/lamps");
    assert_eq!(&*article.meta.published, "");
    assert!(!article.text().contains("robot"), "{}", article.text());
    assert_eq!(&*article.links()[0].url, "https://a.example/b");
}

#[test]
fn a_page_without_its_text_says_so() {
    for (html, said, words) in [
        (
            "<title>Lamps</title><div id=root></div>".to_owned(),
            "scripts",
            0,
        ),
        (
            format!(
                "<x-page><template shadowrootmode=open><h1>Lamps</h1>{}</template></x-page>",
                PROSE.repeat(2)
            ),
            "",
            50,
        ),
        (
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Lamps\",\
                 \"isAccessibleForFree\":false}}</script><h1>Lamps</h1>{PROSE}"
            ),
            "subscribers",
            20,
        ),
    ] {
        let (article, warnings) = read(&html);
        assert!(warnings.contains(said), "{html}: {warnings}");
        assert_eq!(warnings.is_empty(), said.is_empty(), "{html}: {warnings}");
        assert!(article.text().split_whitespace().count() >= words, "{html}");
    }
}

#[test]
fn small_marks_are_set_apart_or_left_out() {
    for (html, held) in [
        ("<h2 id=a>Oil<a href=#a>¶</a></h2>", "h2 Oil"),
        (
            "<p><sup><a href=#r>22</a></sup>Sometimes it was whale oil that they burned, or so they said.</p>",
            "22 Sometimes it was",
        ),
        ("<figure><img src=a.jpg alt=Lamps></figure>", ""),
        (
            "<figure><img src=a.jpg><figcaption> <span>Lamps.</span><span>Ann Lee / AP</span></figcaption></figure>",
            "Lamps. Ann Lee /",
        ),
    ] {
        let html = format!(
            "<title>Lamps</title><h1>Lamps</h1>{0}{html}{0}",
            PROSE.repeat(3)
        );
        let outline = outline(&read(&html).0);
        assert!(outline.iter().any(|o| o == held), "{html}: {outline:?}");
    }
}

#[test]
fn a_pull_quote_beside_the_text_is_of_it() {
    let quote = "<aside class=\"pullquote\"><p>It was never dark here.</p></aside>";
    let (article, _) = read(&format!(
        "<h1>Lamp oil</h1>{PROSE}{quote}{PROSE}<aside><p>Sign up here for more.</p></aside>"
    ));
    let pulled = |b: &&pullquote::article::Block| b.kind == BlockKind::PullQuote;
    let pulled: Vec<_> = article.blocks().iter().filter(pulled).collect();
    let words: Vec<_> = pulled.iter().map(|b| b.span.of(article.text())).collect();
    assert_eq!(words, ["It was never dark here."]);
    assert!(!article.text().contains("Sign up"));
}

/// The blocks of a page whose article holds `inside` among prose.
fn inside(inside: &str) -> Vec<(BlockKind, String)> {
    let html = format!(
        "<h1>Lamps</h1>{}{inside}{}",
        PROSE.repeat(2),
        PROSE.repeat(2)
    );
    let article = read(&html).0;
    let words = |b: &pullquote::article::Block| b.span.of(article.text()).to_owned();
    let blocks = article.blocks().iter().map(|b| (b.kind, words(b)));
    blocks.collect()
}

#[test]
fn a_number_above_the_line_is_told_from_the_one_on_it() {
    for (html, want) in [
        (
            "The light is 3×10<sup>8</sup> m/s fast.",
            "The light is 3×10⁸ m/s fast.",
        ),
        (
            "A wave of 10<sup>-7</sup> m came.",
            "A wave of 10⁻⁷ m came.",
        ),
        (
            "It burned in 1960<sup><a href=/n>3</a>, <a href=/m>4</a></sup> too.",
            "It burned in 1960³, ⁴ too.",
        ),
        (
            "On the 1<sup>st</sup> it rained<sup>[2]</sup>,<sup>7</sup> too.",
            "On the 1st it rained[2],7 too.",
        ),
        (
            "CO<sub>2</sub> rose over the sea.",
            "CO2 rose over the sea.",
        ),
    ] {
        let blocks = inside(&format!("<p>{html}</p>"));
        assert!(blocks.iter().any(|b| b.1 == want), "{html}: {blocks:?}");
    }
}

#[test]
fn the_lines_of_a_wrapped_source_are_joined_those_of_a_verse_are_not() {
    for (html, want) in [
        (
            "The keeper of the lamp had never been told that the oil<br>\nof two seals a week was enough.",
            "The keeper of the lamp had never been told that the oil of two seals a week was enough.",
        ),
        (
            "The keeper of the <b>lamp</b> had never been told that the oil<br>\n<i>of two</i> seals.",
            "The keeper of the lamp had never been told that the oil of two seals.",
        ),
        (
            "the lamp burns<br>all night<br>on the sea",
            "the lamp burns\nall night\non the sea",
        ),
        (
            "The keeper of the lamp had never been told about the oil.<br>of two seals",
            "The keeper of the lamp had never been told about the oil.\nof two seals",
        ),
        (
            "The keeper of the lamp had never been told that the oil<br>Of two seals",
            "The keeper of the lamp had never been told that the oil\nOf two seals",
        ),
    ] {
        let blocks = inside(&format!("<p>{html}</p>"));
        assert!(blocks.iter().any(|b| b.1 == want), "{html}: {blocks:?}");
    }
}

#[test]
fn the_source_of_a_picture_does_not_stick_to_its_caption() {
    let figure = |words: &str| {
        format!("<figure><img src=a.png><figcaption class=caption>{words}</figcaption></figure>")
    };
    let blocks = inside(&figure(
        "<span>The lamp on Thursday.</span><span>Bo Ek / Coast</span>",
    ));
    let words = "The lamp on Thursday. Bo Ek / Coast".to_owned();
    assert!(blocks.contains(&(BlockKind::Caption, words)), "{blocks:?}");
}

/// What is left of the article of a publication that is `inside`.
fn lamp(inside: &str) -> (String, Vec<String>) {
    let (article, _) = read(&format!(
        "<meta property=og:site_name content='The Lamp'><link rel=canonical href=https://lamp.example/1>\
         <article><h1>Lamp oil</h1>{inside}</article>"
    ));
    (article.text().to_owned(), outline(&article))
}

const TITLES: &str = "<ul><li><a href=/a>Why seals come to the light at night</a>\
    <li><a href=/b>What the keeper saw from his window</a></ul>";

#[test]
fn boxes_of_other_stories_leave_nothing_behind() {
    let prose = PROSE.repeat(3);
    for (name, html, words, held) in [
        (
            "a heading in a box of titles",
            format!("{prose}<div><h2>From the rocks</h2>{TITLES}</div>{prose}"),
            "From the rocks",
            false,
        ),
        (
            "a line over buttons",
            format!(
                "<div><div>Share seals:</div><div class=share><a href=/a>Send</a></div></div>{prose}"
            ),
            "Share seals",
            false,
        ),
        (
            "a heading with its text beside a box",
            format!("{prose}<h2>The rocks</h2><div>{TITLES}</div>{prose}"),
            "The rocks",
            true,
        ),
        (
            "what two shops sell",
            format!(
                "{prose}<div><h3>Lamp glass</h3><p><a href=https://a.example/g>At A</a><p><a href=https://b.example/g>At B</a></div>{prose}"
            ),
            "Lamp glass",
            true,
        ),
    ] {
        let (text, outline) = lamp(&html);
        assert_eq!(text.contains(words), held, "{name}: {outline:?}");
    }
}

#[test]
fn a_list_of_ways_is_told_from_cards_of_other_stories() {
    let prose = PROSE.repeat(4);
    let entry = |n: usize, title: &str| {
        format!(
            "<h2>{n}. <a href=/way{n}>{title}</a></h2><p>It takes an hour, a lamp and a seal that is willing to wait for the tide to turn.</p>"
        )
    };
    let ways: String = ["Ask the keeper", "Wait for the fog", "Follow the gulls"]
        .iter()
        .enumerate()
        .map(|(n, t)| entry(n + 1, t))
        .collect();
    let card = "<div><img src=a.jpg alt=Rocks><span>Related</span><div><h5><a href=/seals>Why seals come to the light</a></h5>\
                <p>They know.</p></div></div>";
    let (text, outline) = lamp(&format!("{prose}{ways}{card}{prose}"));
    for (words, held) in [
        ("Wait for the fog", true),
        ("a seal that is willing", true),
        ("Why seals come", false),
        ("They know", false),
        ("Related", false),
    ] {
        assert_eq!(text.contains(words), held, "{words}: {outline:?}");
    }
}

#[test]
fn a_line_about_the_author_above_the_text_is_none_of_it() {
    let page = |line: &str| {
        format!(
            "<meta name=author content='Ann Lee'><p>{line}</p>{}",
            PROSE.repeat(6)
        )
    };
    for (line, held) in [
        (
            "Ann is a keeper of lamps who has written of seals for twenty years and more in this very paper.",
            false,
        ),
        (
            "Ann Lee has been at sea since she was nine, and writes of it for us from wherever her ship may be.",
            false,
        ),
        (
            "Annie is a seal that lives below the lamp, and nobody knows how old she is or where she came from.",
            true,
        ),
    ] {
        let (text, outline) = lamp(&page(line));
        assert_eq!(text.contains(line), held, "{outline:?}");
    }
}

#[test]
fn marks_of_the_publisher_are_no_part_of_the_story() {
    let prose = PROSE.repeat(4);
    for (name, html, words, held) in [
        (
            "a series",
            format!(
                "{prose}<p><i><b>Dark Seas:</b> The Lamp tells of ships that were lost. Read it <a href=/c>here</a>.</i>"
            ),
            "Dark Seas",
            false,
        ),
        (
            "a logo",
            format!("<a href=/><img src=logo.png alt=Logo></a>{prose}"),
            "Logo",
            false,
        ),
        (
            "a licence",
            format!(
                "{prose}<a href=https://creativecommons.org/licenses/by/4.0/><img src=by.png alt=Licence></a>"
            ),
            "Licence",
            false,
        ),
        (
            "the next page",
            format!("{prose}<p>Next page: <a href=/2>Seals</a>"),
            "Next page",
            false,
        ),
        (
            "a picture that leads elsewhere",
            format!("{prose}<a href=/seals><img src=seal.jpg alt=Seals></a>{prose}"),
            "Seals",
            true,
        ),
    ] {
        let (text, outline) = lamp(&html);
        assert_eq!(text.contains(words), held, "{name}: {outline:?}");
    }
}
