//! What a publisher adds below its articles to send the reader elsewhere: to its series, to the next page.

use super::{
    super::{
        page::Page,
        phrases::folded,
        pieces::{Pieces, Run},
    },
    furniture::Line,
};
use crate::article::{Meta, Style};

/// How many of the last lines may be such.
const LAST: usize = 4;

/// Longest of them, in words.
const LONG: usize = 40;

/// Longest label, in bytes.
const LABEL: usize = 40;

/// Words of a link that only says where it is.
const HERE: &[&str] = &[
    " here ", " hier ", " ici ", " aquí ", " qui ", " aqui ", " tutaj ", " zde ", " här ",
];

/// The lines without those at their end that speak of something else of the publisher: "Cats at work: a series of the
/// Daily Paper. Read it here."
pub(super) fn without_promos<'a>(
    page: &Page,
    pieces: &Pieces,
    mut lines: Vec<Line<'a>>,
    meta: &Meta,
) -> Vec<Line<'a>> {
    let site = folded(&meta.site);
    for _ in 0..LAST {
        let told = lines.iter().filter(|l| l.piece.is_prose()).count();
        let promo = lines
            .last()
            .is_some_and(|l| is_promo(page, pieces, l, &site));
        if told < LAST || !promo {
            break;
        }
        lines.pop();
    }
    lines
}

/// Whether a line begins with a label set apart, names the publication and leads away.
fn is_promo(page: &Page, pieces: &Pieces, line: &Line<'_>, site: &str) -> bool {
    if !line.piece.is_plain() || line.piece.words > LONG || site.trim().len() < 3 {
        return false;
    }
    let (mut label, mut rest, mut here) = (String::new(), String::new(), false);
    for run in pieces.runs_of(line.piece) {
        let set = matches!(run, Run::Words { style, .. } if style.has(Style::STRONG));
        let linked = matches!(run, Run::Words { link: Some(_), .. });
        let words = run.shown(page);
        here |= linked && HERE.contains(&folded(words).as_str());
        if set && rest.trim().is_empty() {
            label.push_str(words);
        } else {
            rest.push_str(words);
        }
    }
    let labelled = label.trim_end().ends_with(':') || rest.trim_start().starts_with(':');
    let short = (1..LABEL).contains(&label.trim().len());
    labelled && short && here && folded(&rest).contains(site)
}
