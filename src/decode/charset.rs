//! The charset of text in bytes, from the words.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8};
use memchr::memmem;

/// How many bytes decide, from a little before the first one beyond ASCII.
pub(super) const WINDOW: usize = 32 << 10;

/// How much of the window stands before the first byte beyond ASCII.
const BEFORE: usize = 1 << 10;

/// The charset of `bytes`, which are not UTF-16 or UTF-32.
pub(super) fn by_words(bytes: &[u8], hint: Option<&str>) -> &'static Encoding {
    let hint = hint
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| *encoding != REPLACEMENT);
    let ascii = Encoding::ascii_valid_up_to(bytes);
    if ascii == bytes.len() {
        return of_ascii(bytes, hint);
    }
    let from = ascii.saturating_sub(BEFORE);
    let rest = bytes.get(from..).unwrap_or_default();
    let window = rest.get(..WINDOW).unwrap_or(rest);
    if is_utf8(window) {
        return UTF_8;
    }
    match hint {
        Some(encoding) if encoding != UTF_8 && fits(window, encoding) => encoding,
        _ => guess(window),
    }
}

/// Text of ASCII bytes only is read the same in every charset but one, which shifts by escape sequences.
fn of_ascii(bytes: &[u8], hint: Option<&'static Encoding>) -> &'static Encoding {
    let head = bytes.get(..WINDOW).unwrap_or(bytes);
    let shifts = [b"\x1b$B", b"\x1b$@"]
        .iter()
        .any(|s| memmem::find(head, *s).is_some());
    if hint == Some(ISO_2022_JP) || shifts && fits(head, ISO_2022_JP) {
        ISO_2022_JP
    } else {
        UTF_8
    }
}

/// Whether `window` is UTF-8, but for a character cut at its end and a few bad bytes.
fn is_utf8(window: &[u8]) -> bool {
    if std::str::from_utf8(window).is_ok() {
        return !window.is_ascii();
    }
    // Most are, and quickly told.
    if std::str::from_utf8(window).is_ok() {
        return !window.is_ascii();
    }
    let (mut good, mut bad, mut cut) = (0, 0, 0);
    for chunk in window.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += cut;
        cut = usize::from(!chunk.invalid().is_empty());
    }
    // The last one is forgiven: it is where the window, or the file, was cut.
    bad == 0 && good > 0 || good > 4 * (bad + cut)
}

/// Whether `window` reads in `encoding` with hardly an error.
fn fits(window: &[u8], encoding: &'static Encoding) -> bool {
    let (text, bad) = encoding.decode_without_bom_handling(window);
    !bad || super::replacements(&text) as usize * 100 < text.len()
}

fn guess(window: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(window, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{
        BIG5, EUC_JP, EUC_KR, GBK, ISO_8859_2, KOI8_U, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252,
        WINDOWS_1253,
    };

    const RUSSIAN: &str = "Вчера вечером городской совет обсудил строительство нового моста через реку, \
        который, по словам инженеров, будет готов через четыре года.";

    #[test]
    fn charsets_are_guessed_from_a_paragraph() {
        for (text, encoding) in [
            (
                "Der Rat tagte gestern über die Brücke: „Wir müssen größer planen“, hieß es.",
                WINDOWS_1252,
            ),
            (
                "Le préfet a été reçu à l’Élysée où il a déclaré : « C’est déjà décidé. »",
                WINDOWS_1252,
            ),
            (RUSSIAN, WINDOWS_1251),
            (RUSSIAN, KOI8_U),
            (
                "Rada miasta obradowała wczoraj nad budową mostu, który będzie gotowy za cztery lata. Źródło: ratusz",
                ISO_8859_2,
            ),
            (
                "Το δημοτικό συμβούλιο συζήτησε χθες την κατασκευή της νέας γέφυρας στον ποταμό.",
                WINDOWS_1253,
            ),
            (
                "市議会は昨日、新しい橋の建設について話し合いました。完成まで四年かかるそうです。",
                SHIFT_JIS,
            ),
            (
                "市議会は昨日、新しい橋の建設について話し合いました。完成まで四年かかるそうです。",
                EUC_JP,
            ),
            ("市议会昨天讨论了新桥的建设,工程师说需要四年才能完成。", GBK),
            (
                "市議會昨天討論了新橋的建設,工程師說需要四年才能完成。",
                BIG5,
            ),
            (
                "시의회는 어제 새 다리 건설을 논의했으며 완공까지 사 년이 걸린다고 한다.",
                EUC_KR,
            ),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            let found = by_words(&bytes, None);
            assert_eq!(
                found.decode_without_bom_handling(&bytes).0,
                text,
                "{} as {}",
                encoding.name(),
                found.name()
            );
        }
    }

    #[test]
    fn the_bytes_bear_the_hint_out_or_not() {
        let utf8 = "Größe und Übung".as_bytes();
        let (latin, _, _) = WINDOWS_1252.encode("Größe und Übung");
        let (shifted, _, _) = ISO_2022_JP.encode("題名 plain");
        for (bytes, hint, charset) in [
            (utf8, Some("windows-1252"), "UTF-8"),
            (utf8, Some("utf-16"), "UTF-8"),
            (utf8, Some("iso-2022-kr"), "UTF-8"),
            (utf8, Some("no such label"), "UTF-8"),
            (&latin, Some("iso-8859-1"), "windows-1252"),
            (&latin, Some("iso-8859-15"), "ISO-8859-15"),
            (&latin, Some("utf-8"), "windows-1252"),
            (b"caf\xe9, d\xe9j\xe0.", Some("gb2312"), "windows-1252"),
            (b"plain", Some("shift_jis"), "UTF-8"),
            (&shifted, Some("iso-2022-jp"), "ISO-2022-JP"),
            (&shifted, None, "ISO-2022-JP"),
            (b"a\x1b(B\x1b[m plain", None, "UTF-8"),
        ] {
            assert_eq!(by_words(bytes, hint).name(), charset, "{hint:?} {bytes:x?}");
        }
    }

    #[test]
    fn a_character_cut_at_the_end_leaves_it_utf8() {
        let text = "Größer, then one 日".as_bytes();
        for cut in 1..3 {
            assert_eq!(by_words(&text[..text.len() - cut], None), UTF_8);
        }
    }

    #[test]
    fn what_follows_the_window_changes_nothing() {
        let head = "Größe und Übung. ".repeat(3000);
        let (latin, _, _) = WINDOWS_1252.encode(&head);
        let whole = [head.as_bytes(), &latin].concat();
        assert_eq!(by_words(&whole, None), UTF_8);
        let whole = [b"Plain. ".repeat(10_000).as_slice(), &latin].concat();
        assert_eq!(by_words(&whole, None), WINDOWS_1252);
    }
}
