//! What a query says that is not understood, in one line for whoever typed it.

use super::{
    FIELDS, field, length,
    pieces::{Marks, Piece, pieces},
    states,
};

/// The first thing in a query that means something else than it seems to; `None` where all is understood. While the reader
/// is still typing (`open`) nothing is said of the last word.
#[must_use]
pub fn odd(text: &str, open: bool) -> Option<String> {
    let pieces: Vec<Piece<'_>> = pieces(text).collect();
    let last = pieces.len().checked_sub(1);
    for (n, piece) in pieces.iter().enumerate() {
        if open && Some(n) == last && piece.at_end {
            return None;
        }
        let edge = n == 0 || Some(n) == last;
        if let Some(said) =
            odd_piece(piece, n == 0, Some(n) == last).filter(|_| edge || !is_operator(piece))
        {
            return Some(said);
        }
    }
    None
}

fn is_operator(piece: &Piece<'_>) -> bool {
    !piece.quoted()
        && matches!(piece.text, "OR" | "AND" | "NOT" | "|" | "&")
        && piece.field.is_empty()
}

fn odd_piece(piece: &Piece<'_>, first: bool, last: bool) -> Option<String> {
    if piece.marks == Marks::Unclosed {
        return Some(format!("“{}: no quotation mark closes it", piece.text));
    }
    if is_operator(piece) {
        let word = piece.text;
        return match (word, first, last) {
            ("NOT", _, true) => Some("NOT stands before a word".to_owned()),
            ("NOT", _, false) => None,
            _ => Some(format!("{word} stands between two words")),
        };
    }
    match field(piece.field) {
        Some((name, read)) => odd_value(name, piece.text, read(piece.text, false).is_none()),
        None if !piece.field.is_empty() => Some(unknown(piece.field)),
        None if piece.quoted() => None,
        None => odd_word(piece.text),
    }
}

/// What is wrong with the words after the colon of a field.
fn odd_value(name: &str, value: &str, senseless: bool) -> Option<String> {
    if value.is_empty() {
        return Some(format!("{name}: has nothing after it"));
    }
    if !senseless {
        return None;
    }
    Some(match name {
        "is" => {
            let known: Vec<&str> = states().collect();
            format!("is:{value} is not known; {}", known.join(", "))
        }
        "before" | "after" | "date" => {
            format!("“{value}” is no date; 2013, 2013-05 and \"7 May 2013\" are")
        }
        _ => format!("{name}:{value} has no word in it"),
    })
}

/// What is wrong with a word without a field.
fn odd_word(word: &str) -> Option<String> {
    if word.starts_with("words>") || word.starts_with("words<") {
        let number = length(word).is_some();
        return (!number).then(|| format!("{word}: a number stands there, as in words>500"));
    }
    if word.starts_with('(') || word.ends_with(')') && !word.contains('(') {
        return Some("brackets are passed over; OR joins the words beside it".to_owned());
    }
    let (name, value) = word.split_once(':')?;
    let is_name = name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    (is_name && !value.starts_with("//")).then(|| unknown(name))
}

/// That there is no such field, and which one may be meant.
fn unknown(name: &str) -> String {
    let near = FIELDS.iter().map(|(n, _)| *n).find(|n| is_near(n, name));
    match near {
        Some(near) => format!("no field is named {name}: (is {near}: meant?)"),
        None => format!("no field is named {name}: and it is looked for as a word"),
    }
}

/// Whether one name becomes the other by one letter more, less, or another, or two that changed places; or begins it.
fn is_near(name: &str, typed: &str) -> bool {
    let (a, b) = (name.as_bytes(), typed.as_bytes());
    if a.starts_with(b) || b.starts_with(a) {
        return true;
    }
    let before = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let after = a.iter().rev().zip(b.iter().rev());
    let after = after.take_while(|(x, y)| x == y).count();
    let rest = |name: &[u8]| name.len().saturating_sub(before + after);
    let swapped = rest(a) == 2
        && rest(b) == 2
        && a.get(before) == b.get(before + 1)
        && a.get(before + 1) == b.get(before);
    rest(a) <= 1 && rest(b) <= 1 || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_said_in_a_line() {
        for (text, said) in [
            ("harbour strike", None),
            (
                "\"coast road\" -bus by:lee OR by:\"ann lee\" NOT title:sea",
                None,
            ),
            ("title: harbour http://coast.example 10:15 Kerry: a:b", None),
            ("date:\"May 2013\" before:2013/05/07 after:07.05.2013", None),
            ("words>500 words<=900 is:UNREAD lang:en", None),
            ("sit:gull", Some("no field is named sit: (is site: meant?)")),
            (
                "spaeker:kerry",
                Some("no field is named spaeker: (is speaker: meant?)"),
            ),
            (
                "foo:\"a b\"",
                Some("no field is named foo: and it is looked for as a word"),
            ),
            (
                "a \"coast road",
                Some("“coast road: no quotation mark closes it"),
            ),
            (
                "is:unraed",
                Some(
                    "is:unraed is not known; unread, begun, reading, read, starred, archived, trashed, tagged, ghost, any",
                ),
            ),
            (
                "after:yesterday",
                Some("“yesterday” is no date; 2013, 2013-05 and \"7 May 2013\" are"),
            ),
            (
                "date:2013-13",
                Some("“2013-13” is no date; 2013, 2013-05 and \"7 May 2013\" are"),
            ),
            (
                "words>many",
                Some("words>many: a number stands there, as in words>500"),
            ),
            ("sea title:", Some("title: has nothing after it")),
            ("by:-", Some("by:- has no word in it")),
            ("OR sea", Some("OR stands between two words")),
            ("sea NOT", Some("NOT stands before a word")),
            ("NOT sea AND land", None),
            (
                "(sea OR land)",
                Some("brackets are passed over; OR joins the words beside it"),
            ),
        ] {
            assert_eq!(odd(text, false).as_deref(), said, "{text}");
        }
    }

    #[test]
    fn nothing_is_said_of_what_is_still_typed() {
        for (text, said) in [
            ("is:unr", false),
            ("sea \"coast ro", false),
            ("after:20", false),
            ("sit:gull", false),
            ("sit:gull ", true),
            ("is:unr sea", true),
        ] {
            assert_eq!(odd(text, true).is_some(), said, "{text}");
        }
    }
}
