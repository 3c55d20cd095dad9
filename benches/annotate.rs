//! Throughput of annotation: a story of 10 KB, a book of 1 MB, and a file of nothing but marks.
#![forbid(unsafe_code)]

use divan::{Bencher, counter::BytesCount};
use pullquote::{
    annotate::annotate,
    article::{Article, BlockKind, Builder},
    text::Clean,
};

fn main() {
    divan::main();
}

/// News as it reads: a quote every four sentences.
const NEWS: &str = "The council of the town voted on Tuesday to close the pool, which was built in 1974.\n\
    “We have no choice,” said Martha Oduya, the council's leader. “The roof would cost more than the parks.”\n\
    Her deputy, Owen Pryce, disagreed and said the figures were “optimistic at best,” according to a report.\n\
    Critics of the plan gathered in front of the town hall, where the police counted two hundred people.\n\
    The pool, a low building of yellow brick, has lost money in every year since the turn of the century.\n\
    “Nobody asked us,” Lena Fox, a lifeguard, told the Gazette. She has worked there for fifteen summers.\n";

fn article(text: &str) -> Article {
    let mut b = Builder::new();
    b.meta().lang = Clean::new("en");
    for line in text.lines() {
        b.open(BlockKind::Paragraph);
        b.words(line);
    }
    b.finish()
}

fn run(bencher: Bencher<'_, '_>, article: &Article) {
    bencher
        .counter(BytesCount::of_str(article.text()))
        .bench(|| annotate(divan::black_box(article)));
}

#[divan::bench]
fn story(bencher: Bencher<'_, '_>) {
    run(bencher, &article(&NEWS.repeat(10_000 / NEWS.len())));
}

#[divan::bench]
fn book(bencher: Bencher<'_, '_>) {
    run(bencher, &article(&NEWS.repeat(1_000_000 / NEWS.len())));
}

#[divan::bench]
fn nothing_but_marks(bencher: Bencher<'_, '_>) {
    run(bencher, &article(&"\"".repeat(1_000_000)));
}
