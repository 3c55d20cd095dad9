//! The house law: who may import whom, which outside crate stands where, and how large a file may grow. One table
//! each; the source is read as text.

use std::{collections::BTreeMap, fs, path::Path};

/// Module of ours, and those of ours that it may import.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("theme", &["text"]),
    ("decode", &["text"]),
    ("article", &["text"]),
    ("format", &["decode", "article", "text"]),
    ("annotate", &["article", "text"]),
    ("layout", &["article", "text"]),
    (
        "story",
        &["format", "annotate", "article", "decode", "text"],
    ),
    ("paint", &["article", "annotate", "layout", "theme", "text"]),
    (
        "library",
        &["story", "article", "annotate", "format", "text"],
    ),
    (
        "export",
        &["annotate", "article", "layout", "library", "story", "text"],
    ),
    ("config", &["theme", "layout", "text"]),
    (
        "tui",
        &[
            "article", "annotate", "config", "export", "format", "layout", "library", "paint",
            "story", "text", "theme",
        ],
    ),
    (
        "cli",
        &[
            "article", "annotate", "config", "decode", "export", "format", "layout", "library",
            "paint", "story", "text", "theme", "tui",
        ],
    ),
];

/// Words of the outside world, and the modules that may use them.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("ratatui::", &["theme", "paint", "tui", "cli"]),
    ("crossterm::", &["tui"]),
    ("std::fs", &["library", "export", "config", "cli"]),
    ("std::thread", &["tui", "library"]),
    ("std::env", &["tui", "config", "cli"]),
    ("SystemTime", &["tui", "config", "cli"]),
    ("Instant", &["tui", "cli"]),
    ("stdout()", &["tui", "cli"]),
    ("\\x1b[", &["tui", "cli"]),
];

/// Most lines of code in a file before its tests, comments and blank lines not counted.
const FILE_BUDGET: usize = 400;

struct Source {
    path: String,
    module: String,
    code: Vec<String>,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inner = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                let module = inner
                    .split('/')
                    .next()
                    .unwrap()
                    .trim_end_matches(".rs")
                    .to_owned();
                let text = fs::read_to_string(&path).unwrap();
                let code = text
                    .lines()
                    .take_while(|l| !l.starts_with("#[cfg(test)]"))
                    .map(str::trim)
                    .filter(|l| !l.is_empty() && !l.starts_with("//"))
                    .map(str::to_owned)
                    .collect();
                found.push(Source {
                    path: inner,
                    module,
                    code,
                });
            }
        }
    }
    assert!(found.len() > 10, "the sources were not found");
    found
}

/// The modules of ours that a file names after `crate::`, grouped imports included.
fn imports(source: &Source) -> Vec<String> {
    let text = source.code.join("\n");
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + 7..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(std::mem::take(&mut word)),
                    _ if depth == 0 => word.push(c),
                    _ => {}
                }
            }
            names.push(word);
        } else {
            names.push(rest.to_owned());
        }
    }
    let first = |n: &String| {
        n.trim()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    names.iter().map(first).filter(|n| !n.is_empty()).collect()
}

#[test]
fn imports_follow_the_arrows() {
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let mut broken = Vec::new();
    for source in sources() {
        let Some(may) = allowed.get(source.module.as_str()) else {
            assert!(
                matches!(source.module.as_str(), "main" | "lib"),
                "{} has no arrows",
                source.path
            );
            continue;
        };
        for name in imports(&source) {
            if name != source.module && !may.contains(&name.as_str()) {
                broken.push(format!("{} imports {name}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_outside_world_stands_where_it_may() {
    let mut broken = Vec::new();
    for source in sources() {
        for (word, may) in OUTSIDE {
            if !may.contains(&source.module.as_str())
                && source.module != "main"
                && source.code.iter().any(|l| l.contains(word))
            {
                broken.push(format!("{} uses {word}", source.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn files_keep_to_their_budget() {
    let over: Vec<_> = sources()
        .into_iter()
        .filter(|s| s.code.len() > FILE_BUDGET)
        .map(|s| format!("{}: {} lines of code", s.path, s.code.len()))
        .collect();
    assert!(over.is_empty(), "{over:#?}");
}

#[test]
fn the_import_reader_sees_through_groups() {
    let source = Source {
        path: String::new(),
        module: "tui".into(),
        code: vec![
            "use crate::{article::{self, Block}, text};".into(),
            "use crate::paint::Painter;".into(),
        ],
    };
    assert_eq!(imports(&source), ["article", "text", "paint"]);
}
