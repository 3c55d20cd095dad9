//! Bytes to an article: decoding, cleaning and reading plain text and Markdown, at the sizes of a story, a book and
//! a log.
use divan::{Bencher, counter::BytesCount};
use pullquote::{
    decode,
    format::{Input, Limits},
    story,
};

/// Sizes in bytes: a news story, a book, a file that is read behind the reader's back.
const SIZES: [usize; 3] = [3 << 10, 300 << 10, 10 << 20];

fn main() {
    divan::main();
}

/// A paragraph of made-up news. `n` makes it differ from others.
fn paragraph(n: usize) -> String {
    format!(
        "The council met on Tuesday to weigh plan {n} for a second bridge over the river, which engineers said would \
         take four years to build. “We have waited {n} years for this — and we can wait no longer,” said Ann Lee, the \
         mayor, who had promised it.",
    )
}

/// A headline and paragraphs, at least `size` bytes.
fn text(size: usize) -> String {
    let mut text = "Council weighs new bridge over the river\n\n".to_owned();
    for n in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&paragraph(n));
        text.push_str("\n\n");
    }
    text
}

/// The same, broken to 72 columns.
fn wrapped(size: usize) -> String {
    let fill = |paragraph: &str| textwrap::fill(paragraph, 72);
    text(size)
        .split("\n\n")
        .map(fill)
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[divan::bench(args = SIZES)]
fn view_utf8(bencher: Bencher<'_, '_>, size: usize) {
    let text = text(size);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| decode::view(divan::black_box(text.as_bytes()), None).replaced);
}

#[divan::bench(args = SIZES)]
fn view_ascii(bencher: Bencher<'_, '_>, size: usize) {
    let text: String = text(size).chars().filter(char::is_ascii).collect();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| decode::view(divan::black_box(text.as_bytes()), None).replaced);
}

fn read(bencher: Bencher<'_, '_>, text: &str, name: &str) {
    let format = story::detect(text.as_bytes(), name);
    let limits = Limits::default();
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        let bytes = divan::black_box(text.as_bytes());
        (format.read)(Input { bytes, name }, &limits)
    });
}

#[divan::bench(args = SIZES)]
fn read_text(bencher: Bencher<'_, '_>, size: usize) {
    read(bencher, &text(size), "a.txt");
}

#[divan::bench(args = SIZES)]
fn read_wrapped_text(bencher: Bencher<'_, '_>, size: usize) {
    read(bencher, &wrapped(size), "a.txt");
}

#[divan::bench(args = SIZES)]
fn read_markdown(bencher: Bencher<'_, '_>, size: usize) {
    read(bencher, &text(size), "a.md");
}
