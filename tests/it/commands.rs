//! The command tables: names and keys are taken once, and the README shows them as they are.

use crate::support::keys;
use pullquote::tui::{Command, Scope, TABLES};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
    fs,
    path::Path,
};

/// The commands that a reader meets; those that are there to fail are built for tests alone.
fn commands() -> impl Iterator<Item = (Scope, &'static Command)> {
    let all = TABLES
        .iter()
        .flat_map(|(scope, table)| table.iter().map(|c| (*scope, c)));
    all.filter(|(_, c)| !c.name.starts_with("debug-"))
}

#[test]
fn a_name_is_given_once_and_says_what_it_does() {
    let mut names = BTreeMap::new();
    for (scope, command) in commands() {
        let other = names.insert(command.name, scope);
        assert_eq!(other, None, "{} is named twice", command.name);
        let bare = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(command.name.chars().all(bare), "{}", command.name);
        let help = command.help;
        assert!(
            help.starts_with(|c: char| c.is_uppercase()) && !help.ends_with('.'),
            "{help}"
        );
        assert!(!command.keys.is_empty(), "{} has no key", command.name);
    }
}

#[test]
fn a_key_is_bound_once_in_a_scope() {
    let mut bound = HashMap::new();
    for (scope, command) in commands() {
        for key in command.keys {
            let other = bound.insert((scope, keys::events(key)), command.name);
            assert_eq!(other, None, "{key} in {scope:?}, {}", command.name);
        }
    }
}

#[test]
fn no_key_is_the_beginning_of_another_or_it_could_not_be_typed() {
    for (scope, command) in commands() {
        for key in command.keys {
            let whole = keys::events(key);
            // What holds everywhere holds in every scope.
            let shorter = commands().find(|(s, c)| {
                (*s == scope || *s == Scope::Any)
                    && c.keys
                        .iter()
                        .map(|k| keys::events(k))
                        .any(|k| k.len() < whole.len() && whole.starts_with(&k))
            });
            let shorter = shorter.map(|(_, c)| c.name);
            assert_eq!(shorter, None, "{key} of {}", command.name);
        }
    }
}

const BEGIN: &str = "<!-- keys -->";
const END: &str = "<!-- /keys -->";

/// The key tables in Markdown, a table a scope.
fn key_tables() -> String {
    let mut text = String::new();
    let mut last = None;
    for (scope, command) in commands() {
        if last.replace(scope) != Some(scope) {
            let title = scope.title();
            let _ = write!(
                text,
                "\n### {title}\n\n| Keys | | Command |\n|---|---|---|\n"
            );
        }
        let keys: Vec<String> = command.keys.iter().map(|k| format!("`{k}`")).collect();
        let (keys, help, name) = (keys.join(" "), command.help, command.name);
        let _ = writeln!(text, "| {keys} | {help} | `{name}` |");
    }
    text.push('\n');
    text
}

/// With `PULLQUOTE_BLESS` set the tables are written instead.
#[test]
fn the_readme_shows_the_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README has key tables");
    let (shown, after) = rest.split_once(END).expect("the key tables end");
    let tables = format!("\n{}", key_tables());
    if std::env::var_os("PULLQUOTE_BLESS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{tables}{END}{after}")).unwrap();
    } else {
        assert!(
            shown == tables,
            "the README is behind; PULLQUOTE_BLESS=1 cargo test the_readme writes:\n{tables}"
        );
    }
}
