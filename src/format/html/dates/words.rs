//! Dates in running words: which numbers and month names belong together.

use super::Day;
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

/// A piece of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, how many digits it is written with, and the mark behind it.
    Number(u32, usize, char),
    /// A month by its name, or by a beginning that hardly anything else has.
    Month(u32),
    /// A month by a beginning that is a word of another language too: "out", "set", "ago".
    Maybe(u32),
    /// "de", "of": what stands between the parts.
    Filler,
    /// The word for a month before its number.
    Counted,
    /// Anything else.
    Other,
}

/// Names of the months in order, as dates are written in each language; a word may be the beginning of one.
const MONTHS: &[&str] = &[
    // English.
    "january february march april may june july august september october november december",
    // German.
    "januar februar märz april mai juni juli august september oktober november dezember",
    // French.
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    // Spanish.
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    // Italian.
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    // Portuguese.
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    // Dutch.
    "januari februari maart april mei juni juli augustus september oktober november december",
    // Swedish.
    "januari februari mars april maj juni juli augusti september oktober november december",
    // Danish, Norwegian.
    "januar februar marts april maj juni juli august september oktober november desember",
    // Finnish.
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    // Polish.
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    // Polish, as headings.
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    // Czech.
    "ledna února března dubna května června července srpna září října listopadu prosince",
    // Czech, as headings.
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    // Slovak.
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    // Hungarian.
    "január február március április május június július augusztus szeptember október november december",
    // Romanian.
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    // Turkish.
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    // Indonesian.
    "januari februari maret april mei juni juli agustus september oktober november desember",
    // Russian.
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    // Russian, as headings.
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    // Ukrainian.
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    // Bulgarian.
    "януари февруари март април май юни юли август септември октомври ноември декември",
    // Greek.
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    // Arabic.
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    // Hebrew.
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    // Hindi.
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    // Thai.
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
];

/// Short forms that are not the beginning of a name.
const SHORT: &[(&str, u32)] = &[
    ("jän", 1),
    ("jänner", 1),
    ("feber", 2),
    ("mrt", 3),
    ("mrz", 3),
    ("sept", 9),
    ("setiembre", 9),
    ("dez", 12),
    ("aout", 8),
    ("fevrier", 2),
    ("decembre", 12),
    ("μάρ", 3),
    ("μαρ", 3),
    ("μαϊ", 5),
    ("μάι", 5),
    ("ιούν", 6),
    ("ιούλ", 7),
    ("αύγ", 8),
    ("νοέ", 11),
    ("إبريل", 4),
    ("ابريل", 4),
    ("اغسطس", 8),
    ("اكتوبر", 10),
    ("מרס", 3),
    ("फ़रवरी", 2),
    ("अक्तूबर", 10),
];

/// Words between the parts of a date.
const FILLERS: &[&str] = &[
    "de", "del", "of", "the", "di", "da", "r", "г", "года", "року", "st", "nd", "rd", "th", "er",
    "den", "ב", "năm",
];

/// Beginnings of names that are words of other languages.
const UNSURE: &[&str] = &[
    "out", "set", "ago", "des", "led", "dub", "gen", "mag", "lip", "tem", "ara", "hel", "nis",
    "elo", "tou", "hei", "maa", "mac", "lis", "list", "mart", "marc", "sett", "kas",
];

/// Fewest letters of the beginning of a name.
const LEAST: usize = 3;

/// Every name of a month and every beginning of one, with the number of the month from 1; of a word that means two
/// months, that of the first language. Made once: a page has thousands of words where a date may stand.
static NAMES: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (word, number) in SHORT {
        names.entry(*word).or_insert(*number);
    }
    for language in MONTHS {
        for (name, number) in language.split(' ').zip(1..) {
            let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
            let begins = ends.skip(LEAST - 1).filter_map(|end| name.get(..end));
            for word in begins.chain([name]) {
                names.entry(word).or_insert(number);
            }
        }
    }
    names
});

/// The month that a word names, whole or by its beginning.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    // Hebrew sets "in" before the name as a part of it.
    let word = word.strip_prefix('ב').unwrap_or(&word);
    NAMES.get(word).copied()
}

/// Whether there is a digit in a text: without one it mentions no date.
pub(super) fn has_digit(text: &str) -> bool {
    let other = || text.contains(|c| matches!(c, '٠'..='٩' | '۰'..='۹'));
    text.bytes().any(|b| b.is_ascii_digit()) || !text.is_ascii() && other()
}

/// The tokens of a text, at most a few dozen: a date stands near the beginning.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let western = western(text);
    let mut rest = western.trim_start();
    while let Some(c) = rest.chars().next() {
        if found.len() > 48 {
            break;
        }
        let digit = c.is_ascii_digit();
        let part = |c: char| {
            if digit {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic() && !matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
                    || is_mark(c)
            }
        };
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if word.is_empty() {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        found.push(token(word, digit, tail));
        rest = tail;
    }
    number_months(&mut found);
    found
}

/// A text with the digits of Arabic and Persian as those of Europe.
fn western(text: &str) -> Cow<'_, str> {
    let digit = |c: char| {
        let zero = match c {
            '٠'..='٩' => '٠',
            '۰'..='۹' => '۰',
            _ => return c,
        };
        char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
    };
    if text.contains(|c| digit(c) != c) {
        Cow::Owned(text.chars().map(digit).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Months that are numbered after the word for one: "tháng 8".
fn number_months(tokens: &mut Vec<Token>) {
    let mut before = Token::Filler;
    for token in tokens.iter_mut() {
        if let (Token::Counted, Token::Number(n @ 1..=12, 1..=2, _)) = (&before, &*token) {
            *token = Token::Month(*n);
        }
        before = token.clone();
    }
    tokens.retain(|t| *t != Token::Counted);
}

/// Whether a character is a sign on or under a letter that is none itself: of Hindi, of Thai.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{93c}' | '\u{94d}' | '\u{e47}'..='\u{e4e}')
}

fn token(word: &str, digit: bool, tail: &str) -> Token {
    if digit {
        let mark = tail.chars().next().unwrap_or(' ');
        return match word.parse() {
            Ok(n) if word.len() <= 4 => Token::Number(n, word.len(), mark),
            _ => Token::Other,
        };
    }
    let lower = word.to_lowercase();
    if FILLERS.contains(&lower.as_str()) {
        Token::Filler
    } else if lower == "tháng" {
        Token::Counted
    } else {
        let known = |month| {
            if UNSURE.contains(&lower.as_str()) {
                Token::Maybe(month)
            } else {
                Token::Month(month)
            }
        };
        month(word).map_or(Token::Other, known)
    }
}

/// The first date among the tokens.
pub(super) fn find(tokens: &[Token], lang: &str) -> Option<Day> {
    let solid: Vec<&Token> = tokens.iter().filter(|t| **t != Token::Filler).collect();
    solid.windows(3).find_map(|w| {
        let [a, b, c] = w else { return None };
        triple(a, b, c, lang)
    })
}

/// Whether a month and a day stand together, or a date in numbers.
pub(super) fn is_mentioned(tokens: &[Token]) -> bool {
    use Token::{Month, Number};
    let pair = |w: &[Token]| {
        matches!(
            w,
            [Month(_), Number(_, 1..=2, _)] | [Number(_, 1..=2, _), Month(_)]
        )
    };
    tokens.windows(2).any(pair) || find(tokens, "").is_some()
}

/// Years after this one are of the Buddhist calendar.
const BUDDHIST: u32 = 2400;

fn triple(first: &Token, second: &Token, third: &Token, lang: &str) -> Option<Day> {
    use Token::{Maybe, Month, Number};
    match (first, second, third) {
        (Number(day, 1..=2, _), Month(month) | Maybe(month), Number(year, 4, _))
        | (Month(month) | Maybe(month), Number(day, 1..=2, _), Number(year, 4, _))
        | (Number(year, 4, _), Month(month) | Maybe(month), Number(day, 1..=2, _)) => {
            // Thailand counts from the death of the Buddha.
            let year = if *year > BUDDHIST { year - 543 } else { *year };
            Day::new(year, *month, *day)
        }
        (Number(year, 4, mark), Number(month, 1..=2, _), Number(day, 1..=2, _)) => {
            Day::new(*year, *month, *day).filter(|_| "-/.年년".contains(*mark))
        }
        (Number(one, 1..=2, mark), Number(two, 1..=2, again), Number(year, 4, _))
            if mark == again =>
        {
            numeric(*one, *two, *year, *mark, lang)
        }
        (Number(one, 1..=2, mark), Number(two, 1..=2, again), Number(year, 2, end))
            if mark == again && "./".contains(*mark) && mark != end =>
        {
            numeric(*one, *two, whole(*year), *mark, lang)
        }
        _ => None,
    }
}

/// The year that two digits stand for: none of this century that is far off.
fn whole(year: u32) -> u32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// `05/04/2015`: which is the day depends on the mark and on the country.
fn numeric(a: u32, b: u32, year: u32, mark: char, lang: &str) -> Option<Day> {
    let american =
        mark != '.' && matches!(lang.get(..2), Some("en") | None) && !lang.ends_with("GB");
    if !"-/.".contains(mark) {
        return None;
    }
    if american {
        Day::new(year, a, b).or_else(|| Day::new(year, b, a))
    } else {
        Day::new(year, b, a).or_else(|| Day::new(year, a, b))
    }
}
