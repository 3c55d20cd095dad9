//! `add`, `remove`, `list`, `search`: the library without a screen.

mod current;

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use serde::Serialize;

use super::{
    DONE, MISSED, MISUSED, Output, arguments, listed::Look, output::complain, show::is_coloured,
};
use crate::{
    config::{Config, Places},
    library::{
        Store, open, roots,
        search::{Query, odd},
        state::{Journals, State},
        store::{Group, List, Order},
    },
    text::{Clean, many},
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
        group: grouped(matches),
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
    let look = Look {
        room,
        terms: &terms,
        json: arguments::flag_set(matches, "json"),
        bold: room.is_some() && is_coloured(arguments::colour(matches)),
    };
    look.write(&library.store, &page, output)?;
    if page.ids.is_empty() && roots::load(library.places.data.as_deref()).is_empty() {
        complain(&"the library is empty; `pullquote add FOLDER` makes a folder part of it");
    }
    if room.is_some() && page.ids.is_empty() {
        return Ok(MISSED);
    }
    Ok(DONE)
}

/// What the stories are grouped by; nothing where the command has no groups.
fn grouped(matches: &ArgMatches) -> Group {
    let by = matches.try_get_one::<String>("group").ok().flatten();
    by.and_then(|name| Group::named(name)).unwrap_or_default()
}
