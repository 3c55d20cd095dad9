//! Excerpts: of a page only the sentences that hold certain words, each run of them set as a paragraph.
//!
//! Spans and segments go in; which segments are left, and which of their words or rows, comes out. Every word keeps its byte, so
//! that a place on the page of an excerpt is a place in the article.

use super::{Line, segment::Segment};
use crate::text::{self, Span, byte};

/// A block of at most so many bytes is kept whole: some five lines.
const SHORT: usize = 320;
/// Words between two that are kept stay where they are at most so many bytes: a line or two.
const BETWEEN: u32 = 120;

/// What an excerpt keeps.
#[derive(Clone, Debug)]
pub(super) struct Excerpt {
    /// The words, sorted and disjoint.
    spans: Vec<Span>,
    /// Numbers of the segments that hold any, in order.
    segments: Vec<u32>,
}

impl Excerpt {
    /// The excerpt of these words; `end` is the end of the last segment.
    pub(super) fn new(spans: Vec<Span>, segments: &[Segment], end: u32) -> Self {
        let mut left = Vec::new();
        let mut at = 0;
        for (n, segment) in segments.iter().enumerate() {
            let until = segments.get(n + 1).map_or(end, |s| s.start);
            while spans.get(at).is_some_and(|s| s.end <= segment.start) {
                at += 1;
            }
            if spans.get(at).is_some_and(|s| s.start < until) {
                left.push(byte(n));
            }
        }
        Self {
            spans,
            segments: left,
        }
    }

    /// How many segments are left.
    pub(super) fn len(&self) -> usize {
        self.segments.len()
    }

    /// The number on the whole page of segment number `n` of those left.
    pub(super) fn whole(&self, n: usize) -> Option<usize> {
        self.segments.get(n).map(|s| *s as usize)
    }

    /// The number among those left of the last one at or before segment `n` of the whole page; the first where there
    /// is none.
    pub(super) fn left(&self, n: u32) -> u32 {
        let after = self.segments.partition_point(|s| *s <= n);
        byte(after.saturating_sub(1))
    }

    /// The parts of running text that are kept, in order: whole sentences, and all of what is short.
    pub(super) fn parts(&self, text: &str, words: Span) -> Vec<Span> {
        let words = trimmed(text, words);
        if words.len() <= SHORT {
            return vec![words];
        }
        let mut kept: Vec<Span> = Vec::new();
        let mut start = words.start;
        for sentence in text::sentences(words.of(text)) {
            let end = start + byte(sentence.len());
            let own = Span { start, end };
            start = end;
            match kept.last_mut() {
                _ if !self.meets(own) => {}
                Some(last) if own.start - last.end <= BETWEEN => last.end = own.end,
                _ => kept.push(own),
            }
        }
        kept.into_iter().map(|part| trimmed(text, part)).collect()
    }

    /// The rows of a table or of code that are kept, with one before and after, and a blank one where some between were left
    /// out.
    pub(super) fn rows(&self, rows: Vec<(u32, Option<Line>)>) -> Vec<(u32, Option<Line>)> {
        let holds: Vec<bool> = rows
            .iter()
            .map(|(_, line)| line.as_ref().is_some_and(|l| self.meets(l.span)))
            .collect();
        let at = |n: usize| holds.get(n).copied().unwrap_or_default();
        let near = |n: usize| at(n) || at(n + 1) || n.checked_sub(1).is_some_and(at);
        let mut kept: Vec<(u32, Option<Line>)> = Vec::new();
        let mut last = None;
        for (n, (block, line)) in rows.into_iter().enumerate() {
            if line.is_none() || !near(n) {
                continue;
            }
            if last.is_some_and(|last| last + 1 < n) {
                kept.push((block, None));
            }
            last = Some(n);
            kept.push((block, line));
        }
        kept
    }

    fn meets(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|s| s.end <= span.start);
        self.spans.get(after).is_some_and(|s| s.start < span.end)
    }
}

/// The words without white space at their ends.
fn trimmed(text: &str, words: Span) -> Span {
    let own = words.of(text);
    let start = words.start as usize + own.len() - own.trim_start().len();
    Span::new(start, start + own.trim().len())
}

#[cfg(test)]
mod tests {
    use crate::{
        article::{Article, BlockKind, Builder},
        layout::{Options, Page},
        text::Span,
    };

    fn article() -> Article {
        let mut b = Builder::new();
        for n in 0..6 {
            b.open(BlockKind::Paragraph);
            b.words(&format!("p{n} aa bb cc dd ee ff gg hh ii jj kk ll mm"));
        }
        b.finish()
    }

    fn rows(article: &Article, words: &[&str]) -> Vec<String> {
        let spans = words.iter().map(|w| {
            let at = article.text().find(w).unwrap();
            Span::new(at, at + w.len())
        });
        let options = Options {
            measure: 12,
            ..Options::default()
        };
        let mut page = Page::excerpt(article, &options, spans.collect());
        page.prepare(article, page.first(), 100);
        let line = |l: &crate::layout::Line| l.plain(article.text());
        page.rows(page.first(), 100)
            .map(|r| r.line.map(line).unwrap_or_default())
            .collect()
    }

    #[test]
    fn what_is_short_is_kept_whole() {
        let article = article();
        assert_eq!(
            rows(&article, &["p1 aa", "p4 aa"]),
            [
                "p1 aa bb cc",
                "dd ee ff gg",
                "hh ii jj kk",
                "ll mm",
                "",
                "p4 aa bb cc",
                "dd ee ff gg",
                "hh ii jj kk",
                "ll mm",
            ]
        );
        assert!(rows(&article, &[]).is_empty());
    }

    #[test]
    fn of_a_long_paragraph_whole_sentences_are_kept() {
        let filler = "Filler fills a line. ".repeat(20);
        let mut b = Builder::new();
        b.open(BlockKind::Paragraph);
        b.words(&format!(
            "{filler}Mr. Lee said xx to us. {filler}She said yy. It was so. And zz too. {filler}"
        ));
        let article = b.finish();
        assert_eq!(
            rows(&article, &["xx", "yy", "zz"]),
            [
                "Mr. Lee said",
                "xx to us.",
                "",
                "She said yy.",
                "It was so.",
                "And zz too."
            ]
        );
    }

    #[test]
    fn of_code_the_lines_around_are_kept() {
        let mut b = Builder::new();
        b.open(BlockKind::Code);
        b.words("a\nb\nc xx\nd\ne\nf\ng yy");
        let article = b.finish();
        assert_eq!(
            rows(&article, &["xx", "yy"]),
            ["b", "c xx", "d", "", "f", "g yy"]
        );
    }

    #[test]
    fn every_byte_has_a_row() {
        let article = article();
        let options = Options::default();
        let mut page = Page::excerpt(&article, &options, vec![Span::new(90, 95)]);
        for byte in (0..crate::text::byte(article.text().len())).step_by(7) {
            let row = page.row_of(&article, byte);
            assert_eq!(
                page.byte_of(&article, row),
                page.byte_of(&article, page.first())
            );
        }
        assert!(page.shows(&article, 92));
        assert!(!page.shows(&article, 2));
    }
}
