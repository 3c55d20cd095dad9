//! The first lines of a clipped page: its headline with the site's name after it, and the excerpt that MarkDownload
//! puts below.

use std::borrow::Cow;

use crate::{article::Meta, format::url, text::Clean};

/// The text with its headline bare, and without the excerpt, which goes to `meta`. It is copied only where it changes.
pub(super) fn bare<'a>(text: &'a str, meta: &mut Meta) -> Cow<'a, str> {
    let trimmed = text.trim_start_matches('\n');
    let (first, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    let Some(words) = first.strip_prefix("# ") else {
        return Cow::Borrowed(text);
    };
    let headline = without_site(words, meta);
    let story = after_excerpt(rest, meta);
    if headline.len() == words.len() && story.len() == rest.len() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("# {headline}\n\n{story}"))
}

/// The headline without " | Site" at its end, where that names the site or the author in the front matter.
fn without_site<'a>(headline: &'a str, meta: &Meta) -> &'a str {
    let fold = |s: &str| {
        s.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let host = url::host(&meta.url);
    let label = host.split('.').rev().nth(1).unwrap_or_default();
    let names = [
        &*meta.site,
        &*meta.byline,
        host,
        label,
        host.split('.').next().unwrap_or_default(),
    ]
    .map(fold);
    for parting in [" | ", " - ", " — ", " – ", " · "] {
        if let Some((title, site)) = headline.rsplit_once(parting)
            && !site.trim().is_empty()
            && names.contains(&fold(site))
        {
            return title.trim_end();
        }
    }
    headline
}

/// The text after `> ## Excerpt`, the lines quoted below it and the rule that ends them.
fn after_excerpt<'a>(text: &'a str, meta: &mut Meta) -> &'a str {
    let mut rest = text.trim_start_matches('\n');
    let Some(quoted) = rest.strip_prefix("> ## Excerpt\n") else {
        return text;
    };
    rest = quoted;
    let mut words = String::new();
    while let Some(line) = rest.strip_prefix('>') {
        let (line, after) = line.split_once('\n').unwrap_or((line, ""));
        words.push_str(line);
        rest = after;
    }
    if meta.excerpt.is_empty() {
        meta.excerpt = Clean::line(&words);
    }
    let after = rest.trim_start_matches('\n');
    after.strip_prefix("---\n").unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_cut_off_where_it_is_known() {
        let meta = Meta {
            url: Clean::line("https://news.example.org/a"),
            site: Clean::line("The Daily"),
            byline: Clean::line("Ann Lee"),
            ..Meta::default()
        };
        for (headline, cut) in [
            ("A bridge | The Daily", "A bridge"),
            ("A bridge — Example", "A bridge"),
            ("A bridge - Ann Lee", "A bridge"),
            ("A bridge | Now", "A bridge | Now"),
            ("A bridge | ", "A bridge | "),
        ] {
            assert_eq!(without_site(headline, &meta), cut);
        }
        assert_eq!(without_site("A | B", &Meta::default()), "A | B");
    }

    #[test]
    fn the_excerpt_goes_to_the_metadata() {
        let mut meta = Meta::default();
        let text = "\n# A title #\n\n> ## Excerpt\n> In short,\n> this.\n\n---\nThe story.";
        assert_eq!(bare(text, &mut meta), "# A title #\n\nThe story.");
        assert_eq!(&*meta.excerpt, "In short, this.");
    }

    #[test]
    fn other_openings_stay() {
        for text in [
            "Prose first.\n\n# Later",
            "# A title\n\nThe story.",
            "## Second level",
            "#hash",
            "",
            "# \n",
        ] {
            assert!(
                matches!(bare(text, &mut Meta::default()), Cow::Borrowed(same) if same == text)
            );
        }
    }
}
