//! Markup as tags and text in file order, without a tree: for lists of links, where a tree says nothing more.

use std::borrow::Cow;

use super::entities;

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text between tags, its references not resolved.
    Text(&'a str),
    /// An opening tag: its name and what stands after it.
    Open(&'a str, &'a str),
    /// A closing tag.
    Close(&'a str),
}

/// The pieces of `markup`; comments and declarations are passed over. Cost is linear: whatever is not closed is text to the
/// end of the file.
pub(super) fn pieces(markup: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        loop {
            let at = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            if at > 0 {
                let (text, after) = rest.split_at(at);
                rest = after;
                return Some(Piece::Text(text));
            }
            if rest.is_empty() {
                return None;
            }
            if let Some(inside) = rest.strip_prefix("<!--") {
                rest = inside.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let Some(end) = end_of_tag(rest) else {
                return Some(Piece::Text(std::mem::take(&mut rest)));
            };
            let (tag, after) = rest.split_at(end);
            rest = after;
            if let Some(piece) = piece(tag) {
                return Some(piece);
            }
        }
    })
}

/// Bytes up to and with the `>` that ends the tag which `text` begins with; one inside quotes does not.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = 0;
    let mut after_sign = false;
    for (at, b) in text.bytes().enumerate() {
        match b {
            _ if quote != 0 => quote = if b == quote { 0 } else { quote },
            b'>' => return Some(at + 1),
            b'"' | b'\'' if after_sign => quote = b,
            _ => {}
        }
        after_sign = b == b'=' || after_sign && b.is_ascii_whitespace();
    }
    None
}

fn piece(tag: &str) -> Option<Piece<'_>> {
    let inside = tag.strip_prefix('<')?.strip_suffix('>')?;
    let closing = inside.strip_prefix('/');
    let inside = closing.unwrap_or(inside);
    let end = inside
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inside.len());
    let (name, rest) = inside.split_at(end);
    match closing {
        _ if name.is_empty() => None,
        Some(_) => Some(Piece::Close(name)),
        None => Some(Piece::Open(name, rest)),
    }
}

/// The value of an attribute, by its name in lower case; `None` where the tag has none of it.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let (_, value) = each(attributes).find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(entities::decode(value))
}

/// The attributes of a tag in order: names as written, values with their references.
pub(super) fn each(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(end.max(1).min(rest.len()));
        let (found, after) = match after.trim_start().strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => ("", after),
        };
        rest = after;
        Some((key, found))
    })
}

/// A value, quoted or bare, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Close, Open, Text};

    #[test]
    fn tags_and_text_come_in_order() {
        let markup = "a<B c='>'>d</b ><!-- <x> --><!doctype y>&amp;<br/><i";
        let read: Vec<_> = pieces(markup).collect();
        let want = [
            Text("a"),
            Open("B", " c='>'"),
            Text("d"),
            Close("b"),
            Text("&amp;"),
            Open("br", "/"),
            Text("<i"),
        ];
        assert_eq!(read, want);
    }

    #[test]
    fn attributes_are_found_whatever_their_quotes() {
        let tag = r#" HREF="a&amp;b" time_added='1' tags=x,y private toread ="1" title="no > end"#;
        for (name, value) in [
            ("href", Some("a&b")),
            ("time_added", Some("1")),
            ("tags", Some("x,y")),
            ("private", Some("")),
            ("toread", Some("1")),
            ("title", Some("no > end")),
            ("x", None),
        ] {
            assert_eq!(attribute(tag, name).as_deref(), value, "{name}");
        }
        assert_eq!(attribute("\u{e9}=1 = == é", "x"), None);
    }
}
