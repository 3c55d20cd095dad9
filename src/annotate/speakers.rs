//! Who said what: a scene goes in, for each run the likeliest candidate comes out.
//!
//! Runs are decided in the order of the text, each knowing who spoke before it.

use super::{
    candidates::Kind,
    clauses::{Class, Owner, Relation},
    facts::Facts,
    model::{Model, model},
    scene::Scene,
    tokens::Token,
    traits::{self, Case, Memory, Ranks},
};

static MODEL: Model = model!(
    traits::SCHEMA,
    concat!(
        include_str!("../../assets/weights/speaker.txt"),
        include_str!("../../assets/weights/speaker-set.txt")
    )
);

/// A candidate as it was weighed.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    /// Its number; `None` is nobody.
    pub(super) candidate: Option<usize>,
    pub(super) case: Case,
    pub(super) score: f32,
}

/// Who said a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// Number of the candidate; `None` is nobody.
    pub(super) candidate: Option<usize>,
    /// How sure that is, 0 to 1.
    pub(super) sure: f32,
    /// Why.
    pub(super) case: Case,
}

/// The weights that a candidate's score is the sum of.
pub(super) fn reasons(case: &Case) -> Vec<super::Reason> {
    MODEL.reasons(case)
}

/// Blocks looked back at, candidates before and after the run.
const BLOCKS_BACK: u32 = 3;
const BACK: usize = 32;
const AHEAD: usize = 12;

/// Weighs the candidates for a run into `weighed` and chooses.
pub(super) fn choose(
    scene: &Scene<'_>,
    facts: &Facts,
    memory: &Memory,
    weighed: &mut Vec<Weighed>,
) -> Choice {
    weighed.clear();
    weigh(scene, facts, memory, weighed);
    let top = weighed.iter().max_by(|a, b| a.score.total_cmp(&b.score));
    let Some(top) = top else {
        return Choice {
            candidate: None,
            sure: 0.0,
            case: traits::nobody(scene, facts),
        };
    };
    let sum: f32 = weighed.iter().map(|w| (w.score - top.score).exp()).sum();
    Choice {
        candidate: top.candidate,
        sure: 1.0 / sum,
        case: top.case,
    }
}

fn weigh(scene: &Scene<'_>, facts: &Facts, memory: &Memory, out: &mut Vec<Weighed>) {
    let mut add = |n: Option<usize>, case: Option<Case>| {
        if let Some(case) = case {
            out.push(Weighed {
                candidate: n,
                case,
                score: MODEL.score(&case),
            });
        }
    };
    let nobody = traits::nobody(scene, facts);
    let of = |n: usize, ranks: Ranks| traits::case(scene, facts, &nobody, (n, ranks), memory);
    add(None, Some(nobody));
    let Some(here) = scene.tokens.get(facts.token) else {
        return;
    };
    let split = scene
        .candidates
        .partition_point(|c| (c.first as usize) < facts.token);
    let block = |n: usize| {
        scene
            .candidates
            .get(n)
            .and_then(|c| scene.tokens.get(c.first as usize))
            .map_or(0, |t: &Token| t.block)
    };
    let before = (split.saturating_sub(BACK)..split)
        .rev()
        .take_while(|n| here.block - block(*n) <= BLOCKS_BACK);
    let after = (split..(split + AHEAD).min(scene.candidates.len()))
        .take_while(|n| block(*n) <= here.block + 1);
    let mut earliest = split;
    let mut ranks = Ranks::default();
    for n in before {
        earliest = n;
        if !passes_on(scene, facts, n) {
            add(Some(n), of(n, ranks));
        }
        step(scene, n, &mut ranks);
    }
    ranks = Ranks::default();
    for n in after {
        if !passes_on(scene, facts, n) {
            add(Some(n), of(n, ranks));
        }
        step(scene, n, &mut ranks);
    }
    let far = Ranks {
        any: 3,
        subjects: 3,
    };
    for (n, _) in [memory.last, memory.other]
        .into_iter()
        .chain(memory.earlier)
        .flatten()
        .filter(|(n, _)| *n < earliest)
    {
        add(Some(n), of(n, far));
    }
}

/// Whether a candidate only passed on what another said: "told Reuters", "Kerry said, according to Reuters".
fn passes_on(scene: &Scene<'_>, facts: &Facts, n: usize) -> bool {
    let Some(c) = scene.candidates.get(n) else {
        return false;
    };
    match scene.roles.get(n) {
        Some(Relation::Object | Relation::Addressee) => c.kind == Kind::Outlet,
        Some(Relation::According) => {
            let same = |t: Option<&Token>| {
                t.is_some_and(|t| {
                    scene
                        .tokens
                        .get(facts.token)
                        .is_some_and(|r| r.sentence == t.sentence)
                })
            };
            let mut near = [facts.left, facts.right]
                .into_iter()
                .flatten()
                .filter_map(|q| scene.cues.get(q));
            let said = near.find(|q| {
                q.token < c.first && q.class != Class::According && q.owner != Owner::None
            });
            said.is_some_and(|q| q.token as usize > facts.token)
                && same(scene.tokens.get(c.first as usize))
        }
        _ => false,
    }
}

/// Counts a candidate in the order of likely speakers.
fn step(scene: &Scene<'_>, n: usize, ranks: &mut Ranks) {
    let kind = scene.candidates.get(n).map(|c| c.kind);
    ranks.any += u32::from(!matches!(
        kind,
        Some(Kind::OtherNoun | Kind::Place | Kind::It)
    ));
    ranks.subjects += u32::from(scene.roles.get(n).is_some_and(|r| r.speaks()));
}
