//! Pictures that show nothing of the article: the mark of the publication, that of a licence.

use super::super::{
    address,
    pieces::{Piece, Pieces},
};
use crate::article::BlockKind;

/// Where the marks of licences lie, and what they link to.
const LICENCES: &[&str] = &["creativecommons.org/", "licensebuttons.net/"];

/// Pages that a link to the front of a site may name.
const FRONTS: &[&str] = &[
    "",
    "index.html",
    "index.htm",
    "index.php",
    "index.asp",
    "home",
];

/// Whether a piece is the picture of such a mark on a page at `host`: it leads to the front page of the site.
pub(super) fn is_badge(pieces: &Pieces, piece: &Piece, host: &str) -> bool {
    let BlockKind::Image(number) = piece.kind else {
        return false;
    };
    let Some(picture) = pieces.pictures.get(number as usize) else {
        return false;
    };
    let link = picture.link.and_then(|n| pieces.links.get(n as usize));
    let link = link.map_or("", |l| l.trim());
    let licence = |address: &str| LICENCES.iter().any(|l| address.contains(l));
    licence(&picture.src) || licence(link) || leads_to_front(link, host)
}

fn leads_to_front(link: &str, host: &str) -> bool {
    let path = match link.split_once("://") {
        Some((_, rest)) if !host.is_empty() && address::host(link) == host => {
            rest.split_once('/').map_or("", |(_, path)| path)
        }
        Some(_) => return false,
        None => match link.strip_prefix('/') {
            Some(path) => path,
            None => return false,
        },
    };
    FRONTS.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lead_to_the_front() {
        for (link, front) in [
            ("/", true),
            ("https://a.example/", true),
            ("https://a.example", true),
            ("https://a.example/index.html", true),
            ("https://b.example/", false),
            ("https://a.example/cats", false),
            ("cats", false),
            ("", false),
        ] {
            assert_eq!(leads_to_front(link, "a.example"), front, "{link}");
        }
    }
}
