//! Why each quote was taken for what it is and given to whom it is: the same path as [`super::annotate`], shown.

use super::{
    Quote, antecedents, lexicon::Lexicon, scene::Scene, speakers::Weighed, traits, voices,
};
use crate::{article::Article, text::Span};

/// How one quote was decided.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What came of it.
    pub quote: Quote,
    /// Probability that it is speech, 0 to 1.
    pub speech: f32,
    /// What told speech from other quoted words: names of traits and their values.
    pub traits: Vec<(&'static str, &'static str)>,
    /// The weights that this probability is made of, the heaviest first.
    pub reasons: Vec<Reason>,
    /// Who could have said it, likeliest first.
    pub candidates: Vec<Considered>,
    /// Whom the speaker could mean who is "he" or "she", likeliest first; empty of any other.
    pub antecedents: Vec<Considered>,
}

/// A weight, and the traits that it hangs on: "role=Inverted side=After".
pub type Reason = (String, f32);

/// A candidate as it was weighed for a quote.
#[derive(Clone, Debug)]
pub struct Considered {
    /// The words that name it; `None` is nobody.
    pub span: Option<Span>,
    /// Where that person or thing is named most fully.
    pub name: Option<Span>,
    /// The sum of the weights that its traits carry; differences count, not the height.
    pub score: f32,
    /// Names of traits and their values.
    pub traits: Vec<(&'static str, &'static str)>,
    /// The weights that the score is the sum of, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// How each quote of an article was decided, in order.
#[must_use]
pub fn explain(article: &Article) -> Vec<Explanation> {
    let scene = Scene::of(article, Lexicon::of(&voices::language(article)));
    let mut considered: Vec<(Vec<Considered>, Vec<Considered>)> = Vec::new();
    let (quotes, verdicts) = voices::read(&scene, |weighed, persons| {
        let mut list: Vec<Considered> = weighed.iter().map(|w| show(&scene, w)).collect();
        list.sort_by(|a, b| b.score.total_cmp(&a.score));
        considered.push((list, persons.iter().map(|p| person(&scene, p)).collect()));
    });
    let decided = quotes.into_iter().zip(verdicts).zip(considered);
    let of = |((quote, verdict), (candidates, antecedents)): (
        (Quote, super::kinds::Verdict),
        (Vec<Considered>, Vec<Considered>),
    )| {
        Explanation {
            quote,
            speech: verdict.speech,
            traits: super::model::names(super::kinds::SCHEMA, &verdict.case),
            reasons: super::kinds::reasons(&verdict.case),
            candidates,
            antecedents,
        }
    };
    decided.map(of).collect()
}

fn show(scene: &Scene<'_>, weighed: &Weighed) -> Considered {
    let candidate = weighed.candidate.and_then(|n| scene.candidates.get(n));
    let entity = weighed
        .candidate
        .and_then(|n| scene.entities.id(n))
        .and_then(|id| scene.entities.get(id));
    Considered {
        span: candidate.map(|c| voices::mention(scene, c)),
        name: entity.map(|e| e.name),
        score: weighed.score,
        traits: super::model::names(traits::SCHEMA, &weighed.case),
        reasons: super::speakers::reasons(&weighed.case),
    }
}

fn person(scene: &Scene<'_>, weighed: &antecedents::Weighed) -> Considered {
    let candidate = scene.candidates.get(weighed.mention);
    Considered {
        span: candidate.map(|c| voices::mention(scene, c)),
        name: scene.entities.get(weighed.entity).map(|e| e.name),
        score: weighed.score,
        traits: super::model::names(antecedents::SCHEMA, &weighed.case),
        reasons: antecedents::reasons(&weighed.case),
    }
}
