//! Points in time as programs write them into exports, to RFC 3339: as precise as the source and no more.

use jiff::Timestamp;
use serde_json::Value;

use super::date;
use crate::text::Clean;

/// Seconds since 1970 that are taken for a point in time: 1980 to 2100. Smaller and larger numbers mean something else.
const SECONDS: std::ops::Range<i64> = 315_532_800..4_102_444_800;

/// Seconds from 1601, where Windows begins to count, to 1970.
const SINCE_1601: i64 = 11_644_473_600;

/// A date, with its time and zone where stated; empty where `text` is none. A number counts the seconds or
/// milliseconds since 1970.
pub(super) fn moment(text: &str) -> Clean {
    let text = text.trim();
    let spaced = spaced(text);
    let text = spaced.as_deref().unwrap_or(text);
    let Some(found) = epoch(text).or_else(|| date::parse(text)) else {
        return Clean::default();
    };
    // Midnight nowhere in particular is how programs write a day.
    match found.strip_suffix("T00:00:00") {
        Some(day) => Clean::line(day),
        None => found,
    }
}

/// The basic format of ISO 8601 with the signs of the extended one: of `20240501T101112Z` `2024-05-01T10:11:12Z`.
fn spaced(text: &str) -> Option<String> {
    let (day, time) = text.split_once('T')?;
    let (time, zone) = time.split_at_checked(6)?;
    let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(day, 8) || !digits(time, 6) {
        return None;
    }
    let at = |s: &str, from: usize, to: usize| s.get(from..to).map(str::to_owned);
    let day = [at(day, 0, 4)?, at(day, 4, 6)?, at(day, 6, 8)?].join("-");
    let time = [at(time, 0, 2)?, at(time, 2, 4)?, at(time, 4, 6)?].join(":");
    Some(format!("{day}T{time}{zone}"))
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

fn epoch(text: &str) -> Option<Clean> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if whole.len() > 17
        || whole.is_empty()
        || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let units = [1, 1_000, 1_000_000];
    let seconds = units.iter().map(|unit| number / unit);
    // Bookmarks of Chrome count microseconds since 1601.
    let seconds = seconds
        .chain([number / 1_000_000 - SINCE_1601])
        .find(|s| SECONDS.contains(s))?;
    Some(Clean::new(
        Timestamp::from_second(seconds).ok()?.to_string(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn times_keep_the_precision_they_are_written_in() {
        for (written, read) in [
            ("2015-08-31", "2015-08-31"),
            ("13118850929335823", "2016-09-20T13:15:29Z"),
            ("20150831T090000Z", "2015-08-31T09:00:00Z"),
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
