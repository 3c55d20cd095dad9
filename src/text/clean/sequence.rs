//! How far a terminal control sequence reaches.
//!
//! In: text that begins with ESC or a C1 control. Out: how many of its bytes a terminal would swallow, so that no
//! half of a sequence is left standing as letters. ECMA-48 gives the forms; where a sequence is broken off, what is
//! readable stays.

/// Longest string sequence that is taken out whole, in bytes. Beyond it the introducer alone goes, so that a stray
/// one never takes the story with it.
const LONGEST_STRING: usize = 64 << 10;

/// Bytes of the sequence at the start of `text`, at least those of its first character.
pub(super) fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes {
        [0x1b, b'[', rest @ ..] | [0xc2, 0x9b, rest @ ..] => 2 + parameters(rest),
        [0x1b, b']', rest @ ..] | [0xc2, 0x9d, rest @ ..] => 2 + string(rest, true),
        [0x1b, b'P' | b'X' | b'^' | b'_', rest @ ..]
        | [0xc2, 0x90 | 0x98 | 0x9e | 0x9f, rest @ ..] => 2 + string(rest, false),
        [0x1b, b' '..=b'/', rest @ ..] => {
            let more = run(rest, b' '..=b'/');
            2 + more + run(rest.get(more..more + 1).unwrap_or_default(), b'0'..=b'~')
        }
        [0x1b, b'0'..=b'~', ..] | [0xc2, ..] => 2,
        _ => 1,
    }
}

/// A control sequence after its introducer: parameters, intermediates and, unless it is broken off, a final byte.
fn parameters(bytes: &[u8]) -> usize {
    let mut end = run(bytes, b'0'..=b'?');
    end += run(bytes.get(end..).unwrap_or_default(), b' '..=b'/');
    end + run(bytes.get(end..end + 1).unwrap_or_default(), b'@'..=b'~')
}

fn run(bytes: &[u8], of: std::ops::RangeInclusive<u8>) -> usize {
    bytes.iter().take_while(|b| of.contains(b)).count()
}

/// A string sequence after its introducer: everything up to and with its terminator. None of it where another
/// sequence, the end of the paragraph or the limit comes first: what follows a stray introducer is text. `bell`
/// says whether BEL ends it too, as in an OSC.
fn string(bytes: &[u8], bell: bool) -> usize {
    let mut line_ended = false;
    for (at, byte) in bytes.iter().enumerate().take(LONGEST_STRING) {
        let next = bytes.get(at + 1);
        match (byte, next) {
            (0x07, _) if bell => return at + 1,
            (0x1b, Some(b'\\')) | (0xc2, Some(0x9c)) => return at + 2,
            (0x18 | 0x1a | 0x1b, _) | (0xc2, Some(0x80..=0x9f)) | (b'\r', Some(b'\r')) => return 0,
            (b'\n', _) if line_ended => return 0,
            (b'\r', _) => {}
            _ => line_ended = *byte == b'\n',
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_end_where_a_terminal_ends_them() {
        for (text, swallowed) in [
            ("\x1b[38;5;1mred", "\x1b[38;5;1m"),
            ("\u{9b}2Jx", "\u{9b}2J"),
            ("\x1b[?25 qx", "\x1b[?25 q"),
            ("\x1b[12é", "\x1b[12"),
            ("\x1b]0;title\x07x", "\x1b]0;title\x07"),
            (
                "\x1b]8;;http://a.example\x1b\\x",
                "\x1b]8;;http://a.example\x1b\\",
            ),
            ("\u{9d}0;t\u{9c}x", "\u{9d}0;t\u{9c}"),
            ("\x1bPq\x07data\x1b\\x", "\x1bPq\x07data\x1b\\"),
            ("\x1b_Ga=q\nb\x1b\\x", "\x1b_Ga=q\nb\x1b\\"),
            ("\x1b(0x", "\x1b(0"),
            ("\x1b#8x", "\x1b#8"),
            ("\x1bcx", "\x1bc"),
            ("\x1b\x1b[m", "\x1b"),
            ("\x1bé", "\x1b"),
            ("\u{85}x", "\u{85}"),
            ("\x1b", "\x1b"),
        ] {
            assert_eq!(text.split_at(length(text)).0, swallowed, "{text:?}");
        }
    }

    #[test]
    fn a_stray_introducer_takes_no_text_with_it() {
        for text in [
            "\x1b]0;never closed",
            "\x1b]0;closed too late\n\nby a bell\x07",
            "\x1b]0;closed too late\r\n\r\nby a bell\x07",
            "\x1b]0;closed too late\r\rby a bell\x07",
            "\x1b]0;cut off\x1b[m by another\x07",
            "\x1bPbell is no end\x07",
            "\x1b^cancelled\x18\x1b\\",
        ] {
            assert_eq!(length(text), 2, "{text:?}");
        }
        let far = format!("\x1b]{}\x07", "x".repeat(LONGEST_STRING));
        assert_eq!(length(&far), 2);
    }
}
