//! Sentences: where UAX 29 ends one, unless an abbreviation stands there or what follows goes on in lower case.

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that stand before a name or a number, folded; single letters are initials.
const BEFORE: &[&str] = &[
    "adm", "bzw", "capt", "cf", "cmdr", "col", "cpl", "dr", "dra", "fig", "fr", "gen", "gov",
    "hon", "hr", "ing", "lt", "maj", "mlle", "mme", "mr", "mrs", "ms", "mt", "nr", "pp", "pres",
    "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "sra", "st", "ste", "supt", "vgl",
    "vs",
];

/// The sentences of `text`, each with the white space after it; together they are the text.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut bounds = text.split_sentence_bound_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = bounds.next()?;
        let mut end = start + first.len();
        let mut last = first;
        while let Some((at, next)) = bounds.next_if(|(_, next)| goes_on(last, next)) {
            end = at + next.len();
            last = next;
        }
        text.get(start..end)
    })
}

/// Whether the sentence of `before` goes on in `after`.
fn goes_on(before: &str, after: &str) -> bool {
    let first = after.chars().find(|c| c.is_alphanumeric());
    if first.is_none_or(char::is_lowercase) {
        return true;
    }
    let words = before.trim_end();
    let word = words.strip_suffix('.').map(|w| {
        let from = w.rfind(|c: char| !c.is_alphabetic());
        from.map_or(w, |at| w.get(at..).unwrap_or_default())
    });
    word.is_some_and(|w| is_abbreviated(w.trim_start_matches(|c: char| !c.is_alphabetic())))
}

fn is_abbreviated(word: &str) -> bool {
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || BEFORE.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        for text in [
            "He left.| She stayed.",
            "“Will we?” he asked.| “We will.”",
            "Mr. Kerry met J. R. Smith.| Dr. Lee was there.",
            "In the U.S. Senate they said so.| Then they went.",
            "a line of verse\nthat goes on\n|Another begins",
            "他说好。|她走了。",
            "Er kam.| Gut so.| Alle gingen.",
            "One – ... – two.| Three.",
            "",
        ] {
            // White space belongs to the sentence before it.
            let due: Vec<String> = text
                .replace(".| ", ". |")
                .split('|')
                .map(str::to_owned)
                .collect();
            let due: Vec<String> = due.into_iter().filter(|s| !s.is_empty()).collect();
            let whole = due.concat();
            assert_eq!(sentences(&whole).collect::<Vec<_>>(), due, "{text}");
        }
    }
}
