//! What the reader does to stories, so that it can be undone.

use super::{
    effect::Effect,
    librarian::{Deed, Meant},
    many::{MANY, Many},
    model::Model,
};
use crate::library::{
    StoryId,
    state::{Change, Progress, State},
};
use std::sync::Arc;

/// Steps that can be undone.
const MOST: usize = 200;
/// What is said after something done to several stories, until it is undone.
pub(super) const WAY_BACK: &str = "; gu undoes it.";
/// Changes to stories that can be undone, of all steps together.
const MOST_STORIES: usize = 200_000;

/// A story, and what undoes what was done to it. Stories of which the same was known share that.
pub(super) type Before = (StoryId, Arc<Change>);

/// Something done to one or more stories at once.
#[derive(Clone, Debug)]
pub struct Step {
    /// In words, past tense: "Starred."
    said: String,
    /// What undoes it, story by story.
    pub(super) before: Arc<Vec<Before>>,
    /// What was done to each of them.
    pub(super) change: Change,
}

impl Step {
    /// Something that was done.
    pub(super) fn new(said: String, before: Vec<Before>, change: Change) -> Self {
        Self {
            said,
            before: Arc::new(before),
            change,
        }
    }
}

/// What was done, and what was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Something is being done to very many stories.
    busy: bool,
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
            n => format!("{said} {n} stories{WAY_BACK}"),
        };
        let state = &self.shared.state;
        let step = Step::new(said.clone(), inverses(state, meant, change), change.clone());
        self.changes.add(step);
        self.say(&said);
        self.set(meant.iter().map(|s| (s.id, change.clone())))
    }

    /// Does something to very many stories of the catalog.
    pub(super) fn change_many(&mut self, ids: Vec<u32>, deed: Deed) -> Vec<Effect> {
        self.start(|now| Many::Do(ids, deed, now))
    }

    /// Starts what takes its time; what was started before has to be done first.
    fn start(&mut self, job: impl FnOnce(u64) -> Many) -> Vec<Effect> {
        if self.is_busy() {
            return Vec::new();
        }
        self.changes.busy = true;
        if let Some(library) = &mut self.library {
            library.changed();
        }
        vec![Effect::Many(Box::new(job(self.shared.now)))]
    }

    /// Whether something is still being done to very many stories, which is said.
    fn is_busy(&mut self) -> bool {
        if self.changes.busy {
            self.say("Still at it: one moment.");
        }
        self.changes.busy
    }

    /// Something was done to very many stories, undone (`true`), or done again; `None` where nothing was.
    pub(super) fn acted(&mut self, step: Option<(Step, Option<bool>)>) {
        self.changes.busy = false;
        match step {
            None => {}
            Some((step, None)) => {
                self.say(&step.said);
                self.changes.add(step);
            }
            Some((step, Some(back))) => self.undid(step, back),
        }
    }

    /// Undoes what was done last, or does again what was undone last.
    pub(super) fn undo(&mut self, back: bool) -> Vec<Effect> {
        if self.is_busy() {
            return Vec::new();
        }
        let from = if back {
            &mut self.changes.done
        } else {
            &mut self.changes.undone
        };
        let Some(step) = from.pop() else {
            self.say(if back {
                "Nothing to undo."
            } else {
                "Nothing to do again."
            });
            return Vec::new();
        };
        if step.before.len() > MANY && self.library.is_some() {
            return self.start(|now| Many::Undo(step, back, now));
        }
        self.undid(step.clone(), back);
        if back {
            let before = step.before.iter();
            self.set(before.map(|(id, before)| (*id, Change::clone(before))))
        } else {
            let again = step.before.iter().map(|(id, _)| (*id, step.change.clone()));
            self.set(again)
        }
    }

    /// Says that a step was undone, or done again, and keeps it for the way back.
    fn undid(&mut self, step: Step, back: bool) {
        let way = if back { "Undone" } else { "Done again" };
        let said = match step.said.strip_suffix(WAY_BACK) {
            Some(said) => format!("{said}."),
            None => step.said.clone(),
        };
        self.say(&format!("{way}: {said}"));
        if back {
            self.changes.undone.push(step);
        } else {
            self.changes.done.push(step);
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
}

/// Different changes that are remembered while those of very many stories are made out.
const DIFFERENT: usize = 16;

/// What makes a change to these stories undone, story by story.
pub(super) fn inverses(state: &State, meant: &[Meant], change: &Change) -> Vec<Before> {
    let mut known: Vec<Arc<Change>> = Vec::new();
    let mut shared = |back: Change| {
        if let Some(same) = known.iter().find(|k| ***k == back) {
            return same.clone();
        }
        let new = Arc::new(back);
        known.truncate(DIFFERENT - 1);
        known.insert(0, new.clone());
        new
    };
    let before = meant.iter();
    before
        .map(|story| (story.id, shared(inverse(state, story, change))))
        .collect()
}

/// What makes a change undone.
fn inverse(state: &State, story: &Meant, change: &Change) -> Change {
    let known = state.of(story.id).or(story.shelf.as_deref());
    let was = |new: Option<bool>, old: Option<bool>| new.map(|_| old == Some(true));
    let had = |tag: &str| {
        let said = state.tags(story.id).find(|(t, _)| *t == tag);
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

/// What a deed changes of stories, and how that is said: what all of them are already is taken back.
pub(super) fn decided(state: &State, meant: &[Meant], deed: Deed) -> (Change, &'static str) {
    let all = |is: fn(&Progress) -> bool| {
        let known = |s: &Meant| state.of(s.id).or(s.shelf.as_deref());
        meant.iter().all(|s| is(&known(s)))
    };
    let none = Change::default();
    match deed {
        Deed::Star => {
            let on = !all(Progress::starred);
            let star = Some(on);
            let said = if on { "Starred." } else { "Star taken away." };
            (Change { star, ..none }, said)
        }
        Deed::Read => {
            let on = !all(|p| p.read == Some(true));
            let (read, place) = (Some(on), (!on).then_some((0, 0)));
            let said = if on { "Marked read." } else { "Marked unread." };
            let change = Change {
                place,
                read,
                ..none
            };
            (change, said)
        }
        Deed::Archive => {
            let on = !all(|p| p.archived == Some(true));
            let archived = Some(on);
            let said = if on { "Archived." } else { "Back in the list." };
            (Change { archived, ..none }, said)
        }
        Deed::Trash => {
            let on = !all(|p| p.trashed == Some(true));
            let trashed = Some(on);
            let said = if on {
                "Thrown away; the file stays."
            } else {
                "Taken back."
            };
            (Change { trashed, ..none }, said)
        }
        Deed::Tag(tags) => {
            let said = match (tags.iter().any(|t| t.1), tags.iter().any(|t| !t.1)) {
                (true, false) => "Tagged.",
                (false, true) => "Tag taken away.",
                _ => "Tags changed.",
            };
            (Change { tags, ..none }, said)
        }
    }
}
