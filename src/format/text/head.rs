//! The head of a story in plain text: headline, byline, dateline, the first picture's caption and credit. They are
//! told by what they say and by blank lines: what stands further apart than paragraphs do is none.

use super::{
    credit::{byline, credit, credit_in, dateline, is_names},
    dump::Dump,
    line::{ends_sentence, first_letter, points},
    piece::{Join, Piece},
    shape::Shape,
};
use crate::{
    article::{BlockKind, Meta},
    format::url,
    text::Clean,
};

/// How many pieces are looked at for the head.
pub(super) const PIECES: usize = 12;

/// Bytes beyond which a piece is body and no head.
const LONGEST: usize = 500;

/// Assigns the kinds of the first `pieces` of a text, and fills `meta` with what they say. Gives the index of the
/// headline, if there is one, which is `known` where it was found by other means. A title that is known already is not looked for again, only found.
pub(super) fn read(
    pieces: &mut Vec<Piece<'_>>,
    known: Option<usize>,
    shape: &Shape,
    dump: &Dump<'_>,
    meta: &mut Meta,
) -> Option<usize> {
    let mut below = pieces.split_off(known.map_or(0, |n| n + 1).min(pieces.len()));
    part(&mut below);
    pieces.append(&mut below);
    let head = known.or_else(|| headline(pieces, shape, dump, meta));
    let from = head.map_or(0, |n| n + 1);
    if head.is_none() && meta.title.is_empty() {
        return None;
    }
    if let Some(piece) = head.and_then(|n| pieces.get_mut(n)) {
        piece.kind = BlockKind::Heading(1);
        piece.depth = 0;
        for row in &mut piece.rows {
            row.join = Join::Soft;
        }
    }
    let mut last = BlockKind::Heading(1);
    for n in from..pieces.len().min(from + 8) {
        let after = pieces.get(n + 1).map_or(shape.gap, |next| next.gap);
        let next = pieces
            .get(n + 1)
            .filter(|next| !next.is_longer(LONGEST))
            .map(Piece::line);
        let Some(piece) = pieces.get_mut(n) else {
            break;
        };
        if piece.is_longer(LONGEST) {
            break;
        }
        let apart = piece.gap > shape.gap.max(1);
        let line = dump.plain(&piece.line());
        let found = kind(&line, piece.kind, last, meta).or_else(|| {
            let credited = next.is_some_and(|next| credit(&next).is_some());
            let parted = after > shape.gap.max(1) && ends_sentence(&line);
            (apart && (credited || parted)).then_some(BlockKind::Caption)
        });
        if found == Some(BlockKind::Caption)
            && let Some(who) = credit_in(&line).filter(|_| meta.credit.is_empty())
        {
            meta.credit = who;
        }
        match found {
            Some(kind) => {
                piece.kind = kind;
                last = kind;
            }
            // A standfirst may stand between the headline and the byline; two paragraphs are body.
            None if last == BlockKind::Paragraph => break,
            None => last = BlockKind::Paragraph,
        }
    }
    head
}

/// What a line of the head plainly is, by its words and the `last` kind before it.
fn kind(line: &str, kind: BlockKind, last: BlockKind, meta: &mut Meta) -> Option<BlockKind> {
    if !matches!(kind, BlockKind::Paragraph | BlockKind::Heading(2)) {
        return None;
    }
    if let Some(found) = byline(line) {
        fill(&mut meta.byline, &found.names);
        fill(&mut meta.published, &found.date);
        return Some(BlockKind::Byline);
    }
    if let Some(found) = dateline(line) {
        fill(&mut meta.published, &found.published);
        fill(&mut meta.modified, &found.modified);
        return Some(BlockKind::Dateline);
    }
    if url::is_web(line) && !line.contains(' ') {
        fill(&mut meta.url, line);
        return None;
    }
    let named = || (last == BlockKind::Caption && is_names(line)).then(|| Clean::line(line));
    let who = credit(line).or_else(named)?;
    fill(&mut meta.credit, &who);
    Some(BlockKind::Credit)
}

fn fill(slot: &mut Clean, value: &str) {
    if slot.is_empty() {
        *slot = Clean::line(value);
    }
}

/// How many pieces of prose may be lines of the head that stand together.
const TOGETHER: usize = 4;

/// Lines that were left together with meant breaks are pieces of their own in the head: title, byline, date.
fn part(pieces: &mut Vec<Piece<'_>>) {
    let mut parted = Vec::with_capacity(pieces.len() + TOGETHER);
    let mut prose = 0;
    for piece in pieces.drain(..) {
        let breaks = piece.rows.iter().skip(1).any(|row| row.join == Join::Hard);
        prose += usize::from(piece.kind == BlockKind::Paragraph);
        if prose > TOGETHER || !breaks || piece.kind != BlockKind::Paragraph {
            parted.push(piece);
            continue;
        }
        let lines = piece.rows.chunk_by(|_, next| next.join == Join::Soft);
        parted.extend(lines.enumerate().map(|(n, rows)| Piece {
            rows: rows.to_vec(),
            gap: if n == 0 { piece.gap } else { 0 },
            ..piece.clone()
        }));
    }
    *pieces = parted;
}

/// Index of the headline: the first piece that is no list or rule, if it reads as one.
fn headline(pieces: &[Piece<'_>], shape: &Shape, dump: &Dump<'_>, meta: &Meta) -> Option<usize> {
    let text = |n: usize| pieces.get(n).map(|p| dump.plain(&p.line()));
    let prose = |p: &Piece<'_>| {
        matches!(
            p.kind,
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::BlockQuote
        )
    };
    let n = pieces.iter().position(prose)?;
    if pieces.get(n)?.is_longer(LONGEST) {
        return None;
    }
    let line = text(n)?;
    if !meta.title.is_empty() {
        let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
        return same(&line, &meta.title).then_some(n);
    }
    let next = pieces.get(n + 1)?;
    let goes_on = shape.gap > 0
        && next.gap == 0
        && text(n + 1)?.starts_with(|c: char| c == '(' || c.is_lowercase());
    if goes_on {
        return None;
    }
    is_headline(&line, next.gap > shape.gap.max(1)).then_some(n)
}

/// Whether `line` reads as a headline; `apart` where it stands further from what follows than paragraphs do.
pub(super) fn is_headline(line: &str, apart: bool) -> bool {
    let long = points(line);
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')']);
    let stops = bare.ends_with(['.', '。', '…']) && !abbreviated(bare);
    let sentences = line.match_indices(". ").filter(|(at, _)| *at > 3).count();
    let tolerated = apart && long <= 100 && sentences == 0;
    long <= if apart { 220 } else { 160 }
        && line.chars().any(char::is_alphanumeric)
        && (!stops || tolerated)
        && !line.ends_with([':', ';', ','])
        && (sentences == 0 || long <= 80)
        && !first_letter(line).is_some_and(|c| c.is_lowercase() && long > 60)
        && byline(line).is_none()
        && dateline(line).is_none()
        && !url::is_web(line)
}

/// Whether the stop at the end of `line` is that of an abbreviation: "U.S.", "Inc."
fn abbreviated(line: &str) -> bool {
    let word = line
        .rsplit(' ')
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    word.contains('.') || matches!(word, "Inc" | "Ltd" | "Co" | "Corp" | "Jr" | "Sr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_short_and_do_not_stop() {
        for (line, apart) in [
            ("Council weighs new bridge over the river", false),
            ("Is this the end?", false),
            ("“We go on,” says mayor", false),
            ("Trade deal signed by the U.S.", false),
            ("iPhone sales rise", false),
            ("CHAPTER I. Down the Rabbit-Hole", false),
            ("The bridge stands.", true),
            ("1 Introduction", false),
        ] {
            assert!(is_headline(line, apart), "{line}");
        }
        for (line, apart) in [
            ("The bridge stands.", false),
            ("“I beg your pardon.”", false),
            ("Dear readers,", false),
            ("By Ann Lee", true),
            ("May 7, 2013", true),
            ("http://a.example/", true),
            ("* * *", true),
            (
                "The council met. It weighed plans for a second bridge. The plans are long and costly and late",
                false,
            ),
            (
                "and then the second half of a sentence that was cut off somewhere above this line",
                false,
            ),
        ] {
            assert!(!is_headline(line, apart), "{line}");
        }
    }
}
