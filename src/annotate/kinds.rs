//! Speech or not: a scene and its speakers go in, for each run comes out whether anyone said it.

mod around;
mod inside;
mod unspaced;

use around::{Det, Few, Lead, Listed};
use inside::{Capitals, Grammar, Inside, Length, Opening};

use super::{
    QuoteKind,
    clauses::{Class, Owner, Relation},
    facts::{Alone, Begin, Beside, EndMark, Facts, Gap, Last, Size, beside},
    marks::Family,
    model::{Model, Trait, levels, model},
    scene::Scene,
    speakers::Choice,
    traits::{Name, Sort, Tongue},
};
use crate::article::BlockKind;

levels! {
    /// How sure the speaker is.
    Sure { Low Half High VeryHigh }
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
    ("size", Length::NAMES),
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
    ("opening", Opening::NAMES),
    ("digits", Yes::NAMES),
    ("finite", Yes::NAMES),
    ("further", Beside::NAMES),
    ("crowd", Few::NAMES),
    ("voiced", Few::NAMES),
    ("listed", Listed::NAMES),
    ("attributed", Climate::NAMES),
    ("brevity", Climate::NAMES),
    ("reporting", Climate::NAMES),
    ("narrator", Climate::NAMES),
    ("known", Yes::NAMES),
    ("repeated", Yes::NAMES),
    ("former", Former::NAMES),
];

/// Number of traits, and of those that need nothing but the run and its speaker.
const TRAITS: usize = 46;
const EARLY: usize = TRAITS - 7;

/// Places of some traits in a case.
const CAPITALS: usize = 5;
const LEAD: usize = 15;
const HEADING: usize = 17;

/// A case: the value of each trait.
pub(super) type Case = [u8; TRAITS];

static MODEL: Model = model!(SCHEMA, include_str!("../../assets/weights/speech.txt"));

/// Most that a run can be speech by right after "so-called".
const DOUBTED: f32 = 0.2;

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
    known: Vec<bool>,
    attributed: Climate,
    /// Which part of the runs have few words.
    brevity: Climate,
    /// How often the narrator writes that someone said something, and how often of himself.
    reporting: Climate,
    narrator: Climate,
    former: Former,
}

impl Judge {
    pub(super) fn of(scene: &Scene<'_>, facts: &[Facts]) -> Self {
        Self {
            repeated: repeated(scene),
            known: known(scene),
            attributed: share(
                facts.iter().filter(|f| f.is_attributed(scene)).count(),
                facts.len(),
            ),
            brevity: share(
                facts
                    .iter()
                    .filter(|f| matches!(f.size, Size::W1 | Size::W2 | Size::W5))
                    .count(),
                facts.len(),
            ),
            reporting: often(
                scene.cues.iter().filter(|c| c.class == Class::Core).count(),
                scene,
            ),
            narrator: often(
                scene
                    .candidates
                    .iter()
                    .filter(|c| c.kind == super::candidates::Kind::I)
                    .count(),
                scene,
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
            self.brevity as u8,
            self.reporting as u8,
            self.narrator as u8,
            self.known.get(run).copied().map_or(0, u8::from),
            self.repeated.get(run).copied().map_or(0, u8::from),
            self.former as u8,
        ];
        for (slot, value) in case.iter_mut().skip(EARLY).zip(late) {
            *slot = value;
        }
        let mut speech = 1.0 / (1.0 + (-MODEL.score(&case)).exp());
        if around::is_doubted(scene, facts.token) {
            speech = speech.min(DOUBTED);
        }
        let mut kind = kind(facts, &case, speech);
        let run = scene.runs.get(run);
        if let Some(told) = run.and_then(|r| unspaced::kind(scene.article, scene.lexicon, r)) {
            (kind, speech) = told;
        }
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
    let Some(here) = scene.tokens.get(facts.token) else {
        return [0; TRAITS];
    };
    let further = scene.tokens.beside(facts.token, -2);
    let words = scene.runs.get(run).map_or("", |r| r.span.of(scene.text));
    let inside = Inside::of(scene.lexicon, words);
    let of = |name: Name| choice.case.get(name as usize).copied().unwrap_or_default();
    [
        of(Name::Tongue),
        u8::from(scene.dialogue),
        inside.length as u8,
        facts.begin as u8,
        facts.end as u8,
        inside.capitals as u8,
        inside.grammar as u8,
        facts.before as u8,
        facts.after as u8,
        of(Name::LeftCue),
        of(Name::RightCue),
        of(Name::Sort),
        of(Name::ToLeftCue),
        of(Name::ToRightCue),
        sure(choice.sure) as u8,
        around::lead(scene, facts.token) as u8,
        marks(scene, run) as u8,
        u8::from(in_heading(scene, run)),
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
        u8::from(inside.me),
        u8::from(around::noun_after(scene, facts)),
        around::determiner(scene, facts.token) as u8,
        u8::from(has_stop(words)),
        inside.opening as u8,
        u8::from(inside.digits),
        u8::from(inside.finite),
        beside(scene, here, further, true) as u8,
        around::crowd(scene, run, facts) as u8,
        around::voiced(scene, facts) as u8,
        around::listed(scene, facts) as u8,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ]
}

/// How sure the speaker is.
fn sure(sure: f32) -> Sure {
    match sure {
        s if s < 0.4 => Sure::Low,
        s if s < 0.7 => Sure::Half,
        s if s < 0.93 => Sure::High,
        _ => Sure::VeryHigh,
    }
}

fn marks(scene: &Scene<'_>, run: usize) -> Marks {
    match scene.runs.get(run).map(|r| r.family) {
        Some(Family::Single) => Marks::Single,
        _ => Marks::Double,
    }
}

fn in_heading(scene: &Scene<'_>, run: usize) -> bool {
    let run = scene.runs.get(run);
    let block = run.and_then(|r| scene.article.blocks().get(r.block as usize));
    block.is_some_and(|b| matches!(b.kind, BlockKind::Heading(_)))
}

/// Whether a sign that parts clauses stands inside the words, not at their end.
fn has_stop(words: &str) -> bool {
    words
        .trim_end_matches(['.', '!', '?'])
        .contains(['.', '!', '?', ';', ','])
}

/// How many of the runs of an article end as speech does, with a comma or a stop inside.
fn climate(scene: &Scene<'_>) -> Climate {
    share(scene.spoken, scene.runs.len())
}

/// How often something stands among the narrator's words.
fn often(count: usize, scene: &Scene<'_>) -> Climate {
    match count * 1000 / scene.tokens.all().len().max(1) {
        0 => Climate::None,
        1..=4 => Climate::Some,
        5..=11 => Climate::Half,
        _ => Climate::Most,
    }
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

/// Which short runs have a word that the narrator writes too, without marks.
fn known(scene: &Scene<'_>) -> Vec<bool> {
    /// Shortest word that tells, in bytes, and most words of a run.
    const SHORTEST: usize = 5;
    const FEW: usize = 3;
    let mut words: std::collections::HashMap<&str, Vec<usize>> = std::collections::HashMap::new();
    for (n, run) in scene.runs.iter().enumerate() {
        let span = run.span.of(scene.text);
        if span.split_whitespace().nth(FEW).is_some() {
            continue;
        }
        let bare = span
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() >= SHORTEST);
        if let Some(word) = bare.max_by_key(|w| w.len()) {
            words.entry(word).or_default().push(n);
        }
    }
    let mut known = vec![false; scene.runs.len()];
    if words.is_empty() {
        return known;
    }
    for token in scene.tokens.all() {
        let word = token.span.of(scene.text);
        if word.len() >= SHORTEST
            && token.is_word()
            && let Some(runs) = words.remove(word)
        {
            for run in runs {
                if let Some(slot) = known.get_mut(run) {
                    *slot = true;
                }
            }
        }
    }
    known
}
