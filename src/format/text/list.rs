//! Lists in plain text: which markers open items, and how deep they stand.

use super::{
    line::{Line, points},
    marker::{Marker, marker},
    piece::Piece,
    shape::Shape,
};
use crate::article::BlockKind;

/// The list that the last piece stands in.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The items that are open: columns before their marker, and before their words.
    items: Vec<(usize, usize)>,
    /// Number of the last item.
    number: Option<u32>,
    /// The last words ended in a colon.
    announced: bool,
}

/// Which markers of a run of lines open items.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Accepted {
    bullets: bool,
    numbers: bool,
}

impl Accepted {
    /// Judges the markers of `lines` by each other and by the list before them.
    pub(super) fn of(lines: &[Line<'_>], list: &List) -> Self {
        let (mut bullets, mut before, mut accepted) = (0, list.number, Accepted::default());
        let mut announced = list.announced;
        for (n, line) in lines.iter().enumerate() {
            match marker(line) {
                Some(Marker {
                    number: None, sure, ..
                }) => {
                    bullets += 1;
                    accepted.bullets |= sure || bullets > 1 || announced || !list.items.is_empty();
                }
                Some(Marker { number, .. }) => {
                    accepted.numbers |= number == before.map(|n| n + 1)
                        || number == Some(1) && n == 0 && list.announced;
                    before = number;
                }
                None => announced = line.words.ends_with(':'),
            }
        }
        accepted
    }

    fn takes(self, marker: &Marker<'_>) -> bool {
        if marker.number.is_some() {
            self.numbers
        } else {
            self.bullets
        }
    }
}

impl List {
    /// The item that `line` opens, if it does.
    pub(super) fn item<'a>(
        &mut self,
        line: &Line<'a>,
        gap: usize,
        accepted: Accepted,
    ) -> Option<Piece<'a>> {
        let marker = marker(line).filter(|m| accepted.takes(m))?;
        while self
            .items
            .last()
            .is_some_and(|(marker, _)| *marker > line.indent)
        {
            self.items.pop();
        }
        let words = line.indent + points(line.words) - points(marker.words);
        self.items.pop_if(|(marker, _)| *marker == line.indent);
        self.items.push((line.indent, words));
        self.number = marker.number;
        self.announced = false;
        let mut piece = Piece::of(
            BlockKind::Item(marker.number),
            gap,
            line.indent,
            marker.words,
        );
        piece.depth = u8::try_from(self.items.len()).unwrap_or(u8::MAX);
        Some(piece)
    }

    /// Takes a piece that is no item, all of it indented by `edge` columns, into the list as a further paragraph of
    /// the item whose words begin there, or ends the list.
    pub(super) fn admit(&mut self, piece: &mut Piece<'_>, edge: usize, shape: &Shape) {
        let level = self.items.iter().rposition(|(_, words)| edge >= *words);
        match level.filter(|_| shape.wrap.is_some() && piece.kind == BlockKind::Paragraph) {
            Some(level) => piece.depth = u8::try_from(level + 1).unwrap_or(u8::MAX),
            None => self.end(),
        }
    }

    /// The list is over.
    pub(super) fn end(&mut self) {
        self.items.clear();
        self.number = None;
        self.announced = false;
    }

    /// `words` were the last before what comes next.
    pub(super) fn after(&mut self, words: &str) {
        self.announced = words.ends_with(':');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_and_numbers_need_company() {
        for (text, bullets, numbers) in [
            ("* one", true, false),
            ("- said he", false, false),
            ("- one\n- two", true, false),
            ("These:\n- one", true, false),
            ("1. Mai ist ein Feiertag", false, false),
            ("1. one\n2. two", false, true),
            ("3. three\n1. one", false, false),
        ] {
            let lines: Vec<Line<'_>> = text.lines().map(Line::of).collect();
            let accepted = Accepted::of(&lines, &List::default());
            assert_eq!(
                (accepted.bullets, accepted.numbers),
                (bullets, numbers),
                "{text}"
            );
        }
        let begun = List {
            number: Some(3),
            ..List::default()
        };
        assert!(Accepted::of(&[Line::of("4. four")], &begun).numbers);
    }
}
