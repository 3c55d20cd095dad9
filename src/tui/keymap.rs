//! Keys to commands. A key is written as in `j`, `G`, `]q`, `<c-d>`, `<s-tab>`, `<space>`; sequences of them are
//! bound in a scope, and what is bound comes from the command tables and the user's settings.

use super::command::{Command, Scope};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeMap;

/// Most keys in one binding.
const LONGEST: usize = 3;

/// One key with its modifiers, in the notation of the settings file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(String);

/// Names of the keys that have no character.
const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("bs", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
    ("f1", KeyCode::F(1)),
    ("f5", KeyCode::F(5)),
];

impl Key {
    /// The key of a terminal event; `None` for keys that nothing can be bound to.
    #[must_use]
    pub(super) fn of(event: KeyEvent) -> Option<Self> {
        let mut modifiers = event.modifiers;
        let name = match event.code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                "tab".to_owned()
            }
            KeyCode::Char(c) if c != ' ' => {
                // A capital says Shift by itself; with Ctrl terminals disagree about the case.
                modifiers -= KeyModifiers::SHIFT;
                if modifiers.contains(KeyModifiers::CONTROL) {
                    c.to_ascii_lowercase().to_string()
                } else if c == '<' {
                    "lt".to_owned()
                } else {
                    c.to_string()
                }
            }
            code => NAMED.iter().find(|(_, c)| *c == code)?.0.to_owned(),
        };
        let mut prefix = String::new();
        for (modifier, letter) in [
            (KeyModifiers::CONTROL, "c-"),
            (KeyModifiers::ALT, "a-"),
            (KeyModifiers::SHIFT, "s-"),
        ] {
            if modifiers.contains(modifier) {
                prefix.push_str(letter);
            }
        }
        let bare = prefix.is_empty() && name.chars().nth(1).is_none();
        Some(Self(if bare {
            name
        } else {
            format!("<{prefix}{name}>")
        }))
    }

    /// The digit it types, for counts.
    #[must_use]
    pub(super) fn digit(&self) -> Option<usize> {
        let mut chars = self.0.chars();
        let digit = chars.next()?.to_digit(10)?;
        chars.next().is_none().then_some(digit as usize)
    }

    /// Whether it is Escape.
    pub(super) fn is_escape(&self) -> bool {
        self.0 == "<esc>"
    }

    /// As it is written in settings and help.
    #[must_use]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The keys of a binding such as `gg` or `<c-w>l`. `None` for one that cannot be typed.
#[must_use]
pub(super) fn parse(binding: &str) -> Option<Vec<Key>> {
    let mut keys = Vec::new();
    let mut rest = binding;
    while let Some(c) = rest.chars().next() {
        let closing = rest.find('>').filter(|_| c == '<' && rest.len() > 1);
        let end = closing.map_or(c.len_utf8(), |n| n + 1);
        let (key, tail) = rest.split_at_checked(end)?;
        keys.push(Key(known(key)?));
        rest = tail;
    }
    (1..=LONGEST).contains(&keys.len()).then_some(keys)
}

/// A key in its one spelling, if there is such a key.
fn known(key: &str) -> Option<String> {
    if key.chars().nth(1).is_none() {
        return Some(if key == "<" {
            "<lt>".to_owned()
        } else {
            key.to_owned()
        });
    }
    let inner = key.strip_prefix('<')?.strip_suffix('>')?.to_lowercase();
    let (mut name, mut modifiers) = (inner.as_str(), [false; 3]);
    while let Some((letter, rest)) = name.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        let n = ["c", "a", "s"].iter().position(|l| *l == letter)?;
        *modifiers.get_mut(n)? = true;
        name = rest;
    }
    let single = name.chars().nth(1).is_none();
    let named = NAMED.iter().any(|(n, _)| *n == name);
    let prefix: String = ["c-", "a-", "s-"]
        .iter()
        .zip(modifiers)
        .filter(|(_, on)| *on)
        .map(|(p, _)| *p)
        .collect();
    (named || single && !prefix.is_empty()).then(|| format!("<{prefix}{name}>"))
}

/// What keys mean in each scope.
#[derive(Debug, Default)]
pub(super) struct Keymap {
    /// The command of each binding, and how many of its bindings stand before it.
    bound: BTreeMap<(Scope, Vec<Key>), (&'static Command, usize)>,
}

/// What a sequence of keys came to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A command.
    Command(&'static Command),
    /// The beginning of one or more bindings.
    Beginning,
    /// Nothing.
    Nothing,
}

impl Keymap {
    /// The keys of `tables`, with those that `settings` gives by command name in their place. Gives warnings for
    /// names and keys that are not known.
    #[must_use]
    pub(super) fn new(
        tables: &[(Scope, &'static [Command])],
        settings: &BTreeMap<String, Vec<String>>,
    ) -> (Self, Vec<String>) {
        let mut map = Self::default();
        let mut warnings = Vec::new();
        for name in settings.keys() {
            if !tables.iter().any(|(_, t)| t.iter().any(|c| c.name == name)) {
                warnings.push(format!("settings: no command is named \"{name}\""));
            }
        }
        // The reader's own keys come last, so that they win over a default that they reuse.
        for own in [false, true] {
            for (scope, command) in tables
                .iter()
                .flat_map(|(s, t)| t.iter().map(move |c| (*s, c)))
            {
                let mine = settings.get(command.name);
                let keys: Vec<&str> = match mine {
                    Some(keys) if own => keys.iter().map(String::as_str).collect(),
                    None if !own => command.keys.to_vec(),
                    _ => continue,
                };
                for (nth, key) in keys.into_iter().enumerate() {
                    match parse(key) {
                        Some(keys) => drop(map.bound.insert((scope, keys), (command, nth))),
                        None => warnings.push(format!(
                            "settings: \"{key}\" is not a key ({})",
                            command.name
                        )),
                    }
                }
            }
        }
        (map, warnings)
    }

    /// What `keys` mean where `scopes` are looked through in turn.
    #[must_use]
    pub(super) fn meaning(&self, scopes: &[Scope], keys: &[Key]) -> Meaning {
        let mut beginning = false;
        for scope in scopes {
            let from = (*scope, keys.to_vec());
            if let Some((command, _)) = self.bound.get(&from) {
                return Meaning::Command(command);
            }
            beginning |= self
                .bound
                .range(from..)
                .next()
                .is_some_and(|((s, k), _)| s == scope && k.starts_with(keys));
        }
        if beginning {
            Meaning::Beginning
        } else {
            Meaning::Nothing
        }
    }

    /// Where `keys` are bound, if anywhere.
    pub(super) fn scopes_of(&self, keys: &[Key]) -> impl Iterator<Item = Scope> {
        let bound = self.bound.keys().filter(move |(_, k)| k == keys);
        bound.map(|(scope, _)| *scope)
    }

    /// The bindings of a command, as they are typed, in the order of its table or of the settings.
    #[must_use]
    pub(super) fn keys_of(&self, scope: Scope, command: &Command) -> Vec<String> {
        let bound = self
            .bound
            .iter()
            .filter(|((s, _), (c, _))| *s == scope && c.name == command.name);
        let mut keys: Vec<(usize, String)> = bound
            .map(|((_, keys), (_, nth))| (*nth, keys.iter().map(Key::as_str).collect()))
            .collect();
        keys.sort();
        keys.into_iter().map(|(_, keys)| keys).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_of_links_is_asked_in_every_list() {
        let (map, _) = Keymap::new(crate::tui::pane::TABLES, &BTreeMap::default());
        let scopes = [Scope::Library, Scope::List, Scope::Web, Scope::Any];
        let commands = crate::tui::pane::TABLES.iter();
        for (_, table) in commands.filter(|(scope, _)| *scope == Scope::Web) {
            for (keys, name) in table
                .iter()
                .flat_map(|c| c.keys.iter().map(|k| (*k, c.name)))
            {
                let found = map.meaning(&scopes, &parse(keys).unwrap());
                let found = match found {
                    Meaning::Command(command) => command.name,
                    Meaning::Beginning | Meaning::Nothing => "",
                };
                assert_eq!(found, name, "{keys}");
            }
        }
    }

    #[test]
    fn bindings_are_read_in_one_spelling() {
        for (binding, keys) in [
            ("j", Some("j")),
            ("gg", Some("g g")),
            ("]q", Some("] q")),
            ("<C-D>", Some("<c-d>")),
            ("<s-tab>", Some("<s-tab>")),
            ("<c-w>l", Some("<c-w> l")),
            ("<", Some("<lt>")),
            (">", Some(">")),
            ("<a-left>", Some("<a-left>")),
            ("<nokey>", None),
            ("", None),
            ("abcd", None),
        ] {
            let read =
                parse(binding).map(|k| k.iter().map(Key::as_str).collect::<Vec<_>>().join(" "));
            assert_eq!(read.as_deref(), keys, "{binding}");
        }
    }

    #[test]
    fn keys_are_listed_in_the_order_they_are_given() {
        const COMMAND: &[Command] = &[crate::tui::command::cmd("go", "Go", &["z", "a"], |_, _| {
            Vec::new()
        })];
        let tables: &[(Scope, &'static [Command])] = &[(Scope::Reader, COMMAND)];
        let own = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>();
        for settings in [None, Some(own(&["<c-n>", "b", "]q", "a"]))] {
            let wanted = settings.clone().unwrap_or_else(|| own(&["z", "a"]));
            let settings = settings
                .map(|keys| ("go".to_owned(), keys))
                .into_iter()
                .collect();
            let (map, odd) = Keymap::new(tables, &settings);
            assert!(odd.is_empty());
            assert_eq!(map.keys_of(Scope::Reader, &COMMAND[0]), wanted);
        }
    }

    #[test]
    fn events_become_the_same_keys() {
        for (code, modifiers, key) in [
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('d'), KeyModifiers::CONTROL, "<c-d>"),
            (KeyCode::BackTab, KeyModifiers::NONE, "<s-tab>"),
            (KeyCode::Char(' '), KeyModifiers::NONE, "<space>"),
            (KeyCode::Char('<'), KeyModifiers::SHIFT, "<lt>"),
            (KeyCode::Left, KeyModifiers::ALT, "<a-left>"),
        ] {
            let got = Key::of(KeyEvent::new(code, modifiers)).unwrap();
            assert_eq!(got.as_str(), key);
            assert_eq!(parse(key).unwrap(), [got]);
        }
    }
}
