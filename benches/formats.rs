//! Throughput of reading feeds, JSON Lines and mailboxes, before anything is looked for in the stories.

use std::fmt::Write;

use divan::{Bencher, counter::BytesCount};
use pullquote::{format::Limits, story};

fn main() {
    divan::main();
}

const SENTENCE: &str = "The harbour of Norrvik woke to the sound of hammers on Monday, as carpenters began to take down the old \
    fish hall, plank by plank, before the first snow could reach it. ";

/// Stories in a file.
const STORIES: usize = 400;

/// A file of stories, each between these words, its number before its text.
fn file(head: &str, before: &str, after: &str, tail: &str) -> Vec<u8> {
    let text = SENTENCE.repeat(12);
    let mut file = head.to_owned();
    for n in 0..STORIES {
        let _ = write!(
            file,
            "{}{text}{after}",
            before.replace("NUMBER", &n.to_string())
        );
    }
    file.push_str(tail);
    file.into_bytes()
}

fn read(bencher: Bencher<'_, '_>, name: &str, bytes: &[u8]) {
    let limits = Limits::default();
    assert_eq!(story::bare(bytes, name, &limits).count(), STORIES, "{name}");
    bencher
        .counter(BytesCount::of_slice(bytes))
        .bench(|| story::bare(bytes, name, &limits).count());
}

#[divan::bench]
fn json_lines(bencher: Bencher<'_, '_>) {
    let before =
        r#"{"title":"Hall NUMBER","url":"https://a.example/NUMBER","date":"2026-05-03","text":""#;
    read(bencher, "a.jsonl", &file("", before, "\"}\n", ""));
}

/// A feed whose items begin and end so.
fn rss(bencher: Bencher<'_, '_>, before: &str, after: &str) {
    let before = format!(
        "<item><title>Hall NUMBER</title><link>https://a.example/NUMBER</link><description>{before}"
    );
    let after = format!("{after}</description></item>\n");
    let head = "<rss version=\"2.0\"><channel><title>Post</title>";
    let feed = file(head, &before, &after, "</channel></rss>");
    read(bencher, "a.xml", &feed);
}

#[divan::bench]
fn rss_of_text(bencher: Bencher<'_, '_>) {
    rss(bencher, "", "");
}

#[divan::bench]
fn rss_of_markup(bencher: Bencher<'_, '_>) {
    rss(bencher, "<![CDATA[<p>", "</p>]]>");
}

#[divan::bench]
fn mailbox(bencher: Bencher<'_, '_>) {
    let before = "From a@b.example Mon Aug 31 13:00:00 2015\nFrom: a@b.example\nSubject: Hall NUMBER\n\
        Date: Mon, 31 Aug 2015 13:00:00 +0000\n\n";
    read(bencher, "a.mbox", &file("", before, "\n\n", ""));
}
