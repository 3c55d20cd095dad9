//! The containers of stories: what each of them makes of a small sample, and that no cut or flipped byte stops any of them.

use std::{fmt::Write as _, fs, path::Path};

use proptest::prelude::*;
use pullquote::{
    format::Limits,
    story::{self, Story},
    text::Clean,
};

/// Sample, stories in it, number of the story looked at, then what must be known of it, one fact a line.
type Case = (&'static str, usize, usize, &'static [&'static str]);

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

fn bytes(sample: &str) -> Vec<u8> {
    fs::read(folder().join(sample)).unwrap()
}

fn name(sample: &str) -> &str {
    sample.rsplit('/').next().unwrap()
}

fn read(sample: &str) -> Vec<Story> {
    story::read(&bytes(sample), name(sample), &Limits::default())
}

/// Everything known of a story, one fact a line.
fn facts(story: &Story) -> String {
    let meta = &story.article.meta;
    let text: String = story.article.text().replace('\n', " ¶ ");
    let mut facts = format!("format {}\n", story.format);
    let list = |list: &[Clean]| {
        list.iter()
            .map(Clean::as_str)
            .collect::<Vec<_>>()
            .join(" | ")
    };
    for (what, value) in [
        ("title", meta.title.to_string()),
        ("also", list(&meta.aliases)),
        ("byline", meta.byline.to_string()),
        ("site", meta.site.to_string()),
        ("excerpt", meta.excerpt.to_string()),
        ("url", meta.url.to_string()),
        ("lang", meta.lang.to_string()),
        ("published", meta.published.to_string()),
        ("modified", meta.modified.to_string()),
        ("saved", meta.saved.to_string()),
        ("tags", list(&meta.tags)),
        ("picture", meta.lead_image.to_string()),
        ("text", text),
    ] {
        writeln!(facts, "{what} {value}").unwrap();
    }
    if let Some(shelf) = &meta.shelf {
        let yes = |is: bool, word: &str| {
            if is {
                format!("{word} ")
            } else {
                String::new()
            }
        };
        let progress = shelf.progress.map(|p| format!("{p} ")).unwrap_or_default();
        let words = yes(shelf.read, "read") + &yes(shelf.starred, "starred") + &progress;
        writeln!(facts, "shelf {}", words.trim_end()).unwrap();
        writeln!(facts, "folder {}", shelf.folder).unwrap();
        writeln!(facts, "note {}", shelf.note).unwrap();
    }
    for warning in &story.warnings {
        writeln!(facts, "warning {}", warning.message).unwrap();
    }
    facts
}

const TITLE: &str = "title Keepers of the last light";
const URL: &str = "url https://coast.example/2019/05/04/last-light/";
const TEXT: &str = "text The lamp at Skerry Point has burned every night since 1871. ¶ “We never let it go out,” said Mara Holm, \
    who keeps it.";
const NO_TEXT: &str = "warning only the address of this story was saved, not its text";

fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for (sample, count, nth, wanted) in cases {
        let stories = read(sample);
        if stories.len() != *count {
            writeln!(wrong, "{sample}: {} stories, not {count}", stories.len()).unwrap();
        }
        let found = stories.get(*nth).map(facts).unwrap_or_default();
        for fact in *wanted {
            if !found.lines().any(|line| line == *fact) {
                writeln!(wrong, "{sample} #{nth}: no “{fact}” in\n{found}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

const OBJECTS: &[Case] = &[
    (
        "json/plain.json",
        1,
        0,
        &["format json", TITLE, TEXT, "url "],
    ),
    (
        "json/strayed-tags.json",
        1,
        0,
        &[
            TITLE,
            "text Keepers of the last light ¶ The lamp at Skerry Point has burned every night since 1871. ¶ “We never let it go out,” said \
                Mara Holm, who keeps it. ¶ She was born there. ¶ The oil comes by boat. ¶ Nobody has asked why.",
        ],
    ),
    (
        "json/readability.json",
        1,
        0,
        &[
            TITLE,
            TEXT,
            "byline Mara Holm",
            "site The Coast",
            "published 2019-05-04T06:30:00+02:00",
            "lang en",
            "excerpt A lamp that never went out.",
        ],
    ),
    (
        "json/trafilatura.json",
        1,
        0,
        &[
            TITLE,
            URL,
            "byline Mara Holm and Ole Vik",
            "site The Coast",
            "published 2019-05-04",
            "saved 2020-01-02",
            "tags light | sea | News",
            "text Keepers of the last light ¶ The lamp at Skerry Point has burned every night since 1871. ¶ “We never let it go \
                 out,” said Mara Holm, who keeps it.",
        ],
    ),
    (
        "json/newspaper4k.json",
        1,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "byline Mara Holm and Ole Vik",
            "published 2019-05-04",
            "tags sea",
            "site The Coast",
            "picture https://coast.example/lamp.jpg",
        ],
    ),
    (
        "json/ninjs-2.json",
        1,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "also Last light",
            "byline Mara Holm",
            "site Coast Press",
            "tags sea",
            "published 2019-05-04T06:30:00Z",
        ],
    ),
    (
        "json/ninjs-1.json",
        1,
        0,
        &[
            TITLE,
            TEXT,
            "url http://coast.example/1",
            "byline Mara Holm",
            "site Coast Press",
            "tags sea",
        ],
    ),
    (
        "json/schema-org.json",
        1,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "also Last light",
            "site The Coast",
            "tags sea | light",
            "byline Mara Holm",
        ],
    ),
    (
        "json/mercury.json",
        1,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "published 2019-05-04T04:30:00Z",
            "site coast.example",
        ],
    ),
    (
        "json/diffbot.json",
        1,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "published 2019-05-04T04:30:00Z",
            "tags sea",
            "site The Coast",
        ],
    ),
];

#[test]
fn objects_of_json_say_what_their_programs_call_things() {
    check(OBJECTS);
}

const EXPORTS: &[Case] = &[
    (
        "json/wallabag-v2.json",
        1,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "shelf read starred",
            "saved 2019-06-01T10:00:00+02:00",
            "modified 2019-06-02T10:00:00+02:00",
            "published 2019-05-04T06:30:00+02:00",
            "lang en-GB",
            "tags sea",
            "byline Mara Holm",
        ],
    ),
    (
        "json/wallabag-v1.json",
        1,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "shelf read",
            "tags sea | light",
            "site coast.example",
        ],
    ),
    (
        "json/omnivore.json",
        1,
        0,
        &[
            TITLE,
            URL,
            "shelf read 0.4",
            "saved 2019-06-01T10:00:00Z",
            "published ",
            "tags sea",
            NO_TEXT,
        ],
    ),
    (
        "json/zotero-csl.json",
        1,
        0,
        &[
            TITLE,
            URL,
            "byline Mara Holm and The Desk",
            "published 2019-05",
            "saved 2019-06-01",
            "tags sea | light",
            "site The Coast",
            NO_TEXT,
        ],
    ),
    (
        "json/pocket-api.json",
        1,
        0,
        &[
            TITLE,
            URL,
            "also Keepers of…",
            "shelf read starred",
            "saved 2019-06-01T08:00:00Z",
            "tags sea",
            "byline Mara Holm",
        ],
    ),
    (
        "json/pinboard.json",
        1,
        0,
        &[
            "title The harbour wakes",
            "saved 2019-10-31T15:57:56Z",
            "tags harbour | boats | long_reads",
            "excerpt Hammers, before the first snow.",
        ],
    ),
    (
        "json/chrome-bookmarks.json",
        1,
        0,
        &[
            "title The harbour wakes",
            "site post.example",
            "saved 2016-09-20T13:15:29Z",
        ],
    ),
    (
        "json/firefox-bookmarks.json",
        1,
        0,
        &[
            "title The harbour wakes",
            "site post.example",
            "saved 2013-12-27T17:41:31Z",
            "tags harbour | boats",
        ],
    ),
    (
        "markdown/readwise.md",
        1,
        0,
        &[
            "title The Great Article of the Harbour",
            "also The Great Article",
            "byline Ann Lee",
            "site example.com",
            "url https://example.com/2020/great",
            "tags harbour | boats",
            "excerpt What the harbour said.",
            "text Highlights ¶ The harbour woke to hammers. (View Highlight) ¶ It was late. (View Highlight) ¶ Note: Ha.",
        ],
    ),
];

#[test]
fn exports_of_readers_keep_what_was_done_with_a_story() {
    check(EXPORTS);
}

const LISTS: &[Case] = &[
    (
        "json/jsonfeed.json",
        2,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "site The Coast",
            "byline The Desk",
            "lang en-GB",
            "published 2019-05-04T06:30:00+02:00",
            "modified 2019-05-05T06:30:00+02:00",
            "tags sea",
        ],
    ),
    (
        "json/jsonfeed.json",
        2,
        1,
        &[
            "title A short note without a title, as some people post them all …",
            "byline Ole Vik",
            "site The Coast",
        ],
    ),
    (
        "jsonl/ccnews.jsonl",
        3,
        0,
        &[
            "format jsonl",
            TITLE,
            URL,
            TEXT,
            "published 2019-05-04T04:30:00",
            "saved 2019-06-01T10:00:00",
            "site coast.example",
            "warning 1 lines are no JSON and were passed over",
        ],
    ),
    ("jsonl/ccnews.jsonl", 3, 2, &["title Third", "text Cut in"]),
];

#[test]
fn lists_of_json_give_each_story() {
    check(LISTS);
}

#[test]
fn faults_of_json_cost_no_more_than_what_they_hit() {
    check(&[
        (
            "json/faulty.json",
            1,
            0,
            &[
                "title Keepers of the last light\u{fffd}",
                "tags sea",
                "text The lamp at Skerry Point ¶ has burned every night since 1871.",
            ],
        ),
        (
            "json/no-story.json",
            1,
            0,
            &["format json", "warning no story was found in this JSON"],
        ),
    ]);
}

const TABLES: &[Case] = &[
    (
        "csv/pocket.csv",
        2,
        0,
        &[
            "format csv",
            TITLE,
            URL,
            "tags sea | light",
            "saved 2019-06-01T08:00:00Z",
            "shelf read",
            "site coast.example",
            NO_TEXT,
        ],
    ),
    (
        "csv/pocket.csv",
        2,
        1,
        &["title A “quoted”, \"cut\" ti…", "tags ", "shelf "],
    ),
    (
        "csv/instapaper.csv",
        2,
        0,
        &[
            TITLE,
            URL,
            "tags sea",
            "excerpt Two lines",
            "shelf starred",
            "folder ",
            "saved 2019-06-01T08:00:00Z",
        ],
    ),
    (
        "csv/instapaper.csv",
        2,
        1,
        &["title Two", "shelf ", "folder Northern seas"],
    ),
    (
        "csv/raindrop.csv",
        1,
        0,
        &[
            TITLE,
            URL,
            "tags sea | light",
            "saved 2019-06-01T10:00:00Z",
            "shelf starred",
            "folder Work/Sea",
            "note A note",
            "excerpt A lamp that never went out.",
        ],
    ),
    (
        "csv/matter.csv",
        1,
        0,
        &[
            TITLE,
            URL,
            "byline Mara Holm",
            "site The Coast",
            "tags sea | light",
            "shelf read",
            "saved 2019-06-01T10:00:00",
        ],
    ),
    (
        "csv/readwise.csv",
        1,
        0,
        &[
            TITLE,
            URL,
            "tags sea | light",
            "saved 2019-06-01T10:00:00Z",
            "shelf read 0.25",
        ],
    ),
    (
        "csv/dataset.tsv",
        1,
        0,
        &[
            TITLE,
            "text The lamp at Skerry Point has burned every night since 1871.",
            "published 2019-05-04",
            "warning 1 rows hold no story and were passed over",
        ],
    ),
];

#[test]
fn rows_of_tables_are_stories() {
    check(TABLES);
}

const BOOKMARKS: &[Case] = &[
    (
        "bookmarks/google.html",
        2,
        0,
        &[
            "format bookmarks",
            TITLE,
            URL,
            "folder Sea",
            "saved 2018-01-09T16:34:57Z",
        ],
    ),
    (
        "bookmarks/google.html",
        2,
        1,
        &[
            "title A note of mine",
            "text Ask about the lamp.",
            "tags note",
        ],
    ),
    (
        "bookmarks/netscape.html",
        3,
        0,
        &[
            "format bookmarks",
            TITLE,
            URL,
            "tags sea | light",
            "saved 2019-06-01T08:00:00Z",
            "modified ",
            "shelf ",
            "folder Reading/Sea & sky",
            "excerpt A lamp that never went out.",
            NO_TEXT,
        ],
    ),
    (
        "bookmarks/netscape.html",
        3,
        1,
        &[
            "title Two <3 R&D",
            "url https://coast.example/2?a=1&b=2",
            "folder Reading",
            "saved 2019-06-01T08:00:00Z",
        ],
    ),
    (
        "bookmarks/pocket.html",
        2,
        1,
        &[
            TITLE,
            URL,
            "tags sea | light",
            "saved 2019-06-01T08:00:00Z",
            "shelf read",
        ],
    ),
    (
        "bookmarks/pocket.html",
        2,
        0,
        &["title https://coast.example/2", "shelf "],
    ),
    (
        "bookmarks/instapaper.html",
        2,
        1,
        &[TITLE, URL, "folder Northern seas"],
    ),
];

#[test]
fn links_of_bookmark_files_are_stories() {
    check(BOOKMARKS);
}

const FEEDS: &[Case] = &[
    (
        "feed/rss2.xml",
        2,
        0,
        &[
            "format feed",
            TITLE,
            URL,
            TEXT,
            "byline Mara Holm and Ole Vik",
            "site The Coast",
            "lang en-gb",
            "published 2019-05-04T06:30:00+02:00",
            "tags sea | light & dark",
            "excerpt A lamp that never went out.",
            "picture https://coast.example/lamp.jpg",
        ],
    ),
    (
        "feed/rss2.xml",
        2,
        1,
        &[
            "title Summary only & short",
            "url https://coast.example/2",
            "byline The Desk",
            "text Only this much – no more.",
        ],
    ),
    (
        "feed/atom.xml",
        2,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "byline Mara Holm",
            "site The Coast",
            "published 2019-05-04T06:30:00+02:00",
            "modified 2019-05-05T06:30:00+02:00",
            "tags Sea",
            "excerpt A lamp that never went out.",
        ],
    ),
    (
        "feed/atom.xml",
        2,
        1,
        &[
            "title XHTML",
            "url https://coast.example/2",
            "byline The Desk",
            "published 2019-05-06T00:00:00Z",
            "text One ¶ two & three",
        ],
    ),
    (
        "feed/rss1.rdf",
        1,
        0,
        &[
            TITLE,
            URL,
            "published 2019-05-04",
            "byline Mara Holm",
            "tags sea",
            "lang en",
        ],
    ),
    (
        "feed/cut.xml",
        2,
        0,
        &[
            TITLE,
            URL,
            "site The Coast & Co",
            "warning the XML ends early or has a fault; what stands before that is shown",
        ],
    ),
    (
        "feed/cut.xml",
        2,
        1,
        &["title Second", "text Cut in the mid"],
    ),
    (
        "feed/prefixed.xml",
        1,
        0,
        &[
            TITLE,
            URL,
            "byline Mara Holm",
            "site The Coast",
            "published 2019-05-04T06:30:00+02:00",
            "tags Food & Drink | Sea",
            "text The lamp hasn’t gone out: a cœur of light.",
        ],
    ),
    (
        "feed/film.xml",
        1,
        0,
        &[
            TITLE,
            "url https://coast.example",
            "picture https://coast.example/lamp.jpg",
            "text The lamp at Skerry Point has burned every night since 1871.",
        ],
    ),
    (
        "feed/entry.xml",
        1,
        0,
        &[
            "format feed",
            TITLE,
            URL,
            "byline Mara Holm",
            "published 2019-05-04T06:30:00Z",
            "text The lamp.",
        ],
    ),
    (
        "feed/empty.xml",
        1,
        0,
        &[
            "format feed",
            "title The Coast",
            "url https://coast.example/",
            "text Light and weather.",
            "warning this feed has no entries; only what it says of itself is shown",
        ],
    ),
    (
        "feed/bomb.xml",
        1,
        0,
        &[TITLE, "text one &b; two &x; three"],
    ),
    (
        "feed/windows-1252.xml",
        1,
        0,
        &["title Größe", "site Küste", "text „Für später“, sagte sie."],
    ),
    (
        "opml/feeds.opml",
        1,
        0,
        &[
            "format opml",
            "title My feeds",
            "text Coast ¶ The Coast & Co ¶ Lamps",
            "saved 2019-05-04T06:30:00Z",
            "warning a list of 2 feeds; their stories are not in it",
        ],
    ),
    (
        "enex/notes.enex",
        2,
        0,
        &[
            "format enex",
            "title The harbour wakes",
            "byline Ann Lee",
            "site post.example",
            "url https://post.example/2024/harbour",
            "saved 2024-05-01T10:11:12Z",
            "modified 2024-05-02T10:11:12Z",
            "tags harbour | work",
            "text The harbour of Norrvik woke to the sound of hammers. ¶ Ann Lee said nothing. More ¶ One boat ¶ Two boats",
        ],
    ),
    (
        "enex/notes.enex",
        2,
        1,
        &["title A thought", "text Lamps & boats."],
    ),
];

#[test]
fn entries_of_feeds_are_stories() {
    check(FEEDS);
}

const XML: &[Case] = &[
    (
        "tei/trafilatura.xml",
        1,
        0,
        &[
            "format tei",
            TITLE,
            URL,
            "byline Mara Holm and Ole Vik",
            "site The Coast",
            "published 2019-05-04",
            "tags sea | light | News",
            "text Keepers of the last light ¶ The lamp at Skerry Point has burned every night since 1871. ¶ A quoted line. ¶ First ¶ Second link ¶ a\tb ¶ A lamp",
        ],
    ),
    (
        "tei/trafilatura.tei.xml",
        1,
        0,
        &[
            TITLE,
            URL,
            "byline Mara Holm",
            "site The Coast",
            "published 2019-05-04",
            "saved 2019-06-01",
            "tags sea | light",
            "excerpt A lamp that never went out.",
            "text Keepers of the last light ¶ The lamp at Skerry Point has burned every night since 1871. ¶ And on.",
        ],
    ),
    (
        "tei/newsml-g2.xml",
        1,
        0,
        &[
            TITLE,
            TEXT,
            "byline Mara Holm",
            "site Coast Press",
            "published 2019-05-04T06:00:00Z",
            "tags sea",
            "lang en",
        ],
    ),
];

#[test]
fn articles_of_xml_keep_their_blocks() {
    check(XML);
}

const MAILS: &[Case] = &[
    (
        "mail/forwarded.eml",
        2,
        0,
        &[
            "format mail",
            "title Størjen er tilbake",
            "byline Mara Holm",
            "text See what came today.",
        ],
    ),
    (
        "mail/forwarded.eml",
        2,
        1,
        &[
            TITLE,
            "byline The Coast",
            "published 2019-05-03T06:30:00+02:00",
            "text The lamp at Skerry Point has burned every night since 1871.",
        ],
    ),
    (
        "mail/furnished.eml",
        1,
        0,
        &[
            "title The harbour wakes",
            "text The harbour wakes ¶ The harbour of Norrvik woke to the sound of hammers on Monday, as carpenters began to take \
             down the old fish hall, plank by plank, before the first snow could reach it. ¶ Nobody had asked the gulls. They sat \
             in a row on the roof of the ice house and watched the planks go by on a cart that had carried nothing but herring \
             for forty years. ¶ By the evening there was a hole where the door had been, and through it one could see the sea, \
             which is what the council had promised in its paper of the autumn before.",
        ],
    ),
    (
        "mail/newsletter.eml",
        1,
        0,
        &[
            "format mail",
            TITLE,
            URL,
            "byline Mara Holm",
            "site The Coast",
            "published 2019-05-04T06:30:00+02:00",
            "saved 2019-05-04T06:30:00+02:00",
            "lang en",
            "text The lamp at Skerry Point has burned every night since 1871. ¶ “We never let it go out,” said Mara Holm, who keeps it. ¶ ",
        ],
    ),
    (
        "mail/digest.eml",
        1,
        0,
        &[
            "format mail",
            "title Three things about the light",
            "url https://coast.example/online/3",
            "text Three things about the light ¶ The lamp at Skerry Point has burned every night since 1871, through two wars and one very \
                long strike of its keepers. ¶ To read ¶ Where the oil came from ¶ How a wick is cut ¶ That is all for this week; the boat \
                with the next letter leaves on Thursday, should the weather hold until then.",
        ],
    ),
    ("mail/two.mbox", 2, 0, &["format mbox", TITLE, URL]),
    (
        "mail/two.mbox",
        2,
        1,
        &[
            "title Grüße",
            "byline Ole Vik",
            "published 2019-05-05T10:00:00Z",
            "shelf read starred",
            "text Für später. ¶ From here on it gets windy. ¶ From page 2 of the log of 1871.",
        ],
    ),
    (
        "mhtml/chrome.mhtml",
        1,
        0,
        &[
            "format mhtml",
            TITLE,
            URL,
            "also Keepers of the last light | The Coast",
            "site The Coast",
            "saved 2019-06-01T10:00:00Z",
            "lang en",
        ],
    ),
];

#[test]
fn mails_and_pages_saved_as_mails_are_stories() {
    check(MAILS);
}

const PACKED: &[Case] = &[
    (
        "zip/mixed.zip",
        4,
        0,
        &["format zip", TITLE, URL, "site The Coast"],
    ),
    ("zip/mixed.zip", 4, 2, &["title Three", "text Third."]),
    (
        "zip/mixed.zip",
        4,
        3,
        &["title Four", "url https://coast.example/4", NO_TEXT],
    ),
    (
        "zip/omnivore.zip",
        2,
        0,
        &[
            TITLE,
            URL,
            TEXT,
            "shelf read 1",
            "note > A highlight.",
            "tags sea",
            "published 2019-05-04T04:30:00Z",
            "saved 2019-06-01T10:00:00Z",
        ],
    ),
    ("zip/omnivore.zip", 2, 1, &["title Two", NO_TEXT]),
    (
        "epub/book.epub",
        1,
        0,
        &[
            "format epub",
            TITLE,
            URL,
            "byline Mara Holm and Ole Vik",
            "site The Coast",
            "published 2019-05-04",
            "modified 2019-06-01T10:00:00Z",
            "lang en",
            "tags sea",
            "excerpt A lamp that never went out.",
            "text One ¶ The lamp at Skerry Point has burned every night since 1871. ¶ Two ¶ The second chapter.",
        ],
    ),
    (
        "warc/log.warc",
        1,
        0,
        &["format warc", TITLE, URL, "saved 2019-05-04T06:30:00Z"],
    ),
    (
        "warc/page.warc",
        1,
        0,
        &["format warc", TITLE, URL, "saved 2019-06-01T10:00:00Z"],
    ),
    (
        "warc/page.warc.gz",
        1,
        0,
        &["format gzip", TITLE, URL, "saved 2019-06-01T10:00:00Z"],
    ),
    (
        "warc/page.wacz",
        1,
        0,
        &["format zip", TITLE, URL, "saved 2019-06-01T10:00:00Z"],
    ),
    ("gzip/plain.json.gz", 1, 0, &["format gzip", TITLE, TEXT]),
];

#[test]
fn packed_files_give_the_stories_in_them() {
    check(PACKED);
}

/// Every sample of every folder below the samples.
fn samples() -> Vec<String> {
    let mut found = Vec::new();
    for folder in fs::read_dir(folder()).unwrap().flatten() {
        let kind = folder.file_name().into_string().unwrap();
        for file in fs::read_dir(folder.path()).unwrap().flatten() {
            found.push(format!(
                "{kind}/{}",
                file.file_name().into_string().unwrap()
            ));
        }
    }
    found.sort();
    found
}

#[test]
fn every_sample_cut_anywhere_is_read() {
    let limits = Limits::default();
    for sample in samples() {
        let bytes = bytes(&sample);
        for cut in (0..bytes.len()).step_by(64) {
            let stories = story::read(&bytes[..cut], name(&sample), &limits);
            assert!(stories.len() <= 64, "{sample} cut at {cut}");
        }
    }
}

#[test]
fn limits_hold_in_every_container() {
    let one = Limits {
        articles: 1,
        ..Limits::default()
    };
    let tight = Limits {
        expanded: 64,
        depth: 2,
        nodes: 16,
        ..Limits::default()
    };
    for sample in samples() {
        let stories = |limits| story::read(&bytes(&sample), name(&sample), limits);
        assert!(stories(&one).len() <= 1, "{sample}");
        let packed = ["zip/", "epub/", "warc/", "gzip/"]
            .iter()
            .any(|kind| sample.starts_with(kind));
        let text: usize = stories(&tight).iter().map(|s| s.article.text().len()).sum();
        assert!(!packed || text <= 64, "{sample}: {text} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_sample_with_flipped_bytes_is_read(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let limits = Limits { expanded: 1 << 20, ..Limits::default() };
        for sample in samples() {
            let mut bytes = bytes(&sample);
            for (at, byte) in &flips {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            for story in story::read(&bytes, name(&sample), &limits) {
                prop_assert!(story.article.blocks().iter().all(|b| b.span.end as usize <= story.article.text().len()));
            }
        }
    }
}
