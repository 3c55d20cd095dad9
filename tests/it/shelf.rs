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
