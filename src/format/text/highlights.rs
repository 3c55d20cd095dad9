//! `.story` files: the paragraphs of a news story, then its highlights, each after a line `@highlight`.

use super::document;
use crate::{
    article::{BlockKind, Builder},
    decode,
    format::{Format, Input, Limits, Parsed, Probe, Score, title::titled, within},
    text::Clean,
};

/// Paragraphs and highlights of a news story.
pub(in crate::format) static FORMAT: Format = Format {
    name: "story",
    extensions: &["story"],
    streams: false,
    records: None,
    sniff,
    read,
};

/// The line before each highlight.
const MARK: &str = "@highlight";

fn sniff(probe: &Probe<'_>) -> Score {
    let marked = probe.text.lines().any(|line| line.trim() == MARK);
    // The highlights of a long story stand beyond what is looked at.
    if marked {
        200
    } else {
        u8::from(probe.extension() == "story") * 2
    }
}

/// The highlights end the article as a list, and are its summary.
fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let mut warnings = Vec::new();
    let view = decode::view(within(input.bytes, limits, &mut warnings), None);
    let mut sections = view.text.split(MARK);
    let mut b = Builder::new();
    document(
        &mut b,
        sections.next().unwrap_or_default(),
        limits,
        &mut warnings,
    );
    let mut excerpt = String::new();
    for highlight in sections.map(Clean::line).filter(|line| !line.is_empty()) {
        b.nest(1, 0);
        b.open(BlockKind::Item(None));
        b.words(&highlight);
        if !excerpt.is_empty() {
            excerpt.push_str(if excerpt.ends_with(['.', '!', '?']) {
                " "
            } else {
                ". "
            });
        }
        excerpt.push_str(&highlight);
    }
    b.meta().excerpt = Clean::line(&excerpt);
    titled(b, input.name, warnings)
}
