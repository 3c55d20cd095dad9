//! An article as a page of HTML: well-formed, every text escaped, no link that runs a script.

use std::fmt::Write;

use super::inline::{by_link, cells, runs, safe};
use crate::{
    article::{Article, Block, BlockKind, GENERATOR, HEADLINE, Image, Meta, Style},
    text::Span,
};

/// The page.
pub(crate) fn write(article: &Article) -> String {
    let meta = &article.meta;
    let mut page = Page::new(article);
    let lang = if meta.lang.is_empty() {
        String::new()
    } else {
        format!(" lang=\"{}\"", escaped(&meta.lang))
    };
    page.html.push_str("<!DOCTYPE html>\n");
    page.put(&format!(
        "<html{lang}>\n<head>\n<meta charset=\"utf-8\"/>\n"
    ));
    page.put(GENERATOR);
    page.put(&format!("\n<title>{}</title>\n", escaped(&meta.title)));
    page.put(&known(meta));
    if let Some(url) = safe(&meta.url).map(escaped) {
        page.put(&format!("<link rel=\"canonical\" href=\"{url}\"/>\n"));
    }
    page.body()
}

/// What is known of an article as the meta tags that sites write, one a line.
fn known(meta: &Meta) -> String {
    let mut html = String::new();
    let mut tag = |kind: &str, name: &str, content: &str| {
        if !content.is_empty() {
            let content = escaped(content);
            let _ = writeln!(html, "<meta {kind}=\"{name}\" content=\"{content}\"/>");
        }
    };
    tag("name", "author", &meta.byline);
    tag("name", "date", &meta.published);
    tag("name", "description", &meta.excerpt);
    tag("property", "og:title", &meta.title);
    for title in &meta.aliases {
        tag("name", "twitter:title", title);
    }
    tag("property", "og:site_name", &meta.site);
    tag(
        "property",
        "og:image",
        safe(&meta.lead_image).unwrap_or_default(),
    );
    tag("property", "article:modified_time", &meta.modified);
    tag("name", "saved", &meta.saved);
    tag("name", "credit", &meta.credit);
    for name in &meta.tags {
        tag("property", "article:tag", name);
    }
    html
}

/// The page as XHTML with a style sheet, every heading with an id to be led to.
pub(super) fn write_xml(article: &Article, style: &str) -> String {
    let meta = &article.meta;
    let mut page = Page::new(article);
    let headings = article.blocks().iter();
    let headings = headings.filter(|b| matches!(b.kind, BlockKind::Heading(_)));
    page.targets.extend(headings.map(|b| b.span.start));
    page.targets.sort_unstable();
    let lang = escaped(&meta.lang);
    let title = match &*meta.title {
        "" => "Untitled".to_owned(),
        title => escaped(title),
    };
    page.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    page.put("<html xmlns=\"http://www.w3.org/1999/xhtml\"");
    if !lang.is_empty() {
        page.put(&format!(" lang=\"{lang}\" xml:lang=\"{lang}\""));
    }
    page.put(&format!(">\n<head>\n{GENERATOR}\n<title>{title}</title>\n"));
    page.put(&format!(
        "<link rel=\"stylesheet\" type=\"text/css\" href=\"{style}\"/>\n"
    ));
    page.body()
}

/// An element that stays open from block to block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Quote,
    Pulled,
    List { ordered: bool },
    Item,
    Terms,
    Meaning,
    Table(u32),
}

impl Open {
    fn name(self) -> &'static str {
        match self {
            Self::Quote | Self::Pulled => "blockquote",
            Self::List { ordered: true } => "ol",
            Self::List { ordered: false } => "ul",
            Self::Item => "li",
            Self::Terms => "dl",
            Self::Meaning => "dd",
            Self::Table(_) => "table",
        }
    }
}

struct Page<'a> {
    article: &'a Article,
    /// Bytes that links of the text lead to, in order.
    targets: Vec<u32>,
    html: String,
    /// The elements that are open, the innermost last.
    open: Vec<Open>,
}

impl<'a> Page<'a> {
    fn new(article: &'a Article) -> Self {
        let mut targets: Vec<u32> = article.links().iter().filter_map(|l| l.to).collect();
        targets.sort_unstable();
        Self {
            article,
            targets,
            html: String::with_capacity(article.text().len() * 5 / 4),
            open: Vec::new(),
        }
    }

    /// The page from the end of its head on.
    fn body(mut self) -> String {
        let title = &self.article.meta.title;
        self.put("</head>\n<body>\n<article>\n");
        if self.article.headline().is_none() && !title.is_empty() {
            self.put(&format!("{HEADLINE}{}</h1></header>\n", escaped(title)));
        }
        for block in self.article.blocks() {
            self.block(block);
        }
        self.close_to(0);
        self.put("</article>\n</body>\n</html>\n");
        self.html
    }

    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn open(&mut self, element: Open, attributes: &str) {
        let _ = write!(self.html, "<{}{attributes}>", element.name());
        if !matches!(element, Open::Item | Open::Meaning) {
            self.html.push('\n');
        }
        if matches!(element, Open::Table(_)) {
            // Tells a table without a head from one that only lays out a page.
            self.html.push_str("<colgroup></colgroup>\n");
        }
        self.open.push(element);
    }

    /// Closes the innermost elements until `depth` are left.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(element) = self.open.pop()
        {
            let _ = writeln!(self.html, "</{}>", element.name());
        }
    }

    /// Closes what this block does not stand in, and opens what it does.
    fn nest(&mut self, block: &Block) {
        let wanted = self.wanted(block);
        let is_item = matches!(block.kind, BlockKind::Item(_) | BlockKind::Definition);
        let shared = self
            .open
            .iter()
            .zip(&wanted)
            .take_while(|(a, b)| a == b)
            .count();
        // A quote that begins never goes on in the one before, nor does an item.
        let shared = if block.begins { 0 } else { shared };
        self.close_to(shared.min(wanted.len() - usize::from(is_item)));
        for element in wanted.into_iter().skip(self.open.len()) {
            let start = match (element, block.kind) {
                (Open::List { ordered: true }, BlockKind::Item(Some(n))) if n != 1 => {
                    format!(" start=\"{n}\"")
                }
                (Open::Pulled, _) => " class=\"pullquote\"".to_owned(),
                _ => String::new(),
            };
            self.open(element, &start);
        }
    }

    /// The elements that a block stands in: quotes, the items of the lists around it, its own list or table.
    fn wanted(&self, block: &Block) -> Vec<Open> {
        let quotes = usize::from(block.quote);
        let depth = usize::from(block.depth);
        let is_item = matches!(
            block.kind,
            BlockKind::Item(_) | BlockKind::Term | BlockKind::Definition
        );
        let mut wanted = vec![Open::Quote; quotes];
        for level in 0..depth.saturating_sub(usize::from(is_item)) {
            let at = quotes + level * 2;
            match (self.open.get(at), self.open.get(at + 1)) {
                (
                    Some(list @ (Open::List { .. } | Open::Terms)),
                    Some(item @ (Open::Item | Open::Meaning)),
                ) => wanted.extend([*list, *item]),
                _ if is_item => wanted.extend([Open::List { ordered: false }, Open::Item]),
                _ => break,
            }
        }
        match block.kind {
            BlockKind::Item(number) => {
                let ordered = number.is_some();
                wanted.extend([Open::List { ordered }, Open::Item]);
            }
            BlockKind::Term => wanted.push(Open::Terms),
            BlockKind::Definition => wanted.extend([Open::Terms, Open::Meaning]),
            BlockKind::PullQuote => wanted.push(Open::Pulled),
            BlockKind::Row { table, .. } => wanted.push(Open::Table(table)),
            _ => {}
        }
        wanted
    }

    fn block(&mut self, block: &Block) {
        self.nest(block);
        let id = self.id(block.span);
        let words = || self.words(block.span).replace('\n', "<br/>\n");
        let html = match block.kind {
            BlockKind::Heading(level) => {
                let level = level.clamp(1, 6);
                format!("<h{level}{id}>{}</h{level}>\n", words())
            }
            BlockKind::Item(_) | BlockKind::Definition => words(),
            BlockKind::Term => format!("<dt{id}>{}</dt>\n", words()),
            BlockKind::Code => {
                let class = match self.article.code_language(block) {
                    "" => String::new(),
                    name => format!(" class=\"language-{}\"", escaped(name)),
                };
                let words = self.words(block.span);
                format!("<pre{id}><code{class}>{words}</code></pre>\n")
            }
            BlockKind::Row { head, .. } => self.row(block.span, head),
            BlockKind::Image(n) => self.image(n, block.span),
            BlockKind::Rule => "<hr/>\n".to_owned(),
            kind => format!("<p{}{id}>{}</p>\n", class(kind), words()),
        };
        self.html.push_str(&html);
    }

    fn row(&self, span: Span, head: bool) -> String {
        let name = if head { "th" } else { "td" };
        let cell = |span: Span| format!("<{name}>{}</{name}>", self.words(span));
        let row: String = cells(self.article, span).map(cell).collect();
        format!("<tr>{row}</tr>\n")
    }

    /// An id for a block that a link of the text leads to.
    fn id(&self, span: Span) -> String {
        let from = self.targets.partition_point(|t| *t < span.start);
        match self.targets.get(from) {
            Some(target) if *target < span.end.max(span.start + 1) => {
                format!(" id=\"b{}\"", span.start)
            }
            _ => String::new(),
        }
    }

    fn words(&self, span: Span) -> String {
        let mut html = String::new();
        for (link, group) in by_link(&runs(self.article, span)) {
            let address = link.and_then(|n| self.address(n));
            if let Some(address) = &address {
                let _ = write!(html, "<a href=\"{address}\">");
            }
            for run in group {
                html.push_str(&styled(
                    &escaped(run.span.of(self.article.text())),
                    run.style,
                ));
            }
            if address.is_some() {
                html.push_str("</a>");
            }
        }
        html
    }

    /// Where a link leads: a block of this page, or an address that runs nothing.
    fn address(&self, number: u32) -> Option<String> {
        let link = self.article.links().get(number as usize)?;
        let Some(to) = link.to else {
            return safe(&link.url).map(escaped);
        };
        let block = self.article.blocks().get(self.article.block_at(to))?;
        Some(format!("#b{}", block.span.start))
    }

    fn image(&self, number: u32, alt: Span) -> String {
        let image = self.article.images().get(number as usize);
        let src = image.and_then(|i| safe(&i.src)).map(escaped);
        let alt = escaped(alt.of(self.article.text()));
        let shown = match (src, image) {
            (Some(src), Some(image)) => {
                // What the caption says again is not shown twice, but it is what the picture is.
                let stated = escaped(&image.alt);
                let alt = if alt.is_empty() { stated } else { alt };
                format!("<img src=\"{src}\" alt=\"{alt}\"{}/>", size(image))
            }
            _ if alt.is_empty() => return String::new(),
            _ => alt,
        };
        match image.and_then(|i| safe(&i.href)).map(escaped) {
            Some(href) => format!("<p class=\"picture\"><a href=\"{href}\">{shown}</a></p>\n"),
            None => format!("<p class=\"picture\">{shown}</p>\n"),
        }
    }
}

/// The size of a picture in pixels, where it is stated.
fn size(image: &Image) -> String {
    match (image.width, image.height) {
        (0, _) | (_, 0) => String::new(),
        (width, height) => format!(" width=\"{width}\" height=\"{height}\""),
    }
}

fn class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Caption => " class=\"caption\"",
        BlockKind::Credit => " class=\"credit\"",
        BlockKind::Byline => " class=\"byline\"",
        BlockKind::Dateline => " class=\"dateline\"",
        BlockKind::Footnote => " class=\"footnote\"",
        BlockKind::Card => " class=\"card\"",
        _ => "",
    }
}

/// Styles and their elements, the outermost first.
const ELEMENTS: [(Style, &str); 4] = [
    (Style::STRIKE, "s"),
    (Style::STRONG, "strong"),
    (Style::EMPHASIS, "em"),
    (Style::CODE, "code"),
];

fn styled(words: &str, style: Style) -> String {
    let set = ELEMENTS.iter().rev().filter(|(s, _)| style.has(*s));
    set.fold(words.to_owned(), |inner, (_, name)| {
        format!("<{name}>{inner}</{name}>")
    })
}

/// Text with what means something in markup escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Builder, Image, Link},
        text::Clean,
    };

    /// Reads a page back: panics where an element is not closed in turn, and gives the text with the names of elements.
    fn elements(html: &str) -> Vec<String> {
        let (mut open, mut seen) = (Vec::new(), Vec::new());
        for tag in html
            .split('<')
            .skip(2)
            .map(|t| t.split('>').next().unwrap())
        {
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(name), "{html}");
                continue;
            }
            let name = tag.split([' ', '/']).next().unwrap().to_owned();
            if !["meta", "link", "br", "hr", "img"].contains(&&*name) {
                open.push(name.clone());
            }
            seen.push(name);
        }
        assert!(open.is_empty(), "{open:?} stay open");
        seen
    }

    #[test]
    fn blocks_nest_and_close_in_turn() {
        let mut b = Builder::new();
        for (lists, quotes, kind) in [
            (1, 0, BlockKind::Item(None)),
            (1, 0, BlockKind::Paragraph),
            (2, 0, BlockKind::Item(Some(2))),
            (1, 0, BlockKind::Item(None)),
            (1, 1, BlockKind::Item(None)),
            (0, 1, BlockKind::BlockQuote),
            (3, 0, BlockKind::Item(None)),
            (
                0,
                0,
                BlockKind::Row {
                    table: 1,
                    head: true,
                },
            ),
            (
                0,
                0,
                BlockKind::Row {
                    table: 2,
                    head: false,
                },
            ),
        ] {
            b.nest(lists, quotes);
            b.open(kind);
            b.words("w");
        }
        let html = write(&b.finish());
        let body: Vec<_> = elements(&html)
            .into_iter()
            .skip_while(|e| e != "article")
            .skip(1)
            .collect();
        let want = "ul li p ol li li blockquote ul li p ul li ul li ul li table colgroup tr th table colgroup tr td";
        assert_eq!(body.join(" "), want, "{html}");
        assert!(html.contains("<ol start=\"2\">"), "{html}");
    }

    #[test]
    fn nothing_in_a_text_or_an_address_becomes_markup() {
        let mut b = Builder::new();
        b.meta().title = Clean::line("</title><script>x</script>");
        b.style(Style::STRONG);
        for url in [
            "javascript:alert(1)",
            "https://a.example/?a=\"b\"&c",
            "J%0aavaScript:x",
            "data:text/html,x",
        ] {
            let number = b.add_link(Link {
                url: Clean::line(url),
                to: None,
            });
            b.link(Some(number));
            b.words("<b>&amp;");
        }
        b.link(None);
        let image = b.add_image(Image {
            src: Clean::line("javascript:x"),
            ..Image::default()
        });
        b.open(BlockKind::Image(image));
        b.words("\" onerror=\"x");
        let html = write(&b.finish());
        let seen = elements(&html);
        assert!(
            !seen.contains(&"script".to_owned()) && !seen.contains(&"b".to_owned()),
            "{html}"
        );
        assert_eq!(seen.iter().filter(|e| *e == "a").count(), 1, "{html}");
        assert!(
            !html.to_lowercase().contains("javascript:") && !html.contains("data:"),
            "{html}"
        );
        assert!(
            html.contains("<p class=\"picture\">&quot; onerror=&quot;x</p>")
                && html.contains("href=\"https://a.example/?a=&quot;b&quot;&amp;c\""),
            "{html}"
        );
    }
}
