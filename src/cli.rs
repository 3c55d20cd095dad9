//! Arguments, and the modes that need no terminal.
//!
//! Arguments go in; text, JSON, Markdown, HTML, CSV or the terminal reader come out, and an exit code: 0 when all was
//! read, 1 when something was not or a search found nothing, 2 for wrong usage.

mod ansi;
mod arguments;
mod delete;
mod export;
mod given;
mod inspect;
mod keep;
mod library;
mod linear;
mod link;
mod links;
mod listed;
mod lists;
mod output;
mod quotes;
mod resolve;
mod settings;
mod show;
mod stats;
mod table;
mod words;

use std::{
    ffi::OsString,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ArgMatches;

use crate::{
    config::{Config, Places},
    library::{self as stories, open},
    text::Clean,
    tui,
};
use arguments::Colour;
use given::Given;
use output::Output;

/// Everything was read.
const DONE: u8 = 0;
/// Something was not read, or a search found nothing.
const MISSED: u8 = 1;
/// Wrong usage.
const MISUSED: u8 = 2;

/// Runs the program on its arguments, the first being its own name.
#[must_use]
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(paths) = arguments::only_paths(&arguments) {
        return bare(paths, Colour::Auto, None, false);
    }
    let matches = match arguments::command().try_get_matches_from(arguments::ordered(arguments)) {
        Ok(matches) => matches,
        Err(error) => return ExitCode::from(usage(&error)),
    };
    let code = match matches.subcommand() {
        None => {
            let home = arguments::library_dir(&matches);
            return bare(
                arguments::paths(&matches),
                arguments::colour(&matches),
                home.as_deref(),
                matches.get_flag("linear"),
            );
        }
        Some((name, matches)) => run(|output| mode(name, matches, output)),
    };
    ExitCode::from(code)
}

/// Runs a mode that needs no screen.
fn run(mode: impl FnOnce(&mut Output) -> io::Result<u8>) -> u8 {
    let mut output = Output::new();
    let code = mode(&mut output).and_then(|code| output.flush().map(|()| code));
    ended(code.map(|code| code.max(output.code())))
}

/// The exit code of a mode. A reader that went away has had what it wanted.
fn ended(code: io::Result<u8>) -> u8 {
    match code {
        Ok(code) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            output::complain(&format_args!("standard output: {}", open::reason(&error)));
            MISSED
        }
    }
}

fn mode(name: &str, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    match name {
        "show" => reading(show::run, matches, output),
        "quotes" => reading(quotes::run, matches, output),
        "links" if links::is_of_library(matches) => links::of_library(matches, output),
        "links" => reading(links::run, matches, output),
        "export" if matches.contains_id("query") => table::run(matches, output),
        "export" => reading(export::run, matches, output),
        "lists" => lists::run(matches, output),
        "inspect" => reading(inspect::run, matches, output),
        "add" => library::add(matches, output),
        "remove" => library::remove(matches, output),
        "list" => library::list(matches, output),
        "search" => library::search(matches, output),
        "delete" => delete::run(matches, output),
        "import" => keep::import(matches, output),
        "tag" => keep::tag(matches, output),
        "mark" => keep::mark(matches, output),
        "stats" => stats::run(matches, output),
        "check" => keep::check(matches, output),
        "resolve" => resolve::run(matches, output),
        "link" => link::run(matches, output),
        "dirs" => settings::dirs(matches, output),
        "config" => settings::config(matches, output),
        "completions" => settings::completions(matches, output),
        _ => settings::man(matches, output),
    }
}

/// Runs a mode on the paths given.
fn reading(
    mode: fn(Given, &ArgMatches, &mut Output) -> io::Result<u8>,
    matches: &ArgMatches,
    output: &mut Output,
) -> io::Result<u8> {
    match Given::of(matches) {
        Ok(given) => mode(given, matches, output),
        Err(why) => {
            output::complain(&why);
            Ok(MISUSED)
        }
    }
}

/// Help and the version go to standard output and are no failure; wrong usage is one.
fn usage(error: &clap::Error) -> u8 {
    let text = Clean::new(error.render().to_string());
    if error.use_stderr() {
        output::complain_as_is(&text);
        return MISUSED;
    }
    run(|output| {
        output.text(&text)?;
        Ok(DONE)
    })
}

/// `pullquote [PATH...]`: the reader where there is a screen for it; a terminal that can do nothing, or `linear`, gets
/// it as lines with prompts; else the stories are written as plain text.
fn bare(paths: Vec<PathBuf>, colour: Colour, library_dir: Option<&Path>, linear: bool) -> ExitCode {
    let pipe = Path::new("-");
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if linear || (terminal && arguments::is_dumb() && paths.iter().all(|p| p != pipe)) {
        let roots = if paths.is_empty() {
            stories::bundled_paths()
        } else {
            paths
        };
        let places = Places::find(library_dir);
        let (config, _) = Config::load(places.config.as_deref());
        let places = places.with(&config);
        return ExitCode::from(ended(linear::run(&roots, &places)));
    }
    let reads_pipe = paths.is_empty() && !io::stdin().is_terminal();
    if !io::stdout().is_terminal() || arguments::is_dumb() {
        let roots = match (reads_pipe, paths.is_empty()) {
            (true, _) => vec![pipe.to_owned()],
            (false, true) => stories::bundled_paths(),
            (false, false) => paths,
        };
        let forced = colour == Colour::Always;
        let show = |output: &mut Output| show::plainly(Given::new(roots), forced, output);
        return ExitCode::from(run(show));
    }
    let wants_pipe = reads_pipe || paths.iter().any(|p| p == pipe);
    let piped = match wants_pipe.then(given::read_pipe).transpose() {
        Ok(piped) => piped,
        Err(error) => {
            output::complain(&error);
            return ExitCode::from(MISSED);
        }
    };
    let places = Places::find(library_dir);
    let (config, warnings) = Config::load(places.config.as_deref());
    let places = places.with(&config);
    let ended = tui::run(tui::Start {
        paths,
        piped,
        colour: colour != Colour::Never,
        places,
        config,
        warnings,
    });
    ended.unwrap_or_else(|why| {
        output::complain(&why);
        ExitCode::from(MISSED)
    })
}
