//! The scan before the parser: markup in, shorter and tamer markup out, in one pass over the bytes.
//!
//! The HTML standard's tree construction costs the square of its input on pages that nest deeply, leave formatting
//! elements open or repeat attributes. What leaves this scan has bounded depth, bounded open formatting elements and
//! bounded attributes, so that parsing it is linear. Scripts (but for linked data), styles, comments and embedded
//! files go too: nothing after this needs them. What a saving tool noted in a comment is kept as [`Origin`].

mod open;
mod tag;

pub(in crate::format) use tag::embedded;

use super::origin::Origin;
use crate::format::Limits;
use memchr::{memchr, memmem};
use open::Open;
use tag::Tag;

/// What the scan gives.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// The markup to parse.
    pub(super) html: String,
    /// What a saving tool wrote in comments.
    pub(super) origin: Origin,
    /// Elements left out for their depth or number.
    pub(super) left_out: usize,
}

/// Elements whose content is no markup, and what becomes of it.
const RAW: &[(&str, Raw)] = &[
    ("script", Raw::Dropped),
    ("style", Raw::Dropped),
    ("iframe", Raw::Emptied),
    ("noembed", Raw::Dropped),
    ("noframes", Raw::Dropped),
    ("textarea", Raw::Dropped),
    ("title", Raw::Kept("&lt;")),
];

/// What becomes of content that is no markup. Where the parser is inside a drawing it takes the same content for
/// markup, so a `<` is kept only in a disguise.
#[derive(Clone, Copy, Debug)]
enum Raw {
    /// Goes with its element.
    Dropped,
    /// Goes, the element stays.
    Emptied,
    /// Stays, with this for a `<`.
    Kept(&'static str),
}

/// Start tags that are left out while their content stays: two would turn the rest of the page into something else,
/// in the content of the third the engine cuts by byte (see [`tag`]).
const IGNORED: &[&str] = &["plaintext", "frameset", "object"];

/// Elements of drawings that hold no words but those of others in them: they go, tag by tag, and a drawing keeps its title.
const SHAPES: &[&str] = &[
    "path",
    "g",
    "circle",
    "rect",
    "use",
    "defs",
    "polygon",
    "polyline",
    "ellipse",
    "stop",
    "clippath",
    "lineargradient",
    "radialgradient",
];

struct Scan<'a> {
    html: &'a str,
    /// Where the copied text ends.
    at: usize,
    out: Scanned,
    open: Open<'a>,
    tags: usize,
}

/// Scans `html`.
pub(super) fn scan(html: &str, limits: &Limits) -> Scanned {
    let mut s = Scan {
        html,
        at: 0,
        out: Scanned {
            html: String::with_capacity(html.len() / 2),
            ..Scanned::default()
        },
        open: Open::new(limits.depth),
        tags: 0,
    };
    while let Some(less) = memchr(b'<', s.rest().as_bytes()) {
        s.copy(less);
        s.markup(limits);
    }
    let rest = s.rest();
    s.out.html.push_str(rest);
    s.out
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or_default()
    }

    /// Copies the next `len` bytes.
    fn copy(&mut self, len: usize) {
        let piece = self.rest().get(..len).unwrap_or_default();
        self.out.html.push_str(piece);
        self.at += len;
    }

    /// Skips to `len` bytes from here, or to the end where that is no place in the text.
    fn skip(&mut self, len: Option<usize>) {
        self.at = len.map_or(self.html.len(), |n| (self.at + n).min(self.html.len()));
    }

    /// What stands at a `<`.
    fn markup(&mut self, limits: &Limits) {
        let rest = self.rest();
        let mut next = rest.bytes().skip(1);
        match (next.next(), next.next()) {
            (Some(b'!'), _) if rest.starts_with("<!--") => self.comment(),
            (Some(b'!'), Some(b'd' | b'D')) => {
                let len = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |n| n + 1);
                self.copy(len);
            }
            (Some(b'!' | b'?'), _) => self.skip(memchr(b'>', rest.as_bytes()).map(|n| n + 1)),
            (Some(b'/'), Some(c)) if c.is_ascii_alphabetic() => self.end_tag(),
            (Some(c), _) if c.is_ascii_alphabetic() => self.start_tag(limits),
            _ => self.copy(1),
        }
    }

    fn comment(&mut self) {
        let rest = self.rest();
        let body = rest.get(4..).unwrap_or_default();
        if body.starts_with('>') || body.starts_with("->") {
            self.skip(memchr(b'>', rest.as_bytes()).map(|n| n + 1));
            return;
        }
        let end = memmem::find(body.as_bytes(), b"-->");
        self.out
            .origin
            .of_comment(body.get(..end.unwrap_or(body.len())).unwrap_or_default());
        self.skip(end.map(|n| n + 7));
    }

    fn end_tag(&mut self) {
        let rest = self.rest();
        let Some(end) = memchr(b'>', rest.as_bytes()) else {
            self.skip(None);
            return;
        };
        let name = tag::name(rest.get(2..).unwrap_or_default());
        // What is left open in it would take the rest of the page with it: a browser with scripts reads it as text.
        if name.eq_ignore_ascii_case("noscript") {
            for inner in self.open.within(name) {
                self.open.end(inner);
                self.close_tag(inner);
            }
        }
        if !is_shape(name) {
            self.open.end(name);
            self.close_tag(name);
        }
        self.skip(Some(end + 1));
    }

    fn start_tag(&mut self, limits: &Limits) {
        let Some(tag) = Tag::read(self.rest()) else {
            self.skip(None);
            return;
        };
        let raw = RAW.iter().find(|r| tag.is(r.0)).map(|r| r.1);
        self.tags += 1;
        if tag.is_linked_data() {
            self.raw(&tag, Raw::Kept("\\u003c"));
        } else if let Some(raw) = raw {
            self.raw(&tag, raw);
        } else if is_shape(tag.name) || tag.is_shadow_root() || IGNORED.iter().any(|n| tag.is(n)) {
            self.skip(Some(tag.len));
        } else if self.tags > limits.nodes || !self.open.start(&tag) {
            self.out.left_out += 1;
            self.skip(Some(tag.len));
        } else {
            self.emit(&tag);
        }
    }

    fn emit(&mut self, tag: &Tag<'a>) {
        if tag.is_plain() {
            self.copy(tag.len);
        } else {
            tag.write(&mut self.out.html);
            self.skip(Some(tag.len));
        }
    }

    /// An element that holds no markup, up to its end tag.
    fn raw(&mut self, tag: &Tag<'a>, raw: Raw) {
        let start = tag.len;
        let rest = self.rest();
        let body = rest.get(start..).unwrap_or_default();
        let end = end_of_raw(body, tag.name);
        let close = end.and_then(|n| {
            let tail = body.get(n..)?;
            Some(start + n + memchr(b'>', tail.as_bytes())? + 1)
        });
        if !matches!(raw, Raw::Dropped) {
            self.emit(tag);
            if let Raw::Kept(less) = raw {
                let content = body.get(..end.unwrap_or(body.len())).unwrap_or_default();
                self.out.html.push_str(&content.replace('<', less));
            }
            self.close_tag(tag.name);
            self.at -= start;
        }
        self.skip(close);
    }

    fn close_tag(&mut self, name: &str) {
        self.out.html.push_str("</");
        self.out.html.push_str(name);
        self.out.html.push('>');
    }
}

fn is_shape(name: &str) -> bool {
    SHAPES.iter().any(|s| s.eq_ignore_ascii_case(name))
}

/// Where `</name` stands in `body`.
fn end_of_raw(body: &str, name: &str) -> Option<usize> {
    memmem::find_iter(body.as_bytes(), b"</").find(|at| {
        let after = body.as_bytes().get(at + 2..).unwrap_or_default();
        let named = after.get(..name.len());
        named.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    fn scanned(html: &str) -> String {
        scan(html, &Limits::default()).html
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        for (html, left) in [
            (
                "<noscript><div><b>a</noscript>b</b>",
                "<noscript><div><b>a</b></div></noscript>b</b>",
            ),
            ("<div>a</noscript>b", "<div>a</noscript>b"),
            ("a<!-- x -->b", "ab"),
            ("a<!-->b-->c", "ab-->c"),
            ("a<!-- open", "a"),
            ("<script>if (a</b) '<p>'</SCRIPT >x", "x"),
            (
                "<p data-x=1 class=a onclick='b()' ARIA-LABEL=c style='color: red' aria-hidden=true>x",
                "<p class=\"a\" aria-hidden=\"true\">x",
            ),
            (
                "<pre data-lang=go style='display:NONE'>x",
                "<pre data-lang=go style='display:NONE'>x",
            ),
            (
                "<img data-x=a.jpg style='color:red'>",
                "<img data-x=a.jpg style='color:red'>",
            ),
            ("<style>p{}</style><p>x", "<p>x"),
            (
                "<script type=\"application/ld+json\">{\"a\":\"<b>\"}</script>",
                "<script type=\"application/ld+json\">{\"a\":\"\\u003cb>\"}</script>",
            ),
            ("1 < 2 <3 & <b>x", "1 < 2 <3 & <b>x"),
            (
                "<?xml version='1.0'?><!DOCTYPE html><p>",
                "<!DOCTYPE html><p>",
            ),
            ("<plaintext>a</p>", "a</p>"),
            (
                "<svg><G><path d=x /></g><title>a</title></svg>",
                "<svg><title>a</title></svg>",
            ),
            (
                "<x-y><template shadowrootmode=open><p>a</template></x-y>",
                "<x-y><p>a</template></x-y>",
            ),
            ("<p title='a>b'>c", "<p title='a>b'>c"),
            ("<title>a <b>c</title >d", "<title>a &lt;b>c</title>d"),
            ("<p title='a>b", ""),
            (
                "<iframe src=\"x\" title='日youtube.com'></iframe>",
                "<iframe src=\"x\"></iframe>",
            ),
            (
                "<object data=x>日youtube.com</object>",
                "日youtube.com</object>",
            ),
        ] {
            assert_eq!(scanned(html), left, "{html}");
        }
    }

    #[test]
    fn only_what_is_missing_is_counted() {
        let limits = Limits {
            depth: 4,
            ..Limits::default()
        };
        assert_eq!(
            scan("<object><p>a</object><!-- b --><style></style>", &limits).left_out,
            0
        );
        assert_eq!(scan(&"<div>".repeat(6), &limits).left_out, 2);
    }

    #[test]
    fn embedded_files_are_lifted_out() {
        let html = format!(
            "<img alt=x src=\"data:image/png;base64,{}\" width=9>",
            "A".repeat(5000)
        );
        let scanned = scanned(&html);
        let (before, after) = scanned.split_once("data:,").unwrap();
        assert_eq!(before, "<img alt=\"x\" src=\"");
        assert_eq!(after.get(16..), Some("\" width=\"9\">"));
    }

    #[test]
    fn depth_and_open_formatting_are_bounded() {
        let deep = scanned(&"<div>".repeat(100_000));
        assert_eq!(deep.matches("<div>").count(), Limits::default().depth);
        let wide = scanned(&"<p>a<li>b".repeat(10_000));
        assert_eq!(wide.matches("<p>").count(), 10_000);
        let mut many = String::new();
        for n in 0..10_000 {
            write!(many, "<p><b id={n}>").unwrap();
        }
        assert!(scanned(&many).matches("<b").count() < 100);
        let cells = scanned(&format!("<table>{}", "<tr><td><font size=1>x".repeat(9000)));
        assert_eq!(cells.matches("<font").count(), 9000);
    }
}
