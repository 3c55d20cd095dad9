//! The story on show written to a folder.

use super::{Prompt, PromptKind};
use crate::{
    export::Shape,
    tui::{command::Argument, effect::Effect, model::Model},
};
use std::path::{Path, PathBuf};

/// Writes the story to the folder that the prompt names, as Markdown where it names nothing else; with no words asks for them.
pub(in crate::tui) fn export(m: &mut Model, a: &Argument) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_ref() else {
        m.say("There is no story to write.");
        return Vec::new();
    };
    if a.words.is_empty() {
        m.prompt = Some(Prompt::new(PromptKind::Command, "export ./"));
        m.arrange();
        return Vec::new();
    }
    if shown.story.partial {
        m.say("The story is still being read; try again in a moment.");
        return Vec::new();
    }
    let (folder, shape) = meant(&a.words);
    let home = std::env::home_dir().unwrap_or_default();
    let (entry, story) = (shown.entry.clone(), shown.story.clone());
    vec![Effect::Export(entry, story, at_home(folder, &home), shape)]
}

/// Says where a story was written to.
pub(in crate::tui) fn exported(m: &mut Model, path: &str) -> Vec<Effect> {
    m.say(&format!("Written to {path}"));
    Vec::new()
}

/// The folder and the shape that words name: the last of them is a shape where it is the name of one.
fn meant(words: &str) -> (&str, Shape) {
    let last = words
        .rsplit_once(' ')
        .map(|(folder, last)| (folder.trim_end(), Shape::named(last)));
    match last {
        Some((folder, Some(shape))) => (folder, shape),
        _ => (words, Shape::Markdown),
    }
}

/// A folder, `~` being one's own; one from the root or of one's own that was typed behind the "./" of the prompt is meant for itself.
pub(in crate::tui) fn at_home(folder: &str, home: &Path) -> PathBuf {
    let behind = folder.strip_prefix("./");
    let folder = behind
        .filter(|f| f.starts_with(['/', '~']))
        .unwrap_or(folder);
    match folder.strip_prefix('~') {
        Some("") => home.to_owned(),
        Some(rest) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_may_name_a_shape() {
        for (words, folder, shape) in [
            ("notes", "notes", Shape::Markdown),
            ("my notes html", "my notes", Shape::Html),
            ("my notes", "my notes", Shape::Markdown),
            ("html", "html", Shape::Markdown),
            ("/tmp  epub", "/tmp", Shape::Epub),
        ] {
            assert_eq!(meant(words), (folder, shape), "{words}");
        }
        let home = Path::new("/home/a");
        assert_eq!(at_home("~/b", home), Path::new("/home/a/b"));
        assert_eq!(at_home("~b", home), Path::new("~b"));
        assert_eq!(at_home("~", home), home);
        assert_eq!(at_home(".//tmp", home), Path::new("/tmp"));
        assert_eq!(at_home("./~/b", home), Path::new("/home/a/b"));
    }
}
