//! What of a page is its article: each case is what stands around or inside one, and whether a reader gets to see it.

use pullquote::{
    article::BlockKind::{Caption, Paragraph},
    format::{Limits, html},
};

/// Prose long enough to be an article.
fn prose(about: &str) -> String {
    let line = format!(
        "<p>The {about} burned all night, as it had since 1871, and nobody who saw it from the sea asked why that was \
         so, or who it was that kept it lit when the winter came and the boats stayed in the harbour."
    );
    line.repeat(4)
}

/// The texts of the blocks of a page.
fn shown(html: &str) -> Vec<String> {
    let limits = Limits::default();
    let parsed = html::read_markup(
        html,
        "https://sea.example/lamp",
        "",
        &limits,
        html::Scope::Article,
    );
    let article = parsed.articles.first().unwrap();
    let texts = article.blocks().iter().map(|b| b.span.of(article.text()));
    texts.map(str::to_owned).collect()
}

/// Whether a page with a headline, `top` above its prose, `middle` inside and `end` below shows `text`.
fn shows(top: &str, middle: &str, end: &str, text: &str) -> bool {
    let page = format!(
        "<title>The lamp of the sound</title><body><div id=page><article><h1>The lamp of the sound</h1>{top}\
         <div class=text>{}{middle}{}</div></article>{end}</div>",
        prose("lamp"),
        prose("wick")
    );
    shown(&page).iter().any(|t| t.contains(text))
}

#[test]
fn what_the_article_holds_is_shown() {
    for (top, middle) in [
        ("<h3 class='subtitle x1'>What HELD kept burning</h3>", ""),
        (
            "",
            "<h2 id='h-what-held-is-social-sharing'>What HELD is</h2>",
        ),
        (
            "",
            "<div class=accordion><div class='panel panel-hidden'><p>The keeper HELD the wick with both of his hands \
             for as long as the storm went on, he says.</p></div></div>",
        ),
        ("", "<ul><li>HELD: bake the cookies for ten minutes</ul>"),
        (
            "",
            "<ul><li>The keeper HELD that nobody who is paid for his oil will earn a commission, and that all who \
             are given a share of it by the owners of the boats should say so.</ul>",
        ),
    ] {
        assert!(shows(top, middle, "", "HELD"), "{top}{middle}");
    }
}

#[test]
fn furniture_is_not_shown() {
    for (top, middle, end) in [
        ("<p>3 minute read</p>", "", ""),
        ("<p>Reading time: 4 minutes</p>", "", ""),
        ("<p>News > Bygone</p>", "", ""),
        ("<p>1873</p>", "", ""),
        (
            "<p>By Bygone Smith and Bo Ek of the Sound Gazette on Monday, November 18th, 2019 at 11:08 a.m.</p>",
            "",
            "",
        ),
        (
            "<p class=byline>Bygone Smith, senior keeper of lamps and Ann Lee, keeper of wicks, Monday, May 4, 2015</p>",
            "",
            "",
        ),
        ("", "<p>1,693 views</p>", ""),
        ("", "<p>WhatsApp Facebook Pin Bygone</p>", ""),
        ("", "<p>The lamp of the sound</p>", ""),
        (
            "",
            "<p><a href=/a>Bygone lamps burn on</a> [PICTURES]<br><a href=/b>Bygone wicks burn</a> [VIDEO]<br>\
             <a href=/c>Bygone keepers of the sea</a></p>",
            "",
        ),
        ("", "<p>A post shared by Ann Lee (@annlee)</p>", ""),
        (
            "",
            "<p>This shop of lamps is supported by readers like you: when you buy through a link, the keeper of it may \
             earn a commission, which goes into oil, and wicks, and glass.</p>",
            "",
        ),
        (
            "",
            "",
            "<div class=author-bio><p>Ann Lee keeps the lamp of the sound.</p></div>",
        ),
    ] {
        let gone = [
            "minute",
            "views",
            "shared by",
            "commission",
            "Ann Lee keeps",
            "Bygone",
            "1873",
            "Senior",
        ];
        assert!(
            gone.iter().all(|t| !shows(top, middle, end, t)),
            "{top}{middle}{end}"
        );
    }
}

#[test]
fn an_opening_in_an_element_of_its_own_is_kept() {
    let long = "<p>Before the lamp there was a fire HELD in a basket of iron, and before the fire there was nothing, \
                so that in the winter of each year a boat or two was lost upon the rocks below it, says the chronicle.</p>\
                <p>HELD again, the fire went out with the rain.</p>";
    let page = |opening: &str, class: &str| {
        format!(
            "<title>The lamp of the sound</title><body><h1>The lamp of the sound</h1><div class=a>{opening}</div>\
             <div class='{class}'>{}{}</div>",
            prose("lamp"),
            prose("wick")
        )
    };
    let times = |html: &str| shown(html).join(" ").matches("HELD").count();
    assert_eq!(times(&page(long, "text")), 2);
    let excerpt = long.replace("<p>", "<p class=post-excerpt>");
    assert_eq!(times(&page(&excerpt, "text")), 0);
    // Said once more where the text begins, it is shown once.
    let doubled =
        page(long, "text").replace("<div class='text'>", &format!("<div class='text'>{long}"));
    assert_eq!(times(&doubled), 2);
}

#[test]
fn a_line_set_small_beside_its_picture_is_a_caption() {
    let kinds = |figure: &str| {
        let page = format!(
            "<title>The lamp</title><article><h1>The lamp</h1>{}{figure}{}</article>",
            prose("lamp"),
            prose("wick")
        );
        let parsed = html::read_markup(&page, "", "", &Limits::default(), html::Scope::Article);
        let article = parsed.articles.first().unwrap();
        let line = article
            .blocks()
            .iter()
            .find(|b| b.span.of(article.text()).starts_with("Ships"));
        line.map(|b| b.kind)
    };
    for (figure, kind) in [
        (
            "<div><img src=a.jpg><br><span class='small gray'>Ships in the sound</span></div>",
            Caption,
        ),
        ("<p><img src=a.jpg><em>Ships in the sound</em></p>", Caption),
        (
            "<div><img src=a.jpg><p>Ships in the sound</p></div>",
            Paragraph,
        ),
        (
            "<div><img src=a.jpg><small>Ships in the sound?</small></div>",
            Paragraph,
        ),
        ("<img src=a.jpg><p><i>Ships in the sound</i></p>", Paragraph),
        ("<img src=a.jpg alt='Ships'><p>Ships</p>", Caption),
        ("<img src=a.jpg alt='A boat'><p>Ships</p>", Paragraph),
        (
            "<p><span><img src=a.jpg><span class=caption>Ships</span></span> Then the boats went out.</p>",
            Caption,
        ),
        (
            "<p>The boats <span class=caption>Ships</span></p><p>Ships</p>",
            Paragraph,
        ),
    ] {
        assert_eq!(kinds(figure), Some(kind), "{figure}");
    }
}

#[test]
fn other_articles_are_not_shown() {
    let other = format!(
        "<article><h2>The harbour</h2>{}</article>",
        prose("harbour")
    );
    assert!(!shows("", "", &other, "harbour burned"));
    // A list of stories has no own one.
    let list = ["harbour", "buoy", "quay"]
        .map(|about| format!("<article><h2>The {about}</h2>{}</article>", prose(about)))
        .concat();
    let all = shown(&format!("<title>The sea</title><h1>The sea</h1>{list}")).join(" ");
    assert!(
        all.contains("harbour burned") && all.contains("quay burned"),
        "{all}"
    );
}

#[test]
fn a_headline_that_leads_to_itself_is_no_teaser() {
    let page = format!(
        "<title>The lamp</title><div class=post><h3><a href='/lamp'>The lamp</a></h3>{}</div>\
         <div class=menu2><h2>Archive</h2><ul><li>► 2024 (1)<li>► 2023 (5)</ul></div>",
        prose("lamp")
    );
    let all = shown(&page).join(" ");
    assert!(
        all.contains("lamp burned") && !all.contains("2023"),
        "{all}"
    );
}

#[test]
fn a_wide_choice_is_as_narrow_as_its_prose() {
    // The engine takes one of two columns; the menu above is in neither.
    let page = format!(
        "<body><div class=x>Accessibility of the harbour</div><div id=two><div><section>{}</section></div>\
         <div><section>{}{}</section></div></div></body>",
        prose("lamp"),
        prose("wick"),
        prose("buoy")
    );
    let all = shown(&page).join(" ");
    assert!(
        all.contains("lamp burned") && all.contains("buoy burned"),
        "{all}"
    );
    assert!(!all.contains("Accessibility"), "{all}");
}

#[test]
fn parts_that_came_late_stand_in_their_places() {
    let page = format!(
        "<title>The sea</title><body><main><h1>The sea</h1>{}<template id=\"P:1\"></template>{}</main>\
         <div hidden id=\"S:1\">{}</div></body>",
        prose("lamp"),
        prose("buoy"),
        prose("wick"),
    );
    let all = shown(&page).join(" ");
    let at = |about: &str| all.find(about).unwrap();
    assert!(at("lamp burned") < at("wick burned") && at("wick burned") < at("buoy burned"));
}
