//! The text inside a container, as blocks of an article: what feeds, mails, books and exports carry, be it markup or plain.

use std::borrow::Cow;

use super::{
    Limits,
    html::{Scope, read_markup},
    tags,
    text::is_rule,
};
use crate::article::{Article, BlockKind, Builder};

/// Markup that is an article already: shown but for what frames it, unless all is wanted. `url` is the address it came
/// from, empty where unknown.
pub(super) fn markup(html: &str, url: &str, limits: &Limits) -> Article {
    let scope = match limits.scope {
        Scope::Article | Scope::Cleaned => Scope::Cleaned,
        Scope::Whole => Scope::Whole,
    };
    scoped(html, url, limits, scope)
}

/// Markup of which everything is shown: pages of a book.
pub(super) fn all(html: &str, limits: &Limits) -> Article {
    scoped(html, "", limits, Scope::Whole)
}

fn scoped(html: &str, url: &str, limits: &Limits, scope: Scope) -> Article {
    let read = read_markup(html, url, "", limits, scope);
    read.articles.into_iter().next().unwrap_or_default()
}

/// A text that may be markup, plain, or plain with a few tags left in it. A first paragraph that is `title` is the
/// headline.
pub(super) fn article(text: &str, title: &str, url: &str, limits: &Limits) -> Article {
    if is_markup(text) {
        return match paragraphed(text, title) {
            Some(html) => markup(&html, url, limits),
            None => markup(text, url, limits),
        };
    }
    let mut builder = Builder::new();
    plain(text, title, &mut builder);
    builder.finish()
}

/// Fewest bare paragraphs of plain text that tags have strayed into.
const BARE: usize = 3;

/// Plain text with a few tags in it as markup; `None` where the tags, not the lines, part its paragraphs: most lines end
/// as a sentence does and begin with no tag.
fn paragraphed(text: &str, title: &str) -> Option<String> {
    let unified = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let mark = if unified.contains("\n\n") {
        "\n\n"
    } else {
        "\n"
    };
    let parts: Vec<&str> = split(&unified, mark).map(str::trim).collect();
    let parts = parts.into_iter().filter(|p| !p.is_empty());
    let (tagged, bare): (Vec<&str>, Vec<&str>) = parts
        .clone()
        .partition(|p| p.starts_with('<') || p.contains("<pre"));
    let ended = bare.iter().filter(|p| ends(p)).count();
    if ended < BARE || ended <= tagged.len() * 2 || ended * 2 < bare.len() {
        return None;
    }
    let parts: Vec<Cow<'_, str>> = parts.map(straightened).collect();
    let (mut html, mut listed) = (String::with_capacity(text.len()), false);
    for (n, part) in parts.iter().enumerate() {
        let item = item(part, listed, || parts.get(n + 1).map(AsRef::as_ref));
        match item {
            Some(_) if !listed => html.push_str("<ul>"),
            None if listed => html.push_str("</ul>\n"),
            _ => {}
        }
        listed = item.is_some();
        let line = match item {
            Some(words) => format!("<li>{words}</li>\n"),
            None if is_rule(part) => "<hr>\n".to_owned(),
            None if part == title => format!("<h1>{part}</h1>\n"),
            None if let Some(alt) = unplaced(part) => {
                format!("<p>{}</p>\n", alt.replace('<', "&lt;"))
            }
            None if part.starts_with('<') => format!("{part}\n"),
            None => format!("<p>{part}</p>\n"),
        };
        html.push_str(&line);
    }
    Some(html)
}

/// The pieces of a text between marks, as `str::split` has them, found at the speed of memory.
fn split<'a>(text: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    let ends = memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes());
    let mut from = 0;
    ends.chain([text.len()]).map(move |end| {
        let piece = text.get(from..end).unwrap_or_default();
        from = end + mark.len();
        piece
    })
}

/// What a picture shows that is all there is of a paragraph, and whose address is lost.
fn unplaced(part: &str) -> Option<Cow<'_, str>> {
    let mut pieces = tags::pieces(part);
    let Some(tags::Piece::Open("img", attributes)) = pieces.next() else {
        return None;
    };
    let lost = tags::attribute(attributes, "src").is_none_or(|src| src.trim().is_empty());
    let alone = pieces.next().is_none();
    tags::attribute(attributes, "alt").filter(|_| lost && alone)
}

/// Text in whose tags a typesetting program has curled the quotes, with straight ones there: `alt=“The pill”`.
fn straightened(text: &str) -> Cow<'_, str> {
    if !text.contains("=“") {
        return Cow::Borrowed(text);
    }
    let piece = |piece: &str| match piece.rsplit_once('<') {
        Some((before, tag)) if tag.ends_with('>') => {
            format!("{before}<{}", tag.replace(['“', '”', '„'], "\""))
        }
        _ => piece.to_owned(),
    };
    Cow::Owned(text.split_inclusive('>').map(piece).collect())
}

/// Names of elements that text about something else than markup hardly holds.
const ELEMENTS: &[&str] = &[
    "p",
    "br",
    "div",
    "span",
    "a",
    "em",
    "i",
    "b",
    "strong",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "img",
    "figure",
    "blockquote",
    "table",
    "article",
    "section",
    "html",
    "body",
    "pre",
    "code",
    "hr",
    "iframe",
    "sup",
    "sub",
];

/// Bytes in which markup shows itself.
const LOOK: usize = 4096;

/// Whether `text` is markup rather than plain text: an element begins or ends in its first lines.
pub(super) fn is_markup(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(LOOK)).unwrap_or(text);
    let known = |names: &[&str], name: &str| names.iter().any(|e| e.eq_ignore_ascii_case(name));
    let mut rare = "";
    head.contains('<')
        && tags::pieces(head).any(|piece| match piece {
            tags::Piece::Open(name, _) | tags::Piece::Close(name) if known(ELEMENTS, name) => true,
            // Of these a title may speak: "Why the <aside> stays".
            tags::Piece::Open(name, _) => {
                rare = if known(RARE, name) { name } else { rare };
                false
            }
            tags::Piece::Close(name) => !rare.is_empty() && name.eq_ignore_ascii_case(rare),
            tags::Piece::Text(_) => false,
        })
}

/// Names of elements that are markup where they begin and end.
const RARE: &[&str] = &[
    "script",
    "style",
    "table",
    "font",
    "center",
    "u",
    "s",
    "small",
    "big",
    "tt",
    "cite",
    "q",
    "del",
    "ins",
    "abbr",
    "dl",
    "h5",
    "h6",
    "video",
    "audio",
    "object",
    "svg",
    "main",
    "nav",
    "header",
    "footer",
    "aside",
    "details",
    "figcaption",
    "mark",
    "time",
    "var",
    "kbd",
    "samp",
];

/// Markup of a few words as text: a title, a summary.
pub(super) fn words(markup: &str) -> String {
    let text = |piece| match piece {
        tags::Piece::Text(text) => Some(text),
        _ => None,
    };
    if !is_markup(markup) {
        return super::entities::decode(markup).into_owned();
    }
    let text: String = tags::pieces(markup).filter_map(text).collect();
    super::entities::decode(&text).into_owned()
}

/// Plain text as paragraphs, items, rules and quoted lines: parted by blank lines where a program has wrapped the lines, else
/// by every line end. A first paragraph that is `title` is the headline.
pub(super) fn plain(text: &str, title: &str, builder: &mut Builder) {
    let unified = text.replace("\r\n", "\n");
    let wrapped = is_wrapped(&unified);
    let mut lines = unified.lines().map(str::trim);
    let (mut inside, mut listed, mut quotes) = (false, false, 0);
    while let Some(line) = lines.next() {
        let (depth, line) = quoted(line);
        inside &= depth == quotes;
        quotes = depth;
        builder.nest(0, depth);
        let item = item(line, listed, || lines.clone().find(|l| !l.is_empty()));
        let goes_on = inside && wrapped && item.is_none();
        if is_rule(line) && !goes_on {
            builder.open(BlockKind::Rule);
            builder.close();
        } else if !line.is_empty() {
            if !goes_on {
                let first = builder.blocks().is_empty() && !builder.is_open();
                builder.open(match item {
                    Some(_) => BlockKind::Item(None),
                    None if first && line == title => BlockKind::Heading(1),
                    None if quotes > 0 => BlockKind::BlockQuote,
                    None => BlockKind::Paragraph,
                });
            }
            builder.words(item.unwrap_or(line));
            builder.words(" ");
        }
        inside = !line.is_empty();
        listed = item.is_some() || listed && line.is_empty();
    }
    builder.close();
    builder.nest(0, 0);
}

/// How often a line is quoted by the signs of mail before it, and the line without them.
fn quoted(line: &str) -> (u8, &str) {
    let words = line.trim_start_matches(['>', ' ']);
    let signs = line
        .strip_suffix(words)
        .map_or(0, |signs| signs.matches('>').count());
    if line.starts_with('>') {
        (u8::try_from(signs).unwrap_or(u8::MAX), words)
    } else {
        (0, line)
    }
}

/// The words of an item: one alone may as well open speech, so that it must follow an item, be followed by one, or have a
/// sign that only lists have.
fn item<'a, 'b>(
    line: &'a str,
    listed: bool,
    next: impl FnOnce() -> Option<&'b str>,
) -> Option<&'a str> {
    let sure = |l: &str| l.starts_with('•') || l.starts_with("-   ");
    bullet(line).filter(|_| listed || sure(line) || next().is_some_and(|l| bullet(l).is_some()))
}

/// The words of a line after the sign of an item.
fn bullet(line: &str) -> Option<&str> {
    let words = line.strip_prefix(['-', '*', '•', '▪', '◦', '●', '·'])?;
    Some(words.strip_prefix([' ', '\t'])?.trim_start()).filter(|words| !words.is_empty())
}

/// The longest line, in characters, of text that was wrapped by a program.
const WRAP: usize = 100;
/// How many characters a full line of it may be shorter than the longest.
const RAGGED: usize = 25;

/// Whether line ends in `text` part lines rather than paragraphs: no line is long, and in most of its paragraphs of several
/// lines the lines are about full and go on in the middle of a sentence.
fn is_wrapped(text: &str) -> bool {
    let mut wrapped = 0_usize;
    let mut others = 0_usize;
    for paragraph in text.split("\n\n").map(str::trim) {
        let lines: Vec<(usize, bool)> = paragraph
            .lines()
            .map(|l| (l.chars().count(), ends(l)))
            .collect();
        let longest = lines.iter().map(|(length, _)| *length).max().unwrap_or(0);
        if longest > WRAP {
            return false;
        }
        let Some((_, full)) = lines.split_last().filter(|(_, full)| !full.is_empty()) else {
            continue;
        };
        let even = full.iter().all(|(length, _)| *length + RAGGED > longest);
        let ended = full.iter().filter(|(_, ends)| *ends).count();
        let is = even && longest > 40 && ended * 2 < full.len();
        *(if is { &mut wrapped } else { &mut others }) += 1;
    }
    wrapped > others
}

/// Whether a line ends as a sentence does.
fn ends(line: &str) -> bool {
    line.trim_end()
        .ends_with(['.', '!', '?', ':', '"', '”', '»', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text_with_angles() {
        for (text, is) in [
            ("<p>Hello</p>", true),
            ("Hello <b>you</b>", true),
            ("Line<br />line", true),
            ("words <script>run()</script> more", true),
            ("<font color='red'>Red</FONT>", true),
            ("Why the <aside> stays", false),
            ("a < b and c > d", false),
            ("<18f@example.gov> wrote", false),
            ("Vec<T> is <generic>", false),
            ("", false),
        ] {
            assert_eq!(is_markup(text), is, "{text}");
        }
    }

    #[test]
    fn words_lose_their_tags_and_references() {
        assert_eq!(words("The <i>Lego</i> way: AT&amp;T"), "The Lego way: AT&T");
        assert_eq!(words("a < b &lt; c"), "a < b < c");
    }

    #[test]
    fn tags_in_plain_text_do_not_run_its_paragraphs_together() {
        let blocks = |text: &str| {
            let article = article(text, "Lamps", "", &Limits::default());
            let blocks: Vec<_> = article.blocks().iter().map(|b| b.kind).collect();
            blocks
        };
        let lines = "Lamps\nOne lamp.\nTwo <b>lamps</b>.\nThree.\n<p style=x>Four.</p>\nFive.";
        assert_eq!(blocks(lines).len(), 6);
        assert_eq!(blocks(lines).first(), Some(&BlockKind::Heading(1)));
        assert_eq!(blocks(&lines.replace('\n', "\n\n")).len(), 6);
        let signs = "One lamp.\nTwo <b>lamps</b>.\n- Three.\n- Four.\n-----\nFive.\nSix.\n<img src=“” alt=“The red lamp”>";
        let item = BlockKind::Item(None);
        let lamps = article(signs, "", "", &Limits::default());
        let kinds: Vec<_> = lamps.blocks().iter().map(|b| b.kind).collect();
        assert_eq!(kinds.get(2..5), Some(&[item, item, BlockKind::Rule][..]));
        assert!(lamps.text().ends_with("The red lamp"), "{}", lamps.text());
        let wrapped = "<p>One lamp\nis lit. It\nshines.\nAll of it.\n<p>Two\nlamps.\n<p>Three.";
        assert_eq!(blocks(wrapped).len(), 3);
    }

    fn paragraphs(text: &str) -> Vec<String> {
        let mut builder = Builder::new();
        plain(text, "", &mut builder);
        let article = builder.finish();
        article.text().lines().map(str::to_owned).collect()
    }

    #[test]
    fn paragraphs_end_at_blank_lines_or_at_every_line() {
        let long = "words ".repeat(30);
        let long = long.trim();
        assert_eq!(paragraphs(&format!("{long}\n{long}")), [long, long]);
        assert_eq!(
            paragraphs(&format!("{long}\n\n{long}\nshort")),
            [long, long, "short"]
        );
        let wrapped = "A paragraph that a program has broken into lines which\n\
            are nearly all of them about as long as each other, as\nhere.\n\nNext.";
        assert_eq!(paragraphs(wrapped).len(), 2);
        assert_eq!(paragraphs("Roses are red\nViolets are blue").len(), 2);
    }

    #[test]
    fn lists_and_rules_of_plain_text_are_told_from_speech() {
        let kinds = |text: &str| {
            let mut builder = Builder::new();
            plain(text, "", &mut builder);
            let blocks = builder.blocks().iter();
            let sign = |b: &crate::article::Block| match b.kind {
                BlockKind::Item(_) => '-',
                BlockKind::Rule => '=',
                BlockKind::BlockQuote => '>',
                _ => '.',
            };
            blocks.map(sign).collect::<String>()
        };
        for (text, want) in [
            ("Two things:\n- A lamp.\n- A boat.\nThat is all.", ".--."),
            (
                "Two things:\n\n* A lamp.\n\n* A boat.\n\nThat is all.",
                ".--.",
            ),
            ("He went in.\n- Who is there?\nNobody.", "..."),
            ("The end.\n-----------\nThe beginning.", ".=."),
            ("The end.\n* * *\nThe beginning.", ".=."),
            ("Two things:\n-   A lamp.\nThat is all.", ".-."),
            (
                "Ann wrote:\n> Who is\n>> there?\n>\n> Nobody.\nAnn.",
                ".>>>.",
            ),
        ] {
            assert_eq!(kinds(text), want, "{text}");
        }
    }

    #[test]
    fn a_title_on_the_first_line_is_the_headline() {
        let mut builder = Builder::new();
        plain("A title\n\nA title\n", "A title", &mut builder);
        let kinds: Vec<_> = builder.blocks().iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [BlockKind::Heading(1), BlockKind::Paragraph]);
    }
}
