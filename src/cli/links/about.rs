//! What the other stories have to do with one: who points to it, what is related, what came before and after; and which
//! stories are missing most.

use std::{io, path::Path, sync::atomic::AtomicBool};

use clap::ArgMatches;
use serde::Serialize;

use super::web;
use crate::{
    cli::{DONE, Given, MISSED, Output, arguments, library::Library, settings},
    export::json::{as_given, rounded},
    format::Limits,
    library::{
        self, Catalog, Entry, Titles, exact,
        links::{Query, Target, fold},
        web::{Net, Web},
    },
    text::Clean,
};

/// What is asked.
pub(super) enum Question {
    /// Who points to this story.
    To(String),
    /// What is related to this story.
    Related(String),
    /// What this story follows and what followed.
    Thread(String),
    /// What is missing most.
    Wanted,
}

impl Question {
    /// The question of a command line; `None` where there is none.
    pub(super) fn of(matches: &ArgMatches) -> Option<Self> {
        let asked = |name: &str| matches.get_one::<String>(name).cloned();
        let wanted = || matches.get_flag("wanted").then_some(Self::Wanted);
        asked("to")
            .map(Self::To)
            .or_else(|| asked("related").map(Self::Related))
            .or_else(|| asked("thread").map(Self::Thread))
            .or_else(wanted)
    }

    fn story(&self) -> Option<&str> {
        match self {
            Self::To(story) | Self::Related(story) | Self::Thread(story) => Some(story),
            Self::Wanted => None,
        }
    }
}

/// Who a story is, in JSON.
#[derive(Serialize)]
struct About<'a> {
    path: String,
    nth: usize,
    title: &'a str,
    published: Option<&'a str>,
}

impl<'a> About<'a> {
    fn of(entry: &'a Entry) -> Self {
        let published = &*entry.published;
        Self {
            path: as_given(&entry.path).into_string(),
            nth: entry.nth,
            title: &entry.title,
            published: (!published.is_empty()).then_some(published),
        }
    }
}

/// What was found of a story: the fields after who it is differ by the question.
#[derive(Serialize)]
struct Row<'a, T> {
    #[serde(flatten)]
    about: About<'a>,
    #[serde(flatten)]
    more: T,
}

#[derive(Serialize)]
struct Pointing<'a> {
    how: &'static str,
    label: Option<&'a str>,
    words: &'a str,
    score: f64,
    ruled: bool,
}

#[derive(Serialize)]
struct Likeness<'a> {
    score: f64,
    links: usize,
    names: Vec<&'a str>,
}

#[derive(Serialize)]
struct Own {
    own: bool,
}

#[derive(Serialize)]
struct Missing<'a> {
    title: &'a str,
    url: Option<&'a str>,
    count: usize,
    by: Vec<About<'a>>,
}

/// Everything that an answer is made of.
struct Known {
    catalog: Catalog,
    web: Web,
    net: Net,
    json: bool,
}

/// Answers a question; one that finds nothing has found nothing.
pub(super) fn run(
    given: Given,
    question: &Question,
    matches: &ArgMatches,
    output: &mut Output,
) -> io::Result<u8> {
    let (catalog, web) = web::weave(given, matches, output)?;
    let place = match question.story().map(|s| find(s, &catalog)) {
        Some(Err(why)) => {
            output.complain(&why)?;
            return Ok(MISSED);
        }
        Some(Ok(place)) => place,
        None => 0,
    };
    let net = web.net(&catalog, &settings::rulings(matches));
    let json = arguments::format(matches) == "json";
    let known = Known {
        catalog,
        web,
        net,
        json,
    };
    let found = match question {
        Question::To(_) => known.to(place, output)?,
        Question::Related(_) => known.related(place, output)?,
        Question::Thread(_) => known.thread(place, output)?,
        Question::Wanted => known.wanted(output)?,
    };
    Ok(if found { DONE } else { MISSED })
}

/// The stories that are missing from the library, as its catalog knows: no story is read again for that.
pub(super) fn of_library(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let Some(library) = Library::open(matches, output)? else {
        return Ok(MISSED);
    };
    let (store, cache) = (&library.store, library.places.cache.as_deref());
    let never = AtomicBool::new(false);
    let rulings = library.state.rulings();
    let asked = library::annotate_all(store, &Limits::default(), &never, &mut || ())
        .and_then(|()| Titles::load(store, cache))
        .and_then(|titles| library::wanted(store, titles.index(), rulings, usize::MAX));
    let (catalog, web) = match asked {
        Ok(found) => found,
        Err(error) => {
            output.complain(&error)?;
            return Ok(MISSED);
        }
    };
    let known = Known {
        net: web.net(&catalog, rulings),
        catalog,
        web,
        json: arguments::format(matches) == "json",
    };
    let found = known.wanted(output)?;
    Ok(if found { DONE } else { MISSED })
}

/// The story that a path, `FILE#N` or a title names.
fn find(story: &str, catalog: &Catalog) -> Result<usize, Clean> {
    let numbered = story
        .rsplit_once('#')
        .and_then(|(path, n)| Some((path, n.parse().ok()?)));
    let by_path = catalog.find(Path::new(story), 0);
    let by_number = || numbered.and_then(|(path, n)| catalog.find(Path::new(path), n));
    if let Some(place) = by_path.or_else(by_number) {
        return Ok(place);
    }
    let found = catalog.links().resolve(&Query {
        title: story,
        url: story,
        ..Query::default()
    });
    let none = format!("no story among these is named \"{story}\"");
    match (exact(&found), found) {
        (Some((place, _)), _) => Ok(place),
        (None, Target::Likely(some)) if only(story, catalog).is_none() => {
            let first = some.first().map_or(0, |m| m.number as usize);
            let title = catalog.entries().get(first).map_or("", |e| &*e.title);
            Err(Clean::line(&format!("{none}; perhaps \"{title}\"")))
        }
        _ => only(story, catalog).ok_or_else(|| Clean::line(&none)),
    }
}

/// The only story whose title has these words in it.
fn only(words: &str, catalog: &Catalog) -> Option<usize> {
    let words = fold::title(words);
    let mut found = catalog
        .entries()
        .iter()
        .enumerate()
        .filter(|(_, e)| fold::title(&e.title).contains(&words));
    let first = found.next()?.0;
    (found.next().is_none() && !words.is_empty()).then_some(first)
}

/// A story for people, on one line.
fn shown(entry: &Entry) -> String {
    let date = entry.published.get(..10).unwrap_or(&entry.published);
    let date = if date.is_empty() { "no date" } else { date };
    format!("{date:10}  {}", &*entry.title)
}

impl Known {
    fn entry(&self, place: usize) -> Option<&Entry> {
        self.catalog.entries().get(place).map(|e| &**e)
    }

    fn say<T: Serialize>(
        &self,
        entry: &Entry,
        below: &str,
        more: T,
        output: &mut Output,
    ) -> io::Result<()> {
        if self.json {
            let about = About::of(entry);
            return output.json(&Row { about, more });
        }
        output.line(&Clean::line(&shown(entry)))?;
        if !below.is_empty() {
            output.line(&Clean::new(format!("            {below}")))?;
        }
        Ok(())
    }

    fn to(&self, place: usize, output: &mut Output) -> io::Result<bool> {
        let mut any = false;
        for edge in self.net.to(place) {
            let Some(entry) = self.entry(edge.from) else {
                continue;
            };
            any = true;
            let label = &*edge.lead.label;
            let more = Pointing {
                how: edge.lead.how.name(),
                label: (!label.is_empty()).then_some(label),
                words: &edge.lead.words,
                score: rounded(edge.score),
                ruled: edge.ruled,
            };
            self.say(entry, &edge.lead.words, more, output)?;
        }
        Ok(any)
    }

    fn related(&self, place: usize, output: &mut Output) -> io::Result<bool> {
        let found = self.net.related(place, &self.web, &self.catalog);
        for related in &found {
            let Some(entry) = self.entry(related.place) else {
                continue;
            };
            let names = related.names.iter().map(|n| &**n).collect();
            let more = Likeness {
                score: rounded(related.score),
                links: related.links,
                names,
            };
            self.say(entry, &related.shown(), more, output)?;
        }
        Ok(!found.is_empty())
    }

    fn thread(&self, place: usize, output: &mut Output) -> io::Result<bool> {
        let found = self.net.thread(place, &self.catalog);
        for n in &found {
            let Some(entry) = self.entry(*n) else {
                continue;
            };
            let own = *n == place;
            let below = if own { "^ this story" } else { "" };
            self.say(entry, below, Own { own }, output)?;
        }
        Ok(found.len() > 1)
    }

    fn wanted(&self, output: &mut Output) -> io::Result<bool> {
        for wanted in self.net.wanted() {
            let by: Vec<&Entry> = wanted.by.iter().filter_map(|p| self.entry(*p)).collect();
            if self.json {
                let url = &*wanted.url;
                output.json(&Missing {
                    title: &wanted.title,
                    url: (!url.is_empty()).then_some(url),
                    count: by.len(),
                    by: by.into_iter().map(About::of).collect(),
                })?;
                continue;
            }
            output.line(&Clean::line(&format!("{:3}  {}", by.len(), &*wanted.title)))?;
            for entry in by {
                output.line(&Clean::new(format!("       ← {}", &*entry.title)))?;
            }
        }
        Ok(!self.net.wanted().is_empty())
    }
}
