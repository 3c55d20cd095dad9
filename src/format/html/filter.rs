//! Which pieces of a page are blocks of its article.
//!
//! The engine's choice is the start. It is widened where it misses prose, mended where it lost headings and
//! pictures, and furniture is taken out by structure and by what it says. Nothing is lost by this: the pieces stay,
//! and [`whole`] chooses all of them.

mod articles;
mod badges;
mod blurb;
mod captions;
mod cards;
mod dated;
mod furniture;
mod headings;
mod notes;
mod opening;
mod promos;
mod rows;
mod sections;
mod teasers;
mod top;

use super::{
    emit::Chosen,
    hints::{AROUND, Hints},
    meta::line_of,
    page::{NodeIx, Page},
    phrases::{self, Role, folded},
    pieces::{Piece, Pieces},
    titles::likeness,
};
use crate::article::{BlockKind, Meta};

/// Share of prose outside the engine's choice from which on the choice is too narrow.
const MISSED: f32 = 1.0;

/// Share of the prose, in hundredths, that the element of a wide choice holds.
const NEARLY: usize = 90;

/// Every piece that a browser would show.
pub(super) fn whole(pieces: &Pieces) -> Vec<Chosen> {
    let shown = |p: &Piece| !p.hints.any(Hints::HIDDEN.with(Hints::ASSISTIVE));
    numbered(pieces, |_, p| shown(p))
}

fn numbered(pieces: &Pieces, keep: impl Fn(usize, &Piece) -> bool) -> Vec<Chosen> {
    let all = pieces.list.iter().enumerate();
    all.filter(|(n, p)| keep(*n, p))
        .map(|(piece, p)| Chosen {
            piece,
            kind: p.kind,
        })
        .collect()
}

/// The pieces of the article of which `meta` is known.
pub(super) fn article(page: &Page, pieces: &Pieces, meta: &Meta) -> Vec<Chosen> {
    let teasers = teasers::of(page, pieces, meta);
    let mut kept = base(page, pieces, &teasers);
    let title = headline(page, pieces, &kept, &meta.title);
    opening::keep(page, pieces, title, &mut kept);
    sections::keep(page, pieces, &teasers, &mut kept);
    mend(page, pieces, &teasers, &mut kept);
    let headline = headline(page, pieces, &kept, &meta.title);
    articles::drop_others(page, pieces, headline, &mut kept);
    keep_standfirst(pieces, headline, &mut kept);
    let mut chosen = furniture::without(page, pieces, &kept, meta, &teasers);
    notes::mark(page, pieces, &mut chosen, &meta.url);
    put_first(headline, &mut chosen);
    chosen
}

/// The pieces of markup that is an article already but for what frames it.
pub(super) fn cleaned(page: &Page, pieces: &Pieces, meta: &Meta) -> Vec<Chosen> {
    let kept = vec![true; pieces.list.len()];
    let headline = headline(page, pieces, &kept, &meta.title);
    let mut chosen = furniture::without_frame(page, pieces, &kept, meta);
    notes::mark(page, pieces, &mut chosen, &meta.url);
    put_first(headline, &mut chosen);
    chosen
}

/// Sets the headline above all else.
fn put_first(headline: Option<usize>, chosen: &mut Vec<Chosen>) {
    let Some(piece) = headline else { return };
    chosen.retain(|c| c.piece != piece);
    let kind = BlockKind::Heading(1);
    chosen.insert(0, Chosen { piece, kind });
}

/// Of each piece whether it belongs to the article: by the engine, or by where the prose is.
fn base(page: &Page, pieces: &Pieces, teasers: &[bool]) -> Vec<bool> {
    let kept: Vec<bool> = pieces.list.iter().map(Piece::is_kept).collect();
    let told: Vec<bool> = pieces
        .list
        .iter()
        .zip(teasers)
        .map(|(p, t)| tells(p) && !t)
        .collect();
    let (mut inside, mut outside) = (0, 0);
    for ((piece, kept), _) in pieces.list.iter().zip(&kept).zip(&told).filter(|t| *t.1) {
        *(if *kept { &mut inside } else { &mut outside }) += piece.words;
    }
    if share(outside, inside) <= MISSED {
        return kept;
    }
    let prose = pieces.list.iter().zip(&told).filter(|t| *t.1);
    let prose: Vec<(NodeIx, usize)> = prose.map(|(p, _)| (p.node, p.words)).collect();
    let Some(root) = holding(page, &prose) else {
        return vec![true; pieces.list.len()];
    };
    let within = |p: &Piece| root <= p.node && p.node < page.end_of(root) && !p.hints.any(AROUND);
    let all = pieces.list.iter().zip(&kept).zip(teasers);
    all.map(|((p, kept), teaser)| *kept || within(p) && !teaser)
        .collect()
}

/// Whether a piece is running text where an article can be.
fn tells(piece: &Piece) -> bool {
    piece.is_prose() && !matches!(piece.kind, BlockKind::Item(_)) && !piece.hints.any(AROUND)
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn share(part: usize, whole: usize) -> f32 {
    if part == 0 {
        0.0
    } else {
        part as f32 / whole.max(1) as f32
    }
}

/// The innermost element that holds all the nodes.
fn common(page: &Page, nodes: impl Iterator<Item = NodeIx>) -> Option<NodeIx> {
    let (first, last) = nodes.fold(None, |range: Option<(NodeIx, NodeIx)>, n| {
        Some(range.map_or((n, n), |(a, b)| (a.min(n), b.max(n))))
    })?;
    std::iter::once(first)
        .chain(page.ancestors(first))
        .find(|a| *a <= first && last < page.end_of(*a))
}

/// The innermost element that holds nearly all the words of `prose`: of nodes in order, with their words.
fn holding(page: &Page, prose: &[(NodeIx, usize)]) -> Option<NodeIx> {
    let mut sums = vec![0];
    for (_, words) in prose {
        sums.push(sums.last().copied().unwrap_or(0) + words);
    }
    let all = sums.last().copied().unwrap_or(0);
    // An element with more than half of the words holds the one in their middle.
    let middle = sums.partition_point(|s| *s * 2 <= all).saturating_sub(1);
    let (middle, _) = prose.get(middle)?;
    let before = |node: NodeIx| {
        let n = prose.partition_point(|(p, _)| *p < node);
        sums.get(n).copied().unwrap_or(all)
    };
    std::iter::once(*middle)
        .chain(page.ancestors(*middle))
        .find(|a| (before(page.end_of(*a)) - before(*a)) * 100 >= all * NEARLY)
}

/// Takes back what stands between kept pieces and is no furniture: headings, pictures with their captions, quotes.
fn mend(page: &Page, pieces: &Pieces, teasers: &[bool], kept: &mut [bool]) {
    let positions: Vec<usize> = kept
        .iter()
        .enumerate()
        .filter(|k| *k.1)
        .map(|k| k.0)
        .collect();
    let (Some(first), Some(last)) = (positions.first(), positions.last()) else {
        return;
    };
    let nodes = positions
        .iter()
        .filter_map(|n| pieces.list.get(*n))
        .map(|p| p.node);
    let Some(root) = common(page, nodes) else {
        return;
    };
    for n in *first..*last {
        let Some(piece) = pieces.list.get(n) else {
            continue;
        };
        let missing = match piece.kind {
            BlockKind::Heading(_) => piece.linked * 2 < piece.words,
            BlockKind::Image(_)
            | BlockKind::Caption
            | BlockKind::Credit
            | BlockKind::BlockQuote
            | BlockKind::PullQuote
            | BlockKind::Card => true,
            // Items and terms, mostly too short for the engine, by what stands before or behind them.
            BlockKind::Item(_) => {
                let before = n.checked_sub(1).filter(|n| at(kept, *n));
                piece.linked * 2 < piece.words && before.is_some_and(|b| !contents(page, pieces, b))
            }
            BlockKind::Term => piece.linked * 2 < piece.words && at(kept, n + 1),
            BlockKind::Paragraph if !piece.is_prose() => is_short_part(page, pieces, kept, n),
            _ => piece.is_prose() && !at(teasers, n),
        };
        let inside = root <= piece.node && piece.node < page.end_of(root);
        if missing
            && inside
            && !piece.hints.any(AROUND)
            && let Some(flag) = kept.get_mut(n)
        {
            *flag = true;
        }
    }
}

/// Whether a short paragraph stands in a row with prose that is kept: the engine passes over "Here is what we found:".
fn is_short_part(page: &Page, pieces: &Pieces, kept: &[bool], n: usize) -> bool {
    let Some(piece) = pieces.list.get(n) else {
        return false;
    };
    let own = page.parent(piece.node);
    let beside = |m: usize| {
        let other = pieces.list.get(m).filter(|_| at(kept, m));
        other.is_some_and(|p| p.is_prose() && page.parent(p.node) == own)
    };
    let plain = page.tag(piece.node) == "p" && piece.words >= 3 && piece.linked * 2 < piece.words;
    plain && (beside(n + 1) || n.checked_sub(1).is_some_and(beside))
}

/// Whether a piece heads a table of contents.
fn contents(page: &Page, pieces: &Pieces, n: usize) -> bool {
    let Some(piece) = pieces.list.get(n).filter(|p| p.words < 8) else {
        return false;
    };
    let line = folded(&line_of(page, pieces, piece.runs.clone()));
    phrases::plays(&line, Role::Furniture)
}

/// The flag of a piece by its number.
fn at(flags: &[bool], n: usize) -> bool {
    flags.get(n).copied().unwrap_or(false)
}

/// Most pieces between the headline, or the first prose where none is shown, and the standfirst.
const CLOSE: usize = 12;

/// Takes back the standfirst, which stands by the headline and so mostly outside what the engine takes: a heading
/// that is marked as one.
fn keep_standfirst(pieces: &Pieces, headline: Option<usize>, kept: &mut [bool]) {
    let prose = pieces
        .list
        .iter()
        .zip(kept.iter())
        .position(|(p, k)| *k && p.is_prose());
    let Some(first) = prose else { return };
    let from = headline.map_or(first.saturating_sub(CLOSE), |n| n + 1);
    let not = AROUND.with(Hints::BYLINE).with(Hints::CAPTION);
    let between = pieces.list.iter().enumerate().take(first).skip(from);
    let found = between.take(CLOSE).find(|(_, p)| {
        let heading = matches!(p.kind, BlockKind::Heading(2..)) && p.words > 2;
        heading && p.hints.any(Hints::STANDFIRST) && p.linked == 0 && !p.hints.any(not)
    });
    if let Some(flag) = found.and_then(|(n, _)| kept.get_mut(n)) {
        *flag = true;
    }
}

/// The piece that carries the headline as text: the heading like the title that stands nearest above the article.
fn headline(page: &Page, pieces: &Pieces, kept: &[bool], title: &str) -> Option<usize> {
    let first = pieces
        .list
        .iter()
        .zip(kept)
        .position(|(p, k)| *k && p.is_prose() && !p.hints.any(Hints::HIDDEN))
        .or_else(|| kept.iter().rposition(|k| *k))?;
    let title = folded(title);
    let same = |p: &Piece| {
        let line = || folded(&line_of(page, pieces, p.runs.clone()));
        matches!(p.kind, BlockKind::Heading(_)) && likeness(&line(), &title) > 0.98
    };
    let upto = || pieces.list.iter().enumerate().take(first + 1).rev();
    // "Share" and the headline once more, over a row of buttons, is like it too.
    let buttons = |p: &Piece| p.hints.any(Hints::SHARE);
    let own = upto().find(|(_, p)| !buttons(p) && same(p));
    own.or_else(|| upto().find(|(_, p)| same(p)))
        .map(|(n, _)| n)
}
