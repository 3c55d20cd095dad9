//! Speech or not: a scene and its speakers go in, for each run comes out whether anyone said it.

use super::{
    QuoteKind,
    clauses::{Class, Owner, Relation},
    facts::{Alone, Begin, Beside, EndMark, Facts, Gap, Last, Size},
    lexicon::Tags,
    marks::Family,
    model::{Model, Trait, levels, model},
    scene::Scene,
    speakers::Choice,
    tokens::Shape,
    traits::{Name, Sort, Tongue},
};
use crate::article::BlockKind;

levels! {
    /// Which words of a run begin with capitals.
    Capitals { None First All Some }
}

levels! {
    /// How sure the speaker is.
    Sure { Low Half High VeryHigh }
}

levels! {
    /// What word before a run announces a name or a term.
    Lead { None Work Coin }
}

levels! {
    /// Words of a run that no name or term has: verbs, pronouns, auxiliaries.
    Grammar { None One Two More }
}

levels! {
    /// Kind of marks.
    Marks { Double Single }
}

levels! {
    /// How many runs of the article look like speech.
    Climate { None Some Half Most }
}

levels! {
    /// The article or possessive before a run.
    Det { None Definite Indefinite Possessive }
}

levels! {
    /// Yes or no.
    Yes { No Yes }
}

levels! {
    /// What the run before was taken for.
    Former { None Speech Other }
}

/// The traits in the order of a case.
pub(super) const SCHEMA: &[Trait] = &[
    ("tongue", Tongue::NAMES),
    ("genre", Yes::NAMES),
    ("size", Size::NAMES),
    ("begin", Begin::NAMES),
    ("end", EndMark::NAMES),
    ("capitals", Capitals::NAMES),
    ("grammar", Grammar::NAMES),
    ("before", Beside::NAMES),
    ("after", Beside::NAMES),
    ("left-cue", Class::NAMES),
    ("right-cue", Class::NAMES),
    ("speaker", Sort::NAMES),
    ("speaker-to-left", Relation::NAMES),
    ("speaker-to-right", Relation::NAMES),
    ("sure", Sure::NAMES),
    ("lead", Lead::NAMES),
    ("marks", Marks::NAMES),
    ("heading", Yes::NAMES),
    ("last", Last::NAMES),
    ("alone", Alone::NAMES),
    ("left-gap", Gap::NAMES),
    ("right-gap", Gap::NAMES),
    ("climate", Climate::NAMES),
    ("role", Relation::NAMES),
    ("left-owner", Owner::NAMES),
    ("right-owner", Owner::NAMES),
    ("left-verb", Class::NAMES),
    ("reported", Yes::NAMES),
    ("me", Yes::NAMES),
    ("noun-after", Yes::NAMES),
    ("determiner", Det::NAMES),
    ("inner-stop", Yes::NAMES),
    ("attributed", Climate::NAMES),
    ("repeated", Yes::NAMES),
    ("former", Former::NAMES),
];

/// Number of traits, and of those that need nothing but the run and its speaker.
const TRAITS: usize = 35;
const EARLY: usize = TRAITS - 3;

/// Places of some traits in a case.
const CAPITALS: usize = 5;
const LEAD: usize = 15;
const HEADING: usize = 17;

/// A case: the value of each trait.
pub(super) type Case = [u8; TRAITS];

static MODEL: Model = model!(SCHEMA, include_str!("../../assets/weights/speech.txt"));

/// What a run is taken for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub(super) kind: QuoteKind,
    /// Probability that it is speech.
    pub(super) speech: f32,
    pub(super) case: Case,
}

/// The weights that a run's probability of being speech is made of.
pub(super) fn reasons(case: &Case) -> Vec<super::Reason> {
    MODEL.reasons(case)
}

/// What is known of an article before its runs are judged.
#[derive(Debug)]
pub(super) struct Judge {
    repeated: Vec<bool>,
    attributed: Climate,
    former: Former,
}

impl Judge {
    pub(super) fn of(scene: &Scene<'_>, facts: &[Facts]) -> Self {
        Self {
            repeated: repeated(scene),
            attributed: share(
                facts.iter().filter(|f| f.is_attributed(scene)).count(),
                facts.len(),
            ),
            former: Former::None,
        }
    }

    /// Judges run number `run`, the next after the one judged last, given its speaker and the speaker's case.
    pub(super) fn verdict(
        &mut self,
        scene: &Scene<'_>,
        run: usize,
        facts: &Facts,
        choice: &Choice,
    ) -> Verdict {
        let mut case = case(scene, run, facts, choice);
        let late = [
            self.attributed as u8,
            self.repeated.get(run).copied().map_or(0, u8::from),
            self.former as u8,
        ];
        for (slot, value) in case.iter_mut().skip(EARLY).zip(late) {
            *slot = value;
        }
        let speech = 1.0 / (1.0 + (-MODEL.score(&case)).exp());
        let kind = kind(facts, &case, speech);
        self.former = if kind.is_speech() {
            Former::Speech
        } else {
            Former::Other
        };
        Verdict { kind, speech, case }
    }
}

fn kind(facts: &Facts, case: &Case, speech: f32) -> QuoteKind {
    let capitals = case.get(CAPITALS).copied().unwrap_or_default();
    let lead = case.get(LEAD).copied().unwrap_or_default();
    if speech < 0.5 {
        let heading = case.get(HEADING).copied() == Some(Yes::Yes as u8);
        let named = capitals == Capitals::All as u8 && lead != Lead::Coin as u8;
        let work = heading || lead == Lead::Work as u8 || named;
        return if work {
            QuoteKind::Title
        } else {
            QuoteKind::Scare
        };
    }
    let sentence =
        facts.begin == Begin::Upper && !matches!(facts.end, EndMark::None | EndMark::Trail);
    let clause = !matches!(facts.size, Size::W1 | Size::W2)
        && matches!(
            facts.before,
            Beside::Comma | Beside::Colon | Beside::Edge | Beside::Sentence
        )
        && (facts.begin == Begin::Upper || facts.size == Size::More);
    if sentence || clause || facts.last == Last::Carried {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    }
}

fn case(scene: &Scene<'_>, run: usize, facts: &Facts, choice: &Choice) -> Case {
    let words = scene.runs.get(run).map_or("", |r| r.span.of(scene.text));
    let family = scene.runs.get(run).map_or(Family::Double, |r| r.family);
    let of = |name: Name| choice.case.get(name as usize).copied().unwrap_or_default();
    let block = scene
        .runs
        .get(run)
        .and_then(|r| scene.article.blocks().get(r.block as usize));
    let heading = block.is_some_and(|b| matches!(b.kind, BlockKind::Heading(_)));
    let sure = match choice.sure {
        s if s < 0.4 => Sure::Low,
        s if s < 0.7 => Sure::Half,
        s if s < 0.93 => Sure::High,
        _ => Sure::VeryHigh,
    };
    let marks = match family {
        Family::Single => Marks::Single,
        _ => Marks::Double,
    };
    [
        of(Name::Tongue),
        u8::from(scene.dialogue),
        facts.size as u8,
        facts.begin as u8,
        facts.end as u8,
        capitals(words) as u8,
        grammar(scene, words) as u8,
        facts.before as u8,
        facts.after as u8,
        of(Name::LeftCue),
        of(Name::RightCue),
        of(Name::Sort),
        of(Name::ToLeftCue),
        of(Name::ToRightCue),
        sure as u8,
        lead(scene, facts.token) as u8,
        marks as u8,
        u8::from(heading),
        facts.last as u8,
        of(Name::Alone),
        of(Name::LeftGap),
        of(Name::RightGap),
        climate(scene) as u8,
        of(Name::Role),
        of(Name::LeftOwner),
        of(Name::RightOwner),
        of(Name::LeftVerb),
        u8::from(facts.reported),
        u8::from(is_first_person(words)),
        u8::from(noun_after(scene, facts)),
        determiner(scene, facts.token) as u8,
        u8::from(
            words
                .trim_end_matches(['.', '!', '?'])
                .contains(['.', '!', '?', ';', ',']),
        ),
        0,
        0,
        0,
    ]
}

/// How many of the runs of an article end as speech does, with a comma or a stop inside.
fn climate(scene: &Scene<'_>) -> Climate {
    share(scene.spoken, scene.runs.len())
}

/// A part of a whole, coarsely.
fn share(part: usize, whole: usize) -> Climate {
    match part * 8 / whole.max(1) {
        0 => Climate::None,
        1..=2 => Climate::Some,
        3..=5 => Climate::Half,
        _ => Climate::Most,
    }
}

/// Whether the words are those of one who speaks of himself.
fn is_first_person(words: &str) -> bool {
    const ME: &[&str] = &[
        "I", "we", "We", "my", "My", "our", "Our", "us", "me", "ich", "Ich", "wir", "Wir", "uns",
        "mir", "mich", "unser", "unsere",
    ];
    let word = |w: &str| {
        w.split(['\'', '’'])
            .next()
            .unwrap_or_default()
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_owned()
    };
    words
        .split_whitespace()
        .take(LOOKED_AT)
        .any(|w| ME.contains(&word(w).as_str()))
}

/// Whether the run qualifies a noun: "the 'Never Trump' movement".
fn noun_after(scene: &Scene<'_>, facts: &Facts) -> bool {
    let after = scene.tokens.get(facts.token + 1);
    let near = after.is_some_and(|t| {
        scene
            .tokens
            .get(facts.token)
            .is_some_and(|h| h.sentence == t.sentence)
    });
    near && after.is_some_and(|t| {
        t.is_word()
            && !t.is(Tags::FUNCTION.with(Tags::DET))
            && (!t.is(Tags::CUE.with(Tags::VERB)) || t.is(Tags::VOICE))
    })
}

/// The article or possessive before the run, adjectives skipped.
fn determiner(scene: &Scene<'_>, token: usize) -> Det {
    let near = (token.saturating_sub(3)..token)
        .rev()
        .map_while(|n| scene.tokens.get(n));
    for t in near {
        match () {
            () if t.shape == Shape::Possessive || t.is(Tags::HIS.with(Tags::HER)) => {
                return Det::Possessive;
            }
            () if t.is(Tags::INDEFINITE) => return Det::Indefinite,
            () if t.is(Tags::DET) => return Det::Definite,
            () if !t.is_word() || t.is(Tags::FUNCTION) => return Det::None,
            () => {}
        }
    }
    Det::None
}

/// The word that announces a name or a term: among the last three before the run.
fn lead(scene: &Scene<'_>, token: usize) -> Lead {
    let here = scene.tokens.get(token);
    let near = (token.saturating_sub(3)..token)
        .rev()
        .filter_map(|n| scene.tokens.get(n));
    let same = near.filter(|t| here.is_some_and(|h| h.sentence == t.sentence));
    for word in same {
        if word.is(Tags::COIN) {
            return Lead::Coin;
        }
        if word.is(Tags::WORK) {
            return Lead::Work;
        }
        if !word.is_word() || word.is(Tags::AUX) {
            break;
        }
    }
    Lead::None
}

/// Words of a run looked at.
const LOOKED_AT: usize = 24;

fn capitals(words: &str) -> Capitals {
    let (mut all, mut upper, mut first) = (0, 0, false);
    for (n, word) in words.split_whitespace().take(LOOKED_AT).enumerate() {
        let Some(c) = word.chars().find(|c| c.is_alphanumeric()) else {
            continue;
        };
        if n > 0 && word.chars().count() < 4 && c.is_lowercase() {
            continue;
        }
        all += 1;
        upper += usize::from(!c.is_lowercase());
        first |= n == 0 && !c.is_lowercase();
    }
    match (all, upper) {
        (_, 0) => Capitals::None,
        (a, u) if a == u && a > 1 => Capitals::All,
        (_, 1) if first => Capitals::First,
        _ => Capitals::Some,
    }
}

fn grammar(scene: &Scene<'_>, words: &str) -> Grammar {
    let inner = Tags::AUX
        .with(Tags::PRONOUN)
        .with(Tags::OBJECT)
        .with(Tags::CUE)
        .with(Tags::VERB);
    let of = |word: &str| {
        let lower = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let stem = lower.split(['\'', '’']).next().unwrap_or_default();
        scene.lexicon.tags(stem).any(inner) || stem != lower
    };
    match words
        .split_whitespace()
        .take(LOOKED_AT)
        .filter(|w| of(w))
        .count()
    {
        0 => Grammar::None,
        1 => Grammar::One,
        2 => Grammar::Two,
        _ => Grammar::More,
    }
}

/// Which runs stand in the article more than once, word for word.
fn repeated(scene: &Scene<'_>) -> Vec<bool> {
    let words = |n: usize| {
        scene
            .runs
            .get(n)
            .map_or("", |r| r.span.of(scene.text))
            .trim_end_matches([',', '.'])
    };
    let mut seen: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for n in 0..scene.runs.len() {
        *seen.entry(words(n)).or_default() += 1;
    }
    (0..scene.runs.len())
        .map(|n| seen.get(words(n)).is_some_and(|k| *k > 1))
        .collect()
}
