//! Dates as people and programs write them, to RFC 3339: as precise as the source and no more.

use jiff::civil::Date;

use crate::text::Clean;

/// Names of the months and their abbreviations, lower case: English, German, French, Spanish, Italian, Portuguese,
/// Dutch, Scandinavian, Polish, Russian.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari stycznia января янв",
    "february feb februar feber février févr fév febrero febbraio fevereiro fev februari lutego февраля фев",
    "march mar märz mär mrz mars marzo março maart mrt marts marca марта мар",
    "april apr avril avr abril abr aprile kwietnia апреля апр",
    "may mai mayo maggio mag maio mei maj maja мая май",
    "june jun juni juin junio giugno giu junho czerwca июня июн",
    "july jul juli juillet juil julio luglio lug julho lipca июля июл",
    "august aug août aout agosto ago augustus augusti sierpnia августа авг",
    "september sep sept septembre septiembre settembre set setembro września сентября сен",
    "october oct oktober okt octobre octubre ottobre ott outubro out października октября окт",
    "november nov novembre noviembre novembro listopada ноября ноя",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember grudnia декабря дек",
];

/// Days of the week and small words that stand in and around a date and say nothing.
const FILLERS: &str = "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat \
    sunday sun mer jeu ven sam dim lun mié mie jue vie gio sab seg ter qua qui \
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi \
    vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì \
    venerdì sabato domenica mo di mi do fr sa so of the de del le den der at um uhr à alle om on am h st nd rd th er";

/// Offsets of the zones that are named, in minutes from UTC.
const ZONES: [(&str, i32); 33] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("met", 60),
    ("mest", 120),
    ("west", 60),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("sast", 120),
    ("hkt", 480),
    ("sgt", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
];

/// The date that `text` as a whole is, with its time and zone where stated: "2013-05-07", "2013-05-07T10:15:00+02:00".
/// A time without a zone stays without. Of a bare month or year only that. `None` where anything else stands in it, or
/// where day and month cannot be told apart.
pub(crate) fn parse(text: &str) -> Option<Clean> {
    let mut tokens = tokens(text)?;
    in_order(&mut tokens);
    let mut rest = Rest(&tokens);
    let mut date = rest.date()?;
    if date.len() == "2013-05-07".len()
        && let Some(time) = rest.time()
    {
        date.push_str(&time);
    }
    rest.fillers();
    rest.0.is_empty().then(|| Clean::new(date))
}

/// The date at the end of a line, and where it begins: "Ann Lee, May 7, 2013".
pub(super) fn at_end(line: &str) -> Option<(usize, Clean)> {
    let mut starts: Vec<usize> = line.match_indices(' ').map(|(at, _)| at + 1).collect();
    starts.reverse();
    starts.truncate(8);
    let dated = |start: &usize| Some((*start, parse(line.get(*start..)?)?));
    let precise = |found: &(usize, Clean)| found.1.len() >= "2013-05-07".len();
    starts.iter().rev().filter_map(dated).find(precise)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A number and how many digits it was written in.
    Number(u32, usize),
    /// A word in lower case.
    Word(String),
    Sign(char),
}

/// The tokens of a text that is short enough to be a date.
fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.len() > 80 {
        return None;
    }
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        let kind = |c: char| {
            if c.is_ascii_digit() {
                1
            } else {
                2 * u8::from(c.is_alphabetic())
            }
        };
        let end = match kind(c) {
            0 => c.len_utf8(),
            kept => rest.find(|c| kind(c) != kept).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        match kind(c) {
            1 => tokens.push(Token::Number(piece.parse().ok()?, piece.len())),
            2 => tokens.push(Token::Word(piece.to_lowercase())),
            _ if c.is_whitespace() => {}
            _ => tokens.push(Token::Sign(c)),
        }
    }
    Some(tokens)
}

/// Moves a year that stands behind the time before it, as C and its heirs write dates: "Mon Aug 31 13:00:00 UTC 2015".
fn in_order(tokens: &mut Vec<Token>) {
    let Some(Token::Number(1000.., 4)) = tokens.last() else {
        return;
    };
    let named = |t: &Token| matches!(t, Token::Word(w) if month(w).is_some());
    let dated = tokens.windows(4).position(|four| {
        let [
            name,
            Token::Number(_, 1 | 2),
            Token::Number(..),
            Token::Sign(':'),
        ] = four
        else {
            return false;
        };
        named(name)
    });
    if let (Some(at), Some(year)) = (dated, dated.and_then(|_| tokens.pop())) {
        tokens.insert(at + 2, year);
    }
}

fn month(word: &str) -> Option<u32> {
    let row = MONTHS
        .iter()
        .position(|names| names.split(' ').any(|name| name == word))?;
    u32::try_from(row + 1).ok()
}

/// A calendar date that exists.
fn day(year: u32, month: u32, day: u32) -> Option<String> {
    let date = Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    );
    (year >= 1000).then_some(date.ok()?.to_string())
}

/// The date that three numbers are; `None` where day and month cannot be told apart.
fn triple(sign: char, numbers: (u32, u32, u32)) -> Option<String> {
    match (sign, numbers) {
        ('-' | '/' | '.', (year @ 1000.., second, third)) => day(year, second, third),
        ('.', (first, second, year)) | ('/' | '-', (first @ 13.., second, year)) => {
            day(year, second, first)
        }
        ('/' | '-', (first, second @ 13.., year)) => day(year, first, second),
        ('/' | '-', (first, second, year)) if first == second => day(year, first, second),
        _ => None,
    }
}

/// What is still to be read.
struct Rest<'a>(&'a [Token]);

impl Rest<'_> {
    fn skip(&mut self, count: usize) {
        self.0 = self.0.get(count..).unwrap_or_default();
    }

    fn fillers(&mut self) {
        loop {
            match self.0 {
                [
                    Token::Sign(',' | '.' | '(' | ')' | '|' | '-' | '–' | '—' | '·' | 'º'),
                    ..,
                ] => {}
                [Token::Word(w), ..] if FILLERS.split_whitespace().any(|filler| filler == w) => {}
                _ => return,
            }
            self.skip(1);
        }
    }

    fn date(&mut self) -> Option<String> {
        self.fillers();
        self.numbers().or_else(|| self.named())
    }

    /// 2013-05-07, 20130507, 2013-05, 2013, 7.5.2013, 25/12/2013.
    fn numbers(&mut self) -> Option<String> {
        use Token::{Number, Sign};
        let (date, length) = match self.0 {
            [
                Number(first, 1..=4),
                Sign(sign),
                Number(second, _),
                Sign(same),
                Number(third, 1..=4),
                ..,
            ] if sign == same => (triple(*sign, (*first, *second, *third))?, 5),
            [Number(all, 8), ..] => (day(all / 10_000, all / 100 % 100, all % 100)?, 1),
            [
                Number(year @ 1000.., 4),
                Sign('-'),
                Number(month @ 1..=12, 2),
            ] => (format!("{year:04}-{month:02}"), 3),
            [Number(year @ 1000.., 4)] => (year.to_string(), 1),
            _ => return None,
        };
        self.skip(length);
        Some(date)
    }

    /// May 7, 2013; 7 May 2013; 7. Mai 2013; 7 de mayo de 2013; 07-May-2013; May 2013.
    fn named(&mut self) -> Option<String> {
        let mut first = None;
        if let [Token::Number(d, 1 | 2), ..] = self.0 {
            first = Some(*d);
            self.skip(1);
            self.fillers();
        }
        // "mar, 31 août 2015": what may be a month is a day of the week before a day and a month.
        if let [
            Token::Word(mar),
            Token::Sign(',' | '.'),
            Token::Number(_, 1 | 2),
            Token::Word(word),
            ..,
        ] = self.0
            && month(mar).is_some()
            && month(word).is_some()
        {
            self.skip(2);
            return self.named();
        }
        let [Token::Word(word), ..] = self.0 else {
            return None;
        };
        let month = month(word)?;
        self.skip(1);
        self.fillers();
        if first.is_none()
            && let [Token::Number(d, 1 | 2), ..] = self.0
        {
            first = Some(*d);
            self.skip(1);
            self.fillers();
        }
        let year = self.year()?;
        match first {
            Some(d) => day(year, month, d),
            None => Some(format!("{year:04}-{month:02}")),
        }
    }

    /// A year; of two digits only before a time, as old mail has it (RFC 2822, section 4.3).
    fn year(&mut self) -> Option<u32> {
        let year = match self.0 {
            [Token::Number(year @ 1000.., 4), ..] => *year,
            [
                Token::Number(year, 2),
                Token::Number(..),
                Token::Sign(':'),
                ..,
            ] => year + if *year < 50 { 2000 } else { 1900 },
            _ => return None,
        };
        self.skip(1);
        Some(year)
    }

    /// T10:15, 10:15:33.5, 10.15 Uhr, 10:15 p.m., 10:15 (UTC +01:00).
    fn time(&mut self) -> Option<String> {
        use Token::{Number, Sign, Word};
        if matches!(self.0, [Word(t), Number(..), ..] if t == "t") {
            self.skip(1);
        }
        self.fillers();
        let (mut hour, minute) = match self.0 {
            [
                Number(h @ ..=23, 1 | 2),
                Sign(':'),
                Number(m @ ..=59, 2),
                ..,
            ] => (*h, *m),
            [
                Number(h @ ..=23, 1 | 2),
                Sign('.'),
                Number(m @ ..=59, 2),
                Word(uhr),
                ..,
            ] if uhr == "uhr" => (*h, *m),
            _ => return None,
        };
        self.skip(3);
        let mut second = 0;
        if let [Sign(':'), Number(s @ ..=60, 2), ..] = self.0 {
            second = *s;
            self.skip(2);
            if matches!(self.0, [Sign('.' | ','), Number(..), ..]) {
                self.skip(2);
            }
        }
        if let Some(afternoon) = self.half()
            && (1..=12).contains(&hour)
        {
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
        let zone = self.zone().map(offset).unwrap_or_default();
        Some(format!("T{hour:02}:{minute:02}:{second:02}{zone}"))
    }

    /// Whether "p.m." stands here; `None` without either half of the day.
    fn half(&mut self) -> Option<bool> {
        let (word, length) = match self.0 {
            [Token::Word(w), Token::Sign('.'), Token::Word(m), ..] if m == "m" => (w, 3),
            [Token::Word(w), ..] if w == "am" || w == "pm" => (w, 1),
            _ => return None,
        };
        let afternoon = word.starts_with('p');
        self.skip(length);
        Some(afternoon)
    }

    /// Minutes from UTC: +01:00, +0100, Z, GMT, (UTC +01:00), EST.
    fn zone(&mut self) -> Option<i32> {
        use Token::{Number, Sign, Word};
        while matches!(self.0, [Sign('(' | '.' | ','), ..]) {
            self.skip(1);
        }
        let mut named = None;
        if let [Word(word), ..] = self.0 {
            named = Some(ZONES.iter().find(|(name, _)| name == word)?.1);
            self.skip(1);
        }
        let (sign, hours, minutes, length) = match self.0 {
            [
                Sign(s @ ('+' | '-' | '−')),
                Number(h, 2),
                Sign(':'),
                Number(m, 2),
                ..,
            ] => (s, *h, *m, 4),
            [Sign(s @ ('+' | '-' | '−')), Number(all, 4), ..] => (s, all / 100, all % 100, 2),
            [Sign(s @ ('+' | '-' | '−')), Number(h, 1 | 2), ..] => (s, *h, 0, 2),
            _ => return named,
        };
        self.skip(length);
        let minutes = i32::try_from((hours * 60 + minutes).min(24 * 60)).ok()?;
        Some(if *sign == '+' { minutes } else { -minutes })
    }
}

fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match minutes.unsigned_abs() {
        0 => "Z".to_owned(),
        size => format!("{sign}{:02}:{:02}", size / 60, size % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_precisely_as_they_are_written() {
        for (text, date) in [
            ("2013-05-07", "2013-05-07"),
            ("2013/05/07", "2013-05-07"),
            ("20130507", "2013-05-07"),
            ("2013-05", "2013-05"),
            ("2013", "2013"),
            ("May 2013", "2013-05"),
            ("May 7, 2013", "2013-05-07"),
            ("Tuesday, May 7th, 2013", "2013-05-07"),
            ("7 May 2013", "2013-05-07"),
            ("7th of May 2013", "2013-05-07"),
            ("7. Mai 2013", "2013-05-07"),
            ("Dienstag, den 7. März 2013", "2013-03-07"),
            ("le 1er février 2013", "2013-02-01"),
            ("7 de mayo de 2013", "2013-05-07"),
            ("7 мая 2013", "2013-05-07"),
            ("07.05.2013", "2013-05-07"),
            ("25/12/2013", "2013-12-25"),
            ("12/25/2013", "2013-12-25"),
            ("07-May-2013", "2013-05-07"),
            ("2015-08-31 09:00:00", "2015-08-31T09:00:00"),
            ("2015-08-31T09:00Z", "2015-08-31T09:00:00Z"),
            ("2015-08-31T09:00:01.250+0200", "2015-08-31T09:00:01+02:00"),
            (
                "2026-11-21T10:12:33 (UTC +01:00)",
                "2026-11-21T10:12:33+01:00",
            ),
            ("Mon, 31 Aug 2015 09:00:00 GMT", "2015-08-31T09:00:00Z"),
            (
                "Mon, 31 Aug 2015 09:00:00 -0530",
                "2015-08-31T09:00:00-05:30",
            ),
            ("May 7, 2013 at 9:05 p.m. EDT", "2013-05-07T21:05:00-04:00"),
            ("May 7, 2013, 12:05 AM", "2013-05-07T00:05:00"),
            ("7. Mai 2013, 10.15 Uhr", "2013-05-07T10:15:00"),
            ("Mon Aug 31 13:00:00 2015", "2015-08-31T13:00:00"),
            ("Mon Aug 31 13:00:00 +0000 2015", "2015-08-31T13:00:00Z"),
            ("Mon Aug  3 13:00:00 PDT 2015", "2015-08-03T13:00:00-07:00"),
            ("Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21Z"),
            ("31 Aug 99 13:00 UT", "1999-08-31T13:00:00Z"),
            (
                "mer, 16 nov 2022 00:38:15 +0100",
                "2022-11-16T00:38:15+01:00",
            ),
            (
                "mar, 31 août 2015 09:00:00 JST",
                "2015-08-31T09:00:00+09:00",
            ),
        ] {
            assert_eq!(parse(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_alone_is_none() {
        for text in [
            "",
            "May",
            "Tuesday",
            "07/05/2013",
            "2013-02-30",
            "May 7, 2013 was a Tuesday",
            "In May 2013",
            "7 May",
            "31",
            "99999999999999999999",
            "May 7, 20130",
            "10:15",
            "Version 2013-05-07",
            "7 May 13",
            "May 7 at 10:15",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_found_at_the_end_of_a_line() {
        for (line, name, date) in [
            ("Ann Lee, May 7, 2013", "Ann Lee, ", "2013-05-07"),
            ("18F August 31, 2015", "18F ", "2015-08-31"),
            (
                "Bo Ek | 7. Mai 2013, 10.15 Uhr",
                "Bo Ek ",
                "2013-05-07T10:15:00",
            ),
        ] {
            let (start, found) = at_end(line).unwrap();
            assert_eq!((line.split_at(start).0, &*found), (name, date));
        }
        assert_eq!(at_end("Ann Lee in 2013"), None);
    }
}
