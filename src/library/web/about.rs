//! What a story is about, as far as its capital letters and dates tell: in an article, out the names of people, places and
//! bodies in it and its days of the month. What every story has weighs nothing later, so nothing is kept out here.

use crate::{
    article::{Article, BlockKind},
    library::links::{fold, is_common, is_month},
};

/// A name or a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::library) struct Term {
    /// What two spellings of it share.
    pub(in crate::library) folded: String,
    /// As it is shown.
    pub(in crate::library) written: String,
}

/// Most names of a story, and most words of a name.
const MOST: usize = 300;
const WORDS: usize = 4;

/// What stands before a name and is no part of it.
const ADDRESSES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "sir", "lady", "herr", "frau", "m", "mme", "monsieur",
    "madame", "senor", "senora", "signor", "signora",
];
/// What a pronoun contracts with: "I'd", "We're".
const VERBS: &[&str] = &["d", "ll", "m", "re", "ve", "t"];

/// The names and dates of an article, in order; some more than once.
pub(super) fn terms(article: &Article) -> Vec<Term> {
    let mut found = Vec::new();
    let body = article.blocks().iter().filter(|b| {
        matches!(
            b.kind,
            BlockKind::Paragraph
                | BlockKind::Item(_)
                | BlockKind::Definition
                | BlockKind::BlockQuote
                | BlockKind::Caption
        )
    });
    for block in body {
        if found.len() >= MOST {
            break;
        }
        read(block.span.of(article.text()), &mut found);
    }
    found
}

fn read(text: &str, found: &mut Vec<Term>) {
    let mut run: Vec<&str> = Vec::new();
    let mut begins = true;
    let mut run_begins = false;
    let mut last = "";
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let owned = bare
            .strip_suffix("'s")
            .or_else(|| bare.strip_suffix("’s"))
            .unwrap_or(bare);
        let verb = bare.split_once(['\'', '’']).map_or("", |(_, v)| v);
        let owned = if VERBS.contains(&verb) { "" } else { owned };
        if let Some(date) = date(last, owned) {
            found.push(date);
        }
        last = owned;
        let opens = word.starts_with(|c: char| !c.is_alphanumeric());
        if opens {
            close(&mut run, run_begins, found);
        }
        if owned.starts_with(char::is_uppercase) {
            if run.is_empty() {
                run_begins = begins;
            }
            run.push(owned);
        } else {
            close(&mut run, run_begins, found);
        }
        let closed = word.ends_with(|c: char| !c.is_alphanumeric()) || owned.len() < bare.len();
        if closed {
            close(&mut run, run_begins, found);
        }
        begins = word.ends_with(['.', '!', '?', ':', '"', '”', '»', '“', '…']);
    }
    close(&mut run, run_begins, found);
}

/// Takes a run of capitalised words as a name, without the small words at its start. A single word that only stands at the
/// start of a sentence says nothing.
fn close(run: &mut Vec<&str>, begins: bool, found: &mut Vec<Term>) {
    let all = std::mem::take(run);
    let small = |w: &&&str| {
        let folded = fold::title(w);
        is_common(&folded) || is_month(&folded) || ADDRESSES.contains(&folded.as_str())
    };
    let skipped = all.iter().take_while(small).count();
    let name = all.get(skipped..).unwrap_or_default();
    if name.is_empty() || name.len() > WORDS || (begins && skipped == 0 && name.len() == 1) {
        return;
    }
    push(&name.join(" "), found);
    // "John Kerry" is "Kerry" further down.
    if let Some(last) = name.last().filter(|_| name.len() > 1) {
        push(last, found);
    }
}

fn push(written: &str, found: &mut Vec<Term>) {
    let folded = fold::title(written);
    if folded.chars().count() > 1 {
        found.push(Term {
            folded,
            written: written.to_owned(),
        });
    }
}

/// "May 7" and "7 May" as one.
fn date(a: &str, b: &str) -> Option<Term> {
    let day = |w: &str| w.parse().ok().filter(|d: &u8| (1..=31).contains(d));
    let month = |w: &str| {
        let capital = w.starts_with(char::is_uppercase);
        capital.then(|| fold::title(w)).filter(|w| is_month(w))
    };
    let (day, month) = match (day(a), month(b)) {
        (Some(day), Some(month)) => (day, month),
        _ => (day(b)?, month(a)?),
    };
    Some(Term {
        folded: format!("{day} {month}"),
        written: format!("{a} {b}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_days_are_told_from_what_only_begins_a_sentence() {
        let mut found = Vec::new();
        read(
            "On May 7 the mayor, Ada Karrow, met Fenn's deputy. Nobody came. The Harbour Board sat on 8 May with Karrow.",
            &mut found,
        );
        let folded: Vec<_> = found.iter().map(|t| t.folded.as_str()).collect();
        let due = [
            "7 may",
            "ada karrow",
            "karrow",
            "fenn",
            "harbour board",
            "board",
            "8 may",
            "karrow",
        ];
        assert_eq!(folded, due);
    }
}
