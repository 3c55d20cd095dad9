//! Who wrote it: names cleaned of what stands around them.

mod capitals;
mod labels;
mod names;
mod people;
mod signs;
mod visible;
mod words;

pub(super) use capitals::lowered;
pub(super) use visible::visible;

use super::{dates, phrases::folded, pieces::is_unspaced};
use labels::{BEFORE, BEHIND, LEADING, NOBODY, NOT_WRITTEN, is_label};

/// Longest name, in words, with what its bearer is: more are the headline or a sentence.
const LONG: usize = 10;

/// The names as one line; empty where none is left.
pub(super) fn joined(names: &[String], lang: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = turned(name_in(name, lang));
        let fold = folded(&name);
        let lower = name.to_lowercase();
        let read_over = NOT_WRITTEN.iter().any(|w| lower.starts_with(w));
        let nobody = NOBODY.contains(&fold.trim())
            || fold.ends_with(" admin ")
            || is_label(&fold)
            || fold.trim().is_empty()
            || dates::is_mentioned(&name);
        let address =
            name.contains("://") || name.contains("www.") || name.contains('@') || is_key(&name);
        // "Show all articles ofAnn Lee" names nobody new.
        let known = kept
            .iter()
            .any(|k| fold.trim_end().ends_with(folded(k).trim()));
        let sentence = name.split_whitespace().count() > LONG && !name.contains([',', '·', '|']);
        let odd = address || sentence;
        if !nobody && !odd && !known && !read_over && name.chars().count() < 120 {
            kept.push(name);
        }
    }
    kept.join(", ")
}

/// A name with the given name first, of one that a library would write: "Lee, Ann".
fn turned(name: String) -> String {
    // "Lee, PhD" is no name turned.
    let part = |p: &str| {
        let mut chars = p.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_some_and(char::is_lowercase)
            && chars.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’'))
    };
    match name.split_once(", ") {
        Some((last, first)) if part(last) && part(first) => format!("{first} {last}"),
        _ => name,
    }
}

/// Whether a name is that of an account: one word with digits, without a capital, or with one inside.
pub(super) fn is_account(name: &str) -> bool {
    let inner = name
        .chars()
        .skip(1)
        .any(|c| c.is_uppercase() || c.is_ascii_digit());
    let first = name.chars().next().is_some_and(char::is_lowercase);
    !name.contains(' ') && (inner || first)
}

/// Most digits inside the name of an account that somebody chose.
const DIGITS: usize = 2;

/// Whether a name is a key of a program: "page.extra.author", "ann6vk2ma0ci".
fn is_key(name: &str) -> bool {
    let inside = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = inside.bytes().filter(u8::is_ascii_digit).count();
    let made = name.len() > 12 && digits > DIGITS;
    !name.contains(' ') && name.is_ascii() && (name.matches('.').count() > 1 || made)
}

/// The name in a byline: without "By" before and the date behind.
fn name_in(line: &str, lang: &str) -> String {
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = lang.get(..2).unwrap_or("en");
    if let Some(name) = LEADING.iter().find_map(|w| after(&line, w)) {
        line = name.to_owned();
    }
    for (of, words) in BEFORE {
        // A colon tells in every language that it is a label.
        let label = |w: &&&str| *of == own || *of == "en" || is_parted(&line, w);
        // The longest first: "written by" before "by".
        let found = words
            .iter()
            .filter(label)
            .filter_map(|w| after(&line, w))
            .min_by_key(|rest| rest.len());
        if let Some(rest) = found {
            line = rest.to_owned();
        }
    }
    // Two authors in one name, the second of whom only read it over.
    let lower = line.to_lowercase();
    let read_over = |rest: &str| {
        let mut after = NOT_WRITTEN.iter().filter_map(|w| rest.strip_prefix(w));
        after.any(|rest| rest.starts_with(' '))
    };
    let mut parts = lower.match_indices(' ');
    let cut = parts.find(|(at, space)| {
        let rest = lower.get(at + space.len()..).unwrap_or_default();
        read_over(rest)
    });
    if let Some((end, _)) = cut
        && lower.len() == line.len()
    {
        line.truncate(end);
    }
    // "Ann Lee | Daily Paper", "Ann Lee For The Daily Paper".
    let names = [" | ", " for ", " For "]
        .iter()
        .filter_map(|mark| line.split_once(mark))
        .find(|(name, _)| is_name(name, true));
    if let Some((name, _)) = names {
        line = name.to_owned();
    }
    for role in BEHIND {
        line = line.strip_suffix(role).unwrap_or(&line).to_owned();
    }
    let line = line.trim_matches(AROUND);
    let bare = line.strip_prefix('"').and_then(|l| l.strip_suffix('"'));
    bare.unwrap_or(line).to_owned()
}

/// What may be left around a name.
const AROUND: [char; 18] = [
    ' ', ',', ':', '：', '|', '-', '–', '—', '•', '·', '/', ';', '→', '»', '[', ']', '【', '】',
];

/// Whether `word` begins `line` and a colon follows it.
fn is_parted(line: &str, word: &str) -> bool {
    let rest = line.get(word.len()..).unwrap_or_default();
    rest.trim_start().starts_with([':', '：']) && after(line, word).is_some()
}

/// What parts the words before a name from it.
const PARTED: [char; 8] = [' ', ':', '\u{a0}', '：', '／', '/', '|', '・'];

/// What follows `word` at the start of `line`, where a space or colon parts them.
fn after<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let head = line.get(..word.len())?;
    let rest = line.get(word.len()..)?;
    let parted = rest.starts_with(PARTED);
    (parted && head.to_lowercase() == word).then(|| rest.trim_start_matches(PARTED))
}

/// Whether a line reads like names: few words, most of them with a capital; a bare one has two words or more.
pub(super) fn is_name(line: &str, bare: bool) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = |w: &&&str| {
        w.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !bare && !c.is_ascii() && c.is_alphabetic())
    };
    let capitals = words.iter().filter(capital).count();
    let named = if bare {
        capitals >= 2 && capitals == words.len() && words.len() <= 4
    } else {
        capitals >= 1
    };
    words.len() <= 12
        && named
        && !line.contains(|c: char| c.is_ascii_digit() || "?!:©…&/".contains(c) && bare)
}

/// Most letters of a name in a script without spaces.
const LETTERS: usize = 10;

/// Whether a line can be a name in a script that does not part its words: 山田花子, アン・リー.
pub(super) fn is_name_unspaced(line: &str) -> bool {
    let all = || line.chars().filter(|c| !matches!(c, '・' | ' ' | '　'));
    (2..=LETTERS).contains(&all().count()) && all().all(is_unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_freed_of_what_is_around_them() {
        for (given, lang, line) in [
            (&["By Ann Lee"][..], "en", "Ann Lee"),
            (&["Ann Lee", "Bo Ek"], "en", "Ann Lee, Bo Ek"),
            (
                &["Ann Lee", "Bo Ek", "ann lee", "Cy Day"],
                "en",
                "Ann Lee, Bo Ek, Cy Day",
            ),
            (&["Von Ann Lee"], "de", "Ann Lee"),
            (&["Von Trapp"], "en", "Von Trapp"),
            (&["Written by: Ann Lee"], "", "Ann Lee"),
            (&["admin", "https://a.example/ann"], "en", ""),
            (&["page.extra.author"], "en", ""),
            (&["annleerq6vkpg2ma0ci"], "en", ""),
            (&["annlee2026"], "en", "annlee2026"),
            (
                &["Ten things that cats do all day long when nobody looks"],
                "en",
                "",
            ),
            (&["作者：王小明"], "zh-CN", "王小明"),
            (&["김철수 기자"], "ko", "김철수"),
            (&["文・山田花子"], "ja", "山田花子"),
            (&["بقلم: منى علي"], "ar", "منى علي"),
            (&["Ann Lee, Updated by Bo Ek"], "en", "Ann Lee"),
            (&["Ann Lee", "Reviewed by Bo Ek"], "en", "Ann Lee"),
            (&["Autorin: Ann Lee"], "en", "Ann Lee"),
            (&["Por"], "pt-BR", ""),
            (&["作者："], "ja", ""),
            (&["Lee, Ann"], "en", "Ann Lee"),
            (&["Lee, PhD"], "en", "Lee, PhD"),
            (&["Ann Lee, AFP"], "en", "Ann Lee, AFP"),
            (&["Ann Lee", "Show all articles ofAnn Lee"], "en", "Ann Lee"),
            (&["Alle Beiträge von Ann Lee →"], "de", "Ann Lee"),
            (&["Ann Lee Illustrations by Bo Ek"], "en", "Ann Lee"),
            (&["Ann Lee For The Daily Paper"], "en", "Ann Lee"),
            (&["Ann Lee | Daily Paper"], "en", "Ann Lee"),
            (&["Photograph by Bo Ek"], "en", ""),
            (&["View my complete profile"], "en", ""),
            (&["\"Ann Lee\""], "en", "Ann Lee"),
            (&["Ann \"Cat\" Lee"], "en", "Ann \"Cat\" Lee"),
        ] {
            let given: Vec<String> = given.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(joined(&given, lang), line, "{given:?}");
        }
    }
}
