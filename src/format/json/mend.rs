//! JSON that is nearly JSON: cut off, or with faults that some programs make.

/// Text and what stands around it, as far as it was read.
#[derive(Debug, Default)]
struct Scan {
    in_string: bool,
    /// The next character is escaped.
    escaped: bool,
}

/// Puts right inside strings line ends and tabs, escapes that are none and halves of surrogate pairs; outside of them `NaN` and
/// infinities. `None` where nothing of that was found.
pub(super) fn soften(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    let mut scan = Scan::default();
    while let Some(c) = rest.chars().next() {
        let (length, piece) = match (scan.in_string, c) {
            (true, '\n') => (1, Some("\\n")),
            (true, '\t') => (1, Some("\\t")),
            (true, '\\') => escape(rest),
            (true, _) => (plain(rest, &['"', '\\', '\n', '\t']), None),
            (false, 'N') if rest.starts_with("NaN") => (3, Some("null")),
            (false, 'I') if rest.starts_with("Infinity") => (8, Some("null")),
            (false, '-') if rest.starts_with("-Infinity") => (9, Some("null")),
            (false, _) => (plain(rest, &['"', 'N', 'I', '-']), None),
        };
        if c == '"' {
            scan.in_string = !scan.in_string;
        }
        let (taken, after) = rest.split_at_checked(length)?;
        changed |= piece.is_some();
        out.push_str(piece.unwrap_or(taken));
        rest = after;
    }
    changed.then_some(out)
}

/// Bytes up to the next character of `stops`; at least one character.
fn plain(text: &str, stops: &[char]) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let rest = text.get(first..).unwrap_or_default();
    if text.starts_with('"') {
        return first;
    }
    first + rest.find(stops).unwrap_or(rest.len())
}

/// Length of the escape that `text` begins with, and what to write in its place where it is faulty.
fn escape(text: &str) -> (usize, Option<&'static str>) {
    match text.as_bytes().get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => (2, None),
        Some(b'u') => match (unit(text), text.get(6..).and_then(unit)) {
            (None, _) => (2, Some("\\\\u")),
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, None),
            (Some(0xd800..=0xdfff), _) => (6, Some("\\ufffd")),
            (Some(_), _) => (6, None),
        },
        _ => (1, Some("\\\\")),
    }
}

/// The code unit of the `\uXXXX` that `text` begins with.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

/// Nesting that the parser surely takes; it refuses 128.
const DEEP: usize = 100;
/// Nesting in which stories stand.
const SHALLOW: usize = 12;

/// The text up to byte `stop`, with all that is open there closed: a value that is cut stays as far as it goes, a name without
/// its value goes.
pub(super) fn closed(text: &str, stop: usize) -> String {
    let head = text.get(..text.floor_char_boundary(stop)).unwrap_or(text);
    let mut open: Vec<u8> = Vec::new();
    let mut scan = Scan::default();
    // Where all that is open can be closed, at any depth and at a shallow one; and what is open there.
    let (mut safe, mut shallow) = (0, (0, 0));
    let mut last = b' ';
    let mut is_value = false;
    for (at, b) in head.bytes().enumerate() {
        if scan.in_string {
            scan.in_string = scan.escaped || b != b'"';
            scan.escaped = !scan.escaped && b == b'\\';
            if !scan.in_string && is_value {
                safe = at + 1;
            }
            continue;
        }
        match b {
            b'"' => {
                scan.in_string = true;
                is_value = last == b':' || open.last() == Some(&b']');
            }
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => drop(open.pop()),
            _ => {}
        }
        match b {
            b'{' | b'[' | b'}' | b']' => safe = at + 1,
            b',' => safe = at,
            _ => {}
        }
        if open.len() <= SHALLOW && safe >= at {
            shallow = (safe, open.len());
        }
        if !b.is_ascii_whitespace() {
            last = b;
        }
    }
    let cut = |at: usize| head.get(..at).unwrap_or_default();
    let mut out = if open.len() > DEEP {
        open.truncate(shallow.1);
        cut(shallow.0).to_owned()
    } else if scan.in_string && is_value {
        // The second time for the other half of a pair.
        without_half_escape(without_half_escape(head)).to_owned() + "\""
    } else {
        cut(safe).to_owned()
    };
    out.extend(open.iter().rev().map(|b| char::from(*b)));
    out
}

/// An escape that is cut would swallow the quotation mark to come.
fn without_half_escape(text: &str) -> &str {
    let tail = text.len().saturating_sub(12);
    let from = text.floor_char_boundary(tail);
    let slash = text
        .get(from..)
        .and_then(|end| end.rfind('\\'))
        .map(|at| from + at);
    let Some(at) = slash else { return text };
    let before = text.get(..at).unwrap_or_default();
    let slashes = before.len() - before.trim_end_matches('\\').len();
    let escape = text.get(at..).unwrap_or_default();
    let whole = match escape.as_bytes().get(1) {
        None => false,
        Some(b'u') => escape.len() >= 6 && !matches!(unit(escape), Some(0xd800..=0xdbff)),
        Some(_) => true,
    };
    if slashes % 2 == 1 || whole {
        text
    } else {
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(text: &str) -> Option<Value> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn common_faults_are_put_right() {
        for (faulty, value) in [
            (r#"{"a":"x\ud800y"}"#, json!({"a": "x\u{fffd}y"})),
            (r#"{"a":"\ud83d\ude00\udc00"}"#, json!({"a": "😀\u{fffd}"})),
            (
                "{\"a\":\"one\ntwo\tthree\"}",
                json!({"a": "one\ntwo\tthree"}),
            ),
            (
                r#"{"a":NaN,"b":-Infinity,"c":"NaN"}"#,
                json!({"a": null, "b": null, "c": "NaN"}),
            ),
            (r#"{"a":"C:\dir"}"#, json!({"a": "C:\\dir"})),
            (r#"{"a":"\uXY"}"#, json!({"a": "\\uXY"})),
        ] {
            assert_eq!(
                soften(faulty).and_then(|t| read(&t)),
                Some(value),
                "{faulty}"
            );
        }
        assert_eq!(soften(r#"{"a":"b\\","c":-1,"d":"\u00e9 \"q\""}"#), None);
    }

    #[test]
    fn every_beginning_of_a_text_reads_as_a_beginning_of_it() {
        let text = r#"[{"title":"One \u00e9\ud83d\ude00 \\","tags":["a","b"],"n":12},{"title":"Two","deep":{"x":[1,{}]}}]"#;
        for stop in 1..=text.len() {
            let closed = closed(text, stop);
            let value = read(&closed);
            assert!(value.is_some(), "{stop}: {closed}");
            let title = value.as_ref().and_then(|v| v[0]["title"].as_str());
            assert!(
                stop < 12 || title.is_some_and(|t| "One é😀 \\".starts_with(t)),
                "{closed}"
            );
        }
    }

    #[test]
    fn nesting_too_deep_is_left_out() {
        let text = format!(r#"{{"title":"t","x":{}"#, "[".repeat(5000));
        let closed = closed(&text, text.len());
        assert_eq!(
            read(&closed).map(|v| v["title"].clone()),
            Some(json!("t")),
            "{closed}"
        );
    }
}
