//! `dirs`, `config`, `completions` and `man`: what the program says about itself.

use std::{io, sync::Arc};

use clap::ArgMatches;
use clap_complete::Shell;

use super::{DONE, MISSED, Output, arguments};
use crate::{
    config::{self, Config, Places},
    library::{
        open::shown,
        roots,
        state::{Rulings, State},
    },
    text::Clean,
};

/// `dirs`: the folders, one a line; they need not exist.
pub(super) fn dirs(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let places = Places::find(arguments::library_dir(matches).as_deref());
    for (name, path) in places.named() {
        let path = path.map(shown).unwrap_or_default();
        output.line(format!("{name:7}{path}").trim_end())?;
    }
    Ok(DONE)
}

/// `config [--path | --sample]`: the settings in force, as the file that would make them so.
pub(super) fn config(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    if matches.get_flag("sample") {
        output.text(config::SAMPLE)?;
        return Ok(DONE);
    }
    let places = Places::find(arguments::library_dir(matches).as_deref());
    if matches.get_flag("path") {
        let Some(dir) = places.config else {
            output.complain(&"no home folder: no place for settings")?;
            return Ok(MISSED);
        };
        output.line(&shown(&dir.join(config::FILE_NAME)))?;
        return Ok(DONE);
    }
    let (config, warnings) = Config::load(places.config.as_deref());
    for warning in &warnings {
        output.complain(warning)?;
    }
    output.text(&Clean::new(config.show()))?;
    Ok(DONE)
}

/// What the reader said of links, as far as it can be read.
pub(super) fn rulings(matches: &ArgMatches) -> Arc<Rulings> {
    let places = Places::find(arguments::library_dir(matches).as_deref());
    State::load(places.data.as_deref()).0.rulings().clone()
}

/// Whether there is a library.
pub(super) fn has_library(matches: &ArgMatches) -> bool {
    let places = Places::find(arguments::library_dir(matches).as_deref());
    !roots::load(places.data.as_deref()).is_empty()
}

/// `completions SHELL`
pub(super) fn completions(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let mut script = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        let mut command = arguments::command();
        clap_complete::generate(*shell, &mut command, "pullquote", &mut script);
    }
    output.text(&Clean::new(String::from_utf8_lossy(&script)))?;
    Ok(DONE)
}

/// `man [COMMAND]`: the manual page in roff, of the program or of one of its commands.
pub(super) fn man(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let mut command = arguments::command();
    command.build();
    let asked = matches.get_one::<String>("command");
    let command = match asked.and_then(|name| command.find_subcommand(name)) {
        Some(found) => found.clone(),
        None => command,
    };
    let man = clap_mangen::Man::new(command);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if asked.is_none() {
        man.render_subcommands_section(&mut page)?;
        page.extend_from_slice(MORE.as_bytes());
    }
    output.text(&Clean::new(String::from_utf8_lossy(&page)))?;
    Ok(DONE)
}

/// What the table of arguments does not say.
const MORE: &str = r"
.SH PATHS
A path is a file, a folder, \fIFILE\fR#\fIN\fR for story \fIN\fR of a file, counted from 0, or \- for standard input. Folders are
read whole, hidden files left out. Without a path standard input is read where something is piped in.
.SH EXIT STATUS
.TP
0
Everything was read.
.TP
1
Something could not be read, or a search found nothing.
.TP
2
Wrong usage.
.SH ENVIRONMENT
.TP
PULLQUOTE_HOME
Folder that takes settings, progress and caches, as with \-\-library\-dir.
.TP
XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME
Folders in which those of pullquote lie; see \fBpullquote dirs\fR.
.TP
NO_COLOR, CLICOLOR_FORCE
No colours, or colours in any case; \-\-color comes first.
.SH FILES
.TP
settings.toml
Settings; \fBpullquote config \-\-sample\fR writes one with every setting and what it means.
.TP
state.jsonl
Places of reading, read and starred stories, and where links lead by your word.
";
