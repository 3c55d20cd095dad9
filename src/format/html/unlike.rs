//! Pages that are no article: forums, lists of links, galleries. They are shown as well as may be, with a word about it.
//!
//! Measured on pages of known kind (WCXB, 2,008 pages): three of five forums, two of five lists and of the collections are
//! told, and one article in three hundred is called what it is not; of short news on other pages, one in twenty.

use super::{
    emit::Chosen,
    hints::Hints,
    page::Page,
    pieces::{Piece, Pieces},
};
use crate::article::BlockKind;

/// Types of linked data that several people write (schema.org).
const FORUM: &[&str] = &["DiscussionForumPosting", "QAPage"];

/// Programs that make forums, as their pages name them: in `generator`, or as the id of the outermost element.
const PROGRAMS: &[&str] = &[
    "discourse",
    "flarum",
    "invision",
    "mybb",
    "phpbb",
    "vbulletin",
    "xenforo",
    "xf",
];

/// Fewest words of a page that holds any text.
const EMPTY: usize = 4;
/// Fewest words of an article that is for subscribers and looks whole.
const BEGINNING: usize = 200;
/// Fewest words of a paragraph that counts as told.
const TOLD: usize = 25;
/// Fewest words in links of a list.
const LINKED: usize = 60;
/// Most words that a list tells.
const MOST_TOLD: usize = 150;
/// Fewest pictures of a gallery.
const PICTURES: usize = 10;
/// Most words that a gallery tells.
const SHOWN: usize = 100;

/// What a page is where it is no article, in a reader's words.
/// A short story that is `dated` is one, however many links stand around it.
pub(super) fn warning(
    page: &Page,
    pieces: &Pieces,
    chosen: &[Chosen],
    dated: bool,
) -> Option<&'static str> {
    if is_forum(page) {
        return Some("this looks like a page of a forum, written by several people");
    }
    let own = || chosen.iter().filter_map(|c| pieces.list.get(c.piece));
    let words = |p: &Piece| p.words;
    if pieces.list.iter().map(words).sum::<usize>() < EMPTY && pieces.pictures.is_empty() {
        return Some("this page holds no text: a browser fetches it by scripts or in frames");
    }
    if own().map(words).sum::<usize>() < BEGINNING && is_for_subscribers(page) {
        return Some(
            "this is perhaps only the beginning: the page says that it is for subscribers",
        );
    }
    if own().any(|p| matches!(p.kind, BlockKind::Row { .. } | BlockKind::Code)) {
        return None;
    }
    let told = |p: &&Piece| p.is_prose() && p.words >= TOLD;
    let told: usize = own().filter(told).map(|p| p.words).sum();
    let shown = pieces.list.iter().filter(|p| !p.hints.any(Hints::HIDDEN));
    let linked: usize = shown.map(|p| p.linked).sum();
    let pictures = own().filter(|p| matches!(p.kind, BlockKind::Image(_)));
    let story = dated && told > 0;
    if !story && linked >= LINKED && told < MOST_TOLD && told * 4 < linked {
        Some("this looks like a list of links, not an article")
    } else if told < SHOWN && pictures.count() >= PICTURES {
        Some("this looks like a gallery of pictures, not an article")
    } else {
        None
    }
}

/// Whether linked data say that not everybody may read the article.
fn is_for_subscribers(page: &Page) -> bool {
    page.all("script").any(|ix| {
        let mut told = page.source(ix).split("\"isAccessibleForFree\"").skip(1);
        told.any(|t| {
            let value = t.trim_start_matches([' ', ':', '"', '\n', '\t', '\r']);
            value
                .get(..5)
                .is_some_and(|v| v.eq_ignore_ascii_case("false"))
        })
    })
}

fn is_forum(page: &Page) -> bool {
    let program = |name: &str| {
        let name = name.to_ascii_lowercase();
        PROGRAMS.iter().any(|p| {
            let rest = name.strip_prefix(p);
            rest.is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
    };
    let typed = |ix| {
        let source = page.source(ix);
        FORUM.iter().any(|name| source.contains(name))
    };
    let generator = |ix| {
        let is = page.attribute_of(ix, "name") == Some("generator");
        is && page.attribute_of(ix, "content").is_some_and(program)
    };
    page.all("script").any(typed)
        || page.all("meta").any(generator)
        || page
            .all("html")
            .chain(page.all("body"))
            .any(|ix| page.attribute_of(ix, "id").is_some_and(program))
}

#[cfg(test)]
mod tests {
    use crate::format::{
        Limits,
        html::{Scope, read_markup},
    };

    #[test]
    fn pages_that_are_no_article_say_so() {
        let prose = "<p>The lamp burned all night, as it had since 1871, and nobody who saw it \
            from the sea asked why that was so or who it was that kept it lit.</p>";
        let links = "<li><a href=/a>A headline of a story that stands elsewhere</a> now".repeat(12);
        let forum =
            r#"<script type="application/ld+json">{"@type":"DiscussionForumPosting"}</script>"#;
        for (html, said) in [
            (prose.repeat(8), ""),
            (format!("{}<ul>{links}</ul>", prose.repeat(8)), ""),
            (format!("<h1>News</h1><ul>{links}</ul>"), "links"),
            (format!("{prose}<ul>{links}{links}</ul>"), "links"),
            (
                format!(
                    "<h1>Lamps</h1><time datetime=2026-05-03></time>{prose}<ul>{links}{links}</ul>"
                ),
                "",
            ),
            (
                format!("{prose}{}", "<figure><img src=a.jpg></figure>".repeat(10)),
                "gallery",
            ),
            (format!("{forum}{}", prose.repeat(8)), "forum"),
            (
                format!("<meta name=generator content='phpBB 3'>{prose}"),
                "forum",
            ),
            (
                format!("<meta name=generator content='Discourser'>{prose}"),
                "",
            ),
            (
                "<a href=/a>One link that is set in a page with a dozen words, or more of them</a>"
                    .to_owned(),
                "",
            ),
            (
                "<div id=root></div><script src=a.js></script>".to_owned(),
                "scripts",
            ),
            (
                format!(
                    "<script type='application/ld+json'>{{\"isAccessibleForFree\": \"False\"}}</script>{prose}"
                ),
                "subscribers",
            ),
        ] {
            let read = read_markup(&html, "", "", &Limits::default(), Scope::Article);
            let warnings: String = read.warnings.iter().map(|w| w.message.as_str()).collect();
            assert!(warnings.contains(said), "{html}: {warnings}");
            assert_eq!(warnings.is_empty(), said.is_empty(), "{html}: {warnings}");
        }
    }
}
