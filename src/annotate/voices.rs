//! Puts a quote together: scene, speakers and verdicts go in, [`Quote`]s come out.

use super::{
    Form, Mention, Quote, QuoteKind, Voice,
    candidates::{Candidate, Kind},
    clauses::{Cue, Relation, relation},
    facts::{Facts, Last},
    kinds::{Judge, Verdict},
    lexicon::{Lexicon, Tags},
    marks::{End, Run},
    scene::Scene,
    speakers::{self, Choice},
    tokens::Shape,
    traits::Memory,
};
use crate::{article::Article, text::Span};

/// The quotes of an article.
pub(super) fn quotes(article: &Article) -> Vec<Quote> {
    if !has_marks(article.text()) {
        return Vec::new();
    }
    let lexicon = Lexicon::of(&language(article));
    let scene = Scene::of(article, lexicon);
    read(&scene, |_, _| {}).0
}

/// Whether any sign in the text could open a quotation.
fn has_marks(text: &str) -> bool {
    text.contains([
        '"', '\'', '“', '”', '„', '‟', '«', '»', '‹', '›', '‘', '’', '‚', '‛', '「', '『', '`',
    ])
}

/// The language that the article states, or a guess at it.
pub(super) fn language(article: &Article) -> String {
    /// Bytes of the text that the guess looks at.
    const SAMPLE: usize = 4096;
    if !article.meta.lang.is_empty() {
        return article.meta.lang.to_string();
    }
    let text = article.text();
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    whatlang::detect_lang(text.get(..end).unwrap_or(text))
        .map_or("", tag)
        .to_owned()
}

fn tag(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match lang {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        _ => "",
    }
}

/// Decides on every run of a scene. `look` is shown how the candidates of each were weighed.
pub(super) fn read(
    scene: &Scene<'_>,
    mut look: impl FnMut(usize, &[speakers::Weighed]),
) -> (Vec<Quote>, Vec<Verdict>) {
    let mut judge = Judge::of(scene);
    let mut memory = Memory::default();
    let mut weighed = Vec::new();
    let mut group = 0;
    let mut quotes: Vec<Quote> = Vec::with_capacity(scene.runs.len());
    let mut verdicts = Vec::with_capacity(scene.runs.len());
    for (n, run) in scene.runs.iter().enumerate() {
        let Some(facts) = Facts::of(scene, n) else {
            continue;
        };
        let choice = speakers::choose(scene, &facts, &memory, &mut weighed);
        let verdict = judge.verdict(scene, n, &facts, &choice);
        look(n, &weighed);
        let voice = voice(scene, &choice, &verdict, &facts);
        if voice.is_some() {
            memory.keep(scene, choice.candidate);
        }
        if n > 0 && !joins(&facts, quotes.last(), voice.as_ref(), verdict.kind) {
            group += 1;
        }
        quotes.push(quote(run, &verdict, group, voice));
        verdicts.push(verdict);
    }
    (quotes, verdicts)
}

/// Whether a run belongs to the same quotation as the one before.
fn joins(facts: &Facts, last: Option<&Quote>, voice: Option<&Voice>, kind: QuoteKind) -> bool {
    let Some(last) = last.filter(|q| q.kind.is_speech() && kind.is_speech()) else {
        return facts.last == Last::Carried;
    };
    let same = voice.map(|v| v.name) == last.voice.as_ref().map(|v| v.name);
    facts.last == Last::Carried || same && matches!(facts.last, Last::Sentence | Last::Para)
}

fn quote(run: &Run, verdict: &Verdict, group: u32, voice: Option<Voice>) -> Quote {
    let sure = if verdict.kind.is_speech() {
        verdict.speech
    } else {
        1.0 - verdict.speech
    };
    Quote {
        span: run.span,
        kind: verdict.kind,
        kind_sure: sure,
        group,
        inner: run.inner.clone(),
        brackets: run.brackets.clone(),
        continues: run.end == End::Carried,
        closed: run.end != End::Missing,
        voice,
    }
}

/// The voice of a run: nobody of what nobody said.
fn voice(scene: &Scene<'_>, choice: &Choice, verdict: &Verdict, facts: &Facts) -> Option<Voice> {
    let n = choice
        .candidate
        .filter(|_| verdict.kind.is_speech() && scene.lexicon.is_known())?;
    let candidate = scene.candidates.get(n)?;
    let span = mention(scene, candidate);
    let form = match candidate.kind {
        k if k.is_name() => Form::Name,
        k if k.is_pronoun() => Form::Pronoun,
        _ => Form::Nominal,
    };
    let entity = scene.entities.id(n).and_then(|id| scene.entities.get(id));
    let name = match entity {
        Some(e) if e.kind.is_name() || form == Form::Pronoun => e.name,
        _ => span,
    };
    let cue = cue(scene, candidate, facts);
    Some(Voice {
        mention: Some(Mention { span, form }),
        name,
        cue: cue.map(|c| cue_span(scene, c)),
        relay: relay(scene, n, facts, cue),
        sure: choice.sure,
    })
}

/// The words of a candidate; a phrase with what its prepositions add: "a source close to the talks".
pub(super) fn mention(scene: &Scene<'_>, c: &Candidate) -> Span {
    let of = |n: u32| {
        scene
            .tokens
            .get(n as usize)
            .map_or(Span::default(), |t| t.span)
    };
    let last = if c.kind.is_name() || c.kind.is_pronoun() {
        c.last
    } else {
        complement(scene, c)
    };
    Span {
        start: of(c.first).start,
        end: of(last).end,
    }
}

/// The last token of what follows a phrase and belongs to it: phrases joined by prepositions, or by an article where
/// a language has a genitive, up to a verb or a sign.
fn complement(scene: &Scene<'_>, c: &Candidate) -> u32 {
    /// Most phrases added.
    const MOST: usize = 3;
    let mut last = c.last;
    for _ in 0..MOST {
        let joint = scene.tokens.get(last as usize + 1);
        let genitive = scene.tokens.capital_nouns
            && joint.is_some_and(|t| t.is(Tags::DET) && t.shape == Shape::Word);
        let preposition = joint.is_some_and(|t| t.is(Tags::PREP) && t.shape == Shape::Word);
        let from = last + if genitive { 1 } else { 2 };
        let next = scene
            .candidates
            .get(scene.candidates.partition_point(|k| k.first < from));
        let Some(next) =
            next.filter(|k| (genitive || preposition) && k.first == from && !k.kind.is_pronoun())
        else {
            break;
        };
        let after = scene.tokens.get(next.last as usize + 1);
        if after.is_some_and(|t| t.shape == Shape::Possessive)
            || scene
                .tokens
                .get(from as usize)
                .is_some_and(|t| t.is(Tags::DAY))
        {
            break;
        }
        last = next.last;
    }
    last
}

fn cue_span(scene: &Scene<'_>, cue: &Cue) -> Span {
    let of = |n: u32| {
        scene
            .tokens
            .get(n as usize)
            .map_or(Span::default(), |t| t.span)
    };
    let pair = scene
        .tokens
        .get(cue.token as usize + 1)
        .filter(|t| t.is(Tags::PREP) && cue.class == super::clauses::Class::According);
    Span {
        start: of(cue.token).start,
        end: pair.map_or(of(cue.token).end, |t| t.span.end),
    }
}

/// The cue that ties a candidate to the run: of those beside the run the one that it is the subject of, or the one
/// nearest to it in its own sentence.
fn cue<'a>(scene: &'a Scene<'_>, c: &Candidate, facts: &Facts) -> Option<&'a Cue> {
    let before = (c.last as usize) < facts.token;
    let beside = if before {
        [facts.left, facts.verb, facts.right]
    } else {
        [facts.right, facts.left, facts.verb]
    };
    let own = |cue: &&Cue| {
        let r = relation(&scene.tokens, &scene.counts, c, cue);
        !matches!(
            r,
            Relation::None | Relation::Object | Relation::Addressee | Relation::After
        )
    };
    let near = beside
        .into_iter()
        .flatten()
        .filter_map(|n| scene.cues.get(n))
        .find(own);
    let next = scene.cues.partition_point(|q| q.from <= c.last);
    let around = [Some(next), next.checked_sub(1)]
        .into_iter()
        .flatten()
        .filter_map(|n| scene.cues.get(n));
    near.or_else(|| around.into_iter().find(own))
}

/// Who passed it on: whom the speaker told, or according to whom the speaker said it.
fn relay(scene: &Scene<'_>, speaker: usize, facts: &Facts, cue: Option<&Cue>) -> Option<Span> {
    /// Candidates looked at on either side of the run.
    const NEAR: usize = 8;
    let cue = cue?;
    let here = scene.tokens.get(cue.token as usize)?;
    let split = scene
        .candidates
        .partition_point(|c| (c.first as usize) < facts.token);
    let near = split.saturating_sub(NEAR)..(split + NEAR).min(scene.candidates.len());
    let passes = |n: &usize| {
        let Some(c) = scene
            .candidates
            .get(*n)
            .filter(|c| *n != speaker && matches!(c.kind, Kind::Outlet | Kind::Organisation))
        else {
            return false;
        };
        let same = scene
            .tokens
            .get(c.first as usize)
            .is_some_and(|t| t.sentence == here.sentence);
        let role = scene.roles.get(*n).copied().unwrap_or(Relation::None);
        same && (role == Relation::According
            || c.kind == Kind::Outlet && matches!(role, Relation::Object | Relation::Addressee))
    };
    near.filter(passes)
        .find_map(|n| scene.candidates.get(n))
        .map(|c| mention(scene, c))
}
