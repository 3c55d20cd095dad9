//! A text that takes long to read: what can be done with it before all of it is there.

use crate::support::{
    bench::{Bench, Setup, assert_shows},
    keys,
};
use crossterm::event::Event;
use pullquote::tui::{effect::Effect, msg::Msg};
use std::{collections::VecDeque, sync::Arc};

/// Numbered paragraphs, above a megabyte of them.
fn story() -> String {
    let paragraph = |n: usize| {
        let words = " The harbour council met again, and again it was the bridge that kept it.";
        format!("Item {n} of the minutes.{}\n\n", words.repeat(n % 9))
    };
    let all: String = (1..=5000).map(paragraph).collect();
    format!("A long winter in Wendmouth\n\n{all}Here the minutes end.\n")
}

/// A reader whose story comes in pieces, each when it is asked for.
struct Slow {
    bench: Bench,
    pieces: VecDeque<Msg>,
}

impl Slow {
    /// The first piece is there.
    fn new() -> Self {
        let bench = Bench::with(&Setup {
            files: vec![("long.txt".into(), story())],
            size: (70, 20),
            ..Setup::default()
        });
        let path = bench.path("long.txt");
        let scanned = bench.alone(Effect::Scan(vec![path]));
        let entry = scanned.into_iter().find_map(|msg| match msg {
            Msg::Scanned(entries) => entries.into_iter().next(),
            _ => None,
        });
        let opened = bench.alone(Effect::Open(Arc::new(entry.unwrap())));
        let mut slow = Self {
            pieces: opened.into(),
            bench,
        };
        assert_eq!(slow.pieces.len(), 3, "both ends, the text, what is in it");
        slow.keys("<enter>");
        slow.more();
        slow
    }

    /// Keys whose effects come to nothing.
    fn keys(&mut self, keys: &str) {
        for key in keys::events(keys) {
            self.bench.unsettled(Event::Key(key));
            drop(self.bench.model.settle());
        }
    }

    /// The next piece comes.
    fn more(&mut self) {
        let piece = self.pieces.pop_front().unwrap();
        drop(self.bench.model.update(piece));
        drop(self.bench.model.settle());
    }

    fn text(&self) -> Vec<String> {
        let mut rows = self.bench.rows();
        rows.pop();
        rows
    }
}

#[test]
fn the_end_can_be_gone_to_at_once() {
    let mut slow = Slow::new();
    assert_shows(&slow.bench, "Item 1 of the minutes.");
    slow.keys("G");
    assert_shows(&slow.bench, "Here the minutes end.");
    assert_shows(&slow.bench, "100 %");
    let end = slow.text();
    for _ in 0..2 {
        slow.more();
        assert_eq!(slow.text(), end);
    }
    assert_shows(&slow.bench, "the end");
    slow.keys("gg");
    assert_shows(&slow.bench, "Item 1 of the minutes.");
}

#[test]
fn a_place_before_the_end_stays_when_the_rest_comes() {
    let mut slow = Slow::new();
    slow.keys("Gbbkkk");
    let there = slow.text();
    slow.more();
    assert_eq!(slow.text(), there);
    slow.more();
    assert_eq!(slow.text(), there);
    slow.keys("k");
    assert_eq!(slow.text()[1..], there[..there.len() - 1]);
}

#[test]
fn what_lies_between_is_waited_for() {
    let mut slow = Slow::new();
    // Neither by the page nor by a search does one come from the beginning to the end over what is not there.
    slow.keys(&"<space>".repeat(400));
    assert!(!slow.bench.screen().contains("the minutes end"));
    slow.keys("gg");
    slow.keys("/minutes end<enter>");
    assert_shows(&slow.bench, "Not found yet");
    slow.more();
    slow.keys("n");
    assert_shows(&slow.bench, "Here the minutes end.");

    let mut slow = Slow::new();
    slow.keys("50%");
    assert_shows(&slow.bench, "Item 1 of the minutes.");
    slow.more();
    assert_shows(&slow.bench, "Item 25");
    assert_shows(&slow.bench, "50 %");
}

#[test]
fn a_part_is_a_part_of_the_whole() {
    let text = story();
    let limits = pullquote::format::Limits::default();
    let (head, tail) = (
        &text.as_bytes()[..64 << 10],
        &text.as_bytes()[text.len() - (32 << 10)..],
    );
    let ends = pullquote::story::both_ends(head, tail, "long.txt", &limits).unwrap();
    let whole = pullquote::story::read(text.as_bytes(), "long.txt", &limits).remove(0);
    let (ends_text, text) = (ends.article.text(), whole.article.text());
    let seam = ends.seam.unwrap() as usize;
    assert!(text.ends_with(&ends_text[seam..]));
    assert!(text.starts_with(ends_text[..seam].trim_end()));
    assert!(seam > 30 << 10 && ends_text.len() - seam > 30 << 10);

    // Where no paragraph begins in the end, or the format needs all of its bytes, there is but a beginning.
    let both = |head: &[u8], tail: &[u8], name: &str| {
        pullquote::story::both_ends(head, tail, name, &limits)
    };
    assert!(both(head, b"no end of a line", "long.txt").is_none());
    assert!(
        both(
            b"<!DOCTYPE html><html><body><p>Hello",
            b"\n\nWords",
            "long.html"
        )
        .is_none()
    );
}
