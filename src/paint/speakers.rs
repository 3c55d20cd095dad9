//! Who says what, as the painter needs it: worked out once a story from its notes.

use std::{collections::HashMap, num::NonZeroU32};

use super::layers::meeting;
use crate::{
    annotate::{Notes, Quote, QuoteKind},
    article::Article,
    text::{Span, byte},
    theme::Role,
};

/// The words of an article that its quotes colour: what is said, who says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speakers {
    /// The quotes with their quotation marks.
    said: Vec<Part>,
    /// The words beside and inside quotes: mentions, verbs of saying, brackets.
    beside: Vec<Part>,
    /// The name of each speaker, in the order in which they first speak.
    names: Vec<Span>,
}

/// As many words stand beside a quote, brackets not counted.
const NEAR: usize = 3;

/// Words, their role, and whose they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) role: Role,
    /// Number of the speaker, and 1: of a very long text there are so many parts that each byte of them counts.
    voice: Option<NonZeroU32>,
}

impl Part {
    /// Number of the speaker.
    pub(super) fn voice(&self) -> Option<u32> {
        self.voice.map(|v| v.get() - 1)
    }
}

impl Speakers {
    /// The speakers of an article. Cost is that of its quotes.
    #[must_use]
    pub fn of(article: &Article, notes: &Notes) -> Self {
        let text = article.text();
        let beside = notes.quotes.iter().map(|q| spans_beside(q).count()).sum();
        let mut found = Self {
            said: Vec::with_capacity(notes.quotes.len()),
            beside: Vec::with_capacity(beside),
            names: Vec::new(),
        };
        let mut numbers = HashMap::new();
        for quote in &notes.quotes {
            let voice = quote.speaker().and_then(|v| {
                *numbers.entry(v.name.of(text)).or_insert_with(|| {
                    found.names.push(v.name);
                    NonZeroU32::new(byte(found.names.len()))
                })
            });
            found.said.push(Part {
                span: with_marks(text, quote),
                role: role(quote.kind),
                voice,
            });
            for (span, role) in spans_beside(quote) {
                // Pieces of one quotation share their mention; of a very long text there are many.
                let mut last = found.beside.iter().rev().take(NEAR);
                if last.any(|p| p.span == span) {
                    continue;
                }
                found.beside.push(Part {
                    span,
                    role,
                    voice: voice.filter(|_| role == Role::Mention),
                });
            }
        }
        found.said = disjoint(std::mem::take(&mut found.said));
        found.beside = disjoint(std::mem::take(&mut found.beside));
        found
    }

    /// The name of each speaker, by number: in the order in which they first speak.
    #[must_use]
    pub fn names(&self) -> &[Span] {
        &self.names
    }

    /// The number of a speaker of this name, by which a theme gives a colour.
    #[must_use]
    pub fn number(&self, name: &str, text: &str) -> Option<usize> {
        self.names.iter().position(|n| n.of(text) == name)
    }

    /// The quotes that meet `span`.
    pub(super) fn said(&self, span: Span) -> &[Part] {
        meeting(&self.said, span, |p| p.span)
    }

    /// The words beside and inside quotes that meet `span`.
    pub(super) fn beside(&self, span: Span) -> &[Part] {
        meeting(&self.beside, span, |p| p.span)
    }
}

/// The words beside a quote and its brackets, with their roles.
fn spans_beside(quote: &Quote) -> impl Iterator<Item = (Span, Role)> {
    let brackets = quote.brackets.iter().map(|b| (*b, Role::Bracket));
    let said = quote.speaker().into_iter().flat_map(|voice| {
        let parts = [
            (voice.mention.map(|m| m.span), Role::Mention),
            (voice.cue, Role::Cue),
            (voice.relay, Role::Relay),
        ];
        parts
            .into_iter()
            .filter_map(|(span, role)| Some((span?, role)))
    });
    brackets.chain(said)
}

fn role(kind: QuoteKind) -> Role {
    match kind {
        QuoteKind::Direct => Role::QuoteDirect,
        QuoteKind::Mixed => Role::QuoteMixed,
        QuoteKind::Scare | QuoteKind::Title => Role::QuoteWeak,
    }
}

/// Parts sorted; of parts that overlap, as when two quotes share a mention, the first stays.
fn disjoint(mut parts: Vec<Part>) -> Vec<Part> {
    let place = |p: &Part| (p.span.start, p.span.end);
    if !parts.is_sorted_by_key(place) {
        parts.sort_by_key(place);
    }
    let mut end = 0;
    parts.retain(|p| {
        let free = p.span.start >= end && !p.span.is_empty();
        if free {
            end = p.span.end;
        }
        free
    });
    parts.shrink_to_fit();
    parts
}

/// The quote with the quotation marks that stand around it, and the thin space of French ones.
fn with_marks(text: &str, quote: &Quote) -> Span {
    let Span { start, end } = quote.span;
    let (before, after) = (
        text.get(..start as usize).unwrap_or_default(),
        text.get(end as usize..).unwrap_or_default(),
    );
    let opening = mark(before.chars().rev());
    let closing = if quote.closed { mark(after.chars()) } else { 0 };
    Span::new(start as usize - opening, end as usize + closing)
}

/// Length in bytes of the quotation mark that comes first: one character, or two of one kind as in ``these''. A
/// space may stand before it.
fn mark(mut outward: impl Iterator<Item = char>) -> usize {
    let Some(mut first) = outward.next() else {
        return 0;
    };
    let mut length = 0;
    if matches!(first, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}') {
        length = first.len_utf8();
        let Some(next) = outward.next() else { return 0 };
        first = next;
    }
    if !is_mark(first) {
        return 0;
    }
    length += first.len_utf8();
    if matches!(first, '`' | '\'') && outward.next() == Some(first) {
        length += 1;
    }
    length
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '\u{b4}' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}' | '「'..='』' | '〝'..='〟' | '＂'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Form, Mention, Voice};
    use crate::article::{BlockKind, Builder};

    fn quote(text: &str, words: &str, voice: Option<(&str, &str)>) -> Quote {
        let span = |s: &str| {
            let at = text.find(s).unwrap();
            Span::new(at, at + s.len())
        };
        Quote {
            span: span(words),
            kind: QuoteKind::Direct,
            kind_sure: 1.0,
            group: 0,
            inner: Vec::new(),
            brackets: Vec::new(),
            continues: false,
            closed: true,
            voice: voice.map(|(mention, name)| Voice {
                mention: Some(Mention {
                    span: span(mention),
                    form: Form::Name,
                }),
                name: span(name),
                cue: None,
                relay: None,
                sure: 1.0,
            }),
        }
    }

    fn article(text: &str) -> Article {
        let mut b = Builder::new();
        b.open(BlockKind::Paragraph);
        b.words(text);
        b.finish()
    }

    #[test]
    fn quotation_marks_belong_to_the_quote() {
        for (text, words, shown) in [
            ("He said \"yes\" twice.", "yes", "\"yes\""),
            ("Er sagte: „ja“.", "ja", "„ja“"),
            ("Il dit « oui ».", "oui", "« oui »"),
            (
                "Il dit «\u{202f}oui\u{202f}».",
                "oui",
                "«\u{202f}oui\u{202f}»",
            ),
            ("``yes'' he said", "yes", "``yes''"),
            ("“‘Yes’ is all”", "‘Yes’ is all", "“‘Yes’ is all”"),
            ("no marks here", "marks", "marks"),
            ("yes", "yes", "yes"),
        ] {
            let quote = quote(text, words, None);
            assert_eq!(with_marks(text, &quote).of(text), shown, "{text}");
        }
    }

    #[test]
    fn speakers_are_numbered_as_they_speak() {
        let text = "\"One,\" said Ann Lee. \"Two,\" said Bo. \"Three,\" she said.";
        let notes = Notes {
            quotes: vec![
                quote(text, "One,", Some(("Ann Lee", "Ann Lee"))),
                quote(text, "Two,", Some(("Bo", "Bo"))),
                quote(text, "Three,", Some(("she", "Ann Lee"))),
            ],
            stubs: Vec::new(),
        };
        let speakers = Speakers::of(&article(text), &notes);
        let voices: Vec<_> = speakers.said.iter().map(Part::voice).collect();
        assert_eq!(voices, [Some(0), Some(1), Some(0)]);
        let names: Vec<_> = speakers.names().iter().map(|n| n.of(text)).collect();
        assert_eq!(names, ["Ann Lee", "Bo"]);
        let beside = speakers.beside(Span::new(0, text.len()));
        let mentions: Vec<_> = beside.iter().map(|p| p.span.of(text)).collect();
        assert_eq!(mentions, ["Ann Lee", "Bo", "she"]);
    }
}
