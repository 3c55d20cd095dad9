//! The make-up of a whole text, told from its beginning: margin, wrapping, usual gap between paragraphs.

use super::line::{Line, is_shouted, points, starts_lower, take};

/// How much of a text decides, in bytes. Whatever is longer reads the same from a beginning of it.
pub(super) const WINDOW: usize = 32 << 10;

/// How a text is made up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Columns that nearly every line is indented by.
    pub(super) margin: usize,
    /// Widest line of a text whose paragraphs are broken into lines; `None` where a line is a paragraph.
    pub(super) wrap: Option<usize>,
    /// Nearly every line of them takes as many words as fit.
    pub(super) greedy: bool,
    /// Blank lines that usually part paragraphs.
    pub(super) gap: usize,
    /// Words are hyphenated at line ends.
    pub(super) hyphens: bool,
    /// Set in capitals throughout, so that they set nothing apart.
    pub(super) shouted: bool,
}

impl Shape {
    /// The make-up of `text`, from its first [`WINDOW`] bytes.
    pub(super) fn of(text: &str) -> Self {
        let window = text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text);
        // The last line of the window is likely cut.
        let whole = window.len() == text.len();
        let end = if whole {
            window.len()
        } else {
            window.rfind('\n').unwrap_or(window.len())
        };
        let window = window.get(..end).unwrap_or_default();
        let lines: Vec<Line<'_>> = Lines(window).collect();
        let broken = Broken::of(&lines);
        Shape {
            margin: margin(&lines),
            wrap: broken.width,
            greedy: broken.greedy,
            gap: gap(&lines, broken.width.is_some()),
            hyphens: broken.hyphens,
            shouted: is_mostly_shouted(&lines),
        }
    }
}

struct Lines<'a>(&'a str);

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        take(&mut self.0).map(Line::of)
    }
}

/// The columns that most lines are indented by, where few are indented less; else those that all but one line in
/// seven have.
fn margin(lines: &[Line<'_>]) -> usize {
    let mut indents: Vec<usize> = lines
        .iter()
        .filter(|l| !l.is_blank())
        .map(|l| l.indent)
        .collect();
    indents.sort_unstable();
    let usual = indents
        .chunk_by(|a, b| a == b)
        .max_by_key(|same| same.len())
        .unwrap_or_default();
    let margin = usual.first().copied().unwrap_or_default();
    let less = indents.partition_point(|indent| *indent < margin);
    if usual.len() * 5 >= indents.len() * 2 && less * 10 <= indents.len() * 3 {
        return margin;
    }
    indents.get(indents.len() / 7).copied().unwrap_or_default()
}

/// The most frequent number of blank lines between others, the smaller of two as frequent; 0 where lines follow each
/// other far more often than not and are long, as in a file with a paragraph on every line.
fn gap(lines: &[Line<'_>], wrapped: bool) -> usize {
    let mut counts = [0_usize; 8];
    let mut blanks = None;
    for line in lines {
        if line.is_blank() {
            blanks = blanks.map(|n: usize| n + 1);
            continue;
        }
        if let Some(count) = blanks.and_then(|n| counts.get_mut(n.min(7))) {
            *count += 1;
        }
        blanks = Some(0);
    }
    let [adjacent, parted @ ..] = counts;
    let most = parted.iter().max().copied().unwrap_or_default();
    if most == 0 || adjacent > 8 * parted.iter().sum::<usize>() && !wrapped {
        return 0;
    }
    1 + parted.iter().position(|n| *n == most).unwrap_or_default()
}

/// How the paragraphs of a text are broken into lines.
#[derive(Default)]
struct Broken {
    width: Option<usize>,
    greedy: bool,
    hyphens: bool,
}

impl Broken {
    fn of(lines: &[Line<'_>]) -> Self {
        let following = lines.iter().zip(lines.iter().skip(1));
        let pairs: Vec<_> = following
            .filter(|(a, b)| !a.is_blank() && !b.is_blank())
            .collect();
        // A sentence that goes on below was broken by the width, whatever lists and verse stand beside it.
        let within: Vec<_> = pairs
            .iter()
            .filter(|(_, b)| starts_lower(b.words))
            .copied()
            .collect();
        let narrowest = if pairs.len() < 3 { 60 } else { 40 };
        let all = lines.iter().filter(|l| !l.is_blank()).map(Line::width);
        let broken = within.iter().map(|(a, _)| a.width());
        let widest = if within.len() < FEW {
            widest(all)
        } else {
            widest(all).and(widest(broken))
        };
        let Some(width) = widest.filter(|width| (narrowest..=100).contains(width)) else {
            return Self::default();
        };
        let full = |pairs: &[(&Line<'_>, &Line<'_>)]| {
            pairs.iter().filter(|(a, b)| is_full(a, b, width)).count()
        };
        let (full, within_full) = (full(&pairs), full(&within));
        let hyphened = |word: &str| {
            word.strip_suffix('-')
                .is_some_and(|w| w.ends_with(char::is_alphabetic))
        };
        let hyphens = pairs.iter().filter(|(a, _)| hyphened(a.words)).count();
        let most = !pairs.is_empty() && full * 5 >= pairs.len() * 3;
        if !most && (within.len() < 2 || within_full * 5 < within.len() * 4) {
            return Self::default();
        }
        Self {
            width: Some(width),
            greedy: full * 10 >= pairs.len() * 9
                || within.len() > 2 && within_full * 20 >= within.len() * 19,
            hyphens: hyphens > 2 && hyphens * 12 > pairs.len(),
        }
    }
}

/// So many broken sentences tell the width by themselves.
const FEW: usize = 5;

/// Width of the widest line, when one line in fifty, an address or a row of a table, may be wider.
fn widest(widths: impl Iterator<Item = usize>) -> Option<usize> {
    let mut widths: Vec<usize> = widths.collect();
    widths.sort_unstable();
    widths.pop().map(|last| match widths.len() / 50 {
        0 => last,
        wider => widths.get(widths.len() - wider).copied().unwrap_or(last),
    })
}

/// Whether the first word of `next` would not have fitted on `line`.
pub(super) fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    line.width() + 1 + next.first_word() > width
}

/// The width that a run of lines is broken to, where it is the exception in its text.
pub(super) fn wrap_of_run(run: &[Line<'_>]) -> Option<usize> {
    let (_, full) = run.split_last()?;
    let width = full.iter().map(Line::width).max()?;
    let pairs = full.iter().zip(run.iter().skip(1));
    let ends_full = pairs.filter(|(a, b)| is_full(a, b, width)).count();
    ((40..=100).contains(&width) && full.len() > 1 && ends_full * 5 >= full.len() * 4)
        .then_some(width)
}

fn is_mostly_shouted(lines: &[Line<'_>]) -> bool {
    let width = |of: &dyn Fn(&Line<'_>) -> bool| -> usize {
        lines
            .iter()
            .filter(|l| of(l))
            .map(|l| points(l.words))
            .sum()
    };
    width(&|l| is_shouted(l.words, 1)) * 2 > width(&|_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRAPPED: &str = "\
The council met on Tuesday to weigh plans for a second
bridge over the river, which engineers said would take
four years to build and cost more than the city has.

Residents of the east bank have asked for one since the
last ferry stopped.
";

    #[test]
    fn wrapped_text_is_told_from_lines() {
        assert_eq!(Shape::of(WRAPPED).wrap, Some(55));
        let unwrapped = "A headline\nA first paragraph that is much longer than any line of a screen would be, on and on and on.\n";
        assert_eq!(Shape::of(&unwrapped.repeat(5)).wrap, None);
        let verse = "Two boats went out upon the bay\nAt noon\nAnd neither of them came to stay\nBut soon\n\n";
        assert_eq!(Shape::of(&verse.repeat(5)).wrap, None);
        assert_eq!(Shape::of("Title\nBy Ann Lee\n\nBody").wrap, None);
        assert_eq!(Shape::of("").wrap, None);
    }

    #[test]
    fn a_margin_is_what_nearly_every_line_has() {
        let indented = WRAPPED.replace('\n', "\n   ");
        assert_eq!(
            Shape::of(&format!("A heading\n\n   {}", indented.repeat(3))).margin,
            3
        );
        let first_lines = WRAPPED.replace("\n\n", "\n   ");
        assert_eq!(Shape::of(&first_lines.repeat(3)).margin, 0);
    }

    #[test]
    fn the_usual_gap_is_the_most_frequent() {
        assert_eq!(Shape::of("A\n\n\n\nB\n\n\nC\n\nD\n\nE\n").gap, 1);
        assert_eq!(Shape::of("A\n\n\n\nB\n\n\nC\n\nD\n").gap, 1);
        assert_eq!(Shape::of("A\nB\nC\n").gap, 0);
    }

    #[test]
    fn hyphens_at_line_ends_are_seen() {
        let set = "The council met on Tuesday to weigh the plans for a sec-\nond bridge over the river, which engi-\nneers said would take them some four years of work to fin-\nish it.\n\n";
        assert!(Shape::of(&set.repeat(3)).hyphens);
        assert!(!Shape::of(WRAPPED).hyphens);
    }

    #[test]
    fn only_the_window_decides() {
        let long = WRAPPED.repeat(WINDOW / WRAPPED.len() + 2);
        let longer = format!("{long}{}", "x".repeat(3000));
        assert_eq!(Shape::of(&long), Shape::of(&longer));
    }
}
