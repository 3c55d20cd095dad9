//! The name in a line: without what stands before and behind it.

use super::{
    super::{dates, phrases::folded},
    words::NO_NAMES,
};

/// What ends a name in a line: the rest tells when, where and as what.
const AFTER: &[&str] = &[
    " | ",
    "|",
    "，",
    " • ",
    "•",
    " · ",
    " ● ",
    " — ",
    " – ",
    " - ",
    "view all",
    "view more",
    "more about",
    ", staff",
    ", special to",
    ", contributor",
    ", correspondent",
    ", reporter",
    " updated",
    " published",
    " posted",
    " on ",
    " in ",
    " for ",
    " at ",
    " @",
    "(",
    " follow",
    "updated",
    "published",
    "reviewed",
    "edited",
];

/// Words in lower case that stand inside a list of names.
const JOINING: &[&str] = &[
    "and", "und", "et", "y", "e", "i", "en", "og", "och", "de", "van", "von", "der", "la", "di",
    "del", "bin", "al", "with",
];

/// Names without what their last bearer is: "Ann Lee, head of research".
pub(super) fn without_role(names: &str) -> &str {
    let lower = |w: &str| w.starts_with(char::is_lowercase) && !JOINING.contains(&w);
    match names.split_once(", ") {
        Some((name, role)) if role.split_whitespace().any(lower) => name,
        _ => names,
    }
}

/// Whether a bare line can be a name: no word of it is one of menus and buttons.
pub(super) fn names_somebody(name: &str) -> bool {
    let fold = folded(name);
    !fold.split_whitespace().any(|w| NO_NAMES.contains(&w))
}

/// Words that stand between a date and a name.
const BETWEEN: &[&str] = &[" by ", " von ", " par ", " por ", " door ", " av ", " af "];

/// What follows "by" in a line that begins with a date: "Posted on 16 November 2026 by Ann Lee".
pub(super) fn behind_date(line: &str) -> &str {
    let cut = BETWEEN.iter().find_map(|word| line.split_once(word));
    match cut {
        Some((before, name)) if dates::is_mentioned(before) => name,
        _ => line,
    }
}

/// What parts the facts of a line.
const PARTING: &[&str] = &[" · ", " | ", " • ", " ● ", " — ", " – ", " / ", " - "];

/// What stands behind a date that begins a line: "3 May 2026 · Ann Lee".
pub(super) fn after_date(line: &str) -> &str {
    let cut = PARTING.iter().find_map(|mark| line.split_once(mark));
    match cut {
        Some((date, rest)) if dates::is_mentioned(date) && !dates::is_mentioned(rest) => rest,
        _ => line,
    }
}

/// The name in a line: what stands before a date, a place, a second role.
pub(super) fn first_name(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = line.to_lowercase();
    let mark = AFTER
        .iter()
        .filter_map(|mark| lower.find(mark))
        .filter(|at| *at > 3)
        .min();
    let digit = line.find(|c: char| c.is_ascii_digit());
    let end = [mark, digit]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(line.len());
    let mut name = line.get(..end).unwrap_or(&line).to_owned();
    if digit == Some(end) {
        // "Ann Lee Aug" of "Ann Lee Aug 31, 2015".
        let last = name.split_whitespace().next_back().unwrap_or_default();
        if dates::is_month(last) {
            let kept = name.trim_end().len() - last.len();
            name.truncate(kept);
        }
    }
    // "Ann Lee am" of "Ann Lee am 31.08.2015".
    while let Some((names, last)) = name.trim_end().rsplit_once(' ')
        && LEFT.contains(&last)
    {
        name.truncate(names.len());
    }
    name
}

/// Words that are left behind a name where what they begin is cut.
const LEFT: &[&str] = &[
    "am", "at", "for", "in", "le", "on", "um", "under", "vom", "el", "il",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_behind_a_name_goes() {
        for (given, names) in [
            ("Ann Lee, Bo Ek and Cy Day", "Ann Lee, Bo Ek and Cy Day"),
            ("Ann Lee, MD", "Ann Lee, MD"),
            ("Ann Lee, a travel writer", "Ann Lee"),
        ] {
            assert_eq!(without_role(given), names);
        }
    }
}
