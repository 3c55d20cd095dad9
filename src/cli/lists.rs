//! `lists`: the searches that were kept under a name.

use std::io;

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, MISSED, MISUSED, Output, arguments, library::Library};
use crate::{
    library::{
        lists, open,
        search::{Query, odd},
    },
    text::Clean,
};

/// A search as one line of JSON.
#[derive(Serialize)]
struct ListJson<'a> {
    name: &'a str,
    query: &'a str,
    stories: usize,
}

/// `lists [NAME] [--keep QUERY | --rename NEW | --forget] [--json]`
pub(super) fn run(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let Some(library) = Library::known(matches, output)? else {
        return Ok(MISSED);
    };
    let said = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let name = said("name");
    let changes = said("keep").is_some() || said("rename").is_some() || matches.get_flag("forget");
    if !changes {
        return show(&library, name, matches, output);
    }
    let Some(data) = library.places.data.clone() else {
        output.complain(&"no home folder: no place for a library")?;
        return Ok(MISSED);
    };
    let name = Clean::line(name.unwrap_or_default());
    let known = lists::load(Some(&data));
    let is_known = known.iter().any(|(n, _)| *n == name);
    let done = match (said("keep"), said("rename")) {
        (Some(query), _) => {
            if let Some(odd) = odd(query, false) {
                output.complain(&odd)?;
                return Ok(MISUSED);
            }
            lists::save(&data, &name, query).map(|()| true)
        }
        (None, Some(new)) => lists::rename(&data, &name, new),
        (None, None) => lists::save(&data, &name, "").map(|()| is_known),
    };
    match done {
        Ok(true) => Ok(DONE),
        Ok(false) => {
            output.complain(&Clean::line(&format!("no search is kept under \"{name}\"")))?;
            Ok(MISSED)
        }
        Err(error) => {
            let what = format!("{}: {}", open::shown(&data), open::reason(&error));
            output.complain(&Clean::line(&what))?;
            Ok(MISSED)
        }
    }
}

/// Shows the searches, or the one of this name.
fn show(
    library: &Library,
    name: Option<&str>,
    matches: &ArgMatches,
    output: &mut Output,
) -> io::Result<u8> {
    let mut shown = false;
    for (known, query) in lists::load(library.places.data.as_deref()) {
        if name.is_some_and(|name| *known != *name) {
            continue;
        }
        shown = true;
        let selection = Query::parse(&query, false).selection();
        let stories = library.store.count(&selection).unwrap_or_default();
        if arguments::flag_set(matches, "json") {
            output.json(&ListJson {
                name: &known,
                query: &query,
                stories,
            })?;
        } else {
            output.line(&format!("{stories:>8} {known}: {query}"))?;
        }
    }
    Ok(if shown || name.is_none() {
        DONE
    } else {
        MISSED
    })
}
