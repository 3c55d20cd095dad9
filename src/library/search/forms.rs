//! The other forms of a word: "elections" finds "election" too.
//!
//! In: a word as it was typed and a language. Out: how else it may stand in a text, regular forms only. Nothing says that these
//! are words: what no text has costs one look into the index. A column of stems in the index would cost a third more room
//! and know one language only.

/// Endings that nouns and adjectives of a language take on and off. What goes before them has at least [`STEM`] letters.
type Endings = (&'static str, &'static [&'static str]);

const ENDINGS: &[Endings] = &[
    ("de", &["", "e", "en", "er", "ern", "es", "em", "n", "s"]),
    ("es", &["", "s", "es", "o", "a", "os", "as"]),
    ("fr", &["", "s", "x", "e", "es"]),
    ("it", &["a", "e", "i", "o"]),
    ("nl", &["", "e", "en", "s"]),
    ("pt", &["", "s", "es", "o", "a", "os", "as"]),
];

/// Letters that are left of a word at least where an ending is taken off.
const STEM: usize = 4;

/// English plurals that no rule gives.
const PLURALS: &[(&str, &str)] = &[
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("mouse", "mice"),
    ("life", "lives"),
    ("wife", "wives"),
    ("knife", "knives"),
    ("leaf", "leaves"),
    ("half", "halves"),
    ("wolf", "wolves"),
    ("shelf", "shelves"),
    ("thief", "thieves"),
    ("loaf", "loaves"),
];

/// The languages whose words have other forms here.
pub(super) const LANGUAGES: [&str; 7] = ["en", "de", "es", "fr", "it", "nl", "pt"];

/// The forms of a word in a language, without the word itself.
pub(super) fn forms(word: &str, language: &str) -> Vec<String> {
    let word = word.to_lowercase();
    if word.chars().count() < 3 || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut found = match language {
        "en" => english(&word),
        _ => ENDINGS
            .iter()
            .find(|(name, _)| *name == language)
            .map_or(Vec::new(), |(_, endings)| ended(&word, endings)),
    };
    if language == "de" {
        spelt_otherwise(&word, &mut found);
    }
    found.sort();
    found.dedup();
    found.retain(|form| *form != word);
    found
}

/// Adds the spellings of Switzerland, and of before and after 1996: "Strasse" is "Straße", "daß" is "dass".
fn spelt_otherwise(word: &str, found: &mut Vec<String>) {
    let known = std::iter::once(word).chain(found.iter().map(String::as_str));
    let sharp = known.clone().map(|form| form.replacen("ss", "ß", 1));
    let plain = known.clone().map(|form| form.replace('ß', "ss"));
    let others: Vec<String> = sharp.chain(plain).collect();
    found.extend(others);
}

/// The word with each of the endings, and the same of what it is without the longest that it has.
fn ended(word: &str, endings: &[&str]) -> Vec<String> {
    let without = |ending: &&str| {
        let stem = word.strip_suffix(*ending)?;
        (stem.chars().count() >= STEM).then_some(stem)
    };
    let shortest = endings.iter().filter_map(without).min_by_key(|s| s.len());
    // Where every word has an ending there is none to be put after another.
    let whole = endings.contains(&"").then_some(word);
    let stems = shortest.into_iter().chain(whole);
    stems
        .flat_map(|stem| endings.iter().map(move |ending| format!("{stem}{ending}")))
        .collect()
}

fn english(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (one, many) in PLURALS {
        if *one == word || *many == word {
            return vec![(*one).to_owned(), (*many).to_owned()];
        }
    }
    for base in bases(word) {
        inflected(&base, &mut found);
        found.push(base);
    }
    found
}

/// What an English word may be a form of: itself, and what stands before -s, -ed and -ing.
fn bases(word: &str) -> Vec<String> {
    let mut bases = vec![word.to_owned()];
    let before =
        |ending: &str, least: usize| word.strip_suffix(ending).filter(|b| b.len() >= least);
    if let Some(base) = before("ies", 2).or_else(|| before("ied", 2)) {
        bases.push(format!("{base}y"));
    } else if let Some(base) = before("es", 2).filter(|b| hisses(b) || b.ends_with('o')) {
        bases.push(base.to_owned());
    } else if let Some(base) = before("s", 3).filter(|b| !b.ends_with(['s', 'u', 'i'])) {
        bases.push(base.to_owned());
    } else if let Some(base) = before("ed", 3)
        .or_else(|| before("ing", 3))
        .filter(|b| sounds(b))
    {
        bases.push(base.to_owned());
        bases.push(format!("{base}e"));
        let mut letters = base.chars().rev();
        let last = letters.next();
        if last == letters.next() && !base.ends_with(['l', 's', 'z']) {
            bases.extend(base.get(..base.len() - 1).map(str::to_owned));
        }
    }
    bases
}

/// Adds the forms of an English noun or verb.
fn inflected(base: &str, found: &mut Vec<String>) {
    let mut add = |stem: &str, endings: &[&str]| {
        found.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
    };
    let stem = base.strip_suffix('y').filter(|s| !s.ends_with(is_vowel));
    if let Some(stem) = stem {
        add(stem, &["ies", "ied", "ying"]);
    } else if let Some(stem) = base.strip_suffix('e') {
        add(stem, &["es", "ed", "ing"]);
    } else if hisses(base) {
        add(base, &["es", "ed", "ing"]);
    } else {
        add(base, &["s", "ed", "ing"]);
        if base.ends_with('o') {
            add(base, &["es"]);
        }
        let mut letters = base.chars().rev();
        let ends = [letters.next(), letters.next(), letters.next()];
        if let [Some(last), Some(vowel), Some(first)] = ends
            && is_vowel(vowel)
            && !is_vowel(first)
            && !is_vowel(last)
            && !"wxy".contains(last)
        {
            add(&format!("{base}{last}"), &["ed", "ing"]);
        }
    }
}

/// Whether -es makes the plural.
fn hisses(base: &str) -> bool {
    ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| base.ends_with(end))
}

/// Whether it can be spoken: what stands before -ing in "string" cannot.
fn sounds(base: &str) -> bool {
    base.contains(|c| is_vowel(c) || c == 'y')
}

fn is_vowel(c: char) -> bool {
    "aeiou".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_finds_its_other_forms_and_these_find_it() {
        for (language, one, other) in [
            ("en", "election", "elections"),
            ("en", "city", "cities"),
            ("en", "church", "churches"),
            ("en", "box", "boxes"),
            ("en", "hero", "heroes"),
            ("en", "move", "moved"),
            ("en", "moving", "moves"),
            ("en", "stop", "stopped"),
            ("en", "stopping", "stops"),
            ("en", "deny", "denied"),
            ("en", "build", "building"),
            ("en", "woman", "women"),
            ("en", "kill", "killed"),
            ("de", "wahl", "wahlen"),
            ("de", "regierung", "regierungen"),
            ("de", "bild", "bildern"),
            ("de", "minister", "ministers"),
            ("de", "strasse", "straßen"),
            ("de", "dass", "daß"),
            ("fr", "manifestation", "manifestations"),
            ("fr", "bateau", "bateaux"),
            ("es", "eleccion", "elecciones"),
            ("es", "ministro", "ministras"),
            ("it", "governo", "governi"),
            ("nl", "verkiezing", "verkiezingen"),
        ] {
            assert!(
                forms(one, language).contains(&other.into()),
                "{one} {other}"
            );
            assert!(
                forms(other, language).contains(&one.into()),
                "{other} {one}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_a_form_is_left_alone() {
        for (language, word, not) in [
            ("en", "gas", "ga"),
            ("en", "crisis", "crisi"),
            ("en", "virus", "viru"),
            ("en", "press", "pres"),
            ("en", "king", "k"),
            ("en", "string", "str"),
            ("en", "red", "r"),
            ("de", "rate", "rat"),
            ("xx", "word", "words"),
        ] {
            assert!(!forms(word, language).contains(&not.into()), "{word} {not}");
        }
        for word in ["", "of", "it's", "b2b", "2013", "港湾"] {
            assert_eq!(forms(word, "en"), Vec::<String>::new(), "{word}");
        }
    }
}
