//! The cross-links of a story with the stories of a catalog that they lead to.

use super::{
    Catalog, Entry, StoryId,
    links::{Item, LinkKey, Match, Query, Target},
    state::{Rulings, Says},
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
    /// What the reader's word on it is kept by.
    pub key: LinkKey,
    /// The reader said so.
    pub ruled: bool,
}

impl Crosslink {
    /// Place in [`Catalog::entries`] of the story that is meant beyond reasonable doubt, and how sure that is, 0 to 1.
    #[must_use]
    pub fn exact(&self) -> Option<(usize, f32)> {
        exact(&self.target)
    }
}

/// How sure a line must lead somewhere that nothing else shows to be a cross-link.
const FIRM: f32 = 0.9;

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
    /// title in the catalog, or the reader's word, shows to be stubs. No link leads to its own story.
    #[must_use]
    pub fn crosslinks(&self, story: &Story, own: StoryId, rulings: &Rulings) -> Vec<Crosslink> {
        let article = &story.article;
        let link = |stub: &Stub| {
            let link = stub.link.and_then(|n| article.links().get(n as usize));
            let query = Query {
                title: stub.title.of(article.text()),
                url: link.map(|l| &*l.url).unwrap_or_default(),
                site: &article.meta.site,
                date: &article.meta.published,
            };
            let key = LinkKey::of_title(query.title);
            let (target, ruled) = self.led(&query, own, rulings.of(own, key));
            Crosslink {
                stub: *stub,
                target,
                key,
                ruled,
            }
        };
        let mut links: Vec<_> = story.notes.stubs.iter().map(link).collect();
        if self.entries().len() > usize::from(self.place(own).is_some()) {
            let weak = weak(article);
            let firm = |l: &Crosslink| l.exact().is_some_and(|(_, sure)| sure >= FIRM);
            links.extend(weak.iter().map(link).filter(firm));
            links.sort_by_key(|l| l.stub.title);
        }
        links
    }

    /// What a link of story `own` leads to, and whether the reader said so: the reader's word before every rule, unless the
    /// story that it names is not here.
    pub(super) fn led(
        &self,
        query: &Query<'_>,
        own: StoryId,
        says: Option<Says>,
    ) -> (Target, bool) {
        let ruled = match says {
            Some(Says::Nowhere) => Some(Target::Missing),
            Some(Says::Story(id)) => self.place(id).map(|place| {
                Target::Exact(Match {
                    number: byte(place),
                    score: 1.0,
                })
            }),
            Some(Says::Unsaid) | None => None,
        };
        if let Some(target) = ruled {
            return (target, true);
        }
        let own = self.place(own).map(byte);
        (elsewhere(self.resolve(query), own), false)
    }

    /// What a hyperlink of story `own` leads to here: a story of the same address, or the one that the reader named.
    #[must_use]
    pub fn hyperlink(&self, url: &str, own: StoryId, rulings: &Rulings) -> Target {
        let query = Query {
            url,
            ..Query::default()
        };
        let key = LinkKey::of_address(url);
        self.led(&query, own, rulings.of(own, key)).0
    }
}

/// The target without story `own`.
fn elsewhere(target: Target, own: Option<u32>) -> Target {
    match target {
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

#[cfg(test)]
mod tests {
    use super::super::{Source, catalog::tests::entry};
    use super::*;
    use crate::{
        format::Limits,
        library::{
            state::{Change, Ruling, State},
            stories,
        },
    };
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
        let places = |state: &State| -> Vec<_> {
            let links = catalog.crosslinks(&story, id, state.rulings());
            links.iter().map(|l| l.exact().map(|e| e.0)).collect()
        };
        let mut state = State::default();
        assert_eq!(places(&state), [Some(1), None, None]);

        let mut say = |title: &str, says| {
            let link = Some(Ruling {
                link: LinkKey::of_title(title),
                says,
            });
            state.set(
                id,
                Change {
                    link,
                    ..Change::default()
                },
                1,
            );
        };
        let bridge = catalog.entries()[1].id;
        say("The bridge that nobody wanted to open again", Says::Nowhere);
        say(
            "A STORY that nobody in this library has written!",
            Says::Story(bridge),
        );
        say(
            "Ferries return to the river after ten years",
            Says::Story(StoryId(1)),
        );
        assert_eq!(
            places(&state),
            [None, None, Some(1)],
            "the reader's word wins, where its story is here"
        );
    }
}
