//! Plain text as mails carry it: lines that flow, and the signature below.

use std::borrow::Cow;

use mail_parser::{Message, MimeHeaders};

/// Most lines of a signature.
const SIGNATURE: usize = 12;

/// The text without the signature, which stands below a line that is "-- " alone (RFC 3676, section 4.3).
pub(super) fn unsigned(plain: &str) -> &str {
    let marks = ["\n-- \n", "\n-- \r\n", "\n--\n", "\n--\r\n"];
    let mark = marks.iter().filter_map(|mark| plain.rfind(mark)).max();
    let parted = mark.and_then(|at| plain.split_at_checked(at));
    let parted = parted.filter(|(_, below)| below.trim().lines().count() <= SIGNATURE + 1);
    parted.map_or(plain, |(above, _)| above)
}

/// The text with its lines joined where the message says that a space at their end means that they go on.
pub(super) fn unflowed<'t>(message: &Message<'_>, plain: &'t str) -> Cow<'t, str> {
    let ids = message.text_body.iter();
    let parts = ids.filter_map(|id| message.parts.get(*id as usize));
    let mut kinds = parts.filter_map(MimeHeaders::content_type);
    let is = |value: Option<&str>, what: &str| value.is_some_and(|v| v.eq_ignore_ascii_case(what));
    match kinds.find(|kind| is(kind.attribute("format"), "flowed")) {
        Some(kind) => Cow::Owned(joined(plain, is(kind.attribute("delsp"), "yes"))),
        None => Cow::Borrowed(plain),
    }
}

/// Lines that end with a space joined with the next of the same depth of quotation (RFC 3676, section 4.2). `without` says
/// that the space is no part of the text.
fn joined(plain: &str, without: bool) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut open = None;
    for line in plain.lines() {
        let words = line.trim_start_matches('>');
        let depth = line.len() - words.len();
        // A space at the start was put there to keep what follows from meaning something on the way.
        let words = words.strip_prefix(' ').unwrap_or(words);
        if open != Some(depth) {
            out.push_str(if open.is_some() { "\n" } else { "" });
            out.push_str(&">".repeat(depth));
            out.push_str(if depth > 0 { " " } else { "" });
        }
        let goes_on = words.ends_with(' ') && words != "-- ";
        out.push_str(
            words
                .strip_suffix(' ')
                .filter(|_| goes_on && without)
                .unwrap_or(words),
        );
        out.push_str(if goes_on { "" } else { "\n" });
        open = goes_on.then_some(depth);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_flow_are_joined() {
        for (text, without, want) in [
            (
                "One \ntwo\nthree \n\nfour",
                false,
                "One two\nthree \nfour\n",
            ),
            (
                "> One \n> two\n>> Three \nfour",
                false,
                "> One two\n>> Three \nfour\n",
            ),
            ("港は \n夜", true, "港は夜\n"),
            (
                " From here \n >on\n-- \nAnn",
                false,
                "From here >on\n-- \nAnn\n",
            ),
        ] {
            assert_eq!(joined(text, without), want);
        }
    }

    #[test]
    fn a_signature_is_short_and_below_its_mark() {
        let long = "line\n".repeat(20);
        for (text, want) in [
            ("Words.\n-- \nAnn\nPaper", "Words."),
            ("Words.\r\n-- \r\nAnn", "Words.\r"),
            ("Words -- and more.\nEnd", "Words -- and more.\nEnd"),
            (
                &*format!("Words.\n--\n{long}"),
                &*format!("Words.\n--\n{long}"),
            ),
        ] {
            assert_eq!(unsigned(text), want);
        }
    }
}
