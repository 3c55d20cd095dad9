//! Stories whose export keeps the text in a file of its own, put together again.
//!
//! Only a file in or below the folder of the export is ever read, whatever the export says.

use std::path::{Component, Path};

use super::{Source, read_file};
use crate::{
    format::Limits,
    story::{self, Story},
};

/// The story with its text; as it is where it has one, names no file for it, or that cannot be read. `read` reads the text.
pub(super) fn with_text(
    story: Story,
    source: &Source,
    limits: &Limits,
    read: fn(&Source, &Limits) -> Option<Story>,
) -> Story {
    let beside = Path::new(&*story.article.meta.text_in);
    let inside = beside
        .components()
        .all(|c| matches!(c, Component::Normal(_)));
    if beside.as_os_str().is_empty() || !inside || !story.article.blocks().is_empty() {
        return story;
    }
    let folder = source.path.parent().unwrap_or(Path::new(""));
    let text = read_file(&folder.join(beside), limits);
    let Some(text) = text.ok().and_then(|text| read(&text, limits)) else {
        return story;
    };
    let mut meta = story.article.meta;
    if meta.lang.is_empty() {
        meta.lang.clone_from(&text.article.meta.lang);
    }
    let mut article = text.article;
    article.meta = meta;
    // That the text is missing was all there was to warn of.
    Story {
        article,
        nth: story.nth,
        format: story.format,
        ..text
    }
}

/// The first story of a file, with what is found in it.
pub(super) fn annotated(source: &Source, limits: &Limits) -> Option<Story> {
    story::read_one(&source.bytes, &source.name(), 0, limits)
}

/// The same with nothing found in it.
pub(super) fn bare(source: &Source, limits: &Limits) -> Option<Story> {
    story::bare(&source.bytes, &source.name(), limits).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::stories;
    use std::fs;

    fn read(folder: &Path, slug: &str) -> Story {
        let list = folder.join("export/metadata_0_to_1.json");
        let json = format!(
            r#"[{{"slug":"{slug}","savedAt":"2019-06-01","title":"Last light","url":"https://coast.example/1"}}]"#
        );
        fs::write(&list, json).unwrap();
        let source = read_file(&list, &Limits::default()).unwrap();
        stories(&source, &Limits::default()).unwrap().remove(0)
    }

    #[test]
    fn a_text_in_a_file_of_its_own_is_found_and_nothing_outside_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("export/content")).unwrap();
        fs::write(
            dir.path().join("export/content/one.html"),
            "<p>The lamp burned all night, as it had since 1871.</p>",
        )
        .unwrap();
        fs::write(dir.path().join("secret.html"), "<p>A secret.</p>").unwrap();
        let found = read(dir.path(), "one");
        assert_eq!(&*found.article.meta.title, "Last light");
        assert_eq!(
            found.article.text(),
            "The lamp burned all night, as it had since 1871."
        );
        assert!(found.warnings.is_empty());
        for slug in ["two", "../../secret", "..", ""] {
            assert!(read(dir.path(), slug).article.blocks().is_empty(), "{slug}");
        }
    }
}
