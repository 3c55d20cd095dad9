//! The narrator between the marks: French, Spanish, Italian and Portuguese put who speaks inside the quotation, « C'est
//! une honte, s'emporte un riverain. On nous oublie. » Runs go in, runs without the narrator's clauses come out.
//!
//! Such a clause stands after a comma, a dash, a question or an exclamation, and begins with its verb: object pronouns and
//! auxiliaries, a verb of saying, then the subject.

use super::{
    lexicon::{Lexicon, Tags},
    marks::{End, Run},
    tokens::{Cutter, Shape, Token, Tokens},
};
use crate::text::Span;

/// Languages that do so.
const LANGUAGES: [&str; 4] = ["fr", "es", "it", "pt"];

/// Most tokens of a clause.
const LONGEST: usize = 40;

/// Nouns and names that a clause has as its subject.
const SPEAKER: Tags = Tags::VOICE.with(Tags::TITLE).with(Tags::SOMEONE);

/// The runs of a text with the narrator's clauses left out.
pub(super) fn leave_out(text: &str, lexicon: &'static Lexicon, runs: Vec<Run>) -> Vec<Run> {
    if !LANGUAGES.contains(&lexicon.lang) {
        return runs;
    }
    let parts = runs.into_iter().flat_map(|run| {
        let mut cutter = Cutter::new(text, lexicon);
        cutter.block(run.block, run.span, &[], 0);
        let tokens = cutter.finish();
        parted(&run, &asides(text, &tokens), text)
    });
    parts.collect()
}

/// A run less the narrator's clauses in it.
fn parted(run: &Run, asides: &[Span], text: &str) -> Vec<Run> {
    let begins = asides.iter().map(|a| a.end).filter(|e| *e < run.span.end);
    let begins = [run.span.start].into_iter().chain(begins);
    let ends = asides.iter().map(|a| a.start).chain([run.span.end]);
    let mut parts: Vec<Run> = begins
        .zip(ends)
        .filter_map(|(start, end)| part(run, trimmed(Span { start, end }, text)?))
        .collect();
    if asides.is_empty() || parts.is_empty() {
        return vec![run.clone()];
    }
    if let Some(first) = parts.first_mut() {
        first.outer.start = run.outer.start;
        first.carried = run.carried;
    }
    if let Some(last) = parts.last_mut().filter(|l| l.span.end == run.span.end) {
        last.outer.end = run.outer.end;
        last.end = run.end;
    }
    parts
}

/// The words of a span, if it has any.
fn trimmed(span: Span, text: &str) -> Option<Span> {
    let words = span.of(text);
    let lead = words.len() - words.trim_start().len();
    let start = span.start + crate::text::byte(lead);
    let end = start + crate::text::byte(words.trim().len());
    let said = words.chars().any(char::is_alphanumeric);
    said.then_some(Span { start, end })
}

fn part(run: &Run, span: Span) -> Option<Run> {
    let within = |spans: &[Span]| spans.iter().copied().filter(|s| span.covers(*s)).collect();
    (span.start < span.end).then(|| Run {
        outer: span,
        span,
        inner: within(&run.inner),
        brackets: within(&run.brackets),
        end: End::Closed,
        carried: false,
        ..run.clone()
    })
}

/// What opens a clause, and so what closes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A comma, a question or exclamation mark.
    Stop,
    Dash,
}

/// Where the narrator's clauses stand in a run, from the sign before each that is no part of what is said to the first
/// word after it.
fn asides(text: &str, tokens: &Tokens) -> Vec<Span> {
    let mut found = Vec::new();
    let mut n = 1;
    while let Some(sign) = tokens.get(n) {
        let Some(opening) = opening(text, sign) else {
            n += 1;
            continue;
        };
        let Some(end) = clause(text, tokens, n + 1, opening) else {
            n += 1;
            continue;
        };
        let start = match opening {
            Opening::Stop => sign.span.end,
            Opening::Dash => sign.span.start,
        };
        let last = tokens.all().last().map_or(start, |t| t.span.end);
        let after = tokens.get(end).map_or(last, |t| t.span.start);
        found.push(Span { start, end: after });
        n = end.max(n + 1);
    }
    found
}

fn opening(text: &str, sign: &Token) -> Option<Opening> {
    let glyphs = sign.span.of(text);
    match sign.shape {
        Shape::Comma => Some(Opening::Stop),
        Shape::Stop if glyphs.ends_with(['!', '?', '…']) => Some(Opening::Stop),
        Shape::Dash if glyphs != ";" => Some(Opening::Dash),
        _ => None,
    }
}

/// The token after the clause that begins with token `from`, and the signs that close it; `None` if none begins there.
fn clause(text: &str, tokens: &Tokens, from: usize, opening: Opening) -> Option<usize> {
    let is = |n: usize, tags: Tags| {
        let word = tokens.get(n).filter(|t| t.shape == Shape::Word);
        word.is_some_and(|t| t.is(tags))
    };
    let mut n = from;
    let (mut auxiliary, mut reflexive, mut subject) = (false, false, false);
    while n < from + 5
        && is(
            n,
            Tags::OBJECT
                .with(Tags::AUX)
                .with(Tags::ADVERB)
                .with(Tags::PRONOUN),
        )
    {
        // "a-t-il": the pronoun is joined to the auxiliary; before any verb it would begin a sentence.
        if is(n, Tags::PRONOUN) && !is(n, Tags::OBJECT) {
            if !auxiliary {
                return None;
            }
            subject = true;
        }
        auxiliary |= is(n, Tags::AUX);
        reflexive |= is_reflexive(text, tokens, n);
        n += 1;
    }
    let finite = Tags::THIRD.with(Tags::PAST);
    let form = if auxiliary { Tags::PARTICIPLE } else { finite };
    if !is(n, Tags::CUE) || !is(n, form) {
        return None;
    }
    let cue = n;
    n += 1;
    let speaks = subject || has_subject(tokens, n, auxiliary || reflexive) || {
        let ends = tokens
            .get(n)
            .is_none_or(|t| matches!(t.shape, Shape::Comma | Shape::Stop));
        opening == Opening::Dash && closing_dash(text, tokens, n).is_some()
            || ends && (auxiliary || is(cue, Tags::PAST)) && !is(cue, Tags::WEAK)
    };
    speaks.then(|| match opening {
        Opening::Dash => closing_dash(text, tokens, n).unwrap_or_else(|| sentence_end(tokens, n)),
        Opening::Stop => sentence_end(tokens, n),
    })
}

/// Whether token `n` is a pronoun that goes back to the subject: no order begins with it.
fn is_reflexive(text: &str, tokens: &Tokens, n: usize) -> bool {
    let word = tokens.get(n).map_or("", |t| t.span.of(text));
    matches!(word, "se" | "s'" | "s’" | "si")
}

/// Whether the subject of a verb of saying begins with token `n`: a pronoun, a name, or a noun for someone who speaks;
/// any noun where the words before can be no order, as a participle or a reflexive pronoun.
fn has_subject(tokens: &Tokens, n: usize, surely: bool) -> bool {
    /// Most tokens from the article to the noun.
    const NEAR: usize = 4;
    let Some(first) = tokens.get(n) else {
        return false;
    };
    let named = |t: &Token| t.shape == Shape::Capital && !t.is(Tags::FUNCTION);
    let pronoun = first.is(Tags::HE.with(Tags::SHE).with(Tags::THEY).with(Tags::I));
    let mut near = (n..n + NEAR)
        .map_while(|k| tokens.get(k).filter(|t| t.is_word()))
        .enumerate()
        .take_while(|(k, t)| !t.is(Tags::CONJ) && (*k == 0 || !t.is(Tags::PREP)))
        .map(|(_, t)| t);
    pronoun && !first.is(Tags::DET)
        || surely && first.is(Tags::DET)
        || near.any(|t| named(t) || t.is(SPEAKER))
}

/// The token after the dash that closes a clause, and after the comma or stop that follows it.
fn closing_dash(text: &str, tokens: &Tokens, from: usize) -> Option<usize> {
    let dash = |n: &usize| {
        let sign = tokens.get(*n);
        sign.is_some_and(|t| opening(text, t) == Some(Opening::Dash))
    };
    let mut after = (from..from + LONGEST).find(dash)? + 1;
    while tokens
        .get(after)
        .is_some_and(|t| matches!(t.shape, Shape::Comma | Shape::Stop))
    {
        after += 1;
    }
    Some(after)
}

/// The token after the sign that ends a clause without dashes: the first stop, or the first comma that begins no
/// apposition.
fn sentence_end(tokens: &Tokens, from: usize) -> usize {
    let ends = |n: &usize| {
        tokens.get(*n).is_none_or(|t| match t.shape {
            Shape::Comma => !describes(tokens, n + 1),
            Shape::Stop | Shape::Colon | Shape::Dash => true,
            _ => false,
        })
    };
    let last = (from..from + LONGEST).find(ends);
    last.unwrap_or(from) + 1
}

/// Whether an apposition begins with token `n`: "maire de Lyon", "le maire de Lyon", "34 ans".
fn describes(tokens: &Tokens, n: usize) -> bool {
    let Some(first) = tokens.get(n) else {
        return false;
    };
    let noun = |k: usize| tokens.get(k).is_some_and(|t| t.is(SPEAKER));
    match () {
        () if !first.is_word() => first.shape == Shape::Number,
        () if first.is(Tags::DET) => noun(n + 1) || noun(n + 2),
        () if first.is(Tags::FUNCTION.with(Tags::CUE).with(Tags::VERB)) => noun(n),
        () => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::marks,
        article::{BlockKind, Builder},
    };

    /// A paragraph whose runs are drawn in `[[ ]]`, as they are read.
    fn drawn(lang: &str, text: &str) -> String {
        let mut b = Builder::new();
        b.open(BlockKind::Paragraph);
        b.words(&text.replace("[[", "").replace("]]", ""));
        let article = b.finish();
        let runs = leave_out(article.text(), Lexicon::of(lang), marks::read(&article));
        let mut text = article.text().to_owned();
        for run in runs.iter().rev() {
            text.insert_str(run.span.end as usize, "]]");
            text.insert_str(run.span.start as usize, "[[");
        }
        text
    }

    #[test]
    fn the_narrator_between_the_marks_is_left_out() {
        for (lang, text) in [
            (
                "fr",
                "« [[C’est une honte,]] s’emporte un riverain. [[On nous oublie.]] »",
            ),
            (
                "fr",
                "« [[Le projet est mort,]] a-t-il ajouté, [[et tout le monde le sait.]] »",
            ),
            (
                "fr",
                "« [[Rien,]] prévient Jean Morel, président du club, [[ne change.]] »",
            ),
            (
                "fr",
                "« [[Quelle honte !]] s’exclame Léa, 12 ans. [[Encore !]] »",
            ),
            ("fr", "« [[La mer monte,]] explique à l’AFP M. Vidal. »"),
            (
                "it",
                "«[[È tardi]] - dice Luca - [[e piove]]». «[[Basta,]] ha detto.»",
            ),
            ("es", "«[[Ya es tarde]] —dijo—. [[Vámonos]]», y se fue."),
            (
                "pt",
                "“[[Caiu]] – disse o engenheiro –, [[e ninguém viu]]”.",
            ),
        ] {
            assert_eq!(drawn(lang, text), text);
        }
    }

    #[test]
    fn speech_without_a_narrator_stays_whole() {
        for (lang, text) in [
            (
                "fr",
                "« [[Il m’a dit, et je le crois, que tout irait bien]] »",
            ),
            ("fr", "« [[Venez, entrez, et dites la vérité.]] »"),
            (
                "fr",
                "« [[Oui, il dit la vérité. Non, elle raconte bien.]] »",
            ),
            ("es", "«[[Mañana, mira, cuenta las ovejas]]»"),
            ("en", "“[[Late, said Bob. Again.]]”"),
        ] {
            assert_eq!(drawn(lang, text), text);
        }
    }
}
