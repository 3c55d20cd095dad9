//! An article as Markdown (CommonMark 0.31 with the tables and strike-outs of GitHub and the definition lists of PHP
//! Markdown Extra): what a Markdown reader makes of it
//! has the same words again, and ours the same blocks. What Markdown has no sign for (bylines, datelines, credits, pull quotes, cards, captions that
//! stand under no picture) is told by a comment above it, which nobody sees.

use std::{collections::HashMap, fmt::Write, iter};

use super::inline::{by_link, cells, runs, safe};
use crate::{
    article::{Article, Block, BlockKind, Mark, Style},
    text::Span,
};

/// The article.
pub(crate) fn write(article: &Article) -> String {
    let mut text = String::new();
    if article.headline().is_none() && !article.meta.title.is_empty() {
        text.push_str("# ");
        text.push_str(&escaped(&article.meta.title, true));
        text.push_str("\n\n");
    }
    text + &body(article)
}

/// The article without a headline that does not stand in its text.
pub(super) fn body(article: &Article) -> String {
    let mut page = Page {
        article,
        columns: columns(article),
        text: String::with_capacity(article.text().len() * 9 / 8),
        before: None,
        level: 0,
        numbers: Vec::new(),
    };
    for block in article.blocks() {
        page.block(block);
    }
    page.text.push('\n');
    page.text
}

/// Cells that one level of lists is indented by; every item mark is padded to it.
const STEP: usize = 4;

struct Page<'a> {
    article: &'a Article,
    /// By the number of a table, the most cells of a row.
    columns: HashMap<u32, usize>,
    text: String,
    before: Option<&'a Block>,
    /// How many list items the last block stood in, as written.
    level: usize,
    /// The number of the last item of each list that is open; `None` in one with bullets.
    numbers: Vec<Option<u32>>,
}

/// Parts what would run together.
const APART: &str = "<!-- -->";

impl<'a> Page<'a> {
    fn block(&mut self, block: &'a Block) {
        if block.begins || self.before.is_none_or(|b| b.quote != block.quote) {
            self.level = 0;
            self.numbers.clear();
        }
        // A term stands beside the list that holds its definition.
        let term = usize::from(block.kind == BlockKind::Term);
        let depth = usize::from(block.depth).saturating_sub(term);
        let is_item = is_item(block.kind);
        // Nothing can be indented by more than what it stands in, or it turns into code.
        self.level = depth.min(self.level + usize::from(is_item));
        self.part(block);
        self.count(block);
        let quotes = "> ".repeat(usize::from(block.quote));
        let items = self.level.saturating_sub(usize::from(is_item)) * STEP;
        let first = format!("{quotes}{}{}", " ".repeat(items), mark(block.kind));
        let rest = format!("{quotes}{}", " ".repeat(self.level * STEP));
        let words = self.words(block);
        for (n, line) in words.split('\n').enumerate() {
            let before = if n == 0 { &first } else { &rest };
            if n > 0 {
                self.text.push('\n');
            }
            if line.is_empty() {
                self.text.push_str(before.trim_end());
            } else {
                self.text.push_str(before);
                self.text.push_str(line);
            }
        }
        self.before = Some(block);
    }

    /// What parts a block from the one before: a line end between items and rows, a blank line else.
    fn part(&mut self, block: &Block) {
        let Some(before) = self.before else { return };
        self.text.push('\n');
        let apart = self.is_apart(before, block);
        let together = match (before.kind, block.kind) {
            (BlockKind::Item(a), BlockKind::Item(b)) => {
                // A list that begins in the middle does not end a paragraph by itself.
                let begins = block.depth <= before.depth || b.is_none_or(|n| n == 1);
                a.is_some() == b.is_some() && !apart && begins
            }
            (BlockKind::Term, BlockKind::Term | BlockKind::Definition) => true,
            (BlockKind::Definition, BlockKind::Definition) => before.depth == block.depth,
            (BlockKind::Row { table: a, .. }, BlockKind::Row { table: b, .. }) => a == b,
            _ => false,
        };
        if !together || block.begins || before.quote != block.quote {
            let quotes = if block.begins {
                0
            } else {
                before.quote.min(block.quote)
            };
            self.text.push_str(">".repeat(usize::from(quotes)).as_str());
            self.text.push('\n');
        }
        if apart {
            let quotes = "> ".repeat(usize::from(before.quote.min(block.quote)));
            let is_item = is_item(block.kind);
            let items = " ".repeat(self.level.saturating_sub(usize::from(is_item)) * STEP);
            let _ = write!(self.text, "{quotes}{items}{APART}\n{}\n", quotes.trim_end());
        }
    }

    /// Whether a block would be taken for more of the one before, or for what belongs to it: a list that begins anew, a quote
    /// after a quote, a line in italics under a picture.
    fn is_apart(&self, before: &Block, block: &Block) -> bool {
        let level = self.level.saturating_sub(1);
        match block.kind {
            BlockKind::Item(number) => {
                let last = self.numbers.get(level).copied();
                let goes_on = match (last, number) {
                    (Some(Some(a)), Some(b)) => a.checked_add(1) == Some(b),
                    _ => true,
                };
                !goes_on && before.quote == block.quote
            }
            BlockKind::Paragraph => {
                matches!(before.kind, BlockKind::Image(_)) && self.is_emphasis(block.span)
            }
            _ => false,
        }
    }

    /// Notes the number of an item, and that lists deeper than this block have ended.
    fn count(&mut self, block: &Block) {
        self.numbers.truncate(self.level);
        if let BlockKind::Item(number) = block.kind {
            self.numbers.truncate(self.level.saturating_sub(1));
            self.numbers.resize(self.level.saturating_sub(1), None);
            self.numbers.push(number);
        }
    }

    /// Whether all words of a block are set in italics.
    fn is_emphasis(&self, span: Span) -> bool {
        let runs = runs(self.article, span);
        runs.iter().all(|run| run.style.has(Style::EMPHASIS))
    }

    /// What tells the kind of a block that Markdown has no sign for.
    fn sign(&self, block: &Block) -> Option<&'static str> {
        match block.kind {
            BlockKind::Caption if !self.is_under_picture(block) => Some("caption"),
            BlockKind::Credit => Some("credit"),
            BlockKind::Byline => Some("byline"),
            BlockKind::Dateline => Some("dateline"),
            BlockKind::PullQuote => Some("pull quote"),
            BlockKind::Card => Some("card"),
            BlockKind::Footnote if self.label(block.span).is_none() => Some("footnote"),
            _ => None,
        }
    }

    /// Whether a caption stands under its picture and can be told by its italics.
    fn is_under_picture(&self, block: &Block) -> bool {
        let words = block.span.of(self.article.text());
        let plain = self.article.marks(block.span).is_empty() && !words.contains('\n');
        let picture = |b: &Block| {
            matches!(b.kind, BlockKind::Image(_))
                && (b.depth, b.quote) == (block.depth, block.quote)
        };
        plain && self.before.is_some_and(picture) && flanks(None, words, None)
    }

    /// The label of a footnote, which its words begin with; `None` where Markdown has none like it.
    fn label(&self, span: Span) -> Option<&'a str> {
        let words = span.of(self.article.text()).strip_prefix('[')?;
        let (label, _) = words.split_once("] ")?;
        let fits = |c: char| c.is_alphanumeric() || c == '-';
        (label.len() <= 40 && !label.is_empty() && label.chars().all(fits)).then_some(label)
    }

    fn words(&self, block: &Block) -> String {
        let words = self.bare_words(block);
        match self.sign(block) {
            Some(sign) => format!("<!-- {sign} -->\n{words}"),
            None => words,
        }
    }

    fn bare_words(&self, block: &Block) -> String {
        let text = block.span.of(self.article.text());
        match block.kind {
            BlockKind::Caption if self.is_under_picture(block) => {
                format!("*{}*", escaped(text, false))
            }
            BlockKind::Footnote if let Some(label) = self.label(block.span) => {
                let start = block.span.start as usize + label.len() + 3;
                let span = Span::new(start, block.span.end as usize);
                let words = self.inline(span, false).replace('\n', "\\\n    ");
                format!("[^{label}]: {words}")
            }
            BlockKind::Code => fenced(text, self.article.code_language(block)),
            BlockKind::Row { table, head } => self.row(block, table, head),
            BlockKind::Image(n) => {
                let image = self.article.images().get(n as usize);
                let src = image.map(|i| address(&i.src)).unwrap_or_default();
                let shown = format!("![{}]({src})", escaped(text, false));
                match image.map(|i| &i.href).filter(|href| !href.is_empty()) {
                    Some(href) => format!("[{shown}]({})", address(href)),
                    None => shown,
                }
            }
            BlockKind::Rule => "---".to_owned(),
            BlockKind::Heading(level) => {
                let marks = "#".repeat(usize::from(level.clamp(1, 6)));
                format!(
                    "{marks} {}",
                    self.inline(block.span, true).replace('\n', " ")
                )
            }
            _ => self.inline(block.span, false).replace('\n', "\\\n"),
        }
    }

    /// A row, with the line that makes a table of rows after the first. A table that has no head gets an empty one.
    fn row(&self, block: &Block, table: u32, head: bool) -> String {
        let width = self.columns.get(&table).copied().unwrap_or(1);
        let given =
            cells(self.article, block.span).map(|c| self.inline(c, false).replace('\n', " "));
        let row: Vec<_> = given
            .chain(iter::repeat(String::new()))
            .take(width)
            .collect();
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let rule = line(&vec!["---".to_owned(); width]);
        let goes_on = matches!(self.before.map(|b| b.kind), Some(BlockKind::Row { table: t, .. }) if t == table);
        match (goes_on, head) {
            (true, _) => line(&row),
            (false, true) => format!("{}\n{rule}", line(&row)),
            (false, false) => format!(
                "{}\n{rule}\n{}",
                line(&vec![String::new(); width]),
                line(&row)
            ),
        }
    }

    fn inline(&self, span: Span, heading: bool) -> String {
        let mut words = String::new();
        for (link, group) in by_link(&runs(self.article, span)) {
            let link = link.and_then(|n| self.article.links().get(n as usize));
            let url = link.filter(|l| l.to.is_none()).map(|l| address(&l.url));
            let url = url.filter(|u| !u.is_empty());
            if let Some(label) = link.and_then(|l| self.reference(l.to?, group)) {
                let _ = write!(words, "[^{label}]");
                continue;
            }
            if url.is_some() {
                words.push('[');
            }
            for run in group {
                self.run(run, span, heading, &mut words);
            }
            if let Some(url) = url {
                let _ = write!(words, "]({url})");
            }
        }
        at_line_starts(&words)
    }

    /// The label of the footnote that these words refer to, where they are that label in brackets.
    fn reference(&self, to: u32, words: &[Mark]) -> Option<&'a str> {
        let blocks = self.article.blocks();
        let block = blocks.get(self.article.block_at(to))?;
        let label = self
            .label(block.span)
            .filter(|_| block.kind == BlockKind::Footnote)?;
        let text = |m: &Mark| m.span.of(self.article.text());
        let same = words.iter().map(text).collect::<String>() == format!("[{label}]");
        same.then_some(label)
    }

    /// Words of one style. Marks that would not be taken for marks where they stand are left out.
    fn run(&self, run: &Mark, block: Span, heading: bool, words: &mut String) {
        let text = self.article.text();
        let all = run.span.of(text);
        let inner = all.trim();
        let plain = |w: &str| escaped(w, heading);
        if inner.is_empty() || run.style == Style::PLAIN {
            words.push_str(&plain(all));
            return;
        }
        let lead = all.len() - all.trim_start().len();
        let (open, rest) = (all.get(..lead), all.get(lead + inner.len()..));
        words.push_str(&plain(open.unwrap_or_default()));
        let after = Span::new(run.span.end as usize, block.end as usize).of(text);
        let after = rest
            .into_iter()
            .flat_map(str::chars)
            .chain(after.chars())
            .next();
        if run.style.has(Style::CODE) && !inner.contains('\n') {
            words.push_str(&ticked(inner));
        } else if flanks(words.chars().next_back(), inner, after) {
            let marks = MARKS
                .iter()
                .filter(|(s, _)| run.style.has(*s))
                .map(|(_, m)| *m);
            let opening: String = marks.clone().collect();
            let closing: String = marks.rev().collect();
            let _ = write!(words, "{opening}{}{closing}", plain(inner));
        } else {
            words.push_str(&plain(inner));
        }
        words.push_str(&plain(rest.unwrap_or_default()));
    }
}

/// The most cells of a row, by the number of its table.
fn columns(article: &Article) -> HashMap<u32, usize> {
    let mut columns = HashMap::new();
    for block in article.blocks() {
        if let BlockKind::Row { table, .. } = block.kind {
            let most = columns.entry(table).or_insert(1);
            *most = cells(article, block.span).count().max(*most);
        }
    }
    columns
}

/// Whether a block begins with a mark that its further lines are indented by.
fn is_item(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Item(_) | BlockKind::Definition)
}

/// The mark of an item, padded to [`STEP`].
fn mark(kind: BlockKind) -> String {
    match kind {
        BlockKind::Item(Some(n)) => format!("{:<3} ", format!("{n}.")),
        BlockKind::Item(None) => "-   ".to_owned(),
        BlockKind::Definition => ":   ".to_owned(),
        _ => String::new(),
    }
}

/// Styles and their marks, the outermost first.
const MARKS: [(Style, &str); 3] = [
    (Style::STRIKE, "~~"),
    (Style::STRONG, "**"),
    (Style::EMPHASIS, "*"),
];

/// Whether marks around `inner` open and close there: CommonMark's rule of left- and right-flanking runs, and no mark right
/// beside another.
fn flanks(before: Option<char>, inner: &str, after: Option<char>) -> bool {
    let sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || sign(c));
    let beside = matches!(before, Some('*' | '~' | '`'));
    let first = inner.chars().next().is_some_and(sign);
    let last = inner.chars().next_back().is_some_and(sign);
    !beside && (!first || free(before)) && (!last || free(after))
}

/// Code on a line, in marks longer than any in it.
fn ticked(code: &str) -> String {
    let marks = "`".repeat(longest_run(code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{marks}{pad}{code}{pad}{marks}")
}

/// Lines of code, in a fence longer than any run of marks in them, after the name of their language.
fn fenced(code: &str, language: &str) -> String {
    let fence = "`".repeat((longest_run(code) + 1).max(3));
    format!("{fence}{language}\n{code}\n{fence}")
}

/// Length of the longest run of backticks.
fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A link's address, with what would end or change it escaped; empty where following it could run something.
fn address(url: &str) -> String {
    let mut written = String::new();
    for c in safe(url).unwrap_or_default().chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | ' ' | '\n' | '\t' | '"' | '|' => {
                let _ = write!(written, "%{:02X}", u32::from(c));
            }
            '&' => written.push_str("\\&"),
            c => written.push(c),
        }
    }
    written
}

/// Text with everything escaped that could mean something anywhere in a line.
pub(crate) fn escaped(text: &str, heading: bool) -> String {
    let mut written = String::with_capacity(text.len());
    // Two signs could hold a formula between them.
    let sums = text.matches('$').nth(1).is_some();
    for c in text.chars() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' => true,
            '#' | '{' => heading,
            '$' => sums,
            _ => false,
        };
        if special {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// Escapes what means something at the start of a line: headings, items, underlines.
fn at_line_starts(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(line_start).collect();
    lines.join("\n")
}

fn line_start(line: &str) -> String {
    if line.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{line}");
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < line.len() && rest.starts_with(['.', ')']) {
        let digits = line.len() - rest.len();
        let (number, rest) = line.split_at(digits);
        return format!("{number}\\{rest}");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Builder, Image, Link};
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// The words that a Markdown reader finds, white space folded, and the marks it saw.
    fn read_back(markdown: &str) -> (String, Vec<&'static str>) {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let (mut words, mut seen) = (String::new(), Vec::new());
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(t) | Event::Code(t) => words.push_str(&t),
                Event::Start(Tag::Strong) => seen.push("strong"),
                Event::Start(Tag::Emphasis) => seen.push("em"),
                Event::Start(Tag::Link { .. }) => seen.push("link"),
                Event::Start(Tag::Item) => seen.push("item"),
                Event::Start(Tag::CodeBlock(_)) => seen.push("code"),
                Event::Start(Tag::BlockQuote(_)) => seen.push("quote"),
                Event::Start(Tag::Table(_)) => seen.push("table"),
                Event::Start(Tag::Image { .. }) => seen.push("image"),
                Event::Html(_) | Event::InlineHtml(_) => seen.push("html"),
                _ => words.push(' '),
            }
        }
        let words: Vec<_> = words.split_whitespace().collect();
        (words.concat(), seen)
    }

    fn solid(article: &Article) -> String {
        article.text().split_whitespace().collect()
    }

    fn sample() -> Article {
        let mut b = Builder::new();
        b.meta().title = crate::text::Clean::line("A *title* # 1 #");
        b.words("One ");
        b.style(Style::STRONG);
        b.words("two");
        b.style(Style::PLAIN);
        b.words(" and ");
        let url = crate::text::Clean::line("https://a.example/x?a=1&copy=2_(b)");
        let number = b.add_link(Link { url, to: None });
        b.link(Some(number));
        b.style(Style::EMPHASIS);
        b.words("three");
        b.style(Style::PLAIN);
        b.link(None);
        b.words(".");
        b.nest(1, 0);
        b.open(BlockKind::Item(None));
        b.words("an item");
        b.nest(2, 0);
        b.open(BlockKind::Item(Some(3)));
        b.words("1. inside");
        b.open(BlockKind::Code);
        b.words("let a = `b`;\n\n    x");
        b.nest(0, 1);
        b.open(BlockKind::BlockQuote);
        b.words("# quoted");
        b.line_break();
        b.words("- second line");
        b.nest(0, 0);
        for (head, cells) in [(false, ["a|b", "c"]), (false, ["d", "e"])] {
            b.open(BlockKind::Row { table: 0, head });
            b.words(cells[0]);
            b.cell();
            b.words(cells[1]);
        }
        let image = b.add_image(Image::default());
        b.open(BlockKind::Image(image));
        b.words("alt");
        b.finish()
    }

    #[test]
    fn every_kind_of_block_is_read_back_as_what_it_was() {
        let article = sample();
        let written = write(&article);
        let (words, seen) = read_back(&written);
        assert_eq!(
            words,
            format!("A*title*#1#{}", solid(&article)),
            "{written}"
        );
        let want = [
            "strong", "link", "em", "item", "item", "code", "quote", "table", "image",
        ];
        assert_eq!(seen, want, "{written}");
        assert!(
            written.contains("](https://a.example/x?a=1\\&copy=2_%28b%29)"),
            "{written}"
        );
    }

    proptest! {
        #[test]
        fn no_text_turns_into_markup(lines in proptest::collection::vec("[-#>*_`~\\[\\]()!<>&;|+=:.0-9a-c\\\\ ]{0,12}", 1..5), bold in any::<bool>()) {
            let mut b = Builder::new();
            for line in &lines {
                b.open(BlockKind::Paragraph);
                b.words("x ");
                b.style(if bold { Style::STRONG } else { Style::PLAIN });
                b.words(line);
                b.style(Style::PLAIN);
                b.line_break();
                b.words(line);
            }
            let article = b.finish();
            let written = write(&article);
            let (words, seen) = read_back(&written);
            prop_assert_eq!(words, solid(&article), "{}", written);
            prop_assert!(seen.iter().all(|s| *s == "strong"), "{:?} in {}", seen, written);
        }
    }
}
