//! Links with the stories they lead to.

use serde::Serialize;

use super::{Writer, as_given, known, rounded};
use crate::{
    library::{
        Catalog, Crosslink, StoryId, exact,
        links::{LinkKey, Target},
        state::Rulings,
    },
    text::{Clean, Span},
};

/// A stub, and the story it resolves to.
#[derive(Serialize)]
pub(crate) struct CrosslinkJson<'a> {
    start: usize,
    end: usize,
    label: Option<&'a str>,
    title: &'a str,
    url: Option<&'a str>,
    target: Option<TargetJson>,
    ruled: bool,
}

/// A story that a link leads to.
#[derive(Serialize)]
pub(crate) struct TargetJson {
    path: String,
    nth: usize,
    title: String,
    score: f64,
}

impl<'a> Writer<'a> {
    /// A stub with the story of `catalog` that it leads to.
    pub(crate) fn crosslink(&self, link: &Crosslink, catalog: &Catalog) -> CrosslinkJson<'a> {
        let stub = &link.stub;
        let first = if stub.label.is_empty() {
            stub.title
        } else {
            stub.label
        };
        let address = stub.link.and_then(|n| self.article.links().get(n as usize));
        CrosslinkJson {
            start: self.points.at(first.start),
            end: self.points.at(stub.title.end),
            label: known(self.of_text(stub.label)),
            title: self.of_text(stub.title),
            url: address.map(|l| &*l.url),
            target: target(&link.target, catalog),
            ruled: link.ruled,
        }
    }

    /// The hyperlinks that are no part of a stub and lead to stories of `catalog`, in order.
    pub(crate) fn hyperlinks(
        &self,
        own: StoryId,
        catalog: &Catalog,
        rulings: &Rulings,
    ) -> Vec<CrosslinkJson<'a>> {
        let stubs = &self.story.notes.stubs;
        let link = |(number, span): (u32, Span)| {
            let url = &*self.article.links().get(number as usize)?.url;
            let stub = |s: &crate::annotate::Stub| s.link == Some(number) || s.title.meets(span);
            if stubs.iter().any(stub) {
                return None;
            }
            let target = target(&catalog.hyperlink(url, own, rulings), catalog)?;
            let (start, end) = self.points.span(span);
            Some(CrosslinkJson {
                start,
                end,
                label: None,
                title: self.of_text(span),
                url: Some(url),
                target: Some(target),
                ruled: rulings.of(own, LinkKey::of_address(url)).is_some(),
            })
        };
        self.runs().into_iter().filter_map(link).collect()
    }
}

impl CrosslinkJson<'_> {
    /// Label, title, and the story it leads to, for people.
    pub(crate) fn shown(&self) -> String {
        let label = self.label.map(|l| format!("{l}: ")).unwrap_or_default();
        format!("{label}{}\n    {}", self.title, shown(self.target.as_ref()))
    }
}

/// Where a link leads, for people, on one line.
pub(crate) fn shown(target: Option<&TargetJson>) -> Clean {
    let Some(target) = target else {
        return Clean::line("→ no story found");
    };
    let TargetJson {
        path, nth, title, ..
    } = target;
    let number = if *nth == 0 {
        String::new()
    } else {
        format!("#{nth}")
    };
    Clean::line(&format!("→ {path}{number}: {title}"))
}

/// The story of `catalog` that is meant beyond reasonable doubt.
pub(crate) fn target(target: &Target, catalog: &Catalog) -> Option<TargetJson> {
    let (place, score) = exact(target)?;
    let entry = catalog.entries().get(place)?;
    Some(TargetJson {
        path: as_given(&entry.path).into_string(),
        nth: entry.nth,
        title: entry.title.to_string(),
        score: rounded(score),
    })
}
