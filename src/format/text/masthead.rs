//! The lines that stand above and below a story written as text by pullquote, and by programs that do alike: the title; who,
//! where and when, parted by dots; at the end the address.
//!
//! In: a text. Out: what these lines say, and the text between them.

use super::credit::is_names;
use crate::{article::Meta, format::url, text::Clean};

/// Most lines of a title.
const TITLE: usize = 4;

/// Fills `meta` with what the lines say, and gives the text between them; `None` where they are not there.
pub(super) fn read<'t>(text: &'t str, meta: &mut Meta) -> Option<&'t str> {
    let (title, rest) = text.split_once("\n\n")?;
    let (line, body) = rest.split_once("\n\n")?;
    let known: Vec<&str> = line.split(" · ").map(str::trim).collect();
    let (date, names) = known.split_last()?;
    if title.trim().is_empty() || title.lines().count() > TITLE || !is_day(date) {
        return None;
    }
    let (byline, site) = match names {
        [byline, site] => (*byline, *site),
        [name] if is_names(name) => (*name, ""),
        [site] => ("", *site),
        _ => return None,
    };
    let last = body.trim_end().rsplit_once("\n\n");
    let last = last.filter(|(_, line)| url::is_web(line) && !line.contains(char::is_whitespace));
    meta.title = Clean::line(title);
    meta.byline = Clean::line(byline);
    meta.site = Clean::line(site);
    meta.published = Clean::line(date);
    meta.url = Clean::line(last.map_or("", |(_, url)| url));
    Some(last.map_or(body, |(body, _)| body))
}

/// Whether a word is a day: "2015-08-31".
fn is_day(word: &str) -> bool {
    word.len() == 10
        && word.bytes().enumerate().all(|(n, b)| match n {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_a_story_say_what_is_known_of_it() {
        for (head, byline, site) in [
            ("Ann Lee · The Post · 2015-08-31", "Ann Lee", "The Post"),
            ("Ann Lee and Bo Ek · 2015-08-31", "Ann Lee and Bo Ek", ""),
            ("post.example · 2015-08-31", "", "post.example"),
        ] {
            let mut meta = Meta::default();
            let text =
                format!("A title\nof two lines\n\n{head}\n\nOne.\n\nTwo.\n\nhttps://a.example/1\n");
            assert_eq!(read(&text, &mut meta), Some("One.\n\nTwo."), "{head}");
            let said = [
                &meta.title,
                &meta.byline,
                &meta.site,
                &meta.published,
                &meta.url,
            ];
            let want = [
                "A title of two lines",
                byline,
                site,
                "2015-08-31",
                "https://a.example/1",
            ];
            assert_eq!(said.map(|s| &**s), want, "{head}");
        }
        for text in [
            "A title\n\nOne · two\n\nThree.",
            "A title\n\n2015-08-31\n\nThree.",
            "A title\n\nAnn Lee · 2015-08-31",
            "",
        ] {
            assert_eq!(read(text, &mut Meta::default()), None, "{text}");
        }
    }
}
