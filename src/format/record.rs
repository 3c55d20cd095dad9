//! A story as named values, whatever program wrote them: an object of JSON, a row of a table, a bookmark.
//!
//! In: names and values. Out: an article. Programs name the same few things alike, so one table of names reads them all;
//! which program it was need not be known. Names are compared without case, `_`, `-` and spaces.

mod blocks;
mod fields;
mod names;
pub(super) mod people;
mod shelf;

use serde_json::{Map, Value};

use super::{
    Limits, Parsed, Warning, fragment, stamp,
    url::{host, is_web},
};
use crate::{
    article::{Article, Meta},
    text::Clean,
};
use fields::{Fields, texts};
use names::Field;

/// What the container says of all its stories, for those that do not say it themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// Name of the publication.
    pub(super) site: Clean,
    /// Language of the publication.
    pub(super) lang: Clean,
    /// Who writes there.
    pub(super) byline: Clean,
}

/// What a saved list says of a story of which it holds the address alone.
pub(super) const NO_TEXT: &str = "only the address of this story was saved, not its text";

/// The values of one story, or of a list of stories.
#[derive(Debug)]
pub(super) struct Record<'a> {
    fields: Fields<'a>,
    map: &'a Map<String, Value>,
}

impl<'a> Record<'a> {
    /// The values of `map` that mean something here.
    pub(super) fn of(map: &'a Map<String, Value>) -> Self {
        Self {
            fields: Fields::of(map),
            map,
        }
    }

    /// What a feed or a list says about itself, with `outer` for the rest.
    pub(super) fn around(&self, outer: &Around) -> Around {
        let byline = people::byline(&self.fields.all(Field::Byline));
        Around {
            site: or(line(&self.fields, Field::Title), &outer.site),
            lang: or(language(&self.fields), &outer.lang),
            byline: or(byline, &outer.byline),
        }
    }

    /// Whether there is a text.
    pub(super) fn has_body(&self) -> bool {
        self.fields.body().is_some()
    }

    /// Whether there is an address.
    pub(super) fn has_address(&self) -> bool {
        !address(&self.fields).is_empty()
    }

    /// Whether the values are those of a story: a text, or a title with an address or with a place for a text.
    pub(super) fn is_story(&self) -> bool {
        let titled = [Field::Title, Field::Name]
            .iter()
            .any(|f| !self.fields.first(*f).is_empty());
        let placed = || !address(&self.fields).is_empty() || self.fields.has(Field::Body);
        self.has_body() || titled && placed()
    }

    /// What is known of the story.
    pub(super) fn meta(&self, around: &Around) -> Meta {
        let mut meta = facts(&self.fields, around);
        meta.url = address(&self.fields);
        meta.text_in = self.fields.text_in().unwrap_or_default();
        meta
    }

    /// The story.
    pub(super) fn story(&self, around: &Around, limits: &Limits) -> Article {
        let mut meta = self.meta(around);
        let ours = blocks::article(self.map, limits.nodes);
        if ours.is_some() {
            meta.credit = Clean::line(
                self.map
                    .get("credit")
                    .and_then(Value::as_str)
                    .unwrap_or_default(),
            );
        }
        let mut article = match self.fields.body() {
            _ if let Some(ours) = ours => ours,
            Some(body) => fragment::article(&body, &meta.title, &meta.url, limits),
            None => Article::default(),
        };
        settle(&mut meta, &article);
        article.meta = meta;
        article
    }
}

/// Whether a column of this name means something here.
pub(super) fn is_known(name: &str) -> bool {
    names::lookup(name).next().is_some()
}

/// Whether a column of this name holds the address or the text of a story.
pub(super) fn leads_to_text(name: &str) -> bool {
    names::lookup(name).any(|(field, _)| matches!(field, Field::Url | Field::Body))
}

/// Adds a story, and a warning where it has no text.
pub(super) fn add(parsed: &mut Parsed, article: Article) {
    if article.blocks().is_empty() {
        parsed.warnings.push(Warning {
            article: Some(parsed.articles.len()),
            ..Warning::of_file(NO_TEXT)
        });
    }
    parsed.articles.push(article);
}

fn or(own: Clean, outer: &Clean) -> Clean {
    if own.is_empty() { outer.clone() } else { own }
}

fn facts(fields: &Fields<'_>, around: &Around) -> Meta {
    let mut titles = titles(fields).into_iter();
    let time = |field| {
        fields
            .all(field)
            .into_iter()
            .map(stamp::of_value)
            .find(|s| !s.is_empty())
    };
    let byline = people::byline(&fields.all(Field::Byline));
    Meta {
        title: titles.next().unwrap_or_default(),
        aliases: titles.collect(),
        byline: or(byline, &around.byline),
        site: or(site(fields), &around.site),
        excerpt: line(fields, Field::Excerpt),
        lang: or(language(fields), &around.lang),
        published: time(Field::Published).unwrap_or_default(),
        modified: time(Field::Modified).unwrap_or_default(),
        saved: time(Field::Saved).unwrap_or_default(),
        tags: tags(fields),
        lead_image: web_address(fields, Field::Picture),
        shelf: shelf::of(fields),
        ..Meta::default()
    }
}

/// What the values leave open, from the text and the address.
pub(super) fn settle(meta: &mut Meta, article: &Article) {
    if meta.site.is_empty() {
        meta.site = Clean::line(host(&meta.url));
    }
    if meta.title.is_empty() {
        meta.title = title_of(article);
    }
    if meta.title.is_empty() {
        meta.title = meta.url.clone();
    }
    meta.aliases.retain(|alias| *alias != meta.title);
}

/// Words of a text that serve as its title where it has none.
const TITLE_WORDS: usize = 12;

/// The title of a text that states none: its headline, else its first words.
pub(super) fn title_of(article: &Article) -> Clean {
    let Some(block) = article.blocks().iter().find(|b| !b.span.is_empty()) else {
        return Clean::default();
    };
    let text = block.span.of(article.text());
    let words: Vec<&str> = text.split_whitespace().take(TITLE_WORDS + 1).collect();
    match words.get(..TITLE_WORDS) {
        Some(first) if words.len() > TITLE_WORDS => Clean::line(&format!("{} …", first.join(" "))),
        _ => Clean::line(text),
    }
}

/// The titles, the main one first, none twice.
fn titles(fields: &Fields<'_>) -> Vec<Clean> {
    let mut titles: Vec<Clean> = Vec::new();
    let values = fields
        .all(Field::Title)
        .into_iter()
        .chain(fields.all(Field::Alias));
    for title in values.flat_map(texts) {
        let title = Clean::line(&fragment::words(&title));
        if !title.is_empty() && !titles.contains(&title) {
            titles.push(title);
        }
    }
    if titles.is_empty() {
        titles.push(line(fields, Field::Name));
    }
    titles
}

fn line(fields: &Fields<'_>, field: Field) -> Clean {
    Clean::line(&fragment::words(&fields.first(field)))
}

/// A language tag: `en-US` of `en_US` and of `en-US,en`.
fn language(fields: &Fields<'_>) -> Clean {
    let tag = line(fields, Field::Lang).replace('_', "-");
    let tag = tag.split([',', ';', ' ']).next().unwrap_or_default();
    let fits = (2..=35).contains(&tag.len())
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    // "und" says that it is not known (BCP 47, section 4.1).
    Clean::line(if fits && tag != "und" { tag } else { "" })
}

/// The name of the publication; an address in its place says its host.
fn site(fields: &Fields<'_>) -> Clean {
    let name = line(fields, Field::Site);
    if is_web(&name) {
        return Clean::line(host(&name));
    }
    if !name.is_empty() {
        return name;
    }
    let sources = fields.all(Field::Source).into_iter().flat_map(texts);
    let named = sources
        .map(|s| Clean::line(&s))
        .find(|s| !s.is_empty() && !is_web(s));
    named.unwrap_or_default()
}

/// The address of the story.
fn address(fields: &Fields<'_>) -> Clean {
    let stated = web_address(fields, Field::Url);
    if stated.is_empty() {
        web_address(fields, Field::Source)
    } else {
        stated
    }
}

fn web_address(fields: &Fields<'_>, field: Field) -> Clean {
    let values = fields.all(field).into_iter().flat_map(texts);
    values
        .map(|s| Clean::line(&s))
        .find(|s| is_web(s))
        .unwrap_or_default()
}

/// The tags, none twice; keywords and subjects only where there are no tags.
fn tags(fields: &Fields<'_>) -> Vec<Clean> {
    let mut own = people::tags(&fields.all(Field::Tags));
    // Pinboard parts them by spaces; nothing else says with a yes or a no what is to be read.
    if matches!(&*fields.first(Field::Unread), "yes" | "no") {
        own = own
            .iter()
            .flat_map(|t| t.split(' '))
            .map(Clean::line)
            .collect();
    }
    if own.is_empty() {
        let mut subjects = fields.all(Field::Subjects).into_iter();
        let found = subjects.find_map(|s| Some(people::tags(&[s])).filter(|t| !t.is_empty()));
        return found.unwrap_or_default();
    }
    own
}
