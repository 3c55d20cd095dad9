//! What stands above a story: headline, byline, site, date, length.

use crate::{
    article::Article,
    layout::{Line, Options, lay_out_text, reads_from_right},
    library::{Entry, cite},
    text::ellipsis,
};

/// The rows above the text of a story.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Masthead {
    /// Each part that there is, its words and their lines.
    parts: Vec<(Part, String, Vec<Line>)>,
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
        let title = if article.opens_with_its_title() {
            String::new()
        } else {
            article.meta.title.to_string()
        };
        let facts = facts(article, entry, usize::from(options.measure));
        let mut words = vec![(Part::Title, title), (Part::Facts, facts)];
        for paragraph in article.absence() {
            words.push((Part::Note, paragraph.to_string()));
        }
        let set = |(part, words): (Part, String)| {
            let lines = lines(&words, &options);
            (part, words, lines)
        };
        Self {
            parts: words.into_iter().map(set).collect(),
        }
    }

    /// Rows it takes, the blank ones above and below included.
    pub(in crate::tui) fn height(&self) -> u16 {
        let lines: usize = self
            .parts
            .iter()
            .map(|(part, _, l)| part.above(l) + l.len())
            .sum();
        crate::text::cells(1 + lines + 1)
    }

    /// The line that stands in row `row` of the masthead and its text.
    pub(in crate::tui) fn row(&self, row: u16) -> Option<(Part, &Line, &str)> {
        let mut n = usize::from(row).checked_sub(1)?;
        for (part, words, lines) in &self.parts {
            let above = part.above(lines);
            if n < above {
                return None;
            }
            n -= above;
            if let Some(line) = lines.get(n) {
                return Some((*part, line, words));
            }
            n -= lines.len();
        }
        None
    }
}

/// What a row of the masthead is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Part {
    /// The headline.
    Title,
    /// Byline, site, date.
    Facts,
    /// That there is no text, and the address.
    Note,
}

impl Part {
    /// Blank rows above its lines.
    fn above(self, lines: &[Line]) -> usize {
        usize::from(self == Self::Note && !lines.is_empty())
    }
}

/// The lines of a text; none of an empty one.
fn lines(text: &str, options: &Options) -> Vec<Line> {
    if text.is_empty() {
        return Vec::new();
    }
    lay_out_text(text, options)
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
    let site = own(&meta.site, &entry.site);
    let byline = Some(own(&meta.byline, &entry.byline)).filter(|b| *b != site);
    let parts = [
        byline.unwrap_or_default(),
        site,
        date(&own(&meta.published, &entry.published), &entry.title),
    ];
    let shown: Vec<String> = parts
        .iter()
        .filter(|p| !p.is_empty())
        .map(|p| ellipsis(p, measure))
        .collect();
    shown.join(PART)
}

/// The date below a headline. Beside one that reads from right to left its words would be parted: there it is numbers only.
fn date(published: &str, title: &str) -> String {
    let numbers = published.get(..10).filter(|_| reads_from_right(title));
    numbers.map_or_else(|| cite::long(published), str::to_owned)
}
