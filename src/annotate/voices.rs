//! Puts a quote together: scene, speakers and verdicts go in, [`Quote`]s come out.

use super::{
    Form, Mention, Quote, QuoteKind, Voice, antecedents, calls,
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
    mut look: impl FnMut(&[speakers::Weighed], &[antecedents::Weighed]),
) -> (Vec<Quote>, Vec<Verdict>) {
    let known: Vec<Facts> = (0..scene.runs.len())
        .map_while(|n| Facts::of(scene, n))
        .collect();
    let mut judge = Judge::of(scene, &known);
    let mut memory = Memory::default();
    let (mut weighed, mut persons) = (Vec::new(), Vec::new());
    let mut group = 0;
    let mut quotes: Vec<Quote> = Vec::with_capacity(scene.runs.len());
    let mut verdicts = Vec::with_capacity(scene.runs.len());
    for (n, (run, facts)) in scene.runs.iter().zip(&known).enumerate() {
        let choice = speakers::choose(scene, facts, &memory, &mut weighed);
        let verdict = judge.verdict(scene, n, facts, &choice);
        let entity = match choice.candidate {
            Some(n) => {
                antecedents::weigh(scene, facts, n, &memory, &mut persons);
                persons.first().map(|p| p.entity).or(scene.entities.id(n))
            }
            None => None,
        };
        look(&weighed, &persons);
        let voice = voice(scene, &choice, entity, &verdict, facts);
        if let Some(n) = choice.candidate.filter(|_| voice.is_some()) {
            memory.keep(n, entity);
        }
        if n > 0 && !joins(facts, quotes.last(), voice.as_ref(), verdict.kind) {
            group += 1;
        }
        quotes.push(quote(run, &verdict, group, voice));
        verdicts.push(verdict);
    }
    hand_back(&known, &mut quotes);
    name_narrator(scene, &mut quotes);
    (quotes, verdicts)
}

/// Gives a quotation that goes on in the next block, and stands alone in its own, the voice of what it goes on with:
/// who speaks is said where the quotation ends.
fn hand_back(known: &[Facts], quotes: &mut [Quote]) {
    let mut later: Option<Voice> = None;
    for (quote, facts) in quotes.iter_mut().zip(known).rev() {
        let bare = facts.left.is_none() && facts.right.is_none();
        if quote.continues && bare && quote.kind.is_speech() && later.is_some() {
            quote.voice.clone_from(&later);
        }
        later = quote.voice.clone().filter(|v| v.cue.is_some());
    }
}

/// Gives the "I" who speaks the name that the others call this person by.
fn name_narrator(scene: &Scene<'_>, quotes: &mut [Quote]) {
    let mine = |q: &Quote| {
        let mention = q
            .voice
            .as_ref()
            .and_then(|v| v.mention.filter(|m| m.span == v.name));
        mention.is_some_and(|m| {
            let word = m.span.of(scene.text).to_lowercase();
            m.form == Form::Pronoun && scene.lexicon.tags(&word).any(Tags::I)
        })
    };
    let mine: Vec<bool> = quotes.iter().map(mine).collect();
    let Some(name) = calls::narrator(scene, quotes, &mine) else {
        return;
    };
    let spoken = quotes.iter_mut().zip(mine).filter(|(_, mine)| *mine);
    for voice in spoken.filter_map(|(q, _)| q.voice.as_mut()) {
        voice.name = name;
    }
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
fn voice(
    scene: &Scene<'_>,
    choice: &Choice,
    entity: Option<u32>,
    verdict: &Verdict,
    facts: &Facts,
) -> Option<Voice> {
    let n = choice
        .candidate
        .filter(|_| verdict.kind.is_speech() && scene.lexicon.is_known())?;
    let candidate = scene.candidates.get(n)?;
    let cue = cue(scene, candidate, facts);
    // A thing speaks only where a verb says that it does.
    if candidate.kind == Kind::OtherNoun && cue.is_none() {
        return None;
    }
    let own = mention(scene, candidate);
    let span = cue.map_or(own, |q| joined(scene, n, q, own));
    let form = match candidate.kind {
        k if k.is_name() => Form::Name,
        k if k.is_pronoun() => Form::Pronoun,
        _ => Form::Nominal,
    };
    let entity = entity.and_then(|id| scene.entities.get(id));
    let name = match entity {
        _ if span != own => span,
        _ if candidate.kind == Kind::I => scene.author.unwrap_or(span),
        Some(e) if e.kind.is_name() || form == Form::Pronoun => e.name,
        _ => span,
    };
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
    let some = c.kind == Kind::Someone && is_part(scene, c.last + 1);
    let last = if c.kind.is_name() || c.kind.is_pronoun() && !some {
        c.last
    } else {
        complement(scene, c)
    };
    Span {
        start: of(share(scene, c)).start,
        end: of(last).end,
    }
}

/// Whether token `n` takes a part of what follows: "one of the workers".
fn is_part(scene: &Scene<'_>, n: u32) -> bool {
    let word = scene.tokens.get(n as usize);
    word.is_some_and(|t| {
        t.shape == Shape::Word
            && matches!(
                t.span.of(scene.text),
                "of" | "von" | "de" | "des" | "d'" | "d’" | "di" | "dei" | "delle" | "van"
            )
    })
}

/// The first token of a phrase, or of the share of it that is meant: "several of the residents".
fn share(scene: &Scene<'_>, c: &Candidate) -> u32 {
    let some = |n: u32| {
        let word = scene.tokens.get(n as usize);
        word.is_some_and(|t| {
            t.is_word() && t.is(Tags::SOMEONE.with(Tags::NUMBER).with(Tags::INDEFINITE))
        })
    };
    let before = c.first.checked_sub(2);
    let before = before.filter(|n| !c.kind.is_name() && some(*n) && is_part(scene, n + 1));
    before.unwrap_or(c.first)
}

/// The words of a name and of the one that "and" joins to it, where both said it: "Cummings and Conyers wrote".
fn joined(scene: &Scene<'_>, n: usize, cue: &Cue, own: Span) -> Span {
    let pair = |a: usize| {
        let (a, b) = (scene.candidates.get(a)?, scene.candidates.get(a + 1)?);
        let and = scene.tokens.get(a.last as usize + 1)?;
        let whole = a.kind.is_name() && b.kind.is_name() && b.first == a.last + 2;
        let after = scene.tokens.get(b.last as usize + 1);
        let owner = after.is_some_and(|t| t.shape == Shape::Possessive);
        let both = whole && !owner && and.is(Tags::JOINS);
        both.then(|| (a, b, mention(scene, a).start, mention(scene, b).end))
    };
    let before = || {
        n.checked_sub(1)
            .and_then(pair)
            .filter(|(_, b, ..)| b.last + 1 == cue.from)
    };
    let after = || pair(n).filter(|(a, ..)| a.first == cue.to + 1);
    match before().or_else(after) {
        Some((.., start, end)) => Span { start, end },
        None => own,
    }
}

/// Where the phrase begins that a preposition, an adjective with its preposition, or a genitive article joins to
/// the one that ends with token `last`.
fn joint(scene: &Scene<'_>, last: u32) -> Option<u32> {
    let small = |by: u32, tags: Tags| {
        scene
            .tokens
            .get((last + by) as usize)
            .is_some_and(|t| t.shape == Shape::Word && t.is(tags))
    };
    let adjective = scene.tokens.get(last as usize + 1).is_some_and(|t| {
        // After a singular noun a base form is no verb: "a person close to the talks".
        let verb = t.is(Tags::CUE) || t.is(Tags::VERB) && !t.is(Tags::BASE);
        t.shape == Shape::Word && !t.is(Tags::FUNCTION.with(Tags::DET)) && !verb
    });
    // German leaves its other prepositions to the verb: "sagte der Student auf der Anklagebank".
    let joins = || {
        let word = scene.tokens.get(last as usize + 1);
        let word = word.map_or("", |t| t.span.of(scene.text));
        !scene.tokens.capital_nouns
            || matches!(word, "von" | "vom" | "aus" | "für" | "bei" | "beim")
    };
    match () {
        () if small(1, Tags::GENITIVE) => Some(last + 1),
        () if small(1, Tags::PREP) && joins() => Some(last + 2),
        () if adjective && small(2, Tags::PREP) && !scene.tokens.capital_nouns => Some(last + 3),
        () => None,
    }
}

/// The last token of what follows a phrase and belongs to it: phrases joined by prepositions, or by an article where
/// a language has a genitive, up to a verb or a sign.
fn complement(scene: &Scene<'_>, c: &Candidate) -> u32 {
    /// Most phrases added.
    const MOST: usize = 3;
    let mut last = c.last;
    for _ in 0..MOST {
        let Some(from) = joint(scene, last) else {
            break;
        };
        let begin = scene.candidates.partition_point(|k| k.first < from);
        let near = scene.candidates.get(begin..begin + 3).unwrap_or_default();
        let next = near
            .iter()
            .filter(|k| k.first == from && !k.kind.is_pronoun())
            .map(|k| k.last)
            .max();
        let day = scene
            .tokens
            .get(from as usize)
            .is_none_or(|t| t.is(Tags::DAY));
        let Some(next) = next.filter(|_| !day) else {
            break;
        };
        if scene
            .tokens
            .get(next as usize + 1)
            .is_some_and(|t| t.shape == Shape::Possessive)
        {
            break;
        }
        last = next;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{BlockKind, Builder},
        text::Clean,
    };

    fn article(lang: &str, text: &str) -> Article {
        let mut b = Builder::new();
        b.meta().lang = Clean::new(lang.to_owned());
        for line in text.split('\n') {
            b.open(BlockKind::Paragraph);
            b.words(line);
        }
        b.finish()
    }

    /// What deciding on an article looked at: tokens, candidates, cues, runs and how often a candidate was weighed.
    fn steps(lang: &str, text: &str) -> usize {
        let article = article(lang, text);
        let scene = Scene::of(&article, Lexicon::of(lang));
        let mut weighed = 0;
        read(&scene, |w, p| weighed += w.len() + p.len());
        scene.tokens.all().len()
            + scene.candidates.len()
            + scene.cues.len()
            + scene.runs.len()
            + weighed
    }

    #[test]
    fn work_grows_with_the_text_and_no_faster() {
        let patterns = [
            "\"",
            "“",
            "”",
            "'",
            "\"a\" ",
            "“a ",
            "“a\n",
            "\"a\n",
            "''",
            "``a'' ",
            "„a‚",
            "«a» ",
            "said ",
            "he said, \"a\" ",
            "a's ",
            "John Smith's ",
            "the man, ",
            "l'",
            "s' a 'b ",
            "Mr. X said \"I\". ",
            "[",
            "“[a] ‘b’ ",
            "von der ",
            "A-",
            "\"He said X told Y\" ",
        ];
        for pattern in patterns {
            for lang in ["en", "de", "fr"] {
                let (once, twice) = (
                    steps(lang, &pattern.repeat(2000)),
                    steps(lang, &pattern.repeat(4000)),
                );
                assert!(
                    twice * 2 <= once * 5 + 100,
                    "{pattern:?} {lang}: {once} steps, then {twice}"
                );
            }
        }
    }

    #[test]
    fn a_run_is_weighed_against_a_bounded_number_of_candidates() {
        let text = "John Smith and Mary Jones met Bo Ek. ".repeat(200) + "\"Yes,\" he said.";
        let article = article("en", &text);
        let scene = Scene::of(&article, Lexicon::of("en"));
        let mut most = 0;
        read(&scene, |w, _| most = most.max(w.len()));
        assert!(most > 8 && most < 64, "{most}");
    }
}
