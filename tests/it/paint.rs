//! Small articles laid out and painted, compared with the screen as drawn: the symbols of each row, and below it a
//! letter for the style of each cell.

use pullquote::{
    annotate::{Form, Mention, Notes, Quote, QuoteKind, Stub, Voice},
    article::{Article, BlockKind, Builder, Image, Link, Style},
    layout::{self, Line, Options},
    paint::{Door, Highlight, Painter, Speakers, StubState, Target},
    text::Span,
    theme::{Role, Theme},
};
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::{Color, Modifier},
};

/// The letter of each role in the style rows, and the colour by which it is known; bold ones are capitals.
const LETTERS: &[(char, &str, Color)] = &[
    ('h', "title", Color::Rgb(0, 0, 1)),
    ('y', "byline", Color::Rgb(0, 0, 2)),
    ('c', "caption", Color::Rgb(0, 0, 3)),
    ('q', "quote-direct", Color::Rgb(0, 0, 4)),
    ('x', "quote-mixed", Color::Rgb(0, 0, 5)),
    ('w', "quote-weak", Color::Rgb(0, 0, 6)),
    ('m', "mention", Color::Rgb(0, 0, 7)),
    ('v', "cue", Color::Rgb(0, 0, 8)),
    ('k', "bracket", Color::Rgb(0, 0, 9)),
    ('l', "link", Color::Rgb(0, 0, 10)),
    ('i', "emphasis", Color::Rgb(0, 0, 11)),
    ('o', "code", Color::Rgb(0, 0, 12)),
    ('r', "rule", Color::Rgb(0, 0, 13)),
    ('b', "quote-bar", Color::Rgb(0, 0, 14)),
    ('p', "block-quote", Color::Rgb(0, 0, 15)),
    ('n', "list-marker", Color::Rgb(0, 0, 16)),
    ('t', "table-head", Color::Rgb(0, 0, 17)),
    ('a', "stub-label", Color::Rgb(0, 0, 18)),
    ('s', "stub-solid", Color::Rgb(0, 0, 19)),
    ('e', "stub-perhaps", Color::Rgb(0, 0, 20)),
    ('d', "stub-missing", Color::Rgb(0, 0, 21)),
    ('f', "hit", Color::Rgb(0, 0, 22)),
    ('g', "link-selected", Color::Rgb(0, 0, 23)),
    ('u', "image", Color::Rgb(0, 0, 24)),
    ('j', "dim", Color::Rgb(0, 0, 25)),
    ('1', "speaker", Color::Rgb(0, 1, 1)),
    ('2', "speaker", Color::Rgb(0, 1, 2)),
];

fn theme() -> Theme {
    let named = LETTERS.iter().filter(|(_, name, _)| *name != "speaker");
    let role = |(_, name, colour): &(char, &str, Color)| format!("{name} = '{}'", hex(*colour));
    let roles: Vec<_> = named.map(role).collect();
    let text = format!(
        "speakers = ['#000101', '#000102']\n[roles]\nstrong = 'bold'\n{}",
        roles.join("\n")
    );
    Theme::parse("letters", &text).unwrap()
}

fn hex(colour: Color) -> String {
    let Color::Rgb(r, g, b) = colour else {
        panic!("{colour} is not of the table")
    };
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn letter(cell: &Cell) -> char {
    let of = LETTERS.iter().find(|(_, _, c)| *c == cell.fg);
    let letter = of.map_or('.', |(l, ..)| *l);
    match letter {
        '.' if cell.modifier.contains(Modifier::BOLD) => 'B',
        l if cell.modifier.contains(Modifier::BOLD) => l.to_ascii_uppercase(),
        l => l,
    }
}

/// What a test paints.
#[derive(Default)]
struct Sheet {
    article: Article,
    notes: Notes,
    states: Vec<StubState>,
    highlights: Vec<Vec<Highlight>>,
    by_speaker: bool,
    options: Options,
}

impl Sheet {
    fn of(measure: u16, build: impl FnOnce(&mut Builder)) -> Self {
        let mut b = Builder::new();
        build(&mut b);
        Self {
            article: b.finish(),
            options: Options {
                measure,
                ..Options::default()
            },
            ..Self::default()
        }
    }

    fn span(&self, words: &str) -> Span {
        let at = self.article.text().find(words).expect(words);
        Span::new(at, at + words.len())
    }

    /// A quote with its mention, the fullest name and the verb, each where the words first stand.
    fn quote(&mut self, kind: QuoteKind, words: &str, voice: Option<[&str; 3]>) -> &mut Quote {
        let voice = voice.map(|[mention, name, cue]| Voice {
            mention: Some(Mention {
                span: self.span(mention),
                form: Form::Name,
            }),
            name: self.span(name),
            cue: (!cue.is_empty()).then(|| self.span(cue)),
            relay: None,
            sure: 1.0,
        });
        let span = self.span(words);
        self.notes.quotes.push(Quote {
            span,
            kind,
            kind_sure: 1.0,
            group: 0,
            inner: Vec::new(),
            brackets: Vec::new(),
            continues: false,
            closed: true,
            voice,
        });
        self.notes.quotes.last_mut().unwrap()
    }

    fn stub(&mut self, label: &str, title: &str, state: Option<StubState>) {
        let (label, title) = (self.span(label), self.span(title));
        let block = u32::try_from(self.article.block_at(title.start)).unwrap();
        self.notes.stubs.push(Stub {
            block,
            label,
            title,
            link: None,
        });
        self.states.extend(state);
    }

    fn highlight(&mut self, words: &str, role: Role) {
        let span = self.span(words);
        self.highlights.push(vec![Highlight { span, role }]);
    }

    fn with_painter<T>(&self, work: impl FnOnce(&Painter<'_>) -> T) -> T {
        let speakers = Speakers::of(&self.article, &self.notes);
        let highlights: Vec<&[Highlight]> = self.highlights.iter().map(Vec::as_slice).collect();
        work(&Painter {
            article: &self.article,
            notes: &self.notes,
            theme: &theme(),
            speakers: &speakers,
            by_speaker: self.by_speaker,
            bionic: false,
            aside: 0,
            stub_states: &self.states,
            highlights: &highlights,
        })
    }

    /// The rows of the page, the first at the top of a screen as wide as the measure; and its doors.
    fn paint(&self) -> (Buffer, Vec<Door>) {
        let rows = layout::lay_out(&self.article, &self.options);
        let height = u16::try_from(rows.len()).unwrap();
        let area = Rect::new(0, 0, self.options.measure, height);
        let mut buf = Buffer::empty(area);
        let mut doors = Vec::new();
        self.with_painter(|painter| {
            for (row, (block, line)) in area.rows().zip(&rows) {
                let block = *block as usize;
                match line {
                    Some(line) => painter.row(line, block, row, &mut buf, &mut doors),
                    None => painter.blank(block, row, &mut buf),
                }
            }
        });
        (buf, doors)
    }

    /// Each row as drawn and, where any of its cells has a style, the letters of their styles.
    fn drawn(&self) -> Vec<String> {
        let (buf, _) = self.paint();
        let mut drawn = Vec::new();
        for row in buf.area.rows() {
            let cells: Vec<&Cell> = row.columns().map(|c| &buf[(c.x, c.y)]).collect();
            let mut symbols = String::new();
            let mut skip = 0;
            for cell in &cells {
                if skip == 0 {
                    symbols.push_str(cell.symbol());
                    skip = pullquote::text::width(cell.symbol()).max(1);
                }
                skip -= 1;
            }
            let letters: String = cells.iter().map(|c| letter(c)).collect();
            drawn.push(symbols.trim_end().to_owned());
            if letters.contains(|c| c != '.') {
                drawn.push(letters.trim_end_matches('.').to_owned());
            }
        }
        drawn
    }
}

#[track_caller]
fn check(sheet: &Sheet, expected: &[&str]) {
    let drawn = sheet.drawn();
    assert_eq!(drawn, expected, "drawn:\n{}", drawn.join("\n"));
}

#[test]
fn kinds_of_blocks_have_their_looks() {
    let sheet = Sheet::of(24, |b| {
        for (kind, words) in [
            (BlockKind::Heading(1), "A headline"),
            (BlockKind::Byline, "By Ann Lee"),
            (BlockKind::Caption, "A boat."),
            (BlockKind::Paragraph, "Body text."),
            (BlockKind::Rule, ""),
            (BlockKind::Code, "if x {\n\ty\n}"),
        ] {
            b.open(kind);
            b.words(words);
        }
        let image = b.add_image(Image::default());
        b.open(BlockKind::Image(image));
        b.words("A bell");
    });
    check(
        &sheet,
        &[
            "A headline",
            "hhhhhhhhhh",
            "",
            "By Ann Lee",
            "yyyyyyyyyy",
            "",
            "  A boat.",
            "..ccccccc",
            "",
            "Body text.",
            "",
            "────────────────────────",
            "rrrrrrrrrrrrrrrrrrrrrrrr",
            "",
            "if x {",
            "oooooo",
            "    y",
            "ooooo",
            "}",
            "o",
            "",
            "▣ A bell",
            "u.uuuuuu",
        ],
    );
}

#[test]
fn what_stands_in_the_indent() {
    let sheet = Sheet::of(20, |b| {
        b.nest(1, 0);
        for n in [9, 10] {
            b.open(BlockKind::Item(Some(n)));
            b.words("go on");
        }
        b.close();
        b.nest(2, 0);
        b.open(BlockKind::Item(None));
        b.words("and on until it ends");
        b.close();
        b.nest(0, 1);
        b.open(BlockKind::BlockQuote);
        b.words("You want to be polite.");
        b.open(BlockKind::BlockQuote);
        b.words("To it.");
        b.close();
        b.nest(0, 2);
        b.open(BlockKind::BlockQuote);
        b.words("Deep.");
    });
    check(
        &sheet,
        &[
            " 9. go on",
            ".nn",
            "10. go on",
            "nnn",
            "    ◦ and on until",
            "....n",
            "      it ends",
            "",
            "▎ You want to be",
            "b.pppppppppppppp",
            "▎ polite.",
            "b.ppppppp",
            "▎",
            "b",
            "▎ To it.",
            "b.pppppp",
            "▎",
            "b",
            "▎ ▎ Deep.",
            "b.b.ppppp",
        ],
    );
}

#[test]
fn words_set_apart() {
    let sheet = Sheet::of(40, |b| {
        b.words("plain ");
        b.style(Style::STRONG);
        b.words("strong");
        b.style(Style::PLAIN);
        b.words(" and ");
        b.style(Style::EMPHASIS.with(Style::STRONG));
        b.words("both");
        b.style(Style::CODE);
        b.words(" code");
        b.style(Style::PLAIN);
        let link = b.add_link(Link::default());
        b.link(Some(link));
        b.words(" a link");
    });
    check(
        &sheet,
        &[
            "plain strong and both code a link",
            "......BBBBBB.....IIII.oooo.llllll",
        ],
    );
}

fn speech() -> Sheet {
    let mut sheet = Sheet::of(30, |b| {
        b.words(
            "“We go on,” said Ann Lee. “They [the others] stop,” Bo said of the “plan” in “Hamlet”.",
        );
    });
    let ann = ["Ann Lee", "Ann Lee", "said"];
    sheet.quote(QuoteKind::Direct, "We go on,", Some(ann));
    let brackets = vec![sheet.span("[the others]")];
    let second = sheet.quote(
        QuoteKind::Mixed,
        "They [the others] stop,",
        Some(["Bo", "Bo", ""]),
    );
    second.brackets = brackets;
    sheet.quote(QuoteKind::Scare, "plan", None);
    sheet.quote(QuoteKind::Title, "Hamlet", None);
    sheet
}

#[test]
fn speech_has_the_colour_of_its_words() {
    check(
        &speech(),
        &[
            "“We go on,” said Ann Lee.",
            "qqqqqqqqqqq.vvvv.mmmmmmm",
            "“They [the others] stop,”",
            "xxxxxxkkkkkkkkkkkkxxxxxxx",
            "Bo said of the “plan” in",
            "mm.............wwwwww",
            "“Hamlet”.",
            "wwwwwwww",
        ],
    );
}

#[test]
fn speech_may_have_the_colour_of_its_speaker() {
    let mut sheet = speech();
    sheet.by_speaker = true;
    check(
        &sheet,
        &[
            "“We go on,” said Ann Lee.",
            "11111111111.vvvv.1111111",
            "“They [the others] stop,”",
            "222222kkkkkkkkkkkk2222222",
            "Bo said of the “plan” in",
            "22.............wwwwww",
            "“Hamlet”.",
            "wwwwwwww",
        ],
    );
}

#[test]
fn stubs_show_where_they_lead() {
    let mut sheet = Sheet::of(40, |b| {
        for words in [
            "More from X:\u{a0} The bell came “home”",
            "See also: The ferry",
            "(MORE: The eels)",
            "Read on: The clocks",
        ] {
            b.open(BlockKind::Paragraph);
            b.words(words);
        }
    });
    sheet.options.gap = 0;
    sheet.quote(QuoteKind::Scare, "home", None);
    sheet.stub(
        "More from X",
        "The bell came “home”",
        Some(StubState::Solid),
    );
    sheet.stub("See also", "The ferry", Some(StubState::Missing));
    sheet.stub("MORE", "The eels", Some(StubState::Perhaps));
    sheet.stub("Read on", "The clocks", None);
    check(
        &sheet,
        &[
            "More from X: The bell came “home”",
            "aaaaaaaaaaaaassssssssssssssssssss",
            "  See also: The ferry",
            "..aaaaaaaaaaddddddddd",
            "  (MORE: The eels)",
            "..aaaaaaaeeeeeeeea",
            "  Read on: The clocks",
            "..aaaaaaaaaeeeeeeeeee",
        ],
    );
}

#[test]
fn highlights_lie_over_everything_and_over_each_other() {
    let mut sheet = speech();
    sheet.highlight("We go on", Role::Hit);
    sheet.highlight("go", Role::LinkSelected);
    let drawn = sheet.drawn();
    assert_eq!(
        drawn[..2],
        ["“We go on,” said Ann Lee.", "qfffggfffqq.vvvv.mmmmmmm"]
    );
}

#[test]
fn doors_are_the_cells_that_lead_somewhere() {
    let mut sheet = Sheet::of(20, |b| {
        b.words("one ");
        let link = b.add_link(Link::default());
        b.link(Some(link));
        b.words("link over two lines");
        b.link(None);
        b.words(".");
        b.open(BlockKind::Paragraph);
        b.words("Read: The bell");
    });
    sheet.stub("Read", "The bell", None);
    let (buf, doors) = sheet.paint();
    let words = |d: &Door| {
        let cells = (d.from..d.to).map(|x| buf[(x, d.y)].symbol());
        (d.y, cells.collect::<String>(), d.target)
    };
    let doors: Vec<_> = doors.iter().map(words).collect();
    let expected = [
        (0, "link over two".to_owned(), Target::Link(0)),
        (1, "lines".to_owned(), Target::Link(0)),
        (3, "The bell".to_owned(), Target::Stub(0)),
    ];
    assert_eq!(doors, expected);
}

#[test]
fn tables_keep_their_columns() {
    let sheet = Sheet::of(24, |b| {
        for (head, row) in [(true, ["Boat", "Calls"]), (false, ["Barge", "3,262"])] {
            b.open(BlockKind::Row { table: 0, head });
            for (n, cell) in row.into_iter().enumerate() {
                if n > 0 {
                    b.cell();
                }
                b.words(cell);
            }
        }
    });
    let drawn = sheet.drawn();
    let head = drawn.iter().position(|l| l.starts_with("Boat")).unwrap();
    let column = drawn[head].find("Calls").unwrap();
    assert_eq!(&drawn[head + 1][..4], "tttt");
    assert_eq!(&drawn[head + 1][column..], "ttttt");
    assert!(
        drawn.iter().any(|l| l.find("3,262") == Some(column)),
        "{drawn:#?}"
    );
}

#[test]
fn a_painted_line_is_the_line_as_laid_out() {
    for (words, measure, justify) in [
        (
            "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
            60,
            true,
        ),
        (
            "日本語の 文章 も 同じ 幅で 組まれる e\u{301}a\u{200b}b.",
            20,
            false,
        ),
        (
            "soft\u{ad}hyphens are not drawn un\u{ad}less they break a word",
            22,
            false,
        ),
        ("👩\u{200d}💻 writes 👨\u{200d}👩\u{200d}👧 and x", 9, false),
    ] {
        let mut sheet = Sheet::of(measure, |b| b.words(words));
        sheet.options.justify = justify;
        let rows = layout::lay_out(&sheet.article, &sheet.options);
        let plain = |l: &Line| l.plain(sheet.article.text()).trim_end().to_owned();
        let plain: Vec<_> = rows
            .iter()
            .filter_map(|(_, l)| l.as_ref())
            .map(plain)
            .collect();
        assert_eq!(sheet.drawn(), plain);
    }
}

#[test]
fn what_reads_from_the_right_stands_on_the_right() {
    let sheet = Sheet::of(20, |b| {
        b.nest(0, 1);
        b.open(BlockKind::BlockQuote);
        b.words("שלום עולם");
    });
    let (buf, _) = sheet.paint();
    let row: Vec<&str> = (0..20).map(|x| buf[(x, 0)].symbol()).collect();
    assert_eq!(row[..9].concat().trim(), "");
    assert_eq!(row[9..18].concat(), "שלום עולם");
    assert_eq!(row[18..].concat(), " ▎");
}

#[test]
fn the_mouse_finds_the_byte_under_it() {
    let sheet = Sheet::of(30, |b| {
        b.nest(1, 0);
        b.open(BlockKind::Item(None));
        b.words("über „日本“");
    });
    let rows = layout::lay_out(&sheet.article, &sheet.options);
    let line = rows[0].1.as_ref().unwrap();
    let row = Rect::new(5, 3, 30, 1);
    for (x, under) in [
        (5, None),
        (7, Some("ü")),
        (8, Some("b")),
        (13, Some("日")),
        (14, Some("日")),
        (15, Some("本")),
        (40, Some("“")),
    ] {
        let byte = sheet.with_painter(|p| p.byte_at(line, row, x));
        let found = byte.map(|b| &sheet.article.text()[b as usize..]);
        let found = found.and_then(|t| t.chars().next()).map(String::from);
        assert_eq!(found.as_deref(), under, "column {x}");
    }
}

#[test]
fn nothing_is_painted_outside_of_its_row() {
    let mut sheet = speech();
    sheet.stub("“We", "stop", None);
    let rows = layout::lay_out(&sheet.article, &sheet.options);
    for row in [
        Rect::new(3, 1, 0, 1),
        Rect::new(3, 1, 1, 1),
        Rect::new(3, 1, 7, 1),
        Rect::new(35, 2, 30, 1),
        Rect::new(u16::MAX, 9, 30, 1),
    ] {
        let area = Rect::new(0, 0, 40, 3);
        let mut buf = Buffer::filled(area, Cell::new("~"));
        sheet.with_painter(|painter| {
            for (block, line) in &rows {
                let line = line.as_ref().unwrap();
                painter.row(line, *block as usize, row, &mut buf, &mut Vec::new());
                painter.row(line, 99, row, &mut buf, &mut Vec::new());
            }
        });
        for p in area.positions().filter(|p| !row.contains(*p)) {
            assert_eq!(buf[p].symbol(), "~", "{p:?} of {row:?}");
        }
    }
}
