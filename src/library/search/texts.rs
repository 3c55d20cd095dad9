//! The texts of stories that a search found, read from their files: the catalog keeps the words of a text, not the text.

use super::{Snippet, Term, snippet};
use crate::{
    format::Limits,
    library::{Entry, OpenError, open, records},
    story::Story,
};
use std::path::Path;

/// Gives `each` the place and the text of these stories, without the headline where the text carries it: the stories of one file
/// together, so that no file is read twice. Stories that cannot be read are passed over. Ends where `each` gives `false`.
pub fn each_text(entries: &[&Entry], limits: &Limits, each: &mut dyn FnMut(usize, &str) -> bool) {
    let mut whole: Vec<usize> = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let Some(part) = entry.part else {
            whole.push(n);
            continue;
        };
        if let Ok(story) = records::bare_story(entry, part, limits)
            && !each(n, body(&story))
        {
            return;
        }
    }
    while let Some(path) = whole
        .first()
        .and_then(|n| entries.get(*n))
        .map(|e| &*e.path)
    {
        let is_here = |n: &usize| entries.get(*n).is_some_and(|e| *e.path == *path);
        let (here, others) = whole.iter().partition::<Vec<usize>, _>(|n| is_here(n));
        let stories = stories(path, limits).unwrap_or_default();
        for n in here {
            let nth = entries.get(n).map(|e| e.nth);
            let story = stories.iter().find(|s| Some(s.nth) == nth);
            if story.is_some_and(|s| !each(n, body(s))) {
                return;
            }
        }
        whole = others;
    }
}

/// The snippet of each of these stories, in their order; empty for one that cannot be read.
#[must_use]
pub fn snippets(entries: &[&Entry], terms: &[Term], room: usize, limits: &Limits) -> Vec<Snippet> {
    let mut found = vec![Snippet::default(); entries.len()];
    each_text(entries, limits, &mut |n, text| {
        if let Some(slot) = found.get_mut(n) {
            *slot = snippet(text, terms, room);
        }
        true
    });
    found
}

fn stories(path: &Path, limits: &Limits) -> Result<Vec<Story>, OpenError> {
    open::bare_stories(&open::read_file(path, limits)?, limits)
}

/// A story's text after its headline.
fn body(story: &Story) -> &str {
    let article = &story.article;
    let head = article.headline().and_then(|n| article.blocks().get(n));
    let rest = head.and_then(|b| article.text().get(b.span.range().end..));
    rest.unwrap_or(article.text()).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{StoryId, scan};
    use std::{fs, sync::atomic::AtomicBool};

    #[test]
    fn each_story_has_its_own_text_and_no_file_is_read_twice() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(
            dir.path().join("a.md"),
            "# The harbour\n\nThe harbour is open.\n",
        )
        .unwrap();
        let lines = ["One harbour", "No port"]
            .map(|text| format!("{{\"title\":\"T\",\"text\":\"{text}\"}}\n"));
        fs::write(dir.path().join("b.jsonl"), lines.concat()).unwrap();
        let mut entries = Vec::new();
        let roots = [dir.path().to_owned()];
        let limits = Limits::default();
        scan(&roots, &limits, &AtomicBool::new(false), &mut |d| {
            entries.extend(d.entries);
        });
        let mut gone = entries[0].clone();
        (gone.path, gone.id) = (dir.path().join("gone.md").into(), StoryId(1));
        let entries: Vec<&Entry> = entries.iter().chain([&gone]).rev().collect();
        let terms = [Term::new("harbour", false).unwrap()];
        let found = snippets(&entries, &terms, 80, &limits);
        let said: Vec<_> = found
            .iter()
            .map(|s| (s.text.as_str(), s.hits.len()))
            .collect();
        assert_eq!(
            said,
            [
                ("", 0),
                ("No port", 0),
                ("One harbour", 1),
                ("The harbour is open.", 1)
            ]
        );
    }
}
