//! `link`: what a reader says that a link leads to. It wins over every rule from then on.

use std::{
    io,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use clap::ArgMatches;

use super::{DONE, Given, MISSED, Output, arguments, given::File};
use crate::{
    annotate::weak,
    config::Places,
    library::{
        StoryId,
        links::{LinkKey, address::address, fold},
        state::{Change, Journal, Ruling, Says, State},
    },
    story::Story,
    text::Clean,
};

/// `link PATH TITLE (--to PATH | --nowhere | --forget)`
pub(super) fn run(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let words = matches.get_one::<String>("title").map_or("", |t| t);
    let path = matches.get_one::<PathBuf>("story").cloned();
    let Some((file, nth)) = read(path.unwrap_or_default(), output)? else {
        return Ok(MISSED);
    };
    let links: Vec<LinkKey> = file.stories.iter().filter_map(|s| key(s, words)).collect();
    let Some(link) = links.first().copied() else {
        let path = crate::export::json::as_given(&file.source.path);
        output.complain(&Clean::line(&format!(
            "{}: has no link \"{words}\"",
            &*path
        )))?;
        return Ok(MISSED);
    };
    let says = match matches.get_one::<PathBuf>("to") {
        Some(to) => match read(to.clone(), output)? {
            Some((target, nth)) => Says::Story(target.source.id(nth)),
            None => return Ok(MISSED),
        },
        None if matches.get_flag("forget") => Says::Unsaid,
        None => Says::Nowhere,
    };
    let places = Places::find(arguments::library_dir(matches).as_deref());
    match keep(&places, file.source.id(nth), Ruling { link, says }) {
        Ok(()) => Ok(DONE),
        Err(why) => {
            output.complain(&why)?;
            Ok(MISSED)
        }
    }
}

/// The first story of a path, and its number; `None` where it could not be read, which is said.
fn read(path: PathBuf, output: &mut Output) -> io::Result<Option<(File, usize)>> {
    let mut found = None;
    Given::new(vec![path]).each(output, &mut |file, _| {
        if let (None, Some(nth)) = (&found, file.stories.first().map(|s| s.nth)) {
            found = Some((file, nth));
        }
        Ok(())
    })?;
    Ok(found)
}

/// The key of the stub of this title, or of the hyperlink with this address or these words.
fn key(story: &Story, words: &str) -> Option<LinkKey> {
    let article = &story.article;
    let folded = fold::title(words);
    let weak = weak(article);
    let mut stubs = story.notes.stubs.iter().chain(&weak);
    let is_it = |title: &str| !folded.is_empty() && fold::title(title) == folded;
    if stubs.any(|s| is_it(s.title.of(article.text()))) {
        return Some(LinkKey::of_title(words));
    }
    let asked = address(words);
    let link = article.all_marks().iter().find_map(|mark| {
        let url = &*article.links().get(mark.link? as usize)?.url;
        let same = asked.is_some() && address(url) == asked;
        (same || is_it(mark.span.of(article.text()))).then_some(url)
    });
    link.map(LinkKey::of_address)
}

fn keep(places: &Places, story: StoryId, ruling: Ruling) -> Result<(), Clean> {
    let dir: Option<&Path> = places.data.as_deref();
    let (mut state, _) = State::load(dir);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let change = Change {
        link: Some(ruling),
        ..Change::default()
    };
    let record = state.set(
        story,
        change,
        u64::try_from(now.as_millis()).unwrap_or(u64::MAX),
    );
    let mut journal = Journal::new(dir.map(Path::to_owned));
    journal
        .append(&[record])
        .map_err(|e| Clean::line(&e.to_string()))
}
