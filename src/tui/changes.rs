//! What the reader does to stories, so that it can be undone.

use super::{effect::Effect, model::Model};
use crate::library::{StoryId, state::Change};

/// Steps that can be undone.
const MOST: usize = 200;

/// Something done to one or more stories at once.
#[derive(Clone, Debug)]
struct Step {
    /// In words, past tense: "Starred."
    said: String,
    before: Vec<(StoryId, Change)>,
    after: Vec<(StoryId, Change)>,
}

/// What was done, and what was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Model {
    /// Does something to stories, and says so.
    pub(super) fn change(&mut self, changes: Vec<(StoryId, Change)>, said: &str) -> Vec<Effect> {
        let said = match changes.len() {
            0 => return Vec::new(),
            1 => said.to_owned(),
            n => format!("{said} {n} stories; gu undoes it."),
        };
        let before = changes.iter().map(|(id, c)| (*id, self.inverse(*id, c)));
        let step = Step {
            before: before.collect(),
            after: changes.clone(),
            said: said.clone(),
        };
        self.changes.undone.clear();
        self.changes.done.push(step);
        if self.changes.done.len() > MOST {
            self.changes.done.remove(0);
        }
        self.say(&said);
        self.set(changes)
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
        let (way, changes) = if back {
            ("Undone", step.before)
        } else {
            ("Done again", step.after)
        };
        self.say(&format!("{way}: {}", step.said));
        self.set(changes)
    }

    fn set(&mut self, changes: Vec<(StoryId, Change)>) -> Vec<Effect> {
        let now = self.shared.now;
        let set = |(id, change)| self.shared.state.set(id, change, now);
        let records = changes.into_iter().map(set).collect();
        if let Some(library) = &mut self.library {
            library.changed();
        }
        vec![Effect::Save(records)]
    }

    /// What makes a change undone.
    fn inverse(&self, id: StoryId, change: &Change) -> Change {
        let known = self
            .shared
            .state
            .of(id)
            .or(self.entry(id).and_then(|e| e.shelf.clone()).as_deref());
        let was = |new: Option<bool>, old: Option<bool>| new.map(|_| old == Some(true));
        let row = self.library.as_ref().and_then(|l| l.row_of(id));
        let had = |tag: &str| {
            let said = self.shared.state.tags(id).find(|(t, _)| *t == tag);
            let in_file = || row.is_some_and(|r| r.tags.iter().any(|t| &**t == tag));
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
