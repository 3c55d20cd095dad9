//! `inspect`: what each stage of reading made of a file, for people and for tests.

mod notes;

use std::io;

use clap::ArgMatches;

use super::{DONE, Given, Output, show};
use crate::{
    article::{Article, BlockKind, Mark, Meta, Style},
    decode::decode,
    export::json::{kind_name, level, role_name},
    format::refuse,
    layout::{Options, lay_out},
    library::{Source, open::shown},
    story::Story,
    text::Span,
};

/// How much is looked at to tell a container from text, in bytes.
const HEAD: usize = 64 << 10;

/// `inspect PATH --stage STAGE`
pub(super) fn run(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let stage = matches
        .get_one::<String>("stage")
        .cloned()
        .unwrap_or_default();
    let options = show::options(matches);
    let given = if stage == "notes" {
        given
    } else {
        given.bare()
    };
    given.each(output, &mut |file, out| {
        if stage == "decoded" {
            let format = file.stories.first().map_or("nothing", |story| story.format);
            return decoded(&file.source, format, out);
        }
        for story in &file.stories {
            let format = story.format;
            let path = shown(&file.source.path);
            out.line(&format!("story {path}#{} ({format})", story.nth))?;
            match stage.as_str() {
                "article" => article(story, out)?,
                "notes" => notes::notes(story, out)?,
                _ => page(&story.article, &options, out)?,
            }
        }
        Ok(())
    })?;
    Ok(DONE)
}

/// The text of the file, or that it is none: a container, whose text is inside.
fn decoded(source: &Source, format: &str, out: &mut Output) -> io::Result<()> {
    let bytes = source.length;
    if refuse(source.bytes.get(..HEAD).unwrap_or(&source.bytes)).is_some() {
        return out.line(&format!("{bytes} bytes, not text; read as {format}"));
    }
    let decoded = decode(&source.bytes, None);
    let (charset, replaced) = (decoded.charset, decoded.replaced);
    out.line(&format!("{bytes} bytes of {charset}, {replaced} malformed"))?;
    out.line(decoded.text.trim_end())
}

/// What is known of the article, its blocks, and in them the words that are set apart.
fn article(story: &Story, out: &mut Output) -> io::Result<()> {
    let article = &story.article;
    for (name, value) in known(&article.meta) {
        out.line(&format!("  {name}: {value}"))?;
    }
    for warning in &story.warnings {
        out.line(&format!("  warning: {}", warning.message))?;
    }
    for (number, block) in article.blocks().iter().enumerate() {
        let level = level(block).map(|l| format!(" {l}")).unwrap_or_default();
        let quote = if block.quote > 0 && block.kind != BlockKind::BlockQuote {
            " in a quote"
        } else {
            ""
        };
        let kind = role_name(block.kind).unwrap_or_else(|| kind_name(block.kind));
        let words = one_line(article, block.span);
        out.line(&format!("{number:4} {kind}{level}{quote}: {words}"))?;
        for mark in article.marks(block.span) {
            out.line(&format!("       {}", set_apart(article, mark)))?;
        }
    }
    Ok(())
}

fn known(meta: &Meta) -> Vec<(&'static str, String)> {
    let texts = [
        ("title", &meta.title),
        ("byline", &meta.byline),
        ("site", &meta.site),
        ("credit", &meta.credit),
        ("excerpt", &meta.excerpt),
        ("url", &meta.url),
        ("lang", &meta.lang),
        ("published", &meta.published),
        ("modified", &meta.modified),
        ("saved", &meta.saved),
        ("lead image", &meta.lead_image),
    ];
    let lists = [("aliases", &meta.aliases), ("tags", &meta.tags)];
    let joined = lists.map(|(name, list)| {
        let list: Vec<&str> = list.iter().map(|t| &**t).collect();
        (name, list.join(" | "))
    });
    let texts = texts
        .into_iter()
        .map(|(name, text)| (name, text.to_string()));
    texts
        .chain(joined)
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn set_apart(article: &Article, mark: &Mark) -> String {
    let styles = [
        (Style::STRONG, "strong "),
        (Style::EMPHASIS, "emphasis "),
        (Style::CODE, "code "),
        (Style::STRIKE, "strike "),
    ];
    let set = styles.iter().filter(|(s, _)| mark.style.has(*s));
    let names: String = set.map(|(_, name)| *name).collect();
    let link = mark.link.and_then(|n| article.links().get(n as usize));
    let url = link.map(|l| format!("→ {} ", l.url)).unwrap_or_default();
    format!("{names}{url}[{}]", one_line(article, mark.span))
}

/// The rows with the numbers of their blocks, between bars at the measure.
fn page(article: &Article, options: &Options, out: &mut Output) -> io::Result<()> {
    for (block, line) in lay_out(article, options) {
        let row = line.map(|l| l.plain(article.text())).unwrap_or_default();
        let width = usize::from(options.measure);
        let rest = width.saturating_sub(crate::text::width(&row));
        out.line(&format!("{block:4} |{row}{}|", " ".repeat(rest)))?;
    }
    Ok(())
}

/// Words with their line ends and tabs made visible.
fn one_line(article: &Article, span: Span) -> String {
    span.of(article.text())
        .replace('\n', "⏎")
        .replace('\t', "⇥")
}
