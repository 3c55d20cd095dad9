//! Samples of every format as `inspect` shows them at each stage, and bytes of all kinds handed to every reader of files.

use super::formats::assert_lawful;
use proptest::prelude::*;
use pullquote::format::{FORMATS, Input, Limits};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

/// Folders of samples whose articles are held by snapshots of their own.
const ELSEWHERE: &[&str] = &["html", "markdown", "text"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

/// Names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = entries
        .map(|e| e.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// What `inspect` says of a sample at one stage.
fn inspected(sample: &str, stage: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(["inspect", sample, "--stage", stage, "--width", "60"])
        .current_dir(folder())
        .env_clear()
        .env("PULLQUOTE_HOME", home.path())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// As reviewed; `PULLQUOTE_BLESS=1` writes what is there now.
#[test]
fn every_sample_is_inspected_as_reviewed() {
    for kind in names(&folder()) {
        if ELSEWHERE.contains(&&*kind) {
            continue;
        }
        let samples = names(&folder().join(&kind));
        let got: Vec<String> = samples
            .iter()
            .map(|s| inspected(&format!("{kind}/{s}"), "article"))
            .collect();
        assert_golden(&got.join("\n"), &kind);
    }
}

/// Holds what was got against the file of that name; `PULLQUOTE_BLESS=1` writes it instead.
fn assert_golden(got: &str, name: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli/stages");
    let path = golden.join(format!("{name}.txt"));
    if std::env::var_os("PULLQUOTE_BLESS").is_some() {
        fs::create_dir_all(&golden).unwrap();
        fs::write(&path, got).unwrap();
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    assert!(got == want, "{name} differs:\n{got}");
}

/// A sample of each kind, short enough to be read through.
const SHORT: &[&str] = &[
    "addresses/onetab.txt",
    "bookmarks/netscape.html",
    "csv/raindrop.csv",
    "enex/notes.enex",
    "epub/book.epub",
    "feed/rss2.xml",
    "gzip/plain.json.gz",
    "html/news.html",
    "json/jsonfeed.json",
    "jsonl/ccnews.jsonl",
    "mail/newsletter.eml",
    "markdown/everything.md",
    "mhtml/chrome.mhtml",
    "opml/feeds.opml",
    "tei/trafilatura.xml",
    "text/news.txt",
    "warc/page.warc.gz",
    "zip/mixed.zip",
];

/// What was found in a text, without the figures that led to it: they change with each lesson that the model learns.
fn findings(notes: &str) -> String {
    let found = notes.lines().filter(|line| !line.starts_with("    "));
    let line = |line: &str| line.split(", sure ").next().unwrap_or_default().to_owned();
    found.map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sample_of_each_kind_is_inspected_at_every_stage_as_reviewed() {
    let kinds = names(&folder());
    let shown: Vec<_> = SHORT.iter().filter_map(|s| s.split_once('/')).collect();
    assert!(
        kinds
            .iter()
            .map(String::as_str)
            .eq(shown.iter().map(|(kind, _)| *kind))
    );
    for (sample, (kind, _)) in SHORT.iter().zip(shown) {
        let notes = findings(&inspected(sample, "notes"));
        let decoded = inspected(sample, "decoded");
        let page = inspected(sample, "page");
        let got = format!("decoded\n{decoded}\nnotes\n{notes}\n\npage\n{page}");
        assert_golden(&got, &format!("{kind}-steps"));
    }
}

/// The bytes of every sample.
static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let kinds = names(&folder());
    let files = kinds.iter().flat_map(|kind| {
        let folder = folder().join(kind);
        names(&folder)
            .into_iter()
            .map(move |name| folder.join(name))
    });
    files.map(|f| fs::read(f).unwrap()).collect()
});

/// Hands bytes to every reader of files, whichever would have been chosen: each gives lawful articles, and ends.
fn read_by_all(bytes: &[u8]) {
    let limits = Limits {
        expanded: 1 << 18,
        ..Limits::default()
    };
    for format in FORMATS {
        let parsed = (format.read)(Input { bytes, name: "a" }, &limits);
        assert!(parsed.articles.len() <= limits.articles, "{}", format.name);
        parsed.articles.iter().for_each(assert_lawful);
    }
}

/// Bytes made of pieces of samples, of themselves again, and of noise: near enough to a format to get far into its reader.
fn any_pieces() -> impl Strategy<Value = Vec<u8>> {
    let index = any::<prop::sample::Index>;
    let piece =
        (index(), index(), 0_usize..600, 1_usize..4).prop_map(|(file, at, length, times)| {
            let file = file.get(&SAMPLES);
            let start = at.index(file.len());
            let end = file.len().min(start + length);
            file[start..end].repeat(times)
        });
    let head = (index(), 0_usize..900).prop_map(|(file, length)| {
        let file = file.get(&SAMPLES);
        file[..file.len().min(length)].to_vec()
    });
    let noise = prop::collection::vec(any::<u8>(), 0..40);
    let rest = prop::collection::vec(prop_oneof![3 => piece, 1 => noise], 0..5);
    (head, rest).prop_map(|(head, rest)| [head, rest.concat()].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_reader_takes_any_pieces(bytes in any_pieces()) {
        read_by_all(&bytes);
    }
}

#[test]
fn what_once_broke_a_law() {
    for bytes in [&b"table><row><cell>a</cell><cell>b"[..], b"a\ta"] {
        read_by_all(bytes);
    }
}
