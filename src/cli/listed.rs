//! Stories of the library written as a list: a few lines each, or one of JSON.

use std::io;

use serde::Serialize;

use super::Output;
use crate::{
    export::json::as_given,
    format::Limits,
    library::{
        Entry, Store, minutes, open,
        search::{Snippet, Term, hits, snippets},
        state::Reading,
        store::{Page, Place, Row},
    },
    text::Span,
};

/// How a list is written.
pub(super) struct Look<'a> {
    /// Characters of a snippet; `None` for no snippets.
    pub(super) room: Option<usize>,
    pub(super) terms: &'a [Term],
    pub(super) json: bool,
    pub(super) bold: bool,
}

impl Look<'_> {
    pub(super) fn write(&self, store: &Store, page: &Page, output: &mut Output) -> io::Result<()> {
        let mut groups = page.groups.iter().peekable();
        let mut group = None;
        for (chunk, ids) in page.ids.chunks(CHUNK).enumerate() {
            let rows = store.rows(ids).unwrap_or_default();
            let entries: Vec<&Entry> = rows.iter().map(|r| &*r.entry).collect();
            let limits = Limits::default();
            let found = self
                .room
                .map(|room| snippets(&entries, self.terms, room, &limits));
            for (n, row) in rows.iter().enumerate() {
                let begins = groups.next_if(|(from, _)| *from == chunk * CHUNK + n);
                if let Some((_, name)) = begins {
                    group = Some(name);
                    if !self.json {
                        output.line(if name.is_empty() { "—" } else { name })?;
                    }
                }
                let found = found.as_ref().and_then(|f| f.get(n));
                if self.json {
                    let files = store.files_of(row.id).unwrap_or_default();
                    let mut line = Line::of(row, found);
                    line.group = group.map(|name| &**name);
                    if files.len() > 1 {
                        let shown = files.iter().map(|f| as_given(f).to_string());
                        line.files = shown.collect();
                    }
                    output.json(&line)?;
                } else {
                    said(row, found, self.bold.then_some(self.terms), output)?;
                }
            }
        }
        Ok(())
    }
}

/// Stories whose rows are read at once.
const CHUNK: usize = 500;

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
    let byline = Some(&*entry.byline).filter(|b| *b != &*entry.site);
    let facts = [
        byline.unwrap_or_default(),
        &entry.site,
        &open::shown(&entry.path),
    ];
    let facts: Vec<&str> = facts.into_iter().filter(|f| !f.is_empty()).collect();
    output.line(&format!("               {}", facts.join(" · ")))
}

/// A story of the list as one line of JSON.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    pub(super) path: String,
    pub(super) nth: usize,
    pub(super) format: &'static str,
    pub(super) title: &'a str,
    pub(super) byline: Option<&'a str>,
    pub(super) site: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    pub(super) lang: Option<&'a str>,
    pub(super) published: Option<&'a str>,
    pub(super) saved: Option<&'a str>,
    pub(super) tags: Vec<&'a str>,
    pub(super) words: u32,
    pub(super) minutes: u32,
    pub(super) reading: &'static str,
    pub(super) percent: u8,
    pub(super) starred: bool,
    pub(super) place: &'static str,
    /// The group that it stands in, where there are groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    /// All files of the story, where it is in several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
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
            group: None,
            files: Vec::new(),
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
