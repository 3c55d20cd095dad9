//! The words of a theme file that describe one style: `ink on paper bold`, `@dim italic`.
//!
//! A style is a colour, `on` and a second colour, and modifiers, in any order, each of them optional; `@role` takes
//! over another role's style first. A colour is `#rrggbb`, one of the terminal's own sixteen by name, `default`, or
//! a name from the theme's palette.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

/// Colours that a theme names for itself.
pub(super) type Palette = BTreeMap<String, Color>;

/// A described style.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spec {
    /// Name of the role whose style lies under this one.
    pub(super) under: Option<String>,
    /// What is said here.
    pub(super) style: Style,
}

/// The modifiers by name.
const MODIFIERS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// The colours of the terminal by name; numbers 0 to 15 in the order of ISO 6429 and its bright twins.
const NAMED: &[(&str, Color)] = &[
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// Whether `word` already means something, so that a palette cannot take it.
pub(super) fn is_taken(word: &str) -> bool {
    word == "on"
        || word.starts_with(['#', '@'])
        || modifier(word).is_some()
        || named(word).is_some()
}

/// Reads the words of one style.
///
/// # Errors
/// What is wrong, as the end of a sentence about the key.
pub(super) fn parse(words: &str, palette: &Palette) -> Result<Spec, String> {
    let mut spec = Spec::default();
    let mut words = words.split_whitespace();
    while let Some(word) = words.next() {
        if let Some(role) = word.strip_prefix('@') {
            spec.under = Some(role.to_owned());
        } else if word == "on" {
            let under = words.next().ok_or("nothing follows \"on\"")?;
            spec.style = spec.style.bg(colour(under, palette)?);
        } else if let Some(modifier) = modifier(word) {
            spec.style = spec.style.add_modifier(modifier);
        } else {
            spec.style = spec.style.fg(colour(word, palette)?);
        }
    }
    Ok(spec)
}

/// Reads one colour.
///
/// # Errors
/// What is wrong, as the end of a sentence about the key.
pub(super) fn colour(word: &str, palette: &Palette) -> Result<Color, String> {
    if let Some(hex) = word.strip_prefix('#') {
        return rgb(hex).ok_or_else(|| format!("{word:?} is not a colour like \"#d7d2c8\""));
    }
    let known = palette.get(word).copied().or_else(|| named(word));
    known.ok_or_else(|| format!("no colour or modifier is named {word:?}"))
}

fn rgb(hex: &str) -> Option<Color> {
    if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let [_, r, g, b] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
    Some(Color::Rgb(r, g, b))
}

fn modifier(word: &str) -> Option<Modifier> {
    MODIFIERS.iter().find(|(n, _)| *n == word).map(|(_, m)| *m)
}

fn named(word: &str) -> Option<Color> {
    NAMED.iter().find(|(n, _)| *n == word).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_styles() {
        let palette = Palette::from([("ink".to_owned(), Color::Rgb(1, 2, 3))]);
        let ink = Style::new().fg(Color::Rgb(1, 2, 3));
        for (words, under, style) in [
            ("", None, Style::new()),
            ("ink", None, ink),
            ("bold ink on white", None, ink.bold().bg(Color::Gray)),
            ("@dim italic", Some("dim"), Style::new().italic()),
            ("#0A141e", None, Style::new().fg(Color::Rgb(10, 20, 30))),
            (
                "strike underline reverse",
                None,
                Style::new().crossed_out().underlined().reversed(),
            ),
            ("default dim", None, Style::new().fg(Color::Reset).dim()),
        ] {
            let spec = parse(words, &palette).unwrap();
            assert_eq!(
                (spec.under.as_deref(), spec.style),
                (under, style),
                "{words}"
            );
        }
    }

    #[test]
    fn mistakes_are_named() {
        let none = Palette::new();
        for (words, message) in [
            ("inc", "no colour or modifier is named \"inc\""),
            ("ink on", "no colour or modifier is named \"ink\""),
            ("bold on", "nothing follows \"on\""),
            ("#12345", "\"#12345\" is not a colour like \"#d7d2c8\""),
            ("#12345é", "\"#12345é\" is not a colour like \"#d7d2c8\""),
            ("#+12345", "\"#+12345\" is not a colour like \"#d7d2c8\""),
        ] {
            assert_eq!(parse(words, &none).unwrap_err(), message, "{words}");
        }
    }
}
