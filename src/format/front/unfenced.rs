//! What note programs write of a text without a fence around it: Logseq above, Notion below the title, Joplin at the end.

use super::{Entry, Front, fields, key, scalar};

/// Most lines of it.
const MOST: usize = 60;

/// `key:: value` on each of the first lines, as Logseq writes it.
pub(super) fn properties(text: &str) -> Option<Front<'_>> {
    let text = text.trim_start_matches('\n');
    let mut entries = Vec::new();
    let mut length = 0;
    for line in text.split_inclusive('\n').take(MOST) {
        let Some((name, value)) = line.trim_end().split_once("::") else {
            break;
        };
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        if name.is_empty() || name.len() > 40 || !name.chars().all(fits) {
            break;
        }
        entries.push(entry(name, value));
        length += line.len();
    }
    told(&entries, 2)?;
    let body = text.get(length..).unwrap_or_default();
    Some(Front { entries, body })
}

/// `Key: value` on each line of the paragraph below the title, as Notion writes it.
pub(super) fn below_title(text: &str) -> Option<Front<'_>> {
    let text = text.trim_start_matches('\n');
    let (title, rest) = text.strip_prefix("# ")?.split_once("\n\n")?;
    let (paragraph, body) = rest.split_once("\n\n").unwrap_or((rest, ""));
    if title.contains('\n') || paragraph.lines().count() > MOST {
        return None;
    }
    let pair = |line| key(line, ':').filter(|(_, value)| !value.is_empty());
    let pairs: Option<Vec<_>> = paragraph.lines().map(pair).collect();
    let mut entries: Vec<Entry> = pairs?
        .into_iter()
        .map(|(name, value)| entry(&name, value))
        .collect();
    told(&entries, 2)?;
    entries.push(entry("title", title));
    Some(Front { entries, body })
}

/// `- Key: value` on each line below the heading "Metadata", as Readwise writes it below the title and the cover.
pub(super) fn listed(text: &str) -> Option<Front<'_>> {
    let (title, rest) = text
        .trim_start_matches('\n')
        .strip_prefix("# ")?
        .split_once('\n')?;
    let (cover, list) = rest.split_once("## Metadata\n")?;
    if cover.lines().any(|l| !l.is_empty() && !l.starts_with("![")) {
        return None;
    }
    let mut entries = Vec::new();
    let (mut length, mut full) = (0, None);
    for line in list.split_inclusive('\n').take(MOST) {
        let item = line.trim_start_matches(['-', '*']).trim();
        if item.len() == line.trim().len() && !item.is_empty() {
            break;
        }
        length += line.len();
        let Some((name, value)) = item.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match name {
            "Full Title" => full = Some(value),
            "Document Tags" => entries.push(Entry {
                key: fields::fold("tags"),
                values: value
                    .split(['#', ']'])
                    .map(|tag| tag.trim().trim_start_matches('['))
                    .filter(|tag| !tag.is_empty())
                    .map(str::to_owned)
                    .collect(),
            }),
            "Category" => {}
            _ => entries.push(entry(name, value)),
        }
    }
    told(&entries, 2)?;
    entries.push(entry("title", full.unwrap_or(title)));
    entries.push(entry("alias", title));
    let body = list.get(length..).unwrap_or_default();
    Some(Front { entries, body })
}

/// `key: value` on each line of the last paragraph, `type_` the last, as Joplin writes it; the first line is the title.
pub(super) fn at_end(text: &str) -> Option<Front<'_>> {
    let text = text.trim_end();
    let (before, last) = text.rsplit_once("\n\n")?;
    let pairs = || last.lines().map(|line| line.split_once(':'));
    let ends = last.lines().next_back()?.starts_with("type_:");
    if !ends || !last.starts_with("id:") || !pairs().all(|pair| pair.is_some()) {
        return None;
    }
    let (title, body) = before.split_once('\n').unwrap_or((before, ""));
    let of = |(name, value): (&str, &str)| entry(name, value);
    let mut entries: Vec<Entry> = pairs()
        .flatten()
        .filter(|(name, _)| *name != "source")
        .map(of)
        .collect();
    entries.push(entry("title", title.trim_start_matches("# ")));
    Some(Front { entries, body })
}

fn entry(name: &str, value: &str) -> Entry {
    let value = scalar(value);
    let values = (!value.is_empty()).then_some(value);
    Entry {
        key: fields::fold(name),
        values: values.into_iter().collect(),
    }
}

/// Whether so many of the keys say something here: a paragraph that happens to have colons does not.
fn told(entries: &[Entry], least: usize) -> Option<()> {
    let known = entries.iter().filter(|e| fields::is_known(&e.key)).count();
    (known >= least).then_some(())
}

#[cfg(test)]
mod tests {
    use super::super::{fields::fill, of_note};
    use crate::article::Meta;

    #[test]
    fn notes_without_a_fence_say_what_they_know() {
        for text in [
            "title:: A title\nauthor:: [[Ann Lee]]\nurl:: https://a.example/1\ndate-saved:: [[2024-01-02]]\ntags:: [[one]], two\n\n- Body\n",
            "# A title\n\nURL: https://a.example/1\nAuthor: Ann Lee\nTags: one, two\nCreated: 2024-01-02\n\n- Body\n",
            "A title\n\n- Body\n\nid: 5a1b\nauthor: Ann Lee\nsource_url: https://a.example/1\ncreated_time: 2024-01-02\nsource: joplin\ntags: one, two\ntype_: 1",
        ] {
            let front = of_note(text).unwrap();
            let mut meta = Meta::default();
            fill(&mut meta, &front);
            assert_eq!(
                (&*meta.title, &*meta.byline),
                ("A title", "Ann Lee"),
                "{text}"
            );
            assert_eq!(
                (&*meta.url, &*meta.saved),
                ("https://a.example/1", "2024-01-02"),
                "{text}"
            );
            assert_eq!(meta.tags.len(), 2, "{text}");
            assert_eq!(front.body.trim(), "- Body", "{text}");
        }
    }

    #[test]
    fn prose_with_colons_is_prose() {
        for text in [
            "# A title\n\nRemember: this is prose.\nSo: it stays.\n\nMore.\n",
            "std::fs\nstd::io\n",
            "A title\n\nid: 1\nname: two\n",
            "# A title\n\nBy: Ann Lee\n\nMore.\n",
        ] {
            assert!(of_note(text).is_none(), "{text}");
        }
    }
}
