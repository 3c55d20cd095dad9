//! One file packed by gzip: read as what it holds.

use std::io::{BufReader, Read};

use flate2::read::MultiGzDecoder;

use super::{Format, Input, Limits, Parsed, Probe, Score, Warning, pack, warc};

/// One packed file.
pub(super) static FORMAT: Format = Format {
    name: "gzip",
    extensions: &["gz"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    if probe.head.starts_with(b"\x1f\x8b\x08") {
        240
    } else {
        0
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let mut head = [0; 16];
    let begun = MultiGzDecoder::new(input.bytes)
        .read_exact(&mut head)
        .is_ok();
    if begun && warc::begins(&head) {
        return warc::read_from(BufReader::new(MultiGzDecoder::new(input.bytes)), limits);
    }
    let name = input.name.strip_suffix(".gz").unwrap_or(input.name);
    let mut budget = pack::Budget::new(limits);
    let mut parsed = Parsed::default();
    match budget.unpack(MultiGzDecoder::new(input.bytes), input.bytes.len()) {
        Err(refused) => parsed.warnings.push(refused.warning("the packed file")),
        Ok(bytes) => match pack::member(&bytes, name, &budget.limits(limits)) {
            Some(part) => parsed = part,
            None => parsed
                .warnings
                .push(Warning::of_file("the packed file is no story")),
        },
    }
    parsed
}
