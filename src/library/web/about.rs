//! What a story is about, as far as its capital letters and dates tell: in an article, out the names of people, places and
//! bodies in it and its days of the month. What every story has weighs nothing later, so nothing is kept out here.

use crate::{
    annotate::{is_nobody, is_title},
    article::{Article, BlockKind},
    library::links::{fold, is_common, is_month},
};
use std::collections::{HashMap, HashSet};

/// A name or a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::library) struct Term {
    /// What two spellings of it share.
    pub(in crate::library) folded: String,
    /// As it is shown.
    pub(in crate::library) written: String,
}

impl Term {
    /// What it says of a story: a name of several words, or a day, as much as two single words, which may be names of others.
    pub(in crate::library) fn weight(&self) -> usize {
        let long = |w: &&str| w.chars().count() > 1;
        let words = self.folded.split(' ').filter(long).count();
        let day = self.folded.starts_with(|c: char| c.is_ascii_digit());
        if words > 1 || day { 2 } else { 1 }
    }
}

/// Most names of a story, and most words of a name.
const MOST: usize = 300;
const WORDS: usize = 4;
/// A word of its own is a name where it stands so often: what stands there once tells little of a story.
const OFTEN: usize = 2;
/// Of so many words within sentences one is capitalised in a language that capitalises all its nouns, or in titles.
const CAPITALS: usize = 5;

/// What stands before a name and is no part of it.
const ADDRESSES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "sir", "lady", "herr", "frau", "m", "mme", "monsieur",
    "madame", "senor", "senora", "signor", "signora",
];
/// What stands before a common noun: "the State".
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "its", "our", "their", "his", "her", "my",
    "your", "each", "every", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einer",
    "einem", "einen", "le", "la", "les", "un", "une", "el", "los", "las", "una", "il", "lo", "gli",
    "het", "een", "o", "os", "as", "um", "uma",
];
/// What a pronoun contracts with: "I'd", "We're".
const VERBS: &[&str] = &["d", "ll", "m", "re", "ve", "t"];

/// The names and dates of an article, in order; some more than once.
pub(super) fn terms(article: &Article) -> Vec<Term> {
    let mut read = Read::default();
    let body = article.blocks().iter().filter(|b| {
        matches!(
            b.kind,
            BlockKind::Paragraph
                | BlockKind::Item(_)
                | BlockKind::Definition
                | BlockKind::BlockQuote
                | BlockKind::Caption
        )
    });
    for block in body {
        if read.found.len() >= MOST {
            break;
        }
        read.text(block.span.of(article.text()));
    }
    read.terms()
}

/// What was read of an article.
#[derive(Default)]
struct Read<'a> {
    /// Words that may be a name, and days.
    found: Vec<Found<'a>>,
    /// Words in lower case: what is written so once is no name.
    lower: HashSet<&'a str>,
    /// Words within sentences, and those of them with a capital.
    words: usize,
    capitals: usize,
    run: Run<'a>,
}

/// What may be a name.
enum Found<'a> {
    Day(Term),
    /// Several words with capitals, one after the other.
    Full(Vec<&'a str>),
    /// One.
    Single(&'a str),
}

/// Words with capitals, one after the other.
#[derive(Default)]
struct Run<'a> {
    words: Vec<&'a str>,
    /// They stand at the start of a sentence.
    begins: bool,
    /// They stand after an article or the like.
    determined: bool,
}

impl<'a> Read<'a> {
    fn text(&mut self, text: &'a str) {
        let mut begins = true;
        let mut last = "";
        for word in text.split_whitespace() {
            let owned = owned(word);
            self.found.extend(date(last, owned).map(Found::Day));
            let opens = word.starts_with(|c: char| !c.is_alphanumeric());
            if opens || is_title(&owned.to_lowercase()) {
                self.close();
            }
            let capital = owned.starts_with(char::is_uppercase);
            self.words += usize::from(!begins);
            self.capitals += usize::from(capital && !begins);
            if capital {
                if self.run.words.is_empty() {
                    self.run.begins = begins;
                    self.run.determined = !opens && DETERMINERS.contains(&&*last.to_lowercase());
                }
                self.run.words.push(owned);
            } else {
                self.lower.insert(owned);
                self.close();
            }
            last = owned;
            let initial = capital && owned.chars().nth(1).is_none() && word.ends_with('.');
            let shut = !word.ends_with(owned);
            if shut && !initial {
                self.close();
            }
            begins = !initial && word.ends_with(['.', '!', '?', ':', '"', '”', '»', '“', '…']);
        }
        self.close();
    }

    /// Takes a run of capitalised words as a name, without the small words and titles at its start. A single word that only
    /// stands at the start of a sentence says nothing.
    fn close(&mut self) {
        let run = std::mem::take(&mut self.run);
        let small = |w: &&&str| {
            let folded = fold::title(w);
            is_common(&folded)
                || is_month(&folded)
                || ADDRESSES.contains(&folded.as_str())
                || is_title(&folded)
        };
        let skipped = run.words.iter().take_while(small).count();
        // "Then Fenn left."
        let first = run.words.first().filter(|_| run.begins && skipped == 0);
        let skipped = skipped + usize::from(first.is_some_and(|w| is_nobody(&w.to_lowercase())));
        let name = run.words.get(skipped..).unwrap_or_default();
        match name {
            [one] if skipped > 0 || !(run.begins || run.determined) => {
                self.found.push(Found::Single(one));
            }
            [] | [_] => {}
            _ if name.len() > WORDS => {}
            _ => self.found.push(Found::Full(name.to_vec())),
        }
    }

    /// The names and days: of single words those that are names by all that the article says.
    fn terms(self) -> Vec<Term> {
        let mut often: HashMap<&str, usize> = HashMap::new();
        let mut last: HashSet<&str> = HashSet::new();
        for found in &self.found {
            match found {
                Found::Single(word) => *often.entry(word).or_default() += 1,
                Found::Full(name) => last.extend(name.last()),
                Found::Day(_) => {}
            }
        }
        let nouns = self.capitals * CAPITALS > self.words;
        let single = |word: &str| {
            let lower = word.to_lowercase();
            // "John Kerry" is "Kerry" further down.
            let backed = last.contains(word);
            let alone = !nouns && often.get(word).is_some_and(|n| *n >= OFTEN);
            (backed || alone)
                && !self.lower.contains(&*lower)
                && !is_nobody(&lower)
                && !is_nobody(&fold::title(word))
        };
        let term = |found| match found {
            Found::Day(day) => Some(day),
            Found::Full(name) => named(&name.join(" ")),
            Found::Single(word) => single(word).then(|| named(word)).flatten(),
        };
        self.found.into_iter().filter_map(term).collect()
    }
}

/// A word without what stands around it, and whose it is; nothing of a contracted pronoun.
fn owned(word: &str) -> &str {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let verb = bare.split_once(['\'', '’']).map_or("", |(_, v)| v);
    if VERBS.contains(&verb) {
        return "";
    }
    let own = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s"));
    own.unwrap_or(bare)
}

fn named(written: &str) -> Option<Term> {
    let folded = fold::title(written);
    (folded.chars().count() > 1).then(|| Term {
        folded,
        written: written.to_owned(),
    })
}

/// "May 7" and "7 May" as one.
fn date(a: &str, b: &str) -> Option<Term> {
    let day = |w: &str| w.parse().ok().filter(|d: &u8| (1..=31).contains(d));
    let month = |w: &str| {
        let capital = w.starts_with(char::is_uppercase);
        capital.then(|| fold::title(w)).filter(|w| is_month(w))
    };
    let (day, month) = match (day(a), month(b)) {
        (Some(day), Some(month)) => (day, month),
        _ => (day(b)?, month(a)?),
    };
    Some(Term {
        folded: format!("{day} {month}"),
        written: format!("{a} {b}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_days_are_told_from_what_only_begins_a_sentence() {
        for (text, due) in [
            (
                "On May 7 the mayor, Ada Karrow, met Fenn's deputy. Nobody came. The Harbour Board sat on 8 May with Karrow.",
                "7 may, ada karrow, harbour board, 8 may, karrow",
            ),
            // What stands once tells little; what is a common noun somewhere is no name; nor is what an article stands before.
            (
                "They met in Fenn, where it had been raining for some days. Then Fenn was left for Light, and by and by Light for \
                 light, while nobody asked the State or went to see what the State had done for any of them.",
                "fenn, fenn",
            ),
            // Titles are no part of a name, and an initial is.
            (
                "It was Vermont Sen. Bernie Sanders and George W. Bush on Friday, and again on Friday.",
                "bernie sanders, george w bush",
            ),
            // Where every noun has a capital, it says nothing.
            (
                "Das ist ein Haus und ein Garten. Das Haus von Angela Merkel hat Garten und Dach und Garten, sagt Merkel.",
                "angela merkel, merkel",
            ),
        ] {
            let mut read = Read::default();
            read.text(text);
            let folded: Vec<String> = read.terms().into_iter().map(|t| t.folded).collect();
            assert_eq!(folded.join(", "), due, "{text}");
        }
    }
}
