//! Which theme is on: the program's own, the reader's, or the one that fits the terminal.

use super::model::Model;
use crate::{
    config::Config,
    theme::{BUILTIN, Depth, Theme},
};

/// The name that stands for the theme that fits the terminal's background.
pub(super) const AUTO: &str = "auto";

/// Every theme there is: those of the program, then the reader's own.
pub(super) fn names(config: &Config) -> Vec<String> {
    let built_in = BUILTIN.iter().map(|(name, _)| (*name).to_owned());
    let own = config.themes.iter().map(|(name, _)| name.clone());
    built_in.chain(own).collect()
}

/// The theme that fits the terminal's background.
fn fitting(dark: bool) -> &'static str {
    if dark { "dark" } else { "light" }
}

/// The theme that a name of the settings means on this terminal.
fn meant(name: &str, dark: bool, depth: Depth) -> &str {
    match name {
        _ if depth == Depth::Mono => "mono",
        AUTO => fitting(dark),
        name => name,
    }
}

/// The theme of this name in the terminal's colours, and what was odd about it.
pub(super) fn pick(config: &Config, name: &str, dark: bool, depth: Depth) -> (Theme, Vec<String>) {
    let wanted = meant(name, dark, depth);
    let own = config.themes.iter().find(|(n, _)| n == wanted);
    let read = match own {
        Some((name, text)) => Theme::parse(name, text).map_err(|e| e.to_string()),
        None => Theme::builtin(wanted)
            .ok_or_else(|| format!("settings: no theme is named \"{wanted}\"")),
    };
    match read {
        Ok(theme) => {
            let odd = theme.warnings.iter().map(ToString::to_string).collect();
            (theme.at(depth), odd)
        }
        Err(why) => {
            let fallback = Theme::builtin(fitting(dark)).unwrap_or_default();
            (fallback.at(depth), vec![why])
        }
    }
}

impl Model {
    /// Shows a theme for the time being.
    pub(super) fn try_theme(&mut self, name: &str) {
        let shared = &self.shared;
        let (theme, odd) = pick(&shared.config, name, shared.dark, shared.depth);
        let initial = std::mem::replace(&mut self.shared.theme, theme).initial;
        if self.shared.theme.initial != initial {
            self.arrange();
        }
        if let Some(first) = odd.first() {
            self.say_error(first);
        }
    }

    /// Takes the reader's own themes as they were saved now, and shows the chosen one again.
    pub(super) fn themes_saved(
        &mut self,
        themes: Vec<(String, String)>,
    ) -> Vec<super::effect::Effect> {
        self.shared.config.themes = themes;
        if self.popup.is_none() && self.prompt.is_none() {
            self.shared.message = None;
            self.own_theme();
        }
        Vec::new()
    }

    /// Whether the theme that was chosen is on, and not one shown for the time being.
    pub(super) fn has_own_theme(&self) -> bool {
        let shared = &self.shared;
        let own = meant(&shared.config.theme, shared.dark, shared.depth);
        *shared.theme.name == *own
    }

    /// Takes the terminal to have so many colours.
    pub(super) fn deepen(&mut self, depth: Depth) {
        if std::mem::replace(&mut self.shared.depth, depth) != depth {
            let name = self.shared.theme.name.to_string();
            self.try_theme(&name);
        }
    }

    /// Goes back to the theme that was chosen.
    pub(super) fn own_theme(&mut self) {
        let name = self.shared.config.theme.clone();
        self.try_theme(&name);
    }
}
