//! Plain text, as dumped or pasted.
//!
//! In: bytes of a file. Out: one article, its headline, byline, dateline, caption, credit and body told apart, lines
//! that were broken to a width joined again. No word is lost or moved; only the signs of lists, quotes, rules and link
//! marks become what they stand for.
//!
//! What holds for the whole text (margin, width, usual gap) is told from its first 32 KiB, so that a beginning of a
//! large file reads as the whole does. Below that each run of lines is judged by itself and by what is before it.

mod body;
mod credit;
mod dump;
mod head;
pub(super) mod highlights;
mod line;
mod list;
mod marker;
mod masthead;
mod page;
mod piece;
mod run;
mod shape;

pub(super) use marker::is_rule;

use body::Body;
use dump::Dump;
use piece::Piece;
use shape::Shape;

use super::{
    Format, Input, Limits, Parsed, Probe, Scope, Score, Warning, below, front, refuse,
    title::titled, within,
};
use crate::{
    article::{BlockKind, Builder},
    decode,
    text::Clean,
};

/// Plain text, as dumped or pasted.
pub(super) static FORMAT: Format = Format {
    name: "text",
    extensions: &["txt", "text"],
    streams: true,
    records: None,
    sniff,
    read,
};

fn sniff(_: &Probe<'_>) -> Score {
    1
}

/// Reads a text; what is none gives no article and says why.
fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    if let Some(reason) = refuse(input.bytes.get(..PROBE).unwrap_or(input.bytes)) {
        return Parsed {
            warnings: vec![Warning::of_file(reason)],
            ..Parsed::default()
        };
    }
    let mut warnings = Vec::new();
    let view = decode::view(within(input.bytes, limits, &mut warnings), None);
    if view.replaced > 0 {
        let unread = format!("{} malformed characters in {}", view.replaced, view.charset);
        warnings.push(Warning::of_file(&unread));
    }
    let mut b = Builder::new();
    let dumped = document(&mut b, &view.text, limits, &mut warnings);
    let mut parsed = titled(b, input.name, warnings);
    if dumped && limits.scope == Scope::Article {
        parsed.articles = parsed
            .articles
            .into_iter()
            .map(|article| below::without(&article).unwrap_or(article))
            .collect();
    }
    parsed.data = is_table(input.name);
    parsed
}

/// Whether a file's name says that it holds values, not sentences.
fn is_table(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let tables = ["csv", "tsv", "json", "jsonl", "ndjson"];
    extension.is_some_and(|e| tables.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// How much is looked at to refuse a file, in bytes.
const PROBE: usize = 64 << 10;

/// Reads the clean `text` into `b`; gives whether it is that of a whole page, not of a story alone.
fn document(b: &mut Builder, text: &str, limits: &Limits, warnings: &mut Vec<Warning>) -> bool {
    let text = match front::split(text) {
        Some(front) => {
            front::fill(b.meta(), &front);
            front.body
        }
        None => text,
    };
    let headed = masthead::read(text, b.meta());
    if headed.is_some() {
        let title = b.meta().title.clone();
        b.open(BlockKind::Heading(1));
        b.words(&title);
        b.close();
    }
    let text = headed.unwrap_or(text);
    let shape = Shape::of(text);
    let (mut dump, text) = Dump::of(text, shape.margin);
    let mut body = Body::of(text, shape);
    let mut first: Vec<Piece<'_>> = body.by_ref().take(head::PIECES).collect();
    let mut known = None;
    let is_page = headed.is_none() && page::is_page(&first, &dump);
    if is_page {
        page::more(&mut first, &mut body);
        known = page::headline(&first, &shape, &dump);
        let above = known.map_or(0, |n| page::idle(first.get(..n).unwrap_or_default()));
        if above > 0 {
            for piece in first.drain(..above) {
                dump.pass(&piece.line());
            }
            known = known.map(|n| n - above);
            warnings.push(Warning::of_file(
                "the navigation above the headline was left out",
            ));
        }
    }
    let headline = head::read(&mut first, known, &shape, &dump, b.meta());
    b.reserve(text.len());
    let mut all = true;
    for (n, piece) in first.into_iter().chain(body).enumerate() {
        if b.blocks().len() + 1 < limits.nodes || !b.is_open() {
            piece.write(b, shape.hyphens, &mut dump);
        } else {
            piece.append(b, shape.hyphens, &mut dump);
            all = false;
        }
        if headline == Some(n) {
            let title = Clean::new(b.so_far());
            b.meta().title = title;
        }
    }
    if !all {
        warnings.push(Warning::of_file(super::FULL));
    }
    is_page
}
