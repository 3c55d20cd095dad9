//! What a word of no list must be where it stands: tokens go in, verbs of saying come out tagged.

use super::{Shape, Tags, Tokens};

impl Tokens {
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
