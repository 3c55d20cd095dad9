//! Apostrophes: what else a single mark may be than an end of a quotation.

/// How far the better closing mark of a possessive is looked for, in bytes.
const AHEAD: usize = 400;

/// "the boys' book": an s before, a space and a small letter after, and a better closing mark still to come.
pub(super) fn is_possessive(prev: char, after: &str) -> bool {
    if !matches!(prev, 's' | 'S') || !after.starts_with(' ') {
        return false;
    }
    let rest = after.as_bytes();
    let rest = rest.get(..AHEAD).unwrap_or(rest);
    let mut before = b' ';
    for (n, byte) in rest.iter().copied().enumerate() {
        let mark = byte == b'\'' || byte == 0xE2 && rest.get(n + 1..n + 3) == Some(&[0x80, 0x99]);
        let opener =
            rest.get(n..n + 3) == Some(&[0xE2, 0x80, 0x98]) || byte == b'\'' && before == b' ';
        if opener {
            return false;
        }
        if mark && matches!(before, b'.' | b',' | b'!' | b'?' | b'-') {
            return true;
        }
        before = byte;
    }
    false
}

/// Words that an apostrophe shortens at their beginning: 'tis, '90s, rock 'n' roll.
pub(super) fn elides(after: &str) -> bool {
    const SHORT: &[&str] = &[
        "tis", "twas", "twere", "twill", "em", "n", "til", "till", "cause", "bout", "round", "un",
        "im", "er", "ere", "neath", "nuff", "s", "t",
    ];
    let word = after
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let digits = word.trim_end_matches('s');
    digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
        || word.len() <= 5 && SHORT.iter().any(|s| word.eq_ignore_ascii_case(s))
}
