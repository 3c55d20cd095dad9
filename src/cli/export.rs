//! `export`: clean copies of stories in a folder.

use std::io;

use clap::ArgMatches;

use super::{
    DONE, Given, Output,
    arguments::{self, out},
};
use crate::{
    export::{Folder, Shape},
    library::open::shown,
};

/// `export PATH... --to FORMAT --out FOLDER`: each file written on a line of its own.
pub(super) fn run(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let shape = arguments::shape(matches);
    let mut folder = match Folder::new(&out(matches), shape) {
        Ok(folder) => folder,
        Err(error) => {
            output.complain(&error)?;
            return Ok(DONE);
        }
    };
    // Only JSON tells of quotes.
    let given = if shape == Shape::Json {
        given
    } else {
        given.bare()
    };
    let (mut stories, mut pictures, mut missing) = (0_usize, 0, 0);
    given.each(output, &mut |file, out| {
        for story in &file.stories {
            match folder.write(story, &file.source) {
                Ok(written) => {
                    stories += 1;
                    pictures += written.pictures;
                    missing += written.missing;
                    out.line(&shown(&written.path))?;
                }
                Err(error) => out.complain(&error)?,
            }
        }
        Ok(())
    })?;
    let mut report = counted(stories, "story", "stories");
    if pictures > 0 {
        report = format!("{report}, {}", counted(pictures, "picture", "pictures"));
    }
    if missing > 0 {
        let missing = counted(missing, "picture", "pictures");
        report = format!("{report}; {missing} not saved with them");
    }
    output.line(&report)?;
    Ok(DONE)
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
