//! Whether a person is he or she where no name and no title tells: pronouns go in, the sex of entities comes out.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{Entities, Kind, Sex};
use crate::annotate::{candidates::Candidate, tokens::Tokens};

impl Entities {
    /// Takes the sex of a person, where no name and no title tells, from the pronouns that can mean nobody else: those
    /// after a sentence that names no other person.
    pub(super) fn tell_sexes(&mut self, tokens: &Tokens, candidates: &[Candidate]) {
        let mut votes: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        let mut persons = Persons::default();
        for (n, c) in candidates.iter().enumerate() {
            let sentence = tokens.get(c.first as usize).map_or(0, |t| t.sentence);
            persons.at(sentence);
            if c.kind == Kind::He
                && let Some(id) = persons.only()
                && self.get(id).is_some_and(|e| e.sex == Sex::Unknown)
            {
                let (he, she) = votes.entry(id).or_default();
                *(if c.sex == Sex::Male { he } else { she }) += 1;
            } else if c.kind == Kind::Person || c.kind == Kind::PersonNoun {
                persons.add(self.id(n));
            }
        }
        for (id, (he, she)) in votes {
            if let Some(entity) = self.list.get_mut(id as usize) {
                entity.sex = match he.cmp(&she) {
                    Ordering::Greater => Sex::Male,
                    Ordering::Less => Sex::Female,
                    Ordering::Equal => Sex::Unknown,
                };
            }
        }
    }
}

/// Who is named in a sentence and the one before.
#[derive(Default)]
struct Persons {
    sentence: u32,
    /// In the sentence before, and in this one: the one person, and whether there are more.
    named: [Option<(u32, bool)>; 2],
}

impl Persons {
    fn at(&mut self, sentence: u32) {
        if sentence != self.sentence {
            let [_, last] = self.named;
            self.named = [last.filter(|_| sentence == self.sentence + 1), None];
            self.sentence = sentence;
        }
    }

    fn add(&mut self, id: Option<u32>) {
        let [_, here] = &mut self.named;
        let Some(id) = id else { return };
        *here = match *here {
            None => Some((id, false)),
            Some((other, more)) => Some((other, more || other != id)),
        };
    }

    /// The only person named.
    fn only(&self) -> Option<u32> {
        match self.named {
            [Some((a, false)), Some((b, false))] => (a == b).then_some(a),
            [Some((a, false)), None] | [None, Some((a, false))] => Some(a),
            _ => None,
        }
    }
}
