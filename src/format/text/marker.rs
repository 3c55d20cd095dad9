//! What a line alone can be: a rule, the start of a list item, a heading.

use super::{
    line::{Line, ends_sentence, is_shouted, points},
    shape::Shape,
};

/// The start of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker<'a> {
    /// Its number in an ordered list.
    pub(super) number: Option<u32>,
    /// The words after it.
    pub(super) words: &'a str,
    /// Nothing but a list begins so. A hyphen also opens speech, a number a sentence.
    pub(super) sure: bool,
}

/// Signs that open an item.
const BULLETS: [char; 15] = [
    '•', '‣', '◦', '▪', '▫', '●', '○', '■', '□', '∙', '⁃', '·', '*', '+', '-',
];

/// The marker that `line` begins with.
pub(super) fn marker<'a>(line: &Line<'a>) -> Option<Marker<'a>> {
    let mut chars = line.words.chars();
    let first = chars.next()?;
    if BULLETS.contains(&first) {
        let words = chars.as_str().strip_prefix([' ', '\t'])?;
        return Some(Marker {
            number: None,
            words: words.trim_start(),
            sure: first != '-' || words.starts_with(' ') || line.indent > 0,
        });
    }
    let inner = line.words.strip_prefix('(').unwrap_or(line.words);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = inner
        .split_at_checked(digits)
        .filter(|_| (1..=3).contains(&digits))?;
    let closing: &[char] = if inner.len() < line.words.len() {
        &[')']
    } else {
        &['.', ')']
    };
    let words = after.strip_prefix(closing)?.strip_prefix([' ', '\t'])?;
    Some(Marker {
        number: Some(number.parse().ok()?),
        words: words.trim_start(),
        sure: false,
    })
}

/// Whether `words` are a line drawn across the page: "* * *", "-----".
pub(in crate::format) fn is_rule(words: &str) -> bool {
    let mut signs = words.chars().filter(|c| *c != ' ');
    let Some(first) = signs.next() else {
        return false;
    };
    let drawn = matches!(
        first,
        '-' | '*' | '_' | '=' | '~' | '#' | '─' | '━' | '═' | '—' | '–' | '•' | '·'
    );
    matches!(words, "⁂" | "❦")
        || drawn && words.len() > 2 && signs.clone().all(|c| c == first) && signs.count() > 1
}

/// Level of the heading that `line` is by the line below it: "=====" or "-----" about as wide.
pub(super) fn underlined(line: &Line<'_>, below: &Line<'_>) -> Option<u8> {
    let sign = below
        .words
        .chars()
        .next()
        .filter(|c| matches!(c, '=' | '-' | '~'))?;
    let alike = below.words.chars().all(|c| c == sign) && below.words.len() > 2;
    let width = points(line.words);
    let fits = below.words.len().abs_diff(width) <= 2 + width / 4;
    let heads = width <= 120 && !is_rule(line.words);
    (alike && fits && heads).then_some(if sign == '=' { 2 } else { 3 })
}

/// First words of lines that send the reader elsewhere; they are set apart like headings and are none.
const ELSEWHERE: &str = "read see watch more related also next previous previously earlier continue gallery video \
    videos photo photos picture pictures listen click subscribe sign follow share don't don’t check recommended \
    update updated source sources tags topics lire voir lesen mehr siehe leer lea vea ver también leggi lees";

/// First words of the titles of chapters, with a number after them.
const CHAPTERS: &str = "chapter part book section act scene volume letter canto kapitel teil buch abschnitt chapitre \
    partie livre capítulo parte libro capitolo hoofdstuk rozdział глава часть";

/// Titles of sections that have no other meaning as a line of their own.
const SECTIONS: &str = "introduction|abstract|background|methods|materials and methods|results|discussion|conclusion|\
    conclusions|references|bibliography|acknowledgements|acknowledgments|appendix|foreword|preface|prologue|epilogue|\
    table of contents|contents|einleitung|zusammenfassung|fazit|literatur|vorwort|inhalt|résumé|sommaire|\
    introducción|conclusión|conclusiones|introduzione";

/// Whether `line`, alone between `gap` blank lines and others, is surely a heading of `shape`d text. A paragraph
/// taken for a heading is worse than a heading taken for a paragraph.
pub(super) fn is_heading(line: &Line<'_>, gap: usize, shape: &Shape) -> bool {
    let words = line.words;
    if !words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || words.len() > 160
        || points(words) > 80
        || ends_sentence(words)
        || words.ends_with([':', ',', ';', '-', '—'])
        || words.contains(['|', '»', '>', '<', '@'])
    {
        return false;
    }
    let bare = !words.contains(':');
    let shouted = bare && !shape.shouted && is_shouted(words, 5) && points(words) <= 60;
    let apart =
        bare && shape.wrap.is_some() && gap > shape.gap.max(1) && words.split(' ').count() <= 9;
    let hangs = bare && shape.margin > 1 && line.indent < shape.margin;
    let middle = line.indent > shape.margin + 7
        && shape
            .wrap
            .is_some_and(|width| is_centred(line, shape.margin, width));
    let heads = shouted
        || apart
        || hangs
        || bare && middle
        || numbered(words)
        || chapter(words)
        || section(words);
    heads && !leads_elsewhere(words)
}

/// Whether `line` stands in the middle of a page of that `margin` and `width`.
pub(super) fn is_centred(line: &Line<'_>, margin: usize, width: usize) -> bool {
    let left = line.indent.saturating_sub(margin);
    left > 3 && left.abs_diff(width.saturating_sub(line.width())) < 4
}

/// Whether the first word is one of [`ELSEWHERE`].
fn leads_elsewhere(words: &str) -> bool {
    let first = words
        .split(|c: char| c.is_whitespace() || c == ':')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    ELSEWHERE.split_whitespace().any(|w| w == first)
}

fn section(words: &str) -> bool {
    let folded = words.to_lowercase();
    SECTIONS.split('|').any(|title| title == folded)
}

/// "2.1 Methods": a number of several levels, then a capital.
fn numbered(words: &str) -> bool {
    let Some((number, title)) = words.split_once(' ') else {
        return false;
    };
    let levels = number.trim_end_matches('.').split('.');
    let digits =
        |level: &str| (1..=2).contains(&level.len()) && level.bytes().all(|b| b.is_ascii_digit());
    levels.clone().count() > 1
        && levels.clone().all(digits)
        && title.trim_start().starts_with(char::is_uppercase)
}

/// "Chapter 3", "PART TWO", "Kapitel IV. Heimkehr".
fn chapter(words: &str) -> bool {
    let mut rest = words.split(' ');
    let first = rest.next().unwrap_or_default().to_lowercase();
    if !CHAPTERS.split_whitespace().any(|w| w == first) {
        return false;
    }
    let number = rest
        .next()
        .unwrap_or_default()
        .trim_end_matches(['.', ':', ',']);
    let roman = !number.is_empty() && number.chars().all(|c| "IVXLCivxlc".contains(c));
    let counted =
        "one two three four five six seven eight nine ten eleven twelve first second third";
    let spelled = counted.split(' ').any(|w| w.eq_ignore_ascii_case(number));
    let titled = rest
        .next()
        .is_none_or(|word| word.starts_with(|c: char| !c.is_lowercase()));
    titled && (roman || spelled || number.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_open_items() {
        for (words, number, rest, sure) in [
            ("* item", None, "item", true),
            ("•\titem", None, "item", true),
            ("-   item", None, "item", true),
            ("- said he", None, "said he", false),
            ("1. item", Some(1), "item", false),
            ("(12) item", Some(12), "item", false),
            ("3) item", Some(3), "item", false),
        ] {
            let found = marker(&Line { indent: 0, words });
            assert_eq!(
                found,
                Some(Marker {
                    number,
                    words: rest,
                    sure
                }),
                "{words}"
            );
        }
        for words in [
            "*emphasis*",
            "-5 degrees",
            "1.5 million",
            "1913. A year",
            "(1. x",
            "— said he",
            "plain",
            "-",
        ] {
            assert_eq!(marker(&Line { indent: 0, words }), None, "{words}");
        }
    }

    #[test]
    fn rules_are_drawn_lines() {
        for words in [
            "* * *",
            "***",
            "-----",
            "━━━━━",
            "___",
            "• • •",
            "⁂",
            "# # #",
        ] {
            assert!(is_rule(words), "{words}");
        }
        for words in ["--", "...", "* *", "-- x --", "", "C++", "—"] {
            assert!(!is_rule(words), "{words}");
        }
    }

    #[test]
    fn headings_are_sure_or_none() {
        let plain = Shape {
            gap: 1,
            ..Shape::default()
        };
        let line = |words| Line { indent: 0, words };
        for words in [
            "CHAPTER I",
            "THERE IS NO ONE LEFT",
            "Chapter I. Down the Rabbit-Hole",
            "2.1 Methods",
            "Introduction",
            "Kapitel 3",
        ] {
            assert!(is_heading(&line(words), 1, &plain), "{words}");
        }
        for words in [
            "NEXT POST An American Renaissance in Manufacturing",
            "READ MORE",
            "More on This Story",
            "Learn more",
            "10 Downing Street",
            "Part of the problem",
            "A short line",
            "“I beg your pardon.”",
            "WATCH: A VIDEO",
            "Letter to the editor",
            "Two boats",
            "UN",
            "Photo iStock",
            "* * *",
            "GALLERY | CITY",
            "NATO:",
        ] {
            assert!(!is_heading(&line(words), 1, &plain), "{words}");
        }
    }

    #[test]
    fn a_heading_stands_apart_or_hangs() {
        let plain = Shape {
            gap: 1,
            ..Shape::default()
        };
        let wrapped = Shape {
            wrap: Some(72),
            ..plain
        };
        let dump = Shape {
            margin: 3,
            ..wrapped
        };
        let line = |words| Line { indent: 0, words };
        assert!(is_heading(&line("A place apart"), 3, &wrapped));
        assert!(!is_heading(&line("A place apart"), 3, &plain));
        assert!(!is_heading(&line("a place apart"), 3, &wrapped));
        assert!(is_heading(&line("A hanging line"), 1, &dump));
        assert!(!is_heading(
            &Line {
                indent: 3,
                words: "A hanging line"
            },
            1,
            &dump
        ));
        assert!(!is_heading(
            &line("THE WHOLE IS IN CAPITALS"),
            1,
            &Shape {
                shouted: true,
                ..plain
            }
        ));
    }

    #[test]
    fn a_line_below_makes_a_heading() {
        let line = |words| Line { indent: 0, words };
        assert_eq!(underlined(&line("A title"), &line("=======")), Some(2));
        assert_eq!(underlined(&line("A title"), &line("------")), Some(3));
        assert_eq!(
            underlined(&line("A title"), &line("------------------------")),
            None
        );
        assert_eq!(underlined(&line("A title"), &line("- - - -")), None);
        assert_eq!(underlined(&line("-------"), &line("-------")), None);
    }
}
