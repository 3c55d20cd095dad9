//! Bytes to clean text: byte-order mark, charset, newlines. Never fails; what could not be read is counted.

mod charset;
mod twice;
mod wide;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::Clean;
use wide::Order;

/// What [`decode`] made of the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// LF line ends only, and no control character but LF and TAB.
    pub text: Clean,
    /// WHATWG name of the charset it was read as, or "UTF-32LE" or "UTF-32BE".
    pub charset: &'static str,
    /// How many malformed sequences became U+FFFD.
    pub replaced: u32,
}

/// What [`view`] made of the bytes: as [`Decoded`], the text borrowed where the bytes are clean UTF-8 already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View<'a> {
    /// As [`Decoded::text`].
    pub text: Cow<'a, str>,
    /// As [`Decoded::charset`].
    pub charset: &'static str,
    /// As [`Decoded::replaced`].
    pub replaced: u32,
}

/// Decodes `bytes`. A byte-order mark decides; else the zero bytes of UTF-16 and UTF-32; else UTF-8 where it is that
/// but for a few bad bytes; else `hint` (a charset label of the container) where the bytes bear it out; else a
/// guess. UTF-8 goes before the hint because a saved page often keeps the label of the page it was before.
///
/// The charset is chosen from the first 32 KiB that hold a byte beyond ASCII, so that a beginning of a large file
/// reads as the whole does.
#[must_use]
pub fn decode(bytes: &[u8], hint: Option<&str>) -> Decoded {
    let view = view(bytes, hint);
    Decoded {
        text: Clean::joined(view.text.into_owned()),
        charset: view.charset,
        replaced: view.replaced,
    }
}

/// As [`decode`], without a copy where none is needed.
#[must_use]
pub fn view<'a>(bytes: &'a [u8], hint: Option<&str>) -> View<'a> {
    let (charset, bytes) = choose(bytes, hint);
    let (text, replaced) = match charset {
        Charset::Utf32(order) => wide::utf32(bytes, order),
        Charset::Known(encoding) if encoding == UTF_8 => utf8(bytes),
        Charset::Known(encoding) => {
            let (text, bad) = encoding.decode_without_bom_handling(bytes);
            let replaced = if bad { replacements(&text) } else { 0 };
            (text, replaced)
        }
    };
    let text = match twice::undo(text) {
        Cow::Borrowed(text) => Clean::piece("", text),
        Cow::Owned(text) => Cow::Owned(Clean::new(text).into_string()),
    };
    View {
        text,
        charset: charset.name(),
        replaced,
    }
}

/// Whether `head`, the beginning of a file, is no text in any charset: too many control characters for one. Zero
/// bytes at the end count for nothing, since an unfinished download leaves them after good text.
#[must_use]
pub fn is_binary(head: &[u8]) -> bool {
    let head = head.get(..charset::WINDOW).unwrap_or(head);
    // To its end, so that it compiles to vector code.
    let control = |any: bool, byte: &u8| any | is_control(*byte);
    if !head.iter().fold(false, control) && std::str::from_utf8(head).is_ok() {
        return false;
    }
    let text = head.trim_ascii_end();
    let text = text.strip_suffix(b"\0").map_or(text, without_zeros_at_end);
    if text.is_empty() || matches!(choose(head, None).0, Charset::Utf32(_)) {
        return text.is_empty() && head.contains(&0);
    }
    if [UTF_16LE, UTF_16BE]
        .map(Charset::Known)
        .contains(&choose(head, None).0)
    {
        return false;
    }
    let zeros = bytecount(text, |b| b == 0);
    let controls = bytecount(text, |b| b != 0 && is_control(b));
    let malformed = std::str::from_utf8(text).is_err_and(|e| e.error_len().is_some());
    // Noise of bytes has one control character in ten, a text in an old charset none but by accident.
    zeros * 3 > text.len()
        || controls * 10 > text.len() && controls >= FEWEST
        || malformed && (controls + zeros) * 25 > text.len() && controls >= 2 * FEWEST
}

/// BEL is left to the terminal sequences of captured output, like ESC and BS.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, 7..=13 | 0x1b) || byte == 0x7f
}

/// Fewer control characters than this make no binary file of a few words.
const FEWEST: usize = 8;

fn without_zeros_at_end(text: &[u8]) -> &[u8] {
    let end = text
        .iter()
        .rposition(|b| *b != 0)
        .map_or(0, |last| last + 1);
    text.get(..end).unwrap_or_default()
}

fn bytecount(bytes: &[u8], of: impl Fn(u8) -> bool) -> usize {
    bytes.iter().filter(|b| of(**b)).count()
}

/// A charset we can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    Known(&'static Encoding),
    /// Not of the Web, but written by some converters.
    Utf32(Order),
}

impl Charset {
    fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::Utf32(Order::Little) => "UTF-32LE",
            Self::Utf32(Order::Big) => "UTF-32BE",
        }
    }
}

/// The charset of `bytes`, and the bytes after a byte-order mark.
fn choose<'a>(bytes: &'a [u8], hint: Option<&str>) -> (Charset, &'a [u8]) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (Charset::Known(UTF_8), rest),
        [0xff, 0xfe, 0, 0, rest @ ..] if !rest.is_empty() => (Charset::Utf32(Order::Little), rest),
        [0, 0, 0xfe, 0xff, rest @ ..] => (Charset::Utf32(Order::Big), rest),
        [0xff, 0xfe, rest @ ..] => (Charset::Known(UTF_16LE), rest),
        [0xfe, 0xff, rest @ ..] => (Charset::Known(UTF_16BE), rest),
        _ => {
            let by_zeros = wide::by_zeros(bytes);
            let by_words = || Charset::Known(charset::by_words(bytes, hint));
            (by_zeros.unwrap_or_else(by_words), bytes)
        }
    }
}

/// Each malformed sequence becomes one U+FFFD.
fn utf8(bytes: &[u8]) -> (Cow<'_, str>, u32) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), 0);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        }
    }
    (Cow::Owned(text), replaced)
}

fn replacements(text: &str) -> u32 {
    let count = text.matches(char::REPLACEMENT_CHARACTER).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_decides() {
        for (bytes, text, charset) in [
            (&b"\xef\xbb\xbfd\xc3\xa9"[..], "dé", "UTF-8"),
            (b"\xff\xfed\0\xe9\0", "dé", "UTF-16LE"),
            (b"\xfe\xff\0d\0\xe9", "dé", "UTF-16BE"),
            (b"\xff\xfe\0\0d\0\0\0\xe9\0\0\0", "dé", "UTF-32LE"),
            (b"\0\0\xfe\xff\0\0\0d\0\0\0\xe9", "dé", "UTF-32BE"),
            (b"\xff\xfe", "", "UTF-16LE"),
            (b"\xef\xbb\xbf", "", "UTF-8"),
            (b"", "", "UTF-8"),
        ] {
            let decoded = decode(bytes, Some("windows-1252"));
            assert_eq!(
                (&*decoded.text, decoded.charset),
                (text, charset),
                "{bytes:x?}"
            );
        }
    }

    #[test]
    fn clean_utf8_is_borrowed_and_line_ends_become_lf() {
        assert!(matches!(
            view("déjà\nvu".as_bytes(), None).text,
            Cow::Borrowed(_)
        ));
        assert_eq!(
            *decode(b"one\r\ntwo\rthree\x1b[1m\n", None).text,
            *"one\ntwo\nthree\n"
        );
    }

    #[test]
    fn bad_bytes_are_counted() {
        let text = "Größe, Übung, schön, für, später".as_bytes();
        let broken: Vec<u8> = [text, b" caf\xe9 ", text].concat();
        let decoded = decode(&broken, None);
        assert_eq!((decoded.charset, decoded.replaced), ("UTF-8", 1));
        assert!(decoded.text.contains("caf\u{fffd} Größe"));
    }

    #[test]
    fn noise_is_told_from_text() {
        let noise: Vec<u8> = (0..4000_u32)
            .map(|n| (n * n * 31 / 7 % 251) as u8)
            .collect();
        let elf = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 9], &noise].concat();
        for (bytes, binary) in [
            (&b""[..], false),
            (b"plain text\n", false),
            (
                b"H\0ead\0\n\n\0\0body of the text\0\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                false,
            ),
            (b"\0\0\0\0\0\0\0\0", true),
            (b"a\x1b[1mb\x1b[0m\x1b]0;t\x07", false),
            (b"d\0e\0u\0x\0", false),
            (b"d\0\0\0e\0\0\0u\0\0\0", false),
            (b"caf\xe9 \x93quoted\x94", false),
            (b"a few words\x01\x02\x03b", false),
            (b"\x01\x02\x03\x04\x05\x06\x10\x11 and words", true),
            (&noise, true),
            (&elf, true),
        ] {
            assert_eq!(
                is_binary(bytes),
                binary,
                "{:x?}",
                &bytes[..bytes.len().min(20)]
            );
        }
    }
}
