//! Who signs an article elsewhere than near its headline: a line that says so, a box about the author.

use super::{
    super::{
        hints::Hints,
        meta::line_of,
        page::Page,
        phrases::folded,
        pieces::{Piece, Pieces, Run},
    },
    is_name, joined,
    labels::{BEFORE, is_label},
    names::{first_name, names_somebody, without_role},
    people::{ANYBODY, leads_to_author, linked},
    visible::{LONG, Seen},
};
use crate::article::BlockKind;
use std::sync::LazyLock;

/// Longest line of a box about the author that is only the name, in words.
const NAME: usize = 6;

/// Longest label of a byline, in words.
const LABEL: usize = 4;

/// Most names of a list.
const MOST: usize = 12;

/// The name in the box about the author below the article, where it leads to their page.
pub(super) fn boxed(page: &Page, pieces: &Pieces, headline: usize) -> Option<Seen> {
    let about = Hints::AUTHOR.with(Hints::BYLINE);
    let others = Hints::COMMENTS.with(Hints::RELATED).with(Hints::NAV);
    let own = |p: &&Piece| {
        (1..=NAME).contains(&p.words)
            && p.linked == p.words
            && p.hints.any(about)
            && !p.hints.any(others)
    };
    pieces.list.iter().skip(headline).filter(own).find_map(|p| {
        let leads = pieces.runs_of(p).iter().any(|run| match run {
            Run::Words { link: Some(n), .. } => pieces
                .links
                .get(*n as usize)
                .is_some_and(|h| leads_to_author(h)),
            _ => false,
        });
        let line = line_of(page, pieces, p.runs.clone());
        let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
        (leads && names_somebody(&name)).then_some(Seen { name, told: true })
    })
}

/// The words of [`BEFORE`] folded, how many letters each has, and whether it is one word, which also begins sentences.
static SIGNS: LazyLock<Vec<(String, usize, bool)>> = LazyLock::new(|| {
    let words = BEFORE.iter().flat_map(|(_, words)| words.iter());
    let sign = |w: &&str| (folded(w), w.chars().count(), !w.contains(' '));
    words.map(sign).collect()
});

/// The first line of the page that signs the article in so many words: "Written by Ann Lee".
pub(super) fn signed(page: &Page, pieces: &Pieces) -> Option<Seen> {
    let signs = |line: &str| {
        let fold = folded(line);
        // "Authors: Ann Lee and Bo Ek", but no "By the sea".
        let label = line.split_once([':', '：']).map_or("", |(label, _)| label);
        // All begin with a space.
        let first = fold.as_bytes().get(1);
        let mut near = SIGNS
            .iter()
            .filter(|(words, ..)| words.as_bytes().get(1) == first);
        near.any(|(words, letters, alone)| {
            fold.starts_with(words) && (!alone || label.chars().count() == *letters)
        })
    };
    let others = Hints::COMMENTS.with(Hints::RELATED).with(Hints::FIGURE);
    let short = |p: &&Piece| (2..=LONG * 2).contains(&p.words) && !p.hints.any(others);
    pieces.list.iter().filter(short).find_map(|p| {
        let line = line_of(page, pieces, p.runs.clone());
        let name = signs(&line).then(|| match linked(page, pieces, p) {
            // Of a long line only the links tell the names from what else it says.
            names if p.words > LONG => names,
            _ => without_role(&first_name(&line)).to_owned(),
        })?;
        is_name(&name, false).then_some(Seen { name, told: true })
    })
}

/// The names under a line that is nothing but the label of a byline: "Authored by", and "Ann Lee" below it.
pub(super) fn labelled(page: &Page, pieces: &Pieces, lang: &str) -> Option<Seen> {
    let others = Hints::COMMENTS
        .with(Hints::RELATED)
        .with(Hints::NAV)
        .with(Hints::FORM);
    let line = |p: &Piece| line_of(page, pieces, p.runs.clone());
    let labels = |p: &Piece| {
        let short = (1..=LABEL).contains(&p.words) && !p.hints.any(others);
        short && is_label(&folded(&line(p)))
    };
    let name = |p: &Piece| {
        let short = (1..=NAME).contains(&p.words);
        let name = Some(p).filter(|_| short).map(|p| joined(&[line(p)], lang));
        name.filter(|n| is_name(n, true) && names_somebody(n))
    };
    let mut labels = pieces.list.iter().enumerate().filter(|(_, p)| labels(p));
    labels.find_map(|(n, _)| {
        let mut below = pieces.list.iter().skip(n + 1);
        let first = below.next()?;
        let mut names = vec![name(first)?];
        if matches!(first.kind, BlockKind::Item(_)) {
            let listed = below.take_while(|p| matches!(p.kind, BlockKind::Item(_)));
            names.extend(listed.map_while(name).take(MOST));
        }
        Some(Seen {
            name: names.join(", "),
            told: true,
        })
    })
}

/// The one name of the page that stands alone and leads to a page about authors of that name; none where there are
/// several, as by a list of stories.
pub(super) fn alone(page: &Page, pieces: &Pieces, headline: usize) -> Option<Seen> {
    let others = Hints::COMMENTS.with(Hints::NAV).with(Hints::HIDDEN);
    let own = |p: &&Piece| {
        let short = (2..=NAME).contains(&p.words);
        short && p.linked == p.words && !p.hints.any(others)
    };
    let from = headline.saturating_sub(NAME);
    let mut named = pieces.list.iter().skip(from).filter(own).filter_map(|p| {
        let name = linked(page, pieces, p);
        let slug = folded(&name).trim().replace(' ', "-");
        let mut links = pieces.runs_of(p).iter().filter_map(|run| match run {
            Run::Words { link: Some(n), .. } => pieces.links.get(*n as usize),
            _ => None,
        });
        let writes = |href: &str| !href.split('/').any(|part| ANYBODY.contains(&part));
        let of_name = |href: &String| writes(href) && href.to_lowercase().contains(&slug);
        let leads = !slug.is_empty() && links.any(of_name);
        leads.then_some(name)
    });
    let name = named.next()?;
    let told = false;
    named.all(|n| n == name).then_some(Seen { name, told })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::html::pieces::walk::walk;
    use dom_query::Document;

    #[test]
    fn names_are_seen_away_from_the_headline() {
        let prose = "<p>Cats purr in their sleep, and nobody who has tried to find out why they do it knows.";
        let ann = "<div><a href=/authors/ann-lee>Ann Lee</a></div>";
        let bo = "<div><a href=/authors/bo-ek>Bo Ek</a></div>";
        for (end, name) in [
            ("<p>Authored by:</p><p>Ann Lee</p>".to_owned(), "Ann Lee|true"),
            (
                "<h6>Author(s)</h6><ul><li><a href=/?a=1>Ann Lee</a><li><a href=/?a=2>Bo Ek</a></ul>".to_owned(),
                "Ann Lee, Bo Ek|true",
            ),
            ("<p>Authors</p><p>Read more</p>".to_owned(), ""),
            (ann.to_owned(), "Ann Lee|false"),
            (format!("{ann}{ann}"), "Ann Lee|false"),
            (format!("{ann}{bo}"), ""),
            ("<div><a href=/users/ann-lee>Ann Lee</a></div>".to_owned(), ""),
            ("<div><a href=/authors/all>Ann Lee</a></div>".to_owned(), ""),
        ] {
            let html = format!("<h1>Cats purr</h1>{}{end}", prose.repeat(9));
            let page = Page::of(&Document::from(html));
            let pieces = walk(&page, page.body(), &vec![true; page.len() as usize]);
            let seen = labelled(&page, &pieces, "en").or_else(|| alone(&page, &pieces, 0));
            let seen = seen.map_or_else(String::new, |s| format!("{}|{}", s.name, s.told));
            assert_eq!(seen, name, "{end}");
        }
    }
}
