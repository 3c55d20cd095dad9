//! What the reader said of links: this one leads there, that one nowhere. It wins over every rule.

use super::Millis;
use crate::library::{StoryId, links::LinkKey};
use std::collections::HashMap;

/// What the reader said of a link of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Which link.
    pub link: LinkKey,
    /// What of it.
    pub says: Says,
}

/// Where a link leads, by the reader's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// To this story.
    Story(StoryId),
    /// To none that is here.
    Nowhere,
    /// Where the rules say: what was said before is taken back.
    Unsaid,
}

/// All that was said of links, the last word on each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulings {
    of: HashMap<(StoryId, LinkKey), (Millis, Says)>,
}

impl Rulings {
    /// What the reader said of this link of the story; `None` for nothing.
    #[must_use]
    pub fn of(&self, story: StoryId, link: LinkKey) -> Option<Says> {
        let said = self.of.get(&(story, link)).map(|r| r.1);
        said.filter(|s| *s != Says::Unsaid)
    }

    /// The stories that links of a story lead to by the reader's word, in no order.
    pub fn leads(&self, story: StoryId) -> impl Iterator<Item = StoryId> {
        let said = self.of.iter().filter(move |((from, _), _)| *from == story);
        said.filter_map(|(_, (_, says))| match says {
            Says::Story(id) => Some(*id),
            Says::Nowhere | Says::Unsaid => None,
        })
    }

    /// The links that lead to a story by the reader's word, each with the story that it stands in, in no order.
    pub fn into(&self, story: StoryId) -> impl Iterator<Item = (StoryId, LinkKey)> {
        let said = self.of.iter();
        let said = said.filter(move |(_, (_, says))| *says == Says::Story(story));
        said.map(|(link, _)| *link)
    }

    /// When something was last said of it; 0 for never.
    pub(super) fn time(&self, story: StoryId, link: LinkKey) -> Millis {
        self.of.get(&(story, link)).map_or(0, |r| r.0)
    }

    /// Takes a ruling over where nothing later is known.
    pub(super) fn merge(&mut self, story: StoryId, ruling: Ruling, time: Millis) {
        let known = self
            .of
            .entry((story, ruling.link))
            .or_insert((0, Says::Unsaid));
        *known = (*known).max((time, ruling.says));
    }

    /// Takes over what others know later.
    pub(super) fn join(&mut self, other: &Self) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each link is on its own: the order makes no difference"
        )]
        for ((story, link), (time, says)) in &other.of {
            let ruling = Ruling {
                link: *link,
                says: *says,
            };
            self.merge(*story, ruling, *time);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Change, State};
    use super::*;

    #[test]
    fn the_last_word_on_a_link_wins() {
        let (story, link) = (StoryId(1), LinkKey(2));
        let change = |says| Change {
            link: Some(Ruling { link, says }),
            ..Change::default()
        };
        let mut state = State::default();
        let first = state.set(story, change(Says::Nowhere), 50);
        // A clock set back does not undo the order.
        state.set(story, change(Says::Story(StoryId(3))), 10);
        state.merge(&first);
        assert_eq!(
            state.rulings().of(story, link),
            Some(Says::Story(StoryId(3)))
        );
        assert_eq!(state.rulings().of(StoryId(9), link), None);
        state.set(story, change(Says::Unsaid), 60);
        assert_eq!(state.rulings().of(story, link), None, "taken back");
    }
}
