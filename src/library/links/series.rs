//! Instalments of a series told apart. In: the words that two titles do not share. Out: whether those words are what
//! tells one instalment from the next.

/// Months and weekdays, in the languages that headlines are told apart in by them, folded.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "januar",
    "februar",
    "marz",
    "mai",
    "juni",
    "juli",
    "oktober",
    "dezember",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "settembre",
    "ottobre",
    "dicembre",
    "janeiro",
    "fevereiro",
    "marco",
    "maio",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
    "januari",
    "februari",
    "maart",
    "mei",
    "augustus",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
];
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
];
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "last", "final", "ii", "iii", "iv", "vi", "vii", "viii", "ix",
];

/// What tells instalments apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Number,
    Month,
    Day,
    Ordinal,
}

fn mark(word: &str) -> Option<Mark> {
    if word.starts_with(|c: char| c.is_ascii_digit()) || quarter(word) {
        Some(Mark::Number)
    } else if MONTHS.contains(&word) {
        Some(Mark::Month)
    } else if DAYS.contains(&word) {
        Some(Mark::Day)
    } else if ORDINALS.contains(&word) {
        Some(Mark::Ordinal)
    } else {
        None
    }
}

/// Whether a folded word names a month or a season.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// "q3", "v2", "s01e02".
fn quarter(word: &str) -> bool {
    let rest = word.trim_start_matches(['q', 'v', 's', 'h']);
    rest.len() < word.len() && rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Words that turn a headline into that of another story, in pairs.
const OPPOSITES: &[(&str, &str)] = &[
    ("man", "woman"),
    ("men", "women"),
    ("boy", "girl"),
    ("father", "mother"),
    ("son", "daughter"),
    ("husband", "wife"),
    ("brother", "sister"),
    ("male", "female"),
    ("wins", "loses"),
    ("win", "lose"),
    ("won", "lost"),
    ("rises", "falls"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("up", "down"),
    ("gains", "losses"),
    ("increase", "decrease"),
    ("increases", "decreases"),
    ("admits", "denies"),
    ("confirms", "denies"),
    ("guilty", "innocent"),
    ("acquitted", "convicted"),
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("best", "worst"),
    ("buys", "sells"),
    ("buy", "sell"),
    ("opens", "closes"),
    ("accepts", "rejects"),
    ("approves", "rejects"),
    ("yes", "no"),
];

/// Whether one title has a word where the other has its opposite.
fn are_opposed(here: &[&str], there: &[&str]) -> bool {
    let stand = |a: &str, b: &str| here.contains(&a) && there.contains(&b);
    OPPOSITES.iter().any(|(a, b)| stand(a, b) || stand(b, a))
}

/// What the words of two titles that number an instalment say of each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing numbers them, or the same.
    #[default]
    Same,
    /// One has a number that the other lacks; the other may be the short form.
    Vague,
    /// Two instalments of one series, or two counts of one kind of thing.
    Differ,
}

/// Compares the words of two titles as the numbers of instalments.
pub(super) fn compare(asked: &[&str], found: &[&str]) -> Verdict {
    let here = lone(asked, found);
    let there = lone(found, asked);
    if are_opposed(&here, &there) {
        return Verdict::Differ;
    }
    let mut left = here.iter().filter_map(|w| mark(w)).peekable();
    let mut more = there.iter().filter_map(|w| mark(w)).peekable();
    if left.peek().is_none() && more.peek().is_none() {
        return Verdict::Same;
    }
    let dated = |m: Mark| matches!(m, Mark::Month | Mark::Day);
    let has = |words: &[&str], m: Mark| words.iter().any(|w| mark(w) == Some(m));
    let crossed = here.iter().filter_map(|w| mark(w)).any(|m| has(&there, m));
    let partly = left
        .chain(more)
        .any(|m| dated(m) && has(asked, m) && has(found, m));
    // The other has all that is asked for but the number.
    let only = !here.is_empty() && here.iter().all(|w| mark(w).is_some()) && there.len() <= 1;
    if crossed || partly || only {
        Verdict::Differ
    } else {
        Verdict::Vague
    }
}

/// The words of `of` that `other` lacks, each as often as it lacks it.
fn lone<'a>(of: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let mut other = other.to_vec();
    let mut found = Vec::new();
    for word in of {
        match other.iter().position(|w| w == word) {
            Some(at) => {
                other.swap_remove(at);
            }
            None => found.push(*word),
        }
    }
    found
}

/// Whether any of these words is the number or month of an instalment.
pub(super) fn numbers(words: &[&str]) -> bool {
    let dated = |w: &&str| matches!(mark(w), Some(Mark::Number | Mark::Month));
    words.iter().any(dated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instalments_are_told_from_short_forms() {
        for (asked, found, verdict) in [
            (
                "announcing fen 1.68.1",
                "announcing fen 1.68",
                Verdict::Differ,
            ),
            (
                "council update june 2025",
                "council update may 2025",
                Verdict::Differ,
            ),
            (
                "january update",
                "january and february update",
                Verdict::Differ,
            ),
            (
                "day 3 of a 7 day walk",
                "day 7 of a 7 day walk",
                Verdict::Differ,
            ),
            ("all hands 2026 notes", "all hands notes", Verdict::Differ),
            (
                "part ii of the story",
                "part iii of the story",
                Verdict::Differ,
            ),
            ("bomb kills in town", "bomb kills 7 in town", Verdict::Vague),
            ("the 2025 survey", "survey of 2025", Verdict::Same),
            (
                "man found in canal",
                "woman found in canal",
                Verdict::Differ,
            ),
            (
                "ferry north of the wall",
                "ferry south of it",
                Verdict::Differ,
            ),
            ("the story", "the story", Verdict::Same),
        ] {
            let words = |t: &'static str| t.split(' ').collect::<Vec<_>>();
            let found_verdict = compare(&words(asked), &words(found));
            assert_eq!(found_verdict, verdict, "{asked} / {found}");
        }
    }
}
