//! JSON Lines: one story a line. A line that is no JSON is passed over and counted.

use serde_json::Value;

use super::{super::text, begins_as_json, walk::Stories};
use crate::{
    decode,
    format::{Format, Input, Limits, Parsed, Probe, Records, Score},
};

/// One object a line.
pub(in crate::format) static FORMAT: Format = Format {
    name: "jsonl",
    extensions: &["jsonl", "ndjson", "jsonlines"],
    streams: false,
    records: Some(Records {
        first,
        read: records,
    }),
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    let mut lines = filled(probe.text);
    let first = lines.next().unwrap_or_default();
    let second = lines.next().unwrap_or_default();
    // The head may end within the second line, and a story can be longer than the head.
    let whole = first.starts_with('{') && first.ends_with('}') && second.starts_with('{');
    let alone = first.starts_with('{')
        && second.is_empty()
        && FORMAT.extensions.contains(&probe.extension().as_str());
    if begins_as_json(probe.text) && (whole || alone) {
        160
    } else {
        0
    }
}

fn filled(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.trim_matches(['\u{feff}', ' ', '\t']))
        .filter(|line| !line.is_empty())
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let parsed = records(input.bytes, limits);
    if parsed.articles.is_empty() {
        return (text::FORMAT.read)(input, limits);
    }
    parsed
}

/// The first line.
fn first(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(b'\n', bytes).map(|end| end + 1)
}

fn records(bytes: &[u8], limits: &Limits) -> Parsed {
    let decoded = decode::view(bytes, None);
    let mut stories = Stories::new(limits);
    let mut bad = 0;
    for line in filled(&decoded.text) {
        match serde_json::from_str::<Value>(line) {
            Ok(value) => stories.gather(value),
            Err(_) => bad += usize::from(!mended(line, &mut stories)),
        }
    }
    if bad > 0 {
        stories.warn(&format!("{bad} lines are no JSON and were passed over"));
    }
    stories.finish()
}

/// Whether a faulty line gave a story all the same.
fn mended(line: &str, stories: &mut Stories<'_>) -> bool {
    let softened = super::mend::soften(line);
    let line = softened.as_deref().unwrap_or(line);
    let value = serde_json::from_str(line).or_else(|error| {
        let stop = error.column().saturating_sub(1);
        serde_json::from_str::<Value>(&super::mend::closed(line, stop))
    });
    let before = stories.count();
    value.map(|value| stories.gather(value)).is_ok() && stories.count() > before
}
