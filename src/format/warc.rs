//! Web archives (WARC, and ARC before it): each captured page is a story; what the page was made of besides is passed over.

mod record;

use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{BufRead, BufReader, Read},
};

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, Warning,
    html::read_markup,
    pack::{self, Budget},
    record as story, stamp,
};
use crate::{decode, text::Clean};
use record::{ARC, Captured, Records, field, named};

/// Captured pages.
pub(super) static FORMAT: Format = Format {
    name: "warc",
    extensions: &["warc", "arc"],
    streams: false,
    records: None,
    sniff,
    read,
};

/// What every web archive begins with.
const MAGIC: &[u8] = b"WARC/1.";

/// Whether bytes begin as a web archive does.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) || bytes.starts_with(ARC.as_bytes())
}

/// Words below which a captured page is taken for a frame or an advertisement, where there are others.
const WORDS: usize = 40;

fn sniff(probe: &Probe<'_>) -> Score {
    if begins(probe.head) { 240 } else { 0 }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    read_from(input.bytes, limits)
}

/// Reads a web archive, packed by gzip or not.
pub(super) fn read_any(bytes: &[u8], limits: &Limits) -> Parsed {
    if bytes.starts_with(b"\x1f\x8b") {
        return read_from(BufReader::new(MultiGzDecoder::new(bytes)), limits);
    }
    read_from(bytes, limits)
}

/// Reads a web archive record by record.
pub(super) fn read_from(from: impl BufRead, limits: &Limits) -> Parsed {
    let mut records = Records::new(from, limits.expanded);
    let mut parsed = Parsed::default();
    let mut seen = BTreeSet::new();
    while let Some(captured) = records.next(may_be_page) {
        let url = captured
            .field("warc-target-uri")
            .trim_matches(['<', '>'])
            .to_owned();
        if seen.contains(&url) {
            continue;
        }
        let Some(page) = page(&captured, limits) else {
            continue;
        };
        let mut part = read_markup(&page, &url, "", limits, limits.scope);
        for article in &mut part.articles {
            if article.meta.url.is_empty() {
                article.meta.url = Clean::line(&url);
            }
            article.meta.saved = stamp::moment(captured.field("warc-date"));
            if article.meta.title.is_empty() {
                article.meta.title = story::title_of(article);
            }
        }
        seen.insert(url);
        pack::add(&mut parsed, part, limits);
        if parsed.articles.len() >= limits.articles {
            break;
        }
    }
    if records.full {
        parsed.warnings.push(Warning::of_file(
            "this web archive is too large; only its beginning was read",
        ));
    }
    without_frames(&mut parsed);
    if parsed.articles.is_empty() {
        parsed
            .warnings
            .push(Warning::of_file("no page was found in this web archive"));
    }
    parsed
}

/// Leaves the pages that say something, where there are any.
fn without_frames(parsed: &mut Parsed) {
    let is_prose = |n: usize| {
        let text = parsed.articles.get(n).map_or("", |a| a.text());
        text.split_whitespace().nth(WORDS).is_some()
    };
    let kept: Vec<usize> = (0..parsed.articles.len())
        .filter(|n| is_prose(*n))
        .collect();
    if kept.is_empty() {
        return;
    }
    let place = |n: usize| kept.binary_search(&n).ok();
    parsed.warnings.retain_mut(|warning| {
        let stays = warning.article.is_none_or(|n| place(n).is_some());
        warning.article = warning.article.and_then(place);
        stays
    });
    let mut number = 0;
    parsed.articles.retain(|_| {
        let stays = place(number).is_some();
        number += 1;
        stays
    });
}

fn may_be_page(captured: &Captured) -> bool {
    match captured.field("warc-type") {
        "response" => captured
            .field("content-type")
            .starts_with("application/http"),
        "resource" => is_html(captured.field("content-type")),
        _ => false,
    }
}

fn is_html(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

/// The markup of a captured page; `None` where the record is no page, or one that was not delivered.
fn page(captured: &Captured, limits: &Limits) -> Option<String> {
    if captured.field("warc-type") == "resource" {
        let kind = captured.field("content-type");
        return is_html(kind).then(|| decoded(&captured.block, kind));
    }
    let block = captured.block.as_slice();
    let (end, gap) = [(&b"\r\n\r\n"[..], 4), (b"\n\n", 2)]
        .into_iter()
        .filter_map(|(sign, gap)| Some((memchr::memmem::find(block, sign)?, gap)))
        .min()?;
    let head = String::from_utf8_lossy(block.get(..end)?);
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?;
    let header: Vec<_> = lines.filter_map(named).collect();
    let kind = field(&header, "content-type");
    if status != "200" || !is_html(kind) {
        return None;
    }
    let mut body = Cow::Borrowed(block.get(end + gap..)?);
    if field(&header, "transfer-encoding").eq_ignore_ascii_case("chunked") {
        body = without_chunks(body);
    }
    let encoding = field(&header, "content-encoding").to_ascii_lowercase();
    let body = unpacked(body, &encoding, limits)?;
    Some(decoded(&body, kind))
}

fn decoded(body: &[u8], kind: &str) -> String {
    let kind = kind.to_ascii_lowercase();
    let charset = kind
        .split_once("charset=")
        .map(|(_, rest)| rest.trim_matches(['"', ' ', ';']));
    decode::view(body, charset).text.into_owned()
}

/// The body without the sizes of its chunks (RFC 9112); as it is where it has none, since some tools take them out.
fn without_chunks(body: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let mut joined = Vec::new();
    let mut rest: &[u8] = &body;
    while let Some((size, chunk)) = chunk_of(rest) {
        if size == 0 {
            return Cow::Owned(joined);
        }
        joined.extend_from_slice(chunk.get(..size.min(chunk.len())).unwrap_or_default());
        rest = chunk.get(size.saturating_add(2)..).unwrap_or_default();
    }
    if joined.is_empty() {
        body
    } else {
        Cow::Owned(joined)
    }
}

/// The size of the chunk that `bytes` begin with, and what follows that.
fn chunk_of(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', bytes.get(..bytes.len().min(64))?)?;
    let line = String::from_utf8_lossy(bytes.get(..end)?);
    let digits = line.split(';').next().unwrap_or_default();
    let size = usize::from_str_radix(digits.trim(), 16).ok()?;
    Some((size, bytes.get(end + 1..)?))
}

/// The body unpacked; `None` where it is packed in a way that is not known.
fn unpacked<'b>(body: Cow<'b, [u8]>, encoding: &str, limits: &Limits) -> Option<Cow<'b, [u8]>> {
    let mut budget = Budget::new(limits);
    let mut unpack = |from: &mut dyn Read| budget.unpack(from, body.len()).ok().map(Cow::Owned);
    match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            unpack(&mut MultiGzDecoder::new(&*body))
        }
        "deflate" if body.first() == Some(&0x78) => unpack(&mut ZlibDecoder::new(&*body)),
        "br" | "zstd" => None,
        _ => Some(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        for (body, joined) in [
            (
                &b"4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n"[..],
                &b"Wikipedia"[..],
            ),
            (b"4\r\nWiki\r\nff\r\ncut", b"Wikicut"),
            (b"<p>no chunks</p>", b"<p>no chunks</p>"),
            (b"ffffffffffffffff\r\nx", b"x"),
        ] {
            assert_eq!(&*without_chunks(Cow::Borrowed(body)), joined);
        }
    }
}
