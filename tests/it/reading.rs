//! What the reader does: keys in, and what the screen says afterwards.

use crate::support::{
    bench::{Bench, Setup, assert_hides, assert_shows},
    library::{FILES, LIGHTHOUSE, STORM},
};
use crossterm::event::MouseEventKind;
use pullquote::{
    library::state::Reading,
    theme::Depth,
    tui::{Heard, msg::Msg},
};
use ratatui::style::Color;
use std::fmt::Write as _;

const LIGHT: &str = "Keeper's log found behind lighthouse wall";
const STORMY: &str = "Storm closes the coast road for a third day";

/// A story of numbered paragraphs, some of them longer than a line.
fn long_story() -> String {
    let mut text = "A long walk round the harbour\n\n".to_owned();
    for n in 1..=120 {
        let _ = write!(text, "Paragraph {n} begins here");
        for word in 0..n % 30 {
            let _ = write!(text, " and goes on to n{n}w{word}");
        }
        text.push_str(".\n\n");
    }
    text
}

fn long_bench(width: u16, height: u16) -> Bench {
    Bench::with(&Setup {
        files: vec![("long.txt".into(), long_story())],
        size: (width, height),
        ..Setup::default()
    })
}

/// The first words of the text on the screen.
fn first_words(bench: &Bench) -> String {
    let rows = bench.rows();
    rows.iter()
        .find(|r| !r.trim().is_empty())
        .unwrap()
        .trim()
        .to_owned()
}

#[test]
fn a_stub_is_followed_and_the_way_back_keeps_the_place() {
    let mut bench = Bench::new(80, 14);
    bench.keys("<enter>15j<tab>");
    let text = |bench: &Bench| bench.rows()[..13].to_vec();
    let before = text(&bench);
    bench.keys("<enter>");
    assert!(bench.status().contains(STORMY), "{}", bench.screen());
    bench.keys("7j");
    let there = text(&bench);
    bench.keys("<c-o>");
    assert!(bench.status().contains(LIGHT), "{}", bench.screen());
    assert_eq!(text(&bench), before);
    bench.keys("<c-i>");
    assert_eq!(text(&bench), there);
    bench.keys("<c-i>");
    assert!(bench.status().contains("nothing ahead"));
    bench.keys("<c-o><c-o>");
    assert!(bench.status().contains("where you began"));
}

#[test]
fn wide_code_is_looked_at_sideways() {
    let code = format!("    first{}last\n", " middle".repeat(20));
    let text = format!("# A wide page\n\nNothing of note.\n\n```\n{code}```\n");
    let mut bench = Bench::with(&Setup {
        files: vec![("wide.md".into(), text)],
        size: (60, 20),
        ..Setup::default()
    });
    bench.keys("<enter>");
    assert_shows(&bench, "first middle");
    assert_shows(&bench, "›");
    bench.keys(")))))");
    assert_shows(&bench, "middlelast");
    assert_hides(&bench, "first");
    assert_hides(&bench, "›");
    bench.keys("/first<enter>");
    assert_shows(&bench, "first middle");
    bench.keys("/last<enter>");
    assert_shows(&bench, "middlelast");
    bench.keys("99(");
    assert_shows(&bench, "    first");
    assert_hides(&bench, "‹");
}

#[test]
fn every_row_is_come_back_to_blank_ones_too() {
    for down in 4..16 {
        let mut bench = Bench::new(80, 14);
        bench.keys(&format!("<enter>{down}j"));
        let rows = bench.rows()[..13].to_vec();
        bench.keys("qj<enter>qk<enter>");
        assert_eq!(
            bench.rows()[..13],
            rows,
            "left and opened again, {down} rows down"
        );
    }
}

#[test]
fn following_anew_forgets_what_was_ahead() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter><tab><enter><c-o>");
    assert!(bench.status().contains(LIGHT));
    bench.keys("J<c-i>");
    assert!(
        bench.status().contains("nothing ahead"),
        "{}",
        bench.status()
    );
}

#[test]
fn a_stub_is_followed_by_number_letter_and_click() {
    for keys in ["<enter>1<enter>", "<enter>7jfa", "<enter>gl<enter><enter>"] {
        let mut bench = Bench::new(80, 24);
        bench.keys(keys);
        assert!(
            bench.status().contains(STORMY),
            "{keys}: {}",
            bench.screen()
        );
    }
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>10j");
    let (x, y) = bench.find("closes the coast");
    bench.click(x + 2, y);
    assert!(bench.status().contains(STORMY), "{}", bench.screen());
}

#[test]
fn a_stub_that_leads_nowhere_says_what_can_be_done() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>2<enter>");
    assert_shows(&bench, "Not in your library");
    bench.keys("j<enter>");
    assert_eq!(
        bench.copied,
        ["The winter that the harbour froze from side to side"]
    );
    assert_hides(&bench, "Not in your library");
    bench.keys("2<enter><enter>");
    assert_shows(&bench, "Stories /winter harbour");
    bench.keys("<esc>");
    assert_shows(&bench, "Storm closes");
}

#[test]
fn a_title_that_is_not_quite_another_offers_it() {
    let mut bench = Bench::new(80, 24);
    bench.keys("j<enter>2<enter>");
    assert_shows(&bench, "Perhaps one of these?");
    bench.keys("<enter>");
    assert!(
        bench.status().contains("sails on Sundays again"),
        "{}",
        bench.status()
    );
    bench.keys("<c-o>");
    assert!(bench.status().contains(STORMY));
}

#[test]
fn a_preview_shows_the_first_lines() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter><tab>gk");
    assert_shows(&bench, "Gannet Corner");
    let (_, title) = bench.find("─ Storm closes");
    let (_, text) = bench.find("SKERRY POINT — The coast");
    assert_eq!(text, title + 1, "{}", bench.screen());
    bench.keys("<esc>");
    let leads = format!("Your story: {STORMY}");
    assert!(bench.status().contains(&leads), "{}", bench.status());
    bench.keys("gl");
    let (_, note) = bench.find(&leads);
    assert!(note < 20, "in the window: {}", bench.screen());
    bench.keys("<esc>");
    bench.keys("gk<enter>");
    let status = bench.status();
    assert!(status.contains(STORMY) && !status.contains(&leads));
}

#[test]
fn a_window_over_wide_characters_keeps_its_frame() {
    for width in [118, 119, 120, 121] {
        let mut bench = Bench::new(width, 40);
        bench.keys("<enter>?");
        let left = bench.find("╭").0;
        for row in &bench.rows()[2..38] {
            let column = pullquote::text::width(row.split_at(row.find('│').unwrap()).0);
            let framed = row
                .match_indices('│')
                .any(|(byte, _)| pullquote::text::width(&row[..byte]) == usize::from(left));
            assert!(framed, "first bar at {column}, not {left}:\n{row}");
        }
    }
}

#[test]
fn the_place_survives_any_sequence_of_sizes() {
    let mut bench = long_bench(80, 24);
    bench.keys("<enter>40%3j");
    let before = bench.screen();
    for (w, h) in [
        (79, 24),
        (33, 9),
        (200, 60),
        (1, 1),
        (0, 0),
        (12, 50),
        (140, 3),
        (250, 80),
    ] {
        bench.resize(w, h);
    }
    bench.resize(80, 24);
    assert_eq!(bench.screen(), before);
}

#[test]
fn a_place_within_the_masthead_survives_too() {
    let mut bench = long_bench(80, 24);
    bench.keys("<enter>2j");
    let before = bench.screen();
    bench.resize(60, 30).resize(80, 24);
    assert_eq!(bench.screen(), before);
    bench.keys("k");
    assert_ne!(bench.screen(), before);
}

#[test]
fn the_place_survives_a_storm_that_is_drawn_once() {
    let mut bench = long_bench(80, 24);
    bench.keys("<enter>70%");
    let before = bench.screen();
    let sizes = (10..200).map(|w| crossterm::event::Event::Resize(w, 5 + w / 4));
    bench.events(sizes.chain([crossterm::event::Event::Resize(80, 24)]));
    assert_eq!(bench.screen(), before);
}

#[test]
fn the_place_survives_changes_of_measure_and_setting() {
    let mut bench = long_bench(120, 30);
    bench.keys("<enter>55%");
    let text = |bench: &Bench| bench.rows()[..29].to_vec();
    let before = text(&bench);
    bench.keys("5<lt>3<lt>gj");
    assert_ne!(text(&bench), before);
    bench.keys("8>gj");
    assert_eq!(text(&bench), before);
    bench.keys("zTjjjj<enter>z:theme dark<enter>");
    assert_eq!(text(&bench), before);
    bench.keys(":narrower 99<enter>");
    assert_shows(&bench, "30 columns");
    bench.keys(":wider 99<enter>");
    assert_shows(&bench, "120 columns");
    bench.keys(":narrower 26<enter>");
    assert_shows(&bench, "68 columns");
    assert_eq!(text(&bench), before);
}

#[test]
fn the_first_words_stay_first_at_every_measure() {
    let mut bench = long_bench(120, 30);
    bench.keys("<enter>z55%");
    while !first_words(&bench).starts_with('n') {
        bench.keys("j");
    }
    let words = first_words(&bench);
    let word = words.split(' ').next().unwrap();
    for _ in 0..19 {
        bench.keys("<lt>");
        let first = first_words(&bench);
        assert!(first.contains(word), "{word} is not in {first:?}");
    }
}

#[test]
fn quotes_are_stepped_through_with_their_speakers() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>]q");
    assert!(bench.status().contains("Marta Quill"), "{}", bench.status());
    bench.keys("]q]q");
    assert!(
        bench.status().contains("Ivor Penhale"),
        "{}",
        bench.status()
    );
    bench.keys("[q");
    assert!(bench.status().contains("Marta Quill"), "{}", bench.status());
    bench.keys("[q[q");
    assert!(bench.status().contains("No quote before this"));
    bench.keys("99]q");
    assert!(bench.status().contains("No further quote"));
    bench.keys("2]q");
    assert!(
        bench.status().contains("Ivor Penhale"),
        "{}",
        bench.status()
    );
}

#[test]
fn a_quote_is_copied_with_its_citation() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>]qyq");
    assert_eq!(
        bench.copied,
        [format!(
            "“He told everybody that it went into the stove” — Marta Quill, in *{LIGHT}*"
        )]
    );
    bench.keys("Qy<esc>4jyp");
    assert_eq!(bench.copied[0], bench.copied[1]);
    assert!(
        bench.copied[2].starts_with("SKERRY POINT — Builders"),
        "{}",
        bench.copied[2]
    );
}

#[test]
fn the_first_paragraph_is_copied_where_a_story_begins() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>yp");
    let copied = &bench.copied[0];
    assert!(copied.starts_with("SKERRY POINT — Builders"), "{copied}");
}

#[test]
fn the_status_line_says_who_and_how_sure() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>]q]q]q]q");
    let status = bench.status();
    assert!(status.contains("Ivor Penhale (“he”)"), "{status}");
    assert!(status.contains("sure"), "{status}");
}

#[test]
fn a_quote_is_chosen_from_the_window() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>Q/fourth<enter><enter>");
    assert_shows(&bench, "the fourth of March");
    assert!(bench.status().contains("Marta Quill"), "{}", bench.status());
}

#[test]
fn the_list_is_filtered_as_one_types() {
    let mut bench = Bench::new(80, 24);
    bench.keys("/f");
    assert_shows(&bench, "Stories /f");
    bench.keys("erry sails");
    assert_shows(&bench, "1 of 5");
    assert_hides(&bench, "Keeper's log");
    bench.keys("<bs><bs><bs><bs><bs><bs>");
    assert_shows(&bench, "2 of 5");
    bench.keys("<enter>");
    assert_shows(&bench, "2 of 5");
    bench.keys("<esc>");
    assert_shows(&bench, "Keeper's log");
    bench.keys("/ferry<esc>");
    assert_shows(&bench, "Keeper's log");
    bench.keys("/no such story");
    assert_shows(&bench, "No story matches");
    bench.keys("<enter><enter>");
    assert_shows(&bench, "No story matches");
}

/// The titles of the list by their first word but articles, in order.
fn titles(bench: &Bench) -> Vec<String> {
    let marks = ['●', '◐', '★', ' '];
    let rows = bench.rows();
    let titles = rows[1..].iter().map(|r| r.trim_start_matches(marks));
    let words = titles.filter_map(|t| t.split_whitespace().next().map(str::to_owned));
    words.take(5).collect()
}

#[test]
fn the_list_is_sorted() {
    let mut bench = Bench::new(80, 24);
    assert_eq!(titles(&bench)[..2], ["Keeper's", "Storm"]);
    bench.keys(":sort title<enter>");
    assert_eq!(titles(&bench)[..4], ["Ferry", "Ferry", "Keeper's", "Storm"]);
    assert!(bench.status().contains("by title"));
    bench.keys(":sort length<enter>");
    assert_eq!(titles(&bench).last().unwrap(), "Keeper's");
    bench.keys("S<enter>");
    assert_eq!(
        titles(&bench).last().unwrap(),
        "Keeper's",
        "the window opens on the order in force"
    );
    bench.keys("Sgg<enter>");
    assert_eq!(titles(&bench)[..2], ["Keeper's", "Storm"]);
}

#[test]
fn what_is_read_and_starred_is_shown_and_saved() {
    let mut bench = Bench::new(80, 16);
    assert_shows(&bench, "● Keeper's");
    bench.keys("r");
    assert_shows(&bench, "   Keeper's");
    assert!(bench.status().contains("Marked read"));
    bench.keys("rs");
    assert_shows(&bench, "● ★ Keeper's");
    bench.keys("s");
    assert_shows(&bench, "● Keeper's");
    bench.keys("<enter>9jsh");
    assert_shows(&bench, "◐ ★ Keeper's");
    bench.keys("<enter>Gh");
    assert_shows(&bench, "   ★ Keeper's");
    bench.keys("j<enter>h");
    assert_shows(&bench, "◐ Storm");
    let saved = bench.saved();
    let progress: Vec<_> = saved_order(&bench).map(|id| saved.of(id)).collect();
    assert_eq!(progress[0].reading(), Reading::Read);
    assert!(progress[0].starred() && !progress[1].starred());
    assert_eq!(progress[1].reading(), Reading::Begun);
}

/// The identities of the files, in order.
fn saved_order(bench: &Bench) -> impl Iterator<Item = pullquote::library::StoryId> {
    let id = |(name, _): &(&str, &str)| {
        let path = bench.path(name);
        let source =
            pullquote::library::read_file(&path, &pullquote::format::Limits::default()).unwrap();
        source.id(0)
    };
    FILES.iter().map(id).collect::<Vec<_>>().into_iter()
}

#[test]
fn neighbours_in_the_list_are_read_one_after_another() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>J");
    assert!(bench.status().contains(STORMY));
    bench.keys("2J");
    assert!(
        bench.status().contains("will not sail"),
        "{}",
        bench.status()
    );
    bench.keys("JJ");
    assert!(bench.status().contains("last story"), "{}", bench.status());
    bench.keys("4K");
    assert!(bench.status().contains(LIGHT));
    bench.keys("K");
    assert!(bench.status().contains("first story"));
}

#[test]
fn zen_leaves_nothing_but_the_story() {
    let mut bench = Bench::new(120, 30);
    bench.keys("<enter>");
    assert_shows(&bench, "│");
    bench.keys("z");
    assert_hides(&bench, "│");
    assert_hides(&bench, "minute");
    assert_shows(&bench, "Skerry Point");
    bench.keys(":theme sepia<enter>");
    assert_hides(&bench, ":theme");
    bench.keys("z");
    assert_shows(&bench, "minute");
    assert_shows(&bench, "│");
}

#[test]
fn finding_goes_round_both_ways() {
    let mut bench = Bench::new(80, 12);
    bench.keys("<enter>/lamp<enter>");
    assert_shows(&bench, "state of the lamp");
    assert!(bench.status().contains("1 of 3: lamp"));
    bench.keys("nn");
    assert_shows(&bench, "lamp went over");
    assert!(bench.status().contains("3 of 3: lamp"));
    bench.keys("n");
    assert_shows(&bench, "state of the lamp");
    assert!(
        bench.status().contains("on from the beginning: 1 of 3"),
        "{}",
        bench.status()
    );
    bench.keys("N");
    assert_shows(&bench, "lamp went over");
    assert!(
        bench.status().contains("on from the end"),
        "{}",
        bench.status()
    );
    bench.keys("/zebra<enter>");
    assert!(bench.status().contains("Not in this story: zebra"));
    bench.keys("/LAMP<enter>");
    assert!(
        bench.status().contains("Not in this story"),
        "a capital is meant"
    );
}

#[test]
fn commands_are_typed_in_part_and_unknown_ones_are_named() {
    let mut bench = Bench::new(80, 24);
    bench.keys(":frobnicate now<enter>");
    assert!(
        bench
            .status()
            .contains("no command is named \"frobnicate\"")
    );
    bench.keys("<enter>:quot<enter>");
    assert_shows(&bench, "─ Quotes: ");
    bench.keys("<esc>:100<enter>");
    assert_shows(&bench, "scissors");
    bench.keys(":theme nothing<enter>");
    assert!(bench.status().contains("no theme is named \"nothing\""));
    bench.keys(":<tab>");
    assert_shows(&bench, ":auto-scroll");
    bench.keys("<esc>:theme s<tab>");
    assert_shows(&bench, ":theme sepia");
    bench.keys("<enter>:q<enter>");
    assert!(bench.model.quit().is_some());
}

#[test]
fn settings_give_commands_other_keys() {
    let mut bench = Bench::with(&Setup {
        settings: "[keys]\nquotes = \"gq\"\ndown = [\"e\", \"<c-n>\"]\nnonsense = \"x\"\nstar = \"<nokey>\"\n".into(),
        ..Setup::default()
    });
    assert!(
        bench.status().contains("no command is named \"nonsense\""),
        "{}",
        bench.status()
    );
    bench.keys("<enter>");
    let top = bench.screen();
    bench.keys("jQ");
    assert!(
        bench.status().contains("Q does nothing here"),
        "the default keys are gone"
    );
    let above = |s: &str| s.lines().take(20).collect::<Vec<_>>().join("\n");
    assert_eq!(above(&bench.screen()), above(&top));
    bench.keys("e");
    assert_ne!(above(&bench.screen()), above(&top));
    bench.keys("k2<c-n>2kgq");
    assert_shows(&bench, "─ Quotes: ");
    bench.keys("<esc>?");
    assert_shows(&bench, "e  <c-n>");
}

#[test]
fn a_count_repeats_and_is_shown_while_typed() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>");
    let rows = bench.rows();
    bench.keys("1");
    assert!(bench.status().starts_with(" 1 "), "{}", bench.status());
    bench.keys("0");
    assert!(bench.status().starts_with(" 10 "), "{}", bench.status());
    bench.keys("j");
    assert_eq!(bench.rows()[..10], rows[10..20]);
    bench.keys("3k");
    assert_eq!(bench.rows()[..10], rows[7..17]);
    bench.keys("g");
    assert!(bench.status().starts_with(" g "), "{}", bench.status());
    bench.keys("g");
    assert_eq!(bench.rows(), rows);
    bench.keys("99999999999999999999j");
    assert_shows(&bench, "scissors");
    bench.keys("99999999999999999999k");
    assert_eq!(bench.rows(), rows);
}

#[test]
fn a_file_that_vanishes_becomes_a_message_and_reading_goes_on() {
    let mut bench = Bench::new(80, 24);
    std::fs::remove_file(bench.path("2-storm.txt")).unwrap();
    bench.keys("<enter>1<enter>");
    let status = bench.status();
    assert!(
        status.contains("2-storm.txt") || status.contains("no such"),
        "{status}"
    );
    assert_shows(&bench, "Builders taking down");
    bench.keys("10j");
    assert_shows(&bench, "It was lit");
    bench.keys("h");
    assert_shows(&bench, "Stories");
}

#[test]
fn a_failed_job_is_a_message() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>");
    bench.msg(Msg::Failed("the disk is full".into()));
    assert!(bench.status().contains("the disk is full"));
    bench.msg(Msg::Saved(Err("state.jsonl: read-only".into())));
    assert!(bench.status().contains("read-only"));
    bench.keys("j");
    assert!(bench.status().contains(LIGHT));
}

#[test]
fn the_place_is_kept_between_openings() {
    let mut bench = long_bench(80, 24);
    bench.keys("<enter>30%");
    let there = bench.screen();
    bench.keys("h<enter>");
    assert_eq!(bench.screen(), there);
    bench.keys("q");
    assert_shows(&bench, "Stories");
    let place = bench.saved();
    let source = pullquote::library::read_file(
        &bench.path("long.txt"),
        &pullquote::format::Limits::default(),
    )
    .unwrap();
    let percent = place.of(source.id(0)).percent();
    assert!((28..=31).contains(&percent), "{percent} %");
}

#[test]
fn every_change_of_size_is_drawn_anew() {
    let mut bench = Bench::new(80, 24);
    bench.resize(80, 24);
    assert_eq!(
        bench.redraws, 1,
        "the terminal may have been small in between"
    );
}

#[test]
fn the_mouse_scrolls_what_is_under_it_and_opens() {
    let mut bench = Bench::new(120, 16);
    let (x, y) = bench.find("Storm closes");
    bench.click(x, y);
    assert!(bench.status().contains(STORMY));
    assert_shows(&bench, "◐ Storm");
    let before = bench.screen();
    bench.mouse(MouseEventKind::ScrollDown, 80, 5);
    assert_ne!(bench.screen(), before);
    bench.mouse(MouseEventKind::ScrollUp, 80, 5);
    assert_eq!(bench.screen(), before);
    bench.keys("h").mouse(MouseEventKind::ScrollDown, 3, 5);
    bench.keys("<enter>");
    assert!(
        bench.status().contains("sails on Sundays"),
        "{}",
        bench.status()
    );
}

#[test]
fn pasted_words_go_to_the_prompt_as_one_line() {
    let mut bench = Bench::new(80, 24);
    bench.paste("q").paste("\x1b[2J");
    assert!(bench.model.quit().is_none(), "a paste is no key");
    bench.keys("/").paste("fer\nry\x1b[31m");
    assert_shows(&bench, "/fer ry");
}

#[test]
fn themes_are_tried_on_while_choosing() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<enter>");
    let before = bench.buffer();
    bench.keys("Tj");
    assert_ne!(bench.buffer()[(0, 0)], before[(0, 0)]);
    bench.keys("<esc>");
    assert_eq!(bench.buffer(), before);
    bench.keys("Tj<enter>");
    assert_ne!(bench.buffer()[(0, 0)], before[(0, 0)]);
}

#[test]
fn the_clipboard_the_redraw_and_the_stop_are_asked_for() {
    let mut bench = Bench::new(80, 24);
    bench.keys("<c-l><c-z>");
    assert_eq!((bench.redraws, bench.stops), (1, 1));
    bench.keys("<enter>yl");
    assert!(bench.status().contains("no address"), "{}", bench.status());
    assert!(bench.copied.is_empty() && bench.browsed.is_empty());
}

#[test]
fn every_word_of_a_story_passes_by() {
    let mut bench = Bench::new(40, 12);
    for (keys, text) in [("<enter>", LIGHTHOUSE), ("hj<enter>", STORM)] {
        bench.keys(keys).keys("gg");
        let mut seen = String::new();
        let mut last = String::new();
        while last != bench.screen() {
            last = bench.screen();
            seen.push_str(&last);
            seen.push('\n');
            bench.keys("<space>");
        }
        for word in text.split_whitespace() {
            assert!(seen.contains(word), "{word} was never shown");
        }
    }
}

#[test]
fn a_story_of_which_the_address_alone_was_saved_says_so() {
    let csv = "title,url,time_added,tags,status\nThe lost ferry,https://gull.example/ferry,1700000000,,unread\n";
    let mut bench = Bench::with(&Setup {
        files: vec![("pocket.csv".into(), csv.into())],
        ..Setup::default()
    });
    bench.keys("<enter>");
    let rows = bench.rows();
    let shown: Vec<&str> = rows.iter().map(|r| r.trim()).take(7).collect();
    let wanted = [
        "",
        "The lost ferry",
        "gull.example",
        "",
        "Only the address of this story was saved, not its text:",
        "",
        "https://gull.example/ferry",
    ];
    assert_eq!(shown, wanted);
    bench.keys("o");
    assert_shows(&bench, "Open this address outside?");
}

#[test]
fn a_theme_may_ask_for_a_large_initial() {
    let words = "The island council met again, and again it was the bridge that kept it. ";
    let mut bench = Bench::with(&Setup {
        files: vec![("1.md".into(), format!("# Ferries\n\n{}", words.repeat(6)))],
        settings: "theme = \"newspaper\"".into(),
        size: (72, 20),
        ..Setup::default()
    });
    bench.keys("<enter>");
    let rows = bench.rows();
    let top = rows.iter().position(|r| r.contains("▀▀█▀▀")).unwrap();
    for (row, words) in rows[top..]
        .iter()
        .zip(["▀▀█▀▀ he island council", "  █   ", "  █   "])
    {
        assert!(row[2..].starts_with(words), "{}", bench.screen());
    }
    assert!(!rows[top + 3].starts_with("    "), "{}", bench.screen());
    // The letter is there to be found, and gone with the theme.
    bench.keys("/the island<enter>");
    assert_hides(&bench, "Not in this story");
    bench.keys(":theme sepia<enter>");
    assert_shows(&bench, "The island council");
    assert_hides(&bench, "▀▀█▀▀");
}

#[test]
fn titles_stand_in_the_order_of_the_screen_too() {
    let text = "# \u{5e9}\u{5dc}\u{5d5}\u{5dd} 12\n\nOne line.\n";
    let mut bench = Bench::with(&Setup {
        files: vec![("1.md".into(), text.into())],
        settings: "bidi = \"visual\"".into(),
        size: (60, 12),
        ..Setup::default()
    });
    let turned = "12 \u{5dd}\u{5d5}\u{5dc}\u{5e9}";
    assert_shows(&bench, turned);
    bench.keys("<enter>");
    assert!(bench.status().contains(turned), "{}", bench.screen());
}

#[test]
fn a_terminal_that_says_its_name_has_more_colours() {
    let mut bench = Bench::with(&Setup {
        depth: Depth::TwoFiftySix,
        ..Setup::default()
    });
    let paper = |bench: &Bench| bench.buffer()[(0, 0)].bg;
    assert!(matches!(paper(&bench), Color::Indexed(_)));
    bench.msg(Msg::Heard(Heard::Version("XTerm(379)".into())));
    assert!(matches!(paper(&bench), Color::Rgb(..)));
}

#[test]
fn a_key_that_means_nothing_here_says_where_it_does() {
    let mut bench = Bench::new(120, 24);
    for (keys, says) in [
        ("Q", "Q is a key of the story: Enter goes there."),
        ("<enter>S", "S is a key of the list: h goes there."),
        ("v", "v is a key of a library's list."),
        ("gz", "gz does nothing here; ? shows the keys."),
        ("Q%", "% does nothing in this window."),
    ] {
        bench.keys(keys);
        assert!(bench.status().contains(says), "{keys}: {}", bench.status());
    }
    bench.keys("<esc>g<esc>");
    assert!(!bench.status().contains("does nothing"));
}
