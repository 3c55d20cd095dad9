//! Who is spoken to: the words of a quotation go in, whether they call somebody by name comes out, and what the one is
//! called who tells the story.

use std::collections::BTreeMap;

use super::{
    Quote,
    candidates::{Candidate, Kind},
    lexicon::Tags,
    model::levels,
    scene::Scene,
};
use crate::text::Span;

levels! {
    /// How a name stands among words of speech: who is called is spoken to, and seldom speaks them.
    Call { No Named Called }
}

/// Bytes of a run looked at.
const NEAR: usize = 400;

/// How a candidate stands among the first words of a run, by its first name or its last.
pub(super) fn call(scene: &Scene<'_>, c: &Candidate, run: usize) -> Call {
    let noun = c.kind == Kind::PersonNoun;
    if !c.kind.is_name() && !noun {
        return Call::No;
    }
    let Some(run) = scene.runs.get(run) else {
        return Call::No;
    };
    let words = run.span.of(scene.text);
    let words = words.get(..NEAR).unwrap_or(words);
    let mut how = Call::No;
    for token in [c.last, c.name] {
        let name = scene.tokens.get(token as usize);
        let name = name.map_or("", |t| t.span.of(scene.text));
        for at in places(words, name).take(3) {
            if is_called(words, at, at + name.len()) {
                return Call::Called;
            }
            how = if noun { Call::No } else { Call::Named };
        }
        if c.name == c.last || noun {
            break;
        }
    }
    how
}

/// Where a name stands in a few words: what is asked of every candidate and quote, so nothing is prepared for the search.
fn places<'a>(words: &'a str, name: &'a str) -> impl Iterator<Item = usize> {
    let first = name.as_bytes().first();
    let starts = first.map(|first| memchr::memchr_iter(*first, words.as_bytes()));
    let stands = move |at: &usize| words.get(*at..).is_some_and(|w| w.starts_with(name));
    starts.into_iter().flatten().filter(stands)
}

/// How a candidate stands among the first words of the run before.
pub(super) fn addressed(scene: &Scene<'_>, c: &Candidate, run: usize) -> Call {
    run.checked_sub(1)
        .map_or(Call::No, |before| call(scene, c, before))
}

/// Words that may stand between the sign before a call and the name.
const BEFORE: &[&str] = &[
    "dear", "my", "old", "poor", "good", "little", "young", "mr", "mrs", "miss", "ms", "dr", "sir",
    "lady", "captain", "doctor", "colonel", "aunt", "uncle", "oh", "o", "ah", "well", "no", "yes",
    "but", "and", "herr", "frau", "monsieur", "madame", "señor", "señora", "signor", "signora",
];

/// Whether the bytes `from..to` of words of speech call somebody: signs part them from the rest on both sides.
fn is_called(words: &str, from: usize, to: usize) -> bool {
    let after = words.get(to..).and_then(|w| w.chars().next());
    if !after.is_none_or(|c| matches!(c, ',' | '.' | '!' | '?' | '…' | '—' | '-' | ';')) {
        return false;
    }
    let mut before = words.get(..from).unwrap_or_default();
    if before.ends_with(|c: char| c.is_alphanumeric()) {
        return false;
    }
    for _ in 0..4 {
        before = before.trim_end();
        let word = before.trim_end_matches('.');
        let word = word
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        if word.is_empty() || !BEFORE.iter().any(|b| b.eq_ignore_ascii_case(word)) {
            break;
        }
        before = before.trim_end_matches('.');
        before = before.get(..before.len() - word.len()).unwrap_or_default();
    }
    let before = before.trim_end();
    before.is_empty() || before.ends_with([',', '.', '!', '?', '—', '-', ';', '…', ':'])
}

/// Fewest calls that tell the name of the one who says "I".
const CALLS: usize = 2;

/// The name that the others call the one by who says "I" in the story: `mine` says which quotes are spoken by "I".
pub(super) fn narrator(scene: &Scene<'_>, quotes: &[Quote], mine: &[bool]) -> Option<Span> {
    if !mine.iter().any(|m| *m) {
        return None;
    }
    let speaks = |n: usize| mine.get(n).copied().unwrap_or_default();
    let mut votes: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for (n, quote) in quotes.iter().enumerate() {
        let beside = n.checked_sub(1).is_some_and(speaks) || speaks(n + 1);
        if speaks(n) || !beside || !quote.kind.is_speech() {
            continue;
        }
        for span in names(scene, quote.span) {
            votes.entry(span.of(scene.text)).or_insert((0, span)).0 += 1;
        }
    }
    let (name, (count, span)) = votes.clone().into_iter().max_by_key(|(_, v)| v.0)?;
    let most = votes.values().filter(|v| v.0 == count).count() == 1;
    let other = |q: &Quote| {
        let voice = q.voice.as_ref();
        voice.is_some_and(|v| v.name.of(scene.text).split(' ').any(|w| w == name))
    };
    (count >= CALLS && most && !quotes.iter().any(other)).then_some(span)
}

/// Proper names by which somebody is called among the first words of a run.
fn names(scene: &Scene<'_>, run: Span) -> Vec<Span> {
    let words = run.of(scene.text);
    let words = words.get(..NEAR).unwrap_or(words);
    let mut found = Vec::new();
    let mut at = 0;
    for piece in words.split(|c: char| !c.is_alphabetic()) {
        let (from, to) = (at, at + piece.len());
        at = to
            + words
                .get(to..)
                .and_then(|w| w.chars().next())
                .map_or(1, char::len_utf8);
        if piece.len() < 3 || !piece.starts_with(char::is_uppercase) {
            continue;
        }
        let tags = scene.lexicon.tags(&piece.to_lowercase());
        let first = tags.any(Tags::FIRST_M.with(Tags::FIRST_F));
        if (first || tags == Tags::NONE && from > 0) && is_called(words, from, to) {
            let start = run.start as usize;
            found.push(Span::new(start + from, start + to));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_called_stands_apart() {
        for (words, name, called) in [
            ("Well, John, come in.", "John", true),
            ("Come in, my dear Watson!", "Watson", true),
            ("Good morning, Mr. Ek.", "Ek", true),
            ("Rudolf!", "Rudolf", true),
            ("John came in.", "John", false),
            ("I saw John.", "John", false),
            ("Johnson, come in", "John", false),
        ] {
            let at = words.find(name).unwrap();
            assert_eq!(is_called(words, at, at + name.len()), called, "{words}");
        }
    }
}
