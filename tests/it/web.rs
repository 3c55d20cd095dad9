//! Who links to whom: asked on the screen, and what a reader says of links.

use crate::support::bench::{Bench, Setup, assert_shows};
use pullquote::{
    format::Limits,
    library::{
        Catalog, Entry, Source,
        state::State,
        stories,
        web::{How, Web},
    },
};
use std::path::Path;

const A: &str = "---\ntitle: The ferry sails again on the first of May\ndate: 2020-05-01\nurl: https://example.com/ferry\n---\n\n\
    Ada Karrow opened the pier with Tobias Fenn of the Harbour Trust, and the band of the Skerry Rifles played.\n";
const B: &str = "---\ntitle: The bridge that nobody wanted to open\ndate: 2021-02-03\n---\n\n\
    It was raining. On that day [the ferry](https://www.example.com/ferry/?utm_source=x) did not sail, and Ada Karrow was not \
    there. But Tobias Fenn was, and the Skerry Rifles played.\n\nRead also: A strike that lasted forty days and nights\n";
const C: &str = "---\ntitle: Forty years of bridges\ndate: 2022-01-01\n---\n\nThere were many.\n\n\
    Related: The bridge that nobody wanted to open\n\nSee also: A strike that lasted forty days and nights\n";

fn web(files: &[(&str, &str)]) -> (Catalog, Web) {
    let mut web = Web::default();
    let mut entries = Vec::new();
    for (name, text) in files {
        let source = Source::new(Path::new(name), text.as_bytes().to_vec());
        for story in stories(&source, &Limits::default()).unwrap() {
            let entry = Entry::new(&source, story.nth, story.format, &story.article);
            web.add(entry.id, &story);
            entries.push(entry);
        }
    }
    (Catalog::new(entries), web)
}

#[test]
fn links_are_followed_both_ways() {
    let (catalog, web) = web(&[("a.md", A), ("b.md", B), ("c.md", C)]);
    let state = State::default();
    let net = web.net(&catalog, state.rulings());
    let to: Vec<_> = net
        .to(0)
        .map(|e| (e.from, e.lead.how, &*e.lead.words))
        .collect();
    assert_eq!(
        to,
        [(
            1,
            How::Link,
            "On that day the ferry did not sail, and Ada Karrow was not there."
        )]
    );
    assert_eq!(net.targets(2), [1]);
    assert_eq!(net.sources(1), [2]);
    let (into, out) = net.around(1);
    assert_eq!((into[0].place, out[0].place), (2, 0));
    assert_eq!(net.around(2).1[0].further, [0], "two steps");
    assert_eq!(net.thread(1, &catalog), [0, 1, 2], "by date");
    let wanted = net.wanted();
    assert_eq!(wanted.len(), 1, "two stubs, one story: {wanted:?}");
    assert_eq!(
        (&*wanted[0].title, wanted[0].by.as_slice()),
        ("A strike that lasted forty days and nights", &[1, 2][..])
    );
}

#[test]
fn names_make_stories_related() {
    let (catalog, web) = web(&[("a.md", A), ("b.md", B), ("c.md", C)]);
    let net = web.net(&catalog, State::default().rulings());
    let found = net.related(0, &web, &catalog);
    let places: Vec<_> = found.iter().map(|r| r.place).collect();
    assert_eq!(places, [1], "{found:?}");
    let names = found[0].shown();
    for name in ["Ada Karrow", "Tobias Fenn", "Skerry Rifles"] {
        assert!(names.contains(name), "{names}");
    }
}

#[test]
fn what_came_and_was_wanted_is_news() {
    let (before, mut web) = web(&[("b.md", B), ("c.md", C)]);
    let strike = Source::new(
        Path::new("d.md"),
        b"# A strike that lasted forty days and nights\n\nIt rained.\n".to_vec(),
    );
    let other = Source::new(
        Path::new("e.md"),
        b"# Nothing of the kind\n\nIt rained.\n".to_vec(),
    );
    let mut more = Vec::new();
    for source in [&strike, &other] {
        let story = stories(source, &Limits::default()).unwrap().remove(0);
        more.push(Entry::new(source, 0, story.format, &story.article));
        web.add(source.id(0), &story);
    }
    let catalog = before.with(more);
    let state = State::default();
    let new = web.arrivals(&catalog, &before, state.rulings());
    let new: Vec<_> = new.iter().map(|e| &*e.title).collect();
    assert_eq!(new, ["A strike that lasted forty days and nights"]);
    assert!(web.arrivals(&catalog, &catalog, state.rulings()).is_empty());
}

fn bench() -> Bench {
    Bench::with(&Setup {
        files: [("a.md", A), ("b.md", B), ("c.md", C)]
            .map(|(n, t)| (n.into(), t.into()))
            .to_vec(),
        size: (100, 24),
        ..Setup::default()
    })
}

#[test]
fn the_story_pointed_to_shows_who_points() {
    let mut bench = bench();
    bench.keys("<enter>gb");
    assert_shows(&bench, "Linked from");
    assert_shows(&bench, "On that day the ferry did not sail");
    bench.keys("<enter>");
    assert_shows(&bench, "It was raining");
    bench.keys("<c-o>");
    assert_shows(&bench, "Ada Karrow opened the pier");
    bench.keys("gr");
    assert_shows(&bench, "Both: ");
    bench.keys("<esc>gt");
    assert_shows(&bench, "▸ 1 May 2020");
    bench.keys("<esc>gw");
    assert_shows(&bench, "A strike that lasted forty days");
    bench.keys("<enter>");
    assert_shows(&bench, "It was raining");
}

#[test]
fn the_map_is_walked() {
    let mut bench = bench();
    bench.keys("jgm");
    assert_shows(&bench, "Point here");
    assert_shows(&bench, "◆ The bridge that");
    bench.keys("h<space>");
    assert_shows(&bench, "◆ Forty years of");
    assert_shows(&bench, "→ The ferry sails");
    bench.keys("ll<enter>");
    assert_shows(&bench, "It was raining");
    bench.resize(40, 24).keys("gm");
    assert_shows(&bench, "This story");
}

#[test]
fn the_readers_word_on_a_link_wins_and_is_kept() {
    let mut bench = bench();
    // The hyperlink of the bridge, then its stub.
    bench.keys("j<enter><tab><enter>");
    assert_shows(&bench, "Ada Karrow opened the pier");
    bench.keys("<c-o><tab>gc");
    assert_shows(&bench, "Where does this lead?");
    assert_shows(&bench, "Right:");
    bench.keys("jj<enter>");
    assert_shows(&bench, "From now on this leads nowhere.");
    bench.keys("<enter>");
    assert_shows(&bench, "Not in your library");
    bench.keys("<esc><tab>gc<enter>Forty<enter><enter>");
    assert_shows(
        &bench,
        "From now on this leads to “Forty years of bridges”.",
    );
    bench.keys("<enter>");
    assert_shows(&bench, "There were many.");

    let (catalog, _) = web(&[("a.md", A), ("b.md", B), ("c.md", C)]);
    let source = Source::new(Path::new("b.md"), B.as_bytes().to_vec());
    let story = stories(&source, &Limits::default()).unwrap().remove(0);
    let saved = bench.saved();
    let links = catalog.crosslinks(&story, source.id(0), saved.rulings());
    assert_eq!(
        links
            .iter()
            .map(|l| (l.ruled, l.exact()))
            .collect::<Vec<_>>(),
        [(true, Some((2, 1.0)))]
    );

    bench.keys("<c-o><tab><tab>gcG<enter>");
    assert_shows(&bench, "Taken back.");
}

#[test]
fn a_link_is_corrected_from_the_list() {
    let mut bench = bench();
    // The bridge has a hyperlink and a stub: which is meant has to be said.
    bench.keys("jgc");
    assert_shows(&bench, "Correct which link?");
    bench.keys("j<enter>");
    assert_shows(&bench, "Where does this lead?");
    bench.keys("<enter>Forty<enter><enter>");
    assert_shows(
        &bench,
        "From now on this leads to “Forty years of bridges”.",
    );
    let mut bench = self::bench();
    bench.keys("j2gc");
    assert_shows(&bench, "Where does this lead?");
    assert_shows(&bench, "A strike that lasted");
    let mut bench = self::bench();
    bench.keys("gc");
    assert_shows(&bench, "This story leads to no other.");
}

#[test]
fn a_preview_is_had_of_stubs_and_of_hyperlinks() {
    let mut bench = bench();
    bench.keys("j<enter><tab>gk");
    assert_shows(&bench, "1 May 2020");
    assert_shows(&bench, "Ada Karrow opened the pier with");
    bench.keys("<esc>J<tab>gk");
    assert_shows(&bench, "3 Feb 2021");
    assert_shows(&bench, "It was raining.");
}
