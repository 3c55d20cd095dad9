//! Reading without a screen to draw on: for screen readers, braille lines and terminals that can do nothing.
//!
//! A command a line comes in; words go out, each once, from top to bottom. The commands are those of the reader, by
//! their names and keys; what only makes sense on a screen is left out.

mod acts;
mod follow;
mod input;
mod spoken;

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::{SystemTime, UNIX_EPOCH},
};

use super::{DONE, output};
use crate::{
    config::Places,
    format::Limits,
    library::{
        Catalog, Crosslink, Entry, StoryId, open, scan,
        state::{Change, Journal, State},
    },
    story::Story,
    text::Clean,
};
use input::Input;
use spoken::{Spoken, Target};

/// Stories, or bytes of a story, that are said between two prompts at least.
const TITLES: usize = 20;
const PAGE: usize = 1200;

/// The story that is read.
struct Shown {
    entry: Arc<Entry>,
    story: Story,
    targets: Vec<Target>,
    links: Vec<Crosslink>,
    /// The next block to be said.
    next: usize,
    /// The quote that was said last, by number.
    quote: Option<usize>,
    /// What is searched for, in lower case.
    sought: String,
}

/// A reader at work.
struct Session {
    catalog: Catalog,
    limits: Limits,
    state: State,
    journal: Journal,
    shown: Option<Shown>,
    /// The stories that links were followed from, and the next block of each.
    way: Vec<(StoryId, usize)>,
    /// The next title of the list to be said, and the words that titles must have.
    listed: usize,
    filter: String,
    over: bool,
}

/// Whether a session goes on after a command.
type Said = io::Result<()>;

/// Reads commands until there are no more.
///
/// # Errors
/// Where standard output is gone.
pub(super) fn run(roots: &[PathBuf], places: &Places) -> io::Result<u8> {
    let limits = Limits::default();
    let mut entries = Vec::new();
    let mut code = DONE;
    scan(roots, &limits, &AtomicBool::new(false), &mut |delta| {
        entries.extend(delta.entries);
        for error in &delta.refused {
            output::complain(error);
            code = super::MISSED;
        }
    });
    let (state, odd) = State::load_all(&super::library::journals(places));
    for warning in &odd {
        output::complain(warning);
    }
    let mut session = Session {
        catalog: Catalog::new(entries),
        limits,
        state,
        journal: Journal::of(&super::library::journals(places)),
        shown: None,
        way: Vec::new(),
        listed: 0,
        filter: String::new(),
        over: false,
    };
    match session.catalog.entries() {
        [] => return Ok(code.max(super::MISSED)),
        [only] => session.open(&only.clone(), None)?,
        _ => session.titles()?,
    }
    session.converse()?;
    Ok(code)
}

/// Says a line. All of it is clean: words of articles, and our own.
fn say(line: &str) -> Said {
    writeln!(io::stdout().lock(), "{line}")
}

impl Session {
    /// Prompts, and does what is asked.
    fn converse(&mut self) -> Said {
        let mut input = Input::take();
        while !self.over {
            let mut out = io::stdout().lock();
            write!(out, "{}", self.prompt())?;
            out.flush()?;
            drop(out);
            let Some(line) = input.next(|keys| acts::typed(self, keys))? else {
                say("")?;
                break;
            };
            acts::perform(self, Clean::line(&line).trim())?;
        }
        self.keep();
        Ok(())
    }

    fn prompt(&self) -> String {
        match &self.shown {
            Some(shown) if shown.next >= shown.story.article.blocks().len() => {
                "The end. Command, or ? for help: ".to_owned()
            }
            Some(shown) => format!("{} percent. Enter goes on, ? helps: ", shown.percent()),
            None => "Number of a story, Enter for more titles, ? helps: ".to_owned(),
        }
    }

    /// Says the next titles of the list.
    fn titles(&mut self) -> Said {
        let words: Vec<String> = self
            .filter
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let fits = |e: &Entry| {
            let title = e.title.to_lowercase();
            words.iter().all(|w| title.contains(w))
        };
        let mut said = 0;
        let entries = self.catalog.entries().iter().enumerate();
        for (n, entry) in entries.skip(self.listed).filter(|(_, e)| fits(e)) {
            if said == TITLES {
                break;
            }
            let known = self.state.of(entry.id).or(entry.shelf.as_deref());
            let mut line = format!("{}. {}", n + 1, entry.title);
            for part in [&entry.byline, &entry.site] {
                if !part.is_empty() {
                    line.push_str(", ");
                    line.push_str(part);
                }
            }
            line.push_str(match known.reading() {
                crate::library::state::Reading::Unread => "",
                crate::library::state::Reading::Begun => ", begun",
                crate::library::state::Reading::Read => ", read",
            });
            line.push_str(if known.starred() { ", starred" } else { "" });
            say(&line)?;
            said += 1;
            self.listed = n + 1;
        }
        if said == 0 {
            say(if self.listed == 0 {
                "No story has these words in its title."
            } else {
                "No more stories."
            })?;
        }
        Ok(())
    }

    /// Opens a story, at this block or where it was left.
    fn open(&mut self, entry: &Arc<Entry>, next: Option<usize>) -> Said {
        let story = match open::entry(entry, &self.limits) {
            Ok(story) => story,
            Err(why) => return say(&why.to_string()),
        };
        self.keep();
        let links = self
            .catalog
            .crosslinks(&story, entry.id, self.state.rulings());
        let mut story = story;
        story.notes.stubs = links.iter().map(|l| l.stub).collect();
        let at = self.state.of(entry.id).at;
        let next = next.unwrap_or_else(|| match at {
            0 => 0,
            at => story.article.block_at(at),
        });
        let shown = Shown {
            targets: spoken::targets(&story.article, &story.notes),
            entry: entry.clone(),
            story,
            links,
            next,
            quote: None,
            sought: String::new(),
        };
        for line in shown.spoken().masthead() {
            say(&line)?;
        }
        if next > 0 {
            say(&format!(
                "From where you left, {} percent; top goes to the beginning.",
                shown.percent()
            ))?;
        }
        self.shown = Some(shown);
        self.page()
    }

    /// Says the next blocks.
    fn page(&mut self) -> Said {
        let Some(shown) = &mut self.shown else {
            return self.titles();
        };
        let mut said = 0;
        while said < PAGE && shown.next < shown.story.article.blocks().len() {
            let words = shown.spoken().block(shown.next);
            shown.next += 1;
            if !words.is_empty() {
                say(&words)?;
                said += words.len();
            }
        }
        Ok(())
    }

    /// Keeps the place of reading.
    fn keep(&mut self) {
        let Some(shown) = &self.shown else { return };
        let text = shown.story.article.text();
        let blocks = shown.story.article.blocks();
        let end = shown.next >= blocks.len();
        let at = blocks.get(shown.next).map_or(0, |b| b.span.start);
        let change = Change {
            place: Some((at, crate::text::byte(text.len()))),
            read: end.then_some(true),
            ..Change::default()
        };
        self.note(change);
    }

    /// Notes something that the reader did with the story.
    fn note(&mut self, change: Change) {
        let Some(id) = self.shown.as_ref().map(|s| s.entry.id) else {
            return;
        };
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = since.map_or(0, |d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX));
        let record = self.state.set(id, change, now);
        if let Err(why) = self.journal.append(&[record]) {
            output::complain(&why);
        }
    }
}

impl Shown {
    fn spoken(&self) -> Spoken<'_> {
        Spoken::new(&self.story.article, &self.story.notes, &self.targets)
    }

    /// How much of the text was said, 0 to 100.
    fn percent(&self) -> usize {
        let article = &self.story.article;
        let all = article.text().len().max(1);
        let at = article
            .blocks()
            .get(self.next)
            .map_or(all, |b| b.span.start as usize);
        at * 100 / all
    }
}
