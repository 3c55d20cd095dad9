//! A search as it is typed: what the last word may become, and a line beside it that says what there is to say.

use crate::{
    library::search::{self, begun},
    text::Clean,
    theme::Role,
    tui::{effect::Effect, librarian::Question, model::Model},
};

/// What stories of the library are called by, for completion.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Names {
    pub(in crate::tui) tags: Vec<String>,
    sites: Vec<String>,
    langs: Vec<String>,
    /// They were asked for.
    asked: bool,
    /// A word is to be completed once they come.
    wanted: bool,
}

/// Names with the number of their stories.
type Counted = [(Clean, usize)];

impl Names {
    /// Takes in what the catalog says.
    pub(in crate::tui) fn take(&mut self, tags: &Counted, sites: &Counted, langs: &Counted) {
        let names = |of: &Counted| of.iter().map(|(name, _)| name.to_string()).collect();
        (self.tags, self.sites, self.langs) = (names(tags), names(sites), names(langs));
    }

    /// A word is to be completed: at once where something fits, else when the names come.
    pub(in crate::tui) fn want(&mut self, fits: bool) {
        self.wanted = !fits;
    }

    /// Whether a word waited for them.
    pub(in crate::tui) fn were_wanted(&mut self) -> bool {
        std::mem::take(&mut self.wanted)
    }

    /// Asks for them, where a field is typed that needs them.
    fn ask(&mut self, query: &str) -> Option<Effect> {
        let needs = matches!(begun(query).field, Some("tag" | "site" | "lang"));
        let asks = needs && !self.asked;
        self.asked |= asks;
        asks.then_some(Effect::Library(Question::Names))
    }
}

/// What can be typed in a search, and what it means.
pub(in crate::tui) static WORDS: &[(&str, &str)] = &[
    ("harbour strike", "Both words"),
    ("\"coast road\"", "The words next to each other"),
    ("harb*", "Words that begin so"),
    ("this OR that", "One of the two"),
    ("-that  NOT that", "Without it"),
    ("title:", "Words of the headline"),
    ("by:", "Who wrote it"),
    ("site:", "Where it was published"),
    ("tag:", "With this tag"),
    ("quote:  said:", "Words that somebody said"),
    ("speaker:", "Somebody who is quoted"),
    (
        "is:",
        "unread, reading, read, starred, archived, trashed, tagged, ghost (no text yet), any",
    ),
    (
        "date:",
        "Of that day, month or year: 2013-05-07, 2013-05, \"7 May 2013\"",
    ),
    ("before:  after:", "Before that date; on it or later"),
    ("lang:", "In this language: en, de"),
    ("words>500  words<500", "Longer or shorter"),
    ("links-to:", "Points to the story of this title"),
];

/// A new search begins: what is known of names may be old.
pub(in crate::tui) fn begin(m: &mut Model) {
    m.names.asked = false;
}

/// What has to be asked for while a search is typed.
pub(in crate::tui) fn typed(m: &mut Model, query: &str) -> Vec<Effect> {
    m.names.ask(query).into_iter().collect()
}

/// The byte of a query that its last word begins on, and what that could become.
pub(in crate::tui) fn completions(query: &str, names: &Names) -> (usize, Vec<String>) {
    let last = begun(query);
    let typed = last.text.to_lowercase();
    let fits = |name: &str| name.to_lowercase().starts_with(&typed);
    let quoted = |name: &String| {
        if name.contains(char::is_whitespace) {
            format!("\"{name}\"")
        } else {
            name.clone()
        }
    };
    let known = |names: &[String]| {
        let fitting = names.iter().filter(|n| fits(n));
        fitting.map(quoted).collect()
    };
    let ends = match last.field {
        None => {
            let fitting = search::fields().filter(|name| fits(name));
            fitting.map(|name| format!("{name}:")).collect()
        }
        Some("is") => {
            let fitting = search::states().filter(|name| fits(name));
            fitting.map(str::to_owned).collect()
        }
        Some("tag") => known(&names.tags),
        Some("site") => known(&names.sites),
        Some("lang") => known(&names.langs),
        Some(_) => Vec::new(),
    };
    (last.from, ends)
}

/// What stands beside a search while it is typed: what is not understood, else what the last word can become.
pub(in crate::tui) fn hint(query: &str, names: &Names) -> (String, Role) {
    if let Some(odd) = search::odd(query, true) {
        return (odd, Role::Error);
    }
    let last = begun(query);
    if last.field.is_none() && last.text.is_empty() {
        let fields: Vec<String> = search::fields().map(|f| format!("{f}:")).collect();
        let said = format!("Tab: {}  -not  OR  \"a phrase\"", fields.join(" "));
        return (said, Role::Dim);
    }
    let (_, ends) = completions(query, names);
    let means = last.field.and_then(means).unwrap_or_default();
    let said = match (ends.is_empty(), last.field) {
        (false, _) if ends.len() > 1 || ends.first().is_some_and(|e| e != last.text) => {
            format!("Tab: {}", ends.join("  "))
        }
        (_, Some(_)) => means.to_owned(),
        _ => String::new(),
    };
    (said, Role::Dim)
}

/// What a field means.
fn means(field: &str) -> Option<&'static str> {
    let named = format!("{field}:");
    let known = WORDS
        .iter()
        .find(|(name, _)| name.split("  ").any(|n| n == named));
    known.map(|(_, means)| *means)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_search_is_completed() {
        let names = Names {
            tags: ["harbour", "river life"].map(str::to_owned).into(),
            sites: ["The Gull".to_owned()].into(),
            langs: ["en".to_owned()].into(),
            asked: true,
            wanted: false,
        };
        for (query, want) in [
            ("ti", vec!["title:"]),
            ("sea -s", vec!["sea -site:", "sea -said:", "sea -speaker:"]),
            ("is:un", vec!["is:unread"]),
            ("tag:RI", vec!["tag:\"river life\""]),
            ("site:\"the g", vec!["site:\"The Gull\""]),
            ("lang:", vec!["lang:en"]),
            ("by:an", vec![]),
        ] {
            let (from, ends) = completions(query, &names);
            let lines = ends
                .iter()
                .map(|end| format!("{}{end}", query.get(..from).unwrap()));
            assert_eq!(lines.collect::<Vec<_>>(), want, "{query}");
        }
    }

    #[test]
    fn every_field_says_what_it_means() {
        for field in search::fields() {
            assert!(means(field).is_some(), "{field}");
        }
    }
}
