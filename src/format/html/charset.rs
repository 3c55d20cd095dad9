//! The charset of a page: what it declares, where that can be true.

/// How far into a page its declaration is looked for, in bytes.
const HEAD: usize = 4096;

/// A charset label for [`crate::decode::decode`]; `None` where the bytes speak for themselves.
///
/// Of pages in the wild hardly any is valid UTF-8 and something else, while some declare UTF-8 falsely, so validity
/// goes before the declaration.
pub(super) fn hint(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let (mut valid, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // A few broken sequences in a page of UTF-8: cut in the middle, or joined from two sources.
    if valid > broken * 10 {
        return Some("utf-8".to_owned());
    }
    declared(bytes.get(..HEAD).unwrap_or(bytes)).filter(|label| !label.starts_with("utf"))
}

/// The label of `<meta charset=…>` or `<meta http-equiv … content="…; charset=…">`.
fn declared(head: &[u8]) -> Option<String> {
    let text: String = head
        .iter()
        .map(|b| char::from(*b).to_ascii_lowercase())
        .collect();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once("charset") {
        rest = after;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start_matches([' ', '"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        let label = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
        if !label.is_empty() {
            return Some(label.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_go_before_declarations() {
        for (bytes, label) in [
            (&b"<meta charset=\"iso-8859-1\">plain"[..], None),
            (b"<meta charset=\"iso-8859-2\">\xb1", Some("iso-8859-2")),
            (
                b"<meta http-equiv=x content='text/html; charset=windows-1251'>\xe0",
                Some("windows-1251"),
            ),
            (b"<meta charset=utf-8>caf\xe9", None),
            (b"caf\xe9", None),
            (
                "ééééééééééééé\u{2014}".as_bytes().get(..28).unwrap(),
                Some("utf-8"),
            ),
        ] {
            assert_eq!(hint(bytes).as_deref(), label);
        }
    }
}
