//! Pages as lynx and elinks dump them: `[7]` before the words of a link, and the addresses listed at the end.

use std::ops::RangeInclusive;

use memchr::memmem;

use super::{line::take, shape::WINDOW};
use crate::{
    article::{BlockKind, Builder, Link},
    text::Clean,
};

/// Columns that lynx and elinks indent a page by.
const MARGIN: usize = 3;

/// Most numbers that may be missing between two marks: links around pictures and in parts that were cut.
const MISSING: u32 = 20;

/// The links of a dumped page; of another text none, and all words pass as they are.
#[derive(Debug, Default)]
pub(super) struct Dump<'a> {
    marked: bool,
    /// By number, from 1.
    addresses: Vec<&'a str>,
    /// The least number that the next mark can have.
    next: u32,
    /// The link that goes on from the line before.
    open: Option<u32>,
}

/// A mark in a line: its number, where it begins and where the words after it do.
struct Mark {
    number: u32,
    start: usize,
    words: usize,
}

impl<'a> Dump<'a> {
    /// The links of `text`, and the text before their list.
    pub(super) fn of(text: &'a str, margin: usize) -> (Self, &'a str) {
        let window = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
        let mut dump = Dump {
            marked: margin == MARGIN,
            next: 1,
            ..Dump::default()
        };
        let mut marks = 0;
        let mut rest = window;
        while let Some(mark) = dump.mark(rest) {
            marks += 1;
            dump.next = mark.number + 1;
            rest = rest.get(mark.words..).unwrap_or_default();
        }
        dump.next = 1;
        dump.marked = marks > 2;
        match references(text).filter(|_| dump.marked) {
            Some((body, addresses)) => (Dump { addresses, ..dump }, body),
            None => (dump, text),
        }
    }

    /// Whether the text is a dumped page.
    pub(super) fn is_dump(&self) -> bool {
        self.marked
    }

    /// The first mark of `words` that can be the next one.
    fn mark(&self, words: &str) -> Option<Mark> {
        self.mark_in(words, self.next..=self.next.saturating_add(MISSING))
    }

    /// The first mark of `words` whose number is in `possible`.
    fn mark_in(&self, words: &str, possible: RangeInclusive<u32>) -> Option<Mark> {
        if !self.marked {
            return None;
        }
        for (start, _) in words.match_indices('[') {
            let inner = words.get(start + 1..)?;
            let digits = inner.bytes().take(6).take_while(u8::is_ascii_digit).count();
            let (number, after) = inner.split_at_checked(digits)?;
            let Some(after) = after.strip_prefix(']') else {
                continue;
            };
            let fresh = words
                .get(..start)?
                .ends_with([' ', '\n', '(', '"', '“', ',', '#'])
                || start == 0;
            let attached = !after.is_empty() && !after.starts_with([' ', '\n', '.', ',', ';', ')']);
            let number = number.parse().ok().filter(|n| possible.contains(n));
            if let Some(number) = number.filter(|_| fresh && attached) {
                let words = words.len() - after.len();
                return Some(Mark {
                    number,
                    start,
                    words,
                });
            }
        }
        None
    }

    /// The line without its marks.
    pub(super) fn plain(&self, line: &str) -> String {
        let mut plain = String::new();
        let mut rest = line;
        while let Some(mark) = self.mark_in(rest, 1..=u32::MAX) {
            plain.push_str(rest.get(..mark.start).unwrap_or_default());
            rest = rest.get(mark.words..).unwrap_or_default();
        }
        plain.push_str(rest);
        plain
    }

    /// Passes a line that is left out, with its links.
    pub(super) fn pass(&mut self, line: &str) {
        let mut rest = line;
        while let Some(mark) = self.mark(rest) {
            rest = rest.get(mark.words..).unwrap_or_default();
            self.next = mark.number + 1;
        }
    }

    /// A new block begins: no link goes on into it.
    pub(super) fn begin(&mut self) {
        self.open = None;
    }

    /// Writes a line of a block of `kind`, its marks turned into links. Where the words of a link end is not in the
    /// file: they are the whole of an item, else the first word and the capitalised ones after it.
    pub(super) fn words(&mut self, b: &mut Builder, line: &str, kind: BlockKind) {
        let mut rest = line;
        loop {
            let mark = self.mark(rest);
            let end = mark.as_ref().map_or(rest.len(), |mark| mark.start);
            let (before, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.linked(b, before, kind);
            let Some(mark) = mark else { return };
            self.next = mark.number + 1;
            let address = self
                .addresses
                .get(mark.number as usize - 1)
                .copied()
                .unwrap_or_default();
            self.open = Some(b.add_link(Link {
                url: Clean::line(address),
                to: None,
            }));
            rest = after.get(mark.words - mark.start..).unwrap_or_default();
        }
    }

    /// Writes words up to the next mark or line end; the open link takes what is its own.
    fn linked(&mut self, b: &mut Builder, words: &str, kind: BlockKind) {
        if words.is_empty() {
            return;
        }
        let end = match (self.open, kind) {
            (None, _) => 0,
            (_, BlockKind::Item(_)) => words.len(),
            _ => reach(words),
        };
        let (own, after) = words.split_at_checked(end).unwrap_or((words, ""));
        b.link(self.open);
        b.words(own);
        b.link(None);
        b.words(after);
        if end < words.len() {
            self.open = None;
        }
    }
}

/// Small words inside titles.
const SMALL: &str = "of the in a an and for to on at by with from as de la le les du des von der die das und del y e";

/// How many bytes of `words`, which follow a mark, belong to its link.
fn reach(words: &str) -> usize {
    let mut end = 0;
    let mut small = true;
    for (n, word) in words.split_inclusive(' ').enumerate() {
        let bare = word.trim_end();
        let capital = bare
            .trim_start_matches(['“', '"', '‘', '\'', '('])
            .starts_with(|c: char| !c.is_lowercase());
        small = SMALL.split(' ').any(|s| s == bare);
        if n > 0 && !capital && !small {
            return end;
        }
        let start = word.as_ptr() as usize - words.as_ptr() as usize;
        if let Some(stop) = bare
            .find(['.', ',', ';', ':', '!', '?', ')', '”'])
            .filter(|at| at + 1 >= bare.trim_end_matches(['”', ')', '’', '.', ',']).len())
        {
            return start + stop;
        }
        if n == 0 || !small {
            end = start + bare.len();
        }
    }
    if small {
        words.len()
    } else {
        end.max(words.trim_end().len())
    }
}

/// The text before the list of addresses at its end, and the addresses.
fn references(text: &str) -> Option<(&str, Vec<&str>)> {
    const HEAD: &str = "\nReferences\n";
    // Forwards is much faster than back, and hardly any text has it.
    memmem::find(text.as_bytes(), HEAD.as_bytes())?;
    let at = memmem::rfind(text.as_bytes(), HEAD.as_bytes())?;
    let body = text.get(..at)?;
    let mut list = text.get(at + HEAD.len()..)?;
    let mut addresses = Vec::new();
    while let Some(line) = take(&mut list) {
        let line = line.trim();
        if line.is_empty() || line.ends_with("links:") {
            continue;
        }
        let (number, address) = line.split_once(". ")?;
        number.parse::<u32>().ok()?;
        addresses.push(address.trim());
    }
    Some((body, addresses))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(page: &str) -> String {
        let (mut dump, body) = Dump::of(page, MARGIN);
        let mut b = Builder::new();
        for line in body.lines() {
            dump.begin();
            b.open(BlockKind::Paragraph);
            dump.words(&mut b, line, BlockKind::Paragraph);
        }
        let a = b.finish();
        let mut drawn = a.text().to_owned();
        for mark in a.all_marks().iter().rev() {
            let link = &a.links()[mark.link.unwrap() as usize];
            drawn.insert_str(mark.span.end as usize, &format!("]({})", link.url));
            drawn.insert(mark.span.start as usize, '[');
        }
        drawn
    }

    #[test]
    fn marks_become_links_with_the_addresses_listed_below() {
        let page = "by [1]Ann Lee today\nRead more: [2]A Park for Every Kid: opening\nsee [3]this page, [4]an office.\n\n\
                    References\n\n   Visible links:\n   1. http://a.example/1\n   2. http://a.example/2\n\
                    3. http://a.example/3\n   4. http://a.example/4\n";
        assert_eq!(
            drawn(page),
            "by [Ann Lee](http://a.example/1) today\nRead more: [A Park for Every Kid](http://a.example/2): opening\n\
             see [this](http://a.example/3) page, [an](http://a.example/4) office."
        );
    }

    #[test]
    fn a_beginning_without_the_list_reads_the_same() {
        assert_eq!(
            drawn("[1]About\n[2]Blog\n[3]Us"),
            "[About]()\n[Blog]()\n[Us]()"
        );
    }

    #[test]
    fn citations_are_no_links() {
        let text = "As shown [1], and again [2]. See [3] and [7].";
        assert_eq!(drawn(text), text);
        let (dump, _) = Dump::of("[1]a\n[2]b\n[3]c", 0);
        assert!(!dump.is_dump());
    }
}
