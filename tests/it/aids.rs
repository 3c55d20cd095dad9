//! Aids to reading: columns, the band, the beginnings of words, text that scrolls by itself.

use crate::support::bench::{Bench, Setup, assert_shows};
use pullquote::{text, tui::msg::Msg};
use ratatui::style::Modifier;

/// A story of so many paragraphs, each with its number.
fn long() -> Bench {
    let paragraph = |n: usize| {
        format!(
            "Paragraph {n} is about the ferry, which was late again, and nobody on the quay said why.\n\n"
        )
    };
    let story: String = (1..=60).map(paragraph).collect();
    let mut bench = Bench::with(&Setup {
        files: vec![("1.md".into(), format!("# The ferry\n\n{story}"))],
        size: (190, 20),
        ..Setup::default()
    });
    bench.keys("<enter>");
    bench
}

#[test]
fn two_columns_show_twice_as_much_and_are_read_downwards() {
    let mut bench = long();
    bench.keys("4j");
    // The list takes 41 cells, each column half of the rest.
    let cut = |bench: &Bench, from: usize, to: usize| -> Vec<String> {
        let part = |row: &String| {
            let start = text::clip(row, from).0.len();
            row[start..text::clip(row, to).0.len()].trim().to_owned()
        };
        bench.rows()[..19].iter().map(part).collect()
    };
    let one = cut(&bench, 41, 190);
    bench.keys("g2");
    let (left, right) = (cut(&bench, 41, 115), cut(&bench, 115, 190));
    assert_eq!(left, one);
    bench.keys("g219j");
    assert_eq!(right, cut(&bench, 41, 190));
    // A click finds what stands in the second column, and the end is the end.
    bench.keys("g2G");
    assert_shows(&bench, "Paragraph 60");
    bench.resize(100, 20);
    bench.keys("g2g2");
    assert!(
        bench.status().contains("no room for two columns"),
        "{}",
        bench.status()
    );
}

#[test]
fn all_but_a_band_is_dimmed() {
    let mut bench = long();
    bench.keys("20jgf");
    let (buffer, rows) = (bench.buffer(), bench.rows());
    let inks: Vec<_> = (0..19)
        .filter(|y| rows[*y].chars().skip(41).any(|c| c != ' '))
        .map(|y| {
            let x = 41 + rows[y].chars().skip(41).position(|c| c != ' ').unwrap();
            let cell = &buffer[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())];
            (y, cell.fg)
        })
        .collect();
    let dim = inks[0].1;
    let lit: Vec<usize> = inks
        .iter()
        .filter(|(_, ink)| *ink != dim)
        .map(|(y, _)| *y)
        .collect();
    assert!(
        !lit.is_empty() && lit.iter().all(|y| (5..8).contains(y)),
        "{lit:?}"
    );
    bench.keys("gf");
    assert_ne!(bench.buffer(), buffer);
}

#[test]
fn the_beginnings_of_words_are_set_off() {
    let mut bench = long();
    bench.keys("gB");
    let (x, y) = bench.find("Paragraph 1 is");
    let buffer = bench.buffer();
    let bold = |n: u16| buffer[(x + n, y)].modifier.contains(Modifier::BOLD);
    assert_eq!(
        (0..9).map(bold).collect::<Vec<_>>(),
        [true, true, true, true, false, false, false, false, false]
    );
}

#[test]
fn text_scrolls_by_itself_until_it_is_stopped() {
    let mut bench = long();
    bench.keys("4jga");
    assert!(
        bench.status().contains("230 words a minute"),
        "{}",
        bench.status()
    );
    let text = |bench: &Bench| -> Vec<String> {
        bench
            .rows()
            .iter()
            .map(|r| r.chars().skip(41).collect())
            .collect()
    };
    let first = text(&bench);
    let until = *bench.waits.last().unwrap();
    // A row of a few words is read in a second or some.
    assert!(
        (500..6_000).contains(&(until - bench.now)),
        "{}",
        until - bench.now
    );
    bench.now = until;
    bench.msg(Msg::Waited(until));
    assert_eq!(text(&bench)[..17], first[1..18]);
    // Word of another time means nothing.
    bench.msg(Msg::Waited(until));
    assert_eq!(text(&bench)[..17], first[1..18]);
    bench.keys("2+");
    assert!(bench.status().contains("250 words a minute"));
    let until = *bench.waits.last().unwrap();
    bench.keys("ga");
    bench.msg(Msg::Waited(until));
    assert_eq!(text(&bench)[..17], first[1..18]);
}

#[test]
fn minutes_left_follow_the_readers_own_speed() {
    let mut bench = long();
    let left = |b: &Bench| b.status();
    bench.keys("4j");
    let before = left(&bench);
    // Page after page at some 110 words a minute.
    for _ in 0..8 {
        bench.now += 30_000;
        bench.keys("d");
    }
    bench.keys("8u");
    assert_ne!(left(&bench), before);
}
