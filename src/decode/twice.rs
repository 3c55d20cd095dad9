//! UTF-8 that was taken for Latin-1 or windows-1252 on its way and written as UTF-8 again: "donâ€™t", "cafÃ©".
//!
//! A sequence is undone where it can be nothing else: it holds a C1 control, which no text has, or it gives one of the
//! signs that stand between words. Where a text has one of these, its accented letters are undone too.

use std::borrow::Cow;

/// What windows-1252 has where Latin-1 has controls, from 0x80 on; a space where it has nothing
/// (encoding.spec.whatwg.org, index-windows-1252).
const WINDOWS: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// First byte of the letters that can lead a sequence: "Â" to "ô" are 0xC3 and another.
const LEAD: u8 = 0xC3;

/// How sure it is that a sequence was encoded twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// It can be nothing else.
    Alone,
    /// It is where others are.
    WithOthers,
}

/// `text` with what was encoded twice as it was meant.
pub(super) fn undo(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(LEAD, text.as_bytes()).is_none()
        || !found(&text).any(|f| f.sure == Sure::Alone)
    {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for one in found(&text) {
        out.push_str(text.get(done..one.start).unwrap_or_default());
        out.push(one.letter);
        done = one.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// A sequence in a text, in bytes, and the letter that it was.
struct Found {
    start: usize,
    end: usize,
    letter: char,
    sure: Sure,
}

/// The sequences of a text, in order.
fn found(text: &str) -> impl Iterator<Item = Found> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.as_bytes().get(from..)?;
            let start = from + memchr::memchr(LEAD, rest)?;
            let one = at(text, start);
            from = one.as_ref().map_or(start + 2, |f| f.end);
            if one.is_some() {
                return one;
            }
        }
    })
}

/// The sequence that begins at `start`, if there is one.
fn at(text: &str, start: usize) -> Option<Found> {
    let mut chars = text.get(start..)?.chars();
    let lead = chars.next()?;
    let first = u8::try_from(lead).ok()?;
    let more = match first {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => return None,
    };
    let (mut bytes, mut size, mut control) = (vec![first], lead.len_utf8(), false);
    for c in chars.take(more) {
        bytes.push(byte(c)?);
        size += c.len_utf8();
        // U+0085 is a line end in some old texts.
        control |= matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}');
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let sign = matches!(letter, '\u{2010}'..='\u{2044}' | '€' | '™');
    let accent = matches!(first, 0xC2 | 0xC3);
    let sure = match (control || sign, accent) {
        (true, _) => Sure::Alone,
        (false, true) => Sure::WithOthers,
        (false, false) => return None,
    };
    let end = start + size;
    Some(Found {
        start,
        end,
        letter,
        sure,
    })
}

/// The byte that a letter stands for in windows-1252, or in Latin-1 where that has nothing; `None` where it is not one of
/// those that go on with a letter of UTF-8.
fn byte(c: char) -> Option<u8> {
    if let '\u{80}'..='\u{bf}' = c {
        return u8::try_from(c).ok();
    }
    let at = WINDOWS.iter().position(|w| *w == c && c != ' ')?;
    u8::try_from(at).ok().map(|n| 0x80 + n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_twice_is_undone() {
        for (text, meant) in [
            ("donâ€™t â€“ â€œnoâ€\u{9d} â€¦", "don’t – “no” …"),
            ("Investorâ\u{80}\u{99}s", "Investor’s"),
            ("cafÃ© isnâ€™t", "café isn’t"),
            ("5 â‚¬, Acmeâ„¢", "5 €, Acme™"),
            ("Ã\u{9c}ber", "Über"),
            ("ð\u{9f}\u{99}\u{82}", "🙂"),
            // What can be meant as it is stays.
            ("MANHÃ» cafÃ©", "MANHÃ» cafÃ©"),
            ("amanhã”… de manhã“", "amanhã”… de manhã“"),
            ("«CAFÉ» À… Île", "«CAFÉ» À… Île"),
            ("grüß\u{85}Gott", "grüß\u{85}Gott"),
            ("é", "é"),
        ] {
            assert_eq!(undo(Cow::Borrowed(text)), meant, "{text}");
        }
    }
}
