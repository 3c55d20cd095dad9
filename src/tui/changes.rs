//! What the reader does to stories, so that it can be undone.

use super::{effect::Effect, librarian::Meant, model::Model};
use crate::library::{StoryId, state::Change};

/// Steps that can be undone.
const MOST: usize = 200;
/// Changes to stories that can be undone, of all steps together: each takes some hundred bytes.
const MOST_STORIES: usize = 200_000;

/// Something done to one or more stories at once.
#[derive(Clone, Debug)]
struct Step {
    /// In words, past tense: "Starred."
    said: String,
    before: Vec<(StoryId, Change)>,
    /// What was done to each of them.
    change: Change,
}

/// What was done, and what was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Changes {
    fn add(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
        let stories = |steps: &[Step]| steps.iter().map(|s| s.before.len()).sum::<usize>();
        while self.done.len() > MOST || self.done.len() > 1 && stories(&self.done) > MOST_STORIES {
            self.done.remove(0);
        }
    }
}

impl Model {
    /// Does something to a story, and says so.
    pub(super) fn change(&mut self, id: StoryId, change: &Change, said: &str) -> Vec<Effect> {
        let story = self.meant(id);
        self.change_all(&[story], change, said)
    }

    /// A story that something is done to, as far as it has been met.
    pub(super) fn meant(&self, id: StoryId) -> Meant {
        let row = self.library.as_ref().and_then(|l| l.row_of(id));
        row.map_or_else(
            || Meant {
                id,
                shelf: self.entry(id).and_then(|e| e.shelf.clone()),
                tags: Vec::new(),
            },
            Meant::from,
        )
    }

    /// Does the same to stories, and says so.
    pub(super) fn change_all(
        &mut self,
        meant: &[Meant],
        change: &Change,
        said: &str,
    ) -> Vec<Effect> {
        let said = match meant.len() {
            0 => return Vec::new(),
            1 => said.to_owned(),
            n => format!("{said} {n} stories; gu undoes it."),
        };
        let before = meant.iter().map(|s| (s.id, self.inverse(s, change)));
        let step = Step {
            before: before.collect(),
            change: change.clone(),
            said: said.clone(),
        };
        self.changes.add(step);
        self.say(&said);
        self.set(meant.iter().map(|s| (s.id, change.clone())))
    }

    /// Undoes what was done last, or does again what was undone last.
    pub(super) fn undo(&mut self, back: bool) -> Vec<Effect> {
        let (from, to) = if back {
            (&mut self.changes.done, &mut self.changes.undone)
        } else {
            (&mut self.changes.undone, &mut self.changes.done)
        };
        let Some(step) = from.pop() else {
            self.say(if back {
                "Nothing to undo."
            } else {
                "Nothing to do again."
            });
            return Vec::new();
        };
        to.push(step.clone());
        let way = if back { "Undone" } else { "Done again" };
        self.say(&format!("{way}: {}", step.said));
        if back {
            self.set(step.before.into_iter())
        } else {
            let again = step.before.iter().map(|(id, _)| (*id, step.change.clone()));
            self.set(again)
        }
    }

    fn set(&mut self, changes: impl Iterator<Item = (StoryId, Change)>) -> Vec<Effect> {
        let now = self.shared.now;
        let set = |(id, change)| self.shared.state.set(id, change, now);
        let records = changes.map(set).collect();
        if let Some(library) = &mut self.library {
            library.changed();
        }
        vec![Effect::Save(records)]
    }

    /// What makes a change undone.
    fn inverse(&self, story: &Meant, change: &Change) -> Change {
        let known = self.shared.state.of(story.id).or(story.shelf.as_deref());
        let was = |new: Option<bool>, old: Option<bool>| new.map(|_| old == Some(true));
        let had = |tag: &str| {
            let said = self.shared.state.tags(story.id).find(|(t, _)| *t == tag);
            let in_file = || story.tags.iter().any(|t| &**t == tag);
            said.map_or_else(in_file, |(_, on)| on)
        };
        Change {
            place: change.place.map(|_| (known.at, known.of)),
            read: was(change.read, known.read),
            star: was(change.star, known.star),
            opened: None,
            link: None,
            archived: was(change.archived, known.archived),
            trashed: was(change.trashed, known.trashed),
            tags: change
                .tags
                .iter()
                .map(|(t, _)| (t.clone(), had(t)))
                .collect(),
        }
    }
}
