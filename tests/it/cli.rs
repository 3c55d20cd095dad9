//! The real program without a screen: every mode, every refusal, exit codes and streams.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// A home of its own for every test, and files in it.
struct Desk {
    home: tempfile::TempDir,
}

/// What a run gave.
struct Run {
    code: i32,
    out: String,
    err: String,
}

const KERRY: &str = "Envoy meets minister\n\nThe envoy met the minister on Tuesday — at last.\n\n“We have a plan, and it is a good one,” the envoy Ann Lee said on the steps.\n";

impl Desk {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        command
            .env_clear()
            .env("PULLQUOTE_HOME", self.path("home"))
            .current_dir(self.home.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command().args(arguments).output().unwrap())
    }

    fn piped(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = self.command();
        let command = command.args(arguments).stdin(Stdio::piped());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that is given a file may be gone before it is written to.
        let written = child.stdin.take().unwrap().write_all(input);
        let gone = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
        assert!(written.as_ref().err().is_none_or(gone), "{written:?}");
        Run::of(child.wait_with_output().unwrap())
    }
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("ended by a signal"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn json(&self) -> Vec<Value> {
        let lines = self.out.lines();
        lines.map(|l| serde_json::from_str(l).unwrap()).collect()
    }
}

/// The piece of a text between two offsets in code points.
fn piece(text: &Value, from: &Value, to: &Value) -> String {
    let (from, to) = (from.as_u64().unwrap(), to.as_u64().unwrap());
    let chars = text.as_str().unwrap().chars();
    chars
        .skip(usize::try_from(from).unwrap())
        .take(usize::try_from(to - from).unwrap())
        .collect()
}

#[test]
fn a_bare_path_without_a_screen_gives_plain_text() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    for arguments in [
        &["a.txt"][..],
        &["show", "a.txt"],
        &["show", "--format", "text", "a.txt"],
    ] {
        let run = desk.run(arguments);
        assert_eq!((run.code, &*run.err), (0, ""), "{arguments:?}");
        let want = "Envoy meets minister\n\nThe envoy met the minister on Tuesday — at last.\n\n“We have a plan, and it is a good one,” the envoy Ann Lee said on\nthe steps.\n";
        assert_eq!(run.out, want);
    }
}

#[test]
fn the_headline_comes_first_and_once() {
    let desk = Desk::new();
    let front = "---\ntitle: The lost ferry\nauthor: Jo Ek\ndate: 2024-02-03\n---\n\n";
    desk.file(
        "own.md",
        format!("{front}# The lost ferry\n\nIt came back.\n"),
    );
    desk.file("none.md", format!("{front}It came back.\n"));
    let wanted = "The lost ferry\n\nJo Ek · 2024-02-03\n\nIt came back.\n";
    for name in ["own.md", "none.md"] {
        assert_eq!(desk.run(&["show", name]).out, wanted, "{name}");
        let coloured = desk.run(&["show", "--format", "ansi", name]).out;
        assert_eq!(coloured.matches("The lost ferry").count(), 1, "{coloured}");
    }
}

#[test]
fn first_words_lent_for_a_title_are_not_shown_twice() {
    let desk = Desk::new();
    let note = "Tide tables are kept by the harbour office, and nobody but the harbour office may change them.\n";
    desk.file("note.txt", note);
    for arguments in [["show", "note.txt"], ["--linear", "note.txt"]] {
        let run = desk.run(&arguments);
        assert_eq!(run.out.matches("Tide tables").count(), 1, "{}", run.out);
    }
}

#[test]
fn standard_input_is_read_where_nothing_is_named_and_under_its_dash() {
    let desk = Desk::new();
    for arguments in [&[][..], &["-"], &["show"], &["show", "-"]] {
        let run = desk.piped(arguments, KERRY.as_bytes());
        assert_eq!(run.code, 0);
        assert!(
            run.out.starts_with("Envoy meets minister\n\n"),
            "{arguments:?}"
        );
    }
    let run = desk.piped(&["show"], b"");
    assert_eq!((run.code, &*run.err), (1, "pullquote: -: is empty\n"));
}

#[test]
fn every_refusal_is_one_line_and_the_others_are_shown() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    desk.file("empty.txt", "");
    desk.file("face.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    fs::create_dir(desk.path("folder")).unwrap();
    let run = desk.run(&[
        "show",
        "none.txt",
        "empty.txt",
        "face.png",
        "a.txt#5",
        "a.txt",
        "folder",
    ]);
    assert_eq!(run.code, 1);
    let lines: Vec<_> = run.err.lines().collect();
    assert_eq!(lines.len(), 4, "{}", run.err);
    assert_eq!(lines[0], "pullquote: none.txt: no such file or folder");
    assert_eq!(lines[1], "pullquote: empty.txt: is empty");
    assert!(
        lines[2].starts_with("pullquote: face.png: "),
        "{}",
        lines[2]
    );
    assert_eq!(lines[3], "pullquote: a.txt: has no story number 5");
    assert!(run.out.starts_with("Envoy meets minister\n"));
}

#[cfg(unix)]
#[test]
fn pipes_and_foreign_names_are_answered_for_at_once() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    let kind = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, rustix::fs::Mode::RUSR, 0).unwrap();
    let run = desk.run(&["show", "pipe"]);
    assert_eq!(
        (run.code, &*run.err),
        (1, "pullquote: pipe: is a pipe, not a file\n")
    );

    let name = OsStr::from_bytes(b"st\xffory\x1b[31m\n.txt");
    fs::write(desk.path("x").with_file_name(name), KERRY).unwrap();
    let mut command = desk.command();
    let run = Run::of(
        command
            .args(["show", "--format", "json"])
            .arg(name)
            .output()
            .unwrap(),
    );
    assert_eq!((run.code, &*run.err), (0, ""));
    let path = run.json()[0]["path"].as_str().unwrap().to_owned();
    assert!(
        path.starts_with("st\u{fffd}ory") && path.ends_with("\n.txt") && !path.contains('\x1b'),
        "{path:?}"
    );
    let missing = OsStr::from_bytes(b"no\xff\x1b]0;x\x07\n.txt");
    let run = Run::of(desk.command().arg("show").arg(missing).output().unwrap());
    assert_eq!((run.code, run.err.lines().count()), (1, 1));
    assert!(
        !run.err.trim_end().contains(char::is_control),
        "{:?}",
        run.err
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    desk.file("long.txt", format!("{KERRY}\n").repeat(20_000));
    let mut command = desk.command();
    let command = command
        .args(["show", "long.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, &*run.err), (0, ""));
}

#[test]
fn wrong_usage_is_told_from_failure() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    for arguments in [
        &["show", "--width", "0", "a.txt"][..],
        &["show", "--format", "pdf", "a.txt"],
        &["inspect", "a.txt"],
        &["resolve"],
        &["--\u{1b}[31mred", "a.txt"],
    ] {
        let run = desk.run(arguments);
        assert_eq!((run.code, &*run.out), (2, ""), "{arguments:?}");
        let control = |c: char| c.is_control() && c != '\n';
        assert!(
            !run.err.is_empty() && !run.err.contains(control),
            "{:?}",
            run.err
        );
    }
    let help = desk.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("show") && help.out.contains("--library-dir"));
}

#[test]
fn json_counts_in_code_points_and_has_every_field_of_the_contract() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    let run = desk.run(&["show", "--format", "json", "a.txt"]);
    let story = &run.json()[0];
    for (field, want) in [
        ("schema", Value::from(1)),
        ("path", "a.txt".into()),
        ("nth", 0.into()),
        ("format", "text".into()),
        ("title", "Envoy meets minister".into()),
        ("byline", Value::Null),
        ("url", Value::Null),
        ("tags", Value::Array(Vec::new())),
        ("minutes", 1.into()),
        ("warnings", Value::Array(Vec::new())),
    ] {
        assert_eq!(story[field], want, "{field}");
    }
    for field in [
        "site",
        "credit",
        "excerpt",
        "lang",
        "published",
        "saved",
        "words",
        "text",
        "blocks",
        "links",
        "images",
        "quotes",
        "crosslinks",
    ] {
        assert!(story.get(field).is_some(), "{field} is missing");
    }
    let text = &story["text"];
    let blocks = story["blocks"].as_array().unwrap();
    let words: Vec<_> = blocks
        .iter()
        .map(|b| piece(text, &b["start"], &b["end"]))
        .collect();
    assert_eq!(words.join("\n"), text.as_str().unwrap());
    assert!(words[2].starts_with("“We have a plan"), "{words:?}");
    assert_eq!(
        (&blocks[0]["kind"], &blocks[0]["level"]),
        (&"heading".into(), &1.into())
    );
}

/// A page with two block quotes in a row, the first of two paragraphs, and a picture that leads to a larger one.
const QUOTING: &str = "<title>Purring</title><article><h1>Purring</h1>\
    <p>Cats purr in their sleep, and nobody who has tried to find out why they do it knows.</p>\
    <blockquote><p>First, that they are glad.</p><p>Second, that they are not.</p></blockquote>\
    <blockquote><p>Another says: they just do.</p></blockquote>\
    <a href='https://a.example/large.jpg'><img src='https://a.example/small.jpg' alt='A cat'></a>\
    <p>So much for science, which will have to come back to the matter another time.</p></article>";

#[test]
fn a_block_quote_is_one_block_and_a_picture_may_be_a_link() {
    let desk = Desk::new();
    desk.file("a.html", QUOTING);
    let story = &desk.run(&["show", "--format", "json", "a.html"]).json()[0];
    let blocks = story["blocks"].as_array().unwrap();
    let quotes = blocks.iter().filter(|b| b["kind"] == "blockquote");
    let quotes: Vec<_> = quotes
        .map(|b| piece(&story["text"], &b["start"], &b["end"]))
        .collect();
    let first = "First, that they are glad.\nSecond, that they are not.";
    assert_eq!(quotes, [first, "Another says: they just do."]);
    let (link, image) = (&story["links"][0], &story["images"][0]);
    assert_eq!(link["url"], "https://a.example/large.jpg");
    assert_eq!(link["start"], link["end"]);
    let shown = usize::try_from(image["block"].as_u64().unwrap()).unwrap();
    assert_eq!(blocks[shown]["kind"], "image");
    assert_eq!(blocks[shown]["start"], link["start"]);

    let markdown = desk.run(&["show", "--format", "markdown", "a.html"]).out;
    for written in [
        "> First, that they are glad.\n>\n> Second, that they are not.\n\n> Another",
        "[![A cat](https://a.example/small.jpg)](https://a.example/large.jpg)",
    ] {
        assert!(markdown.contains(written), "{markdown}");
    }
    let html = desk.run(&["show", "--format", "html", "a.html"]).out;
    assert_eq!(html.matches("<blockquote>").count(), 2, "{html}");
    let linked = "<a href=\"https://a.example/large.jpg\"><img ";
    assert!(html.contains(linked), "{html}");
}

#[test]
fn a_folder_is_read_in_order_and_what_is_no_story_passed_over() {
    let desk = Desk::new();
    for name in ["in/10.txt", "in/9.txt", "in/sub/1.txt", "in/.hidden.txt"] {
        desk.file(name, format!("{name}\n\nText of it.\n"));
    }
    desk.file("in/face.txt", b"\x89PNG\r\n\x1a\n");
    let run = desk.run(&["show", "--format", "json", "in"]);
    assert_eq!((run.code, &*run.err), (0, ""));
    let titles: Vec<_> = run
        .json()
        .iter()
        .map(|s| s["title"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(titles, ["in/9.txt", "in/10.txt", "in/sub/1.txt"]);
}

#[test]
fn titles_are_resolved_one_answer_a_line() {
    let desk = Desk::new();
    desk.file(
        "lib/a.txt",
        "UN says ‘no findings’ in Syria so far\n\nText of it.\n",
    );
    desk.file("lib/b.txt", KERRY);
    let asked = "un says 'no findings' in Syria so far\n\nSomething else entirely in here\n";
    let run = desk.piped(
        &["resolve", "--library", "lib", "--format", "json"],
        asked.as_bytes(),
    );
    let answers = run.json();
    assert_eq!((run.code, answers.len()), (0, 3), "{}", run.out);
    let target = &answers[0]["target"];
    let file = Path::new("lib").join("a.txt");
    assert_eq!(target["path"].as_str().unwrap(), file.to_str().unwrap());
    assert_eq!(target["nth"], 0);
    assert!(answers[1]["target"].is_null() && answers[2]["target"].is_null());
    let none = desk.piped(
        &["resolve", "--library", "lib"],
        b"Nothing of the kind at all\n",
    );
    assert_eq!(none.code, 1, "a search that found nothing");
}

#[test]
fn quotes_are_listed_by_speaker() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    let text = desk.run(&["quotes", "a.txt", "--speaker", "LEE"]);
    let said = "“We have a plan, and it is a good one,”";
    assert_eq!((text.code, text.out), (0, format!("Ann Lee: {said}\n")));
    let none = desk.run(&["quotes", "a.txt", "--speaker", "Ek"]);
    assert_eq!(
        (none.code, &*none.out),
        (1, ""),
        "a search that found nothing"
    );
    let csv = desk.run(&["quotes", "a.txt", "--format", "csv"]).out;
    let rows: Vec<_> = csv.lines().collect();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0].starts_with("path,nth,title,speaker,")
            && rows[1].starts_with("a.txt,0,Envoy meets minister,Ann Lee,"),
        "{csv}"
    );
    assert!(
        rows[1].contains(",\"We have a plan, and it is a good one,\","),
        "{csv}"
    );
    let json = &desk.run(&["quotes", "a.txt", "--format", "json"]).json()[0];
    assert_eq!(
        (&json["speaker"], &json["kind"]),
        (&"Ann Lee".into(), &"direct".into())
    );
    let whole = &desk.run(&["show", "--format", "json", "a.txt"]).json()[0];
    assert_eq!(
        piece(&whole["text"], &json["start"], &json["end"]),
        json["text"].as_str().unwrap()
    );
    let markdown = desk.run(&["quotes", "a.txt", "--format", "markdown"]).out;
    assert_eq!(
        markdown,
        format!("## Envoy meets minister\n\n> {said}\n>\n> — Ann Lee\n\n")
    );
}

#[test]
fn settings_and_folders_are_shown() {
    let desk = Desk::new();
    desk.file("home/config/settings.toml", "measure = 50\nnonsense = 1\n");
    let run = desk.run(&["config"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("\nmeasure = 50\n"), "{}", run.out);
    assert!(
        run.err
            .ends_with("settings.toml:2: no setting is named nonsense\n"),
        "{}",
        run.err
    );
    let run = desk.run(&["dirs", "--library-dir", "elsewhere"]);
    let elsewhere = desk.path("elsewhere");
    assert_eq!(run.out.lines().count(), 4);
    assert!(
        run.out
            .lines()
            .all(|l| l.contains(elsewhere.file_name().unwrap().to_str().unwrap()))
    );
    let sample = desk.run(&["config", "--sample"]).out;
    assert_eq!(sample, pullquote::config::SAMPLE);
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let desk = Desk::new();
    for arguments in [
        &["completions", "bash"][..],
        &["completions", "fish"],
        &["man"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 0);
        for command in ["show", "quotes", "links", "resolve", "inspect"] {
            assert!(run.out.contains(command), "{arguments:?} lacks {command}");
        }
    }
    let show = desk.run(&["man", "show"]).out;
    assert!(
        show.contains("pullquote\\-show") && show.contains("justify"),
        "{show}"
    );
}

#[test]
fn without_a_home_everything_is_read_all_the_same() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    for home in [None, Some("/nonexistent")] {
        let mut command = desk.command();
        command.env_remove("PULLQUOTE_HOME").arg("a.txt");
        if let Some(home) = home {
            command
                .env("HOME", home)
                .env("XDG_STATE_HOME", "/proc/none")
                .env("XDG_CONFIG_HOME", "relative");
        }
        let run = Run::of(command.output().unwrap());
        assert_eq!((run.code, &*run.err), (0, ""));
    }
}

#[test]
fn colours_come_only_when_they_are_asked_for() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    let escapes = |arguments: &[&str], variable: Option<&str>| {
        let mut command = desk.command();
        command.args(arguments).envs(variable.map(|v| (v, "1")));
        Run::of(command.output().unwrap()).out.contains('\x1b')
    };
    assert!(escapes(&["show", "--format", "ansi", "a.txt"], None));
    assert!(escapes(&["show", "--color", "always", "a.txt"], None));
    assert!(escapes(&["show", "a.txt"], Some("CLICOLOR_FORCE")));
    assert!(!escapes(&["show", "a.txt"], None));
    assert!(!escapes(
        &["show", "--color", "never", "--format", "ansi", "a.txt"],
        None
    ));
    assert!(!escapes(
        &["show", "--format", "ansi", "a.txt"],
        Some("NO_COLOR")
    ));
    assert!(!escapes(&["a.txt"], None));
}

/// The stages of one story, as reviewed: what each made of the same file.
#[test]
fn every_stage_can_be_looked_at() {
    let desk = Desk::new();
    let story = fs::read(golden("story.txt")).unwrap();
    desk.file("story.txt", story);
    for stage in ["decoded", "article", "notes", "page"] {
        let run = desk.run(&["inspect", "story.txt", "--stage", stage, "--width", "44"]);
        assert_eq!((run.code, &*run.err), (0, ""));
        compare(&without_figures(&run.out), &format!("{stage}.txt"));
    }
    for (format, file) in [
        ("markdown", "shown.md"),
        ("html", "shown.html"),
        ("text", "shown.txt"),
    ] {
        let run = desk.run(&["show", "--format", format, "--width", "44", "story.txt"]);
        compare(&run.out, file);
    }
}

/// Lines without what changes with every training: the figures, and which weights are the heaviest.
fn without_figures(text: &str) -> String {
    let weight = |l: &&str| l.starts_with("      +") || l.starts_with("      -");
    let lines = text.lines().filter(|l| !weight(l));
    let plain = lines.map(|l| {
        let cut = [", sure ", ", score "].iter().find_map(|w| l.split_once(w));
        let speech = l.strip_prefix("    speech ").map(|_| "    speech");
        speech.unwrap_or(cut.map_or(l, |c| c.0))
    });
    let mut kept: Vec<_> = plain.collect();
    kept.push("");
    kept.join("\n")
}

#[test]
fn a_decision_is_the_sum_of_its_weights() {
    let desk = Desk::new();
    desk.file("a.txt", KERRY);
    let run = desk.run(&["inspect", "a.txt", "--stage", "notes"]);
    let figure = |l: &str| l.split_whitespace().next().unwrap().parse::<f32>().unwrap();
    let lines: Vec<&str> = run.out.lines().collect();
    let winner = lines
        .iter()
        .position(|l| l.contains("winner [the envoy Ann Lee] = [Ann Lee], score "));
    let (head, rest) = lines[winner.expect(&run.out)..].split_first().unwrap();
    let weights: Vec<f32> = rest
        .iter()
        .take_while(|l| l.starts_with("      "))
        .map(|l| figure(l))
        .collect();
    assert!(weights.len() > 3, "{}", run.out);
    let sum: f32 = weights.iter().sum();
    let score = figure(head.rsplit_once("score ").unwrap().1);
    assert!((sum - score).abs() < 0.05, "{sum} is not {score}");
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/cli")
        .join(name)
}

/// Compares with a file; with `PULLQUOTE_BLESS` set it is written instead, to be read before it is committed.
fn compare(got: &str, name: &str) {
    let path = golden(name);
    if std::env::var_os("PULLQUOTE_BLESS").is_some() {
        fs::write(&path, got).unwrap();
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    assert!(got == want, "{name} differs:\n{got}");
}

const FERRY: &str = "---\ntitle: The ferry sails again on the first of May\nurl: https://example.com/ferry\n---\n\nIt did.\n";
const BRIDGE: &str = "---\ntitle: The bridge that nobody wanted\n---\n\nThen [the ferry](https://example.com/ferry/) came.\n\n\
    Read also: A strike that lasted forty days\n";

#[test]
fn who_points_to_a_story_and_what_is_missing_is_told() {
    let desk = Desk::new();
    desk.file("a.md", FERRY);
    desk.file("b.md", BRIDGE);
    for story in [
        "a.md",
        "The Ferry sails again on the first of May",
        "ferry sails",
        "https://example.com/ferry",
    ] {
        let to = desk.run(&["links", "a.md", "b.md", "--format", "json", "--to", story]);
        let found = to.json();
        assert_eq!((to.code, found.len()), (0, 1), "{story}: {}", to.err);
        assert_eq!(found[0]["path"], "b.md");
        assert_eq!(found[0]["how"], "link");
        assert_eq!(found[0]["words"], "Then the ferry came.");
    }
    let wanted = desk
        .run(&["links", "a.md", "b.md", "--format", "json", "--wanted"])
        .json();
    assert_eq!(wanted[0]["title"], "A strike that lasted forty days");
    assert_eq!(
        (&wanted[0]["count"], &wanted[0]["by"][0]["path"]),
        (&1.into(), &"b.md".into())
    );
    let thread = desk.run(&["links", "a.md", "b.md", "--thread", "b.md"]);
    assert_eq!(thread.out.matches("no date").count(), 2, "{}", thread.out);
    let dot = desk.run(&["links", "a.md", "b.md", "--format", "dot"]).out;
    assert!(
        dot.starts_with("digraph") && dot.contains("n1 -> n0"),
        "{dot}"
    );
    let csv = desk.run(&["links", "a.md", "b.md", "--format", "csv"]).out;
    assert!(
        csv.lines()
            .any(|l| l.starts_with("b.md,0,The bridge that nobody wanted,a.md,0,")),
        "{csv}"
    );
    let none = desk.run(&["links", "a.md", "b.md", "--to", "b.md"]);
    assert_eq!(
        (none.code, &*none.out),
        (1, ""),
        "a search that found nothing"
    );
    let unknown = desk.run(&["links", "a.md", "b.md", "--to", "Nothing like it"]);
    assert_eq!((unknown.code, &*unknown.out), (1, ""));
    assert!(
        unknown.err.contains("no story among these is named"),
        "{}",
        unknown.err
    );
}

#[test]
fn the_readers_word_on_a_link_wins_until_it_is_taken_back() {
    let desk = Desk::new();
    desk.file("a.md", FERRY);
    desk.file("b.md", BRIDGE);
    let target = |desk: &Desk, n: usize| {
        let links = desk
            .run(&["links", "b.md", "--library", "a.md", "--format", "json"])
            .json();
        links
            .get(n)
            .map(|l| l["target"]["path"].clone())
            .unwrap_or_default()
    };
    let strike = "A strike that lasted forty days";
    assert_eq!(
        (target(&desk, 0), target(&desk, 1)),
        (Value::Null, "a.md".into())
    );
    assert_eq!(desk.run(&["link", "b.md", strike, "--to", "a.md"]).code, 0);
    assert_eq!(
        desk.run(&["link", "b.md", "https://example.com/ferry", "--nowhere"])
            .code,
        0
    );
    assert_eq!(
        (target(&desk, 0), target(&desk, 1)),
        ("a.md".into(), Value::Null)
    );
    let whole = desk
        .run(&["show", "a.md", "b.md", "--format", "json"])
        .json();
    assert_eq!(whole[1]["crosslinks"][0]["ruled"], true);
    assert_eq!(desk.run(&["link", "b.md", strike, "--forget"]).code, 0);
    assert_eq!(target(&desk, 0), Value::Null);
    let unknown = desk.run(&["link", "b.md", "No such link", "--nowhere"]);
    assert_eq!(unknown.code, 1);
    assert!(
        unknown.err.contains("b.md: has no link \"No such link\""),
        "{}",
        unknown.err
    );
    assert_eq!(desk.run(&["link", "b.md", strike]).code, 2);
}
