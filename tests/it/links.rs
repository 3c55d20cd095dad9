//! Titles and addresses resolved to stories, through the public interface.

use proptest::prelude::*;
use pullquote::{
    format::Limits,
    library::{
        Catalog, Entry, Source,
        links::{Index, Item, Match, Query, Target, address::address, fold},
        stories,
    },
};
use std::path::Path;

const TITLES: &[&str] = &[
    "Old ferry returns to the east bank after ten years",
    "Council weighs second bridge over the river",
    "Why the toll on the river bridge costs twice as much",
    "Harbour pilots' strike enters third week",
    "Mayor resigns over harbour contract",
    "UN clarifies budget",
    "Harbour update: June 2025",
    "Harbour update: July 2025",
    "Release notes 1.68.1",
    "Release notes 1.68.2",
    "Five things the drought taught us about wells",
];

fn item(number: u32, title: &str) -> Item<'_> {
    Item {
        number,
        title,
        ..Item::default()
    }
}

fn library() -> Index {
    Index::build((0..).zip(TITLES).map(|(n, t)| item(n, t)))
}

fn ask(index: &Index, title: &str) -> Target {
    index.resolve(&Query {
        title,
        ..Query::default()
    })
}

fn exact(target: &Target) -> Option<u32> {
    match target {
        Target::Exact(found) => Some(found.number),
        _ => None,
    }
}

#[test]
fn a_title_resolves_however_it_is_dressed() {
    let index = library();
    for (title, number) in [
        ("Old Ferry Returns To The East Bank After Ten Years", 0),
        ("OLD FERRY RETURNS TO THE EAST BANK AFTER TEN YEARS", 0),
        ("Old ferry ‘returns to the east bank’ after 10 years", 0),
        (
            "Exclusive: Old ferry returns to the east bank after ten years",
            0,
        ),
        (
            "Old ferry returns to the east bank after ten years - The Daily News",
            0,
        ),
        ("Old ferry returns to the east bank after ten years (45)", 0),
        ("Old ferry returns to the east…", 0),
        ("Old ferry retruns to the east bank after ten years", 0),
        ("After ten years, the old ferry returns to the east bank", 0),
        ("Council weighs bridge over the river", 1),
        ("Harbour pilots’ strike enters third week | Ships", 3),
        ("Release notes 1.68.2", 9),
        ("July 2025 harbour update", 7),
    ] {
        assert_eq!(exact(&ask(&index, title)), Some(number), "{title}");
    }
}

#[test]
fn another_story_is_not_linked() {
    let index = library();
    for title in [
        "",
        "!",
        "Release notes 1.68.3",
        "Harbour update: August 2025",
        "Mayor opens harbour festival",
        "UN clarifies statement on weapons",
        "Five things the flood taught us about dikes",
        "Old train returns to the west valley after twenty years",
        "The budget",
    ] {
        assert_eq!(exact(&ask(&index, title)), None, "{title}");
    }
}

/// The lines of a table of titles.
fn lines(table: &str) -> impl Iterator<Item = &str> {
    table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

#[test]
fn titles_as_other_stories_write_them_lead_where_they_should() {
    let titles: Vec<&str> = lines(include_str!("../data/links/library.txt")).collect();
    let index = Index::build((0..).zip(&titles).map(|(n, t)| item(n, t)));
    let pairs: Vec<&str> = lines(include_str!("../data/links/pairs.txt")).collect();
    assert!(pairs.len() >= 120, "title and headline in turn");
    let mut wrong = Vec::new();
    for pair in pairs.chunks(2) {
        let (asked, due) = (pair[0], pair[1].trim());
        let found = exact(&ask(&index, asked)).map_or("", |n| titles[n as usize]);
        let fits = match due.split_at(1) {
            ("~", due) => found.is_empty() || found == due.trim(),
            (_, due) => found == due.trim(),
        };
        if !fits {
            wrong.push(format!("{asked}: {found:?}, not {due:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_uncertain_title_is_offered_with_its_score() {
    let found = ask(
        &library(),
        "Bridge over the river debated by council members",
    );
    let Target::Likely(found) = found else {
        panic!("{found:?}");
    };
    assert_eq!(found[0].number, 1);
    assert!(found.iter().all(|m| (0.0..1.0).contains(&m.score)));
}

#[test]
fn an_address_decides_whatever_the_title() {
    let mut index = library();
    index.add(&Item {
        url: "https://www.example.com/2013/a-story/?utm_source=feed",
        ..item(50, "A story")
    });
    let target = index.resolve(&Query {
        title: "Mayor resigns over harbour contract",
        url: "http://m.example.com/2013/a-story/amp/#top",
        ..Query::default()
    });
    let due = Match {
        number: 50,
        score: 1.0,
    };
    assert_eq!(target, Target::Exact(due));
}

/// Titles that the test library has, and some that it has not.
const ASKED: &[&str] = &[
    "Exclusive: Mayor resigns over harbour contract",
    "Council weighs bridge over the river",
    "Old ferry retruns to the east bank after ten years",
    "Harbour update: August 2025",
    "Old ferry returns to the east…",
    "Release notes 1.68.2",
];

#[test]
fn stories_come_and_go_as_if_the_index_were_new() {
    let named = |titles: &[&'static str]| -> Vec<Item<'static>> {
        (0..)
            .zip(titles)
            .map(|(n, t)| Item {
                url: "https://example.com/same",
                ..item(n, t)
            })
            .collect()
    };
    let fewer = [&["One more story of the harbour"], &TITLES[1..8]].concat();
    let (old, new) = (Index::build(named(TITLES)), Index::build(named(&fewer)));
    let renewed = old.clone().renewed(named(&fewer));
    assert_eq!((renewed.len(), renewed.forgotten()), (8, 4));
    let mut removed = old;
    for gone in [0, 8, 9, 10] {
        removed.remove(gone);
    }
    assert_eq!(removed.len(), 7);
    let by_address = Query {
        url: "https://example.com/same/",
        ..Query::default()
    };
    assert_eq!(renewed.resolve(&by_address), new.resolve(&by_address));
    assert_eq!(
        exact(&removed.resolve(&by_address)),
        Some(1),
        "the first that is left"
    );
    for title in ASKED.iter().chain(TITLES) {
        assert_eq!(ask(&renewed, title), ask(&new, title), "{title}");
        let moved = exact(&ask(&removed, title));
        assert_eq!(moved, exact(&ask(&new, title)), "{title}");
    }
}

#[test]
fn an_index_is_kept_in_a_file_and_damage_is_seen() {
    let index = Index::build((0..).zip(TITLES).map(|(n, t)| Item {
        url: "https://example.com/2020/a-story-of-the-old-harbour",
        site: "Gull",
        date: if n == 3 {
            "-0044-03-15"
        } else {
            "2020-02-29T10:00:00Z"
        },
        ..item(n, t)
    }));
    let packed = |index: &Index| {
        let mut file = Vec::new();
        index.pack(&mut file).unwrap();
        file
    };
    let file = packed(&index);
    let unpack = |file: &[u8]| Index::unpack(file, file.len() as u64);
    let again = unpack(&file).unwrap();
    assert_eq!((again.len(), packed(&again)), (index.len(), file.clone()));
    for title in ASKED.iter().chain(TITLES) {
        let query = Query {
            title,
            site: "Gull",
            date: "2020-03-01",
            ..Query::default()
        };
        assert_eq!(again.resolve(&query), index.resolve(&query), "{title}");
    }
    for n in 0..file.len() {
        let mut changed = file.clone();
        changed[n] ^= 1;
        assert!(unpack(&changed).is_none(), "byte {n}");
    }
    assert!(unpack(&file[..file.len() / 2]).is_none());
}

#[test]
fn a_catalog_keeps_its_index_from_run_to_run() {
    let dir = tempfile::tempdir().unwrap();
    let entries = |count: usize| {
        let mut found = Vec::new();
        for n in 0..count {
            let text = format!(
                "# Story number {n} of the year {}\n\nIt rained.\n",
                1000 + n % 997
            );
            let source = Source::new(Path::new("a.md"), text.into_bytes());
            let story = stories(&source, &Limits::default()).unwrap().remove(0);
            found.push(Entry::new(&source, 0, story.format, &story.article));
        }
        found
    };
    let many = entries(5_001);
    let asked = |catalog: &Catalog| {
        let index = catalog.links_kept(Some(dir.path()));
        exact(&ask(index, "Story number 4999 of the year 1014"))
    };
    assert_eq!(asked(&Catalog::new(many[..5_000].to_vec())), Some(4_999));
    let file = dir.path().join("titles.idx");
    let first = std::fs::read(&file).unwrap();
    assert_eq!(asked(&Catalog::new(many[..5_000].to_vec())), Some(4_999));
    assert_eq!(std::fs::read(&file).unwrap(), first, "nothing to write");
    assert_eq!(asked(&Catalog::new(many.clone())), Some(4_999));
    assert!(
        std::fs::read(&file).unwrap().len() > first.len(),
        "one story more"
    );
    std::fs::write(&file, &first[..first.len() - 1]).unwrap();
    assert_eq!(
        asked(&Catalog::new(many[1..].to_vec())),
        Some(4_998),
        "damaged"
    );
    let again = std::fs::read(&file).unwrap();
    let unpacked = Index::unpack(&*again, again.len() as u64);
    assert!(unpacked.is_some(), "made again");
}

#[test]
fn aliases_and_the_words_of_an_address_are_names_too() {
    let index = Index::build([Item {
        aliases: vec!["Ferry comes home at last"],
        url: "https://example.com/news/ferry-moors-again-at-east-bank-pier.html",
        site: "Daily News",
        ..item(7, "Old ferry returns | Daily News")
    }]);
    for title in [
        "Ferry comes home at last",
        "Ferry moors again at east bank pier",
        "Old ferry returns",
    ] {
        assert_eq!(exact(&ask(&index, title)), Some(7), "{title}");
    }
}

#[test]
fn of_stories_with_one_title_the_publication_and_the_date_choose() {
    let of = |number, site, date| Item {
        site,
        date,
        ..item(number, "Letters to the editor")
    };
    let index = Index::build([
        of(0, "Weekly", "2012-01-01"),
        of(1, "Daily News", "2012-01-01"),
        of(2, "Daily News", "2013-05-01"),
    ]);
    let ask = |site, date| {
        exact(&index.resolve(&Query {
            title: "Letters to the Editor",
            site,
            date,
            ..Query::default()
        }))
    };
    assert_eq!(ask("", ""), Some(0));
    assert_eq!(ask("Daily News", ""), Some(1));
    assert_eq!(ask("daily news", "2013-05-07T10:00:00Z"), Some(2));
}

/// Made-up headlines of few words, so that many are alike.
fn headline() -> impl Strategy<Value = String> {
    let words = [
        "harbour", "ferry", "mayor", "bridge", "the", "of", "and", "toll", "river", "2024",
        "seven", "Ölpreis", "U.S.", "says",
    ];
    let word = prop::sample::select(words.to_vec());
    prop::collection::vec(word, 1..9).prop_map(|w| w.join(" "))
}

/// Headlines that share the small words and the moulds of the library's with it, and none of its things.
fn other_headline() -> impl Strategy<Value = String> {
    let thing = || {
        prop::sample::select(vec![
            "orchard",
            "violin",
            "senate",
            "glacier",
            "bakery",
            "comet",
            "tailor",
            "vaccine",
            "stadium",
            "novelist",
            "copper",
            "parliament",
            "badger",
            "museum",
            "tractor",
            "poet",
            "volcano",
            "budgie",
            "railway",
            "chess",
        ])
    };
    let mould = prop::sample::select(vec![
        "Old A returns to the B after ten years",
        "Council weighs second A for the B",
        "Why the A costs twice as much",
        "The A and the B enter third week",
        "A resigns over B contract",
        "Five things the A taught us about B",
        "What the A says of the B",
        "A, B and the end of an era",
    ]);
    (mould, thing(), thing()).prop_map(|(m, a, b)| {
        let word = |w: &str| match w {
            "A" => a.to_owned(),
            "B" => b.to_owned(),
            w => w.replace("A,", &format!("{a},")),
        };
        m.split(' ').map(word).collect::<Vec<_>>().join(" ")
    })
}

const ADDRESS: &str = r"(https?://|//|)(www\.|m\.|amp\.){0,3}([a-z]{1,5}\.){0,2}(com|org|web\.archive\.org|x\.cdn\.ampproject\.org|google\.com)(/(amp|s|c|web|index\.html|a\.amp|%c3%A9|%%41|https:|example\.com|b)){0,6}/?(\?[a-c&=]{0,6}(&utm_x=1)?)?(#x)?";

proptest! {
    #[test]
    fn folding_a_title_twice_changes_nothing(title in r"\PC{0,60}|[a-zA-Z0-9.,'& ßİ]{0,40}") {
        let once = fold::title(&title);
        prop_assert_eq!(fold::title(&once), once.clone());
    }

    #[test]
    fn folding_an_address_twice_changes_nothing(url in ADDRESS) {
        if let Some(once) = address(&url) {
            prop_assert_eq!(address(&once), Some(once.clone()));
        }
    }

    #[test]
    fn a_title_resolves_to_its_story_or_one_of_the_same_title(titles in prop::collection::vec(headline(), 1..30)) {
        let index = Index::build((0..).zip(&titles).map(|(n, t)| item(n, t)));
        for title in &titles {
            let found = exact(&ask(&index, title)).map(|n| fold::title(&titles[n as usize]));
            prop_assert_eq!(found, Some(fold::title(title)));
        }
    }

    #[test]
    fn unrelated_stories_turn_no_link(
        others in prop::collection::vec("([b-df-hj-np-tv-z]{3}[aeiou][b-z]{2} ){3,8}", 0..200)
    ) {
        let mut index = library();
        let asked = [
            "Exclusive: Mayor resigns over harbour contract",
            "Council weighs bridge over the river",
            "Old ferry retruns to the east bank after ten years",
            "Harbour update: August 2025",
            "Five things the flood taught us about dikes",
        ];
        let before: Vec<_> = asked.iter().map(|t| exact(&ask(&index, t))).collect();
        for (n, title) in (1000..).zip(&others) {
            index.add(&item(n, title));
        }
        let after: Vec<_> = asked.iter().map(|t| exact(&ask(&index, t))).collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn stories_that_share_only_common_words_turn_no_link(
        others in prop::collection::vec(other_headline(), 0..300)
    ) {
        let mut index = library();
        let asked = TITLES.iter().chain(ASKED);
        let before: Vec<_> = asked.clone().map(|t| exact(&ask(&index, t))).collect();
        for (n, title) in (1000..).zip(&others) {
            index.add(&item(n, title));
        }
        let after: Vec<_> = asked.map(|t| exact(&ask(&index, t))).collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn any_text_is_asked_without_harm(title in r"\PC{0,300}", url in r"\PC{0,60}") {
        let query = Query { title: &title, url: &url, site: &title, date: &url };
        prop_assert_eq!(exact(&library().resolve(&query)).filter(|n| *n > 10), None);
    }
}
