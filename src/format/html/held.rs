//! The text of an article that a page holds without showing it: a page shows its beginning to those who have not paid,
//! or nothing before a script has run, and gives the whole to search engines in linked data.

use super::{jsonld, page::Page, pieces};
use std::borrow::Cow;

/// Fewest words of a text worth showing in place of what the page shows.
const LEAST: usize = 120;

/// How often as long as what the page shows it has to be.
const LONGER: usize = 2;

/// The text of the article as markup, where it is much longer than the `shown` words of the page.
pub(super) fn markup(page: &Page, shown: usize) -> Option<String> {
    let scripts: Vec<&str> = page.all("script").map(|ix| page.source(ix)).collect();
    if !scripts.iter().any(|s| s.contains("\"articleBody\"")) {
        return None;
    }
    let body = jsonld::body(&scripts)?;
    let words = pieces::words(&body);
    (words >= LEAST && words > shown * LONGER).then(|| paragraphs(&body).into_owned())
}

/// A text with its lines as paragraphs; as it is where it is markup already.
fn paragraphs(body: &str) -> Cow<'_, str> {
    let marked = ["</p>", "<br", "<p>"].iter().any(|tag| body.contains(tag));
    if marked {
        return Cow::Borrowed(body);
    }
    let mut markup = String::with_capacity(body.len());
    for line in body.lines().map(str::trim).filter(|l| !l.is_empty()) {
        markup.push_str("<p>");
        markup.push_str(&line.replace('&', "&amp;").replace('<', "&lt;"));
        markup.push_str("</p>");
    }
    Cow::Owned(markup)
}

#[cfg(test)]
mod tests {
    use crate::format::{
        Limits,
        html::{Scope, read_markup},
    };

    #[test]
    fn a_text_in_linked_data_stands_in_for_a_stump() {
        let line =
            "Cats purr in their sleep, and nobody who has tried to find out why they do it knows.";
        let stump = format!("<h1>Cats purr</h1><p>{line}</p>");
        let told = |body: &str| {
            let data = format!(
                "{{\"@type\":\"Article\",\"headline\":\"Cats purr\",\"articleBody\":\"{body}\"}}"
            );
            let html = format!("<script type='application/ld+json'>{data}</script>{stump}");
            let read = read_markup(&html, "", "", &Limits::default(), Scope::Article);
            let warned = read.warnings.len();
            let article = read.articles.into_iter().next().unwrap();
            (
                article.text().matches("Cats purr in").count(),
                article.meta.title.to_string(),
                warned,
            )
        };
        for (body, times, warned) in [
            (format!("{line}\\n").repeat(12), 12, 1),
            (format!("<p>{line}</p>").repeat(12), 12, 1),
            (line.to_owned(), 1, 0),
        ] {
            assert_eq!(
                told(&body),
                (times, "Cats purr".to_owned(), warned),
                "{body}"
            );
        }
    }
}
