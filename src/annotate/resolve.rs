//! Who is who: candidates go in, for each the number of the [`Entity`] that it means comes out.
//!
//! Names go together by last name, nominal phrases by their head; a pronoun means the likeliest person before it.

mod sexes;

use std::collections::HashMap;

use super::{
    candidates::{Candidate, Kind, Sex},
    clauses::Relation,
    lexicon::Tags,
    tokens::{Shape, Token, Tokens},
};
use crate::text::{Span, byte};

/// Someone or something named in an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entity {
    /// Where it is named most fully, titles left out; of a nominal phrase its first place.
    pub(super) name: Span,
    /// First byte of its first place.
    from: u32,
    /// Words of that name.
    words: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// Its sex, where any mention tells.
    pub(super) sex: Sex,
    /// How often it is named.
    pub(super) count: u32,
    /// It is surely a name: a first name, a title or more than one word, or it stands inside a sentence.
    pub(super) firm: bool,
    /// Somewhere a verb or a possessive follows it.
    pub(super) acts: bool,
}

/// The entities of an article, and which of them each candidate means.
#[derive(Debug, Default)]
pub(super) struct Entities {
    list: Vec<Entity>,
    of: Vec<Option<u32>>,
}

impl Entities {
    /// Number of the entity that candidate number `n` means.
    pub(super) fn id(&self, n: usize) -> Option<u32> {
        self.of.get(n).copied().flatten()
    }

    /// The entity of a number.
    pub(super) fn get(&self, id: u32) -> Option<&Entity> {
        self.list.get(id as usize)
    }

    /// Finds the entities of an article.
    pub(super) fn find(
        text: &str,
        tokens: &Tokens,
        candidates: &[Candidate],
        roles: &[Relation],
    ) -> Self {
        let mut book = Book {
            text,
            tokens,
            list: Vec::new(),
            of: vec![None; candidates.len()],
            full: HashMap::new(),
            last: HashMap::new(),
            heads: HashMap::new(),
            titles: HashMap::new(),
        };
        for (n, c) in candidates
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind.is_name() && c.name < c.last)
        {
            book.full_name(n, c);
        }
        for (n, c) in candidates.iter().enumerate() {
            if c.kind.is_name() && c.name == c.last {
                book.short_name(n, c);
            } else if !c.kind.is_name() && !c.kind.is_pronoun() {
                match book.apposed(candidates, n, c) {
                    Some(id) => book.mean(n, id),
                    None => book.phrase(n, c),
                }
            }
        }
        let mut entities = Self {
            list: book.list,
            of: book.of,
        };
        entities.tell_sexes(tokens, candidates);
        entities.pronouns(tokens, candidates, roles);
        entities
    }

    fn pronouns(&mut self, tokens: &Tokens, candidates: &[Candidate], roles: &[Relation]) {
        /// Candidates looked back at from a pronoun.
        const BACK: usize = 40;
        for (n, c) in candidates
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind.is_pronoun())
        {
            let from = n.saturating_sub(BACK);
            let near = candidates.get(from..n).unwrap_or_default();
            let mut best: Option<(f32, u32)> = None;
            for (k, other) in near.iter().enumerate() {
                let k = from + k;
                let Some(id) = self.id(k) else { continue };
                let Some(score) = self.fits(tokens, c, other, id, roles.get(k).copied()) else {
                    continue;
                };
                if best.is_none_or(|(s, _)| score >= s) {
                    best = Some((score, id));
                }
            }
            if let Some(slot) = self.of.get_mut(n) {
                *slot = best.map(|b| b.1);
            }
        }
    }

    /// How well a pronoun fits a mention before it; `None` if it cannot mean it.
    fn fits(
        &self,
        tokens: &Tokens,
        pronoun: &Candidate,
        other: &Candidate,
        id: u32,
        role: Option<Relation>,
    ) -> Option<f32> {
        let entity = self.get(id)?;
        let mine = tokens.get(pronoun.first as usize)?;
        let theirs = tokens.get(other.last as usize)?;
        let person = matches!(entity.kind, Kind::Person | Kind::PersonNoun);
        match pronoun.kind {
            Kind::Who => {
                let gap = pronoun.first.checked_sub(other.last + 1)?;
                return (gap <= 1 && theirs.sentence == mine.sentence).then_some(if gap == 0 {
                    10.0
                } else {
                    9.0
                });
            }
            Kind::He if !person || other.has_article(tokens) => return None,
            Kind::He if entity.sex != Sex::Unknown && entity.sex != pronoun.sex => return None,
            Kind::It if person || entity.kind == Kind::PeopleNoun => return None,
            Kind::They if person => return None,
            Kind::I | Kind::Someone => return None,
            _ => {}
        }
        let mut score =
            -0.6 * small(mine.sentence - theirs.sentence) - 0.3 * small(mine.block - theirs.block);
        score += match role {
            Some(
                Relation::Subject
                | Relation::Apposition
                | Relation::Inverted
                | Relation::According
                | Relation::Antecedent,
            ) => 2.0,
            _ if tokens.begins(other.first as usize) => 1.5,
            _ => 0.0,
        };
        if tokens
            .get(other.last as usize + 1)
            .is_some_and(|t| t.shape == Shape::Possessive)
        {
            score -= 0.5;
        }
        if entity.sex == pronoun.sex {
            score += 2.5;
        }
        if !entity.firm && other.kind.is_name() {
            score -= 2.0;
        }
        if entity.kind == Kind::PersonNoun || other.kind == Kind::OtherNoun {
            score -= 2.0;
        }
        Some(score + 0.3 * (1.0 + f32::from(u16::try_from(entity.count).unwrap_or(u16::MAX))).ln())
    }
}

/// A distance as a number to weigh; beyond 8 all are the same.
fn small(n: u32) -> f32 {
    f32::from(u8::try_from(n.min(8)).unwrap_or(8))
}

/// The entities as they are being found.
struct Book<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    list: Vec<Entity>,
    of: Vec<Option<u32>>,
    /// Persons by first and last name, and by either; nominal phrases by their head. Words are kept as [`key`]s.
    full: HashMap<(u64, u64), u32>,
    last: HashMap<u64, Vec<u32>>,
    heads: HashMap<u64, u32>,
    /// Who bears a title; nobody where several do.
    titles: HashMap<u64, Option<u32>>,
}

/// The noun that an abbreviated title stands for.
fn spelled(title: &str) -> Option<&'static str> {
    const SHORT: &[(&str, &str)] = &[
        ("dr", "doctor"),
        ("prof", "professor"),
        ("sen", "senator"),
        ("gov", "governor"),
        ("rep", "representative"),
        ("capt", "captain"),
        ("col", "colonel"),
        ("gen", "general"),
        ("lt", "lieutenant"),
        ("maj", "major"),
        ("sgt", "sergeant"),
        ("rev", "reverend"),
        ("adm", "admiral"),
    ];
    let short = |s: &&(&str, &str)| s.0.eq_ignore_ascii_case(title);
    SHORT.iter().find(short).map(|s| s.1)
}

/// A word as a number, whether in capitals or not: FNV-1a, 64 bits. Two words of one number are taken for the same.
fn key(word: &str) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let step = |sum: u64, c: char| (sum ^ u64::from(c)).wrapping_mul(PRIME);
    word.chars().flat_map(char::to_lowercase).fold(BASIS, step)
}

/// Most persons of one last name that are told apart.
const NAMESAKES: usize = 16;

impl Book<'_> {
    fn word(&self, token: u32) -> &str {
        let token = self.tokens.get(token as usize);
        token.map_or("", |t| t.span.of(self.text))
    }

    fn key(&self, token: u32) -> u64 {
        key(self.word(token))
    }

    fn span(&self, c: &Candidate) -> Span {
        let of = |n: u32| {
            self.tokens
                .get(n as usize)
                .map_or(Span::default(), |t| t.span)
        };
        Span {
            start: of(c.name).start,
            end: of(c.last).end,
        }
    }

    /// The last name: "Jr." and the like are none.
    fn surname(&self, c: &Candidate) -> u32 {
        let suffix = self
            .tokens
            .get(c.last as usize)
            .is_some_and(|t| t.is(Tags::SUFFIX));
        if suffix && c.last > c.name {
            c.last - 1
        } else {
            c.last
        }
    }

    fn entity(&mut self, c: &Candidate) -> u32 {
        let name = self.span(c);
        self.list.push(Entity {
            name,
            from: name.start,
            words: c.last - c.name + 1,
            kind: c.kind,
            sex: c.sex,
            count: 0,
            firm: false,
            acts: false,
        });
        byte(self.list.len() - 1)
    }

    fn mention(&mut self, n: usize, id: u32, c: &Candidate) {
        let span = self.span(c);
        let first = c.first as usize;
        let firm = c.name < c.last
            || c.first < c.name
            || c.sex != Sex::Unknown
            || !self.tokens.begins(first)
                && !self.tokens.beside(first, -1).is_some_and(Token::is_quote);
        let acts = self.tokens.get(c.last as usize + 1).is_some_and(|t| {
            t.shape == Shape::Possessive
                || t.shape == Shape::Word && t.is(Tags::AUX.with(Tags::CUE).with(Tags::VERB))
        });
        if let Some(entity) = self.list.get_mut(id as usize) {
            entity.count += 1;
            entity.firm |= firm;
            entity.acts |= acts;
            if entity.sex == Sex::Unknown {
                entity.sex = c.sex;
            }
            let words = c.last - c.name + 1;
            if words > entity.words && words <= 4 {
                entity.words = words;
                entity.name = span;
            }
        }
        if let Some(slot) = self.of.get_mut(n) {
            *slot = Some(id);
        }
    }

    fn full_name(&mut self, n: usize, c: &Candidate) {
        let key = (self.key(c.name), self.key(self.surname(c)));
        let id = if let Some(id) = self.full.get(&key) {
            *id
        } else {
            let id = self.entity(c);
            for name in [key.1, key.0] {
                let list = self.last.entry(name).or_default();
                if list.len() < NAMESAKES {
                    list.push(id);
                }
            }
            self.full.insert(key, id);
            id
        };
        self.bears(id, c);
        self.mention(n, id, c);
    }

    /// Keeps the titles before a name, so that "the senator" is found to mean who bears it.
    fn bears(&mut self, id: u32, c: &Candidate) {
        for n in c.first..c.name {
            if self
                .tokens
                .get(n as usize)
                .is_none_or(|t| !t.is(Tags::TITLE))
            {
                continue;
            }
            let word = self.word(n);
            let title = spelled(word.trim_end_matches('.')).unwrap_or(word);
            let bearer = self.titles.entry(key(title)).or_insert(Some(id));
            if *bearer != Some(id) {
                *bearer = None;
            }
        }
    }

    /// A last name alone is that of who was named in full before it, of several the one who is named most.
    fn short_name(&mut self, n: usize, c: &Candidate) {
        let word = self.key(c.last);
        let here = self.span(c).start;
        let fitting = self.last.get(&word).and_then(|ids| {
            let of = |id: &&u32| self.list.get(**id as usize);
            let agrees = |id: &&u32| {
                of(id).is_some_and(|e| {
                    c.sex == Sex::Unknown || e.sex == Sex::Unknown || e.sex == c.sex
                })
            };
            ids.iter()
                .filter(agrees)
                .max_by_key(|id| of(id).map_or((false, 0), |e| (e.from < here, e.count)))
                .copied()
        });
        let id = fitting.unwrap_or_else(|| {
            let id = self.entity(c);
            let list = self.last.entry(word).or_default();
            if list.len() < NAMESAKES {
                list.push(id);
            }
            id
        });
        self.bears(id, c);
        self.mention(n, id, c);
    }

    fn mean(&mut self, n: usize, id: u32) {
        if let Some(slot) = self.of.get_mut(n) {
            *slot = Some(id);
        }
    }

    /// The person that a phrase beside a name describes: "Ann Lee, a spokeswoman," or "the mayor, Bo Ek,".
    fn apposed(&self, candidates: &[Candidate], n: usize, c: &Candidate) -> Option<u32> {
        if c.kind != Kind::PersonNoun {
            return None;
        }
        let ends = |t: u32| {
            let after = self.tokens.get(t as usize);
            after.is_none_or(|t| matches!(t.shape, Shape::Comma | Shape::Stop) || t.is_quote())
        };
        let comma = |t: u32| {
            self.tokens
                .get(t as usize)
                .is_some_and(|t| t.shape == Shape::Comma)
        };
        let person = |k: usize| {
            let id = self.of.get(k).copied().flatten()?;
            let named = candidates
                .get(k)
                .is_some_and(|c| c.kind == Kind::Person && c.name < c.last);
            named.then_some(id)
        };
        let before = n.checked_sub(1).filter(|k| {
            candidates
                .get(*k)
                .is_some_and(|b| b.last + 2 == c.first && comma(b.last + 1))
        });
        let after = self.named_after(candidates, n, c);
        let after = after.filter(|k| candidates.get(*k).is_some_and(|a| ends(a.last + 1)));
        before.and_then(person).or_else(|| after.and_then(person))
    }

    /// Number of the candidate that a comma parts from a phrase and what belongs to that: "the head of the club, Bo Ek".
    fn named_after(&self, candidates: &[Candidate], n: usize, c: &Candidate) -> Option<usize> {
        /// Most tokens that belong to the phrase.
        const NEAR: u32 = 8;
        let token = |t: u32| self.tokens.get(t as usize);
        let comma = (c.last + 1..=c.last + NEAR).find(|t| {
            token(*t).is_none_or(|t| {
                let verb = t.is(Tags::AUX
                    .with(Tags::CUE)
                    .with(Tags::VERB)
                    .with(Tags::PRONOUN));
                !t.is_word() || t.shape == Shape::Word && verb
            })
        })?;
        token(comma).filter(|t| t.shape == Shape::Comma)?;
        let near = candidates.get(n + 1..)?.iter().take(NEAR as usize);
        let next = near.take_while(|a| a.first <= comma + 1).count();
        let is_next = |k: &usize| candidates.get(*k).is_some_and(|a| a.first == comma + 1);
        Some(n + next).filter(is_next)
    }

    /// A nominal phrase is whatever its head named last, unless it introduces something: "an official".
    fn phrase(&mut self, n: usize, c: &Candidate) {
        let head = self.key(c.last);
        let new = self
            .tokens
            .get(c.first as usize)
            .is_none_or(|t| t.is(Tags::INDEFINITE) || !t.is(Tags::DET));
        let bearer = self.titles.get(&head).copied().flatten();
        if let Some(id) = bearer.filter(|_| !new && c.first + 1 == c.last) {
            self.mean(n, id);
            return;
        }
        let known = self.heads.get(&head).copied().filter(|_| !new);
        let id = known.unwrap_or_else(|| self.entity(c));
        self.heads.insert(head, id);
        self.mention(n, id, c);
    }
}
