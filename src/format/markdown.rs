//! Markdown: CommonMark with tables, footnotes, strike-through, task and definition lists, and front matter.
//!
//! In: bytes of a file. Out: one article; keys of the front matter become its metadata. A footnote refers to what is
//! anywhere below, so a beginning of a file does not read as a beginning of it.

mod heading;
mod html;
mod opening;
mod paragraph;
mod shortcode;
mod writer;

use pulldown_cmark::{Options, Parser};

use std::borrow::Cow;

use super::{Format, Input, Limits, Parsed, Probe, Score, front, title::titled, within};
use crate::decode;
use writer::Writer;

/// Markdown, with or without front matter.
pub(super) static FORMAT: Format = Format {
    name: "markdown",
    extensions: &["md", "markdown", "mdown", "mkd"],
    streams: false,
    records: None,
    sniff,
    read,
};

/// What the parser takes beyond CommonMark. Mathematics is taken so that its signs set no emphasis.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

/// Lines that only Markdown has, at least two of them; one below front matter, none below front matter in JSON. Prose with
/// bullets is plain text.
fn sniff(probe: &Probe<'_>) -> Score {
    let text = probe.text.trim_start_matches('\n');
    if text.starts_with('{') && front::split(text).is_some() {
        return 160;
    }
    let front = front::of_note(probe.text);
    let body = front.as_ref().map_or(probe.text, |front| front.body);
    let window = body.get(..body.floor_char_boundary(WINDOW)).unwrap_or(body);
    match (marked_lines(window), front.is_some()) {
        (1.., true) => 70,
        (2.., false) => 60,
        _ => 1,
    }
}

/// How much of a text is looked at for the marks, in bytes; as much as a plain text is judged by.
const WINDOW: usize = 32 << 10;

/// How many lines of `text` are headings, or hold links, pictures or fences.
fn marked_lines(text: &str) -> usize {
    let mut blank = true;
    let mut marked = 0;
    for line in text.lines() {
        marked += usize::from(is_marked(line, blank));
        blank = line.trim().is_empty();
    }
    marked
}

/// Whether a line has marks of Markdown. A `#` opens comments too, so a heading needs a blank line before it.
fn is_marked(line: &str, after_blank: bool) -> bool {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let heading =
        (1..=6).contains(&level) && after_blank && line.as_bytes().get(level) == Some(&b' ');
    let linked = line.split_once("](").is_some_and(|(label, rest)| {
        let address = rest.split_once(')').map_or("", |(address, _)| address);
        label.contains('[') && address.contains(['/', '.', '#']) && !address.starts_with(' ')
    });
    let fence = line.starts_with("```") || line.starts_with("~~~");
    let ruled =
        line.starts_with('|') && line.contains("--") && line.bytes().all(|b| b" |:-".contains(&b));
    heading || linked || fence || ruled
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let mut warnings = Vec::new();
    let view = decode::view(within(input.bytes, limits, &mut warnings), None);
    let mut writer = Writer::new(limits);
    let body = match front::of_note(&view.text) {
        Some(front) => {
            front::fill(writer.b.meta(), &front);
            // Only site generators know what is called for.
            match front::split(&view.text) {
                Some(_) => shortcode::spelt_out(front.body),
                None => Cow::Borrowed(front.body),
            }
        }
        None => Cow::Borrowed(&*view.text),
    };
    let body = opening::bare(&body, writer.b.meta());
    writer.write(Parser::new_ext(&body, OPTIONS));
    let b = writer.finish(&mut warnings);
    titled(b, input.name, warnings)
}
