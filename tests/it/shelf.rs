//! The list of a library on the screen.

use crate::support::home::{Home, page, three};

#[test]
fn a_search_shows_where_the_words_stand() {
    let home = three();
    home.add();
    let (text, _) = home.run(&["search", "--color", "always", "ferries"]);
    assert!(text.contains("\x1b[1mFerries\x1b[22m return"), "{text}");
    assert!(
        text.contains("The \x1b[1mferries\x1b[22m came back"),
        "{text}"
    );
    let (text, _) = home.run(&["search", "ferries"]);
    assert!(!text.contains('\x1b'), "{text}");
    let (json, _) = home.run(&["search", "--json", "\"came back\""]);
    let line: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(line["snippet"]["hits"], serde_json::json!([[12, 21]]));
    // On the screen the line follows as one types.
    let mut session = home.session(&[], (80, 16));
    session.shows("Ferries return");
    session.hides("came back");
    session.send("/harb");
    session.shows("The ferries came back to the harbour.");
    let row = session
        .rows()
        .iter()
        .position(|r| r.contains("Ferries return"))
        .unwrap();
    assert!(
        session.rows()[row + 1].contains("came back"),
        "below its headline"
    );
    session.send("\x1b");
    session.hides("came back");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn the_lists_stand_at_the_side_of_a_wide_screen() {
    let home = three();
    home.add();
    home.run(&["mark", "eels", "--star", "--read"]);
    let mut session = home.session(&[], (140, 24));
    let counted = |name: &str, count: &str| {
        let (name, count) = (name.to_owned(), count.to_owned());
        move |s: &vt100::Screen| {
            let side: Vec<String> = s.rows(0, 26).collect();
            side.iter()
                .any(|r| r.contains(&name) && r.trim_end().ends_with(&count))
        }
    };
    session.until("all", counted("All stories", "3"));
    session.until("unread", counted("Unread", "2"));
    session.until("starred", counted("Starred", "1"));
    session.until("a tag", counted("harbour", "3"));
    // With keys: the list follows the cursor, and its stories are a key away.
    session.send("\\j");
    session.until("the unread ones", |s| {
        let list: Vec<String> = s.rows(27, 36).collect();
        list.iter().any(|r| r.contains("A bell rings")) && !list.iter().any(|r| r.contains("Eels"))
    });
    session.send("\rs");
    session.until("a star", counted("Starred", "2"));
    // A search that is kept stands there too, and can be forgotten.
    session.send("/ferries\r");
    session.send(":keep-list Boats\r");
    session.until("a kept search", counted("Boats", "1"));
    session.send("\\d");
    session.until("no kept search", |s| !counted("Boats", "1")(s));
    // With the mouse.
    let row = session
        .rows()
        .iter()
        .position(|r| r.contains("Starred"))
        .unwrap();
    session.send(&format!("\x1b[<0;5;{}M", row + 1));
    session.until("the starred ones", |s| {
        s.rows(27, 36).any(|r| r.contains("Eels"))
    });
    session.send(":sidebar\r");
    session.hides("All stories");
    session.send("\\");
    session.shows("All stories");
    session.send("qZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_file_is_deleted_only_after_a_second_answer() {
    let home = three();
    home.write(
        "d.jsonl",
        "{\"title\":\"One of many\",\"text\":\"A text.\",\"date\":\"2020-01-01\"}\n",
    );
    home.add();
    let mut session = home.session(&[], (80, 24));
    session.shows("One of many");
    session.send("ggD");
    session.shows("one of several in a file");
    session.send("jD");
    session.shows("gu does not bring it back");
    let path = home.stories().join("b.md");
    let whole = path.to_str().unwrap().to_owned();
    session.until("the whole path", move |s| {
        s.contents().replace(['\n', ' ', '│'], "").contains(&whole)
    });
    session.send("\r");
    session.hides("gu does not bring it back");
    assert!(path.exists(), "the first answer keeps it");
    session.send("D");
    session.shows("gu does not bring it back");
    session.send("j\r");
    session.shows("Deleted: ");
    session.hides("A bell rings");
    assert!(!path.exists());
    assert_eq!(std::fs::read_dir(home.stories()).unwrap().count(), 3);
    // On the command line: without a terminal only where it is said to be meant.
    let file = |name: &str| home.stories().join(name).to_str().unwrap().to_owned();
    let (said, code) = home.run(&["delete", &file("a.md")]);
    assert!(said.contains("--yes") && code == 1, "{said}");
    let (said, code) = home.run(&["delete", "--yes", &file("d.jsonl")]);
    assert!(said.contains("one of several") && code == 1, "{said}");
    let (said, code) = home.run(&["delete", "--yes", &file("a.md")]);
    assert!(said.starts_with("Deleted: ") && code == 0, "{said}");
    assert_eq!(home.titles(&["list"]), ["One of many", "Eels"]);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

/// A library of so many stories, one a day, number 0 the latest.
fn many(stories: usize) -> Home {
    let files: Vec<(String, String)> = (0..stories)
        .map(|n| {
            let day = format!("2{:03}-{:02}-01", 900 - n / 12, 12 - n % 12);
            (
                format!("{n:04}.md"),
                page(&format!("Story {n:04}"), &day, "A body."),
            )
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
    let home = Home::new(&files);
    home.add();
    home
}

#[test]
fn a_range_is_acted_on_to_its_end_and_all_of_it_undone() {
    let home = many(900);
    let mut session = home.session(&[], (100, 24));
    session.shows("900 unread of 900");
    // From the first story to the last: most of them never were on the screen.
    session.send("ggVG");
    session.shows("Story 0899");
    session.send("t");
    session.send("long range\r");
    session.shows("900 stories");
    home.comes_to("tag:long", 900);
    home.comes_to("tag:range", 900);
    session.send("gu");
    session.shows("Undone: Tagged. 900 stories.");
    home.comes_to("tag:long", 0);
    session.send("gU");
    session.shows("Done again: Tagged.");
    home.comes_to("tag:range", 900);
    // Each kind of change, on several at once, and back.
    for (key, query) in [
        ("s", "is:starred"),
        ("r", "is:read"),
        ("a", "is:archived"),
        ("d", "is:trashed"),
    ] {
        session.send("ggvvv");
        session.shows("3 marked");
        session.send(key);
        home.comes_to(query, 3);
        session.send("gu");
        home.comes_to(query, 0);
    }
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn very_many_stories_are_acted_on_while_the_screen_goes_on() {
    let lines: Vec<String> = (0..5_000)
        .map(|n| format!("{{\"title\":\"Story {n:04}\",\"text\":\"A body of words.\",\"date\":\"2020-01-01\"}}\n"))
        .collect();
    let home = Home::new(&[("many.jsonl", &lines.concat())]);
    home.add();
    home.run(&["mark", "title:4321", "--star"]);
    home.run(&["tag", "title:4321", "--add", "kept"]);
    let mut session = home.session(&[], (100, 24));
    session.shows("5000 unread of 5000");
    session.send("ggVG");
    session.shows("Story 0000");
    session.send("s");
    session.shows("Starred. 5000 stories; gu undoes it.");
    home.comes_to("is:starred", 5_000);
    // Whoever quits at once loses nothing.
    session.send("ggVG");
    session.shows("Story 0000");
    session.send("t");
    session.shows("tag");
    session.send("kept\rZZ");
    assert_eq!(session.ends(), 0);
    assert_eq!(home.titles(&["list", "tag:kept"]).len(), 5_000);
    let mut session = home.session(&[], (100, 24));
    session.shows("5000 unread of 5000");
    session.send("ggVG");
    session.shows("Story 0000");
    session.send("t");
    session.shows("tag");
    session.send("-kept\r");
    session.shows("Tag taken away. 5000 stories; gu undoes it.");
    home.comes_to("tag:kept", 0);
    session.send("gu");
    session.shows("Undone: Tag taken away.");
    home.comes_to("tag:kept", 5_000);
    session.send("gU");
    session.shows("Done again: Tag taken away.");
    home.comes_to("tag:kept", 0);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn the_next_unread_story_is_found_however_far_below() {
    let home = many(900);
    home.run(&["mark", "before:2899", "--read"]);
    home.run(&["mark", "title:0873", "--unread"]);
    let mut session = home.session(&[], (100, 24));
    session.shows("unread of 900");
    session.send("/before:2899\r");
    session.shows("876 of 900");
    session.send("n");
    session.shows("Story 0873");
    session.send(":next-unread\r");
    session.shows("Nothing unread further down.");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn the_order_of_the_whole_list_outlives_a_list_chosen() {
    let home = three();
    home.add();
    let mut session = home.session(&[], (70, 24));
    session.shows("3 unread of 3");
    session.send(":sort title\r");
    session.shows("Library by title");
    session.send(":continue\r");
    session.shows("/is:reading");
    session.send("\x1b");
    session.shows("Library by title");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_story_that_was_searched_for_is_kept_in_sight_when_the_search_is_over() {
    let home = many(600);
    let mut session = home.session(&[], (70, 24));
    session.shows("unread of 600");
    session.send("/title:0540\r");
    session.shows("1 of 600");
    session.send("\x1b");
    session.shows("Story 0541");
    let status = session.rows().pop().unwrap();
    assert!(status.contains("Story 0540"), "{status}");
    // Where there is nothing to take away, the cursor stays too.
    session.send("j\x1b");
    session.send("k");
    session.shows("Story 0541");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn several_files_are_deleted_after_one_answer() {
    let home = three();
    home.write(
        "d.jsonl",
        "{\"title\":\"One of many\",\"text\":\"A text.\",\"date\":\"2020-01-01\"}\n",
    );
    home.add();
    let mut session = home.session(&[], (100, 30));
    session.shows("One of many");
    session.send("ggvvvD");
    session.shows("Delete these 2 files?");
    session.shows("1 file stays: the story is one of several");
    let paths = [home.stories().join("a.md"), home.stories().join("b.md")];
    session.send("\r");
    session.hides("Delete these");
    assert!(
        paths.iter().all(|p| p.exists()),
        "the first answer keeps them"
    );
    session.send("D");
    session.shows("Delete these 2 files?");
    session.send("j\r");
    session.shows("Deleted: 2 files");
    session.hides("A bell rings");
    assert!(!paths.iter().any(|p| p.exists()));
    assert_eq!(std::fs::read_dir(home.stories()).unwrap().count(), 2);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn what_a_shell_marks_and_tags_is_seen_soon() {
    let home = three();
    home.add();
    let mut session = home.session(&[], (140, 24));
    session.shows("3 unread of 3");
    home.run(&["tag", "eels", "--add", "river"]);
    session.shows("#river");
    home.run(&["mark", "bell", "--star", "--read"]);
    session.shows("★ A bell rings");
    session.shows("2 unread of 3");
    // What the reader does here goes on from there.
    session.send("ggs");
    session.shows("Star taken away.");
    session.until("no star", |_| {
        home.titles(&["list", "is:starred"]).is_empty()
    });
    home.run(&["mark", "ferries", "--trash"]);
    session.hides("Ferries return");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_folder_that_a_shell_adds_is_seen_and_watched_from_then_on() {
    let home = three();
    home.add();
    let mut session = home.session(&[], (120, 24));
    session.shows("3 unread of 3");
    let folder = home.stories().with_file_name("more");
    std::fs::create_dir(&folder).unwrap();
    let put = |name: &str, title: &str| {
        std::fs::write(folder.join(name), page(title, "2014-01-02", "They pass.")).unwrap();
    };
    put("d.md", "Whales pass");
    home.run(&["add", folder.to_str().unwrap()]);
    session.shows("Whales pass");
    session.shows("4 unread of 4");
    put("e.md", "Seals stay");
    session.shows("Seals stay");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_story_that_cannot_be_read_was_not_begun() {
    let home = three();
    home.add();
    let mut session = home.session(&[], (70, 24));
    session.shows("3 unread of 3");
    let away = home.stories().with_file_name("away");
    std::fs::rename(home.stories(), &away).unwrap();
    session.shows("its stories are kept");
    session.send("gg\r");
    // Whichever comes last: the story that was opened, or the folders that were looked through.
    session.until("that it is not there", |screen| {
        let text = screen.contents();
        text.contains("no such file or folder") || text.contains("is not there")
    });
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    std::fs::rename(&away, home.stories()).unwrap();
    assert!(home.titles(&["list", "is:reading"]).is_empty());
    let mut session = home.session(&[], (70, 24));
    session.shows("3 unread of 3");
    session.send("gg\r");
    home.comes_to("is:reading", 1);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn tags_are_completed_one_by_one() {
    let home = three();
    home.add();
    home.run(&["tag", "eels", "--add", "river life"]);
    let mut session = home.session(&[], (100, 24));
    session.shows("3 unread of 3");
    session.send("ggt");
    session.shows("tags:");
    session.send("sea r\t");
    session.shows("tags: sea \"river life\"");
    session.send(" -ha\t\r");
    session.shows("Tags changed.");
    home.comes_to("bell tag:sea tag:\"river life\" -tag:harbour", 1);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_search_says_what_it_can_be_and_what_is_not_understood() {
    let home = three();
    home.add();
    home.run(&["tag", "eels", "--add", "river life"]);
    let mut session = home.session(&[], (100, 50));
    session.shows("3 unread of 3");
    session.send("/");
    session.shows("Tab: title: by:");
    session.send("ta\t");
    session.shows("/tag:");
    session.send("r");
    session.shows("Tab: \"river life\"");
    session.send("\t");
    session.shows("/tag:\"river life\"");
    session.hides("Ferries return");
    // A field that is not whole yet takes nothing away.
    session.send("\x15is:unr");
    session.shows("Ferries return");
    session.shows("Tab: unread");
    session.send("\x15sit:gull ");
    session.shows("no field is named sit: (is site: meant?)");
    session.send("\x15after:yesterday\r");
    session.shows("“yesterday” is no date");
    session.send("?");
    session.shows("In a search");
    session.send("qZZ");
    assert_eq!(session.ends(), 0);
    // On the command line it is a remark, and a refusal where stories would be changed.
    let (said, code) = home.run(&["search", "speeker:fenn", "strike"]);
    assert!(said.contains("(is speaker: meant?)") && code == 1, "{said}");
    let (said, code) = home.run(&["mark", "is:unraed", "--trash"]);
    assert!(
        said.contains("is:unraed is not known") && code == 2,
        "{said}"
    );
    home.write("e.txt", crate::support::library::LIGHTHOUSE);
    for (query, want) in [
        ("title: eels", &["Eels"][..]),
        ("date:\"May 2013\"", &["Ferries return"]),
        ("on:1.1.2014", &["A bell rings"]),
        ("before:\"7 May 2013\"", &["Eels"]),
        ("AUTHOR:lee -eels words<=6 -title:ferries", &[]),
        (
            "speaker:quill said:stove",
            &["Keeper's log found behind lighthouse wall"],
        ),
        ("„café was\" is:Unread", &["A bell rings"]),
    ] {
        assert_eq!(home.titles(&["list", query]), want, "{query}");
    }
}

#[test]
fn searches_are_kept_renamed_and_forgotten_from_both_sides() {
    let home = three();
    home.add();
    let mut session = home.session(&[], (140, 30));
    session.shows("3 unread of 3");
    session.send("/ferries\r:keep-list Boats\r");
    session.until("kept", |s| s.rows(0, 26).any(|r| r.contains("Boats")));
    // By its key at the side, and by name where its stories are shown.
    session.send("\\r");
    session.shows(":rename-list Boats");
    session.send(" and ships\r");
    session.until("renamed", |s| {
        s.rows(0, 26).any(|r| r.contains("Boats and ships"))
    });
    assert_eq!(
        home.run(&["lists"]).0,
        "       1 Boats and ships: ferries\n"
    );
    assert_eq!(
        home.run(&["lists", "Boats and ships", "--rename", "Sea"]).1,
        0
    );
    assert_eq!(home.run(&["lists", "River", "--keep", "eels"]).1, 0);
    assert_eq!(home.run(&["lists", "Odd", "--keep", "sit:gull"]).1, 2);
    assert_eq!(home.run(&["lists", "Boats", "--forget"]).1, 1);
    assert_eq!(home.field(&["lists"], "name"), ["Sea", "River"]);
    assert_eq!(home.run(&["lists", "Sea", "--forget"]).1, 0);
    assert_eq!(home.field(&["lists"], "query"), ["eels"]);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn the_lists_at_the_side_count_what_is_unread_and_stay_away_where_they_were_put() {
    let home = three();
    home.add();
    home.run(&["mark", "eels", "--read"]);
    let mut session = home.session(&[], (140, 24));
    session.until("of three two", |s| {
        s.rows(0, 26)
            .any(|r| r.contains("harbour") && r.contains("2/3"))
    });
    session.send(":sidebar\r");
    session.hides("All stories");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    let mut session = home.session(&[], (140, 24));
    session.shows("2 unread of 3");
    session.hides("All stories");
    session.send(":sidebar\r");
    session.shows("All stories");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    let mut session = home.session(&[], (140, 24));
    session.shows("All stories");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn folders_and_exports_come_in_from_the_screen() {
    let home = three();
    home.add();
    let more = home.dir.path().join("more");
    std::fs::create_dir(&more).unwrap();
    std::fs::write(
        more.join("a.md"),
        page("A second folder", "2020-01-01", "New."),
    )
    .unwrap();
    let export = home.dir.path().join("part_000000.csv");
    std::fs::write(
        &export,
        "title,url,time_added,tags,status\nA buoy,https://coast.example/9,1556712000,sea,unread\n",
    )
    .unwrap();
    let mut session = home.session(&[], (100, 24));
    session.shows("3 unread of 3");
    session.send(&format!(":add-folder {}\r", more.display()));
    session.shows("A second folder");
    session.send(&format!(":import {}\r", export.display()));
    session.shows("Brought in");
    session.shows("1 address that waits");
    session.send("q");
    session.shows("A buoy");
    session.send(":import /nowhere.csv\r");
    session.shows("/nowhere.csv: ");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    home.comes_to("is:any", 5);
}

#[test]
fn a_story_on_show_is_tagged_archived_and_told_by_its_files() {
    let home = three();
    let copy = home.stories().join("copy.md");
    std::fs::copy(home.stories().join("a.md"), &copy).unwrap();
    home.add();
    let mut session = home.session(&[], (100, 24));
    session.shows("3 unread of 3");
    session.send("/ferries\r");
    session.shows("1 of 3");
    session.send("gf");
    session.shows("Files of the story");
    session.shows("copy.md");
    session.send("q");
    session.hides("Files of the story");
    session.send("\r");
    home.comes_to("is:reading", 1);
    session.send(":story-tag boats\r");
    home.comes_to("tag:boats", 1);
    session.send(":story-archive\r");
    home.comes_to("is:archived", 1);
    session.send(":undo\r:undo\r");
    home.comes_to("tag:boats", 0);
    home.comes_to("is:archived", 0);
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    let (json, _) = home.run(&["list", "ferries", "--json"]);
    let line: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(line["files"].as_array().unwrap().len(), 2, "{json}");
}

#[test]
fn the_library_is_written_out_as_tables_and_as_copies() {
    let home = three();
    home.write(
        "d.md",
        "---\ntitle: \"Tea, \\\"black\\\" & <green>\"\nsource: https://coast.example/tea?a=1&b=2\ntags: [x, y]\n---\n\nTea.\n",
    );
    home.add();
    home.run(&["mark", "tea", "--star", "--read"]);
    let (csv, code) = home.run(&["export", "--query", "tea OR eels", "--to", "csv"]);
    assert_eq!(code, 0);
    assert!(csv.starts_with("title,url,author,"), "{csv}");
    assert!(
        csv.contains("\"Tea, \"\"black\"\" & <green>\",https://coast.example/tea?a=1&b=2,"),
        "{csv}"
    );
    assert!(csv.contains(",x|y,read,true,1,"), "{csv}");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let (opml, _) = home.run(&["export", "--query", "is:any", "--to", "opml"]);
    assert!(
        opml.contains("text=\"Tea, &quot;black&quot; &amp; &lt;green&gt;\" url=\"https://coast.example/tea?a=1&amp;b=2\""),
        "{opml}"
    );
    assert_eq!(opml.matches("<outline").count(), 1, "addresses only");
    let out = home.dir.path().join("all.jsonl");
    let to_file = [
        "export",
        "--query",
        "is:any",
        "--to",
        "jsonl",
        "--out",
        out.to_str().unwrap(),
    ];
    assert!(home.run(&to_file).0.ends_with("all.jsonl: 4 stories\n"));
    assert_eq!(std::fs::read_to_string(&out).unwrap().lines().count(), 4);
    assert_eq!(home.run(&to_file).1, 1, "no file is written over");
    // What was written out can be brought in.
    let table = home.dir.path().join("tea.csv");
    std::fs::write(&table, &csv).unwrap();
    let other = three();
    other.run(&["import", table.to_str().unwrap()]);
    assert_eq!(
        other.titles(&["list", "is:ghost tag:y"]),
        ["Tea, \"black\" & <green>"]
    );
    let copies = home.dir.path().join("copies");
    let folder = copies.to_str().unwrap();
    let (said, code) = home.run(&["export", "--query", "tag:harbour", "--out", folder]);
    assert!(said.ends_with("3 stories\n") && code == 0, "{said}");
    assert_eq!(std::fs::read_dir(&copies).unwrap().count(), 3);
}

#[test]
fn the_list_is_grouped_on_the_command_line_too() {
    let home = three();
    home.add();
    home.run(&["tag", "eels", "--add", "river"]);
    let (said, _) = home.run(&["list", "--group", "tag"]);
    let heads: Vec<&str> = said.lines().filter(|l| !l.contains("  ")).collect();
    assert_eq!(heads, ["harbour", "river"], "{said}");
    assert_eq!(said.matches("Eels").count(), 2);
    assert_eq!(
        home.field(&["list", "--group", "day"], "group"),
        ["2014-01-01", "2013-05-07", "2012-03-03"]
    );
}
