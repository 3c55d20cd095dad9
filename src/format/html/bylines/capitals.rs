//! Names that a page writes in capitals, as other pages write them.

use super::{super::phrases::folded, words::NO_NAMES};

/// Words inside a name, or between two, that begin with a small letter.
const SMALL: &[&str] = &[
    "and", "und", "et", "y", "e", "og", "och", "de", "del", "della", "der", "den", "di", "da",
    "dos", "du", "la", "von", "zu", "bin", "ibn",
];

/// Words that say that the byline is the name of a house, which may be written in capitals anywhere.
const HOUSES: &[&str] = &[
    "staff",
    "team",
    "desk",
    "agency",
    "agencies",
    "magazine",
    "tv",
    "radio",
    "editors",
    "editorial",
    "reporter",
    "reporters",
    "correspondent",
    "times",
    "today",
    "herald",
    "network",
    "redaktion",
    "redazione",
    "redacción",
    "rédaction",
    "redação",
];

/// Most letters of a word that may be an abbreviation: AP, AFP, BBC.
const SHORT: usize = 4;

/// A byline with each word of a name in small letters but for its first one, where all of it stands in capitals:
/// "ANN O'LEE" as "Ann O'Lee". Agencies behind a name, initials and numbers of kings stay as they are, and so does what
/// may be the name of a house.
pub(in super::super) fn lowered(byline: String) -> String {
    // Of Turkish and Greek a letter has more than one small form.
    let plain = |c: char| c.is_uppercase() && c != 'İ' && !matches!(c, 'Ͱ'..='Ͽ');
    let mut letters = byline.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.all(plain);
    let fold = folded(&byline);
    let house = |w: &str| NO_NAMES.contains(&w) || HOUSES.contains(&w);
    if !capitals || fold.split_whitespace().any(house) {
        return byline;
    }
    // One word is an agency, an account, or a name that is written so.
    let named = |name: &str| name.split_whitespace().count() > 1;
    if !byline.split([',', '&']).map(str::trim).any(named) {
        return byline;
    }
    let lowered = |name: &str| {
        let lone = !named(name) && name.trim().chars().count() <= SHORT;
        let words = name.split(' ').enumerate();
        let words = words.map(|(n, w)| if lone { w.to_owned() } else { word(w, n == 0) });
        words.collect::<Vec<_>>().join(" ")
    };
    let names = byline.split(", ").map(lowered);
    names.collect::<Vec<_>>().join(", ")
}

/// One word of a name in capitals.
fn word(word: &str, first: bool) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = word.to_lowercase();
    let sounded = lower.contains(['a', 'e', 'i', 'o', 'u', 'y']) || !lower.is_ascii();
    let king = letters > 1 && word.chars().all(|c| matches!(c, 'I' | 'V'));
    // "J.R.", "TJ", "II".
    if word.contains('.') && letters < SHORT || king || letters < SHORT && !sounded {
        return word.to_owned();
    }
    if !first && SMALL.contains(&lower.as_str()) {
        return lower;
    }
    let mut inside = false;
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        // O'Lee, Jean-Luc, but not "Lee'S".
        inside = c.is_alphabetic();
        if out == "Mc" && letters > SHORT {
            inside = false;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_are_lowered() {
        for (given, byline) in [
            ("ANN LEE", "Ann Lee"),
            ("ANN LEE, BO EK", "Ann Lee, Bo Ek"),
            ("ANN LEE AND BO EK", "Ann Lee and Bo Ek"),
            ("ANN LEE, AFP", "Ann Lee, AFP"),
            ("JEAN-LUC O'LEE", "Jean-Luc O'Lee"),
            ("J.R. MCEK III", "J.R. Mcek III"),
            ("TJ MCLEESON", "TJ McLeeson"),
            ("ANA DE LA EK", "Ana de la Ek"),
            ("JÜRGEN SÖLLE", "Jürgen Sölle"),
            ("ΑΝΝΑ ΛΙ", "ΑΝΝΑ ΛΙ"),
            ("АННА ЛИ", "Анна Ли"),
            ("خبر | YJC NEWS", "خبر | YJC NEWS"),
            ("AFP", "AFP"),
            ("BBC NEWS", "BBC NEWS"),
            ("Ann LEE", "Ann LEE"),
            ("文● 山田／ASCII", "文● 山田／ASCII"),
        ] {
            assert_eq!(lowered(given.to_owned()), byline);
        }
    }
}
