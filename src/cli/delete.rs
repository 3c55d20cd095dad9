//! `delete FILE`: a story's file deleted for good.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use clap::ArgMatches;

use super::{DONE, MISSED, MISUSED, Output, arguments, library::Library};
use crate::{
    format::Limits,
    library::{self, delete, open, store::Row},
    text::Clean,
};

/// The answer that deletes a file.
const ANSWER: &str = "delete";

/// `delete FILE [--yes]`: asks on a terminal, and elsewhere deletes only with `--yes`.
pub(super) fn run(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let Some(library) = Library::open(matches, output)? else {
        return Ok(MISSED);
    };
    let Some(path) = arguments::paths(matches).into_iter().next() else {
        return Ok(MISUSED);
    };
    let Some(row) = row(&library, &path) else {
        let what = format!("{}: is no story of the library", open::shown(&path));
        output.complain(&Clean::line(&what))?;
        return Ok(MISSED);
    };
    let limits = Limits::default();
    if let Err(kept) = delete::deletable(&row.entry, &limits) {
        output.complain(&kept)?;
        return Ok(MISSED);
    }
    let shown = open::shown(&row.entry.path);
    if !matches.get_flag("yes") && !is_meant(&shown, output)? {
        output.complain(&Clean::line(&format!("{shown}: is kept")))?;
        return Ok(MISSED);
    }
    if let Err(kept) = delete::delete(&row.entry, &limits) {
        output.complain(&kept)?;
        return Ok(MISSED);
    }
    output.line(&format!("Deleted: {shown}"))?;
    let gone = [row.entry.path.to_path_buf()];
    if let Err(error) = library::refresh_files(&library.store, &gone, &library.state, &limits) {
        output.complain(&error)?;
    }
    Ok(DONE)
}

/// The first story of a file.
fn row(library: &Library, path: &Path) -> Option<Row> {
    let given = |path: &Path| library.store.by_place(path, 0).ok().flatten();
    given(path).or_else(|| given(&std::fs::canonicalize(path).ok()?))
}

/// Asks for an answer below the whole path; nobody is there to give one where there is no terminal.
fn is_meant(shown: &str, output: &mut Output) -> io::Result<bool> {
    if !io::stdin().is_terminal() {
        output.complain(&"without a terminal to ask on, --yes says that it is meant")?;
        return Ok(false);
    }
    output.line(shown)?;
    output.line("The file goes for good: nothing brings it back. No other file is touched.")?;
    output.text(&format!("Type {ANSWER} to delete it: "))?;
    output.flush()?;
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim() == ANSWER)
}
