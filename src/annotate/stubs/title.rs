//! A title cut out of what follows a label. In: the words of a block. Out: the range of the title in them, without
//! brackets, arrows, paywall notices and invitations to go on.

use super::{lexicon, looks::word_count};
use std::ops::Range;

const QUOTES: &[(char, char)] = &[
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('‘', '’'),
    ('\'', '\''),
    ('‹', '›'),
];
const BRACKETS: &[(char, char)] = &[('(', ')'), ('[', ']')];

/// White space, characters drawn as nothing, and the marks that stand around a title and are no part of it.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{feff}' | '\u{200b}'
                ..='\u{200f}'
                    | '\u{2060}'
                    | '\u{fe0f}'
                    | '*'
                    | '_'
                    | '|'
                    | '»'
                    | '>'
                    | '→'
                    | '►'
                    | '▸'
                    | '▹'
                    | '➜'
                    | '➔'
                    | '⇒'
                    | '⟶'
                    | '↗'
                    | '▶'
                    | '➡'
                    | '›'
                    | '•'
                    | ':'
        )
}

/// `range` of `text` without what stands around a title: blanks, arrows, a paywall's notice, brackets, an invitation
/// to go on, quotation marks around the whole.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let mut left = text.get(range.clone()).unwrap_or_default();
    loop {
        let before = left;
        left = left.trim_matches(is_edge);
        left = without_wall(left);
        left = without_tail(left);
        left = without_brackets(left);
        left = quoted(left).unwrap_or(left);
        if left.len() == before.len() {
            break;
        }
    }
    let start = range.start + offset(text.get(range).unwrap_or_default(), left);
    start..start + left.len()
}

/// The whole of a block without the bullets and arrows before it.
pub(super) fn inner(text: &str) -> Range<usize> {
    let lead = |c: char| is_edge(c) || matches!(c, '-' | '–' | '—' | '·' | '▪' | '●' | '■' | '◦');
    text.len() - text.trim_start_matches(lead).len()..text.len()
}

fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

/// What stands in quotation marks, if all of `text` does.
pub(super) fn quoted(text: &str) -> Option<&str> {
    QUOTES.iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(*open)?.strip_suffix(*close)?;
        let whole = !inside.contains(['"', '“', '”', '„', '«', '»', '‘'])
            && (*close != '\'' || !inside.contains('\''));
        whole.then_some(inside)
    })
}

/// Whether `text` begins with `phrase`, in any case; gives what follows.
pub(super) fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in phrase.chars() {
        let c = rest.next().map(|c| if c == '’' { '\'' } else { c })?;
        if !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

fn without_wall(text: &str) -> &str {
    let walls = lexicon::around("wall").iter();
    let rest = walls
        .filter_map(|w| after(text, w))
        .find(|r| word_count(r) >= 2);
    rest.unwrap_or(text)
}

fn without_tail(text: &str) -> &str {
    let cut = |tail: &&str| {
        let at = text.len().checked_sub(tail.len())?;
        after(text.get(at..)?, tail).filter(|r| r.is_empty())?;
        let kept = text
            .get(..at)
            .filter(|k| k.ends_with(|c: char| !c.is_alphanumeric()))?;
        (word_count(kept) >= 3).then_some(kept.trim_end())
    };
    let tails = lexicon::around("tail").iter();
    tails
        .filter_map(cut)
        .min_by_key(|k| k.len())
        .unwrap_or(text)
}

/// Without brackets around the whole, and without one that lacks its fellow: the label stood inside.
fn without_brackets(text: &str) -> &str {
    for (open, close) in BRACKETS {
        let (opened, closed) = (text.matches(*open).count(), text.matches(*close).count());
        if opened < closed && text.ends_with(*close) {
            return text.strip_suffix(*close).unwrap_or(text);
        }
        if opened > closed && text.starts_with(*open) {
            return text.strip_prefix(*open).unwrap_or(text);
        }
        let inside = text
            .strip_prefix(*open)
            .and_then(|t| t.strip_suffix(*close));
        if let Some(inside) = inside.filter(|i| !i.contains([*open, *close])) {
            return inside;
        }
    }
    text
}

/// The titles of a range: one, or each of several on their own lines or parted by bars or bullets.
pub(super) fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let whole = text.get(range.clone()).unwrap_or_default();
    for mark in ["\n", " | ", " • ", " · ", " ● ", " ► ", " » "] {
        let pieces: Vec<&str> = whole
            .split(mark)
            .filter(|p| !p.trim_matches(is_edge).is_empty())
            .collect();
        if pieces.len() < 2 || pieces.iter().any(|p| word_count(p) < 4) {
            continue;
        }
        let place = |p: &&str| {
            let start = range.start + offset(whole, p);
            trim(text, start..start + p.len())
        };
        return pieces.iter().map(place).collect();
    }
    vec![range]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trimmed(text: &str) -> &str {
        text.get(trim(text, 0..text.len())).unwrap()
    }

    #[test]
    fn a_title_loses_what_stands_around_it() {
        for (text, title) in [
            (
                "\u{feff}Harbour closes for a week",
                "Harbour closes for a week",
            ),
            ("Harbour closes for a week »", "Harbour closes for a week"),
            ("( Harbour closes for a week)", "Harbour closes for a week"),
            ("Harbour closes for a week]", "Harbour closes for a week"),
            (
                "Harbour (still) closes for a week)",
                "Harbour (still) closes for a week",
            ),
            ("Harbour closes (again)", "Harbour closes (again)"),
            ("“Harbour closes for a week”", "Harbour closes for a week"),
            (
                "‘Closed’ harbour and the ‘week’",
                "‘Closed’ harbour and the ‘week’",
            ),
            (
                "Article réservé à nos abonnés Le port ferme ses portes",
                "Le port ferme ses portes",
            ),
            (
                "Hafen bleibt eine Woche zu weiterlesen",
                "Hafen bleibt eine Woche zu",
            ),
            (
                "Harbour closes for a week - here",
                "Harbour closes for a week",
            ),
            ("**Harbour closes for a week**", "Harbour closes for a week"),
            ("", ""),
        ] {
            assert_eq!(trimmed(text), title, "{text:?}");
        }
    }
}
