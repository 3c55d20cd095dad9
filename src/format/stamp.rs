//! Points in time as programs write them into exports, to RFC 3339: as precise as the source and no more.

use jiff::{Timestamp, civil::Date, fmt::rfc2822};
use serde_json::Value;

use crate::text::Clean;

/// Seconds since 1970 that are taken for a point in time: 1980 to 2100. Smaller and larger numbers mean something else.
const SECONDS: std::ops::Range<i64> = 315_532_800..4_102_444_800;

/// A date, with its time and zone where stated; empty where `text` is none. A number counts the seconds or
/// milliseconds since 1970.
pub(super) fn moment(text: &str) -> Clean {
    let text = text.trim();
    let found = epoch(text).or_else(|| iso(text)).or_else(|| mail(text));
    found.map(Clean::new).unwrap_or_default()
}

/// The same of a value: text, a number, a list of texts, or the `date-parts` of CSL.
pub(super) fn of_value(value: &Value) -> Clean {
    match value {
        Value::String(text) => moment(text),
        Value::Number(number) => moment(&number.to_string()),
        Value::Object(map) => {
            let parts = map.get("date-parts").and_then(|parts| parts.get(0));
            let said = ["raw", "literal", "value", "$date", "iso"];
            let said = said.iter().find_map(|key| map.get(*key)?.as_str());
            parts.map_or_else(|| said.map(moment).unwrap_or_default(), date_parts)
        }
        Value::Array(list) => {
            let mut found = list.iter().filter_map(Value::as_str).map(moment);
            found.find(|s| !s.is_empty()).unwrap_or_default()
        }
        _ => Clean::default(),
    }
}

/// `[2015, 8, 31]`, `[2015, 8]` or `["2015"]`.
fn date_parts(parts: &Value) -> Clean {
    let number = |n: usize| {
        let part = parts.get(n)?;
        part.as_i64().or_else(|| part.as_str()?.trim().parse().ok())
    };
    let text = match (number(0), number(1), number(2)) {
        (Some(y), Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
        (Some(y), Some(m @ 1..=12), None) => return Clean::new(format!("{y:04}-{m:02}")),
        (Some(y @ 1000..=9999), None, _) => return Clean::new(y.to_string()),
        _ => return Clean::default(),
    };
    moment(&text)
}

fn epoch(text: &str) -> Option<String> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if whole.len() > 16
        || whole.is_empty()
        || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let units = [1, 1_000, 1_000_000];
    let seconds = units
        .iter()
        .map(|unit| number / unit)
        .find(|s| SECONDS.contains(s))?;
    Some(Timestamp::from_second(seconds).ok()?.to_string())
}

/// `2015-08-31`, `2015-08-31T09:00:00.000-0400`, `2015-08-31 10:00:00+00:00`, `2015-08-31 10:00 UTC`, `2015-08`, `2015`.
fn iso(text: &str) -> Option<String> {
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if matches!(text.len(), 4 | 7) && digits {
        let (year, month) = text.split_at(4);
        let month = month
            .strip_prefix('-')
            .map_or(Some(1), |m| m.parse().ok())?;
        Date::new(year.parse().ok()?, month, 1).ok()?;
        return Some(text.to_owned());
    }
    let day: Date = text.get(..10)?.parse().ok()?;
    let rest = text
        .get(10..)
        .unwrap_or_default()
        .trim_start_matches(['T', 't', ' ']);
    if day.year() < 1000 {
        return None;
    }
    if rest.is_empty() {
        return Some(day.to_string());
    }
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':')
        .unwrap_or(rest.len());
    let (clock, rest) = rest.split_at(end);
    let clock = clock_of(clock)?;
    let rest = rest
        .strip_prefix(['.', ','])
        .map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
    let zone = zone(rest.trim())?;
    // Midnight nowhere in particular is how programs write a day.
    if clock == "00:00:00" && zone.is_empty() {
        return Some(day.to_string());
    }
    Some(format!("{day}T{clock}{zone}"))
}

fn clock_of(text: &str) -> Option<String> {
    let numbers: Vec<u8> = text
        .split(':')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match *numbers.as_slice() {
        [h @ ..=23, m @ ..=59] => Some(format!("{h:02}:{m:02}:00")),
        [h @ ..=23, m @ ..=59, s @ ..=60] => Some(format!("{h:02}:{m:02}:{s:02}")),
        _ => None,
    }
}

/// An offset from UTC as RFC 3339 writes it; empty where none is stated.
fn zone(text: &str) -> Option<String> {
    match text {
        "" => return Some(String::new()),
        "Z" | "z" | "UTC" | "GMT" => return Some("Z".to_owned()),
        _ => {}
    }
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    let sane =
        hours.parse::<u8>().is_ok_and(|h| h < 24) && minutes.parse::<u8>().is_ok_and(|m| m < 60);
    match (hours, minutes) {
        ("00", "00") => Some("Z".to_owned()),
        _ => (sane && minutes.len() == 2).then(|| format!("{sign}{hours}:{minutes}")),
    }
}

/// `Mon, 31 Aug 2015 09:00:00 -0400`, as mail and RSS have it.
fn mail(text: &str) -> Option<String> {
    let zoned = rfc2822::parse(text).ok()?;
    let offset = zoned.offset().seconds();
    let zone = match offset {
        0 => "Z".to_owned(),
        _ => format!(
            "{}{:02}:{:02}",
            if offset < 0 { '-' } else { '+' },
            offset.abs() / 3600,
            offset.abs() / 60 % 60
        ),
    };
    Some(format!("{}T{}{zone}", zoned.date(), zoned.time()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_keep_the_precision_they_are_written_in() {
        for (written, read) in [
            ("2015-08-31", "2015-08-31"),
            ("2015-08", "2015-08"),
            ("2015", "2015"),
            ("2015-08-31T09:00:00-04:00", "2015-08-31T09:00:00-04:00"),
            ("2015-08-31T09:00:00.000-0400", "2015-08-31T09:00:00-04:00"),
            ("2024-10-29T23:13:50.697Z", "2024-10-29T23:13:50Z"),
            ("2015-09-01 10:00:00+00:00", "2015-09-01T10:00:00Z"),
            ("2015-08-31 13:00:00", "2015-08-31T13:00:00"),
            ("2015-08-31T00:00:00", "2015-08-31"),
            ("2015-08-31T00:00:00Z", "2015-08-31T00:00:00Z"),
            ("2015-08-31 13:00 UTC", "2015-08-31T13:00:00Z"),
            ("1441026000", "2015-08-31T13:00:00Z"),
            ("1441026000000", "2015-08-31T13:00:00Z"),
            ("1441026000.5", "2015-08-31T13:00:00Z"),
            (
                "Mon, 31 Aug 2015 09:00:00 -0400",
                "2015-08-31T09:00:00-04:00",
            ),
            ("Sat, 21 Nov 2026 09:12:33 -0000", "2026-11-21T09:12:33Z"),
            ("2015-02-30", ""),
            ("2015-08-31T25:00:00", ""),
            ("999999999-99-99", ""),
            ("12", ""),
            ("yesterday", ""),
            ("٢٠١٥", ""),
            ("", ""),
        ] {
            assert_eq!(*moment(written), *read, "{written}");
        }
    }

    #[test]
    fn values_are_text_numbers_or_parts() {
        for (value, read) in [
            (json!(1_441_026_000), "2015-08-31T13:00:00Z"),
            (json!({"date-parts": [[2015, 8, 31]]}), "2015-08-31"),
            (json!({"date-parts": [["2015", "8"]]}), "2015-08"),
            (json!({"date-parts": [[2015]]}), "2015"),
            (json!({"date-parts": []}), ""),
            (json!({"raw": "2015-08-31"}), "2015-08-31"),
            (json!(-1e308), ""),
            (json!(null), ""),
        ] {
            assert_eq!(*of_value(&value), *read, "{value}");
        }
    }
}
