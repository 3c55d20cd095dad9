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

/// Speakers of the stories that everybody meets first, as their author wrote them: the words begin so, and who says them.
const SAID: &[(&str, &[(&str, &str)])] = &[
    (
        "swing-bridge-vote.txt",
        &[
            ("We were asked to choose", "Maud Pellinger"),
            ("I have never seen why", "Maud Pellinger"),
            ("bought itself a very", "Dennis Ottway"),
            ("I lost by one vote", "Dennis Ottway"),
            ("But in ten years", "Dennis Ottway"),
            ("sound only where", "An independent survey"),
            ("The iron will see", "Ines Karrow"),
            ("It is the things we added", "Ines Karrow"),
            ("It depends how many", "the official"),
            ("If the answer is none", "the official"),
            ("They told my father", "Joss Tremlin"),
            ("I've got it in writing", "Joss Tremlin"),
            ("after the regatta", "Maud Pellinger"),
            ("I knew when the children", "Maud Pellinger"),
        ],
    ),
    (
        "drehbruecke.txt",
        &[
            ("Man hat uns gefragt", "Maud Pellinger"),
            ("eine sehr hübsche", "Dennis Ottway"),
            ("Wir haben sehr genau", "Friederike Lohmann"),
            ("Vor allem auf die", "Friederike Lohmann"),
        ],
    ),
    (
        "flood-gate.txt",
        &[
            ("because I looked at", "Idris Pole"),
            ("There was a noise", "Lena Strand"),
            ("Then there was no noise", "Lena Strand"),
            ("working closely with", "The firm"),
            ("Both times it was", "the person"),
            ("You can monitor a thing", "the person"),
            ("I have some of my own", "Maud Pellinger"),
            ("They begin with", "Maud Pellinger"),
            ("We've lived here", "Orla Denby"),
            ("Water in, water out", "Orla Denby"),
            ("He wasn't insured", "Denby"),
        ],
    ),
    (
        "tobias-fenn-obituary.txt",
        &[
            ("It was a job of work", "Tobias Albert Fenn"),
            ("They asked me if", "Tobias Albert Fenn"),
            ("We didn't know what", "Piers Hallam"),
            ("It was like somebody", "Piers Hallam"),
            ("checking", "Tobias Albert Fenn"),
            ("I went with him", "Ruth Fenn"),
            ("Then at the ropewalk", "Ruth Fenn"),
            ("So I've written", "Ruth Fenn"),
        ],
    ),
];

#[test]
fn who_speaks_in_the_stories_that_everybody_meets_first() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, said)) = SAID.iter().find(|(name, _)| source.name().ends_with(name)) else {
            continue;
        };
        let story = stories(&source, &Limits::default()).unwrap().remove(0);
        let text = story.article.text();
        for (begins, speaker) in *said {
            let quote = story.notes.quotes.iter().find(|q| {
                q.span
                    .of(text)
                    .trim_start_matches(['"', '„', '“'])
                    .starts_with(begins)
            });
            let voice = quote.and_then(|q| q.voice.as_ref());
            let name = voice.map(|v| v.name.of(text));
            if name != Some(speaker) {
                wrong.push(format!("{begins}: {name:?}, not {speaker}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let names = |source: &Source| SAID.iter().any(|(name, _)| source.name().ends_with(name));
    assert_eq!(sources().iter().filter(|s| names(s)).count(), SAID.len());
}
