//! Saved web pages: what is left of a page when all that is not its article is put away.
//!
//! ```text
//! bytes ─charset→ text ─scan→ tamer markup ─parse→ Page ─walk→ Pieces ─filter→ chosen ─emit→ Article
//!                                              └─engine→ nodes kept ──┘        Meta ┘
//! ```
//!
//! The page is parsed once. The engine (dom_smoothie) says which nodes it takes for the article; which pieces become
//! blocks is decided here, on the untouched tree, so that captions, credits, stubs and headings keep what they are.
//! [`read_whole`] leaves the choice out and gives everything that a browser shows.

mod address;
mod bylines;
mod charset;
mod choose;
mod code;
mod dates;
mod emit;
mod facts;
mod filter;
mod frames;
mod held;
mod hints;
mod jsonld;
mod math;
mod meta;
mod origin;
mod page;
mod phrases;
mod pictures;
mod pieces;
mod scan;
mod shown;
mod stream;
mod tables;
mod tags;
mod titles;
mod unlike;

pub(super) use address::join;
pub(super) use math::tex;
pub(super) use phrases::{Role, folded, plays};
pub(super) use scan::embedded;

use super::{Format, Input, Limits, Parsed, Probe, Score, Warning, own};
use crate::{
    article::{Article, Builder},
    decode::decode,
    text::Clean,
};
use dom_query::Document;
use page::Page;

/// Saved web pages.
pub(super) static FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml", "xht", "shtml"],
    streams: false,
    records: None,
    sniff,
    read,
};

/// How much of a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The article, without what stands around it.
    Article,
    /// Everything but what frames it, of markup that is known to be an article already: feeds, exports, mail.
    Cleaned,
    /// Everything that a browser would show: for the reader who misses something, and for books.
    Whole,
}

/// Elements that make a file a page where no doctype says so.
const TELLING: &[&str] = &[
    "<head", "<body", "<meta", "<title", "<div", "<p>", "<p ", "<span", "<a href", "<br", "<table",
    "<h1", "<ul", "<li", "<img", "<article", "<script",
];

/// How much of a file is looked at for them, in characters.
const SNIFFED: usize = 8192;

/// Elements that some pages set above all else, and that say nothing of what follows.
const ABOVE: &[(&str, &str)] = &[("<style", "</style>"), ("<script", "</script>")];

/// Most of them that are passed over.
const FEW: usize = 8;

/// What stands behind styles and scripts at the beginning.
fn below(text: &str) -> &str {
    let mut text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\t', '\r']);
    for _ in 0..FEW {
        let begins = |tag: &str| {
            text.get(..tag.len())
                .is_some_and(|t| t.eq_ignore_ascii_case(tag))
        };
        let raw = ABOVE.iter().find(|a| begins(a.0));
        let rest = raw.and_then(|a| text.split_once(a.1));
        let rest = rest.map(|(_, rest)| rest.trim_start());
        let Some(rest) = rest.filter(|r| !r.is_empty()) else {
            break;
        };
        text = rest;
    }
    text
}

fn sniff(probe: &Probe<'_>) -> Score {
    let text = below(probe.text);
    let end = text.char_indices().nth(SNIFFED).map(|(at, _)| at);
    let head = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
    let head = head.to_ascii_lowercase();
    let begins = |s: &str| head.starts_with(s);
    if begins("<!doctype netscape-bookmark") {
        return 0;
    }
    if begins("<!doctype html") || begins("<html") {
        return 200;
    }
    let found = TELLING.iter().filter(|t| head.contains(**t)).count();
    match found {
        0 => 0,
        _ if begins("<") && head.contains("<html") => 190,
        // Text that quotes a page is not one, unless nobody else knows better.
        _ if !begins("<") => u8::from(head.contains("<html") && found > 2) * 60,
        1 => 40,
        _ => 120,
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    read_as(input, limits, limits.scope)
}

/// Reads a page without choosing from it: everything that a browser would show, as blocks.
#[must_use]
pub fn read_whole(input: Input<'_>, limits: &Limits) -> Parsed {
    read_as(input, limits, Scope::Whole)
}

fn read_as(input: Input<'_>, limits: &Limits, scope: Scope) -> Parsed {
    let hint = charset::hint(input.bytes);
    let decoded = decode(input.bytes, hint.as_deref());
    // A page that was written here holds a story and nothing else.
    let own = own::is(&decoded.text);
    let scope = if own { Scope::Whole } else { scope };
    let mut parsed = read_markup(&decoded.text, "", input.name, limits, scope);
    if own {
        let stated = |article| {
            let mut article = own::without_headline(article, &decoded.text);
            article.meta = own::meta(&decoded.text);
            article
        };
        parsed.articles = parsed.articles.into_iter().map(stated).collect();
    }
    if decoded.replaced > 0 {
        let message = format!(
            "{} characters could not be read as {}",
            decoded.replaced, decoded.charset
        );
        parsed.warnings.push(Warning::of_file(&message));
    }
    parsed
}

/// Reads markup that is text already. `url` is the address of the page as its container states it, empty where it
/// does not; `name` serves as a title where the page has none.
#[must_use]
pub fn read_markup(html: &str, url: &str, name: &str, limits: &Limits, scope: Scope) -> Parsed {
    let mut scanned = scan::scan(html, limits);
    if scanned.origin.url.is_empty() {
        url.clone_into(&mut scanned.origin.url);
    }
    let document = Document::from(scanned.html.as_str());
    stream::put_in_place(&document, &scanned.html);
    let page = Page::of(&document);
    let kept = match scope {
        Scope::Article => choose::by_engine(&page, document),
        Scope::Cleaned | Scope::Whole => vec![true; page.len() as usize],
    };
    let pieces = pieces::walk::walk(&page, page.body(), &kept);
    let mut builder = Builder::new();
    *builder.meta() = meta::read(&page, &pieces, &scanned.origin, name);
    let (article, odd) = build(&page, &pieces, builder, (scope, limits));
    // What was left out says already why little is there.
    let odd = odd.filter(|_| scanned.left_out == 0);
    let mut warnings: Vec<Warning> = odd.map(Warning::of_file).into_iter().collect();
    if scanned.left_out > 0 {
        let message = format!(
            "{} elements were left out: nested too deeply or too many",
            scanned.left_out
        );
        warnings.push(Warning::of_file(&message));
    }
    Parsed {
        articles: vec![article],
        warnings,
        ..Parsed::default()
    }
}

/// The article, and what the page is where it is none.
fn build(
    page: &Page,
    pieces: &pieces::Pieces,
    mut builder: Builder,
    (scope, limits): (Scope, &Limits),
) -> (Article, Option<&'static str>) {
    let mut chosen = match scope {
        Scope::Article => filter::article(page, pieces, builder.meta()),
        Scope::Cleaned => filter::cleaned(page, pieces, builder.meta()),
        Scope::Whole => filter::whole(pieces),
    };
    let mut odd = None;
    if scope == Scope::Article {
        let words = chosen.iter().filter_map(|c| pieces.list.get(c.piece));
        if let Some(markup) = held::markup(page, words.map(|p| p.words).sum()) {
            emit_held(&markup, limits, &mut builder);
            return (builder.finish(), Some(STUMP));
        }
        let dated = !builder.meta().published.is_empty();
        odd = unlike::warning(page, pieces, &chosen, dated);
    }
    // An empty article helps nobody: rather all of the page.
    if chosen.is_empty() {
        chosen = filter::whole(pieces);
    }
    let base = base(page, &builder.meta().url);
    emit::emit(page, pieces, &chosen, &base, &mut builder);
    carry_headline(&mut builder, &chosen);
    (builder.finish(), odd)
}

/// What is said where the text is not that which the page shows.
const STUMP: &str =
    "the page shows only a part of this text, which is as it gives it to search engines";

/// Writes the text that a page holds without showing it, below the headline.
fn emit_held(markup: &str, limits: &Limits, builder: &mut Builder) {
    let scanned = scan::scan(markup, limits);
    let page = Page::of(&Document::from(scanned.html.as_str()));
    let pieces = pieces::walk::walk(&page, page.body(), &vec![true; page.len() as usize]);
    let title = builder.meta().title.clone();
    builder.open(crate::article::BlockKind::Heading(1));
    builder.words(&title);
    builder.close();
    let base = builder.meta().url.to_string();
    emit::emit(&page, &pieces, &filter::whole(&pieces), &base, builder);
}

/// The address to which the references of a page are joined.
fn base(page: &Page, url: &str) -> String {
    let stated = page.all("base").find_map(|b| page.attribute_of(b, "href"));
    stated.map_or_else(|| url.to_owned(), |href| address::join(url, href))
}

/// Where the text carries the headline, the title is that line, so that the two are one.
fn carry_headline(builder: &mut Builder, chosen: &[emit::Chosen]) {
    let first = builder.blocks().first().copied();
    let Some(block) = first.filter(|b| b.kind == crate::article::BlockKind::Heading(1)) else {
        return;
    };
    let line = Clean::line(block.span.of(builder.text()));
    let same = phrases::folded(&line) == phrases::folded(&builder.meta().title);
    if same && !chosen.is_empty() {
        builder.meta().title = line;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_what_stands_below_their_styles() {
        let styles = format!("<style>{}</style>", "p { margin: 0 } ".repeat(900));
        let scripts = "\n<SCRIPT>a < b</script>";
        for (text, page) in [
            (
                format!("{styles}<title>Cats</title><meta charset=utf-8>"),
                true,
            ),
            (
                format!("{styles}{scripts}<!-- x --><title>Cats</title><p>Cats purr"),
                true,
            ),
            (format!("{styles}Cats purr, and nobody knows why."), false),
            ("Cats purr <b>loudly</b>".to_owned(), false),
        ] {
            let probe = Probe {
                head: text.as_bytes(),
                text: &text,
                name: "",
            };
            assert_eq!(sniff(&probe) >= 120, page, "{text}");
        }
    }
}
