//! A piece of plain text: what becomes one block, still in the lines of the file.

use super::{dump::Dump, line::starts_lower};
use crate::article::{BlockKind, Builder};

/// How a line follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// The break is the file's, not the writer's.
    Soft,
    /// The break is meant: verse, an address.
    Hard,
}

/// A line of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row<'a> {
    pub(super) join: Join,
    /// Columns before the words.
    pub(super) indent: usize,
    pub(super) words: &'a str,
}

/// What becomes one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) kind: BlockKind,
    pub(super) rows: Vec<Row<'a>>,
    /// Blank lines before it.
    pub(super) gap: usize,
    /// Lists it stands in.
    pub(super) depth: u8,
    /// Quotes it stands in.
    pub(super) quote: u8,
}

impl<'a> Piece<'a> {
    pub(super) fn of(kind: BlockKind, gap: usize, indent: usize, words: &'a str) -> Self {
        let join = Join::Hard;
        Piece {
            kind,
            rows: vec![Row {
                join,
                indent,
                words,
            }],
            gap,
            depth: 0,
            quote: 0,
        }
    }

    /// A line drawn across the page.
    pub(super) fn rule(gap: usize) -> Self {
        Piece {
            rows: Vec::new(),
            ..Piece::of(BlockKind::Rule, gap, 0, "")
        }
    }

    /// Columns before the first words.
    pub(super) fn indent(&self) -> usize {
        self.rows.first().map_or(0, |row| row.indent)
    }

    /// The words as one line.
    pub(super) fn line(&self) -> String {
        let words: Vec<&str> = self.rows.iter().map(|row| row.words).collect();
        words.join(" ")
    }

    /// Whether its words go on for more than `bytes`.
    pub(super) fn is_longer(&self, bytes: usize) -> bool {
        let mut length = 0;
        self.rows.iter().any(|row| {
            length += row.words.len() + 1;
            length > bytes
        })
    }

    /// Writes the piece as a block. `hyphens`: words are hyphenated at line ends.
    pub(super) fn write(&self, b: &mut Builder, hyphens: bool, dump: &mut Dump<'_>) {
        b.nest(self.depth, self.quote);
        b.open(self.kind);
        dump.begin();
        match self.kind {
            BlockKind::Rule => {}
            BlockKind::Code => self.write_as_it_stands(b),
            _ => self.write_rows(b, hyphens, dump),
        }
    }

    /// Writes the words into the block that is open, on a line of their own.
    pub(super) fn append(&self, b: &mut Builder, hyphens: bool, dump: &mut Dump<'_>) {
        b.line_break();
        self.write_rows(b, hyphens, dump);
    }

    fn write_as_it_stands(&self, b: &mut Builder) {
        let margin = self
            .rows
            .iter()
            .map(|row| row.indent)
            .min()
            .unwrap_or_default();
        for (n, row) in self.rows.iter().enumerate() {
            if n > 0 {
                b.words("\n");
            }
            b.words(&" ".repeat((row.indent - margin).min(200)));
            b.words(row.words);
        }
    }

    fn write_rows(&self, b: &mut Builder, hyphens: bool, dump: &mut Dump<'_>) {
        let mut rows = self.rows.iter().peekable();
        let mut first = true;
        while let Some(row) = rows.next() {
            if row.join == Join::Hard && !first {
                b.line_break();
            }
            first = false;
            let next = rows.peek().filter(|next| next.join == Join::Soft);
            let (words, space) = next.map_or((row.words, false), |next| {
                seam(row.words, next.words, hyphens)
            });
            dump.words(b, words, self.kind);
            if space {
                b.words(" ");
            }
        }
    }
}

/// What of `line` stays when `next` is joined to it, and whether a space goes between them.
fn seam<'a>(line: &'a str, next: &str, hyphens: bool) -> (&'a str, bool) {
    if let Some(word) = line.strip_suffix('\u{ad}') {
        return (word, false);
    }
    let before = |dash: char| {
        let word = line.trim_end_matches(dash);
        let tied = word.len() < line.len() && !word.is_empty() && !word.ends_with(' ');
        tied.then_some(word)
    };
    if let Some(word) = before('-') {
        let split = hyphens
            && !line.ends_with("--")
            && word.ends_with(char::is_lowercase)
            && starts_lower(next);
        return (if split { word } else { line }, false);
    }
    if before('—').is_some() {
        return (line, false);
    }
    let han = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'))
    };
    let unspaced = han(line.chars().next_back()) && han(next.chars().next());
    (line, !unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_the_words_ask() {
        for (line, next, hyphens, joined) in [
            ("two", "words", false, "two words"),
            ("five-", "minute", false, "five-minute"),
            ("engi-", "neers", true, "engineers"),
            ("Jean-", "Paul", true, "Jean-Paul"),
            ("soft\u{ad}", "ly", false, "softly"),
            ("away—", "and", false, "away—and"),
            ("away --", "and", false, "away -- and"),
            ("away--", "and", false, "away--and"),
            ("a —", "b", false, "a — b"),
            ("東京は", "雨です", false, "東京は雨です"),
            ("오늘은", "비가", false, "오늘은 비가"),
        ] {
            let (words, space) = seam(line, next, hyphens);
            let space = if space { " " } else { "" };
            assert_eq!(format!("{words}{space}{next}"), joined);
        }
    }
}
