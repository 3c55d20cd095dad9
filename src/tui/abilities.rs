//! What the terminal can do, from the environment; nothing is asked of it and nothing waits.

use super::{pictures::Way, terminal::Abilities};
use crate::{
    config::{Config, Pictures},
    theme::Depth,
};

/// A variable of the environment; an empty one counts as unset.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// How many colours the terminal shows.
#[must_use]
pub fn depth() -> Depth {
    depth_of(variable)
}

fn depth_of(variable: impl Fn(&str) -> Option<String>) -> Depth {
    // https://no-color.org: any value that is not empty.
    if variable("NO_COLOR").is_some() {
        return Depth::Mono;
    }
    let term = variable("TERM").unwrap_or_default();
    let colour = variable("COLORTERM").unwrap_or_default();
    let direct = term.ends_with("-direct")
        || [
            "xterm-kitty",
            "xterm-ghostty",
            "alacritty",
            "foot",
            "wezterm",
        ]
        .contains(&term.as_str());
    if colour == "truecolor" || colour == "24bit" || direct || variable("WT_SESSION").is_some() {
        return Depth::True;
    }
    match term.as_str() {
        t if t.contains("256color") => Depth::TwoFiftySix,
        "" | "dumb" => Depth::Mono,
        t if t.starts_with("vt1") || t.starts_with("vt2") => Depth::Mono,
        _ => Depth::Sixteen,
    }
}

/// Whether the terminal shows light ink on dark paper, as far as `COLORFGBG` tells; most do.
#[must_use]
pub fn dark() -> bool {
    let ground =
        variable("COLORFGBG").and_then(|v| v.rsplit(';').next().and_then(|n| n.parse::<u8>().ok()));
    !matches!(ground, Some(7 | 9..=15))
}

/// What may be asked of the terminal.
#[must_use]
pub fn abilities(config: &Config) -> Abilities {
    let term = variable("TERM").unwrap_or_default();
    let old = term.is_empty() || term == "linux" || term == "dumb" || term.starts_with("vt");
    Abilities {
        mouse: config.mouse,
        bidi: config.bidi,
        modern: !old,
    }
}

/// Terminals that say who they are, the first version of each that shows pictures this way, and the way. kitty has
/// placeholders since 0.28; WezTerm and Konsole have them not, but take files.
const VIEWERS: &[(&str, (u32, u32), Way)] = &[
    ("kitty", (0, 28), Way::Kitty),
    ("ghostty", (0, 0), Way::Kitty),
    ("WezTerm", (0, 0), Way::Iterm),
    ("iTerm2", (0, 0), Way::Iterm),
    ("Konsole", (22, 4), Way::Iterm),
    ("foot", (0, 0), Way::Sixel),
    ("contour", (0, 0), Way::Sixel),
    ("mlterm", (0, 0), Way::Sixel),
];

/// Terminals that say who they are, and the first version of each that shows every colour: over a slow line or in a container
/// the environment does not say so.
const COLOURFUL: &[(&str, u32)] = &[
    ("kitty", 0),
    ("ghostty", 0),
    ("WezTerm", 0),
    ("iTerm2", 0),
    ("Konsole", 0),
    ("foot", 0),
    ("contour", 0),
    ("mlterm", 0),
    ("mintty", 0),
    ("VTE", 3600),
    // It takes the nearest that it has; compiled as usual, since this version that is the colour itself.
    ("XTerm", 331),
];

/// The colours of a terminal that was taken to have `depth`, and says this of itself.
#[must_use]
pub fn deepened(depth: Depth, says: &str) -> Depth {
    let (name, version) = said(says);
    let known = COLOURFUL.iter().find(|(n, _)| *n == name);
    match depth {
        // None are wanted.
        Depth::Mono => depth,
        _ if known.is_some_and(|(_, since)| version.0 >= *since) => Depth::True,
        _ => depth,
    }
}

/// How pictures are shown by the settings, in a terminal of these colours that says this of itself.
#[must_use]
pub fn pictures(config: &Config, depth: Depth, version: Option<&str>) -> Way {
    match config.pictures {
        Pictures::Off => Way::None,
        Pictures::Blocks => Way::Blocks,
        Pictures::Sixel => Way::Sixel,
        Pictures::Iterm => Way::Iterm,
        Pictures::Kitty => Way::Kitty,
        Pictures::Auto if depth == Depth::Mono => Way::None,
        Pictures::Auto => {
            let viewer = version.and_then(viewer);
            let blocks = matches!(depth, Depth::True | Depth::TwoFiftySix);
            viewer.unwrap_or(if blocks { Way::Blocks } else { Way::None })
        }
    }
}

/// The way of a terminal that says this of itself.
fn viewer(says: &str) -> Option<Way> {
    let (name, version) = said(says);
    let known = VIEWERS.iter().find(|(n, ..)| *n == name)?;
    (version >= known.1).then_some(known.2)
}

/// The name and version that a terminal says: `kitty(0.36.4)`, `WezTerm 20240203-110809`.
fn said(says: &str) -> (&str, (u32, u32)) {
    let name = says.split(['(', ' ']).next().unwrap_or_default();
    let mut numbers = says
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse::<u32>().ok())
        // The 2 of iTerm2 is no version, and for that terminal every one does.
        .chain([0, 0]);
    let mut next = || numbers.next().unwrap_or_default();
    (name, (next(), next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_by_what_the_terminal_says_it_is() {
        let auto = Config::default();
        for (says, depth, way) in [
            (Some("kitty(0.36.4)"), Depth::True, Way::Kitty),
            (Some("kitty(0.26.5)"), Depth::True, Way::Blocks),
            (Some("ghostty 1.0.1"), Depth::True, Way::Kitty),
            (
                Some("WezTerm 20240203-110809-5046fc22"),
                Depth::True,
                Way::Iterm,
            ),
            (Some("iTerm2 3.5.0"), Depth::True, Way::Iterm),
            (Some("foot(1.16.2)"), Depth::True, Way::Sixel),
            (Some("XTerm(379)"), Depth::TwoFiftySix, Way::Blocks),
            (Some("tmux 3.4"), Depth::True, Way::Blocks),
            (Some(""), Depth::True, Way::Blocks),
            (None, Depth::True, Way::Blocks),
            (None, Depth::Sixteen, Way::None),
            (Some("kitty(0.36.4)"), Depth::Mono, Way::None),
        ] {
            assert_eq!(pictures(&auto, depth, says), way, "{says:?}");
        }
        let set = Config {
            pictures: Pictures::Sixel,
            ..Config::default()
        };
        assert_eq!(
            pictures(&set, Depth::True, Some("kitty(0.36.4)")),
            Way::Sixel
        );
    }

    #[test]
    fn more_colours_by_what_the_terminal_says_it_is() {
        for (says, depth, deep) in [
            ("XTerm(379)", Depth::TwoFiftySix, Depth::True),
            ("XTerm(330)", Depth::TwoFiftySix, Depth::TwoFiftySix),
            ("VTE(7002)", Depth::TwoFiftySix, Depth::True),
            ("WezTerm 20240203-110809", Depth::Sixteen, Depth::True),
            ("tmux 3.4", Depth::TwoFiftySix, Depth::TwoFiftySix),
            ("kitty(0.36.4)", Depth::Mono, Depth::Mono),
            ("", Depth::Sixteen, Depth::Sixteen),
        ] {
            assert_eq!(deepened(depth, says), deep, "{says:?}");
        }
    }

    #[test]
    fn colours_by_what_the_terminal_says() {
        for (set, depth) in [
            (&[("TERM", "xterm-256color")][..], Depth::TwoFiftySix),
            (
                &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
                Depth::True,
            ),
            (&[("TERM", "xterm-kitty")], Depth::True),
            (&[("TERM", "xterm-kitty"), ("NO_COLOR", "1")], Depth::Mono),
            (&[("TERM", "linux")], Depth::Sixteen),
            (&[("TERM", "vt100")], Depth::Mono),
            (&[], Depth::Mono),
        ] {
            let look = |name: &str| {
                set.iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, v)| (*v).to_owned())
            };
            assert_eq!(depth_of(look), depth, "{set:?}");
        }
    }
}
