//! Quotes as text and as Markdown. Of one story they stand in its order; of several, the same words stand once, with
//! every story that quotes them and how the wording differs.

use std::{collections::BTreeMap, io};

use super::Found;
use crate::{
    annotate::Quote,
    cli::Output,
    export::{json::Writer, markdown},
    library::{
        Entry, cite,
        sayings::{Saying, Sayings},
    },
};

/// The quotations of all stories, as they come.
pub(super) struct Lines {
    markdown: bool,
    stories: usize,
    list: Vec<Line>,
}

/// A quotation in a story.
struct Line {
    saying: u32,
    who: String,
    /// Its pieces, each in quotation marks.
    pieces: String,
    /// Headline, site and date; file, paragraph and offsets.
    story: String,
    place: String,
}

impl Lines {
    pub(super) fn plain() -> Self {
        Self {
            markdown: false,
            stories: 0,
            list: Vec::new(),
        }
    }

    pub(super) fn markdown() -> Self {
        Self {
            markdown: true,
            ..Self::plain()
        }
    }

    pub(super) fn story(&mut self, found: &Found<'_>) {
        self.stories += 1;
        let writer = Writer::of(found.story);
        for (group, saying) in found.groups() {
            let Some((first, _)) = group.first() else {
                continue;
            };
            let voiced = group.iter().find(|(q, _)| q.speaker().is_some());
            let (start, end) = (writer.points(first).0, end(&writer, group));
            self.list.push(Line {
                saying,
                who: voiced.map_or_else(|| "—".to_owned(), |(q, _)| found.speaker(q).to_owned()),
                pieces: pieces(found, group),
                story: story(found.entry),
                place: format!(
                    "{}#{}, paragraph {}, {start}–{end}",
                    found.path,
                    found.story.nth,
                    found.paragraph(first)
                ),
            });
        }
    }

    pub(super) fn write(&self, sayings: &Sayings, out: &mut Output) -> io::Result<()> {
        if self.stories < 2 {
            return self.one_story(out);
        }
        let mut by_saying: BTreeMap<u32, Vec<&Line>> = BTreeMap::new();
        for line in &self.list {
            by_saying.entry(line.saying).or_default().push(line);
        }
        for (number, lines) in by_saying {
            let Some(saying) = sayings.sayings().get(number as usize) else {
                continue;
            };
            self.saying(&who(sayings, saying), &lines, out)?;
        }
        Ok(())
    }

    fn one_story(&self, out: &mut Output) -> io::Result<()> {
        if let Some(first) = self.list.first().filter(|_| self.markdown) {
            out.line(&format!("## {}\n", escaped(&first.story)))?;
        }
        for line in &self.list {
            if self.markdown {
                let (pieces, who) = (escaped(&line.pieces), escaped(&line.who));
                out.line(&format!("> {pieces}\n>\n> — {who}\n"))?;
            } else {
                out.line(&format!("{}: {}", line.who, line.pieces))?;
            }
        }
        Ok(())
    }

    /// The longest wording, and below it the stories, each with its own wording where that is another.
    fn saying(&self, who: &str, lines: &[&Line], out: &mut Output) -> io::Result<()> {
        let longest = lines.iter().rev().max_by_key(|l| l.pieces.len());
        let Some(full) = longest.map(|l| l.pieces.as_str()) else {
            return Ok(());
        };
        if self.markdown {
            out.line(&format!("> {}\n>\n> — {}\n", escaped(full), escaped(who)))?;
        } else {
            out.line(&format!("{who}: {full}"))?;
        }
        for line in lines {
            let other = Some(&line.pieces).filter(|p| *p != full);
            let wording = other.map(|p| format!(": {p}")).unwrap_or_default();
            let at = format!("{} ({}){wording}", line.story, line.place);
            if self.markdown {
                out.line(&format!("- {}", escaped(&at)))?;
            } else {
                out.line(&format!("    {at}"))?;
            }
        }
        if self.markdown { out.line("") } else { Ok(()) }
    }
}

/// The fullest name that any story gives the speaker.
fn who(sayings: &Sayings, saying: &Saying) -> String {
    let person = saying.person.and_then(|n| sayings.people().get(n as usize));
    person.map_or_else(|| "—".to_owned(), |p| p.name.clone())
}

fn escaped(text: &str) -> String {
    markdown::escaped(text, true)
}

/// Headline, site and date of a story, as far as they are known.
fn story(entry: &Entry) -> String {
    let parts = [
        entry.title.to_string(),
        entry.site.to_string(),
        cite::long(&entry.published),
    ];
    let known: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    known.join(", ")
}

fn end(writer: &Writer<'_>, group: &[(&Quote, u32)]) -> usize {
    group.last().map_or(0, |(q, _)| writer.points(q).1)
}

/// The pieces of one quotation, each in quotation marks.
fn pieces(found: &Found<'_>, group: &[(&Quote, u32)]) -> String {
    let piece =
        |(q, _): &(&Quote, u32)| format!("“{}”", q.span.of(found.text()).replace('\n', " "));
    group.iter().map(piece).collect::<Vec<_>>().join(" … ")
}
