//! Markdown events to blocks. The parser nests, the blocks do not: what is open is kept on stacks of our own.

mod html;

use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::{
    heading::{level_of, slug},
    paragraph::{self, Picture},
};
use crate::{
    article::{BlockKind, Builder, Link, Style},
    format::{FULL, Limits, Warning, html::tex},
    text::Clean,
};

/// Most letters of a formula that is a name and nothing else.
const LETTERS: usize = 4;

/// Writes the blocks of one article.
pub(super) struct Writer<'a> {
    pub(super) b: Builder,
    limits: &'a Limits,
    /// Number of the next item of each list that is open; `None` in a list with bullets.
    lists: Vec<Option<u32>>,
    quotes: usize,
    /// What the next words open, where that is no plain paragraph.
    pending: Option<Pending>,
    styles: Vec<Style>,
    links: Vec<Option<u32>>,
    /// The open block is a heading.
    heading: bool,
    /// The open block is a term of a definition list.
    term: bool,
    table: u32,
    cells: u32,
    /// Where footnotes and headings stand, by the address that leads there.
    anchors: HashMap<String, u32>,
    /// Links inside the article, to be told where they lead.
    inner: Vec<(u32, String)>,
    /// Pictures among the words of a block that cannot be parted, to follow it.
    waiting: Vec<Picture>,
    /// The last block is a picture without a caption.
    pub(super) pictured: bool,
}

/// A block that is opened by its first words.
#[derive(Debug)]
enum Pending {
    Item(Option<u32>),
    Definition,
    Footnote(String),
    /// Told by a comment above it.
    Told(BlockKind),
}

impl<'a> Writer<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Writer {
            b: Builder::new(),
            limits,
            lists: Vec::new(),
            quotes: 0,
            pending: None,
            styles: Vec::new(),
            links: Vec::new(),
            heading: false,
            term: false,
            table: 0,
            cells: 0,
            anchors: HashMap::new(),
            inner: Vec::new(),
            waiting: Vec::new(),
            pictured: false,
        }
    }

    /// Writes all `events`.
    pub(super) fn write<'e>(&mut self, mut events: impl Iterator<Item = Event<'e>>) {
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::Paragraph) => paragraph::write(self, &mut events),
                Event::Start(Tag::HtmlBlock) => self.html_block(&mut events),
                Event::Start(Tag::Image {
                    dest_url, title, ..
                }) => {
                    let picture = paragraph::picture(&mut events, &dest_url, &title);
                    self.picture(picture);
                }
                event => self.event(event),
            }
        }
    }

    /// Writes an event that is complete in itself.
    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words),
            Event::Code(words) => self.styled(Style::CODE, &words),
            Event::InlineMath(words) => self.formula(&words, "$"),
            Event::DisplayMath(words) => self.formula(&words, "$$"),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::FootnoteReference(label) => self.reference(&label),
            // Each line above a definition is a term.
            Event::SoftBreak if self.term => self.term(),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.line_break(),
            Event::Rule => self.open(BlockKind::Rule),
            Event::TaskListMarker(done) => self.words(if done { "[x] " } else { "[ ] " }),
        }
    }

    /// Writes a formula as it is read, not as it was typed. What has no sign of one is a pair of prices.
    fn formula(&mut self, words: &str, fence: &str) {
        let signs = |c: char| "\\^_{=<>+".contains(c);
        let letter = words.chars().all(char::is_alphabetic) && words.len() < LETTERS;
        let read = tex(words);
        if !letter && !words.contains(signs) {
            self.words(&format!("{fence}{words}{fence}"));
        } else if read.contains('\\') {
            self.styled(Style::CODE, &format!("{fence}{words}{fence}"));
        } else {
            self.words(&read);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.open(BlockKind::Heading(level_of(level)));
                self.heading = true;
            }
            Tag::BlockQuote(kind) => {
                self.close();
                self.quotes += 1;
                if let Some(kind) = kind {
                    self.styled(Style::STRONG, &format!("{kind:?}"));
                    self.close();
                }
            }
            Tag::CodeBlock(kind) => {
                // The first thing of an item: there are no words for its mark to stand at.
                self.pending = None;
                self.open(BlockKind::Code);
                if let CodeBlockKind::Fenced(info) = kind {
                    let name = info.split([' ', ',', '{', ':']).find(|n| !n.is_empty());
                    self.b.code_language(name.unwrap_or_default());
                }
            }
            Tag::List(first) => {
                self.close();
                self.lists
                    .push(first.map(|n| u32::try_from(n).unwrap_or(u32::MAX)));
            }
            Tag::Item => {
                self.close();
                let number = self.lists.last().copied().flatten();
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next = next.saturating_add(1);
                }
                self.pending = Some(Pending::Item(number));
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.pending = Some(Pending::Footnote(label.to_string()));
            }
            Tag::DefinitionListTitle => self.term(),
            Tag::DefinitionListDefinition => {
                self.lists.push(None);
                self.pending = Some(Pending::Definition);
            }
            Tag::Table(_) => self.table += 1,
            Tag::TableHead => self.row(true),
            Tag::TableRow => self.row(false),
            Tag::TableCell => {
                if self.cells > 0 {
                    self.b.cell();
                }
                self.cells += 1;
            }
            Tag::Emphasis => self.style(Style::EMPHASIS),
            Tag::Strong => self.style(Style::STRONG),
            Tag::Strikethrough => self.style(Style::STRIKE),
            Tag::Link { dest_url, .. } => self.link(&dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.headed(level),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 {
                    self.b.nest(0, 0);
                }
            }
            TagEnd::List(_) | TagEnd::DefinitionListDefinition => {
                self.close();
                self.lists.pop();
                self.pending = None;
                self.waited();
            }
            TagEnd::Item => {
                self.close();
                self.pending = None;
                self.waited();
            }
            TagEnd::Table | TagEnd::DefinitionListTitle => {
                self.close();
                self.waited();
            }
            TagEnd::FootnoteDefinition => {
                // One without words is still led to.
                if self.pending.is_some() {
                    self.open_text();
                }
                self.close();
            }
            // A table must have a head, and one without is written with an empty one.
            TagEnd::TableHead if self.b.so_far().trim().is_empty() => self.b.discard(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.unstyle(),
            TagEnd::Link => {
                self.links.pop();
                self.b.link(self.links.last().copied().flatten());
            }
            _ => {}
        }
    }

    /// Opens a block; beyond the limit its words go on in the last one, on a line of their own.
    pub(super) fn open(&mut self, kind: BlockKind) {
        self.pictured = false;
        self.heading = false;
        self.term = false;
        let deepest = self.limits.depth.min(usize::from(u8::MAX));
        let level = |depth: usize| u8::try_from(depth.min(deepest)).unwrap_or(u8::MAX);
        self.b.nest(level(self.lists.len()), level(self.quotes));
        if self.is_full() {
            self.b.line_break();
        } else {
            self.b.open(kind);
        }
    }

    /// Opens a term of a definition list, which the list is not open around yet.
    fn term(&mut self) {
        self.close();
        self.lists.push(None);
        self.open(BlockKind::Term);
        self.lists.pop();
        self.term = true;
    }

    /// Whether the open block is the last one there may be.
    fn is_full(&self) -> bool {
        self.b.is_open() && self.b.blocks().len() + 1 >= self.limits.nodes
    }

    /// Closes the open block, unless it is to hold the rest.
    pub(super) fn close(&mut self) {
        if !self.is_full() {
            self.b.close();
        }
    }

    /// Opens the block that running text stands in here.
    pub(super) fn open_text(&mut self) {
        match self.pending.take() {
            Some(Pending::Item(number)) => self.open(BlockKind::Item(number)),
            Some(Pending::Footnote(label)) => {
                self.open(BlockKind::Footnote);
                let place = self.b.place();
                self.b.words(&format!("[{label}] "));
                self.anchors.entry(label).or_insert(place);
            }
            Some(Pending::Definition) => self.open(BlockKind::Definition),
            Some(Pending::Told(kind)) => self.open(kind),
            None if self.quotes > 0 && self.lists.is_empty() => self.open(BlockKind::BlockQuote),
            None => self.open(BlockKind::Paragraph),
        }
    }

    pub(super) fn words(&mut self, words: &str) {
        if !self.b.is_open() {
            if words.trim().is_empty() {
                return;
            }
            self.open_text();
        }
        self.b.words(words);
    }

    /// A hard line break; a heading is one line.
    fn line_break(&mut self) {
        if self.heading {
            self.words(" ");
        } else {
            self.b.line_break();
        }
    }

    /// Shows a picture, or has it wait for the end of a heading, an item or a table.
    fn picture(&mut self, picture: Picture) {
        if self.b.is_open() {
            self.waiting.push(picture);
        } else {
            paragraph::show(self, picture);
        }
    }

    /// Shows the pictures that waited.
    pub(super) fn waited(&mut self) {
        for picture in std::mem::take(&mut self.waiting) {
            paragraph::show(self, picture);
        }
    }

    fn styled(&mut self, style: Style, words: &str) {
        self.style(style);
        self.words(words);
        self.unstyle();
    }

    pub(super) fn style(&mut self, style: Style) {
        let old = self.b.current_style();
        self.styles.push(old);
        self.b.style(old.with(style));
    }

    pub(super) fn unstyle(&mut self) {
        let old = self.styles.pop().unwrap_or_default();
        self.b.style(old);
    }

    /// Begins a link. One without an address leads nowhere and is plain words.
    fn link(&mut self, address: &str) {
        let number = (!address.is_empty()).then(|| {
            self.b.add_link(Link {
                url: Clean::line(address),
                to: None,
            })
        });
        if let (Some(number), Some(anchor)) = (number, address.strip_prefix('#')) {
            self.inner.push((number, anchor.to_lowercase()));
        }
        self.links.push(number);
        self.b.link(number);
    }

    /// A reference to a footnote: "[1]", a link to it.
    fn reference(&mut self, label: &str) {
        let number = self.b.add_link(Link {
            url: Clean::line(&format!("#{label}")),
            to: None,
        });
        self.inner.push((number, label.to_owned()));
        self.b.link(Some(number));
        self.words(&format!("[{label}]"));
        self.b.link(self.links.last().copied().flatten());
    }

    /// A heading is complete: it can be led to, and the first of the highest level is the title.
    fn headed(&mut self, level: HeadingLevel) {
        if self.b.so_far().is_empty()
            && let Some(logo) = self.waiting.first()
        {
            let alt = logo.alt().clone();
            self.words(&alt);
        }
        self.heading = false;
        let words = Clean::new(self.b.so_far());
        let place = self
            .b
            .place()
            .saturating_sub(crate::text::byte(words.len()));
        self.anchors.entry(slug(&words)).or_insert(place);
        if level == HeadingLevel::H1 && self.b.meta().title.is_empty() {
            self.b.meta().title = words;
        }
        self.close();
        self.waited();
    }

    fn row(&mut self, head: bool) {
        self.cells = 0;
        let table = self.table.saturating_sub(1);
        self.open(BlockKind::Row { table, head });
    }

    /// Leads the links inside the article to their places.
    pub(super) fn finish(mut self, warnings: &mut Vec<Warning>) -> Builder {
        if self.is_full() {
            warnings.push(Warning::of_file(FULL));
        }
        for (number, anchor) in &self.inner {
            let to = self.anchors.get(anchor).copied();
            if let Some(link) = self.b.link_mut(*number) {
                link.to = to;
            }
        }
        self.b
    }
}
