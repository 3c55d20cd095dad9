//! Segments: the pieces of an article that are laid out on their own.
//!
//! A segment is a block, some rows of a table, or a part of a very long block, cut at fixed places of the text. So
//! a file of one line costs what is seen of it, and every place is reached alike from before and from behind.

use super::block::Words;
use crate::{
    article::{Article, Block, BlockKind},
    text::{Span, byte},
};
use unicode_segmentation::GraphemeCursor;

/// A longer block, or run of table rows, is cut into parts of about this many bytes: some 240 lines.
pub(super) const PART: usize = 16 * 1024;

/// Where a segment begins; it ends where the next one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Index of its (first) block.
    pub(super) block: u32,
    /// Its first byte.
    pub(super) start: u32,
}

/// What a segment is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A block or a part of one.
    Words(Words),
    /// Rows of a table: the blocks from the segment's own to this one, exclusive.
    Rows(u32),
}

/// The segments of `article` from block `from` on, in order.
pub(super) fn cut(article: &Article, from: usize) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(article.blocks().len());
    let mut before: Option<(Segment, BlockKind)> = None;
    for (index, block) in article.blocks().iter().enumerate().skip(from) {
        let here = Segment {
            block: byte(index),
            start: block.span.start,
        };
        let joins = before.is_some_and(|(first, kind)| {
            is_cell_row(block)
                && same_table(kind, block.kind)
                && block.span.end as usize - first.start as usize <= PART
        });
        if joins {
            continue;
        }
        segments.push(here);
        before = is_cell_row(block).then_some((here, block.kind));
        if block.span.len() > PART && !is_cell_row(block) {
            parts(article.text(), here, block.span, &mut segments);
        }
    }
    segments
}

/// Whether a block is set in columns; a row larger than a part is set as running text.
pub(super) fn is_cell_row(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Row { .. }) && block.span.len() <= PART
}

/// Whether two blocks are rows of one table.
pub(super) fn same_table(a: BlockKind, b: BlockKind) -> bool {
    matches!((a, b), (BlockKind::Row { table: a, .. }, BlockKind::Row { table: b, .. }) if a == b)
}

/// Adds the parts after the first of a long block.
fn parts(text: &str, first: Segment, span: Span, segments: &mut Vec<Segment>) {
    let mut rest = span;
    while rest.len() > PART {
        let Some(cut) = word_end(rest.of(text)) else {
            return;
        };
        rest.start += byte(cut);
        segments.push(Segment {
            start: rest.start,
            ..first
        });
    }
}

/// Where the first part of `text` ends, after white space if there is any near: past an LF, past a space, or
/// between two graphemes. `None` where `text` is not cut.
fn word_end(text: &str) -> Option<usize> {
    let end = floor(text, PART);
    let window = text.get(floor(text, PART / 2)..end)?;
    let from = end - window.len();
    let cut = match window.rfind('\n').or_else(|| window.rfind(' ')) {
        Some(at) => from + at + 1,
        None => grapheme_end(text.get(..floor(text, 2 * PART))?, end)?,
    };
    (cut > 0 && cut < text.len()).then_some(cut)
}

/// The first boundary between graphemes at or after `at`; `at` itself where a grapheme does not end in `text`.
fn grapheme_end(text: &str, at: usize) -> Option<usize> {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => Some(at),
        _ => cursor.next_boundary(text, 0).ok().flatten(),
    }
}

/// The last character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What the segment at `index` is made of.
pub(super) fn content(article: &Article, segments: &[Segment], index: usize) -> Option<Content> {
    let here = segments.get(index)?;
    let block = article.blocks().get(here.block as usize)?;
    let next = segments.get(index + 1);
    if is_cell_row(block) {
        let end = next.map_or_else(|| byte(article.blocks().len()), |n| n.block);
        return Some(Content::Rows(end));
    }
    let last = next.is_none_or(|n| n.block != here.block);
    let end = match next {
        Some(next) if !last => next.start,
        _ => block.span.end,
    };
    Some(Content::Words(Words {
        span: Span::new(here.start as usize, end as usize),
        first: here.start == block.span.start,
        last,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Builder;

    fn starts(text: &str, kind: BlockKind) -> Vec<u32> {
        let mut b = Builder::new();
        b.open(kind);
        b.words(text);
        let article = b.finish();
        cut(&article, 0).iter().map(|s| s.start).collect()
    }

    #[test]
    fn a_long_block_is_cut_after_words() {
        let word = "abcdefg ";
        let starts = starts(&word.repeat(PART), BlockKind::Paragraph);
        assert_eq!(starts.len(), word.len());
        assert!(
            starts
                .iter()
                .all(|s| (*s as usize).is_multiple_of(word.len()))
        );
        assert!(starts.windows(2).all(|w| (w[1] - w[0]) as usize <= PART));
    }

    #[test]
    fn code_is_cut_after_lines() {
        let line = "a line of code\n";
        let starts = starts(&line.repeat(5000), BlockKind::Code);
        assert!(starts.len() > 2);
        assert!(
            starts
                .iter()
                .all(|s| (*s as usize).is_multiple_of(line.len()))
        );
    }

    #[test]
    fn one_long_word_is_cut_between_graphemes() {
        for (word, len) in [("e\u{301}", 3), ("👩\u{200d}💻", 11), ("日", 3)] {
            let starts = starts(&word.repeat(PART), BlockKind::Paragraph);
            assert!(starts.len() > 2, "{word}");
            assert!(
                starts.iter().all(|s| (*s as usize).is_multiple_of(len)),
                "{word}"
            );
        }
    }

    #[test]
    fn rows_of_a_table_share_a_segment_until_it_is_long() {
        let mut b = Builder::new();
        let row = |table| BlockKind::Row { table, head: false };
        for n in 0..2000 {
            b.open(row(n / 1000));
            b.words(&"cell ".repeat(10));
        }
        let article = b.finish();
        let segments = cut(&article, 0);
        assert!(
            segments.len() > 4 && segments.len() < 20,
            "{}",
            segments.len()
        );
        assert!(segments.iter().any(|s| s.block == 1000));
        let blocks: Vec<_> = (0..segments.len())
            .map(|n| content(&article, &segments, n).unwrap())
            .collect();
        assert_eq!(blocks[0], Content::Rows(segments[1].block));
        assert_eq!(blocks[blocks.len() - 1], Content::Rows(2000));
    }
}
