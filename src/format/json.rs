//! Stories in JSON: one object, a list of them, a list inside an object, or one object a line.
//!
//! Which values mean what is settled in [`super::record`]. A file that is cut off or has a fault in it gives the stories before
//! that; one without a story is shown as the text that it is.

mod lines;
mod mend;
mod walk;

pub(super) use lines::FORMAT as LINES;

use super::{Format, Input, Limits, Parsed, Probe, Score, Warning, text};
use crate::decode;
use walk::Stories;

/// One value: a story, or a list of stories.
pub(super) static FORMAT: Format = Format {
    name: "json",
    extensions: &["json", "jsonld", "geojson"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    if begins_as_json(probe.text) { 150 } else { 0 }
}

/// Whether `text` begins as an object with a quoted name, or as a list of objects.
fn begins_as_json(text: &str) -> bool {
    let white = |c: char| c == '\u{feff}' || c.is_ascii_whitespace();
    let text = text.trim_start_matches(white);
    let object = |text: &str| {
        let inside = text.strip_prefix('{').map(|t| t.trim_start_matches(white));
        inside.is_some_and(|inside| inside.starts_with('"'))
    };
    let list = text.trim_start_matches(|c| c == '[' || white(c));
    object(text) || text.starts_with('[') && object(list)
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let decoded = decode::view(input.bytes, None);
    let mut stories = Stories::new(limits);
    if let Err(stop) = stories.all_in(&decoded.text) {
        stories.mended(&decoded.text, stop);
    }
    let mut parsed = stories.finish();
    if parsed.articles.is_empty() {
        let warnings = std::mem::take(&mut parsed.warnings);
        parsed = (text::FORMAT.read)(input, limits);
        parsed.warnings.extend(warnings);
        parsed
            .warnings
            .push(Warning::of_file("no story was found in this JSON"));
        parsed.data = true;
    }
    parsed
}
