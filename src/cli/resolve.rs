//! `resolve`: titles on standard input to the stories of a library that they mean.

use std::io::{self, BufRead, Read};

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, Given, MISSED, Output, arguments};
use crate::{
    export::json::{self, TargetJson},
    library::links::Query,
    text::Clean,
};

/// Longest title that is looked for, in bytes; what is longer is none.
const LONGEST: u64 = 64 << 10;

#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    target: Option<TargetJson>,
}

/// `resolve --library PATH... [--format FORMAT]`: one answer a line, in the order of the titles. A search that found none of
/// them has found nothing.
pub(super) fn run(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let as_json = arguments::format(matches) == "json";
    let library = arguments::many(matches, "library");
    let catalog = Given::new(Vec::new()).catalog(&library, output)?;
    let (mut asked, mut found) = (false, false);
    let mut input = io::stdin().lock();
    while let Some(title) = next_line(&mut input)? {
        let query = Query {
            title: &title,
            ..Query::default()
        };
        let target = json::target(&catalog.links().resolve(&query), &catalog);
        asked = true;
        found |= target.is_some();
        if as_json {
            output.json(&Answer {
                query: &title,
                target,
            })?;
        } else {
            output.line(&format!("{title}\n    {}", json::shown(target.as_ref())))?;
        }
    }
    Ok(if asked && !found { MISSED } else { DONE })
}

/// The next line, cleaned; `None` at the end.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Clean>> {
    let mut line = Vec::new();
    if input.take(LONGEST).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(Clean::line(&String::from_utf8_lossy(&line))))
}
