//! Lines above a story that say who, when and whose picture.

use crate::{format::date, text::Clean};

/// Words that open a byline.
const BY: [&str; 14] = [
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "af",
    "av",
    "written by",
    "reported by",
    "story by",
    "text:",
    "author:",
    "autor:",
];

/// Small words between names and in what writers are called.
const BETWEEN: &str = "and und et y e en og och & of for the de van von der den la le bin al in to at with special \
    staff writer writers reporter correspondent contributor editor columnist medical science | • · — – -";

/// A byline, and the date that stands in the same line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) names: Clean,
    pub(super) date: Clean,
}

/// Reads a byline: "By Ann Lee and Bo Ek, Reuters", "Von Ann Lee, 7. Mai 2013", "May 7, 2013 by Ann Lee".
pub(super) fn byline(line: &str) -> Option<Byline> {
    opened(line).or_else(|| {
        let (at, _) = [" by ", " By ", " von ", " par ", " por "]
            .iter()
            .find_map(|by| line.match_indices(*by).next())?;
        let found = opened(line.get(at + 1..)?)?;
        let before = dateline(line.get(..at)?.trim_end_matches(PARTING))?;
        Some(Byline {
            date: before.published,
            ..found
        })
    })
}

/// A byline that begins the line.
fn opened(line: &str) -> Option<Byline> {
    let lower = line.to_lowercase();
    let opening = BY
        .iter()
        .filter(|by| lower.starts_with(*by))
        .max_by_key(|by| by.len())?;
    let rest = line.get(opening.len()..)?;
    let rest = rest.strip_prefix([' ', '\u{a0}', ':'])?.trim();
    let (names, date) = match date::at_end(rest) {
        Some((start, date)) => (rest.get(..start)?, date),
        None => (rest, Clean::default()),
    };
    let names = names.trim().trim_end_matches(PARTING).trim();
    let words: Vec<&str> = names.split_whitespace().collect();
    let capital = |w: &&&str| w.chars().any(char::is_uppercase);
    let small = |w: &str| {
        BETWEEN
            .split_whitespace()
            .any(|b| b == w.trim_end_matches([',', '.']).to_lowercase())
    };
    let bare =
        |w: &str| w.bytes().any(|b| b.is_ascii_digit()) && !w.chars().any(char::is_alphabetic);
    let fits = words.iter().all(|w| (small(w) || capital(&w)) && !bare(w));
    let stops = names.ends_with(['.', '?', '!', ':', ';']) && !names.ends_with("r.");
    let few =
        (1..=12).contains(&words.len()) && names.len() < 120 && words.iter().any(|w| capital(&w));
    (fits && few && !stops).then(|| Byline {
        names: Clean::line(names),
        date,
    })
}

/// Signs between the parts of a line.
const PARTING: [char; 8] = ['|', '•', '·', ',', '—', '–', '-', '/'];

/// When the story was published and when it was changed, as far as a line says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    pub(super) published: Clean,
    pub(super) modified: Clean,
}

/// Reads a line that says when, and where: "May 7, 2013", "Published: 2013-05-07 | Updated: 2013-05-08",
/// "LONDON, May 7, 2013".
pub(super) fn dateline(line: &str) -> Option<Dateline> {
    let mut found = Dateline::default();
    if line.len() > 160 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    for part in line
        .split(['|', '•', '·'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (changed, part) = unlabelled(part);
        let date = date::parse(part)
            .filter(|d| d.len() >= "2013-05-07".len())
            .or_else(|| placed(part))?;
        let slot = if changed {
            &mut found.modified
        } else {
            &mut found.published
        };
        *slot = date;
    }
    (found != Dateline::default()).then_some(found)
}

/// The line without the label before a date, and whether that speaks of a change.
fn unlabelled(part: &str) -> (bool, &str) {
    const LABELS: &str =
        "published posted dated date created veröffentlicht erschienen publié publicado pubblicato";
    const CHANGES: &str = "updated modified aktualisiert stand actualizado aggiornato màj";
    let bare = part
        .trim_start_matches("First ")
        .trim_start_matches("Last ");
    let (label, rest) = bare.split_once([' ', ':']).unwrap_or((bare, ""));
    let label = label.to_lowercase();
    let rest = rest.trim_start_matches([':', ' ']);
    let is = |labels: &str| labels.split_whitespace().any(|l| l == label);
    match (is(CHANGES), is(LABELS)) {
        (true, _) => (true, rest),
        (_, true) => (false, rest),
        _ => (false, part),
    }
}

/// The date after the name of a place.
fn placed(part: &str) -> Option<Clean> {
    let (place, rest) = part.split_once([',', '—', '–'])?;
    let named = place
        .split_whitespace()
        .all(|w| w.starts_with(char::is_uppercase));
    let few = place.split_whitespace().count() <= 4;
    (named && few).then_some(())?;
    date::parse(rest).filter(|d| d.len() >= "2013-05-07".len())
}

/// What a credit begins with, in lower case.
const CREDITS: [&str; 26] = [
    "photo:",
    "photo by ",
    "photos by ",
    "photo credit:",
    "photo credit ",
    "photo courtesy ",
    "photograph by ",
    "photograph:",
    "picture:",
    "picture by ",
    "image:",
    "image credit:",
    "image by ",
    "credit:",
    "courtesy of ",
    "illustration:",
    "illustration by ",
    "foto:",
    "fotos:",
    "foto von ",
    "bild:",
    "crédit :",
    "crédit:",
    "crédito:",
    "©",
    "(c) ",
];

/// Agencies whose name stands in the credit of a picture.
const AGENCIES: [&str; 14] = [
    "AP Photo",
    "Getty Images",
    "/AFP",
    "AFP/",
    "/Reuters",
    "REUTERS/",
    "/AP",
    "AP/",
    "/EPA",
    "/dpa",
    "dpa/",
    "Shutterstock",
    "iStock",
    "Associated Press",
];

/// Reads a line that plainly says whose picture it is: "Photo: Ann Lee/AP", "(AP Photo/Ann Lee)". Gives who.
pub(super) fn credit(line: &str) -> Option<Clean> {
    let bare = line
        .strip_prefix('(')
        .and_then(|l| l.strip_suffix(')'))
        .unwrap_or(line);
    if bare.len() > 120 || bare.split_whitespace().count() > 14 {
        return None;
    }
    let lower = bare.to_lowercase();
    if let Some(label) = CREDITS.iter().find(|label| lower.starts_with(*label)) {
        let who = bare.get(label.len()..).unwrap_or(bare);
        return Some(Clean::line(who)).filter(|who| !who.is_empty());
    }
    let named = AGENCIES.iter().any(|agency| bare.contains(agency));
    (named && !bare.ends_with('.')).then(|| Clean::line(bare))
}

/// The credit in brackets at the end of a caption.
pub(super) fn credit_in(caption: &str) -> Option<Clean> {
    let (_, last) = caption
        .trim_end_matches('.')
        .strip_suffix(')')?
        .rsplit_once('(')?;
    credit(last)
}

/// Whether a short line can be nothing but names: "Kirill Kudryavtsev", "AFP/Getty".
pub(super) fn is_names(line: &str) -> bool {
    let mut words = line.split([' ', '/', '\u{a0}']).filter(|w| !w.is_empty());
    let named =
        |w: &str| w.starts_with(char::is_uppercase) || BETWEEN.split_whitespace().any(|b| b == w);
    let few = (1..=7).contains(&words.clone().count()) && line.len() <= 80;
    few && !line.ends_with(['.', '?', '!', ':', ';', ',']) && words.all(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_and_date() {
        for (line, names, date) in [
            ("By Ann Lee", "Ann Lee", ""),
            ("BY ANN LEE AND BO EK", "ANN LEE AND BO EK", ""),
            (
                "By Ann Lee, Special to The Sun",
                "Ann Lee, Special to The Sun",
                "",
            ),
            ("by 18F August 31, 2015", "18F", "2015-08-31"),
            ("Von Ann Lee | 7. Mai 2013", "Ann Lee", "2013-05-07"),
            ("Par A. Dupont et B. Durand", "A. Dupont et B. Durand", ""),
            ("Written by: Ann Lee", "Ann Lee", ""),
            ("By Ann Lee Jr.", "Ann Lee Jr.", ""),
            ("Tuesday 7 May 2013 by Ann Lee", "Ann Lee", "2013-05-07"),
        ] {
            let found = byline(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&*found.names, &*found.date), (names, date), "{line}");
        }
        for line in [
            "By Tuesday the council had met.",
            "By the river",
            "By 2020",
            "Bystanders Ran",
            "Portugal Wins",
            "By",
            "Von",
            "By Ann Lee. She left",
            "By Friday, rain had flooded Main Street",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn datelines_are_dates_alone_or_with_a_place() {
        for (line, published, modified) in [
            ("May 7, 2013", "2013-05-07", ""),
            (
                "Published: May 7, 2013 10:15 UTC",
                "2013-05-07T10:15:00Z",
                "",
            ),
            (
                "Posted on 7 May 2013 | Last updated May 8, 2013",
                "2013-05-07",
                "2013-05-08",
            ),
            ("LONDON, May 7, 2013", "2013-05-07", ""),
            ("Stand: 07.05.2013", "", "2013-05-07"),
        ] {
            let found = dateline(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (&*found.published, &*found.modified),
                (published, modified),
                "{line}"
            );
        }
        for line in [
            "2013",
            "On May 7, 2013 the council met",
            "He left London, May 7, 2013",
            "May",
            "10 | 20",
        ] {
            assert_eq!(dateline(line), None, "{line}");
        }
    }

    #[test]
    fn credits_are_labelled_or_name_an_agency() {
        for (line, who) in [
            ("Photo: Ann Lee/AP", "Ann Lee/AP"),
            ("(AP Photo/Ann Lee)", "AP Photo/Ann Lee"),
            ("Ann Lee/AFP/Getty Images", "Ann Lee/AFP/Getty Images"),
            ("© 2013 Ann Lee", "2013 Ann Lee"),
            ("Foto: dpa", "dpa"),
        ] {
            assert_eq!(credit(line).as_deref(), Some(who), "{line}");
        }
        for line in [
            "Photos: Astronaut Sally Ride",
            "Photo:",
            "Credit cards are in use.",
            "Ann Lee",
        ] {
            assert_eq!(credit(line), None, "{line}");
        }
        assert_eq!(
            credit_in("A bridge. (AP Photo/Ann Lee)").as_deref(),
            Some("AP Photo/Ann Lee")
        );
        assert_eq!(credit_in("A bridge (left)."), None);
        assert!(
            is_names("Kirill Kudryavtsev") && is_names("AFP/Getty") && is_names("Ann van der Lee")
        );
        assert!(!is_names("A bridge over the river") && !is_names("Ann left."));
    }
}
