//! What a page says about its article outside of linked data: meta tags, link elements, microdata.

use super::{
    bylines,
    facts::Facts,
    hints::{self, Hints},
    meta::text,
    page::{NodeIx, Page},
};
use std::collections::BTreeMap;

/// Names of meta tags by the fact they state, the best first. Their spelling varies: case does not count, and a
/// dot stands for a colon.
const TITLES: &[&str] = &[
    "dc:title",
    "dcterms:title",
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru:title",
    "citation_title",
    "title",
    "headline",
];
const AUTHORS: &[&str] = &[
    "dc:creator",
    "dcterms:creator",
    "author",
    "parsely-author",
    "article:author",
    "sailthru:author",
    "byl",
    "citation_author",
    "article:author_name",
    "article:author:name",
    "og:article:author",
    "authors",
    "creator",
    "rbauthors",
    "writer",
    "cxenseparse:author",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru:date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "pub_date",
    "publication_date",
    "published_time",
    "published",
    "published_on",
    "published-on",
    "published_at",
    "published-date",
    "publicationdate",
    "dc:date:issued",
    "dcterms:created",
    "dcterms:issued",
    "dcterms:date",
    "dc:date",
    "dc:created",
    "citation_publication_date",
    "citation_date",
    "cxenseparse:recs:publishtime",
    "article.created",
    "displaydate",
    "originalpublicationdate",
    "date",
    "article:created",
    "ptime",
    "og:pubdate",
    "bt:pubdate",
    "rnews:datepublished",
    "weibo:article:create_at",
    "creation_date",
    "created",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms:modified",
    "article:updated_time",
];
const SITES: &[&str] = &[
    "og:site_name",
    "application-name",
    "al:ios:app_name",
    "twitter:app:name:iphone",
    "cre",
    "dc:publisher",
    "citation_journal_title",
];
const EXCERPTS: &[&str] = &[
    "og:description",
    "description",
    "twitter:description",
    "dc:description",
    "dcterms:description",
];
const IMAGES: &[&str] = &[
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
    "parsely-image-url",
    "image",
    "thumbnail",
];
const LANGS: &[&str] = &["og:locale", "content-language", "language", "dc:language"];
const TAGS: &[&str] = &[
    "article:tag",
    "keywords",
    "news_keywords",
    "parsely-tags",
    "article:section",
    "sailthru:tags",
    "section",
];

/// The meta tags of a page by name.
struct Tags<'a>(BTreeMap<String, Vec<&'a str>>);

impl<'a> Tags<'a> {
    fn of(page: &'a Page) -> Self {
        let mut tags: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for ix in page.all("meta") {
            let Some(content) = page.attribute_of(ix, "content").map(str::trim) else {
                continue;
            };
            let named = page.attributes(ix).filter(|(name, _)| {
                matches!(*name, "property" | "name" | "itemprop" | "http-equiv")
            });
            for name in named.flat_map(|(_, v)| v.split_whitespace()) {
                if !content.is_empty() {
                    let name = name.to_ascii_lowercase().replace('.', ":");
                    tags.entry(name).or_default().push(content);
                }
            }
        }
        Self(tags)
    }

    fn all(&self, names: &[&str]) -> Vec<&'a str> {
        let of = |n: &&str| self.0.get(*n).cloned().unwrap_or_default();
        names.iter().flat_map(of).collect()
    }

    fn first(&self, names: &[&str]) -> String {
        let first = self.all(names).first().copied();
        first.unwrap_or_default().to_owned()
    }
}

/// What the meta tags and link elements state.
pub(super) fn read(page: &Page) -> Facts {
    let tags = Tags::of(page);
    let named = |name: &str| -> Vec<String> {
        let named = tags.all(&[name]).into_iter();
        let named = named.filter(|a| !a.contains("://") && !a.starts_with('@'));
        named.map(str::to_owned).collect()
    };
    // Where both are there, the other one may be the name of the house.
    let of_article = named("article:author");
    let person = |name: &String| bylines::is_name(name, true);
    let mut authors = if !of_article.is_empty() && of_article.iter().all(person) {
        of_article
    } else {
        let stated = AUTHORS.iter().map(|name| named(name));
        stated
            .into_iter()
            .find(|n| !n.is_empty())
            .unwrap_or_default()
    };
    if authors.is_empty() {
        authors.extend(labelled(&tags));
    }
    Facts {
        titles: tags.all(TITLES).into_iter().map(str::to_owned).collect(),
        authors,
        published: tags.first(PUBLISHED),
        modified: tags.first(MODIFIED),
        site: tags.first(SITES),
        url: canonical(page).unwrap_or_else(|| {
            tags.first(&["og:url", "al:web:url", "parsely-link", "twitter:url"])
        }),
        lang: tags.first(LANGS).replace('_', "-"),
        excerpt: tags.first(EXCERPTS),
        image: tags.first(IMAGES),
        tags: tags.all(TAGS).into_iter().flat_map(names).collect(),
    }
}

/// The names in a list of tags. What was escaped twice is read before the list is parted: its reference ends like a name.
fn names(list: &str) -> Vec<String> {
    let list = text(list);
    let names = list.split([',', ';']).map(str::trim);
    names.map(str::to_owned).collect()
}

/// What social cards say who wrote it: a label, in the language of the page, and the name in a tag of its own.
const WRITTEN_BY: &[&str] = &[
    "written by",
    "author",
    "by",
    "geschrieben von",
    "verfasst von",
    "autor",
    "écrit par",
    "rédigé par",
    "escrito por",
    "scritto da",
    "geschreven door",
    "skriven av",
    "skrevet av",
    "skrevet af",
    "napisane przez",
    "написано автором",
    "автор",
];

/// The name behind the label "Written by" of a social card.
fn labelled(tags: &Tags<'_>) -> Option<String> {
    [
        ("twitter:label1", "twitter:data1"),
        ("twitter:label2", "twitter:data2"),
    ]
    .iter()
    .find_map(|(label, data)| {
        let label = tags.all(&[label]).first()?.to_lowercase();
        let told = WRITTEN_BY.contains(&label.trim_end_matches(':').trim());
        let name = tags.all(&[data]).first().copied().filter(|_| told)?;
        Some(name.to_owned())
    })
}

fn canonical(page: &Page) -> Option<String> {
    let link = page.all("link").find(|ix| {
        page.attribute_of(*ix, "rel")
            .is_some_and(|r| r.eq_ignore_ascii_case("canonical"))
    })?;
    page.attribute_of(link, "href")
        .map(|h| h.trim().to_owned())
        .filter(|h| !h.is_empty())
}

/// What microdata (`itemprop`) and links to an author state.
pub(super) fn microdata(page: &Page) -> Facts {
    let mut facts = Facts::default();
    let mut below: Vec<String> = Vec::new();
    let mut last = None;
    let mut tried = 0;
    for ix in 0..page.len() {
        for (name, value) in page.attributes(ix) {
            match (name, value) {
                ("itemprop", v) if has_word(v, "headline") => facts.titles.push(stated(page, ix)),
                ("itemprop" | "rel", v) if has_word(v, "author") && page.tag(ix) != "link" => {
                    // The authors of one byline stand together; others wrote other stories and comments.
                    tried += 1;
                    if tried < TRIES
                        && last.is_none_or(|n| ix < n + TOGETHER)
                        && !is_elsewhere(page, ix)
                    {
                        for name in persons(page, ix) {
                            push_name(&mut facts.authors, &name);
                        }
                        last = Some(page.end_of(ix));
                    } else if name == "rel"
                        && tried < TRIES
                        && below.is_empty()
                        && is_below(page, ix)
                    {
                        for name in persons(page, ix) {
                            push_name(&mut below, &name);
                        }
                    }
                }
                ("itemprop", v) if has_word(v, "datePublished") && facts.published.is_empty() => {
                    facts.published = stated(page, ix);
                }
                ("property", v)
                    if facts.published.is_empty()
                        && page.tag(ix) != "meta"
                        && CREATED.iter().any(|c| has_word(v, c)) =>
                {
                    facts.published = stated(page, ix);
                }
                ("itemprop", v) if has_word(v, "dateModified") && facts.modified.is_empty() => {
                    facts.modified = stated(page, ix);
                }
                _ => {}
            }
        }
    }
    if facts.authors.is_empty() {
        facts.authors = below;
    }
    facts.titles.retain(|t| !t.trim().is_empty());
    facts
}

/// Properties that state when a page was published, as content programs write them into its text (RDFa).
const CREATED: &[&str] = &[
    "datePublished",
    "schema:datePublished",
    "schema:dateCreated",
    "dc:date",
    "dc:created",
    "dc:issued",
];

/// How many nodes after one author of a byline the next stands at most.
const TOGETHER: NodeIx = 24;

/// How many authors are looked at.
const TRIES: usize = 200;

/// Whether an element stands in a list of other stories, a comment, or the like.
fn is_elsewhere(page: &Page, ix: NodeIx) -> bool {
    const ELSEWHERE: Hints = Hints::COMMENTS
        .with(Hints::RELATED)
        .with(Hints::NAV)
        .with(Hints::FOOTER);
    let small = |n: NodeIx| page.span(n).len() * 5 < page.span(0).len() * 2;
    page.ancestors(ix)
        .any(|a| hints::of(page, a, small(a)).any(ELSEWHERE))
}

/// Whether an element stands in the foot of an article: where nothing above names the author, it does.
fn is_below(page: &Page, ix: NodeIx) -> bool {
    let others = Hints::COMMENTS.with(Hints::RELATED).with(Hints::NAV);
    let small = |n: NodeIx| page.span(n).len() * 5 < page.span(0).len() * 2;
    let mut around = page.ancestors(ix);
    let of_article = page
        .ancestors(ix)
        .any(|a| page.tag(a) == "article" || page.tag(a) == "main");
    of_article && !around.any(|a| hints::of(page, a, small(a)).any(others))
}

fn has_word(value: &str, word: &str) -> bool {
    value.split_whitespace().any(|w| w == word)
}

fn push_name(names: &mut Vec<String>, name: &str) {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.is_empty() && name.len() < 120 && !names.contains(&name) && names.len() < 8 {
        names.push(name);
    }
}

/// The value of an item: by attribute where it has one, else its text.
fn stated(page: &Page, ix: NodeIx) -> String {
    let held = ["content", "datetime"]
        .iter()
        .find_map(|n| page.attribute_of(ix, n));
    held.unwrap_or_else(|| page.text(ix)).trim().to_owned()
}

/// The names of an author item: of a list of authors in one item there are several.
fn persons(page: &Page, ix: NodeIx) -> Vec<String> {
    let own = |n: &NodeIx| {
        let scope = |a: &NodeIx| page.attribute_of(*a, "itemscope").is_some();
        let named = page
            .attribute_of(*n, "itemprop")
            .is_some_and(|v| has_word(v, "name"));
        named
            && page
                .ancestors(*n)
                .take(ITEM)
                .find(scope)
                .is_none_or(|a| a <= ix)
    };
    let names: Vec<String> = page
        .inside(ix)
        .filter(own)
        .map(|n| stated(page, n))
        .collect();
    if names.is_empty() {
        vec![stated(page, ix)]
    } else {
        names
    }
}

/// How many elements around a name are looked at for the item that it belongs to.
const ITEM: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn properties_of_elements_state_the_date() {
        for (html, date) in [
            (
                "<span property='dc:date dc:created' content='2026-05-03T10:00:00+02:00'>Sunday</span>",
                "2026-05-03T10:00:00+02:00",
            ),
            (
                "<span property='schema:dateCreated' content='2026-05-03'></span>",
                "2026-05-03",
            ),
            (
                "<span property='schema:name' content='2026-05-03'></span>",
                "",
            ),
        ] {
            let page = Page::of(&Document::from(html));
            assert_eq!(microdata(&page).published, date, "{html}");
        }
    }

    #[test]
    fn lists_of_tags_are_parted_at_no_reference() {
        let page = "<meta name=keywords content='Sea, editor&amp;#39;s pick; fog &amp;amp; rain'>";
        let page = Page::of(&Document::from(page));
        assert_eq!(read(&page).tags, ["Sea", "editor's pick", "fog & rain"]);
    }

    #[test]
    fn social_cards_name_the_author() {
        let card = |label: &str| {
            format!(
                "<meta name=twitter:label1 content='{label}'><meta name=twitter:data1 content='Ann Lee'>"
            )
        };
        for (html, authors) in [
            (card("Written by"), "Ann Lee"),
            (card("Verfasst von"), "Ann Lee"),
            (card("Est. reading time"), ""),
            (card("By") + "<meta name=author content='Bo Ek'>", "Bo Ek"),
        ] {
            let page = Page::of(&Document::from(html.as_str()));
            assert_eq!(read(&page).authors.join(", "), authors, "{html}");
        }
    }
}
