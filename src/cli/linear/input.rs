//! What the reader types: lines, and on a terminal single keys as well, which need no Enter.

use std::io::{self, BufRead, IsTerminal, Read, Write};

/// What keys typed so far are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// A command.
    Whole,
    /// The beginning of one, or of a line that Enter ends.
    Begun,
}

/// Longest line that is taken, in bytes.
const LONGEST: usize = 1024;
/// Ctrl-C, Ctrl-D, and what rubs out a character.
const ENDS: [u8; 2] = [3, 4];
const ERASES: [u8; 2] = [8, 0x7f];

/// Standard input; on a terminal key by key until this is dropped.
pub(super) struct Input {
    #[cfg(unix)]
    cooked: Option<rustix::termios::Termios>,
}

impl Input {
    /// Takes standard input.
    #[cfg(unix)]
    pub(super) fn take() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let stdin = io::stdin();
        let mut cooked = None;
        if stdin.is_terminal()
            && let Ok(was) = tcgetattr(&stdin)
        {
            let mut keys = was.clone();
            keys.local_modes -= LocalModes::ICANON | LocalModes::ISIG;
            if tcsetattr(&stdin, OptionalActions::Now, &keys).is_ok() {
                cooked = Some(was);
            }
        }
        Self { cooked }
    }

    /// Takes standard input, line by line.
    #[cfg(not(unix))]
    pub(super) fn take() -> Self {
        Self {}
    }

    #[cfg(unix)]
    fn by_key(&self) -> bool {
        self.cooked.is_some()
    }

    #[cfg(not(unix))]
    fn by_key(&self) -> bool {
        false
    }

    /// The next command; `None` at the end of input. `typed` says what keys typed so far are.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub(super) fn next(&mut self, typed: impl Fn(&str) -> Typed) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        if !self.by_key() {
            let read = io::stdin().lock().read_until(b'\n', &mut line)?;
            return Ok((read > 0).then(|| String::from_utf8_lossy(&line).into_owned()));
        }
        for byte in io::stdin().lock().bytes() {
            match byte? {
                b'\n' | b'\r' => return Ok(Some(String::from_utf8_lossy(&line).into_owned())),
                byte if ENDS.contains(&byte) => return Ok(None),
                byte if ERASES.contains(&byte) => drop(line.pop()),
                byte if line.len() < LONGEST => line.push(byte),
                _ => {}
            }
            let so_far = String::from_utf8_lossy(&line);
            if typed(&so_far) == Typed::Whole {
                // The key was echoed on the line of the prompt.
                writeln!(io::stdout().lock())?;
                return Ok(Some(so_far.into_owned()));
            }
        }
        Ok(None)
    }
}

#[cfg(unix)]
impl Drop for Input {
    fn drop(&mut self) {
        if let Some(was) = &self.cooked {
            use rustix::termios::{OptionalActions, tcsetattr};
            let stdin = io::stdin();
            // A terminal that is gone needs no restoring.
            tcsetattr(&stdin, OptionalActions::Now, was).unwrap_or_default();
        }
    }
}
