//! Titles of other stories that nothing announces: paragraphs that are one link each, between paragraphs of prose.

use super::{Piece, Stub, looks, title};
use crate::{
    article::{Article, BlockKind},
    text::byte,
};

/// Fewest words of such a title: of less it is a button.
const LEAST: usize = 4;

/// Fewest words of a paragraph of prose.
const PROSE: usize = 15;

/// A story has so many paragraphs of prose to each such title, or they are headings of its parts: of a list of news, each
/// of which leads to its own page.
const RATIO: usize = 4;

/// Words that begin what a publisher asks of the reader; behind a label they may begin a title.
const ASKING: &[&str] = &[
    "add", "apply", "book", "browse", "buy", "call", "check", "claim", "compare", "contact",
    "create", "donate", "enter", "explore", "find", "get", "give", "help", "join", "learn", "open",
    "order", "play", "pre", "read", "register", "request", "save", "schedule", "see", "shop",
    "show", "sign", "start", "submit", "support", "take", "tell", "try", "use", "view", "vote",
    "watch", "write",
];

/// Adds the stubs that stand between prose to those that are found already.
pub(super) fn add(article: &Article, found: &mut Vec<Stub>) {
    let mut prose = 0;
    // Whether the last paragraph but for titles is prose, and the titles since.
    let (mut open, mut titles, mut added) = (false, Vec::new(), Vec::new());
    for (number, block) in article.blocks().iter().enumerate() {
        match block.kind {
            BlockKind::Paragraph => {}
            BlockKind::Image(_) | BlockKind::Caption | BlockKind::Credit | BlockKind::Card => {
                continue;
            }
            _ => {
                open = false;
                titles.clear();
                continue;
            }
        }
        if found
            .binary_search_by_key(&byte(number), |s| s.block)
            .is_ok()
        {
            continue;
        }
        if let Some(stub) = Piece::of(article, number).and_then(|p| p.one_link()) {
            titles.push(stub);
            continue;
        }
        let told = is_prose(block.span.of(article.text()));
        prose += usize::from(told);
        if open && told {
            added.append(&mut titles);
        }
        titles.clear();
        open = told;
    }
    if !added.is_empty() && added.len() * RATIO <= prose {
        found.append(&mut added);
        found.sort_by_key(|s| s.block);
    }
}

/// Whether a paragraph is a sentence or more: "Here is what we found:" heads what follows it.
fn is_prose(text: &str) -> bool {
    let text = text.trim_end();
    !text.ends_with([':', '：']) && looks::word_count(text) >= PROSE
}

impl Piece<'_> {
    /// The block as a title where it is all one link to another page, and reads like one.
    fn one_link(&self) -> Option<Stub> {
        let mut links = self.links();
        let (span, link) = links
            .next()
            .filter(|_| self.block.kind == BlockKind::Paragraph)?;
        let base = self.block.span.start as usize;
        let linked = span.of(self.article.text());
        let leads = self.article.links().get(link as usize);
        let away = leads.is_some_and(|l| l.to.is_none() && !l.url.starts_with('#'));
        if links.next().is_some() || linked.trim() != self.text.trim() || !away {
            return None;
        }
        let range = title::trim(self.text, title::inner(self.text));
        let words = self.text.get(range.clone()).unwrap_or_default();
        let title = looks::may_be(words) && looks::word_count(words) >= LEAST;
        let first = words
            .split(|c: char| !c.is_alphanumeric())
            .find(|w| !w.is_empty());
        let asks = first.is_some_and(|w| ASKING.iter().any(|a| w.eq_ignore_ascii_case(a)));
        let asks = asks || words.ends_with('!') || words.contains('|');
        (title && !asks)
            .then(|| self.stub(0..0, base + range.start..base + range.end, base, Some(link)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Builder, Link};
    use crate::text::Clean;

    const PROSE: &str =
        "The council met on Tuesday to weigh plans for a second bridge over the river to the town.";

    /// The titles between paragraphs, of which those in angle brackets are links.
    fn titles(paragraphs: &[&str]) -> Vec<String> {
        let mut b = Builder::new();
        for paragraph in paragraphs {
            b.open(BlockKind::Paragraph);
            let words = paragraph.trim_matches(['<', '>']);
            if words.len() < paragraph.len() {
                let url = Clean::line("https://a.example/x");
                let link = b.add_link(Link { url, to: None });
                b.link(Some(link));
            }
            b.words(words);
            b.link(None);
        }
        let article = b.finish();
        let shown = |s: &Stub| s.title.of(article.text()).to_owned();
        super::super::find(&article).iter().map(shown).collect()
    }

    #[test]
    fn links_between_prose_are_titles() {
        let (one, two) = ("<Why cats purr at night>", "<What dogs hear in the rain>");
        let story = [PROSE; 8];
        let with = |middle: &[&str]| titles(&[&story[..], middle, &story[..]].concat());
        assert_eq!(with(&[one]), ["Why cats purr at night"]);
        assert_eq!(with(&[one, two]).len(), 2);
        for middle in [
            &["<Subscribe>"][..],
            &["<Get the course on cats and dogs>"],
            &["<Cats at night: purr with us!>"],
            &["Here is what they had to say:", one],
            &["Why cats purr at night"],
            &["<Cats purr, and nobody knows why they do it.>"],
        ] {
            assert!(with(middle).is_empty(), "{middle:?}");
        }
        // A list of news.
        assert!(titles(&[PROSE, one, PROSE, two, PROSE]).is_empty());
        // At the end it may be anything.
        assert!(titles(&[&story[..], &[one]].concat()).is_empty());
    }
}
