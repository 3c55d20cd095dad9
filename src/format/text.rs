//! Plain text.

use super::{Format, Input, Limits, Parsed, Probe, Score};
use crate::{
    article::{BlockKind, Builder},
    decode::decode,
    text::Clean,
};

/// Plain text, as dumped or pasted.
pub(super) static FORMAT: Format = Format {
    name: "text",
    extensions: &["txt", "text"],
    streams: true,
    sniff,
    read,
};

fn sniff(_: &Probe<'_>) -> Score {
    1
}

fn read(input: Input<'_>, _: &Limits) -> Parsed {
    let decoded = decode(input.bytes, None);
    let mut b = Builder::new();
    for (n, paragraph) in decoded
        .text
        .split("\n\n")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .enumerate()
    {
        if n == 0 {
            b.meta().title = Clean::line(paragraph);
            b.open(BlockKind::Heading(1));
        } else {
            b.open(BlockKind::Paragraph);
        }
        b.words(paragraph);
    }
    Parsed {
        articles: vec![b.finish()],
        warnings: Vec::new(),
    }
}
