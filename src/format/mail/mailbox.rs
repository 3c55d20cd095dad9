//! Mailboxes: messages one after the other, each after a line that begins with "From " (RFC 4155).

use std::borrow::Cow;

use super::{add, header::Header};
use crate::format::{Format, Input, Limits, Parsed, Probe, Records, Score, Warning, text};

/// Messages in one file.
pub(in crate::format) static FORMAT: Format = Format {
    name: "mbox",
    extensions: &["mbox", "mbx"],
    streams: false,
    records: Some(Records {
        first,
        read: records,
    }),
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    let text = probe.text.trim_start_matches('\n');
    let (first, rest) = text.split_once('\n').unwrap_or_default();
    let header = Header::of(rest);
    let header = ["from", "subject", "date"].iter().any(|n| header.has(n));
    let named = FORMAT.extensions.contains(&probe.extension().as_str());
    let bare = || named && first.starts_with("From ");
    if header && (parts_messages(first.as_bytes()) || bare()) {
        230
    } else {
        0
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let parsed = records(input.bytes, limits);
    if parsed.articles.is_empty() {
        return (text::FORMAT.read)(input, limits);
    }
    parsed
}

/// The first message with the line before it.
fn first(bytes: &[u8]) -> Option<usize> {
    let mut starts = memchr::memmem::find_iter(bytes, b"\nFrom ").map(|at| at + 1);
    starts.find(|at| {
        let line = bytes.get(*at..).unwrap_or_default();
        memchr::memchr(b'\n', line).is_some_and(|end| parts_at(bytes, *at, end))
    })
}

/// Whether the line of `length` bytes at byte `at` parts messages: by what it says, or bare by where it stands, which is below
/// an empty line and above a header.
fn parts_at(bytes: &[u8], at: usize, length: usize) -> bool {
    let (before, rest) = bytes.split_at_checked(at).unwrap_or_default();
    let (line, below) = rest.split_at_checked(length).unwrap_or_default();
    if parts_messages(line) {
        return true;
    }
    let words = line.trim_ascii_end().split(|b| *b == b' ').count();
    let apart = before.is_empty() || before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n");
    let head = below.get(..below.len().min(HEAD)).unwrap_or_default();
    let header = || Header::of(&String::from_utf8_lossy(head).replace('\r', "")).says_who();
    words == 2 && apart && line.starts_with(b"From ") && header()
}

/// Bytes below a line in which the header shows that the line parts messages.
const HEAD: usize = 4096;

fn records(bytes: &[u8], limits: &Limits) -> Parsed {
    let mut parsed = Parsed::default();
    for message in messages(bytes) {
        if parsed.articles.len() >= limits.articles {
            let message = format!("only the first {} mails were read", limits.articles);
            parsed.warnings.push(Warning::of_file(&message));
            break;
        }
        add(&unquoted(message), limits, &mut parsed);
    }
    parsed
}

/// The messages, without the lines that part them.
fn messages(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let starts = memchr::memmem::find_iter(bytes, b"\nFrom ").map(|at| at + 1);
    let starts = std::iter::once(0)
        .chain(starts)
        .chain(std::iter::once(bytes.len()));
    let mut begun: Option<usize> = None;
    starts.filter_map(move |at| {
        let line = bytes.get(at..).unwrap_or_default();
        let end = memchr::memchr(b'\n', line).unwrap_or(line.len());
        let is_last = at == bytes.len();
        if !is_last && !parts_at(bytes, at, end) {
            return None;
        }
        let from = begun.replace(at + end)?;
        bytes
            .get(from..at)
            .map(<[u8]>::trim_ascii_start)
            .filter(|m| !m.is_empty())
    })
}

/// Whether a line parts messages: it names a sender and a point in time, "From ann@example.org Mon Aug 31 13:00:00 2015". Words of
/// a letter may begin with "From " too.
fn parts_messages(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let words = || {
        rest.split(u8::is_ascii_whitespace)
            .filter(|w| !w.is_empty())
            .take(10)
    };
    let clock = words().any(|w| {
        w.len() >= 4 && w.contains(&b':') && w.iter().all(|b| b.is_ascii_digit() || *b == b':')
    });
    let year = words().any(|w| {
        w.len() == 4
            && (w.starts_with(b"19") || w.starts_with(b"20"))
            && w.iter().all(u8::is_ascii_digit)
    });
    clock && year
}

/// A message as it was before it was put into the box, where lines that begin with "From " got a `>`.
fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(message, b"\n>From ").is_none() {
        return Cow::Borrowed(message);
    }
    let mut out = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|b| *b == b'\n') {
        let quoted = line.iter().take_while(|b| **b == b'>').count();
        let from = line
            .get(quoted..)
            .is_some_and(|rest| rest.starts_with(b"From "));
        let drop = usize::from(quoted > 0 && from);
        out.extend_from_slice(line.get(drop..).unwrap_or_default());
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_with_a_sender_and_a_time_part_messages() {
        for (line, parts) in [
            ("From ann@example.org Mon Aug 31 13:00:00 2015", true),
            ("From - Mon Aug 31 13:00:00 2015", true),
            (
                "From ann@example.org Mon Aug 31 13:00:00 +0200 2015\r",
                true,
            ),
            ("From page 2 of the paper of 1970, on software", false),
            ("From 2015 on", false),
            ("From: ann@example.org", false),
        ] {
            assert_eq!(parts_messages(line.as_bytes()), parts, "{line}");
        }
    }

    #[test]
    fn a_bare_line_parts_messages_above_a_header() {
        let message = "From: a\nSubject: b\n\nFrom here\nto there.\n\n";
        let mailbox =
            format!("From -\n{message}From 17@xxx\n{message}From here: on\n\nFrom -\nand");
        assert_eq!(messages(mailbox.as_bytes()).count(), 2);
    }

    #[test]
    fn quoted_lines_lose_one_mark() {
        let quoted = b"a\n>From b\n>>From c\n> From d\n";
        assert_eq!(&*unquoted(quoted), b"a\nFrom b\n>From c\n> From d\n");
    }
}
