//! The label at the start of a block: its words, how it is parted from what follows.

use super::lexicon::{self, Phrase, Tier};
use std::ops::Range;

/// Words of a publisher or topic inside a label, at most.
const TOPIC: usize = 7;
/// Words of a topic after "the subject": "Mehr zum Thema Fähren:".
const THEME: usize = 3;
/// Words of a publisher or topic where no separator follows, over titles.
const OVER: usize = 5;
/// Words looked at: those of the longest phrase and a topic.
const LOOKED_AT: usize = 8 + TOPIC;
/// Bytes before the first letter of a label, at most: bullets, brackets, arrows.
const LEAD: usize = 16;

/// How a label is parted from what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// By nothing: "Related Bridge to close".
    Bare,
    /// By a separator, quotation marks or the beginning of a link.
    Parted,
    /// The same, and it names a publisher or a topic: "Read more at the Daily News:".
    Topic,
}

/// A label, by byte offsets into its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) tier: Tier,
    /// First byte of the label.
    pub(super) start: usize,
    /// One past its last byte, separator not included.
    pub(super) end: usize,
    /// First byte after the separator.
    after: usize,
    pub(super) seam: Seam,
    /// It may stand alone over titles.
    pub(super) heads: bool,
    /// It has no capital letter.
    pub(super) small: bool,
    /// It is one word.
    pub(super) single: bool,
}

/// Characters that part a label from a title.
const PARTS: &[char] = &[
    ':', '：', '|', '»', '>', '→', '►', '▶', '➡', '➤', '❯', '›', '–', '—', '-', '•', '·', '…', '/',
    '~', '▸', '▹', '➜', '➔', '⇒', '⟶', '↗',
];
/// Those that part it also with a topic in the label: a dash would be one in a sentence.
const FIRM: &[char] = &[
    ':', '：', '|', '»', '>', '→', '►', '▶', '➡', '➤', '❯', '›', '▸', '▹', '➜', '➔', '⇒', '⟶', '↗',
];
/// White space, and characters that are drawn as nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}'
        )
}

impl Label {
    /// Reads the label of a block. `link` is the byte where its first link begins, which parts as a separator does.
    pub(super) fn read(text: &str, link: Option<usize>) -> Option<Self> {
        let start = start(text)?;
        let begun = tokens(text, start, 1);
        if !begun.first().is_some_and(|t| lexicon::may_begin(&t.word)) {
            return glued_label(text, start);
        }
        let words = tokens(text, start, LOOKED_AT);
        let spelt: Vec<&str> = words.iter().map(|t| t.word.as_str()).collect();
        // A phrase ends where a mark ends it.
        let most = words.iter().take_while(|t| !t.ends).count() + 1;
        let mut phrases = lexicon::phrases(&spelt, most).into_iter();
        phrases.find_map(|p| Self::after_phrase(text, p, &words, link))
    }

    /// A label that begins with `phrase`: with its separator, with a topic and its separator, or bare.
    fn after_phrase(
        text: &str,
        phrase: Phrase,
        words: &[Token],
        link: Option<usize>,
    ) -> Option<Self> {
        let met = phrase.words;
        let start = words.first()?.start;
        let end = words.get(met.checked_sub(1)?)?.end;
        let rest = text.get(end..)?;
        let after = text.len() - rest.trim_start_matches(is_blank).len();
        let colon = text
            .get(after..)
            .is_some_and(|r| r.starts_with([':', '：']));
        let label = |end: usize, after: usize, seam: Seam| Self {
            tier: phrase.tier,
            start,
            end,
            after,
            seam,
            heads: phrase.heads || colon || seam == Seam::Topic,
            small: !text
                .get(start..end)
                .unwrap_or_default()
                .contains(char::is_uppercase),
            single: met == 1,
        };
        if link == Some(after) || after == text.len() {
            return Some(label(end, after, Seam::Parted));
        }
        if let Some(after) = past_separator(text, end, PARTS) {
            return Some(label(end, after, Seam::Parted));
        }
        if phrase.tier == Tier::Kind {
            return None;
        }
        if let Some((end, after)) = past_topic(text, words, met, link) {
            return Some(label(end, after, Seam::Topic));
        }
        if phrase.heads && over_titles(text, words, met) {
            return Some(label(text.trim_end().len(), text.len(), Seam::Topic));
        }
        if is_quoted(rest) {
            return Some(label(end, after, Seam::Parted));
        }
        let host = past_host(text, words, met);
        let joined = words
            .get(met - 1)
            .is_some_and(|t| lexicon::is_joint(&t.word));
        let (end, after) = host.unwrap_or((end, after));
        (phrase.tier == Tier::Open && (host.is_some() || !joined))
            .then(|| label(end, after, Seam::Bare))
    }

    /// The label's bytes in its block.
    pub(super) fn words(&self) -> Range<usize> {
        self.start..self.end
    }

    /// What follows the label, without walls, brackets and tails.
    pub(super) fn rest(&self, text: &str) -> Range<usize> {
        super::title::trim(text, self.after..text.len())
    }
}

/// Where the first letter of a block stands, behind bullets, brackets and arrows; not behind a quotation mark.
fn start(text: &str) -> Option<usize> {
    let (at, _) = text.char_indices().find(|(_, c)| c.is_alphanumeric())?;
    let lead = text.get(..at)?;
    let quoted = lead.contains(['"', '“', '”', '„', '«', '‘', '\'', '’']);
    (at <= LEAD && !quoted).then_some(at)
}

/// A word of the block's start.
struct Token {
    /// In lower case, marks around it taken off.
    word: String,
    /// Its first letter.
    start: usize,
    /// One past its last letter.
    end: usize,
    /// A mark stands after it that ends a phrase.
    ends: bool,
}

/// Whether a word is an abbreviation by its full stop: "см. также", "vgl. auch".
fn is_short_form(word: &str, raw: &str) -> bool {
    raw.strip_suffix('.') == Some(word) && word.chars().count() <= 3
}

/// Whether only an apostrophe ends a word: "Editors’ picks".
fn is_possessive(core: &str, raw: &str) -> bool {
    let mark = raw.strip_prefix(core).unwrap_or_default();
    core.ends_with(['s', 'S']) && matches!(mark, "'" | "’")
}

/// The words of a block from byte `from`, at most `most`.
fn tokens(text: &str, from: usize, most: usize) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = from;
    while found.len() < most {
        let Some(rest) = text.get(at..) else { break };
        let skipped = rest.len() - rest.trim_start_matches(is_blank).len();
        let rest = rest.get(skipped..).unwrap_or_default();
        let long = rest.find(is_blank).unwrap_or(rest.len());
        // A separator may stand without a space: "Related:Title", "READ MORE»".
        let unit = rest.get(..long).unwrap_or_default();
        let cut = unit.find(FIRM).map_or(long, |n| n.max(1));
        let Some(raw) = rest.get(..cut).filter(|r| !r.is_empty()) else {
            break;
        };
        let core = raw.trim_end_matches(|c: char| !c.is_alphanumeric());
        let word = core.trim_start_matches(|c: char| !c.is_alphanumeric());
        let next = text.get(at + skipped + cut..).unwrap_or_default();
        found.push(Token {
            word: word.to_lowercase().replace('’', "'"),
            start: at + skipped + (core.len() - word.len()),
            end: at + skipped + core.len(),
            ends: (core.len() < raw.len()
                && !is_short_form(word, raw)
                && !is_possessive(core, raw))
                || next.starts_with(FIRM),
        });
        at += skipped + cut;
    }
    found
}

/// The byte after a separator at `end`, and the blanks and further marks around it.
fn past_separator(text: &str, end: usize, marks: &[char]) -> Option<usize> {
    let rest = text.get(end..)?;
    if marks == PARTS
        && let Some(dotted) = rest.trim_start_matches(is_blank).strip_prefix("...")
    {
        return Some(text.len() - dotted.trim_start_matches(is_blank).len());
    }
    let plain = rest.trim_start_matches(['*', '_', ')', ']', '!', '.', ',']);
    let head = plain.trim_start_matches(is_blank);
    let mark = head.chars().next().filter(|c| marks.contains(c))?;
    // A hyphen inside a word parts nothing.
    let spaced = head.len() < rest.len() || head.get(mark.len_utf8()..)?.starts_with(is_blank);
    if matches!(mark, '-' | '–' | '—' | '/' | '•' | '·') && !spaced {
        return None;
    }
    let tail = head
        .trim_start_matches(|c: char| PARTS.contains(&c) || is_blank(c) || matches!(c, '*' | '_'));
    Some(text.len() - tail.len())
}

/// End of a label that goes on with a publisher or a topic, and the byte after its separator.
fn past_topic(
    text: &str,
    words: &[Token],
    met: usize,
    link: Option<usize>,
) -> Option<(usize, usize)> {
    let joint = words
        .get(met)
        .filter(|t| lexicon::is_joint(&t.word) && !t.ends);
    let last = words.get(met.checked_sub(1)?)?;
    let (first, most) = if joint.is_some() {
        (met + 1, TOPIC)
    } else if lexicon::is_joint(&last.word) {
        (met, TOPIC)
    } else if lexicon::is_theme(&last.word) {
        (met, THEME)
    } else {
        return None;
    };
    for token in words.iter().skip(first).take(most) {
        let rest = text.get(token.end..)?;
        let blank = rest.len() - rest.trim_start_matches(is_blank).len();
        if link == Some(token.end + blank) {
            return Some((token.end, token.end + blank));
        }
        if token.ends || rest.trim_start_matches(is_blank).starts_with(FIRM) {
            return past_separator(text, token.end, FIRM).map(|after| (token.end, after));
        }
    }
    None
}

/// Whether a label goes on with a publisher or a topic to the end of the block: "More from the Daily News".
fn over_titles(text: &str, words: &[Token], met: usize) -> bool {
    let joint = |n: usize| words.get(n).is_some_and(|t| lexicon::is_joint(&t.word));
    let joined = joint(met) || met.checked_sub(1).is_some_and(joint);
    let all = words
        .last()
        .is_some_and(|t| text.get(t.end..).is_some_and(|r| r.trim().is_empty()));
    joined && all && words.len() <= met + OVER
}

/// End of a label that goes on with a host, which needs no separator: "Also on example.com".
fn past_host(text: &str, words: &[Token], met: usize) -> Option<(usize, usize)> {
    let ends_in_joint = words
        .get(met.checked_sub(1)?)
        .is_some_and(|t| lexicon::is_joint(&t.word));
    let joint = words.get(met).is_some_and(|t| lexicon::is_joint(&t.word));
    let host = words.get(if ends_in_joint {
        met
    } else if joint {
        met + 1
    } else {
        return None;
    })?;
    let (name, domain) = host.word.rsplit_once('.')?;
    if name.is_empty() || domain.len() < 2 || !domain.chars().all(char::is_alphabetic) {
        return None;
    }
    let rest = text.get(host.end..)?;
    Some((
        host.end,
        text.len() - rest.trim_start_matches(is_blank).len(),
    ))
}

/// Whether all that follows a label stands in quotation marks.
fn is_quoted(rest: &str) -> bool {
    super::title::quoted(rest.trim_matches(is_blank)).is_some()
}

/// A label of a script that parts no words: it ends at its separator.
fn glued_label(text: &str, start: usize) -> Option<Label> {
    let rest = text
        .get(start..)
        .filter(|r| !r.starts_with(|c: char| c < '\u{e00}'))?;
    let phrase = lexicon::glued().iter().find(|p| rest.starts_with(**p))?;
    let end = start + phrase.len();
    let after = past_separator(text, end, PARTS).or_else(|| (end == text.len()).then_some(end))?;
    Some(Label {
        tier: Tier::Open,
        start,
        end,
        after,
        seam: Seam::Parted,
        heads: true,
        small: false,
        single: false,
    })
}
