//! Dates as a reader likes them, as precise as they are known.

/// Short names of the months.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Year, month and day of an RFC 3339 date or date-time, as far as it has them.
#[must_use]
pub fn parts(date: &str) -> Option<(&str, Option<usize>, Option<u8>)> {
    let day = date.split(['T', ' ']).next()?;
    let mut parts = day.split('-');
    let year = parts
        .next()
        .filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))?;
    let month = parts
        .next()
        .and_then(|m| m.parse().ok())
        .filter(|m| (1..=12).contains(m));
    let day = parts
        .next()
        .and_then(|d| d.parse().ok())
        .filter(|_| month.is_some());
    Some((year, month, day))
}

/// "7 May 2013", "May 2013", "2013"; anything that is no date as it is.
#[must_use]
pub fn long(date: &str) -> String {
    let name = |m: usize| MONTHS.get(m - 1).copied().unwrap_or_default();
    match parts(date) {
        Some((year, Some(month), Some(day))) => format!("{day} {} {year}", name(month)),
        Some((year, Some(month), None)) => format!("{} {year}", name(month)),
        Some((year, None, _)) => year.to_owned(),
        None => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_known() {
        for (date, shown) in [
            ("2013-05-07T10:00:00Z", "7 May 2013"),
            ("2013-05-07", "7 May 2013"),
            ("2013-05", "May 2013"),
            ("2013", "2013"),
            ("last week", "last week"),
            ("2013-99-99", "2013"),
            ("", ""),
        ] {
            assert_eq!(long(date), shown);
        }
    }
}
