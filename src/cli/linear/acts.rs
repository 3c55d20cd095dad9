//! The commands of a session without a screen: which there are, and what each does.

use super::{
    Said, Session, Shown,
    follow::{follow, history_back, list_links},
    input::Typed,
    say,
};
use crate::{
    article::BlockKind,
    library::state::Change,
    tui::{Command, Scope, TABLES},
};

/// What comes with a command: the number before it or after it, and the words after it.
#[derive(Debug, Default)]
struct With<'a> {
    count: Option<usize>,
    words: &'a str,
}

/// What a command does.
type Act = fn(&mut Session, &With<'_>) -> Said;

/// The commands of the reader that need no screen, by their names.
const ACTS: &[(&str, Act)] = &[
    ("down", |s, w| paragraphs(s, w.times())),
    ("up", |s, w| back_by(s, w.times(), 1)),
    ("page-down", |s, _| s.page()),
    ("page-up", |s, w| back_by(s, 8 * w.times(), usize::MAX)),
    ("top", |s, _| go_to(s, 0)),
    ("percent", percent),
    ("back", |s, _| to_list(s)),
    ("next-story", |s, w| neighbour(s, w.distance())),
    ("previous-story", |s, w| neighbour(s, -w.distance())),
    ("find", |s, w| find(s, w.words)),
    ("find-next", |s, _| hit(s, true)),
    ("find-previous", |s, _| hit(s, false)),
    ("follow", |s, w| follow(s, w.count)),
    ("links", |s, _| list_links(s)),
    ("next-quote", |s, _| quote(s, 1)),
    ("previous-quote", |s, _| quote(s, -1)),
    ("quotes", |s, _| quotes(s)),
    ("outline", |s, _| outline(s)),
    ("star", |s, _| star(s)),
    ("read", |s, _| read(s)),
    ("list-down", |s, _| s.titles()),
    ("list-top", |s, _| first_titles(s, "")),
    ("list-filter", |s, w| first_titles(s, w.words)),
    ("open", |s, w| story(s, w.count)),
    ("history-back", |s, _| history_back(s)),
    ("help", |s, _| help(s)),
    ("quit", |s, _| quit(s)),
];

impl With<'_> {
    fn times(&self) -> usize {
        self.count.unwrap_or(1)
    }

    fn distance(&self) -> isize {
        isize::try_from(self.times()).unwrap_or(isize::MAX)
    }
}

/// The commands that hold where the reader is, each with what it does.
fn commands(s: &Session) -> impl Iterator<Item = (&'static Command, Act)> {
    let scopes = match s.shown {
        Some(_) => [Scope::Reader, Scope::Any],
        None => [Scope::List, Scope::Any],
    };
    let of = move |scope| TABLES.iter().filter(move |(s, _)| *s == scope);
    let all = scopes.into_iter().flat_map(of).flat_map(|(_, t)| t.iter());
    all.filter_map(|c| {
        let act = ACTS.iter().find(|(name, _)| *name == c.name)?;
        Some((c, act.1))
    })
}

/// Does what a line asks for: a command by its key or its name, or as much of that as only one has; a number before it
/// or after it. An empty line goes on, a number alone opens a story or follows a link, `/` and words find.
pub(super) fn perform(s: &mut Session, line: &str) -> Said {
    if line.is_empty() {
        return s.page();
    }
    let command = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = line
        .get(..line.len() - command.len())
        .and_then(|n| n.parse().ok());
    let command = command.trim();
    if command.is_empty() {
        let name = if s.shown.is_some() { "follow" } else { "open" };
        return run(s, name, &With { count, words: "" });
    }
    if let Some(words) = command.strip_prefix('/') {
        let words = words.trim();
        let name = if s.shown.is_some() {
            "find"
        } else {
            "list-filter"
        };
        return run(s, name, &With { count, words });
    }
    let command = command.strip_prefix(':').unwrap_or(command);
    let (name, words) = command.split_once(' ').unwrap_or((command, ""));
    let words = words.trim();
    let count = count.or_else(|| words.parse().ok());
    run(s, name, &With { count, words })
}

/// What keys are that were typed on a terminal: those of a command are one at once; after `:` comes a name, after `/`
/// words, and Enter ends these and a number.
pub(super) fn typed(s: &Session, keys: &str) -> Typed {
    let key = keys.trim_start_matches(|c: char| c.is_ascii_digit());
    let key = if key == " " { "<space>" } else { key };
    let whole = commands(s).any(|(c, _)| c.keys.contains(&key));
    if whole && key != "/" && key != ":" {
        Typed::Whole
    } else {
        Typed::Begun
    }
}

fn run(s: &mut Session, name: &str, with: &With<'_>) -> Said {
    let exact = commands(s).find(|(c, _)| c.name == name || c.keys.contains(&name));
    let mut begun = commands(s).filter(|(c, _)| c.name.starts_with(name));
    let only = match (begun.next(), begun.next()) {
        (Some(found), None) => Some(found),
        _ => None,
    };
    drop(begun);
    match exact.or(only) {
        Some((_, act)) => act(s, with),
        None => say(&format!(
            "No command is named {name}. ? says which there are."
        )),
    }
}

/// The story that is read.
pub(super) fn shown(s: &mut Session) -> Option<&mut Shown> {
    s.shown.as_mut()
}

fn help(s: &Session) -> Said {
    say("A line is a command, by its name or its key:")?;
    for (command, _) in commands(s) {
        let keys = command
            .keys
            .iter()
            .filter(|k| !k.starts_with('<') || k.len() == 1);
        let keys: Vec<_> = keys.copied().collect();
        let keys = if keys.is_empty() {
            String::new()
        } else {
            format!(" ({})", keys.join(", "))
        };
        say(&format!("{}{keys}: {}.", command.name, command.help))?;
    }
    say(
        "Enter alone goes on. A number opens the story or follows the link of that number. / and words find them.",
    )
}

fn quit(s: &mut Session) -> Said {
    s.over = true;
    say("Your place is kept.")
}

/// Says so many blocks.
fn paragraphs(s: &mut Session, times: usize) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    let mut left = times;
    while left > 0 && shown.next < shown.story.article.blocks().len() {
        let words = shown.spoken().block(shown.next);
        shown.next += 1;
        if !words.is_empty() {
            say(&words)?;
            left -= 1;
        }
    }
    Ok(())
}

/// Goes back so many blocks before the one that was said last, and says at most `most` of them.
fn back_by(s: &mut Session, times: usize, most: usize) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    shown.next = shown.next.saturating_sub(times.saturating_add(1));
    if most == 1 {
        paragraphs(s, 1)
    } else {
        s.page()
    }
}

/// Goes to a block and says it and what follows.
pub(super) fn go_to(s: &mut Session, block: usize) -> Said {
    if let Some(shown) = shown(s) {
        shown.next = block;
    }
    s.page()
}

fn percent(s: &mut Session, with: &With<'_>) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    let article = &shown.story.article;
    let at = article.text().len() / 100 * with.count.unwrap_or(0).min(100);
    let block = article.block_at(crate::text::byte(at));
    go_to(s, block)
}

fn to_list(s: &mut Session) -> Said {
    if s.catalog.entries().len() == 1 {
        return quit(s);
    }
    s.keep();
    s.shown = None;
    first_titles(s, "")
}

fn first_titles(s: &mut Session, filter: &str) -> Said {
    filter.clone_into(&mut s.filter);
    s.listed = 0;
    s.titles()
}

/// Opens the story of this number in the list.
fn story(s: &mut Session, number: Option<usize>) -> Said {
    let entry = number.and_then(|n| s.catalog.entries().get(n.checked_sub(1)?));
    match entry.cloned() {
        Some(entry) => s.open(&entry, None),
        None => say("There is no story of that number."),
    }
}

fn neighbour(s: &mut Session, by: isize) -> Said {
    let place = s
        .shown
        .as_ref()
        .and_then(|shown| s.catalog.place(shown.entry.id));
    let entry = place
        .and_then(|p| p.checked_add_signed(by))
        .and_then(|p| s.catalog.entries().get(p));
    match entry.cloned() {
        Some(entry) => s.open(&entry, None),
        None => say("There is no further story."),
    }
}

fn find(s: &mut Session, words: &str) -> Said {
    if let Some(shown) = shown(s) {
        shown.sought = words.to_lowercase();
    }
    hit(s, true)
}

/// Goes to the next block that has the words sought, or to the one before.
fn hit(s: &mut Session, forward: bool) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    if shown.sought.is_empty() {
        return say("Nothing is searched for: / and words find.");
    }
    let text = shown.story.article.text();
    let has = |n: &usize| {
        let block = shown.story.article.blocks().get(*n);
        block.is_some_and(|b| b.span.of(text).to_lowercase().contains(&shown.sought))
    };
    let count = shown.story.article.blocks().len();
    let found = if forward {
        (shown.next..count).find(has)
    } else {
        (0..shown.next.saturating_sub(1)).rev().find(has)
    };
    match found {
        Some(block) => {
            shown.next = block;
            paragraphs(s, 1)
        }
        None => say("Not found."),
    }
}

fn quote(s: &mut Session, by: isize) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    let article = &shown.story.article;
    let here = article
        .blocks()
        .get(shown.next)
        .map_or(u32::MAX, |b| b.span.start);
    let speech: Vec<usize> = (0..shown.story.notes.quotes.len())
        .filter(|n| {
            shown
                .story
                .notes
                .quotes
                .get(*n)
                .is_some_and(|q| q.kind.is_speech())
        })
        .collect();
    let place = match shown.quote {
        Some(at) => speech
            .iter()
            .position(|n| *n == at)
            .and_then(|p| p.checked_add_signed(by)),
        None => speech.iter().position(|n| {
            shown
                .story
                .notes
                .quotes
                .get(*n)
                .is_some_and(|q| q.span.start >= here)
        }),
    };
    let Some(n) = place.and_then(|p| speech.get(p)).copied() else {
        return say("No further quote.");
    };
    shown.quote = Some(n);
    if let Some(span) = shown.story.notes.quotes.get(n).map(|q| q.span) {
        shown.next = shown.story.article.block_at(span.start) + 1;
    }
    say_quote(shown, n)
}

/// Says a quote after its speaker.
fn say_quote(shown: &Shown, n: usize) -> Said {
    let Some(quote) = shown.story.notes.quotes.get(n) else {
        return Ok(());
    };
    let who = shown.spoken().speaker(quote);
    let who = who.unwrap_or_else(|| "Somebody".to_owned());
    let words = quote.span.of(shown.story.article.text()).replace('\n', " ");
    say(&format!("[{who}:] “{words}”"))
}

fn quotes(s: &mut Session) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    let quotes = shown.story.notes.quotes.iter().enumerate();
    let speech: Vec<usize> = quotes
        .filter(|(_, q)| q.kind.is_speech())
        .map(|(n, _)| n)
        .collect();
    if speech.is_empty() {
        return say("Nobody is quoted in this story.");
    }
    speech.into_iter().try_for_each(|n| say_quote(shown, n))
}

fn outline(s: &mut Session) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    let blocks = shown.story.article.blocks().iter();
    let headings = blocks.filter(|b| matches!(b.kind, BlockKind::Heading(_)));
    let text = shown.story.article.text();
    let all = text.len().max(1);
    let mut none = true;
    for heading in headings {
        none = false;
        let percent = heading.span.start as usize * 100 / all;
        say(&format!("{percent} percent: {}", heading.span.of(text)))?;
    }
    if none {
        return say("This story has no headings.");
    }
    Ok(())
}

fn star(s: &mut Session) -> Said {
    let Some(id) = s.shown.as_ref().map(|s| s.entry.id) else {
        return Ok(());
    };
    let on = !s.state.of(id).starred();
    s.note(Change {
        star: Some(on),
        ..Change::default()
    });
    say(if on { "Starred." } else { "No star." })
}

fn read(s: &mut Session) -> Said {
    let Some(id) = s.shown.as_ref().map(|s| s.entry.id) else {
        return Ok(());
    };
    let on = s.state.of(id).read != Some(true);
    s.note(Change {
        read: Some(on),
        ..Change::default()
    });
    say(if on { "Marked read." } else { "Marked unread." })
}
