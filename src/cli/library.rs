//! `add`, `remove`, `list`, `search`: the library without a screen.

mod current;

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, MISSED, MISUSED, Output, arguments, output::complain, show::is_coloured};
use crate::{
    config::{Config, Places},
    export::json::as_given,
    format::Limits,
    library::{
        Entry, Store, minutes, open, roots,
        search::{Query, Snippet, Term, hits, odd, snippets},
        state::{Journals, Reading, State},
        store::{List, Order, Place, Row},
    },
    text::{Clean, Span, many},
};

/// The library of a command line.
pub(super) struct Library {
    pub(super) store: Store,
    pub(super) state: State,
    pub(super) places: Places,
}

impl Library {
    /// Opens the library, brought up to date with its folders unless `--no-scan` was given.
    pub(super) fn open(matches: &ArgMatches, output: &mut Output) -> io::Result<Option<Self>> {
        let Some(mut library) = Self::known(matches, output)? else {
            return Ok(None);
        };
        if !arguments::flag_set(matches, "no-scan") {
            library.refresh(output)?;
        }
        Ok(Some(library))
    }

    /// Opens the library as it was when it was looked at last.
    pub(super) fn known(matches: &ArgMatches, output: &mut Output) -> io::Result<Option<Self>> {
        let places = places(matches, output)?;
        let (state, odd) = State::load_all(&journals(&places));
        for warning in &odd {
            output.complain(warning)?;
        }
        match Store::open(places.cache.as_deref()) {
            Ok(store) => {
                if let (false, Some(cache)) = (store.is_kept(), &places.cache) {
                    // Everything is there all the same: no reason to fail.
                    complain(&Clean::line(&format!(
                        "{}: the catalog cannot be kept and is made anew each time",
                        open::shown(cache)
                    )));
                }
                Ok(Some(Self {
                    store,
                    state,
                    places,
                }))
            }
            Err(error) => {
                output.complain(&error)?;
                Ok(None)
            }
        }
    }
}

/// Where everything is kept, by options, environment and settings.
pub(super) fn places(matches: &ArgMatches, output: &mut Output) -> io::Result<Places> {
    let places = Places::find(arguments::library_dir(matches).as_deref());
    let (config, warnings) = Config::load(places.config.as_deref());
    for warning in &warnings {
        output.complain(warning)?;
    }
    Ok(places.with(&config))
}

/// The journals of what the reader did.
pub(super) fn journals(places: &Places) -> Journals {
    Journals {
        data: places.data.clone(),
        shared: places.shared.clone(),
    }
}

/// `add [PATH...]`: folders and files become part of the library; without any, those that are.
pub(super) fn add(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let paths = arguments::paths(matches);
    let Some(mut library) = Library::known(matches, output)? else {
        return Ok(MISSED);
    };
    let Some(data) = library.places.data.clone() else {
        output.complain(&"no home folder: no place for a library")?;
        return Ok(MISSED);
    };
    if paths.is_empty() {
        for root in roots::load(Some(&data)) {
            output.line(&open::shown(&root))?;
        }
        return Ok(DONE);
    }
    for path in paths {
        let Some(root) = rooted(&path, output)? else {
            continue;
        };
        if let Err(error) = roots::add(&data, &root) {
            let what = format!("{}: {}", open::shown(&data), open::reason(&error));
            output.complain(&Clean::line(&what))?;
        }
    }
    let sum = library.refresh(output)?;
    let counts = library.store.counts().unwrap_or_default();
    if arguments::flag_set(matches, "json") {
        output.json(&Added {
            files: sum.files,
            read: sum.read,
            stories: counts.stories,
            unread: counts.unread,
        })?;
    } else {
        output.line(&format!(
            "{} in the library",
            many(counts.stories, "story", "stories")
        ))?;
    }
    Ok(DONE)
}

/// What adding came to, as one line of JSON.
#[derive(Serialize)]
struct Added {
    files: usize,
    read: usize,
    stories: usize,
    unread: usize,
}

/// A path that can be found again from anywhere; `None`, said to the reader, where there is nothing.
fn rooted(path: &Path, output: &mut Output) -> io::Result<Option<PathBuf>> {
    match std::fs::canonicalize(path) {
        Ok(root) => Ok(Some(root)),
        Err(error) => {
            let what = format!("{}: {}", open::shown(path), open::reason(&error));
            output.complain(&Clean::line(&what))?;
            Ok(None)
        }
    }
}

/// `remove PATH...`: the library goes without them; the files stay.
pub(super) fn remove(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let Some(mut library) = Library::known(matches, output)? else {
        return Ok(MISSED);
    };
    let data = library.places.data.clone().unwrap_or_default();
    for path in arguments::paths(matches) {
        let root = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        match roots::remove(&data, &root) {
            Ok(true) => {}
            Ok(false) => {
                let what = format!("{}: is no folder of the library", open::shown(&path));
                output.complain(&Clean::line(&what))?;
            }
            Err(error) => {
                let what = format!("{}: {}", open::shown(&data), open::reason(&error));
                output.complain(&Clean::line(&what))?;
            }
        }
    }
    library.refresh(output)?;
    Ok(DONE)
}

/// `list [QUERY] [--sort ORDER] [--reverse] [--limit N] [--json]`
pub(super) fn list(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    run(matches, output, Order::Date, None)
}

/// `search QUERY [--limit N] [--json]`: the stories that fit best, with the lines where the words stand.
pub(super) fn search(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    run(matches, output, Order::Relevance, Some(ROOM))
}

/// Characters of a snippet.
const ROOM: usize = 160;

fn run(
    matches: &ArgMatches,
    output: &mut Output,
    order: Order,
    room: Option<usize>,
) -> io::Result<u8> {
    let words: Vec<&String> = matches
        .get_many("query")
        .map(Iterator::collect)
        .unwrap_or_default();
    let words: Vec<&str> = words.iter().map(|w| w.as_str()).collect();
    let query = Query::parse(&words.join(" "), false);
    if let Some(odd) = odd(&words.join(" "), false) {
        complain(&odd);
    }
    if room.is_some() && query.is_empty() {
        output.complain(&"nothing to search for")?;
        return Ok(MISUSED);
    }
    let Some(library) = Library::open(matches, output)? else {
        return Ok(MISSED);
    };
    if query.asks_closer() {
        library.look_closer(!arguments::flag_set(matches, "no-scan"), output)?;
    }
    let sort = matches.get_one::<String>("sort");
    let list = List {
        order: sort.and_then(|name| Order::named(name)).unwrap_or(order),
        reversed: matches.get_flag("reverse"),
        ..List::default()
    };
    let most = matches.get_one::<usize>("limit").copied();
    let most = most.unwrap_or(if room.is_some() { 50 } else { usize::MAX >> 1 });
    let page = match library.store.list(&query.selection(), list, most) {
        Ok(page) => page,
        Err(error) => {
            output.complain(&error)?;
            return Ok(MISSED);
        }
    };
    let terms = query.terms();
    let json = arguments::flag_set(matches, "json");
    let bold = room.is_some() && is_coloured(arguments::colour(matches));
    for ids in page.ids.chunks(500) {
        let rows = library.store.rows(ids).unwrap_or_default();
        let entries: Vec<&Entry> = rows.iter().map(|r| &*r.entry).collect();
        let found = room.map(|room| snippets(&entries, &terms, room, &Limits::default()));
        for (n, row) in rows.iter().enumerate() {
            let found = found.as_ref().and_then(|f| f.get(n));
            if json {
                output.json(&Line::of(row, found))?;
            } else {
                said(row, found, bold.then_some(terms.as_slice()), output)?;
            }
        }
    }
    if room.is_some() && page.ids.is_empty() {
        return Ok(MISSED);
    }
    Ok(DONE)
}

/// Words with those of the search in bold.
fn emboldened(words: &str, hits: &[Span]) -> String {
    let mut out = String::new();
    let mut from = 0;
    for hit in hits {
        out.push_str(words.get(from..hit.range().start).unwrap_or_default());
        out.push_str("\x1b[1m");
        out.push_str(hit.of(words));
        out.push_str("\x1b[22m");
        from = hit.range().end;
    }
    out.push_str(words.get(from..).unwrap_or_default());
    out
}

/// A story in a few lines, the words of a search in bold where they are given.
fn said(
    row: &Row,
    found: Option<&Snippet>,
    bold: Option<&[Term]>,
    output: &mut Output,
) -> io::Result<()> {
    let entry = &row.entry;
    let minutes = match entry.minutes() {
        0 => String::new(),
        n => format!("{n} min"),
    };
    let day = entry.published.split('T').next().unwrap_or_default();
    let sign = match row.reading {
        Reading::Unread => "●",
        Reading::Begun => "◐",
        Reading::Read => " ",
    };
    let star = if row.starred { "★" } else { " " };
    let title = match bold {
        Some(terms) => emboldened(&entry.title, &hits(&entry.title, terms)),
        None => entry.title.to_string(),
    };
    output.line(format!("{sign}{star} {day:10}  {minutes:>7}  {title}").trim_end())?;
    if let Some(found) = found.filter(|f| !f.text.is_empty()) {
        let words = match bold {
            Some(_) => emboldened(&found.text, &found.hits),
            None => found.text.clone(),
        };
        output.line(&format!("               {words}"))?;
    }
    let facts = [&*entry.byline, &*entry.site, &open::shown(&entry.path)];
    let facts: Vec<&str> = facts.into_iter().filter(|f| !f.is_empty()).collect();
    output.line(&format!("               {}", facts.join(" · ")))
}

/// A story of the list as one line of JSON.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    path: String,
    nth: usize,
    format: &'static str,
    title: &'a str,
    byline: Option<&'a str>,
    site: Option<&'a str>,
    url: Option<&'a str>,
    lang: Option<&'a str>,
    published: Option<&'a str>,
    saved: Option<&'a str>,
    tags: Vec<&'a str>,
    words: u32,
    minutes: u32,
    reading: &'static str,
    percent: u8,
    starred: bool,
    place: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<SnippetJson<'a>>,
}

/// Where the words of a search stand; offsets in code points of `text`.
#[derive(Serialize)]
struct SnippetJson<'a> {
    text: &'a str,
    hits: Vec<(usize, usize)>,
}

impl<'a> Line<'a> {
    pub(super) fn of(row: &'a Row, found: Option<&'a Snippet>) -> Self {
        let entry = &row.entry;
        let known = |text: &'a str| (!text.is_empty()).then_some(text);
        Self {
            path: as_given(&entry.path).to_string(),
            nth: entry.nth,
            format: entry.format,
            title: &entry.title,
            byline: known(&entry.byline),
            site: known(&entry.site),
            url: known(&entry.url),
            lang: known(&row.lang),
            published: known(&entry.published),
            saved: known(&row.saved),
            tags: row.tags.iter().map(|t| &**t).collect(),
            words: entry.words,
            minutes: minutes(entry.words),
            reading: reading(row.reading),
            percent: row.percent,
            starred: row.starred,
            place: place(row.place),
            snippet: found.map(|f| {
                let points = |end: usize| f.text.get(..end).map_or(0, |t| t.chars().count());
                let hit = |h: &Span| (points(h.range().start), points(h.range().end));
                SnippetJson {
                    text: &f.text,
                    hits: f.hits.iter().map(hit).collect(),
                }
            }),
        }
    }
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Unread => "unread",
        Reading::Begun => "reading",
        Reading::Read => "read",
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Here => "list",
        Place::Archive => "archive",
        Place::Trash => "trash",
    }
}
