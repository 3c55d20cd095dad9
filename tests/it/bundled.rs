//! The stories that come with the program: a small library in which cross-links work.

use pullquote::{
    format::Limits,
    library::{
        Catalog, Source, bundled_paths,
        links::{Query, Target},
        read_file, scan, stories,
    },
};
use std::sync::atomic::AtomicBool;

/// Titles that no story has, so that a reader meets the window that says so.
const MISSING: &[&str] = &["The 1931 flood: ", "Timetable and fares: "];

fn catalog() -> Catalog {
    let mut entries = Vec::new();
    let mut refused = Vec::new();
    scan(
        &bundled_paths(),
        &Limits::default(),
        &AtomicBool::new(false),
        &mut |delta| {
            entries.extend(delta.entries);
            refused.extend(delta.refused);
        },
    );
    assert!(refused.is_empty(), "{refused:?}");
    Catalog::new(entries)
}

fn sources() -> Vec<Source> {
    let read = |path: &std::path::PathBuf| read_file(path, &Limits::default()).unwrap();
    bundled_paths().iter().map(read).collect()
}

#[test]
fn every_stub_leads_to_a_story_but_for_two() {
    let catalog = catalog();
    let mut wrong = Vec::new();
    let mut labelled = 0;
    let mut missing = 0;
    for source in sources() {
        for story in stories(&source, &Limits::default()).unwrap() {
            let article = &story.article;
            for stub in &story.notes.stubs {
                let lead = stub.label.of(article.text()).trim();
                let title = stub.title.of(article.text());
                let link = stub.link.and_then(|n| article.links().get(n as usize));
                let found = catalog.links().resolve(&Query {
                    title,
                    url: link.map_or("", |l| &l.url),
                    site: &article.meta.site,
                    date: &article.meta.published,
                });
                let meant_to_be = MISSING.iter().any(|m| title.starts_with(m));
                labelled += usize::from(!lead.is_empty());
                missing += usize::from(meant_to_be);
                if meant_to_be != (found == Target::Missing) || matches!(found, Target::Likely(_)) {
                    wrong.push(format!("{}: {lead} {title}: {found:?}", source.name()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(missing, MISSING.len());
    assert!(labelled >= 15, "{labelled} labelled stubs");
}
