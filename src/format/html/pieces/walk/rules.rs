//! What each element means for the walk: which kind of piece begins, what holds inside.

use super::{
    super::super::{
        frames,
        hints::{self, Hints},
        math,
        page::{NodeIx, Page},
        pictures::{self, Picture},
        tables,
    },
    Item, Run, Walk,
};
use crate::article::{BlockKind, Style};

/// What is in the class of a picture of a formula.
const FORMULAS: &[&str] = &["math", "latex", "tex"];

/// What headings show that link to themselves.
const MARKS: &[&str] = &["¶", "#", "§", "🔗", "\u{f0c1}"];

/// How many nodes of a definition list are looked at for a term.
const LOOK: usize = 64;

impl Walk<'_> {
    pub(super) fn block(&mut self, ix: NodeIx, tag: &str) {
        match tag {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.as_bytes().get(1).map_or(1, |b| b - b'0');
                self.now.kind = BlockKind::Heading(level);
            }
            "ul" | "menu" | "dir" => self.list(None),
            "ol" => {
                let start = self
                    .page
                    .attribute_of(ix, "start")
                    .and_then(|v| v.trim().parse().ok());
                self.list(Some(start.unwrap_or(1)));
            }
            "li" => self.list_item(ix),
            "blockquote" => {
                if self.now.quotes == 0 {
                    self.now.quote = ix;
                }
                if self.now.kind == BlockKind::PullQuote {
                    return;
                }
                if frames::is_post(self.page, ix) {
                    self.now.kind = BlockKind::Card;
                    return;
                }
                self.now.quotes = self.now.quotes.saturating_add(1);
                self.now.kind = BlockKind::BlockQuote;
            }
            "pre" => {
                self.now.verbatim = true;
                self.now.kind = BlockKind::Code;
            }
            "hr" => self.out_of_line(BlockKind::Rule, ix),
            "dl" if self.defines(ix) => self.list(None),
            "dt" if self.now.lists > 0 => self.now.kind = BlockKind::Term,
            "dd" if self.now.lists > 0 => self.item = Item::Defines,
            "dt" | "summary" => self.now.style = self.now.style.with(Style::STRONG),
            "table" if tables::is_data(self.page, ix) => {
                self.tables += 1;
                self.now.hints = self.now.hints.with(Hints::TABLE);
            }
            _ => {}
        }
    }

    /// Whether a definition list has a term near its beginning; some pages only indent with it.
    fn defines(&self, ix: NodeIx) -> bool {
        let mut near = self.page.inside(ix).take(LOOK);
        near.any(|n| self.page.tag(n) == "dt")
    }

    /// What another place shows here, as a piece of its own.
    pub(super) fn frame(&mut self, ix: NodeIx) {
        let hidden = hints::of(self.page, ix, true).any(Hints::HIDDEN);
        if self.now.twin || self.now.row || hidden {
            return;
        }
        if let Some(frame) = frames::read(self.page, ix) {
            self.out.frames.push((ix, frame));
            self.out_of_line(BlockKind::Card, ix);
        }
    }

    fn list(&mut self, number: Option<u32>) {
        self.now.lists = self.now.lists.saturating_add(1);
        self.number = number;
        self.item = Item::Begun;
    }

    fn list_item(&mut self, ix: NodeIx) {
        let stated = self
            .page
            .attribute_of(ix, "value")
            .and_then(|v| v.trim().parse().ok());
        let number = self.number.map(|n| stated.unwrap_or(n));
        self.item = Item::ToCome(number);
        self.now.lists = self.now.lists.max(1);
        // The number belongs to the list around the item, so it is set where it is found again after the item.
        if let (Some(n), Some(around)) = (number, self.around.last_mut()) {
            around.number = Some(n.saturating_add(1));
        }
    }

    pub(super) fn inline(&mut self, ix: NodeIx, tag: &str) {
        let style = match tag {
            "b" | "strong" => Style::STRONG,
            "i" | "em" | "cite" | "dfn" | "var" => Style::EMPHASIS,
            "code" | "kbd" | "samp" | "tt" => Style::CODE,
            "s" | "strike" | "del" => Style::STRIKE,
            _ => Style::PLAIN,
        };
        self.now.style = self.now.style.with(style);
        match tag {
            "a" => self.link(ix),
            "noscript" => self.now.twin = true,
            "td" | "th" if self.now.row => self.cell(),
            _ => {}
        }
    }

    fn link(&mut self, ix: NodeIx) {
        let href = self
            .page
            .attribute_of(ix, "href")
            .unwrap_or_default()
            .trim();
        let script = href
            .get(..11)
            .is_some_and(|s| s.eq_ignore_ascii_case("javascript:"));
        if href.is_empty() || script {
            return;
        }
        self.now.link = Some(u32::try_from(self.out.links.len()).unwrap_or(u32::MAX));
        self.out.links.push(href.to_owned());
    }

    /// The words of captions and credits, wherever they stand.
    pub(super) fn captions(&mut self, own: Hints, block: bool) {
        if self.now.row || matches!(self.now.kind, BlockKind::Code | BlockKind::Heading(_)) {
            return;
        }
        if own.any(Hints::CREDIT) && (block || self.now.hints.any(Hints::CAPTION)) {
            if !block && self.open.is_some() {
                self.close();
                if let Some(around) = self.around.last_mut() {
                    around.block = true;
                }
            }
            self.now.kind = BlockKind::Credit;
        } else if own.any(Hints::CAPTION) && block && self.now.kind != BlockKind::Credit {
            self.now.kind = BlockKind::Caption;
        } else if own.any(Hints::CAPTION) && !block && self.is_below_picture() {
            // Set in a line, with its picture, before the words of a paragraph.
            if let Some(around) = self.around.last_mut() {
                around.block = true;
            }
            self.now.kind = BlockKind::Caption;
        }
    }

    /// Whether nothing stands between here and the picture before, in a paragraph that is no caption itself.
    fn is_below_picture(&self) -> bool {
        let last = self.out.list.last().map(|p| p.kind);
        let below = self.open.is_none() && matches!(last, Some(BlockKind::Image(_)));
        below && self.now.kind == BlockKind::Paragraph && !self.now.hints.any(Hints::FIGURE)
    }

    pub(super) fn row(&mut self, ix: NodeIx) {
        let head = tables::is_head(self.page, ix);
        self.now.row = true;
        self.now.kind = BlockKind::Row {
            table: self.tables.saturating_sub(1),
            head,
        };
        self.cells = 0;
        self.begin();
    }

    fn cell(&mut self) {
        if self.cells > 0 {
            self.push(Run::Cell);
        }
        self.cells += 1;
    }

    /// Whether an element is the mark that links a heading to itself.
    pub(super) fn is_own_link(&self, ix: NodeIx) -> bool {
        matches!(self.now.kind, BlockKind::Heading(_))
            && self.page.tag(ix) == "a"
            && MARKS.contains(&self.page.text(ix).trim())
            && self
                .page
                .attribute_of(ix, "href")
                .is_some_and(|h| h.contains('#'))
    }

    /// Whether a text is a number that stands above the line, behind a letter or another number, with which it would make
    /// a third one on the line: 10⁸, 1960³. Behind a comma or a full stop nobody reads it so.
    pub(super) fn is_raised(&self, ix: NodeIx) -> bool {
        /// Most elements between: the link of a note, and what it is set in.
        const LOOK: usize = 3;
        let mut around = self.page.ancestors(ix).take(LOOK);
        let raised =
            around.find(|n| self.page.tag(*n) == "sup" && math::is_number(self.page.text(*n)));
        let open = self.open.as_ref();
        let begun = open.is_some_and(|piece| !self.out.runs_of(piece).is_empty());
        begun
            && raised.is_some_and(|n| {
                let before = self.page.slice(0..self.page.span(n).start);
                before.ends_with(char::is_alphanumeric)
            })
    }

    /// Whether a text stands close to one that the style sheet parts from it: the words of a note behind its number, a
    /// credit behind the sentence of its caption.
    pub(super) fn is_glued(&self, ix: NodeIx) -> bool {
        /// Most elements that begin between the two.
        const LOOK: u32 = 3;
        let (Some(open), Some(before)) = (&self.open, ix.checked_sub(1)) else {
            return false;
        };
        let mut back = before.saturating_sub(LOOK)..=before;
        let before = back.rfind(|n| self.page.end_of(*n) <= ix).unwrap_or(before);
        let (last, text) = (self.page.text(before), self.page.text(ix));
        if !text.starts_with(char::is_alphanumeric) {
            return false;
        }
        let mut around = self.page.ancestors(before).take(3);
        let left = |n: NodeIx| self.page.end_of(n) <= ix;
        if last.ends_with(|c: char| c.is_ascii_digit()) {
            let first = self.out.runs_of(open).len() == 1;
            return first && around.any(|n| self.page.tag(n) == "sup" && left(n));
        }
        let pictured = self.now.hints.any(Hints::CAPTION) && self.now.hints.any(Hints::FIGURE);
        pictured
            && last.ends_with(['.', '!', '?', ')', '”'])
            && around.any(|n| self.page.tag(n) == "span" && left(n))
    }

    /// Words that are not in the text of the page.
    pub(super) fn own(&mut self, words: String) {
        if words.is_empty() || self.now.twin {
            return;
        }
        if self.open.is_none() {
            self.begin();
        }
        self.breaks = 0;
        self.push(Run::Own(words));
    }

    pub(super) fn picture(&mut self, ix: NodeIx) {
        let alt = self.page.attribute_of(ix, "alt").unwrap_or_default().trim();
        if stands_for_letters(self.page, ix, alt) {
            let class = self.page.attribute_of(ix, "class").unwrap_or_default();
            let formula = FORMULAS.iter().any(|w| class.contains(w));
            self.own(if formula {
                math::tex(alt)
            } else {
                alt.to_owned()
            });
            return;
        }
        let Some(mut picture) = pictures::read(self.page, ix, self.now.hints.any(Hints::FIGURE))
        else {
            return;
        };
        if self.now.twin && self.is_twin(&picture) {
            return;
        }
        picture.link = self.now.link;
        let number = u32::try_from(self.out.pictures.len()).unwrap_or(u32::MAX);
        self.out.pictures.push(picture);
        self.out_of_line(BlockKind::Image(number), ix);
    }

    /// Whether a picture of a `noscript` is the one before it; that one takes its address if it has none.
    fn is_twin(&mut self, picture: &Picture) -> bool {
        let last = self.pending.last().or(self.out.list.last());
        let Some(BlockKind::Image(number)) = last.map(|p| p.kind) else {
            return false;
        };
        let Some(before) = self.out.pictures.get_mut(number as usize) else {
            return false;
        };
        if before.src.is_empty() {
            before.src.clone_from(&picture.src);
        }
        true
    }

    pub(super) fn anchor(&mut self, ix: NodeIx) {
        if self.wanted.is_empty() {
            return;
        }
        let named = self.page.attributes(ix).filter(|(name, value)| {
            (*name == "id" || *name == "name" && self.page.tag(ix) == "a")
                && self.wanted.contains(value)
        });
        for (_, value) in named {
            self.out
                .anchors
                .push((value.to_owned(), self.out.list.len()));
        }
    }
}

/// Whether an image is set for a letter or a formula, to be read with the words around it.
fn stands_for_letters(page: &Page, ix: NodeIx, alt: &str) -> bool {
    let class = page.attribute_of(ix, "class").unwrap_or_default();
    let named = ["emoji", "smiley"].iter().chain(FORMULAS);
    let named = named.into_iter().any(|w| class.contains(w));
    let short = alt.chars().count() <= 8 && !alt.is_ascii();
    !alt.is_empty() && (named || short && !alt.chars().any(char::is_alphanumeric))
}
