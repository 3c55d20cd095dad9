//! The phrases of stubs, in `assets/stubs/`. They are kept as written and matched word by word: spelling out every
//! choice would cost more than reading an article.

use std::{collections::HashMap, sync::LazyLock};

/// How far a label can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Says what kind of thing the title names: "Video:".
    Kind,
    /// Leads on, with a separator: "Read more:".
    Link,
    /// Leads on, with a separator or without one: "Related".
    Open,
}

/// Label phrases of one line: a choice in each slot.
#[derive(Clone, Debug)]
struct Line {
    tier: Tier,
    heads: bool,
    slots: Vec<Vec<&'static str>>,
}

/// A phrase found at the start of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Phrase {
    /// Number of its words.
    pub(super) words: usize,
    pub(super) tier: Tier,
    /// It may stand alone over titles: "Related stories".
    pub(super) heads: bool,
}

/// All phrases.
#[derive(Debug, Default)]
struct Lexicon {
    lines: Vec<Line>,
    /// The words that lines may begin with, in order, and the lines that do.
    firsts: Vec<(&'static str, usize)>,
    joints: Vec<&'static str>,
    themes: Vec<&'static str>,
    glued: Vec<&'static str>,
    around: HashMap<&'static str, Vec<&'static str>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    lexicon.read_labels(include_str!("../../../assets/stubs/labels.txt"));
    lexicon.read_around(include_str!("../../../assets/stubs/around.txt"));
    lexicon
});

/// Whether a label may begin with `word`, given in lower case.
pub(super) fn may_begin(word: &str) -> bool {
    LEXICON.firsts.binary_search_by_key(&word, |f| f.0).is_ok()
}

/// The phrases at the start of `words`, which are in lower case; of no more than `most` words, longest first.
pub(super) fn phrases(words: &[&str], most: usize) -> Vec<Phrase> {
    let first = words.first().copied().unwrap_or_default();
    let from = LEXICON.firsts.partition_point(|f| f.0 < first);
    let lines = LEXICON
        .firsts
        .iter()
        .skip(from)
        .take_while(|f| f.0 == first);
    let words = words.get(..most).unwrap_or(words);
    let fits = |(_, line): &(&str, usize)| {
        let line = LEXICON.lines.get(*line)?;
        let met = line.met(words)?;
        Some(Phrase {
            words: met,
            tier: line.tier,
            heads: line.heads,
        })
    };
    let mut found: Vec<Phrase> = lines.filter_map(fits).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

/// Whether a word in lower case joins a publisher or a topic to a label.
pub(super) fn is_joint(word: &str) -> bool {
    LEXICON.joints.contains(&word)
}

/// Whether a word in lower case means "the subject", and its name may follow.
pub(super) fn is_theme(word: &str) -> bool {
    LEXICON.themes.contains(&word)
}

/// Labels of scripts that part no words.
pub(super) fn glued() -> &'static [&'static str] {
    &LEXICON.glued
}

/// The lines of a section of `around.txt`.
pub(super) fn around(section: &str) -> &'static [&'static str] {
    LEXICON.around.get(section).map_or(&[], Vec::as_slice)
}

impl Line {
    /// Most words of `words` that a choice of this line begins with; `None` where no choice does.
    fn met(&self, words: &[&str]) -> Option<usize> {
        let mut ends = vec![0];
        for slot in &self.slots {
            let from = |end: usize| {
                let rest = words.get(end..).unwrap_or_default();
                let fits = slot.iter().filter_map(|choice| begins(rest, choice));
                fits.map(|met| end + met).collect::<Vec<_>>()
            };
            ends = ends.into_iter().flat_map(from).collect();
            ends.sort_unstable();
            ends.dedup();
        }
        ends.pop().filter(|met| *met > 0)
    }

    /// The words that a choice of this line may begin with.
    fn firsts(&self) -> Vec<&'static str> {
        let optional = |slot: &&Vec<&str>| slot.contains(&"");
        let certain = self.slots.iter().take_while(optional).count();
        let slots = self.slots.iter().take(certain + 1).flatten();
        slots
            .filter_map(|choice| choice.split(' ').next())
            .filter(|w| !w.is_empty())
            .collect()
    }
}

/// How many words `choice` has, if `words` begin with them; an empty choice has none.
fn begins(words: &[&str], choice: &str) -> Option<usize> {
    let mut met = 0;
    for word in choice.split(' ').filter(|w| !w.is_empty()) {
        if words.get(met) != Some(&word) {
            return None;
        }
        met += 1;
    }
    Some(met)
}

/// The lines of an asset with the section each stands in; comments and blank lines left out.
fn sections(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    text.lines().map(str::trim).filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
            return None;
        }
        (!line.is_empty() && !line.starts_with('#')).then_some((section, line))
    })
}

impl Lexicon {
    fn read_labels(&mut self, text: &'static str) {
        for (section, line) in sections(text) {
            let (_, line) = line.split_once(' ').unwrap_or_default();
            let tier = match section {
                "open" => Tier::Open,
                "link" | "head" => Tier::Link,
                "kind" => Tier::Kind,
                "joint" => {
                    self.joints.extend(line.split(' '));
                    continue;
                }
                "theme" => {
                    self.themes.extend(line.split(' '));
                    continue;
                }
                _ => {
                    self.glued.extend(line.split(' '));
                    continue;
                }
            };
            let line = Line {
                tier,
                heads: matches!(section, "open" | "head"),
                slots: slots(line),
            };
            let number = self.lines.len();
            self.firsts
                .extend(line.firsts().into_iter().map(|word| (word, number)));
            self.lines.push(line);
        }
        self.firsts.sort_unstable();
        self.firsts.dedup();
    }

    fn read_around(&mut self, text: &'static str) {
        for (section, line) in sections(text) {
            self.around.entry(section).or_default().push(line);
        }
    }
}

/// "a {b|c|}" as a choice of "a", then one of "b", "c" and nothing.
fn slots(line: &'static str) -> Vec<Vec<&'static str>> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (choices, after) = after.split_once('}').unwrap_or((after, ""));
        found.push(vec![before.trim()]);
        found.push(choices.split('|').collect());
        rest = after;
    }
    found.push(vec![rest.trim()]);
    found.retain(|slot| slot.iter().any(|choice| !choice.is_empty()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_matches_each_of_its_choices() {
        let line = Line {
            tier: Tier::Link,
            heads: false,
            slots: slots("{to|} read {more|more here|} now"),
        };
        for (text, met) in [
            ("to read more now or later", Some(4)),
            ("read more here now", Some(4)),
            ("read now", Some(2)),
            ("read more", None),
            ("now", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(line.met(&words), met, "{text}");
        }
        assert_eq!(line.firsts(), ["to", "read"]);
    }

    #[test]
    fn the_lexicon_is_in_lower_case_and_speaks_nine_languages() {
        let text = include_str!("../../../assets/stubs/labels.txt");
        let tongues: Vec<_> = sections(text)
            .filter_map(|(_, l)| l.split(' ').next())
            .collect();
        for tongue in [
            "de", "en", "es", "fr", "it", "nl", "no", "pl", "pt", "sv", "da",
        ] {
            assert!(tongues.contains(&tongue), "{tongue}");
        }
        for choice in LEXICON.lines.iter().flat_map(|l| &l.slots).flatten() {
            assert_eq!(*choice, choice.to_lowercase());
        }
    }
}
