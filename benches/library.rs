//! A library opened, searched, listed and joined, by its size.

#![allow(
    clippy::unwrap_used,
    reason = "a measurement that meets the unexpected ends"
)]

use divan::{Bencher, black_box};
use pullquote::{
    library::{
        Entry, Source, Store, StoryId,
        search::Query,
        state::{Change, State},
        store::{Found, Heirs, List, Order, Stretch, Told},
    },
    text::Clean,
};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Mutex, OnceLock},
};

fn main() {
    divan::main();
}

/// Sizes of libraries.
const SIZES: &[u32] = &[1_000, 10_000, 100_000];

/// A catalog of so many invented stories, made once.
fn catalog(count: u32) -> PathBuf {
    static MADE: OnceLock<Mutex<HashMap<u32, tempfile::TempDir>>> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().unwrap();
    let dir = made.entry(count).or_insert_with(|| {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(Some(dir.path())).unwrap();
        let state = State::default();
        for from in (0..count).step_by(5_000) {
            let files: Vec<_> = (from..count.min(from + 5_000)).map(found).collect();
            store.take(&files, &state, &mut Heirs::default()).unwrap();
        }
        dir
    });
    dir.path().to_owned()
}

/// A story of 400 made-up words, the common ones far more often than the rare ones.
fn found(number: u32) -> Found {
    let mut seed = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % below
    };
    let mut word = || {
        let most = 1 + random(60_000);
        format!("w{:x}", random(most))
    };
    let title: Vec<String> = (0..8).map(|_| word()).collect();
    let body: Vec<String> = (0..400).map(|_| word()).collect();
    let path = PathBuf::from(format!("/library/{number}.txt"));
    let text = format!("{}\n\nA paragraph of story {number}.", title.join(" "));
    let source = Source::new(&path, text.into_bytes());
    let mut article =
        pullquote::library::stories(&source, &pullquote::format::Limits::default()).unwrap();
    let mut entry = Entry::new(&source, 0, "text", &article.remove(0).article);
    entry.words = 400;
    Found {
        path,
        size: 2_000,
        time: i64::from(number),
        date: format!(
            "20{:02}-{:02}-{:02}",
            number % 25,
            1 + number % 12,
            1 + number % 28
        ),
        stories: vec![Told {
            entry,
            saved: Clean::default(),
            lang: Clean::line("en"),
            tags: Vec::new(),
            body: body.join(" "),
        }],
        stretch: Stretch::WHOLE,
    }
}

/// The first screen: the catalog opened and its latest rows read.
#[divan::bench(args = SIZES)]
fn open(bencher: Bencher<'_, '_>, count: u32) {
    let dir = catalog(count);
    bencher.bench_local(|| Store::existing(Some(&dir)).unwrap().newest(50).unwrap());
}

/// The whole list, newest first.
#[divan::bench(args = SIZES)]
fn list(bencher: Bencher<'_, '_>, count: u32) {
    let store = Store::open(Some(&catalog(count))).unwrap();
    let here = Query::default().selection();
    bencher.bench_local(|| store.list(&here, List::default(), usize::MAX >> 1).unwrap());
}

/// A screen of rows further down.
#[divan::bench(args = SIZES)]
fn scroll(bencher: Bencher<'_, '_>, count: u32) {
    let store = Store::open(Some(&catalog(count))).unwrap();
    let ids: Vec<u32> = (count / 2..count / 2 + 50).collect();
    bencher.bench_local(|| store.rows(black_box(&ids)).unwrap());
}

fn search(bencher: Bencher<'_, '_>, count: u32, words: &str) {
    let store = Store::open(Some(&catalog(count))).unwrap();
    let best = List {
        order: Order::Relevance,
        ..List::default()
    };
    bencher.bench_local(|| {
        let query = Query::parse(black_box(words), true).selection();
        store.list(&query, best, 1_000).unwrap()
    });
}

/// The commonest word of all.
#[divan::bench(args = SIZES)]
fn search_common(bencher: Bencher<'_, '_>, count: u32) {
    search(bencher, count, "w0 ");
}

/// Two words, the second still being typed.
#[divan::bench(args = SIZES)]
fn search_typing(bencher: Bencher<'_, '_>, count: u32) {
    search(bencher, count, "w1f w2a");
}

/// A word of few stories.
#[divan::bench(args = SIZES)]
fn search_rare(bencher: Bencher<'_, '_>, count: u32) {
    search(bencher, count, "wea5f ");
}

/// The journals of two devices put together, each with something about every story.
#[divan::bench(args = SIZES)]
fn merge(bencher: Bencher<'_, '_>, count: u32) {
    let device = |from: u64| {
        let mut state = State::default();
        for id in 0..u64::from(count) {
            let change = Change {
                read: Some(id % 3 == 0),
                place: Some((10, 100)),
                ..Change::default()
            };
            state.set(StoryId(id), change, from + id % 7);
        }
        state
    };
    let (one, two) = (device(100), device(103));
    bencher
        .with_inputs(|| one.clone())
        .bench_values(|mut state| {
            state.join(&two);
            state
        });
}
