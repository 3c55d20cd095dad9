//! The lines of a story in which the words of a query stand.

use crate::text::{Span, byte};

/// A piece of a text, and where in it the words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The piece, one line, with an ellipsis where it was cut.
    pub text: String,
    /// The words in it, in bytes, in order and disjoint.
    pub hits: Vec<Span>,
}

/// Bytes of a text that are looked at.
const LOOKED: usize = 1 << 20;

/// The piece of about `room` characters that holds the most of these words; the beginning where none of them is there.
#[must_use]
pub fn snippet(text: &str, terms: &[String], room: usize) -> Snippet {
    let text = text
        .get(..text.floor_char_boundary(LOOKED))
        .unwrap_or_default();
    let hits = hits(text, terms);
    let best = densest(&hits, room);
    let from = hits.get(best).map_or(0, |h| h.range().start);
    let start = before(text, from, room / 4);
    let end = after(text, start, room);
    let piece = text.get(start..end).unwrap_or_default();
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let shift = out.len();
    out.extend(
        piece
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c }),
    );
    if out.len() != shift + piece.len() {
        // A white space of more than one byte shifted what follows: rare enough to go without marks.
        return Snippet {
            text: out,
            hits: Vec::new(),
        };
    }
    if end < text.len() {
        out.push('…');
    }
    let inside = hits
        .iter()
        .map(Span::range)
        .filter(|h| h.start >= start && h.end <= end);
    let hits = inside
        .map(|h| Span::new(h.start - start + shift, h.end - start + shift))
        .collect();
    Snippet { text: out, hits }
}

/// Where the terms stand, in order and disjoint.
fn hits(text: &str, terms: &[String]) -> Vec<Span> {
    let mut folded = Vec::with_capacity(text.len());
    let mut at = Vec::with_capacity(text.len());
    for (n, c) in text.char_indices() {
        for low in base(c).to_lowercase() {
            let mut bytes = [0; 4];
            for b in low.encode_utf8(&mut bytes).bytes() {
                folded.push(b);
                at.push(byte(n));
            }
        }
    }
    at.push(byte(text.len()));
    let mut found = Vec::new();
    for term in terms {
        let needle: String = term
            .split_whitespace()
            .flat_map(|w| w.chars().flat_map(|c| base(c).to_lowercase()))
            .collect();
        if needle.is_empty() {
            continue;
        }
        for start in memchr::memmem::find_iter(&folded, needle.as_bytes()).take(1000) {
            let is_word = start == 0
                || folded
                    .get(start - 1)
                    .is_some_and(|b| b.is_ascii() && !b.is_ascii_alphanumeric());
            let end = start + needle.len();
            if let (true, Some(from), Some(to)) =
                (is_word || !needle.is_ascii(), at.get(start), at.get(end))
            {
                found.push(Span {
                    start: *from,
                    end: *to,
                });
            }
        }
    }
    found.sort_by_key(|s| s.start);
    found.dedup_by(|b, a| b.start < a.end);
    found
}

/// The letter without its accent, for the letters of Latin-1 and its extension.
fn base(c: char) -> char {
    const PLAIN: &[(char, &str)] = &[
        ('a', "àáâãäåāăąÀÁÂÃÄÅĀĂĄ"),
        ('c', "çćĉċčÇĆĈĊČ"),
        ('d', "ďĎ"),
        ('e', "èéêëēĕėęěÈÉÊËĒĔĖĘĚ"),
        ('g', "ĝğġģĜĞĠĢ"),
        ('i', "ìíîïĩīĭįÌÍÎÏĨĪĬĮİ"),
        ('n', "ñńņňÑŃŅŇ"),
        ('o', "òóôõöōŏőÒÓÔÕÖŌŎŐ"),
        ('r', "ŕŗřŔŖŘ"),
        ('s', "śŝşšŚŜŞŠ"),
        ('t', "ţťŢŤ"),
        ('u', "ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ"),
        ('y', "ýÿÝŸ"),
        ('z', "źżžŹŻŽ"),
    ];
    if c.is_ascii() {
        return c;
    }
    let found = PLAIN.iter().find(|(_, accented)| accented.contains(c));
    found.map_or(c, |(plain, _)| *plain)
}

/// The first hit of the stretch of `room` bytes with the most of them.
fn densest(hits: &[Span], room: usize) -> usize {
    let room = byte(room * 3 / 4);
    let count = |from: &Span| {
        let end = from.start.saturating_add(room);
        hits.partition_point(|h| h.start < end) - hits.partition_point(|h| h.start < from.start)
    };
    let best = hits
        .iter()
        .enumerate()
        .max_by_key(|(n, h)| (count(h), usize::MAX - n));
    best.map_or(0, |(n, _)| n)
}

/// A place some characters before, at the beginning of a word.
fn before(text: &str, from: usize, by: usize) -> usize {
    if from <= by {
        return 0;
    }
    let near = text.floor_char_boundary(from - by);
    let head = text.get(near..from).unwrap_or_default();
    head.find(char::is_whitespace).map_or(near, |n| {
        near + text
            .get(near + n..)
            .map_or(n, |t| n + t.len() - t.trim_start().len())
    })
}

/// A place some characters after, at the end of a word.
fn after(text: &str, start: usize, by: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let Some((end, _)) = rest.char_indices().nth(by) else {
        return text.len();
    };
    let head = rest.get(..end).unwrap_or_default();
    start + head.rfind(char::is_whitespace).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, terms: &[&str], room: usize) -> String {
        let terms: Vec<String> = terms.iter().map(|t| (*t).to_owned()).collect();
        let snippet = snippet(text, &terms, room);
        let mut out = snippet.text.clone();
        for hit in snippet.hits.iter().rev() {
            out.insert(hit.range().end, ']');
            out.insert(hit.range().start, '[');
        }
        out
    }

    #[test]
    fn the_words_are_marked_where_they_stand() {
        let text = "The ferries came back on Monday, the harbour master said. The Harbour is open.";
        assert_eq!(
            shown(text, &["harbour"], 200),
            text.replace("harbour", "[harbour]")
                .replace("Harbour", "[Harbour]")
        );
        assert_eq!(
            shown(text, &["master"], 30),
            "…[master] said. The Harbour is…"
        );
        assert_eq!(shown(text, &["bour"], 20), "The ferries came…");
        assert_eq!(
            shown("Une forêt à Zürich", &["foret", "zurich"], 80),
            "Une [forêt] à [Zürich]"
        );
        assert_eq!(shown("", &["x"], 80), "");
    }
}
