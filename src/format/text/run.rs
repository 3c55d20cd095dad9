//! Lines that follow each other without a blank one: which belong together, and which stand as they are.

use super::{
    line::{Line, ends_sentence, points, starts_lower},
    list::{Accepted, List},
    marker::{is_centred, is_rule, marker},
    piece::{Join, Piece, Row},
    shape::{Shape, is_full, wrap_of_run},
};
use crate::article::BlockKind;

/// How the lines of a run are broken and indented.
struct Setting {
    wrap: Option<usize>,
    /// Nearly every line that could have taken another word has, so that one that has not is a paragraph's last.
    greedy: bool,
    margin: usize,
    /// Short lines without sentences: verse, an address.
    verse: bool,
    /// Least indent.
    edge: usize,
    indents: Indents,
}

/// What it means that some lines of a run are indented more than others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Indents {
    Nothing,
    /// Indented lines begin paragraphs.
    First,
    /// Lines at the edge begin paragraphs, all others are indented.
    Hanging,
}

impl Setting {
    fn of(lines: &[Line<'_>], shape: &Shape) -> Self {
        let edge = lines.iter().map(|l| l.indent).min().unwrap_or_default();
        let indented = lines.iter().filter(|l| l.indent > edge).count();
        let hangs = lines.first().is_some_and(|l| l.indent == edge);
        let wrap = shape.wrap.or_else(|| wrap_of_run(lines));
        let sentences = lines.iter().filter(|l| ends_sentence(l.words)).count();
        let short = lines.iter().all(|l| points(l.words) <= 60);
        Setting {
            wrap,
            greedy: shape.greedy,
            margin: shape.margin,
            verse: shape.gap > 0 && short && sentences * 2 < lines.len(),
            edge,
            indents: match indented {
                0 => Indents::Nothing,
                // The words of items are indented too.
                _ if lines.iter().any(|l| marker(l).is_some()) => Indents::Nothing,
                few if few * 2 <= lines.len() => Indents::First,
                _ if hangs => Indents::Hanging,
                _ => Indents::Nothing,
            },
        }
    }

    /// How `line` goes on from `last`; `None` where a paragraph begins.
    fn join(&self, last: &Line<'_>, line: &Line<'_>) -> Option<Join> {
        let Some(width) = self.wrap else {
            return self.unbroken(last, line);
        };
        let begins = match self.indents {
            Indents::Nothing => false,
            Indents::First => line.indent > self.edge,
            // A term stands alone above its definition; the first line of an entry is as full as the others.
            Indents::Hanging => {
                line.indent == self.edge || last.indent == self.edge && !is_full(last, line, width)
            }
        };
        let over = last.width() > width + 5 && ends_sentence(last.words);
        if begins || over {
            return None;
        }
        if self.indents == Indents::Hanging
            || is_full(last, line, width)
            || starts_lower(line.words)
            || [last, line]
                .iter()
                .all(|l| is_centred(l, self.margin, width))
        {
            return Some(Join::Soft);
        }
        if !self.greedy && last.width() * 5 >= width * 3 {
            return Some(Join::Soft);
        }
        // Running text below a short line is no verse: the line heads it.
        let runs = line.width() * 5 >= width * 4;
        (self.verse || !runs && !ends_sentence(last.words)).then_some(Join::Hard)
    }

    /// The same in a text whose lines are paragraphs, but for the odd one that was broken all the same.
    fn unbroken(&self, last: &Line<'_>, line: &Line<'_>) -> Option<Join> {
        let broken = (50..=100).contains(&last.width())
            && starts_lower(line.words)
            && !ends_sentence(last.words);
        if self.verse {
            Some(Join::Hard)
        } else {
            broken.then_some(Join::Soft)
        }
    }
}

/// The pieces of a run: paragraphs, items, rules.
pub(super) fn paragraphs<'a>(
    lines: &[Line<'a>],
    gap: usize,
    shape: &Shape,
    list: &mut List,
) -> Vec<Piece<'a>> {
    let setting = Setting::of(lines, shape);
    let accepted = Accepted::of(lines, list);
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut before: Option<&Line<'a>> = None;
    for line in lines {
        let gap = if pieces.is_empty() { gap } else { 0 };
        if let Some(item) = list.item(line, gap, accepted) {
            pieces.push(item);
        } else if is_rule(line.words) {
            list.end();
            pieces.push(Piece::rule(gap));
        } else if let Some(join) =
            before.and_then(|before| joined(pieces.last(), before, line, &setting))
        {
            let (indent, words) = (line.indent, line.words);
            if let Some(piece) = pieces.last_mut() {
                piece.rows.push(Row {
                    join,
                    indent,
                    words,
                });
            }
        } else {
            let mut piece = Piece::of(BlockKind::Paragraph, gap, line.indent, line.words);
            list.admit(&mut piece, setting.edge, shape);
            pieces.push(piece);
        }
        list.after(line.words);
        before = Some(line);
    }
    if setting.wrap.is_some()
        && setting.edge > setting.margin + 3
        && setting.indents != Indents::Hanging
    {
        pieces.iter_mut().for_each(set_in);
    }
    pieces
}

/// How `line` goes on in `piece`, which ends with `last`; `None` where it does not.
fn joined(
    piece: Option<&Piece<'_>>,
    last: &Line<'_>,
    line: &Line<'_>,
    setting: &Setting,
) -> Option<Join> {
    let piece = piece?;
    match piece.kind {
        BlockKind::Item(_) if line.indent > piece.indent() => Some(Join::Soft),
        BlockKind::Item(_) => setting
            .wrap
            .filter(|width| is_full(last, line, *width))
            .map(|_| Join::Soft),
        BlockKind::Paragraph => setting.join(last, line),
        _ => None,
    }
}

/// Running text that is set in by more than a paragraph's first line is a quotation.
fn set_in(piece: &mut Piece<'_>) {
    let running = piece.rows.iter().skip(1).any(|row| row.join == Join::Soft);
    if piece.kind == BlockKind::Paragraph && piece.depth == 0 && running {
        piece.kind = BlockKind::BlockQuote;
        piece.quote = 1;
    }
}

/// Whether the lines are of a program: set in and half of them look so, or nearly all do.
pub(super) fn is_code(lines: &[Line<'_>], shape: &Shape) -> bool {
    let like = lines.iter().filter(|line| is_like_code(line.words)).count();
    let set_in = lines.iter().all(|line| line.indent > shape.margin + 3);
    set_in && like * 2 >= lines.len() && like > 0 || lines.len() > 2 && like * 10 >= lines.len() * 7
}

fn is_like_code(words: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "();", " = ", "==", "->", "=>", "::", "</", "&&", "||", "!=", " {", "\\n",
    ];
    const STARTS: [&str; 9] = [
        "$ ", ">>> ", "#include", "#!", "import ", "def ", "fn ", "// ", "}",
    ];
    words.len() < 120
        && (SIGNS.iter().any(|s| words.contains(s)) || STARTS.iter().any(|s| words.starts_with(s)))
}

/// Whether the lines are rows of a table: most have wide gaps or bars between words.
pub(super) fn is_table(lines: &[Line<'_>]) -> bool {
    let row = |line: &&Line<'_>| {
        let words = marker(line).map_or(line.words, |m| m.words);
        words.contains("   ")
            || words.contains('\t')
            || words.starts_with(['|', '+']) && words.ends_with(['|', '+'])
    };
    lines.len() > 1 && lines.iter().filter(row).count() * 5 >= lines.len() * 3
}
