//! An article as plain text at a measure.

use std::io;

use crate::{
    article::{Article, BlockKind},
    layout::{Line, Options, lay_out, lay_out_text},
    text::Clean,
};

/// Gives each line of an article to `then`: the headline, who wrote it and when, the text.
pub(crate) fn write(
    article: &Article,
    options: &Options,
    then: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    masthead_lines(article, options, then)?;
    for (_, line) in below_masthead(article, options) {
        let row = line.map(|line| line.plain(article.text()));
        then(row.as_deref().unwrap_or_default().trim_end())?;
    }
    Ok(())
}

/// The lines of the text, without the headline that stands above them.
pub(crate) fn below_masthead(article: &Article, options: &Options) -> Vec<(u32, Option<Line>)> {
    let options = Options {
        skip_headline: true,
        ..options.clone()
    };
    lay_out(article, &options)
}

/// The lines of what stands above the text, each part with a blank line after it.
pub(crate) fn masthead_lines(
    article: &Article,
    options: &Options,
    then: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    for head in masthead(article) {
        for line in lay_out_text(&head, options) {
            then(&line.plain(&head))?;
        }
        then("")?;
    }
    Ok(())
}

/// What stands above the text of an article: the title; the byline, the publication and the date, as far as they do not
/// stand in the text; that there is no text.
fn masthead(article: &Article) -> Vec<Clean> {
    let meta = &article.meta;
    let mut head = Vec::new();
    if !meta.title.is_empty() && !article.opens_with_its_title() {
        head.push(meta.title.clone());
    }
    let has = |kind| article.blocks().iter().any(|b| b.kind == kind);
    let day = meta.published.get(..10).unwrap_or(&meta.published);
    let byline = (!has(BlockKind::Byline)).then_some(&*meta.byline);
    let byline = byline.filter(|b| *b != &*meta.site);
    let known = [byline.unwrap_or_default(), &meta.site, day];
    let known: Vec<_> = known.into_iter().filter(|s| !s.is_empty()).collect();
    if !known.is_empty() {
        head.push(Clean::line(&known.join(" · ")));
    }
    head.extend(article.absence());
    head
}

/// What stands between two stories: a double rule as wide as the measure, between blank lines.
pub(crate) fn parting(options: &Options) -> String {
    format!("\n{}\n", "═".repeat(usize::from(options.measure)))
}
