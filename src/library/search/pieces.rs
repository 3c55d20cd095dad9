//! A query cut into its pieces: words and phrases, each with the field and the minus before it.

use super::field;

/// A word, or several in quotation marks, with what stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// The field before the colon, as it was typed; empty for none.
    pub(super) field: &'a str,
    /// The words.
    pub(super) text: &'a str,
    /// Whether a minus stands before all of it.
    pub(super) minus: bool,
    /// The quotation marks around the words.
    pub(super) marks: Marks,
    /// Nothing follows it, not even a space.
    pub(super) at_end: bool,
}

/// The quotation marks around words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// None.
    No,
    /// One before and one after.
    Both,
    /// The second is missing.
    Unclosed,
}

impl Piece<'_> {
    /// Whether it is in quotation marks.
    pub(super) fn quoted(&self) -> bool {
        self.marks != Marks::No
    }
}

const QUOTES: [char; 5] = ['"', '“', '”', '„', '‟'];

/// Cuts a query into its pieces.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let (piece, after) = first(rest)?;
        rest = after;
        // "title: harbour" is meant as "title:harbour".
        if piece.text.is_empty()
            && !piece.quoted()
            && !piece.at_end
            && let Some((next, after)) = first(rest)
            && next.field.is_empty()
            && !next.minus
        {
            rest = after;
            let (field, minus) = (piece.field, piece.minus);
            return Some(Piece {
                field,
                minus,
                ..next
            });
        }
        Some(piece)
    })
}

/// The first piece of a text without space before it, and what follows it.
fn first(start: &str) -> Option<(Piece<'_>, &str)> {
    if start.is_empty() {
        return None;
    }
    let (minus, start) = match start.strip_prefix('-') {
        Some(after) if !after.starts_with(char::is_whitespace) => (true, after),
        _ => (false, start),
    };
    let stop = |c: char| c.is_whitespace() || QUOTES.contains(&c);
    let head = start.find(stop).unwrap_or(start.len());
    let (head, tail) = start.split_at_checked(head).unwrap_or((start, ""));
    if tail.starts_with(QUOTES) && (head.is_empty() || head.ends_with(':')) {
        let mut inside = tail.chars();
        inside.next();
        let inside = inside.as_str();
        let end = inside.find(QUOTES).unwrap_or(inside.len());
        let (text, after) = inside.split_at_checked(end).unwrap_or((inside, ""));
        let mut closing = after.chars();
        let unclosed = closing.next().is_none();
        let after = closing.as_str();
        let rest = after.trim_start();
        let piece = Piece {
            field: head.trim_end_matches(':'),
            text,
            minus,
            marks: if unclosed {
                Marks::Unclosed
            } else {
                Marks::Both
            },
            at_end: rest.is_empty() && !after.ends_with(char::is_whitespace),
        };
        return Some((piece, rest));
    }
    let named = head
        .split_once(':')
        .filter(|(name, _)| field(name).is_some());
    let (field, text) = named.unwrap_or(("", head));
    let piece = Piece {
        field,
        text,
        minus,
        marks: Marks::No,
        at_end: tail.is_empty(),
    };
    Some((piece, tail.trim_start()))
}
