//! Reading without a screen: commands in, words out.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

const ENVOY: &str = "# Envoy meets minister\n\nBy Rosa Lind\n\nThe envoy met the minister on \
    [Tuesday](https://example.org/t) — at last.\n\n“We have a plan,” Ann Lee, the envoy, said on the steps. “It is a \
    good one.”\n\n## What now\n\n- first a vote\n- then a treaty\n\n![The steps at dawn](steps.jpg)\n\n| Town | Votes \
    |\n|---|---|\n| Oslo | 12 |\n\nRead also: Minister resigns\n";
const MINISTER: &str = "# Minister resigns\n\nThe minister is gone.\n";

/// What a session says to these commands.
fn said(commands: &str) -> String {
    let home = tempfile::tempdir().unwrap();
    let stories = home.path().join("stories");
    fs::create_dir(&stories).unwrap();
    fs::write(stories.join("1.md"), ENVOY).unwrap();
    fs::write(stories.join("2.md"), MINISTER).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(["--linear", "stories"])
        .env_clear()
        .env("PULLQUOTE_HOME", home.path().join("home"))
        .current_dir(home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(commands.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text:?}"
    );
    assert!(!text.contains(['│', '─', '▎']), "{text}");
    text
}

#[test]
fn a_story_is_said_with_all_that_colours_say() {
    let text = said("1\nq\n");
    for line in [
        "1. Envoy meets minister",
        "2. Minister resigns",
        "Heading 1: Envoy meets minister",
        "The envoy met the minister on Tuesday [link 1] — at last.",
        "[Ann Lee:] “We have a plan,” Ann Lee, the envoy, said on the steps. [Ann Lee:] “It is a good one.”",
        "Heading 2: What now",
        "Item: first a vote",
        "Picture: The steps at dawn",
        "Table of: Town, Votes",
        "Row: Town: Oslo; Votes: 12",
        "Related: Read also: Minister resigns [link 2]",
    ] {
        assert!(text.lines().any(|l| l.ends_with(line)), "{line}\n{text}");
    }
}

#[test]
fn commands_are_those_of_the_reader() {
    for (commands, answer) in [
        ("1\n2\n", "Heading 1: Minister resigns"),
        ("1\nfollow 2\nhistory-back\n", "The end."),
        ("1\n1\n", "Its address: https://example.org/t"),
        ("1\ngl\n", "2. Minister resigns"),
        ("1\ngg\n", "Heading 1: Envoy meets minister"),
        ("1\ntop\n]q\n", "[Ann Lee:] “We have a plan,”"),
        ("1\nQ\n", "[Ann Lee:] “It is a good one.”"),
        ("1\ngo\n", "percent: What now"),
        ("1\n0%\n/treaty\n", "Item: then a treaty"),
        ("1\nJ\n", "The minister is gone."),
        ("1\ns\nh\n", ", read, starred"),
        ("/resigns\n2\n", "The minister is gone."),
        ("?\n", "quit (q, ZZ): Quit."),
        ("wrong\n", "No command is named wrong."),
        ("7\n", "There is no story of that number."),
    ] {
        let text = said(commands);
        assert!(text.contains(answer), "{commands:?}: {answer}\n{text}");
    }
}
