//! Roles to styles; built-in themes are data in `assets/themes`.
//!
//! In goes the text of a theme file, out comes a [`Theme`], which answers what a [`Role`] looks like. A theme is read
//! at full depth and brought down to the terminal's colours once, by [`Theme::at`].

mod depth;
mod file;
mod role;
mod spec;

use std::fmt;

use ratatui::style::Style;

pub use depth::Depth;
pub use role::Role;

use crate::text::Clean;
use depth::{Paper, Reducer};
use file::{File, Words};

/// The built-in themes: name and file.
pub const BUILTIN: &[(&str, &str)] = &[
    ("dark", include_str!("../assets/themes/dark.toml")),
    ("light", include_str!("../assets/themes/light.toml")),
    ("sepia", include_str!("../assets/themes/sepia.toml")),
    ("daylight", include_str!("../assets/themes/daylight.toml")),
    ("night", include_str!("../assets/themes/night.toml")),
    ("slate", include_str!("../assets/themes/slate.toml")),
    ("newspaper", include_str!("../assets/themes/newspaper.toml")),
    (
        "contrast-dark",
        include_str!("../assets/themes/contrast-dark.toml"),
    ),
    (
        "contrast-light",
        include_str!("../assets/themes/contrast-light.toml"),
    ),
    ("terminal", include_str!("../assets/themes/terminal.toml")),
    (
        "terminal-light",
        include_str!("../assets/themes/terminal-light.toml"),
    ),
    ("mono", include_str!("../assets/themes/mono.toml")),
];

/// How many colours tell speakers apart before they come round again.
pub const SPEAKERS: usize = 8;

/// How many roles one role may take over from, each from the next.
const HOPS: usize = 8;

/// What every role looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// Name of the file, without its extension.
    pub name: Clean,
    /// Light ink on dark paper.
    pub dark: bool,
    /// The first letter of a story is set large.
    pub initial: bool,
    /// What was odd about the file, a line each.
    pub warnings: Vec<Clean>,
    /// By the number of the role.
    styles: Vec<Style>,
    speakers: [Style; SPEAKERS],
}

impl Theme {
    /// The built-in theme of this name.
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        let (name, text) = BUILTIN.iter().find(|(n, _)| *n == name)?;
        Self::parse(name, text).ok()
    }

    /// Reads a theme file. Keys that mean nothing become [`Theme::warnings`].
    ///
    /// # Errors
    /// The first thing that makes no sense, with its key and line.
    pub fn parse(name: &str, text: &str) -> Result<Self, ThemeError> {
        let file = file::read(name, text)?;
        let resolver = Resolver { name, file: &file };
        let styles: Result<_, _> = Role::ALL.iter().map(|r| resolver.role(*r)).collect();
        let mut speakers = [Style::new(); SPEAKERS];
        for (slot, words) in speakers.iter_mut().zip(file.speakers.iter().cycle()) {
            *slot = resolver.style("speakers", words)?;
        }
        Ok(Self {
            name: Clean::line(name),
            dark: file.dark,
            initial: file.initial,
            styles: styles?,
            speakers,
            warnings: file.warnings,
        })
    }

    /// What `role` looks like. A part it does not set is that of what lies under it, in the end of [`Role::Body`].
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// What the words of speaker number `n` look like, over [`Role::QuoteDirect`]; from [`SPEAKERS`] on the colours
    /// come round again.
    #[must_use]
    pub fn speaker(&self, n: usize) -> Style {
        self.speakers.get(n % SPEAKERS).copied().unwrap_or_default()
    }

    /// The theme in the colours of a terminal. Without colours the built-in theme `mono` lends its modifiers.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        let paper = Paper {
            colour: self.style(Role::Body).bg,
            dark: self.dark,
        };
        let mut reducer = Reducer::new(depth, paper);
        for style in self.styles.iter_mut().chain(&mut self.speakers) {
            *style = reducer.style(*style);
        }
        if depth == Depth::Mono
            && let Some(mono) = Self::builtin("mono")
        {
            for (style, lent) in self.styles.iter_mut().zip(mono.styles) {
                *style = style.add_modifier(lent.add_modifier);
            }
        }
        self
    }
}

impl Role {
    /// The role of this name in theme files.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.name() == name)
    }
}

/// Words to styles.
struct Resolver<'a> {
    name: &'a str,
    file: &'a File,
}

impl Resolver<'_> {
    fn role(&self, role: Role) -> Result<Style, ThemeError> {
        self.style(role.name(), &self.words(role))
    }

    fn words(&self, role: Role) -> Words {
        let own = self.file.roles.get(&role).cloned();
        own.unwrap_or_else(|| Words {
            text: role.default_words().to_owned(),
            line: 0,
        })
    }

    /// The style that `words` describe, over those of the roles they take over.
    fn style(&self, key: &str, words: &Words) -> Result<Style, ThemeError> {
        let error = |m: &str| ThemeError::new(self.name, key, words.line, m);
        let mut parts = Vec::new();
        let mut next = Some(words.clone());
        while let Some(words) = next.take() {
            let spec = spec::parse(&words.text, &self.file.palette).map_err(|m| error(&m))?;
            parts.push(spec.style);
            if parts.len() > HOPS {
                return Err(error("it takes over from itself"));
            }
            if let Some(under) = spec.under {
                let role = Role::named(&under)
                    .ok_or_else(|| error(&format!("no role is named {under:?}")))?;
                next = Some(self.words(role));
            }
        }
        Ok(parts.into_iter().rev().fold(Style::new(), Style::patch))
    }
}

/// Why a theme file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// Name of the theme.
    pub theme: Clean,
    /// The key that makes no sense; empty where the file is no TOML.
    pub key: Clean,
    /// Its line from 1; 0 where it stands in the theme's base.
    pub line: usize,
    /// What is wrong with it.
    pub message: Clean,
}

impl ThemeError {
    fn new(theme: &str, key: &str, line: usize, message: &str) -> Self {
        Self {
            theme: Clean::line(theme),
            key: Clean::line(key),
            line,
            message: Clean::line(message),
        }
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            theme,
            key,
            line,
            message,
        } = self;
        write!(f, "theme {theme}, line {line}: ")?;
        if !key.is_empty() {
            write!(f, "{key}: ")?;
        }
        write!(f, "{message}")
    }
}

impl std::error::Error for ThemeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Modifier};

    fn builtin() -> Vec<Theme> {
        let read = |(name, text): &(&str, &str)| Theme::parse(name, text).unwrap();
        BUILTIN.iter().map(read).collect()
    }

    /// Red, green and blue, of xterm's 256 colours by its own rule; none for the sixteen, which are the terminal's.
    fn rgb(colour: Option<Color>) -> Option<[u8; 3]> {
        match colour? {
            Color::Rgb(r, g, b) => Some([r, g, b]),
            Color::Indexed(n) if n >= 232 => Some([8 + 10 * (n - 232); 3]),
            Color::Indexed(n) if n >= 16 => {
                let level = |c: u8| if c == 0 { 0 } else { 55 + 40 * c };
                let n = n - 16;
                Some([level(n / 36), level(n / 6 % 6), level(n % 6)])
            }
            _ => None,
        }
    }

    /// Relative luminance, WCAG 2.2.
    fn luminance(rgb: [u8; 3]) -> f64 {
        let [r, g, b] = rgb.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast ratio, WCAG 2.2.
    fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
    }

    /// How strong the contrast of a role must be: text that is read, text that stands back, and frames.
    fn due(role: Role, high: bool) -> f64 {
        match role {
            Role::QuoteBar | Role::Rule | Role::Border => 1.5,
            Role::Dim
            | Role::Byline
            | Role::Dateline
            | Role::Credit
            | Role::Image
            | Role::Footnote
            | Role::Bracket
            | Role::Relay
            | Role::StubMissing
            | Role::Status
            | Role::ListRead
            | Role::ListMeta
                if !high =>
            {
                3.0
            }
            _ if high => 7.0,
            _ => 4.5,
        }
    }

    #[test]
    fn words_can_be_read_in_every_theme() {
        let mut faint = Vec::new();
        for theme in builtin() {
            let high = theme.name.starts_with("contrast");
            for depth in [Depth::True, Depth::TwoFiftySix] {
                let theme = theme.clone().at(depth);
                let body = theme.style(Role::Body);
                let speech = |n| {
                    body.patch(theme.style(Role::QuoteDirect))
                        .patch(theme.speaker(n))
                };
                let roles = Role::ALL.iter().map(|r| {
                    (
                        r.name().to_owned(),
                        body.patch(theme.style(*r)),
                        due(*r, high),
                    )
                });
                let speakers = (0..SPEAKERS).map(|n| {
                    let due = due(Role::QuoteDirect, high);
                    (format!("speaker {n}"), speech(n), due)
                });
                let chosen = (0..SPEAKERS).map(|n| {
                    let style = speech(n).patch(theme.style(Role::QuoteSelected));
                    (format!("chosen quote of speaker {n}"), style, 4.5)
                });
                for (role, style, due) in roles.chain(speakers).chain(chosen) {
                    let (Some(ink), Some(ground)) = (rgb(style.fg), rgb(style.bg)) else {
                        continue;
                    };
                    let ratio = contrast(ink, ground);
                    if ratio < due {
                        let name = &theme.name;
                        faint.push(format!("{name} {depth:?} {role}: {ratio:.2} < {due}"));
                    }
                }
            }
        }
        assert!(faint.is_empty(), "{faint:#?}");
    }

    #[test]
    fn themes_with_colours_of_their_own_set_ink_and_paper() {
        for theme in builtin() {
            let body = theme.style(Role::Body);
            let own = !theme.name.starts_with("terminal") && *theme.name != *"mono";
            let set = rgb(body.fg).is_some() && rgb(body.bg).is_some();
            assert_eq!(set, own, "{}", theme.name);
            if let (Some(ink), Some(paper)) = (rgb(body.fg), rgb(body.bg)) {
                assert_eq!(
                    theme.dark,
                    luminance(paper) < luminance(ink),
                    "{}",
                    theme.name
                );
            }
        }
    }

    /// The roles that a reader must be able to tell apart at one look.
    const APART: &[&[Role]] = &[
        &[
            Role::Body,
            Role::QuoteDirect,
            Role::StubSolid,
            Role::StubMissing,
            Role::Title,
        ],
        &[Role::StubSolid, Role::StubPerhaps, Role::StubMissing],
        &[Role::LinkSelected, Role::QuoteSelected, Role::QuoteDirect],
        &[Role::Body, Role::Selection, Role::SelectionQuiet],
        &[Role::Body, Role::Hit, Role::HitCurrent],
        &[Role::ListUnread, Role::ListRead],
        &[Role::Border, Role::BorderFocused],
        &[
            Role::Body,
            Role::Strong,
            Role::Emphasis,
            Role::Link,
            Role::Strike,
        ],
    ];

    #[test]
    fn roles_can_be_told_apart_at_every_depth() {
        let depths = [Depth::True, Depth::TwoFiftySix, Depth::Sixteen, Depth::Mono];
        let mut alike = Vec::new();
        for (theme, depth) in builtin()
            .into_iter()
            .flat_map(|t| depths.map(|d| (t.clone(), d)))
        {
            let theme = theme.at(depth);
            let body = theme.style(Role::Body);
            let look = |r: Role| body.patch(theme.style(r));
            for group in APART {
                for (n, a) in group.iter().enumerate() {
                    for b in &group[n + 1..] {
                        if look(*a) == look(*b) {
                            let (a, b) = (a.name(), b.name());
                            alike.push(format!("{} {depth:?}: {a} = {b}", theme.name));
                        }
                    }
                }
            }
        }
        assert!(alike.is_empty(), "{alike:#?}");
    }

    #[test]
    fn speakers_differ_in_every_theme_with_colours() {
        let mut alike = Vec::new();
        for theme in builtin() {
            for depth in [Depth::True, Depth::TwoFiftySix] {
                let theme = theme.clone().at(depth);
                let inks: Vec<_> = (0..SPEAKERS).map(|n| theme.speaker(n).fg).collect();
                // The sixteen colours of a terminal have seven that are legible on light paper.
                let told = if theme.dark { SPEAKERS } else { 5 };
                let told = inks.get(..told).unwrap();
                for (n, ink) in told.iter().enumerate().filter(|(_, ink)| ink.is_some()) {
                    if told.iter().skip(n + 1).any(|other| other == ink) {
                        alike.push(format!("{} {depth:?} speaker {n}", theme.name));
                    }
                }
            }
        }
        assert!(alike.is_empty(), "{alike:#?}");
    }

    #[test]
    fn no_colour_is_left_where_there_are_none() {
        for theme in builtin() {
            let theme = theme.at(Depth::Mono);
            let all = Role::ALL.iter().map(|r| theme.style(*r));
            for style in all.chain((0..SPEAKERS).map(|n| theme.speaker(n))) {
                assert_eq!((style.fg, style.bg), (None, None), "{}", theme.name);
            }
            let speech = theme.style(Role::QuoteDirect).add_modifier;
            assert!(speech.contains(Modifier::BOLD), "{}", theme.name);
        }
    }

    #[test]
    fn themes_of_the_house_are_without_warnings() {
        for theme in builtin() {
            assert_eq!(theme.warnings, [], "{}", theme.name);
        }
    }

    #[test]
    fn a_theme_of_ones_own_needs_one_line() {
        let theme = Theme::parse("mine", "base = 'dark'\n[palette]\nsky = '#ffffff'").unwrap();
        let white = Some(Color::Rgb(255, 255, 255));
        assert_eq!(theme.style(Role::QuoteDirect).fg, white);
        let dark = Theme::builtin("dark").unwrap();
        assert_eq!(theme.style(Role::Title), dark.style(Role::Title));
        assert_eq!(theme.speaker(0), dark.speaker(0));
        assert!(theme.dark);
    }

    #[test]
    fn a_role_takes_over_from_another() {
        let text = "[roles]\ndim = 'red'\ncredit = '@dim italic'\ncaption = '@credit on blue'";
        let theme = Theme::parse("mine", text).unwrap();
        let caption = Style::new().fg(Color::Red).bg(Color::Blue).italic();
        assert_eq!(theme.style(Role::Caption), caption);
        assert_eq!(theme.style(Role::Byline), Style::new().fg(Color::Red));
    }

    #[test]
    fn mistakes_name_their_key_and_line() {
        for (text, message) in [
            (
                "dark = 1",
                "theme mine, line 1: dark: true or false is due here",
            ),
            (
                "\n[roles]\ntitle = 'inky'",
                "theme mine, line 3: title: no colour or modifier is named \"inky\"",
            ),
            (
                "[roles]\ntitle = '@titel'",
                "theme mine, line 2: title: no role is named \"titel\"",
            ),
            (
                "[roles]\ndim = '@credit'\ncredit = '@dim'",
                "theme mine, line 2: dim: it takes over from itself",
            ),
            (
                "[palette]\nred = '#ff0000'",
                "theme mine, line 2: red: the name has a meaning already",
            ),
            (
                "[palette]\nink = '#ff00'",
                "theme mine, line 2: ink: \"#ff00\" is not a colour like \"#d7d2c8\"",
            ),
            (
                "[roles]\ntitle = 3",
                "theme mine, line 2: title: words in quotation marks are due here",
            ),
            (
                "roles = 3",
                "theme mine, line 1: roles: a table is due here",
            ),
            (
                "speakers = []",
                "theme mine, line 1: speakers: a list of styles is due here",
            ),
            (
                "base = 'darkest'",
                "theme mine, line 1: base: no built-in theme is named \"darkest\"",
            ),
            (
                "speakers = [\n'red',\n'rot']",
                "theme mine, line 3: speakers: no colour or modifier is named \"rot\"",
            ),
        ] {
            assert_eq!(Theme::parse("mine", text).unwrap_err().to_string(), message);
        }
        let broken = Theme::parse("mine", "dark = true\n[roles\n").unwrap_err();
        assert_eq!((broken.line, &*broken.key), (2, ""));
    }

    #[test]
    fn unknown_keys_are_passed_over_with_a_word() {
        let theme = Theme::parse("mine", "author = 'me'\n[roles]\ntitel = 'red'").unwrap();
        let warnings: Vec<_> = theme.warnings.iter().map(Clean::as_str).collect();
        let expected = [
            "theme mine, line 1: unknown key \"author\"",
            "theme mine, line 3: unknown key \"titel\"",
        ];
        assert_eq!(warnings, expected);
    }
}
