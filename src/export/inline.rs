//! The words of a block in runs of one style and link: what Markdown and HTML are written from.

use crate::{
    article::{Article, Mark, Style},
    text::Span,
};

/// The runs that `span` is made of, in order, without gaps. White space between two runs of one link belongs to it.
pub(super) fn runs(article: &Article, span: Span) -> Vec<Mark> {
    let plain = |start: u32, end: u32, link: Option<u32>| Mark {
        span: Span { start, end },
        style: Style::PLAIN,
        link,
    };
    let mut runs: Vec<Mark> = Vec::new();
    let mut at = span.start;
    for mark in article.marks(span) {
        let (start, end) = (mark.span.start.max(at), mark.span.end.min(span.end));
        if at < start {
            let gap = Span {
                start: at,
                end: start,
            };
            let before = runs.last().and_then(|run| run.link);
            let inside = before == mark.link && is_blank(article, gap);
            runs.push(plain(at, start, before.filter(|_| inside)));
        }
        let span = Span { start, end };
        runs.push(Mark { span, ..*mark });
        at = end;
    }
    if at < span.end {
        runs.push(plain(at, span.end, None));
    }
    runs
}

/// Whether only white space stands there.
pub(super) fn is_blank(article: &Article, span: Span) -> bool {
    span.of(article.text()).trim().is_empty()
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
