//! What an element of a feed is called: by the namespace that its prefix stands for, whatever the prefix.
//!
//! In: the declarations on the outermost element. Out: names with the prefixes that nearly all feeds use.

use std::borrow::Cow;

use super::Element;

/// The namespace of Atom (RFC 4287, section 2).
pub(super) const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Namespaces, and the prefix under which the names of a feed are known here; empty of those whose names need none.
#[rustfmt::skip]
const SPACES: &[(&str, &str)] = &[
    (ATOM, ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://purl.org/rss/1.0/", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://backend.userland.com/rss2", ""),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
];

/// The prefixes of a feed.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Prefixes as this feed has them, and what they are here; only those that differ.
    others: Vec<(String, &'static str)>,
}

impl Names {
    /// Those that `root` declares.
    pub(super) fn of(root: Element<'_>) -> Self {
        let declared = root.attributes().filter_map(|(name, value)| {
            let prefix = name.strip_prefix("xmlns:")?;
            let (_, known) = SPACES.iter().find(|(space, _)| *space == &*value)?;
            (prefix != *known).then(|| (prefix.to_owned(), *known))
        });
        Self {
            others: declared.collect(),
        }
    }

    /// The name of an element with its prefix.
    pub(super) fn name<'a>(&self, element: Element<'a>) -> Cow<'a, str> {
        let name = element.name();
        let Some((prefix, local)) = name.split_once(':') else {
            return Cow::Borrowed(name);
        };
        match self.others.iter().find(|(own, _)| own == prefix) {
            None => Cow::Borrowed(name),
            Some((_, "")) => Cow::Borrowed(local),
            Some((_, known)) => Cow::Owned(format!("{known}:{local}")),
        }
    }

    /// The first child of this name.
    pub(super) fn child<'a>(&self, element: Element<'a>, name: &str) -> Option<Element<'a>> {
        element.children().find(|e| self.are(*e, name))
    }

    /// Whether `name` is what an element is called.
    pub(super) fn are(&self, element: Element<'_>, name: &str) -> bool {
        if self.others.is_empty() {
            return element.name() == name;
        }
        self.name(element) == name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Limits, xml};

    #[test]
    fn a_namespace_names_its_elements_whatever_the_prefix() {
        let text = "<r:rss xmlns:r='http://backend.userland.com/rss2' xmlns:a10='http://www.w3.org/2005/Atom'
            xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:x='http://example.org/x'>
            <r:title/><a10:updated/><d:creator/><x:title/><dc:date/><title/></r:rss>";
        let xml = xml::parse(text, &Limits::default());
        let root = xml.root().unwrap();
        let names = Names::of(root);
        let called: Vec<_> = root.children().map(|e| names.name(e)).collect();
        let want = [
            "title",
            "updated",
            "dc:creator",
            "x:title",
            "dc:date",
            "title",
        ];
        assert_eq!(called, want);
    }
}
