//! What is derived from an article: quotes with their speakers, cross-link stubs, sentences.
//!
//! Notes can be dropped and computed again; they are never written back into the article. Each list is sorted and
//! disjoint, so that whatever lies in a span is two binary searches away.

mod antecedents;
mod apostrophes;
mod asides;
mod calls;
mod candidates;
mod clauses;
mod explain;
mod facts;
mod kinds;
mod lexicon;
mod marks;
mod model;
mod names;
mod parts;
mod resolve;
mod scene;
mod speakers;
mod stubs;
mod tokens;
mod traits;
mod voices;

pub use explain::{Considered, Explanation, Reason, explain};
pub use names::{is_nobody, is_title};
pub use stubs::{find as find_stubs, weak};

use crate::{article::Article, text::Span};

/// What was found in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// Quoted runs at nesting level 0, in order.
    pub quotes: Vec<Quote>,
    /// Cross-link stubs, in order.
    pub stubs: Vec<Stub>,
}

impl Notes {
    /// The quotes that meet `span`.
    #[must_use]
    pub fn quotes_in(&self, span: Span) -> &[Quote] {
        let from = self.quotes.partition_point(|q| q.span.end <= span.start);
        let to = self.quotes.partition_point(|q| q.span.start < span.end);
        self.quotes.get(from..to.max(from)).unwrap_or_default()
    }

    /// The stubs that stand in block number `block`.
    #[must_use]
    pub fn stubs_in(&self, block: usize) -> &[Stub] {
        let from = self.stubs.partition_point(|s| (s.block as usize) < block);
        let to = self.stubs.partition_point(|s| (s.block as usize) <= block);
        self.stubs.get(from..to).unwrap_or_default()
    }
}

/// Text between matching outermost quotation marks, cut at block ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words, marks not included.
    pub span: Span,
    /// Whether anyone said it.
    pub kind: QuoteKind,
    /// How sure the kind is, 0 to 1.
    pub kind_sure: f32,
    /// The same for the pieces of one interrupted or many-paragraph quotation.
    pub group: u32,
    /// Quotations inside it, marks not included.
    pub inner: Vec<Span>,
    /// Editorial interpolations inside it, with their brackets.
    pub brackets: Vec<Span>,
    /// It goes on in the next paragraph.
    pub continues: bool,
    /// Its closing mark is there. True also of a quote that continues: no mark is due.
    pub closed: bool,
    /// Who said it, where anyone is named. [`Quote::speaker`] is for readers.
    pub voice: Option<Voice>,
}

/// A reader is told of a speaker who is at least so sure. Below it more than half of them are wrong: 31 of 61 in English news, 46 of
/// 79 in other texts.
const TOLD: f32 = 0.35;

impl Quote {
    /// Who said it, where that is sure enough for a reader to be told so.
    #[must_use]
    pub fn speaker(&self) -> Option<&Voice> {
        self.voice.as_ref().filter(|v| v.sure >= TOLD)
    }
}

/// What a quoted run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// All that was said, or a sentence of its own.
    Direct,
    /// A quoted piece of a longer paraphrase.
    Mixed,
    /// Nobody said it: the writer keeps a distance or coins a term.
    Scare,
    /// Name of a work.
    Title,
}

impl QuoteKind {
    /// Whether somebody said or wrote it.
    #[must_use]
    pub fn is_speech(self) -> bool {
        matches!(self, Self::Direct | Self::Mixed)
    }

    /// Name in the headless contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Scare => "scare",
            Self::Title => "title",
        }
    }
}

/// Who said a quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// The words by the quote that name the speaker: "he".
    pub mention: Option<Mention>,
    /// Where that speaker is named most fully in the story, titles left out: "Chuck Hagel"; or the nominal phrase.
    pub name: Span,
    /// The verb or noun of saying.
    pub cue: Option<Span>,
    /// Who passed it on: "Reuters".
    pub relay: Option<Span>,
    /// How sure the speaker is, 0 to 1.
    pub sure: f32,
}

/// The words that stand by a quote and name its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What kind of words.
    pub form: Form,
}

/// What kind of words name a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A proper name.
    Name,
    /// A common noun: "a senior official".
    Nominal,
    /// He, she, they, who.
    Pronoun,
}

impl Form {
    /// Name in the headless contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// A dead cross-link: "More from GlobalPost: UN clarifies statement".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stub {
    /// Number of the block it stands in. A block may hold several.
    pub block: u32,
    /// The label, without its separator: "More from GlobalPost". Empty where the title stands under a bare heading.
    pub label: Span,
    /// The title of the story it leads to.
    pub title: Span,
    /// Number of the article's link that carries its address, where the file kept it.
    pub link: Option<u32>,
}

/// Finds the quotes, speakers and stubs of an article. Cost is linear in its text.
#[must_use]
pub fn annotate(article: &Article) -> Notes {
    Notes {
        quotes: parts::quotes(article),
        stubs: stubs::find(article),
    }
}
