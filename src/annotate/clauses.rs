//! Verbs of saying and whose they are: tokens go in, cues come out, and how a candidate stands to a cue.

use super::{
    candidates::Candidate,
    lexicon::Tags,
    model::levels,
    tokens::{Shape, Token, Tokens},
};
use crate::text::byte;

/// A word or two that say that something was said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// The word.
    pub(super) token: u32,
    /// First token of its verb group, auxiliaries and adverbs before it included.
    pub(super) from: u32,
    /// Last token of it, adverbs and particles after it included.
    pub(super) to: u32,
    /// How strong it is.
    pub(super) class: Class,
    /// Where the one who says it stands.
    pub(super) owner: Owner,
}

levels! {
    /// How surely a cue says that something was said, and in which form.
    Class { None Core CoreIng Strong StrongIng Weak WeakIng Other According }
}

levels! {
    /// How a candidate stands to a cue.
    Relation { None Subject Apposition Attribute Antecedent Shared Before Inverted Object Addressee After According Owner }
}

levels! {
    /// Where the one stands who says what a cue announces.
    Owner { None Subject Inverted }
}

impl Relation {
    /// Whether it is that of one who speaks.
    pub(super) fn speaks(self) -> bool {
        matches!(
            self,
            Self::Subject | Self::Apposition | Self::Antecedent | Self::Inverted | Self::According
        )
    }
}

/// Running counts over the tokens, for questions about what lies between two of them.
#[derive(Debug, Default)]
pub(super) struct Counts {
    verbs: Vec<u32>,
    quotes: Vec<u32>,
}

impl Counts {
    pub(super) fn of(tokens: &Tokens) -> Self {
        let mut counts = Self::default();
        let (mut verbs, mut quotes) = (0, 0);
        let mut article = false;
        for token in tokens.all() {
            counts.verbs.push(verbs);
            counts.quotes.push(quotes);
            // After an article it is a noun: "the talks".
            verbs += u32::from(is_finite(token) && !(article && token.is(Tags::THIRD)));
            article = token.is(Tags::DET) || token.shape == Shape::Possessive;
            quotes += u32::from(token.is_quote());
        }
        counts.verbs.push(verbs);
        counts.quotes.push(quotes);
        counts
    }

    /// Verbs among the tokens `from..to`.
    pub(super) fn verbs(&self, from: usize, to: usize) -> u32 {
        between(&self.verbs, from, to)
    }

    /// Quoted runs among the tokens `from..to`.
    pub(super) fn quotes(&self, from: usize, to: usize) -> u32 {
        between(&self.quotes, from, to)
    }
}

fn between(counts: &[u32], from: usize, to: usize) -> u32 {
    let at = |n: usize| counts.get(n).copied().unwrap_or_default();
    at(to).saturating_sub(at(from))
}

/// Whether a token looks like a verb that has a subject.
fn is_finite(token: &Token) -> bool {
    token.shape == Shape::Word
        && (token.is(Tags::AUX)
            || token.is(Tags::CUE.with(Tags::VERB)) && token.is(Tags::THIRD.with(Tags::PAST)))
}

/// The cues of an article, in order.
pub(super) fn cues(text: &str, tokens: &Tokens) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    for (n, token) in tokens.all().iter().enumerate() {
        let Some(class) = class(text, tokens, n, token) else {
            continue;
        };
        let mut from = n;
        while n - from < 6 && from > 0 && tokens.get(from - 1).is_some_and(|t| helps(t, token)) {
            from -= 1;
        }
        let mut to = n;
        if class == Class::According {
            to = source(tokens, n);
        }
        while to - n < 3
            && tokens.get(to + 1).is_some_and(|t| {
                t.sentence == token.sentence && t.shape == Shape::Word && t.is(Tags::ADVERB)
            })
        {
            to += 1;
        }
        found.push(Cue {
            token: byte(n),
            from: byte(from),
            to: byte(to),
            class,
            owner: Owner::None,
        });
    }
    found
}

/// The last token of an attribution: "according to"; "heißt es dazu in".
fn source(tokens: &Tokens, n: usize) -> usize {
    let is = |n: usize, tags: Tags| tokens.get(n).is_some_and(|t| t.is(tags));
    let mut to = n;
    if is(n, Tags::CUE) {
        while to < n + 3 && is(to + 1, Tags::IT.with(Tags::ADVERB)) {
            to += 1;
        }
    }
    to + usize::from(is(to + 1, Tags::PREP))
}

/// Whether token `n` is a verb whose "it" is nobody, with that "it" beside it: "heißt es".
pub(super) fn says_nobody(tokens: &Tokens, n: usize) -> bool {
    let it = |by: isize| tokens.beside(n, by).is_some_and(|t| t.is(Tags::IT));
    tokens
        .get(n)
        .is_some_and(|t| t.is(Tags::ATTRIBUTION) && t.is(Tags::CUE))
        && (it(-1) || it(1))
}

fn helps(token: &Token, verb: &Token) -> bool {
    token.sentence == verb.sentence
        && token.shape == Shape::Word
        && token.is(Tags::AUX.with(Tags::ADVERB))
}

fn class(text: &str, tokens: &Tokens, n: usize, token: &Token) -> Option<Class> {
    if token.is(Tags::ATTRIBUTION)
        && token.is_word()
        && (!token.is(Tags::CUE) || says_nobody(tokens, n))
    {
        return Some(Class::According);
    }
    if token.shape == Shape::Capital && token.span.of(text) == "According"
        || token.shape == Shape::Word && token.span.of(text) == "according"
    {
        return Some(Class::According);
    }
    let lead = token.shape == Shape::Word
        || tokens.begins(n)
        || tokens.beside(n, -1).is_some_and(Token::is_quote);
    if !token.is(Tags::CUE) || !token.is_word() || !lead {
        return None;
    }
    let before = n
        .checked_sub(1)
        .and_then(|p| tokens.get(p))
        .filter(|t| t.sentence == token.sentence);
    let noun = before.is_some_and(|t| {
        t.is(Tags::DET) || t.shape == Shape::Possessive || t.is(Tags::PREP) && !token.is(Tags::ING)
    });
    let article = before.is_some_and(|t| t.is(Tags::DET) || t.shape == Shape::Possessive);
    if article && token.is(Tags::ING) && token.is(Tags::DOCUMENT.with(Tags::SAYING)) {
        return None;
    }
    if noun && token.is(Tags::BASE.with(Tags::THIRD)) && !token.is(Tags::PAST) {
        return None;
    }
    let perfect = token.is(Tags::PARTICIPLE) && before.is_some_and(|t| t.is(Tags::AUX));
    let finite = perfect
        || token.is(Tags::PAST.with(Tags::THIRD))
        || token.is(Tags::BASE) && !before.is_some_and(|t| t.is(Tags::PREP));
    Some(if token.is(Tags::ING) {
        if token.is(Tags::CORE) {
            Class::CoreIng
        } else if token.is(Tags::STRONG) {
            Class::StrongIng
        } else {
            Class::WeakIng
        }
    } else if !finite {
        Class::Other
    } else if token.is(Tags::CORE) {
        Class::Core
    } else if token.is(Tags::STRONG) {
        Class::Strong
    } else {
        Class::Weak
    })
}

/// How `candidate` stands to `cue` in the same sentence.
pub(super) fn relation(
    tokens: &Tokens,
    counts: &Counts,
    candidate: &Candidate,
    cue: &Cue,
) -> Relation {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let (from, to) = (cue.from as usize, cue.to as usize);
    let sentence = |n: usize| tokens.get(n).map(|t| t.sentence);
    if sentence(first) != sentence(cue.token as usize) {
        return Relation::None;
    }
    if first > to {
        return after(tokens, (first, last), to, cue);
    }
    if last >= from {
        return Relation::None;
    }
    before(tokens, counts, (first, last), from, cue)
}

fn after(tokens: &Tokens, (first, last): (usize, usize), to: usize, cue: &Cue) -> Relation {
    let owner = tokens
        .get(last + 1)
        .is_some_and(|t| t.shape == Shape::Possessive);
    let adjacent = first == to + 1;
    let preposition = first
        .checked_sub(1)
        .and_then(|n| tokens.get(n))
        .is_some_and(|t| t.is(Tags::PREP));
    match cue.class {
        _ if adjacent && owner => Relation::Owner,
        Class::According if adjacent => Relation::According,
        _ if is_oblique(tokens, first) || preposition && !adjacent => Relation::Addressee,
        _ if adjacent && cue.owner == Owner::Subject => Relation::Object,
        _ if adjacent => Relation::Inverted,
        _ => Relation::After,
    }
}

fn before(
    tokens: &Tokens,
    counts: &Counts,
    (first, last): (usize, usize),
    from: usize,
    cue: &Cue,
) -> Relation {
    let next = tokens.get(last + 1);
    let edge = from.checked_sub(1).and_then(|n| tokens.get(n));
    let is_edge = |t: Option<&Token>| {
        t.is_some_and(|t| {
            matches!(
                t.shape,
                Shape::Comma | Shape::Close | Shape::Dash | Shape::Open
            )
        })
    };
    // Nobody is the subject of "according to", nor of the German "so".
    if cue.class == Class::According || is_oblique(tokens, first) {
        return Relation::Before;
    }
    if last + 1 == from {
        return Relation::Subject;
    }
    let verbs = counts.verbs(last + 1, from);
    if next.is_some_and(|t| t.shape == Shape::Possessive) {
        return if verbs == 0 {
            Relation::Owner
        } else {
            Relation::Before
        };
    }
    let begins = tokens.begins(first)
        || first
            .checked_sub(1)
            .and_then(|n| tokens.get(n))
            .is_some_and(|t| !t.is_word() || t.is(Tags::CONJ));
    if is_edge(next) && is_edge(edge) && begins && is_enclosed(tokens, first, last, from) {
        return if tokens.get(last + 2).is_some_and(|t| t.is(Tags::WHO)) || verbs < 2 {
            Relation::Apposition
        } else {
            Relation::Shared
        };
    }
    if next.is_some_and(|t| t.is(Tags::WHO))
        || next.is_some_and(|t| t.shape == Shape::Comma)
            && tokens.get(last + 2).is_some_and(|t| t.is(Tags::WHO))
    {
        return Relation::Antecedent;
    }
    let adjective = next.is_some_and(|t| t.shape == Shape::Word && !t.is(Tags::FUNCTION))
        && tokens.get(last + 2).is_some_and(|t| t.is(Tags::PREP));
    if verbs == 0 && begins && (adjective || next.is_some_and(|t| t.is(Tags::PREP))) {
        return Relation::Attribute;
    }
    let joined = edge.is_some_and(|t| t.is(Tags::CONJ) || t.shape == Shape::Comma)
        || matches!(
            cue.class,
            Class::CoreIng | Class::StrongIng | Class::WeakIng
        );
    if verbs > 0 && joined && begins {
        Relation::Shared
    } else {
        Relation::Before
    }
}

/// Whether the phrase that begins with token `first` is no subject by its article: "den Beschluss".
fn is_oblique(tokens: &Tokens, first: usize) -> bool {
    tokens.get(first).is_some_and(|t| t.is(Tags::OBLIQUE))
}

/// Whether two signs enclose what stands between a candidate and its verb, or the candidate itself: one comma alone does
/// not part a subject from its verb, but in "the mate, Bo Ek, said".
fn is_enclosed(tokens: &Tokens, first: usize, last: usize, from: usize) -> bool {
    let comma = tokens.beside(first, -1);
    last + 2 < from || comma.is_some_and(|t| t.shape == Shape::Comma)
}

/// Finds out which cues have a subject of their own before them.
pub(super) fn settle(tokens: &Tokens, candidates: &[Candidate], counts: &Counts, cues: &mut [Cue]) {
    /// Candidates looked at before a cue.
    const NEAR: usize = 8;
    for cue in cues {
        let upto = candidates.partition_point(|c| c.first < cue.from);
        let near = candidates
            .get(upto.saturating_sub(NEAR)..upto)
            .unwrap_or_default();
        let subject = |c: &Candidate| {
            matches!(
                relation(tokens, counts, c, cue),
                Relation::Subject | Relation::Apposition | Relation::Antecedent
            )
        };
        let next = candidates.get(candidates.partition_point(|c| c.first <= cue.to));
        if near.iter().any(subject) {
            cue.owner = Owner::Subject;
        } else if next
            .is_some_and(|c| c.first == cue.to + 1 && !is_oblique(tokens, c.first as usize))
        {
            cue.owner = Owner::Inverted;
        }
    }
}

/// How each candidate stands to the nearest cue of its sentence, verbs of saying before it and after it alike.
pub(super) fn roles(
    tokens: &Tokens,
    candidates: &[Candidate],
    counts: &Counts,
    cues: &[Cue],
) -> Vec<Relation> {
    let of = |c: &Candidate| {
        let next = cues.partition_point(|q| q.from <= c.last);
        let after = cues
            .get(next)
            .map_or(Relation::None, |q| relation(tokens, counts, c, q));
        if matches!(
            after,
            Relation::Subject | Relation::Apposition | Relation::Attribute | Relation::Antecedent
        ) {
            return after;
        }
        let before = next
            .checked_sub(1)
            .and_then(|n| cues.get(n))
            .map_or(Relation::None, |q| relation(tokens, counts, c, q));
        if matches!(
            before,
            Relation::Inverted
                | Relation::Owner
                | Relation::According
                | Relation::Object
                | Relation::Addressee
        ) {
            before
        } else {
            after
        }
    };
    candidates.iter().map(of).collect()
}
