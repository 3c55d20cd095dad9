//! A home with a library in it, and the program run on it.

use super::pty::{DEADLINE, Run, Session};
use std::{
    fs,
    process::Command,
    time::{Duration, Instant},
};

/// A home with a folder of stories in it.
pub(crate) struct Home {
    pub(crate) dir: tempfile::TempDir,
}

impl Home {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("stories")).unwrap();
        let home = Self { dir };
        for (name, text) in files {
            home.write(name, text);
        }
        home
    }

    pub(crate) fn stories(&self) -> std::path::PathBuf {
        self.dir.path().join("stories")
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.stories().join(name), text).unwrap();
    }

    /// Runs the program; gives what it wrote and its exit status.
    pub(crate) fn run(&self, arguments: &[&str]) -> (String, i32) {
        let run = Command::new(env!("CARGO_BIN_EXE_pullquote"))
            .args(arguments)
            .arg("--library-dir")
            .arg(self.dir.path().join("home"))
            .output()
            .unwrap();
        let text = String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap();
        (text, run.status.code().unwrap())
    }

    /// Starts the program in a terminal of this size.
    pub(crate) fn session(&self, arguments: &[&str], size: (u16, u16)) -> Session {
        self.session_by(&[], arguments, size)
    }

    /// Has another program start it in a terminal.
    pub(crate) fn session_by(
        &self,
        other: &[&str],
        arguments: &[&str],
        size: (u16, u16),
    ) -> Session {
        let library = self.dir.path().join("home");
        let own = ["--library-dir", library.to_str().unwrap()];
        let run = Run {
            home: self.dir.path(),
            args: &[&own[..], arguments].concat(),
            size,
        };
        Session::start_by(other, &run)
    }

    pub(crate) fn add(&self) -> String {
        self.run(&["add", self.stories().to_str().unwrap()]).0
    }

    /// A field of every story that a command lists.
    pub(crate) fn field(&self, arguments: &[&str], field: &str) -> Vec<String> {
        let (text, _) = self.run(&[arguments, &["--json"]].concat());
        let line = |l: &str| {
            let value: serde_json::Value = serde_json::from_str(l).expect(l);
            value[field].as_str().unwrap().to_owned()
        };
        text.lines().map(line).collect()
    }

    /// Waits until a query means so many stories, for what another program is doing.
    #[track_caller]
    pub(crate) fn comes_to(&self, query: &str, stories: usize) {
        let begun = Instant::now();
        let now = || self.titles(&["list", "--no-scan", query]).len();
        while now() != stories {
            let late = begun.elapsed() > DEADLINE;
            assert!(!late, "{query}: {} for {stories}", now());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn titles(&self, arguments: &[&str]) -> Vec<String> {
        self.field(arguments, "title")
    }
}

/// A story with a cover.
pub(crate) fn page(title: &str, day: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\nauthor: Ann Lee\npublished: {day}\ntags: [harbour]\n---\n\n{body}\n"
    )
}

/// Three stories of different years.
pub(crate) fn three() -> Home {
    let pages = [
        (
            "a.md",
            page(
                "Ferries return",
                "2013-05-07",
                "The ferries came back to the harbour.",
            ),
        ),
        (
            "b.md",
            page(
                "A bell rings",
                "2014-01-01",
                "“It is a strike,” said Tobias Fenn. The café was shut.",
            ),
        ),
        (
            "c.md",
            page(
                "Eels",
                "2012-03-03",
                "Nobody has seen the eels, and harbours are empty.",
            ),
        ),
    ];
    let files: Vec<(&str, &str)> = pages.iter().map(|(n, t)| (*n, t.as_str())).collect();
    Home::new(&files)
}
