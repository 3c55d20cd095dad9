//! Pictures in the text: in their place, at their size, with their words, and one over the whole screen.

use crate::support::bench::{Bench, Setup, assert_shows};
use pullquote::tui::pictures::Way;
use ratatui::{buffer::Buffer, style::Color};
use std::io::Cursor;

const RED: Color = Color::Rgb(255, 0, 0);
const BLUE: Color = Color::Rgb(0, 0, 255);

/// A PNG of one colour.
fn png(width: u32, height: u32, rgb: [u8; 3]) -> Vec<u8> {
    let image = image::RgbImage::from_pixel(width, height, image::Rgb(rgb));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A story with a red picture of 20 by 8 cells, a blue one, and one that was not saved; nothing is shown yet.
fn story(way: Way) -> Bench {
    let lines = |from: usize| {
        (from..from + 12)
            .map(|n| format!("Line {n} of the story says little more than its number.\n\n"))
    };
    let mut text: String = "# Two pictures\n\n".to_owned();
    text.extend(lines(1));
    text += "![A red square](red.png)\n\nBetween them are these words.\n\n![A blue one](sub/blue.png)\n\n";
    text.extend(lines(13));
    text += "![Not here](gone.png)\n\nThe end.\n";
    let mut bench = Bench::with(&Setup {
        files: vec![("1.md".into(), text)],
        size: (60, 24),
        ..Setup::default()
    });
    std::fs::write(bench.path("red.png"), png(200, 160, [255, 0, 0])).unwrap();
    std::fs::create_dir(bench.path("sub")).unwrap();
    std::fs::write(bench.path("sub/blue.png"), png(4000, 1000, [0, 0, 255])).unwrap();
    bench.model.look(Some(way), Some((10, 20)));
    bench.keys("<enter>");
    bench
}

/// Where cells of this colour stand: the first column and row, and how many columns and rows.
fn spot(buffer: &Buffer, colour: Color) -> Option<(u16, u16, u16, u16)> {
    let area = buffer.area;
    let cells = (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y)));
    let of = |at: &(u16, u16)| buffer.cell(*at).unwrap().bg == colour;
    let found: Vec<_> = cells.filter(of).collect();
    let (x, y) = *found.first()?;
    let (right, bottom) = *found.last()?;
    assert_eq!(
        found.len(),
        usize::from(right - x + 1) * usize::from(bottom - y + 1)
    );
    Some((x, y, right - x + 1, bottom - y + 1))
}

#[test]
fn a_picture_stands_in_the_text_above_its_words() {
    let mut bench = story(Way::Blocks);
    bench.keys("14j");
    let (x, y, width, height) = spot(&bench.buffer(), RED).unwrap();
    assert_eq!(
        (x, width, height),
        (2, 20, 8),
        "as large as it is, flush with the text"
    );
    let below = &bench.rows()[usize::from(y + height)];
    assert!(below.contains("picture: A red square"), "{below}");
    // The other is wider than the measure, and keeps its shape.
    bench.keys("12j");
    let (x, _, width, height) = spot(&bench.buffer(), BLUE).unwrap();
    assert_eq!((x, width, height), (2, 56, 7));
    bench.keys("G");
    assert_shows(&bench, "picture: Not here");
}

#[test]
fn without_pictures_their_words_stand_alone() {
    let mut bench = story(Way::None);
    bench.keys("14j");
    assert_eq!(spot(&bench.buffer(), RED), None);
    assert_shows(&bench, "picture: A red square");
    bench.keys("i");
    assert!(
        bench.status().contains("Pictures are off"),
        "{}",
        bench.status()
    );
}

#[test]
fn the_place_inside_a_picture_is_kept() {
    let mut bench = story(Way::Blocks);
    bench.keys("28j");
    let before = bench.rows();
    let (_, y, _, height) = spot(&bench.buffer(), RED).unwrap();
    assert!(y == 0 && height < 8, "the top stands in the picture");
    bench.resize(100, 24).resize(40, 30).resize(60, 24);
    assert_eq!(bench.rows(), before);
    // Without the picture its words are what stands there.
    bench.model.look(Some(Way::None), None);
    bench.keys("<c-l>");
    let top = bench.rows()[..2].concat();
    assert!(top.contains("A red square"), "{top}");
}

#[test]
fn a_picture_fills_the_screen_and_gives_it_back() {
    let mut bench = story(Way::Blocks);
    bench.keys("14j");
    let before = bench.rows();
    bench.keys("i");
    let (x, y, width, height) = spot(&bench.buffer(), RED).unwrap();
    assert_eq!(
        (width, height),
        (57, 23),
        "as large as the screen lets it be, less its words"
    );
    assert_eq!((x, y), (1, 0));
    assert!(
        bench.status().contains("A red square"),
        "{}",
        bench.status()
    );
    bench.keys("j");
    assert_eq!(spot(&bench.buffer(), BLUE).map(|s| s.2), Some(60));
    // Those that are not at hand are passed over.
    bench.keys("jj");
    assert!(bench.status().contains("A blue one"), "{}", bench.status());
    bench.keys("q");
    assert_eq!(bench.rows(), before);
}

#[test]
fn few_colours_are_all_a_picture_needs() {
    let mut bench = Bench::with(&Setup {
        files: vec![("1.md".into(), "# One\n\n![Red](red.png)\n\nWords.\n".into())],
        size: (60, 24),
        depth: pullquote::theme::Depth::TwoFiftySix,
        ..Setup::default()
    });
    std::fs::write(bench.path("red.png"), png(200, 160, [255, 0, 0])).unwrap();
    bench.model.look(Some(Way::Blocks), Some((10, 20)));
    bench.keys("<enter>");
    assert!(spot(&bench.buffer(), Color::Indexed(196)).is_some());
}

#[test]
fn the_pictures_of_a_book_are_shown() {
    let mut bench = Bench::with(&Setup {
        files: vec![(
            "1.md".into(),
            "# A bridge\n\n![Red](red.png)\n\nIt was painted red.\n".into(),
        )],
        size: (60, 24),
        ..Setup::default()
    });
    std::fs::write(bench.path("red.png"), png(200, 160, [255, 0, 0])).unwrap();
    bench.keys("<enter>");
    let out = bench.path("out");
    bench.keys(&format!(":export {} epub<enter>", out.display()));
    let book = std::fs::read_dir(out).unwrap().next().unwrap().unwrap();
    let name = "2.epub".to_owned();
    let bytes = std::fs::read(book.path()).unwrap();
    let mut bench = Bench::with(&Setup {
        files: vec![("1.md".into(), "# Another\n\nWords.\n".into())],
        size: (60, 24),
        ..Setup::default()
    });
    std::fs::write(bench.path(&name), bytes).unwrap();
    bench.model.look(Some(Way::Blocks), Some((10, 20)));
    bench.scan();
    bench.keys("/bridge<enter><enter>");
    assert!(spot(&bench.buffer(), RED).is_some(), "{:#?}", bench.rows());
}
