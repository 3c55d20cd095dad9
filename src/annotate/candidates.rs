//! Who could be speaking: the narrator's tokens go in, phrases that could name a speaker come out, in order.
//!
//! A phrase is a chain of nouns with what modifies them, cut by closed word classes and verbs; its last word is its
//! head. No parser: what a word may be is looked up, and the ambiguous (report, claims) is settled by its neighbours.

mod kind;

pub(super) use kind::{Kind, Sex};

use super::{
    clauses::says_nobody,
    lexicon::Tags,
    names::{is_common, name_start, named},
    tokens::{Shape, Token, Tokens},
};

/// A phrase that could name a speaker.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its first token, its last, and the head.
    pub(super) first: u32,
    /// Its last token, which is its head.
    pub(super) last: u32,
    /// First token of the proper name in it, titles left out; the first token where there is none.
    pub(super) name: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// Sex as titles, first names and nouns tell it.
    pub(super) sex: Sex,
}

impl Candidate {
    /// Whether it is a name with nothing but an article before it, as no person's is: "the United States", "The Lamp".
    pub(super) fn has_article(&self, tokens: &Tokens) -> bool {
        let first = tokens.get(self.first as usize);
        let article = first.is_some_and(|t| t.is(Tags::DET) && t.is_word());
        article && self.kind == Kind::Person && self.name == self.first + 1
    }
}

/// Most tokens of a phrase.
const LONGEST: usize = 10;

/// The candidates of an article.
pub(super) fn find(tokens: &Tokens) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut n = 0;
    while let Some(token) = tokens.get(n) {
        n = if token.is(Tags::IT) && is_nobody(tokens, n) {
            n + 1
        } else if let Some((kind, sex)) = pronoun(token) {
            found.push(Candidate {
                first: at(n),
                last: at(n),
                name: at(n),
                kind,
                sex,
            });
            n + 1
        } else {
            found.extend(owner(tokens, n, token));
            phrase(tokens, n, &mut found)
        };
    }
    found
}

fn at(n: usize) -> u32 {
    crate::text::byte(n)
}

/// Whether the "it" that is token `n` is nobody: "heißt es".
fn is_nobody(tokens: &Tokens, n: usize) -> bool {
    says_nobody(tokens, n + 1) || n > 0 && says_nobody(tokens, n - 1)
}

fn pronoun(token: &Token) -> Option<(Kind, Sex)> {
    if !token.is_word() {
        return None;
    }
    let of = [
        (Tags::HE, Kind::He, Sex::Male),
        (Tags::SHE, Kind::He, Sex::Female),
        (Tags::IT, Kind::It, Sex::Unknown),
        (Tags::I, Kind::I, Sex::Unknown),
        (Tags::THEY, Kind::They, Sex::Unknown),
        (Tags::WHO, Kind::Who, Sex::Unknown),
    ];
    of.into_iter()
        .find(|(tags, ..)| token.is(*tags))
        .map(|(_, kind, sex)| (kind, sex))
}

/// "his warning": he said it.
fn owner(tokens: &Tokens, n: usize, token: &Token) -> Option<Candidate> {
    let sex = match () {
        () if token.is(Tags::HIS) => Sex::Male,
        () if token.is(Tags::HER) => Sex::Female,
        () => return None,
    };
    let said = (1..=2).any(|k| tokens.get(n + k).is_some_and(|t| t.is(Tags::SAYING)));
    said.then_some(Candidate {
        first: at(n),
        last: at(n),
        name: at(n),
        kind: Kind::He,
        sex,
    })
}

/// Reads the phrase that begins at token `n`, adds what it names, and gives the token after it.
fn phrase(tokens: &Tokens, n: usize, found: &mut Vec<Candidate>) -> usize {
    if !tokens.get(n).is_some_and(|t| starts(tokens, n, t)) {
        return n + 1;
    }
    let mut end = n + 1;
    while end < n + LONGEST && continues(tokens, n, end) {
        end += 1;
    }
    let end = trimmed(tokens, n, end);
    if end > n {
        add(tokens, n, end, found);
    }
    if tokens
        .get(end)
        .is_some_and(|t| t.shape == Shape::Possessive)
    {
        return possessed(tokens, n, end, found);
    }
    end.max(n + 1)
}

/// "Kerry's spokesman": the thing possessed is a phrase of its own, from the possessor on; and so on for what that
/// possesses in turn.
fn possessed(
    tokens: &Tokens,
    first: usize,
    possessive: usize,
    found: &mut Vec<Candidate>,
) -> usize {
    let (mut first, mut possessive) = (first, possessive);
    loop {
        let from = possessive + 1;
        let mut end = from;
        while end < from + LONGEST && continues(tokens, possessive, end) {
            end += 1;
        }
        let end = trimmed(tokens, from, end);
        if end == from {
            return from;
        }
        add(tokens, from, end, found);
        if let Some(last) = found.last_mut().filter(|l| l.last == at(end - 1)) {
            own(tokens, first, possessive, last);
        }
        if tokens.get(end).is_none_or(|t| t.shape != Shape::Possessive) {
            return end;
        }
        (first, possessive) = (from, end);
    }
}

/// Lets a phrase begin with its possessor, and a name too where the possessor is part of it: "the Farmers' Union".
fn own(tokens: &Tokens, first: usize, possessive: usize, phrase: &mut Candidate) {
    phrase.first = at(first);
    if !phrase.kind.is_name() {
        phrase.name = at(first);
        return;
    }
    let owner = tokens.get(possessive - 1);
    let first_name = Tags::FIRST_M.with(Tags::FIRST_F);
    let proper = owner.is_some_and(|t| t.shape == Shape::Capital && !t.is(first_name));
    if phrase.kind == Kind::Organisation && proper {
        phrase.name = at(possessive - 1);
    }
}

/// Whether a phrase may begin with this token.
fn starts(tokens: &Tokens, n: usize, token: &Token) -> bool {
    match token.shape {
        Shape::Capital => {
            let lead = tokens.begins(n) || tokens.beside(n, -1).is_some_and(Token::is_quote);
            !(is_day(tokens, token) || lead && token.is(Tags::ATTRIBUTION))
                && (!token.is(Tags::FUNCTION)
                    || token.is(Tags::HER)
                        && tokens.beside(n, 1).is_some_and(|t| t.is(Tags::VOICE))
                    || !lead && !token.is(Tags::PREP.with(Tags::CONJ).with(Tags::AUX)))
                && !(lead
                    && is_verb(token)
                    && !token.is(Tags::VOICE
                        .with(Tags::TITLE)
                        .with(Tags::FIRST_M)
                        .with(Tags::FIRST_F))
                    && (token.is(Tags::ING) || asked(tokens, n, token)))
                && !(lead && (commands(tokens, n, token) || leads(tokens, n, token)))
        }
        Shape::Number => tokens
            .beside(n, 1)
            .is_some_and(|t| t.shape == Shape::Word && !t.is(Tags::FUNCTION.with(Tags::DAY))),
        Shape::Word => {
            token.is(Tags::DET
                .with(Tags::VOICE)
                .with(Tags::TITLE)
                .with(Tags::SOMEONE)
                .with(Tags::NUMBER))
                || !token.is(Tags::FUNCTION.with(Tags::ATTRIBUTION))
                    && !is_verb(token)
                    && (!tokens.capital_nouns || token.is_inflected())
        }
        _ => false,
    }
}

/// Whether a participle begins the sentence with what it governs: "Asked by reporters".
fn asked(tokens: &Tokens, n: usize, token: &Token) -> bool {
    token.is(Tags::PAST.with(Tags::PARTICIPLE))
        && !token.is(Tags::BASE)
        && tokens.beside(n, 1).is_some_and(|t| t.is(Tags::PREP))
}

/// Whether a word that is no name orders something done: "Stop calling it".
fn commands(tokens: &Tokens, n: usize, token: &Token) -> bool {
    token.is(Tags::NOT_NAME)
        && !token.is(Tags::VOICE)
        && !token.is_plural()
        && tokens.beside(n, 1).is_some_and(|t| t.is(Tags::ING))
}

/// Whether an adverb or an order stands before the name that follows: "Accordingly Turkey", "Enter Stuart Kaplan".
fn leads(tokens: &Tokens, n: usize, token: &Token) -> bool {
    let first_name = Tags::FIRST_M.with(Tags::FIRST_F);
    let next = tokens.beside(n, 1).filter(|t| t.shape == Shape::Capital);
    let order = Tags::VOICE.with(Tags::TITLE).with(first_name);
    let orders = is_verb(token) && token.is(Tags::BASE) && !token.is(order);
    next.is_some_and(|t| token.is_leading_adverb() || orders && t.is(first_name))
}

/// Whether a word with a capital is a day or a month: where these have small letters it is a name, "Julio".
fn is_day(tokens: &Tokens, token: &Token) -> bool {
    let small = !tokens.english && !tokens.capital_nouns;
    let named = small && token.is(Tags::FIRST_M.with(Tags::FIRST_F));
    token.shape == Shape::Capital && token.is(Tags::DAY) && !named
}

fn is_verb(token: &Token) -> bool {
    token.is(Tags::CUE.with(Tags::VERB))
}

/// Whether the phrase that began at `first` goes on with token `n`.
fn continues(tokens: &Tokens, first: usize, n: usize) -> bool {
    let (Some(token), Some(before)) = (tokens.get(n), n.checked_sub(1).and_then(|p| tokens.get(p)))
    else {
        return false;
    };
    if token.block != before.block || is_day(tokens, token) {
        return false;
    }
    match token.shape {
        Shape::Capital => {
            let joins = token.is(Tags::PARTICLE)
                && before.shape == Shape::Capital
                && !before.is(Tags::FUNCTION.with(Tags::DET))
                && (tokens.get(n + 1)).is_some_and(|t| t.shape == Shape::Capital);
            let ends = token.is(Tags::FUNCTION.with(Tags::DET)) && !joins && !token.is(Tags::PLACE)
                || tokens.begins(n);
            !ends || token.is(Tags::TITLE) && !tokens.begins(n)
        }
        Shape::Number => before.shape != Shape::Number,
        Shape::Word => small(tokens, first, n, token, before),
        Shape::Sign => token.is(Tags::NONE),
        _ => false,
    }
}

/// Whether a word in small letters belongs to the phrase.
fn small(tokens: &Tokens, first: usize, n: usize, token: &Token, before: &Token) -> bool {
    let article =
        before.is(Tags::DET) && !before.is(Tags::SOMEONE) || before.shape == Shape::Possessive;
    let opens = n == first + 1
        && (article
            || before.is(Tags::DET.with(Tags::NUMBER).with(Tags::SOMEONE))
            || before.shape == Shape::Number)
        || before.shape == Shape::Possessive;
    let particles = token.is(Tags::PARTICLE) && before.is(Tags::PARTICLE) && n > first + 1;
    if particles && tokens.get(n + 1).is_some_and(|t| t.shape == Shape::Capital) {
        return true;
    }
    if before.shape == Shape::Capital && !before.is(Tags::DET.with(Tags::NUMBER)) {
        return after_capital(tokens, n, token, before);
    }
    if token.is(Tags::DET.with(Tags::NUMBER)) {
        return opens;
    }
    if token.is(Tags::FUNCTION) {
        return opens && token.is(Tags::ADVERB);
    }
    if tokens.english && before.is(Tags::VOICE) && !opens && acts(tokens, n, token) {
        return false;
    }
    if !is_verb(token) {
        return opens || !token.is_participle() || before.is(Tags::ADVERB) || n == first + 1;
    }
    let noun = is_noun(token);
    if article && (noun || token.is(Tags::ING.with(Tags::PARTICIPLE).with(Tags::BASE)))
        || before.is(Tags::ADVERB) && token.is(Tags::PARTICIPLE)
    {
        return true;
    }
    noun && if token.is(Tags::THIRD) {
        verb_follows(tokens, n)
    } else {
        !before.is(Tags::PEOPLE.with(Tags::SOMEONE))
    }
}

/// Whether a word of no list is a verb in the third person: "the ad targets a".
fn acts(tokens: &Tokens, n: usize, token: &Token) -> bool {
    let object = Tags::DET
        .with(Tags::PREP)
        .with(Tags::CONJ)
        .with(Tags::PRONOUN)
        .with(Tags::OBJECT);
    token.tags == Tags::NONE
        && token.is_plural()
        && tokens
            .get(n + 1)
            .is_some_and(|t| t.is(object) || t.is_quote() || t.shape == Shape::Capital)
}

/// Whether a word in small letters goes on with a phrase after a capital: "Bank of America", "Kerry spokesman".
fn after_capital(tokens: &Tokens, n: usize, token: &Token, before: &Token) -> bool {
    if token.is(Tags::PARTICLE) {
        let joins = (n + 1..n + 3).find_map(|k| {
            tokens
                .get(k)
                .filter(|t| t.shape != Shape::Word || !t.is(Tags::PARTICLE))
        });
        let joins = joins.is_some_and(|t| t.shape == Shape::Capital && !t.is(Tags::FUNCTION));
        let body = before.is(Tags::ORGANISATION.with(Tags::TITLE));
        let noun = before.is(Tags::VOICE.with(Tags::TITLE));
        return joins
            && !token.is(Tags::CONJ)
            && match (tokens.english, token.is(Tags::PREP), token.is(Tags::DET)) {
                (true, of, the) => !of && !the || body,
                (false, true, _) if tokens.capital_nouns => {
                    before.is(Tags::FIRST_M.with(Tags::FIRST_F))
                }
                (false, true, _) => !noun,
                (false, false, article) => !article || !noun && !tokens.capital_nouns,
            };
    }
    let follows = tokens.get(n + 1);
    let named = follows.is_some_and(|t| {
        t.shape == Shape::Capital && !t.is(Tags::FUNCTION.with(Tags::DET).with(Tags::DAY))
    });
    let known = token.is(Tags::FUNCTION.with(Tags::DET).with(Tags::NUMBER))
        || is_verb(token)
        || token.is_participle();
    if !tokens.capital_nouns
        && !known
        && (named
            || verb_follows(tokens, n)
            || follows.is_some_and(|t| t.shape == Shape::Word && t.is(Tags::VOICE)))
        && !token.is_adverb()
    {
        return true;
    }
    let plural = !token.is(Tags::THIRD) || verb_follows(tokens, n);
    let verb = token.is(Tags::BASE) && is_verb(token) && !token.is(Tags::VOICE);
    is_noun(token) && plural && !verb
}

/// Whether a word that may be a noun is more than a verb in the past.
fn is_noun(token: &Token) -> bool {
    let noun = Tags::VOICE
        .with(Tags::SAYING)
        .with(Tags::TITLE)
        .with(Tags::WORK);
    let past = token.is(Tags::PAST.with(Tags::ING)) && !token.is(Tags::BASE);
    token.is(noun) && !past
}

fn verb_follows(tokens: &Tokens, n: usize) -> bool {
    tokens.get(n + 1).is_some_and(|t| {
        t.shape == Shape::Word && (is_verb(t) && !t.is(Tags::ING) || t.is(Tags::AUX))
    })
}

/// The end of a phrase less what cannot end it: adverbs, determiners, joining words.
fn trimmed(tokens: &Tokens, first: usize, end: usize) -> usize {
    let mut end = end;
    while end > first
        && tokens.get(end - 1).is_some_and(|t| {
            (t.shape == Shape::Word
                && (t.is(Tags::ADVERB.with(Tags::PARTICLE))
                    || tokens.capital_nouns && !t.is(Tags::SOMEONE.with(Tags::NUMBER)))
                && !t.is(Tags::VOICE))
                || t.shape == Shape::Number && end > first + 1
        })
    {
        end -= 1;
    }
    end
}

/// Adds the candidate of the tokens `first..end`, whose last is the head.
fn add(tokens: &Tokens, first: usize, end: usize, found: &mut Vec<Candidate>) {
    let last = end - 1;
    let Some(head) = tokens.get(last) else { return };
    if head.shape == Shape::Capital && !is_common(tokens, first, last, head) {
        let name = name_start(tokens, first, last);
        let (kind, sex) = named(tokens, first, name, last);
        found.push(Candidate {
            first: at(first),
            last: at(last),
            name: at(name),
            kind,
            sex,
        });
        return;
    }
    let alone = first == last;
    let after_of = tokens.beside(first, -1).is_some_and(|t| t.is(Tags::PREP));
    let bare = head.shape == Shape::Word && !head.is(Tags::PEOPLE.with(Tags::SOMEONE));
    // Four digits are the year of a date.
    let year = head.shape == Shape::Number && head.span.len() == 4;
    if alone && (year || bare && (head.is_adverb() || after_of)) {
        return;
    }
    let kind = if head.is(Tags::PERSON) {
        Kind::PersonNoun
    } else if head.is(Tags::PEOPLE) {
        Kind::PeopleNoun
    } else if head.is(Tags::GROUP) {
        Kind::GroupNoun
    } else if head.is(Tags::DOCUMENT) {
        Kind::DocumentNoun
    } else if alone && head.is(Tags::SOMEONE.with(Tags::NUMBER)) {
        Kind::Someone
    } else if alone && head.is(Tags::DET) || tokens.capital_nouns && head.shape == Shape::Word {
        return;
    } else {
        Kind::OtherNoun
    };
    let sex = if head.is(Tags::PERSON_M) {
        Sex::Male
    } else if head.is(Tags::PERSON_F) {
        Sex::Female
    } else {
        Sex::Unknown
    };
    found.push(Candidate {
        first: at(first),
        last: at(last),
        name: at(first),
        kind,
        sex,
    });
}
