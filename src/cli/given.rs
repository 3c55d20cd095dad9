//! The paths of the command line to stories, one file after the other.

use std::{
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use clap::ArgMatches;

use super::{Output, arguments};
use crate::{
    format::{Limits, Scope},
    library::{
        self, Catalog, Delta, Entry, Job, OpenError, Piece, Records, Source, Walk,
        open::{self, Why},
    },
    story::Story,
};

/// A file and its stories.
pub(super) struct File {
    pub(super) source: Source,
    pub(super) stories: Vec<Story>,
}

/// What was given to read.
pub(super) struct Given {
    roots: Vec<PathBuf>,
    /// The one file that was given, where it has been read already.
    held: Option<File>,
    limits: Limits,
    /// Only the text is wanted: no quotes, no stubs.
    bare: bool,
}

impl Given {
    pub(super) fn new(roots: Vec<PathBuf>) -> Self {
        Self {
            roots,
            held: None,
            limits: Limits::default(),
            bare: false,
        }
    }

    /// The same, for who only wants the text: finding quotes and stubs costs more than reading.
    pub(super) fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// The same and more paths.
    pub(super) fn and(mut self, more: Vec<PathBuf>) -> Self {
        self.roots.extend(more);
        self
    }

    /// The same, with all of a page in the place of its article.
    pub(super) fn whole(mut self) -> Self {
        self.limits.scope = Scope::Whole;
        self
    }

    /// The paths of a command; standard input where there are none and something is piped in.
    ///
    /// # Errors
    /// What to say where there is nothing to read.
    pub(super) fn of(matches: &ArgMatches) -> Result<Self, &'static str> {
        let paths = arguments::paths(matches);
        if !paths.is_empty() {
            return Ok(Self::new(paths));
        }
        if io::stdin().is_terminal() {
            return Err("no PATH is given, and nothing is piped in");
        }
        Ok(Self::new(vec![PathBuf::from("-")]))
    }

    /// Reads each file and hands it on; what cannot be read is complained about and passed over.
    pub(super) fn each(
        mut self,
        output: &mut Output,
        then: &mut dyn FnMut(File, &mut Output) -> io::Result<()>,
    ) -> io::Result<()> {
        if let Some(file) = self.held.take() {
            return then(file, output);
        }
        for job in Walk::new(&self.roots) {
            match self.records(&job) {
                Some(Ok((records, nth))) => self.pieces(records, nth, output, then)?,
                Some(Err(error)) => output.complain(&error)?,
                None => match self.read(job) {
                    Ok(Some(file)) => then(file, output)?,
                    Ok(None) => {}
                    Err(error) => output.complain(&error)?,
                },
            }
        }
        Ok(())
    }

    /// The records of a file that is too long to be read whole, and the number of the story wanted of it.
    fn records(&self, job: &Job) -> Option<Result<(Records, Option<usize>), OpenError>> {
        let (path, nth) = match job {
            Job::Named(path, nth) => (path, *nth),
            Job::Met(path) => (path, None),
            Job::Refused(_) => return None,
        };
        let records = Records::of(path, &self.limits).transpose()?;
        Some(records.map(|records| (records, nth)))
    }

    /// Hands each record on as a file with its stories.
    fn pieces(
        &self,
        records: Records,
        nth: Option<usize>,
        output: &mut Output,
        then: &mut dyn FnMut(File, &mut Output) -> io::Result<()>,
    ) -> io::Result<()> {
        for piece in records {
            let Piece { source, stories } = match piece {
                Ok(piece) => piece,
                Err(error) => {
                    output.complain(&error)?;
                    continue;
                }
            };
            let wanted = stories
                .into_iter()
                .filter(|s| nth.is_none_or(|n| n == s.nth));
            let stories: Vec<Story> = if self.bare {
                wanted.collect()
            } else {
                wanted.map(Story::annotated).collect()
            };
            let found = nth.is_some() && !stories.is_empty();
            if !stories.is_empty() {
                then(File { source, stories }, output)?;
            }
            if found {
                break;
            }
        }
        Ok(())
    }

    /// The stories that links can lead to: those given, then those of the library, whose faults are complained about. A single
    /// file is read here once and for all; of more, only what a catalog needs is kept.
    pub(super) fn catalog(
        &mut self,
        library: &[PathBuf],
        output: &mut Output,
    ) -> io::Result<Catalog> {
        // Taken in as it comes: of many stories there is never a second list.
        let mut catalog = Catalog::default();
        let mut refused = Vec::new();
        let never = AtomicBool::new(false);
        if let Some(file) = self.hold() {
            catalog = Catalog::new(entries_of(file));
        } else {
            // What is wrong with the files given is said when they are read.
            let mut take = |d: Delta| catalog = catalog.with(d.entries);
            library::scan(&self.roots, &self.limits, &never, &mut take);
        }
        library::scan(library, &self.limits, &never, &mut |mut delta| {
            catalog = catalog.with(delta.entries);
            refused.append(&mut delta.refused);
        });
        for error in &refused {
            output.complain(error)?;
        }
        Ok(catalog)
    }

    /// Reads the file given, where it is a single one.
    fn hold(&mut self) -> Option<&File> {
        let [root] = self.roots.as_slice() else {
            return None;
        };
        if root.is_dir() {
            return None;
        }
        let job = Walk::new(&self.roots).next()?;
        if self.records(&job).is_some() {
            return None;
        }
        self.held = self.read(job).ok()?;
        self.held.as_ref()
    }

    /// Reads a file; `None` where it only lay in a folder and is no story.
    fn read(&self, job: Job) -> Result<Option<File>, OpenError> {
        match job {
            Job::Named(path, nth) => self.file(&path, nth).map(Some),
            Job::Met(path) => match self.file(&path, None) {
                Err(error) if !error.matters() => Ok(None),
                read => read.map(|file| (!file.stories.iter().all(|s| s.data)).then_some(file)),
            },
            Job::Refused(error) => Err(error),
        }
    }

    fn file(&self, path: &Path, nth: Option<usize>) -> Result<File, OpenError> {
        let source = if path == Path::new("-") {
            read_pipe()?
        } else {
            library::read_file(path, &self.limits)?
        };
        let stories = match nth {
            Some(nth) => vec![open::story(&source, nth, &self.limits)?],
            None if self.bare => open::bare_stories(&source, &self.limits)?,
            None => library::stories(&source, &self.limits)?,
        };
        Ok(File { source, stories })
    }
}

fn entries_of(file: &File) -> impl Iterator<Item = Entry> {
    let entry = |s: &Story| Entry::new(&file.source, s.nth, s.format, &s.article);
    file.stories.iter().map(entry)
}

/// Reads standard input to its end.
///
/// # Errors
/// As for a file.
pub(super) fn read_pipe() -> Result<Source, OpenError> {
    let path = Path::new("-");
    let limit = Limits::default().bytes;
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
    let why = match read {
        Err(error) => Why::Unreadable(open::reason(&error)),
        Ok(0) => Why::Empty,
        Ok(n) if n as u64 > limit => Why::TooLarge(limit),
        Ok(_) => return Ok(Source::new(path, bytes)),
    };
    Err(OpenError::new(path, why))
}
