//! Quotation marks: the text of a block goes in, the quoted runs at nesting level 0 come out.
//!
//! An automaton over the characters with a bounded stack of open marks; every character is looked at once, with its
//! two neighbours. What a mark does is decided by its [`Family`] and by what stands beside it.

use super::{
    apostrophes::{elides, is_possessive},
    scene::is_prose,
};
use crate::{
    article::{Article, Block, BlockKind},
    text::{Span, byte},
};

/// A quoted run at nesting level 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Number of its block.
    pub(super) block: u32,
    /// The words and their marks.
    pub(super) outer: Span,
    /// The words.
    pub(super) span: Span,
    /// Which marks it stands between.
    pub(super) family: Family,
    /// Quotations inside it, marks not included.
    pub(super) inner: Vec<Span>,
    /// Square brackets inside it with what they hold.
    pub(super) brackets: Vec<Span>,
    /// How it ends.
    pub(super) end: End,
    /// The quotation of the block before goes on in it.
    pub(super) carried: bool,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// By its closing mark.
    Closed,
    /// At the end of the block, and the next block opens again.
    Carried,
    /// At the end of the block or at the next opening mark; its own mark is missing.
    Missing,
}

/// Marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// " and “ ” „ ‟, which writers mix.
    Double,
    /// ' and ‘ ’ ‚ ‛.
    Single,
    /// « and », pointing either way.
    Guillemet,
    /// ‹ and ›.
    SingleGuillemet,
    /// 「 and 」.
    Corner,
    /// 『 and 』.
    WhiteCorner,
    /// `` and '', as typesetters write them. Two straight single marks alone open nothing: in some archives they stand
    /// for a double mark, in others for a measure or an empty text.
    Ticks,
}

/// What a character may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open,
    Close,
    /// Either, by its neighbours.
    Either,
}

/// How many marks may be open at once; deeper ones are text.
const DEPTH: usize = 8;

fn role(c: char) -> Option<(Family, Role)> {
    Some(match c {
        '"' | '“' => (Family::Double, Role::Either),
        '„' | '‟' => (Family::Double, Role::Open),
        '”' => (Family::Double, Role::Close),
        '\'' | '‘' => (Family::Single, Role::Either),
        '‚' | '‛' => (Family::Single, Role::Open),
        '’' => (Family::Single, Role::Close),
        '«' | '»' => (Family::Guillemet, Role::Either),
        '‹' | '›' => (Family::SingleGuillemet, Role::Either),
        '「' => (Family::Corner, Role::Open),
        '」' => (Family::Corner, Role::Close),
        '『' => (Family::WhiteCorner, Role::Open),
        '』' => (Family::WhiteCorner, Role::Close),
        _ => return None,
    })
}

/// Whether the first words of a block open a quotation, by whichever mark.
pub(super) fn opens(text: &str, single: bool) -> bool {
    let mut chars = text.trim_start().chars();
    let first = chars.next();
    let next = chars.next().unwrap_or(' ');
    first.and_then(role).is_some_and(|(family, role)| {
        role != Role::Close && (single || family != Family::Single) && !next.is_whitespace()
            || family == Family::Guillemet
    }) || text.starts_with("``")
}

/// Where the next character stands, from byte `from` on, that could be a mark or a square bracket.
fn next_sign(text: &str, from: usize) -> Option<usize> {
    let sign = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | b'[' | b']' | 0xC2..);
    let rest = text.as_bytes().get(from..)?;
    rest.iter().position(sign).map(|n| from + n)
}

/// An open mark.
#[derive(Clone, Copy, Debug)]
struct Mark {
    family: Family,
    glyph: char,
    /// Byte of the mark and of the first word after it.
    at: usize,
    words: usize,
}

/// What the automaton knows of where it stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: usize,
    prev: char,
    this: char,
    next: char,
    /// Length of the mark in bytes.
    len: usize,
}

impl Place {
    /// What stands before lets a quotation begin.
    fn may_open(&self) -> bool {
        !self.prev.is_alphanumeric() && !matches!(self.prev, '.' | ',' | '!' | '?' | '…' | '%')
    }

    /// Space or bracket before, a word after: it cannot close.
    fn must_open(&self) -> bool {
        (self.prev.is_whitespace() || matches!(self.prev, '(' | '[' | '—' | '–'))
            && (self.next.is_alphanumeric()
                || matches!(
                    self.next,
                    '[' | '$' | '\'' | '‘' | '(' | '£' | '€' | '#' | '@' | '…'
                ))
    }
}

/// Reads the marks of blocks, one after the other.
#[derive(Debug)]
pub(super) struct Reader {
    /// Single marks open at level 0.
    pub(super) single: bool,
    runs: Vec<Run>,
    stack: Vec<Mark>,
    inner: Vec<Span>,
    brackets: Vec<Span>,
    bracket: Option<usize>,
    block: u32,
    base: usize,
    carried: bool,
    /// A mark was seen in this block.
    seen: bool,
}

impl Reader {
    /// A reader of a document whose quotations stand in single marks, or of any other.
    pub(super) fn new(single: bool) -> Self {
        Self {
            single,
            runs: Vec::new(),
            stack: Vec::with_capacity(DEPTH),
            inner: Vec::new(),
            brackets: Vec::new(),
            bracket: None,
            block: 0,
            base: 0,
            carried: false,
            seen: false,
        }
    }

    /// The runs read.
    pub(super) fn finish(self) -> Vec<Run> {
        self.runs
    }

    /// Reads a block: its number, its text and where that begins. `reopens` says that the next block begins with
    /// an opening mark.
    pub(super) fn block(&mut self, block: u32, text: &str, base: usize, reopens: bool) {
        self.block = block;
        self.base = base;
        self.seen = false;
        self.stack.clear();
        self.drop_details();
        let mut from = 0;
        while let Some(at) = next_sign(text, from) {
            let Some((before, rest)) = text.split_at_checked(at) else {
                break;
            };
            let mut chars = rest.chars();
            let this = chars.next().unwrap_or(' ');
            let mut next = chars.next();
            let twice = next == Some(this) && matches!(this, '`' | '\'');
            if twice {
                next = chars.next();
            }
            let len = this.len_utf8() * if twice { 2 } else { 1 };
            let place = Place {
                at,
                prev: before.chars().next_back().unwrap_or(' '),
                this,
                next: next.unwrap_or(' '),
                len,
            };
            self.step(text, place, twice);
            from = at + len;
        }
        self.end_of_block(text, reopens);
    }

    fn step(&mut self, text: &str, place: Place, twice: bool) {
        match place.this {
            '`' if twice => self.push(Family::Ticks, place),
            '\'' if twice => {
                if self.is_open(Family::Ticks) {
                    self.close(text, Family::Ticks, place);
                }
            }
            '[' if !self.stack.is_empty() => self.bracket = Some(place.at),
            ']' => {
                if let Some(from) = self.bracket.take() {
                    self.brackets.push(self.span(from, place.at + 1));
                }
            }
            c => match role(c) {
                Some((Family::Single, role)) => self.single(text, place, role),
                Some((Family::Double, role)) => self.double(text, place, role),
                Some((family, Role::Open)) => self.push(family, place),
                Some((family, Role::Close)) => self.close(text, family, place),
                Some((family, Role::Either)) => self.pointed(text, family, place),
                None => {}
            },
        }
    }

    fn double(&mut self, text: &str, place: Place, role: Role) {
        self.seen = true;
        let level = self.stack.iter().rposition(|m| m.family == Family::Double);
        let Some(open) = level.and_then(|n| self.stack.get(n)).copied() else {
            let low = place.this == '“' || role == Role::Open;
            if role != Role::Close && (low || place.may_open()) {
                self.push(Family::Double, place);
            }
            return;
        };
        let german = open.glyph == '„';
        let can_close = match place.this {
            '“' => german || !place.must_open() && !place.next.is_alphanumeric(),
            _ => role != Role::Open,
        };
        if can_close && !(place.this == '"' && place.must_open() && place.at > open.words) {
            self.close(text, Family::Double, place);
        } else if place.this == '“'
            && self
                .stack
                .last()
                .is_some_and(|m| m.family == Family::Single)
        {
            self.push(Family::Double, place);
        } else if place.at > open.words && (place.must_open() || place.prev.is_whitespace()) {
            if level == Some(0) {
                self.give_up(text, place.at);
            } else {
                self.stack.truncate(level.unwrap_or_default());
            }
            self.push(Family::Double, place);
        }
    }

    /// Marks that point: which end they are is told by which was used to open.
    fn pointed(&mut self, text: &str, family: Family, place: Place) {
        let open = self
            .stack
            .iter()
            .rev()
            .find(|m| m.family == family)
            .copied();
        match open {
            Some(open) if open.glyph != place.this || !place.prev.is_whitespace() => {
                self.close(text, family, place);
            }
            None if place.may_open() => self.push(family, place),
            _ => {}
        }
    }

    fn single(&mut self, text: &str, place: Place, role: Role) {
        let open = self
            .stack
            .iter()
            .rev()
            .find(|m| m.family == Family::Single)
            .copied();
        let word_before = place.prev.is_alphanumeric();
        let word_after = place.next.is_alphanumeric();
        if let Some(open) = open {
            let closes = place.this != '‚'
                && !word_after
                && !place.prev.is_whitespace()
                && place.at > open.words;
            let german = place.this == '‘' && open.glyph == '‚';
            if closes
                && (german || place.this != '‘')
                && !is_possessive(
                    place.prev,
                    text.get(place.at + place.len..).unwrap_or_default(),
                )
            {
                self.close(text, Family::Single, place);
            }
            return;
        }
        let opens = role != Role::Close
            && !word_before
            && place.may_open()
            && !place.next.is_whitespace()
            && !elides(text.get(place.at + place.len..).unwrap_or_default());
        if opens && (self.single || !self.stack.is_empty()) {
            self.push(Family::Single, place);
        }
    }

    fn is_open(&self, family: Family) -> bool {
        self.stack.iter().any(|m| m.family == family)
    }

    fn push(&mut self, family: Family, place: Place) {
        if self.stack.len() < DEPTH {
            self.stack.push(Mark {
                family,
                glyph: place.this,
                at: place.at,
                words: place.at + place.len,
            });
        }
    }

    fn close(&mut self, text: &str, family: Family, place: Place) {
        let Some(level) = self.stack.iter().rposition(|m| m.family == family) else {
            return;
        };
        let Some(mark) = self.stack.get(level).copied() else {
            return;
        };
        self.stack.truncate(level);
        if level > 0 {
            let span = self.span(mark.words, place.at);
            if !span.is_empty() {
                self.inner.push(span);
            }
        } else {
            self.give(text, mark, (place.at, place.at + place.len), End::Closed);
        }
    }

    /// The run at level 0 was never closed and another begins at byte `at`: what there is becomes a run.
    fn give_up(&mut self, text: &str, at: usize) {
        let first = self.stack.first().copied();
        self.stack.clear();
        if let Some(mark) = first {
            self.give(text, mark, (at, at), End::Missing);
        }
    }

    fn end_of_block(&mut self, text: &str, reopens: bool) {
        let first = self.stack.first().copied();
        self.stack.clear();
        let carried = match first {
            Some(mark) => {
                let end = if reopens { End::Carried } else { End::Missing };
                self.give(text, mark, (text.len(), text.len()), end);
                reopens
            }
            None => false,
        };
        self.carried = carried;
    }

    /// Makes a run of the words from an open mark to the closing one.
    fn give(&mut self, text: &str, open: Mark, close: (usize, usize), end: End) {
        let words = text.get(open.words..close.0).unwrap_or_default();
        let trimmed = words.trim();
        let lead = words.len() - words.trim_start().len();
        let inner = std::mem::take(&mut self.inner);
        let brackets = std::mem::take(&mut self.brackets);
        self.bracket = None;
        if !trimmed.chars().any(char::is_alphanumeric) {
            return;
        }
        let start = open.words + lead;
        let span = self.span(start, start + trimmed.len());
        self.runs.push(Run {
            block: self.block,
            outer: self.span(open.at, close.1),
            span,
            family: open.family,
            inner: inner.into_iter().filter(|i| span.covers(*i)).collect(),
            brackets: brackets.into_iter().filter(|b| span.covers(*b)).collect(),
            end,
            carried: std::mem::take(&mut self.carried),
        });
    }

    fn drop_details(&mut self) {
        self.inner.clear();
        self.brackets.clear();
        self.bracket = None;
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }
}

/// The quoted runs of an article, in order.
pub(super) fn read(article: &Article) -> Vec<Run> {
    let text = article.text();
    let prose = |b: &&Block| is_prose(b.kind);
    let single = is_single(article);
    let mut reader = Reader::new(single);
    let numbered: Vec<(u32, &Block)> = article
        .blocks()
        .iter()
        .enumerate()
        .map(|(n, b)| (byte(n), b))
        .filter(|(_, b)| prose(b))
        .collect();
    for (n, (number, block)) in numbered.iter().enumerate() {
        let heading = matches!(block.kind, BlockKind::Heading(_));
        let next = numbered
            .get(n + 1)
            .filter(|(_, b)| !heading && !matches!(b.kind, BlockKind::Heading(_)));
        let reopens = next.is_some_and(|(_, b)| opens(b.span.of(text), single));
        reader.single = single || heading;
        reader.block(
            *number,
            block.span.of(text),
            block.span.start as usize,
            reopens,
        );
    }
    reader.finish()
}

/// Whether the quotations of an article stand in single marks: hardly a double mark, and several single ones that
/// close after the punctuation of speech.
fn is_single(article: &Article) -> bool {
    let (mut doubles, mut singles) = (0_usize, 0_usize);
    let mut before = [' ', ' '];
    for c in article.text().chars() {
        match c {
            '"' | '“' | '”' | '„' => doubles += 1,
            _ => {}
        }
        let marked = matches!(before[1], '\'' | '’')
            && matches!(before[0], ',' | '.' | '?' | '!' | '-' | '—');
        singles += usize::from(marked && c.is_whitespace());
        before = [before[1], c];
    }
    singles >= 2 && singles > doubles * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Builder;

    /// Paragraphs, one a line, with the words of each run drawn in `[[ ]]`; gives the runs found drawn the same way.
    fn drawn(lines: &str) -> (String, Vec<Run>) {
        let mut b = Builder::new();
        for line in lines.replace("[[", "").replace("]]", "").lines() {
            let heading = line.strip_prefix("# ");
            b.open(heading.map_or(BlockKind::Paragraph, |_| BlockKind::Heading(2)));
            b.words(heading.unwrap_or(line));
        }
        let article = b.finish();
        let runs = read(&article);
        let mut text = article.text().to_owned();
        for run in runs.iter().rev() {
            text.insert_str(run.span.end as usize, "]]");
            text.insert_str(run.span.start as usize, "[[");
        }
        (text, runs)
    }

    #[test]
    fn marks_close_what_they_opened() {
        for text in [
            "He said \"[[no]]\" and “[[yes]]” and \"[[a (b) \'c\' d.]]\"",
            "“[[mixed]]\" and \"[[mixed]]”, and „[[low]]“ and „[[low]]”",
            "«[[a]]» »[[b]]« ‹[[c]]› ›[[d]]‹ « [[e]] » ``[[f]]\'\'",
            "the boys\' book, rock \'n\' roll in the \'90s, 5\' 11\" tall",
            "“[[one ‘two “three” two’ one]]”",
            "「[[a『b』c]]」 『[[d]]』",
            "a 27\" screen and \"[[a run]]\"",
            "(\"[[in brackets]]\") and—\"[[after a dash]]\"—so",
            "# Minister calls plan \'[[a joke]]\'",
            "No marks, no runs: \" \" and “”",
        ] {
            let want = text.replace("# ", "");
            assert_eq!(drawn(text).0, want);
        }
    }

    #[test]
    fn single_marks_quote_where_no_double_ones_do() {
        let text = "\'[[Where is the boys\' book?]]\' he said.\n\'[[I don\'t know,]]\' she said. \'[[Well, \'tis lost.]]\'\n\'[[Then look.]]\'";
        assert_eq!(drawn(text).0, text);
        let text = "It was \'quoted\' so, \"[[he said.]]\" \"[[Was it?]]\"";
        assert_eq!(drawn(text).0, text);
    }

    #[test]
    fn a_missing_mark_ends_with_the_block_or_the_next_run() {
        for (text, ends) in [
            (
                "“[[One.]]\n“[[Two,]]” he said.",
                vec![End::Carried, End::Closed],
            ),
            ("“[[One.]]\nTwo.", vec![End::Missing]),
            ("“[[One ]] “[[two]]” three", vec![End::Missing, End::Closed]),
            (
                "\"[[One.]]\n\"[[Two.]]\n\"[[Three.]]\"",
                vec![End::Carried, End::Carried, End::Closed],
            ),
        ] {
            let (_, runs) = drawn(text);
            assert_eq!(
                runs.iter().map(|r| r.end).collect::<Vec<_>>(),
                ends,
                "{text}"
            );
        }
        let (_, runs) = drawn("“One.\n“Two,” he said. “Three.”");
        assert_eq!(
            runs.iter().map(|r| r.carried).collect::<Vec<_>>(),
            [false, true, false]
        );
    }

    #[test]
    fn brackets_and_inner_quotations_are_kept() {
        let (text, runs) = drawn("“[[We [the union] said ‘no’ and meant ‘never’ [sic]]]”");
        let plain = text.replace("[[", "").replacen("]]”", "”", 1);
        let run = &runs[0];
        let of = |spans: &[Span]| {
            spans
                .iter()
                .map(|s| s.of(&plain).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&run.inner), ["no", "never"]);
        assert_eq!(of(&run.brackets), ["[the union]", "[sic]"]);
    }
}
