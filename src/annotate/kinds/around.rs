//! What stands around a run: tells names and terms from speech.

use crate::annotate::{
    clauses::Class,
    facts::Facts,
    lexicon::Tags,
    model::levels,
    scene::Scene,
    tokens::{Shape, Token},
};

levels! {
    /// What word before a run announces a name or a term.
    Lead { None Work Coin Outlet }
}

levels! {
    /// The article or possessive before a run.
    Det { None Definite Indefinite Possessive }
}

levels! {
    /// Whether another run stands beside in a list, and how long that is.
    Listed { No Short Long }
}

levels! {
    /// A small count.
    Few { None One Two More }
}

/// A small count.
fn few(n: usize) -> Few {
    match n {
        0 => Few::None,
        1 => Few::One,
        2 => Few::Two,
        _ => Few::More,
    }
}

/// Whether the word before a run says that it is only a name for something: "so-called".
pub(super) fn is_doubted(scene: &Scene<'_>, token: usize) -> bool {
    scene
        .tokens
        .beside(token, -1)
        .is_some_and(|t| t.is(Tags::DOUBT))
}

/// How many other runs stand in the sentence of a run.
pub(super) fn crowd(scene: &Scene<'_>, run: usize, facts: &Facts) -> Few {
    let here = scene.tokens.get(facts.token).map(|t| t.sentence);
    let sentence = |run: usize| {
        scene
            .tokens
            .get(scene.tokens.of_run(run))
            .map(|t| t.sentence)
    };
    let near = run.saturating_sub(3)..(run + 4).min(scene.runs.len());
    few(near.filter(|n| *n != run && sentence(*n) == here).count())
}

/// How many strong verbs of saying stand in the block of a run.
pub(super) fn voiced(scene: &Scene<'_>, facts: &Facts) -> Few {
    let here = scene.tokens.get(facts.token).map(|t| t.block);
    let split = scene
        .cues
        .partition_point(|c| (c.token as usize) < facts.token);
    let near = scene
        .cues
        .get(split.saturating_sub(6)..(split + 6).min(scene.cues.len()));
    let said = near.unwrap_or_default().iter().filter(|c| {
        matches!(
            c.class,
            Class::Core | Class::CoreIng | Class::Strong | Class::StrongIng | Class::According
        ) && scene.tokens.get(c.token as usize).map(|t| t.block) == here
    });
    few(said.count())
}

/// Whether only a comma, "and" or "or" parts a run from another.
pub(super) fn listed(scene: &Scene<'_>, facts: &Facts) -> Listed {
    let joins = |t: &Token| t.shape == Shape::Comma || t.is(Tags::CONJ);
    let beside = |step: isize| {
        let near = (1..=3).map(|k| scene.tokens.beside(facts.token, step * k));
        for (n, token) in near.enumerate() {
            match token {
                Some(Token {
                    shape: Shape::Quote(run),
                    ..
                }) if n > 0 => {
                    return scene.runs.get(*run as usize);
                }
                Some(token) if joins(token) => {}
                _ => return None,
            }
        }
        None
    };
    let long = |run: &crate::annotate::marks::Run| {
        run.span.of(scene.text).split_whitespace().nth(3).is_some()
    };
    match beside(-1).or_else(|| beside(1)) {
        None => Listed::No,
        Some(run) if long(run) => Listed::Long,
        Some(_) => Listed::Short,
    }
}

/// Whether the run qualifies a noun: "the 'Never Trump' movement".
pub(super) fn noun_after(scene: &Scene<'_>, facts: &Facts) -> bool {
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
pub(super) fn determiner(scene: &Scene<'_>, token: usize) -> Det {
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

/// The word that announces a name or a term: among the last four before the run.
pub(super) fn lead(scene: &Scene<'_>, token: usize) -> Lead {
    let here = scene.tokens.get(token);
    let near = (token.saturating_sub(4)..token)
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
        if word.is(Tags::OUTLET) {
            return Lead::Outlet;
        }
        if !word.is_word() && word.shape != Shape::Possessive || word.is(Tags::AUX) {
            break;
        }
    }
    Lead::None
}
