//! A start tag as it stands in the source, and as it is written again.

use xxhash_rust::xxh3::xxh3_64;

/// Most attributes of one element; the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 100;

/// Longest `data:` address left in place, and longest value of any attribute, in bytes.
const LONG_DATA: usize = 1024;
const LONG_VALUE: usize = 64 << 10;

/// Elements that show other pages. The engine looks for video hosts in their attributes by byte and cuts what stands
/// before them, so nothing but ASCII may stand there, nor a reference that becomes something else.
const EMBEDS: &[&str] = &["iframe", "embed"];

/// Elements of which every attribute is kept: the address of a picture may stand in any.
const MEDIA: &[&str] = &[
    "img", "picture", "source", "figure", "video", "audio", "iframe", "embed", "object",
];

/// Attributes for scripts that say something of an element to a reader.
const SAYING: &[&str] = &["data-lang", "data-language"];

/// Attributes for speech programs that tell what is hidden.
const HIDING: &[&str] = &["aria-hidden", "aria-expanded", "aria-modal"];

/// Whether an attribute says nothing to whoever reads the page after this: those for scripts and for looks. Every one of
/// them costs the parser a name to look up and a value to copy.
fn is_idle(name: &str, value: &str) -> bool {
    let begins = |with: &str| {
        let head = name.get(..with.len());
        head.is_some_and(|h| h.eq_ignore_ascii_case(with))
    };
    let listed = |known: &[&str]| known.iter().any(|k| name.eq_ignore_ascii_case(k));
    match name.as_bytes().first() {
        Some(b'd' | b'D') => begins("data-") && !listed(SAYING),
        Some(b'a' | b'A') => begins("aria-") && !listed(HIDING),
        Some(b'o' | b'O') => begins("on"),
        Some(b's' | b'S') => name.eq_ignore_ascii_case("style") && !hides(value),
        Some(b't' | b'T') => listed(&["target", "tabindex"]),
        Some(b'j' | b'J') => begins("js"),
        _ => false,
    }
}

/// Whether a style may hide its element.
fn hides(style: &str) -> bool {
    let words = style.as_bytes().windows(4);
    let mut words =
        words.filter(|w| w.eq_ignore_ascii_case(b"none") || w.eq_ignore_ascii_case(b"hidd"));
    words.next().is_some()
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Name as written.
    pub(super) name: &'a str,
    /// Bytes from `<` to behind `>`.
    pub(super) len: usize,
    attributes: Vec<(&'a str, &'a str)>,
    left_out: bool,
}

/// The name of a tag that begins here.
pub(super) fn name(text: &str) -> &str {
    let end = text
        .bytes()
        .position(|b| b.is_ascii_whitespace() || b == b'/' || b == b'>');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

impl<'a> Tag<'a> {
    /// Reads the tag that begins with the `<` at the start of `text`; `None` if it never ends.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let name = name(text.get(1..)?);
        let mut tag = Self {
            name,
            len: 1 + name.len(),
            attributes: Vec::new(),
            left_out: false,
        };
        loop {
            let rest = text.get(tag.len..)?;
            let gap = rest
                .bytes()
                .position(|b| !b.is_ascii_whitespace() && b != b'/')?;
            tag.len += gap;
            let rest = rest.get(gap..)?;
            if rest.starts_with('>') {
                tag.len += 1;
                return Some(tag);
            }
            tag.attribute(rest)?;
        }
    }

    fn attribute(&mut self, text: &'a str) -> Option<()> {
        let stop = |b: u8| b.is_ascii_whitespace() || matches!(b, b'=' | b'>' | b'/');
        // A name may begin with an equals sign.
        let end = 1 + text.bytes().skip(1).position(stop)?;
        let end = (end..=text.len()).find(|n| text.is_char_boundary(*n))?;
        let (name, rest) = text.split_at_checked(end)?;
        let gap = rest.bytes().position(|b| !b.is_ascii_whitespace())?;
        let Some(value) = rest.get(gap..)?.strip_prefix('=') else {
            self.len += end;
            self.keep(name, "");
            return Some(());
        };
        let from = value.bytes().position(|b| !b.is_ascii_whitespace())?;
        let value = value.get(from..)?;
        let quote = value.bytes().next()?;
        let (value, quotes) = if matches!(quote, b'"' | b'\'') {
            let inner = value.get(1..)?;
            let end = memchr::memchr(quote, inner.as_bytes())?;
            (inner.get(..end)?, 2)
        } else {
            let end = value
                .bytes()
                .position(|b| b.is_ascii_whitespace() || b == b'>')?;
            (value.get(..end)?, 0)
        };
        self.len += end + gap + 1 + from + value.len() + quotes;
        self.keep(name, value);
        Some(())
    }

    fn keep(&mut self, name: &'a str, value: &'a str) {
        let embeds = EMBEDS.iter().any(|e| self.is(e));
        // An address says where it leads before its first `&`.
        if embeds && name.to_ascii_lowercase().ends_with("src") && value.contains('&') {
            self.left_out = true;
            let end = value.find('&').unwrap_or(value.len());
            return self.keep(name, value.get(..end).unwrap_or_default());
        }
        if is_idle(name, value) && !MEDIA.iter().any(|m| self.is(m)) {
            self.left_out = true;
            return;
        }
        let foreign = embeds && (!value.is_ascii() || value.contains('&'));
        let long = value.len() > LONG_VALUE && !is_data(value);
        if self.attributes.len() >= MOST_ATTRIBUTES || long || foreign {
            self.left_out = true;
            return;
        }
        self.attributes.push((name, value));
    }

    /// Whether it is named `name`, which is in lower case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it opens the hidden tree of an element, which a browser shows in its place (HTML standard, 4.12.3): what
    /// it holds is text of the page, not a pattern for scripts.
    pub(super) fn is_shadow_root(&self) -> bool {
        let named = |n: &str| {
            n.eq_ignore_ascii_case("shadowrootmode") || n.eq_ignore_ascii_case("shadowroot")
        };
        self.is("template") && self.attributes.iter().any(|(name, _)| named(name))
    }

    /// Whether it opens a script of linked data.
    pub(super) fn is_linked_data(&self) -> bool {
        self.is("script")
            && self.attributes.iter().any(|(name, value)| {
                name.eq_ignore_ascii_case("type")
                    && value.trim().to_ascii_lowercase().contains("ld+json")
            })
    }

    /// Whether it can be copied as it stands.
    pub(super) fn is_plain(&self) -> bool {
        !self.left_out && !self.attributes.iter().any(|(_, v)| is_long_data(v))
    }

    /// Writes it without what was left out.
    pub(super) fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            let lifted = is_long_data(value).then(|| embedded(value));
            let value = lifted.as_deref().unwrap_or(value);
            let quote = if value.contains('"') { '\'' } else { '"' };
            out.push(' ');
            out.push_str(name);
            out.push('=');
            out.push(quote);
            out.push_str(value);
            out.push(quote);
        }
        out.push('>');
    }
}

/// Stands for a `data:` address in the markup that is parsed: the checksum tells which it was.
pub(in crate::format) fn embedded(address: &str) -> String {
    format!("data:,{:016x}", xxh3_64(address.trim().as_bytes()))
}

fn is_data(value: &str) -> bool {
    value
        .trim_start()
        .get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case("data:"))
}

fn is_long_data(value: &str) -> bool {
    value.len() > LONG_DATA && is_data(value)
}
