//! What the terminal can do, from the environment; nothing is asked of it and nothing waits.

use super::terminal::Abilities;
use crate::{config::Config, theme::Depth};

/// A variable of the environment; an empty one counts as unset.
fn variable(name: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
