//! Whether words look like the title of a story. In: a title cut out of a block, and the label before it. Out: a
//! verdict; prose, credits, rows of tags and calls to action are told apart by their form.

use super::{
    label::{Label, Seam},
    lexicon::{self, Tier},
    title::{after, trim},
};

/// Words of the longest title; a longer run of words is prose.
const LONGEST: usize = 26;
/// The same behind a label that only says what kind of thing is named.
const LONGEST_OF_KIND: usize = 20;
/// Words of the longest title that may end in a full stop.
const LONGEST_STOPPED: usize = 16;
/// Bytes of the longest title.
const BYTES: usize = 400;

/// Words, those joined by hyphens one by one; two characters of a script that parts no words are one.
pub(super) fn word_count(text: &str) -> usize {
    let worded = |w: &&str| w.contains(char::is_alphanumeric);
    let spaced = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/'))
        .filter(worded);
    let glued = text.chars().filter(
        |c| matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'),
    );
    spaced.count() + glued.count() / 2
}

/// Whether a text is the title behind a label.
pub(super) fn follows(text: &str, label: &Label) -> bool {
    let kind = label.tier == Tier::Kind;
    let bare = label.seam == Seam::Bare;
    let (least, most) = match label.tier {
        Tier::Kind => (3, LONGEST_OF_KIND),
        Tier::Link => (3, LONGEST),
        // Several titles may run together behind "Related stories:".
        Tier::Open if !bare => (2, LONGEST * 3 / 2),
        Tier::Open => (4, LONGEST),
    };
    let words = word_count(text);
    if !(least..=most).contains(&words) || text.len() > BYTES {
        return false;
    }
    if is_small(text) && (bare || !label.small) {
        return false;
    }
    // "Next: Add the flour." is prose; "Don't miss: What the council decided." is not.
    let firm = !kind && !bare && label.seam != Seam::Topic && !label.single;
    if is_stopped(text) && (!firm || words > LONGEST_STOPPED) {
        return false;
    }
    let prose = is_prose(text) || (kind && is_speech(text));
    let credit = kind && (has_credit(text) || is_names(text));
    let nameless = bare && (begins_in_joint(text) || is_row_of_names(text));
    let row = is_row(text)
        || (label.tier == Tier::Open && heads_row(text))
        || label_heads_row(label, words, text);
    !(prose || credit || nameless || row || has_address(text) || is_call(text))
}

/// Whether a linked text is a title: the link says so unless its words say otherwise.
pub(super) fn is_linked_title(text: &str) -> bool {
    let range = trim(text, 0..text.len());
    let text = text.get(range).unwrap_or_default();
    word_count(text) >= 2
        && text.len() <= BYTES
        && !has_address(text)
        && !is_call(text)
        && !is_row(text)
}

/// Whether a line under a heading such as "Related stories" is a title; an item of a list or a link may be shorter.
pub(super) fn stands_alone(text: &str, listed: bool) -> bool {
    let least = if listed { 2 } else { 3 };
    (least..=LONGEST).contains(&word_count(text)) && may_be_title(text) && !is_row(text)
}

/// Whether a line that nothing announces may be a title.
pub(super) fn may_be(text: &str) -> bool {
    (3..=LONGEST).contains(&word_count(text)) && may_be_title(text)
}

fn may_be_title(text: &str) -> bool {
    text.len() <= BYTES
        && !is_small(text)
        && !is_stopped(text)
        && !is_prose(text)
        && !has_address(text)
        && !is_call(text)
}

/// Begins with a small letter, and not as a name like "iPhone" does.
fn is_small(text: &str) -> bool {
    let mut letters = text.chars().skip_while(|c| !c.is_alphanumeric());
    letters.next().is_some_and(char::is_lowercase)
        && !letters.next().is_some_and(char::is_uppercase)
}

/// Ends in a full stop that ends a sentence: not in an abbreviation, not in a mark of what was cut.
fn is_stopped(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    if text.ends_with('。') {
        return true;
    }
    let Some(body) = text.strip_suffix('.').filter(|b| !b.ends_with('.')) else {
        return false;
    };
    !is_abbreviated(body)
}

/// Whether the last word of `body`, which a full stop follows, is an abbreviation: "S.C", "Colo", "Inc".
fn is_abbreviated(body: &str) -> bool {
    let word = body.split_whitespace().next_back().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capital = word
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .starts_with(char::is_uppercase);
    letters <= 1 || word.contains('.') || (capital && letters <= 4)
}

/// Holds the end of a sentence and the beginning of the next.
fn is_prose(text: &str) -> bool {
    let stop = text.match_indices(". ").any(|(at, _)| {
        let (body, rest) = text.split_at_checked(at).unwrap_or_default();
        let next = rest
            .get(2..)
            .unwrap_or_default()
            .trim_start_matches(['"', '“', '‘']);
        (next.starts_with(char::is_uppercase) || next.starts_with('[')) && !is_abbreviated(body)
    });
    stop || text.contains(" et al") || text.matches(['!', '?']).count() > 2
}

/// A quotation that runs over the end of a sentence, or is not over at the end.
fn is_speech(text: &str) -> bool {
    let opened = text.starts_with(['"', '“', '„', '«']);
    opened
        && (text.contains("! ")
            || text.contains("? ")
            || text.ends_with(['"', '”']) && text.contains(['!', '.']))
}

fn has_address(text: &str) -> bool {
    let address = |w: &str| {
        let handle = w.trim_start_matches(['(', '—', '-']);
        w.contains("://")
            || w.starts_with("www.")
            || w.contains("pic.twitter")
            || (handle.len() > 2 && handle.starts_with('@'))
            || w.split_once('@')
                .is_some_and(|(n, h)| !n.is_empty() && h.contains('.'))
    };
    text.split_whitespace().any(address)
}

fn is_call(text: &str) -> bool {
    lexicon::around("call")
        .iter()
        .any(|c| after(text, c).is_some())
}

/// Words that say who took a picture.
fn has_credit(text: &str) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    // "Jane Doe/The Courier"
    let shared = text.contains('/') && word_count(text) <= 6;
    if shared && text.split([' ', '/']).all(capital) {
        return true;
    }
    let known = |w: &str| {
        let word = w
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        lexicon::around("credit").contains(&word.as_str())
    };
    text.contains('©')
        || text.contains("(c)")
        || text
            .split(|c: char| c.is_whitespace() || c == '/')
            .any(known)
}

/// Pieces between the marks that part tags or names.
fn pieces<'a>(text: &'a str, marks: &'a [char]) -> Vec<&'a str> {
    text.split(marks)
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect()
}

/// A row of tags: "burger, cancer", "Project Scorpio, Xbox".
fn is_row(text: &str) -> bool {
    let parts = pieces(text, &[',', ';', '•', '·', '|']);
    let tag = |p: &&str| {
        let words: Vec<&str> = p.split_whitespace().collect();
        words.len() <= 3 && !words.iter().any(|w| is_function(w)) && !p.ends_with(['?', '!'])
    };
    parts.len() >= 2 && parts.iter().all(tag)
}

/// A short word in small letters, or one of those that titles capitalise: an article, a preposition, a pronoun.
fn is_function(word: &str) -> bool {
    const CAPITALISED: &[&str] = &[
        "A", "An", "And", "Are", "At", "By", "For", "From", "Her", "His", "How", "In", "Is", "My",
        "Not", "Of", "On", "Or", "Our", "The", "Their", "This", "To", "Up", "We", "What", "When",
        "Who", "Why", "Will", "With", "You", "Your",
    ];
    (word.chars().count() <= 3 && word.chars().all(char::is_lowercase))
        || CAPITALISED.contains(&word)
}

/// Two names or more and nothing else, as credits give them: "Jane Doe and John Roe".
fn is_names(text: &str) -> bool {
    let text = text
        .replace(" and ", ",")
        .replace(" & ", ",")
        .replace(" und ", ",")
        .replace(" y ", ",")
        .replace(" et ", ",");
    let parts = pieces(&text, &[',', '/']);
    let name = |p: &&str| {
        let words: Vec<&str> = p.split_whitespace().collect();
        (2..=3).contains(&words.len()) && words.iter().all(|w| w.starts_with(char::is_uppercase))
    };
    parts.len() >= 2 && parts.iter().all(name)
}

/// Begins as if the label went on: "In Science & Health".
fn begins_in_joint(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    lexicon::is_joint(&first.to_lowercase())
}

/// Capitalised words only, none of them a small one: "Sixers NBA Philadelphia 76ers".
fn is_row_of_names(text: &str) -> bool {
    let small = |w: &str| {
        let letters = w.trim_matches(|c: char| !c.is_alphanumeric());
        letters.starts_with(char::is_lowercase)
            || (letters.chars().count() <= 3 && letters.chars().skip(1).any(char::is_lowercase))
    };
    text.chars().any(char::is_lowercase) && !text.split_whitespace().any(small)
}

/// Begins with a word that heads a row of tags: "Topics: Crime".
fn heads_row(text: &str) -> bool {
    let Some((head, _)) = text.split_once(':') else {
        return false;
    };
    let row = |w: &str| lexicon::around("row").contains(&w.to_lowercase().as_str());
    head.split_whitespace().all(row)
}

/// A label such as "More about" before a colon heads tags, unless what follows has the length of a title.
fn label_heads_row(label: &Label, words: usize, text: &str) -> bool {
    label.seam == Seam::Topic && (words < 4 || is_row_of_names(text) && words < 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_sentence_is_told_from_an_abbreviation() {
        for (text, stopped) in [
            ("The harbour closes.", true),
            ("He said “it closes.”", true),
            ("Shots fired in Colo.", false),
            ("Primary day in S.C.", false),
            ("The harbour closes...", false),
            ("The harbour closes", false),
        ] {
            assert_eq!(is_stopped(text), stopped, "{text}");
        }
    }

    #[test]
    fn rows_of_tags_are_no_titles() {
        for (text, row) in [
            ("Crime, Philadelphia", true),
            ("burger, cancer", true),
            ("Old Harbour, Ferry, Ferry Two", true),
            ("Mayor, ferry, crane in harbour", false),
            ("Storm, then calm, and then the long clear up", false),
            ("Harbour closes", false),
        ] {
            assert_eq!(is_row(text), row, "{text}");
        }
    }
}
