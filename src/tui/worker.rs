//! Effects performed, on any thread.

mod gather;

use super::{
    code,
    effect::Effect,
    librarian::{Librarian, Question},
    many,
    msg::Msg,
    pane, pictures,
    voice::Voice,
    web,
};
use crate::{
    export::{Folder, Shape},
    format::Limits,
    library::{
        Entry, Source,
        open::{self, read_end, read_file, read_head, refuse_binary, stories},
        scan,
        state::{Journal, Pace, Record},
        web::Web,
    },
    paint::Speakers,
    story::{self, Extent, Story},
};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::AtomicBool,
        mpsc::{Receiver, Sender},
    },
    thread,
};

/// From this length on, in bytes, the beginning of a file is shown before the rest is read.
pub(super) const LARGE: usize = 32 << 10;

/// From this length on, in bytes, finding what is in a story takes so long that its text is shown before.
const LONG: usize = 1 << 20;

/// What effects need.
#[derive(Debug)]
pub struct Services {
    /// What readers of files keep to.
    pub limits: Limits,
    /// Set where a scan is to end early.
    pub cancel: AtomicBool,
    /// Where changes of state are kept.
    pub journal: Mutex<Journal>,
    /// Standard input, where stories came by it.
    pub piped: Option<Source>,
    /// The folder of the reader's own data.
    pub data: Option<PathBuf>,
    /// What reads aloud.
    pub voice: Voice,
    /// The folder of the reader's own themes, which need not exist.
    pub themes: Option<PathBuf>,
    /// The folder for what can be made again.
    pub cache: Option<PathBuf>,
    /// The links between stories, as far as they were read.
    pub web: Mutex<Web>,
    /// The catalog, where a library is read.
    pub librarian: Option<Librarian>,
}

impl Services {
    /// A question is on its way to the catalog.
    pub(super) fn expect(&self, question: &Question) {
        if let Some(librarian) = &self.librarian {
            librarian.expect(question);
        }
    }
}

/// Performs an effect and sends what came of it.
pub fn perform(effect: Effect, services: &Services, send: &mut dyn FnMut(Msg)) {
    match effect {
        Effect::Scan(roots) => scan_all(&roots, services, send),
        Effect::Index(catalog) => {
            catalog.links_kept(services.cache.as_deref());
            send(Msg::Indexed(catalog));
        }
        Effect::Open(entry) => open_story(&entry, services, send),
        Effect::Link(entry, story, catalog, rulings) => {
            let links = catalog.crosslinks(&story, entry.id, &rulings);
            send(Msg::Linked(entry.id, links, catalog, rulings));
        }
        Effect::Web(job) => {
            if let Some(news) = web::perform(job, services) {
                send(Msg::Web(news));
            }
        }
        Effect::Colour(job) => send(Msg::Coloured(code::perform(job))),
        Effect::Pictures(job) => send(Msg::Pictures(pictures::perform(&job, services))),
        Effect::Peek(entry) => {
            if let Ok(story) = whole(&entry, services) {
                send(Msg::Peeked(entry.id, story));
            }
        }
        Effect::Gather(among, job) => gather::gather(&among, &job, services, send),
        Effect::Tell(said, who) => send(Msg::Told(pane::told_of(&said, who))),
        Effect::Extend(entry, article, extent) => {
            let story = extended(&entry, &article, extent, services);
            send(Msg::Extended(entry.id, story));
        }
        Effect::Library(question) => ask(question, services, send),
        Effect::Export(entry, story, folder, shape) => send(export(&entry, &story, &folder, shape)),
        Effect::Many(job) => many::perform(*job, services, send),
        Effect::Save(records) => save(&records, services, send),
        Effect::LoadPace => load_pace(services, send),
        Effect::SavePace(pace) => {
            // What is learnt is worth no complaint.
            drop(services.data.as_deref().map(|dir| pace.save(dir)));
        }
        Effect::Speak {
            sentence,
            words,
            lang,
        } => {
            let said = services.voice.say(&words, &lang);
            send(said.map_or_else(Msg::Failed, |()| Msg::Spoken(sentence)));
        }
        Effect::Hush => services.voice.hush(),
        Effect::Browse { with, what } => {
            if let Err(why) = browse(&with, &what) {
                send(Msg::Failed(why));
            }
        }
        #[cfg(debug_assertions)]
        Effect::Fail => fail(),
        Effect::Copy(_)
        | Effect::AskBackground
        | Effect::Wait { .. }
        | Effect::Redraw
        | Effect::Suspend
        | Effect::Resume => {}
    }
}

#[cfg(debug_assertions)]
#[expect(
    clippy::panic,
    reason = "tests see to it that a worker's failure becomes a message"
)]
fn fail() {
    panic!("asked for")
}

/// Looks up how fast the reader reads.
fn load_pace(services: &Services, send: &mut dyn FnMut(Msg)) {
    if let Some(dir) = &services.data {
        send(Msg::Pace(Pace::load(dir)));
    }
}

/// Asks the catalog of the library.
fn ask(question: Question, services: &Services, send: &mut dyn FnMut(Msg)) {
    if let Some(librarian) = &services.librarian {
        librarian.answer(question, &services.limits, &services.cancel, send);
    }
}

/// Keeps what the reader did.
fn save(records: &[Record], services: &Services, send: &mut dyn FnMut(Msg)) {
    let mut journal = services
        .journal
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let saved = journal.append(records).map_err(|e| e.to_string());
    drop(journal);
    send(Msg::Saved(saved));
    if let Some(librarian) = &services.librarian {
        librarian.saved(records, send);
    }
}

fn scan_all(roots: &[PathBuf], services: &Services, send: &mut dyn FnMut(Msg)) {
    let mut refused = Vec::new();
    scan(roots, &services.limits, &services.cancel, &mut |delta| {
        refused.extend(delta.refused);
        if !delta.entries.is_empty() {
            send(Msg::Scanned(delta.entries));
        }
    });
    send(Msg::ScanDone(refused));
}

fn open_story(entry: &Arc<Entry>, services: &Services, send: &mut dyn FnMut(Msg)) {
    let mut opened = |story: Arc<Story>| {
        let speakers = Speakers::of(&story.article, &story.notes);
        let result = Ok((story, speakers));
        send(Msg::Opened {
            id: entry.id,
            result,
        });
    };
    if let Some(beginning) = beginning(entry, &services.limits) {
        opened(Arc::new(beginning));
        // Of a long story the text comes at once, so that one can go to its end; what is in it takes longer to find.
        if let Some(bare) = bare(entry, services) {
            let bare = Arc::new(bare);
            opened(bare.clone());
            // What is read once is not read again: such a file takes long, and much memory.
            let whole = Story {
                partial: false,
                ..Story::clone(&bare)
            };
            drop(bare);
            opened(Arc::new(whole.annotated()));
            return;
        }
    }
    match whole(entry, services) {
        Ok(story) => opened(story),
        Err(why) => send(Msg::Opened {
            id: entry.id,
            result: Err(why),
        }),
    }
}

/// The first screens of a story in a large file, where its format lets them be read alone; of one that takes long to read,
/// also the last.
fn beginning(entry: &Entry, limits: &Limits) -> Option<Story> {
    if entry.part.is_some() {
        return None;
    }
    let source = read_head(&entry.path, limits, LARGE).ok()?;
    if source.is_whole() {
        return None;
    }
    if source.length >= LONG as u64 {
        let tail = read_end(&entry.path, LARGE).ok()?;
        let ends = story::both_ends(&source.bytes, &tail, &source.name(), limits);
        if ends.is_some() {
            return ends;
        }
    }
    story::glance(&source.bytes, false, &source.name(), limits)
        .into_iter()
        .next()
}

/// The text of the whole story, where that is much more than its beginning.
fn bare(entry: &Entry, services: &Services) -> Option<Story> {
    let limits = &services.limits;
    let source = read_file(&entry.path, limits).ok()?;
    if source.bytes.len() < LONG {
        return None;
    }
    let stories = open::bare_stories(&source, limits).ok()?;
    let story = stories.into_iter().find(|s| s.nth == entry.nth)?;
    Some(Story {
        partial: true,
        ..story
    })
}

/// The whole story.
fn whole(entry: &Entry, services: &Services) -> Result<Arc<Story>, String> {
    let limits = &services.limits;
    let read = match &services.piped {
        Some(piped) if piped.path == entry.path => open::story(piped, entry.nth, limits),
        _ => open::entry(entry, limits),
    };
    read.map(Arc::new).map_err(|e| e.to_string())
}

/// Another extent of a story; of one that was piped in there is none, its bytes being read once.
fn extended(
    entry: &Entry,
    article: &Story,
    extent: Extent,
    services: &Services,
) -> Result<Arc<Story>, String> {
    let read = match &services.piped {
        Some(piped) if piped.path == entry.path => Ok(article.clone()),
        _ => open::extent(entry, article, extent, &services.limits),
    };
    read.map(Arc::new).map_err(|e| e.to_string())
}

/// Writes a story to a folder.
fn export(entry: &Entry, story: &Story, folder: &Path, shape: Shape) -> Msg {
    // What the bytes are is not asked any more, only where they stand.
    let source = Source::new(&entry.path, Vec::new());
    let written = Folder::new(folder, shape).and_then(|mut f| f.write(story, &source));
    match written {
        Ok(written) => Msg::Exported(open::shown(&written.path)),
        Err(why) => Msg::Failed(why.to_string()),
    }
}

/// A file that is given alone: what the first screen needs of its stories, with their entries; nothing of one that is
/// too large to be read before the first frame.
///
/// # Errors
/// What is wrong with the file, in a line.
pub(super) fn first(path: &Path, limits: &Limits) -> Result<Vec<(Entry, Story)>, String> {
    let source = read_head(path, limits, LARGE).map_err(|e| e.to_string())?;
    refuse_binary(&source).map_err(|e| e.to_string())?;
    let found = story::glance(&source.bytes, source.is_whole(), &source.name(), limits);
    Ok(found.into_iter().map(|s| with_entry(&source, s)).collect())
}

/// The stories of a source with their entries.
///
/// # Errors
/// What is wrong with it, in a line.
pub(super) fn stories_of(source: &Source, limits: &Limits) -> Result<Vec<(Entry, Story)>, String> {
    let found = stories(source, limits).map_err(|e| e.to_string())?;
    Ok(found.into_iter().map(|s| with_entry(source, s)).collect())
}

fn with_entry(source: &Source, story: Story) -> (Entry, Story) {
    let entry = Entry::new(source, story.nth, story.format, &story.article);
    (entry, story)
}

/// Hands an address or a path to a program, as an argument of its own: no shell reads it.
fn browse(with: &str, what: &str) -> Result<(), String> {
    let own = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut words = with.split_whitespace().filter(|_| with != "auto");
    let opener = words.next().unwrap_or(own);
    let child = Command::new(opener)
        .args(words)
        .arg(what)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(mut child) => {
            // The system's opener ends at once, another program when its window is closed; waiting keeps no zombie.
            let waiting = thread::Builder::new().name("outside".to_owned());
            drop(waiting.spawn(move || child.wait()));
            Ok(())
        }
        Err(e) => Err(format!("{opener} could not be started: {e}")),
    }
}

/// Takes jobs until there are no more; a job that panics becomes a message.
pub(super) fn work(jobs: &Mutex<Receiver<Effect>>, services: &Services, inbox: &Sender<Msg>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(effect) = job else { return };
        let mut send = |msg| drop(inbox.send(msg));
        let run = std::panic::AssertUnwindSafe(|| perform(effect, services, &mut send));
        if std::panic::catch_unwind(run).is_err() {
            drop(inbox.send(Msg::Failed(
                "something went wrong inside; the reading goes on".to_owned(),
            )));
        }
    }
}
