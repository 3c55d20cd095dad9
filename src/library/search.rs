//! Words that a reader types to a selection of stories.
//!
//! A query is words that a story must have, as they stand or in another form: `harbour strikes`. `"a phrase"`, a `prefix*`, `this OR that`, `NOT those` or `-those`;
//! a field before a colon looks in one place only or asks for something else than words:
//!
//! ```text
//! title: by: site: tag: quote: speaker: said: is: date: before: after: lang: words> words< links-to:
//! ```
//!
//! Nothing is refused: what makes no sense is looked for as words, and [`odd`] says so.

mod begun;
mod compile;
mod forms;
mod odd;
mod pieces;
mod snippet;
mod texts;

pub use begun::{Begun, begun, fields, states};
pub use compile::HERE;
pub(in crate::library) use compile::parted;
pub use odd::odd;
pub use snippet::{Snippet, Term, hits, snippet};
pub use texts::{each_text, snippets};

use super::store::{Selection, day_of, folded_key};
use crate::{format::date, text};
use pieces::{Marks, Piece, pieces};

/// What a reader asked for: every group must hold, and of a group one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    groups: Vec<Vec<Part>>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    not: bool,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// Words next to each other, somewhere or in one column of the index.
    Words {
        column: Option<&'static str>,
        words: String,
        prefix: bool,
        /// Other forms of the word will do.
        loose: bool,
    },
    /// Words inside a quote, by anyone or by somebody of this name.
    Said {
        column: &'static str,
        words: String,
        prefix: bool,
    },
    /// A tag, whole; while it is typed, its beginning.
    Tag { name: String, prefix: bool },
    /// A publication: words of its name, or of the host.
    Site(String),
    /// A state by name.
    Is(State),
    /// Published before a date, as [`day_of`] counts.
    Before(i64),
    /// Published on that date or later.
    After(i64),
    /// Published on that day, in that month or year: from the first number on, before the second.
    Within(i64, i64),
    /// In a language.
    Lang(String),
    /// More, or less, than so many words.
    Length { more: bool, than: u32 },
    /// Names a story of this title in a cross-link; while it is typed, one that begins so.
    LinksTo { title: String, prefix: bool },
}

/// What a story can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unread,
    Begun,
    Read,
    Starred,
    Archived,
    Trashed,
    Tagged,
    Ghost,
    Any,
}

/// The states by name.
const STATES: &[(&str, State)] = &[
    ("unread", State::Unread),
    ("begun", State::Begun),
    ("reading", State::Begun),
    ("read", State::Read),
    ("starred", State::Starred),
    ("archived", State::Archived),
    ("trashed", State::Trashed),
    ("tagged", State::Tagged),
    ("ghost", State::Ghost),
    ("any", State::Any),
];

/// What can stand before a colon, and what it makes of the words after it, which may be the beginning of what is meant.
/// `None` where they make no sense.
type Field = (&'static str, fn(&str, bool) -> Option<What>);

const FIELDS: &[Field] = &[
    ("title", |v, p| words(Some("title"), v, p)),
    ("by", |v, p| words(Some("byline"), v, p)),
    ("site", |v, _| Some(What::Site(v.to_owned()))),
    ("tag", |v, prefix| {
        let name = v.to_owned();
        Some(What::Tag { name, prefix })
    }),
    ("quote", |v, p| said("said", v, p)),
    ("said", |v, p| said("said", v, p)),
    ("speaker", |v, p| said("speaker", v, p)),
    ("is", |v, _| state(v).map(What::Is)),
    ("before", |v, p| day(v, p).map(What::Before)),
    ("after", |v, p| day(v, p).map(What::After)),
    ("date", |v, p| day(v, p).map(within)),
    ("lang", |v, _| Some(What::Lang(v.to_lowercase()))),
    ("links-to", |v, prefix| {
        let title = folded_key(v);
        Some(What::LinksTo { title, prefix })
    }),
];

/// Other names of fields.
const ALIASES: [(&str, &str); 6] = [
    ("author", "by"),
    ("byline", "by"),
    ("headline", "title"),
    ("language", "lang"),
    ("on", "date"),
    ("tags", "tag"),
];

/// The field of a name, in whatever case.
fn field(name: &str) -> Option<&'static Field> {
    let name = name.to_lowercase();
    let alias = ALIASES.iter().find(|(n, _)| *n == name);
    let name = alias.map_or(name.as_str(), |(_, field)| field);
    FIELDS.iter().find(|(n, _)| *n == name)
}

fn words(column: Option<&'static str>, value: &str, prefix: bool) -> Option<What> {
    let words = compile::parted(value).into_owned();
    let longest = words.trim().chars().count();
    words
        .contains(char::is_alphanumeric)
        .then_some(What::Words {
            column,
            words,
            prefix: prefix && longest >= PREFIX,
            loose: false,
        })
}

/// Letters from which a beginning of a word is looked for: of one or two half the library would be the answer.
const PREFIX: usize = 3;

/// Whether a word that is still being typed says too little yet: as a whole word it would empty the list until the next
/// letter. One character of Chinese or Japanese may be a word.
fn is_stump(word: &str) -> bool {
    let letters = word.chars().count();
    letters < PREFIX && text::width(word) == letters && word.chars().all(char::is_alphabetic)
}

fn said(column: &'static str, value: &str, prefix: bool) -> Option<What> {
    let words = compile::parted(value).into_owned();
    let prefix = prefix && words.trim().chars().count() >= PREFIX;
    let known = words.contains(char::is_alphanumeric);
    known.then_some(What::Said {
        column,
        words,
        prefix,
    })
}

fn state(name: &str) -> Option<State> {
    let name = name.to_lowercase();
    let found = STATES.iter().find(|(n, _)| *n == name);
    found.map(|(_, state)| *state)
}

/// A date, however it is spelt; while it is typed, what there is of it.
fn day(value: &str, open: bool) -> Option<i64> {
    let spelt = date::parse(value).map(|d| day_of(&d));
    let day = spelt.or_else(|| open.then(|| day_of(value)));
    day.filter(|day| *day > 0)
}

/// All of a day, a month or a year: two digits each of month, day, hour and minute are 0 where they were not said.
fn within(day: i64) -> What {
    let mut unit = 1;
    while day % (unit * 100) == 0 && unit < 100_000_000 {
        unit *= 100;
    }
    What::Within(day, day + unit)
}

impl Query {
    /// Reads what a reader typed. Nothing is refused: what makes no sense as a field is looked for as words. While one is still
    /// typing (`open`) the last word may be the beginning of one, and counts from three letters, or once a space ends it.
    #[must_use]
    pub fn parse(text: &str, open: bool) -> Self {
        let mut query = Self::default();
        let mut pieces = pieces(text).peekable();
        let (mut not, mut or) = (false, false);
        while let Some(piece) = pieces.next() {
            match piece.text {
                "OR" | "|" if !piece.quoted() => or = !query.groups.is_empty(),
                "AND" | "&" if !piece.quoted() => {}
                "NOT" if !piece.quoted() => not = true,
                _ => {
                    let last = open && pieces.peek().is_none() && piece.at_end;
                    let Some(part) = part(&piece, not, last) else {
                        continue;
                    };
                    not = false;
                    match query.groups.last_mut().filter(|_| or) {
                        Some(group) => group.push(part),
                        None => query.groups.push(vec![part]),
                    }
                    or = false;
                }
            }
        }
        query
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether it asks for words, so that one story can fit better than another.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.selection().words.is_some()
    }

    /// Whether it asks for what was said in stories, or which they name: what is looked for in them last.
    #[must_use]
    pub fn asks_closer(&self) -> bool {
        let mut parts = self.groups.iter().flatten();
        parts.any(|p| matches!(p.what, What::Said { .. } | What::LinksTo { .. }))
    }

    /// The stories that it means. What was archived or thrown away is left out unless it is asked for.
    #[must_use]
    pub fn selection(&self) -> Selection {
        compile::selection(self)
    }

    /// The words that it looks for in headlines and texts, to be shown where they stand.
    #[must_use]
    pub fn terms(&self) -> Vec<Term> {
        let wanted = self.groups.iter().flatten().filter(|p| !p.not);
        let words = wanted.filter_map(|p| match &p.what {
            What::Words {
                words,
                column,
                prefix,
                ..
            } if *column != Some("byline") => Term::new(words, *prefix),
            What::Said {
                words,
                column: "said",
                prefix,
            } => Term::new(words, *prefix),
            _ => None,
        });
        words.chain(self.other_forms()).collect()
    }

    /// The words in their other forms, in every language that has any here.
    fn other_forms(&self) -> impl Iterator<Item = Term> {
        let wanted = self.groups.iter().flatten().filter(|p| !p.not);
        let loose = wanted.filter_map(|p| match &p.what {
            What::Words {
                words, loose: true, ..
            } => Some(words),
            _ => None,
        });
        loose.flat_map(|word| {
            let forms = forms::LANGUAGES.iter();
            let forms = forms.flat_map(|l| forms::forms(word.trim(), l));
            forms.filter_map(|form| Term::new(&form, false))
        })
    }
}

fn part(piece: &Piece<'_>, not: bool, last: bool) -> Option<Part> {
    let text = piece.text.trim();
    let (bare, star) = match text.strip_suffix('*') {
        Some(bare) if !piece.quoted() => (bare, true),
        _ => (text, false),
    };
    let last = last && (!piece.quoted() || piece.marks == Marks::Unclosed);
    let prefix = star || last && !piece.quoted();
    let meant = match field(piece.field) {
        Some((_, read)) if !bare.is_empty() => read(bare, prefix || last),
        Some(_) => return None,
        None => length(bare).or_else(|| words(None, bare, prefix)),
    };
    // A field that is still being typed asks for nothing yet.
    if meant.is_none() && last && !piece.field.is_empty() {
        return None;
    }
    let mut what = meant.or_else(|| words(None, bare, prefix))?;
    let is_words = matches!(what, What::Words { .. } | What::Said { .. });
    if last && !star && !piece.quoted() && is_words && is_stump(bare) {
        return None;
    }
    if let What::Words { loose, column, .. } = &mut what {
        *loose = !piece.quoted() && !star && *column != Some("byline");
    }
    Some(Part {
        not: not || piece.minus,
        what,
    })
}

/// `words>500`, `words<500`.
fn length(text: &str) -> Option<What> {
    let rest = text.strip_prefix("words")?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let (more, number) = match rest.strip_prefix('>') {
        Some(number) => (true, number),
        None => (false, rest.strip_prefix('<')?),
    };
    let (number, equal) = match number.strip_prefix('=') {
        Some(number) => (number, 1),
        None => (number, 0),
    };
    let number: u32 = number.parse().ok()?;
    let than = if more {
        number.checked_sub(equal)?
    } else {
        number.saturating_add(equal)
    };
    Some(What::Length { more, than })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(text: &str) -> (String, String) {
        let selection = Query::parse(text, false).selection();
        (
            selection.words.unwrap_or_default(),
            selection.condition.replace(HERE, "here"),
        )
    }

    #[test]
    fn words_become_a_question_to_the_index() {
        for (text, words) in [
            ("harbour strike", "\"harbour\" AND \"strike\""),
            ("\"harbour strike\"", "\"harbour strike\""),
            ("harb*", "\"harb\"*"),
            ("a OR b c", "(\"a\" OR \"b\") AND \"c\""),
            (
                "title:harbour by:lee",
                "title : \"harbour\" AND byline : \"lee\"",
            ),
            ("title:\"the harbour\"", "title : \"the harbour\""),
            ("OR", ""),
            ("--- \"\" * :", ""),
            ("say \"what", "\"say\" AND \"what\""),
            ("TITLE: harbour", "title : \"harbour\""),
            ("author:lee", "byline : \"lee\""),
            ("it's http://x", "\"it's\" AND \"http://x\""),
            ("港湾", "\"港 湾\""),
        ] {
            assert_eq!(compiled(text).0, words, "{text}");
        }
    }

    #[test]
    fn fields_become_conditions() {
        for (text, condition) in [
            ("", "here"),
            ("is:unread", "here AND s.reading = 1"),
            ("-is:starred", "here AND NOT s.star = 1"),
            ("is:archived", "s.place = 1"),
            (
                "is:unread OR is:starred",
                "here AND (s.reading = 1 OR s.star = 1)",
            ),
            (
                "after:2013-05 words>500",
                "here AND s.day >= ? AND s.words > ?",
            ),
            ("is:nonsense", "here"),
            ("after:\"7 May 2013\"", "here AND s.day >= ?"),
            (
                "date:2013-05 words<=9",
                "here AND s.day >= ? AND s.day < ? AND s.words < ?",
            ),
        ] {
            assert_eq!(compiled(text).1, condition, "{text}");
        }
    }

    #[test]
    fn a_date_is_all_of_its_day_its_month_or_its_year() {
        for (text, from, to) in [
            ("2013", 201_300_000_000, 201_400_000_000),
            ("May 2013", 201_305_000_000, 201_306_000_000),
            ("7.5.2013", 201_305_070_000, 201_305_080_000),
            ("2020-10-10", 202_010_100_000, 202_010_110_000),
        ] {
            let day = day(text, false).unwrap();
            assert_eq!(within(day), What::Within(from, to), "{text}");
        }
    }

    #[test]
    fn the_last_word_is_open_while_one_types() {
        for (text, words) in [
            ("harb", "\"harb\"*"),
            ("harb ", "\"harb\""),
            ("port ha", "\"port\""),
            ("port ha ", "\"port\" AND \"ha\""),
            ("title:ha port b", "title : \"ha\" AND \"port\""),
            ("port is:unr", "\"port\""),
            ("port after:20", "\"port\""),
            ("port title:", "\"port\""),
            ("port title:ha", "\"port\""),
            ("port title:hav", "\"port\" AND title : \"hav\"*"),
            ("port title:\"the hav", "\"port\" AND title : \"the hav\"*"),
            ("port 港", "\"port\" AND \"港\""),
            ("port 7", "\"port\" AND \"7\""),
            ("the harb", "\"the\" AND \"harb\"*"),
            ("\"the harb", "\"the harb\""),
        ] {
            let words_of = Query::parse(text, true).selection().words;
            assert_eq!(words_of.as_deref(), Some(words), "{text}");
        }
    }
}
