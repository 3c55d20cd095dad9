//! What words are, by language: a word in lower case goes in, its [`Tags`] come out.
//!
//! The lists are data, `assets/lexicon/*.txt`: a heading in brackets names what the words below it are.

mod table;

use table::{Table, Word, count, slots};

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
    JOINS "joins" INDEFINITE "indefinite" SUBJUNCTIVE "subjunctive" ENCLITIC "enclitic" GENITIVE "genitive" OBLIQUE "oblique" HIS "pronoun his" HER "pronoun her" OBJECT "pronoun object" SOMEONE "pronoun indefinite" NUMBER "number" DAY "day"
    TITLE "title" TITLE_M "title male" TITLE_F "title female"
    PERSON "person" PERSON_M "person male" PERSON_F "person female" PEOPLE "people"
    GROUP "group" DOCUMENT "document" SAYING "saying noun" WORK "work" COIN "coin" DOUBT "doubt"
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

/// The words of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    text: &'static str,
    words: &'static [Word],
    slots: &'static [u32],
    /// BCP 47 tag, language only; empty for a language without lists.
    pub(super) lang: &'static str,
}

/// The lexicon of a language, from its lists and the first names, which are the same for every language.
macro_rules! lexicon {
    ($lang:literal, $list:expr) => {{
        const TEXT: &str = concat!(include_str!("../../assets/lexicon/names.txt"), "\n", $list);
        const WORDS: usize = count(TEXT);
        static TABLE: Table<WORDS, { slots(WORDS) }> = Table::of(TEXT);
        Lexicon {
            text: TEXT,
            words: &TABLE.words,
            slots: &TABLE.slots,
            lang: $lang,
        }
    }};
}

static LEXICONS: [Lexicon; 7] = [
    lexicon!("en", include_str!("../../assets/lexicon/en.txt")),
    lexicon!("de", include_str!("../../assets/lexicon/de.txt")),
    lexicon!("fr", include_str!("../../assets/lexicon/fr.txt")),
    lexicon!("es", include_str!("../../assets/lexicon/es.txt")),
    lexicon!("it", include_str!("../../assets/lexicon/it.txt")),
    lexicon!("pt", include_str!("../../assets/lexicon/pt.txt")),
    lexicon!("nl", include_str!("../../assets/lexicon/nl.txt")),
];

static UNKNOWN: Lexicon = Lexicon {
    text: "",
    words: &[],
    slots: &[],
    lang: "",
};

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
        table::find(self.text, self.words, self.slots, word)
    }

    /// What a German noun of no list may be: what its last part is ("polizeisprecher": a "sprecher"), in the genitive
    /// and the dative too.
    pub(super) fn tags_of_noun(&self, word: &str) -> Tags {
        let stems = ["", "s", "es", "n", "en"];
        let stems = stems
            .into_iter()
            .filter_map(|ending| word.strip_suffix(ending));
        let mut known = stems.map(|stem| self.tags_of_compound(stem));
        known.find(|t| *t != Tags::NONE).unwrap_or_default()
    }

    /// What a compound of nouns may be, or a noun alone: what its last part is.
    fn tags_of_compound(&self, word: &str) -> Tags {
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
            .filter(|(n, _)| *n != 1)
            .map(|(n, _)| word.get(n..).unwrap_or_default());
        let known = parts
            .take_while(|p| p.len() >= SHORTEST)
            .map(|p| self.tags(p));
        known.into_iter().find(|t| t.any(noun)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_under_a_heading_that_is_known() {
        for lexicon in &LEXICONS {
            let mut section = Tags::NONE;
            let lines = lexicon.text.lines().filter(|l| !l.starts_with('#'));
            for line in lines {
                if let Some(heading) = line.strip_prefix('[') {
                    let heading = heading.trim_end_matches(']');
                    let known = HEADINGS.iter().find(|(h, _)| *h == heading);
                    section = known.expect(line).1;
                    continue;
                }
                for word in line.split([' ', '/']).filter(|w| !w.is_empty()) {
                    let tags = lexicon.tags(word);
                    assert_eq!(tags.with(section), tags, "{word} ({})", lexicon.lang);
                }
            }
            for word in ["", "x", "qwertz", "lexicon"] {
                assert_eq!(lexicon.tags(word), Tags::NONE, "{word:?}");
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
