//! Titles folded to what two spellings of one headline share. In: a title as written. Out: lower-case words without
//! accents, quotes and punctuation, parted by single spaces; and the headline inside its decorations.

use std::sync::LazyLock;

/// Folds a title: lower case, no accents, no quotation marks, every other mark one space. A full stop stays inside
/// a number ("1.68.1") and joins initials ("U.S." is "us"); a comma before three digits goes ("1,000" is "1000").
/// Folding twice changes nothing.
#[must_use]
pub fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = 0;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if is_silent(c) {
            continue;
        }
        if c.is_alphanumeric() {
            let before = out.len();
            push_letter(&mut out, c);
            word += usize::from(out.len() > before);
            continue;
        }
        if c == '.' && stays(&out, word, rest.as_str()) {
            if ends_in_digit(&out) {
                out.push('.');
            }
            word = 1;
            continue;
        }
        if c == ',' && ends_in_digit(&out) && groups_thousands(rest.as_str()) {
            continue;
        }
        gap(&mut out);
        word = 0;
        if c == '&' {
            out.push_str("and ");
        }
    }
    out.truncate(out.trim_end_matches([' ', '.']).len());
    out
}

fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Whether a full stop after `out` belongs to a number or to initials; `word` counts the letters since the last gap.
fn stays(out: &str, word: usize, rest: &str) -> bool {
    let mut ahead = rest.chars();
    let Some(next) = ahead.next() else {
        return false;
    };
    if ends_in_digit(out) {
        return next.is_ascii_digit();
    }
    word == 1 && next.is_alphabetic() && !ahead.next().is_some_and(char::is_alphanumeric)
}

fn ends_in_digit(out: &str) -> bool {
    out.ends_with(|c: char| c.is_ascii_digit())
}

fn groups_thousands(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Characters that part no words: apostrophes, joiners, combining marks, points and vowel signs.
fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{ad}' | '\u{feff}'
    ) || matches!(c,
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}'
            | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}')
        || (matches!(c, '\u{900}'..='\u{dff}')
            && !c.is_alphanumeric()
            && !matches!(c, '\u{964}' | '\u{965}'))
}

fn push_letter(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for l in c.to_lowercase() {
        match base(l) {
            Some(letters) => out.push_str(letters),
            None if is_silent(l) => {}
            None => out.push(l),
        }
    }
}

/// Letters with their accents off. Umlauts lose their dots and are not spelt out: files that lost their accents
/// lost the dots with them.
const BASES: &[(&str, &str)] = &[
    ("àáâãäåāăąǎȁȃạảấầẩẫậắằẳẵặª", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıỉị", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöøōŏőơọỏốồổỗộớờởỡợº", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűųưụủứừửữự", "u"),
    ("ŵ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þ", "th"),
];

fn base(c: char) -> Option<&'static str> {
    static TABLE: LazyLock<Vec<(char, &'static str)>> = LazyLock::new(|| {
        let mut table: Vec<_> = BASES
            .iter()
            .flat_map(|(from, to)| from.chars().map(|c| (c, *to)))
            .collect();
        table.sort_unstable();
        table
    });
    if c > '\u{1eff}' {
        return None;
    }
    let at = TABLE.binary_search_by_key(&c, |e| e.0).ok()?;
    TABLE.get(at).map(|e| e.1)
}

/// The words of a folded title, as the index knows them: numbers in digits, a version without its closing ".0",
/// each ideograph a word.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').flat_map(pieces).map(number)
}

/// A word, or each of its characters where the script parts no words.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let parted = word.chars().any(|c| {
        matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{e7f}' | '\u{20000}'..='\u{2ffff}')
    });
    let whole = (!parted && !word.is_empty()).then_some(word);
    let each = if parted { word } else { "" };
    whole
        .into_iter()
        .chain(each.split("").filter(|c| !c.is_empty()))
}

const NUMBERS: &[(&str, &str)] = &[
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("hundred", "100"),
];

fn number(word: &str) -> &str {
    if let Some((_, digits)) = NUMBERS.iter().find(|(w, _)| *w == word) {
        return digits;
    }
    match word.strip_suffix(".0") {
        Some(version) if version.contains('.') => version,
        _ => word,
    }
}

/// A headline cut out of a title, and what stood around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Core<'a> {
    /// The headline.
    pub text: &'a str,
    /// What was cut off before it.
    pub before: &'a str,
    /// What was cut off after it.
    pub after: &'a str,
}

/// Separators before the name of a section or a site: "Headline | Site".
const SEAMS: &[&str] = &[
    " | ", " - ", " – ", " — ", " : ", " · ", " • ", " :: ", " » ", " l ", " / ",
];

/// Most words of a label before a colon, and of a site's name.
const LABEL: usize = 4;
const SITE: usize = 7;
/// Most cuts from one end.
const CUTS: usize = 4;

/// The headlines that may stand inside a decorated title, longest first, the title itself not among them:
/// "Exclusive: Headline", "Headline - News - Site", "(Video) Headline", "Headline (45)".
#[must_use]
pub fn cores(title: &str) -> Vec<Core<'_>> {
    let heads = heads(title);
    let mut found = Vec::new();
    for head in &heads {
        for tail in tails(head) {
            let text = tail;
            if text.len() == title.trim().len() {
                continue;
            }
            let from = offset(title, text);
            let core = Core {
                text,
                before: title.get(..from).unwrap_or_default(),
                after: title.get(from + text.len()..).unwrap_or_default(),
            };
            found.push(core);
        }
    }
    found.sort_by_key(|c| std::cmp::Reverse(c.text.len()));
    found
}

/// Where `part`, a piece of `whole`, begins in it.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

/// The headline of a title that ends in the name of the publication, which is given folded.
#[must_use]
pub fn without_site<'a>(title: &'a str, site: &str) -> Option<&'a str> {
    if site.is_empty() {
        return None;
    }
    let named = |after: &str| {
        let after = self::title(after);
        !after.is_empty() && (after == site || after.contains(site) || site.starts_with(&after))
    };
    let cores = cores(title).into_iter();
    let mut ends = cores.filter(|c| c.before.is_empty() && named(c.after));
    ends.next().map(|c| c.text)
}

/// The title, and what is left of it after each label at its start.
fn heads(title: &str) -> Vec<&str> {
    let mut found = vec![title.trim()];
    let mut rest = title.trim();
    for _ in 0..CUTS {
        let Some(next) = after_label(rest) else { break };
        found.push(next);
        rest = next;
    }
    found
}

fn after_label(text: &str) -> Option<&str> {
    let cut = match text.strip_prefix(['[', '(']) {
        Some(inner) => inner.find([']', ')']).map(|n| n + 2),
        None => text
            .find(": ")
            .map(|n| n + 2)
            .filter(|n| short(text.get(..*n), LABEL)),
    };
    let rest = text.get(cut?..)?.trim();
    (!rest.is_empty()).then_some(rest)
}

/// The title, and what is left of it after each name at its end is cut.
fn tails(title: &str) -> Vec<&str> {
    let mut found = vec![title];
    let mut rest = title;
    for _ in 0..CUTS {
        let Some(next) = before_name(rest) else { break };
        found.push(next);
        rest = next;
    }
    found
}

fn before_name(text: &str) -> Option<&str> {
    let cut = if text.ends_with([')', ']']) {
        text.rfind(['(', '['])
    } else {
        let seam = SEAMS.iter().filter_map(|s| text.rfind(s)).max();
        seam.filter(|n| short(text.get(*n..), SITE)).or_else(|| {
            text.rfind(' ')
                .filter(|n| text.get(*n..).is_some_and(is_date))
        })
    };
    let rest = text.get(..cut?)?.trim();
    (!rest.is_empty()).then_some(rest)
}

fn short(text: Option<&str>, words: usize) -> bool {
    text.is_some_and(|t| t.split_whitespace().count() <= words)
}

/// Labels before a headline that say nothing of its story.
const LABELS: &[&str] = &[
    "analysis",
    "archive",
    "audio",
    "blog",
    "breaking",
    "breaking news",
    "column",
    "comment",
    "commentary",
    "correction",
    "corrected",
    "editorial",
    "exclusive",
    "explainer",
    "factbox",
    "feature",
    "gallery",
    "graphic",
    "in pictures",
    "in photos",
    "infographic",
    "insight",
    "interactive",
    "interview",
    "listen",
    "live",
    "live blog",
    "live updates",
    "map",
    "must read",
    "news",
    "next",
    "opinion",
    "photo",
    "photos",
    "pictures",
    "poll",
    "previous",
    "previous post",
    "next post",
    "podcast",
    "q and a",
    "read",
    "recommended",
    "related",
    "report",
    "review",
    "slideshow",
    "special report",
    "spoiler",
    "story",
    "the latest",
    "timeline",
    "update",
    "updated",
    "updates",
    "video",
    "videos",
    "watch",
    "week in review",
];

/// Whether a folded text is only labels that say nothing of the story, or nothing.
#[must_use]
pub fn is_label(before: &str) -> bool {
    let before = before.trim();
    before.is_empty() || before.starts_with(['[', '(']) || LABELS.contains(&title(before).as_str())
}

/// "11/05/2012", "2016-12-13".
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let is_number = |p: &str| p.bytes().all(|b| b.is_ascii_digit());
    let is_day = |p: &str| matches!(p.len(), 1 | 2) && is_number(p);
    let is_year =
        |p: &str| p.len() == 4 && (p.starts_with("19") || p.starts_with("20")) && is_number(p);
    parts.len() == 3
        && parts.iter().filter(|p| is_day(p)).count() == 2
        && parts.iter().any(|p| is_year(p))
}

/// A title that was cut: what is left of it, without the marks that say so.
#[must_use]
pub fn cut(title: &str) -> Option<&str> {
    let title = title.trim();
    let rest = title
        .strip_suffix('…')
        .or_else(|| title.strip_suffix("..."))
        .or_else(|| title.strip_suffix("[…]"))?;
    Some(rest.trim_end_matches(['.', '…', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fold_to_what_their_spellings_share() {
        for (written, folded) in [
            (
                "Ferry ‘will return’ by spring",
                "ferry will return by spring",
            ),
            ("Don’t go — Köln's mayor", "dont go kolns mayor"),
            ("U.S. and U.K. sign", "us and uk sign"),
            ("D.C., again", "dc again"),
            ("N. Korea", "n korea"),
            ("Version 1.68.1 costs $1,000", "version 1.68.1 costs 1000"),
            ("Salt & pepper", "salt and pepper"),
            ("Straße nach Łódź", "strasse nach lodz"),
            ("নিজ সামনেই", "নিজ সামনেই"),
            ("  !? ", ""),
        ] {
            assert_eq!(title(written), folded, "{written}");
        }
    }

    #[test]
    fn numbers_and_versions_are_one_word_however_spelt() {
        let of = |t: &str| words(&title(t)).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(of("seven ferries"), of("7 ferries"));
        assert_eq!(of("Release 1.45"), of("Release 1.45.0"));
        assert_eq!(of("橋が"), ["橋", "が"]);
    }

    #[test]
    fn a_headline_is_found_inside_its_decorations() {
        for (written, core) in [
            ("Exclusive: Ferry returns", "Ferry returns"),
            ("Ferry returns | Daily News", "Ferry returns"),
            ("Ferry returns - News - Daily News", "Ferry returns"),
            ("[VIDEO] Ferry returns (45)", "Ferry returns"),
            ("Ferry returns 11/05/2012", "Ferry returns"),
        ] {
            let found = cores(written);
            assert!(found.iter().any(|c| c.text == core), "{written}: {found:?}");
            for c in found {
                assert_eq!(format!("{}{}{}", c.before, c.text, c.after), written);
            }
        }
        for written in ["Ferry returns", "Announcing Fen 1.68.1"] {
            assert_eq!(cores(written), [], "{written}");
        }
    }

    #[test]
    fn the_name_of_the_publication_goes() {
        let written = "Ferry returns | The Daily News";
        assert_eq!(without_site(written, "daily news"), Some("Ferry returns"));
        assert_eq!(without_site(written, "weekly"), None);
        assert_eq!(without_site(written, ""), None);
    }

    #[test]
    fn a_cut_title_says_so() {
        assert_eq!(cut("Ferry retu..."), Some("Ferry retu"));
        assert_eq!(cut("Ferry returns to… "), Some("Ferry returns to"));
        assert_eq!(cut("Ferry returns"), None);
    }
}
