//! Names of speakers told together over many stories: "Kerry", "John Kerry" and "Secretary of State John Kerry" are one.
//!
//! A name as a story gives it goes in; lower-case words without accents, titles and articles come out, to be compared.

use crate::{annotate::is_title, library::links::fold};

/// A name as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Name {
    words: Vec<String>,
}

/// Articles that may stand before a name.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "der", "die", "das", "dem", "den", "ein", "eine", "einem", "einer", "le",
    "la", "les", "un", "une", "el", "los", "las", "una", "il", "lo", "gli", "i", "o", "os", "as",
    "um", "uma", "de", "het", "een",
];

/// Words that hang on a last name and are none.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "md", "phd", "mp"];

/// Words that an office takes with it: "Secretary of State".
const OF: &[&str] = &["of", "for", "de", "du", "des", "der", "del", "van"];

/// Short forms of first names that do not begin like the full one, with it.
const SHORT: &[(&str, &str)] = &[
    ("bill", "william"),
    ("billy", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("chuck", "charles"),
    ("dick", "richard"),
    ("rick", "richard"),
    ("jack", "john"),
    ("johnny", "john"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("ted", "edward"),
    ("ned", "edward"),
    ("tony", "anthony"),
    ("mike", "michael"),
    ("hank", "henry"),
    ("harry", "henry"),
    ("larry", "lawrence"),
    ("peggy", "margaret"),
    ("maggie", "margaret"),
    ("betty", "elizabeth"),
    ("liz", "elizabeth"),
    ("bettina", "elisabeth"),
    ("hans", "johannes"),
    ("sepp", "josef"),
    ("pepe", "jose"),
    ("paco", "francisco"),
    ("toni", "anton"),
];

impl Name {
    /// A name as a story gives it.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let folded = fold::title(name);
        let mut words: Vec<String> = folded.split(' ').map(spelt).collect();
        words.retain(|w| !w.is_empty());
        without(&mut words, |w| ARTICLES.contains(&w));
        while words.len() > 1 && words.first().is_some_and(|w| is_title(w)) {
            // "Secretary of State John Kerry": the office takes a word with it.
            let of = words.get(1).is_some_and(|w| OF.contains(&w.as_str()));
            let gone = if of && words.len() > 3 { 3 } else { 1 };
            words.drain(..gone);
        }
        while words.len() > 1 && words.last().is_some_and(|w| SUFFIXES.contains(&w.as_str())) {
            words.pop();
        }
        Self { words }
    }

    /// The word that persons are looked up by; empty of an empty name.
    #[must_use]
    pub fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether nothing is left of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether both may be one person or body: the same last name, and first names that do not contradict.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        if self.is_empty() || self.last() != other.last() {
            return false;
        }
        let first = |n: &Self| n.words.first().filter(|_| n.len() > 1).cloned();
        match (first(self), first(other)) {
            (Some(a), Some(b)) => same_first(&a, &b) || self.within(other) || other.within(self),
            _ => true,
        }
    }

    /// Whether `other` has every word: "Ines Karrow" in "Gutachterin Ines Karrow".
    fn within(&self, other: &Self) -> bool {
        self.words.iter().all(|w| other.words.contains(w))
    }

    /// Whether `other` says more of who it is: a first name, or one in full.
    #[must_use]
    pub fn is_completed_by(&self, other: &Self) -> bool {
        let initial = self.words.first().is_some_and(|w| w.chars().count() == 1);
        self.len() < other.len() && self.len() == 1 || initial && other.len() >= self.len()
    }

    /// Whether who asks for this name means `other`: every word of it is there, or both agree.
    #[must_use]
    pub fn means(&self, other: &Self) -> bool {
        !self.is_empty() && (self.within(other) || self.len() > 1 && self.agrees(other))
    }
}

/// Takes away the first word where it is of a kind and not the only one.
fn without(words: &mut Vec<String>, of_kind: impl Fn(&str) -> bool) {
    if words.len() > 1 && words.first().is_some_and(|w| of_kind(w)) {
        words.remove(0);
    }
}

/// "Mueller" as "Müller" is folded, and no genitive.
fn spelt(word: &str) -> String {
    if word.len() < 5 {
        return word.to_owned();
    }
    word.replace("ae", "a")
        .replace("oe", "o")
        .replace("ue", "u")
}

/// Whether two first names may be one: "J" and "John", "Rob" and "Robert", "Bill" and "William".
fn same_first(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initial = short.chars().count() == 1 || short.chars().count() >= 3;
    let nick = |x: &str, y: &str| SHORT.contains(&(x, y));
    a == b || initial && long.starts_with(short) || nick(a, b) || nick(b, a)
}

/// Whether words name somebody, rather than say what they are: "Ann Lee", "the State Department", not "a senior
/// official".
#[must_use]
pub fn is_proper(name: &str) -> bool {
    let article = |w: &&str| ARTICLES.contains(&w.to_lowercase().as_str());
    let mut words = name.split_whitespace().skip_while(article);
    let begins = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    // "van Dyck", "al-Assad", "d'Estaing" begin small and are names.
    words.next().is_some_and(|w| {
        begins(w) || w.contains(['-', '\'', '’']) && w.chars().any(char::is_uppercase)
    }) || OF.iter().any(|p| name.starts_with(&format!("{p} "))) && words.next().is_some_and(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_for_a_name_finds_its_spellings() {
        for (wanted, name, found) in [
            ("Kerry", "John Kerry", true),
            ("kerry", "Secretary of State John Kerry", true),
            ("Secretary Kerry", "John Kerry", true),
            ("John Kerry", "Kerry", true),
            ("John Kerry", "J. Kerry", true),
            ("J. Kerry", "John Forbes Kerry", true),
            ("John Kerry", "Vanessa Kerry", false),
            ("John Kerry", "John Kerrigan", false),
            ("Kerr", "John Kerry", false),
            ("Chuck Hagel", "Charles Hagel", true),
            ("Müller", "Anna Mueller", true),
            ("Garcia", "Inés García", true),
            ("State Department", "the State Department", true),
            ("official", "a senior State Department official", true),
            (
                "senior official",
                "a senior State Department official",
                true,
            ),
            ("King", "Martin Luther King Jr.", true),
            ("Ines Karrow", "Gutachterin Ines Karrow", true),
            ("", "John Kerry", false),
        ] {
            let said = Name::of(wanted).means(&Name::of(name));
            assert_eq!(said, found, "{wanted:?} {name:?}");
        }
    }

    #[test]
    fn names_are_told_from_phrases() {
        for (name, proper) in [
            ("Ann Lee", true),
            ("the State Department", true),
            ("van Dyck", true),
            ("al-Assad", true),
            ("a senior State Department official", false),
            ("officials", false),
            ("", false),
        ] {
            assert_eq!(is_proper(name), proper, "{name}");
        }
    }
}
