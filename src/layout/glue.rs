//! Which words stay together: our tailoring of UAX 14.
//!
//! Between two ASCII characters these rules decide alone, so that plain text needs no segmenter; elsewhere they take
//! away from what the segmenter offers. Rules read a few characters at the ends of a word, never all of a long one.

use super::unit::Break;

/// Titles before a name.
const TITLES: &[&str] = &[
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "St.", "Sen.", "Rep.", "Gov.", "Gen.", "Col.", "Lt.",
    "Sgt.", "Capt.", "Cmdr.", "Adm.", "Maj.", "Rev.", "Hon.", "Fr.", "Messrs.", "Mme.", "Mlle.",
    "Mr", "Mrs", "Ms", "Dr", "Mme", "Mlle", "Hr.", "Fr", "Sr.", "Sra.",
];

/// Words before a number.
const COUNTED: &[&str] = &[
    "p.", "pp.", "no.", "nos.", "nr.", "fig.", "figs.", "vol.", "vols.", "ch.", "chap.", "art.",
    "sec.", "ca.", "c.", "§", "§§", "№", "s.", "ff.", "eq.",
];

/// Units after a number.
const UNITS: &[&str] = &[
    "%", "‰", "°", "°C", "°F", "km", "m", "cm", "mm", "nm", "kg", "g", "mg", "t", "lb", "lbs",
    "oz", "ft", "mi", "mph", "km/h", "kph", "l", "ml", "ha", "kW", "MW", "GW", "TW", "kWh", "MWh",
    "GWh", "TWh", "Hz", "kHz", "MHz", "GHz", "kB", "KB", "MB", "GB", "TB", "W", "V", "A", "am",
    "pm", "a.m", "p.m", "AD", "BC", "CE", "BCE", "€", "£", "$",
];

/// Words that a number goes on with: "11.4 million".
const AMOUNTS: &[&str] = &[
    "million",
    "billion",
    "trillion",
    "bn",
    "Mio",
    "Mrd",
    "Millionen",
    "Milliarden",
    "millions",
    "milliards",
    "millones",
    "milioni",
    "miliardi",
    "milhões",
];

/// Words of one letter that the Slavic languages never leave at the end of a line: prepositions, conjunctions, "I".
/// The Latin "a", "A" and "I" are not among them, which English leaves where they are.
const CARRIED: &str = "ikosuvwzKOSUVWZавиікосуяАВИІКОСУЯ";

/// Longest word that the tables above can hold, with punctuation around it, in bytes.
const SHORT: usize = 16;

/// Whether no line ends at the space between two words.
pub(super) fn glued(left: &str, right: &str) -> bool {
    let (Some(last), Some(first)) = (left.chars().next_back(), right.chars().next()) else {
        return false;
    };
    if !first.is_ascii_alphanumeric() && stays_on_line(first, right) {
        return true;
    }
    if matches!(last, '(' | '[' | '{') || (is_opening(last) && left.len() == last.len_utf8()) {
        return true;
    }
    if left.len() > SHORT {
        return false;
    }
    if CARRIED.contains(last) && opened(left).len() == last.len_utf8() {
        return true;
    }
    match last {
        '.' => initial(left, first) || titled(left, first) || counted(left, first),
        '0'..='9' => measured(right) || grouped(left, right),
        '§' | '№' => counted(left, first),
        's' | 'r' | 'e' => titled(left, first),
        _ => false,
    }
}

/// Whether a word begins with what never begins a line: closing punctuation by itself, or a dash by itself.
fn stays_on_line(first: char, word: &str) -> bool {
    let second = word.chars().nth(1);
    match first {
        '-' | '–' | '—' | '―' => word.chars().take(SHORT).all(is_dash),
        ')' | ']' | '}' | '!' | '?' | '.' | ',' | ':' | ';' | '/' | '…' | '»' | '›' | '”' => {
            second.is_none_or(|c| !c.is_alphanumeric())
        }
        _ => false,
    }
}

/// Whether `c` is a dash or a hyphen.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '–' | '—' | '―' | '⸺' | '⸻')
}

/// Whether `c` opens a quotation or a bracket.
fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '«' | '‹' | '“' | '‘' | '„' | '‚' | '¿' | '¡'
    )
}

/// Whether a dash and what opens a quotation meet: a line may end between them, which UAX 14 refuses since it does
/// not tell opening quotation marks from closing ones (LB19).
pub(super) fn opens_after_dash(before: char, after: char) -> bool {
    matches!(before, '—' | '―') && is_opening(after)
}

/// The word without the punctuation before it.
fn opened(word: &str) -> &str {
    word.trim_start_matches(|c: char| is_opening(c) || matches!(c, '"' | '\''))
}

/// "J." of "J. Smith".
fn initial(left: &str, next: char) -> bool {
    let mut letters = opened(left).chars();
    next.is_uppercase()
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next() == Some('.')
        && letters.next().is_none()
}

/// "Mr." of "Mr. Smith".
fn titled(left: &str, next: char) -> bool {
    next.is_uppercase() && TITLES.contains(&opened(left))
}

/// "p." of "p. 12".
fn counted(left: &str, next: char) -> bool {
    next.is_ascii_digit() && {
        let word = opened(left);
        COUNTED.iter().any(|c| c.eq_ignore_ascii_case(word))
    }
}

/// "km" of "5 km", "million" of "11.4 million".
fn measured(right: &str) -> bool {
    right.len() <= SHORT && {
        let word = right.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '”', '’', '\'']);
        UNITS.contains(&word) || AMOUNTS.contains(&word)
    }
}

/// "000" of "25 000".
fn grouped(left: &str, right: &str) -> bool {
    let digits = |w: &str| w.bytes().take_while(u8::is_ascii_digit).count();
    left.len() <= 3 && digits(left) == left.len() && digits(right) == 3
}

/// Whether a word is an address: of a page, a file or a mailbox. It is broken only where it exceeds a line.
pub(super) fn is_address(word: &str) -> bool {
    let host = |h: &str| {
        h.split('.')
            .skip(1)
            .any(|name| name.starts_with(char::is_alphanumeric))
    };
    if !word.contains(['/', '@', '.']) {
        return false;
    }
    let mailbox = || {
        word.split_once('@')
            .is_some_and(|(name, at)| !name.is_empty() && host(at))
    };
    let page = || word.split_once('/').is_some_and(|(at, _)| host(at));
    word.contains("://") || opened(word).starts_with("www.") || mailbox() || page()
}

/// The break at offset `at` of a word, right after a hyphen, where an ASCII character follows; `None` for none.
///
/// A line ends after a hyphen between two parts of at least two letters ("well-known"), and after a dash of several
/// hyphens ("word--word"); before neither.
pub(super) fn after_hyphen(word: &[u8], at: usize) -> Option<Break> {
    // Of a character beyond ASCII two bytes are as good as two letters.
    let letter = |b: &u8| b.is_ascii_alphabetic() || !b.is_ascii();
    let known = |b: &u8| b.is_ascii_digit() || letter(b);
    let (left, right) = word.split_at_checked(at)?;
    let (first, second) = (right.first()?, right.get(1));
    if *first == b'-' {
        return None;
    }
    let hyphens = left.iter().rev().take_while(|b| **b == b'-').count();
    let before = left.get(..left.len() - hyphens)?;
    if before.is_empty() {
        return None;
    }
    let breaks = if hyphens > 1 {
        known(first) || (matches!(first, b'"' | b'\'' | b'(' | b'[') && second.is_some_and(known))
    } else {
        before.iter().rev().take(2).filter(|b| letter(b)).count() == 2
            && letter(first)
            && second.is_some_and(letter)
    };
    breaks.then_some(Break::Dash)
}

/// The break at a place inside a word that the segmenter offers, where at least one neighbour is not ASCII; `None`
/// where we refuse it.
pub(super) fn inside(before: char, after: char) -> Option<Break> {
    if is_dash(after) || matches!(after, '/' | '…' | '‥') || before == '/' {
        return None;
    }
    match before {
        '\u{ad}' => Some(Break::Hyphen),
        '–' if after.is_numeric() => None,
        '-' | '‐' | '–' => Some(Break::Dash),
        _ => Some(Break::Free),
    }
}
