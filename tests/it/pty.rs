//! The real program in a real terminal: what it shows, and how it leaves.

use crate::support::{
    library::FILES,
    pty::{Run, Session},
};
use rustix::process::Signal;
use std::{
    fs,
    time::{Duration, Instant},
};

const LIGHT: &str = "Keeper's log found behind lighthouse wall";

/// A home with the library in `stories`.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let stories = home.path().join("stories");
    fs::create_dir(&stories).unwrap();
    for (name, text) in FILES {
        fs::write(stories.join(name), text).unwrap();
    }
    home
}

fn start(home: &tempfile::TempDir, args: &[&str]) -> Session {
    Session::start(&Run {
        home: home.path(),
        args,
        size: (80, 16),
    })
}

/// Waits until the first story is read to its end, quotes and all: a speaker's name is bold then.
fn is_whole(session: &Session) {
    session.until("the speaker found", |s| {
        let rows: Vec<String> = s.rows(0, 80).collect();
        let found = rows.iter().zip(0..).find_map(|(row, y)| {
            let x = row.find("Marta Quill")?;
            s.cell(y, u16::try_from(x).ok()?)
        });
        found.is_some_and(vt100::Cell::bold)
    });
}

/// Leaves the program.
fn quit(session: &mut Session) {
    session.send("ZZ");
    assert_eq!(session.ends(), 0);
    session.is_restored();
}

#[test]
fn a_file_is_opened_scrolled_and_left() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    session.shows(LIGHT);
    session.is_taken();
    is_whole(&session);
    session.send("8j");
    session.hides("Builders taking down");
    session.shows("eleven winters");
    session.send("G");
    session.shows("scissors");
    session.shows("100 % · the end");
    quit(&mut session);
    // What stood on the screen before is there again, with nothing added.
    assert_eq!(session.rows().concat(), "");
}

#[test]
fn the_end_is_that_of_the_story_while_it_is_still_read() {
    let home = home();
    let line =
        "A long story of the sea goes on and on, and nobody on the quay knows where it ends.\n\n";
    let story = format!("{}The last words of all.\n", line.repeat(20_000));
    fs::write(home.path().join("long.txt"), story).unwrap();
    let mut session = start(&home, &["long.txt"]);
    session.send("G");
    session.shows("The last words of all.");
    session.shows("100 % · the end");
    session.send("gg");
    session.shows("A long story of the sea");
    session.hides("The last words");
    quit(&mut session);
}

#[test]
fn the_terminal_is_told_where_a_link_leads() {
    let home = home();
    let page = "# Two ways\n\nAn [outside page](https://example.org/a?b=c), a [note][^1] and a \
                [script](javascript:run).\n\n[^1]: Below.\n";
    fs::write(home.path().join("links.md"), page).unwrap();
    let mut session = start(&home, &["links.md"]);
    session.writes("\u{1b}]8;id=0;https://example.org/a?b=c\u{1b}\\");
    session.writes("outside page\u{1b}]8;;\u{1b}\\");
    session.shows("An outside page, a");
    quit(&mut session);
}

#[test]
fn a_stub_is_followed_to_another_file_and_back() {
    let home = home();
    let mut session = start(&home, &["stories"]);
    session.shows("Ferry to the islands will not");
    session.send("\r");
    session.shows("Builders taking down");
    session.send("15j");
    session.until("a link that is known to lead somewhere", |s| {
        let row = s.rows(0, 80).position(|r| r.contains("More from The Gull"));
        let row = row.and_then(|r| u16::try_from(r).ok());
        row.and_then(|y| s.cell(y, 30))
            .is_some_and(vt100::Cell::underline)
    });
    session.send("\t\r");
    session.shows("Gannet Corner");
    // Ctrl-o
    session.send("\x0f");
    session.shows("More from The Gull");
    // Ctrl-i, as terminals with the keyboard protocol send it
    session.send("\x1b[105;5u");
    session.shows("Gannet Corner");
    quit(&mut session);
}

#[test]
fn a_resize_keeps_the_text() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    is_whole(&session);
    session.send("8j");
    session.until("eight rows up", |s| {
        s.contents().trim_start().starts_with("\"He told everybody")
    });
    for (columns, rows) in [(40, 12), (120, 14), (20, 5), (80, 16)] {
        session.resize(columns, rows);
        let first = format!("{columns} columns");
        session.until(&first, |s| {
            let text = s.contents();
            let words: Vec<&str> = text.split_whitespace().take(2).collect();
            let status = s.rows(0, columns).last().unwrap_or_default();
            let filled = status.trim_end().len() + 2 >= usize::from(columns);
            words == ["\"He", "told"] && filled && status.contains('%')
        });
    }
    quit(&mut session);
}

#[test]
fn a_size_changed_at_the_start_is_seen() {
    for _ in 0..5 {
        let home = home();
        let mut session = start(&home, &["stories/1-lighthouse.txt"]);
        session.is_taken();
        session.resize(60, 20);
        session.until("the status in the last row", |s| {
            s.rows(0, 60).nth(19).is_some_and(|r| r.contains("Keeper"))
        });
        quit(&mut session);
    }
}

#[test]
fn cells_lost_between_two_sizes_are_drawn_again() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    is_whole(&session);
    session.send("8j");
    session.until("eight rows up", |s| {
        s.contents().trim_start().starts_with("\"He told everybody")
    });
    let before = session.rows();
    // The program may learn of both changes as one that changes nothing.
    session.resize(10, 3);
    session.resize(80, 16);
    session.until("all of it", |s| {
        s.rows(0, 80)
            .map(|r| r.trim_end().to_owned())
            .eq(before.iter().cloned())
    });
    quit(&mut session);
}

#[test]
fn keys_typed_while_the_size_changes_are_heard() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    is_whole(&session);
    session.send("20j");
    session.shows("every page");
    let top = session.rows()[0].clone();
    session.send("gg");
    session.shows("Builders");
    for n in 0..20 {
        session.resize(80, 16 + n % 2);
        session.send("j");
    }
    session.until("twenty rows on", |s| {
        s.rows(0, 80).next().is_some_and(|r| r.trim_end() == top)
    });
    quit(&mut session);
}

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_takes_it() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    is_whole(&session);
    session.send("8j");
    session.hides("Builders");
    let before = session.rows();
    // Twice: a program that is stopped once may be stopped again.
    for _ in 0..2 {
        session.send("\x1a");
        session.is_stopped();
        session.is_restored();
        session.signal(Signal::CONT);
        session.is_taken();
        session.shows("who looks after");
        assert_eq!(session.rows(), before);
    }
    session.send("j");
    session.until("a row on", |s| {
        s.rows(0, 80)
            .next()
            .is_some_and(|r| r.contains("who looks after"))
    });
    quit(&mut session);
}

#[test]
fn a_stop_from_outside_is_as_good() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    session.shows("Builders");
    session.signal(Signal::TSTP);
    session.is_stopped();
    session.is_restored();
    session.signal(Signal::CONT);
    session.is_taken();
    session.shows("Builders");
    quit(&mut session);
}

#[test]
fn a_size_changed_while_stopped_is_seen() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    session.shows("Builders");
    session.send("\x1a");
    session.is_stopped();
    session.resize(50, 20);
    session.signal(Signal::CONT);
    session.is_taken();
    session.until("the status in the last row", |s| {
        s.rows(0, 50).nth(19).is_some_and(|r| r.contains("Keeper"))
    });
    quit(&mut session);
}

#[test]
fn signals_end_the_program_with_the_place_kept() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let home = home();
        let mut session = start(&home, &["stories/1-lighthouse.txt"]);
        is_whole(&session);
        session.send("8j");
        session.hides("Builders");
        session.signal(signal);
        assert_eq!(session.ends(), code);
        session.is_restored();
        let mut session = start(&home, &["stories/1-lighthouse.txt"]);
        session.shows("who looks after");
        let rows = session.rows().join("\n");
        assert!(!rows.contains("Builders"), "{signal:?}\n{rows}");
        quit(&mut session);
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_failure_of_the_screens_thread_is_one_line_on_a_restored_terminal() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    session.shows("Builders");
    session.send(":debug-panic\r");
    assert_ne!(session.ends(), 0);
    session.is_restored();
    session.shows("something went wrong inside");
    let said: Vec<String> = session
        .rows()
        .into_iter()
        .filter(|r| !r.is_empty())
        .collect();
    let said = said.concat();
    assert!(
        said.starts_with("pullquote: ") && said.contains("app.rs:"),
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
}

#[cfg(debug_assertions)]
#[test]
fn a_failure_of_a_worker_is_a_message_and_the_reading_goes_on() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    session.shows("Builders");
    for _ in 0..3 {
        session.send(":debug-worker-panic\r");
        session.shows("something went wrong inside");
        session.is_taken();
        session.send("j");
        session.hides("something went wrong inside");
    }
    session.send("G");
    session.shows("scissors");
    quit(&mut session);
}

#[test]
fn the_place_is_remembered_after_a_restart() {
    let home = home();
    let mut session = start(&home, &["stories"]);
    session.shows("Ferry");
    session.send("\r");
    is_whole(&session);
    session.send("20j");
    session.shows("photograph every page");
    let there = session.rows();
    session.send("q");
    session.shows("◐ Keeper's");
    session.send("q");
    assert_eq!(session.ends(), 0);
    session.is_restored();
    let mut session = start(&home, &["stories"]);
    session.shows("◐ Keeper's");
    session.send("\r");
    session.shows("photograph every page");
    assert_eq!(session.rows(), there);
    quit(&mut session);
}

#[test]
fn two_at_once_both_keep_their_changes() {
    let home = home();
    let mut one = start(&home, &["stories"]);
    let mut two = start(&home, &["stories"]);
    for session in [&mut one, &mut two] {
        session.shows("Ferry");
    }
    one.send("s");
    one.shows("● ★ Keeper's");
    two.send("js");
    two.shows("● ★ Storm");
    one.send("jjr");
    one.shows("  Ferry to the islands sails");
    quit(&mut two);
    quit(&mut one);
    let mut session = start(&home, &["stories"]);
    session.shows("● ★ Keeper's");
    session.shows("● ★ Storm");
    session.hides("● Ferry to the islands sails");
    quit(&mut session);
}

#[test]
fn a_late_answer_about_the_background_is_no_typing_and_changes_the_theme() {
    let home = home();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    session.shows("Builders");
    let ground = |s: &vt100::Screen| s.cell(5, 1).map(vt100::Cell::bgcolor);
    session.until(
        "dark",
        |s| matches!(ground(s), Some(vt100::Color::Rgb(r, ..)) if r < 80),
    );
    session.writes("\x1b]11;?");
    session.send("\x1b]11;rgb:ffff/ffff/fefe\x1b\\");
    session.until(
        "light",
        |s| matches!(ground(s), Some(vt100::Color::Rgb(r, ..)) if r > 200),
    );
    session.shows("Builders");
    session.send("\x1b]11;rgb:0000/0000/0000\x07");
    session.until(
        "dark again",
        |s| matches!(ground(s), Some(vt100::Color::Rgb(r, ..)) if r < 80),
    );
    session.shows("Builders");
    // Asked once more when the terminal comes to the front again, as by somebody who made the system light meanwhile.
    session.send("\x1b[O\x1b[I");
    quit(&mut session);
    assert_eq!(session.written().matches("\x1b]11;?").count(), 2);
}

#[test]
fn what_is_copied_goes_to_the_terminal_and_to_a_program() {
    let home = home();
    let config = home.path().join("own/config");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("settings.toml"), "clipboard = \"tee copied\"").unwrap();
    let mut session = start(&home, &["stories/1-lighthouse.txt"]);
    is_whole(&session);
    session.send("]qyq");
    session.shows("Copied the quote");
    session.writes("\x1b]52;c;");
    let copied = || fs::read_to_string(home.path().join("copied")).unwrap_or_default();
    let end = Instant::now() + Duration::from_secs(20);
    while !copied().contains("Marta Quill") && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(copied().starts_with('“'), "{}", copied());
    assert!(copied().contains("— Marta Quill"), "{}", copied());
    quit(&mut session);
}

#[test]
fn a_file_is_opened_outside_once_its_path_was_seen() {
    let home = home();
    let config = home.path().join("own/config");
    fs::create_dir_all(&config).unwrap();
    fs::create_dir(home.path().join("taken")).unwrap();
    fs::write(config.join("settings.toml"), "opener = \"cp -t taken\"").unwrap();
    let pdf = home.path().join("a lamp.pdf");
    fs::write(&pdf, "%PDF-1.7\n<< /Title (The lamp) >>").unwrap();
    let mut session = start(&home, &["stories/1-lighthouse.txt", "a lamp.pdf"]);
    session.shows("a PDF, which is not read yet: “The lamp”");
    session.send("gO");
    session.shows("Open this file outside?");
    session.shows("Open a lamp.pdf");
    session.send("\r");
    let taken = home.path().join("taken/a lamp.pdf");
    let end = Instant::now() + Duration::from_secs(20);
    while !taken.exists() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(taken.exists());
    quit(&mut session);
}

#[test]
fn a_paste_is_typed_nowhere_but_in_a_prompt() {
    let home = home();
    let mut session = start(&home, &["stories"]);
    session.shows("Ferry");
    session.send("\x1b[200~qqq\x1b[201~/\x1b[200~ferry sails\x1b[201~");
    session.shows("/ferry sails");
    session.shows("1 of 5");
    session.send("\x1b");
    session.shows("Keeper's");
    quit(&mut session);
}

#[test]
fn the_mouse_is_understood() {
    let home = home();
    let mut session = start(&home, &["stories"]);
    session.shows("Ferry");
    let row = session
        .rows()
        .iter()
        .position(|r| r.contains("Storm"))
        .unwrap()
        + 1;
    session.send(&format!("\x1b[<0;10;{row}M\x1b[<0;10;{row}m"));
    session.shows("Gannet Corner");
    session.send("\x1b[<65;10;5M\x1b[<65;10;5M");
    session.hides("SKERRY POINT");
    quit(&mut session);
}

#[test]
fn a_large_page_given_alone_is_read_without_a_list() {
    let home = home();
    let paragraph =
        "<p>The harbour council met again, and again it was the bridge that kept it.</p>";
    let page = |title: &str| {
        format!(
            "<title>{title}</title><article><h1>{title}</h1>{}</article>",
            paragraph.repeat(900)
        )
    };
    fs::write(home.path().join("one.html"), page("The long meeting")).unwrap();
    let mut session = start(&home, &["one.html"]);
    session.resize(120, 30);
    session.shows("again it was the bridge");
    session.hides("Stories");
    session.send("q");
    assert_eq!(session.ends(), 0);

    let line = |title: &str| {
        let text = "The harbour council met again. ".repeat(900);
        format!("{{\"title\":\"{title}\",\"text\":\"{text}\"}}\n")
    };
    let lines = ["First meeting", "Second meeting"].map(line).concat();
    fs::write(home.path().join("two.jsonl"), lines).unwrap();
    let mut session = start(&home, &["two.jsonl"]);
    session.shows("Stories");
    session.shows("Second meeting");
    quit(&mut session);
}

#[test]
fn the_stories_that_come_with_the_program_need_no_files() {
    let home = home();
    let mut session = start(&home, &[]);
    session.shows("Harbour council votes");
    session.shows("Press ? for the keys");
    session.send("?");
    session.shows("In the story list");
    session.send("q\r");
    session.shows("WENDMOUTH");
    session.until("the greeting gone", |s| {
        s.rows(0, 80).all(|row| !row.contains("Press ?"))
    });
    session.send("/Pellinger\r");
    session.shows("the chair of the council");
    quit(&mut session);
}
