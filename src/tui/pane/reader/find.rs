//! Words found in the story: one search at a time, walked from hit to hit.

use crate::{
    paint::Highlight,
    text::{Clean, Span},
    theme::Role,
};
use regex::{Regex, RegexBuilder};

/// A search in the story.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Search {
    /// What was typed.
    pub(in crate::tui) words: String,
    pattern: Regex,
    /// The hit that the reader is at.
    pub(in crate::tui) current: Option<Span>,
    /// The hits on the screen.
    pub(in crate::tui) visible: Vec<Highlight>,
}

/// Most memory of a compiled pattern, in bytes.
const PATTERN: usize = 1 << 20;
/// Most hits that are marked on one screen.
const MARKED: usize = 4096;
/// Longest text of which the hits are counted, in bytes: it takes no longer than a frame.
const COUNTED: usize = 1 << 20;
/// Hits looked at for one that is shown, where most of a story is not.
const LOOKED_AT: usize = 20_000;

impl Search {
    /// A search for these words as they stand, white space matching any; case matters only where a capital is typed.
    /// `None` for nothing to search for.
    pub(in crate::tui) fn new(words: &str) -> Option<Self> {
        let parts: Vec<String> = Clean::line(words)
            .split(' ')
            .filter(|p| !p.is_empty())
            .map(plain)
            .collect();
        if parts.is_empty() {
            return None;
        }
        let pattern = RegexBuilder::new(&parts.join(r"\s+"))
            .case_insensitive(!words.contains(char::is_uppercase))
            .size_limit(PATTERN)
            .build()
            .ok()?;
        Some(Self {
            words: words.to_owned(),
            pattern,
            current: None,
            visible: Vec::new(),
        })
    }

    /// The hit after the current one or before it; where there is none from byte `place`.
    pub(in crate::tui) fn next(
        &self,
        text: &str,
        place: u32,
        forward: bool,
    ) -> Option<(Span, bool)> {
        match (forward, self.current) {
            (true, Some(at)) => self.forward(text, at.start + 1),
            (true, None) => self.forward(text, place),
            (false, at) => self.backward(text, at.map_or(place, |s| s.start)),
        }
    }

    /// The same among hits that `shown` has; looks at so many at most.
    pub(in crate::tui) fn next_of(
        &self,
        text: &str,
        place: u32,
        forward: bool,
        mut shown: impl FnMut(Span) -> bool,
    ) -> Option<(Span, bool)> {
        let mut search = self.clone();
        let mut round = false;
        for _ in 0..LOOKED_AT {
            let (span, again) = search.next(text, place, forward)?;
            if round && again {
                return None;
            }
            round |= again;
            if shown(span) {
                return Some((span, round));
            }
            search.current = Some(span);
        }
        None
    }

    /// The first hit at or after byte `from`, else the first of the text; whether it went round.
    pub(in crate::tui) fn forward(&self, text: &str, from: u32) -> Option<(Span, bool)> {
        let from = text.floor_char_boundary(from as usize);
        let hit = |at: usize| {
            self.pattern
                .find_at(text, at)
                .map(|m| Span::new(m.start(), m.end()))
        };
        hit(from)
            .map(|s| (s, false))
            .or_else(|| hit(0).map(|s| (s, true)))
    }

    /// The last hit that ends at or before byte `to`, else the last of the text; whether it went round.
    pub(in crate::tui) fn backward(&self, text: &str, to: u32) -> Option<(Span, bool)> {
        let to = text.floor_char_boundary(to as usize);
        self.last_before(text, to)
            .map(|s| (s, false))
            .or_else(|| self.last_before(text, text.len()).map(|s| (s, true)))
    }

    /// Looks back in windows that double, so that a near hit is found without searching all before it.
    fn last_before(&self, text: &str, to: usize) -> Option<Span> {
        let mut window = 4096;
        loop {
            let from = text.floor_char_boundary(to.saturating_sub(window));
            let part = text.get(..to)?;
            let last = self.matches(part, from).last();
            if last.is_some() || from == 0 {
                return last;
            }
            window *= 2;
        }
    }

    fn matches<'a>(&'a self, text: &'a str, from: usize) -> impl Iterator<Item = Span> + 'a {
        let mut at = from;
        std::iter::from_fn(move || {
            let found = self.pattern.find_at(text, at)?;
            at = found.end().max(at + 1);
            Some(Span::new(found.start(), found.end()))
        })
    }

    /// Which of how many hits a hit is, from 1; `None` in a text too long to be looked through for that.
    pub(in crate::tui) fn number(&self, text: &str, hit: Span) -> Option<(usize, usize)> {
        (text.len() <= COUNTED).then(|| {
            let all = self.matches(text, 0);
            all.fold((0, 0), |(nth, of), other| {
                (nth + usize::from(other.start <= hit.start), of + 1)
            })
        })
    }

    /// Finds the hits on the screen again.
    pub(in crate::tui) fn look(&mut self, text: &str, window: Span) {
        let from = text.floor_char_boundary((window.start as usize).saturating_sub(200));
        let end = text.ceil_char_boundary((window.end as usize + 200).min(text.len()));
        let part = text.get(..end).unwrap_or(text);
        let current = self.current;
        let mark = |span| Highlight {
            span,
            role: if current == Some(span) {
                Role::HitCurrent
            } else {
                Role::Hit
            },
        };
        self.visible = self.matches(part, from).take(MARKED).map(mark).collect();
    }
}

/// A word as a pattern that means just it; the marks that typists and typesetters write differently mean each other.
fn plain(word: &str) -> String {
    let mut pattern = String::new();
    for c in word.chars() {
        match c {
            '\'' | '’' | '‘' => pattern.push_str("['’‘]"),
            '"' | '“' | '”' => pattern.push_str("[\"“”]"),
            '-' | '–' | '—' => pattern.push_str("[-–—]"),
            c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_walked_both_ways_and_round() {
        let text = "War and peace. The war's end. A warm day.";
        let search = Search::new("war").unwrap();
        let at = |found: Option<(Span, bool)>| found.map(|(s, round)| (s.start, round));
        assert_eq!(at(search.forward(text, 0)), Some((0, false)));
        assert_eq!(at(search.forward(text, 1)), Some((19, false)));
        assert_eq!(at(search.forward(text, 33)), Some((0, true)));
        assert_eq!(at(search.backward(text, 19)), Some((0, false)));
        assert_eq!(at(search.backward(text, 0)), Some((32, true)));
        assert_eq!(at(search.forward("peace", 0)), None);
    }

    #[test]
    fn hits_are_counted() {
        let text = "War and peace. The war's end. A warm day.";
        let search = Search::new("war").unwrap();
        let number = |from| search.number(text, search.forward(text, from).unwrap().0);
        assert_eq!(number(0), Some((1, 3)));
        assert_eq!(number(1), Some((2, 3)));
        assert_eq!(number(30), Some((3, 3)));
        let long = "war ".repeat(COUNTED);
        assert_eq!(search.number(&long, Span::new(0, 3)), None);
    }

    #[test]
    fn words_are_taken_as_they_stand() {
        for (words, text, hit) in [
            ("a.b", "aXb a.b", Some(4)),
            ("War", "war War", Some(4)),
            ("that's it", "that’s  it", Some(0)),
            ("   ", "anything", None),
        ] {
            let found = Search::new(words)
                .and_then(|s| s.forward(text, 0))
                .map(|(s, _)| s.start);
            assert_eq!(found, hit, "{words}");
        }
    }
}
