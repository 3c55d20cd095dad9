//! Cross-link stubs: paragraphs whose only work is to name another story. In: an article. Out: for each stub its label,
//! its title and, where the file kept one, its link.
//!
//! A false link costs more readers than a missed one, so a label alone makes no stub: what follows it must look like a
//! title and not like prose, a credit, a row of tags or a call to action. Where the file kept the link, the link
//! decides. Only short blocks are looked at, and of those only the first words unless they are a label.

mod between;
mod label;
mod lexicon;
mod looks;
mod title;

use super::Stub;
use crate::{
    article::{Article, Block, BlockKind},
    text::{Span, byte},
};
use label::Label;
use lexicon::Tier;

/// Bytes of the longest block that can be a stub.
const LONGEST: usize = 800;

/// The stubs of an article, in order.
#[must_use]
pub fn find(article: &Article) -> Vec<Stub> {
    let mut found = Vec::new();
    let mut under_heading = false;
    for number in 0..article.blocks().len() {
        let piece = Piece::of(article, number);
        under_heading = piece.is_some_and(|p| match p.read(&mut found) {
            Reading::Heading => true,
            Reading::Stub => under_heading,
            Reading::Nothing => under_heading && p.bare(&mut found),
        });
    }
    between::add(article, &mut found);
    found
}

/// Lines that may be stubs though nothing says so: short, without a label or under one that proves nothing, and
/// without a full stop. They are stubs only if their titles resolve beyond doubt.
#[must_use]
pub fn weak(article: &Article) -> Vec<Stub> {
    let strong = find(article);
    let known = |number: usize| {
        strong
            .binary_search_by_key(&byte(number), |s| s.block)
            .is_ok()
    };
    let mut found = Vec::new();
    for number in (0..article.blocks().len()).filter(|n| !known(*n)) {
        let piece = Piece::of(article, number);
        if let Some(piece) = piece.filter(|p| p.block.kind == BlockKind::Paragraph) {
            piece.perhaps(&mut found);
        }
    }
    found
}

/// What a block was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// One stub or more.
    Stub,
    /// A heading over titles: "Related stories".
    Heading,
    Nothing,
}

/// A block that can be a stub.
struct Piece<'a> {
    article: &'a Article,
    number: u32,
    block: &'a Block,
    text: &'a str,
}

impl<'a> Piece<'a> {
    fn of(article: &'a Article, number: usize) -> Option<Self> {
        let block = article.blocks().get(number)?;
        let able = match block.kind {
            BlockKind::Heading(level) => level > 1,
            BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::BlockQuote => true,
            _ => false,
        };
        (able && block.span.len() <= LONGEST).then(|| Self {
            article,
            number: byte(number),
            block,
            text: block.span.of(article.text()),
        })
    }

    /// Reads the block as a label with what follows it.
    fn read(&self, found: &mut Vec<Stub>) -> Reading {
        let Some(label) = self.label() else {
            return Reading::Nothing;
        };
        let rest = label.rest(self.text);
        if self.text.get(rest.clone()).is_none_or(str::is_empty) {
            let titled = matches!(self.block.kind, BlockKind::Heading(_));
            let heads = label.tier != Tier::Kind && (label.heads || titled);
            return if heads {
                Reading::Heading
            } else {
                Reading::Nothing
            };
        }
        let before = found.len();
        if !self.linked(&label, found) {
            self.plain(&label, rest, found);
        }
        if found.len() > before {
            Reading::Stub
        } else {
            Reading::Nothing
        }
    }

    /// The label at the start of the block; it may end where the first link begins.
    fn label(&self) -> Option<Label> {
        let link = self.links().next().map(|(s, _)| s.start as usize);
        let start = self.block.span.start as usize;
        Label::read(self.text, link.map(|l| l.saturating_sub(start)))
    }

    /// The linked words of the block, each link's words put together.
    fn links(&self) -> impl Iterator<Item = (Span, u32)> {
        let marks = self.article.marks(self.block.span).iter();
        let mut runs: Vec<(Span, u32)> = Vec::new();
        for mark in marks {
            let Some(link) = mark.link else { continue };
            match runs.last_mut() {
                Some((span, last)) if *last == link => span.end = mark.span.end,
                _ => runs.push((mark.span, link)),
            }
        }
        runs.into_iter()
    }

    /// Stubs whose titles are links after the label: the links decide where they are most of the block.
    fn linked(&self, label: &Label, found: &mut Vec<Stub>) -> bool {
        let base = self.block.span.start as usize;
        let after = |span: &Span| span.start as usize >= base + label.end;
        let links: Vec<(Span, u32)> = self.links().filter(|(s, _)| after(s)).collect();
        let covered: usize = links.iter().map(|(s, _)| s.len()).sum();
        if links.is_empty() || (covered + label.end) * 2 <= self.text.len() {
            return false;
        }
        let named = |span: &Span| looks::is_linked_title(span.of(self.article.text()));
        let before = found.len();
        for (span, link) in links.iter().filter(|(s, _)| named(s)) {
            let title = title::trim(self.article.text(), span.range());
            found.push(self.stub(label.words(), title, base, Some(*link)));
        }
        found.len() > before
    }

    /// Stubs by the look of the words after the label.
    fn plain(&self, label: &Label, rest: std::ops::Range<usize>, found: &mut Vec<Stub>) {
        let base = self.block.span.start as usize;
        let titles = title::split(self.text, rest);
        let fits = |t: &std::ops::Range<usize>| {
            self.text
                .get(t.clone())
                .is_some_and(|t| looks::follows(t, label))
        };
        if !titles.iter().all(fits) {
            return;
        }
        for title in titles {
            let absolute = base + title.start..base + title.end;
            let link = self.link_in(&absolute);
            found.push(self.stub(label.words(), absolute, base, link));
        }
    }

    /// Reads the block as a title under a heading; false where it is none, and the heading's reach ends.
    fn bare(&self, found: &mut Vec<Stub>) -> bool {
        let base = self.block.span.start as usize;
        let range = title::trim(self.text, title::inner(self.text));
        let absolute = base + range.start..base + range.end;
        let link = self.link_in(&absolute);
        let words = self.text.get(range).unwrap_or_default();
        let item = matches!(self.block.kind, BlockKind::Item(_));
        let heading = matches!(self.block.kind, BlockKind::Heading(_));
        if heading || !looks::stands_alone(words, item || link.is_some()) {
            return false;
        }
        found.push(self.stub(0..0, absolute, base, link));
        true
    }

    /// Reads the block as a title that nothing announces.
    fn perhaps(&self, found: &mut Vec<Stub>) {
        let base = self.block.span.start as usize;
        let label = Label::read(self.text, None);
        let range = label
            .as_ref()
            .map_or_else(|| title::inner(self.text), |l| l.rest(self.text));
        let range = title::trim(self.text, range);
        let absolute = base + range.start..base + range.end;
        if looks::may_be(self.text.get(range).unwrap_or_default()) {
            let words = label.map_or(0..0, |l| l.words());
            let link = self.link_in(&absolute);
            found.push(self.stub(words, absolute, base, link));
        }
    }

    /// The link that meets a range of the article's text.
    fn link_in(&self, range: &std::ops::Range<usize>) -> Option<u32> {
        let span = Span::new(range.start, range.end);
        self.links().find(|(s, _)| s.meets(span)).map(|(_, l)| l)
    }

    fn stub(
        &self,
        label: std::ops::Range<usize>,
        title: std::ops::Range<usize>,
        base: usize,
        link: Option<u32>,
    ) -> Stub {
        Stub {
            block: self.number,
            label: Span::new(base + label.start, base + label.end),
            title: Span::new(title.start, title.end),
            link,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Builder, Link};

    const BEFORE: &str =
        "The council met on Tuesday to weigh plans for a second bridge over the river.";

    /// An article of these paragraphs. ⟦ ⟧ stand around labels, ⟪ ⟫ around titles; both are drawn, not written.
    fn drawn(paragraphs: &[&str]) -> (Article, Vec<String>) {
        let mut b = Builder::new();
        b.open(BlockKind::Heading(1));
        b.words("Council weighs new bridge");
        let mut due = Vec::new();
        for paragraph in [&[BEFORE], paragraphs, &[BEFORE]].concat() {
            b.open(BlockKind::Paragraph);
            let (mut label, mut words) = (String::new(), String::new());
            for c in paragraph.chars() {
                match c {
                    '⟦' | '⟪' => words.clear(),
                    '⟧' => label.clone_from(&words),
                    '⟫' => due.push(format!("{label} -> {words}")),
                    c => words.push(c),
                }
            }
            b.words(&paragraph.replace(['⟦', '⟧', '⟪', '⟫'], ""));
        }
        (b.finish(), due)
    }

    fn shown(article: &Article, stubs: &[Stub]) -> Vec<String> {
        let text = article.text();
        let show = |s: &Stub| format!("{} -> {}", s.label.of(text), s.title.of(text));
        stubs.iter().map(show).collect()
    }

    #[test]
    fn stubs_are_found_with_their_labels_and_titles() {
        for paragraph in [
            "⟦More from the Daily News⟧:\u{a0} ⟪Ferry ‘will return’ by spring, mayor says⟫",
            "⟦RELATED⟧ | ⟪Old ferry returns to the east bank⟫",
            "[⟦Related⟧: ⟪Old ferry returns to the east bank⟫]",
            "(⟦MORE⟧: ⟪Old ferry returns to the east bank⟫)",
            "⟦También⟧: ( ⟪Las lluvias dejan tres municipios incomunicados⟫)",
            "⟦Read more at the Daily News⟧: ⟪Why the Toll Looks Cheap⟫",
            "⟦Also on example.org⟧ ⟪Old ferry returns to the east bank⟫",
            "⟦Mehr zum Streit um die Brücke⟧: ⟪Warum die Fähre teurer wird⟫",
            "⟦Lire aussi⟧ ⟪Le port fermé pendant une semaine⟫",
            "⟦Lire aussi⟧ Article réservé à nos abonnés ⟪Le port fermé pendant une semaine⟫",
            "⟦À LIRE AUSSI⟧ >> ⟪Grève des trains : ce qu’il faut savoir⟫",
            "⟦Lesen Sie auch⟧: ⟪Warum die Brücke gesperrt bleibt⟫ weiterlesen",
            "⟦Les også⟧ ⟪Broen holdes stengt i en uke⟫",
            "⟦Czytaj też⟧: ⟪Most zamknięty na tydzień⟫",
            "⟦関連記事⟧：⟪橋が一週間閉鎖される⟫",
            "► ⟦READ MORE⟧: \u{feff}⟪Old ferry returns to the east bank⟫",
            "⟦Continue reading⟧ \"⟪How the City Counts Its Bridges⟫\"",
            "⟦next story⟧ » ⟪How the City Counts Its Bridges⟫",
            "⟦Photos⟧: ⟪Shots fired at the bridge in Colo.⟫",
            "⟦Don’t miss⟧: ⟪What the council did not say.⟫",
            "⟦related⟧: ⟪how we count our bridges every spring⟫",
            "⟦Related⟧: ⟪How the City Counts Its Bridges⟫ | ⟪Why the Ferry Never Came Back⟫",
        ] {
            let (article, due) = drawn(&[paragraph]);
            assert_eq!(shown(&article, &find(&article)), due, "{paragraph}");
        }
    }

    #[test]
    fn what_only_begins_like_a_stub_is_none() {
        for paragraph in [
            "Related to this is the question of who pays.",
            "Also, the ferry runs on Sundays.",
            "Also on the agenda: parking, parks and trees",
            "Next: Add the flour and stir.",
            "Next Tuesday the council meets again",
            "More than 200 people came to the meeting",
            "More: bridges, ferries, harbour",
            "Related Topics: Bridges, Ferries",
            "Read more about the bridge in our weekend edition.",
            "Read more",
            "Read more by Jane Doe",
            "Read more: www.example.org has the whole story",
            "Photo: Jane Doe",
            "Photos: Jane Doe and John Roe",
            "Photos: Jane Doe/Getty Images",
            "Video shows the lorry hitting the rail",
            "Watch: the moment it fell pic.twitter.com/abc — Daily News",
            "Click here to read the full report",
            "Review: \"I loved it! I would cross it again.\"",
            "Update: The bridge has reopened",
            "UPDATE 2-Gold slips as dollar firms",
            "Editor's note: This story has been updated to name the ferry",
            "Next Up In Science & Health",
            "\"Read more: it is good for you,\" he said",
            "Lesen Sie auch den Kommentar unseres Autors.",
            "Mehr über: Brücken Fähren Hafen Rathaus Fluss",
        ] {
            let (article, _) = drawn(&[paragraph]);
            assert_eq!(
                shown(&article, &find(&article)),
                Vec::<String>::new(),
                "{paragraph}"
            );
        }
    }

    #[test]
    fn lines_under_a_heading_are_stubs_until_one_is_prose() {
        let (article, due) = drawn(&[
            "Related stories",
            "⟪Old ferry returns to the east bank⟫",
            "• ⟪Why the bridge costs twice as much⟫",
            BEFORE,
            "Another short line of text",
        ]);
        assert_eq!(shown(&article, &find(&article)), due);
    }

    #[test]
    fn a_link_that_is_most_of_the_block_decides() {
        let cases: &[(&str, &[&str], &str, &[&str])] = &[
            (
                "Read more: ",
                &["the ferry is back."],
                "",
                &["Read more -> the ferry is back."],
            ),
            (
                "Watch ",
                &["The ferry comes home"],
                "",
                &["Watch -> The ferry comes home"],
            ),
            (
                "Related: ",
                &["Ferry is back", "Bridge is shut"],
                "",
                &["Related -> Ferry is back", "Related -> Bridge is shut"],
            ),
            (
                "Read more about the ",
                &["ferry plans"],
                " and what they mean for those on the east bank.",
                &[],
            ),
            ("Related Topics: ", &["Crime", "Philadelphia"], "", &[]),
            ("", &["Read more"], "", &[]),
        ];
        for (before, links, after, due) in cases {
            let mut b = Builder::new();
            b.open(BlockKind::Paragraph);
            b.words(before);
            for (n, words) in links.iter().enumerate() {
                let link = b.add_link(Link::default());
                b.link(Some(link));
                b.words(words);
                b.link(None);
                if n + 1 < links.len() {
                    b.words(", ");
                }
            }
            b.words(after);
            let article = b.finish();
            let stubs = find(&article);
            assert_eq!(shown(&article, &stubs), *due, "{before}{links:?}");
            assert!(stubs.iter().all(|s| s.link.is_some()));
        }
    }

    #[test]
    fn a_short_line_without_a_label_is_weak() {
        let (article, due) = drawn(&[
            "⟪Old ferry returns to the east bank⟫",
            "⟦Video⟧: ⟪Jane Doe and John Roe⟫",
        ]);
        assert_eq!(find(&article), Vec::new());
        assert_eq!(shown(&article, &weak(&article)), due);
    }
}
