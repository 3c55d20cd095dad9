//! Titles indexed and resolved, by the size of the library.

use divan::{Bencher, counter::ItemsCount};
use pullquote::library::links::{Index, Item, Query};

fn main() {
    divan::main();
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

/// A title with a word dropped and a word more, so that nothing is found by its whole.
#[divan::bench(args = SIZES)]
fn resolve_edited(bencher: Bencher<'_, '_>, count: u32) {
    let titles = titles(count);
    let index = index(&titles);
    let edited: Vec<String> = titles
        .iter()
        .step_by(97)
        .map(|t| {
            format!(
                "{} again",
                t.split_once(' ').map_or(t.as_str(), |(_, rest)| rest)
            )
        })
        .collect();
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
    let bytes = index(&titles(count)).pack().unwrap_or_default();
    bencher.bench(|| Index::unpack(&bytes));
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
