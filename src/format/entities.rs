//! Character references of HTML and XML in text that is no markup otherwise: titles, names, summaries.
//!
//! Only the predefined names and numbers are known: an entity that a document declares stays as it is written.

use std::{borrow::Cow, sync::LazyLock};

use encoding_rs::WINDOWS_1252;

/// The names that HTML knows (HTML standard, section 13.5), sorted, each with the code points that it stands for.
static NAMES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/entities.txt").lines();
    lines.filter_map(|line| line.split_once(' ')).collect()
});

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
        let at = NAMES.binary_search_by_key(&name, |(known, _)| known).ok()?;
        let points = NAMES.get(at)?.1.split(' ');
        let point = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).ok()?);
        return points
            .map(point)
            .collect::<Option<String>>()
            .map(Cow::Owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    // A number that is no character is a character that cannot be shown.
    let c = char::from_u32(code.ok()?).unwrap_or(char::REPLACEMENT_CHARACTER);
    // What the HTML standard asks for: programs of old wrote the numbers of Windows-1252.
    let old = u8::try_from(u32::from(c))
        .ok()
        .filter(|b| (0x80..0xa0).contains(b));
    let c = match old {
        Some(byte) => WINDOWS_1252
            .decode_without_bom_handling(&[byte])
            .0
            .into_owned(),
        None => c.to_string(),
    };
    Some(Cow::Owned(c))
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
            ("c&oelig;ur, &Scaron;koda, &alpha;&chi;", "cœur, Škoda, αχ"),
            ("&Afr;&fjlig;&zwnj;", "𝔄fj\u{200c}"),
            ("don&#146;t &#x85;", "don’t …"),
        ] {
            assert_eq!(decode(written), read, "{written}");
        }
    }

    #[test]
    fn the_names_are_sorted_and_stand_for_characters() {
        assert!(NAMES.len() > 2000 && NAMES.is_sorted());
        assert!(NAMES.iter().all(|(name, _)| named(name).is_some()));
    }
}
