//! What stands above a story: headline, byline, site, date, length.

use crate::{
    article::Article,
    layout::{Line, Options, lay_out_text},
    library::{Entry, cite},
    text::{Span, ellipsis},
};

/// The rows above the text of a story.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Masthead {
    /// The headline, unless the text itself begins with it.
    pub(in crate::tui) title: String,
    /// Its lines.
    pub(in crate::tui) title_lines: Vec<Line>,
    /// Byline, site and date.
    pub(in crate::tui) facts: String,
    /// Their lines.
    pub(in crate::tui) fact_lines: Vec<Line>,
}

/// Between the facts of a masthead.
const PART: &str = "  ·  ";

impl Masthead {
    /// The masthead of an article, set by `options`.
    pub(in crate::tui) fn new(article: &Article, entry: &Entry, options: &Options) -> Self {
        let options = Options {
            hyphens: false,
            justify: false,
            ..options.clone()
        };
        let title = if opens_with_its_title(article) {
            String::new()
        } else {
            article.meta.title.to_string()
        };
        let facts = facts(article, entry, usize::from(options.measure));
        Self {
            title_lines: lines(&title, &options),
            title,
            fact_lines: lines(&facts, &options),
            facts,
        }
    }

    /// Rows it takes, the blank ones above and below included.
    pub(in crate::tui) fn height(&self) -> u16 {
        crate::text::cells(1 + self.title_lines.len() + self.fact_lines.len() + 1)
    }

    /// The line that stands in row `row` of the masthead and its text.
    pub(in crate::tui) fn row(&self, row: u16) -> Option<(Part, &Line, &str)> {
        let n = usize::from(row).checked_sub(1)?;
        if let Some(line) = self.title_lines.get(n) {
            return Some((Part::Title, line, &self.title));
        }
        let line = self.fact_lines.get(n - self.title_lines.len())?;
        Some((Part::Facts, line, &self.facts))
    }
}

/// What a row of the masthead is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Part {
    /// The headline.
    Title,
    /// Byline, site, date.
    Facts,
}

/// The lines of a text; none of an empty one.
fn lines(text: &str, options: &Options) -> Vec<Line> {
    if text.is_empty() {
        return Vec::new();
    }
    lay_out_text(text, options)
}

/// A text without a headline of its own lends its first words as a title; they are not shown twice.
fn opens_with_its_title(article: &Article) -> bool {
    if article.headline().is_some() {
        return false;
    }
    let title = article.meta.title.trim_end_matches('…');
    let first = article.blocks().first().map_or(Span::default(), |b| b.span);
    title.is_empty() || first.of(article.text()).starts_with(title)
}

fn facts(article: &Article, entry: &Entry, measure: usize) -> String {
    let meta = &article.meta;
    let own = |own: &str, listed: &str| {
        if own.is_empty() {
            listed.to_owned()
        } else {
            own.to_owned()
        }
    };
    let parts = [
        own(&meta.byline, &entry.byline),
        own(&meta.site, &entry.site),
        cite::long(&own(&meta.published, &entry.published)),
    ];
    let shown: Vec<String> = parts
        .iter()
        .filter(|p| !p.is_empty())
        .map(|p| ellipsis(p, measure))
        .collect();
    shown.join(PART)
}
