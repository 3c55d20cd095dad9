//! Files that are no text: what to tell the reader instead of showing them.

use crate::{decode, text::Clean};

/// What the first bytes of a kind of file are.
struct Magic {
    at: usize,
    bytes: &'static [u8],
    /// Prose could begin so; only counts where the rest is no text.
    doubtful: bool,
    reason: &'static str,
}

const fn sure(bytes: &'static [u8], reason: &'static str) -> Magic {
    Magic {
        at: 0,
        bytes,
        doubtful: false,
        reason,
    }
}

const fn doubtful(at: usize, bytes: &'static [u8], reason: &'static str) -> Magic {
    Magic {
        at,
        bytes,
        doubtful: true,
        reason,
    }
}

/// First bytes, as the `file` program's database has them.
const MAGIC: &[Magic] = &[
    sure(b"\x89PNG", "a PNG picture, not text"),
    sure(b"\xff\xd8\xff", "a JPEG picture, not text"),
    doubtful(0, b"GIF8", "a GIF picture, not text"),
    doubtful(8, b"WEBP", "a WebP picture, not text"),
    sure(b"II*\0", "a TIFF picture, not text"),
    sure(b"MM\0*", "a TIFF picture, not text"),
    doubtful(4, b"ftyp", "a video or a picture, not text"),
    sure(b"\x1aE\xdf\xa3", "a video, not text"),
    doubtful(0, b"OggS", "a sound or a video, not text"),
    doubtful(0, b"ID3", "a sound, not text"),
    doubtful(0, b"fLaC", "a sound, not text"),
    doubtful(8, b"WAVE", "a sound, not text"),
    sure(b"%PDF-", "a PDF, which is not read yet"),
    sure(b"%!PS", "PostScript, which is not read"),
    sure(b"{\\rtf", "an RTF document, which is not read yet"),
    sure(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old office document, which is not read",
    ),
    doubtful(60, b"BOOKMOBI", "a Kindle book, which is not read yet"),
    doubtful(0, b"AT&TFORM", "a DjVu book, which is not read"),
    doubtful(0, b"ITSF", "a Windows help file, which is not read"),
    doubtful(
        0,
        b"bplist00",
        "a binary property list or web archive, which is not read yet",
    ),
    sure(
        b"PK\x03\x04",
        "a ZIP archive without an article that can be read",
    ),
    sure(
        b"\x1f\x8b",
        "compressed by gzip, without an article that can be read",
    ),
    sure(b"\xfd7zXZ\0", "compressed by xz, which is not read"),
    sure(b"\x28\xb5\x2f\xfd", "compressed by zstd, which is not read"),
    doubtful(0, b"BZh", "compressed by bzip2, which is not read"),
    sure(b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive, which is not read"),
    sure(b"Rar!\x1a\x07", "a RAR archive, which is not read"),
    doubtful(257, b"ustar", "a tar archive, which is not read"),
    sure(b"SQLite format 3\0", "an SQLite database, not text"),
    sure(b"\x7fELF", "a program, not text"),
    doubtful(0, b"MZ", "a program, not text"),
    sure(b"\xcf\xfa\xed\xfe", "a program, not text"),
    sure(b"\0asm", "a program, not text"),
    doubtful(0, b"wOF", "a font, not text"),
];

/// Why a file that no format claims by its content is not shown as text either, in a reader's words; `None` for text.
/// `head` is the first 64 KiB or the whole.
#[must_use]
pub fn refuse(head: &[u8]) -> Option<&'static str> {
    let begins = |m: &&Magic| {
        head.get(m.at..)
            .is_some_and(|rest| rest.starts_with(m.bytes))
    };
    let known = MAGIC.iter().find(begins);
    match known {
        Some(magic) if !magic.doubtful => Some(magic.reason),
        _ if !decode::is_binary(head) => None,
        Some(magic) => Some(magic.reason),
        None => Some("binary data, not text"),
    }
}

/// The title that a PDF states of itself, as far as it stands there unpacked; empty where it does not.
#[must_use]
pub fn pdf_title(bytes: &[u8]) -> Clean {
    let mut found = memchr::memmem::rfind_iter(bytes, b"/Title").map(|at| bytes.get(at + 6..));
    let title = found.find_map(|rest| literal(rest?.trim_ascii_start()));
    title.unwrap_or_default()
}

/// Longest string of a PDF that is read, in bytes.
const LONGEST: usize = 2000;

/// The words of the string that `bytes` begin with: in parentheses with escapes, or in hexadecimal (ISO 32000-1, 7.3.4).
fn literal(bytes: &[u8]) -> Option<Clean> {
    let bytes = bytes.get(..LONGEST.min(bytes.len()))?;
    let (sign, rest) = bytes.split_first()?;
    let words = match sign {
        b'(' => unescaped(rest),
        b'<' => {
            let digits: Vec<u8> = rest.iter().take_while(|b| **b != b'>').copied().collect();
            let pair = |p: &[u8]| u8::from_str_radix(std::str::from_utf8(p).ok()?, 16).ok();
            digits.chunks(2).map_while(pair).collect()
        }
        _ => return None,
    };
    let title = match words.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units = wide
                .chunks_exact(2)
                .map(|p| p.iter().fold(0, |n, b| n << 8 | u16::from(*b)));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{fffd}'))
                .collect()
        }
        None => decode::view(&words, None).text.into_owned(),
    };
    let title = Clean::line(&title);
    (!title.is_empty()).then_some(title)
}

/// The bytes of a string up to its closing parenthesis.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let (mut words, mut depth, mut escaped) = (Vec::new(), 0_usize, false);
    for byte in bytes {
        match byte {
            _ if escaped => words.push(if byte.is_ascii_alphabetic() {
                b' '
            } else {
                *byte
            }),
            b'\\' => {}
            b')' if depth == 0 => break,
            byte => {
                depth += usize::from(*byte == b'(');
                depth -= usize::from(*byte == b')');
                words.push(*byte);
            }
        }
        escaped = !escaped && *byte == b'\\';
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_a_pdf_is_found_where_it_is_not_packed() {
        for (pdf, title) in [
            (
                &b"%PDF-1.7 << /Title (A \\(fine\\) title (once)) /Author (B) >>"[..],
                "A (fine) title (once)",
            ),
            (b"/Title <FEFF00C40062> ", "\u{c4}b"),
            (b"/Title (\xfe\xff\0A\0b)", "Ab"),
            (b"/Title (An outline) ... /Title (The book)", "The book"),
            (b"/Title 12 0 R", ""),
            (b"/Title (", ""),
            (b"none", ""),
        ] {
            assert_eq!(&*pdf_title(pdf), title);
        }
    }

    #[test]
    fn pictures_are_named_and_prose_is_not_refused() {
        let bytes: Vec<u8> = (0..400_u32).map(|n| (n * n % 251) as u8).collect();
        let noisy = |start: &[u8]| [start, &bytes].concat();
        for (head, reason) in [
            (b"\x89PNG\r\n\x1a".to_vec(), Some("a PNG picture, not text")),
            (
                b"%PDF-1.7\n%text".to_vec(),
                Some("a PDF, which is not read yet"),
            ),
            (noisy(b"GIF89a"), Some("a GIF picture, not text")),
            (b"GIF89a is the format of animated pictures.".to_vec(), None),
            (noisy(b"MZ"), Some("a program, not text")),
            (b"MZ is how a program begins.".to_vec(), None),
            (noisy(b"?"), Some("binary data, not text")),
            (noisy(b"RIFF....WAVE"), Some("a sound, not text")),
            (b"Plain text.".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(refuse(&head), reason, "{head:x?}");
        }
    }
}
