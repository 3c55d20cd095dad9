//! Every kind of block as it is set and painted, at four widths.

use pullquote::{
    annotate::Notes,
    article::{Article, BlockKind, Builder},
    layout::{self, Options},
    paint::{Painter, Speakers},
    text::Clean,
    theme::Theme,
};
use ratatui::{buffer::Buffer, layout::Rect};

/// Each kind of block, how deep in lists, in how many block quotes, and its words.
const BLOCKS: &[(BlockKind, u8, u8, &str)] = &[
    (
        BlockKind::Heading(1),
        0,
        0,
        "A headline that is too long to stand on one line of any narrow page",
    ),
    (
        BlockKind::Byline,
        0,
        0,
        "By Rosa Lind and Iven Brandt in Wendmouth",
    ),
    (BlockKind::Dateline, 0, 0, "WENDMOUTH, 14 January 2025"),
    (
        BlockKind::Image(0),
        0,
        0,
        "A ferry with snow on her deck leaves the quay before it is light",
    ),
    (
        BlockKind::Caption,
        0,
        0,
        "The Marit leaves for the islands on the first morning of the year.",
    ),
    (BlockKind::Credit, 0, 0, "Hana Moss/The Harbour Courier"),
    (
        BlockKind::Paragraph,
        0,
        0,
        "The island council published its count of the winter crossings on Tuesday — the Marit, built in 1961, missed fewer than the three newer boats together, and cost less than any of them.",
    ),
    (
        BlockKind::Paragraph,
        0,
        0,
        "“We keep her because she starts,” said Torvald Ås, who has been her engineer for 19 years; see https://example.org/islands/ferries/marit?year=2025 for the whole of the count.",
    ),
    (BlockKind::Heading(2), 0, 0, "What the council will do"),
    (
        BlockKind::Item(Some(9)),
        1,
        0,
        "The council will ask for a spare door before the ice comes back to the sound.",
    ),
    (
        BlockKind::Item(Some(10)),
        1,
        0,
        "Nobody will ask the Marit anything:",
    ),
    (
        BlockKind::Item(None),
        2,
        0,
        "she will be painted, in a colour that the schools choose;",
    ),
    (BlockKind::Item(None), 3, 0, "red, or"),
    (BlockKind::Item(None), 3, 0, "blue."),
    (
        BlockKind::Paragraph,
        1,
        0,
        "A later paragraph of the same item stands under its words and not under its number.",
    ),
    (BlockKind::Heading(3), 0, 0, "Words of the trade"),
    (BlockKind::Term, 1, 0, "bar"),
    (BlockKind::Term, 1, 0, "sandbar"),
    (
        BlockKind::Definition,
        1,
        0,
        "A bank of sand at the mouth of a harbour, over which no boat may pass when the tide is low.",
    ),
    (
        BlockKind::Paragraph,
        1,
        0,
        "A second paragraph of what the term means.",
    ),
    (BlockKind::Term, 1, 0, "slack"),
    (
        BlockKind::Definition,
        1,
        0,
        "The short time between the tides:",
    ),
    (BlockKind::Item(None), 2, 0, "high slack, or"),
    (BlockKind::Item(None), 2, 0, "low slack."),
    (BlockKind::Definition, 1, 0, "Also a rope that hangs."),
    (BlockKind::Heading(3), 0, 0, "Said at the meeting"),
    (
        BlockKind::PullQuote,
        0,
        0,
        "Neither, it must be said, does the harbour master read the timetable.",
    ),
    (BlockKind::PullQuote, 0, 0, "Torvald Ås, engineer"),
    (
        BlockKind::Card,
        0,
        0,
        "Video on YouTube: The Marit leaves the quay in the snow, filmed from the harbour office\n— Harbour Courier (@harbour)",
    ),
    (
        BlockKind::BlockQuote,
        0,
        1,
        "The sea does not read the timetable, and neither, it must be said, does the harbour master.",
    ),
    (BlockKind::BlockQuote, 0, 2, "Quoted within what is quoted."),
    (BlockKind::Item(None), 1, 1, "an item in a quotation"),
    (
        BlockKind::Code,
        0,
        0,
        "fn main() {\n\tring(hour() % 12, \"the bell of St Olave's, which was cast in Wendmouth\");\n}",
    ),
    (
        BlockKind::Row {
            table: 1,
            head: true,
        },
        0,
        0,
        "Ferry|Built|Crossings|What stopped her",
    ),
    (
        BlockKind::Row {
            table: 1,
            head: false,
        },
        0,
        0,
        "Marit|1961|1,204|Fog, and once a swan in the intake",
    ),
    (
        BlockKind::Row {
            table: 1,
            head: false,
        },
        0,
        0,
        "Havørn|2021|640|Software",
    ),
    (BlockKind::Rule, 0, 0, ""),
    (
        BlockKind::Paragraph,
        0,
        0,
        "島の議会は火曜日、この冬の渡し船の運航記録を公表した。「この船は必ず動きますから」と大島徹さん（58）は話す。👩\u{200d}👩\u{200d}👧",
    ),
    (
        BlockKind::Paragraph,
        0,
        0,
        "أعلن مجلس الجزيرة يوم الثلاثاء عدد رحلات العبّارات في الشتاء، كما جاء في The Harbour Courier.",
    ),
    (
        BlockKind::Footnote,
        0,
        0,
        "[1] As the count of the harbour office has it, which leaves out the day of the swan.",
    ),
];

fn article() -> Article {
    let mut b = Builder::new();
    b.meta().lang = Clean::new("en");
    for (kind, depth, quote, words) in BLOCKS {
        b.nest(*depth, *quote);
        b.open(*kind);
        match kind {
            BlockKind::Row { .. } => {
                for (n, cell) in words.split('|').enumerate() {
                    if n > 0 {
                        b.cell();
                    }
                    b.words(cell);
                }
            }
            BlockKind::Card => {
                for line in words.lines() {
                    b.line_break();
                    b.words(line);
                }
            }
            _ => b.words(words),
        }
        b.close();
    }
    b.finish()
}

/// The rows of the article as a screen `width` cells wide shows them.
fn painted(article: &Article, width: u16, justify: bool) -> String {
    let options = Options {
        measure: width,
        justify,
        ..Options::default()
    };
    let notes = Notes::default();
    let speakers = Speakers::of(article, &notes);
    let theme = Theme::default();
    let painter = Painter {
        article,
        notes: &notes,
        theme: &theme,
        speakers: &speakers,
        by_speaker: false,
        bionic: false,
        aside: 0,
        stub_states: &[],
        highlights: &[],
    };
    let mut out = String::new();
    for (block, line) in layout::lay_out(article, &options) {
        let row = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(row);
        match &line {
            Some(line) => painter.row(line, block as usize, row, &mut buf, &mut Vec::new()),
            None => painter.blank(block as usize, row, &mut buf),
        }
        let mut covered = 0;
        let mut shown = String::new();
        for cell in buf.content() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            shown.push_str(cell.symbol());
            covered = pullquote::text::width(cell.symbol()).saturating_sub(1);
        }
        out.push_str(shown.trim_end());
        out.push('\n');
    }
    out
}

#[test]
fn every_kind_of_block_at_every_width() {
    let article = article();
    let kinds: std::collections::HashSet<_> = article
        .blocks()
        .iter()
        .map(|b| std::mem::discriminant(&b.kind))
        .collect();
    assert_eq!(kinds.len(), 17, "a kind of block is missing here");
    for (name, width, justify) in [
        ("28", 28, false),
        ("40", 40, false),
        ("80", 80, false),
        ("120", 120, false),
        ("56-justified", 56, true),
    ] {
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("kinds-{name}"), painted(&article, width, justify));
        });
    }
}
