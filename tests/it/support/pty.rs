//! The real program in a pseudo-terminal, and a model of the terminal that reads its screen back.
//!
//! Every wait is for something that the screen or the process says, up to a deadline.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions};
use std::{
    io::{Read, Write},
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// Longest wait for anything.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// Between two looks at a process, which does not say by itself that it changed.
const POLL: Duration = Duration::from_millis(5);

/// What the terminal shows, changed by the thread that reads what the program writes.
struct Shared {
    parser: vt100::Parser,
    /// All that was written so far.
    bytes: Vec<u8>,
}

/// The program in its terminal.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    shared: Arc<(Mutex<Shared>, Condvar)>,
    // Held open, so that the settings of the terminal outlive the program.
    tty: std::fs::File,
}

/// How a run of the program is begun.
pub(crate) struct Run<'a> {
    /// The home of settings and state.
    pub(crate) home: &'a Path,
    /// Arguments.
    pub(crate) args: &'a [&'a str],
    /// Columns and rows.
    pub(crate) size: (u16, u16),
}

impl Session {
    /// Starts the program.
    pub(crate) fn start(run: &Run<'_>) -> Self {
        Self::start_by(&[], run)
    }

    /// Has another program start it, which takes the words of its own and then those of a command.
    pub(crate) fn start_by(other: &[&str], run: &Run<'_>) -> Self {
        let size = PtySize {
            cols: run.size.0,
            rows: run.size.1,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut words = other.iter().chain([&env!("CARGO_BIN_EXE_pullquote")]);
        let mut command = CommandBuilder::new(words.next().unwrap());
        command.args(words);
        command.env_clear();
        for (name, value) in [
            ("PATH", "/usr/bin:/bin"),
            ("TERM", "xterm-256color"),
            ("COLORTERM", "truecolor"),
            ("LANG", "C.UTF-8"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", run.home);
        command.env("PULLQUOTE_HOME", run.home.join("own"));
        command.cwd(run.home);
        command.args(run.args);
        let child = pair.slave.spawn_command(command).unwrap();
        let tty = std::fs::File::open(pair.master.tty_name().unwrap()).unwrap();
        drop(pair.slave);
        let shared = Arc::new((
            Mutex::new(Shared {
                parser: vt100::Parser::new(run.size.1, run.size.0, 0),
                bytes: Vec::new(),
            }),
            Condvar::new(),
        ));
        let reader = pair.master.try_clone_reader().unwrap();
        let theirs = shared.clone();
        thread::spawn(move || read(reader, &theirs));
        Self {
            child,
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            shared,
            tty,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the terminal is as it should be.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |shared| is_so(shared.parser.screen()));
    }

    /// Waits until the program wrote these bytes.
    #[track_caller]
    pub(crate) fn writes(&self, bytes: &str) {
        let bytes = bytes.as_bytes();
        self.wait(&format!("{bytes:?}"), |shared| {
            shared.bytes.windows(bytes.len()).any(|w| w == bytes)
        });
    }

    #[track_caller]
    fn wait(&self, what: &str, is_so: impl Fn(&Shared) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut shared = self.lock();
        while !is_so(&shared) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited in vain: {what}\n{}",
                shared.parser.screen().contents()
            );
            shared = self
                .shared
                .1
                .wait_timeout(shared, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Waits until these words are on the screen.
    #[track_caller]
    pub(crate) fn shows(&self, words: &str) {
        self.until(words, |s| s.contents().contains(words));
    }

    /// Waits until they are not.
    #[track_caller]
    pub(crate) fn hides(&self, words: &str) {
        self.until(&format!("no {words}"), |s| !s.contents().contains(words));
    }

    /// The rows of the screen as it is now.
    pub(crate) fn rows(&self) -> Vec<String> {
        let shared = self.lock();
        let (_, columns) = shared.parser.screen().size();
        let rows = shared.parser.screen().rows(0, columns);
        rows.map(|r| r.trim_end().to_owned()).collect()
    }

    /// All bytes that the program wrote, as text.
    pub(crate) fn written(&self) -> String {
        String::from_utf8_lossy(&self.lock().bytes).into_owned()
    }

    /// Types, or sends what a terminal would.
    pub(crate) fn send(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.lock().parser.screen_mut().set_size(rows, columns);
        self.master
            .resize(PtySize {
                cols: columns,
                rows,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.pid(), signal).unwrap();
    }

    /// Waits until the program is stopped, as by Ctrl-Z.
    #[track_caller]
    pub(crate) fn is_stopped(&self) {
        let end = Instant::now() + DEADLINE;
        let options = WaitOptions::UNTRACED | WaitOptions::NOHANG;
        loop {
            if let Some((_, status)) = rustix::process::waitpid(Some(self.pid()), options).unwrap()
            {
                assert!(status.stopped(), "ended instead of stopping: {status:?}");
                return;
            }
            assert!(Instant::now() < end, "did not stop");
            thread::sleep(POLL);
        }
    }

    /// Waits until the program ends by itself; gives its exit code.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(
                Instant::now() < end,
                "did not end\n{}",
                self.rows().join("\n")
            );
            thread::sleep(POLL);
        }
    }

    /// Fails unless the terminal is as the program found it.
    #[track_caller]
    pub(crate) fn is_restored(&self) {
        self.until("restored", |s| {
            !s.alternate_screen()
                && !s.hide_cursor()
                && !s.bracketed_paste()
                && s.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let termios = rustix::termios::tcgetattr(&self.tty).unwrap();
        let cooked = rustix::termios::LocalModes::ICANON | rustix::termios::LocalModes::ECHO;
        assert!(termios.local_modes.contains(cooked), "still raw");
        let written = self.written();
        assert_eq!(
            written.matches("\x1b[>1u").count(),
            written.matches("\x1b[<u").count(),
            "keyboard protocol pushed and popped"
        );
    }

    /// Fails unless the program has the terminal.
    #[track_caller]
    pub(crate) fn is_taken(&self) {
        self.until("taken", |s| {
            s.alternate_screen() && s.hide_cursor() && s.bracketed_paste()
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Of a test that failed; a program that ended is not there any more, which is well.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Begins and ends what a terminal shows at once.
const OPEN: &[u8] = b"\x1b[?2026h";
const CLOSE: &[u8] = b"\x1b[?2026l";

/// Hands what the program writes to the model of the terminal, a frame at once as a terminal does.
fn read(mut reader: Box<dyn Read + Send>, shared: &(Mutex<Shared>, Condvar)) {
    let mut bytes = [0; 4096];
    let mut held = Vec::new();
    loop {
        let read = reader.read(&mut bytes).unwrap_or(0);
        held.extend_from_slice(&bytes[..read]);
        let find = |mark: &[u8]| held.windows(mark.len()).rposition(|w| w == mark);
        let open = find(OPEN).filter(|at| read > 0 && find(CLOSE).is_none_or(|end| end < *at));
        let ready: Vec<u8> = held.drain(..open.unwrap_or(held.len())).collect();
        let mut state = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.parser.process(&ready);
        state.bytes.extend_from_slice(&ready);
        shared.1.notify_all();
        if read == 0 {
            return;
        }
    }
}
