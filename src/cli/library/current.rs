//! The catalog brought up to date from the command line.

use std::{
    io::{self, IsTerminal, Write},
    sync::atomic::AtomicBool,
};

use super::{Library, journals};
use crate::{
    cli::Output,
    format::Limits,
    library::{self, Refreshed, roots, state::Journal, store::Heir},
    text::many,
};

impl Library {
    /// Brings the catalog up to date with the folders, and complains about what could not be read.
    pub(in crate::cli) fn refresh(&mut self, output: &mut Output) -> io::Result<Refreshed> {
        let roots = roots::load(self.places.data.as_deref());
        let never = AtomicBool::new(false);
        let shows = io::stderr().is_terminal();
        let mut told = false;
        let mut each = |sum: &Refreshed| {
            if shows && sum.read > 0 {
                told = true;
                drop(write!(io::stderr(), "\r{} stories read …", sum.stories));
            }
        };
        let limits = Limits::default();
        // What other devices told of since.
        let refreshed = self.store.mirror_all(&self.state).and_then(|()| {
            library::refresh(&self.store, &roots, &self.state, &limits, &never, &mut each)
        });
        if told {
            drop(write!(io::stderr(), "\r\x1b[K"));
        }
        match refreshed {
            Ok(sum) => {
                for error in &sum.refused {
                    output.complain(error)?;
                }
                self.pass_on(&sum.heirs, output)?;
                Ok(sum)
            }
            Err(error) => {
                output.complain(&error)?;
                Ok(Refreshed::default())
            }
        }
    }

    /// Looks for quotes and cross-links in the stories that nobody has looked through yet, and says so on a terminal: without these
    /// a search for what was said would miss some. What was done by then is kept where it is stopped. Where nothing is to be read
    /// it says how much is missing.
    pub(in crate::cli) fn look_closer(
        &self,
        may_read: bool,
        output: &mut Output,
    ) -> io::Result<()> {
        if !may_read {
            let left = self.store.unannotated_count().unwrap_or_default();
            return match left {
                0 => Ok(()),
                _ => output.complain(&format!(
                    "{} not looked through for quotes and cross-links yet",
                    many(left, "file was", "files were")
                )),
            };
        }
        let shows = io::stderr().is_terminal();
        let mut told = false;
        let mut each = |left: usize| {
            if shows {
                told = true;
                drop(write!(
                    io::stderr(),
                    "\r{left} files left to be looked through for quotes …\x1b[K"
                ));
            }
        };
        let looked = library::annotate_now(&self.store, &Limits::default(), &mut each);
        if told {
            drop(write!(io::stderr(), "\r\x1b[K"));
        }
        match looked {
            Ok(()) => Ok(()),
            Err(error) => output.complain(&error),
        }
    }

    /// What is kept of stories whose files have changed goes on with them.
    fn pass_on(&mut self, heirs: &[Heir], output: &mut Output) -> io::Result<()> {
        if heirs.is_empty() {
            return Ok(());
        }
        let records: Vec<_> = heirs.iter().flat_map(|h| self.state.pass_on(*h)).collect();
        if let Err(error) = Journal::of(&journals(&self.places)).append(&records) {
            return output.complain(&error);
        }
        let ids: Vec<_> = heirs.iter().map(|(_, to)| *to).collect();
        match self.store.mirror(&ids, &self.state) {
            Ok(()) => Ok(()),
            Err(error) => output.complain(&error),
        }
    }
}
