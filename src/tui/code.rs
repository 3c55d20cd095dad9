//! Code in the colours of its language: which words of a block are keywords, texts, numbers, comments.
//!
//! A job for workers, asked for when the block is on the screen first and its file says the language. What comes back are
//! roles, so that the colours are those of the theme.

#[cfg(not(feature = "highlight"))]
mod none;
#[cfg(feature = "highlight")]
mod syntax;

#[cfg(not(feature = "highlight"))]
use none as syntax;

use crate::{
    article::{Block, BlockKind},
    library::StoryId,
    paint::Highlight,
    story::Story,
    text::{Span, byte},
};
use std::{collections::BTreeSet, ops::Range, sync::Arc};

/// Longest block that is coloured, in bytes.
const LONGEST: usize = 64 << 10;

/// Blocks of code to be looked at.
#[derive(Debug)]
pub struct Job {
    id: StoryId,
    story: Arc<Story>,
    /// Their numbers.
    blocks: Vec<usize>,
}

/// What was found in them.
#[derive(Debug)]
pub struct Found {
    /// The story.
    pub(super) id: StoryId,
    story: Arc<Story>,
    highlights: Vec<Highlight>,
}

/// The coloured code of the story on show.
#[derive(Debug, Default)]
pub(super) struct Colours {
    /// The words, in order.
    pub(super) highlights: Vec<Highlight>,
    /// The blocks that were asked for.
    asked: BTreeSet<usize>,
}

impl Colours {
    /// What is to be looked at, now that these blocks are on the screen.
    pub(super) fn ask(
        &mut self,
        id: StoryId,
        story: &Arc<Story>,
        seen: &mut dyn Iterator<Item = u32>,
    ) -> Option<Job> {
        let article = &story.article;
        let worth = |b: &Block| {
            b.kind == BlockKind::Code
                && b.span.len() <= LONGEST
                && syntax::knows(article.code_language(b))
        };
        let blocks: Vec<usize> = seen
            .map(|n| n as usize)
            .filter(|n| article.blocks().get(*n).is_some_and(worth) && self.asked.insert(*n))
            .collect();
        let story = story.clone();
        (!blocks.is_empty()).then_some(Job { id, story, blocks })
    }

    /// Takes in what was found in `story`.
    pub(super) fn take(&mut self, found: Found, story: &Arc<Story>) {
        if Arc::ptr_eq(&found.story, story) {
            self.highlights.extend(found.highlights);
            self.highlights.sort_by_key(|h| h.span.start);
        }
    }
}

/// Looks at blocks of code.
pub(super) fn perform(job: Job) -> Found {
    let article = &job.story.article;
    let mut highlights = Vec::new();
    for block in job.blocks.iter().filter_map(|n| article.blocks().get(*n)) {
        let code = block.span.of(article.text());
        let mut add = |words: Range<usize>, role| {
            let span = Span {
                start: block.span.start + byte(words.start),
                end: block.span.start + byte(words.end),
            };
            highlights.push(Highlight { span, role });
        };
        syntax::read(code, article.code_language(block), &mut add);
    }
    Found {
        id: job.id,
        story: job.story,
        highlights,
    }
}
