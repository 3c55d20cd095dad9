//! The walk over a page that takes it apart into pieces: a loop over its nodes, with a stack for what ends where.

mod rules;

use super::{
    super::{
        hints::{self, Hints},
        math,
        page::{NodeIx, Page},
    },
    Piece, Pieces, Run, words,
};
use crate::article::{BlockKind, Style};
use std::collections::BTreeSet;

/// Whether an element begins and ends a block.
fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether nothing in an element is text of the page.
fn is_skipped(tag: &str) -> bool {
    matches!(
        tag,
        "head"
            | "script"
            | "style"
            | "template"
            | "svg"
            | "select"
            | "option"
            | "button"
            | "textarea"
            | "object"
            | "canvas"
            | "video"
            | "audio"
            | "noembed"
            | "map"
            | "datalist"
            | "rp"
            | "rt"
            | "input"
    )
}

/// What holds for the nodes inside an element.
#[derive(Clone, Copy, Debug)]
struct Inside {
    kind: BlockKind,
    node: NodeIx,
    style: Style,
    link: Option<u32>,
    lists: u8,
    quotes: u8,
    /// The outermost quote.
    quote: NodeIx,
    hints: Hints,
    /// White space is kept.
    verbatim: bool,
    /// In a row of a data table, where blocks do not break.
    row: bool,
    /// In a `noscript`: only its pictures count.
    twin: bool,
}

/// An element that is still open: where it ends and what held around it.
#[derive(Clone, Copy, Debug)]
struct Around {
    end: NodeIx,
    inside: Inside,
    block: bool,
    /// It is an item or a definition.
    item: bool,
    /// Number of the next item of the list that it stands in.
    number: Option<u32>,
}

/// Whether the list item around has had its first piece.
#[derive(Clone, Copy, Debug)]
enum Item {
    /// Its first piece is still to come, with this number.
    ToCome(Option<u32>),
    /// The same of a definition.
    Defines,
    /// It has, or there is no item around.
    Begun,
}

struct Walk<'a> {
    page: &'a Page,
    kept: &'a [bool],
    out: Pieces,
    now: Inside,
    around: Vec<Around>,
    open: Option<Piece>,
    item: Item,
    /// Number of the next item of the innermost list; `None` in a list without numbers.
    number: Option<u32>,
    /// Line breaks since the last word.
    breaks: usize,
    /// Pictures met inside the open piece; they follow it.
    pending: Vec<Piece>,
    tables: u32,
    /// Cells begun in the open row.
    cells: usize,
    /// Bytes of kept text before each node.
    sums: Vec<usize>,
    wanted: BTreeSet<&'a str>,
}

/// Takes `page` apart below `root`. `kept` tells of each node whether the engine kept it.
pub(in super::super) fn walk(page: &Page, root: NodeIx, kept: &[bool]) -> Pieces {
    let now = Inside {
        kind: BlockKind::Paragraph,
        node: root,
        style: Style::PLAIN,
        link: None,
        lists: 0,
        quotes: 0,
        quote: 0,
        hints: Hints::NONE,
        verbatim: false,
        row: false,
        twin: false,
    };
    let mut w = Walk {
        page,
        kept,
        out: Pieces::default(),
        now,
        around: Vec::new(),
        open: None,
        item: Item::Begun,
        number: None,
        breaks: 0,
        pending: Vec::new(),
        tables: 0,
        cells: 0,
        sums: sums(page, kept),
        wanted: wanted(page),
    };
    let mut ix = root;
    while ix < page.end_of(root) {
        w.leave(ix);
        ix = if page.is_text(ix) {
            w.text(ix);
            ix + 1
        } else {
            w.enter(ix)
        };
    }
    w.leave(page.end_of(root));
    w.close();
    w.out
}

/// Names of the places that links of the page lead to.
fn wanted(page: &Page) -> BTreeSet<&str> {
    page.all("a")
        .filter_map(|a| page.attribute_of(a, "href")?.split_once('#'))
        .map(|(_, name)| name)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Bytes of kept text before each node, and after the last.
fn sums(page: &Page, kept: &[bool]) -> Vec<usize> {
    let mut sum = 0;
    let mut sums = vec![0];
    for (ix, kept) in (0..page.len()).zip(kept) {
        if *kept && page.is_text(ix) {
            sum += page.span(ix).len();
        }
        sums.push(sum);
    }
    sums
}

impl Walk<'_> {
    /// Whether an element is too small a part of the page, and of what the engine kept, to be what holds the article.
    fn is_small(&self, ix: NodeIx) -> bool {
        let sum = |n: NodeIx| self.sums.get(n as usize).copied().unwrap_or(0);
        let kept = sum(self.page.end_of(ix)) - sum(ix);
        let all = self.sums.last().copied().unwrap_or(0);
        let page = self.page.span(0).len();
        self.page.span(ix).len() * 5 < page * 2 && kept * 5 <= all * 2
    }

    /// Ends the elements that end before node `ix`.
    fn leave(&mut self, ix: NodeIx) {
        while let Some(around) = self.around.pop_if(|a| a.end <= ix) {
            if around.block {
                self.close();
            }
            // One without words hands its mark on to nothing.
            if around.item {
                self.item = Item::Begun;
            }
            self.now = around.inside;
            self.number = around.number;
        }
    }

    /// Begins an element; the number of the next node to look at.
    fn enter(&mut self, ix: NodeIx) -> NodeIx {
        let page = self.page;
        let tag = page.tag(ix);
        if is_skipped(tag) {
            return page.end_of(ix);
        }
        match tag {
            "br" => self.line_break(),
            "img" => self.picture(ix),
            "wbr" => {}
            "math" => {
                self.own(math::text(page, ix));
                return page.end_of(ix);
            }
            "iframe" | "embed" => {
                self.frame(ix);
                return page.end_of(ix);
            }
            _ => {
                let own = hints::of(page, ix, self.is_small(ix));
                let block = is_block(tag);
                if !block && self.is_unseen(ix, own) {
                    return page.end_of(ix);
                }
                if block && self.now.row {
                    self.push(Run::Own(" ".to_owned()));
                }
                self.element(ix, block && !self.now.row, own);
            }
        }
        ix + 1
    }

    /// Whether an element inside a line, of these hints, is not shown: a note for speech programs, an icon's name.
    fn is_unseen(&self, ix: NodeIx, own: Hints) -> bool {
        own.any(Hints::HIDDEN.with(Hints::ASSISTIVE)) && self.open.is_some() || self.is_own_link(ix)
    }

    /// Begins an element of these hints, which is a `block` or not.
    fn element(&mut self, ix: NodeIx, block: bool, own: Hints) {
        let page = self.page;
        let tag = page.tag(ix);
        if block {
            self.close();
        }
        self.anchor(ix);
        self.around.push(Around {
            end: self.page.end_of(ix),
            inside: self.now,
            block,
            item: block && matches!(tag, "li" | "dd"),
            number: self.number,
        });
        self.now.hints = self.now.hints.with(own);
        if block {
            self.now.node = ix;
            if own.any(Hints::PULLQUOTE) && self.now.kind == BlockKind::Paragraph {
                self.now.kind = BlockKind::PullQuote;
            }
            self.block(ix, tag);
        } else {
            self.inline(ix, tag);
        }
        self.captions(own, block);
        if tag == "tr" && self.now.hints.any(Hints::TABLE) && block {
            self.row(ix);
        }
    }

    fn begin(&mut self) {
        let mut kind = self.now.kind;
        if matches!(kind, BlockKind::Paragraph | BlockKind::BlockQuote) {
            kind = match self.item {
                Item::ToCome(number) => BlockKind::Item(number),
                Item::Defines => BlockKind::Definition,
                Item::Begun => kind,
            };
        }
        self.item = Item::Begun;
        let at = self.out.runs.len();
        self.breaks = 0;
        self.open = Some(Piece {
            kind,
            runs: at..at,
            ..self.blank()
        });
    }

    fn blank(&self) -> Piece {
        Piece {
            kind: self.now.kind,
            node: self.now.node,
            runs: 0..0,
            lists: self.now.lists,
            quotes: self.now.quotes,
            quote: self.now.quote,
            hints: self.now.hints,
            words: 0,
            linked: 0,
            kept: 0,
        }
    }

    fn push(&mut self, run: Run) {
        self.out.runs.push(run);
        if let Some(open) = &mut self.open {
            open.runs.end = self.out.runs.len();
        }
    }

    fn text(&mut self, ix: NodeIx) {
        let at = self.page.span(ix);
        let text = self.page.slice(at.clone());
        let empty = text.bytes().all(|b| b.is_ascii_whitespace());
        if self.now.twin || self.open.is_none() && empty || text.is_empty() {
            return;
        }
        if !empty && self.breaks > 1 && !self.now.row {
            self.close();
        }
        if self.open.is_none() {
            self.begin();
        }
        if !empty {
            self.breaks = 0;
        }
        if !empty && self.is_glued(ix) {
            self.push(Run::Own(" ".to_owned()));
        }
        let size = words(text);
        let kept = self.kept.get(ix as usize).copied().unwrap_or(true);
        let (style, link) = (self.now.style, self.now.link);
        let raised = self.is_raised(ix);
        let away = link
            .and_then(|n| self.out.links.get(n as usize))
            .is_some_and(|href| !href.starts_with('#'));
        if let Some(open) = &mut self.open {
            open.words += size;
            open.linked += if away { size } else { 0 };
            open.kept += if kept { size } else { 0 };
            // A piece is as hidden as its last words: a note for speech programs may stand inside a line.
            open.hints = if size > 0 && open.words == size {
                self.now.hints
            } else {
                open.hints
            };
        }
        self.push(Run::Words {
            at,
            style,
            link,
            raised,
        });
    }

    fn line_break(&mut self) {
        if self.open.is_some() {
            self.breaks += 1;
            self.push(Run::Break);
        }
    }

    /// Ends the open piece; one without anything in it leaves no trace.
    fn close(&mut self) {
        if let Some(piece) = self.open.take() {
            let has_text = self.out.runs_of(&piece).iter().any(|r| match r {
                Run::Words { at, .. } => !self.page.slice(at.clone()).trim().is_empty(),
                Run::Own(text) => !text.is_empty(),
                _ => false,
            });
            if has_text {
                self.out.list.push(piece);
            } else {
                self.out.runs.truncate(piece.runs.start);
            }
        }
        self.out.list.append(&mut self.pending);
        self.breaks = 0;
    }

    /// A piece without words: a picture, a rule.
    fn out_of_line(&mut self, kind: BlockKind, ix: NodeIx) {
        let kept = self.kept.get(ix as usize).copied().unwrap_or(true);
        let at = self.out.runs.len();
        let piece = Piece {
            kind,
            node: ix,
            runs: at..at,
            kept: usize::from(kept),
            ..self.blank()
        };
        if self.open.is_some() {
            self.pending.push(piece);
        } else {
            self.out.list.push(piece);
        }
    }
}
