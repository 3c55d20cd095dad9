//! A story in words alone: what a screen shows by place, frame and colour is said.

use std::collections::HashMap;

use crate::{
    annotate::{Notes, Quote},
    article::{Article, BlockKind},
    text::{Clean, Span},
};

/// Something to follow, by its number from 1 in [`targets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The words: a stub's title, a link's text.
    pub(super) span: Span,
    /// Where it leads.
    pub(super) lead: Lead,
}

/// Where a target leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Stub of this number in the notes.
    Stub(usize),
    /// Link of this number in the article.
    Link(u32),
}

/// What can be followed in a story, in the order of the text.
pub(super) fn targets(article: &Article, notes: &Notes) -> Vec<Target> {
    let stub = |(n, s): (usize, &crate::annotate::Stub)| Target {
        span: s.title,
        lead: Lead::Stub(n),
    };
    let mut found: Vec<Target> = notes.stubs.iter().enumerate().map(stub).collect();
    let stubs = found.len();
    for mark in article.all_marks() {
        let Some(link) = mark.link else { continue };
        let lead = Lead::Link(link);
        match found.last_mut().filter(|t| t.lead == lead) {
            Some(last) => last.span.end = mark.span.end,
            None => found.push(Target {
                span: mark.span,
                lead,
            }),
        }
    }
    let of_stubs: Vec<Span> = found.iter().take(stubs).map(|t| t.span).collect();
    let taken = |t: &Target| {
        let link = matches!(t.lead, Lead::Link(_));
        link && of_stubs.iter().any(|s| s.meets(t.span))
    };
    found.retain(|t| !taken(t));
    found.sort_by_key(|t| t.span);
    found
}

/// A story to be said.
pub(super) struct Spoken<'a> {
    article: &'a Article,
    notes: &'a Notes,
    targets: &'a [Target],
    /// Heads of the columns of each table.
    heads: HashMap<u32, Vec<&'a str>>,
}

impl<'a> Spoken<'a> {
    pub(super) fn new(article: &'a Article, notes: &'a Notes, targets: &'a [Target]) -> Self {
        let mut heads = HashMap::new();
        for block in article.blocks() {
            if let BlockKind::Row { table, head: true } = block.kind {
                let cells = block.span.of(article.text()).split('\t').collect();
                heads.entry(table).or_insert(cells);
            }
        }
        Self {
            article,
            notes,
            targets,
            heads,
        }
    }

    /// What stands above the text: the title, then who wrote it, where and when.
    pub(super) fn masthead(&self) -> Vec<String> {
        let meta = &self.article.meta;
        let mut lines = Vec::new();
        let told = self.article.headline().is_some() || self.article.opens_with_its_title();
        if !told && !meta.title.is_empty() {
            lines.push(format!("Title: {}", meta.title));
        }
        let facts: [(&str, &Clean); 3] = [
            ("By", &meta.byline),
            ("From", &meta.site),
            ("Published", &meta.published),
        ];
        for (label, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
            lines.push(format!("{label}: {fact}"));
        }
        lines.extend(self.article.absence().iter().map(ToString::to_string));
        lines
    }

    /// Block number `index` in words, on one line but for code; empty where it has none.
    pub(super) fn block(&self, index: usize) -> String {
        let Some(block) = self.article.blocks().get(index) else {
            return String::new();
        };
        if block.kind == BlockKind::Rule {
            return "Break.".to_owned();
        }
        let words = self.words(block.span);
        let label = match block.kind {
            _ if !self.notes.stubs_in(index).is_empty() => "Related: ".to_owned(),
            BlockKind::Heading(level) => format!("Heading {level}: "),
            BlockKind::Caption => "Caption: ".to_owned(),
            BlockKind::Credit => "Credit: ".to_owned(),
            BlockKind::Item(Some(n)) => format!("{n}. "),
            BlockKind::Item(None) => "Item: ".to_owned(),
            BlockKind::Term => "Term: ".to_owned(),
            BlockKind::Definition => "Meaning: ".to_owned(),
            BlockKind::PullQuote => "Pull quote: ".to_owned(),
            BlockKind::Card => "Embedded: ".to_owned(),
            BlockKind::Code => "Code:\n".to_owned(),
            BlockKind::Image(_) => "Picture: ".to_owned(),
            BlockKind::Footnote => "Note: ".to_owned(),
            BlockKind::Row { head: true, .. } => "Table of: ".to_owned(),
            BlockKind::Row { table, .. } => return self.row(table, &words),
            BlockKind::BlockQuote => "Quoted: ".to_owned(),
            _ if block.quote > 0 => "Quoted: ".to_owned(),
            _ => String::new(),
        };
        let words = if block.kind == BlockKind::Code {
            words
        } else {
            words.replace('\t', ", ").replace('\n', " ")
        };
        if words.trim().is_empty() {
            return String::new();
        }
        format!("{label}{words}")
    }

    /// A row of a table, each value after the head of its column.
    fn row(&self, table: u32, words: &str) -> String {
        let heads = self.heads.get(&table).map_or(&[][..], Vec::as_slice);
        let cells = words.split('\t').enumerate();
        let said = cells.filter(|(_, cell)| !cell.trim().is_empty());
        let said = said.map(|(n, cell)| match heads.get(n) {
            Some(head) if !head.is_empty() => format!("{head}: {cell}"),
            _ => cell.to_owned(),
        });
        format!("Row: {}", said.collect::<Vec<_>>().join("; "))
    }

    /// Words with what the screen says by colour: who speaks, before the speech; which link it is, after its words.
    fn words(&self, span: Span) -> String {
        let text = self.article.text();
        let mut said: Vec<(u32, String)> = Vec::new();
        for quote in self.notes.quotes_in(span) {
            if let Some(who) = self.speaker(quote) {
                said.push((
                    opening(text, quote.span).max(span.start),
                    format!("[{who}:] "),
                ));
            }
        }
        for (n, target) in self.targets.iter().enumerate() {
            if span.covers(target.span) {
                said.push((target.span.end, format!(" [link {}]", n + 1)));
            }
        }
        said.sort_by_key(|(at, _)| *at);
        let mut words = String::new();
        let mut from = span.start;
        for (at, what) in said {
            let piece = Span {
                start: from,
                end: at.max(from),
            };
            words.push_str(piece.of(text));
            words.push_str(&what);
            from = at.max(from);
        }
        let rest = Span {
            start: from,
            end: span.end,
        };
        words.push_str(rest.of(text));
        words
    }

    /// Who says a quote; `None` where nobody says it, or nobody is named.
    pub(super) fn speaker(&self, quote: &Quote) -> Option<String> {
        let voice = quote.speaker().filter(|_| quote.kind.is_speech())?;
        let name = voice.name.of(self.article.text()).split_whitespace();
        let name = name.collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then_some(name)
    }
}

/// Where the mark before a quote begins.
fn opening(text: &str, quote: Span) -> u32 {
    let before = text.get(..quote.start as usize).unwrap_or_default();
    let mark = before
        .chars()
        .next_back()
        .filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
    quote.start - crate::text::byte(mark.map_or(0, char::len_utf8))
}
