//! The language of an article that does not state one, guessed from its words.
//!
//! Hyphens, speech verbs and quotation marks go by it, so a wrong guess costs more than none: only a sure one counts.

use whatlang::{Detector, Lang};

use crate::{
    article::{Article, BlockKind},
    text::Clean,
};

/// Bytes of text that are looked at: letter triples settle within a few sentences.
const SAMPLE: usize = 600;
/// Bytes below which nothing is guessed.
const LEAST: usize = 60;

/// The languages that are told apart, by their BCP 47 tags.
const TAGS: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Tur, "tr"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Bul, "bg"),
    (Lang::Ell, "el"),
    (Lang::Ara, "ar"),
    (Lang::Heb, "he"),
    (Lang::Pes, "fa"),
    (Lang::Hin, "hi"),
    (Lang::Tha, "th"),
    (Lang::Jpn, "ja"),
    (Lang::Cmn, "zh"),
    (Lang::Kor, "ko"),
];

/// The language as a BCP 47 tag; empty where it is not sure.
pub(super) fn guess(article: &Article) -> Clean {
    let sample = sample(article);
    if sample.len() < LEAST {
        return Clean::default();
    }
    if let Some(tag) = common(&sample) {
        return Clean::line(tag);
    }
    let detector = Detector::with_allowlist(TAGS.iter().map(|(lang, _)| *lang).collect());
    let sure = detector.detect(&sample).filter(whatlang::Info::is_reliable);
    let tag = sure.and_then(|info| TAGS.iter().find(|(lang, _)| *lang == info.lang()));
    tag.map(|(_, tag)| Clean::line(tag)).unwrap_or_default()
}

/// The languages of [`common_to`], in its order.
const SETTLING: [&str; 4] = ["en", "de", "fr", "es"];

/// The place in [`SETTLING`] of the language that `word` is common in: it stands there in nearly every sentence, and is
/// hardly a word of another language that is told apart here.
fn common_to(word: &str) -> Option<usize> {
    match word {
        "the" | "and" | "of" | "that" | "with" | "said" | "by" | "from" | "has" | "are" | "to" => {
            Some(0)
        }
        "und" | "die" | "der" | "das" | "nicht" | "ist" | "ein" | "eine" | "mit" | "auf"
        | "sich" => Some(1),
        "les" | "des" | "est" | "une" | "dans" | "qui" | "pas" | "sur" | "et" | "aux" | "sont" => {
            Some(2)
        }
        "el" | "los" | "las" | "y" | "por" | "es" | "más" | "pero" | "sus" | "fue" | "muy" => {
            Some(3)
        }
        _ => None,
    }
}

/// Fewest common words, each time it stands, that settle a language, and how many times those of any other they are.
const SETTLED: (usize, usize) = (10, 6);

/// The language whose common words fill the sample; none where that is not plain. It takes a tenth of the
/// time that letter triples do, and the language is due before the first frame, for the hyphens.
fn common(sample: &str) -> Option<&'static str> {
    let mut counts = [0_usize; SETTLING.len()];
    let words = sample.split(|c: char| !c.is_alphanumeric());
    for count in words.filter_map(common_to) {
        if let Some(count) = counts.get_mut(count) {
            *count += 1;
        }
    }
    let (most, tag) = counts.into_iter().zip(SETTLING).max()?;
    let others = counts.iter().sum::<usize>() - most;
    (most >= SETTLED.0 && most >= SETTLED.1 * others).then_some(tag)
}

/// The beginning of the text, code and tables left out.
fn sample(article: &Article) -> String {
    let mut sample = String::new();
    for block in article.blocks() {
        if matches!(block.kind, BlockKind::Code | BlockKind::Row { .. }) {
            continue;
        }
        let words = block.span.of(article.text());
        let room = SAMPLE.saturating_sub(sample.len());
        sample.push_str(
            words
                .get(..words.floor_char_boundary(room))
                .unwrap_or_default(),
        );
        sample.push(' ');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Builder;

    #[test]
    fn common_words_settle_only_what_they_are_sure_of() {
        let english = "The mayor said that the bridge is closed and the ferry was out of service. ";
        let german =
            "Die Stadt ist nicht sicher, ob der Fluss und das Ufer sich mit dem Wind ändern. ";
        let dutch =
            "De burgemeester is er van overtuigd dat de brug was gesloten en de pont niet voer. ";
        let italian =
            "Il sindaco ha detto che la nave del porto non parte con la nebbia e con una luce. ";
        let danish =
            "Der er ingen bro for dem, der bor her, og færgen er fra en anden by end vores. ";
        for (tag, text) in [
            (Some("en"), english.repeat(3)),
            (Some("de"), german.repeat(3)),
            (None, english.to_owned()),
            (None, format!("{}{}", english.repeat(3), german.repeat(3))),
            (None, dutch.repeat(6)),
            (None, italian.repeat(6)),
            (None, danish.repeat(6)),
        ] {
            assert_eq!(common(&text), tag, "{text}");
        }
    }

    #[test]
    fn a_few_sentences_tell_the_language() {
        for (tag, text) in [
            (
                "en",
                "The committee said on Tuesday that it would not open the bridge before the end of the year, and that nobody had asked it to.",
            ),
            (
                "de",
                "Der Ausschuss teilte am Dienstag mit, dass die Brücke nicht vor Ende des Jahres geöffnet werde und dass niemand darum gebeten habe.",
            ),
            (
                "fr",
                "La commission a déclaré mardi qu'elle n'ouvrirait pas le pont avant la fin de l'année et que personne ne le lui avait demandé.",
            ),
            (
                "ru",
                "Комитет сообщил во вторник, что не откроет мост до конца года и что никто его об этом не просил. Мэр города ответил журналистам, что решение о судьбе моста должны принять жители, когда они придут на выборы в сентябре следующего года.",
            ),
            ("", "Yes."),
            (
                "",
                "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789",
            ),
        ] {
            let mut b = Builder::new();
            b.words(text);
            assert_eq!(&*guess(&b.finish()), tag, "{text}");
        }
    }
}
