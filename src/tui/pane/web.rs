//! What the other stories have to do with one: windows of who points to it, what is related, its thread, the stories that are
//! missing, and the map.

use super::{Choice, Map, Pick, Popup, Row, library, reader::Shown, ruling};
use crate::{
    library::{Catalog, Entry, StoryId},
    tui::{
        command::{Command, cmd},
        effect::Effect,
        librarian::Question,
        model::{Focus, Model},
        web::{Answer, Ask, Hit, Job, News},
    },
};
use std::{path::PathBuf, sync::Arc};

/// What is asked of the other stories, and which of them are known already.
#[derive(Debug, Default)]
pub(crate) struct Others {
    /// The question that waits for its answer.
    asked: Option<Ask>,
    /// The catalog whose stories are no news.
    greeted: Option<Arc<Catalog>>,
    /// The folders and files that stories are looked for in.
    roots: Vec<PathBuf>,
    /// What was found so far, where they are looked through again.
    found: Option<Vec<Entry>>,
    /// The reader did not ask for that: files have come or gone.
    quiet: bool,
    /// They came or went while the folders were looked through.
    moved: bool,
}

/// The commands about other stories; they hold in the list and in a story.
pub(in crate::tui) static COMMANDS: &[Command] = &[
    cmd("linked-from", "Who points to the story", &["gb"], |m, _| {
        about(m, Ask::To)
    }),
    cmd(
        "related",
        "Stories that share links, names and dates with it",
        &["gr"],
        |m, _| about(m, Ask::Related),
    ),
    cmd(
        "thread",
        "What it goes back on and what came of it",
        &["gt"],
        |m, _| about(m, Ask::Thread),
    ),
    cmd("map", "Map of the stories around it", &["gm"], |m, _| {
        about(m, Ask::Map)
    }),
    cmd(
        "wanted",
        "Stories that others point to and that are missing",
        &["gw"],
        |m, _| ask(m, Ask::Wanted),
    ),
    cmd(
        "correct-link",
        "Say what a link of it leads to; 3gc the third",
        &["gc"],
        |m, a| ruling::correct(m, a.count),
    ),
    cmd(
        "rescan",
        "Look through the folders again",
        &["R", "<f5>"],
        |m, _| rescan(m),
    ),
];

/// Cells of a title in the status line.
const ARRIVED: usize = 48;

/// Asks about the story that has the keys.
fn about(m: &mut Model, what: fn(StoryId) -> Ask) -> Vec<Effect> {
    let id = match m.focus {
        Focus::Reader => m.reader.shown.as_ref().map(Shown::id),
        Focus::List => m.selected().map(|e| e.id),
    };
    match id {
        Some(id) => ask(m, what(id)),
        None => Vec::new(),
    }
}

/// Asks; the answer comes as a window.
pub(in crate::tui) fn ask(m: &mut Model, ask: Ask) -> Vec<Effect> {
    m.others.asked = Some(ask);
    m.say("Looking through the stories…");
    let rulings = m.shared.state.rulings().clone();
    if m.library.is_some() {
        return vec![Effect::Library(Question::Web(ask, rulings))];
    }
    let catalog = m.shared.catalog.clone();
    vec![Effect::Web(Job::Ask(ask, catalog, rulings))]
}

/// Looks for stories in these folders and files.
pub(in crate::tui) fn scan(m: &mut Model, roots: Vec<PathBuf>) -> Vec<Effect> {
    m.scanning(true);
    m.others.roots.clone_from(&roots);
    vec![Effect::Scan(roots)]
}

/// Looks for stories in them again.
fn rescan(m: &mut Model) -> Vec<Effect> {
    if m.library.is_some() {
        return library::rescan(m);
    }
    if m.others.roots.is_empty() {
        m.say("There are no folders to look through again.");
        return Vec::new();
    }
    if m.shared.scanning {
        return Vec::new();
    }
    m.say("Looking through the folders again…");
    m.others.quiet = false;
    scan_again(m)
}

/// Files have come, changed or gone below the folders.
pub(in crate::tui) fn moved(m: &mut Model) -> Vec<Effect> {
    if m.shared.scanning {
        m.others.moved = true;
        return Vec::new();
    }
    m.others.quiet = true;
    scan_again(m)
}

fn scan_again(m: &mut Model) -> Vec<Effect> {
    m.others.found = Some(Vec::new());
    m.scanning(true);
    vec![Effect::Scan(m.others.roots.clone())]
}

/// The folders and files that stories are looked for in.
pub(in crate::tui) fn roots(m: &Model) -> Vec<PathBuf> {
    m.others.roots.clone()
}

/// Keeps what is found while the folders are looked through again; gives it back otherwise.
pub(in crate::tui) fn found(m: &mut Model, entries: Vec<Entry>) -> Option<Vec<Entry>> {
    match &mut m.others.found {
        Some(found) => {
            found.extend(entries);
            None
        }
        None => Some(entries),
    }
}

/// The folders were looked through: takes what was found into the list where that was done again. Gives whether what could
/// not be read is worth a word.
pub(in crate::tui) fn found_all(m: &mut Model) -> bool {
    let Some(found) = m.others.found.take() else {
        return true;
    };
    let before = m.shared.catalog.clone();
    let new = found.iter().filter(|e| before.place(e.id).is_none());
    let new = new.count();
    if !before.entries().iter().map(|e| &**e).eq(&found) {
        let on = m.selected().map(|e| e.id);
        m.shared.catalog = Arc::new(before.anew(found));
        m.shared.indexed = false;
        m.stories.refresh(&m.shared);
        if let Some(id) = on {
            m.list_select(id);
        }
    }
    let quiet = std::mem::take(&mut m.others.quiet);
    match new {
        0 if quiet => {}
        0 => m.say("Nothing new."),
        1 => m.say("One new story."),
        n => m.say(&format!("{n} new stories.")),
    }
    !quiet
}

/// Looks through the folders once more where files moved meanwhile.
pub(in crate::tui) fn moved_meanwhile(m: &mut Model) -> Vec<Effect> {
    if std::mem::take(&mut m.others.moved) {
        return moved(m);
    }
    Vec::new()
}

/// The titles of the catalog can be looked up: its links are read behind the reader's back, and what came since the
/// last time and was wanted is said.
pub(in crate::tui) fn indexed(m: &mut Model) -> Vec<Effect> {
    let catalog = m.shared.catalog.clone();
    let known = m.others.greeted.as_ref();
    if known.is_some_and(|k| Arc::ptr_eq(k, &catalog)) {
        return Vec::new();
    }
    if m.shared.scanning {
        if m.others.found.is_some() {
            // What is found by looking again is news, even if these stories were not greeted yet.
            m.others.greeted.get_or_insert(catalog);
        }
        return Vec::new();
    }
    let before = m.others.greeted.replace(catalog.clone());
    vec![Effect::Web(Job::Weave {
        catalog,
        before,
        rulings: m.shared.state.rulings().clone(),
    })]
}

/// Takes in what came of a job.
pub(in crate::tui) fn news(m: &mut Model, news: News) -> Vec<Effect> {
    match news {
        News::More(job) => return vec![Effect::Web(job)],
        News::Arrived(titles) => {
            if let [first, rest @ ..] = titles.as_slice() {
                let has = match rest.len() {
                    0 => "has arrived; other stories point to it.".to_owned(),
                    1 => "and one more have arrived that others point to.".to_owned(),
                    n => format!("and {n} more have arrived that others point to."),
                };
                let title = crate::text::ellipsis(first, ARRIVED);
                m.say(&format!("“{title}” {has}"));
            }
        }
        News::Answer(ask, answer) => {
            if m.others.asked.take_if(|a| *a == ask).is_some() {
                m.shared.message = None;
                show(m, ask, answer);
            }
        }
    }
    Vec::new()
}

fn show(m: &mut Model, ask: Ask, answer: Answer) {
    let hits = match answer {
        Answer::Map { story, into, out } => {
            m.popup = Some(Popup::Map(Map::new(&story, &into, &out)));
            return;
        }
        Answer::Hits(hits) => hits,
    };
    let (title, nothing) = match ask {
        Ask::To(_) => ("Linked from", "No story here points to this one."),
        Ask::Related(_) => ("Related", "Nothing here shares much with this story."),
        Ask::Thread(_) | Ask::Map(_) => ("Thread", "No links lead from this story or to it."),
        Ask::Wanted => ("Wanted", "Every cross-link leads to a story that is here."),
    };
    if hits.is_empty() {
        return m.say(nothing);
    }
    let own = match ask {
        Ask::Thread(id) => hits.iter().position(|h| h.id == id),
        _ => None,
    };
    let row = |h: &Hit| Row::new(&h.title, &h.lead, Choice::At(h.id, h.at)).below(&h.below);
    let pick = Pick::new(title, hits.iter().map(row).collect());
    m.popup = Some(Popup::Pick(pick.on(own.unwrap_or(0))));
}
