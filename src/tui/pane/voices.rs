//! Who is quoted in the stories of the list, and what each of them said: two windows, the second opened from the first.
//!
//! Nothing is read before somebody asks. Then a worker reads story after story, and the windows fill as it goes; closing
//! the first stops it.

use super::{Choice, Pick, Popup, Row, Rows, pick::Subject, reader::select};
use crate::{
    article::Meta,
    library::{
        Entry, StoryId,
        cite::{self, Cited},
        sayings::{Place, Saying, Sayings},
    },
    tui::{
        effect::{Among, Effect},
        model::{Focus, Model},
        msg::{Gathered, Told},
    },
};
use std::{
    cmp::Reverse,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// What is known of who said what.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Voices {
    /// The stories that were asked about, and how many of a library were known to be among them.
    among: Option<(Among, usize)>,
    /// Set to stop the worker that is at it.
    job: Option<Arc<AtomicBool>>,
    said: Arc<Sayings>,
    /// Who is quoted in them.
    people: Arc<People>,
    /// The window that was asked for, where its rows have not come yet.
    wanted: Option<Subject>,
    /// Stories read so far.
    read: usize,
    /// Stories to be read.
    all: usize,
    done: bool,
}

/// Opens the list of speakers; begins to read where that has not been done for these stories.
pub(super) fn speakers(m: &mut Model) -> Vec<Effect> {
    let among = among(m);
    let known = m.voices.among.as_ref();
    let same = known.is_some_and(|known| is_same(known, &among));
    let mut effects = Vec::new();
    m.voices.wanted = None;
    if !same || !m.voices.done && m.voices.job.is_none() {
        stop(m);
        let job = Arc::new(AtomicBool::new(false));
        m.voices = Voices {
            among: Some(among.clone()),
            job: Some(job.clone()),
            ..Voices::default()
        };
        effects.push(Effect::Gather(among.0, job));
    }
    let pick = Pick::new("", Vec::new()).with_rows(&title(&m.voices), m.voices.people.rows.clone());
    m.popup = Some(Popup::Pick(pick.about(Subject::Speakers)));
    effects
}

/// The stories of the list, and how many of a library are known to be in it.
fn among(m: &Model) -> (Among, usize) {
    match &m.library {
        Some(library) => (Among::Listed(library.wanted.clone()), library.len()),
        None => (Among::Given(m.shared.catalog.clone()), 0),
    }
}

fn is_same((a, before): &(Among, usize), (b, now): &(Among, usize)) -> bool {
    match (a, b) {
        (Among::Given(a), Among::Given(b)) => Arc::ptr_eq(a, b),
        (Among::Listed(a), Among::Listed(b)) => a == b && before == now,
        _ => false,
    }
}

/// Stops the reading.
pub(super) fn stop(m: &mut Model) {
    if let Some(job) = m.voices.job.take() {
        job.store(true, Ordering::Relaxed);
        m.voices.among = None;
    }
}

/// Takes in what was gathered so far; windows about it show it.
pub(in crate::tui) fn gathered(m: &mut Model, news: Gathered) -> Vec<Effect> {
    let current = m.voices.job.as_ref();
    if !current.is_some_and(|job| Arc::ptr_eq(job, &news.job)) {
        return Vec::new();
    }
    if news.done {
        m.voices.job = None;
    }
    (m.voices.said, m.voices.read, m.voices.done) = (news.said, news.read, news.done);
    (m.voices.people, m.voices.all) = (news.people, news.all);
    let Some(Popup::Pick(pick)) = m.popup.take_if(|p| matches!(p, Popup::Pick(_))) else {
        return Vec::new();
    };
    let who = match pick.subject {
        Subject::Sayings(who) => Some(who),
        _ => None,
    };
    m.popup = Some(Popup::Pick(renewed(&m.voices, pick)));
    let ask = |who| Effect::Tell(m.voices.said.clone(), who);
    who.map(ask).into_iter().collect()
}

/// A window of speakers with those known now, also where another was opened from it.
fn renewed(voices: &Voices, mut pick: Pick) -> Pick {
    pick.parent = pick.parent.map(|p| Box::new(renewed(voices, *p)));
    match pick.subject {
        Subject::Speakers => pick.with_rows(&title(voices), voices.people.rows.clone()),
        Subject::Fixed | Subject::Links | Subject::Quotes | Subject::Sayings(_) => pick,
    }
}

/// How far the reading is, or what came of it.
fn title(voices: &Voices) -> String {
    let all = voices.all;
    if voices.done {
        format!("Speakers: {} in {all} stories", voices.people.named)
    } else {
        format!("Speakers: reading story {} of {all}", voices.read)
    }
}

/// Who is quoted, for the window that lists them.
#[derive(Debug, Default)]
pub(in crate::tui) struct People {
    rows: Arc<Rows>,
    /// How many have a name.
    named: usize,
}

impl People {
    /// Those with most to say first; all without a name in one row at the end. Of many stories that takes time: it is done where
    /// they are read.
    pub(in crate::tui) fn of(said: &Sayings) -> Self {
        let (rows, named) = people(said);
        let rows = Arc::new(Rows::of(rows));
        Self { rows, named }
    }
}

fn people(said: &Sayings) -> (Vec<Row>, usize) {
    let people = said.people().iter().zip(0_u32..);
    let mut named: Vec<_> = people.filter(|(p, _)| p.named && p.count > 0).collect();
    named.sort_by(|(a, _), (b, _)| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
    let count = |n: usize| format!("{n:>4}");
    let row = |(p, n): (&Arc<crate::library::sayings::Person>, u32)| {
        Row::new(&p.name, &count(p.count), Choice::Person(Some(n)))
    };
    let mut rows: Vec<Row> = named.into_iter().map(row).collect();
    let named = rows.len();
    let unnamed = said
        .sayings()
        .iter()
        .filter(|s| is_of(said, s, None))
        .count();
    if unnamed > 0 {
        rows.push(Row::new(NOBODY, &count(unnamed), Choice::Person(None)));
    }
    (rows, named)
}

/// Whoever is not named.
const NOBODY: &str = "without a name: officials, sources, nobody";

fn name(said: &Sayings, who: Option<u32>) -> String {
    let person = who.and_then(|n| said.people().get(n as usize));
    person.map_or_else(|| NOBODY.to_owned(), |p| p.name.clone())
}

/// Whether a saying is that of a person, or of nobody with a name.
fn is_of(said: &Sayings, saying: &Saying, who: Option<u32>) -> bool {
    let named = |n: &u32| said.people().get(*n as usize).is_some_and(|p| p.named);
    saying.person.filter(named) == who
}

/// Asks for the list of what a person said; the list of speakers stands until it is there.
pub(super) fn person(m: &mut Model, who: Option<u32>) -> Vec<Effect> {
    m.voices.wanted = Some(Subject::Sayings(who));
    vec![Effect::Tell(m.voices.said.clone(), who)]
}

/// What a person said, for a window: done by a worker, since of all without a name that is much.
pub(in crate::tui) fn told_of(said: &Sayings, who: Option<u32>) -> Told {
    Told {
        who,
        name: name(said, who),
        rows: Arc::new(Rows::of(sayings(said, who))),
    }
}

/// Shows what a person said: in the window that is about it, else in one opened from the list of speakers.
pub(in crate::tui) fn told(m: &mut Model, told: Told) -> Vec<Effect> {
    let subject = Subject::Sayings(told.who);
    let wanted = m.voices.wanted.take_if(|s| *s == subject).is_some();
    let fits = |p: &mut Popup| {
        let Popup::Pick(pick) = p else { return false };
        pick.subject == subject || wanted && pick.subject == Subject::Speakers
    };
    let Some(Popup::Pick(pick)) = m.popup.take_if(fits) else {
        return Vec::new();
    };
    let pick = if pick.subject == Subject::Speakers {
        let own = Pick::new("", Vec::new()).about(subject);
        own.with_rows(&told.name, told.rows).on(0).from(pick)
    } else {
        pick.with_rows(&told.name, told.rows)
    };
    m.popup = Some(Popup::Pick(pick));
    Vec::new()
}

/// What a person said, the newest first; below it the other stories that quote it, with their wording.
fn sayings(said: &Sayings, who: Option<u32>) -> Vec<Row> {
    let all = said.sayings().iter().filter(|s| is_of(said, s, who));
    let mut dated: Vec<(&str, &Arc<Saying>)> = all.map(|s| (published(said, s), s)).collect();
    dated.sort_by(|a, b| b.0.cmp(a.0));
    let mut rows = Vec::new();
    for (_, saying) in dated {
        let words = saying.words();
        let phrase = saying.person.and_then(|n| said.people().get(n as usize));
        let phrase = phrase.filter(|_| who.is_none()).map(|p| p.name.as_str());
        let fullest = saying.places.iter().position(|p| &*p.words == words);
        let mut places: Vec<&Place> = saying.places.iter().collect();
        places.rotate_left(fullest.unwrap_or(0));
        for (n, place) in places.into_iter().enumerate() {
            let Some(entry) = said.story(place) else {
                continue;
            };
            let choice = Choice::Said(entry.id, place.span.start);
            let day = cite::long(&entry.published);
            let lead = phrase.map_or(day, str::to_owned);
            let row = if n == 0 {
                Row::new(&format!("“{words}”"), &lead, choice)
            } else if &*place.words == words {
                Row::new(&format!("  also in {}", entry.title), "", choice)
            } else {
                let text = format!("  also in {}: “{}”", entry.title, place.words);
                Row::new(&text, "", choice)
            };
            rows.push(row.noted(&source(entry)));
        }
    }
    rows
}

fn published<'a>(said: &'a Sayings, saying: &Saying) -> &'a str {
    let dates = saying.places.iter().filter_map(|p| said.story(p));
    dates
        .map(|e| e.published.as_str())
        .max()
        .unwrap_or_default()
}

/// Headline, site and date.
fn source(entry: &Entry) -> String {
    let day = cite::long(&entry.published);
    let parts = [entry.title.as_str(), entry.site.as_str(), day.as_str()];
    let known: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    known.join(", ")
}

/// Opens a story with the cursor on the quote that begins at `byte`.
pub(super) fn go(m: &mut Model, id: StoryId, byte: u32) -> Vec<Effect> {
    let stories = m.voices.said.stories();
    if let Some(entry) = stories.iter().find(|e| e.id == id).cloned() {
        m.met.insert(id, entry);
    }
    let effects = m.go(id, Some((byte, 0)));
    m.reader.aim = Some((id, byte));
    effects
}

/// Puts the cursor on the quote that was asked for, once its story is there.
pub(super) fn aim(m: &mut Model) {
    let Some((id, byte)) = m.reader.aim else {
        return;
    };
    let Some(shown) = m.reader.shown.as_mut().filter(|s| s.id() == id) else {
        return;
    };
    let quote = shown
        .notes()
        .quotes
        .iter()
        .position(|q| q.span.start == byte);
    let partial = shown.story.partial;
    if let Some(n) = quote {
        let height = usize::from(m.reader.height);
        let above = isize::try_from(height / 3).unwrap_or(0);
        shown.scroll(-above, height);
        select::go_to_quote(m, n);
    }
    if quote.is_some() || !partial || m.focus == Focus::List {
        m.reader.aim = None;
    }
}

/// A saying with its citation.
pub(super) fn cited(m: &Model, id: StoryId, byte: u32) -> Option<String> {
    let said = &m.voices.said;
    let here = |p: &&Place| p.span.start == byte && said.story(p).is_some_and(|e| e.id == id);
    let mut all = said.sayings().iter();
    let (saying, place) = all.find_map(|s| Some((s, s.places.iter().find(here)?)))?;
    let entry = said.story(place)?;
    let who = saying.person.and_then(|n| said.people().get(n as usize));
    let meta = Meta {
        title: entry.title.clone(),
        site: entry.site.clone(),
        published: entry.published.clone(),
        url: entry.url.clone(),
        ..Meta::default()
    };
    let cited = Cited {
        words: place.words.trim_end_matches(',').to_owned(),
        who: who.map(|p| p.name.clone()),
        paragraph: place.block as usize + 1,
        meta: Some(&meta),
    };
    Some(cited.plain())
}
