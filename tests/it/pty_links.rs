//! Links in the real program in a real terminal: followed, gone back, corrected for good, and lit up by what comes later.

use crate::support::pty::{Run, Session};
use std::{fs, path::Path, process::Command};

fn start(home: &Path, args: &[&str]) -> Session {
    Session::start(&Run {
        home,
        args,
        size: (100, 30),
    })
}

fn quit(session: &mut Session) {
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    session.is_restored();
}

#[test]
fn the_stories_that_come_along_are_linked_both_ways() {
    let home = tempfile::tempdir().unwrap();
    let mut session = start(home.path(), &[]);
    session.shows("Harbour council votes to keep");
    session.send("\r");
    session.shows("Wendmouth");
    // To the end, where its stubs stand; the first of them leads to the interview.
    session.send("G");
    session.shows("100 % · the end");
    session.send("1\r");
    session.shows("Ines Karrow");
    session.send("gb");
    session.shows("Linked from");
    session.shows("Harbour council votes");
    session.send("\u{1b}");
    session.hides("Linked from");
    session.send("\u{f}");
    session.shows("100 % · the end");
    session.send("gm");
    session.shows("Point here");
    quit(&mut session);
}

#[test]
fn a_link_of_the_stories_that_come_along_stays_corrected() {
    let home = tempfile::tempdir().unwrap();
    let ferry = |session: &mut Session, where_it_opens: &str| {
        session.shows("Harbour council votes to keep");
        session.send("/ferry returns\r");
        session.shows("1 of 13");
        session.send("\r");
        session.shows(where_it_opens);
        session.send("G");
        session.shows("CHOWDER FOR A NIGHT");
        session.shows("100 % · the end");
    };
    let mut session = start(home.path(), &[]);
    ferry(&mut session, "Passengers wave");
    session.send("2\r");
    session.shows("Not in your library");
    session.send("\u{1b}");
    session.hides("Not in your library");
    session.send("2gc");
    session.shows("Where does this lead?");
    session.send("\r");
    session.shows("It leads to");
    session.send("eels are back\r\r");
    session.shows("From now on this leads to");
    quit(&mut session);

    let mut session = start(home.path(), &[]);
    ferry(&mut session, "CHOWDER FOR A NIGHT");
    session.send("2\r");
    session.shows("the mud can prove it");
    session.send("gb");
    session.shows("Linked from");
    session.shows("Timetable and fares");
    quit(&mut session);
}

/// A folder of stories: one with two links, of which the first may mean two of the others, and the second none.
fn stories(home: &Path) {
    let put = |name: &str, text: &str| put(home, name, text);
    fs::create_dir(home.join("stories")).unwrap();
    put(
        "1.md",
        "# Keeper's log found\n\nIt lay in oilcloth behind the wall of the lighthouse for seventy years.\n\n\
         See also: Sunday ferry to the islands is back\n\n\
         Read also: A strike that lasted forty days and nights\n\nThat was all.\n",
    );
    put(
        "2.md",
        "# Ferry to the islands sails on Sundays again\n\nThe first ferry.\n",
    );
    put(
        "3.md",
        "# Bread by boat\n\nThe bread came over the water.\n",
    );
    // Without a rival it would be followed at once.
    put(
        "5.md",
        "# Ferry to the islands stops on Mondays\n\nThe last ferry.\n",
    );
}

fn put(home: &Path, name: &str, text: &str) {
    fs::write(home.join("stories").join(name), text).unwrap();
}

/// A library of the stories, and the program that shows it.
fn library() -> (tempfile::TempDir, Session) {
    let home = tempfile::tempdir().unwrap();
    stories(home.path());
    add(home.path(), "stories");
    let session = start(home.path(), &[]);
    session.shows("Bread by boat");
    (home, session)
}

/// Writes the story that others point to and that is missing.
fn put_wanted(home: &Path) {
    put(
        home,
        "4.md",
        "# A strike that lasted forty days and nights\n\nNobody gave in.\n",
    );
}

/// Adds files or a folder to the library, as in another terminal.
fn add(home: &Path, what: &str) {
    let added = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(["add", what])
        .env("PULLQUOTE_HOME", home.join("own"))
        .current_dir(home)
        .status();
    assert!(added.unwrap().success());
}

#[test]
fn a_corrected_link_stays_corrected_and_a_wanted_story_lights_up() {
    let home = tempfile::tempdir().unwrap();
    stories(home.path());
    let mut session = start(home.path(), &["stories"]);
    session.shows("Bread by boat");
    session.send("\r");
    session.shows("◐ Keeper's log");
    session.send("1\r");
    session.shows("Perhaps one of these?");
    session.send("\r");
    session.shows("The first ferry.");
    session.send("\u{f}");
    session.shows("It lay in oilcloth");
    session.send("1gc");
    session.shows("Where does this lead?");
    session.send("j\r");
    session.shows("It leads to");
    session.send("Bread\r\r");
    session.shows("From now on this leads to");
    session.send("1\r");
    session.shows("The bread came over the water.");
    quit(&mut session);

    let mut session = start(home.path(), &["stories"]);
    session.shows("Bread by boat");
    session.send("\r");
    session.shows("It lay in oilcloth");
    session.send("1\r");
    session.shows("The bread came over the water.");
    session.send("\u{f}");
    session.shows("It lay in oilcloth");
    session.send("2\r");
    session.shows("Not in your library");
    session.send("\u{1b}");
    session.hides("Not in your library");
    put_wanted(home.path());
    // Where the system tells of changes it comes by itself, half a second later.
    session.send("R");
    session.shows("lasted forty days and nights” has arrived");
    session.send("2\r");
    session.shows("Nobody gave in.");
    quit(&mut session);
}

#[test]
fn a_library_knows_its_links_from_its_catalog() {
    let (home, mut session) = library();
    put_wanted(home.path());
    session.send("R");
    session.shows("A strike that lasted");
    session.send("/strike nobody\r");
    session.hides("Bread by boat");
    session.send("gb");
    session.shows("Linked from");
    session.shows("Read also: A strike");
    session.send("\r");
    session.shows("It lay in oilcloth");
    session.send("1gc");
    session.shows("Where does this lead?");
    session.send("Gk\r");
    session.shows("It leads to");
    session.send("Bread\r\r");
    session.send("1\r");
    session.shows("The bread came over the water.");
    quit(&mut session);

    let mut session = start(home.path(), &[]);
    session.shows("Keeper's log");
    session.send("/oilcloth\r");
    session.hides("Bread by boat");
    session.send("\r");
    session.shows("It lay in oilcloth");
    session.send("1\r");
    session.shows("The bread came over the water.");
    session.send("gb");
    session.shows("Linked from");
    session.shows("Keeper's log found");
    session.send("\u{1b}");
    session.hides("Linked from");
    session.send("\u{f}");
    session.shows("It lay in oilcloth");
    session.send("1gc");
    session.shows("Take back what I said of it");
    session.send("G\r");
    session.shows("Taken back.");
    session.send("1\r");
    session.shows("Perhaps one of these?");
    quit(&mut session);
}

#[test]
fn what_another_terminal_puts_in_the_folder_lights_up_by_itself() {
    let home = tempfile::tempdir().unwrap();
    stories(home.path());
    let mut session = start(home.path(), &["stories"]);
    session.shows("Bread by boat");
    put_wanted(home.path());
    session.shows("nights” has arrived");
    edited(home.path(), &mut session);
    quit(&mut session);
}

/// A story that was greeted is no news when it is edited.
fn edited(home: &Path, session: &mut Session) {
    session.send("gg");
    session.hides("has arrived");
    put(
        home,
        "4.md",
        "# A strike that lasted forty days and nights\n\nIn the end one of them gave in.\n",
    );
    put(home, "6.md", "# A later one\n\nIt came after all else.\n");
    session.shows("A later one");
    session.send("R");
    session.hides("looking");
    session.hides("has arrived");
}

#[test]
fn what_another_terminal_adds_to_the_library_lights_up_by_itself() {
    let (home, mut session) = library();
    put_wanted(home.path());
    session.shows("nights” has arrived");
    edited(home.path(), &mut session);
    quit(&mut session);
}
