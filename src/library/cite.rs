//! A quote with its citation: for people, for Markdown, for bibliographies, for programs that keep annotations.
//!
//! Words, who said them and what is known of the story go in; text in one of these forms comes out.

pub mod annotation;
pub mod bibtex;
pub mod csl;
mod date;

pub use date::{long, parts};

use crate::{
    annotate::Quote,
    article::{Article, Meta},
};

/// Who said a quote, where that is known well enough.
#[must_use]
pub fn speaker(quote: &Quote, text: &str) -> Option<String> {
    let name = quote.speaker()?.name.of(text);
    let words: Vec<&str> = name.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A quote as it is cited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cited<'a> {
    /// Its words.
    pub words: String,
    /// Who said them; `None` where nobody is known to.
    pub who: Option<String>,
    /// Number of its paragraph in the article, from 1.
    pub paragraph: usize,
    /// The quote stands in this article's story.
    pub meta: Option<&'a Meta>,
}

impl<'a> Cited<'a> {
    /// A quote of an article.
    #[must_use]
    pub fn new(quote: &Quote, article: &'a Article) -> Self {
        let text = article.text();
        let words = quote.span.of(text).trim_end_matches(',');
        Self {
            words: words.replace('\n', " "),
            who: speaker(quote, text),
            paragraph: article.block_at(quote.span.start) + 1,
            meta: Some(&article.meta),
        }
    }

    /// “We go on” — Ann Lee, in *Headline*, Site, 7 May 2013
    #[must_use]
    pub fn plain(&self) -> String {
        let Self { words, who, .. } = self;
        match (who, self.source(&|title, _| format!("*{title}*"))) {
            (Some(who), Some(source)) => format!("“{words}” — {who}, in {source}"),
            (Some(who), None) => format!("“{words}” — {who}"),
            (None, Some(source)) => format!("“{words}” — in {source}"),
            (None, None) => format!("“{words}”"),
        }
    }

    /// A block quote, and below it who said it and where, the headline a link to the story's address.
    #[must_use]
    pub fn markdown(&self) -> String {
        let linked = |title: &str, url: &str| {
            let title = escaped(title);
            if url.is_empty() {
                format!("*{title}*")
            } else {
                format!("[{title}](<{}>)", url.replace(['<', '>', ' '], ""))
            }
        };
        let source = self.source(&linked);
        let who = self.who.as_deref().map(escaped);
        let below = match (who, source) {
            (Some(who), Some(source)) => format!("{who}, in {source}"),
            (Some(who), None) => who,
            (None, Some(source)) => format!("in {source}"),
            (None, None) => String::new(),
        };
        let words = escaped(&self.words);
        if below.is_empty() {
            format!("> {words}\n")
        } else {
            format!("> {words}\n>\n> — {below}\n")
        }
    }

    /// Headline, site and date; nothing of a story without any.
    fn source(&self, headline: &dyn Fn(&str, &str) -> String) -> Option<String> {
        let meta = self.meta?;
        let title = if meta.title.is_empty() {
            String::new()
        } else {
            headline(&meta.title, &meta.url)
        };
        let parts = [title, meta.site.to_string(), long(&meta.published)];
        let known: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        (!known.is_empty()).then(|| known.join(", "))
    }
}

/// Text whose signs mean nothing in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Who wrote a story, each by name: "Ann Lee and Bo Ek".
fn authors(byline: &str) -> Vec<&str> {
    let parts = byline.split([',', ';', '&']).flat_map(|p| p.split(" and "));
    parts.map(str::trim).filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    pub(super) fn meta() -> Meta {
        Meta {
            title: Clean::line("Talks [fail]"),
            byline: Clean::line("Ann Lee and Bo Ek"),
            site: Clean::line("The Gull & Co"),
            url: Clean::line("https://gull.example/talks_fail?a=1"),
            published: Clean::line("2013-05-07T10:00:00Z"),
            lang: Clean::line("en"),
            ..Meta::default()
        }
    }

    pub(super) fn cited(meta: &Meta) -> Cited<'_> {
        Cited {
            words: "Not 1 % *more*".to_owned(),
            who: Some("Anna Lindqvist".to_owned()),
            paragraph: 3,
            meta: Some(meta),
        }
    }

    #[test]
    fn a_quote_is_cited_as_far_as_its_story_is_known() {
        let full = meta();
        let bare = Meta::default();
        let mut nobody = cited(&bare);
        nobody.who = None;
        for (cited, plain) in [
            (
                cited(&full),
                "“Not 1 % *more*” — Anna Lindqvist, in *Talks [fail]*, The Gull & Co, 7 May 2013",
            ),
            (cited(&bare), "“Not 1 % *more*” — Anna Lindqvist"),
            (nobody, "“Not 1 % *more*”"),
        ] {
            assert_eq!(cited.plain(), plain);
        }
        assert_eq!(
            cited(&full).markdown(),
            "> Not 1 % \\*more\\*\n>\n> — Anna Lindqvist, in [Talks \\[fail\\]](<https://gull.example/talks_fail?a=1>), The Gull & Co, 7 May 2013\n"
        );
    }

    #[test]
    fn writers_are_told_apart() {
        for (byline, names) in [
            ("Ann Lee and Bo Ek", &["Ann Lee", "Bo Ek"][..]),
            ("Ann Lee, Bo Ek & Cy Orr", &["Ann Lee", "Bo Ek", "Cy Orr"]),
            ("Reuters", &["Reuters"]),
            ("", &[]),
        ] {
            assert_eq!(authors(byline), names, "{byline}");
        }
    }
}
