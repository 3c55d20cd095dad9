//! Quotes on the screen: listed by speaker, alone, over all stories, copied with their citation.

use crate::support::{
    bench::{Bench, Setup},
    home::Home,
};
use pullquote::{
    format::Limits,
    library::Catalog,
    tui::{
        effect::{Among, Effect},
        msg::Msg,
    },
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

fn shows(bench: &Bench, words: &str) -> bool {
    bench.rows().iter().any(|r| r.contains(words))
}

#[test]
fn quotes_are_listed_by_speaker_and_as_they_come() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>Q");
    assert!(shows(&bench, "Quotes: 9, as they come"));
    bench.keys("jjs");
    assert!(shows(&bench, "Quotes: 9 of 3 speakers"));
    assert!(shows(&bench, "Ivor Penhale · 3"));
    bench.keys("<enter>");
    assert!(
        bench.status().contains("Ivor Penhale"),
        "{}",
        bench.status()
    );
    bench.keys("Q");
    assert!(shows(&bench, "Quotes: 9 of 3 speakers"), "remembered");
    bench.keys("/penhale<enter>");
    assert!(shows(&bench, "Ivor Penhale · 3") && !shows(&bench, "Marta Quill ·"));
}

#[test]
fn the_place_survives_the_quotes_alone() {
    for down in ["", "j", "6j", "15j"] {
        let mut bench = Bench::new(80, 24);
        bench.keys("<enter>").keys(down);
        let before = bench.rows();
        bench.keys("gq");
        assert!(
            bench.status().contains("only the quotes"),
            "{}",
            bench.status()
        );
        assert!(!shows(&bench, "covers eleven winters"), "{down}");
        bench.keys("gq");
        assert_eq!(bench.rows(), before, "{down}");
    }
}

#[test]
fn quotes_alone_are_stepped_through_and_searched() {
    let mut bench = Bench::new(60, 14);
    bench.keys("<enter>gq]q]q]q");
    assert!(
        bench.status().contains("Ivor Penhale"),
        "{}",
        bench.status()
    );
    assert!(shows(&bench, "since the cat"));
    // "the" stands in every paragraph; only the lines shown are gone to.
    bench.keys("<esc>gg/the<enter>");
    for _ in 0..30 {
        bench.keys("n");
        assert!(!shows(&bench, "eleven winters"));
        assert!(!shows(&bench, "photograph every page"));
    }
    bench.keys("/eleven<enter>");
    assert!(
        bench.status().contains("Not in this story"),
        "{}",
        bench.status()
    );
    let seen = bench.rows();
    bench.resize(100, 30).resize(60, 14);
    assert_eq!(bench.rows()[..13], seen[..13]);
}

#[test]
fn a_story_without_quotes_stays_as_it_is() {
    let mut bench = Bench::with(&Setup {
        files: vec![(
            "a.txt".into(),
            "A story\n\nNobody says a word in it.\n".into(),
        )],
        ..Setup::default()
    });
    bench.keys("<enter>gq");
    assert!(shows(&bench, "Nobody says a word"));
    assert!(
        bench.status().contains("Nobody is quoted"),
        "{}",
        bench.status()
    );
}

#[test]
fn whoever_is_quoted_in_any_story_is_listed() {
    let mut bench = Bench::new(80, 24);
    bench.keys("gs");
    assert!(shows(&bench, "stories ─"), "{:?}", bench.rows());
    assert!(shows(&bench, "Marta Quill"));
    bench.keys("/osk<enter><enter>");
    assert!(shows(&bench, "─ Bram Osk ─"), "{:?}", bench.rows());
    assert!(shows(&bench, "We are not arguing with the sea"));
    bench.keys("y");
    assert_eq!(
        bench.copied,
        [
            "“We are not arguing with the sea, … We tried that last year.” — Bram Osk, in *Storm closes the coast road for a third day*"
        ]
    );
    bench.keys("<esc>");
    assert!(shows(&bench, "Speakers: "), "back to the speakers");
    bench.keys("<enter><enter>");
    assert!(bench.status().contains("Bram Osk"), "{}", bench.status());
    assert!(shows(&bench, "We are not arguing with the sea"));
    bench.keys("<c-o>gs<esc>");
    assert!(!shows(&bench, "Speakers: "), "closed");
}

#[test]
fn in_a_library_all_of_the_list_are_heard() {
    let talks = "Talks fail\n\nThe talks failed on Monday in the old customs house, and nobody was surprised by it.\n\n“We will not move one inch from what was agreed in the spring,” Anna Lindqvist told reporters.\n";
    let home = Home::new(&[
        ("a.txt", talks),
        ("b.txt", "Eels\n\nNobody has seen the eels this year.\n"),
    ]);
    home.add();
    let mut session = home.session(&[], (100, 24));
    session.shows("2 unread of 2");
    session.send("gs");
    session.shows("Speakers: 1 in 2 stories");
    session.send("\r");
    session.shows("─ Anna Lindqvist ─");
    session.send("\r");
    session.shows("Anna Lindqvist · ");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn gathering_stops_when_told() {
    let bench = Bench::new(80, 24);
    let (limits, never) = (Limits::default(), AtomicBool::new(false));
    let mut entries = Vec::new();
    let paths = pullquote::library::bundled_paths();
    pullquote::library::scan(&paths, &limits, &never, &mut |delta| {
        entries.extend(delta.entries);
    });
    let catalog = Arc::new(Catalog::new(entries));
    for (stopped, told) in [(false, true), (true, false)] {
        let job = Arc::new(AtomicBool::new(stopped));
        let mut done = false;
        let effect = Effect::Gather(Among::Given(catalog.clone()), job.clone());
        for msg in bench.alone(effect) {
            if let Msg::Gathered(news) = msg {
                done |= news.done && !news.said.people().is_empty();
                assert!(Arc::ptr_eq(&news.job, &job));
            }
        }
        assert_eq!(done, told, "{}", job.load(Ordering::Relaxed));
    }
}

#[test]
fn a_quote_is_copied_in_every_form() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>]qyqymybyc");
    let [plain, markdown, bibtex, csl] = <[String; 4]>::try_from(bench.copied.clone()).unwrap();
    assert!(plain.starts_with("“He told everybody"), "{plain}");
    assert!(markdown.starts_with("> He told everybody"), "{markdown}");
    assert!(
        bibtex.starts_with("@misc{keepers,\n  title = {{Keeper's log"),
        "{bibtex}"
    );
    assert!(
        bibtex.contains("stove” --- Marta Quill (paragraph"),
        "{bibtex}"
    );
    assert!(
        csl.starts_with("[{\"id\":\"keepers\",\"type\":\"article\""),
        "{csl}"
    );
}
