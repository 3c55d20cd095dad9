//! What keys do to stories: to those that are marked, else to the one under the cursor, be the list's rows in memory or not.

use crate::{
    text::Clean,
    tui::{
        changes,
        effect::Effect,
        librarian::{Deed, Meant, Question},
        many::MANY,
        model::{Focus, Model},
        pane::reader::Shown,
    },
};

/// Does something to what is meant. Where the list does not hold all of it, the catalog is asked first.
pub(in crate::tui) fn act(m: &mut Model, deed: Deed) -> Vec<Effect> {
    let Some(library) = &mut m.library else {
        return Vec::new();
    };
    if library.awaits_end() {
        m.say("The end of the list is still to come: once more, please.");
        return Vec::new();
    }
    let ids = library.meant();
    if ids.len() > MANY {
        return m.change_many(ids, deed);
    }
    let known = library.known(&ids);
    let known = known.map(|rows| rows.into_iter().map(Meant::from).collect::<Vec<_>>());
    match known {
        Some(meant) => done(m, &meant, deed),
        None => vec![Effect::Library(Question::Meant(ids, deed))],
    }
}

/// Does something to the story on show.
pub(in crate::tui) fn act_on_shown(m: &mut Model, deed: Deed) -> Vec<Effect> {
    let Some(id) = m.reader.shown.as_ref().map(Shown::id) else {
        return Vec::new();
    };
    if m.library.is_none() {
        m.say("That is for the stories of a library: pullquote add FOLDER makes one.");
        return Vec::new();
    }
    let story = m.meant(id);
    done(m, &[story], deed)
}

/// Does something to these stories; what all of them are already is taken back.
pub(in crate::tui) fn done(m: &mut Model, meant: &[Meant], deed: Deed) -> Vec<Effect> {
    let (change, said) = changes::decided(&m.shared.state, meant, deed);
    m.change_all(meant, &change, said)
}

/// Gives tags to what is meant, in a story to that one, and takes away those with a minus before them.
pub(in crate::tui) fn tag(m: &mut Model, words: &str) -> Vec<Effect> {
    match tags(words) {
        tags if tags.is_empty() => Vec::new(),
        tags if m.focus == Focus::Reader => act_on_shown(m, Deed::Tag(tags)),
        tags => act(m, Deed::Tag(tags)),
    }
}

/// The tags that words name: `history -old "two words"`.
fn tags(words: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let (on, name) = match rest.strip_prefix('-') {
            Some(name) => (false, name),
            None => (true, rest.strip_prefix(['+', '#']).unwrap_or(rest)),
        };
        let (name, after) = match name.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => name.split_once(char::is_whitespace).unwrap_or((name, "")),
        };
        let name = Clean::line(name.trim_matches(','));
        if !name.is_empty() {
            found.push((name.into_string(), on));
        }
        rest = after.trim_start();
    }
    found
}

/// The byte that the last tag of a line begins on, and what it could be: the tags that begin so, whatever their case. A name of
/// several words goes in quotation marks.
pub(in crate::tui) fn completions(line: &str, known: &[String]) -> (usize, Vec<String>) {
    let open = line.match_indices('"').count() % 2 == 1;
    let start = if open {
        line.rfind('"')
    } else {
        line.rfind(char::is_whitespace).map(|n| n + 1)
    };
    let start = start.unwrap_or(0);
    let last = line.get(start..).unwrap_or_default();
    let name = last.trim_start_matches(['-', '+', '#', '"']);
    let sign = last.len() - name.len();
    let from = start + sign - usize::from(last.contains('"') && sign > 0);
    let begun = name.to_lowercase();
    let fitting = known
        .iter()
        .filter(|tag| tag.to_lowercase().starts_with(&begun));
    let quoted = |tag: &String| {
        if tag.contains(char::is_whitespace) {
            format!("\"{tag}\"")
        } else {
            tag.clone()
        }
    };
    (from, fitting.map(quoted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_and_completed_one_by_one() {
        let read = |line: &str| {
            let tags = tags(line).into_iter();
            let sign = |on| if on { '+' } else { '-' };
            tags.map(|(tag, on)| format!("{}{tag}", sign(on)))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("history -old, #sea \"two words\""),
            ["+history", "-old", "+sea", "+two words"]
        );
        let known = ["harbour", "Havana", "river life", "sea"].map(str::to_owned);
        for (line, want) in [
            ("ha", vec!["harbour", "Havana"]),
            ("sea ha", vec!["sea harbour", "sea Havana"]),
            ("sea -ri", vec!["sea -\"river life\""]),
            ("sea -\"river l", vec!["sea -\"river life\""]),
            ("\"river life\" s", vec!["\"river life\" sea"]),
            ("x", vec![]),
        ] {
            let (from, ends) = completions(line, &known);
            let lines: Vec<String> = ends
                .iter()
                .map(|e| format!("{}{e}", line.get(..from).unwrap()))
                .collect();
            assert_eq!(lines, want, "{line}");
        }
    }
}
