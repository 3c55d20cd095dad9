//! Character references of HTML and XML in text that is no markup otherwise: titles, names, summaries.
//!
//! Only the predefined names and numbers are known: an entity that a document declares stays as it is written.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// The longest name of an entity of HTML, in bytes, with its `&` and `;`.
const LONGEST: usize = 34;

/// `text` with `&amp;`, `&#39;` and the like replaced by their characters; what is no reference stays.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let (before, mut rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let (length, c) = resolve(reference).unwrap_or((1, Cow::Borrowed("&")));
        out.push_str(&c);
        rest = reference.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The reference that `text` begins with: its length in bytes and what it stands for.
fn resolve(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let near = text.as_bytes().get(..text.len().min(LONGEST))?;
    let end = memchr::memchr(b';', near)?;
    Some((end + 1, named(text.get(1..end)?)?))
}

/// What the reference of this name (without `&` and `;`) stands for.
pub(super) fn named(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    // A number that is no character is a character that cannot be shown.
    let c = char::from_u32(code.ok()?).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some(Cow::Owned(c.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters_and_nothing_else_changes() {
        for (written, read) in [
            ("plain", "plain"),
            ("AT&amp;T", "AT&T"),
            ("a &lt;b&gt; &#39;c&#x27; &ldquo;d&rdquo;", "a <b> 'c' “d”"),
            ("R&D; &unknown; & &", "R&D; &unknown; & &"),
            ("&#xd800;&#1114112;", "\u{fffd}\u{fffd}"),
            ("&amp;amp;", "&amp;"),
            ("é&eacute;&", "éé&"),
        ] {
            assert_eq!(decode(written), read, "{written}");
        }
    }
}
