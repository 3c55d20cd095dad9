//! Cross-links told from what only begins like them: one paragraph at a time, in the middle of a story.

use pullquote::{
    format::Limits,
    library::{Source, stories},
    story::Story,
};
use std::path::Path;

const STUBS: &str = include_str!("../data/links/stubs.txt");
const PROSE: &str = include_str!("../data/links/prose.txt");

/// The story of a saved text with this paragraph in it.
fn story(paragraph: &str) -> Story {
    let text = format!(
        "Clockmaker of Ennis retires after sixty years\n\n\
         The clock in the market square was wound for the last time on Friday, by the man who has wound it since he was twelve.\n\n\
         Nobody has been found who will climb the ninety steps every morning, and the council has no money for a motor this year.\n\n\
         {paragraph}\n\n\
         The clock will stand still until the spring, when the tower is to be painted and the bells are to be looked at again.\n"
    );
    let source = Source::new(Path::new("clock.txt"), text.into_bytes());
    stories(&source, &Limits::default()).unwrap().remove(0)
}

/// The lines of a table.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// What stands between two marks.
fn between(line: &str, open: char, close: char) -> &str {
    let (_, rest) = line.split_once(open).expect(line);
    rest.split_once(close).expect(line).0
}

#[test]
fn labels_of_many_languages_lead_to_a_title() {
    let mut wrong = Vec::new();
    for line in lines(STUBS) {
        let line = line.replace("\\u", "\u{a0}");
        let due = (between(&line, '⟦', '⟧'), between(&line, '⟪', '⟫'));
        let story = story(&line.replace(['⟦', '⟧', '⟪', '⟫'], ""));
        let text = story.article.text();
        let found: Vec<_> = story
            .notes
            .stubs
            .iter()
            .map(|s| (s.label.of(text), s.title.of(text)))
            .collect();
        if found != [due] {
            wrong.push(format!("{line}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn prose_credits_and_calls_lead_nowhere() {
    let mut wrong = Vec::new();
    for line in lines(PROSE) {
        let story = story(line);
        if let Some(stub) = story.notes.stubs.first() {
            wrong.push(format!("{line}: {}", stub.title.of(story.article.text())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
