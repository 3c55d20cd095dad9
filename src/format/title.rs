//! A title for an article whose file gives none.

use super::{Parsed, Warning};
use crate::{
    article::{BlockKind, Builder},
    text::Clean,
};

/// The one article of a file, titled by its first words or its `name` where it has no headline.
pub(super) fn titled(b: Builder, name: &str, warnings: Vec<Warning>) -> Parsed {
    let mut article = b.finish();
    if article.meta.title.is_empty() {
        article.meta.title = title(
            article.blocks().iter().find_map(|block| {
                let words = block.span.of(article.text());
                (block.kind != BlockKind::Code && words.chars().any(char::is_alphanumeric))
                    .then_some(words)
            }),
            name,
        );
    }
    Parsed {
        articles: vec![article],
        warnings,
    }
}

/// Most code points of a title made of first words.
const TITLE: usize = 80;

/// A title made of the first words, else of the file's name.
fn title(words: Option<&str>, name: &str) -> Clean {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Some(words) = words else {
        return Clean::line(stem);
    };
    let line = Clean::line(words.lines().next().unwrap_or_default());
    let Some((end, _)) = line.char_indices().nth(TITLE) else {
        return Clean::line(line.trim_end_matches('.'));
    };
    let cut = line.get(..end).unwrap_or_default();
    let word = cut.rfind(' ').filter(|at| *at > 20).unwrap_or(cut.len());
    let cut = cut
        .get(..word)
        .unwrap_or(cut)
        .trim_end_matches([',', ';', ':', '.', ' ']);
    Clean::line(&format!("{cut}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_are_cut_at_a_word() {
        let long = "The council met on Tuesday to weigh plans for a second bridge over the river, which engineers said would take years.";
        for (words, name, made) in [
            (Some("A short start."), "a.txt", "A short start"),
            (Some("Verse\nin lines"), "a.txt", "Verse"),
            (
                Some(long),
                "a.txt",
                "The council met on Tuesday to weigh plans for a second bridge over the river…",
            ),
            (None, "council notes.txt", "council notes"),
            (None, "", ""),
        ] {
            assert_eq!(&*title(words, name), made);
        }
        let word = "x".repeat(200);
        assert_eq!(title(Some(&word), "").chars().count(), TITLE + 1);
    }
}
