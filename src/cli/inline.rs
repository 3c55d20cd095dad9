//! The words of a block in runs of one style and link: what Markdown and HTML are written from.

use crate::{
    article::{Article, Mark, Style},
    text::Span,
};

/// The runs that `span` is made of, in order, without gaps.
pub(super) fn runs(article: &Article, span: Span) -> Vec<Mark> {
    let plain = |start: u32, end: u32| Mark {
        span: Span { start, end },
        style: Style::PLAIN,
        link: None,
    };
    let mut runs = Vec::new();
    let mut at = span.start;
    for mark in article.marks(span) {
        let (start, end) = (mark.span.start.max(at), mark.span.end.min(span.end));
        if at < start {
            runs.push(plain(at, start));
        }
        let span = Span { start, end };
        runs.push(Mark { span, ..*mark });
        at = end;
    }
    if at < span.end {
        runs.push(plain(at, span.end));
    }
    runs
}

/// The runs grouped by the link they belong to.
pub(super) fn by_link(runs: &[Mark]) -> impl Iterator<Item = (Option<u32>, &[Mark])> {
    runs.chunk_by(|a, b| a.link == b.link)
        .map(|group| (group.first().and_then(|m| m.link), group))
}

/// The cells of a table row.
pub(super) fn cells(article: &Article, row: Span) -> impl Iterator<Item = Span> {
    let mut at = row.start as usize;
    row.of(article.text()).split('\t').map(move |cell| {
        let span = Span::new(at, at + cell.len());
        at += cell.len() + 1;
        span
    })
}

/// Schemes of addresses that only lead somewhere.
const SCHEMES: [&str; 7] = ["http", "https", "mailto", "ftp", "gemini", "tel", "cid"];

/// An address that runs nothing when it is followed, and is not empty; one without a scheme is among them.
pub(super) fn safe(url: &str) -> Option<&str> {
    let scheme = url.split(['/', '?', '#']).next()?.split_once(':');
    let known = |name: &str| SCHEMES.iter().any(|s| name.eq_ignore_ascii_case(s));
    let harmless = scheme.is_none_or(|(name, _)| known(name));
    (harmless && !url.is_empty()).then_some(url)
}
