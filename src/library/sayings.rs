//! What was said in many stories, and by whom: one person under all spellings of a name, the same words once with all
//! the stories that quote them.
//!
//! Stories go into a [`Gatherer`] one after another; [`Sayings`] come out, ready to be listed at any time. Cost is that of
//! the quotes given, however many came before.

mod alike;
mod names;

use std::{collections::HashMap, sync::Arc};

pub use names::{Name, is_proper};

use super::{Entry, links::fold};
use crate::{
    annotate::{Form, Quote, Voice},
    story::Story,
    text::{Span, byte},
};
use alike::{Alike, TELLING};

/// Which quotes are of interest.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of who goes by this name.
    pub speaker: Option<Name>,
    /// Only of nobody whom the text names: "a senior official", or nobody at all.
    pub unnamed: bool,
    /// Also what nobody said: scare quotes and names of works.
    pub all: bool,
}

impl Wanted {
    /// Whether a quote of a text is of interest.
    #[must_use]
    pub fn has(&self, quote: &Quote, text: &str) -> bool {
        let voice = quote.voice.as_ref();
        let fits = |wanted: &Name| {
            let mention = voice.and_then(|v| v.mention).map(|m| m.span);
            let names = [voice.map(|v| v.name), mention].into_iter().flatten();
            let mut names = names.map(|s| Name::of(s.of(text)));
            names.any(|n| wanted.means(&n))
        };
        (self.all || quote.kind.is_speech())
            && self.speaker.as_ref().is_none_or(fits)
            && !(self.unnamed && voice.is_some_and(|v| names_someone(v, text)))
    }
}

/// Whether a voice is that of somebody with a name.
#[must_use]
pub fn names_someone(voice: &Voice, text: &str) -> bool {
    let phrase = |m: crate::annotate::Mention| m.form == Form::Nominal && m.span == voice.name;
    is_proper(voice.name.of(text)) && !voice.mention.is_some_and(phrase)
}

/// Somebody, or some body, that is quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The fullest name that a story gives.
    pub name: String,
    /// It is a name; else a phrase: "a senior official".
    pub named: bool,
    /// How many sayings there are.
    pub count: usize,
    key: Name,
}

/// A quotation in one story.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Number of the story in [`Sayings::stories`].
    pub story: u32,
    /// Its pieces as the story gives them, joined by " … ".
    pub words: Box<str>,
    /// The first piece, in the story's text.
    pub span: Span,
    /// Number of the first piece in the story's notes.
    pub quote: u32,
    /// Number of its block.
    pub block: u32,
}

/// Words that somebody said, and the stories that quote them.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// Number of the speaker in [`Sayings::people`]; `None` where the stories name none.
    pub person: Option<u32>,
    /// Where it is quoted: once a story, in the order in which the stories came.
    pub places: Vec<Place>,
}

impl Saying {
    /// The longest that any story quotes of it.
    #[must_use]
    pub fn words(&self) -> &str {
        let longest = self.places.iter().rev().max_by_key(|p| p.words.len());
        longest.map_or("", |p| &p.words)
    }
}

/// What was said in the stories given so far. A copy shares all that has not changed since.
#[derive(Clone, Debug, Default)]
pub struct Sayings {
    stories: Vec<Arc<Entry>>,
    list: Vec<Arc<Saying>>,
    people: Vec<Arc<Person>>,
}

/// Takes in what stories quote.
#[derive(Debug, Default)]
pub struct Gatherer {
    said: Sayings,
    by_last: HashMap<String, Vec<u32>>,
    alike: Alike,
}

/// Most persons of one last name that are told apart.
const NAMESAKES: usize = 64;

impl Sayings {
    /// The stories, in the order given.
    #[must_use]
    pub fn stories(&self) -> &[Arc<Entry>] {
        &self.stories
    }

    /// The sayings, in the order in which they were met.
    #[must_use]
    pub fn sayings(&self) -> &[Arc<Saying>] {
        &self.list
    }

    /// Who is quoted, in the order in which they were met.
    #[must_use]
    pub fn people(&self) -> &[Arc<Person>] {
        &self.people
    }

    /// The story of a place.
    #[must_use]
    pub fn story(&self, place: &Place) -> Option<&Arc<Entry>> {
        self.stories.get(place.story as usize)
    }
}

impl Gatherer {
    /// What was said so far.
    #[must_use]
    pub fn said(&self) -> &Sayings {
        &self.said
    }

    /// Takes in the quotes of a story that are wanted; gives the number of the saying of each, by its number in the
    /// story's notes.
    pub fn add(&mut self, entry: &Arc<Entry>, story: &Story, wanted: &Wanted) -> Vec<(usize, u32)> {
        let text = story.article.text();
        let number = byte(self.said.stories.len());
        self.said.stories.push(entry.clone());
        let quotes = story.notes.quotes.iter().enumerate();
        let quotes: Vec<(usize, &Quote)> = quotes.filter(|(_, q)| wanted.has(q, text)).collect();
        let mut numbers = Vec::with_capacity(quotes.len());
        for group in quotes.chunk_by(|a, b| a.1.group == b.1.group) {
            let Some((first, quote)) = group.first().copied() else {
                continue;
            };
            let pieces: Vec<_> = group.iter().map(|(_, q)| q.span.of(text)).collect();
            let place = Place {
                story: number,
                words: pieces.join(" … ").replace('\n', " ").into(),
                span: quote.span,
                quote: byte(first),
                block: byte(story.article.block_at(quote.span.start)),
            };
            let voice = group.iter().find_map(|(_, q)| q.speaker());
            let person = voice.map(|v| self.person(v.name.of(text), names_someone(v, text)));
            let saying = self.say(place, person);
            numbers.extend(group.iter().map(|(n, _)| (*n, saying)));
        }
        numbers
    }

    /// Adds words to the saying that they repeat, or as a new one.
    fn say(&mut self, place: Place, person: Option<u32>) -> u32 {
        let folded = fold::title(&place.words);
        let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
        let known = self.alike.find(&words).into_iter().find(|n| {
            let saying = self.said.list.get(*n as usize);
            saying.is_some_and(|s| self.may_be(s.person, person, words.len()))
        });
        let number = known.unwrap_or(byte(self.said.list.len()));
        self.alike.keep(number, &words);
        if let Some(saying) = self.said.list.get_mut(number as usize) {
            let saying = Arc::make_mut(saying);
            if !saying.places.iter().any(|p| p.story == place.story) {
                saying.places.push(place);
            }
            let before = saying.person;
            if self.is_named(person) && !self.is_named(before) {
                if let Some(saying) = self.said.list.get_mut(number as usize) {
                    Arc::make_mut(saying).person = person;
                }
                self.count(before, false);
                self.count(person, true);
            }
        } else {
            self.said.list.push(Arc::new(Saying {
                person,
                places: vec![place],
            }));
            self.count(person, true);
        }
        number
    }

    fn count(&mut self, person: Option<u32>, more: bool) {
        let person = person.and_then(|n| self.said.people.get_mut(n as usize));
        if let Some(person) = person.map(Arc::make_mut) {
            person.count = person
                .count
                .saturating_add_signed(if more { 1 } else { -1 });
        }
    }

    fn is_named(&self, person: Option<u32>) -> bool {
        let person = person.and_then(|n| self.said.people.get(n as usize));
        person.is_some_and(|p| p.named)
    }

    /// Whether like words of these two may be one saying: two persons may well say the same, and few words anybody.
    fn may_be(&self, a: Option<u32>, b: Option<u32>, words: usize) -> bool {
        let both = self.is_named(a) && self.is_named(b);
        if words < TELLING || both {
            a.is_some() && a == b
        } else {
            true
        }
    }

    /// Number of the person of this name.
    fn person(&mut self, name: &str, named: bool) -> u32 {
        let key = Name::of(name);
        let same = |p: &Arc<Person>| {
            p.named == named
                && (if named {
                    p.key.agrees(&key)
                } else {
                    p.key == key
                })
        };
        let list = self.by_last.entry(key.last().to_owned()).or_default();
        let of = |n: &u32| self.said.people.get(*n as usize);
        let fitting = list.iter().filter(|n| of(n).is_some_and(same));
        // A last name alone is that of whom the stories quote most.
        let found = fitting
            .max_by_key(|n| of(n).map_or(0, |p| p.count))
            .copied();
        let spelt = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(number) = found {
            if let Some(person) = self.said.people.get_mut(number as usize)
                && person.key.is_completed_by(&key)
            {
                let person = Arc::make_mut(person);
                person.name = spelt;
                person.key = key;
            }
            return number;
        }
        let number = byte(self.said.people.len());
        if list.len() < NAMESAKES {
            list.push(number);
        }
        self.said.people.push(Arc::new(Person {
            name: spelt,
            named,
            count: 0,
            key,
        }));
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format::Limits, library::Source, story};
    use std::path::Path;

    fn add(sayings: &mut Gatherer, name: &str, text: &str) {
        let source = Source::new(Path::new(name), text.as_bytes().to_vec());
        for story in story::read(text.as_bytes(), name, &Limits::default()) {
            let entry = Entry::new(&source, story.nth, story.format, &story.article);
            sayings.add(&Arc::new(entry), &story, &Wanted::default());
        }
    }

    const FIRST: &str = "Talks fail\n\nThe talks failed on Monday in the old customs house.\n\n“We will not move one inch from what was agreed in the spring,” Foreign Minister Anna Lindqvist told reporters.\n\n“No comment,” said Bo Ek.\n";
    const SECOND: &str = "After the talks\n\nNobody moved on Tuesday, and nobody is expected to.\n\n“We will not move one inch from what was agreed,” Lindqvist said.\n\n“No comment,” said Petra Holm.\n";

    #[test]
    fn the_same_words_of_one_person_are_one_saying() {
        let mut gatherer = Gatherer::default();
        add(&mut gatherer, "b.txt", SECOND);
        add(&mut gatherer, "a.txt", FIRST);
        let sayings = gatherer.said();
        let names: Vec<_> = sayings
            .people()
            .iter()
            .map(|p| (&*p.name, p.count))
            .collect();
        assert_eq!(
            names,
            [("Anna Lindqvist", 1), ("Petra Holm", 1), ("Bo Ek", 1)]
        );
        let first = sayings.sayings().first().unwrap();
        assert_eq!(first.places.len(), 2);
        assert!(first.words().contains("in the spring"), "{}", first.words());
    }

    #[test]
    fn a_last_name_alone_is_whom_the_stories_name_in_full() {
        let mut sayings = Gatherer::default();
        let numbers: Vec<u32> = ["Kerry", "John Kerry", "J. Kerry", "Vanessa Kerry", "Kerry"]
            .map(|n| {
                let number = sayings.person(n, true);
                sayings.count(Some(number), true);
                number
            })
            .to_vec();
        assert_eq!(numbers, [0, 0, 0, 1, 0]);
    }
}
