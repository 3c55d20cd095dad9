//! `show`: stories whole, in one of five shapes.

use std::io::{self, IsTerminal};

use clap::ArgMatches;

use super::{
    DONE, Given, Output, ansi,
    arguments::{self, Colour},
    settings,
};
use crate::{
    article::Article,
    export::{
        html,
        json::{Writer, as_given},
        markdown, plain,
    },
    layout::Options,
    story::Story,
};

/// Measure of plain output, in cells.
const MEASURE: u16 = 72;

/// `show PATH... [--format FORMAT] [--width N] [--justify] [--whole]`. Without a format: text, coloured on a screen that has colours.
pub(super) fn run(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let options = options(matches);
    let given = if matches.get_flag("whole") {
        given.whole()
    } else {
        given
    };
    let colour = arguments::colour(matches);
    match arguments::format(matches) {
        "json" => json(given, matches, output),
        "html" => each_article(given, output, &html::write),
        "markdown" => each_article(given, output, &markdown::write),
        "text" => text(given, &options, output),
        "ansi" if colour == Colour::Never => text(given, &options, output),
        "ansi" => coloured(given, &options, output),
        _ if is_coloured(colour) => coloured(given, &options, output),
        _ => text(given, &options, output),
    }
}

/// What a bare `pullquote PATH` gives where there is no screen: plain text, unless colours were asked for in so many words.
pub(super) fn plainly(given: Given, colours: bool, output: &mut Output) -> io::Result<u8> {
    let options = Options {
        measure: MEASURE,
        ..Options::default()
    };
    if colours {
        return coloured(given, &options, output);
    }
    text(given, &options, output)
}

pub(super) fn is_coloured(colour: Colour) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => io::stdout().is_terminal() && !arguments::is_dumb(),
    }
}

/// How text is to be laid out.
pub(super) fn options(matches: &ArgMatches) -> Options {
    Options {
        measure: matches.get_one("width").copied().unwrap_or(MEASURE),
        justify: matches.get_flag("justify"),
        ..Options::default()
    }
}

fn json(mut given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let catalog = given.catalog(&[], output)?;
    let rulings = settings::rulings(matches);
    given.each(output, &mut |file, out| {
        let path = as_given(&file.source.path);
        for story in &file.stories {
            let own = file.source.id(story.nth);
            out.json(&Writer::of(story).whole(&path, own, &catalog, &rulings))?;
        }
        Ok(())
    })?;
    Ok(DONE)
}

fn each_article(
    given: Given,
    output: &mut Output,
    write: &dyn Fn(&Article) -> String,
) -> io::Result<u8> {
    let mut first = true;
    each_story(given.bare(), output, &mut |story, out| {
        if !std::mem::take(&mut first) {
            out.text("\n")?;
        }
        out.text(&write(&story.article))
    })
}

fn text(given: Given, options: &Options, output: &mut Output) -> io::Result<u8> {
    let mut first = true;
    each_story(given.bare(), output, &mut |story, out| {
        if !std::mem::take(&mut first) {
            out.line(&plain::parting(options))?;
        }
        plain::write(&story.article, options, &mut |line| out.line(line))
    })
}

fn coloured(given: Given, options: &Options, output: &mut Output) -> io::Result<u8> {
    let mut first = true;
    each_story(given, output, &mut |story, out| {
        if !std::mem::take(&mut first) {
            out.line(&plain::parting(options))?;
        }
        ansi::write(story, options, &mut |line| out.line(line))
    })
}

fn each_story(
    given: Given,
    output: &mut Output,
    then: &mut dyn FnMut(&Story, &mut Output) -> io::Result<()>,
) -> io::Result<u8> {
    given.each(output, &mut |file, out| {
        file.stories.iter().try_for_each(|story| then(story, out))
    })?;
    Ok(DONE)
}
