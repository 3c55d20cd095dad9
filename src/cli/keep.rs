//! `import`, `tag`, `mark`, `check`: what changes a library from the command line.

use std::{
    io,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, MISSED, MISUSED, Output, arguments, library::Library};
use crate::{
    format::Limits,
    library::{
        Store, StoryId, open, roots,
        search::{Query, odd},
        state::{self, Change, Journal},
        store::{self, Brought, List, Row},
    },
    text::{Clean, many},
};

/// `import FILE...`: exports of read-later services become part of the library.
pub(super) fn import(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let Some(mut library) = Library::known(matches, output)? else {
        return Ok(MISSED);
    };
    let Some(data) = library.places.data.clone() else {
        output.complain(&"no home folder: no place for a library")?;
        return Ok(MISSED);
    };
    let mut kept = Vec::new();
    for path in arguments::paths(matches) {
        match roots::import(&data, &path) {
            Ok((copy, new)) => kept.push((path, copy, new)),
            Err(error) => {
                let what = format!("{}: {}", open::shown(&path), open::reason(&error));
                output.complain(&Clean::line(&what))?;
            }
        }
    }
    library.refresh(output)?;
    for (path, copy, new) in kept {
        match library.store.brought(&copy) {
            Ok(brought) => report(&path, &copy, new, &brought, matches, output)?,
            Err(error) => output.complain(&error)?,
        }
    }
    Ok(DONE)
}

/// What an export brought, as one line of JSON.
#[derive(Serialize)]
struct BroughtJson<'a> {
    path: &'a str,
    new: bool,
    #[serde(flatten)]
    brought: &'a Brought,
    warnings: Vec<&'a str>,
}

fn report(
    path: &Path,
    copy: &Path,
    new: bool,
    brought: &Brought,
    matches: &ArgMatches,
    output: &mut Output,
) -> io::Result<()> {
    let warnings = roots::odd_in(copy, &Limits::default());
    let path = open::shown(path);
    if arguments::flag_set(matches, "json") {
        return output.json(&BroughtJson {
            path: &path,
            new,
            brought,
            warnings: warnings.iter().map(|w| &**w).collect(),
        });
    }
    let again = if new { "" } else { ", brought in before" };
    let stories = many(brought.stories, "story", "stories");
    output.line(&format!("{path}: {stories}{again}"))?;
    for line in brought.lines() {
        output.line(&line)?;
    }
    for warning in warnings.iter().take(20) {
        output.line(&format!("         not understood: {warning}"))?;
    }
    Ok(())
}

/// `tag [QUERY] --add TAG --remove TAG`: without either, the tags there are.
pub(super) fn tag(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let names = |option: &str, on: bool| {
        let given = matches.get_many::<String>(option);
        let tags = given
            .into_iter()
            .flatten()
            .map(move |t| (Clean::line(t).into_string(), on));
        tags.filter(|(t, _)| !t.is_empty()).collect::<Vec<_>>()
    };
    let tags = [names("add", true), names("remove", false)].concat();
    if tags.is_empty() {
        return list_tags(matches, output);
    }
    let change = Change {
        tags,
        ..Change::default()
    };
    change_all(&change, matches, output)
}

/// A tag and the number of its stories, as one line of JSON.
#[derive(Serialize)]
struct TagJson<'a> {
    tag: &'a str,
    stories: usize,
}

fn list_tags(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let Some(library) = Library::open(matches, output)? else {
        return Ok(MISSED);
    };
    for (tag, stories) in library.store.tags().unwrap_or_default() {
        if arguments::flag_set(matches, "json") {
            output.json(&TagJson { tag: &tag, stories })?;
        } else {
            output.line(&format!("{stories:>8} {tag}"))?;
        }
    }
    Ok(DONE)
}

/// An option, and what it changes.
type Mark = (&'static str, fn(&mut Change));

/// The marks by their options.
const MARKS: [Mark; 8] = [
    ("read", |c| c.read = Some(true)),
    ("unread", |c| {
        (c.read, c.place) = (Some(false), Some((0, 0)));
    }),
    ("star", |c| c.star = Some(true)),
    ("unstar", |c| c.star = Some(false)),
    ("archive", |c| c.archived = Some(true)),
    ("unarchive", |c| c.archived = Some(false)),
    ("trash", |c| c.trashed = Some(true)),
    ("untrash", |c| c.trashed = Some(false)),
];

/// `mark QUERY --read --star ...`
pub(super) fn mark(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let mut change = Change::default();
    for (name, make) in MARKS {
        if matches.get_flag(name) {
            make(&mut change);
        }
    }
    if change == Change::default() {
        output.complain(&"nothing to mark with: --read, --unread, --star, --unstar, --archive, --unarchive, --trash, --untrash")?;
        return Ok(MISUSED);
    }
    change_all(&change, matches, output)
}

/// How many stories were changed, as one line of JSON.
#[derive(Serialize)]
struct ChangedJson {
    changed: usize,
}

/// Makes a change to every story that the query means.
fn change_all(change: &Change, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let words: Vec<String> = matches
        .get_many::<String>("query")
        .map(|w| w.cloned().collect())
        .unwrap_or_default();
    if words.is_empty() {
        output.complain(&"no QUERY says which stories; is:any means all of them")?;
        return Ok(MISUSED);
    }
    // What would be looked for as words would change stories that nobody meant.
    if let Some(odd) = odd(&words.join(" "), false) {
        output.complain(&odd)?;
        return Ok(MISUSED);
    }
    let Some(mut library) = Library::open(matches, output)? else {
        return Ok(MISSED);
    };
    let query = Query::parse(&words.join(" "), false);
    if query.asks_closer() {
        library.look_closer(!arguments::flag_set(matches, "no-scan"), output)?;
    }
    let rows = match meant(&library.store, &query) {
        Ok(rows) => rows,
        Err(error) => {
            output.complain(&error)?;
            return Ok(MISSED);
        }
    };
    let now = now();
    let ids: Vec<StoryId> = rows.iter().map(|r| r.entry.id).collect();
    let set = |id: &StoryId| library.state.set(*id, change.clone(), now);
    let records: Vec<_> = ids.iter().map(set).collect();
    let mut journal = Journal::of(&super::library::journals(&library.places));
    if let Err(error) = journal.append(&records) {
        output.complain(&error)?;
        return Ok(MISSED);
    }
    match library.store.mirror(&ids, &library.state) {
        // It is in the journal: the catalog hears of it the next time.
        Err(error) if !error.is_busy() => output.complain(&error)?,
        _ => {}
    }
    if arguments::flag_set(matches, "json") {
        output.json(&ChangedJson { changed: ids.len() })?;
    } else {
        output.line(&many(ids.len(), "story", "stories"))?;
    }
    Ok(if ids.is_empty() { MISSED } else { DONE })
}

fn meant(store: &Store, query: &Query) -> store::Result<Vec<Row>> {
    let page = store.list(&query.selection(), List::default(), usize::MAX >> 1)?;
    store.rows(&page.ids)
}

/// Milliseconds since 1970.
pub(super) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}

/// `check [--repair]`: what is wrong with folders, catalog and journals.
pub(super) fn check(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let repair = matches.get_flag("repair");
    let places = super::library::places(matches, output)?;
    let mut wrong = 0;
    let mut say = |what: &str, done: &str, output: &mut Output| {
        wrong += 1;
        let done = if repair && !done.is_empty() {
            format!(": {done}")
        } else {
            String::new()
        };
        output.line(&format!("{}{done}", Clean::line(what)))
    };
    for root in roots::load(places.data.as_deref()) {
        if !root.exists() {
            let what = format!("{}: is not there; its stories are kept", open::shown(&root));
            say(&what, "", output)?;
        }
    }
    for (path, damaged) in state::damaged(&super::library::journals(&places)) {
        let what = format!("{}: {damaged} damaged lines", open::shown(&path));
        say(&what, "set aside", output)?;
        if repair && let Err(error) = state::mend(&path) {
            output.complain(&Clean::line(&open::reason(&error)))?;
        }
    }
    for fault in catalog_faults(places.cache.as_deref()) {
        say(&fault, "made again", output)?;
        if repair && let Some(path) = catalog(places.cache.as_deref()) {
            store::discard(&path);
        }
    }
    if repair {
        if let Some(mut library) = Library::known(matches, output)? {
            library.refresh(output)?;
        }
        return Ok(DONE);
    }
    if wrong == 0 {
        output.line("Nothing is wrong.")?;
    }
    Ok(if wrong == 0 { DONE } else { MISSED })
}

/// Where the catalog lies, if there is one.
fn catalog(cache: Option<&Path>) -> Option<PathBuf> {
    let path = cache?.join(store::FILE_NAME);
    path.is_file().then_some(path)
}

fn catalog_faults(cache: Option<&Path>) -> Vec<Clean> {
    let Some(path) = catalog(cache) else {
        return Vec::new();
    };
    let shown = open::shown(&path);
    let Some(store) = Store::existing(cache) else {
        return vec![Clean::line(&format!("{shown}: is damaged"))];
    };
    match store.faults() {
        Ok(faults) => {
            let said = faults.iter().map(|f| Clean::line(&format!("{shown}: {f}")));
            said.collect()
        }
        Err(error) => vec![Clean::line(&error.to_string())],
    }
}
