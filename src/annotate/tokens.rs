//! The narrator's words: blocks and their quoted runs go in, tokens with their sentences come out. A quoted run is
//! one token; what is said in it is no part of the sentence around it.

mod guess;
mod words;

use words::{abbreviates, contraction, word_len};

use super::{
    lexicon::{Lexicon, Tags},
    marks::Run,
};
use crate::text::{Span, byte};

/// A word or sign of the narrator, or a whole quoted run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it stands.
    pub(super) span: Span,
    /// What the word may be.
    pub(super) tags: Tags,
    /// What it looks like.
    pub(super) shape: Shape,
    /// How it ends.
    ending: Ending,
    /// Number of its block.
    pub(super) block: u32,
    /// Number of its sentence, counted through the article.
    pub(super) sentence: u32,
}

/// How a word ends: in English, or in a language that writes its nouns with a capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Ed,
    Ly,
    S,
    /// As a German adjective does before its noun.
    Inflected,
    Other,
}

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word in small letters.
    Word,
    /// A word with a capital letter first.
    Capital,
    /// A number.
    Number,
    /// The possessive 's.
    Possessive,
    /// A comma.
    Comma,
    /// Full stop, question or exclamation mark.
    Stop,
    /// A colon.
    Colon,
    /// A dash, or a semicolon.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other sign.
    Sign,
    /// A quoted run, by its number.
    Quote(u32),
}

impl Token {
    /// Whether it is a word of letters.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Word | Shape::Capital)
    }

    /// Whether a word of no list ends as a participle or a past does.
    pub(super) fn is_participle(&self) -> bool {
        self.ending == Ending::Ed
    }

    /// Whether a word ends in an s.
    pub(super) fn is_plural(&self) -> bool {
        self.ending == Ending::S
    }

    /// Whether a word of no list ends as an adverb does.
    pub(super) fn is_adverb(&self) -> bool {
        self.ending == Ending::Ly && self.shape == Shape::Word && !self.is(Tags::VOICE)
    }

    /// Whether a word with a capital that is no first name ends as an adverb does: "Accordingly".
    pub(super) fn is_leading_adverb(&self) -> bool {
        let first_name = Tags::FIRST_M.with(Tags::FIRST_F);
        self.ending == Ending::Ly && self.shape == Shape::Capital && !self.is(first_name)
    }

    /// Whether it ends as a German adjective does before its noun.
    pub(super) fn is_inflected(&self) -> bool {
        self.ending == Ending::Inflected
    }

    /// Whether it is a quoted run.
    pub(super) fn is_quote(&self) -> bool {
        matches!(self.shape, Shape::Quote(_))
    }

    /// Whether it has any of these flags.
    pub(super) fn is(&self, tags: Tags) -> bool {
        self.tags.any(tags)
    }
}

/// The narrator's words of an article.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    /// Token of each run.
    runs: Vec<u32>,
    /// The language writes every noun with a capital.
    pub(super) capital_nouns: bool,
    /// The language is English.
    pub(super) english: bool,
}

impl Tokens {
    /// The token number `n`.
    pub(super) fn get(&self, n: usize) -> Option<&Token> {
        self.list.get(n)
    }

    /// The token `by` places after (or before) number `n`.
    pub(super) fn beside(&self, n: usize, by: isize) -> Option<&Token> {
        self.list.get(n.checked_add_signed(by)?)
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Token] {
        &self.list
    }

    /// Number of the token that is run number `run`.
    pub(super) fn of_run(&self, run: usize) -> usize {
        self.runs.get(run).map_or(0, |n| *n as usize)
    }

    /// Whether token `n` begins its sentence, opening brackets and runs before it not counted.
    pub(super) fn begins(&self, n: usize) -> bool {
        let Some(token) = self.get(n) else {
            return false;
        };
        n.checked_sub(1)
            .and_then(|p| self.get(p))
            .is_none_or(|before| before.sentence != token.sentence)
    }
}

/// Cuts the blocks of an article into tokens.
pub(super) struct Cutter<'a> {
    text: &'a str,
    lexicon: &'static Lexicon,
    tokens: Tokens,
    lower: String,
    sentence: u32,
    block: u32,
    /// A sentence ended with the last token, if what follows looks like a beginning.
    ended: Ended,
}

/// How surely a sentence ended with the last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    No,
    /// After a stop, unless a small letter follows.
    Stop,
    /// After an abbreviation: only if a function word with a capital follows.
    Abbreviation,
    /// After a quoted question or exclamation: not if its speaker follows.
    Asked,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str, lexicon: &'static Lexicon) -> Self {
        Self {
            text,
            lexicon,
            tokens: Tokens {
                list: Vec::with_capacity(text.len() / 5),
                runs: Vec::new(),
                capital_nouns: lexicon.lang == "de",
                english: lexicon.lang == "en",
            },
            lower: String::new(),
            sentence: 0,
            block: 0,
            ended: Ended::No,
        }
    }

    /// The tokens cut.
    pub(super) fn finish(mut self) -> Tokens {
        self.tokens.guess_verbs(self.text);
        self.tokens.guess_nouns(self.text);
        self.tokens
    }

    /// Cuts a block, given its number and its runs with the number of the first.
    pub(super) fn block(&mut self, block: u32, span: Span, runs: &[Run], first: usize) {
        self.block = block;
        self.sentence += 1;
        self.ended = Ended::No;
        let mut at = span.start;
        for (n, run) in runs.iter().enumerate() {
            self.piece(Span {
                start: at,
                end: run.outer.start.max(at),
            });
            self.quote(run, first + n);
            at = run.outer.end;
        }
        self.piece(Span {
            start: at,
            end: span.end.max(at),
        });
    }

    fn quote(&mut self, run: &Run, number: usize) {
        let token = self.tokens.list.len();
        self.tokens.runs.push(byte(token));
        if matches!(self.ended, Ended::Stop | Ended::Asked) {
            self.sentence += 1;
        }
        self.add(run.outer, Tags::NONE, Shape::Quote(byte(number)));
        let words = run.span.of(self.text);
        self.ended = match words.chars().next_back() {
            Some('.') => Ended::Stop,
            Some('!' | '?' | '…' | '—') => Ended::Asked,
            _ => Ended::No,
        };
    }

    fn add(&mut self, span: Span, tags: Tags, shape: Shape) {
        let (block, sentence) = (self.block, self.sentence);
        let long = shape == Shape::Word && self.lower.len() > 4;
        let lead = shape == Shape::Capital && self.lower.len() > 4 && self.tokens.english;
        let ending = match self.lower.as_bytes() {
            [.., b'e'] | [.., b'e', b'n' | b'r' | b's' | b'm'] if self.tokens.capital_nouns => {
                Ending::Inflected
            }
            [.., b'e', b'd'] if long => Ending::Ed,
            [.., b'l', b'y'] if long || lead => Ending::Ly,
            [.., b's'] if long => Ending::S,
            _ => Ending::Other,
        };
        self.tokens.list.push(Token {
            span,
            tags,
            shape,
            ending,
            block,
            sentence,
        });
    }

    /// Cuts text without quoted runs.
    fn piece(&mut self, span: Span) {
        let text = span.of(self.text);
        let base = span.start as usize;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let at = base + text.len() - rest.len();
            let len = if c.is_alphanumeric() {
                self.word(rest, at)
            } else {
                if !c.is_whitespace() {
                    self.sign(c, rest, at);
                }
                c.len_utf8()
            };
            rest = rest.get(len..).unwrap_or_default();
        }
    }

    fn sign(&mut self, c: char, rest: &str, at: usize) {
        let shape = match c {
            ',' => Shape::Comma,
            '.' | '!' | '?' | '…' => Shape::Stop,
            ':' => Shape::Colon,
            '–' | '—' | '-' | '―' | ';' => Shape::Dash,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            _ => Shape::Sign,
        };
        if let Some(last) = self.tokens.list.last_mut()
            && last.shape == shape
            && matches!(shape, Shape::Dash | Shape::Stop)
            && last.span.end as usize == at
        {
            last.span.end += byte(c.len_utf8());
            return;
        }
        self.add(Span::new(at, at + c.len_utf8()), Tags::NONE, shape);
        if shape == Shape::Stop {
            let spaced = rest.chars().nth(1).is_none_or(|n| !n.is_alphanumeric());
            self.ended = if spaced { Ended::Stop } else { Ended::No };
        }
    }

    /// Adds the word that `rest` begins with and gives its length in bytes.
    fn word(&mut self, rest: &str, at: usize) -> usize {
        let len = word_len(rest);
        let word = rest.get(..len).unwrap_or(rest);
        if let Some(len) = self.elided(word) {
            return self.prefix(word, len, at);
        }
        let (word, enclitic) = self.enclitic(word);
        let len = word.len();
        let (stem, tail) = contraction(word);
        self.lowercase(stem);
        let first = stem.chars().next().unwrap_or(' ');
        let mut tags = self.lexicon.tags(&self.lower);
        if tags == Tags::NONE && first.is_uppercase() && self.tokens.capital_nouns {
            tags = self.lexicon.tags_of_noun(&self.lower);
        }
        let (shape, aged) = words::shape(stem, &self.lower);
        if aged {
            tags = tags.with(Tags::PERSON);
        }
        let mut end = stem.len();
        let dot = tail.is_empty() && rest.get(len..).is_some_and(|r| r.starts_with('.'));
        let initial =
            stem.chars().count() == 1 && first.is_uppercase() && first != 'I' || stem.contains('.');
        let short = dot
            && (initial
                || tags.any(Tags::ABBREVIATION)
                    && abbreviates(rest.get(len + 1..).unwrap_or_default()));
        if short {
            tags = tags.with(Tags::ABBREVIATION);
            end += 1;
        }
        self.begin_sentence(shape, tags);
        self.add(Span::new(at, at + end), tags, shape);
        self.ended = if short && !tags.any(Tags::TITLE) {
            Ended::Abbreviation
        } else {
            Ended::No
        };
        if enclitic > 0 {
            return end + enclitic;
        }
        if !tail.is_empty() {
            let from = at + stem.len();
            let possessive = tail.len() <= 4 && tail.ends_with(['s', 'S'])
                || tail.len() <= 3 && !tail.ends_with(char::is_alphabetic);
            let aux = possessive && self.tokens.list.last().is_some_and(|t| t.is(Tags::PRONOUN));
            if possessive && !aux {
                self.add(Span::new(from, at + len), Tags::NONE, Shape::Possessive);
            } else {
                self.add(Span::new(from, at + len), Tags::AUX, Shape::Word);
            }
            return len;
        }
        end
    }

    /// Length of an article or the like that an apostrophe joins to the word after it: "l'ancien".
    fn elided(&mut self, word: &str) -> Option<usize> {
        let at = word.find(['\'', '’'])?;
        let rest = word.get(at..)?;
        let len = at + rest.chars().next().map_or(0, char::len_utf8);
        self.lowercase(word.get(..len)?);
        let known = self.lower.ends_with(['\'', '’'])
            && self.lexicon.tags(&self.lower.replace('’', "'")) != Tags::NONE;
        (known && len < word.len()).then_some(len)
    }

    fn prefix(&mut self, word: &str, len: usize, at: usize) -> usize {
        let tags = self.lexicon.tags(&self.lower.replace('’', "'"));
        let capital = word.starts_with(char::is_uppercase);
        let shape = if capital { Shape::Capital } else { Shape::Word };
        self.begin_sentence(shape, tags);
        self.add(Span::new(at, at + len), tags, shape);
        self.ended = Ended::No;
        len
    }

    /// A verb without the pronoun that a hyphen joins to it, and the length of what joins them: "dit-il".
    fn enclitic<'w>(&mut self, word: &'w str) -> (&'w str, usize) {
        let Some(from) = word.find('-').filter(|_| self.lexicon.lang == "fr") else {
            return (word, 0);
        };
        let (verb, joined) = word.split_at(from);
        if !self.lexicon.tags(joined).any(Tags::ENCLITIC) {
            return (word, 0);
        }
        (verb, joined.rfind('-').map_or(0, |n| n + 1))
    }

    fn begin_sentence(&mut self, shape: Shape, tags: Tags) {
        let begins = match self.ended {
            Ended::No => false,
            Ended::Stop => shape != Shape::Word,
            Ended::Abbreviation => {
                shape == Shape::Capital && tags.any(Tags::FUNCTION.with(Tags::DET))
            }
            Ended::Asked => {
                shape == Shape::Capital && tags.any(Tags::PREP.with(Tags::CONJ).with(Tags::ADVERB))
            }
        };
        if begins {
            self.sentence += 1;
        }
    }

    fn lowercase(&mut self, word: &str) {
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(
                word.chars()
                    .flat_map(char::to_lowercase)
                    .map(|c| if c == '’' { '\'' } else { c }),
            );
        }
    }
}
