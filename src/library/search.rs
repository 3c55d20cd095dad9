//! Words that a reader types to a selection of stories.
//!
//! A query is words that a story must have, as they stand or in another form: `harbour strikes`. `"a phrase"`, a `prefix*`, `this OR that`, `NOT those` or `-those`;
//! a field before a colon looks in one place only or asks for something else than words:
//!
//! ```text
//! title: by: site: tag: quote: speaker: said: is: before: after: lang: words> words< links-to:
//! ```

mod compile;
mod forms;
mod snippet;
mod texts;

pub use compile::HERE;
pub(in crate::library) use compile::parted;
pub use snippet::{Snippet, Term, hits, snippet};
pub use texts::{each_text, snippets};

use super::store::{Selection, day_of, folded_key};
use crate::text;

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
    Said { column: &'static str, words: String },
    /// A tag, whole.
    Tag(String),
    /// A publication: words of its name, or of the host.
    Site(String),
    /// A state by name.
    Is(State),
    /// Published before a date, as [`day_of`] counts.
    Before(i64),
    /// Published on that date or later.
    After(i64),
    /// In a language.
    Lang(String),
    /// More, or less, than so many words.
    Length { more: bool, than: u32 },
    /// Names a story of this title in a cross-link.
    LinksTo(String),
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

/// What can stand before a colon, and what it makes of the words after it. `None` where they make no sense.
type Field = (&'static str, fn(&str, bool) -> Option<What>);

const FIELDS: &[Field] = &[
    ("title", |v, p| words(Some("title"), v, p)),
    ("by", |v, p| words(Some("byline"), v, p)),
    ("site", |v, _| Some(What::Site(v.to_owned()))),
    ("tag", |v, _| Some(What::Tag(v.to_owned()))),
    ("quote", |v, _| said("said", v)),
    ("said", |v, _| said("said", v)),
    ("speaker", |v, _| said("speaker", v)),
    ("is", |v, _| state(v).map(What::Is)),
    ("before", |v, _| date(v).map(What::Before)),
    ("after", |v, _| date(v).map(What::After)),
    ("lang", |v, _| Some(What::Lang(v.to_lowercase()))),
    ("links-to", |v, _| Some(What::LinksTo(folded_key(v)))),
];

fn words(column: Option<&'static str>, value: &str, prefix: bool) -> Option<What> {
    let words = compile::parted(value);
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

fn said(column: &'static str, value: &str) -> Option<What> {
    let words = compile::parted(value);
    words
        .contains(char::is_alphanumeric)
        .then_some(What::Said { column, words })
}

fn state(name: &str) -> Option<State> {
    let name = name.to_lowercase();
    let found = STATES.iter().find(|(n, _)| *n == name);
    found.map(|(_, state)| *state)
}

fn date(value: &str) -> Option<i64> {
    let day = day_of(value);
    (day > 0).then_some(day)
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
                "OR" | "|" if !piece.quoted => or = !query.groups.is_empty(),
                "AND" | "&" if !piece.quoted => {}
                "NOT" if !piece.quoted => not = true,
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
        parts.any(|p| matches!(p.what, What::Said { .. } | What::LinksTo(_)))
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
            } => Term::new(words, false),
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

/// A word, or several in quotation marks, with what stands before it.
struct Piece<'a> {
    field: &'a str,
    text: &'a str,
    minus: bool,
    quoted: bool,
    /// Nothing follows it, not even a space.
    at_end: bool,
}

/// Cuts a query into its pieces.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let start = rest;
        if start.is_empty() {
            return None;
        }
        let (minus, start) = match start.strip_prefix('-') {
            Some(after) if !after.starts_with(char::is_whitespace) => (true, after),
            _ => (false, start),
        };
        let stop = |c: char| c.is_whitespace() || c == '"' || c == '“' || c == '”';
        let head = start.find(stop).unwrap_or(start.len());
        let (mut head, mut tail) = start.split_at_checked(head).unwrap_or((start, ""));
        let mut field = "";
        if tail.starts_with(['"', '“', '”']) && (head.is_empty() || head.ends_with(':')) {
            field = head.trim_end_matches(':');
            let mut inside = tail.chars();
            inside.next();
            let inside = inside.as_str();
            let end = inside.find(['"', '“', '”']).unwrap_or(inside.len());
            let (phrase, after) = inside.split_at_checked(end).unwrap_or((inside, ""));
            let mut after = after.chars();
            after.next();
            rest = after.as_str().trim_start();
            let at_end = rest.is_empty() && !after.as_str().ends_with(char::is_whitespace);
            return Some(Piece {
                field,
                text: phrase,
                minus,
                quoted: true,
                at_end,
            });
        }
        if let Some((name, value)) = head.split_once(':')
            && FIELDS.iter().any(|(n, _)| *n == name)
        {
            (field, head) = (name, value);
        }
        let at_end = tail.is_empty();
        tail = tail.trim_start();
        rest = tail;
        Some(Piece {
            field,
            text: head,
            minus,
            quoted: false,
            at_end,
        })
    })
}

fn part(piece: &Piece<'_>, not: bool, last: bool) -> Option<Part> {
    let text = piece.text.trim();
    let (bare, star) = match text.strip_suffix('*') {
        Some(bare) if !piece.quoted => (bare, true),
        _ => (text, false),
    };
    if last && !star && !piece.quoted && is_stump(bare) {
        return None;
    }
    let prefix = star || last && !piece.quoted;
    let field = FIELDS.iter().find(|(n, _)| *n == piece.field);
    let meant = match field {
        Some((_, read)) if !bare.is_empty() => read(bare, prefix),
        Some(_) => return None,
        None => length(bare).or_else(|| words(None, bare, prefix)),
    };
    let mut what = meant.or_else(|| words(None, bare, prefix))?;
    if let What::Words { loose, column, .. } = &mut what {
        *loose = !piece.quoted && !star && *column != Some("byline");
    }
    Some(Part {
        not: not || piece.minus,
        what,
    })
}

/// `words>500`, `words<500`.
fn length(text: &str) -> Option<What> {
    let rest = text.strip_prefix("words")?;
    let (more, number) = match rest.strip_prefix('>') {
        Some(number) => (true, number),
        None => (false, rest.strip_prefix('<')?),
    };
    let than = number.parse().ok()?;
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
        ] {
            assert_eq!(compiled(text).1, condition, "{text}");
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
