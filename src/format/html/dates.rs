//! Dates as pages state them, to RFC 3339: as precise as the source, and no more. A time without an offset is no
//! moment, so only its day is kept.

mod words;

use words::tokens;

/// A day of the calendar, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Day {
    year: u32,
    month: u32,
    of_month: u32,
}

impl Day {
    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        // Older than the printed newspaper or later than this century is no date of publication.
        ((1700..2100).contains(&year) && (1..=last).contains(&day)).then_some(Self {
            year,
            month,
            of_month: day,
        })
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

/// The date that a machine-readable value states: ISO 8601, RFC 2822, seconds since 1970, or a date in words.
pub(super) fn of_value(value: &str, lang: &str) -> Option<String> {
    let value = value.trim();
    iso(value)
        .or_else(|| epoch(value))
        .or_else(|| of_script(value))
        .or_else(|| in_words(value, lang))
}

/// The first date in a short text.
pub(super) fn in_words(text: &str, lang: &str) -> Option<String> {
    if !words::has_digit(text) {
        return None;
    }
    words::find(&tokens(text), lang).map(|day| day.to_string())
}

/// Whether a short text mentions a day, with its year or without.
pub(super) fn is_mentioned(text: &str) -> bool {
    words::has_digit(text) && words::is_mentioned(&tokens(text))
}

/// Whether a word begins like the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    words::month(word).is_some()
}

/// The date in an address: `/2015/08/31/`, `2015-08-31`, `/20150831`, `/2015/aug/31/`.
pub(super) fn in_address(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once('/').map_or("", |(_, p)| p);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let by_step = parts.windows(3).find_map(|w| {
        let [y, m, d] = w else { return None };
        let month = if m.len() <= 2 {
            m.parse().ok()?
        } else {
            words::month(m)?
        };
        let year = (y.len() == 4).then(|| y.parse().ok())??;
        let recent = (1990..2100).contains(&year) && d.len() <= 2;
        Day::new(year, month, d.parse().ok()?).filter(|_| recent)
    });
    by_step
        .or_else(|| parts.iter().find_map(|p| compact(p)))
        .map(|day| day.to_string())
}

/// `20150831`, with nothing or a time behind it.
fn compact(text: &str) -> Option<Day> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 8 | 12 | 14) || text.len() > digits {
        return None;
    }
    let part = |r: std::ops::Range<usize>| text.get(r)?.parse().ok();
    let day = Day::new(part(0..4)?, part(4..6)?, part(6..8)?)?;
    (1990..2100).contains(&day.year).then_some(day)
}

/// ISO 8601 and what is meant to be: `2015-08-31`, `2015-08-31T10:00:00+0200`, `2015-08-31 10:00Z`, `2015-08`.
fn iso(value: &str) -> Option<String> {
    let (date, time) = match value.find(['T', 't', ' ']) {
        Some(at) => (value.get(..at)?, value.get(at + 1..)?.trim()),
        None => (value, ""),
    };
    if let Some(day) = compact(date) {
        return Some(day.to_string());
    }
    let date = date.trim_end_matches(['Z', ',']).replace('/', "-");
    let mut parts = date.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next().map(str::parse).transpose().ok()??;
    let Some(day) = parts.next() else {
        let month = Day::new(year, month, 1)?;
        return Some(format!("{:04}-{:02}", month.year, month.month)).filter(|_| time.is_empty());
    };
    let day = Day::new(year, month, day.parse().ok()?)?;
    match clock(time) {
        Some(clock) => Some(format!("{day}T{clock}")),
        None => Some(day.to_string()),
    }
}

/// A time with its offset, as RFC 3339 writes it; `None` without an offset.
fn clock(time: &str) -> Option<String> {
    let at = time.find(['Z', 'z', '+', '-', 'G', 'U', '\u{2212}'])?;
    let (clock, offset) = time.split_at_checked(at)?;
    let mut parts = clock.trim().split([':', '.']);
    let mut next = |most: u32| -> Option<u32> {
        let part = parts.next()?;
        part.parse().ok().filter(|n| *n <= most && part.len() <= 2)
    };
    let (hour, minute) = (next(23)?, next(59)?);
    let second = next(60).unwrap_or(0);
    Some(format!(
        "{hour:02}:{minute:02}:{second:02}{}",
        zone(offset)?
    ))
}

/// `Z`, `+02:00` from `Z`, `UTC`, `GMT`, `+0200`, `GMT+02:00`, `+02`.
fn zone(offset: &str) -> Option<String> {
    let offset = offset
        .trim()
        .trim_start_matches("GMT")
        .trim_start_matches("UTC")
        .trim();
    if matches!(offset, "" | "Z" | "z") {
        return Some("Z".to_owned());
    }
    let sign = match offset.chars().next()? {
        '+' => '+',
        '-' | '\u{2212}' => '-',
        _ => return None,
    };
    let digits: String = offset
        .chars()
        .skip(1)
        .filter(|c| *c != ':')
        .take_while(char::is_ascii_digit)
        .collect();
    let hours: u32 = digits.get(..2)?.parse().ok()?;
    let minutes: u32 = digits.get(2..4).unwrap_or("00").parse().ok()?;
    (hours <= 14 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

/// Seconds or milliseconds since 1970.
fn epoch(value: &str) -> Option<String> {
    let plausible = matches!(value.len(), 10 | 13) && value.bytes().all(|b| b.is_ascii_digit());
    let number: i64 = value.parse().ok().filter(|_| plausible)?;
    let seconds = if value.len() == 13 {
        number / 1000
    } else {
        number
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(moment.to_string())
}

/// Zones of mail (RFC 2822, section 4.3), which programs write too.
const ZONES: &[(&str, &str)] = &[
    ("EST", "-0500"),
    ("EDT", "-0400"),
    ("CST", "-0600"),
    ("CDT", "-0500"),
    ("MST", "-0700"),
    ("MDT", "-0600"),
    ("PST", "-0800"),
    ("PDT", "-0700"),
];

/// The date of a script or a mail: `Mon Nov 23 2026 04:17:21 GMT+0100 (CET)`, `Mon, 23 Nov 2026 04:17:21 +0100`,
/// `Mon Nov 23 04:17:21 EST 2026`.
pub(super) fn of_script(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let at = words.iter().position(|w| w.contains(':'))?;
    let (time, offset) = (words.get(at)?, words.get(at + 1).copied().unwrap_or(""));
    let before = words.get(..at)?.join(" ");
    let year = || words.get(at + 2).map(|year| format!("{before} {year}"));
    let day =
        words::find(&tokens(&before), "en").or_else(|| words::find(&tokens(&year()?), "en"))?;
    let offset = ZONES.iter().find(|z| z.0 == offset).map_or(offset, |z| z.1);
    match clock(&format!("{time}{offset}")) {
        Some(clock) => Some(format!("{day}T{clock}")),
        None => Some(day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_rfc_3339() {
        for (value, lang, date) in [
            ("2015-08-31", "", "2015-08-31"),
            ("2015-08", "", "2015-08"),
            ("20150831", "", "2015-08-31"),
            ("2015-08-31T10:05:00+0200", "", "2015-08-31T10:05:00+02:00"),
            ("2015-08-31T10:05:00.123Z", "", "2015-08-31T10:05:00Z"),
            ("2015-08-31 10:05:00 UTC", "", "2015-08-31T10:05:00Z"),
            ("2015-08-31T10:05:00", "", "2015-08-31"),
            ("2015/08/31 10:05", "", "2015-08-31"),
            ("2015-8-3T1:05-05:30", "", "2015-08-03T01:05:00-05:30"),
            ("1441015200", "", "2015-08-31T10:00:00Z"),
            ("Mon, 31 Aug 2015 10:05:00 GMT", "", "2015-08-31T10:05:00Z"),
            (
                "Mon Aug 31 2015 10:05:00 GMT+0200 (CEST)",
                "",
                "2015-08-31T10:05:00+02:00",
            ),
            ("Aug 31, 2015", "en", "2015-08-31"),
            ("31. August 2015", "de", "2015-08-31"),
            ("31 de agosto de 2015", "es", "2015-08-31"),
            ("31 août 2015", "fr", "2015-08-31"),
            ("31 августа 2015", "ru", "2015-08-31"),
            ("31.08.2015, 10:05", "de", "2015-08-31"),
            ("05/04/2015", "en-US", "2015-05-04"),
            ("05/04/2015", "fr", "2015-04-05"),
            ("31/08/2015", "en", "2015-08-31"),
            ("2015年8月31日", "ja", "2015-08-31"),
            ("5 Αυγούστου 2015", "el", "2015-08-05"),
            ("٥ أغسطس ٢٠١٥", "ar", "2015-08-05"),
            ("5 באוגוסט 2015", "he", "2015-08-05"),
            ("Ngày 5 tháng 8 năm 2015", "vi", "2015-08-05"),
            ("5 สิงหาคม 2558", "th", "2015-08-05"),
            ("2015. augusztus 5.", "hu", "2015-08-05"),
            ("5. marraskuuta 2015", "fi", "2015-11-05"),
            ("5 серпня 2015", "uk", "2015-08-05"),
            ("5 अगस्त 2015", "hi", "2015-08-05"),
            ("2015. 8. 31.", "ko", "2015-08-31"),
            ("Published: Monday, 31st August, 2015", "en", "2015-08-31"),
        ] {
            assert_eq!(of_value(value, lang).as_deref(), Some(date), "{value}");
        }
        for none in [
            "",
            "yesterday",
            "2015-13-01",
            "2015-02-30",
            "99999999",
            "May the 4th",
            "call 555-12-2015",
            "version 1.2.15.3",
            "at 10.15.15.",
        ] {
            assert_eq!(of_value(none, "en"), None, "{none}");
        }
    }

    #[test]
    fn years_may_stand_behind_the_time_or_be_short() {
        for (value, lang, date) in [
            (
                "Mon Aug 31 10:05:00 EDT 2015",
                "",
                "2015-08-31T10:05:00-04:00",
            ),
            ("Mon Aug 31 10:05:00 UTC 2015", "", "2015-08-31T10:05:00Z"),
            ("31.08.15", "de", "2015-08-31"),
            ("31/8/15", "fr", "2015-08-31"),
            ("31.08.98, 10:05", "de", "1998-08-31"),
        ] {
            assert_eq!(of_value(value, lang).as_deref(), Some(date), "{value}");
        }
    }

    #[test]
    fn a_day_without_its_year_is_a_mention() {
        for (text, mentioned) in [
            ("May 3", true),
            ("le 3 mai à 10h", true),
            ("Sept. 9", true),
            ("9 out of 10", false),
            ("10 decisions", false),
            ("5 marbles", false),
            ("2 days ago", false),
        ] {
            assert_eq!(is_mentioned(text), mentioned, "{text}");
        }
    }

    #[test]
    fn addresses_state_dates() {
        for (url, date) in [
            ("https://a.example/2015/08/31/x", Some("2015-08-31")),
            ("https://a.example/news/2015-8-3-x.html", Some("2015-08-03")),
            ("https://a.example/2015/aug/31/x", Some("2015-08-31")),
            ("https://a.example/x-20150831", Some("2015-08-31")),
            ("https://a.example/x-1245678901", None),
            ("https://a.example/2015/x", None),
        ] {
            assert_eq!(in_address(url).as_deref(), date, "{url}");
        }
    }
}
