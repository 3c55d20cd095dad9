//! `quotes`: what was said in stories, and who said it.

mod lines;
mod works;

use std::{io, sync::Arc};

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, Given, MISSED, Output, arguments, given::File};
use crate::{
    annotate::Quote,
    export::json::{QuoteJson, Writer, as_given},
    library::{
        Entry,
        sayings::{Gatherer, Name, Sayings, Wanted},
    },
    story::Story,
    text::Span,
};
use lines::Lines;
use works::Works;

/// `quotes PATH... [--speaker NAME | --unnamed] [--all] [--format FORMAT]`
pub(super) fn run(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let speaker = matches.get_one::<String>("speaker");
    let wanted = Wanted {
        speaker: speaker.map(|s| Name::of(s)),
        unnamed: matches.get_flag("unnamed"),
        all: matches.get_flag("all"),
    };
    // Only who asked for a speaker has searched.
    let searched = speaker.is_some() || wanted.unnamed;
    let mut form = Form::of(arguments::format(matches));
    let mut gatherer = Gatherer::default();
    form.begin(output)?;
    given.each(output, &mut |file, out| {
        for story in &file.stories {
            let entry = entry(&file, story);
            let said = gatherer.add(&entry, story, &wanted);
            let found = Found::new(&entry, story, &said);
            form.story(&found, out)?;
        }
        Ok(())
    })?;
    let sayings = gatherer.said();
    form.end(sayings, output)?;
    let missed = searched && sayings.sayings().is_empty();
    Ok(if missed { MISSED } else { DONE })
}

fn entry(file: &File, story: &Story) -> Arc<Entry> {
    Arc::new(Entry::new(
        &file.source,
        story.nth,
        story.format,
        &story.article,
    ))
}

/// The quotes of one story that were asked for.
struct Found<'a> {
    entry: &'a Arc<Entry>,
    story: &'a Story,
    /// The path as given.
    path: String,
    /// Each with the number of its saying among all stories.
    quotes: Vec<(&'a Quote, u32)>,
}

impl<'a> Found<'a> {
    fn new(entry: &'a Arc<Entry>, story: &'a Story, said: &[(usize, u32)]) -> Self {
        let quote = |(n, saying): &(usize, u32)| Some((story.notes.quotes.get(*n)?, *saying));
        Self {
            entry,
            story,
            path: as_given(&entry.path).into_string(),
            quotes: said.iter().filter_map(quote).collect(),
        }
    }

    fn text(&self) -> &'a str {
        self.story.article.text()
    }

    /// The pieces of each quotation together, with the number of its saying.
    fn groups(&self) -> impl Iterator<Item = (&[(&'a Quote, u32)], u32)> {
        let groups = self.quotes.chunk_by(|a, b| a.0.group == b.0.group);
        groups.filter_map(|g| Some((g, g.first()?.1)))
    }

    fn speaker(&self, quote: &Quote) -> &'a str {
        let voice = quote.voice.as_ref();
        voice.map(|v| v.name.of(self.text())).unwrap_or_default()
    }

    /// Number of a quote's paragraph, from 1.
    fn paragraph(&self, quote: &Quote) -> usize {
        self.story.article.block_at(quote.span.start) + 1
    }
}

/// What is written.
enum Form {
    Json,
    Csv,
    /// Text and Markdown, where the same words of several stories stand together: written at the end.
    Lines(Lines),
    /// What other programs keep of stories and of places in them.
    Works(Works),
}

impl Form {
    fn of(name: &str) -> Self {
        match name {
            "json" => Self::Json,
            "csv" => Self::Csv,
            "markdown" => Self::Lines(Lines::markdown()),
            "bibtex" => Self::Works(Works::bibtex()),
            "csl" => Self::Works(Works::csl()),
            "annotation" => Self::Works(Works::annotation()),
            _ => Self::Lines(Lines::plain()),
        }
    }

    fn begin(&self, out: &mut Output) -> io::Result<()> {
        match self {
            Self::Csv => out.line(CSV_HEAD),
            Self::Works(works) => works.begin(out),
            Self::Json | Self::Lines(_) => Ok(()),
        }
    }

    fn story(&mut self, found: &Found<'_>, out: &mut Output) -> io::Result<()> {
        match self {
            Self::Json => json(found, out),
            Self::Csv => csv(found, out),
            Self::Lines(lines) => {
                lines.story(found);
                Ok(())
            }
            Self::Works(works) => works.story(found, out),
        }
    }

    fn end(&self, sayings: &Sayings, out: &mut Output) -> io::Result<()> {
        match self {
            Self::Lines(lines) => lines.write(sayings, out),
            Self::Works(works) => works.end(out),
            Self::Json | Self::Csv => Ok(()),
        }
    }
}

/// A quote as one line of JSON: the fields of the contract, and whose story it is.
#[derive(Serialize)]
struct Said<'a> {
    path: &'a str,
    nth: usize,
    title: &'a str,
    site: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    text: &'a str,
    /// Number of the block.
    block: usize,
    /// The same for the same words in several stories.
    saying: u32,
    #[serde(flatten)]
    quote: QuoteJson<'a>,
}

fn json(found: &Found<'_>, out: &mut Output) -> io::Result<()> {
    let writer = Writer::of(found.story);
    let meta = &found.story.article.meta;
    let known = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
    let (site, published, url) = (known(&meta.site), known(&meta.published), known(&meta.url));
    for (quote, saying) in &found.quotes {
        out.json(&Said {
            path: &found.path,
            nth: found.story.nth,
            title: &meta.title,
            site: site.as_deref(),
            published: published.as_deref(),
            url: url.as_deref(),
            text: quote.span.of(found.text()),
            block: found.paragraph(quote) - 1,
            saying: *saying,
            quote: writer.quote(quote),
        })?;
    }
    Ok(())
}

/// The first line of CSV.
const CSV_HEAD: &str = "path,nth,title,speaker,mention,cue,relay,kind,text,group,site,published,url,paragraph,start,end,saying";

fn csv(found: &Found<'_>, out: &mut Output) -> io::Result<()> {
    let writer = Writer::of(found.story);
    let meta = &found.story.article.meta;
    for (quote, saying) in &found.quotes {
        let voice = quote.voice.as_ref();
        let of = |span: Option<Span>| span.map(|s| s.of(found.text())).unwrap_or_default();
        let (start, end) = writer.points(quote);
        let fields = [
            found.path.as_str(),
            &found.story.nth.to_string(),
            &meta.title,
            found.speaker(quote),
            of(voice.and_then(|v| v.mention).map(|m| m.span)),
            of(voice.and_then(|v| v.cue)),
            of(voice.and_then(|v| v.relay)),
            quote.kind.name(),
            quote.span.of(found.text()),
            &quote.group.to_string(),
            &meta.site,
            &meta.published,
            &meta.url,
            &found.paragraph(quote).to_string(),
            &start.to_string(),
            &end.to_string(),
            &saying.to_string(),
        ];
        out.line(&fields.map(csv_field).join(","))?;
    }
    Ok(())
}

/// A field by RFC 4180.
fn csv_field(field: &str) -> String {
    if field.contains(['"', ',', '\n']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        for (field, written) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("", ""),
        ] {
            assert_eq!(csv_field(field), written);
        }
    }
}
