//! `links`: the cross-links of stories, and the stories they lead to.

use std::io;

use clap::ArgMatches;
use serde::Serialize;

use super::{
    DONE, Given, Output, arguments,
    json::{CrosslinkJson, Writer, as_given},
};

/// A cross-link as one line of JSON: the fields of the contract, and whose story it is.
#[derive(Serialize)]
struct Found<'a> {
    path: &'a str,
    nth: usize,
    #[serde(flatten)]
    link: CrosslinkJson<'a>,
}

/// `links PATH... [--library PATH]... [--format FORMAT]`
pub(super) fn run(mut given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let library = arguments::many(matches, "library");
    let json = arguments::format(matches) == "json";
    let catalog = given.catalog(&library, output)?;
    given.each(output, &mut |file, out| {
        let path = &*as_given(&file.source.path);
        for story in &file.stories {
            let writer = Writer::of(story);
            let nth = story.nth;
            for link in catalog.crosslinks(story, file.source.id(nth)) {
                let link = writer.crosslink(&link, &catalog);
                if json {
                    out.json(&Found { path, nth, link })?;
                } else {
                    out.line(&link.shown())?;
                }
            }
        }
        Ok(())
    })?;
    Ok(DONE)
}
