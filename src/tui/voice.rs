//! A speech program of the system, that reads sentences aloud.

use std::{
    io::{self, Write},
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

/// How often a program that speaks is looked after.
const LOOK: Duration = Duration::from_millis(30);

/// Programs that speak, each with what it is called with; `{}` stands for the language. The words come by standard input.
const PROGRAMS: &[(&str, &[&str], &[&str])] = &[
    ("espeak-ng", &["--stdin"], &["-v", "{}"]),
    ("spd-say", &["--wait", "--pipe-mode"], &["-l", "{}"]),
    ("say", &["-f", "-"], &[]),
    ("espeak", &["--stdin"], &["-v", "{}"]),
];

/// The program that speaks at the moment.
#[derive(Debug, Default)]
pub struct Voice {
    child: Mutex<Option<Child>>,
}

impl Voice {
    /// Has `words` read aloud and waits until they were, or until [`Voice::hush`]. `lang` is a BCP 47 tag, empty where it is
    /// not known.
    ///
    /// # Errors
    /// Where no speech program is installed, or it does not run; in a line.
    pub(super) fn say(&self, words: &str, lang: &str) -> Result<(), String> {
        self.hush();
        let mut child = start(lang)?;
        if let Some(mut pipe) = child.stdin.take() {
            let written = writeln!(pipe, "{words}");
            written.map_err(|e| format!("the speech program takes no words: {e}"))?;
        }
        *self.child() = Some(child);
        loop {
            let ended = match self.child().as_mut().map(Child::try_wait) {
                None => return Ok(()),
                Some(ended) => ended.map_err(|e| e.to_string())?,
            };
            if let Some(status) = ended {
                self.child().take();
                return if status.success() {
                    Ok(())
                } else {
                    Err("the speech program failed".to_owned())
                };
            }
            thread::sleep(LOOK);
        }
    }

    /// Ends what is being said.
    pub(super) fn hush(&self) {
        if let Some(mut child) = self.child().take() {
            drop(child.kill());
            drop(child.wait());
        }
    }

    fn child(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts the first speech program that is installed.
fn start(lang: &str) -> Result<Child, String> {
    let lang = lang.split(['-', '_']).next().unwrap_or_default();
    let known = !lang.is_empty() && lang.bytes().all(|b| b.is_ascii_alphanumeric());
    for (program, arguments, language) in PROGRAMS {
        let mut command = Command::new(program);
        command.args(*arguments);
        if known {
            command.args(language.iter().map(|a| a.replace("{}", lang)));
        }
        let started = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match started {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(format!("{program} could not be started: {e}")),
            Ok(child) => return Ok(child),
        }
    }
    Err("No speech program is installed: espeak-ng, spd-say or say.".to_owned())
}
