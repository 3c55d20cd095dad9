//! Lines of plain text, and what their first and last letters say.

/// A line without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Columns of white space before the words; a TAB goes to the next multiple of 8.
    pub(super) indent: usize,
    /// The words; empty on a blank line.
    pub(super) words: &'a str,
}

impl<'a> Line<'a> {
    /// Measures a line without its LF.
    pub(super) fn of(raw: &'a str) -> Self {
        let words = raw.trim_matches([' ', '\t']);
        if words.trim().is_empty() {
            return Line {
                indent: 0,
                words: "",
            };
        }
        let mut indent = 0;
        for byte in raw.bytes() {
            match byte {
                b' ' => indent += 1,
                b'\t' => indent = (indent / 8 + 1) * 8,
                _ => break,
            }
        }
        Line { indent, words }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// Columns up to the end of the words, a code point each.
    pub(super) fn width(&self) -> usize {
        self.indent + points(self.words)
    }

    /// Width of the first word.
    pub(super) fn first_word(&self) -> usize {
        points(self.words.split([' ', '\t']).next().unwrap_or_default())
    }
}

/// Takes the first line off `text`, without its LF; `None` at the end.
pub(super) fn take<'a>(text: &mut &'a str) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    let end = memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
    let line = text.get(..end).unwrap_or_default();
    *text = text.get(end + 1..).unwrap_or_default();
    Some(line)
}

/// How many code points `text` has.
pub(super) fn points(text: &str) -> usize {
    text.bytes().filter(|b| b.cast_signed() >= -0x40).count()
}

/// Marks that may stand after the stop of a sentence, or before its first letter.
const AROUND: [char; 19] = [
    '"', '\'', '”', '“', '’', '‘', '»', '«', '›', '‹', '„', ')', '(', ']', '[', '*', '_', '」',
    '』',
];

/// Whether `words` end a sentence.
pub(super) fn ends_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(AROUND);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// The first letter or digit of `words`, past quotation marks, brackets and dashes.
pub(super) fn first_letter(words: &str) -> Option<char> {
    let opens = |c: char| AROUND.contains(&c) || matches!(c, '¿' | '¡' | '—' | '–' | '-');
    words.trim_start_matches(opens).chars().next()
}

/// Whether `words` begin in lower case, as the middle of a sentence does.
pub(super) fn starts_lower(words: &str) -> bool {
    first_letter(words).is_some_and(char::is_lowercase)
}

/// Whether every cased letter of `words` is a capital, and there are at least `letters`.
pub(super) fn is_shouted(words: &str, letters: usize) -> bool {
    let cased = || {
        words
            .chars()
            .filter(|c| c.is_lowercase() || c.is_uppercase())
    };
    cased().all(char::is_uppercase) && cased().take(letters).count() == letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_measured_without_its_white_space() {
        for (raw, indent, words) in [
            ("plain", 0, "plain"),
            ("   three  ", 3, "three"),
            ("\ttab", 8, "tab"),
            ("  \ttab", 8, "tab"),
            (" \t ", 0, ""),
            ("\u{a0}\u{a0}", 0, ""),
            ("\u{a0}x", 0, "\u{a0}x"),
        ] {
            assert_eq!(Line::of(raw), Line { indent, words }, "{raw:?}");
        }
        assert_eq!(Line::of("  été à").width(), 7);
    }

    #[test]
    fn lines_are_taken_one_by_one() {
        let mut text = "one\n\ntwo";
        let mut lines = Vec::new();
        while let Some(line) = take(&mut text) {
            lines.push(line);
        }
        assert_eq!(lines, ["one", "", "two"]);
    }

    #[test]
    fn sentences_are_told_by_their_ends() {
        for (words, ends, lower) in [
            ("He left.", true, false),
            ("“He left.”", true, false),
            ("he left (today.)", true, true),
            ("he left,", false, true),
            ("“he left”", false, true),
            ("42", false, false),
            ("東京。", true, false),
        ] {
            assert_eq!(
                (ends_sentence(words), starts_lower(words)),
                (ends, lower),
                "{words}"
            );
        }
        assert!(
            is_shouted("CHAPTER 1", 4) && !is_shouted("CHAPTER One", 4) && !is_shouted("II", 4)
        );
    }
}
