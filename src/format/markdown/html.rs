//! What little HTML stands in Markdown, read as text: tags, pictures, line breaks, character references.

use crate::article::BlockKind;

/// A part of a piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Words, character references undone.
    Words(String),
    /// A tag that opens.
    Open(Tag<'a>),
    /// The name in a tag that closes, as written.
    Close(&'a str),
}

/// A tag that opens: its name as written and what follows it up to `>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute; empty where it has none.
    pub(super) fn attribute(&self, name: &str) -> String {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let key = before
                .rsplit(|c: char| c.is_whitespace())
                .find(|k| !k.is_empty())
                .unwrap_or_default();
            let after = after.trim_start();
            let (value, next) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inner = after.get(1..).unwrap_or_default();
                    inner.split_once(quote).unwrap_or((inner, ""))
                }
                _ => after.split_at(
                    after
                        .find(|c: char| c.is_whitespace())
                        .unwrap_or(after.len()),
                ),
            };
            if key.eq_ignore_ascii_case(name) {
                return unescape(value);
            }
            rest = next;
        }
        String::new()
    }
}

/// Tags between which words stand in blocks of their own.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "tr",
    "ul",
];

/// Whether words on both sides of a tag of that name are in blocks of their own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name))
}

/// The parts of a piece of HTML, in order. Comments, declarations, scripts and styles are left out.
pub(super) fn parts(html: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    // Beyond the last `>` nothing is a tag.
    let last = html.rfind('>').unwrap_or(0);
    let mut from = 0;
    let mut looked = 0;
    while let Some(at) = html
        .get(looked..last)
        .and_then(|t| t.find('<'))
        .map(|at| at + looked)
    {
        let Some((part, length)) = html.get(at..).and_then(markup_at) else {
            looked = at + 1;
            continue;
        };
        push_words(&mut parts, html.get(from..at).unwrap_or_default());
        parts.extend(part);
        from = at + length;
        looked = from;
    }
    push_words(&mut parts, html.get(from..).unwrap_or_default());
    parts
}

fn push_words(parts: &mut Vec<Part<'_>>, words: &str) {
    if !words.is_empty() {
        parts.push(Part::Words(unescape(words)));
    }
}

/// The markup at the start of `html`, if it is any, and its length in bytes.
fn markup_at(html: &str) -> Option<(Option<Part<'_>>, usize)> {
    if html.starts_with("<!--") {
        return Some((None, html.find("-->").map_or(html.len(), |end| end + 3)));
    }
    if html.starts_with("<!") || html.starts_with("<?") {
        return Some((None, html.find('>')? + 1));
    }
    let inner = html.get(1..)?;
    let name_at = inner.strip_prefix('/').unwrap_or(inner);
    let name_end = name_at.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let (name, after) = name_at.split_at(name_end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = tag_end(after)?;
    let attributes = after.get(..end)?;
    let length = html.len() - after.len() + end + 1;
    if inner.len() > name_at.len() {
        return Some((Some(Part::Close(name)), length));
    }
    for raw in ["script", "style", "template"] {
        if name.eq_ignore_ascii_case(raw) {
            return Some((None, raw_end(html, raw)));
        }
    }
    Some((Some(Part::Open(Tag { name, attributes })), length))
}

/// Where the `>` of a tag stands, past quoted values; a quote that is never closed is no quote.
fn tag_end(after: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in after.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    after.find('>')
}

/// The length of an element whose content is no text, with its closing tag.
fn raw_end(html: &str, name: &str) -> usize {
    let closes = |at: &usize| {
        let after = html.get(at + 2..at + 2 + name.len());
        after.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    let close = html.match_indices("</").map(|(at, _)| at).find(closes);
    let end = close.and_then(|at| Some(at + html.get(at..)?.find('>')? + 1));
    end.unwrap_or(html.len())
}

/// Names of character references that stand in saved articles.
const NAMED: [(&str, char); 28] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("times", '×'),
    ("zwj", '\u{200d}'),
];

/// Text with its character references undone; one that is unknown stays as it is.
fn unescape(text: &str) -> String {
    let mut undone = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        undone.push_str(before);
        let name = from
            .get(1..)
            .and_then(|t| t.get(..t.floor_char_boundary(12))?.split_once(';'));
        if let Some((c, length)) = name.and_then(|(name, _)| Some((character(name)?, name.len()))) {
            undone.push(c);
            rest = from.get(length + 2..).unwrap_or_default();
        } else {
            undone.push('&');
            rest = from.get(1..).unwrap_or_default();
        }
    }
    undone.push_str(rest);
    undone
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c);
    };
    let point = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(point)
}

/// The kind of the block below a comment that tells it, as `pullquote export` writes it.
pub(super) fn told(html: &str) -> Option<BlockKind> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    match inner.trim() {
        "caption" => Some(BlockKind::Caption),
        "credit" => Some(BlockKind::Credit),
        "byline" => Some(BlockKind::Byline),
        "dateline" => Some(BlockKind::Dateline),
        "pull quote" => Some(BlockKind::PullQuote),
        "card" => Some(BlockKind::Card),
        "footnote" => Some(BlockKind::Footnote),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(html: &str) -> String {
        let draw = |part: &Part<'_>| match part {
            Part::Words(words) => words.clone(),
            Part::Open(tag) => format!("<{}>", tag.name),
            Part::Close(name) => format!("</{name}>"),
        };
        parts(html).iter().map(draw).collect()
    }

    #[test]
    fn tags_are_told_from_words() {
        for (html, drawing) in [
            ("<p class=\"a>b\">Words</p>", "<p>Words</p>"),
            ("a<!-- gone > --> b<!doctype html>c", "a bc"),
            ("<script>if (a < b) x('</p>');</script>after", "after"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("&amp;lt; &#39;&#x2019; &nosuch; &", "&lt; '’ &nosuch; &"),
            ("<b unclosed", "<b unclosed"),
            ("<a href=\"never closed>x", "<a>x"),
            ("a <!-- never closed <b>", "a "),
            ("</ >", "</ >"),
        ] {
            assert_eq!(drawn(html), drawing, "{html}");
        }
    }

    #[test]
    fn attributes_are_read_in_any_quotes() {
        let html = "<img src='a b.png' alt=\"The &quot;bridge&quot;\" width=20>";
        let Some(Part::Open(tag)) = parts(html).pop() else {
            panic!("no tag")
        };
        assert_eq!(tag.attribute("SRC"), "a b.png");
        assert_eq!(tag.attribute("alt"), "The \"bridge\"");
        assert_eq!(tag.attribute("width"), "20");
        assert_eq!(tag.attribute("height"), "");
    }
}
