//! What the reader shows: snapshots of every pane and window. Each is read before it is accepted.

use crate::support::bench::{Bench, Setup};
use pullquote::theme::Depth;

/// Compares the screen after `keys` at each size with the snapshot `name-WIDTHxHEIGHT`.
fn snapshots(name: &str, keys: &str, sizes: &[(u16, u16)]) {
    for (width, height) in sizes {
        let mut bench = Bench::new(*width, *height);
        bench.keys(keys);
        snapshot(&format!("{name}-{width}x{height}"), &bench);
    }
}

fn snapshot(name: &str, bench: &Bench) {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
        snapshot_path => "snapshots",
    }, {
        insta::assert_snapshot!(name, bench.picture());
    });
}

const EVERY: &[(u16, u16)] = &[(40, 12), (80, 24), (120, 40), (200, 60)];
const TWO: &[(u16, u16)] = &[(80, 24), (120, 40)];

#[test]
fn list() {
    snapshots("list", "jjsk", EVERY);
}

#[test]
fn reader() {
    snapshots("reader", "<enter>", EVERY);
}

#[test]
fn reader_further_down() {
    snapshots("reader-down", "<enter>8j", &[(40, 12), (80, 24)]);
}

#[test]
fn wide_characters() {
    snapshots("wide", "G<enter>", &[(40, 12), (80, 24)]);
}

#[test]
fn quotes() {
    snapshots("quotes", "<enter>Qj", TWO);
}

#[test]
fn quotes_by_speaker() {
    snapshots("quotes-by-speaker", "<enter>Qsjj", TWO);
}

#[test]
fn only_quotes() {
    snapshots("only-quotes", "<enter>gq]q]q", TWO);
}

#[test]
fn speakers() {
    snapshots("speakers", "gsj", TWO);
}

#[test]
fn what_somebody_said() {
    snapshots("sayings", "gs/quill<enter><enter>j", TWO);
}

#[test]
fn quote_selected() {
    snapshots("quote", "<enter>]q]q", &[(80, 24)]);
}

#[test]
fn help() {
    snapshots("help", "<enter>?", TWO);
}

#[test]
fn found() {
    snapshots("found", "<enter>/lamp<enter>n", TWO);
}

#[test]
fn stub_selected() {
    snapshots("stub", "<enter><tab>", &[(80, 24)]);
}

#[test]
fn stub_not_found() {
    snapshots("missing", "<enter><tab><tab><enter>", TWO);
}

#[test]
fn stub_perhaps() {
    snapshots("perhaps", "j<enter><tab><tab><enter>", &[(80, 24)]);
}

#[test]
fn preview() {
    snapshots("preview", "<enter><tab>gk", &[(80, 24)]);
}

#[test]
fn themes() {
    snapshots("themes", "<enter>T", TWO);
}

#[test]
fn links() {
    snapshots("links", "<enter>gl", TWO);
}

#[test]
fn hints() {
    snapshots("hints", "<enter>10jf", TWO);
}

#[test]
fn prompt() {
    snapshots("prompt", "<enter>:quo<tab>", &[(80, 24)]);
}

#[test]
fn filter() {
    snapshots("filter", "/ferry", &[(80, 24)]);
}

#[test]
fn zen() {
    snapshots("zen", "<enter>z", &[(120, 40)]);
}

#[test]
fn no_colours() {
    let mut bench = Bench::with(&Setup {
        depth: Depth::Mono,
        ..Setup::default()
    });
    bench.keys("<enter><tab>]q");
    snapshot("mono-80x24", &bench);
}

#[test]
fn nothing_to_read() {
    let mut bench = Bench::with(&Setup {
        files: vec![("empty.bin".into(), "\0\0".into())],
        ..Setup::default()
    });
    bench.keys("<enter>");
    snapshot("nothing-80x24", &bench);
}
