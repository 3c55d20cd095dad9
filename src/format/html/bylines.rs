//! Who wrote it: names cleaned of what stands around them.

mod visible;
mod words;

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
            "contributed by",
            "submitted by",
            "guest post by",
            "a guest post by",
            "this is a guest post by",
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
        &[
            "von",
            "ein beitrag von",
            "ein artikel von",
            "ein gastbeitrag von",
            "ein kommentar von",
            "eine analyse von",
            "eine kolumne von",
            "eine reportage von",
            "geschrieben von",
            "verfasst von",
            "interview von",
            "text von",
            "autor",
            "autorin",
            "autoren",
            "text",
        ],
    ),
    (
        "fr",
        &[
            "par",
            "écrit par",
            "publié par",
            "rédigé par",
            "propos recueillis par",
            "un article de",
            "article de",
            "texte de",
            "texte",
            "auteur",
            "autrice",
        ],
    ),
    (
        "es",
        &[
            "por",
            "escrito por",
            "redactado por",
            "publicado por",
            "un artículo de",
            "texto de",
            "texto",
            "autor",
            "autora",
        ],
    ),
    ("ca", &["per", "escrit per", "autor", "autora", "text"]),
    (
        "pt",
        &[
            "por",
            "escrito por",
            "publicado por",
            "texto de",
            "texto",
            "autor",
            "autora",
        ],
    ),
    (
        "it",
        &[
            "di",
            "a cura di",
            "scritto da",
            "pubblicato da",
            "articolo di",
            "testo di",
            "autore",
            "autrice",
        ],
    ),
    (
        "nl",
        &[
            "door",
            "geschreven door",
            "een artikel van",
            "auteur",
            "auteurs",
            "tekst",
        ],
    ),
    (
        "sv",
        &[
            "av",
            "skriven av",
            "artikel av",
            "text av",
            "text",
            "skribent",
            "författare",
        ],
    ),
    ("no", &["av", "skrevet av", "tekst", "forfatter"]),
    ("nb", &["av", "skrevet av", "tekst", "forfatter"]),
    ("da", &["af", "skrevet af", "tekst", "forfatter"]),
    (
        "fi",
        &["kirjoittanut", "kirjoittaja", "teksti", "toimittaja"],
    ),
    (
        "pl",
        &[
            "autor",
            "autorka",
            "autorzy",
            "opracowanie",
            "opracował",
            "opracowała",
            "napisał",
            "napisała",
            "tekst",
        ],
    ),
    (
        "cs",
        &[
            "autor",
            "autorka",
            "autoři",
            "napsal",
            "napsala",
            "připravil",
            "připravila",
        ],
    ),
    ("sk", &["autor", "autorka", "napísal", "napísala"]),
    ("hu", &["szerző", "írta"]),
    ("ro", &["de", "scris de", "autor", "autorul"]),
    ("tr", &["yazar", "yazan", "haber", "hazırlayan"]),
    ("id", &["oleh", "penulis", "reporter"]),
    ("vi", &["tác giả", "theo", "bài"]),
    (
        "ru",
        &[
            "автор",
            "авторы",
            "текст",
            "подготовил",
            "подготовила",
            "беседовал",
            "беседовала",
        ],
    ),
    (
        "uk",
        &["автор", "автори", "текст", "підготував", "підготувала"],
    ),
    ("bg", &["автор", "автори", "от"]),
    (
        "el",
        &[
            "του",
            "της",
            "γράφει ο",
            "γράφει η",
            "γράφει",
            "συντάκτης",
            "από τον",
            "από την",
        ],
    ),
    ("ar", &["بقلم", "كتب", "كتبت", "كتبها", "الكاتب", "إعداد"]),
    ("fa", &["نویسنده", "نوشته"]),
    ("he", &["מאת"]),
    ("hi", &["लेखक"]),
    ("th", &["โดย", "เรื่องโดย"]),
    (
        "zh",
        &["作者", "文", "记者", "記者", "撰文", "编译", "編譯"],
    ),
    (
        "ja",
        &["著者", "執筆", "文", "取材・文", "記者", "ライター"],
    ),
    ("ko", &["글", "기자"]),
];

/// Words behind a name that say what its bearer is.
const BEHIND: &[&str] = &[" 기자", " 특파원", " 記者", " 记者", " 特派員"];

/// What stands before the names of those who did not write it.
const NOT_WRITTEN: &[&str] = &[
    "updated by",
    "edited by",
    "reviewed by",
    "medically reviewed by",
    "fact checked by",
    "fact-checked by",
    "photos by",
    "photo by",
    "photography by",
    "photographs by",
    "illustrations by",
    "illustrated by",
    "translated by",
    "produced by",
    "aktualisiert von",
    "bearbeitet von",
    "übersetzt von",
    "traduit par",
    "traducido por",
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
        let lower = name.to_lowercase();
        let read_over = NOT_WRITTEN.iter().any(|w| lower.starts_with(w));
        let nobody = NOBODY.contains(&fold.trim())
            || fold.ends_with(" admin ")
            || fold.trim().is_empty()
            || dates::is_mentioned(&name);
        let address =
            name.contains("://") || name.contains("www.") || name.contains('@') || is_key(&name);
        let known = kept.iter().any(|k| folded(k) == fold);
        if !nobody && !address && !known && !read_over && name.chars().count() < 120 {
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
    // Two authors in one name, the second of whom only read it over.
    let lower = line.to_lowercase();
    let read_over = |rest: &str| {
        let mut after = NOT_WRITTEN.iter().filter_map(|w| rest.strip_prefix(w));
        after.any(|rest| rest.starts_with(' '))
    };
    let mut parts = lower.match_indices(", ");
    let cut = parts.find(|(at, comma)| {
        let rest = lower.get(at + comma.len()..).unwrap_or_default();
        read_over(rest)
    });
    if let Some((end, _)) = cut
        && lower.len() == line.len()
    {
        line.truncate(end);
    }
    for role in BEHIND {
        line = line.strip_suffix(role).unwrap_or(&line).to_owned();
    }
    let line = line.trim_matches([' ', ',', ':', '|', '-', '–', '—', '•', '·', '/', ';']);
    let bare = line.strip_prefix('"').and_then(|l| l.strip_suffix('"'));
    bare.unwrap_or(line).to_owned()
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
            (&["作者：王小明"], "zh-CN", "王小明"),
            (&["김철수 기자"], "ko", "김철수"),
            (&["文・山田花子"], "ja", "山田花子"),
            (&["بقلم: منى علي"], "ar", "منى علي"),
            (&["Ann Lee, Updated by Bo Ek"], "en", "Ann Lee"),
            (&["Ann Lee", "Reviewed by Bo Ek"], "en", "Ann Lee"),
            (&["\"Ann Lee\""], "en", "Ann Lee"),
            (&["Ann \"Cat\" Lee"], "en", "Ann \"Cat\" Lee"),
        ] {
            let given: Vec<String> = given.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(joined(&given, lang), line, "{given:?}");
        }
    }
}
