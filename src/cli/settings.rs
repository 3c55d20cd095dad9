//! `dirs`, `config`, `completions` and `man`: what the program says about itself.

use std::io;

use clap::ArgMatches;
use clap_complete::Shell;

use super::{DONE, MISSED, Output, arguments};
use crate::{
    config::{self, Config, Places},
    library::open::shown,
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

/// `man`: the manual page in roff.
pub(super) fn man(output: &mut Output) -> io::Result<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(arguments::command()).render(&mut page)?;
    output.text(&Clean::new(String::from_utf8_lossy(&page)))?;
    Ok(DONE)
}
