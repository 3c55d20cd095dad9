//! A run's own words: what they look like, one pass over the first of them.

use crate::annotate::{
    lexicon::{Lexicon, Tags},
    model::levels,
};

levels! {
    /// Which words of a run begin with capitals; `One` is a run of one word.
    Capitals { None First One All Some Acronym }
}

levels! {
    /// Words of a run that no name or term has: verbs, pronouns, auxiliaries.
    Grammar { None One Two More }
}

levels! {
    /// What the first word is.
    Opening { Other Det Prep Pronoun Aux Verb Conj Adverb Number Capital }
}

levels! {
    /// Words of a run, finely.
    Length { W1 W2 W3 W4 W6 W9 W15 More }
}

/// Words of a run looked at.
const LOOKED_AT: usize = 24;

/// What a run's words look like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inside {
    pub(super) capitals: Capitals,
    pub(super) grammar: Grammar,
    pub(super) opening: Opening,
    pub(super) length: Length,
    /// The words are those of one who speaks of himself.
    pub(super) me: bool,
    /// A number is among the first words.
    pub(super) digits: bool,
    /// A verb or auxiliary with a subject before it.
    pub(super) finite: bool,
}

/// Counts kept while the words are read.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing seen or not, in any combination"
)]
struct Tally {
    words: usize,
    weighty: usize,
    upper: usize,
    first_upper: bool,
    acronym: bool,
    inner: usize,
    me: bool,
    digits: bool,
    finite: bool,
    subject: bool,
}

impl Inside {
    /// Looks at the words of a run.
    pub(super) fn of(lexicon: &Lexicon, words: &str) -> Self {
        let mut tally = Tally::default();
        let mut opening = Opening::Other;
        let mut lower = String::new();
        for word in words.split_whitespace().take(LOOKED_AT) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let stem = bare.split(['\'', '’']).next().unwrap_or_default();
            lower.clear();
            lower.extend(stem.chars().flat_map(char::to_lowercase));
            let tags = lexicon.tags(&lower);
            if tally.words == 0 {
                opening = first(stem, tags);
            }
            tally.add(bare, stem, tags);
        }
        Self {
            capitals: tally.capitals(),
            grammar: match tally.inner {
                0 => Grammar::None,
                1 => Grammar::One,
                2 => Grammar::Two,
                _ => Grammar::More,
            },
            opening,
            length: match tally.words {
                0 | 1 => Length::W1,
                2 => Length::W2,
                3 => Length::W3,
                4 => Length::W4,
                5 | 6 => Length::W6,
                7..=9 => Length::W9,
                10..=15 => Length::W15,
                _ => Length::More,
            },
            me: tally.me,
            digits: tally.digits,
            finite: tally.finite,
        }
    }
}

impl Tally {
    fn add(&mut self, bare: &str, stem: &str, tags: Tags) {
        const ME: &[&str] = &[
            "I", "we", "We", "my", "My", "our", "Our", "us", "me", "ich", "Ich", "wir", "Wir",
            "uns", "mir", "mich", "unser", "unsere",
        ];
        let first = self.words == 0;
        self.words += 1;
        let inner = Tags::AUX
            .with(Tags::PRONOUN)
            .with(Tags::OBJECT)
            .with(Tags::CUE)
            .with(Tags::VERB);
        self.inner += usize::from(tags.any(inner) || stem.len() != bare.len());
        self.me |= ME.contains(&stem);
        self.finite |= tags.any(Tags::AUX.with(Tags::THIRD).with(Tags::PAST)) && self.subject
            || stem.len() != bare.len() && tags.any(Tags::PRONOUN);
        self.subject |= !tags.any(
            Tags::PREP
                .with(Tags::CONJ)
                .with(Tags::DET)
                .with(Tags::ADVERB),
        );
        let Some(c) = stem.chars().next() else { return };
        self.digits |= self.words <= 4 && stem.contains(|c: char| c.is_ascii_digit());
        let upper = !c.is_lowercase();
        self.acronym = first && upper && stem.chars().skip(1).any(char::is_uppercase);
        if first || upper || bare.chars().nth(3).is_some() {
            self.weighty += 1;
            self.upper += usize::from(upper);
            self.first_upper |= first && upper;
        }
    }

    fn capitals(&self) -> Capitals {
        match (self.weighty, self.upper) {
            (_, 0) => Capitals::None,
            (1, 1) if self.words == 1 && self.acronym => Capitals::Acronym,
            (1, 1) if self.words == 1 => Capitals::One,
            (weighty, upper) if weighty == upper && weighty > 1 => Capitals::All,
            (_, 1) if self.first_upper => Capitals::First,
            _ => Capitals::Some,
        }
    }
}

/// What the first word is.
fn first(stem: &str, tags: Tags) -> Opening {
    let kinds = [
        (Tags::DET, Opening::Det),
        (Tags::PRONOUN, Opening::Pronoun),
        (Tags::AUX, Opening::Aux),
        (Tags::PREP, Opening::Prep),
        (Tags::CONJ, Opening::Conj),
        (Tags::ADVERB, Opening::Adverb),
        (Tags::CUE.with(Tags::VERB), Opening::Verb),
    ];
    let known = kinds.into_iter().find(|(of, _)| tags.any(*of));
    match (known, stem.chars().next()) {
        (Some((_, opening)), _) => opening,
        (None, Some(c)) if c.is_numeric() => Opening::Number,
        (None, Some(c)) if c.is_uppercase() => Opening::Capital,
        _ => Opening::Other,
    }
}
