//! Chosen pieces to an article.

use super::{
    address, code,
    frames::Frame,
    hints, math, meta,
    page::{NodeIx, Page},
    phrases::folded,
    pieces::{Piece, Pieces, Run},
};
use crate::{
    article::{BlockKind, Builder, Image, Link, Style},
    text::{Clean, width},
};
use std::{collections::BTreeMap, ops::RangeInclusive};

/// Cells of a line of a wrapped text.
const WRAPPED: RangeInclusive<usize> = 50..=110;

/// A piece of the page that is to be a block of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Number of the piece.
    pub(super) piece: usize,
    /// What it becomes.
    pub(super) kind: BlockKind,
}

/// Longest line under a picture that may say what its alternative text does, in words.
const LONG: usize = 60;

struct Emit<'a> {
    page: &'a Page,
    pieces: &'a Pieces,
    base: &'a str,
    /// The title of the article, folded: as what a picture shows it says nothing.
    title: String,
    to: &'a mut Builder,
    /// The page is a copy of an archive of the web: links lead to pages, not to their copies.
    copy: bool,
    /// Numbers of links in the article, by their numbers on the page.
    links: BTreeMap<u32, u32>,
    /// The quote that the last piece stood in; 0 for none.
    quote: NodeIx,
    /// The post that the open card shows; 0 for none.
    post: NodeIx,
    /// Where each chosen piece begins in the text.
    places: Vec<(usize, u32)>,
}

/// Writes the chosen pieces as blocks. Addresses are joined to `base`.
pub(super) fn emit(page: &Page, pieces: &Pieces, chosen: &[Chosen], base: &str, to: &mut Builder) {
    let mut e = Emit {
        page,
        pieces,
        base,
        title: folded(&to.meta().title),
        copy: hints::is_copy(page),
        to,
        links: BTreeMap::new(),
        quote: 0,
        post: 0,
        places: Vec::new(),
    };
    for (n, one) in chosen.iter().enumerate() {
        let captioned = chosen
            .get(n + 1)
            .is_some_and(|next| next.kind == BlockKind::Caption || e.repeats(*one, *next));
        e.block(*one, captioned);
    }
    e.to.close();
    e.to.nest(0, 0);
    e.inner_links();
}

impl Emit<'_> {
    /// Whether the line under a picture says what its alternative text does.
    fn repeats(&self, picture: Chosen, next: Chosen) -> bool {
        let BlockKind::Image(number) = picture.kind else {
            return false;
        };
        let alt = self.pieces.pictures.get(number as usize).map(|p| &p.alt);
        let line = self.pieces.list.get(next.piece);
        let short = line.filter(|p| (1..LONG).contains(&p.words));
        let line = short.map(|p| meta::line_of(self.page, self.pieces, p.runs.clone()));
        let said = |text: Option<&str>| text.map(folded).filter(|t| !t.trim().is_empty());
        let alt = said(alt.map(String::as_str));
        alt.is_some() && alt == said(line.as_deref())
    }

    /// Writes one piece. A picture with a caption has said what it shows, so its alternative text is not repeated.
    fn block(&mut self, one: Chosen, captioned: bool) {
        let Some(piece) = self.pieces.list.get(one.piece) else {
            return;
        };
        let framed = self.pieces.frame_of(piece);
        let post = match one.kind {
            BlockKind::Card if framed.is_none() => piece.quote,
            _ => 0,
        };
        if std::mem::replace(&mut self.post, post) == post && post != 0 && self.to.is_open() {
            self.to.line_break();
            self.places.push((one.piece, self.to.place()));
            return self.runs(piece, one.kind);
        }
        self.to.close();
        if std::mem::replace(&mut self.quote, piece.quote) != piece.quote {
            self.to.nest(0, 0);
        }
        self.to.nest(piece.lists, piece.quotes);
        let kind = match one.kind {
            BlockKind::Image(number) => BlockKind::Image(self.image(number)),
            kind => kind,
        };
        self.to.open(kind);
        if kind == BlockKind::Code {
            self.to.code_language(code::language(self.page, piece.node));
        }
        self.places.push((one.piece, self.to.place()));
        self.runs(piece, kind);
        if one.kind == BlockKind::Card {
            if let Some(frame) = framed {
                self.frame(frame);
            }
            return;
        }
        if let BlockKind::Image(number) = one.kind
            && let Some(picture) = self.pieces.pictures.get(number as usize)
            && !captioned
        {
            let alt = meta::text(&picture.alt);
            let bare = alt.strip_prefix('[').and_then(|a| a.strip_suffix(']'));
            let alt = bare.unwrap_or(&alt);
            if folded(alt) != self.title {
                self.to.words(alt);
            }
        }
        self.to.close();
    }

    fn runs(&mut self, piece: &Piece, kind: BlockKind) {
        let runs = self.pieces.runs_of(piece);
        for (n, run) in runs.iter().enumerate() {
            if *run == Run::Break && kind != BlockKind::Code && self.goes_on(runs, n) {
                self.to.words(" ");
            } else {
                self.run(run, kind);
            }
        }
    }

    /// Whether the break that is number `n` of the runs of a piece ends a line of the source and nothing else, as where
    /// every line of a wrapped text became a line of the page: a long line stops at a word, and a small letter follows.
    fn goes_on(&self, runs: &[Run], n: usize) -> bool {
        let text = |run: &'_ Run| match run {
            Run::Words { at, .. } => self.page.slice(at.clone()).trim(),
            _ => "",
        };
        let told = |run: &&Run| **run != Run::Break;
        let after = runs.get(n + 1..).unwrap_or_default();
        let after = after.iter().take_while(told).map(text);
        let next = after.into_iter().find(|words| !words.is_empty());
        if !next.is_some_and(|w| w.starts_with(char::is_lowercase) && !w.starts_with("by ")) {
            return false;
        }
        let before = runs.get(..n).unwrap_or_default();
        let line: Vec<&str> = before.iter().rev().take_while(told).map(text).collect();
        let last = line.iter().find(|words| !words.is_empty());
        let cells: usize = line.iter().map(|words| 1 + width(words)).sum();
        last.is_some_and(|w| w.ends_with(char::is_alphanumeric)) && WRAPPED.contains(&cells)
    }

    /// Writes what a frame shows: its title, which leads there. The address as words would be no words of the article.
    fn frame(&mut self, frame: &Frame) {
        let link = self.to.add_link(Link {
            url: Clean::line(&frame.url),
            to: None,
        });
        self.to.link(Some(link));
        self.to.words(&frame.title);
        self.to.link(None);
    }

    fn run(&mut self, run: &Run, kind: BlockKind) {
        match run {
            Run::Words {
                at,
                style,
                link,
                raised,
            } => {
                let number = link.map(|n| self.link(n));
                // All of a heading is set apart already.
                let plain = matches!(kind, BlockKind::Heading(_) | BlockKind::Code);
                self.to.style(if plain { Style::PLAIN } else { *style });
                self.to.link(number);
                let words = self.page.slice(at.clone());
                if *raised && !matches!(kind, BlockKind::Footnote | BlockKind::Code) {
                    self.to.words(&math::exponent(words));
                } else {
                    self.to.words(words);
                }
                self.to.link(None);
                self.to.style(Style::PLAIN);
            }
            Run::Own(words) => self.to.words(words),
            Run::Break if kind == BlockKind::Code => self.to.words("\n"),
            Run::Break => self.to.line_break(),
            Run::Cell => self.to.cell(),
        }
    }

    fn link(&mut self, number: u32) -> u32 {
        if let Some(known) = self.links.get(&number) {
            return *known;
        }
        let made = self.to.add_link(Link {
            url: Clean::line(&self.address(number)),
            to: None,
        });
        self.links.insert(number, made);
        made
    }

    /// Where a link of the page leads: an address, or a place in the article after a `#`.
    fn address(&self, number: u32) -> String {
        let links = &self.pieces.links;
        let href = links.get(number as usize).map_or("", String::as_str);
        match address::in_page(self.base, href) {
            Some(name) => format!("#{name}"),
            None if self.copy => address::join(self.base, address::without_archive(href)),
            None => address::join(self.base, href),
        }
    }

    fn image(&mut self, number: u32) -> u32 {
        let picture = self
            .pieces
            .pictures
            .get(number as usize)
            .cloned()
            .unwrap_or_default();
        self.to.add_image(Image {
            src: Clean::line(&address::join(self.base, &picture.src)),
            inside: Clean::line(&picture.inside),
            alt: Clean::line(&meta::text(&picture.alt)),
            width: picture.width,
            height: picture.height,
            href: picture
                .link
                .map_or_else(Clean::default, |n| Clean::line(&self.address(n))),
        })
    }

    /// Links to places in the article lead to their byte.
    fn inner_links(&mut self) {
        let anchors: BTreeMap<&str, usize> = self
            .pieces
            .anchors
            .iter()
            .rev()
            .map(|(n, p)| (&**n, *p))
            .collect();
        self.places.sort_unstable();
        for (number, made) in &self.links {
            let href = self
                .pieces
                .links
                .get(*number as usize)
                .map_or("", String::as_str);
            let Some(name) = address::in_page(self.base, href) else {
                continue;
            };
            let Some(piece) = anchors.get(name) else {
                continue;
            };
            let at = self.places.partition_point(|(p, _)| p < piece);
            if let (Some((_, byte)), Some(link)) = (self.places.get(at), self.to.link_mut(*made)) {
                link.to = Some(*byte);
            }
        }
    }
}
