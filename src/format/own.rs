//! Pages that were written here: what they say of their story, to the letter, and what was added that it has not.
//!
//! In: the markup of such a page. Out: what is known of the story, nothing guessed and nothing cut.

use super::tags::{self, Piece};
use crate::{
    article::{Article, BlockKind, GENERATOR, HEADLINE, Meta},
    text::Clean,
};

/// How much of a page is looked at for what wrote it, in bytes.
const HEAD: usize = 1024;

/// Whether a page was written here.
pub(super) fn is(html: &str) -> bool {
    let head = html.get(..html.floor_char_boundary(HEAD));
    head.is_some_and(|head| head.contains(GENERATOR))
}

/// What the head of a page that was written here says.
pub(super) fn meta(html: &str) -> Meta {
    let mut meta = Meta::default();
    for piece in tags::pieces(html) {
        match piece {
            Piece::Open("html", attributes) => meta.lang = said(attributes, "lang"),
            Piece::Open("link", attributes) => meta.url = said(attributes, "href"),
            Piece::Open("meta", attributes) => put(&mut meta, attributes),
            Piece::Close("head") => break,
            _ => {}
        }
    }
    meta
}

fn said(attributes: &str, name: &str) -> Clean {
    Clean::line(&tags::attribute(attributes, name).unwrap_or_default())
}

fn put(meta: &mut Meta, attributes: &str) {
    let content = said(attributes, "content");
    let name =
        tags::attribute(attributes, "name").or_else(|| tags::attribute(attributes, "property"));
    let slot = match name.as_deref() {
        Some("og:title") => &mut meta.title,
        Some("author") => &mut meta.byline,
        Some("og:site_name") => &mut meta.site,
        Some("credit") => &mut meta.credit,
        Some("description") => &mut meta.excerpt,
        Some("date") => &mut meta.published,
        Some("article:modified_time") => &mut meta.modified,
        Some("saved") => &mut meta.saved,
        Some("og:image") => &mut meta.lead_image,
        Some("twitter:title") => return meta.aliases.push(content),
        Some("article:tag") => return meta.tags.push(content),
        _ => return,
    };
    *slot = content;
}

/// The article without the headline that was added to it; `html` is the markup that it was read from.
pub(super) fn without_headline(article: Article, html: &str) -> Article {
    let added = html.contains(HEADLINE);
    let first = article.blocks().first().copied();
    match first.filter(|b| added && matches!(b.kind, BlockKind::Heading(1))) {
        Some(first) => article.only(&mut |block| *block != first),
        None => article,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_of_its_story_what_is_known_and_no_more() {
        let page = format!(
            "<!DOCTYPE html>\n<html>\n<head>\n{GENERATOR}\n<title>A | B</title>\n<meta name=\"saved\" content=\"2019-05-04\"/>
            <meta property=\"og:title\" content=\"A &amp; B | C\"/><meta name=\"twitter:title\" content=\"C\"/>
            <meta property=\"article:tag\" content=\"x\"/><meta property=\"article:tag\" content=\"X\"/>
            </head><body><meta name=\"author\" content=\"Not this\"/>"
        );
        let known = meta(&page);
        assert!(is(&page) && !is("<html><head></head>"));
        assert_eq!((&*known.title, &*known.saved), ("A & B | C", "2019-05-04"));
        assert_eq!((known.tags.len(), known.aliases.len()), (2, 1));
        assert!(known.byline.is_empty() && known.published.is_empty());
    }
}
