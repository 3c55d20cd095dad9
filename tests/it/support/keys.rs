//! Keys written as the settings file writes them, `jj<enter>/words<c-d>`, to the events of a terminal.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The events of a run of keys. A `<` that begins no name is `<lt>`.
pub(crate) fn events(keys: &str) -> Vec<KeyEvent> {
    let mut events = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        if let Some((name, after)) = named.filter(|(name, _)| !name.is_empty()) {
            events.push(named_key(name));
            rest = after;
        } else {
            events.push(character(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    events
}

fn character(c: char) -> KeyEvent {
    let shift = if c.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    KeyEvent::new(KeyCode::Char(c), shift)
}

fn named_key(name: &str) -> KeyEvent {
    let lower = name.to_lowercase();
    let mut rest = lower.as_str();
    let mut modifiers = KeyModifiers::NONE;
    while let Some((prefix, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
        modifiers |= match prefix {
            "c" => KeyModifiers::CONTROL,
            "a" => KeyModifiers::ALT,
            "s" => KeyModifiers::SHIFT,
            _ => panic!("<{name}> is no key"),
        };
        rest = after;
    }
    let code = match rest {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        // As terminals send it.
        "tab" if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "tab" => KeyCode::Tab,
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        "f1" => KeyCode::F(1),
        "f5" => KeyCode::F(5),
        single => {
            let mut chars = single.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => KeyCode::Char(c),
                _ => panic!("<{name}> is no key"),
            }
        }
    };
    KeyEvent::new(code, modifiers)
}
