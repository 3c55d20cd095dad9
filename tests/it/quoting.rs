//! `quotes` over many stories: one person under all spellings, the same words once, and what other programs keep.

use std::{fs, process::Command};

use serde_json::Value;

const BEFORE: &str = "Talks fail in the customs house\n\nBy Ann Lee\n\nThe talks failed on Monday, after nine hours & a cold lunch.\n\n“We will not move one inch from what was agreed in the spring,” Foreign Minister Anna Lindqvist told Reuters.\n\n“No comment,” said Bo Ek.\n\nA senior official said the room had been “very, very cold for the time of year”.\n";
const AFTER: &str = "After the talks\n\nNobody moved on Tuesday, and nobody is expected to.\n\n“We will not move one inch from what was agreed,” Lindqvist said.\n\n“No comment,” said Petra Holm.\n";

struct Desk {
    home: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("a.txt"), BEFORE).unwrap();
        fs::write(home.path().join("b.txt"), AFTER).unwrap();
        Self { home }
    }

    /// Exit code and standard output of `pullquote quotes`.
    fn quotes(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_pullquote"))
            .env_clear()
            .env("PULLQUOTE_HOME", self.home.path().join("home"))
            .current_dir(self.home.path())
            .arg("quotes")
            .args(arguments)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), text)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.quotes(arguments).1).unwrap()
    }
}

#[test]
fn a_person_is_found_under_every_spelling() {
    let desk = Desk::new();
    for (name, found) in [
        ("Lindqvist", 2),
        ("anna lindqvist", 2),
        ("Foreign Minister Lindqvist", 2),
        ("A. Lindqvist", 2),
        ("Eva Lindqvist", 1),
        ("Lind", 0),
        ("senior official", 1),
    ] {
        let (code, out) = desk.quotes(&["--speaker", name, "--format", "json", "a.txt", "b.txt"]);
        assert_eq!(out.lines().count(), found, "{name}: {out}");
        assert_eq!(code, i32::from(found == 0), "{name}");
    }
}

#[test]
fn the_same_words_stand_once_with_their_stories() {
    let desk = Desk::new();
    let (_, out) = desk.quotes(&["a.txt", "b.txt"]);
    let want = "\
Anna Lindqvist: “We will not move one inch from what was agreed in the spring,”
    Talks fail in the customs house (a.txt#0, paragraph 4, 105–166)
    After the talks (b.txt#0, paragraph 3, 69–116): “We will not move one inch from what was agreed,”
Bo Ek: “No comment,”
    Talks fail in the customs house (a.txt#0, paragraph 5, 215–226)
A senior official: “very, very cold for the time of year”
    Talks fail in the customs house (a.txt#0, paragraph 6, 282–318)
Petra Holm: “No comment,”
    After the talks (b.txt#0, paragraph 4, 135–146)
";
    assert_eq!(out, want);
    let (_, out) = desk.quotes(&["--format", "json", "a.txt", "b.txt"]);
    let sayings: Vec<u64> = out
        .lines()
        .map(|l| {
            serde_json::from_str::<Value>(l).unwrap()["saying"]
                .as_u64()
                .unwrap()
        })
        .collect();
    assert_eq!(sayings, [0, 1, 2, 0, 3]);
}

#[test]
fn one_story_is_listed_without_its_name() {
    let desk = Desk::new();
    let (_, out) = desk.quotes(&["b.txt"]);
    assert_eq!(
        out,
        "Lindqvist: “We will not move one inch from what was agreed,”\nPetra Holm: “No comment,”\n"
    );
}

#[test]
fn the_unnamed_can_be_asked_for() {
    let desk = Desk::new();
    let (code, out) = desk.quotes(&["--unnamed", "a.txt"]);
    assert_eq!(
        (code, &*out),
        (
            0,
            "A senior official: “very, very cold for the time of year”\n"
        )
    );
    assert_eq!(desk.quotes(&["--unnamed", "b.txt"]).0, 1);
}

#[test]
fn a_bibliography_has_an_entry_a_story() {
    let desk = Desk::new();
    let (_, out) = desk.quotes(&["--format", "bibtex", "--speaker", "Ek", "a.txt", "b.txt"]);
    let want = "\
@misc{leetalks,
  author = {Ann Lee},
  title = {{Talks fail in the customs house}},
  language = {en},
  annote = {“No comment” --- Bo Ek (paragraph 5)}
}
";
    assert_eq!(out, want);
    let items = desk.json(&["--format", "csl", "a.txt", "b.txt"]);
    assert_eq!(items.as_array().unwrap().len(), 2);
    assert_eq!(items[0]["author"][0]["family"], "Lee");
    let none = desk.json(&["--format", "csl", "--speaker", "Nobody", "a.txt"]);
    assert_eq!(none, Value::Array(Vec::new()));
}

#[test]
fn an_annotation_leads_back_to_its_words() {
    let desk = Desk::new();
    let page = desk.json(&["--format", "annotation", "a.txt", "b.txt"]);
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    let output = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(["show", "--format", "json", "a.txt"])
        .current_dir(desk.home.path())
        .output()
        .unwrap();
    let story: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text: Vec<char> = story["text"].as_str().unwrap().chars().collect();
    for item in items.iter().take(3) {
        assert_eq!(item["type"], "Annotation");
        assert_eq!(item["target"]["source"], "a.txt");
        let [words, place] = [0, 1].map(|n| &item["target"]["selector"][n]);
        let at = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
        let found: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(words["exact"], found);
        let whole: String = text.iter().collect();
        let around = ["prefix", "exact", "suffix"].map(|n| words[n].as_str().unwrap());
        assert!(whole.contains(&around.concat()), "{around:?}");
    }
    assert_eq!(items[0]["body"]["value"], "Anna Lindqvist");
}
