//! Who wrote it: names cleaned of what stands around them.

mod visible;

pub(super) use visible::visible;

use super::{dates, phrases::folded};

/// Words before a name, by language of the page; those of English everywhere.
const BEFORE: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "by",
            "written by",
            "posted by",
            "words by",
            "story by",
            "text by",
            "author",
            "authors",
            "published by",
            "reported by",
            "interview by",
            "recommended by",
            "view all posts by",
            "view more posts by",
            "more posts by",
            "all posts by",
            "this post was written by",
            "this article was written by",
        ],
    ),
    (
        "de",
        &["von", "ein beitrag von", "autor", "autorin", "text"],
    ),
    (
        "fr",
        &[
            "par",
            "écrit par",
            "publié par",
            "rédigé par",
            "propos recueillis par",
        ],
    ),
    ("es", &["por", "escrito por"]),
    ("pt", &["por"]),
    ("it", &["di", "a cura di", "scritto da"]),
    ("nl", &["door"]),
    ("sv", &["av"]),
    ("no", &["av"]),
    ("nb", &["av"]),
    ("da", &["af"]),
    ("pl", &["autor", "opracowanie"]),
    ("ru", &["автор", "текст"]),
    ("cs", &["autor"]),
];

/// Names that name nobody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "staff",
    "editor",
    "editors",
    "editorial",
    "author",
    "authors",
    "by",
    "guest",
    "webmaster",
    "unknown",
    "anonymous",
    "staff writer",
    "staff reporter",
    "root",
    "user",
    "none",
    "null",
    "undefined",
    "redaktion",
    "redacción",
    "rédaction",
    "about the author",
    "view all posts",
    "view more posts",
    "more posts",
    "see all posts",
    "view profile",
    "text link",
    "written by",
    "posted by",
    "published by",
    "author s",
    "author name",
    "guest author",
    "guest contributor",
    "contributor",
];

/// The names as one line; empty where none is left.
pub(super) fn joined(names: &[String], lang: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = name_in(name, lang);
        let fold = folded(&name);
        let nobody = NOBODY.contains(&fold.trim())
            || fold.ends_with(" admin ")
            || fold.trim().is_empty()
            || dates::is_mentioned(&name);
        let address =
            name.contains("://") || name.contains("www.") || name.contains('@') || is_key(&name);
        let known = kept.iter().any(|k| folded(k) == fold);
        if !nobody && !address && !known && name.chars().count() < 120 {
            kept.push(name);
        }
    }
    kept.join(", ")
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

/// Whether a name is a key of a program: "page.extra.author".
fn is_key(name: &str) -> bool {
    !name.contains(' ') && name.matches('.').count() > 1 && name.is_ascii()
}

/// The name in a byline: without "By" before and the date behind.
fn name_in(line: &str, lang: &str) -> String {
    let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = lang.get(..2).unwrap_or("en");
    for (_, words) in BEFORE.iter().filter(|(l, _)| *l == own || *l == "en") {
        // The longest first: "written by" before "by".
        let found = words
            .iter()
            .filter_map(|w| after(&line, w))
            .min_by_key(|rest| rest.len());
        if let Some(rest) = found {
            line = rest.to_owned();
        }
    }
    line.trim_matches([' ', ',', ':', '|', '-', '–', '—', '•', '·', '/', ';'])
        .to_owned()
}

/// What follows `word` at the start of `line`, where a space or colon parts them.
fn after<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let head = line.get(..word.len())?;
    let rest = line.get(word.len()..)?;
    let parted = rest.starts_with([' ', ':', '\u{a0}']);
    (parted && head.to_lowercase() == word).then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
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
        ] {
            let given: Vec<String> = given.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(joined(&given, lang), line, "{given:?}");
        }
    }
}
