//! Dates in running words: which numbers and month names belong together.

use super::Day;

/// A piece of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, how many digits it is written with, and the mark behind it.
    Number(u32, usize, char),
    /// A month by its name.
    Month(u32),
    /// "de", "of": what stands between the parts.
    Filler,
    /// Anything else.
    Other,
}

/// Beginnings of month names, lower case. A longer beginning stands before a shorter one that it begins with.
const MONTHS: &[(&str, u32)] = &[
    // Germanic and Romance languages share most beginnings.
    ("jan", 1),
    ("jän", 1),
    ("ene", 1),
    ("gen", 1),
    ("sty", 1),
    ("янв", 1),
    ("січ", 1),
    ("oca", 1),
    ("led", 1),
    ("tam", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("lut", 2),
    ("фев", 2),
    ("лют", 2),
    ("şub", 2),
    ("úno", 2),
    ("hel", 2),
    ("mar", 3),
    ("mär", 3),
    ("mae", 3),
    ("mrt", 3),
    ("maa", 3),
    ("мар", 3),
    ("бер", 3),
    ("bře", 3),
    ("már", 3),
    ("mrz", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("kwi", 4),
    ("апр", 4),
    ("кві", 4),
    ("nis", 4),
    ("dub", 4),
    ("huh", 4),
    ("ápr", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("mei", 5),
    ("maj", 5),
    ("мая", 5),
    ("май", 5),
    ("тра", 5),
    ("kvě", 5),
    ("tou", 5),
    ("máj", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("cze", 6),
    ("июн", 6),
    ("чер", 6),
    ("haz", 6),
    ("kes", 6),
    ("jún", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("lip", 7),
    ("июл", 7),
    ("лип", 7),
    ("tem", 7),
    ("hei", 7),
    ("júl", 7),
    ("aug", 8),
    ("aoû", 8),
    ("aou", 8),
    ("ago", 8),
    ("sie", 8),
    ("авг", 8),
    ("сер", 8),
    ("ağu", 8),
    ("srp", 8),
    ("elo", 8),
    ("sep", 9),
    ("set", 9),
    ("wrz", 9),
    ("сен", 9),
    ("вер", 9),
    ("eyl", 9),
    ("zář", 9),
    ("syy", 9),
    ("sze", 9),
    ("oct", 10),
    ("okt", 10),
    ("out", 10),
    ("ott", 10),
    ("paź", 10),
    ("окт", 10),
    ("жов", 10),
    ("eki", 10),
    ("říj", 10),
    ("lok", 10),
    ("nov", 11),
    ("lis", 11),
    ("ноя", 11),
    ("лис", 11),
    ("kas", 11),
    ("dec", 12),
    ("déc", 12),
    ("dez", 12),
    ("dic", 12),
    ("gru", 12),
    ("гру", 12),
    ("дек", 12),
    ("ara", 12),
    ("pro", 12),
    ("jou", 12),
    ("des", 12),
];

/// Words between the parts of a date.
const FILLERS: &[&str] = &[
    "de", "del", "of", "the", "di", "da", "r", "г", "года", "st", "nd", "rd", "th", "er",
];

/// The month that a word seems to name. Between a day and a year hardly anything else begins like one.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let found = MONTHS.iter().find(|(start, _)| word.starts_with(start))?;
    (word.chars().count() <= 12).then_some(found.1)
}

/// The tokens of a text, at most a few dozen: a date stands near the beginning.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
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
    found
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
    } else {
        month(word).map_or(Token::Other, Token::Month)
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

fn triple(first: &Token, second: &Token, third: &Token, lang: &str) -> Option<Day> {
    use Token::{Month, Number};
    match (first, second, third) {
        (Number(day, 1..=2, _), Month(month), Number(year, 4, _))
        | (Month(month), Number(day, 1..=2, _), Number(year, 4, _))
        | (Number(year, 4, _), Month(month), Number(day, 1..=2, _)) => {
            Day::new(*year, *month, *day)
        }
        (Number(year, 4, mark), Number(month, 1..=2, _), Number(day, 1..=2, _)) => {
            Day::new(*year, *month, *day).filter(|_| "-/.年년".contains(*mark))
        }
        (Number(one, 1..=2, mark), Number(two, 1..=2, again), Number(year, 4, _))
            if mark == again =>
        {
            numeric(*one, *two, *year, *mark, lang)
        }
        _ => None,
    }
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
