//! The cross-links of a story with the stories of a catalog that they lead to.

use super::{
    Catalog, Entry, StoryId,
    links::{Item, Query, Target},
};
use crate::{
    annotate::{Stub, weak},
    story::Story,
    text::byte,
};

/// A stub and what it leads to. The numbers in the target are places in [`Catalog::entries`].
#[derive(Clone, Debug, PartialEq)]
pub struct Crosslink {
    /// The words.
    pub stub: Stub,
    /// The story, as far as it is known.
    pub target: Target,
}

impl Crosslink {
    /// Place in [`Catalog::entries`] of the story that is meant beyond reasonable doubt, and how sure that is, 0 to 1.
    #[must_use]
    pub fn exact(&self) -> Option<(usize, f32)> {
        exact(&self.target)
    }
}

/// Place of the story that is meant beyond reasonable doubt, and how sure that is.
#[must_use]
pub fn exact(target: &Target) -> Option<(usize, f32)> {
    match target {
        Target::Exact(found) => Some((found.number as usize, found.score)),
        Target::Likely(_) | Target::Missing => None,
    }
}

/// What the index of titles is told of a story.
pub(super) fn item(place: usize, entry: &Entry) -> Item<'_> {
    Item {
        number: byte(place),
        title: &entry.title,
        aliases: entry.aliases.iter().map(|a| &**a).collect(),
        url: &entry.url,
        site: &entry.site,
        date: &entry.published,
    }
}

impl Catalog {
    /// The stubs of story `own` with what they lead to, in order; and among them the lines that nothing but a story of this
    /// title in the catalog shows to be stubs. No link leads to its own story.
    #[must_use]
    pub fn crosslinks(&self, story: &Story, own: StoryId) -> Vec<Crosslink> {
        let own = self.place(own).map(byte);
        let link = |stub: &Stub| Crosslink {
            stub: *stub,
            target: self.target(story, stub, own),
        };
        let mut links: Vec<_> = story.notes.stubs.iter().map(link).collect();
        if self.entries().len() > usize::from(own.is_some()) {
            let weak = weak(&story.article);
            links.extend(weak.iter().map(link).filter(|l| l.exact().is_some()));
            links.sort_by_key(|l| l.stub.title);
        }
        links
    }

    fn target(&self, story: &Story, stub: &Stub, own: Option<u32>) -> Target {
        let article = &story.article;
        let link = stub.link.and_then(|n| article.links().get(n as usize));
        let query = Query {
            title: stub.title.of(article.text()),
            url: link.map(|l| &*l.url).unwrap_or_default(),
            site: &article.meta.site,
            date: &article.meta.published,
        };
        match self.links().resolve(&query) {
            Target::Exact(found) if Some(found.number) == own => Target::Missing,
            Target::Likely(mut some) => {
                some.retain(|m| Some(m.number) != own);
                if some.is_empty() {
                    Target::Missing
                } else {
                    Target::Likely(some)
                }
            }
            target => target,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Source, catalog::tests::entry};
    use super::*;
    use crate::{format::Limits, library::stories};
    use std::path::Path;

    #[test]
    fn stubs_lead_to_other_stories_only() {
        let text = "Ferries return to the river after ten years\n\nThe ferries came back on Monday, the harbour master said.\n\n\
            More from The Ferryman: The bridge that nobody wanted to open again\n\n\
            Related: Ferries return to the river after ten years\n\n\
            Related: A story that nobody in this library has written\n\nThat was all there was to say about it.\n";
        let source = Source::new(Path::new("a.txt"), text.as_bytes().to_vec());
        let story = stories(&source, &Limits::default()).unwrap().remove(0);
        let own = Entry::new(&source, 0, "text", &story.article);
        let id = own.id;
        let bridge = entry("b.txt", "The bridge that nobody wanted to open again");
        let catalog = Catalog::new([own, bridge]);
        let links = catalog.crosslinks(&story, id);
        let found: Vec<_> = links.iter().map(|l| l.exact().map(|e| e.0)).collect();
        assert_eq!(found, [Some(1), None, None], "{links:?}");
    }
}
