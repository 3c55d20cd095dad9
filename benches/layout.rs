//! What layout costs: a whole article for plain output, and what the screen asks for of one of any size.
#![forbid(unsafe_code)]

use divan::{Bencher, counter::BytesCount};
use pullquote::{
    article::{Article, BlockKind, Builder},
    layout::{Options, Page, lay_out},
    text::Clean,
};

/// Words of the generated text: short and long, with what hyphenation and the break rules look at.
const WORDS: &[&str] = &[
    "the",
    "government",
    "said",
    "that",
    "a",
    "well-known",
    "minister",
    "of",
    "foreign",
    "affairs",
    "would",
    "travel",
    "to",
    "the",
    "north,",
    "where",
    "negotiations",
    "had",
    "begun",
    "on",
    "Tuesday",
    "in",
    "spite",
    "of",
    "protests.",
    "Mr.",
    "Lee",
    "and",
    "his",
    "opponents",
    "disagree",
    "about",
    "everything",
    "else",
    "but",
    "not",
    "this;",
    "p.",
    "12",
];

/// Paragraphs of about 500 bytes, `bytes` in all, with `mark` in every one.
fn article(bytes: usize, mark: &str) -> Article {
    let mut b = Builder::new();
    b.meta().lang = Clean::new("en");
    let mut seed = 7usize;
    while b.text().len() < bytes {
        b.open(BlockKind::Paragraph);
        let mut words = String::from(mark);
        while words.len() < 500 {
            // A linear congruential generator: the same text on every run.
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            words.push(' ');
            words.push_str(
                WORDS
                    .get((seed >> 33) % WORDS.len())
                    .copied()
                    .unwrap_or_default(),
            );
        }
        b.words(&words);
        b.close();
    }
    b.finish()
}

const SIZES: [usize; 3] = [3_000, 300_000, 10_000_000];

fn whole(bencher: Bencher<'_, '_>, bytes: usize, mark: &str, options: &Options) {
    let article = article(bytes, mark);
    bencher
        .counter(BytesCount::of_str(article.text()))
        .bench(|| lay_out(&article, options));
}

#[divan::bench(args = SIZES, max_time = 2)]
fn ragged(bencher: Bencher<'_, '_>, bytes: usize) {
    whole(bencher, bytes, "", &Options::default());
}

#[divan::bench(args = SIZES, max_time = 2)]
fn without_hyphens(bencher: Bencher<'_, '_>, bytes: usize) {
    let options = Options {
        hyphens: false,
        ..Options::default()
    };
    whole(bencher, bytes, "", &options);
}

#[divan::bench(args = SIZES, max_time = 2)]
fn justified(bencher: Bencher<'_, '_>, bytes: usize) {
    let options = Options {
        justify: true,
        ..Options::default()
    };
    whole(bencher, bytes, "", &options);
}

#[divan::bench(args = SIZES, max_time = 2)]
fn curly_quotes(bencher: Bencher<'_, '_>, bytes: usize) {
    whole(bencher, bytes, "“It’s ours,”", &Options::default());
}

#[divan::bench(args = SIZES, max_time = 2)]
fn first_screen(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = article(bytes, "");
    bencher.bench(|| {
        let mut page = Page::new(&article, &Options::default());
        page.prepare(&article, page.first(), 60);
        page.rows(page.first(), 60).count()
    });
}

#[divan::bench(args = SIZES, max_time = 2)]
fn resize_in_the_middle(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = article(bytes, "");
    let middle = pullquote::text::byte(bytes / 2);
    let mut page = Page::new(&article, &Options::default());
    let mut measure = 60;
    bencher.bench_local(|| {
        measure = 60 + (measure + 1) % 20;
        let options = Options {
            measure,
            ..Options::default()
        };
        page.refit(&article, &options);
        let top = page.row_of(&article, middle);
        page.prepare(&article, top, 60);
        page.rows(top, 60).count()
    });
}

#[divan::bench(args = SIZES, max_time = 2)]
fn last_screen(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = article(bytes, "");
    bencher.bench(|| Page::new(&article, &Options::default()).last_top(&article, 60));
}

fn main() {
    divan::main();
}
