//! Whom "he" and "she" mean who said a quote: the pronoun and who spoke before go in, the likeliest person comes out.
//!
//! It counts who has spoken, who was spoken to, where the quotation before stands, and whom the pronouns before mean.
//! Persons are weighed as speakers are, by a linear model over traits. It was fitted on English and is asked there, and
//! where most paragraphs are talk; elsewhere what [`super::resolve`] knows, where a pronoun stands, tells as much.

use super::{
    calls::{Call, addressed, call},
    candidates::{Candidate, Kind, Sex},
    clauses::Relation,
    facts::{Alone, Facts, Last},
    lexicon::Tags,
    model::{Model, Trait, levels, model},
    scene::Scene,
    tokens::{Shape, Token},
    traits::Memory,
};

levels! {
    /// Whether the sex of a person is told.
    Told { No Yes }
}

levels! {
    /// How many sentences lie between.
    Sentences { S0 S1 S2 S4 S8 More }
}

levels! {
    /// How many blocks lie between.
    Paras { P0 P1 P2 P4 More }
}

levels! {
    /// A place in an order.
    Rank { First Second Third Later }
}

levels! {
    /// When a person spoke before.
    Spoke { No Last Other Earlier }
}

levels! {
    /// Yes or no.
    Yes { No Yes }
}

/// The traits in the order of a case.
pub(super) const SCHEMA: &[Trait] = &[
    ("genre", Yes::NAMES),
    ("told", Told::NAMES),
    ("sentences", Sentences::NAMES),
    ("paras", Paras::NAMES),
    ("role", Relation::NAMES),
    ("begins", Yes::NAMES),
    ("recent", Rank::NAMES),
    ("chief", Rank::NAMES),
    ("spoke", Spoke::NAMES),
    ("last", Last::NAMES),
    ("alone", Alone::NAMES),
    ("after", Yes::NAMES),
    ("noun", Yes::NAMES),
    ("inside", Call::NAMES),
    ("addressed", Call::NAMES),
    ("owner", Yes::NAMES),
    ("chain", Yes::NAMES),
    ("place", Yes::NAMES),
    ("firm", Yes::NAMES),
    ("acts", Yes::NAMES),
    ("prep", Yes::NAMES),
    ("subject", Yes::NAMES),
];

/// Number of traits.
const TRAITS: usize = 22;

/// Places of the traits that are known when all persons are.
const CHIEF: usize = 7;

/// A case: the value of each trait.
pub(super) type Case = [u8; TRAITS];

static MODEL: Model = model!(SCHEMA, include_str!("../../assets/weights/antecedent.txt"));

/// A person as it was weighed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// Number of the entity.
    pub(super) entity: u32,
    /// Number of the candidate that names it last before the pronoun.
    pub(super) mention: usize,
    pub(super) case: Case,
    pub(super) score: f32,
    count: u32,
}

/// The weights that a person's score is the sum of.
pub(super) fn reasons(case: &Case) -> Vec<super::Reason> {
    MODEL.reasons(case)
}

/// Candidates looked back at from a pronoun, and persons weighed.
const BACK: usize = 80;
const PERSONS: usize = 12;

/// Weighs the persons whom candidate number `n` could mean into `weighed`, the likeliest first, where it is "he" or
/// "she". No person where it is another pronoun, where none fits, or where [`super::resolve`] is asked instead.
pub(super) fn weigh(
    scene: &Scene<'_>,
    facts: &Facts,
    n: usize,
    memory: &Memory,
    weighed: &mut Vec<Weighed>,
) {
    weighed.clear();
    let he = |c: &&Candidate| c.kind == Kind::He && (scene.dialogue || scene.tokens.english);
    let Some(pronoun) = scene.candidates.get(n).filter(he) else {
        return;
    };
    let fits = |id: u32| {
        scene.entities.get(id).is_some_and(|e| {
            matches!(e.kind, Kind::Person | Kind::PersonNoun)
                && (e.sex == Sex::Unknown || e.sex == pronoun.sex)
        })
    };
    let named = |k: usize| {
        let kind = scene.candidates.get(k).map(|c| c.kind);
        matches!(kind, Some(Kind::Person | Kind::PersonNoun))
    };
    let near = (n.saturating_sub(BACK)..n).rev().filter(|k| named(*k));
    let spoke = [memory.last, memory.other]
        .into_iter()
        .chain(memory.earlier);
    let mut add = |k: usize, id: u32| {
        if weighed.len() < PERSONS
            && fits(id)
            && !scene
                .candidates
                .get(k)
                .is_some_and(|c| c.has_article(&scene.tokens))
            && !weighed.iter().any(|w| w.entity == id)
        {
            let case = case(scene, facts, (n, k), id, memory, weighed.len());
            weighed.push(Weighed {
                entity: id,
                mention: k,
                case,
                score: 0.0,
                count: scene.entities.get(id).map_or(0, |e| e.count),
            });
        }
    };
    for k in near {
        if let Some(id) = scene.entities.id(k) {
            add(k, id);
        }
    }
    for (k, id) in spoke.flatten() {
        if let Some(id) = id.filter(|_| k < n) {
            add(k, id);
        }
    }
    // Whom the pronouns before mean, however long ago the name was written.
    let chain = chained(scene, n);
    for k in chain.into_iter().chain([n]) {
        if let Some(id) = scene.entities.id(k) {
            add(k, id);
        }
    }
    score(weighed);
}

/// Scores the persons once it is known which of them the article names most.
fn score(weighed: &mut [Weighed]) {
    let counts: Vec<u32> = weighed.iter().map(|w| w.count).collect();
    for person in weighed.iter_mut() {
        let above = counts.iter().filter(|c| **c > person.count).count();
        if let Some(slot) = person.case.get_mut(CHIEF) {
            *slot = rank(above) as u8;
        }
        person.score = MODEL.score(&person.case);
    }
    weighed.sort_by(|a, b| b.score.total_cmp(&a.score));
}

fn rank(n: usize) -> Rank {
    match n {
        0 => Rank::First,
        1 => Rank::Second,
        2 => Rank::Third,
        _ => Rank::Later,
    }
}

/// The case of an entity that candidate `mention` names, for the pronoun that is candidate `pronoun`.
fn case(
    scene: &Scene<'_>,
    facts: &Facts,
    (pronoun, mention): (usize, usize),
    id: u32,
    memory: &Memory,
    recent: usize,
) -> Case {
    let candidate = |n: usize| scene.candidates.get(n);
    let token = |n: usize| candidate(n).and_then(|c| scene.tokens.get(c.first as usize));
    let (Some(c), Some(mine), Some(theirs)) = (candidate(mention), token(pronoun), token(mention))
    else {
        return [0; TRAITS];
    };
    let entity = scene.entities.get(id);
    let prep = scene
        .tokens
        .beside(c.first as usize, -1)
        .is_some_and(|t| t.is(Tags::PREP));
    let told = entity.is_some_and(|e| e.sex != Sex::Unknown);
    let owner = scene
        .tokens
        .get(c.last as usize + 1)
        .is_some_and(|t| t.shape == Shape::Possessive);
    let after = candidate(pronoun).is_some_and(|p| p.first as usize > facts.token);
    let chain = chained(scene, pronoun).and_then(|k| scene.entities.id(k));
    [
        u8::from(scene.dialogue),
        u8::from(told),
        sentences(mine, theirs) as u8,
        paras(mine, theirs) as u8,
        scene.roles.get(mention).map_or(0, |r| *r as u8),
        u8::from(scene.tokens.begins(c.first as usize)),
        rank(recent) as u8,
        0,
        spoke(memory, id) as u8,
        facts.last as u8,
        facts.alone as u8,
        u8::from(after),
        u8::from(c.kind == Kind::PersonNoun),
        call(scene, c, facts.run) as u8,
        addressed(scene, c, facts.run) as u8,
        u8::from(owner),
        u8::from(chain == Some(id)),
        u8::from(scene.entities.id(pronoun) == Some(id)),
        u8::from(entity.is_some_and(|e| e.firm)),
        u8::from(entity.is_some_and(|e| e.acts)),
        u8::from(prep),
        u8::from(is_subject(scene, c)),
    ]
}

/// The last pronoun of the same sex before candidate number `n`.
fn chained(scene: &Scene<'_>, n: usize) -> Option<usize> {
    /// Candidates looked back at.
    const NEAR: usize = 12;
    let sex = scene.candidates.get(n)?.sex;
    let he = |c: &Candidate| c.kind == Kind::He && c.sex == sex;
    let mut near = (n.saturating_sub(NEAR)..n).rev();
    near.find(|k| scene.candidates.get(*k).is_some_and(he))
}

/// Whether a verb follows a mention, as it does a subject.
fn is_subject(scene: &Scene<'_>, c: &Candidate) -> bool {
    let next = scene.tokens.get(c.last as usize + 1);
    next.is_some_and(|t| {
        t.shape == Shape::Word
            && (t.is(Tags::AUX.with(Tags::CUE).with(Tags::VERB)) || t.is_participle())
    })
}

fn sentences(mine: &Token, theirs: &Token) -> Sentences {
    match mine.sentence.abs_diff(theirs.sentence) {
        0 => Sentences::S0,
        1 => Sentences::S1,
        2 => Sentences::S2,
        3..=4 => Sentences::S4,
        5..=8 => Sentences::S8,
        _ => Sentences::More,
    }
}

fn paras(mine: &Token, theirs: &Token) -> Paras {
    match mine.block.abs_diff(theirs.block) {
        0 => Paras::P0,
        1 => Paras::P1,
        2 => Paras::P2,
        3..=4 => Paras::P4,
        _ => Paras::More,
    }
}

fn spoke(memory: &Memory, id: u32) -> Spoke {
    let is = |who: Option<(usize, Option<u32>)>| who.is_some_and(|(_, e)| e == Some(id));
    match () {
        () if is(memory.last) => Spoke::Last,
        () if is(memory.other) => Spoke::Other,
        () if memory.earlier.into_iter().any(is) => Spoke::Earlier,
        () => Spoke::No,
    }
}
