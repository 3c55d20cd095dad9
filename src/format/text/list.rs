//! Lists in plain text: which markers open items, and how deep they stand.

use super::{
    line::Line,
    marker::{Marker, marker},
    piece::Piece,
    shape::Shape,
};
use crate::article::BlockKind;

/// The list that the last piece stands in.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Columns that the items of each level are indented by.
    indents: Vec<usize>,
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
        let (mut bullets, mut last, mut accepted) = (0, list.number, Accepted::default());
        let mut announced = list.announced;
        for line in lines {
            match marker(line) {
                Some(Marker {
                    number: None, sure, ..
                }) => {
                    bullets += 1;
                    accepted.bullets |=
                        sure || bullets > 1 || announced || !list.indents.is_empty();
                }
                Some(Marker { number, .. }) => {
                    accepted.numbers |=
                        number == last.map(|n| n + 1) || number == Some(1) && announced;
                    last = number;
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
            .indents
            .last()
            .is_some_and(|indent| *indent > line.indent)
        {
            self.indents.pop();
        }
        if self.indents.last() != Some(&line.indent) {
            self.indents.push(line.indent);
        }
        self.number = marker.number;
        self.announced = false;
        let mut piece = Piece::of(
            BlockKind::Item(marker.number),
            gap,
            line.indent,
            marker.words,
        );
        piece.depth = u8::try_from(self.indents.len()).unwrap_or(u8::MAX);
        Some(piece)
    }

    /// Takes a piece that is no item into the list as a further paragraph of one, where it is indented so, or ends
    /// the list.
    pub(super) fn admit(&mut self, piece: &mut Piece<'_>, shape: &Shape) {
        let inside = |indent: &usize| piece.indent() > indent + 1;
        let level = self.indents.iter().rposition(inside);
        match level.filter(|_| shape.wrap.is_some() && piece.kind == BlockKind::Paragraph) {
            Some(level) => piece.depth = u8::try_from(level + 1).unwrap_or(u8::MAX),
            None => self.end(),
        }
    }

    /// The list is over.
    pub(super) fn end(&mut self) {
        self.indents.clear();
        self.number = None;
        self.announced = false;
    }

    /// `words` were the last before what comes next.
    pub(super) fn after(&mut self, words: &str) {
        self.announced = words.ends_with(':');
    }
}
