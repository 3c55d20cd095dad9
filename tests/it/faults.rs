//! The program stopped in the midst of things: what it had said was done is there afterwards, and the next run goes on.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let stories = dir.path().join("stories");
        fs::create_dir(&stories).unwrap();
        for n in 0..6 {
            let text = format!("Story {n}\n\nThe ferry number {n} came back to the harbour.\n");
            fs::write(stories.join(format!("{n}.txt")), text).unwrap();
        }
        let home = Self { dir };
        let stories = home.path("stories");
        assert!(
            home.command(&["add", stories.to_str().unwrap()])
                .status()
                .unwrap()
                .success()
        );
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn arguments(&self, arguments: &[&str]) -> Vec<String> {
        let home = self.path("home").to_str().unwrap().to_owned();
        let mut all: Vec<String> = arguments.iter().map(|a| (*a).to_owned()).collect();
        all.extend(["--library-dir".to_owned(), home]);
        all
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        command
            .args(self.arguments(arguments))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn lines(&self, arguments: &[&str]) -> Vec<String> {
        let run = self
            .command(arguments)
            .stdout(Stdio::piped())
            .output()
            .unwrap();
        let text = String::from_utf8(run.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    /// Stories with a tag.
    fn tagged(&self, tag: &str) -> usize {
        self.lines(&["list", "--json", &format!("tag:{tag}")]).len()
    }
}

/// Numbers that look random and are the same every time.
fn random(seed: &mut u64, below: u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed % below
}

#[test]
fn two_writers_killed_at_any_time_lose_nothing_that_they_acknowledged() {
    let home = Home::new();
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let mut acknowledged = BTreeSet::new();
    for round in 0..20 {
        let names = [format!("a{round}"), format!("b{round}")];
        let mut writers = names.clone().map(|name| {
            let tag = ["tag", "is:any", "--add", &name, "--no-scan"];
            (name.clone(), home.command(&tag).spawn().unwrap())
        });
        thread::sleep(Duration::from_micros(random(&mut seed, 30_000)));
        for (name, writer) in &mut writers {
            if random(&mut seed, 3) > 0 {
                let _ = writer.kill();
            }
            if writer.wait().unwrap().success() {
                acknowledged.insert(name.clone());
            }
        }
    }
    for tag in &acknowledged {
        assert_eq!(home.tagged(tag), 6, "{tag}");
    }
    assert!(
        home.command(&["tag", "is:any", "--add", "last"])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(home.tagged("last"), 6);
}

/// Runs the program so that it is killed at the `when`th call of this name; `None` where strace is not to be had or not allowed.
fn killed_at(home: &Home, call: &str, when: usize, arguments: &[&str]) -> Option<bool> {
    let strace = Path::new("/usr/bin/strace");
    if !strace.exists() {
        return None;
    }
    let run = Command::new(strace)
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={call}"),
        ])
        .args(["-e", &format!("inject={call}:signal=KILL:when={when}")])
        .arg(env!("CARGO_BIN_EXE_pullquote"))
        .args(home.arguments(arguments))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    Some(run.success())
}

#[test]
fn killed_at_each_write_nothing_acknowledged_is_missing() {
    let home = Home::new();
    let export = home.path("export.csv");
    fs::write(
        &export,
        "title,url,time_added,tags,status\nA story,https://coast.example/1,1556712000,sea|old,archive\n",
    )
    .unwrap();
    assert!(
        home.command(&["tag", "is:any", "--add", "kept"])
            .status()
            .unwrap()
            .success()
    );
    let jobs = [
        &["tag", "is:any", "--add", "new"][..],
        &["import", export.to_str().unwrap()],
    ];
    for call in ["write", "pwrite64", "fdatasync", "fsync", "rename"] {
        for job in jobs {
            for when in 1..40 {
                let Some(ended) = killed_at(&home, call, when, job) else {
                    return;
                };
                assert_eq!(home.tagged("kept"), 6, "{call} {when} {job:?}");
                if ended {
                    break;
                }
            }
        }
        let _ = fs::remove_dir_all(home.path("home/data/imports"));
    }
    assert!(home.command(jobs[0]).status().unwrap().success());
    assert!(home.command(jobs[1]).status().unwrap().success());
    assert_eq!(home.tagged("new"), 6, "of the stories that were there");
    assert_eq!(home.tagged("sea"), 1);
    let run = home.command(&["check"]).status().unwrap();
    assert!(run.success(), "{:?}", home.lines(&["check"]));
}
