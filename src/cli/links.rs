//! `links`: the cross-links of stories and the stories they lead to; who points to a story; the whole web of them.

mod about;
mod web;

use std::io;

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, Given, Output, arguments, settings};
use crate::export::json::{CrosslinkJson, Writer, as_given};

/// A cross-link as one line of JSON: the fields of the contract, and whose story it is.
#[derive(Serialize)]
struct Found<'a> {
    path: &'a str,
    nth: usize,
    how: &'static str,
    #[serde(flatten)]
    link: CrosslinkJson<'a>,
}

/// Whether the stories that are missing from the library are asked for: its catalog knows.
pub(super) fn is_of_library(matches: &ArgMatches) -> bool {
    let bare =
        arguments::paths(matches).is_empty() && arguments::many(matches, "library").is_empty();
    bare && matches.get_flag("wanted") && settings::has_library(matches)
}

/// `links --wanted` without a PATH, where there is a library.
pub(super) fn of_library(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    about::of_library(matches, output)
}

/// `links PATH... [--library PATH]... [--to STORY | --related STORY | --thread STORY | --wanted] [--format FORMAT]`
pub(super) fn run(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    if let Some(question) = about::Question::of(matches) {
        return about::run(given, &question, matches, output);
    }
    match arguments::format(matches) {
        "dot" => web::dot(given, matches, output),
        "csv" => web::csv(given, matches, output),
        format => list(given, matches, format == "json", output),
    }
}

/// Every stub, and every hyperlink that leads to a story.
fn list(mut given: Given, matches: &ArgMatches, json: bool, output: &mut Output) -> io::Result<u8> {
    let library = arguments::many(matches, "library");
    let catalog = given.catalog(&library, output)?;
    let rulings = settings::rulings(matches);
    given.each(output, &mut |file, out| {
        let path = &*as_given(&file.source.path);
        for story in &file.stories {
            let own = file.source.id(story.nth);
            let writer = Writer::of(story);
            let nth = story.nth;
            let stubs = catalog.crosslinks(story, own, &rulings);
            let stubs = stubs
                .iter()
                .map(|l| ("stub", writer.crosslink(l, &catalog)));
            let links = writer.hyperlinks(own, &catalog, &rulings).into_iter();
            for (how, link) in stubs.chain(links.map(|l| ("link", l))) {
                if json {
                    out.json(&Found {
                        path,
                        nth,
                        how,
                        link,
                    })?;
                } else {
                    out.line(&link.shown())?;
                }
            }
        }
        Ok(())
    })?;
    Ok(DONE)
}
