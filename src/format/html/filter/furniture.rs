//! Furniture taken out of an article: by structure, and where a text is short by what it says.

use super::{
    super::{
        address, dates,
        emit::Chosen,
        hints::{AROUND, Hints},
        meta::line_of,
        page::Page,
        phrases::{self, Role, folded},
        pieces::{Piece, Pieces, Run},
    },
    badges,
    blurb::{without_blurb, without_top_blurb},
    captions,
    cards::without_cards,
    dated::without_dated,
    headings,
    promos::without_promos,
    rows::{is_clock, is_count, is_file, is_place, is_share_row},
    teasers::{leads_home, leads_home_by},
    top::without_top,
};
use crate::article::{BlockKind, Meta};

/// Longest text, in words, that is looked at for what furniture says.
pub(super) const SHORT: usize = 25;

/// How much of a line is its beginning, in characters.
const START: usize = 120;

/// Longest notice, in words.
const NOTICE: usize = 70;

/// Beginnings of lines that can only be credits: prose about a photo begins otherwise.
const MADE: &[&str] = &[
    " photo via ",
    " photo by ",
    " photos by ",
    " image via ",
    " image by ",
    " photo courtesy ",
    " image courtesy ",
    " picture via ",
    " foto von ",
    " photo de ",
    " foto via ",
];

/// Where the picture before a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Picture {
    /// Nothing but words stand before it.
    None,
    /// Right before it.
    Before,
    /// With it in an element of their own, as with a caption.
    Shared,
}

impl Picture {
    fn of(page: &Page, pieces: &Pieces, piece: &Piece, before: Option<&Line<'_>>) -> Self {
        match before {
            Some(l) if captions::is_with(page, pieces, l.piece, piece) => Self::Shared,
            Some(l) if matches!(l.piece.kind, BlockKind::Image(_)) => Self::Before,
            _ => Self::None,
        }
    }
}

/// A kept piece with what is known about it.
pub(super) struct Line<'a> {
    number: usize,
    pub(super) piece: &'a Piece,
    /// Its words folded; empty of a long one.
    pub(super) words: String,
    /// The same as written.
    pub(super) text: String,
    /// How it begins, folded, however long it is.
    pub(super) start: String,
    /// It is a notice about the site and not a part of the article.
    notice: bool,
    picture: Picture,
    /// It is part of a teaser of another story.
    pub(super) teaser: bool,
}

impl Line<'_> {
    pub(super) fn plays(&self, role: Role) -> bool {
        !self.words.is_empty() && phrases::plays(&self.words, role)
    }

    /// Whether it says who made a picture and no more: "Photo: Ann Lee, AP".
    fn is_credit(&self) -> bool {
        let by = || MADE.iter().any(|m| self.words.starts_with(m));
        let told = self.picture != Picture::None || self.text.contains([':', '/', '©']) || by();
        told && self.piece.words <= 12 && self.plays(Role::Credit)
    }

    /// Whether it ends in brackets that name who made a picture: "(Image: Ann Lee)".
    fn ends_in_credit(&self) -> bool {
        let text = self.text.trim_end().trim_end_matches('.');
        let inner = text
            .strip_suffix([')', ']'])
            .and_then(|t| t.rsplit_once(['(', '[']));
        inner.is_some_and(|(_, credit)| phrases::plays(&folded(credit), Role::Credit))
    }

    /// Its level as a heading; below all headings where it is none.
    fn level(&self) -> u8 {
        match self.piece.kind {
            BlockKind::Heading(level) => level,
            _ => 7,
        }
    }

    /// Whether it is a heading or set like one: not "Read also: Why cats purr", which heads nothing but itself.
    fn heads(&self) -> bool {
        let stub = || self.piece.linked > 0 && self.text.contains([':', '：']);
        self.is_heading() || self.piece.words <= 6 && self.piece.is_plain() && !stub()
    }

    /// Whether it says what a picture shows before it says who made it.
    fn shows(&self) -> bool {
        let end = self.text.find(['.', '!', '?', '。', '(', '–', '—']);
        let (shown, made) = end
            .and_then(|at| self.text.split_at_checked(at))
            .unwrap_or_default();
        let told = folded(shown);
        told.split_whitespace().count() > 1
            && !made.is_empty()
            && !phrases::plays(&told, Role::Credit)
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.piece.kind, BlockKind::Heading(_))
    }
}

/// The kept pieces without furniture, each as what it is.
pub(super) fn without(
    page: &Page,
    pieces: &Pieces,
    kept: &[bool],
    meta: &Meta,
    teasers: &[bool],
) -> Vec<Chosen> {
    let mut lines = lines_of(page, pieces, kept, teasers);
    let host = address::host(&meta.url);
    lines.retain(|l| !is_furniture(l) && !badges::is_badge(pieces, l.piece, host));
    lines.dedup_by(|next, line| {
        let made = |l: &Line<'_>| matches!(l.piece.kind, BlockKind::Caption | BlockKind::Credit);
        made(line) && made(next) && !line.words.is_empty() && line.words == next.words
    });
    let lines = without_cards(page, without_link_lists(pieces, lines, host));
    // The headline said once more ends a list of other stories, so it goes after them.
    let lines = without_top(page, pieces, without_other_stories(lines), meta);
    let lines = without_dated(page, pieces, without_end(lines), meta);
    let lines = without_promos(page, pieces, lines, meta);
    let lines = without_top_blurb(lines, &meta.byline);
    let mut lines = without_blurb(lines, &meta.byline);
    lines.retain(|l| !l.piece.hints.any(Hints::AUTHOR));
    // What stood above a box about the author.
    let lines = without_blurb(lines, &meta.byline);
    let mut chosen: Vec<Chosen> = lines
        .iter()
        .map(|l| Chosen {
            piece: l.number,
            kind: kind_of(l),
        })
        .collect();
    headings::drop_bare(pieces, &mut chosen);
    headings::drop_boxed(page, pieces, &mut chosen);
    headings::drop_last(&mut chosen);
    chosen
}

/// The kept pieces of markup that a program has cleaned before, or that was written to be read as it is (an entry of a feed,
/// a newsletter): what frames it goes, nothing that could be a part of it.
pub(super) fn without_frame(
    page: &Page,
    pieces: &Pieces,
    kept: &[bool],
    meta: &Meta,
) -> Vec<Chosen> {
    let none = vec![false; pieces.list.len()];
    let mut lines = lines_of(page, pieces, kept, &none);
    let prose = lines.iter().position(|l| l.piece.is_prose()).unwrap_or(0);
    let first = lines.get(prose).map_or(0, |l| l.number);
    let footer = |l: &Line<'_>| l.piece.hints.any(Hints::FOOTER) && !l.piece.is_prose();
    let menu = |l: &Line<'_>| l.number < first && is_link_item(l.piece);
    lines.retain(|l| !is_furniture(l) && !footer(l) && !menu(l));
    let lines = without_top(page, pieces, lines, meta);
    let chosen = lines.iter().map(|l| Chosen {
        piece: l.number,
        kind: kind_of(l),
    });
    chosen.collect()
}

/// Whether a piece is an item of a list and nearly all link.
fn is_link_item(piece: &Piece) -> bool {
    matches!(piece.kind, BlockKind::Item(_))
        && piece.words > 0
        && piece.linked * 10 >= piece.words * 8
}

fn lines_of<'a>(page: &Page, pieces: &'a Pieces, kept: &[bool], teasers: &[bool]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (number, ((piece, kept), teaser)) in pieces.list.iter().zip(kept).zip(teasers).enumerate() {
        if *kept {
            let short = piece.words < SHORT;
            let mut text = line_of(page, pieces, piece.runs.clone());
            let noticed = piece.words < NOTICE && piece.is_plain();
            let words = (short || noticed).then(|| folded(&text));
            let notice = noticed
                && words
                    .as_ref()
                    .is_some_and(|w| phrases::plays(w, Role::Notice));
            let cut = text.char_indices().nth(START).map(|(at, _)| at);
            let start = match (cut, &words) {
                (None, Some(words)) => words.clone(),
                (None, None) => folded(&text),
                (Some(end), _) => folded(text.get(..end).unwrap_or_default()),
            };
            if !short {
                text.clear();
            }
            let words = words.filter(|_| short).unwrap_or_else(|| folded(""));
            lines.push(Line {
                number,
                piece,
                start,
                words,
                text,
                picture: Picture::of(page, pieces, piece, lines.last()),
                teaser: *teaser,
                notice,
            });
        }
    }
    lines
}

/// Most words of a credit that only its class tells.
const SHOWN: usize = 8;

/// What a piece is where its words tell better than its element.
fn kind_of(line: &Line<'_>) -> BlockKind {
    match line.piece.kind {
        // A class names both: "credit-caption".
        BlockKind::Credit
            if line.piece.words > SHOWN
                && line.piece.hints.any(Hints::CAPTION)
                && !line.plays(Role::Credit) =>
        {
            BlockKind::Caption
        }
        _ if line.piece.is_plain() && line.piece.hints.any(Hints::FIGURE) => {
            if line.plays(Role::Credit) && !line.shows() {
                BlockKind::Credit
            } else {
                BlockKind::Caption
            }
        }
        BlockKind::Heading(2..)
            if line.piece.hints.any(Hints::STANDFIRST) && line.piece.words > 6 =>
        {
            BlockKind::Paragraph
        }
        _ if line.piece.is_plain() && line.is_credit() => {
            if line.picture != Picture::None && line.shows() {
                BlockKind::Caption
            } else {
                BlockKind::Credit
            }
        }
        _ if line.piece.is_plain() && line.picture != Picture::None && line.ends_in_credit() => {
            BlockKind::Caption
        }
        _ if line.picture == Picture::Shared && !line.text.trim_end().ends_with(['?', ':']) => {
            BlockKind::Caption
        }
        kind => kind,
    }
}

fn is_furniture(line: &Line<'_>) -> bool {
    let piece = line.piece;
    if piece.hints.any(Hints::HIDDEN.with(Hints::ASSISTIVE)) {
        return true;
    }
    if matches!(piece.kind, BlockKind::Code | BlockKind::Row { .. }) {
        return false;
    }
    let shown = piece.kind == BlockKind::Card && piece.words == 0;
    if shown || matches!(piece.kind, BlockKind::Image(_) | BlockKind::Rule) {
        return piece.hints.any(AROUND);
    }
    // The byline is set with the picture of the paper.
    let credited = matches!(piece.kind, BlockKind::Caption | BlockKind::Credit);
    if credited && piece.hints.any(Hints::BYLINE) && dates::is_mentioned(&line.text) {
        return true;
    }
    let boxed = Hints::SHARE
        .with(Hints::PROMO)
        .with(Hints::NAV)
        .with(Hints::TAGS)
        .with(Hints::FORM);
    if piece.hints.any(boxed) && !piece.is_prose() {
        return true;
    }
    if line.is_heading() {
        return false;
    }
    let dated = line.piece.words <= 12 && line.plays(Role::Date) && dates::is_mentioned(&line.text);
    let row = is_share_row(&line.words);
    let place = || piece.words == 2 && is_place(&line.text);
    let clock = || piece.words == 4 && is_clock(&line.text);
    let set = || piece.is_plain() && (place() || clock() || is_file(&line.text, piece.words));
    dated || line.notice || row || set() || line.plays(Role::Furniture) || is_count(&line.words)
}

/// Fewest lines of a paragraph of links.
const LINES: usize = 3;

/// Whether a paragraph is a list of links to the site at `host` in all but its markup: each line of it is one, or nearly.
fn is_link_lines(pieces: &Pieces, piece: &Piece, host: &str) -> bool {
    let runs = || pieces.runs_of(piece).iter();
    let breaks = runs().filter(|r| matches!(r, Run::Break)).count();
    let mut links: Vec<u32> = runs()
        .filter_map(|r| match r {
            Run::Words { link, .. } => *link,
            _ => None,
        })
        .collect();
    links.dedup();
    let lines = breaks + 1 >= LINES && links.len() > 1 && links.len() * 2 > breaks;
    let mostly = piece.linked * 10 >= piece.words * 7 && piece.words >= links.len() * 3;
    let home = |link: &u32| leads_home_by(pieces, *link, host);
    piece.is_plain() && lines && mostly && links.iter().all(home)
}

/// Lists of links to pages of the site at `host` go: two or more items in a row that are all link and no sentence.
/// What leads to other sites is what the article speaks of.
fn without_link_lists<'a>(pieces: &Pieces, lines: Vec<Line<'a>>, host: &str) -> Vec<Line<'a>> {
    let linked = |l: &Line<'_>| is_link_item(l.piece) && leads_home(pieces, l.piece, host);
    let mut keep: Vec<bool> = lines
        .iter()
        .map(|l| !is_link_lines(pieces, l.piece, host))
        .collect();
    let mut at = 0;
    while at < lines.len() {
        let run = lines.iter().skip(at).take_while(|l| linked(l)).count();
        if run >= 2 {
            keep.iter_mut().skip(at).take(run).for_each(|k| *k = false);
        }
        at += run.max(1);
    }
    let mut keep = keep.into_iter();
    lines
        .into_iter()
        .filter(|_| keep.next().unwrap_or(true))
        .collect()
}

/// Fewest words of prose above a heading that ends the article whatever follows it.
const ENOUGH: usize = 50;

/// Behind the last prose go headings of other stories and all that follows them.
fn without_end(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let prose = lines
        .iter()
        .rposition(|l| l.piece.is_prose() && !l.teaser)
        .unwrap_or(0);
    let end = lines.iter().enumerate().skip(1).position(|(n, l)| {
        let thin = || l.heads() && tail_is_thin(lines.get(n..).unwrap_or_default());
        l.plays(Role::Ending) && (n > prose || thin())
    });
    if let Some(n) = end {
        lines.truncate(n + 1);
    }
    lines
}

/// Under a heading that can only be that of other stories everything goes, up to the next heading of its level that
/// heads something else.
fn without_other_stories(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let (mut told, mut cut) = (0, None);
    lines.retain(|l| {
        told += if l.piece.is_prose() { l.piece.words } else { 0 };
        if told >= ENOUGH && l.heads() && l.plays(Role::Stop) {
            cut = Some(l.level());
        } else if cut.is_some_and(|level| {
            let other = l.teaser || l.piece.linked * 2 > l.piece.words || l.plays(Role::Ending);
            l.is_heading() && l.level() <= level && !other
        }) {
            cut = None;
        }
        cut.is_none()
    });
    lines
}

/// Whether what follows a heading is mostly links and short lines. A list of ingredients under a heading of its own is
/// a part of the article, as its steps are.
fn tail_is_thin(tail: &[Line<'_>]) -> bool {
    let mut listed = 0;
    let mut headed = false;
    let mut prose = 0;
    for line in tail.iter().skip(1).filter(|l| !l.teaser) {
        headed |= line.is_heading() && line.piece.linked == 0 && !line.plays(Role::Ending);
        let item = matches!(line.piece.kind, BlockKind::Item(_)) && line.piece.linked == 0;
        if line.piece.is_prose() {
            prose += line.piece.words;
        } else if item && headed {
            listed += 1;
        }
    }
    prose < 60 && (listed < LISTED || prose == 0)
}

/// Fewest items of lists, under a heading, that belong to the article.
const LISTED: usize = 3;
