//! What can be followed in a story: cross-link stubs and hyperlinks, in the order of the text.

use crate::{
    annotate::{Notes, Stub},
    article::Article,
    library::{Catalog, StoryId, links},
    text::Span,
};

/// Something to follow.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Target {
    /// The words to select: a stub's title, a link's text.
    pub(in crate::tui) span: Span,
    /// Where it leads.
    pub(in crate::tui) lead: Lead,
    /// What the library makes of it.
    pub(in crate::tui) resolved: Resolved,
}

/// Where a target leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Lead {
    /// Stub number so-and-so of the notes.
    Stub(usize),
    /// Link number so-and-so of the article.
    Link(u32),
    /// A byte of the same article.
    Within(u32),
}

/// What the library makes of a target.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::tui) enum Resolved {
    /// Not looked up yet.
    #[default]
    Unknown,
    /// This story.
    Story(StoryId),
    /// Perhaps one of these, the best first, each with its score from 0 to 1.
    Perhaps(Vec<(StoryId, f32)>),
    /// No story here.
    Missing,
}

impl Resolved {
    /// What a target of the library's index means in its catalog.
    pub(in crate::tui) fn of(target: &links::Target, catalog: &Catalog) -> Self {
        let story = |m: &links::Match| {
            let entry = catalog.entries().get(m.number as usize)?;
            Some((entry.id, m.score))
        };
        match target {
            links::Target::Exact(found) => {
                story(found).map_or(Self::Missing, |(id, _)| Self::Story(id))
            }
            links::Target::Likely(found) => Self::Perhaps(found.iter().filter_map(story).collect()),
            links::Target::Missing => Self::Missing,
        }
    }
}

/// The targets of a story.
pub(in crate::tui) fn of(article: &Article, notes: &Notes) -> Vec<Target> {
    let stub = |(n, s): (usize, &Stub)| Target {
        span: s.title,
        lead: Lead::Stub(n),
        resolved: Resolved::Unknown,
    };
    let mut targets: Vec<Target> = notes.stubs.iter().enumerate().map(stub).collect();
    let stubs = targets.len();
    for link in links(article) {
        let taken = targets
            .get(..stubs)
            .is_some_and(|t| t.iter().any(|t| t.span.meets(link.span)));
        if !taken {
            targets.push(link);
        }
    }
    targets.sort_by_key(|t| t.span);
    targets
}

/// The hyperlinks of the text; a link whose words are in several styles is one.
fn links(article: &Article) -> Vec<Target> {
    let mut found: Vec<(u32, Span)> = Vec::new();
    for mark in article.all_marks() {
        let Some(link) = mark.link else { continue };
        match found.last_mut() {
            Some((last, span)) if *last == link => span.end = mark.span.end,
            _ => found.push((link, mark.span)),
        }
    }
    let target = |(link, span): (u32, Span)| {
        let to = article.links().get(link as usize).and_then(|l| l.to);
        Target {
            span,
            lead: to.map_or(Lead::Link(link), Lead::Within),
            resolved: Resolved::Unknown,
        }
    };
    found.into_iter().map(target).collect()
}

impl Target {
    /// Whether painted cells are this target's.
    pub(in crate::tui) fn is(
        &self,
        painted: crate::paint::Target,
        article: &Article,
        notes: &Notes,
    ) -> bool {
        match (self.lead, painted) {
            (Lead::Stub(n), crate::paint::Target::Stub(stub)) => n == stub as usize,
            (Lead::Stub(n), crate::paint::Target::Link(link)) => {
                notes.stubs.get(n).is_some_and(|s| s.link == Some(link))
            }
            (Lead::Link(n), crate::paint::Target::Link(link)) => n == link,
            (Lead::Within(to), crate::paint::Target::Link(link)) => article
                .links()
                .get(link as usize)
                .is_some_and(|l| l.to == Some(to)),
            (Lead::Link(_) | Lead::Within(_), crate::paint::Target::Stub(_)) => false,
        }
    }
}
