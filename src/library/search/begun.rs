//! What the last word of a query may become, so that it can be completed.

use super::{FIELDS, STATES, field};

/// The last word of a query, as far as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun<'a> {
    /// The byte that it begins on; of a field the one after its colon.
    pub from: usize,
    /// The field that it stands in, by its own name.
    pub field: Option<&'static str>,
    /// What was typed of it, without a quotation mark before it.
    pub text: &'a str,
}

/// The last word of a query; empty after a space.
#[must_use]
pub fn begun(query: &str) -> Begun<'_> {
    let open = query.match_indices('"').count() % 2 == 1;
    let mark = open.then(|| query.rfind('"')).flatten();
    let words = query.get(..mark.unwrap_or(query.len())).unwrap_or(query);
    let start = words.rfind(|c: char| c.is_whitespace() || c == '"');
    let start = start.map_or(0, |n| {
        n + words
            .get(n..)
            .and_then(|w| w.chars().next())
            .map_or(1, char::len_utf8)
    });
    let word = words.get(start..).unwrap_or_default();
    let signs = word.len() - word.trim_start_matches(['-', '(']).len();
    let start = start + signs;
    let word = words.get(start..).unwrap_or_default();
    let named = word
        .split_once(':')
        .and_then(|(name, _)| Some((name, field(name)?.0)));
    let (from, field) = match named {
        Some((typed, name)) => (start + typed.len() + 1, Some(name)),
        None => (start, None),
    };
    let text = query.get(from..).unwrap_or_default();
    let text = text.strip_prefix('"').unwrap_or(text);
    Begun { from, field, text }
}

/// The names of the fields, in the order in which they are told.
pub fn fields() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name)
}

/// What can stand after `is:`.
pub fn states() -> impl Iterator<Item = &'static str> {
    STATES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_known_by_its_field() {
        for (query, from, field, text) in [
            ("", 0, None, ""),
            ("ti", 0, None, "ti"),
            ("sea ti", 4, None, "ti"),
            ("sea ", 4, None, ""),
            ("sea -tag:har", 9, Some("tag"), "har"),
            ("Author:", 7, Some("by"), ""),
            ("site:\"The G", 5, Some("site"), "The G"),
            ("\"a b\" is:u", 9, Some("is"), "u"),
            ("\"a b", 0, None, "a b"),
            ("Köln tag:é", 10, Some("tag"), "é"),
        ] {
            let want = Begun { from, field, text };
            assert_eq!(begun(query), want, "{query}");
        }
    }
}
