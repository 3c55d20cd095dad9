//! Hyphenation: where a word may be parted, by the patterns of its language and a list of exceptions.

use super::Options;
use hypher::Lang;
use std::{collections::BTreeMap, sync::LazyLock};

/// Fewest letters of a word that is hyphenated.
const LETTERS: usize = 6;
/// Fewest letters before a hyphen.
const LEFT: usize = 2;
/// Fewest letters after it.
const RIGHT: usize = 3;
/// Longest word looked at, in bytes: what the patterns take without allocating.
const LONGEST: usize = hypher::MAX_INLINE_SIZE;

/// English words that the patterns part badly, one a line, with their hyphens.
static EXCEPTIONS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    include_str!("../../assets/hyphenation/en.txt")
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| (l.replace('-', ""), l))
        .collect()
});

/// The language that `options` hyphenate; `None` for no hyphenation.
pub(super) fn patterns(options: &Options) -> Option<Lang> {
    options
        .lang
        .filter(|_| options.hyphens)
        .and_then(Lang::from_iso)
}

/// The byte offsets in `word` at which it may be parted by a hyphen, ascending, into `points`, which is emptied
/// first. A word with a hyphen, a digit or capitals in it has none, nor has one that begins with a capital, but for
/// a German noun.
pub(super) fn points(word: &str, lang: Lang, points: &mut Vec<usize>) {
    points.clear();
    let Some((at, letters)) = stem(word) else {
        return;
    };
    if letters.len() > LONGEST || letters.chars().take(LETTERS).count() < LETTERS {
        return;
    }
    let mut rest = letters.chars();
    let capital = rest.next().is_some_and(char::is_uppercase);
    if (capital && lang != Lang::German) || rest.any(char::is_uppercase) {
        return;
    }
    if lang == Lang::English
        && let Some(parted) = EXCEPTIONS.get(letters)
    {
        let pieces = parted.split('-').map(str::len);
        ends(at, pieces, letters.len(), points);
    } else {
        let pieces = hypher::hyphenate_bounded(letters, lang, LEFT, RIGHT).map(str::len);
        ends(at, pieces, letters.len(), points);
    }
}

/// Adds where each piece but the last ends, the first beginning at `from`.
fn ends(from: usize, pieces: impl Iterator<Item = usize>, len: usize, points: &mut Vec<usize>) {
    let mut end = from;
    for piece in pieces {
        end += piece;
        if end < from + len {
            points.push(end);
        }
    }
}

/// The letters of a word that are hyphenated, and where they begin: without punctuation at either end, an elided
/// article before them ("l’") or an ending after an apostrophe ("’s"). `None` where anything else is in it.
fn stem(word: &str) -> Option<(usize, &str)> {
    let core = word.trim_matches(|c: char| !c.is_alphabetic());
    let mut at = word.find(core)?;
    let mut letters = core;
    if let Some((head, tail)) = core.split_once(['\'', '’']) {
        if head.chars().count() <= 2 {
            at += core.len() - tail.len();
            letters = tail;
        } else if tail.chars().count() <= 2 {
            letters = head;
        } else {
            return None;
        }
    }
    letters
        .chars()
        .all(|c| c.is_alphabetic() || is_mark(c))
        .then_some((at, letters))
}

/// Whether `c` is a combining diacritical mark.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(word: &str, lang: Lang) -> String {
        let mut at = Vec::new();
        points(word, lang, &mut at);
        let mut out = word.to_owned();
        for point in at.iter().rev() {
            out.insert(*point, '|');
        }
        out
    }

    #[test]
    fn words_part_by_their_language() {
        for (lang, want) in [
            (Lang::English, "gov|ern|ment"),
            (Lang::English, "“gov|ern|ment,”"),
            (Lang::English, "gov|ern|ment’s"),
            (Lang::English, "counter|terror|ism"),
            (Lang::English, "lit|tle"),
            (Lang::English, "above"),
            (Lang::English, "Government"),
            (Lang::English, "NATOwide"),
            (Lang::English, "example.org"),
            (Lang::English, "well-mannered"),
            (Lang::English, "covid19related"),
            (Lang::German, "Wirt|schafts|wis|sen|schaft"),
            (Lang::French, "l’ar|res|ta|tion"),
            (Lang::English, "правительство"),
            (Lang::Russian, "пра|ви|тель|ство"),
        ] {
            let word = want.replace('|', "");
            assert_eq!(parted(&word, lang), want);
        }
    }

    #[test]
    fn a_word_too_long_for_the_patterns_stays_whole() {
        assert_eq!(parted(&"ab".repeat(40), Lang::English), "ab".repeat(40));
    }

    #[test]
    fn the_exceptions_keep_the_rules_and_the_order() {
        let list = include_str!("../../assets/hyphenation/en.txt");
        let words: Vec<_> = list.lines().filter(|l| !l.starts_with('#')).collect();
        assert!(!words.is_empty());
        let bare = |w: &str| w.replace('-', "");
        assert!(words.windows(2).all(|w| bare(w[0]) < bare(w[1])));
        for word in words {
            let pieces: Vec<_> = word.split('-').collect();
            assert!(bare(word).bytes().all(|b| b.is_ascii_lowercase()), "{word}");
            assert!(pieces[0].len() >= LEFT, "{word}");
            assert!(pieces[pieces.len() - 1].len() >= RIGHT, "{word}");
            assert!(bare(word).len() >= LETTERS, "{word}");
        }
    }
}
