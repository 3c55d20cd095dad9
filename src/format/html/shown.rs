//! The date that a page shows: in elements made for one, by the headline, in the line that says when it was posted.

use super::{
    dates,
    hints::{self, AROUND, Hints},
    page::{NodeIx, Page},
    phrases::{self, Role, folded},
    pieces::{Piece, Pieces},
};

/// Most elements of one kind that are looked at for a date.
const TRIES: usize = 40;

/// Longest line that says when something was posted, in words.
const LONG: usize = 40;

/// Longest line that is believed for its looks alone, in words.
const SHORT: usize = 12;

/// Longest line by the headline that holds the date, in words.
const NEAR: usize = 25;

/// How many words of a line hold the date that it begins with, or that follows what says so.
const REACH: usize = 9;

/// Whether an element stands in nothing with one of the `not` hints.
fn is_own(page: &Page, ix: NodeIx, not: Hints) -> bool {
    let small = |ix: u32| page.span(ix).len() * 5 < page.span(0).len() * 2;
    !page
        .ancestors(ix)
        .any(|a| hints::of(page, a, small(a)).any(not))
}

/// The first `time` of the page that is no comment's and no other story's.
pub(super) fn of_time(page: &Page, lang: &str) -> Option<String> {
    let own =
        |ix: &u32| is_own(page, *ix, AROUND) && !page.ancestors(*ix).any(|a| page.tag(a) == "li");
    page.all("time").take(TRIES).filter(own).find_map(|ix| {
        let stated = page
            .attribute_of(ix, "datetime")
            .and_then(|v| dates::of_value(v, lang));
        stated.or_else(|| dates::in_words(page.text(ix), lang))
    })
}

/// Classes of elements that state a date as their title (hAtom, microformats.org), the best first.
const CLASSES: &[&str] = &["published", "dtstart", "updated"];

/// The first date that an element states as its title.
pub(super) fn of_class(page: &Page, lang: &str) -> Option<String> {
    let titled = page.all("abbr").chain(page.all("span")).filter_map(|ix| {
        let title = page.attribute_of(ix, "title")?;
        let class = page.attribute_of(ix, "class")?;
        let mut named = class.split_ascii_whitespace();
        let rank = named.find_map(|c| CLASSES.iter().position(|known| *known == c))?;
        Some((rank, ix, title))
    });
    let mut titled: Vec<(usize, NodeIx, &str)> = titled.take(TRIES).collect();
    titled.sort_by_key(|t| t.0);
    let own = |ix| is_own(page, ix, AROUND.less(Hints::FOOTER));
    titled
        .into_iter()
        .filter(|t| own(t.1))
        .find_map(|(_, _, title)| dates::of_value(title, lang))
}

/// The first `time` of the page that states a day, wherever it stands but with comments and other stories.
pub(super) fn of_foot(page: &Page, lang: &str) -> Option<String> {
    let others = Hints::COMMENTS.with(Hints::RELATED).with(Hints::HIDDEN);
    let stated = |ix| dates::of_value(page.attribute_of(ix, "datetime")?, lang);
    let own = |ix: &u32| is_own(page, *ix, others);
    page.all("time").take(TRIES).filter(own).find_map(stated)
}

/// A date in a short line near the headline, which is piece number `headline`: marked as one, introduced as one, or
/// at its beginning.
pub(super) fn near_headline(
    page: &Page,
    pieces: &Pieces,
    headline: usize,
    lang: &str,
) -> Option<String> {
    let from = headline.saturating_sub(6);
    let mut prose = 0;
    let lines = pieces.list.iter().enumerate().skip(from);
    let lines = lines.take_while(|(n, p)| {
        prose += usize::from(*n >= headline && p.is_prose());
        prose <= 2
    });
    let short = |p: &&Piece| p.words > 0 && p.words < NEAR && !p.hints.any(Hints::HIDDEN);
    let lines = lines.map(|(_, p)| p).filter(short);
    let lines = lines.map(|p| (p, line(page, pieces, p)));
    let lines: Vec<(&Piece, String)> = lines.filter(|(p, line)| !leads(p, line)).collect();
    let told = |(piece, line): &&(&Piece, String)| {
        piece.words < SHORT
            || piece.hints.any(Hints::DATE.with(Hints::BYLINE))
            || phrases::plays(&folded(line), Role::Date)
    };
    let first = lines.iter().filter(told);
    let mut found = first.filter_map(|(_, line)| dates::in_words(line, lang));
    found.next().or_else(|| {
        lines.iter().find_map(|(_, line)| {
            let begin: Vec<&str> = line.split_whitespace().take(REACH).collect();
            dates::in_words(&begin.join(" "), lang).or_else(|| {
                let by = phrases::plays(&folded(line), Role::Byline);
                dates::in_words(line, lang).filter(|_| by)
            })
        })
    })
}

/// How many words of a link hold the date that it begins with.
const BEGINS: usize = 4;

/// What parts a date from what stands before it in a link: "Topic of the day // 3 May 2026".
const PARTING: &[&str] = &[" // ", " / ", " | ", " · ", " • ", " – ", " — ", " - "];

/// Whether a line is a link that names something else by its date: another issue. A date that links to its own page
/// begins the line, or a part of it, or follows what says so.
fn leads(piece: &Piece, line: &str) -> bool {
    let linked = piece.words > BEGINS && piece.linked * 10 >= piece.words * 8;
    let begins = |part: &str| {
        let begin: Vec<&str> = part.split_whitespace().take(BEGINS).collect();
        dates::is_mentioned(&begin.join(" "))
    };
    let parted = || PARTING.iter().any(|mark| line.split(mark).any(begins));
    linked && !phrases::plays(&folded(line), Role::Date) && !parted()
}

/// Words of titles of the issues of a periodical.
const ISSUES: &[&str] = &[
    "edition",
    "issue",
    "newsletter",
    "digest",
    "weekly",
    "daily",
    "roundup",
    "briefing",
    "bulletin",
    "gazette",
    "ausgabe",
    "wochenschau",
    "édition",
    "numéro",
    "edición",
    "edizione",
    "edição",
    "nummer",
    "wydanie",
];

/// The date that the title of an issue of a periodical holds.
pub(super) fn of_issue(title: &str, lang: &str) -> Option<String> {
    let fold = folded(title);
    let issue = fold.split_whitespace().any(|w| ISSUES.contains(&w));
    dates::in_words(title, lang).filter(|_| issue)
}

/// How many words of a text hold its dateline, and how many of them the place.
const DATELINE: (usize, usize) = (10, 4);

/// What follows the date of a dateline.
const BEHIND: [char; 8] = ['-', '–', '—', '/', '(', ')', ':', '|'];

/// The date in the dateline of the first prose below the headline: "LYON, May 3, 2026 (Cat Wire) -- Cats purr".
pub(super) fn dateline(
    page: &Page,
    pieces: &Pieces,
    headline: usize,
    lang: &str,
) -> Option<String> {
    let below = pieces.list.iter().skip(headline);
    let prose = below
        .into_iter()
        .find(|p| p.is_prose() && !p.hints.any(AROUND))?;
    let line = line(page, pieces, prose);
    let words: Vec<&str> = line.split_whitespace().take(DATELINE.0).collect();
    let number = |w: &&&str| w.contains(|c: char| c.is_ascii_digit());
    let first = words
        .iter()
        .position(|w| number(&w) || dates::is_month(w.trim_matches('(')))?;
    let (place, rest) = words.split_at_checked(first)?;
    let capital = |w: &&str| w.starts_with(|c: char| !c.is_lowercase());
    let last = place.last().copied().unwrap_or_default();
    let parted =
        last.ends_with([',', '.', '-', '–', '—', '|', '(']) || rest.first()?.starts_with('(');
    let year = rest.iter().position(|w| {
        let digits: String = w.chars().filter(char::is_ascii_digit).collect();
        digits.len() == 4 || digits.len() == 8
    })?;
    let (day, behind) = rest.split_at_checked(year + 1)?;
    let ends =
        day.last()?.ends_with(BEHIND) || day.last()?.trim_end_matches(['.', ',']).ends_with(')');
    let ends = ends || behind.first().is_some_and(|w| w.starts_with(BEHIND));
    let placed = (1..=DATELINE.1).contains(&place.len()) && place.iter().all(capital) && parted;
    if placed && ends {
        dates::in_words(&day.join(" "), lang)
    } else {
        None
    }
}

/// The date in the first line of the page that is marked as one and says of what, wherever it stands.
pub(super) fn marked(page: &Page, pieces: &Pieces, lang: &str) -> Option<String> {
    posted_in(page, pieces, lang, |p| {
        p.words < SHORT && p.hints.any(Hints::DATE.with(Hints::BYLINE))
    })
}

/// The date in the first line of the page that says of what it is, wherever it stands: "Posted on 3 May 2026", "This entry
/// was written by Ann Lee on 3 May 2026".
pub(super) fn posted(page: &Page, pieces: &Pieces, lang: &str) -> Option<String> {
    posted_in(page, pieces, lang, |p| p.words < LONG)
}

/// How lines begin that say when something was posted.
const POSTED: &[&str] = &[
    " this entry ",
    " this post ",
    " this article ",
    " this page ",
    " submitted by ",
    " dieser artikel ",
    " dieser beitrag ",
    " dieser eintrag ",
    " diese seite ",
    " gespeichert von ",
    " eingestellt von ",
    " cet article ",
    " ce billet ",
    " soumis par ",
    " esta entrada ",
    " este artículo ",
    " enviado por ",
    " questo articolo ",
    " inviato da ",
];

/// Words of [`Role::Date`] that begin much else.
const LOOSE: &[&str] = &[
    "on", "am", "le", "el", "il", "em", "vom", "den", "date", "datum", "data", "fecha", "stand",
];

/// The first date in a line of the `fit` ones that says of what it is.
fn posted_in(
    page: &Page,
    pieces: &Pieces,
    lang: &str,
    fit: impl Fn(&Piece) -> bool,
) -> Option<String> {
    let others = Hints::COMMENTS
        .with(Hints::RELATED)
        .with(Hints::NAV)
        .with(Hints::HIDDEN);
    let own = |p: &&Piece| p.words > 2 && !p.hints.any(others) && fit(p);
    pieces.list.iter().filter(own).find_map(|p| {
        let line = line(page, pieces, p);
        if leads(p, &line) {
            return None;
        }
        let digit = line.contains(|c: char| c.is_ascii_digit());
        if digit { told(&line, p, lang) } else { None }
    })
}

/// The date in the `line` of a piece behind the word that says what it is.
pub(super) fn told(line: &str, piece: &Piece, lang: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().take(LONG).collect();
    let fold = folded(line);
    let marked = piece.words < SHORT && piece.hints.any(Hints::DATE.with(Hints::BYLINE));
    let opens = marked
        || phrases::plays(&fold, Role::Byline)
        || POSTED.iter().any(|begin| fold.starts_with(begin));
    (0..words.len()).find_map(|n| {
        let rest = words.iter().skip(n).take(REACH).copied();
        let rest = rest.collect::<Vec<_>>().join(" ");
        let fold = folded(&rest);
        let first = fold.split_whitespace().next().unwrap_or_default();
        let sure = opens || !LOOSE.contains(&first) && !piece.hints.any(Hints::FOOTER);
        let says = sure && phrases::plays(&fold, Role::Date);
        if says {
            dates::in_words(&rest, lang)
        } else {
            None
        }
    })
}

/// The words of a piece, with a space behind a number where only the looks of the page part it from what follows.
pub(super) fn line(page: &Page, pieces: &Pieces, piece: &Piece) -> String {
    let mut line = String::new();
    for run in pieces.runs_of(piece) {
        let words = run.shown(page);
        if line.ends_with(|c: char| c.is_ascii_digit()) {
            line.push(' ');
        }
        line.push_str(words);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::pieces::walk::walk;
    use dom_query::Document;

    /// The date that a page with `top` and `end` around its prose shows.
    fn shown(top: &str, end: &str) -> String {
        let prose = "<p>Cats purr in their sleep, and nobody who has tried to find out why they do it knows.";
        let html = format!("{top}{}{end}", prose.repeat(9));
        let page = Page::of(&Document::from(html));
        let pieces = walk(&page, page.body(), &vec![true; page.len() as usize]);
        let heading = |p: &Piece| matches!(p.kind, crate::article::BlockKind::Heading(_));
        let headline = pieces.list.iter().position(heading).unwrap_or(0);
        of_class(&page, "de")
            .or_else(|| near_headline(&page, &pieces, headline, "de"))
            .or_else(|| marked(&page, &pieces, "de"))
            .or_else(|| posted(&page, &pieces, "de"))
            .unwrap_or_default()
    }

    #[test]
    fn a_link_to_another_issue_is_no_date() {
        for (link, date) in [
            ("Cats Weekly for 3 May 2026", ""),
            ("Sunday, 3 May 2026 at 9 am", "2026-05-03"),
            ("3 May 2026", "2026-05-03"),
            ("What cats do today // 3 May 2026", "2026-05-03"),
        ] {
            let top = format!("<h1>Cats</h1><p><a href=/9>{link}</a>");
            assert_eq!(shown(&top, ""), date, "{link}");
        }
    }

    #[test]
    fn datelines_hold_the_date() {
        for (begin, date) in [
            ("LYON, May 3, 2026 /Cat Wire/ -- Cats", "2026-05-03"),
            ("LYON, France, May 3, 2026 (CAT WIRE) -- Cats", "2026-05-03"),
            ("Lyon, (03.05.2026). Cats", "2026-05-03"),
            ("Lyon, 3. Mai 2026 – Cats", "2026-05-03"),
            ("On May 3, 2026 (a Sunday) cats", ""),
            ("In Lyon, May 3, 2026 was a day when cats", ""),
            ("Cats, 2026 and all", ""),
        ] {
            let html = format!(
                "<h1>Cats</h1><p>{begin} purr in their sleep, and nobody who has tried to find out why they do it knows."
            );
            let page = Page::of(&Document::from(html));
            let pieces = walk(&page, page.body(), &vec![true; page.len() as usize]);
            let found = dateline(&page, &pieces, 0, "de").unwrap_or_default();
            assert_eq!(found, date, "{begin}");
        }
    }

    #[test]
    fn issues_state_their_date() {
        for (title, date) in [
            ("Cats Weekly Edition for March 26, 2015", "2015-03-26"),
            ("What cats did on March 26, 2015", ""),
            ("Cats Weekly", ""),
        ] {
            assert_eq!(of_issue(title, "en").unwrap_or_default(), date, "{title}");
        }
    }

    #[test]
    fn dates_are_seen_where_pages_show_them() {
        let notice = "<p>Wer hier liest, nimmt hin, dass diese Seite sich allerlei merkt, was er auf ihr tut.";
        let categories = "Cats, dogs, fish, birds, sheep, goats, cows, mice, rats, bees";
        for (top, end, date) in [
            ("<h1>Cats</h1><p>Ann Lee, 3.5.26</p>", "", "2026-05-03"),
            (
                "<h1>Cats</h1><p><span>03.05.26</span><span>12:44</span></p>",
                "",
                "2026-05-03",
            ),
            (
                &format!("{notice}{notice}{notice}<p>3. Mai 2026 | News<h1>Cats</h1>"),
                "",
                "2026-05-03",
            ),
            (
                &format!("<h1>Cats</h1><p>3. Mai 2026 at 08:45 AM | categories: {categories}"),
                "",
                "2026-05-03",
            ),
            (
                "<h1>Cats</h1><p>10 April 2027, 18:00, in the great hall of our house, by the river: cats<p>3. Mai 2026",
                "",
                "2026-05-03",
            ),
            (
                "<h1>Cats</h1><abbr class='published' title='2026-05-03T10:00:00+02:00'>12:44</abbr>",
                "",
                "2026-05-03T10:00:00+02:00",
            ),
            (
                "<h1>Cats</h1>",
                "<p>Gespeichert von ann am 3. Mai 2026 - 18:55",
                "2026-05-03",
            ),
            (
                "<h1>Cats</h1>",
                "<p>Dieser Beitrag wurde am Sonntag, 3. Mai 2026 um 9 Uhr verfasst.",
                "2026-05-03",
            ),
            (
                "<h1>Cats</h1>",
                "<p>Autor: Ann | Artikel veröffentlicht am 3.5.2026",
                "2026-05-03",
            ),
            ("<h1>Cats</h1>", "<p>Am 3. Mai 2026 starb die Katze.", ""),
            (
                "<h1>Cats</h1>",
                "<div class=comments><p>Von Ann am 3. Mai 2026</div>",
                "",
            ),
        ] {
            assert_eq!(shown(top, end), date, "{top} {end}");
        }
    }
}
