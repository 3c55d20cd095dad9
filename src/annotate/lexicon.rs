//! What words are, by language: a word in lower case goes in, its [`Tags`] come out.
//!
//! The lists are data, `assets/lexicon/*.txt`: a heading in brackets names what the words below it are.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::LazyLock,
};

/// What a word may be: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags(u64);

/// Declares the flags of [`Tags`], and the table of the headings that give them.
macro_rules! tags {
    ($($name:ident $heading:literal)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the flags are")]
        #[repr(u8)]
        enum Bit { $($name,)* }

        #[allow(missing_docs, reason = "the heading beside each says it")]
        impl Tags {
            $(pub(super) const $name: Self = Self(1 << Bit::$name as u64);)*
        }

        /// Heading of a word list, and the flag it gives.
        const HEADINGS: &[(&str, Tags)] = &[$(($heading, Tags::$name),)*];
    };
}

tags! {
    CORE "cue core" STRONG "cue strong" WEAK "cue weak" VERB "verb" ATTRIBUTION "attribution"
    BASE "-base" THIRD "-third" PAST "-past" ING "-ing" PARTICIPLE "-participle"
    AUX "aux" DET "det" PREP "prep" CONJ "conj" ADVERB "adverb"
    HE "pronoun he" SHE "pronoun she" IT "pronoun it" THEY "pronoun they" I "pronoun i" WHO "pronoun who"
    INDEFINITE "indefinite" SUBJUNCTIVE "subjunctive" ENCLITIC "enclitic" GENITIVE "genitive" HIS "pronoun his" HER "pronoun her" OBJECT "pronoun object" SOMEONE "pronoun indefinite" NUMBER "number" DAY "day"
    TITLE "title" TITLE_M "title male" TITLE_F "title female"
    PERSON "person" PERSON_M "person male" PERSON_F "person female" PEOPLE "people"
    GROUP "group" DOCUMENT "document" SAYING "saying noun" WORK "work" COIN "coin"
    ORGANISATION "organisation" OUTLET "outlet" PLACE "place" NOT_NAME "not name"
    ABBREVIATION "abbreviation" PARTICLE "particle" SUFFIX "suffix"
    FIRST_M "first name male" FIRST_F "first name female"
}

/// The columns of a line of verbs.
const FORMS: [Tags; 5] = [
    Tags::BASE,
    Tags::THIRD,
    Tags::PAST,
    Tags::ING,
    Tags::PARTICIPLE,
];

impl Tags {
    /// No flag.
    pub(super) const NONE: Self = Self(0);
    /// A verb of saying of any strength.
    pub(super) const CUE: Self = Self::CORE.with(Self::STRONG).with(Self::WEAK);
    /// Pronouns that can be a subject.
    pub(super) const PRONOUN: Self = Self::HE
        .with(Self::SHE)
        .with(Self::IT)
        .with(Self::THEY)
        .with(Self::I)
        .with(Self::WHO);
    /// Words of which no name or nominal phrase is made.
    pub(super) const FUNCTION: Self = Self::AUX
        .with(Self::PREP)
        .with(Self::CONJ)
        .with(Self::ADVERB)
        .with(Self::OBJECT)
        .with(Self::PRONOUN);
    /// Nouns for someone or something that speaks.
    pub(super) const VOICE: Self = Self::PERSON
        .with(Self::PEOPLE)
        .with(Self::GROUP)
        .with(Self::DOCUMENT);

    /// Whether it has any flag of `other`.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// FNV-1a, which is faster than the standard hasher on short words. The table is fixed: nobody can fill it with
/// words that collide. <http://www.isthe.com/chongo/tech/comp/fnv/>
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

type Words = HashMap<&'static str, Tags, BuildHasherDefault<Fnv>>;

/// The words of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Words,
    /// BCP 47 tag, language only; empty for a language without lists.
    pub(super) lang: &'static str,
}

/// Language and its lists.
const SOURCES: &[(&str, &str)] = &[
    ("en", include_str!("../../assets/lexicon/en.txt")),
    ("de", include_str!("../../assets/lexicon/de.txt")),
    ("fr", include_str!("../../assets/lexicon/fr.txt")),
    ("es", include_str!("../../assets/lexicon/es.txt")),
    ("it", include_str!("../../assets/lexicon/it.txt")),
    ("pt", include_str!("../../assets/lexicon/pt.txt")),
    ("nl", include_str!("../../assets/lexicon/nl.txt")),
];

/// First names, for every language.
const NAMES: &str = include_str!("../../assets/lexicon/names.txt");

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
    let of = |(lang, text): &(&'static str, &'static str)| Lexicon::parse(lang, &[NAMES, text]);
    SOURCES.iter().map(of).collect()
});

static UNKNOWN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse("", &[]));

impl Lexicon {
    /// The words of a language given as BCP 47 tag; none for a language without lists.
    pub(super) fn of(lang: &str) -> &'static Self {
        let primary = lang.split(['-', '_']).next().unwrap_or_default();
        let known = |l: &&Self| l.lang.eq_ignore_ascii_case(primary);
        LEXICONS.iter().find(known).unwrap_or(&UNKNOWN)
    }

    /// Whether there are lists for the language.
    pub(super) fn is_known(&self) -> bool {
        !self.lang.is_empty()
    }

    /// What `word`, in lower case, may be.
    pub(super) fn tags(&self, word: &str) -> Tags {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// What a compound of nouns may be: what its last part is ("polizeisprecher": a "sprecher").
    pub(super) fn tags_of_compound(&self, word: &str) -> Tags {
        /// Shortest last part, in bytes.
        const SHORTEST: usize = 4;
        /// Longest compound looked at, in bytes.
        const LONGEST: usize = 64;
        if word.len() > LONGEST {
            return Tags::NONE;
        }
        let noun = Tags::VOICE
            .with(Tags::TITLE)
            .with(Tags::WORK)
            .with(Tags::ORGANISATION);
        let parts = word
            .char_indices()
            .skip(2)
            .map(|(n, _)| word.get(n..).unwrap_or_default());
        let known = parts
            .take_while(|p| p.len() >= SHORTEST)
            .map(|p| self.tags(p));
        known.into_iter().find(|t| t.any(noun)).unwrap_or_default()
    }

    fn parse(lang: &'static str, texts: &[&'static str]) -> Self {
        let mut words = Words::default();
        let mut section = Tags::NONE;
        for line in texts.iter().flat_map(|t| t.lines()) {
            if let Some(heading) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                let known = HEADINGS.iter().find(|(h, _)| *h == heading);
                section = known.map_or(Tags::NONE, |(_, tags)| *tags);
            } else if !line.starts_with('#') {
                for (word, tags) in columns(line, section) {
                    let entry = words.entry(word).or_default();
                    *entry = entry.with(tags);
                }
            }
        }
        Self { words, lang }
    }
}

/// The words of a line with their flags. In a section of verbs the columns are the forms, alternatives parted by
/// a slash, and a past without a participle column is the participle too.
fn columns(line: &'static str, section: Tags) -> Vec<(&'static str, Tags)> {
    let verbs = section.any(Tags::CUE.with(Tags::VERB));
    let cells = line.split_whitespace().enumerate();
    let count = line.split_whitespace().count();
    let mut found = Vec::new();
    for (n, cell) in cells {
        let form = match FORMS.get(n).copied() {
            Some(Tags::PAST) if verbs && count < FORMS.len() => Tags::PAST.with(Tags::PARTICIPLE),
            Some(form) if verbs => form,
            _ => Tags::NONE,
        };
        found.extend(cell.split('/').map(|word| (word, section.with(form))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_is_known() {
        for text in SOURCES.iter().map(|s| s.1).chain([NAMES]) {
            for line in text.lines().filter(|l| l.starts_with('[')) {
                let heading = line.trim_matches(['[', ']']);
                assert!(HEADINGS.iter().any(|(h, _)| *h == heading), "{line}");
            }
        }
    }

    #[test]
    fn forms_of_verbs_are_told_apart() {
        let en = Lexicon::of("en-GB");
        for (word, has, lacks) in [
            ("said", Tags::CORE.with(Tags::PAST), Tags::ING),
            ("written", Tags::PARTICIPLE, Tags::PAST),
            ("calling", Tags::ING, Tags::CORE),
            ("report", Tags::BASE.with(Tags::DOCUMENT), Tags::PERSON),
        ] {
            assert!(
                en.tags(word).any(has) && !en.tags(word).any(lacks),
                "{word}"
            );
        }
        assert!(!Lexicon::of("xx").is_known());
    }
}
