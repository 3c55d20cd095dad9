//! BibTeX: a story as an entry, with what was taken from it as its annotation.
//!
//! `@misc` with `howpublished` is what the classic styles and biblatex both know
//! (<https://www.bibtex.org/Format/>; biblatex manual, 2.1.2 "Type aliases" and 2.2.5 "Field aliases").

use std::{collections::HashMap, fmt::Write};

use super::{Cited, authors, date};
use crate::{article::Meta, library::links::fold};

/// The keys given so far: no two stories have the same.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    taken: HashMap<String, u32>,
}

impl Keys {
    /// A key for a story: its first writer's last name or its site, the year, a telling word of the headline.
    pub fn of(&mut self, meta: &Meta) -> String {
        let ascii = |s: &str| -> String {
            let folded = fold::title(s);
            folded.chars().filter(char::is_ascii_alphanumeric).collect()
        };
        let writer = authors(&meta.byline)
            .first()
            .and_then(|a| a.split_whitespace().last())
            .map_or_else(|| ascii(&meta.site), ascii);
        let year = date::parts(&meta.published).map_or("", |d| d.0);
        let title = fold::title(&meta.title);
        let word = title.split(' ').find(|w| w.chars().count() > 3);
        let mut key = format!("{writer}{year}{}", ascii(word.unwrap_or(&title)));
        if key.is_empty() {
            key.push_str("story");
        }
        let count = self.taken.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let _ = write!(key, "-{count}");
        }
        key
    }
}

/// The entry of a story and of what was said in it.
#[must_use]
pub fn entry(key: &str, meta: &Meta, quotes: &[Cited<'_>]) -> String {
    let names = authors(&meta.byline);
    let names: Vec<String> = names.iter().map(|n| name(n)).collect();
    let (year, month, day) = date::parts(&meta.published).unwrap_or_default();
    let annote: Vec<String> = quotes.iter().map(annotation).collect();
    let fields = [
        ("author", names.join(" and ")),
        // The second pair of braces keeps a style from changing capitals.
        ("title", braced(&meta.title)),
        ("howpublished", escaped(&meta.site)),
        ("year", year.to_owned()),
        ("month", month.map(|m| m.to_string()).unwrap_or_default()),
        ("day", day.map(|d| d.to_string()).unwrap_or_default()),
        ("url", meta.url.replace(['{', '}', ' '], "")),
        ("language", escaped(&meta.lang)),
        ("annote", annote.join("\n             ")),
    ];
    let mut out = format!("@misc{{{key}");
    for (field, value) in fields.iter().filter(|(_, v)| !v.is_empty()) {
        let _ = write!(out, ",\n  {field} = {{{value}}}");
    }
    out.push_str("\n}\n");
    out
}

/// A body of one word is no first name and last name.
fn name(name: &str) -> String {
    if name.contains(' ') {
        escaped(name)
    } else {
        braced(name)
    }
}

fn braced(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{{{}}}", escaped(text))
}

fn annotation(quote: &Cited<'_>) -> String {
    let who = quote.who.as_deref().map(|w| format!(" --- {}", escaped(w)));
    let (words, paragraph) = (escaped(&quote.words), quote.paragraph);
    format!(
        "“{words}”{} (paragraph {paragraph})",
        who.unwrap_or_default()
    )
}

/// Text whose signs mean nothing in TeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::cite::tests::{cited, meta};

    #[test]
    fn a_story_is_an_entry() {
        let meta = meta();
        let mut keys = Keys::default();
        let key = keys.of(&meta);
        assert_eq!(
            entry(&key, &meta, &[cited(&meta)]),
            "@misc{lee2013talks,
  author = {Ann Lee and Bo Ek},
  title = {{Talks [fail]}},
  howpublished = {The Gull \\& Co},
  year = {2013},
  month = {5},
  day = {7},
  url = {https://gull.example/talks_fail?a=1},
  language = {en},
  annote = {“Not 1 \\% *more*” --- Anna Lindqvist (paragraph 3)}
}
"
        );
        assert_eq!(keys.of(&meta), "lee2013talks-2");
        assert_eq!(keys.of(&Meta::default()), "story");
    }

    #[test]
    fn nothing_breaks_out_of_its_braces() {
        assert_eq!(
            escaped("a}b{c\\d~^"),
            "a\\}b\\{c\\textbackslash{}d\\textasciitilde{}\\textasciicircum{}"
        );
    }
}
