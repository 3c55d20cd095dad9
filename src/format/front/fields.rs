//! Which key of front matter says what about an article.

use super::{Entry, Front};
use crate::{
    article::{Meta, Shelf},
    format::{date, url},
    text::Clean,
};

/// What a key tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Alias,
    Byline,
    Site,
    Host,
    Url,
    Published,
    /// The day of the note, or of publication where no other key gives that.
    Day,
    Saved,
    Modified,
    Lang,
    Tags,
    Excerpt,
    Image,
    Status,
}

/// Keys, folded, that programs write: Obsidian Web Clipper, MarkDownload, the Omnivore and Readwise plugins,
/// trafilatura, Jekyll, Hugo, Zola, Ghost, percollate.
const FIELDS: &[(Field, &str)] = &[
    (Field::Title, "title headline"),
    (Field::Alias, "aliases alias subtitle shorttitle seotitle"),
    (Field::Byline, "author authors byline creator by writer"),
    (
        Field::Site,
        "site sitename publication publisher website feed",
    ),
    (Field::Host, "hostname host domain"),
    (
        Field::Url,
        "url source link permalink canonical canonicalurl originalurl sourceurl pageurl href",
    ),
    (
        Field::Published,
        "published datepublished publisheddate publishdate pubdate publishedat publishedon publicationdate datepublish",
    ),
    (Field::Day, "date"),
    (
        Field::Saved,
        "created saved datesaved savedat savedon clipped dateclipped added dateadded retrieved captured accessed createdtime",
    ),
    (
        Field::Modified,
        "modified updated lastmod lastmodified datemodified updatedat updatedtime lasteditedtime",
    ),
    (Field::Lang, "lang language locale"),
    (
        Field::Tags,
        "tags tag categories category keywords labels topics",
    ),
    (Field::Excerpt, "description excerpt summary abstract dek"),
    (
        Field::Image,
        "image cover thumbnail banner featuredimage featureimage coverimage leadimage",
    ),
    (Field::Status, "status state"),
];

/// A key as [`FIELDS`] has it.
pub(super) fn fold(key: &str) -> String {
    let kept = key.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether a key, folded, says something here.
pub(super) fn is_known(key: &str) -> bool {
    FIELDS
        .iter()
        .any(|(_, keys)| keys.split(' ').any(|k| k == key))
}

/// Fills `meta` with what the front matter says.
pub(in crate::format) fn fill(meta: &mut Meta, front: &Front<'_>) {
    let field = |e: &Entry| {
        FIELDS
            .iter()
            .find(|(_, keys)| keys.split(' ').any(|key| key == e.key))
    };
    let mut undecided = Undecided::default();
    for entry in &front.entries {
        if let (Some((field, _)), Some(first)) = (field(entry), entry.values.first()) {
            put(meta, &mut undecided, *field, entry, first);
        }
    }
    let other = if meta.published.is_empty() {
        &mut meta.published
    } else {
        &mut meta.saved
    };
    set(other, &undecided.day);
    set(&mut meta.site, &undecided.host);
    let host = url::host(&meta.url).to_owned();
    set(&mut meta.site, &host);
}

/// What is known only once all keys are.
#[derive(Default)]
struct Undecided {
    day: Clean,
    host: Clean,
}

/// Puts the values of `entry` where its `field` belongs; `first` is the first of them.
fn put(meta: &mut Meta, undecided: &mut Undecided, field: Field, entry: &Entry, first: &str) {
    let plain = unlinked(first);
    let date = || date::parse(plain).unwrap_or_default();
    match field {
        Field::Title => set(&mut meta.title, plain),
        Field::Alias => meta
            .aliases
            .extend(entry.values.iter().map(|v| Clean::line(v))),
        Field::Byline => set(&mut meta.byline, &byline(&entry.values)),
        Field::Site => set(&mut meta.site, plain),
        Field::Host => set(&mut undecided.host, plain),
        Field::Url if url::is_web(first) => set(&mut meta.url, first),
        Field::Url if entry.key == "source" => set(&mut meta.site, plain),
        Field::Url => {}
        Field::Published => set(&mut meta.published, &date()),
        Field::Day => set(&mut undecided.day, &date()),
        Field::Saved => set(&mut meta.saved, &date()),
        Field::Modified => set(&mut meta.modified, &date()),
        Field::Lang => set(&mut meta.lang, plain),
        Field::Tags => add_tags(&mut meta.tags, &entry.values),
        Field::Excerpt => set(&mut meta.excerpt, plain),
        Field::Image => set(&mut meta.lead_image, plain),
        Field::Status => meta.shelf = meta.shelf.take().or_else(|| shelf(first)),
    }
}

/// The first of several keys that say the same is kept.
fn set(slot: &mut Clean, value: &str) {
    if slot.is_empty() {
        *slot = Clean::line(value);
    }
}

/// A value without the brackets of a wiki link: "[[people/Ann Lee|Ann Lee]]".
fn unlinked(value: &str) -> &str {
    let inner = value.trim().trim_start_matches("[[").trim_end_matches(']');
    inner
        .rsplit_once('|')
        .filter(|_| inner.len() < value.len())
        .map_or(inner, |(_, shown)| shown)
}

/// Names as one line: "Ann Lee, Bo Ek and Cy Oz". One value may hold several, parted by semicolons.
fn byline(names: &[String]) -> String {
    let parted = |names: &String| names.replace("]], [[", "]];[[");
    let names: Vec<String> = names.iter().map(parted).collect();
    let names = names.iter().flat_map(|names| names.split(';'));
    let names: Vec<&str> = names
        .map(|name| named(unlinked(name)).trim())
        .filter(|n| !n.is_empty())
        .collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// The name in an entry of a list that says more of each: "name: Ann Lee url: https://a.example".
fn named(entry: &str) -> &str {
    let Some(name) = entry.trim().strip_prefix("name:") else {
        return entry;
    };
    let key = name.split(' ').find(|word| word.ends_with(':'));
    let end = key.and_then(|key| name.find(key)).unwrap_or(name.len());
    name.get(..end)
        .unwrap_or(name)
        .trim()
        .trim_matches(['"', '\''])
}

/// Adds the tags of a list, or of one value parted by commas. "clippings" is what the clipper tags every note with.
fn add_tags(tags: &mut Vec<Clean>, values: &[String]) {
    for tag in values.iter().flat_map(|value| value.split(',')) {
        let tag = Clean::line(unlinked(tag).trim_start_matches('#'));
        if !tag.is_empty() && *tag != *"clippings" && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
}

/// What the status in another program means here; `None` for a word that says nothing about reading.
fn shelf(status: &str) -> Option<Shelf> {
    let read = match status.to_lowercase().as_str() {
        "read" | "archived" | "archive" | "finished" | "done" => true,
        "unread" | "inbox" | "later" | "saved" | "reading" => false,
        _ => return None,
    };
    Some(Shelf {
        read,
        ..Shelf::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::front::split;

    fn meta(yaml: &str) -> Meta {
        let mut meta = Meta::default();
        fill(&mut meta, &split(&format!("---\n{yaml}\n---\n")).unwrap());
        meta
    }

    #[test]
    fn the_keys_of_a_clipper() {
        let m = meta(
            "title: \"A title\"\nsource: \"https://www.example.org/a/b\"\nauthor:\n  - \"[[Ann Lee]]\"\n  - \"[[p/bo|Bo Ek]]\"\n\
             published: 2013-05-07\ncreated: 2026-11-21\ndescription: \"D\"\ntags:\n  - \"clippings\"\n  - \"#news\"",
        );
        assert_eq!(
            (&*m.title, &*m.url, &*m.site),
            ("A title", "https://www.example.org/a/b", "example.org")
        );
        assert_eq!((&*m.byline, &*m.excerpt), ("Ann Lee and Bo Ek", "D"));
        assert_eq!((&*m.published, &*m.saved), ("2013-05-07", "2026-11-21"));
        assert_eq!(m.tags, [Clean::line("news")]);
    }

    #[test]
    fn authors_are_written_in_many_ways() {
        for yaml in [
            "author: \"[[Ann Lee]], [[Bo Ek]]\"",
            "authors:\n  - name: Ann Lee\n  - name: \"Bo Ek\"",
            "authors: [Ann Lee, Bo Ek]",
            "author: Ann Lee; Bo Ek",
        ] {
            assert_eq!(&*meta(yaml).byline, "Ann Lee and Bo Ek", "{yaml}");
        }
    }

    #[test]
    fn a_bare_date_is_of_publication_unless_another_key_is() {
        let m =
            meta("date: 2026-11-21 10:12:33\npublishedDate: 2015-08-31 09:00:00\nstatus: Archived");
        assert_eq!(
            (&*m.published, &*m.saved),
            ("2015-08-31T09:00:00", "2026-11-21T10:12:33")
        );
        assert!(m.shelf.unwrap().read);
        assert_eq!(*meta("date: 2015-08-31").published, *"2015-08-31");
    }

    #[test]
    fn what_says_nothing_stays_unknown() {
        let m =
            meta("permalink: /a/b/\ndate: soon\nstatus: draft\nlayout: post\nsource: The Daily");
        assert_eq!(
            m,
            Meta {
                site: Clean::line("The Daily"),
                ..Meta::default()
            }
        );
    }

    #[test]
    fn tags_are_parted_by_commas() {
        assert_eq!(
            meta("tags: a, b c, a").tags,
            [Clean::line("a"), Clean::line("b c")]
        );
    }
}
