//! Pages: the rows of an article, laid out where they are looked at.

use super::{
    Line, Options,
    block::{self, Words},
    excerpt::Excerpt,
    gap,
    segment::{self, Content, Segment, same_table},
    table::Table,
};
use crate::article::{Article, BlockKind};
use crate::text::{Span, byte};
use std::{collections::BTreeMap, ops::Range};

/// Rows kept beyond those that [`Page::prepare`] was last asked for.
const KEPT: usize = 2048;

/// A row of the page: which segment, which row of it. The order is that of reading.
///
/// The blank rows before a block are the first rows of its segment. A row is a place on one page only: over a
/// change of the measure keep the byte ([`Page::byte_of`], [`Page::row_of`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// Number of the segment: a block, rows of a table, or a part of a very long block.
    pub segment: u32,
    /// Number of the row in it.
    pub row: u32,
}

/// A row as it is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRow<'a> {
    /// Which row.
    pub row: Row,
    /// Index of its block in [`Article::blocks`]; for a blank row, of the block after it.
    pub block: u32,
    /// Its line; `None` for a blank row.
    pub line: Option<&'a Line>,
}

/// The rows of a segment, each with the index of its block.
type Rows = Vec<(u32, Option<Line>)>;

/// An article set in lines. It breaks only what is asked for, keeps what the screen needs, and is made for one
/// article: every call takes the same.
#[derive(Clone, Debug)]
pub struct Page {
    options: Options,
    /// The same with the article's language.
    set: Options,
    segments: Vec<Segment>,
    laid: BTreeMap<u32, Rows>,
    /// Rows in `laid`.
    held: usize,
    /// Segments that [`Page::prepare`] was last asked for; they are not dropped.
    shown: Range<u32>,
    /// The table last fitted, by its first block.
    table: Option<(u32, Table)>,
    /// Of an excerpt, what it keeps.
    excerpt: Option<Excerpt>,
}

impl Page {
    /// The page of an article. Breaks nothing yet: its cost is a few nanoseconds a block.
    #[must_use]
    pub fn new(article: &Article, options: &Options) -> Self {
        let from = match article.headline() {
            Some(headline) if options.skip_headline => headline + 1,
            _ => 0,
        };
        Self {
            options: options.clone(),
            set: options.for_article(article),
            segments: segment::cut(article, from),
            laid: BTreeMap::new(),
            held: 0,
            shown: 0..0,
            table: None,
            excerpt: None,
        }
    }

    /// Only the sentences that hold words of `spans`, which are sorted and disjoint; of a table or of code the lines, with one
    /// before and after each.
    #[must_use]
    pub fn excerpt(article: &Article, options: &Options, spans: Vec<Span>) -> Self {
        let mut page = Self::new(article, options);
        let end = byte(article.text().len());
        page.excerpt = Some(Excerpt::new(spans, &page.segments, end));
        page
    }

    /// Whether `byte` of the text stands on a line of the page.
    pub fn shows(&mut self, article: &Article, byte: u32) -> bool {
        let row = self.row_of(article, byte);
        let rows = self.laid.get(&row.segment);
        let found = rows.and_then(|r| r.get(row.row as usize));
        found.is_some_and(|(_, line)| line.as_ref().is_some_and(|l| l.span.contains(byte)))
    }

    /// What it was made with, as given.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The same page with other options: cheaper than a new one where only the look changes. Rows of before mean
    /// nothing after.
    pub fn refit(&mut self, article: &Article, options: &Options) {
        if options.skip_headline != self.options.skip_headline && self.excerpt.is_none() {
            *self = Self::new(article, options);
            return;
        }
        self.options = options.clone();
        self.set = options.for_article(article);
        self.laid.clear();
        self.held = 0;
        self.shown = 0..0;
        self.table = None;
    }

    /// Lays out what `rows` rows from `top` on need, and drops what is far from them.
    pub fn prepare(&mut self, article: &Article, top: Row, rows: usize) {
        let first = top.segment.min(self.last_segment());
        self.shown = first..first + 1;
        let mut have = self.lay(article, first).saturating_sub(top.row as usize);
        let mut next = first + 1;
        while have < rows && (next as usize) < self.count() {
            self.shown = first..next + 1;
            have += self.lay(article, next);
            next += 1;
        }
    }

    /// The rows from `top` on, at most `rows`, as far as they are laid out: all after [`Page::prepare`] with the
    /// same.
    pub fn rows(&self, top: Row, rows: usize) -> impl Iterator<Item = PageRow<'_>> {
        let laid = self.laid.range(top.segment..);
        laid.zip(top.segment..)
            .take_while(|((have, _), want)| *have == want)
            .flat_map(|((segment, rows), _)| {
                rows.iter().zip(0..).map(|((block, line), row)| PageRow {
                    row: Row {
                        segment: *segment,
                        row,
                    },
                    block: *block,
                    line: line.as_ref(),
                })
            })
            .skip(top.row as usize)
            .take(rows)
    }

    /// The row `by` rows after `from`, or before it where `by` is negative; not beyond the first and the last row.
    pub fn advance(&mut self, article: &Article, from: Row, by: isize) -> Row {
        let mut at = self.clamped(article, from);
        let mut left = by.unsigned_abs();
        if by < 0 {
            while left > at.row as usize && at.segment > 0 {
                left -= at.row as usize + 1;
                at.segment -= 1;
                at.row = byte(self.lay(article, at.segment)).saturating_sub(1);
            }
            at.row = at.row.saturating_sub(byte(left));
            return at;
        }
        loop {
            let after = self
                .lay(article, at.segment)
                .saturating_sub(at.row as usize + 1);
            if left <= after || at.segment >= self.last_segment() {
                at.row += byte(left.min(after));
                return at;
            }
            left -= after + 1;
            at = Row {
                segment: at.segment + 1,
                row: 0,
            };
        }
    }

    /// The first row.
    #[must_use]
    pub fn first(&self) -> Row {
        Row::default()
    }

    /// The last row of the article.
    pub fn last(&mut self, article: &Article) -> Row {
        let end = Row {
            segment: u32::MAX,
            row: u32::MAX,
        };
        self.clamped(article, end)
    }

    /// The top row with which the last row stands at the bottom of `height` rows.
    pub fn last_top(&mut self, article: &Article, height: usize) -> Row {
        let last = self.last(article);
        let by = isize::try_from(height.saturating_sub(1)).unwrap_or(isize::MAX);
        self.advance(article, last, -by)
    }

    /// Whether the whole article fits `height` rows.
    pub fn is_short(&mut self, article: &Article, height: usize) -> bool {
        let by = isize::try_from(height).unwrap_or(isize::MAX);
        let mut at = Row::default();
        if height > 0 {
            at = self.advance(article, at, by - 1);
        }
        self.count() == 0 || (height > 0 && at == self.last(article))
    }

    /// The row whose line holds `byte` of the text; before the first line the first line, between two lines the one
    /// before.
    pub fn row_of(&mut self, article: &Article, byte: u32) -> Row {
        let after = self.segments.partition_point(|s| s.start <= byte);
        let whole = u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX);
        let segment = self.excerpt.as_ref().map_or(whole, |e| e.left(whole));
        self.lay(article, segment);
        let rows = self.laid.get(&segment).map_or(&[][..], Vec::as_slice);
        let lines = || {
            (0..)
                .zip(rows)
                .filter_map(|(row, (_, line))| Some((row, line.as_ref()?)))
        };
        let in_cell = || {
            lines()
                .take_while(|(_, line)| line.span.start <= byte)
                .find(|(_, line)| holds(line, byte))
        };
        let last = || {
            lines()
                .take_while(|(_, line)| line.span.start <= byte)
                .last()
        };
        let found = in_cell().or_else(last).or_else(|| lines().next());
        Row {
            segment,
            row: found.map_or(0, |(row, _)| row),
        }
    }

    /// The first byte of the line of `row`; for a blank row, of the line after it.
    pub fn byte_of(&mut self, article: &Article, row: Row) -> u32 {
        let row = self.clamped(article, row);
        let rows = self.laid.get(&row.segment).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .skip(row.row as usize)
            .find_map(|(_, line)| line.as_ref())
            .map_or(0, |line| line.span.start)
    }

    /// Every row, in order.
    pub(super) fn all(mut self, article: &Article) -> Rows {
        let mut all = Vec::new();
        for index in 0..self.count() {
            all.append(&mut self.make(article, index));
        }
        all
    }

    fn last_segment(&self) -> u32 {
        byte(self.count()).saturating_sub(1)
    }

    /// How many segments there are to be shown.
    fn count(&self) -> usize {
        let left = self.excerpt.as_ref().map(Excerpt::len);
        left.unwrap_or(self.segments.len())
    }

    /// The row, or the nearest that exists.
    fn clamped(&mut self, article: &Article, row: Row) -> Row {
        let segment = row.segment.min(self.last_segment());
        let last = byte(self.lay(article, segment)).saturating_sub(1);
        Row {
            segment,
            row: if segment < row.segment {
                last
            } else {
                row.row.min(last)
            },
        }
    }

    /// Lays a segment out, if it is not, and gives the number of its rows.
    fn lay(&mut self, article: &Article, segment: u32) -> usize {
        if let Some(rows) = self.laid.get(&segment) {
            return rows.len();
        }
        let rows = self.make(article, segment as usize);
        let count = rows.len();
        self.held += count;
        self.laid.insert(segment, rows);
        self.drop_far(segment);
        count
    }

    /// Drops the segments farthest from `near` while too many rows are held.
    fn drop_far(&mut self, near: u32) {
        let shown = self.shown.clone();
        let needed = |s: u32| s == near || shown.contains(&s);
        let mut most = KEPT;
        most += self
            .laid
            .range(shown.clone())
            .map(|(_, r)| r.len())
            .sum::<usize>();
        while self.held > most {
            let first = self.laid.keys().copied().find(|s| !needed(*s));
            let last = self.laid.keys().copied().rfind(|s| !needed(*s));
            let Some(far) = first
                .into_iter()
                .chain(last)
                .max_by_key(|s| s.abs_diff(near))
            else {
                return;
            };
            self.held -= self.laid.remove(&far).map_or(0, |rows| rows.len());
        }
    }

    /// The rows of segment number `number`, those of the gap before it first.
    fn make(&mut self, article: &Article, number: usize) -> Rows {
        let Some(excerpt) = self.excerpt.clone() else {
            let mut rows = self.gap_before(article, number);
            rows.append(&mut self.lines(article, number));
            return rows;
        };
        let Some(index) = excerpt.whole(number) else {
            return Rows::new();
        };
        let mut rows = self.excerpt_lines(article, &excerpt, index);
        if let Some((block, _)) = rows.first().filter(|_| number > 0) {
            rows.insert(0, (*block, None));
        }
        rows
    }

    /// The rows of the gap before the segment at `index`.
    fn gap_before(&self, article: &Article, index: usize) -> Rows {
        let segment = self.segments.get(index).copied();
        segment.map_or_else(Rows::new, |s| self.gap(article, index, s))
    }

    /// The rows of the segment at `index`.
    fn lines(&mut self, article: &Article, index: usize) -> Rows {
        let Some(segment) = self.segments.get(index).copied() else {
            return Rows::new();
        };
        let Some(content) = segment::content(article, &self.segments, index) else {
            return Rows::new();
        };
        match content {
            Content::Rows(to) => {
                let table = self.table(article, index);
                let rows = table.set(article, segment.block as usize, to as usize);
                rows.into_iter().collect()
            }
            Content::Words(words) => {
                let lines = block::set(article, segment.block as usize, words, &self.set);
                let row = |line| (segment.block, Some(line));
                lines.into_iter().map(row).collect()
            }
        }
    }

    /// The rows of the segment at `index` that an excerpt keeps.
    fn excerpt_lines(&mut self, article: &Article, excerpt: &Excerpt, index: usize) -> Rows {
        let content = segment::content(article, &self.segments, index);
        let Some((block, words)) = content.and_then(|c| self.running(article, index, c)) else {
            return excerpt.rows(self.lines(article, index));
        };
        let mut rows = Rows::new();
        for part in excerpt.parts(article.text(), words.span) {
            if !rows.is_empty() {
                rows.push((block, None));
            }
            let part = Words {
                span: part,
                first: words.first && part.start == words.span.start,
                last: true,
            };
            let lines = block::set(article, block as usize, part, &self.set);
            rows.extend(lines.into_iter().map(|line| (block, Some(line))));
        }
        rows
    }

    /// The block of a segment and its words, where they are running text.
    fn running(&self, article: &Article, index: usize, content: Content) -> Option<(u32, Words)> {
        let Content::Words(words) = content else {
            return None;
        };
        let block = self.segments.get(index)?.block;
        let kind = article.blocks().get(block as usize)?.kind;
        (kind != BlockKind::Code).then_some((block, words))
    }

    /// The blank rows before a segment.
    fn gap(&self, article: &Article, index: usize, segment: Segment) -> Rows {
        let first = index
            .checked_sub(1)
            .and_then(|before| self.segments.get(before))
            .is_none_or(|before| before.block == segment.block);
        let at = segment.block as usize;
        let pair = at
            .checked_sub(1)
            .and_then(|before| article.blocks().get(before))
            .zip(article.blocks().get(at));
        let blank = match pair {
            Some((before, after)) if !first => gap::between(before, after, self.set.gap),
            _ => 0,
        };
        vec![(segment.block, None); usize::from(blank)]
    }

    /// The table that the segment at `index` is a part of.
    fn table(&mut self, article: &Article, index: usize) -> Table {
        let kind = |s: &Segment| article.blocks().get(s.block as usize).map(|b| b.kind);
        let own = self.segments.get(index).and_then(kind);
        let own = own.unwrap_or(BlockKind::Rule);
        let parts = self.segments.get(..=index).unwrap_or_default();
        let first = parts
            .iter()
            .rev()
            .take_while(|s| kind(s).is_some_and(|k| same_table(k, own)))
            .last()
            .map_or(0, |s| s.block);
        match &self.table {
            Some((at, table)) if *at == first => table.clone(),
            _ => {
                let table = Table::fit(article, first as usize, &self.set);
                self.table = Some((first, table.clone()));
                table
            }
        }
    }
}

/// Whether a line holds a byte: in its words, or of a line of cells in one of its own cells.
fn holds(line: &Line, byte: u32) -> bool {
    let own = |span: &Span| line.span.covers(*span) && span.contains(byte);
    line.span.contains(byte) && (line.cells.is_empty() || line.cells.iter().any(|(_, s)| own(s)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Builder;

    fn long() -> Article {
        let mut b = Builder::new();
        for n in 0..3000 {
            b.open(BlockKind::Paragraph);
            b.words(&format!("Paragraph {n} has some words to be laid out. ").repeat(8));
        }
        b.finish()
    }

    #[test]
    fn memory_follows_the_screen() {
        let article = long();
        let mut page = Page::new(&article, &Options::default());
        let mut at = page.last_top(&article, 50);
        while at > page.first() {
            page.prepare(&article, at, 50);
            assert_eq!(page.rows(at, 50).count(), 50);
            at = page.advance(&article, at, -777);
            assert!(page.held <= KEPT + 100, "{} rows held", page.held);
            assert_eq!(page.held, page.laid.values().map(Vec::len).sum::<usize>());
        }
    }

    #[test]
    fn what_is_shown_stays_while_others_are_looked_up() {
        let article = long();
        let mut page = Page::new(&article, &Options::default());
        let top = page.row_of(&article, 100_000);
        page.prepare(&article, top, 40);
        let before: Vec<_> = page.rows(top, 40).map(|r| r.row).collect();
        page.last(&article);
        page.advance(&article, top, -5000);
        let after: Vec<_> = page.rows(top, 40).map(|r| r.row).collect();
        assert_eq!(before.len(), 40);
        assert_eq!(before, after);
    }

    #[test]
    fn an_empty_article_has_no_rows() {
        let article = Article::default();
        let mut page = Page::new(&article, &Options::default());
        page.prepare(&article, Row::default(), 10);
        assert_eq!(page.rows(Row::default(), 10).count(), 0);
        assert_eq!(page.last(&article), page.first());
        assert_eq!(page.last_top(&article, 10), page.first());
        assert_eq!(page.row_of(&article, 7), page.first());
        assert_eq!(page.byte_of(&article, page.first()), 0);
        assert!(page.is_short(&article, 1));
    }
}
