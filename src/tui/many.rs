//! What is done to very many stories at once: by the thread that saves, in pieces, while the loop goes on. Whoever quits meanwhile
//! waits for it, and what is done after it is saved after it.

use super::{
    changes::{self, Step, WAY_BACK},
    librarian::{Answer, Deed, Librarian, Meant},
    msg::Msg,
    worker::Services,
};
use crate::{
    library::{
        Store, StoryId,
        state::{Change, Millis, Record, State},
        store,
    },
    text::many,
};
use std::sync::{Arc, PoisonError};

/// Stories from which on something is done here: fewer are done at once.
pub(super) const MANY: usize = 2_000;
/// Stories whose rows are read at once.
const ROWS: usize = 500;
/// Stories that the loop takes in at once.
const PIECE: usize = 4_000;
/// Stories whose changes are written at once: a write waits for the disk.
const WRITE: usize = 5 * PIECE;

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Many {
    /// This to the stories of these numbers in the catalog, at this time.
    Do(Vec<u32>, Deed, Millis),
    /// What was done is undone (`true`), or done again.
    Undo(Step, bool, Millis),
}

/// Does it, and tells how far it is.
pub(super) fn perform(job: Many, services: &Services, send: &mut dyn FnMut(Msg)) {
    let Some(librarian) = &services.librarian else {
        return;
    };
    match job {
        Many::Do(ids, deed, now) => match meant(librarian, &ids, send) {
            Ok(meant) => act(&meant, deed, now, (librarian, services), send),
            Err(error) => {
                send(Msg::Failed(error.to_string()));
                send(Msg::Library(Answer::Acted(None)));
            }
        },
        Many::Undo(step, back, now) => undo(step, back, now, (librarian, services), send),
    }
}

/// What there is to know of the stories.
fn meant(
    librarian: &Librarian,
    ids: &[u32],
    send: &mut dyn FnMut(Msg),
) -> store::Result<Vec<Meant>> {
    let store = Store::open(librarian.cache())?;
    let mut meant = Vec::with_capacity(ids.len());
    for (n, some) in ids.chunks(ROWS).enumerate() {
        if (n * ROWS).is_multiple_of(WRITE) {
            let said = format!("Looking up {} …", counted(meant.len(), ids.len()));
            send(Msg::Library(Answer::Acting(said)));
        }
        meant.extend(store.rows(some)?.iter().map(Meant::from));
    }
    Ok(meant)
}

/// Where it is done: what was done before, and where that is kept.
type At<'a> = (&'a Librarian, &'a Services);

fn act(meant: &[Meant], deed: Deed, now: Millis, at: At<'_>, send: &mut dyn FnMut(Msg)) {
    let known = at.0.state();
    let (change, said) = changes::decided(&known, meant, deed);
    let mut before = changes::inverses(&known, meant, &change);
    // Nobody else holds it while it is changed, so that it need not be copied.
    drop(known);
    let all = before.len();
    let mut news = before.iter().map(|(id, _)| (*id, change.clone()));
    let done = set(&mut news, all, now, at, send);
    before.truncate(done);
    let said = match done {
        0 => None,
        _ => Some(format!(
            "{said} {}{WAY_BACK}",
            many(done, "story", "stories")
        )),
    };
    let step = said.map(|said| Box::new((Step::new(said, before, change), None)));
    send(Msg::Library(Answer::Acted(step)));
}

fn undo(step: Step, back: bool, now: Millis, at: At<'_>, send: &mut dyn FnMut(Msg)) {
    let all = step.before.len();
    let mut changes = step.before.iter().map(|(id, before)| {
        let change = if back { &**before } else { &step.change };
        (*id, change.clone())
    });
    set(&mut changes, all, now, at, send);
    let step = Box::new((step, Some(back)));
    send(Msg::Library(Answer::Acted(Some(step))));
}

/// Makes the changes, keeps them, and has the loop take them in; how many of them are kept.
fn set(
    changes: &mut dyn Iterator<Item = (StoryId, Change)>,
    all: usize,
    now: Millis,
    (librarian, services): At<'_>,
    send: &mut dyn FnMut(Msg),
) -> usize {
    let mut done = 0;
    loop {
        let mut records: Vec<Record> = Vec::with_capacity(WRITE);
        librarian.with_state(|state| {
            let some = changes.take(WRITE);
            records.extend(some.map(|(id, change)| state.set(id, change, now)));
        });
        if records.is_empty() {
            return done;
        }
        let journal = services.journal.lock();
        let saved = journal
            .unwrap_or_else(PoisonError::into_inner)
            .append(&records);
        if let Err(error) = saved {
            send(Msg::Saved(Err(error.to_string())));
            return done;
        }
        done += records.len();
        for piece in records.chunks(PIECE) {
            let mut news = State::default();
            for record in piece {
                news.merge(record);
            }
            send(Msg::Library(Answer::Elsewhere(Arc::new(news))));
        }
        librarian.saved(&records, send);
        let said = format!("{} …", counted(done, all));
        send(Msg::Library(Answer::Acting(said)));
    }
}

/// "4000 of 100000 stories".
fn counted(done: usize, all: usize) -> String {
    format!("{done} of {}", many(all, "story", "stories"))
}
