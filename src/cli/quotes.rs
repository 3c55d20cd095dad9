//! `quotes`: what was said in stories, and who said it.

use std::io;

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, Given, MISSED, Output, arguments};
use crate::{
    annotate::Quote,
    export::{
        json::{QuoteJson, Writer, as_given},
        markdown,
    },
    story::Story,
};

/// A quote as one line of JSON: the fields of the contract, and whose story it is.
#[derive(Serialize)]
struct Said<'a> {
    path: &'a str,
    nth: usize,
    title: &'a str,
    text: &'a str,
    #[serde(flatten)]
    quote: QuoteJson<'a>,
}

/// `quotes PATH... [--speaker NAME] [--all] [--format FORMAT]`
pub(super) fn run(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let wanted = matches
        .get_one::<String>("speaker")
        .map(|s| s.to_lowercase());
    let all = matches.get_flag("all");
    let format = arguments::format(matches).to_owned();
    let mut found = false;
    if format == "csv" {
        output.line(CSV_HEAD)?;
    }
    given.each(output, &mut |file, out| {
        let path = as_given(&file.source.path);
        for story in &file.stories {
            let list = List { path: &path, story };
            let of_interest = |q: &&Quote| {
                let speech = all || q.kind.is_speech();
                speech
                    && wanted
                        .as_ref()
                        .is_none_or(|w| list.speaker(q).to_lowercase().contains(w))
            };
            let quotes: Vec<_> = story.notes.quotes.iter().filter(of_interest).collect();
            found |= !quotes.is_empty();
            list.write(&quotes, &format, out)?;
        }
        Ok(())
    })?;
    // Only who asked for a speaker has searched.
    let missed = wanted.is_some() && !found;
    Ok(if missed { MISSED } else { DONE })
}

/// The first line of CSV.
const CSV_HEAD: &str = "path,nth,title,speaker,mention,cue,relay,kind,text,group";

/// The quotes of one story.
struct List<'a> {
    path: &'a str,
    story: &'a Story,
}

impl List<'_> {
    fn text(&self) -> &str {
        self.story.article.text()
    }

    fn speaker(&self, quote: &Quote) -> &str {
        let voice = quote.voice.as_ref();
        voice.map(|v| v.name.of(self.text())).unwrap_or_default()
    }

    fn write(&self, quotes: &[&Quote], format: &str, out: &mut Output) -> io::Result<()> {
        match format {
            "json" => self.json(quotes, out),
            "csv" => quotes.iter().try_for_each(|q| out.line(&self.csv(q))),
            "markdown" => self.markdown(quotes, out),
            _ => self.plain(quotes, out),
        }
    }

    fn json(&self, quotes: &[&Quote], out: &mut Output) -> io::Result<()> {
        let writer = Writer::of(self.story);
        for quote in quotes {
            out.json(&Said {
                path: self.path,
                nth: self.story.nth,
                title: &self.story.article.meta.title,
                text: quote.span.of(self.text()),
                quote: writer.quote(quote),
            })?;
        }
        Ok(())
    }

    fn csv(&self, quote: &Quote) -> String {
        let voice = quote.voice.as_ref();
        let of =
            |span: Option<crate::text::Span>| span.map(|s| s.of(self.text())).unwrap_or_default();
        let fields = [
            self.path,
            &self.story.nth.to_string(),
            &self.story.article.meta.title,
            self.speaker(quote),
            of(voice.and_then(|v| v.mention).map(|m| m.span)),
            of(voice.and_then(|v| v.cue)),
            of(voice.and_then(|v| v.relay)),
            quote.kind.name(),
            quote.span.of(self.text()),
            &quote.group.to_string(),
        ];
        fields.map(csv_field).join(",")
    }

    /// The pieces of each quotation together, with how it was said.
    fn plain(&self, quotes: &[&Quote], out: &mut Output) -> io::Result<()> {
        for group in quotes.chunk_by(|a, b| a.group == b.group) {
            out.line(&format!("{}: {}", self.who(group), self.pieces(group)))?;
        }
        Ok(())
    }

    fn markdown(&self, quotes: &[&Quote], out: &mut Output) -> io::Result<()> {
        if quotes.is_empty() {
            return Ok(());
        }
        let text = |t: &str| markdown::escaped(t, true);
        out.line(&format!("## {}\n", text(&self.story.article.meta.title)))?;
        for group in quotes.chunk_by(|a, b| a.group == b.group) {
            let (pieces, who) = (text(&self.pieces(group)), text(&self.who(group)));
            out.line(&format!("> {pieces}\n>\n> — {who}\n"))?;
        }
        Ok(())
    }

    /// The pieces of one quotation, each in quotation marks.
    fn pieces(&self, group: &[&Quote]) -> String {
        let piece = |q: &&Quote| format!("“{}”", q.span.of(self.text()).replace('\n', " "));
        group.iter().map(piece).collect::<Vec<_>>().join(" … ")
    }

    fn who(&self, group: &[&Quote]) -> String {
        let voiced = group.iter().find(|q| q.voice.is_some());
        voiced.map_or_else(|| "—".to_owned(), |q| self.speaker(q).to_owned())
    }
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
