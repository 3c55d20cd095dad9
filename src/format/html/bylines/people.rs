//! Links to pages about authors: whom a line names by them.

use super::{
    super::{
        hints::Hints,
        page::Page,
        pieces::{Piece, Pieces, Run},
    },
    is_name,
    names::names_somebody,
    visible::{LONG, is_elsewhere},
};

/// Parts of the addresses of pages about authors.
const AUTHORS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "autore",
    "autori",
    "auteur",
    "auteurs",
    "autores",
    "redakteur",
    "redaktion",
    "byline",
    "contributor",
    "contributors",
    "journalist",
    "journalists",
    "people",
    "profile",
    "profiles",
    "reporter",
    "reporters",
    "staff",
    "team",
    "writer",
    "writers",
    "editors",
    "columnist",
    "columnists",
    "journaliste",
    "journalistes",
    "member",
    "members",
    "user",
    "users",
    "expert",
    "experts",
];

/// Those of them that whoever writes a comment or a review has too.
pub(super) const ANYBODY: &[&str] = &[
    "user", "users", "member", "members", "profile", "profiles", "people",
];

/// What stands before the names of those who did not write it.
const NOT_WRITTEN: &[&str] = &[
    "review",
    "edit",
    "check",
    "approv",
    "verif",
    "photo",
    "illustrat",
    "translat",
    "update",
    "produce",
];

/// The names in a piece that lead to pages about authors, less those who only read it over.
pub(super) fn linked(page: &Page, pieces: &Pieces, piece: &Piece) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut before = "";
    if piece.words > LONG * 2 || is_elsewhere(piece) {
        return String::new();
    }
    for run in pieces.runs_of(piece) {
        let Run::Words { at, link, .. } = run else {
            continue;
        };
        let text = page.slice(at.clone());
        let href = link.and_then(|n| pieces.links.get(n as usize));
        if href.is_some_and(|h| leads_to_author(h)) {
            let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let before = before.to_lowercase();
            let read_over = NOT_WRITTEN.iter().any(|w| before.contains(w));
            // One word is a name where the line is marked as a byline.
            let marked = piece.hints.any(Hints::BYLINE);
            let one = marked && !name.contains(' ') && is_name(&name, false);
            if !read_over && (one || is_name(&name, true)) && names_somebody(&name) {
                names.push(name);
            }
        }
        if !text.trim().is_empty() {
            before = text;
        }
    }
    names.dedup();
    names.join(", ")
}

pub(super) fn leads_to_author(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.trim_end_matches('/').rsplit('/').skip(1);
    parts.any(|p| AUTHORS.iter().any(|a| a.eq_ignore_ascii_case(p)))
}
