//! What lies over the words of a line: marks, quotes, stubs, highlights, in layers.

use std::{iter::Peekable, ops::Range, vec::IntoIter};

use ratatui::style::Style;

use super::Target;
use crate::text::Span;

/// Words with a style of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Patch {
    /// The words.
    pub(super) span: Span,
    /// Laid over whatever is beneath.
    pub(super) style: Style,
    /// Where they lead.
    pub(super) target: Option<Target>,
}

/// The items of a sorted, disjoint list that meet `span`.
pub(super) fn meeting<T>(list: &[T], span: Span, of: impl Fn(&T) -> Span) -> &[T] {
    list.get(numbers(list, span, of)).unwrap_or_default()
}

/// Their numbers in the list.
pub(super) fn numbers<T>(list: &[T], span: Span, of: impl Fn(&T) -> Span) -> Range<usize> {
    let from = list.partition_point(|t| of(t).end <= span.start);
    let to = list.partition_point(|t| of(t).start < span.end);
    from..to.max(from)
}

/// The layers over one line, asked from its first byte to its last.
#[derive(Debug)]
pub(super) struct Layers {
    base: Style,
    /// What is still to come of each layer, the lowest first.
    stack: Vec<Peekable<IntoIter<Patch>>>,
    now: Ink,
    /// The byte from which `now` may no longer hold.
    until: u32,
}

/// How a grapheme is drawn, and where it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ink {
    pub(super) style: Style,
    pub(super) target: Option<Target>,
}

impl Layers {
    /// No layer yet over words of the style `base`.
    pub(super) fn over(base: Style) -> Self {
        Self {
            base,
            stack: Vec::new(),
            now: Ink::default(),
            until: 0,
        }
    }

    /// Adds a layer over the others; its patches are sorted and disjoint.
    pub(super) fn add(&mut self, patches: impl Iterator<Item = Patch>) {
        let patches = patches.collect::<Vec<_>>();
        if !patches.is_empty() {
            self.stack.push(patches.into_iter().peekable());
        }
    }

    /// How the grapheme at `byte` is drawn; never asked for a byte before the last.
    pub(super) fn at(&mut self, byte: u32) -> Ink {
        if byte < self.until {
            return self.now;
        }
        self.now = Ink {
            style: self.base,
            target: None,
        };
        self.until = u32::MAX;
        for patches in &mut self.stack {
            while patches.next_if(|p| p.span.end <= byte).is_some() {}
            let Some(patch) = patches.peek() else {
                continue;
            };
            if patch.span.start > byte {
                self.until = self.until.min(patch.span.start);
            } else {
                self.until = self.until.min(patch.span.end);
                self.now.style = self.now.style.patch(patch.style);
                self.now.target = patch.target.or(self.now.target);
            }
        }
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Modifier};

    fn patch(start: usize, end: usize, style: Style) -> Patch {
        Patch {
            span: Span::new(start, end),
            style,
            target: None,
        }
    }

    #[test]
    fn later_layers_lie_over_earlier_ones() {
        let mut layers = Layers::over(Style::new().fg(Color::White));
        let red = Style::new().fg(Color::Red);
        let bold = Style::new().bold();
        layers.add([patch(2, 6, red), patch(8, 9, red)].into_iter());
        layers.add([patch(4, 8, bold)].into_iter());
        layers.add([patch(5, 6, Style::new().fg(Color::Blue))].into_iter());
        let drawn: String = (0..10)
            .map(|byte| {
                let style = layers.at(byte).style;
                let letter = match style.fg {
                    Some(Color::Red) => 'r',
                    Some(Color::Blue) => 'b',
                    _ => 'w',
                };
                if style.add_modifier.contains(Modifier::BOLD) {
                    letter.to_ascii_uppercase()
                } else {
                    letter
                }
            })
            .collect();
        assert_eq!(drawn, "wwrrRBWWrw");
    }

    #[test]
    fn what_meets_a_span_is_found() {
        let list: Vec<Span> = [(0, 3), (3, 5), (9, 12)]
            .map(|(a, b)| Span::new(a, b))
            .into();
        for ((start, end), found) in [
            ((0, 1), &list[..1]),
            ((2, 4), &list[..2]),
            ((5, 9), &[]),
            ((4, 40), &list[1..]),
            ((12, 14), &[]),
        ] {
            assert_eq!(meeting(&list, Span::new(start, end), |s| *s), found);
        }
    }
}
