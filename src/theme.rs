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
use depth::Paper;
use file::{File, Words};

/// The built-in themes: name and file.
pub const BUILTIN: &[(&str, &str)] = &[
    ("dark", include_str!("../assets/themes/dark.toml")),
    ("light", include_str!("../assets/themes/light.toml")),
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
        for style in self.styles.iter_mut().chain(&mut self.speakers) {
            *style = depth::style(*style, depth, paper);
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
