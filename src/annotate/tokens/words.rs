//! One word at a time: text goes in, how long its first word is, what it is made of and looks like come out.

use super::Shape;

/// What a word looks like by its first letter, and whether it names a person by age: "the 58-year-old".
pub(super) fn shape(stem: &str, lower: &str) -> (Shape, bool) {
    let first = stem.chars().next().unwrap_or(' ');
    let aged = first.is_numeric() && is_age(lower);
    let capital = first.is_uppercase() || aged && stem.contains(char::is_uppercase);
    let shape = match () {
        () if capital => Shape::Capital,
        () if first.is_numeric() && !aged => Shape::Number,
        () => Shape::Word,
    };
    (shape, aged)
}

/// Whether a word names a person by age: "the 58-year-old", "der 58-Jährige".
fn is_age(lower: &str) -> bool {
    ["-year-old", "-jährige", "-jähriger", "-jährigen"]
        .iter()
        .any(|e| lower.ends_with(e))
}

/// Whether what follows the full stop of an abbreviation lets it be one: not the end of the block.
pub(super) fn abbreviates(after: &str) -> bool {
    after
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';' | ')' | '"' | '“' | '„'))
}

/// Most bytes of a word; what is longer is cut.
const LONGEST: usize = 256;

/// Length of the word that `rest` begins with: letters and digits, joined by hyphens, apostrophes, and full stops
/// between single letters.
pub(super) fn word_len(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at > LONGEST {
            break;
        }
        let next = chars.peek().map(|(_, c)| *c);
        let joins = next.is_some_and(char::is_alphanumeric);
        match c {
            '\'' | '’'
                if letters > 0
                    && (joins
                        || rest.get(..at).is_some_and(|w| w.ends_with('s'))
                            && next != Some('\'')) =>
            {
                letters = 0;
            }
            '-' | '‑' | '&' | '@' | '_' if joins => letters = 0,
            '.' | ','
                if joins
                    && rest
                        .get(..at)
                        .is_some_and(|w| w.ends_with(|c: char| c.is_ascii_digit())) =>
            {
                letters = 0;
            }
            '.' if joins && letters == 1 => letters = 0,
            c if c.is_alphanumeric()
                || matches!(c, '\u{301}' | '\u{308}' | '\u{303}' | '\u{ad}') =>
            {
                letters += 1;
            }
            _ => break,
        }
        end = at + c.len_utf8();
    }
    end
}

/// A word and what an apostrophe joins to it: "Kerry" "'s", "he" "'s", "boys" "'". A name as "O'Brien" stays whole.
pub(super) fn contraction(word: &str) -> (&str, &str) {
    let Some(at) = word.rfind(['\'', '’']) else {
        return (word, "");
    };
    let (stem, tail) = word.split_at(at);
    let letters = tail.trim_start_matches(['\'', '’']);
    let joined = matches!(letters, "" | "s" | "S" | "d" | "ll" | "ve" | "re" | "m");
    if joined && !stem.is_empty() {
        (stem, tail)
    } else {
        (word, "")
    }
}
