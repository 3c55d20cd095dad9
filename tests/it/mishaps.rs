//! What can go wrong around a library: each is one clear line, the rest goes on, and nothing is lost.

use crate::support::home::{Home, three};
use pullquote::library::{
    Source,
    state::{Change, Journal, State},
};
use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink},
    path::PathBuf,
    process::Command,
};

/// Runs the program where no file may grow beyond so many KiB, as on a disk that is full; what it wrote, complained, and its status.
fn cramped(home: &Home, kib: u32, arguments: &[&str]) -> (String, String, i32) {
    let limited = format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\"");
    let run = Command::new("bash")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_pullquote")])
        .args(arguments)
        .arg("--library-dir")
        .arg(home.dir.path().join("home"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        text(run.stdout),
        text(run.stderr),
        run.status.code().unwrap(),
    )
}

fn catalog(home: &Home) -> PathBuf {
    let cache = home.dir.path().join("home/cache");
    cache.join(pullquote::library::store::FILE_NAME)
}

fn journal(home: &Home) -> PathBuf {
    home.dir.path().join("home/data/state.jsonl")
}

/// Stories with a tag.
fn tagged(home: &Home, tag: &str) -> usize {
    home.titles(&["list", &format!("tag:{tag}")]).len()
}

#[test]
fn a_full_disk_costs_only_what_was_not_acknowledged() {
    let home = three();
    home.add();
    home.run(&["tag", "is:any", "--add", "kept"]);
    let (said, complaint, code) = cramped(&home, 0, &["tag", "is:any", "--add", "new"]);
    assert_eq!((said.as_str(), code), ("", 1));
    let unsaved = complaint.lines().filter(|l| l.contains("is not saved"));
    assert_eq!(unsaved.count(), 1, "{complaint}");
    assert_eq!((tagged(&home, "kept"), tagged(&home, "new")), (3, 0));
    home.run(&["tag", "is:any", "--add", "new"]);
    assert_eq!((tagged(&home, "kept"), tagged(&home, "new")), (3, 3));
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}

#[test]
fn a_clock_that_was_set_back_loses_nothing_that_is_done_after() {
    let home = three();
    home.add();
    let eels = fs::read(home.stories().join("c.md")).unwrap();
    let eels = Source::new(&home.stories().join("c.md"), eels).id(0);
    // Marked read by this device when its clock stood in the year 2286.
    let read = Change {
        read: Some(true),
        ..Change::default()
    };
    let record = State::default().set(eels, read, 10_000_000_000_000);
    let data = journal(&home).parent().unwrap().to_owned();
    Journal::new(Some(data)).append(&[record]).unwrap();
    assert_eq!(home.titles(&["list", "is:read"]), ["Eels"]);
    for (deed, unread) in [("--unread", 3), ("--read", 2), ("--unread", 3)] {
        home.run(&["mark", "eels", deed]);
        assert_eq!(home.titles(&["list", "is:unread"]).len(), unread, "{deed}");
    }
    let mut session = home.session(&[], (80, 24));
    session.shows("3 unread of 3");
    session.send("Gr");
    session.shows("2 unread of 3");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    assert_eq!(home.titles(&["list", "is:read"]), ["Eels"]);
}

#[test]
fn a_catalog_that_cannot_be_kept_is_said_once_and_the_stories_are_there() {
    let home = three();
    home.add();
    fs::remove_file(catalog(&home)).unwrap();
    let (said, complaint, code) = cramped(&home, 16, &["list", "--json"]);
    assert_eq!((said.lines().count(), code), (3, 0), "{said}{complaint}");
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
    assert!(
        complaint.contains("the catalog cannot be kept"),
        "{complaint}"
    );
    assert_eq!(
        home.titles(&["list"]).len(),
        3,
        "and is made once there is room"
    );
    assert!(fs::metadata(catalog(&home)).unwrap().len() > 16 << 10);
}

#[test]
fn without_a_home_that_can_be_written_the_reading_goes_on() {
    let home = three();
    let file = home.stories().join("a.md");
    let nowhere = "/proc/nowhere";
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_pullquote"))
            .args(arguments)
            .args(["--library-dir", nowhere])
            .output()
            .unwrap();
        let complaint = String::from_utf8(run.stderr).unwrap();
        (complaint.lines().count(), run.status.code().unwrap())
    };
    assert_eq!(run(&["show", file.to_str().unwrap()]), (0, 0));
    assert_eq!(run(&["add", file.to_str().unwrap()]).1, 1);
    let mut session = crate::support::pty::Session::start(&crate::support::pty::Run {
        home: home.dir.path(),
        args: &["--library-dir", nowhere, file.to_str().unwrap()],
        size: (100, 24),
    });
    session.shows("The ferries came back");
    session.shows("progress is not saved");
    session.send("s");
    session.shows("Starred");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_catalog_that_another_program_writes_is_waited_for_and_then_done_without() {
    let home = three();
    home.add();
    let db = rusqlite::Connection::open(catalog(&home)).unwrap();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    // What the reader does is kept by the journal; only the catalog hears of it later.
    let (said, code) = home.run(&["tag", "is:any", "--add", "kept", "--no-scan"]);
    assert_eq!((said.as_str(), code), ("3 stories\n", 0));
    assert_eq!(home.titles(&["list", "--no-scan"]).len(), 3);
    // On the screen nothing waits: the list answers, and a star is there after a restart.
    let mut session = home.session(&[], (100, 24));
    session.shows("A bell rings");
    session.send("s");
    session.shows("★ A bell rings");
    session.send("/eels\r");
    session.shows("Nobody has seen the eels");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    db.execute_batch("ROLLBACK").unwrap();
    assert_eq!(tagged(&home, "kept"), 3);
    assert_eq!(home.titles(&["list", "is:starred"]), ["A bell rings"]);
}

#[test]
fn a_catalog_of_another_version_is_made_again_and_a_later_one_left_alone() {
    let home = three();
    home.add();
    let later = catalog(&home).with_file_name("catalog-99.db");
    fs::write(&later, "of a later version").unwrap();
    let db = rusqlite::Connection::open(catalog(&home)).unwrap();
    db.pragma_update(None, "user_version", 77).unwrap();
    drop(db);
    assert_eq!(home.titles(&["list"]).len(), 3);
    let db = rusqlite::Connection::open(catalog(&home)).unwrap();
    let version: i64 = db
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_ne!(version, 77, "made again, not kept in memory");
    assert_eq!(fs::read_to_string(&later).unwrap(), "of a later version");
}

#[test]
fn a_journal_of_a_later_version_is_read_as_far_as_may_be_and_kept() {
    let home = three();
    home.add();
    home.run(&["tag", "is:any", "--add", "kept"]);
    // As a later version of the program writes it, and as a torn write leaves it.
    let body = "{\"v\":9,\"what\":\"is this\"";
    let sum = xxhash_rust::xxh3::xxh3_64(body.as_bytes()) & 0xffff_ffff;
    let later = format!("{body},\"crc\":\"{sum:08x}\"}}\n");
    let known = fs::read_to_string(journal(&home)).unwrap();
    fs::write(
        journal(&home),
        format!("{later}{known}{{\"v\":1,\"id\":\"torn"),
    )
    .unwrap();
    let (said, code) = home.run(&["tag", "is:any", "--add", "new"]);
    assert!(said.contains("1 damaged lines passed over"), "{said}");
    assert_eq!((said.lines().count(), code), (2, 1), "{said}");
    let (said, _) = home.run(&["check", "--repair"]);
    assert!(said.contains("set aside"), "{said}");
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
    let kept = fs::read_to_string(journal(&home)).unwrap();
    assert!(kept.contains(&later), "{kept}");
    assert_eq!((tagged(&home, "kept"), tagged(&home, "new")), (3, 3));
}

#[test]
fn odd_names_and_loops_of_links_are_no_obstacle() {
    let home = three();
    let odd = home.stories().join(OsStr::from_bytes(b"caf\xe9.txt"));
    fs::write(&odd, "A name of old\n\nA paragraph.\n").unwrap();
    symlink(home.stories(), home.stories().join("loop")).unwrap();
    symlink("self", home.stories().join("self")).unwrap();
    symlink("gone.txt", home.stories().join("dangling.txt")).unwrap();
    assert_eq!(home.add(), "4 stories in the library\n");
    let paths = home.field(&["list", "name"], "path");
    assert_eq!(paths.len(), 1);
    assert!(paths[0].ends_with("caf\u{fffd}.txt"), "{paths:?}");
    let (text, code) = home.run(&["search", "paragraph"]);
    assert!(text.contains("A name of old") && code == 0, "{text}");
    let mut session = home.session(&[], (80, 24));
    session.shows("A name of old");
    session.send("/name\r");
    session.hides("Eels");
    session.send("\r");
    session.shows("A paragraph.");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    assert_eq!(home.run(&["check"]).1, 0);
}

#[test]
fn a_catalog_that_breaks_while_much_is_read_ends_that() {
    use pullquote::{
        format::Limits,
        library::{Store, refresh, state::State},
    };
    use std::{sync::mpsc, thread, time::Duration};
    let home = three();
    let words = "A word. ".repeat(128);
    for n in 0..2_000 {
        home.write(&format!("n{n}.txt"), &format!("Story {n}\n\n{words}\n"));
    }
    let roots = [home.stories()];
    let cache = home.dir.path().join("cache");
    let (ended, end) = mpsc::channel();
    thread::spawn(move || {
        let store = Store::open(Some(&cache)).unwrap();
        let file = cache.join(pullquote::library::store::FILE_NAME);
        let (state, never) = (State::default(), std::sync::atomic::AtomicBool::new(false));
        let mut broken = false;
        let mut each = |sum: &pullquote::library::Refreshed| {
            if sum.known == 0 || std::mem::replace(&mut broken, true) {
                return;
            }
            // Those who read are far ahead by then, and wait until what they found is taken.
            thread::sleep(Duration::from_millis(300));
            let db = rusqlite::Connection::open(&file).unwrap();
            db.execute_batch("DROP TABLE story").unwrap();
        };
        let limits = Limits::default();
        let done = refresh(&store, &roots, &state, &limits, &never, &mut each);
        ended.send(done.map(|_| ()).map_err(|e| e.to_string()))
    });
    let end = end.recv_timeout(Duration::from_mins(1)).unwrap();
    let said = end.unwrap_err();
    assert!(said.contains("no such table"), "{said}");
}

#[test]
fn a_folder_unplugged_while_it_is_read_keeps_its_stories() {
    use pullquote::{
        format::Limits,
        library::{Store, refresh, state::State},
    };
    let home = three();
    for n in 0..400 {
        home.write(
            &format!("n{n}.txt"),
            &format!("Story {n}\n\nA paragraph.\n"),
        );
    }
    let store = Store::open(Some(&home.dir.path().join("cache"))).unwrap();
    let look = |each: &mut dyn FnMut()| {
        let (state, never) = (State::default(), std::sync::atomic::AtomicBool::new(false));
        let roots = [home.stories()];
        let limits = Limits::default();
        refresh(&store, &roots, &state, &limits, &never, &mut |_| each()).unwrap()
    };
    look(&mut || {});
    assert_eq!(store.counts().unwrap().stories, 403);
    // All have changed, and the folder goes while the first of them are read.
    for n in 0..400 {
        home.write(
            &format!("n{n}.txt"),
            &format!("Story {n}\n\nAnother paragraph.\n"),
        );
    }
    let away = home.dir.path().join("away");
    look(&mut || drop(fs::rename(home.stories(), &away)));
    assert_eq!(store.counts().unwrap().stories, 403);
    fs::rename(&away, home.stories()).unwrap();
    look(&mut || {});
    assert_eq!(store.counts().unwrap().stories, 403);
}

/// Who may not read everything: nobody, where the tests are run by one who may; `None` where that cannot be had.
fn nobody(home: &Home) -> Option<Vec<&'static str>> {
    if !rustix::process::geteuid().is_root() {
        return Some(Vec::new());
    }
    let own = Command::new("chown")
        .args(["-R", "65534:65534"])
        .arg(home.dir.path())
        .status();
    let to_nobody = [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
    ];
    let program = env!("CARGO_BIN_EXE_pullquote");
    let runs = Command::new(to_nobody[0])
        .args(&to_nobody[1..])
        .args([program, "--version"])
        .output();
    let can = own.is_ok_and(|s| s.success()) && runs.is_ok_and(|r| r.status.success());
    if !can {
        println!("skipped: the tests are run by root, and nobody cannot run the program");
    }
    can.then(|| to_nobody.to_vec())
}

#[test]
fn what_may_not_be_read_is_said_in_a_line_and_the_rest_is_there() {
    use std::os::unix::fs::PermissionsExt;
    let home = three();
    let (folder, file) = (home.stories().join("closed"), home.stories().join("d.md"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("e.md"), "# Hidden\n\nA text.\n").unwrap();
    fs::write(&file, "# Locked\n\nA text.\n").unwrap();
    home.add();
    assert_eq!(home.titles(&["list"]).len(), 5);
    let Some(who) = nobody(&home) else { return };
    let lock = |mode| {
        for path in [&folder, &file] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    lock(0o000);
    let mut session = home.session_by(&who, &[], (100, 24));
    session.shows("A bell rings");
    session.until("what may not be read, at the foot", |s| {
        let foot = s.rows(0, 100).last().unwrap_or_default();
        foot.contains("closed: permission denied")
    });
    // Nothing of it is forgotten: it may be read again tomorrow.
    session.send("/locked\r");
    session.shows("1 of 5");
    session.send("\r");
    session.shows("d.md: permission denied");
    session.send(":list-clear\r");
    session.shows("of 5");
    session.send("h/bell\r");
    session.shows("1 of 5");
    session.send("\r");
    session.shows("It is a strike");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    lock(0o755);
    let mut session = home.session_by(&who, &[], (100, 24));
    session.shows("of 5");
    session.send("/locked\r");
    session.shows("1 of 5");
    session.send("\r");
    session.shows("A text.");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_folder_that_is_gone_is_said_on_the_screen_and_its_stories_come_back_with_it() {
    let home = three();
    home.add();
    home.run(&["mark", "eels", "--star"]);
    let away = home.dir.path().join("away");
    fs::rename(home.stories(), &away).unwrap();
    let mut session = home.session(&[], (80, 24));
    session.shows("3 unread of 3");
    session.shows("stories: is not there");
    session.send("\r");
    session.shows("b.md: no such file");
    // It comes back while the program is open.
    fs::rename(&away, home.stories()).unwrap();
    session.send(":rescan\r");
    session.send("h");
    session.shows("★ Eels");
    session.send("/eels\r");
    session.shows("1 of 3");
    session.send("\r");
    session.shows("Nobody has seen the eels");
    // And goes while its stories are looked at.
    fs::rename(home.stories(), &away).unwrap();
    session.send("h");
    session.shows("1 of 3");
    session.send(":rescan\r");
    session.shows("stories: is not there");
    session.shows("★ Eels");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    fs::rename(&away, home.stories()).unwrap();
    assert_eq!(home.titles(&["list", "is:starred"]), ["Eels"]);
}

#[test]
fn a_full_disk_is_said_on_the_screen_and_the_reading_goes_on() {
    let home = three();
    home.add();
    home.run(&["tag", "is:any", "--add", "kept"]);
    let full = [
        "bash",
        "-c",
        "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"",
    ];
    let mut session = home.session_by(&full, &[], (100, 24));
    session.shows("A bell rings");
    session.send("ggs");
    session.shows("reading progress is not saved");
    session.shows("★ A bell rings");
    session.send("\r");
    session.shows("It is a strike");
    session.send("qZZ");
    assert_eq!(session.ends(), 0);
    assert_eq!((tagged(&home, "kept"), home.run(&["check"]).1), (3, 0));
}

#[test]
fn a_damaged_catalog_is_made_again_behind_the_screen() {
    let home = three();
    home.add();
    home.run(&["mark", "eels", "--star"]);
    let mut bytes = fs::read(catalog(&home)).unwrap();
    bytes[..2000].fill(7);
    fs::write(catalog(&home), bytes).unwrap();
    let mut session = home.session(&[], (100, 24));
    session.shows("3 unread of 3");
    session.shows("★ Eels");
    session.send("/strike\r");
    session.shows("1 of 3");
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    assert_eq!(home.run(&["check"]), ("Nothing is wrong.\n".to_owned(), 0));
}
