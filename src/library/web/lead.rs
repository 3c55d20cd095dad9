//! What a story says of others: its stubs, the lines that may be stubs, its hyperlinks, each with the words around it.

use crate::{
    annotate::{Stub, weak},
    article::Article,
    library::links::{LinkKey, address},
    story::Story,
    text::{self, Clean, Span, ellipsis},
};

/// How one story points to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By a cross-link stub.
    Stub,
    /// By a line that is a stub only if a story of this title is here.
    Line,
    /// By a hyperlink.
    Link,
}

impl How {
    /// Name in the headless contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stub => "stub",
            Self::Line => "line",
            Self::Link => "link",
        }
    }
}

/// What a story says of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// In which way.
    pub how: How,
    /// Label of a stub; empty where it has none.
    pub label: Clean,
    /// Title of a stub, words of a hyperlink.
    pub title: Clean,
    /// The address; empty where the file kept none.
    pub url: Clean,
    /// The sentence of a hyperlink, a stub with its label: at most 280 cells.
    pub words: Clean,
    /// First byte of the title in the text.
    pub at: u32,
}

/// Widest sentence kept, in cells.
const LONGEST: usize = 280;
/// Most lines and most hyperlinks of one story that are looked at.
const MOST: usize = 200;

impl Lead {
    /// A stub, of which only this is known; its title begins at byte `at`.
    #[must_use]
    pub(in crate::library) fn of_stub(label: &Clean, title: &Clean, url: &Clean, at: u32) -> Self {
        Self {
            how: How::Stub,
            label: label.clone(),
            title: title.clone(),
            url: url.clone(),
            words: words(label, title),
            at,
        }
    }

    /// What the reader's word on it is kept by.
    #[must_use]
    pub fn key(&self) -> LinkKey {
        match self.how {
            How::Stub | How::Line => LinkKey::of_title(&self.title),
            How::Link => LinkKey::of_address(&self.url),
        }
    }
}

/// The leads of a story, in the order of its text.
pub(super) fn leads(story: &Story) -> Vec<Lead> {
    let article = &story.article;
    let stubs = &story.notes.stubs;
    let mut found: Vec<Lead> = stubs.iter().map(|s| stub(article, s, How::Stub)).collect();
    let weak = weak(article);
    let lines = weak.iter().take(MOST).map(|s| stub(article, s, How::Line));
    found.extend(lines);
    found.extend(hyperlinks(article, stubs).take(MOST));
    found.sort_by_key(|l| l.at);
    found
}

fn stub(article: &Article, stub: &Stub, how: How) -> Lead {
    let text = article.text();
    let link = stub.link.and_then(|n| article.links().get(n as usize));
    let (label, title) = (stub.label.of(text), stub.title.of(text));
    Lead {
        how,
        label: Clean::line(label),
        title: Clean::line(title),
        url: link.map(|l| l.url.clone()).unwrap_or_default(),
        words: words(label, title),
        at: stub.title.start,
    }
}

/// A stub as it is shown.
fn words(label: &str, title: &str) -> Clean {
    let words = if label.is_empty() {
        title.to_owned()
    } else {
        format!("{label}: {title}")
    };
    Clean::line(&ellipsis(&words, LONGEST))
}

/// The hyperlinks to pages of the web that are no part of a stub; one whose words are set in several styles is one.
fn hyperlinks<'a>(article: &'a Article, stubs: &'a [Stub]) -> impl Iterator<Item = Lead> + 'a {
    let mut found: Vec<(u32, Span)> = Vec::new();
    for mark in article.all_marks() {
        let Some(link) = mark.link else { continue };
        match found.last_mut() {
            Some((last, span)) if *last == link => span.end = mark.span.end,
            _ => found.push((link, mark.span)),
        }
    }
    found.into_iter().filter_map(move |(number, span)| {
        let link = article.links().get(number as usize)?;
        let stub = stubs
            .iter()
            .any(|s| s.link == Some(number) || s.title.meets(span));
        if stub || link.to.is_some() {
            return None;
        }
        address::address(&link.url)?;
        Some(Lead {
            how: How::Link,
            label: Clean::default(),
            title: Clean::line(span.of(article.text())),
            url: link.url.clone(),
            words: Clean::line(&sentence(article, span)),
            at: span.start,
        })
    })
}

/// The sentence around a piece of the text; of a long one what is nearest to the piece.
fn sentence(article: &Article, piece: Span) -> String {
    let block = article.blocks().get(article.block_at(piece.start));
    let Some(block) = block.map(|b| b.span) else {
        return String::new();
    };
    let at = piece.start.saturating_sub(block.start) as usize;
    let (mut start, mut words) = (0, "");
    for sentence in text::sentences(block.of(article.text())) {
        start += words.len();
        words = sentence;
        if start + words.len() > at {
            break;
        }
    }
    let before = at.saturating_sub(start);
    if before <= LONGEST / 2 {
        return ellipsis(words.trim(), LONGEST);
    }
    let from = words.floor_char_boundary(before - LONGEST / 2);
    let rest = words.get(from..).unwrap_or(words);
    let rest = rest.split_once(' ').map_or(rest, |(_, r)| r);
    ellipsis(&format!("…{}", rest.trim()), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format::Limits, story};

    #[test]
    fn stubs_and_hyperlinks_are_leads_with_their_words() {
        let text = "# Ferries return\n\nThe ferries came back. The harbour master, who had [opposed the bridge](https://example.com/a \
            ), said so. Nobody [wrote](mailto:a@example.com).\n\nRead also: A bridge that nobody wanted to open\n";
        let story = story::read(text.as_bytes(), "a.md", &Limits::default()).remove(0);
        let found = leads(&story);
        let told: Vec<_> = found
            .iter()
            .map(|l| (l.how, &*l.title, &*l.words))
            .collect();
        assert_eq!(
            told,
            [
                (
                    How::Link,
                    "opposed the bridge",
                    "The harbour master, who had opposed the bridge, said so."
                ),
                (
                    How::Stub,
                    "A bridge that nobody wanted to open",
                    "Read also: A bridge that nobody wanted to open"
                ),
            ]
        );
    }
}
