//! Fragments to lines: the best of all ways to break a paragraph, by dynamic programming.
//!
//! After D. E. Knuth and M. F. Plass, "Breaking paragraphs into lines", Software: Practice and Experience 11 (1981).
//! Spaces of a cell grid do not shrink, so a line has slack and no tightness; as no line holds more fragments than
//! the measure has cells, a window over them makes the whole linear.

use super::{fragment::Fragment, unit::Break};

/// How lines are weighed against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// Even at the right, few hyphens.
    Ragged,
    /// Spread to the measure with small gaps.
    Justified,
    /// As few lines as can be, all about as long: headings.
    Balanced,
}

/// The shape to fill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Cells of the first line, at least 1.
    pub(super) first: u32,
    /// Cells of every other line, at least 1.
    pub(super) rest: u32,
    /// How lines are weighed.
    pub(super) goal: Goal,
    /// The last line ends no paragraph but a part of one, and counts as a full line.
    pub(super) open: bool,
}

/// Cost of a hyphen that is drawn, in squared cells of slack, as every cost.
const HYPHEN: u64 = 45;
/// Cost of ending a line at a hyphen or a dash that the text has.
const DASH: u64 = 30;
/// Cost of ending a line inside an address or inside a word that no line can hold.
const INSIDE: u64 = 100;
/// Cost of two such ends after each other.
const STACK: u64 = 400;
/// Further cost of a hyphen before the last line, where the eye has no full line to go on to; TeX's finalhyphendemerits.
const FINAL: u64 = 200;
/// Cost of a last line of one short word.
const RUNT: u64 = 600;
/// Widest gap of a justified line, in cells.
pub(super) const WIDEST_GAP: u32 = 3;
/// Cost of a line that would need wider gaps and is left ragged.
const LOOSE: u64 = 4000;
/// Cost of a further line of a heading: more than any slack.
const LINE: u64 = 1 << 40;

/// A line: its first fragment, and the one after its last.
pub(super) type Run = (usize, usize);

/// A place where a line may begin.
#[derive(Clone, Copy)]
struct Start {
    /// Cells before it.
    from: u32,
    /// Gaps before it.
    gaps: u32,
    /// Least cost of all lines before it.
    cost: u64,
    /// How the line before it ends.
    ends: Break,
    /// No white space stands before it.
    tight: bool,
    /// Where that line begins.
    parent: usize,
}

impl Shape {
    /// Cells of the line that begins at fragment `start`.
    fn room(&self, start: usize) -> u32 {
        if start == 0 { self.first } else { self.rest }
    }

    /// Cost of the line from fragment `index`, which is `start`, to `end`; `None` where it does not fit.
    fn cost(&self, index: usize, start: &Start, end: &Fragment, last: bool) -> Option<u64> {
        let hyphen = end.ends == Break::Hyphen;
        let hangs = if hyphen && last { 0 } else { end.hangs };
        let width = (end.to + u32::from(hyphen && !last)).saturating_sub(start.from + hangs);
        let slack = u64::from(self.room(index).checked_sub(width)?);
        if last && !self.open {
            // Ideographs stand without gaps: a line of them is no single word.
            let ideographs = start.tight && start.ends == Break::Free;
            let alone = end.gaps == start.gaps && !ideographs;
            let room = u64::from(self.rest);
            let width = u64::from(width);
            let runt = index > 0 && ((alone && width * 4 < room) || width * 10 < room);
            let ends = match self.goal {
                Goal::Balanced => slack * slack + LINE,
                _ => u64::from(runt) * RUNT,
            };
            let parted = u64::from(start.ends == Break::Hyphen);
            return Some(ends + parted * FINAL);
        }
        let set = match self.goal {
            Goal::Ragged => slack * slack,
            Goal::Balanced => slack * slack + LINE,
            Goal::Justified => spread(slack, u64::from(end.gaps - start.gaps)),
        };
        Some(set + Self::breaks(start.ends, end.ends))
    }

    /// Cost of a line that ends so after one that ended so.
    fn breaks(before: Break, here: Break) -> u64 {
        let own = match here {
            Break::Free => return 0,
            Break::Dash => DASH,
            Break::Hyphen => HYPHEN,
            Break::Inside => return INSIDE,
        };
        let stacked = matches!(before, Break::Dash | Break::Hyphen);
        own + u64::from(stacked) * STACK
    }
}

/// Cost of sharing `slack` cells out among `gaps` spaces.
fn spread(slack: u64, gaps: u64) -> u64 {
    if slack == 0 {
        return 0;
    }
    if slack > gaps * u64::from(WIDEST_GAP - 1) {
        return LOOSE + slack * slack;
    }
    // Cubed as TeX's badness is, so that one loose line is worse than two that are half as loose.
    100 * slack * slack * slack / (gaps * gaps * gaps)
}

/// The lines of least total cost.
pub(super) fn optimal(fragments: &[Fragment], shape: &Shape) -> Vec<Run> {
    let mut starts = Vec::with_capacity(fragments.len() + 1);
    let mut begin = Start {
        from: 0,
        gaps: 0,
        cost: 0,
        ends: Break::Free,
        tight: false,
        parent: 0,
    };
    let mut before = None;
    let widest = shape.first.max(shape.rest);
    let mut low = 0;
    for (index, end) in fragments.iter().enumerate() {
        begin.from = end.from;
        begin.gaps = end.gaps_before;
        begin.tight = before.replace(end.to) == Some(end.from);
        starts.push(begin);
        let last = index + 1 == fragments.len();
        low += starts
            .iter()
            .skip(low)
            .take_while(|s| end.to.saturating_sub(s.from + end.hangs) > widest)
            .count()
            .min(index - low);
        begin = best(&starts, low, end, (shape, last));
    }
    trace(&starts, begin.parent, fragments.len())
}

/// The best line that ends with the fragment `end`, as the start of the next one.
fn best(starts: &[Start], low: usize, end: &Fragment, (shape, ends): (&Shape, bool)) -> Start {
    // One fragment wider than the room stands alone.
    let mut least = u64::MAX;
    let mut parent = starts.len().saturating_sub(1);
    for (index, start) in starts.iter().enumerate().skip(low) {
        if let Some(cost) = shape.cost(index, start, end, ends)
            && cost.saturating_add(start.cost) < least
        {
            least = cost.saturating_add(start.cost);
            parent = index;
        }
    }
    if least == u64::MAX {
        least = starts.last().map_or(0, |s| s.cost);
    }
    Start {
        from: 0,
        gaps: 0,
        cost: least,
        ends: end.ends,
        tight: false,
        parent,
    }
}

/// The lines from the start of the last one back.
fn trace(starts: &[Start], last: usize, len: usize) -> Vec<Run> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (last, len);
    while end > 0 {
        lines.push((start, end));
        end = start;
        start = starts.get(end).map_or(0, |s| s.parent);
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{layout::fragment::fragments, text::Span};
    use hypher::Lang;
    use proptest::prelude::*;

    const GOALS: [Goal; 3] = [Goal::Ragged, Goal::Justified, Goal::Balanced];

    fn shape(measure: u32, goal: Goal) -> Shape {
        Shape {
            first: measure,
            rest: measure,
            goal,
            open: false,
        }
    }

    /// Cost of a way to break; `None` where a line does not fit.
    fn total(fragments: &[Fragment], shape: &Shape, lines: &[Run]) -> Option<u64> {
        let mut sum = 0;
        let mut ends = Break::Free;
        for (from, to) in lines {
            let (head, tail) = (&fragments[*from], &fragments[*to - 1]);
            let start = Start {
                from: head.from,
                gaps: head.gaps_before,
                cost: 0,
                ends,
                tight: from
                    .checked_sub(1)
                    .is_some_and(|n| fragments[n].to == head.from),
                parent: 0,
            };
            sum += shape.cost(*from, &start, tail, *to == fragments.len())?;
            ends = tail.ends;
        }
        Some(sum)
    }

    /// As many fragments on each line as fit.
    fn first_fit(fragments: &[Fragment], shape: &Shape) -> Vec<Run> {
        let mut lines = Vec::new();
        let mut from = 0;
        for to in 1..=fragments.len() {
            let fits = |to: usize| {
                let tail = &fragments[to - 1];
                let hyphen = u32::from(tail.ends == Break::Hyphen && to < fragments.len());
                tail.to + hyphen - fragments[from].from <= shape.room(from)
            };
            let more = (to + 1..=fragments.len()).take(8).any(fits);
            if !more {
                let to = (from + 1..=to).rev().find(|t| fits(*t)).unwrap_or(to);
                lines.push((from, to));
                from = to;
            }
        }
        while from < fragments.len() {
            lines.push((from, from + 1));
            from += 1;
        }
        lines
    }

    /// A fragment as textwrap sees it.
    #[derive(Debug)]
    struct Theirs {
        width: f64,
        space: f64,
        hyphen: f64,
    }

    impl textwrap::core::Fragment for Theirs {
        fn width(&self) -> f64 {
            self.width
        }
        fn whitespace_width(&self) -> f64 {
            self.space
        }
        fn penalty_width(&self) -> f64 {
            self.hyphen
        }
    }

    /// The lines of textwrap's own search.
    fn oracle(fragments: &[Fragment], measure: u32) -> Vec<Run> {
        let ends = fragments.iter().skip(1).map(|f| f.from);
        let ends = ends.chain(fragments.last().map(|f| f.to));
        let theirs: Vec<_> = fragments
            .iter()
            .zip(ends)
            .map(|(f, next)| Theirs {
                width: f64::from(f.to - f.from),
                space: f64::from(next - f.to),
                hyphen: f64::from(u8::from(f.ends == Break::Hyphen)),
            })
            .collect();
        let penalties = textwrap::wrap_algorithms::Penalties::default();
        let lines =
            textwrap::wrap_algorithms::wrap_optimal_fit(&theirs, &[f64::from(measure)], &penalties)
                .unwrap();
        let mut at = 0;
        lines
            .iter()
            .map(|line| {
                at += line.len();
                (at - line.len(), at)
            })
            .collect()
    }

    /// The least cost over every way to break.
    fn exhaustive(fragments: &[Fragment], shape: &Shape) -> u64 {
        let inner = fragments.len() - 1;
        (0..1u32 << inner)
            .filter_map(|cuts| {
                let mut lines = Vec::new();
                let mut from = 0;
                for to in 1..=fragments.len() {
                    if to == fragments.len() || cuts >> (to - 1) & 1 == 1 {
                        lines.push((from, to));
                        from = to;
                    }
                }
                total(fragments, shape, &lines)
            })
            .min()
            .unwrap()
    }

    fn words() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            "[a-z]{1,12}",
            "(well|half)-(known|hearted)",
            "government",
            "日本語"
        ];
        proptest::collection::vec(word, 1..60).prop_map(|w| w.join(" "))
    }

    proptest! {
        #[test]
        fn no_way_to_break_costs_less(text in words(), measure in 6..40u32, goal in 0..3usize) {
            let shape = shape(measure, GOALS[goal]);
            let mut set = fragments(&text, 0, measure as usize, Some(Lang::English));
            set.truncate(14);
            let cost = total(&set, &shape, &optimal(&set, &shape));
            prop_assert_eq!(cost, Some(exhaustive(&set, &shape)));
        }

        #[test]
        fn neither_first_fit_nor_textwrap_does_better(text in words(), measure in 10..90u32, goal in 0..3usize) {
            let shape = shape(measure, GOALS[goal]);
            let set = fragments(&text, 0, measure as usize, Some(Lang::English));
            let own = total(&set, &shape, &optimal(&set, &shape)).unwrap();
            for other in [first_fit(&set, &shape), oracle(&set, measure)] {
                if let Some(cost) = total(&set, &shape, &other) {
                    prop_assert!(own <= cost, "{own} > {cost}");
                }
            }
        }
    }

    fn lines(text: &str, measure: u32, goal: Goal) -> Vec<&str> {
        let set = fragments(text, 0, measure as usize, None);
        let runs = optimal(&set, &shape(measure, goal));
        let span = |(from, to): Run| Span {
            start: set[from].start,
            end: set[to - 1].end,
        };
        runs.into_iter().map(|run| span(run).of(text)).collect()
    }

    #[test]
    fn a_paragraph_does_not_end_in_a_runt() {
        let text =
            "The river rose in the night and by the morning it had taken the old bridge with it.";
        assert_eq!(
            lines(text, 42, Goal::Ragged),
            [
                "The river rose in the night and by the",
                "morning it had taken the old bridge",
                "with it."
            ]
        );
    }

    #[test]
    fn a_last_line_of_ideographs_is_no_runt() {
        let text = "この船は必ず動きますからと十九年間機関士を務める大島さんは話す";
        assert_eq!(
            lines(text, 20, Goal::Ragged),
            [
                "この船は必ず動きます",
                "からと十九年間機関士",
                "を務める大島さんは話",
                "す"
            ]
        );
    }

    #[test]
    fn a_heading_is_balanced_over_as_few_lines_as_can_be() {
        assert_eq!(
            lines(
                "Voters in the north turn to an old party again",
                40,
                Goal::Balanced
            ),
            ["Voters in the north turn", "to an old party again"]
        );
    }

    #[test]
    fn nothing_is_no_line() {
        assert!(optimal(&[], &shape(40, Goal::Ragged)).is_empty());
    }
}
