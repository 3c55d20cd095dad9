//! UTF-16 without a byte-order mark, told by its zero bytes, and UTF-32.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Charset, replacements};

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// How many bytes are looked at.
const LOOK: usize = 4 << 10;

/// UTF-16 or UTF-32, where the zero bytes of `bytes` say so.
pub(super) fn by_zeros(bytes: &[u8]) -> Option<Charset> {
    let head = bytes.get(..LOOK).unwrap_or(bytes);
    if !head.contains(&0) {
        return None;
    }
    by_units(head).or_else(|| by_pairs(head))
}

/// UTF-32: every unit is a code point.
fn by_units(head: &[u8]) -> Option<Charset> {
    let (units, _) = head.as_chunks::<4>();
    let all = |value: fn(&[u8; 4]) -> u32| {
        let point = |u| matches!(value(u), 1..=0xd7ff | 0xe000..=0x10_ffff);
        units.len() > 1 && units.iter().all(point)
    };
    if all(|u| u32::from_le_bytes(*u)) {
        Some(Charset::Utf32(Order::Little))
    } else if all(|u| u32::from_be_bytes(*u)) {
        Some(Charset::Utf32(Order::Big))
    } else {
        None
    }
}

/// UTF-16: zeros on one side of the pairs only. Latin text has them in most pairs. Other scripts have them in their
/// spaces and line ends only, so there the rest must be nothing that letters of one byte could be.
fn by_pairs(head: &[u8]) -> Option<Charset> {
    let (pairs, _) = head.as_chunks::<2>();
    let first = pairs.iter().filter(|p| p[0] == 0).count();
    let second = pairs.iter().filter(|p| p[1] == 0).count();
    let (encoding, zeros, others) = if second > first {
        (UTF_16LE, second, first)
    } else {
        (UTF_16BE, first, second)
    };
    if pairs.len() < 2 {
        return None;
    }
    if zeros * 4 >= pairs.len() && others * 50 <= zeros {
        return Some(Charset::Known(encoding));
    }
    let controls = head.iter().filter(|b| b.is_ascii_control()).count();
    let one_byte = std::str::from_utf8(head).is_ok() && controls * 10 < head.len();
    let letters = |b: &&u8| b.is_ascii_alphabetic() || **b == b' ';
    let latin = head.iter().filter(letters).count() * 4 > head.len() * 3;
    if others > 0 || one_byte || latin {
        return None;
    }
    let (text, bad) = encoding.decode_without_bom_handling(pairs.as_flattened());
    let odd = |c: char| c.is_control() && !c.is_ascii_whitespace();
    (!bad && !text.contains(odd)).then_some(Charset::Known(encoding))
}

/// Decodes UTF-32; what is no code point becomes U+FFFD.
pub(super) fn utf32(bytes: &[u8], order: Order) -> (Cow<'_, str>, u32) {
    let (units, rest) = bytes.as_chunks::<4>();
    let value = |unit: &[u8; 4]| match order {
        Order::Little => u32::from_le_bytes(*unit),
        Order::Big => u32::from_be_bytes(*unit),
    };
    let point = |unit| char::from_u32(value(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut text: String = units.iter().map(point).collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let replaced = replacements(&text);
    (Cow::Owned(text), replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        by_zeros(bytes).map_or("", Charset::name)
    }

    #[test]
    fn units_of_two_and_four_bytes_are_told_without_a_mark() {
        for text in [
            "A plain line of text\n",
            "Привет, мир. Как дела?\n",
            "東京 は\n雨 です\n",
        ] {
            let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!((name(&le), name(&be)), ("UTF-16LE", "UTF-16BE"), "{text}");
            let le: Vec<u8> = text
                .chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect();
            let be: Vec<u8> = text
                .chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect();
            assert_eq!((name(&le), name(&be)), ("UTF-32LE", "UTF-32BE"), "{text}");
        }
    }

    #[test]
    fn a_stray_zero_byte_makes_no_wide_text() {
        for bytes in [
            &b"plain text with\0one zero"[..],
            b"caf\xe9\0 au lait",
            b"[1;2]a\0b [3;4]: \"5\"",
            b"\0\0\0\0",
            b"a\0",
        ] {
            assert_eq!(name(bytes), "", "{bytes:x?}");
        }
    }

    #[test]
    fn what_is_no_code_point_is_counted() {
        let (text, replaced) = utf32(b"a\0\0\0\xff\xff\xff\xffb\0\0\0c", Order::Little);
        assert_eq!((&*text, replaced), ("a\u{fffd}b\u{fffd}", 2));
    }
}
