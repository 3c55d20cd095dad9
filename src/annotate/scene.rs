//! Everything that deciding on a quote looks at, made once for an article.

use super::{
    asides,
    candidates::{self, Candidate, Kind},
    clauses::{self, Counts, Cue, Relation},
    lexicon::Lexicon,
    marks::{self, Run},
    resolve::Entities,
    tokens::{Cutter, Tokens},
};
use crate::{
    article::{Article, BlockKind},
    text::Span,
};

/// An article read for its quotes.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) article: &'a Article,
    pub(super) lexicon: &'static Lexicon,
    /// The quoted runs at level 0.
    pub(super) runs: Vec<Run>,
    pub(super) tokens: Tokens,
    pub(super) candidates: Vec<Candidate>,
    pub(super) cues: Vec<Cue>,
    pub(super) counts: Counts,
    pub(super) entities: Entities,
    /// How each candidate stands to the nearest cue of its sentence.
    pub(super) roles: Vec<Relation>,
    /// How many candidates of its sentence come before each.
    pub(super) places: Vec<u32>,
    /// How many runs end as speech does, with a comma or a stop inside.
    pub(super) spoken: usize,
    /// Most paragraphs are talk, as in a novel.
    pub(super) dialogue: bool,
    /// Who a byline says wrote it: the "I" of a column.
    pub(super) author: Option<Span>,
}

impl<'a> Scene<'a> {
    /// Reads an article.
    pub(super) fn of(article: &'a Article, lexicon: &'static Lexicon) -> Self {
        let text = article.text();
        let runs = asides::leave_out(text, lexicon, marks::read(article));
        let tokens = cut(article, lexicon, &runs);
        let candidates = candidates::find(&tokens);
        let counts = Counts::of(&tokens);
        let mut cues = clauses::cues(text, &tokens);
        clauses::settle(&tokens, &candidates, &counts, &mut cues);
        let roles = clauses::roles(&tokens, &candidates, &counts, &cues);
        let entities = Entities::find(text, &tokens, &candidates, &roles);
        let places = places(&tokens, &candidates);
        let spoken = runs
            .iter()
            .filter(|r| r.span.of(text).ends_with([',', '.', '?', '!']))
            .count();
        let dialogue = is_dialogue(article, &runs);
        let author = author(article, &tokens, &candidates, &entities);
        Self {
            text,
            article,
            lexicon,
            runs,
            tokens,
            candidates,
            cues,
            counts,
            entities,
            roles,
            places,
            spoken,
            dialogue,
            author,
        }
    }
}

/// Whether a block can hold words of speech.
pub(super) fn is_prose(kind: BlockKind) -> bool {
    !matches!(
        kind,
        BlockKind::Code | BlockKind::Rule | BlockKind::Image(_)
    )
}

fn cut(article: &Article, lexicon: &'static Lexicon, runs: &[Run]) -> Tokens {
    let mut cutter = Cutter::new(article.text(), lexicon);
    let mut first = 0;
    for (number, block) in article.blocks().iter().enumerate() {
        let of_block = |r: &&Run| r.block as usize == number;
        let count = runs
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(of_block)
            .count();
        if is_prose(block.kind) {
            cutter.block(
                crate::text::byte(number),
                block.span,
                runs.get(first..first + count).unwrap_or_default(),
                first,
            );
        }
        first += count;
    }
    cutter.finish()
}

/// The person whom the first byline names.
fn author(
    article: &Article,
    tokens: &Tokens,
    candidates: &[Candidate],
    entities: &Entities,
) -> Option<Span> {
    let blocks = article.blocks();
    let byline = blocks.iter().position(|b| b.kind == BlockKind::Byline)?;
    let block = |c: &Candidate| tokens.get(c.first as usize).map_or(0, |t| t.block as usize);
    let begin = candidates.partition_point(|c| block(c) < byline);
    let own = candidates.iter().enumerate().skip(begin);
    let mut own = own.take_while(|(_, c)| block(c) == byline);
    let (n, _) = own.find(|(_, c)| c.kind == Kind::Person)?;
    entities.get(entities.id(n)?).map(|e| e.name)
}

/// Whether many of the blocks that hold a quotation are nothing else, and do not belong to a longer one.
fn is_dialogue(article: &Article, runs: &[Run]) -> bool {
    let mut whole = 0;
    for run in runs {
        let block = article.blocks().get(run.block as usize).map(|b| b.span);
        whole +=
            usize::from(block == Some(run.outer) && !run.carried && run.end == marks::End::Closed);
    }
    whole >= 3 && whole * 6 >= runs.len()
}

/// How many candidates of its sentence come before each.
fn places(tokens: &Tokens, candidates: &[Candidate]) -> Vec<u32> {
    let (mut sentence, mut place) = (0, 0);
    let of = |c: &Candidate| {
        let mine = tokens.get(c.first as usize).map_or(0, |t| t.sentence);
        place = if mine == sentence { place + 1 } else { 0 };
        sentence = mine;
        place
    };
    candidates.iter().map(of).collect()
}
