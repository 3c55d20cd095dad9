//! What a word of no list must be where it stands: tokens go in, verbs of saying and common nouns come out tagged.

use std::collections::HashSet;

use super::{Shape, Tags, Token, Tokens};

/// How common nouns end that no name ends as, in a language that writes every noun with a capital.
const NOUN_ENDINGS: &[&str] = &[
    "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "tät",
    "täten", "ismus", "nisse", "nissen", "enz", "enzen", "barung", "lung", "rung", "dung", "tung",
    "gung", "sung", "fung", "hung", "bung", "kung", "mung", "nung", "ierung",
];

/// Fewest bytes of a word that its ending tells of.
const ENDED: usize = 7;

/// A noun without the ending of its case or number.
fn stem(word: &str) -> &str {
    word.strip_suffix("en")
        .or_else(|| word.strip_suffix(['n', 'e']))
        .filter(|s| s.len() > 3)
        .unwrap_or(word)
}

impl Tokens {
    /// Where every noun has a capital, tells common nouns from names: by their ending, or by an article before them
    /// anywhere in the text.
    pub(super) fn guess_nouns(&mut self, text: &str) {
        if !self.capital_nouns {
            return;
        }
        let found = self.list.iter().enumerate();
        let found: HashSet<&str> = found
            .filter(|(n, t)| may_be_noun(t, text) && self.has_article(*n))
            .map(|(_, t)| stem(t.span.of(text)))
            .collect();
        for token in &mut self.list {
            let word = token.span.of(text);
            let ends = || word.len() >= ENDED && NOUN_ENDINGS.iter().any(|e| word.ends_with(e));
            if may_be_noun(token, text) && (ends() || found.contains(stem(word))) {
                token.tags = token.tags.with(Tags::NOT_NAME);
            }
        }
    }

    /// Whether an article stands before token `n`, one adjective skipped, and no further noun after it.
    fn has_article(&self, n: usize) -> bool {
        let is = |by: isize, f: &dyn Fn(&Token) -> bool| self.beside(n, by).is_some_and(f);
        let article = |t: &Token| {
            t.is(Tags::DET) && !t.is(Tags::PARTICLE.with(Tags::SOMEONE))
                || t.is(Tags::DET) && t.is(Tags::GENITIVE)
        };
        let adjective =
            |t: &Token| t.shape == Shape::Word && t.is_inflected() && t.tags == Tags::NONE;
        (is(-1, &article) || is(-1, &adjective) && is(-2, &article))
            && !is(1, &|t| t.shape == Shape::Capital)
    }

    /// Takes words of no list for verbs of saying that stand where nothing else does: between a quoted run that ends
    /// as speech does and a name or an article: “I just love them,” glowed Carol.
    pub(super) fn guess_verbs(&mut self, text: &str) {
        let guess = Tags::WEAK.with(Tags::PAST).with(Tags::THIRD);
        for run in 0..self.runs.len() {
            let run = self.of_run(run);
            let Some(verb) = self.verb_after(run, text) else {
                continue;
            };
            if let Some(token) = self.list.get_mut(verb) {
                token.tags = token.tags.with(guess);
            }
        }
    }

    /// Number of the token after a run, and the comma after that, that can only be a verb.
    fn verb_after(&self, run: usize, text: &str) -> Option<usize> {
        let quote = self.get(run)?;
        let words = quote.span.of(text);
        let closed = words.chars().next_back().map_or(0, char::len_utf8);
        let inside = words.get(..words.len() - closed)?;
        let comma = self.get(run + 1).is_some_and(|t| t.shape == Shape::Comma);
        if !comma && !inside.ends_with([',', '!', '?', '…', '.', '-', '—']) {
            return None;
        }
        let n = run + 1 + usize::from(comma);
        let (verb, next) = (self.get(n)?, self.get(n + 1)?);
        let same = verb.block == quote.block && next.sentence == verb.sentence;
        let bare = verb.tags == Tags::NONE || verb.is(Tags::VERB) && !verb.is(Tags::ING);
        let known = Tags::FUNCTION.with(Tags::CUE).with(Tags::DET);
        let who = match next.shape {
            Shape::Capital => !next.is(Tags::FUNCTION.with(Tags::DAY)) || next.is(Tags::I),
            Shape::Word => {
                let subject = Tags::HE.with(Tags::SHE).with(Tags::DET);
                next.is(subject) && !next.is(Tags::GENITIVE.with(Tags::OBJECT))
            }
            _ => false,
        };
        let shaped = !self.english || verb.is(Tags::VERB) || verb.is_participle();
        (verb.shape == Shape::Word && same && bare && !verb.is(known) && who && shaped).then_some(n)
    }
}

/// Whether a word with a capital is on no list of names or nouns and no acronym.
fn may_be_noun(token: &Token, text: &str) -> bool {
    let known = Tags::VOICE
        .with(Tags::TITLE)
        .with(Tags::ORGANISATION)
        .with(Tags::OUTLET)
        .with(Tags::PLACE)
        .with(Tags::FIRST_M)
        .with(Tags::FIRST_F);
    let mut letters = token.span.of(text).chars().skip(1);
    token.shape == Shape::Capital
        && !token.is(known.with(Tags::FUNCTION).with(Tags::DET))
        && letters.clone().nth(1).is_some()
        && !letters.any(char::is_uppercase)
}
