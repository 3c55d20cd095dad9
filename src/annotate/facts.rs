//! What is known of a quoted run before any candidate is looked at.

use super::{
    candidates::Kind,
    clauses::{Class, Cue},
    lexicon::Tags,
    marks::End,
    model::levels,
    scene::Scene,
    tokens::{Shape, Token},
};

use crate::text::byte;

levels! {
    /// What lies between a cue and the run.
    Gap { None Touching Sign That Words2 Words5 More Quote }
}

levels! {
    /// What stands beside a run or a candidate.
    Beside { Edge Sentence Comma Colon Dash Quote That Cue Aux Verb To By Prep Conj Det Who Possessive Bracket Pronoun Capital Number Word }
}

levels! {
    /// How a run ends.
    EndMark { Comma Stop Question Trail None Open Carried }
}

levels! {
    /// How a run begins.
    Begin { Lower Upper Other }
}

levels! {
    /// Words of a run.
    Size { W1 W2 W5 W15 More }
}

levels! {
    /// Where the run before stands.
    Last { None Sentence Para Carried LastPara Far }
}

levels! {
    /// How a run fills its block.
    Alone { Inside Begins Ends Alone }
}

/// What is known of a run before any candidate is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// Its number.
    pub(super) run: usize,
    /// Its token.
    pub(super) token: usize,
    /// Nearest cue before it in its sentence.
    pub(super) left: Option<usize>,
    /// Nearest finite cue of strength before it in its sentence.
    pub(super) verb: Option<usize>,
    /// Nearest cue after it in its sentence.
    pub(super) right: Option<usize>,
    pub(super) left_gap: Gap,
    pub(super) right_gap: Gap,
    pub(super) end: EndMark,
    pub(super) begin: Begin,
    pub(super) size: Size,
    pub(super) before: Beside,
    pub(super) after: Beside,
    pub(super) last: Last,
    pub(super) alone: Alone,
    /// The words around it are in the mood of reported speech.
    pub(super) reported: bool,
    /// How many persons its block names, the pronouns not counted.
    pub(super) company: u32,
}

impl Facts {
    /// The facts of run number `run`.
    pub(super) fn of(scene: &Scene<'_>, run: usize) -> Option<Self> {
        let token = scene.tokens.of_run(run);
        let here = scene.tokens.get(token)?;
        let quoted = scene.runs.get(run)?;
        let next = scene.cues.partition_point(|c| (c.token as usize) < token);
        let same = |n: &usize| {
            scene
                .cues
                .get(*n)
                .and_then(|c| scene.tokens.get(c.token as usize))
                .is_some_and(|t| t.sentence == here.sentence)
        };
        let left = next.checked_sub(1).filter(same);
        let strong = |n: &usize| {
            scene
                .cues
                .get(*n)
                .is_some_and(|c| matches!(c.class, Class::Core | Class::Strong | Class::According))
        };
        let verb = (next.saturating_sub(4)..next)
            .rev()
            .filter(same)
            .find(strong);
        let right = Some(next).filter(same);
        let words = quoted.span.of(scene.text);
        let gap = |cue: Option<usize>| {
            cue.and_then(|n| scene.cues.get(n))
                .map_or(Gap::None, |c| gap(scene, c, token))
        };
        Some(Self {
            run,
            token,
            left,
            verb,
            right,
            left_gap: gap(left),
            right_gap: gap(right),
            end: end_mark(words, quoted.end),
            begin: match words.chars().find(|c| c.is_alphanumeric()) {
                Some(c) if c.is_lowercase() => Begin::Lower,
                Some(c) if c.is_uppercase() => Begin::Upper,
                _ => Begin::Other,
            },
            size: size(words),
            before: beside(
                scene,
                here,
                token.checked_sub(1).and_then(|n| scene.tokens.get(n)),
                true,
            ),
            after: beside(scene, here, scene.tokens.get(token + 1), false),
            last: last(scene, run, here, quoted.carried),
            alone: alone(scene, token, here),
            reported: reported(scene, token, here),
            company: company(scene, token, here),
        })
    }
}

/// Whether a verb near the run, in its sentence, is in the mood of reported speech.
fn reported(scene: &Scene<'_>, token: usize, here: &Token) -> bool {
    /// Tokens looked at on either side.
    const NEAR: usize = 12;
    let near = token.saturating_sub(NEAR)..=token + NEAR;
    near.filter_map(|n| scene.tokens.get(n))
        .any(|t| t.sentence == here.sentence && t.shape == Shape::Word && t.is(Tags::SUBJUNCTIVE))
}

/// How many persons the block of a run names, each as often as it does.
fn company(scene: &Scene<'_>, token: usize, here: &Token) -> u32 {
    /// Candidates looked at on either side.
    const NEAR: usize = 16;
    let split = scene
        .candidates
        .partition_point(|c| (c.first as usize) < token);
    let near = split.saturating_sub(NEAR)..(split + NEAR).min(scene.candidates.len());
    let near = scene.candidates.get(near).unwrap_or_default();
    let person = near.iter().filter(|c| {
        matches!(c.kind, Kind::Person | Kind::PersonNoun)
            && scene
                .tokens
                .get(c.first as usize)
                .is_some_and(|t| t.block == here.block)
    });
    byte(person.count())
}

fn alone(scene: &Scene<'_>, token: usize, here: &Token) -> Alone {
    let beside = |by: isize| {
        scene
            .tokens
            .beside(token, by)
            .is_some_and(|t| t.block == here.block)
    };
    match (beside(-1), beside(1)) {
        (false, false) => Alone::Alone,
        (false, true) => Alone::Begins,
        (true, false) => Alone::Ends,
        (true, true) => Alone::Inside,
    }
}

impl Facts {
    /// Whether a strong verb of saying stands close beside the run.
    pub(super) fn is_attributed(&self, scene: &Scene<'_>) -> bool {
        let strong = |cue: Option<usize>| {
            let class = cue.and_then(|n| scene.cues.get(n)).map(|c| c.class);
            matches!(
                class,
                Some(
                    Class::Core
                        | Class::CoreIng
                        | Class::Strong
                        | Class::StrongIng
                        | Class::According
                )
            )
        };
        let near = |gap: Gap| {
            matches!(
                gap,
                Gap::Touching | Gap::Sign | Gap::That | Gap::Words2 | Gap::Words5
            )
        };
        near(self.left_gap) && strong(self.left) || near(self.right_gap) && strong(self.right)
    }
}

/// What the run before has to do with this one.
fn last(scene: &Scene<'_>, run: usize, here: &Token, carried: bool) -> Last {
    let Some(before) = run
        .checked_sub(1)
        .and_then(|r| scene.tokens.get(scene.tokens.of_run(r)))
    else {
        return Last::None;
    };
    if carried {
        Last::Carried
    } else if before.sentence == here.sentence {
        Last::Sentence
    } else if before.block == here.block {
        Last::Para
    } else if before.block + 1 == here.block {
        Last::LastPara
    } else {
        Last::Far
    }
}

fn end_mark(words: &str, end: End) -> EndMark {
    match (end, words.chars().next_back()) {
        (End::Carried, _) => EndMark::Carried,
        (End::Missing, _) => EndMark::Open,
        (_, Some(',')) => EndMark::Comma,
        (_, Some('.')) => EndMark::Stop,
        (_, Some('?' | '!')) => EndMark::Question,
        (_, Some('…' | '—' | '-' | '–')) => EndMark::Trail,
        _ => EndMark::None,
    }
}

/// How long a run is. Only its first words are looked at.
pub(super) fn size(words: &str) -> Size {
    match words.split_whitespace().take(16).count() {
        0 | 1 => Size::W1,
        2 => Size::W2,
        3..=5 => Size::W5,
        6..=15 => Size::W15,
        _ => Size::More,
    }
}

fn gap(scene: &Scene<'_>, cue: &Cue, run: usize) -> Gap {
    let (from, to) = if (cue.to as usize) < run {
        (cue.to as usize + 1, run)
    } else {
        (run + 1, cue.from as usize)
    };
    if scene.counts.quotes(from, to) > 0 {
        return Gap::Quote;
    }
    match to.saturating_sub(from) {
        0 => Gap::Touching,
        1 => match scene.tokens.get(from) {
            Some(t) if !t.is_word() => Gap::Sign,
            Some(t) if t.is(Tags::CONJ) || t.span.of(scene.text) == "that" => Gap::That,
            _ => Gap::Words2,
        },
        2 => Gap::Words2,
        3..=5 => Gap::Words5,
        _ => Gap::More,
    }
}

/// What a token beside another is, `here` being the one it stands beside.
pub(super) fn beside(
    scene: &Scene<'_>,
    here: &Token,
    token: Option<&Token>,
    before: bool,
) -> Beside {
    let Some(token) = token.filter(|t| t.block == here.block) else {
        return Beside::Edge;
    };
    match token.shape {
        Shape::Comma => return Beside::Comma,
        Shape::Colon => return Beside::Colon,
        Shape::Dash => return Beside::Dash,
        Shape::Quote(_) => return Beside::Quote,
        Shape::Possessive => return Beside::Possessive,
        Shape::Open | Shape::Close => return Beside::Bracket,
        Shape::Stop => return Beside::Sentence,
        Shape::Number => return Beside::Number,
        _ => {}
    }
    if before && token.sentence != here.sentence {
        return Beside::Sentence;
    }
    let word = token.span.of(scene.text);
    match () {
        () if word == "that" || word == "dass" => Beside::That,
        () if matches!(word, "to" | "told" | "gegenüber") => Beside::To,
        () if matches!(word, "by" | "By" | "von") => Beside::By,
        () if token.is(Tags::WHO) => Beside::Who,
        () if token.is(Tags::CUE) => Beside::Cue,
        () if token.is(Tags::AUX) => Beside::Aux,
        () if token.is(Tags::VERB) => Beside::Verb,
        () if token.is(Tags::PREP) => Beside::Prep,
        () if token.is(Tags::CONJ) => Beside::Conj,
        () if token.is(Tags::DET) => Beside::Det,
        () if token.is(Tags::PRONOUN) => Beside::Pronoun,
        () if token.shape == Shape::Capital => Beside::Capital,
        () => Beside::Word,
    }
}
