//! A library opened, searched, listed and joined, by its size.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement that meets the unexpected ends"
)]

use divan::{Bencher, black_box};
use pullquote::{
    format::Limits,
    library::{
        Entry, Source, Store, StoryId, refresh,
        search::Query,
        state::{Change, State},
        store::{Found, Heirs, List, Order, Stretch, Told},
    },
    text::Clean,
};
use std::{
    collections::HashMap,
    fs,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, atomic::AtomicBool},
};

fn main() {
    divan::main();
}

/// Sizes of libraries.
const SIZES: &[u32] = &[1_000, 10_000, 100_000, 1_000_000];

/// A catalog of so many invented stories, made once.
fn catalog(count: u32) -> PathBuf {
    static MADE: OnceLock<Mutex<HashMap<u32, tempfile::TempDir>>> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().unwrap();
    let dir = made.entry(count).or_insert_with(|| {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(Some(dir.path())).unwrap();
        let (state, mut heirs) = (State::default(), Heirs::default());
        for from in (0..count).step_by(30_000) {
            let mut intake = store.intake().unwrap();
            for number in from..count.min(from + 30_000) {
                intake.take(&found(number), &state, &mut heirs).unwrap();
            }
            intake.done().unwrap();
        }
        dir
    });
    dir.path().to_owned()
}

/// A story of 100 made-up words, the common ones far more often than the rare ones.
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
    let body: Vec<String> = (0..100).map(|_| word()).collect();
    let path = PathBuf::from(format!("/library/{number}.txt"));
    let text = format!("{}\n\nA paragraph of story {number}.", title.join(" "));
    let source = Source::new(&path, text.into_bytes());
    let mut article = pullquote::library::stories(&source, &Limits::default()).unwrap();
    let mut entry = Entry::new(&source, 0, "text", &article.remove(0).article);
    entry.words = 100;
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

/// What the screen waits for when a list is chosen: its first stories, in this order, and the numbers.
fn head(bencher: Bencher<'_, '_>, count: u32, query: &str, order: Order) {
    let store = Store::open(Some(&catalog(count))).unwrap();
    let which = Query::parse(query, false).selection();
    let list = List {
        order,
        ..List::default()
    };
    bencher.bench_local(|| {
        let page = store.list(black_box(&which), list, 500).unwrap();
        (page, store.counts().unwrap())
    });
}

/// The first of the list, newest first.
#[divan::bench(args = SIZES)]
fn head_by_date(bencher: Bencher<'_, '_>, count: u32) {
    head(bencher, count, "", Order::Date);
}

/// The first of the list by publication.
#[divan::bench(args = SIZES)]
fn head_by_site(bencher: Bencher<'_, '_>, count: u32) {
    head(bencher, count, "", Order::Site);
}

/// The first of the list by length.
#[divan::bench(args = SIZES)]
fn head_by_length(bencher: Bencher<'_, '_>, count: u32) {
    head(bencher, count, "", Order::Length);
}

/// What is unread by progress.
#[divan::bench(args = SIZES)]
fn head_of_unread(bencher: Bencher<'_, '_>, count: u32) {
    head(bencher, count, "is:unread", Order::Progress);
}

/// A list that is empty: what has a star.
#[divan::bench(args = SIZES)]
fn head_of_starred(bencher: Bencher<'_, '_>, count: u32) {
    head(bencher, count, "is:starred", Order::Date);
}

/// A story starred, and its star taken away again.
#[divan::bench(args = SIZES)]
fn star(bencher: Bencher<'_, '_>, count: u32) {
    let store = Store::open(Some(&catalog(count))).unwrap();
    let id = store.rows(&[count / 2]).unwrap()[0].entry.id;
    let mut state = State::default();
    bencher.bench_local(|| {
        for star in [true, false] {
            let star = Some(star);
            let change = Change {
                star,
                ..Change::default()
            };
            state.set(id, change, 1);
            store.mirror(&[id], &state).unwrap();
        }
    });
}

/// All of the list, newest first: what comes a moment later.
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

/// A word with the forms that it may have.
#[divan::bench(args = SIZES)]
fn search_forms(bencher: Bencher<'_, '_>, count: u32) {
    search(bencher, count, "elections ");
}

/// A word of few stories.
#[divan::bench(args = SIZES)]
fn search_rare(bencher: Bencher<'_, '_>, count: u32) {
    search(bencher, count, "wea5f ");
}

/// A folder of so many small stories looked through for the first time, and again with nothing new in it.
#[divan::bench(args = FOLDERS, sample_count = 3, sample_size = 1)]
fn scan_first(bencher: Bencher<'_, '_>, count: u32) {
    let folder = folder(count);
    bencher
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_values(|cache| {
            look(&Store::open(Some(cache.path())).unwrap(), &folder);
            cache
        });
}

/// The same folder, unchanged.
#[divan::bench(args = FOLDERS, sample_count = 5, sample_size = 1)]
fn scan_again(bencher: Bencher<'_, '_>, count: u32) {
    let (folder, cache) = (folder(count), tempfile::tempdir().unwrap());
    let store = Store::open(Some(cache.path())).unwrap();
    look(&store, &folder);
    bencher.bench_local(|| look(&store, &folder));
}

/// Sizes of folders.
const FOLDERS: &[u32] = &[1_000, 10_000, 100_000];

/// One large file of so many stories, looked through for the first time.
#[divan::bench(args = SIZES, sample_count = 1, sample_size = 1)]
fn scan_lines(bencher: Bencher<'_, '_>, count: u32) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("stories.jsonl");
    let mut file = BufWriter::new(fs::File::create(&path).unwrap());
    for number in 0..count {
        let story = &found(number).stories[0];
        writeln!(
            file,
            "{{\"title\":\"{}\",\"text\":\"{}\"}}",
            &*story.entry.title, story.body
        )
        .unwrap();
    }
    file.into_inner().unwrap();
    bencher
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_values(|cache| {
            look(&Store::open(Some(cache.path())).unwrap(), dir.path());
            cache
        });
}

fn look(store: &Store, folder: &Path) {
    let (state, never) = (State::default(), AtomicBool::new(false));
    let roots = [folder.to_owned()];
    refresh(
        store,
        &roots,
        &state,
        &Limits::default(),
        &never,
        &mut |_| {},
    )
    .unwrap();
}

/// A folder of so many stories, made once: a thousand in each folder below it.
fn folder(count: u32) -> PathBuf {
    static MADE: OnceLock<Mutex<HashMap<u32, tempfile::TempDir>>> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().unwrap();
    let dir = made.entry(count).or_insert_with(|| {
        let dir = tempfile::tempdir().unwrap();
        for number in 0..count {
            let below = dir.path().join((number / 1_000).to_string());
            fs::create_dir_all(&below).unwrap();
            let story = &found(number).stories[0];
            let text = format!("{}\n\n{}\n", &*story.entry.title, story.body);
            fs::write(below.join(format!("{number}.txt")), text).unwrap();
        }
        dir
    });
    dir.path().to_owned()
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
