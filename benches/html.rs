//! Throughput of reading saved pages.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that meets the unexpected fails"
)]

use divan::{Bencher, counter::BytesCount};
use pullquote::{
    format::{Input, Limits, html},
    story,
};

fn main() {
    divan::main();
}

const PARAGRAPH: &str = "<p>The harbour of <b>Norrvik</b> woke to the sound of hammers on Monday, as carpenters began to take \
    down the <a href=/hall>old fish hall</a>, plank by plank, before the first snow could reach it.</p>";

/// A page of so many paragraphs, with furniture around.
fn page(paragraphs: usize) -> Vec<u8> {
    let menu = "<li class=item><a href=/x>Somewhere else</a></li>".repeat(80);
    let body = PARAGRAPH.repeat(paragraphs);
    format!(
        "<!doctype html><html lang=en><head><title>The fish hall | Post</title></head><body><nav><ul>{menu}</ul></nav>\
         <article><h1>The fish hall</h1>{body}</article><footer>© Post</footer></body></html>"
    )
    .into_bytes()
}

/// From the shape of a news page to that of a book in one page.
#[divan::bench(args = [20, 1_000, 20_000])]
fn article(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let bytes = page(paragraphs);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| {
        story::read(&bytes, "page.html", &Limits::default())
            .pop()
            .unwrap()
    });
}

/// The same without choosing.
#[divan::bench(args = [20, 1_000])]
fn whole(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let bytes = page(paragraphs);
    let input = Input {
        bytes: &bytes,
        name: "page.html",
    };
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench(|| html::read_whole(input, &Limits::default()));
}

/// What the scan before the parser is for.
#[divan::bench]
fn nested(bencher: Bencher<'_, '_>) {
    let bytes = "<div>".repeat(100_000).into_bytes();
    bencher.bench(|| story::read(&bytes, "page.html", &Limits::default()));
}
