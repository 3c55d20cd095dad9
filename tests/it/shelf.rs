//! The list of a library on the screen.

use crate::support::home::three;

#[test]
fn a_search_shows_where_the_words_stand() {
    let home = three();
    home.add();
    let (text, _) = home.run(&["search", "--color", "always", "ferries"]);
    assert!(text.contains("\x1b[1mFerries\x1b[22m return"), "{text}");
    assert!(
        text.contains("The \x1b[1mferries\x1b[22m came back"),
        "{text}"
    );
    let (text, _) = home.run(&["search", "ferries"]);
    assert!(!text.contains('\x1b'), "{text}");
    let (json, _) = home.run(&["search", "--json", "\"came back\""]);
    let line: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(line["snippet"]["hits"], serde_json::json!([[12, 21]]));
    // On the screen the line follows as one types.
    let mut session = home.session(&[], (80, 16));
    session.shows("Ferries return");
    session.hides("came back");
    session.send("/harb");
    session.shows("The ferries came back to the harbour.");
    let row = session
        .rows()
        .iter()
        .position(|r| r.contains("Ferries return"))
        .unwrap();
    assert!(
        session.rows()[row + 1].contains("came back"),
        "below its headline"
    );
    session.send("\x1b");
    session.hides("came back");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn the_lists_stand_at_the_side_of_a_wide_screen() {
    let home = three();
    home.add();
    home.run(&["mark", "eels", "--star", "--read"]);
    let mut session = home.session(&[], (140, 24));
    let counted = |name: &str, count: &str| {
        let (name, count) = (name.to_owned(), count.to_owned());
        move |s: &vt100::Screen| {
            let side: Vec<String> = s.rows(0, 26).collect();
            side.iter()
                .any(|r| r.contains(&name) && r.trim_end().ends_with(&count))
        }
    };
    session.until("all", counted("All stories", "3"));
    session.until("unread", counted("Unread", "2"));
    session.until("starred", counted("Starred", "1"));
    session.until("a tag", counted("harbour", "3"));
    // With keys: the list follows the cursor, and its stories are a key away.
    session.send("\\j");
    session.until("the unread ones", |s| {
        let list: Vec<String> = s.rows(27, 36).collect();
        list.iter().any(|r| r.contains("A bell rings")) && !list.iter().any(|r| r.contains("Eels"))
    });
    session.send("\rs");
    session.until("a star", counted("Starred", "2"));
    // A search that is kept stands there too, and can be forgotten.
    session.send("/ferries\r");
    session.send(":keep-list Boats\r");
    session.until("a kept search", counted("Boats", "1"));
    session.send("\\d");
    session.until("no kept search", |s| !counted("Boats", "1")(s));
    // With the mouse.
    let row = session
        .rows()
        .iter()
        .position(|r| r.contains("Starred"))
        .unwrap();
    session.send(&format!("\x1b[<0;5;{}M", row + 1));
    session.until("the starred ones", |s| {
        s.rows(27, 36).any(|r| r.contains("Eels"))
    });
    session.send(":sidebar\r");
    session.hides("All stories");
    session.send("\\");
    session.shows("All stories");
    session.send("qZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_file_is_deleted_only_after_a_second_answer() {
    let home = three();
    home.write(
        "d.jsonl",
        "{\"title\":\"One of many\",\"text\":\"A text.\",\"date\":\"2020-01-01\"}\n",
    );
    home.add();
    let mut session = home.session(&[], (80, 24));
    session.shows("One of many");
    session.send("ggD");
    session.shows("one of several in a file");
    session.send("jD");
    session.shows("gu does not bring it back");
    let path = home.stories().join("b.md");
    let whole = path.to_str().unwrap().to_owned();
    session.until("the whole path", move |s| {
        s.contents().replace(['\n', ' ', '│'], "").contains(&whole)
    });
    session.send("\r");
    session.hides("gu does not bring it back");
    assert!(path.exists(), "the first answer keeps it");
    session.send("D");
    session.shows("gu does not bring it back");
    session.send("j\r");
    session.shows("Deleted: ");
    session.hides("A bell rings");
    assert!(!path.exists());
    assert_eq!(std::fs::read_dir(home.stories()).unwrap().count(), 3);
    // On the command line: without a terminal only where it is said to be meant.
    let file = |name: &str| home.stories().join(name).to_str().unwrap().to_owned();
    let (said, code) = home.run(&["delete", &file("a.md")]);
    assert!(said.contains("--yes") && code == 1, "{said}");
    let (said, code) = home.run(&["delete", "--yes", &file("d.jsonl")]);
    assert!(said.contains("one of several") && code == 1, "{said}");
    let (said, code) = home.run(&["delete", "--yes", &file("a.md")]);
    assert!(said.starts_with("Deleted: ") && code == 0, "{said}");
    assert_eq!(home.titles(&["list"]), ["One of many", "Eels"]);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}
