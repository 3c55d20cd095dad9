//! Proper names: where in a phrase the name begins, what it is a name of, and what is no name at all.

use super::{
    candidates::{Kind, Sex},
    lexicon::{Lexicon, Tags},
    tokens::{Shape, Token, Tokens},
};

/// Whether a word, in lower case, is a title or an office before a name in any language: "secretary", "frau". A word
/// that is a first name too is none.
#[must_use]
pub fn is_title(word: &str) -> bool {
    const LANGUAGES: [&str; 7] = ["en", "de", "fr", "es", "it", "pt", "nl"];
    let title = Tags::TITLE.with(Tags::TITLE_M).with(Tags::TITLE_F);
    let first_name = Tags::FIRST_M.with(Tags::FIRST_F);
    let tags = |lang: &&str| Lexicon::of(lang).tags(word);
    LANGUAGES.iter().any(|l| tags(l).any(title)) && !tags(&"en").any(first_name)
}

/// Whether a word, in lower case, names nobody in particular in any language however it is written: "university", "republicans",
/// "friday", "news", "rep".
#[must_use]
pub fn is_nobody(word: &str) -> bool {
    const LANGUAGES: [&str; 7] = ["en", "de", "fr", "es", "it", "pt", "nl"];
    const NOBODY: Tags = Tags::VOICE
        .with(Tags::FUNCTION)
        .with(Tags::TITLE)
        .with(Tags::TITLE_M)
        .with(Tags::TITLE_F)
        .with(Tags::SAYING)
        .with(Tags::WORK)
        .with(Tags::COIN)
        .with(Tags::ORGANISATION)
        .with(Tags::OUTLET)
        .with(Tags::NOT_NAME)
        .with(Tags::ABBREVIATION)
        .with(Tags::SUFFIX)
        .with(Tags::NUMBER)
        .with(Tags::DET)
        .with(Tags::DAY);
    LANGUAGES
        .iter()
        .any(|l| Lexicon::of(l).tags(word).any(NOBODY))
}

/// Whether a capitalised head is a common noun: "The Republicans", "Officials", a German noun.
pub(super) fn is_common(tokens: &Tokens, first: usize, last: usize, head: &Token) -> bool {
    let lead = last == first && tokens.begins(first);
    let named = tokens.beside(last, -1).is_some_and(|t| {
        last > first
            && t.shape == Shape::Capital
            && !t.is(Tags::DET.with(Tags::FUNCTION).with(Tags::NOT_NAME))
    });
    let article = tokens.capital_nouns
        && tokens
            .beside(last, -1)
            .is_some_and(|t| last > first && (t.shape == Shape::Word || t.is(Tags::DET)));
    let noun = Tags::VOICE.with(Tags::SAYING).with(Tags::WORK);
    head.is(Tags::DET)
        || tokens.capital_nouns && head.is(noun) && !named && !head.is(Tags::OUTLET)
        || article && !head.is(Tags::FIRST_M.with(Tags::FIRST_F).with(Tags::OUTLET))
        || head.is(Tags::NOT_NAME) && !named
        || (head.is(Tags::PERSON.with(Tags::PEOPLE)) && !named || lead && head.is(Tags::VOICE))
            && !head.is(Tags::FIRST_M.with(Tags::FIRST_F))
        || lead && head.is(Tags::SOMEONE)
}

/// Where the proper name begins that ends with token `last`: after the last title and the last small word.
pub(super) fn name_start(tokens: &Tokens, first: usize, last: usize) -> usize {
    let first_name = Tags::FIRST_M.with(Tags::FIRST_F);
    let is = |n: usize, tags: Tags| tokens.get(n).is_some_and(|t| t.is(tags));
    let joins = |start: usize| {
        tokens.get(start - 1).is_some_and(|before| {
            let title = before.is(Tags::TITLE) && !before.is(first_name);
            let article =
                before.is(Tags::DET) && (!before.is(Tags::PARTICLE) || tokens.begins(start - 1));
            before.shape == Shape::Capital && !article && !title
                || before.shape == Shape::Word && before.is(Tags::PARTICLE) && start > first + 1
        })
    };
    let mut start = last;
    while start > first && joins(start) {
        start -= 1;
    }
    let office = start > first && is(start - 1, Tags::TITLE) && is(start, Tags::PREP);
    if office {
        // "Secretary of State John Kerry": the office goes up to the first name, or takes one word.
        let named = (start + 2..last).find(|n| is(*n, first_name));
        return named.unwrap_or(start + 2).min(last);
    }
    let skipped = |n: usize| {
        is(n, Tags::NOT_NAME)
            || is(n, Tags::PARTICLE) && tokens.get(n).is_some_and(|t| t.shape == Shape::Word)
    };
    while start < last && skipped(start) {
        start += 1;
    }
    // Where every noun has a capital, what stands before a first name is an office: "Deichgraf Hauke Haien".
    let named = (start + 1..last).find(|n| is(*n, first_name));
    match named.filter(|_| tokens.capital_nouns && !is(start, first_name)) {
        Some(n) => n,
        None => start,
    }
}

/// What a name is a name of, and its sex.
pub(super) fn named(tokens: &Tokens, first: usize, name: usize, last: usize) -> (Kind, Sex) {
    let over =
        |from: usize, tags: Tags| (from..=last).any(|n| tokens.get(n).is_some_and(|t| t.is(tags)));
    let is = |n: usize, tags: Tags| tokens.get(n).is_some_and(|t| t.is(tags));
    let titled = first < name && (first..name).any(|n| is(n, Tags::TITLE.with(Tags::PERSON)));
    let sex = if (first..name).any(|n| is(n, Tags::TITLE_M)) {
        Sex::Male
    } else if (first..name).any(|n| is(n, Tags::TITLE_F)) {
        Sex::Female
    } else if is(name, Tags::FIRST_M) {
        Sex::Male
    } else if is(name, Tags::FIRST_F) {
        Sex::Female
    } else {
        Sex::Unknown
    };
    let kind = if titled || is(name, Tags::FIRST_M.with(Tags::FIRST_F)) && name < last {
        Kind::Person
    } else if is(last, Tags::OUTLET) && (last == name || over(name, Tags::PLACE.with(Tags::OUTLET)))
    {
        Kind::Outlet
    } else if over(name, Tags::ORGANISATION.with(Tags::GROUP)) {
        Kind::Organisation
    } else if is(last, Tags::PLACE) && (last == name || is(name, Tags::PLACE)) {
        Kind::Place
    } else {
        Kind::Person
    };
    (kind, sex)
}
