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
        ..Parsed::default()
    }
}

/// Most code points of a title made of first words.
const TITLE: usize = 80;

/// A title made of the first words, else of the file's name.
fn title(words: Option<&str>, name: &str) -> Clean {
    let Some(words) = words else {
        return Clean::line(&of_name(name));
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

/// Fewest words of a name that is made of those of a title.
const SLUG: usize = 3;
/// Fewest digits of a number, in base 16, that tells such names apart.
const NUMBER: usize = 6;

/// A title from the name of a file. One that programs made of the words of a title, "last-light-at-the-point-192da8e9656.html",
/// gives these again.
pub(super) fn of_name(name: &str) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let is_plain = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-';
    let mut words: Vec<&str> = stem.split('-').filter(|w| !w.is_empty()).collect();
    if !stem.chars().all(is_plain) || words.len() <= SLUG {
        return stem.replace('_', " ");
    }
    let is_number = |w: &&str| {
        w.len() >= NUMBER
            && w.bytes().all(|b| b.is_ascii_hexdigit())
            && w.bytes().any(|b| b.is_ascii_digit())
    };
    if words.last().is_some_and(is_number) {
        words.pop();
    }
    let line = words.join(" ");
    let mut rest = line.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_the_words_it_was_made_of() {
        for (name, title) in [
            (
                "last-light-at-the-point-192da8e9656.html",
                "Last light at the point",
            ),
            (
                "saved/élan-vital-in-brief-2023.html",
                "Élan vital in brief 2023",
            ),
            ("council_notes.html", "council notes"),
            (
                "Council-notes-of-the-week.html",
                "Council-notes-of-the-week",
            ),
            ("x-ray.html", "x-ray"),
            ("2023-11-10.html", "2023-11-10"),
            ("", ""),
        ] {
            assert_eq!(of_name(name), title);
        }
    }

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
