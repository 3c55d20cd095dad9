//! A story in the JSON that pullquote itself writes: its text with the blocks, links and pictures in it.
//!
//! In: the values of such an object. Out: the article as it was, but for what the JSON does not say: emphasis, and where
//! links inside the article lead. Offsets are in code points of the text (the contract of `show --format json`).

use serde_json::{Map, Value};

use crate::{
    article::{Article, BlockKind, Builder, Image, Link},
    text::Clean,
};

/// The article; `None` where the object is none of ours, or what it says of its text cannot be.
pub(super) fn article(map: &Map<String, Value>, most: usize) -> Option<Article> {
    let text: Vec<char> = map.get("text")?.as_str()?.chars().collect();
    let list = |name: &str| map.get(name)?.as_array();
    let blocks = list("blocks").filter(|_| map.contains_key("schema"))?;
    let blocks: Vec<Stated<'_>> = blocks
        .iter()
        .take(most)
        .map(|value| Stated::of(value, &text))
        .collect::<Option<_>>()?;
    let links = list("links").map(Vec::as_slice).unwrap_or_default();
    let mut links: Vec<(usize, usize, &str)> = links.iter().filter_map(link).collect();
    links.sort_by_key(|(start, ..)| *start);
    let images = list("images").map(Vec::as_slice).unwrap_or_default();
    let mut write = Write {
        builder: Builder::new(),
        links: links.into_iter().peekable(),
        images: images.iter().peekable(),
        table: 0,
        row: None,
    };
    for (n, block) in blocks.iter().enumerate() {
        write.block(n, block, &text);
    }
    Some(write.builder.finish())
}

/// Start, end and address of a link; `None` of one that leads to a place in the article.
fn link(value: &Value) -> Option<(usize, usize, &str)> {
    let url = value.get("url")?.as_str()?;
    let bounds = (number(value, "start")?, number(value, "end")?);
    (!url.starts_with('#')).then_some((bounds.0, bounds.1, url))
}

fn number(value: &Value, name: &str) -> Option<usize> {
    value.get(name)?.as_u64()?.try_into().ok()
}

/// What the JSON says of a block.
struct Stated<'a> {
    kind: &'a str,
    role: &'a str,
    start: usize,
    end: usize,
    level: u8,
    number: Option<u32>,
}

impl<'a> Stated<'a> {
    /// `None` where there is no such place in the text.
    fn of(value: &'a Value, text: &[char]) -> Option<Self> {
        let word = |name: &str| value.get(name).and_then(Value::as_str);
        let (start, end) = (number(value, "start")?, number(value, "end")?);
        text.get(start..end)?;
        Some(Self {
            kind: word("kind")?,
            role: word("role").unwrap_or_default(),
            start,
            end,
            level: number(value, "level").map_or(0, |n| u8::try_from(n).unwrap_or(u8::MAX)),
            number: number(value, "number").and_then(|n| u32::try_from(n).ok()),
        })
    }

    /// The kind that a name and a role stand for; rows and pictures are numbered apart.
    fn block_kind(&self) -> BlockKind {
        match (self.kind, self.role) {
            (_, "term") => BlockKind::Term,
            (_, "definition") => BlockKind::Definition,
            (_, "pullquote") => BlockKind::PullQuote,
            (_, "card") => BlockKind::Card,
            ("heading", _) => BlockKind::Heading(self.level.clamp(1, 6)),
            ("item", _) => BlockKind::Item(self.number),
            ("crosslink", _) if self.level > 0 => BlockKind::Item(self.number),
            ("caption", _) => BlockKind::Caption,
            ("credit", _) => BlockKind::Credit,
            ("byline", _) => BlockKind::Byline,
            ("dateline", _) => BlockKind::Dateline,
            ("blockquote", _) => BlockKind::BlockQuote,
            ("code", _) => BlockKind::Code,
            ("footnote", _) => BlockKind::Footnote,
            ("rule", _) => BlockKind::Rule,
            _ => BlockKind::Paragraph,
        }
    }
}

struct Write<'a, L: Iterator<Item = (usize, usize, &'a str)>, I: Iterator<Item = &'a Value>> {
    builder: Builder,
    links: std::iter::Peekable<L>,
    images: std::iter::Peekable<I>,
    table: u32,
    /// Of the block before, where it is a row: whether it heads the columns.
    row: Option<bool>,
}

impl<'a, L, I> Write<'a, L, I>
where
    L: Iterator<Item = (usize, usize, &'a str)>,
    I: Iterator<Item = &'a Value>,
{
    fn block(&mut self, n: usize, block: &Stated<'_>, text: &[char]) {
        let is_row = block.kind == "row";
        let is_head = block.role == "head";
        let begins = is_row && self.row.is_none_or(|head| is_head && !head);
        self.table += u32::from(begins);
        self.row = is_row.then_some(is_head);
        let kind = match block.block_kind() {
            _ if is_row => BlockKind::Row {
                table: self.table,
                head: is_head,
            },
            BlockKind::Paragraph if block.kind == "image" => self.image(n, block.start),
            kind => kind,
        };
        let depth = match kind {
            BlockKind::Heading(_) => 0,
            _ => block.level,
        };
        // Quotes that follow each other are told apart by setting none between them.
        self.builder.nest(depth, 0);
        self.builder
            .nest(depth, u8::from(kind == BlockKind::BlockQuote));
        self.builder.open(kind);
        let mut from = block.start;
        while let Some((start, end, url)) = self.links.next_if(|l| l.0 < block.end) {
            if start < from || end <= start || end > block.end {
                continue;
            }
            self.words(kind, text.get(from..start));
            let url = Clean::line(url);
            let link = self.builder.add_link(Link { url, to: None });
            self.builder.link(Some(link));
            self.words(kind, text.get(start..end));
            self.builder.link(None);
            from = end;
        }
        self.words(kind, text.get(from..block.end));
        self.builder.close();
    }

    /// The picture that block `n` at `start` shows.
    fn image(&mut self, n: usize, start: usize) -> BlockKind {
        let own = |value: &&Value| number(value, "block").is_none_or(|block| block <= n);
        let mut image = Image::default();
        while let Some(value) = self.images.next_if(own) {
            let word = |name: &str| value.get(name).and_then(Value::as_str);
            let size = |name: &str| number(value, name).and_then(|n| u32::try_from(n).ok());
            image = Image {
                src: Clean::line(word("src").unwrap_or_default()),
                alt: Clean::line(word("alt").unwrap_or_default()),
                width: size("width").unwrap_or(0),
                height: size("height").unwrap_or(0),
                ..Image::default()
            };
        }
        // A link around a picture has no words.
        while let Some((at, end, url)) = self
            .links
            .next_if(|l| l.0 <= start && l.1 <= l.0.max(start))
        {
            if at == start && end == start {
                image.href = Clean::line(url);
            }
        }
        BlockKind::Image(self.builder.add_image(image))
    }

    /// Words with the ends of their lines, paragraphs of a quote and cells of a row.
    fn words(&mut self, kind: BlockKind, words: Option<&[char]>) {
        let words: String = words.unwrap_or_default().iter().collect();
        if kind == BlockKind::Code {
            self.builder.words(&words);
            return;
        }
        for (n, line) in words.split('\n').enumerate() {
            match kind {
                _ if n == 0 => {}
                BlockKind::BlockQuote => self.builder.open(kind),
                _ => self.builder.line_break(),
            }
            for (n, cell) in line.split('\t').enumerate() {
                if n > 0 {
                    self.builder.cell();
                }
                self.builder.words(cell);
            }
        }
    }
}
