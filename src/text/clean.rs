//! The one door: text made harmless for a terminal.
//!
//! In: any text. Out: the same without what a terminal would obey or what hides or reorders words; it never touches
//! a word that is plainly there. Cost is linear; text with nothing to take out is scanned, not copied.

mod sequence;

use std::{borrow::Cow, fmt, ops::Deref};

use unicode_width::UnicodeWidthChar;

/// Most combining marks kept on one base. The most that a living script stacks is fewer (Unicode Stream-Safe Text,
/// UAX 15, allows 30, which draws over the neighbouring lines).
const MARKS: u8 = 8;

/// Text without terminal sequences, control characters other than LF and TAB, bidi controls, tag characters,
/// noncharacters and interlinear annotation marks, and with at most 8 combining marks on a base. Nothing else
/// reaches a screen, an output, an error or a log.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(Box<str>);

impl Clean {
    /// Cleans `text`. CR, CR LF, NEL, VT, U+2028 and a form feed inside a line become LF, U+2029 an empty line;
    /// letters overstruck with a backspace become one letter. Text that is owned and clean is not copied.
    #[must_use]
    pub fn new<'a>(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        match wash("", &text) {
            Cow::Owned(washed) => Self::joined(washed),
            Cow::Borrowed(_) => Self::joined(text.into_owned()),
        }
    }

    /// Cleans `text` to one line: every run of white space becomes one space, none at the ends.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let washed = wash("", text);
        let mut line = String::with_capacity(washed.len());
        for word in washed.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        Self::joined(line)
    }

    /// `text` clean, borrowed where it is so already, as a continuation of the clean text `before`: a mark at its
    /// start counts with the marks at the end of that.
    #[must_use]
    pub(crate) fn piece<'a>(before: &str, text: &'a str) -> Cow<'a, str> {
        wash(before, text)
    }

    /// Takes pieces of clean text put together, without cleaning them again.
    #[must_use]
    pub(crate) fn joined(text: String) -> Self {
        Self(text.into_boxed_str())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0.into_string()
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Stays, and marks after it stand on it.
    Base,
    /// Stays while it is one of the first [`MARKS`] on its base.
    Mark,
    /// Stays and takes no room: a joiner, a soft hyphen. Marks after it still stand on the base before.
    Unseen,
    /// Goes.
    Gone,
    /// Begins a terminal sequence, which goes with it.
    Sequence,
    /// Becomes that many line ends.
    Breaks(u8),
    /// CR, with the LF after it one line end.
    Return,
    /// Form feed: a line end, unless it stands at the start of a line.
    Page,
    /// Backspace: takes back a letter struck twice or an underline, else goes.
    Backspace,
}

fn class(c: char) -> Class {
    match c {
        // The punctuation of prose first; it is what is looked at most.
        '\n'
        | '\t'
        | ' '..='\x7e'
        | '\u{a0}'..='\u{ac}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205f}' => Class::Base,
        '\r' => Class::Return,
        '\x0c' => Class::Page,
        '\x0b' | '\u{85}' | '\u{2028}' => Class::Breaks(1),
        '\u{2029}' => Class::Breaks(2),
        '\x08' => Class::Backspace,
        '\x1b' | '\u{80}'..='\u{9f}' => Class::Sequence,
        // Controls; bidi controls and the deprecated ones beside them; noncharacters; interlinear annotation; tags.
        '\0'..='\x1f'
        | '\x7f'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Class::Gone,
        _ if u32::from(c) & 0xfffe == 0xfffe => Class::Gone,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' => Class::Unseen,
        // Conjoining vowels and finals of Hangul, and fillers: without width, but letters.
        '\u{115f}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' | '\u{3164}' | '\u{ffa0}' => Class::Base,
        _ if c >= '\u{300}' && c.width() == Some(0) => Class::Mark,
        _ => Class::Base,
    }
}

/// Whether a character that begins with `byte`, or has it inside, may be anything but [`Class::Base`].
fn doubtful(byte: u8) -> bool {
    match byte {
        b'\t' | b'\n' => false,
        0x00..=0x1f | 0x7f
        // C1 and soft hyphen; U+0300 to 036F; U+0483 to 0489; Hebrew; Arabic, Syriac, Thaana, N'Ko.
        | 0xc2 | 0xcc | 0xcd | 0xd2 | 0xd6..=0xdf
        // All of three bytes but the Han U+4000 to 9FFF and the Hangul U+B000 to CFFF; all of four.
        | 0xe0..=0xe3 | 0xea | 0xed..=0xff => true,
        _ => false,
    }
}

/// The first byte at or after `from` that begins a character worth a look.
fn suspect(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (blocks, tail) = rest.as_chunks::<64>();
    let found = |bytes: &[u8]| bytes.iter().position(|b| doubtful(*b));
    for (n, block) in blocks.iter().enumerate() {
        if !plain(block)
            && let Some(at) = found(block)
        {
            return Some(from + n * block.len() + at);
        }
    }
    Some(from + blocks.len() * 64 + found(tail)?)
}

/// Whether every byte is printable ASCII, LF or TAB. No early exit, so that it compiles to vector code.
fn plain(block: &[u8; 64]) -> bool {
    let odd = |b: u8| u8::from(b.wrapping_sub(0x20) >= 0x5f && b != b'\n' && b != b'\t');
    block.iter().fold(0, |all, b| all | odd(*b)) == 0
}

fn wash<'a>(before: &str, text: &'a str) -> Cow<'a, str> {
    let mut wash = Wash {
        before,
        text,
        out: String::new(),
        from: 0,
        marks: 0,
    };
    let mut at = 0;
    while let Some(found) = suspect(text.as_bytes(), at) {
        if found > at {
            wash.marks = 0;
        } else if at == 0 {
            wash.marks = marks_at_end(before);
        }
        let Some(c) = text.get(found..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        at = wash.step(found, c);
    }
    wash.finish()
}

/// How many combining marks end `text`, at most [`MARKS`].
fn marks_at_end(text: &str) -> u8 {
    let mut marks = 0;
    for c in text.chars().rev() {
        match class(c) {
            Class::Mark if marks < MARKS => marks += 1,
            Class::Unseen => {}
            _ => break,
        }
    }
    marks
}

/// Cleaning in progress. Nothing is copied before the first change.
struct Wash<'b, 'a> {
    before: &'b str,
    text: &'a str,
    out: String,
    /// First byte of the text that is neither copied nor dropped.
    from: usize,
    /// Marks on the last base, at most [`MARKS`].
    marks: u8,
}

impl<'a> Wash<'_, 'a> {
    /// Deals with the character `c` at byte `at`; gives the byte to go on at.
    fn step(&mut self, at: usize, c: char) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let next = at + c.len_utf8();
        match class(c) {
            Class::Base => self.marks = 0,
            Class::Mark if self.marks < MARKS => self.marks += 1,
            Class::Unseen => {}
            Class::Mark | Class::Gone => self.replace(at, next, ""),
            Class::Sequence => {
                let end = at + sequence::length(rest).max(c.len_utf8());
                self.replace(at, end, "");
                return end;
            }
            Class::Breaks(1) => self.replace(at, next, "\n"),
            Class::Breaks(_) => self.replace(at, next, "\n\n"),
            Class::Return => {
                // Files that went through two conversions of line ends have CR CR LF.
                let after = rest.trim_start_matches('\r');
                let end = match after.strip_prefix('\n') {
                    Some(line) => self.text.len() - line.len(),
                    None => next,
                };
                self.replace(at, end, "\n");
                return end;
            }
            Class::Page => {
                let fresh = self.last(at).is_none_or(|last| last == '\n');
                self.replace(at, next, if fresh { "" } else { "\n" });
            }
            Class::Backspace => self.overstrike(at, next),
        }
        next
    }

    /// The last character before byte `at`, as it stands in the result.
    fn last(&self, at: usize) -> Option<char> {
        let run = self.text.get(self.from..at).unwrap_or_default();
        let written = || self.out.chars().next_back();
        let last = run.chars().next_back().or_else(written);
        last.or_else(|| self.before.chars().next_back())
    }

    /// Puts `with` in the place of the bytes from `at` to `end`.
    fn replace(&mut self, at: usize, end: usize, with: &str) {
        let run = self.text.get(self.from..at).unwrap_or_default();
        if self.out.capacity() == 0 {
            self.out.reserve(self.text.len());
        }
        self.out.push_str(run);
        self.out.push_str(with);
        self.from = end;
        if !with.is_empty() {
            self.marks = 0;
        }
    }

    /// Manual pages print bold as a letter, a backspace and the letter again, underline as `_`, a backspace and the
    /// letter.
    fn overstrike(&mut self, at: usize, next: usize) {
        let last = self.last(at);
        let following = self.text.get(next..).and_then(|t| t.chars().next());
        self.replace(at, next, "");
        if following.is_some_and(|f| f.is_alphanumeric() && (last == Some(f) || last == Some('_')))
        {
            self.out.pop();
        }
    }

    fn finish(mut self) -> Cow<'a, str> {
        if self.from == 0 {
            return Cow::Borrowed(self.text);
        }
        self.out
            .push_str(self.text.get(self.from..).unwrap_or_default());
        Cow::Owned(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_goes_and_words_stay() {
        for (text, clean) in [
            ("plain\ttext\n", "plain\ttext\n"),
            ("a\x1b[31mred\x1b[0m b", "ared b"),
            (
                "before \x1b]0;never closed, all the same",
                "before 0;never closed, all the same",
            ),
            (
                "click \x1b]8;;http://a.example\x1b\\here\x1b]8;;\x1b\\.",
                "click here.",
            ),
            ("a\0b\x05c\x7fd\x0e\x0fe", "abcde"),
            ("one\r\ntwo\rthree\r\r\nfour", "one\ntwo\nthree\nfour"),
            ("a\x0bb\u{85}c\u{2028}d\u{2029}e", "a\nb\nc\nd\n\ne"),
            ("page\n\x0cnext\x0clast", "page\nnext\nlast"),
            ("\x0cfirst", "first"),
            (
                "N\x08NA\x08A _\x08m_\x08e good\x08\x08evil",
                "NA me goodevil",
            ),
            (
                "pay \u{202e}0001\u{202c} \u{2067}now\u{2069}\u{61c}",
                "pay 0001 now",
            ),
            ("tag\u{e0041}\u{e007f}ged \u{feff}mark", "tagged mark"),
            ("\u{fffe}x\u{10ffff}y\u{fdd0}z\u{fff9}", "xyz"),
            (
                "soft\u{ad}hyphen\u{200b}joined\u{200d}\u{2060}",
                "soft\u{ad}hyphen\u{200b}joined\u{200d}\u{2060}",
            ),
            ("ไทย ำำำำำำำำำำ", "ไทย ำำำำำำำำำำ"),
            ("각 \u{1100}\u{1161}\u{11a8}", "각 \u{1100}\u{1161}\u{11a8}"),
            (
                "a\u{a0}b — “c” 日本 \u{fffd}",
                "a\u{a0}b — “c” 日本 \u{fffd}",
            ),
        ] {
            assert_eq!(Clean::new(text).as_str(), clean, "{text:?}");
            assert_eq!(Clean::new(clean).as_str(), clean, "not at rest: {text:?}");
        }
    }

    #[test]
    fn marks_are_capped_on_each_base_however_they_are_broken_up() {
        let mark = "\u{301}".repeat(20);
        let most = "\u{301}".repeat(8);
        assert_eq!(
            *Clean::new(format!("a{mark}b{mark}")),
            format!("a{most}b{most}")
        );
        let joined = format!("a{}", "\u{301}\u{200d}\0".repeat(20));
        assert_eq!(Clean::new(joined).matches('\u{301}').count(), 8);
        let before = format!("a{}", "\u{301}".repeat(6));
        assert_eq!(Clean::piece(&before, &mark), "\u{301}\u{301}");
        assert_eq!(
            Clean::piece(&before, &format!("x{mark}")),
            format!("x{most}")
        );
    }

    #[test]
    fn clean_text_is_not_copied() {
        let text = "Plain — with “quotes”, ümlauts and 日本語.\n".repeat(10);
        assert!(matches!(wash("", &text), Cow::Borrowed(_)));
    }

    #[test]
    fn a_byte_that_is_passed_over_begins_no_character_worth_a_look() {
        for c in '\0'..=char::MAX {
            let first = c.to_string().bytes().next().unwrap();
            assert!(
                doubtful(first) || class(c) == Class::Base,
                "{c:?} is passed over"
            );
        }
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(*Clean::line(" a\u{a0} b\r\n\tc\x1b[2J "), *"a b c");
    }
}
