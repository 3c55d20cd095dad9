//! What the model of speakers sees of a quoted run and a candidate: only how the text around them is built.

use super::{
    calls::{Call, addressed, call},
    candidates::{Candidate, Kind},
    clauses::{Class, Owner, Relation, relation},
    facts::{Alone, Begin, Beside, EndMark, Facts, Gap, Last, Size, beside},
    model::{Trait, levels},
    scene::Scene,
};

levels! {
    /// What the candidate is.
    Sort { Nobody Person Organisation Outlet Place He It They I Who Someone PersonNoun PeopleNoun GroupNoun DocumentNoun OtherNoun }
}

levels! {
    /// Where the candidate stands from the run.
    Side { Nowhere Before Sooner1 Sooner2 After Later1 Later2 Para1 Para2 Far NextPara }
}

levels! {
    /// How many words lie between.
    Distance { None D0 D1 D3 D6 D12 D25 More }
}

levels! {
    /// A small count.
    Few { Zero One Two More }
}

levels! {
    /// Whether the candidate is the speaker of the quotation before.
    Same { No SameSentence SamePara LastPara Longer First }
}

levels! {
    /// Whether the candidate is the speaker of the quotation before the last.
    Turn { No Yes }
}

levels! {
    /// How a language sets speech: a comma inside the marks and the verb mostly after its subject, or the comma outside
    /// and the verb before the one who spoke.
    Tongue { English Continental }
}

levels! {
    /// The kind of story.
    Genre { News Dialogue }
}

/// The traits in the order of a case.
pub(super) const SCHEMA: &[Trait] = &[
    ("tongue", Tongue::NAMES),
    ("genre", Genre::NAMES),
    ("sort", Sort::NAMES),
    ("side", Side::NAMES),
    ("distance", Distance::NAMES),
    ("to-left-cue", Relation::NAMES),
    ("left-cue", Class::NAMES),
    ("left-gap", Gap::NAMES),
    ("to-left-verb", Relation::NAMES),
    ("left-verb", Class::NAMES),
    ("to-right-cue", Relation::NAMES),
    ("right-cue", Class::NAMES),
    ("right-gap", Gap::NAMES),
    ("role", Relation::NAMES),
    ("quotes-between", Few::NAMES),
    ("rank", Few::NAMES),
    ("before", Beside::NAMES),
    ("after", Beside::NAMES),
    ("run-end", EndMark::NAMES),
    ("run-begin", Begin::NAMES),
    ("run-size", Size::NAMES),
    ("run-before", Beside::NAMES),
    ("run-after", Beside::NAMES),
    ("same", Same::NAMES),
    ("turn", Turn::NAMES),
    ("count", Few::NAMES),
    ("last", Last::NAMES),
    ("first", Turn::NAMES),
    ("verbs-between", Few::NAMES),
    ("left-owner", Owner::NAMES),
    ("right-owner", Owner::NAMES),
    ("alone", Alone::NAMES),
    ("place", Few::NAMES),
    ("subjects-between", Few::NAMES),
    ("reported", Turn::NAMES),
    ("inside", Call::NAMES),
    ("addressed", Call::NAMES),
    ("company", Few::NAMES),
    ("earlier", Turn::NAMES),
    ("firm", Turn::NAMES),
    ("acts", Turn::NAMES),
];

/// Number of traits.
pub(super) const TRAITS: usize = 41;

/// A case: the value of each trait.
pub(super) type Case = [u8; TRAITS];

/// What was decided before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memory {
    /// The speaker of the last quotation: candidate, and entity where it is known.
    pub(super) last: Option<(usize, Option<u32>)>,
    /// The speaker before that who is another.
    pub(super) other: Option<(usize, Option<u32>)>,
    /// Two who spoke earlier still.
    pub(super) earlier: [Option<(usize, Option<u32>)>; 2],
}

impl Memory {
    /// Keeps who spoke.
    pub(super) fn keep(&mut self, n: usize, entity: Option<u32>) {
        if !is(self.last, n, entity) {
            if self.other.is_some_and(|(c, _)| !is(self.last, c, None))
                && !is(self.other, n, entity)
            {
                self.earlier = [self.other, self.earlier.first().copied().flatten()];
            }
            self.other = self.last;
        }
        self.last = Some((n, entity));
    }
}

fn few(n: u32) -> Few {
    match n {
        0 => Few::Zero,
        1 => Few::One,
        2 => Few::Two,
        _ => Few::More,
    }
}

fn sort(kind: Kind) -> Sort {
    match kind {
        Kind::Person => Sort::Person,
        Kind::Organisation => Sort::Organisation,
        Kind::Outlet => Sort::Outlet,
        Kind::Place => Sort::Place,
        Kind::He => Sort::He,
        Kind::It => Sort::It,
        Kind::They => Sort::They,
        Kind::I => Sort::I,
        Kind::Who => Sort::Who,
        Kind::Someone => Sort::Someone,
        Kind::PersonNoun => Sort::PersonNoun,
        Kind::PeopleNoun => Sort::PeopleNoun,
        Kind::GroupNoun => Sort::GroupNoun,
        Kind::DocumentNoun => Sort::DocumentNoun,
        Kind::OtherNoun => Sort::OtherNoun,
    }
}

/// Where a candidate stands, and how many tokens lie between.
fn side(scene: &Scene<'_>, facts: &Facts, c: &Candidate) -> (Side, usize) {
    let (Some(mine), Some(run)) = (
        scene.tokens.get(c.last as usize),
        scene.tokens.get(facts.token),
    ) else {
        return (Side::Far, 99);
    };
    let before = (c.last as usize) < facts.token;
    let apart = if before {
        facts.token - c.last as usize - 1
    } else {
        (c.first as usize).saturating_sub(facts.token + 1)
    };
    let side = match (run.block.abs_diff(mine.block), before) {
        (0, true) => match run.sentence - mine.sentence {
            0 => Side::Before,
            1 => Side::Sooner1,
            _ => Side::Sooner2,
        },
        (0, false) => match mine.sentence.saturating_sub(run.sentence) {
            0 => Side::After,
            1 => Side::Later1,
            _ => Side::Later2,
        },
        (_, false) => Side::NextPara,
        (1, _) => Side::Para1,
        (2, _) => Side::Para2,
        _ => Side::Far,
    };
    (side, apart)
}

/// How many candidates stand between a candidate and the run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ranks {
    /// Of those that speak often.
    pub(super) any: u32,
    /// Of those that are subjects of a cue.
    pub(super) subjects: u32,
}

/// The case of nobody.
pub(super) fn nobody(scene: &Scene<'_>, facts: &Facts) -> Case {
    let mut case = [0; TRAITS];
    about_run(scene, facts, &mut case);
    case
}

fn set(case: &mut Case, name: Name, value: u8) {
    if let Some(slot) = case.get_mut(name as usize) {
        *slot = value;
    }
}

/// The traits by number, in the order of [`SCHEMA`].
#[derive(Clone, Copy)]
pub(super) enum Name {
    Tongue,
    Genre,
    Sort,
    Side,
    Distance,
    ToLeftCue,
    LeftCue,
    LeftGap,
    ToLeftVerb,
    LeftVerb,
    ToRightCue,
    RightCue,
    RightGap,
    Role,
    QuotesBetween,
    Rank,
    Before,
    After,
    RunEnd,
    RunBegin,
    RunSize,
    RunBefore,
    RunAfter,
    Same,
    Turn,
    Count,
    Last,
    First,
    VerbsBetween,
    LeftOwner,
    RightOwner,
    Alone,
    Place,
    SubjectsBetween,
    Reported,
    Inside,
    Addressed,
    Company,
    Earlier,
    Firm,
    Acts,
}

fn about_run(scene: &Scene<'_>, facts: &Facts, case: &mut Case) {
    let tongue = if scene.tokens.english {
        Tongue::English
    } else {
        Tongue::Continental
    };
    let class = |cue: Option<usize>| {
        cue.and_then(|n| scene.cues.get(n))
            .map_or(Class::None, |c| c.class) as u8
    };
    set(case, Name::Tongue, tongue as u8);
    set(case, Name::Genre, u8::from(scene.dialogue));
    set(case, Name::LeftCue, class(facts.left));
    set(case, Name::LeftGap, facts.left_gap as u8);
    set(case, Name::LeftVerb, class(facts.verb));
    set(case, Name::RightCue, class(facts.right));
    set(case, Name::RightGap, facts.right_gap as u8);
    set(case, Name::RunEnd, facts.end as u8);
    set(case, Name::RunBegin, facts.begin as u8);
    set(case, Name::RunSize, facts.size as u8);
    set(case, Name::RunBefore, facts.before as u8);
    set(case, Name::RunAfter, facts.after as u8);
    set(case, Name::Last, facts.last as u8);
    let owner = |cue: Option<usize>| {
        cue.and_then(|n| scene.cues.get(n))
            .map_or(Owner::None, |c| c.owner) as u8
    };
    set(case, Name::LeftOwner, owner(facts.left));
    set(case, Name::RightOwner, owner(facts.right));
    set(case, Name::Alone, facts.alone as u8);
    set(case, Name::Reported, u8::from(facts.reported));
    set(case, Name::Company, few(facts.company) as u8);
}

/// The case of candidate number `n`, given that of nobody.
pub(super) fn case(
    scene: &Scene<'_>,
    facts: &Facts,
    nobody: &Case,
    (n, ranks): (usize, Ranks),
    memory: &Memory,
) -> Option<Case> {
    let c = scene.candidates.get(n)?;
    let mut case = *nobody;
    about_place(scene, facts, c, &mut case);
    let (first, last) = (c.first as usize, c.last as usize);
    let (mine, end) = (scene.tokens.get(first)?, scene.tokens.get(last)?);
    let before = beside(scene, mine, scene.tokens.beside(first, -1), true);
    let after = beside(scene, end, scene.tokens.get(last + 1), false);
    let entity = scene.entities.id(n);
    let known = entity.and_then(|id| scene.entities.get(id));
    let count = known.map_or(0, |e| e.count.min(9) / 2);
    let to = |cue: Option<usize>| {
        let cue = cue.and_then(|q| scene.cues.get(q));
        cue.map_or(Relation::None, |q| {
            relation(&scene.tokens, &scene.counts, c, q)
        }) as u8
    };
    for (name, value) in [
        (Name::Sort, sort(c.kind) as u8),
        (Name::ToLeftCue, to(facts.left)),
        (Name::ToLeftVerb, to(facts.verb)),
        (Name::ToRightCue, to(facts.right)),
        (Name::Role, scene.roles.get(n).map_or(0, |r| *r as u8)),
        (Name::Rank, few(ranks.any) as u8),
        (Name::Before, before as u8),
        (Name::After, after as u8),
        (Name::Same, same(facts, n, entity, memory) as u8),
        (Name::Turn, u8::from(is(memory.other, n, entity))),
        (Name::Count, few(count) as u8),
        (Name::First, u8::from(scene.tokens.begins(first))),
        (
            Name::Place,
            few(scene.places.get(n).copied().unwrap_or_default()) as u8,
        ),
        (Name::SubjectsBetween, few(ranks.subjects) as u8),
        (Name::Inside, call(scene, c, facts.run) as u8),
        (Name::Addressed, addressed(scene, c, facts.run) as u8),
        (Name::Firm, u8::from(known.is_some_and(|e| e.firm))),
        (Name::Acts, u8::from(known.is_some_and(|e| e.acts))),
        (
            Name::Earlier,
            u8::from(memory.earlier.iter().any(|m| is(*m, n, entity))),
        ),
    ] {
        set(&mut case, name, value);
    }
    Some(case)
}

/// Where the candidate stands from the run.
fn about_place(scene: &Scene<'_>, facts: &Facts, c: &Candidate, case: &mut Case) {
    let (side, apart) = side(scene, facts, c);
    let distance = match apart {
        0 => Distance::D0,
        1 => Distance::D1,
        2..=3 => Distance::D3,
        4..=6 => Distance::D6,
        7..=12 => Distance::D12,
        13..=25 => Distance::D25,
        _ => Distance::More,
    };
    let (first, last) = (c.first as usize, c.last as usize);
    let (from, upto) = if last < facts.token {
        (last + 1, facts.token)
    } else {
        (facts.token + 1, first)
    };
    set(case, Name::Side, side as u8);
    set(case, Name::Distance, distance as u8);
    set(
        case,
        Name::QuotesBetween,
        few(scene.counts.quotes(from, upto)) as u8,
    );
    set(
        case,
        Name::VerbsBetween,
        few(scene.counts.verbs(from, upto)) as u8,
    );
}

fn is(speaker: Option<(usize, Option<u32>)>, n: usize, entity: Option<u32>) -> bool {
    speaker.is_some_and(|(c, e)| c == n || e.is_some() && e == entity)
}

fn same(facts: &Facts, n: usize, entity: Option<u32>, memory: &Memory) -> Same {
    if memory.last.is_none() {
        return Same::First;
    }
    if !is(memory.last, n, entity) {
        return Same::No;
    }
    match facts.last {
        Last::Sentence => Same::SameSentence,
        Last::Para => Same::SamePara,
        Last::LastPara | Last::Carried => Same::LastPara,
        _ => Same::Longer,
    }
}
