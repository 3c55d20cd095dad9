//! The laws of layout, for any text at any width: nothing lost, nothing twice, nothing too wide, every place found
//! again.

use proptest::prelude::*;
use pullquote::{
    article::{Article, BlockKind, Builder},
    layout::{Bidi, Edge, Lead, Line, Opening, Options, Page, Row, Wide, lay_out, lay_out_text},
    text,
};

/// Words of every kind that a line treats apart.
const WORDS: &[&str] = &[
    "a",
    "word",
    "government",
    "counterterrorism",
    "well-known",
    "word--word",
    "(bracket)",
    "\u{201c}quoted\u{201d}",
    "and/or",
    "Mr.",
    "Smith",
    "J.",
    "5",
    "km",
    "—",
    "–",
    "...",
    "https://example.org/a/long/page?with=words&and_more.html",
    "日本語の文章、",
    "「引用」です。",
    "한국어",
    "naïve",
    "e\u{301}te\u{301}",
    "👩\u{200d}💻",
    "🇩🇪",
    "❤\u{fe0f}",
    "مرحبا",
    "بالعالم",
    "שלום",
    "ภาษาไทยไม่มีช่องว่าง",
    "co\u{ad}oper\u{ad}ate",
    "zero\u{200b}width",
    "no\u{a0}break",
    "क्षि",
    "\u{301}",
    "l\u{2019}arrestation",
    "«",
    "»",
    "§",
    "12",
    "wordjoin\u{2060}er",
    "supercalifragilisticexpialidocious",
];

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => proptest::sample::select(WORDS).prop_map(str::to_owned),
        4 => "[a-z]{1,12}[,.]?",
        1 => "\\PC{1,6}",
    ];
    proptest::collection::vec(word, 1..60).prop_map(|w| w.join(" "))
}

/// A block to be built: what it is, how deep, and its words.
#[derive(Clone, Debug)]
struct Piece {
    kind: BlockKind,
    depth: u8,
    quote: u8,
    words: String,
}

fn piece() -> impl Strategy<Value = Piece> {
    let kind = prop_oneof![
        8 => Just(BlockKind::Paragraph),
        1 => (1..=6u8).prop_map(BlockKind::Heading),
        1 => Just(BlockKind::Caption),
        1 => Just(BlockKind::Term),
        1 => Just(BlockKind::Definition),
        1 => Just(BlockKind::PullQuote),
        1 => Just(BlockKind::Card),
        1 => Just(BlockKind::Byline),
        1 => Just(BlockKind::BlockQuote),
        2 => proptest::option::of(0..200u32).prop_map(BlockKind::Item),
        1 => Just(BlockKind::Code),
        3 => any::<bool>().prop_map(|head| BlockKind::Row { table: 1, head }),
        1 => Just(BlockKind::Image(0)),
        1 => Just(BlockKind::Footnote),
        1 => Just(BlockKind::Rule),
    ];
    (kind, 0..4u8, 0..3u8, words()).prop_map(|(kind, depth, quote, words)| Piece {
        kind,
        depth,
        quote,
        words,
    })
}

fn article(pieces: &[Piece]) -> Article {
    let mut b = Builder::new();
    b.meta().lang = text::Clean::new("en");
    for piece in pieces {
        b.nest(piece.depth, piece.quote);
        b.open(piece.kind);
        match piece.kind {
            BlockKind::Rule => {}
            BlockKind::Code => b.words(&piece.words.replace("a ", "\n\t").replace("e ", "  ")),
            BlockKind::Row { .. } => {
                for (n, cell) in piece
                    .words
                    .split(' ')
                    .collect::<Vec<_>>()
                    .chunks(4)
                    .enumerate()
                {
                    if n > 0 {
                        b.cell();
                    }
                    b.words(&cell.join(" "));
                }
            }
            _ => {
                for (n, line) in piece.words.split("Mr.").enumerate() {
                    if n > 0 {
                        b.line_break();
                    }
                    b.words(line);
                }
            }
        }
        b.close();
    }
    b.finish()
}

fn articles() -> impl Strategy<Value = Article> {
    proptest::collection::vec(piece(), 0..12).prop_map(|p| article(&p))
}

fn options() -> impl Strategy<Value = Options> {
    let bidi = prop_oneof![Just(Bidi::Logical), Just(Bidi::Visual)];
    let edge = prop_oneof![Just(Edge::Flush), Just(Edge::Hanging)];
    let wide = prop_oneof![Just(Wide::Wrap), Just(Wide::Scroll)];
    let opening = prop_oneof![Just(Opening::Plain), Just(Opening::Initial)];
    let set = (edge, wide, bidi, opening);
    (1..200u16, any::<bool>(), any::<bool>(), 0..3u16, set).prop_map(
        |(measure, justify, hyphens, gap, (edge, wide, bidi, opening))| Options {
            measure,
            justify,
            hyphens,
            gap,
            edge,
            wide,
            bidi,
            opening,
            ..Options::default()
        },
    )
}

/// What can be read of a text: without white space, soft hyphens and what has no width.
fn read(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'))
        .collect()
}

/// The words of a line in the order of the text, those of its own block only.
fn own(line: &Line, text: &str) -> String {
    if line.cells.is_empty() {
        return read(line.span.of(text));
    }
    let cells = line.cells.iter().filter(|(_, s)| line.span.covers(*s));
    cells.map(|(_, s)| read(s.of(text))).collect()
}

/// Counts of characters: the cells of a row share its lines, so their words are there but not in one sequence.
fn sorted(words: &str) -> Vec<char> {
    let mut all: Vec<char> = words.chars().collect();
    all.sort_unstable();
    all
}

/// Right end of what a line draws.
fn right(line: &Line, text: &str) -> usize {
    let end = |d: pullquote::layout::Drawn<'_>| usize::from(d.column + d.width);
    line.drawn(text).map(end).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn the_lines_of_a_block_give_back_its_words(article in articles(), options in options()) {
        let set = lay_out(&article, &options);
        for (index, block) in (0u32..).zip(article.blocks()) {
            let lines = set.iter().filter(|(b, _)| *b == index).filter_map(|(_, l)| l.as_ref());
            let words: String = lines.map(|l| own(l, article.text())).collect();
            let want = read(block.span.of(article.text()));
            if matches!(block.kind, BlockKind::Row { .. }) {
                prop_assert_eq!(sorted(&words), sorted(&want));
            } else {
                prop_assert_eq!(words, want);
            }
        }
    }

    #[test]
    fn the_order_of_the_screen_keeps_every_grapheme(article in articles(), options in options()) {
        let visual = Options { bidi: Bidi::Visual, ..options.clone() };
        let logical = Options { bidi: Bidi::Logical, ..options };
        let text = article.text();
        for ((_, a), (_, b)) in lay_out(&article, &visual).iter().zip(lay_out(&article, &logical)) {
            let (Some(a), Some(b)) = (a, b) else { continue };
            let mut cells: Vec<_> = a.drawn(text).collect();
            let bytes = |d: &pullquote::layout::Drawn<'_>| (d.byte, d.width);
            let in_order: Vec<_> = b.drawn(text).collect();
            prop_assert!(cells.iter().map(bytes).eq(in_order.iter().map(bytes)));
            // Each stands beside the next, none over another.
            cells.sort_by_key(|d| d.column);
            prop_assert!(cells.windows(2).all(|w| w[0].column + w[0].width <= w[1].column));
            prop_assert_eq!(a.width(text), b.width(text));
        }
    }

    #[test]
    fn no_line_cuts_a_grapheme(article in articles(), options in options()) {
        for (block, line) in lay_out(&article, &options) {
            let Some(line) = line else { continue };
            let block = article.blocks()[block as usize].span;
            let mut edges = vec![block.start];
            for (g, _) in text::graphemes(block.of(article.text())) {
                edges.push(edges[edges.len() - 1] + text::byte(g.len()));
            }
            let next = article.text()[line.span.end as usize..].chars().next();
            let before = article.text()[..line.span.start as usize].chars().next_back();
            for edge in [line.span.start, line.span.end] {
                // A space may be one grapheme with a mark beside it, which it then leaves alone.
                let space = edge == line.span.end && next.is_none_or(char::is_whitespace)
                    || edge == line.span.start && before.is_some_and(char::is_whitespace);
                prop_assert!(space || edges.contains(&edge), "{edge} in {:?}", line.plain(article.text()));
            }
        }
    }

    #[test]
    fn no_line_begins_with_what_closes(measure in 4..60u16) {
        let words = "日本語の文章は、「禁則処理」が必要です。（行頭）に句読点が来ない、ということ！";
        let article = built(&[(BlockKind::Paragraph, 0, 0, words)]);
        let options = Options { measure, ..Options::default() };
        for (_, line) in lay_out(&article, &options) {
            let words = line.map_or("", |l| l.span.of(article.text()));
            prop_assert!(!words.starts_with(['、', '。', '」', '）', '！']), "{words}");
            prop_assert!(!words.ends_with(['「', '（']), "{words}");
        }
    }

    #[test]
    fn no_line_is_wider_than_the_measure(article in articles(), options in options()) {
        for (_, line) in lay_out(&article, &options) {
            let Some(line) = line else { continue };
            let wide = right(&line, article.text());
            let last = line.cells.last().map_or(line.span, |(_, cell)| *cell);
            let alone = text::graphemes(last.of(article.text())).filter(|(_, w)| *w > 0).count() <= 1;
            prop_assert!(
                wide <= usize::from(options.measure) || alone || wide <= usize::from(line.wide),
                "{wide} cells in {}: {:?} {line:?}", options.measure, line.plain(article.text())
            );
        }
    }

    #[test]
    fn only_small_signs_hang(words in words(), measure in 40..90u16, justify in any::<bool>()) {
        let article = built(&[(BlockKind::Paragraph, 0, 0, &words)]);
        let options = Options { measure, justify, edge: Edge::Hanging, ..Options::default() };
        for (_, line) in lay_out(&article, &options) {
            let Some(line) = line.filter(|l| !l.rtl) else { continue };
            let reaches = right(&line, article.text()) == usize::from(measure);
            let words = line.span.of(article.text());
            let small = line.hyphen || words.ends_with(|c: char| c.is_ascii_punctuation() || "‐”’»…".contains(c));
            prop_assert!(!reaches || small, "{:?}", line.plain(article.text()));
        }
    }

    #[test]
    fn a_line_is_drawn_as_wide_as_it_says(article in articles(), options in options()) {
        for (_, line) in lay_out(&article, &options) {
            let Some(line) = line else { continue };
            let text = article.text();
            let (end, width) = (right(&line, text), usize::from(line.indent) + line.width(text));
            // A last cell without width is drawn as nothing.
            prop_assert!(end == width || end == 0 || end < width && !line.cells.is_empty());
            prop_assert!(text::width(line.plain(text).trim_end()) <= width);
        }
    }

    #[test]
    fn a_row_is_found_again_by_its_first_byte(article in articles(), options in options()) {
        let mut page = Page::new(&article, &options);
        for (row, line) in rows(&mut page, &article) {
            if line {
                let byte = page.byte_of(&article, row);
                prop_assert_eq!(page.row_of(&article, byte), row);
            }
        }
    }

    #[test]
    fn there_and_back_is_the_same_row(article in articles(), options in options(), by in 0..60isize) {
        let mut page = Page::new(&article, &options);
        let all: Vec<Row> = rows(&mut page, &article).into_iter().map(|(row, _)| row).collect();
        for (n, row) in all.iter().enumerate() {
            let there = page.advance(&article, *row, by);
            let want = all[(n + by.unsigned_abs()).min(all.len() - 1)];
            prop_assert_eq!(there, want);
            let back = page.advance(&article, *row, -by);
            prop_assert_eq!(back, all[n.saturating_sub(by.unsigned_abs())]);
        }
    }

    #[test]
    fn a_page_is_the_same_from_anywhere(article in articles(), options in options(), height in 1..40usize) {
        let want = lay_out(&article, &options);
        let mut page = Page::new(&article, &options);
        let all: Vec<Row> = rows(&mut page, &article).into_iter().map(|(row, _)| row).collect();
        prop_assert_eq!(all.len(), want.len());
        for (n, top) in all.iter().enumerate().rev().step_by(7) {
            let mut fresh = Page::new(&article, &options);
            fresh.prepare(&article, *top, height);
            let got: Vec<_> = fresh.rows(*top, height).map(|r| (r.block, r.line.cloned())).collect();
            prop_assert_eq!(&got[..], &want[n..want.len().min(n + height)]);
        }
        if let Some(last) = all.last() {
            prop_assert_eq!(page.last(&article), *last);
            let top = page.last_top(&article, height);
            prop_assert_eq!(top, all[all.len().saturating_sub(height)]);
            prop_assert_eq!(page.is_short(&article, height), all.len() <= height);
        }
    }

    #[test]
    fn a_change_of_the_measure_and_back_keeps_the_place(
        article in articles(), options in options(), other in 1..200u16
    ) {
        let mut page = Page::new(&article, &options);
        let all = rows(&mut page, &article);
        for (row, _) in all.iter().filter(|(_, line)| *line).step_by(3) {
            let byte = page.byte_of(&article, *row);
            page.refit(&article, &Options { measure: other, ..options.clone() });
            let there = page.row_of(&article, byte);
            prop_assert!(page.byte_of(&article, there) <= byte);
            page.refit(&article, &options);
            prop_assert_eq!(page.row_of(&article, byte), *row);
        }
    }

    #[test]
    fn text_outside_of_articles_keeps_the_laws(words in words(), options in options()) {
        let words = text::Clean::new(words);
        let lines = lay_out_text(&words, &options);
        let got: String = lines.iter().map(|l| own(l, &words)).collect();
        prop_assert_eq!(got, read(&words));
        for line in &lines {
            prop_assert!(right(line, &words) <= usize::from(options.measure) || line.drawn(&words).count() == 1);
        }
    }
}

/// Every row of a page, walked one by one, and whether it is a line.
fn rows(page: &mut Page, article: &Article) -> Vec<(Row, bool)> {
    let mut all = Vec::new();
    let mut at = page.first();
    loop {
        page.prepare(article, at, 1);
        let Some(row) = page.rows(at, 1).next() else {
            return all;
        };
        all.push((row.row, row.line.is_some()));
        let next = page.advance(article, at, 1);
        if next == at {
            return all;
        }
        at = next;
    }
}

#[test]
fn a_headline_can_be_left_out() {
    let mut b = Builder::new();
    b.meta().title = text::Clean::new("A headline");
    b.open(BlockKind::Heading(1));
    b.words("A headline");
    b.open(BlockKind::Paragraph);
    b.words("Some words.");
    let article = b.finish();
    let plain = |skip_headline| {
        let options = Options {
            skip_headline,
            ..Options::default()
        };
        let rows = lay_out(&article, &options).into_iter();
        rows.map(|(_, l)| l.map_or(String::new(), |l| l.plain(article.text())))
            .collect::<Vec<_>>()
    };
    assert_eq!(plain(false), ["A headline", "", "Some words."]);
    assert_eq!(plain(true), ["Some words."]);
    let mut page = Page::new(
        &article,
        &Options {
            skip_headline: true,
            ..Options::default()
        },
    );
    assert_eq!(page.row_of(&article, 3), page.first());
    assert_eq!(Lead::default(), Lead::None);
}

/// Builds an article of blocks with their list depth and quotation level; LF breaks a line, in code as it stands.
fn built(blocks: &[(BlockKind, u8, u8, &str)]) -> Article {
    let mut b = Builder::new();
    b.meta().lang = text::Clean::new("en");
    for (kind, depth, quote, words) in blocks {
        b.nest(*depth, *quote);
        b.open(*kind);
        if *kind == BlockKind::Code {
            b.words(words);
            continue;
        }
        for (n, line) in words.split('\n').enumerate() {
            if n > 0 {
                b.line_break();
            }
            b.words(line);
        }
    }
    b.finish()
}

/// The page as plain text, a rule drawn to the measure and right-to-left lines flush right.
fn picture(article: &Article, options: &Options) -> String {
    let mut out = String::new();
    for (_, line) in lay_out(article, options) {
        if let Some(line) = line {
            let free = usize::from(options.measure - line.indent);
            let plain = line.plain(article.text());
            match line.lead {
                Lead::Rule => {
                    out += &" ".repeat(line.indent.into());
                    out += &"─".repeat(free);
                }
                _ if line.rtl => {
                    let left = usize::from(options.measure) - text::width(&plain);
                    out += &" ".repeat(left);
                    out += &plain;
                }
                _ => out += &plain,
            }
        }
        out.push('\n');
    }
    out
}

const EACH_IN_ITS_WAY: &str = "\
Voters in the north
turn to an old party

By Ann Lee
OSLO

▣ A queue before a school
  Voters wait in the early
  snow of a cold autumn day.
  Bo Ek

The vote was long, and
nobody slept.

  We waited through the whole
  night for it.


After it

• First one, which is
  wrapped once.

  More of it.

   9. Nine
  10. Ten
• Last one

──────────────────────────────

[1] A note that is wrapped
    once, too.

A verse
has lines

                     שלום עולם
";

#[test]
fn blocks_are_set_each_in_its_way() {
    use BlockKind::*;
    let article = built(&[
        (Heading(1), 0, 0, "Voters in the north turn to an old party"),
        (Byline, 0, 0, "By Ann Lee"),
        (Dateline, 0, 0, "OSLO"),
        (Image(0), 0, 0, "A queue before a school"),
        (
            Caption,
            0,
            0,
            "Voters wait in the early snow of a cold autumn day.",
        ),
        (Credit, 0, 0, "Bo Ek"),
        (Paragraph, 0, 0, "The vote was long, and nobody slept."),
        (
            BlockQuote,
            0,
            1,
            "We waited through the whole night for it.",
        ),
        (Heading(2), 0, 0, "After it"),
        (Item(None), 1, 0, "First one, which is wrapped once."),
        (Paragraph, 1, 0, "More of it."),
        (Item(Some(9)), 2, 0, "Nine"),
        (Item(Some(10)), 2, 0, "Ten"),
        (Item(None), 1, 0, "Last one"),
        (Rule, 0, 0, ""),
        (Footnote, 0, 0, "[1] A note that is wrapped once, too."),
        (Paragraph, 0, 0, "A verse\nhas lines"),
        (Paragraph, 0, 0, "שלום עולם"),
    ]);
    let options = Options {
        measure: 30,
        ..Options::default()
    };
    assert_eq!(picture(&article, &options), EACH_IN_ITS_WAY);
}

#[test]
fn code_keeps_its_spaces_and_goes_on_where_it_is_too_long() {
    let article = built(&[(
        BlockKind::Code,
        0,
        0,
        "if x {\n\ta\tb\n\n  long_name(of_a_function);\n}",
    )]);
    let options = Options {
        measure: 20,
        ..Options::default()
    };
    assert_eq!(
        picture(&article, &options),
        "if x {\n    a   b\n\n  long_name(\n↳ of_a_function);\n}\n"
    );
}

#[test]
fn code_that_is_too_long_is_not_torn_inside_a_name_near_the_edge() {
    for (code, want) in [
        (
            "let total = price * amount;",
            "let total = price * \n↳ amount;\n",
        ),
        (
            "f(a, b).and_then(|car| car)",
            "f(a, b).and_then(|\n↳ car| car)\n",
        ),
        (
            "aa, a_name_of_many_letters",
            "aa, a_name_of_many_l\n↳ etters\n",
        ),
        (
            "0123456789abcdefghijklmnop",
            "0123456789abcdefghij\n↳ klmnop\n",
        ),
    ] {
        let article = built(&[(BlockKind::Code, 0, 0, code)]);
        let options = Options {
            measure: 20,
            ..Options::default()
        };
        assert_eq!(picture(&article, &options), want, "{code}");
    }
}

#[test]
fn solid_paragraphs_are_indented() {
    let article = built(&[
        (BlockKind::Paragraph, 0, 0, "One paragraph."),
        (BlockKind::Paragraph, 0, 0, "Another paragraph."),
    ]);
    let options = Options {
        gap: 0,
        ..Options::default()
    };
    assert_eq!(
        picture(&article, &options),
        "One paragraph.\n  Another paragraph.\n"
    );
}

#[test]
fn narrow_measures_are_not_justified() {
    let words = "Some words that would have to be spread over the line to fill it up. ".repeat(4);
    let article = built(&[(BlockKind::Paragraph, 0, 0, &words)]);
    for (measure, spread) in [(54, false), (55, true)] {
        let options = Options {
            measure,
            justify: true,
            ..Options::default()
        };
        let lines: Vec<Line> = lay_out(&article, &options)
            .into_iter()
            .filter_map(|(_, l)| l)
            .collect();
        assert_eq!(lines.iter().any(|l| l.stretch > 0), spread);
        let flush = |l: &Line| l.width(article.text()) == usize::from(measure);
        assert_eq!(lines.iter().rev().skip(1).all(flush), spread);
    }
}

#[test]
fn no_language_is_no_hyphen() {
    let words = "Unquestionably international organizations disagree. ".repeat(9);
    let mut b = Builder::new();
    b.words(&words);
    let article = b.finish();
    let hyphens = |lang| {
        let options = Options {
            measure: 20,
            lang,
            ..Options::default()
        };
        lay_out(&article, &options)
            .iter()
            .flat_map(|(_, l)| l)
            .filter(|l| l.hyphen)
            .count()
    };
    assert_eq!(hyphens(None), 0);
    assert!(hyphens(Some(*b"en")) > 0);
    assert_eq!(hyphens(Some(*b"xx")), 0);
}

/// Prose of our own, of the kind that novels and reports are made of.
const PROSE: &[&str] = &[
    "The harbour lay quiet under a low sky, and the men who mended nets along the wall spoke only when the wind dropped. \
     Nobody had expected the survey ship to return before the end of the month; still less had anybody expected it to \
     return with its instruments broken, its captain silent, and a stranger standing at the rail who would not give his name.",
    "\"You may believe it or not,\" the postmistress remarked, \"but that gentleman has written eleven letters since Tuesday, \
     and every one of them is addressed to himself.\" She considered this for a moment, weighing the coin in her palm as though \
     it were evidence. \"At eleven different places,\" she added, which settled the matter.",
    "According to the committee's preliminary findings, published without announcement on the last working day before the \
     holidays, responsibility for the collapse of the embankment could not be attributed to any particular department; the \
     documentation was incomplete, the witnesses contradicted one another, and the contractor had ceased to exist.",
    "Her grandmother kept bees. It was the first thing that anyone said about her, and for a long time it was the only thing \
     that her grandchildren knew: that she kept bees, that she spoke to them in a language that was otherwise forgotten, and \
     that on the evening when the old man died she had gone out to the hives, well-wrapped against the cold, and told them.",
    "Measured over the whole season the glacier lost more than four metres of thickness, an extraordinary quantity even for \
     those accustomed to such reports, and the observers, who had been coming up the same path for nineteen summers, \
     found the hut from which they used to look down upon the ice standing at the edge of a grey and altogether ordinary lake.",
];

#[test]
fn prose_is_even_at_the_right_with_few_hyphens_and_no_runts() {
    let blocks: Vec<_> = PROSE
        .iter()
        .map(|p| (BlockKind::Paragraph, 0, 0, *p))
        .collect();
    let article = built(&blocks);
    let (mut lines, mut slack, mut hyphens, mut first_fit) = (0, 0, 0, 0);
    for measure in (40..=80).step_by(4) {
        let options = Options {
            measure,
            ..Options::default()
        };
        let set = lay_out(&article, &options);
        for (block, words) in (0..).zip(PROSE) {
            let own = set.iter().filter(|(b, _)| *b == block);
            let own: Vec<&Line> = own.filter_map(|(_, l)| l.as_ref()).collect();
            let (last, full) = own.split_last().unwrap();
            let alone = !last.span.of(article.text()).contains(' ');
            assert!(!alone || last.width(article.text()) * 4 >= usize::from(measure));
            lines += full.len();
            hyphens += full.iter().filter(|l| l.hyphen).count();
            let own = full.iter().map(|l| l.width(article.text()));
            slack += own.map(|w| square(measure, w)).sum::<usize>();
            let greedy = textwrap::Options::new(measure.into())
                .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
            let plain = textwrap::wrap(words, greedy);
            let plain = plain.iter().rev().skip(1).map(|l| l.len());
            first_fit += plain.map(|w| square(measure, w)).sum::<usize>();
        }
    }
    assert!(
        slack * 4 < first_fit * 3,
        "{slack} squared cells, {first_fit} of first-fit"
    );
    assert!(hyphens * 12 < lines, "{hyphens} hyphens in {lines} lines");
}

fn square(measure: u16, width: usize) -> usize {
    (usize::from(measure) - width).pow(2)
}

#[test]
fn a_block_of_any_length_keeps_the_laws_across_its_parts() {
    let prose = PROSE.join(" ");
    for words in [
        prose.repeat(40),
        "日本語の文章".repeat(4000),
        "x".repeat(60_000),
    ] {
        let article = built(&[
            (BlockKind::Paragraph, 0, 0, "Before."),
            (BlockKind::Paragraph, 0, 0, &words),
            (BlockKind::Paragraph, 0, 0, "After."),
        ]);
        let options = Options::default();
        let set = lay_out(&article, &options);
        let got: String = set
            .iter()
            .filter_map(|(_, l)| l.as_ref())
            .map(|l| own(l, article.text()))
            .collect();
        assert_eq!(got, read(article.text()));
        let mut page = Page::new(&article, &options);
        let all = rows(&mut page, &article);
        assert_eq!(all.len(), set.len());
        assert!(all.last().unwrap().0.segment > 3);
        for (n, (row, line)) in all
            .iter()
            .enumerate()
            .step_by(31)
            .filter(|(_, (_, line))| *line)
        {
            let byte = page.byte_of(&article, *row);
            assert_eq!((page.row_of(&article, byte), *line), (*row, true));
            assert_eq!(
                page.advance(&article, page.first(), isize::try_from(n).unwrap()),
                *row
            );
        }
    }
}
