//! What stands below a story that was kept whole, in a mail or in a page dumped as text: lists of other stories, and the
//! lines of the sender.
//!
//! In: an article. Out: the same without these, where it is plain that nothing is told any more. The phrases are those
//! that web pages are cleaned by.

use super::html::{Role, folded, plays};
use crate::{
    article::{Article, Block, BlockKind},
    text::width,
};

/// Most words of a line that heads or is furniture.
const SHORT: usize = 12;
/// Cells that a paragraph fills at least to be one that tells something.
const RUNNING: usize = 140;
/// Fewest paragraphs of running text above.
const TOLD: usize = 3;

/// The article without what stands below its story; `None` where nothing does.
pub(super) fn without(article: &Article) -> Option<Article> {
    let end = end(article);
    if end == article.blocks().len() {
        return None;
    }
    let last = article.blocks().get(end)?.span.start;
    Some(article.only(&mut |block| block.span.start < last))
}

/// Number of the first block that is no longer of the story.
fn end(article: &Article) -> usize {
    let blocks = article.blocks();
    let runs = |b: &Block| is_running(article, b);
    let all = blocks.len();
    if blocks.iter().filter(|b| runs(b)).count() < TOLD {
        return all;
    }
    let told = blocks.iter().rposition(runs).map_or(all, |n| n + 1);
    let heads = |b: &Block| match b.kind {
        BlockKind::Heading(_) | BlockKind::Paragraph => {
            plays_short(article, b, &[Role::Ending, Role::Stop])
        }
        _ => false,
    };
    let below = blocks.get(told..).unwrap_or_default();
    let end = below.iter().position(heads).map_or(all, |n| told + n);
    let above = blocks.get(..end).unwrap_or_default();
    let furniture = |b: &Block| plays_short(article, b, &[Role::Furniture, Role::Notice]);
    let idle = |b: &Block| matches!(b.kind, BlockKind::Rule) || furniture(b);
    let kept = above.iter().rposition(|b| !idle(b)).map_or(end, |n| n + 1);
    let some = above.get(kept..).unwrap_or_default().iter().any(furniture);
    if end < all || some { kept } else { all }
}

/// Whether a block tells something: a long paragraph, or what no list of links has.
fn is_running(article: &Article, block: &Block) -> bool {
    let text = block.span.of(article.text());
    match block.kind {
        BlockKind::Paragraph | BlockKind::BlockQuote | BlockKind::Item(_) => {
            width(text) >= RUNNING
                && !plays(&folded(text), Role::Furniture)
                && !plays(&folded(text), Role::Notice)
        }
        BlockKind::Code
        | BlockKind::Row { .. }
        | BlockKind::Footnote
        | BlockKind::Definition
        | BlockKind::PullQuote => true,
        _ => false,
    }
}

fn plays_short(article: &Article, block: &Block, roles: &[Role]) -> bool {
    let text = block.span.of(article.text());
    if text.is_empty() || text.split_whitespace().count() > SHORT {
        return false;
    }
    let folded = folded(text);
    roles.iter().any(|role| plays(&folded, *role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Builder;

    /// How many blocks are left of these: a "." is a paragraph that tells something, "- " an item, "# " a heading.
    fn left(blocks: &[&str]) -> usize {
        let mut b = Builder::new();
        for words in blocks {
            let (kind, words) = match words.split_at_checked(2) {
                Some(("# ", words)) => (BlockKind::Heading(2), words.to_owned()),
                Some(("- ", words)) => (BlockKind::Item(None), words.to_owned()),
                _ if *words == "." => (BlockKind::Paragraph, "All of it was told. ".repeat(10)),
                _ => (BlockKind::Paragraph, (*words).to_owned()),
            };
            b.open(kind);
            b.words(&words);
        }
        let article = b.finish();
        without(&article).unwrap_or(article).blocks().len()
    }

    #[test]
    fn lists_of_other_stories_and_the_senders_lines_go() {
        for (blocks, want) in [
            (&[".", ".", ".", "# Related posts", "- Park opens"][..], 3),
            (
                &[".", ".", ".", "Related posts", "Park opens", "Privacy"],
                3,
            ),
            (&[".", ".", ".", "The end.", "Unsubscribe"], 4),
            (&[".", ".", ".", "# Related posts", "."], 5),
            (&[".", ".", ".", "# Sources", "- Park opens"], 5),
            (&[".", "# Related posts", "- Park opens"], 3),
            (&[".", ".", ".", "Read the law on related matters."], 4),
        ] {
            assert_eq!(left(blocks), want, "{blocks:?}");
        }
    }
}
