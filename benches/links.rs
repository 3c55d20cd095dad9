//! Titles indexed and resolved, by the size of the library.

use divan::{Bencher, counter::ItemsCount};
use pullquote::library::links::{Index, Item, Query};
use std::time::{Duration, Instant};

fn main() {
    for count in [100_000, 1_000_000] {
        figures(count);
    }
    divan::main();
}

/// What the index of so many titles costs, once: to make, to read back, to add to and to ask a thousand times, and its memory.
#[expect(clippy::print_stdout, reason = "this is what it is for")]
fn figures(count: u32) {
    let titles = titles(count);
    let before = resident();
    let now = Instant::now();
    let mut index = index(&titles);
    let (built, memory) = (now.elapsed(), resident() - before);
    let mut bytes = Vec::new();
    drop(index.pack(&mut bytes));
    let now = Instant::now();
    let again = Index::unpack(&*bytes, bytes.len() as u64);
    let (loaded, same) = (now.elapsed(), again.is_some_and(|a| a.len() == index.len()));
    let now = Instant::now();
    index.add(&Item {
        number: count,
        title: "One story more than there were before",
        ..Item::default()
    });
    let added = now.elapsed();
    let step = titles.len() / 1_000;
    let mut times: Vec<Duration> = titles
        .iter()
        .step_by(step)
        .map(|title| {
            let edited = edited(title);
            let now = Instant::now();
            std::hint::black_box(index.resolve(&Query {
                title: &edited,
                ..Query::default()
            }));
            now.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get(times.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{count} titles: built in {built:.1?}, {memory} MB; file of {} MB read in {loaded:.1?} (the same: {same}); one added in \
         {added:.1?}; an edited title resolved in {:.2?} p50, {:.2?} p99",
        bytes.len() >> 20,
        at(50),
        at(99)
    );
}

/// Memory of this process in MB, where the system says so.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|s| s.split(' ').nth(1)?.parse::<usize>().ok());
    pages.unwrap_or(0) * 4 / 1024
}

/// A title with a word dropped and a word more, so that nothing is found by its whole.
fn edited(title: &str) -> String {
    let rest = title.split_once(' ').map_or(title, |(_, rest)| rest);
    format!("{rest} again")
}

const SIZES: &[u32] = &[1_000, 10_000, 100_000, 1_000_000];

/// Headlines of 5 to 12 made-up words, the common ones far more often than the rare ones, as in real headlines.
fn titles(count: u32) -> Vec<String> {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % below
    };
    let mut title = |_| {
        let words = 5 + random(8);
        let mut word = |_| {
            let common = 1 + random(60_000);
            let common = 1 + random(common);
            word(random(common))
        };
        (0..words).map(&mut word).collect::<Vec<_>>().join(" ")
    };
    (0..count).map(&mut title).collect()
}

/// A word for a number: consonants and vowels in turn.
fn word(mut rank: u64) -> String {
    let mut word = String::new();
    for letters in ["bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou", "dlmnrst"]
        .iter()
        .cycle()
    {
        let count = letters.len() as u64;
        let at = usize::try_from(rank % count).unwrap_or_default();
        word.extend(letters.chars().nth(at));
        rank /= count;
        if rank == 0 {
            break;
        }
    }
    word
}

fn index(titles: &[String]) -> Index {
    let item = |(number, title)| Item {
        number,
        title,
        ..Item::default()
    };
    Index::build((0..).zip(titles.iter().map(String::as_str)).map(item))
}

#[divan::bench(args = SIZES)]
fn build(bencher: Bencher<'_, '_>, count: u32) {
    let titles = titles(count);
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| index(&titles));
}

#[divan::bench(args = SIZES)]
fn resolve_edited(bencher: Bencher<'_, '_>, count: u32) {
    let titles = titles(count);
    let index = index(&titles);
    let edited: Vec<String> = titles.iter().step_by(97).map(|t| edited(t)).collect();
    let mut asked = edited.iter().cycle();
    bencher.bench_local(|| {
        index.resolve(&Query {
            title: asked.next().map_or("", String::as_str),
            ..Query::default()
        })
    });
}

#[divan::bench(args = SIZES)]
fn resolve_exact(bencher: Bencher<'_, '_>, count: u32) {
    let titles = titles(count);
    let index = index(&titles);
    let mut asked = titles.iter().cycle();
    bencher.bench_local(|| {
        index.resolve(&Query {
            title: asked.next().map_or("", String::as_str),
            ..Query::default()
        })
    });
}

/// From the bytes of the file of an earlier run.
#[divan::bench(args = SIZES)]
fn load(bencher: Bencher<'_, '_>, count: u32) {
    let mut bytes = Vec::new();
    drop(index(&titles(count)).pack(&mut bytes));
    bencher.bench(|| Index::unpack(&*bytes, bytes.len() as u64));
}

/// One of the titles is another, as after a look at the folders.
#[divan::bench(args = SIZES)]
fn renew(bencher: Bencher<'_, '_>, count: u32) {
    let mut titles = titles(count);
    let index = index(&titles);
    if let Some(title) = titles.last_mut() {
        title.push_str(" again");
    }
    let item = |(number, title)| Item {
        number,
        title,
        ..Item::default()
    };
    bencher
        .with_inputs(|| index.clone())
        .bench_values(|i| i.renewed((0..).zip(titles.iter().map(String::as_str)).map(item)));
}
