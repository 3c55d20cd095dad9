//! The lines of a story in which the words of a query stand.

use super::compile::is_unspaced;
use crate::text::{Span, byte};

/// Words of a query that are to stand next to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The words, without case and accents.
    words: Vec<String>,
    /// The last of them may go on.
    prefix: bool,
}

impl Term {
    /// The words of a text; `prefix` where the last of them may go on. `None` where there is no word.
    #[must_use]
    pub fn new(text: &str, prefix: bool) -> Option<Self> {
        let read = Words::of(text);
        let words: Vec<String> = (0..read.spans.len())
            .map(|n| read.word(n).to_owned())
            .collect();
        (!words.is_empty()).then_some(Self { words, prefix })
    }

    /// Whether it stands at word `n`.
    fn stands(&self, text: &Words, n: usize) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().enumerate().all(|(i, word)| {
            let there = text.word(n + i);
            if self.prefix && i == last {
                there.starts_with(word.as_str())
            } else {
                there == word
            }
        })
    }
}

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
pub fn snippet(text: &str, terms: &[Term], room: usize) -> Snippet {
    let text = text
        .get(..text.floor_char_boundary(LOOKED))
        .unwrap_or_default();
    let hits = hits(text, terms);
    let best = densest(&hits, room);
    let from = hits.get(best).map_or(0, |h| h.range().start);
    // From the beginning where the words are seen even so, and no further on than fills the room.
    let start = if from <= room * 3 / 4 {
        0
    } else {
        let latest = text.len().saturating_sub(room);
        before(text, from.saturating_sub(room / 4).min(latest), from)
    };
    let end = after(text, start, room);
    let piece = text.get(start..end).unwrap_or_default();
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let shift = out.len();
    // One byte for one byte, so that places stay what they are.
    let spaced = |c: char| if c.is_ascii_whitespace() { ' ' } else { c };
    out.extend(piece.chars().map(spaced));
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

/// Where the terms stand in a text, in bytes, in order and disjoint.
#[must_use]
pub fn hits(text: &str, terms: &[Term]) -> Vec<Span> {
    if terms.is_empty() {
        return Vec::new();
    }
    let words = Words::of(text);
    let mut found: Vec<Span> = Vec::new();
    let begins = Begins::of(terms);
    let mut n = 0;
    while n < words.spans.len() {
        // A word has dozens of forms, and of a hundred words of a text one begins as any of them does.
        if !begins.may_be(words.word(n)) {
            n += 1;
            continue;
        }
        let longest = terms
            .iter()
            .filter(|t| t.stands(&words, n))
            .map(|t| t.words.len())
            .max();
        let long = longest.unwrap_or(0);
        let ends = words.spans.get(n).zip(words.spans.get(n + long.max(1) - 1));
        if let (Some((from, to)), true) = (ends, long > 0) {
            found.push(Span {
                start: from.start,
                end: to.end,
            });
        }
        n += long.max(1);
    }
    found
}

/// The first bytes of terms.
struct Begins([bool; 256]);

impl Begins {
    fn of(terms: &[Term]) -> Self {
        let mut begins = [false; 256];
        let firsts = terms.iter().filter_map(|t| t.words.first());
        for byte in firsts.filter_map(|w| w.bytes().next()) {
            if let Some(begins) = begins.get_mut(usize::from(byte)) {
                *begins = true;
            }
        }
        Self(begins)
    }

    /// Whether a term begins as this word does.
    fn may_be(&self, word: &str) -> bool {
        let begins = |byte: u8| self.0.get(usize::from(byte)).copied().unwrap_or_default();
        word.bytes().next().is_none_or(begins)
    }
}

/// The words of a text as the index parts and folds them: letters and digits, each character of a script that parts no words
/// for itself, without case and accents.
#[derive(Default)]
struct Words {
    /// All of them, one after the other.
    folded: String,
    /// Where each ends in `folded`.
    ends: Vec<usize>,
    /// Where each stands in the text.
    spans: Vec<Span>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self::default();
        let mut open = None;
        for (at, c) in text.char_indices() {
            if c.is_ascii_alphanumeric() {
                open.get_or_insert(at);
                words.folded.push(c.to_ascii_lowercase());
                continue;
            }
            let alone = is_unspaced(c);
            let belongs = c.is_alphanumeric() || open.is_some() && is_mark(c);
            if (alone || !belongs)
                && let Some(start) = open.take()
            {
                words.close(start, at);
            }
            if alone {
                words.folded.push(c);
                words.close(at, at + c.len_utf8());
            } else if belongs {
                open.get_or_insert(at);
                if !is_mark(c) {
                    words.folded.extend(base(c).to_lowercase());
                }
            }
        }
        if let Some(start) = open {
            words.close(start, text.len());
        }
        words
    }

    fn close(&mut self, start: usize, end: usize) {
        self.ends.push(self.folded.len());
        self.spans.push(Span {
            start: byte(start),
            end: byte(end),
        });
    }

    /// Word number `n`; empty where there is none.
    fn word(&self, n: usize) -> &str {
        let start = n.checked_sub(1).map_or(Some(&0), |n| self.ends.get(n));
        let range = start.zip(self.ends.get(n)).map(|(a, b)| *a..*b);
        range.and_then(|r| self.folded.get(r)).unwrap_or_default()
    }
}

/// An accent that is a character of its own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
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

/// The first beginning of a word between two places, the first of them where there is none.
fn before(text: &str, near: usize, from: usize) -> usize {
    let near = text.floor_char_boundary(near);
    let rest = text.get(near..from).unwrap_or_default();
    let Some(gap) = rest.find(char::is_whitespace) else {
        return near;
    };
    let rest = rest.get(gap..).unwrap_or_default();
    near + gap + rest.len() - rest.trim_start().len()
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
        let term = |t: &&str| Term::new(t.trim_end_matches('*'), t.ends_with('*'));
        let terms: Vec<Term> = terms.iter().filter_map(term).collect();
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
        for (terms, room, want) in [
            (
                &["harbour"][..],
                200,
                "The ferries came back on Monday, the [harbour] master said. The [Harbour] is open.",
            ),
            (&["master"], 30, "…[master] said. The Harbour is…"),
            (&["bour"], 20, "The ferries came…"),
            (&["harb"], 20, "The ferries came…"),
            (&["harb*"], 20, "…the [harbour] master…"),
            (&["harbour master"], 20, "…the [harbour master]…"),
            (&["master harbour"], 20, "The ferries came…"),
            (&["the", "the harbour"], 30, "[The] ferries came back on…"),
        ] {
            assert_eq!(shown(text, terms, room), want, "{terms:?}");
        }
        for (text, terms, want) in [
            (
                "Une forêt à Zürich",
                &["foret", "ZURICH"][..],
                "Une [forêt] à [Zürich]",
            ),
            ("Le cafe\u{301} noir", &["café"], "Le [cafe\u{301}] noir"),
            (
                "It's her\nson's own",
                &["it's", "son"],
                "[It's] her [son]'s own",
            ),
            ("昨日の港湾で", &["港湾"], "昨日の[港湾]で"),
            ("昨日の港湾で", &["で"], "昨日の港湾[で]"),
            ("", &["x"], ""),
            ("no words", &["--"], "no words"),
        ] {
            assert_eq!(shown(text, terms, 80), want, "{terms:?}");
        }
    }
}
