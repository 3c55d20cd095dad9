//! A library: what is on the disk and in its catalog, from the command line.

use crate::support::home::{Home, page, three};
use std::{fs, path::Path};

#[test]
fn a_folder_becomes_a_library() {
    let home = three();
    let (said, code) = home.run(&["list"]);
    assert_eq!(code, 0);
    assert!(
        said.contains("the library is empty; `pullquote add FOLDER`"),
        "{said}"
    );
    assert_eq!(home.add(), "3 stories in the library\n");
    assert_eq!(
        home.titles(&["list"]),
        ["A bell rings", "Ferries return", "Eels"]
    );
    assert_eq!(
        home.titles(&["list", "--sort", "title", "--reverse"]),
        ["Ferries return", "Eels", "A bell rings"]
    );
    assert_eq!(home.titles(&["list", "--limit", "1"]), ["A bell rings"]);
    assert_eq!(
        home.run(&["add"]).0.trim_end(),
        fs::canonicalize(home.stories()).unwrap().to_str().unwrap()
    );
    let (said, code) = home.run(&["remove", home.stories().to_str().unwrap()]);
    assert_eq!((said.as_str(), code), ("", 0));
    assert!(home.run(&["list", "--json"]).0.contains("library is empty"));
    assert!(home.stories().join("a.md").exists());
}

#[test]
fn data_that_lies_among_the_stories_is_none() {
    let home = three();
    let file = |name: &str, text: &str| fs::write(home.stories().join(name), text).unwrap();
    file("package.json", r#"{"name": "knots", "version": "1.0.0"}"#);
    file("numbers.json", "[1, 2, 3]");
    file("tide.csv", "hour,height\n1,2.5\n");
    file("feed.xml", "<rss><channel></channel></rss>");
    file("gulls.json", r#"{"title": "Gulls", "text": "They came."}"#);
    assert_eq!(home.add(), "4 stories in the library\n");
    let stories = home.stories();
    let shown = home.run(&["show", stories.to_str().unwrap()]).0;
    assert!(
        shown.contains("They came.") && !shown.contains("knots"),
        "{shown}"
    );
    let mut session = home.session(&[stories.to_str().unwrap()], (140, 24));
    session.shows("Gulls");
    session.hides("knots");
    session.hides("hour,height");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    // Asked for by name it is shown as it is.
    let named = stories.join("package.json");
    let shown = home.run(&["show", named.to_str().unwrap()]).0;
    assert!(shown.contains("knots"), "{shown}");
}

#[test]
fn stories_are_found_by_their_words() {
    let home = three();
    home.add();
    for (query, want) in [
        ("ferries", &["Ferries return"][..]),
        ("harbour", &["Ferries return", "A bell rings", "Eels"]),
        ("title:eels", &["Eels"]),
        ("cafe", &["A bell rings"]),
        ("CAFÉ", &["A bell rings"]),
        ("\"seen the eels\"", &["Eels"]),
        ("\"the seen eels\"", &[]),
        ("ferr*", &["Ferries return"]),
        ("eels OR bell", &["Eels", "A bell rings"]),
        ("harbour NOT eels NOT bell", &["Ferries return"]),
        ("by:lee after:2014", &["A bell rings"]),
        ("tag:harbour before:2013", &["Eels"]),
        ("is:starred", &[]),
        ("words>3 is:unread after:2013-06", &["A bell rings"]),
    ] {
        let mut found = home.titles(&["search", query]);
        let mut want = want.to_vec();
        found.sort();
        want.sort_unstable();
        assert_eq!(found, want, "{query}");
    }
    assert_eq!(home.run(&["search", "nowhere"]), (String::new(), 1));
    assert_eq!(home.run(&["search"]).1, 2);
    let (text, _) = home.run(&["search", "cafe"]);
    assert!(text.contains("The café was shut"), "{text}");
}

#[test]
fn a_word_finds_its_other_forms_after_itself() {
    let story = |lang: &str, title: &str, text: &str| {
        format!("---\ntitle: {title}\nlang: {lang}\ndate: 2013-05-07\n---\n\n{text}\n")
    };
    let home = Home::new(&[
        ("a.md", &story("en", "One", "An election was held.")),
        (
            "b.md",
            &story("en", "Elections, many", "Elections and elections."),
        ),
        ("c.md", &story("de", "Drei", "Die Wahlen waren frei.")),
        (
            "d.md",
            &story("de", "Vier", "Eine Wahl, zwei Häuser, ein Haus."),
        ),
    ]);
    home.add();
    for (query, want) in [
        ("election", &["One", "Elections, many"][..]),
        ("elections", &["Elections, many", "One"]),
        ("\"election\"", &["One"]),
        ("electio*", &["Elections, many", "One"]),
        ("wahl", &["Vier", "Drei"]),
        ("wahlen frei", &["Drei"]),
        ("wahlen hauses", &["Vier"]),
        ("title:elections", &["Elections, many"]),
        ("elections NOT held", &["Elections, many"]),
    ] {
        assert_eq!(home.titles(&["search", query]), want, "{query}");
        let listed = home.titles(&["list", query]);
        assert_eq!(listed.len(), want.len(), "{query}");
    }
    let (text, _) = home.run(&["search", "--color", "always", "held elections"]);
    assert!(text.contains("An \x1b[1melection\x1b[22m was"), "{text}");
}

#[test]
fn what_was_said_is_found_though_no_screen_was_open() {
    let text = "\"The ferries are late again,\" Ann Lee said. They sail on Monday.";
    let home = Home::new(&[("a.md", &page("Ferries", "2013-05-07", text))]);
    home.add();
    assert_eq!(home.titles(&["search", "said:late"]), ["Ferries"]);
    assert_eq!(home.titles(&["list", "speaker:lee"]), ["Ferries"]);
    assert!(home.titles(&["search", "said:monday"]).is_empty());
}

#[test]
fn who_speaks_and_what_is_said_are_asked_of_the_same_quote() {
    let text =
        "\"The ferries are late again,\" Ann Lee said. \"The eels will come,\" Bob Gray said.";
    let home = Home::new(&[("a.md", &page("Ferries", "2013-05-07", text))]);
    home.add();
    for (query, found) in [
        ("speaker:lee said:late", true),
        ("speaker:gray said:eels", true),
        ("speaker:lee said:eels", false),
        ("speaker:lee speaker:gray", true),
        ("said:late said:eels speaker:lee", false),
        ("speaker:lee OR speaker:gray said:eels", true),
        ("speaker:lee -said:eels", false),
        ("speaker:lee -said:whales", true),
    ] {
        let titles = home.titles(&["search", query]);
        assert_eq!(!titles.is_empty(), found, "{query}");
    }
}

#[test]
fn words_are_found_where_no_spaces_part_them() {
    let story = |title: &str, author: &str, text: &str| {
        format!(
            "---\ntitle: {title}\nauthor: {author}\ntags: [港湾労働]\ndate: 2013-05-07\n---\n\n{text}\n"
        )
    };
    let home = Home::new(&[
        (
            "a.md",
            &story(
                "港湾のストライキが二週目に入る",
                "田中太郎",
                "労働者は動かない。",
            ),
        ),
        (
            "b.md",
            &story("东京港口罢工进入第二周", "王小明", "工人周四再次罢工。"),
        ),
    ]);
    home.add();
    for (query, want) in [
        ("title:ストライキ", &["港湾のストライキが二週目に入る"][..]),
        ("title:東京", &[]),
        ("title:东京", &["东京港口罢工进入第二周"]),
        ("罢工", &["东京港口罢工进入第二周"]),
        ("by:太郎", &["港湾のストライキが二週目に入る"]),
        ("湾労 动", &[]),
        ("動かない", &["港湾のストライキが二週目に入る"]),
        ("title:動かない", &[]),
    ] {
        assert_eq!(home.titles(&["search", query]), want, "{query}");
    }
}

#[test]
fn many_stories_are_taken_in_at_once_and_each_is_found() {
    let filler = "The harbour master waited for the ferry. ".repeat(100);
    let story = |n: usize| format!("Story {n}\n\nword{n} {filler}\n");
    let home = Home::new(&[]);
    for n in 0..900 {
        home.write(&format!("{n}.txt"), &story(n));
    }
    assert_eq!(home.add(), "900 stories in the library\n");
    for n in [0, 7, 450, 899] {
        home.write(&format!("{n}.txt"), &story(n + 1_000));
    }
    fs::remove_file(home.stories().join("5.txt")).unwrap();
    home.write("late.txt", &story(5_000));
    assert_eq!(home.titles(&["list"]).len(), 900);
    for (word, found) in [
        ("word0", 0),
        ("word1000", 1),
        ("word5", 0),
        ("word450", 0),
        ("word451", 1),
        ("word5000", 1),
        ("word8*", 110),
    ] {
        let args = ["search", word, "--limit", "1000"];
        assert_eq!(home.titles(&args).len(), found, "{word}");
    }
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}

#[test]
fn what_comes_changes_and_goes_is_seen() {
    let home = three();
    home.add();
    home.write("d.md", &page("A new one", "2020-01-01", "New."));
    home.write(
        "a.md",
        &page("Ferries are late", "2013-05-07", "They are late."),
    );
    fs::remove_file(home.stories().join("b.md")).unwrap();
    fs::rename(home.stories().join("c.md"), home.stories().join("z.md")).unwrap();
    assert_eq!(
        home.titles(&["list"]),
        ["A new one", "Ferries are late", "Eels"]
    );
    assert!(home.titles(&["search", "bell"]).is_empty());
    assert_eq!(home.titles(&["search", "late"]), ["Ferries are late"]);
    let eels = home.field(&["search", "eels"], "path");
    assert!(eels[0].ends_with("z.md"), "{eels:?}");
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}

#[test]
fn a_folder_that_is_away_is_not_forgotten() {
    let home = three();
    home.add();
    let away = home.dir.path().join("away");
    fs::rename(home.stories(), &away).unwrap();
    assert_eq!(home.titles(&["list"]).len(), 3);
    fs::create_dir(home.stories()).unwrap();
    assert_eq!(
        home.titles(&["list"]).len(),
        3,
        "an empty place to plug it in"
    );
    fs::remove_dir(home.stories()).unwrap();
    fs::rename(&away, home.stories()).unwrap();
    assert_eq!(home.titles(&["search", "ferries"]), ["Ferries return"]);
}

#[test]
fn the_same_story_in_two_files_is_one() {
    let with = |url: &str, text: &str| format!("---\ntitle: One\nsource: {url}\n---\n\n{text}\n");
    let home = Home::new(&[
        (
            "a.md",
            &with("https://www.coast.example/one?utm_source=x", "The text."),
        ),
        (
            "b.md",
            &with("http://coast.example/one/", "The text, longer."),
        ),
        ("c.md", &with("https://coast.example/two", "Another.")),
    ]);
    home.add();
    assert_eq!(home.titles(&["list"]).len(), 2);
    fs::remove_file(home.stories().join("a.md")).unwrap();
    assert_eq!(home.titles(&["list"]).len(), 2);
    assert_eq!(home.titles(&["search", "longer"]), ["One"]);
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}

#[test]
fn the_same_text_saved_in_two_ways_is_one_story() {
    let words = "The harbour master said that the ferries would sail again on Monday morning. ";
    let text = words.repeat(5);
    let named = |url: &str, title: &str| {
        format!("---\ntitle: {title}\nsource: {url}\ndate: 2013-05-07\n---\n\n{text}\n")
    };
    let paths = ["a.txt", "b.md", "c.md", "d.md", "e.txt"];
    let texts = [
        format!("Ferries sail\n\n{text}\n"),
        named("https://a.example/ferries", "Ferries sail"),
        named("https://b.example/ferries", "Ferries sail, they say"),
        named("https://a.example/ferries", "Ferries sail").replace("Monday", "Tuesday"),
        format!("Short\n\n{words}\n"),
    ];
    // In whatever order they come: plain text joins a page, one page joins itself, two publishers stay two, few words join nothing.
    for order in [[0, 1, 2, 3, 4], [3, 2, 1, 0, 4], [1, 0, 3, 4, 2]] {
        let home = Home::new(&[]);
        for n in order {
            home.write(paths[n], &texts[n]);
            home.add();
        }
        home.write("f.txt", &texts[4].replace("Short", "Another"));
        let mut found = home.titles(&["list"]);
        found.sort();
        let want = ["Another", "Ferries sail", "Ferries sail, they say", "Short"];
        assert_eq!(found, want, "{order:?}");
        let (json, _) = home.run(&["list", "--json"]);
        let files = |line: &str| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["files"].as_array().map_or(1, Vec::len)
        };
        assert_eq!(json.lines().map(files).sum::<usize>(), 6, "{json}");
        assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
        for name in ["b.md", "d.md"] {
            fs::remove_file(home.stories().join(name)).unwrap();
        }
        assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
    }
}

#[test]
fn a_catalog_that_is_damaged_or_lost_is_made_again() {
    let home = three();
    home.add();
    let catalog = home
        .dir
        .path()
        .join("home/cache")
        .join(pullquote::library::store::FILE_NAME);
    damage(&catalog);
    assert_eq!(home.titles(&["list"]).len(), 3);
    fs::remove_dir_all(home.dir.path().join("home/cache")).unwrap();
    assert_eq!(home.titles(&["list"]).len(), 3);
}

fn damage(catalog: &Path) {
    let mut bytes = fs::read(catalog).unwrap();
    bytes[..2000].fill(7);
    fs::write(catalog, bytes).unwrap();
}

#[test]
fn an_export_comes_in_once_and_joins_its_files() {
    let page = "---\ntitle: Ferries return\nsource: https://coast.example/1\n---\n\nThe ferries came back.\n";
    let home = Home::new(&[("a.md", page)]);
    home.add();
    let export = home.dir.path().join("part_000000.csv");
    let rows = "title,url,time_added,tags,status\nFerries,https://coast.example/1?utm_source=x,1556712000,sea|old,archive\n\
                A bell,https://coast.example/2,1556712000,,unread\n";
    fs::write(&export, rows).unwrap();
    let (first, code) = home.run(&["import", export.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(
        first.contains("2 stories\n") && first.contains("1 whose text is in the library already"),
        "{first}"
    );
    assert!(first.contains("1 address that waits"), "{first}");
    let (again, _) = home.run(&["import", export.to_str().unwrap()]);
    assert!(again.contains("brought in before"), "{again}");
    assert_eq!(
        home.titles(&["list", "is:any", "--sort", "title"]),
        ["A bell", "Ferries return"]
    );
    assert_eq!(
        home.titles(&["list", "tag:sea is:read"]),
        ["Ferries return"]
    );
    assert_eq!(home.titles(&["list", "is:ghost"]), ["A bell"]);
    // The saved page comes: it takes the place of the address.
    home.write(
        "b.md",
        "---\ntitle: A bell rings\nsource: https://coast.example/2\n---\n\nIt rings.\n",
    );
    assert_eq!(
        home.titles(&["list", "--sort", "title"]),
        ["A bell rings", "Ferries return"]
    );
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}

#[test]
fn what_was_done_with_a_story_survives_its_being_edited() {
    let mail = |subject: &str, id: &str| {
        format!(
            "From a@b.example Tue May  7 09:30:00 2013\nFrom: a@b.example\nSubject: {subject}\n\
             Message-ID: <{id}@b.example>\nDate: Tue, 7 May 2013 09:30:00 +0000\n\nA letter of {subject}.\n\n"
        )
    };
    let home = Home::new(&[
        ("a.md", &page("Eels", "2013-05-07", "They swim.")),
        ("box.mbox", &(mail("One", "1") + &mail("Two", "2"))),
    ]);
    home.add();
    assert_eq!(home.run(&["mark", "eels", "--star", "--read"]).1, 0);
    assert_eq!(home.run(&["tag", "title:two", "--add", "kept"]).1, 0);
    // A sentence more, another headline, and mail that came before and after.
    home.write("a.md", &page("Eels again", "2013-05-07", "They swim far."));
    home.write(
        "box.mbox",
        &(mail("Zero", "0") + &mail("One", "1") + &mail("Two", "2") + &mail("Three", "3")),
    );
    assert_eq!(home.titles(&["list", "is:starred is:read"]), ["Eels again"]);
    assert_eq!(home.titles(&["list", "tag:kept"]), ["Two"]);
    // It stands in the journal, not only in the catalog.
    fs::remove_dir_all(home.dir.path().join("home/cache")).unwrap();
    assert_eq!(home.titles(&["list", "is:starred is:read"]), ["Eels again"]);
    assert_eq!(home.titles(&["list", "tag:kept"]), ["Two"]);
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}

#[test]
fn tags_and_marks_are_kept_and_survive_a_rename() {
    let home = three();
    home.add();
    assert_eq!(
        home.run(&["tag", "eels", "--add", "river life"]).0,
        "1 story\n"
    );
    assert_eq!(home.run(&["tag", "title:eels", "--remove", "harbour"]).1, 0);
    assert_eq!(home.run(&["mark", "ferries", "--star", "--read"]).1, 0);
    assert_eq!(home.run(&["mark", "bell", "--trash"]).1, 0);
    assert_eq!(home.run(&["mark", "bell"]).1, 2);
    assert_eq!(home.run(&["mark", "--star"]).1, 2);
    assert_eq!(
        home.run(&["tag"]).0,
        "       1 harbour\n       1 river life\n"
    );
    fs::rename(home.stories().join("a.md"), home.stories().join("moved.md")).unwrap();
    fs::remove_dir_all(home.dir.path().join("home/cache")).unwrap();
    assert_eq!(
        home.titles(&["list", "is:starred is:read"]),
        ["Ferries return"]
    );
    assert_eq!(home.titles(&["list", "tag:\"river life\""]), ["Eels"]);
    assert_eq!(home.titles(&["list", "is:trashed"]), ["A bell rings"]);
    assert_eq!(home.titles(&["list"]).len(), 2);
    let (stats, _) = home.run(&["stats"]);
    assert!(
        stats.starts_with("1 story read, 1 min\n1 day in a row"),
        "{stats}"
    );
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}

#[test]
fn what_is_wrong_is_found_and_mended() {
    let home = three();
    home.add();
    home.run(&["mark", "is:any", "--star"]);
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
    let journal = home.dir.path().join("home/data/state.jsonl");
    let mut lines = fs::read_to_string(&journal).unwrap();
    lines.push_str("{\"v\":1,\"id\":\"torn\n");
    fs::write(&journal, lines).unwrap();
    damage(
        &home
            .dir
            .path()
            .join("home/cache")
            .join(pullquote::library::store::FILE_NAME),
    );
    let (said, code) = home.run(&["check"]);
    assert!(
        said.contains("1 damaged lines") && said.contains("is damaged"),
        "{said}"
    );
    assert_eq!(code, 1);
    assert_eq!(home.run(&["check", "--repair"]).1, 0);
    assert_eq!(home.run(&["check"]).1, 0);
    assert_eq!(home.titles(&["list", "is:starred"]).len(), 3);
}

#[test]
fn devices_share_a_folder() {
    let (one, two) = (three(), three());
    let shared = tempfile::tempdir().unwrap();
    for home in [&one, &two] {
        let config = home.dir.path().join("home/config");
        fs::create_dir_all(&config).unwrap();
        let sync = format!("sync = {:?}\n", shared.path().to_str().unwrap());
        fs::write(config.join("settings.toml"), sync).unwrap();
        home.add();
    }
    one.run(&["mark", "eels", "--star"]);
    two.run(&["tag", "eels", "--add", "seen"]);
    for home in [&one, &two] {
        assert_eq!(home.titles(&["list", "is:starred tag:seen"]), ["Eels"]);
    }
    assert_eq!(
        fs::read_dir(shared.path()).unwrap().count(),
        2,
        "a journal a device"
    );
}

#[test]
fn groups_of_the_list_have_headings_and_scroll_with_it() {
    let pages: Vec<(String, String)> = (1..=12_u32)
        .map(|n| {
            let day = format!("2013-05-{:02}", n.div_ceil(3));
            (
                format!("{n}.md"),
                page(&format!("Story {n:02}"), &day, "A body."),
            )
        })
        .collect();
    let pages: Vec<_> = pages.iter().map(|(n, t)| (&**n, &**t)).collect();
    let home = Home::new(&pages);
    home.add();
    let mut session = home.session(&[], (80, 12));
    let alone =
        |what: &'static str| move |s: &vt100::Screen| s.rows(0, 80).any(|row| row.trim() == what);
    session.shows("Story 12");
    session.send(":group day\r");
    session.until("a heading", alone("4 May 2013"));
    session.until("the next", alone("3 May 2013"));
    // The last story is on the screen, under the heading of its day.
    session.send("G");
    session.until("the last", alone("1 May 2013"));
    session.shows("Story 01");
    session.hides("Story 12");
    // At the top of the screen stands the heading of the day that goes on there.
    session.send("gg");
    session.until("the first", alone("4 May 2013"));
    session.send(":group nothing\r");
    session.until("no heading", |s| !alone("4 May 2013")(s));
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn what_the_whole_library_misses_most_comes_first() {
    let files: Vec<(String, String)> = (0..900)
        .map(|n| {
            let common = if n % 300 == 7 {
                "Related: The clock that nobody winds any more\n\n"
            } else {
                ""
            };
            let body = format!(
                "It rained in village number {n}, and the well ran over in the night.\n\nRead also: Rain fell on hamlet {n}00{n} all night long\n\n{common}That was all there was to say."
            );
            (format!("{n:03}.md"), page(&format!("Rain in village {n}"), "2013-05-07", &body))
        })
        .collect();
    let files: Vec<(&str, String)> = files.iter().map(|(n, t)| (&**n, t.clone())).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, &**t)).collect();
    let home = Home::new(&files);
    home.add();
    let (shown, status) = home.run(&["links", "--wanted"]);
    assert_eq!(status, 0);
    let first = shown.lines().next().unwrap();
    assert_eq!(first, "3 The clock that nobody winds any more");
    assert_eq!(
        shown
            .lines()
            .filter(|l| l.starts_with("1 Rain fell"))
            .count(),
        900
    );
}
