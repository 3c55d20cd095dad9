//! Front matter: the flat keys that note programs and site generators write above a text, in YAML, TOML or JSON.
//!
//! In: text that may begin with `---`, `+++` or `{`. Out: keys with their values, and the text after it. Only scalars and
//! lists of scalars are read; anchors, aliases, tags and nested maps are passed over, so nothing expands.

mod fields;
mod object;
mod unfenced;

use std::iter::Peekable;
use std::str::Lines;

pub(super) use fields::fill;

/// Most lines of front matter; a rule that opens a text is not mistaken for it.
const MOST_LINES: usize = 200;

/// Most bytes of front matter.
const MOST_BYTES: usize = 64 << 10;

/// A key and what it was given.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Lower case, without `_`, `-` and spaces: "datepublished".
    key: String,
    /// One value of a scalar, each of a list.
    values: Vec<String>,
}

/// What stands above the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Front<'a> {
    entries: Vec<Entry>,
    /// The text after it.
    pub(super) body: &'a str,
}

/// What stands above, below or at the end of a note in Markdown; `None` where it has nothing of the kind.
pub(super) fn of_note(text: &str) -> Option<Front<'_>> {
    split(text)
        .or_else(|| unfenced::properties(text))
        .or_else(|| unfenced::below_title(text))
        .or_else(|| unfenced::listed(text))
        .or_else(|| unfenced::at_end(text))
}

/// The front matter of `text`, between its marks; `None` where it has none.
pub(super) fn split(text: &str) -> Option<Front<'_>> {
    let text = text.trim_start_matches('\n');
    if text.starts_with('{') {
        return object::above(text);
    }
    let mark = ["---", "+++"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let (first, after) = text.split_once('\n')?;
    if first.trim_end() != mark {
        return None;
    }
    let closes = |line: &str| line == mark || mark == "---" && line == "...";
    let mut length = 0;
    let end = after.lines().take(MOST_LINES).find(|line| {
        length += line.len() + 1;
        length > MOST_BYTES || closes(line.trim_end())
    })?;
    if !closes(end.trim_end()) {
        return None;
    }
    let inside = after.get(..length - end.len() - 1)?;
    let body = after.get(length..).unwrap_or_default();
    let entries = entries(inside, if mark == "---" { ':' } else { '=' });
    (!entries.is_empty()).then_some(Front { entries, body })
}

/// The entries of the lines between the marks; none where the first line is none.
fn entries(inside: &str, sign: char) -> Vec<Entry> {
    let mut lines = inside.lines().peekable();
    let mut entries = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || line.starts_with(['#', '[']) {
            continue;
        }
        match key(line, sign) {
            Some((key, value)) => entries.push(Entry {
                key,
                values: values(value, &mut lines),
            }),
            None if entries.is_empty() => return entries,
            None => {}
        }
    }
    entries
}

/// The key of a line that is not indented, and what stands after the sign.
fn key(line: &str, sign: char) -> Option<(String, &str)> {
    let (key, value) = line.split_once(sign)?;
    let spaced = sign == '=' || value.is_empty() || value.starts_with([' ', '\t']);
    let name = key.trim_end().trim_matches(['"', '\'']);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | ':');
    if !spaced
        || name.is_empty()
        || name.len() > 40
        || !name.chars().all(fits)
        || line.starts_with(' ')
    {
        return None;
    }
    Some((fields::fold(name), value.trim()))
}

/// The values that begin with `first` on the line of the key and may go on below it.
fn values(first: &str, lines: &mut Peekable<Lines<'_>>) -> Vec<String> {
    let values = match first.chars().next() {
        None => return listed(lines),
        Some('|' | '>') => vec![block(lines)],
        Some('[') => inline(&gathered(first, lines, |all| all.contains(']'))),
        Some(quote @ ('"' | '\'')) => {
            vec![scalar(&gathered(first, lines, |all| closed(all, quote)))]
        }
        Some('&' | '*' | '!' | '{') => Vec::new(),
        Some(_) => vec![folded(first, lines)],
    };
    values
        .into_iter()
        .filter(|value| !value.is_empty())
        .collect()
}

/// A list with an item a line.
fn listed(lines: &mut Peekable<Lines<'_>>) -> Vec<String> {
    let mut values = Vec::new();
    while let Some(line) = lines.next_if(|l| l.starts_with(['-', ' ', '\t']) || l.trim().is_empty())
    {
        let Some(item) = line.trim().strip_prefix("- ") else {
            continue;
        };
        if !item.trim().starts_with(['&', '*', '!', '{', '[']) || item.trim().starts_with("[[") {
            values.push(scalar(item));
        }
    }
    values
}

/// The indented lines of a block scalar, as one paragraph.
fn block(lines: &mut Peekable<Lines<'_>>) -> String {
    let mut words = Vec::new();
    while let Some(line) = lines.next_if(|l| l.starts_with([' ', '\t']) || l.trim().is_empty()) {
        words.push(line.trim());
    }
    words.join(" ").trim().to_owned()
}

/// A plain scalar, with the indented lines that continue it.
fn folded(first: &str, lines: &mut Peekable<Lines<'_>>) -> String {
    let mut words = scalar(first);
    while let Some(line) = lines.next_if(|l| l.starts_with([' ', '\t']) && !l.trim().is_empty()) {
        words.push(' ');
        words.push_str(line.trim());
    }
    words
}

/// `first` and as many lines below it as it takes until `done`; `first` alone where that never comes.
fn gathered(first: &str, lines: &mut Peekable<Lines<'_>>, done: impl Fn(&str) -> bool) -> String {
    let mut all = first.to_owned();
    let mut ahead = lines.clone();
    while !done(&all) {
        let Some(line) = ahead.next() else {
            return first.to_owned();
        };
        all.push(' ');
        all.push_str(line.trim());
    }
    *lines = ahead;
    all
}

/// Whether a quoted scalar ends in `all`.
fn closed(all: &str, quote: char) -> bool {
    let inner = all.get(1..).unwrap_or_default();
    match quote {
        '"' => inner.replace("\\\\", "").replace("\\\"", "").contains('"'),
        _ => inner.replace("''", "").contains('\''),
    }
}

/// The items of `[a, 'b', "c, d"]`.
fn inline(list: &str) -> Vec<String> {
    let inner = list.trim_start_matches('[');
    let inner = inner.rsplit_once(']').map_or(inner, |(inner, _)| inner);
    let mut items = Vec::new();
    let mut item = String::new();
    let mut quote = None;
    for c in inner.chars() {
        if c == ',' && quote.is_none() {
            items.push(scalar(&item));
            item.clear();
            continue;
        }
        if quote == Some(c) {
            quote = None;
        } else if matches!(c, '"' | '\'') && item.trim().is_empty() {
            quote = Some(c);
        }
        item.push(c);
    }
    items.push(scalar(&item));
    items
}

/// The value of one scalar: quotes off, escapes undone, comment cut.
fn scalar(raw: &str) -> String {
    let raw = raw.trim();
    if let Some(inner) = raw.strip_prefix('\'') {
        let end = inner.replace("''", "\u{1}");
        let end = end.split('\'').next().unwrap_or_default();
        return end.replace('\u{1}', "'").trim().to_owned();
    }
    if let Some(inner) = raw.strip_prefix('"') {
        return unescape(inner);
    }
    let cut = raw.split(" #").next().unwrap_or_default();
    cut.trim().to_owned()
}

/// The text of a double-quoted scalar up to its closing quote.
fn unescape(inner: &str) -> String {
    let mut value = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n' | 't' | 'r') => value.push(' '),
                Some(kind @ ('x' | 'u' | 'U')) => {
                    let digits = match kind {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let code: String = chars.by_ref().take(digits).collect();
                    let point = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    value.extend(point);
                }
                Some(other) => value.push(other),
                None => {}
            },
            _ => value.push(c),
        }
    }
    value.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entries as "key=value;value" lines.
    fn drawn(text: &str) -> String {
        let front = split(text).unwrap();
        let draw = |e: &Entry| format!("{}={}", e.key, e.values.join(";"));
        front
            .entries
            .iter()
            .map(draw)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn scalars_and_lists_are_read_as_they_are_written() {
        for (yaml, drawing) in [
            ("title: A plain title", "title=A plain title"),
            (
                "title: A title: with a colon # and a comment",
                "title=A title: with a colon",
            ),
            (
                "title: \"Quoted \\\"and\\\" escaped \\u00e9\" # x",
                "title=Quoted \"and\" escaped é",
            ),
            ("title: 'It''s'", "title=It's"),
            ("Date_Published: 2013-05-07", "datepublished=2013-05-07"),
            ("e: \"two\n  lines\"\nf: g", "e=two lines\nf=g"),
            ("e: folded\n  plain\nf: g", "e=folded plain\nf=g"),
            ("e: |\n  Block\n  text\nf: g", "e=Block text\nf=g"),
            ("tags: [a, 'b, c', \"d\"]", "tags=a;b, c;d"),
            ("tags:\n  - a\n  - \"b\"\n\nf: g", "tags=a;b\nf=g"),
            ("tags:\n- a\n- b", "tags=a;b"),
            ("author:\n  - \"[[Ann Lee]]\"", "author=[[Ann Lee]]"),
            ("a: 1\nmap:\n  inner: x\nb: 2", "a=1\nmap=\nb=2"),
        ] {
            assert_eq!(drawn(&format!("---\n{yaml}\n---\nBody")), drawing, "{yaml}");
        }
        let toml = "+++\ntitle = \"T\"\ndate = 2013-05-07\n[taxonomies]\ntags = [\n  \"a\",\n  \"b\",\n]\n+++\nBody";
        assert_eq!(drawn(toml), "title=T\ndate=2013-05-07\ntags=a;b");
    }

    #[test]
    fn nothing_expands() {
        let yaml = "---\na: &a [x,x]\nb: *a\nt: !!python/object:x\nm: {k: v}\n? c\n: d\n<<: *a\nl:\n- *a\n- y\n---\n";
        assert_eq!(drawn(yaml), "a=\nb=\nt=\nm=\nl=y");
    }

    #[test]
    fn a_rule_opens_no_front_matter() {
        for text in [
            "",
            "---",
            "---\n",
            "---\nkey: never closed\n",
            "---\nProse, then a rule.\n---\n",
            "---\n\n---\nx",
            "----\na: b\n----\n",
            "Text\n---\na: b\n---\n",
        ] {
            assert_eq!(split(text), None, "{text:?}");
        }
        let long = format!("---\na: b\n{}---\n", "\n".repeat(MOST_LINES));
        assert_eq!(split(&long), None);
    }

    #[test]
    fn the_body_follows_the_mark() {
        assert_eq!(split("---\na: b\n---\nBody\n").unwrap().body, "Body\n");
        assert_eq!(split("---\na: b\n---").unwrap().body, "");
    }
}
