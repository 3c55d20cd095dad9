//! A query to what the catalog is asked: one question to the index of words where that can be, conditions for the rest.

use std::borrow::Cow;

use rusqlite::types::Value;

use super::{Part, Query, State, What, forms};
use crate::library::store::Selection;

/// The condition of a story that was neither archived nor thrown away.
pub const HERE: &str = "s.place = 0";

/// The stories that a query means.
pub(super) fn selection(query: &Query) -> Selection {
    let mut words = Vec::new();
    let mut looser = forms::LANGUAGES.map(|language| (language, Vec::new()));
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    if !query.groups.iter().flatten().any(asks_where) {
        conditions.push(HERE.to_owned());
    }
    let mut spoken = Spoken::default();
    for group in &query.groups {
        if spoken.take(group) {
            continue;
        }
        if let Some(exact) = question(group, None) {
            words.push(exact);
            for (language, words) in &mut looser {
                words.extend(question(group, Some(language)));
            }
            continue;
        }
        let parts: Vec<String> = group
            .iter()
            .filter_map(|p| condition(p, &mut values))
            .collect();
        match parts.as_slice() {
            [] => {}
            [one] => conditions.push(one.clone()),
            more => conditions.push(format!("({})", more.join(" OR "))),
        }
    }
    for words in spoken.questions() {
        conditions.push(SPOKEN.to_owned());
        values.push(Value::Text(words));
    }
    let looser = looser.into_iter();
    let looser = looser.filter(|(_, loose)| *loose != words);
    Selection {
        condition: conditions.join(" AND "),
        values,
        looser: looser.map(|(l, loose)| (l, loose.join(" AND "))).collect(),
        words: (!words.is_empty()).then(|| words.join(" AND ")),
        each: words,
    }
}

/// The condition of a story with a quote that the index of quotes finds.
const SPOKEN: &str =
    "s.id IN (SELECT q.story FROM spoken JOIN quote q ON q.id = spoken.rowid WHERE spoken MATCH ?)";

/// What is asked of quotes, as questions to their index: who speaks, and what is said.
#[derive(Default)]
struct Spoken {
    who: Vec<String>,
    what: Vec<String>,
}

impl Spoken {
    /// Takes in a group that asks for nothing else than either; whether it was one.
    fn take(&mut self, group: &[Part]) -> bool {
        let asked = |part: &Part| match &part.what {
            What::Said {
                column,
                words,
                prefix,
            } if !part.not => Some((*column, quoted(Some(column), words, *prefix))),
            _ => None,
        };
        let asked: Option<Vec<_>> = group.iter().map(asked).collect();
        let Some([(column, _), rest @ ..]) = asked.as_deref() else {
            return false;
        };
        if rest.iter().any(|(other, _)| other != column) {
            return false;
        }
        let parts = asked.iter().flatten().map(|(_, words)| words.as_str());
        let question = parts.collect::<Vec<_>>().join(" OR ");
        if *column == "speaker" {
            self.who.push(question);
        } else {
            self.what.push(question);
        }
        true
    }

    /// What has to be answered, each by some quote: where it is asked who speaks and what is said, the same one has both.
    fn questions(self) -> Vec<String> {
        let Self { who, what } = self;
        if who.is_empty() || what.is_empty() {
            return who.into_iter().chain(what).collect();
        }
        let both = |who: &String| {
            let who = who.clone();
            what.iter().map(move |what| format!("({who}) AND ({what})"))
        };
        who.iter().flat_map(both).collect()
    }
}

/// Whether it says itself where the stories were put.
fn asks_where(part: &Part) -> bool {
    matches!(
        part.what,
        What::Is(State::Archived | State::Trashed | State::Any)
    )
}

/// A group of nothing but words as a question to the index, with the forms that they have in a language.
fn question(group: &[Part], language: Option<&str>) -> Option<String> {
    let terms: Option<Vec<String>> = group.iter().map(|p| term(p, language)).collect();
    let terms = terms?;
    match terms.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        more => Some(format!("({})", more.join(" OR "))),
    }
}

fn term(part: &Part, language: Option<&str>) -> Option<String> {
    let What::Words {
        column,
        words,
        prefix,
        loose,
    } = &part.what
    else {
        return None;
    };
    if part.not {
        return None;
    }
    let exact = quoted(*column, words, *prefix);
    let forms = match language.filter(|_| *loose) {
        Some(language) => forms::forms(words.trim(), language),
        None => Vec::new(),
    };
    if forms.is_empty() {
        return Some(exact);
    }
    let forms = forms.iter().map(|form| quoted(*column, form, false));
    let all: Vec<String> = std::iter::once(exact).chain(forms).collect();
    Some(format!("({})", all.join(" OR ")))
}

/// Words as FTS5 reads them.
fn quoted(column: Option<&str>, words: &str, prefix: bool) -> String {
    let words = words.trim().replace('"', "\"\"");
    let star = if prefix { "*" } else { "" };
    match column {
        Some(column) => format!("{column} : \"{words}\"{star}"),
        None => format!("\"{words}\"{star}"),
    }
}

fn condition(part: &Part, values: &mut Vec<Value>) -> Option<String> {
    let sql = of_others(&part.what, values).or_else(|| of_story(&part.what, values))?;
    Some(match part.not {
        true if sql.contains(" AND ") => format!("NOT ({sql})"),
        true => format!("NOT {sql}"),
        false => sql.to_owned(),
    })
}

/// A condition that another table or an index knows.
fn of_others(what: &What, values: &mut Vec<Value>) -> Option<&'static str> {
    let (value, sql) = match what {
        What::Words {
            column,
            words,
            prefix,
            ..
        } => (
            quoted(*column, words, *prefix),
            "s.id IN (SELECT rowid FROM texts WHERE texts MATCH ?)",
        ),
        What::Said {
            column,
            words,
            prefix,
        } => (quoted(Some(column), words, *prefix), SPOKEN),
        What::Tag {
            name,
            prefix: false,
        } => (
            name.clone(),
            "s.id IN (SELECT story FROM tag WHERE name = ? COLLATE NOCASE)",
        ),
        What::Tag { name, prefix: true } => (
            beginning(name),
            "s.id IN (SELECT story FROM tag WHERE name LIKE ?)",
        ),
        What::LinksTo {
            title,
            prefix: false,
        } => (
            title.clone(),
            "s.id IN (SELECT story FROM stub WHERE folded = ?)",
        ),
        What::LinksTo {
            title,
            prefix: true,
        } => (
            beginning(title),
            "s.id IN (SELECT story FROM stub WHERE folded LIKE ?)",
        ),
        _ => return None,
    };
    values.push(Value::Text(value));
    Some(sql)
}

/// What LIKE takes for texts that begin so.
fn beginning(text: &str) -> String {
    format!("{}%", text.replace(['%', '_'], ""))
}

/// A condition on the story's own line.
fn of_story(what: &What, values: &mut Vec<Value>) -> Option<&'static str> {
    match what {
        What::Site(site) => {
            values.push(Value::Text(format!("%{}", beginning(site))));
            Some("s.site LIKE ?")
        }
        What::Is(state) => is(*state),
        What::Before(day) => {
            values.push(Value::Integer(*day));
            Some("s.day > 0 AND s.day < ?")
        }
        What::After(day) => {
            values.push(Value::Integer(*day));
            Some("s.day >= ?")
        }
        What::Within(from, to) => {
            values.extend([Value::Integer(*from), Value::Integer(*to)]);
            Some("s.day >= ? AND s.day < ?")
        }
        What::Lang(lang) => {
            values.push(Value::Text(beginning(lang)));
            Some("s.lang LIKE ?")
        }
        What::Length { more, than } => {
            values.push(Value::Integer(i64::from(*than)));
            Some(if *more { "s.words > ?" } else { "s.words < ?" })
        }
        _ => None,
    }
}

/// The condition of a state; `None` for the one that every story is in.
fn is(state: State) -> Option<&'static str> {
    Some(match state {
        State::Unread => "s.reading = 1",
        State::Begun => "s.reading = 0",
        State::Read => "s.reading = 2",
        State::Starred => "s.star = 1",
        State::Archived => "s.place = 1",
        State::Trashed => "s.place = 2",
        State::Tagged => "s.id IN (SELECT story FROM tag)",
        State::Ghost => "s.words = 0",
        State::Any => return None,
    })
}

/// Text with each character of a script that parts no words as a word of its own: the index knows words by the spaces between
/// them, and a word of such a script is found as a phrase.
pub(in crate::library) fn parted(text: &str) -> Cow<'_, str> {
    // Piece by piece, each to its end, so that it compiles to vector code.
    let unspaced = |any: bool, byte: &u8| any | begins_unspaced(*byte);
    let mut pieces = text.as_bytes().chunks(PIECE);
    if !pieces.any(|piece| piece.iter().fold(false, unspaced)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut after = false;
    for c in text.chars() {
        let unspaced = is_unspaced(c);
        if (unspaced || after) && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push(c);
        after = unspaced;
    }
    Cow::Owned(out)
}

/// Bytes of a text that are looked at in one go.
const PIECE: usize = 1 << 10;

/// Whether a character of such a script may begin with this byte; the quotation marks and dashes of other texts do not.
fn begins_unspaced(byte: u8) -> bool {
    matches!(byte, 0xe0 | 0xe1 | 0xe3..=0xe9 | 0xef | 0xf0)
}

/// Han, kana, Thai, Lao and Khmer letters.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unspaced_character_is_met_by_its_first_byte() {
        let mut bytes = [0; 4];
        for c in (0..=0x3_ffff).filter_map(char::from_u32) {
            let first = c.encode_utf8(&mut bytes).as_bytes()[0];
            assert!(!is_unspaced(c) || begins_unspaced(first), "{c:?}");
        }
        assert_eq!(parted("“Ja” – 港湾 a"), "“Ja” – 港 湾  a");
        assert_eq!(parted("“Ja” – a"), "“Ja” – a");
    }
}
