//! The quotes of a very long text, part by part: what is kept in mind of a text while it is looked through is several times
//! as long as the text itself.

use super::{Quote, voices};
use crate::{
    article::Article,
    text::{Clean, Span},
};
use std::ops::Range;

/// Longest text that is looked through at once, in bytes. Books are shorter; what is longer is a heap of texts, and nobody
/// named in one part of it is meant by a "he" in another.
const LONGEST: usize = 8 << 20;

/// Length of the parts of a longer one, in bytes.
const PART: usize = 2 << 20;

/// The quotes of an article.
pub(super) fn quotes(article: &Article) -> Vec<Quote> {
    if article.text().len() <= LONGEST {
        return voices::quotes(article);
    }
    quotes_by(article, PART)
}

/// The same in parts of about so many bytes, cut between blocks.
fn quotes_by(article: &Article, most: usize) -> Vec<Quote> {
    let lang = voices::language(article);
    let mut all: Vec<Quote> = Vec::new();
    let mut groups = 0;
    for blocks in parts(article, most) {
        let start = article
            .blocks()
            .get(blocks.start)
            .map_or(0, |b| b.span.start);
        let mut part = article.part(blocks);
        part.meta.lang = Clean::line(&lang);
        let quotes = voices::quotes(&part);
        let own = quotes.iter().map(|q| q.group + 1).max().unwrap_or(0);
        all.extend(quotes.into_iter().map(|q| moved(q, start, groups)));
        groups += own;
    }
    all.shrink_to_fit();
    all
}

/// Blocks that go together.
fn parts(article: &Article, most: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut begun = 0;
    for (n, block) in article.blocks().iter().enumerate() {
        match parts.last_mut() {
            Some(last) if (block.span.end - begun) as usize <= most => last.end = n + 1,
            _ => {
                begun = block.span.start;
                parts.push(n..n + 1);
            }
        }
    }
    parts
}

/// A quote of a part as one of the whole, which the part stands in from byte `start` on.
fn moved(mut quote: Quote, start: u32, groups: u32) -> Quote {
    let mut shift = |span: &mut Span| {
        span.start += start;
        span.end += start;
    };
    shift(&mut quote.span);
    quote.inner.iter_mut().for_each(&mut shift);
    quote.brackets.iter_mut().for_each(&mut shift);
    if let Some(voice) = &mut quote.voice {
        shift(&mut voice.name);
        voice.cue.iter_mut().for_each(&mut shift);
        voice.relay.iter_mut().for_each(&mut shift);
        if let Some(mention) = &mut voice.mention {
            shift(&mut mention.span);
        }
    }
    quote.group += groups;
    quote
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BlockKind, Builder};

    /// Stories of strangers: what is said of one says nothing of the next.
    fn heap(stories: usize) -> Article {
        let mut b = Builder::new();
        b.meta().lang = Clean::line("en");
        for n in 0..stories {
            let name = ["Ann Lee", "Bo Ek", "Ines Karrow"].get(n % 3).unwrap();
            b.open(BlockKind::Paragraph);
            b.words(&format!("“We have a plan for winter number {n},” said {name}, the mayor. “It [the plan] is ‘good’ enough.”"));
            b.open(BlockKind::Paragraph);
            b.words("Nothing more was heard of it that day, and the rain went on as before.");
        }
        b.finish()
    }

    #[test]
    fn parts_read_as_the_whole_does() {
        let article = heap(12);
        let whole = voices::quotes(&article);
        let story = article.text().len() / 12;
        // Parts of one story each, cut where the stories are.
        let parts = quotes_by(&article, story + 8);
        assert_eq!(parts.len(), 24);
        let seen = |quotes: &[Quote]| {
            let words = |s: Span| s.of(article.text()).to_owned();
            let of = |q: &Quote| {
                let voice = q.voice.as_ref().map(|v| {
                    let mention = v.mention.map(|m| words(m.span));
                    (mention, v.cue.map(words), v.relay.map(words))
                });
                let inside = q.inner.iter().chain(&q.brackets).map(|s| words(*s));
                (
                    words(q.span),
                    q.kind,
                    inside.collect::<Vec<_>>(),
                    voice,
                    q.group,
                )
            };
            quotes.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(seen(&parts), seen(&whole));
    }

    #[test]
    fn a_block_longer_than_a_part_is_a_part_of_its_own() {
        let article = heap(3);
        assert_eq!(
            parts(&article, 1),
            (0..6).map(|n| n..n + 1).collect::<Vec<_>>()
        );
        assert_eq!(parts(&article, usize::MAX).len(), 1);
        assert!(parts(&Article::default(), 1).is_empty());
        assert_eq!(quotes_by(&article, 1).len(), 6);
    }
}
