//! The terminal measured: asked how wide it draws, while somebody types.

use crate::support::pty::{Run, Session};
use std::fs;

/// Asks for name and version.
const ASK: &str = "\x1b[>0q";
/// Asks where the cursor is.
const WHERE: &str = "\x1b[6n";

/// A home with one story, and the program that reads it.
fn start(settings: &str) -> (tempfile::TempDir, Session) {
    let home = tempfile::tempdir().unwrap();
    let story = "# Hearts and dashes\n\nA \u{2764}\u{fe0f} — then “more”.\n";
    fs::write(home.path().join("story.md"), story).unwrap();
    fs::create_dir(home.path().join("own")).unwrap();
    fs::create_dir(home.path().join("own/config")).unwrap();
    fs::write(home.path().join("own/config/settings.toml"), settings).unwrap();
    let session = Session::start(&Run {
        home: home.path(),
        args: &["story.md"],
        size: (60, 12),
    });
    session.shows("Hearts and dashes");
    session.writes(ASK);
    (home, session)
}

/// The terminal says where its cursor is after a sample, each of which stands in the row after the one before.
fn at(sample: usize, column: u16) -> String {
    format!("\x1b[{};{}R", sample + 2, column + 1)
}

/// What was typed is there; and the program ends.
fn is_typed(session: &mut Session, words: &str) {
    session.shows(words);
    session.send("\x1b");
    session.hides(words);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

const VERSION: &str = "\x1bP>|Test(1)\x1b\\";

#[test]
fn keys_typed_between_the_answers_all_arrive() {
    let (home, mut session) = start("");
    session.send(&format!("/{VERSION}a"));
    session.writes(WHERE);
    let places: Vec<_> = [4, 2, 2, 1, 4, 2].into_iter().enumerate().collect();
    let places: Vec<_> = places.iter().map(|(n, c)| at(*n, *c)).collect();
    let [joined, flags, tones, variation, conjuncts, ambiguous] = &places[..] else {
        panic!("six samples");
    };
    session.send(&format!("b{joined}c{flags}{tones}d{variation}"));
    session.send(&format!("{conjuncts}ef{ambiguous}g{VERSION}h"));
    session.shows("/abcdefgh");
    session.send("\x1b");
    session.hides("/abcdefgh");
    // Where a point takes two cells, a full stop stands for it.
    session.shows("% . the end");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    session.is_restored();
    let known = fs::read_to_string(home.path().join("own/cache/terminals")).unwrap();
    assert!(
        known.starts_with("joined variation ambiguous\tTest(1) xterm-256color"),
        "{known}"
    );
    // Known the next time, it is not measured again.
    let again = Run {
        home: home.path(),
        args: &["story.md"],
        size: (60, 12),
    };
    let mut session = Session::start(&again);
    session.writes(ASK);
    session.send(VERSION);
    session.shows("% . the end");
    assert!(!session.written().contains(WHERE));
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_terminal_that_does_not_say_where_its_cursor_is_costs_no_key() {
    let (home, mut session) = start("");
    session.send(&format!("{VERSION}/a"));
    session.writes(WHERE);
    session.send(&format!("b{VERSION}cd"));
    session.send("ef");
    is_typed(&mut session, "/abcdef");
    let known = fs::read_to_string(home.path().join("own/cache/terminals")).unwrap();
    assert!(known.starts_with("\tTest(1)"), "{known}");
}

#[test]
fn a_story_of_narrow_letters_asks_nothing() {
    let home = tempfile::tempdir().unwrap();
    fs::write(
        home.path().join("story.md"),
        "# Plain words\n\nAnd — dashes.\n",
    )
    .unwrap();
    let mut session = Session::start(&Run {
        home: home.path(),
        args: &["story.md"],
        size: (60, 12),
    });
    session.writes(ASK);
    session.send(&format!("{VERSION}/abc"));
    is_typed(&mut session, "/abc");
    assert!(!session.written().contains(WHERE));
}

#[test]
fn a_terminal_that_answers_nothing_is_asked_no_more() {
    let (_home, mut session) = start("");
    session.send("/abc");
    is_typed(&mut session, "/abc");
    assert!(!session.written().contains(WHERE));
}

#[test]
fn widths_that_are_set_are_not_measured() {
    let (_home, mut session) = start("widths = \"ambiguous\"\n");
    session.shows("% . the end");
    session.send(&format!("{VERSION}/abc"));
    is_typed(&mut session, "/abc");
    assert!(!session.written().contains(WHERE));
}
