//! The test data of Unicode, through what we break, measure and order by.
//!
//! The files of the Unicode Character Database are read where they lie beside the checkout, in
//! `shared/corpora/unicode`; a few lines of each stand here, so that something is tested everywhere.

use flate2::read::GzDecoder;
use pullquote::{
    layout::{Paragraph, opportunities},
    text::{self, Span},
};
use std::{fs, io::Read, path::Path};

/// The text of a file of the database; `None` where it is not at hand.
fn database(name: &str) -> Option<String> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let path = above
        .map(|dir| dir.join("shared/corpora/unicode").join(name))
        .find(|path| path.exists())?;
    let bytes = fs::read(path).unwrap();
    let mut text = String::new();
    if name.contains(".gz") {
        GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
        Some(text)
    } else {
        Some(String::from_utf8(bytes).unwrap())
    }
}

fn character(hex: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(hex, 16).unwrap())
}

/// The cases of a file of breaks: a text, and the bytes at which it may be parted. Surrogates are no text.
fn breaks(file: &str) -> Vec<(String, Vec<usize>)> {
    let cases = file
        .lines()
        .map(|l| l.split('#').next().unwrap_or_default().trim());
    cases
        .filter(|case| !case.is_empty())
        .filter_map(|case| {
            let (mut text, mut at) = (String::new(), Vec::new());
            for word in case.split_whitespace() {
                match word {
                    "÷" => at.push(text.len()),
                    "×" => {}
                    hex => text.push(character(hex)?),
                }
            }
            Some((text, at))
        })
        .collect()
}

const GRAPHEMES: &str = "
÷ 0061 ÷ 1F1E6 × 1F1E7 ÷ 1F1E8 ÷ 0062 ÷
÷ 1F476 × 1F3FF ÷ 1F476 ÷
÷ 0061 × 1F3FF ÷ 1F476 × 200D × 1F6D1 ÷
÷ 0915 × 094D × 0924 ÷
÷ 1100 × 1160 × 11A8 ÷ AC00 × 11A8 ÷
÷ 0020 × 0308 ÷ 0020 ÷
";

#[test]
fn graphemes_are_those_of_unicode() {
    let full = database("GraphemeBreakTest-17.0.txt");
    let cases = breaks(full.as_deref().unwrap_or(GRAPHEMES));
    for (text, want) in &cases {
        let mut at = vec![0];
        at.extend(text::graphemes(text).scan(0, |end, (g, _)| {
            *end += g.len();
            Some(*end)
        }));
        assert_eq!(&at, want, "{text:?}");
    }
    assert_eq!(cases.len(), if full.is_some() { 766 } else { 6 });
}

const EMOJI: &str = "
1F600 ; fully-qualified
2764 FE0F ; fully-qualified
1F1E9 1F1EA ; fully-qualified
0023 FE0F 20E3 ; fully-qualified
1F469 200D 1F4BB ; fully-qualified
1F468 200D 1F469 200D 1F467 200D 1F466 ; fully-qualified
1F3F4 E0067 E0062 E0073 E0063 E0074 E007F ; fully-qualified
";

#[test]
fn an_emoji_is_one_grapheme_of_two_cells() {
    let full = database("emoji-test-17.0.txt");
    let lines = full.as_deref().unwrap_or(EMOJI).lines();
    let fields = lines.filter_map(|l| l.split('#').next()?.split_once(';'));
    let mut count = 0;
    for (points, _) in fields.filter(|(_, kind)| kind.trim() == "fully-qualified") {
        let emoji: String = points.split_whitespace().filter_map(character).collect();
        let graphemes: Vec<_> = text::graphemes(&emoji).collect();
        assert_eq!(graphemes, [(&*emoji, 2)], "{points}");
        count += 1;
    }
    assert_eq!(count, if full.is_some() { 3944 } else { 7 });
}

const BIDI: &str = "
05D0 05D1 0028 05D2 05D3 005B 0026 0065 0066 005D 002E 0029 0067 0068;1;1;1 1 1 1 1 1 1 2 2 1 1 1 2 2;12 13 11 10 9 7 8 6 5 4 3 2 1 0
0061 0062 0063 0020 0028 0064 0065 0066 0020 0627 0628 062C 0029 0020 05D0 05D1 05D2;0;0;0 0 0 0 0 0 0 0 0 1 1 1 0 0 1 1 1;0 1 2 3 4 5 6 7 8 11 10 9 12 13 16 15 14
0627 0628 062C 0020 0062 006F 006F 006B 0028 0073 0029;1;1;1 1 1 1 2 2 2 2 2 2 2;4 5 6 7 8 9 10 3 2 1 0
202E 0061 202A 0062 202C 2066 0063 2069 202A 0064 202C 0065 202C;2;0;x 1 x 2 x 1 2 1 x 2 x 1 x;11 9 7 6 5 3 1
";

#[test]
fn both_directions_are_put_in_order() {
    let full = database("BidiCharacterTest-15.0.txt.gz");
    let lines = full.as_deref().unwrap_or(BIDI).lines();
    let mut count = 0;
    for case in lines.filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let fields: Vec<&str> = case.split(';').collect();
        let [points, direction, level, levels, order] = fields[..] else {
            panic!("{case}");
        };
        let characters: Vec<char> = points.split(' ').filter_map(character).collect();
        let text: String = characters.iter().collect();
        let rtl = match direction {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        };
        let paragraph = Paragraph::new(&text, rtl);
        assert_eq!(paragraph.level().to_string(), level, "{case}");
        let levels: Vec<&str> = levels.split(' ').collect();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let mut shown = Vec::new();
        for run in paragraph.runs(Span::new(0, text.len())) {
            let inside = |n: &usize| run.span.range().contains(&starts[*n]);
            // What rule X9 removes has no level.
            let seen = (0..starts.len())
                .filter(inside)
                .filter(|n| levels[*n] != "x");
            let mut seen: Vec<usize> = seen.collect();
            assert!(
                seen.iter().all(|n| levels[*n] == run.level.to_string()),
                "{case}"
            );
            if run.is_rtl() {
                seen.reverse();
            }
            shown.extend(seen);
        }
        let order: Vec<usize> = order
            .split_whitespace()
            .map(|n| n.parse().unwrap())
            .collect();
        assert_eq!(shown, order, "{case}");
        count += 1;
    }
    assert_eq!(count, if full.is_some() { 91_707 } else { 4 });
}

const LINES: &str = "
× 0023 × 0020 ÷ 0023 ÷
× 0061 × 002D ÷ 0062 ÷
× 2014 × 0308 ÷ 0061 ÷
× 05D0 × 002D × 05D0 ÷
× 3042 ÷ 3044 × 3001 ÷ 3042 ÷
× 0028 × 0061 × 0029 ÷
× 1F469 × 200D × 1F4BB ÷ 1F600 ÷
× 0024 × 0031 × 002C × 0030 × 0030 ÷
";

/// Where the segmenter, and we with it, end lines elsewhere than the test data say: what such a text holds, the reason,
/// and how many there are. What we take from its answer after that stands with its reason in the rules of
/// `src/layout/glue.rs`, and their tests.
type Deviation = (fn(char) -> bool, &'static str, usize);

const DEVIATIONS: &[Deviation] = &[
    (
        |c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'),
        "Thai, Lao, Burmese and Khmer are parted between the words of a dictionary, as LB1 asks where there is one",
        152,
    ),
    (
        |c| matches!(c, '\u{1f8ff}' | '\u{efffd}'),
        "code points without a character",
        67,
    ),
    (
        |c| matches!(c, '\u{25cc}' | '\u{1b00}'..='\u{1b7f}' | '\u{11000}'..='\u{11fff}'),
        "LB28a, syllables of Brahmic scripts, for Balinese, historic scripts and the dotted circle",
        18,
    ),
    (
        |c| c == '“',
        "LB19a, quotation marks between ideographs: the same for opening and closing ones, so refused on both sides",
        5,
    ),
    (
        |c| matches!(c, '$' | '%' | '₩' | '﹪' | '\\' | '/' | '5' | '9'),
        "LB25, numbers: the segmenter takes signs and brackets to belong to them, as the rule did up to Unicode 15",
        47,
    ),
    (
        |c| matches!(c, '-' | '\u{5be}' | '≔'),
        "LB20a and LB21a, a hyphen at the start of a word: our own rules never end a line there",
        29,
    ),
];

#[test]
fn lines_end_where_unicode_lets_them() {
    let full = database("LineBreakTest-17.0.txt");
    let cases = breaks(full.as_deref().unwrap_or(LINES));
    let mut known = vec![0; DEVIATIONS.len()];
    for (text, want) in &cases {
        let mut at = opportunities(text);
        // The file has no break at the start of a text.
        at.retain(|at| *at > 0);
        if at != *want {
            let deviation = DEVIATIONS.iter().position(|(is, _, _)| text.contains(*is));
            let n = deviation.unwrap_or_else(|| panic!("{text:?}: {at:?}, not {want:?}"));
            known[n] += 1;
        }
    }
    if full.is_some() {
        assert_eq!(cases.len(), 19_338);
        for ((_, reason, count), known) in DEVIATIONS.iter().zip(known) {
            assert_eq!(known, *count, "{reason}");
        }
    }
}
