//! XML as a tree in one flat list, read as far as it can be.
//!
//! No document type is looked at: an entity that a document declares stays the word `&name;`, so nothing expands and nothing is
//! fetched. Elements nested deeper than [`Limits::depth`] are passed over and what is in them goes to the element around.

use std::borrow::Cow;

use quick_xml::{Reader, events::Event};

use super::{
    Limits, entities,
    tags::{self, Piece},
};

/// A document.
#[derive(Debug, Default)]
pub(super) struct Xml {
    /// In file order; what an element holds follows it.
    nodes: Vec<Node>,
    /// The document ends early, has a fault, or is larger than allowed.
    pub(super) cut: bool,
}

#[derive(Debug)]
struct Node {
    what: What,
    /// Number of the first node that is not inside this one.
    end: usize,
}

#[derive(Debug)]
enum What {
    /// Its name with prefix, and its attributes as written.
    Element(String, String),
    Text(String),
}

/// An element of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    xml: &'a Xml,
    at: usize,
}

/// A step through the contents of an element.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// An element begins.
    Begin(Element<'a>),
    /// Words.
    Words(&'a str),
    /// The element ends.
    End(Element<'a>),
}

/// The name of the outermost element of what may be the beginning of a document; empty where there is none.
pub(super) fn root_name(text: &str) -> &str {
    // Markup in a value of JSON is no document.
    if text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r'])
        .starts_with(['{', '['])
    {
        return "";
    }
    let mut pieces = tags::pieces(text).take(64);
    let begun = pieces.find_map(|piece| match piece {
        Piece::Open(name, attributes) => Some((name, attributes)),
        _ => None,
    });
    match begun {
        // A prefix stands before the name.
        Some((name, attributes)) => match attributes.strip_prefix(':') {
            Some(rest) => rest
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or(name),
            None => name,
        },
        None => "",
    }
}

/// Reads a document.
pub(super) fn parse(text: &str, limits: &Limits) -> Xml {
    let mut reader = Reader::from_str(text.trim_start());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut build = Build::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                build.open(tag.name().as_ref(), tag.attributes_raw(), limits.depth);
            }
            Ok(Event::Empty(tag)) => {
                build.open(tag.name().as_ref(), tag.attributes_raw(), limits.depth);
                build.close(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => build.close(tag.name().as_ref()),
            Ok(Event::Text(text)) => build.words(&text),
            Ok(Event::CData(text)) => build.words(&text),
            Ok(Event::GeneralRef(name)) => match entities::named(&name) {
                Some(c) => build.words(&c),
                None => build.words(&format!("&{};", &*name)),
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                build.xml.cut = true;
                break;
            }
        }
        if build.xml.nodes.len() >= limits.nodes {
            build.xml.cut = true;
            break;
        }
    }
    build.finish()
}

#[derive(Debug, Default)]
struct Build {
    xml: Xml,
    open: Vec<usize>,
    /// Elements that are open but too deep to be kept.
    deep: usize,
    /// The last node is text, and nothing began or ended since.
    in_text: bool,
}

impl Build {
    fn open(&mut self, name: &str, attributes: &str, depth: usize) {
        if self.open.len() >= depth {
            self.deep += 1;
            return;
        }
        self.in_text = false;
        self.open.push(self.xml.nodes.len());
        let what = What::Element(name.to_owned(), attributes.to_owned());
        self.xml.nodes.push(Node { what, end: 0 });
    }

    /// Ends the element; those inside it that were not ended, too. A stray end tag ends nothing.
    fn close(&mut self, name: &str) {
        if self.deep > 0 {
            self.deep -= 1;
            return;
        }
        let named = |at: &usize| matches!(self.xml.nodes.get(*at), Some(Node { what: What::Element(n, _), .. }) if n == name);
        let Some(from) = self.open.iter().rposition(named) else {
            return;
        };
        self.end(from);
    }

    /// Ends the open elements from number `from` on.
    fn end(&mut self, from: usize) {
        self.in_text = false;
        let end = self.xml.nodes.len();
        for at in self.open.drain(from..) {
            if let Some(node) = self.xml.nodes.get_mut(at) {
                node.end = end;
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.open.is_empty() {
            return;
        }
        if let Some(What::Text(text)) = self.xml.nodes.last_mut().map(|n| &mut n.what)
            && self.in_text
        {
            text.push_str(words);
            return;
        }
        self.in_text = true;
        let end = self.xml.nodes.len() + 1;
        let what = What::Text(words.to_owned());
        self.xml.nodes.push(Node { what, end });
    }

    fn finish(mut self) -> Xml {
        self.xml.cut |= !self.open.is_empty();
        self.end(0);
        self.xml
    }
}

impl Xml {
    /// The outermost element.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        (0..self.nodes.len()).find_map(|at| self.element(at))
    }

    fn element(&self, at: usize) -> Option<Element<'_>> {
        let node = self.nodes.get(at)?;
        matches!(node.what, What::Element(..)).then_some(Element { xml: self, at })
    }
}

impl<'a> Element<'a> {
    fn parts(self) -> (&'a str, &'a str, usize) {
        match self.xml.nodes.get(self.at) {
            Some(Node {
                what: What::Element(name, attributes),
                end,
            }) => (name, attributes, *end),
            _ => ("", "", self.at),
        }
    }

    /// Its name with its prefix, as written.
    pub(super) fn name(self) -> &'a str {
        self.parts().0
    }

    /// Its name without a prefix.
    pub(super) fn local_name(self) -> &'a str {
        self.name().rsplit(':').next().unwrap_or_default()
    }

    /// An attribute by its name in lower case, with its prefix; `None` where it has none of it.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        tags::attribute(self.parts().1, name)
    }

    /// Its attributes: names with their prefixes, and values.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        tags::each(self.parts().1).map(|(name, value)| (name, entities::decode(value)))
    }

    /// The elements in it, not those in them.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'a>> {
        let end = self.parts().2;
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            while at < end {
                let this = at;
                at = self.xml.nodes.get(this)?.end.max(this + 1);
                if let Some(element) = self.xml.element(this) {
                    return Some(element);
                }
            }
            None
        })
    }

    /// The first child of this name, with its prefix.
    pub(super) fn child(self, name: &str) -> Option<Element<'a>> {
        self.children().find(|e| e.name() == name)
    }

    /// All elements anywhere in it whose name without prefix is `local`.
    pub(super) fn all(self, local: &'a str) -> impl Iterator<Item = Element<'a>> {
        let inside = self.at + 1..self.parts().2;
        let elements = inside.filter_map(|at| self.xml.element(at));
        elements.filter(move |e| e.local_name() == local)
    }

    /// The words in it and in all elements in it.
    pub(super) fn text(self) -> String {
        let inside = self.xml.nodes.get(self.at + 1..self.parts().2);
        let words = inside
            .unwrap_or_default()
            .iter()
            .filter_map(|node| match &node.what {
                What::Text(text) => Some(text.as_str()),
                What::Element(..) => None,
            });
        words.collect()
    }

    /// Everything in it, in file order.
    pub(super) fn steps(self) -> impl Iterator<Item = Step<'a>> {
        let end = self.parts().2;
        let mut at = self.at + 1;
        let mut open: Vec<(Element<'a>, usize)> = Vec::new();
        std::iter::from_fn(move || {
            if open.last().is_some_and(|(_, end)| at >= *end) {
                return open.pop().map(|(element, _)| Step::End(element));
            }
            if at >= end {
                return None;
            }
            let this = at;
            at += 1;
            if let Some(element) = self.xml.element(this) {
                open.push((element, element.parts().2));
                return Some(Step::Begin(element));
            }
            match &self.xml.nodes.get(this)?.what {
                What::Text(text) => Some(Step::Words(text)),
                What::Element(..) => None,
            }
        })
    }

    /// What is in it as markup of HTML.
    pub(super) fn markup(self) -> String {
        let mut out = String::new();
        for step in self.steps() {
            match step {
                Step::Words(words) => {
                    out.push_str(&words.replace('&', "&amp;").replace('<', "&lt;"));
                }
                Step::Begin(element) => {
                    let attributes = element.parts().1.trim().trim_end_matches('/');
                    let gap = if attributes.is_empty() { "" } else { " " };
                    out.extend(["<", element.local_name(), gap, attributes, ">"]);
                }
                Step::End(element) if VOID.contains(&element.local_name()) => {}
                Step::End(element) => out.extend(["</", element.local_name(), ">"]),
            }
        }
        out
    }
}

/// Elements of HTML that have no end tag.
const VOID: &[&str] = &[
    "br", "img", "hr", "wbr", "col", "source", "input", "meta", "link",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str, limits: &Limits) -> String {
        let xml = parse(text, limits);
        let mut out = String::new();
        for step in xml.root().unwrap().steps() {
            match step {
                Step::Begin(e) => out.extend(["<", e.name()]),
                Step::Words(words) => out.extend(["[", words, "]"]),
                Step::End(_) => out.push('>'),
            }
        }
        out
    }

    #[test]
    fn a_tree_is_read_whatever_its_faults() {
        let limits = Limits::default();
        for (text, tree) in [
            (
                "<?xml version='1.0'?><r><a>x</a><b c='1'/>y</r>",
                "<a[x]><b>[y]",
            ),
            (
                "<r><a>x &amp; y<![CDATA[ <z> ]]></a></r>",
                "<a[x & y <z> ]>",
            ),
            (
                "<!DOCTYPE r [<!ENTITY e 'boom'>]><r>&e; &nbsp;&#65;</r>",
                "[&e; \u{a0}A]",
            ),
            ("<r><a><b>x</a>y</r>", "<a<b[x]>>[y]"),
            ("<r></z>x</r>", "[x]"),
            ("<r><a>x & y</a><b>cut", "<a[x & y]><b[cut]>"),
            ("<r>x<!-- c -->y</r>", "[xy]"),
        ] {
            assert_eq!(shape(text, &limits), tree, "{text}");
        }
    }

    #[test]
    fn nesting_and_size_are_bounded() {
        let shallow = Limits {
            depth: 2,
            ..Limits::default()
        };
        assert_eq!(shape("<r><a><b>x</b>y</a>z</r>", &shallow), "<a[xy]>[z]");
        let few = Limits {
            nodes: 3,
            ..Limits::default()
        };
        let xml = parse("<r><a/><b/><c/></r>", &few);
        assert!(xml.cut && xml.nodes.len() == 3);
    }

    #[test]
    fn markup_is_written_as_it_was_meant() {
        let xml = parse(
            "<r><h:p class='a'>x &lt; y<h:br/><h:b>z</h:b></h:p></r>",
            &Limits::default(),
        );
        assert_eq!(
            xml.root().unwrap().markup(),
            "<p class='a'>x &lt; y<br><b>z</b></p>"
        );
    }

    #[test]
    fn the_root_is_named_without_its_prefix() {
        for (text, name) in [
            (
                "<?xml version='1.0'?>\n<!-- c -->\n<rss version='2.0'>",
                "rss",
            ),
            ("<!DOCTYPE r [<!ENTITY a \"b\">]><feed>", "feed"),
            ("<rdf:RDF xmlns:rdf='x'>", "RDF"),
            ("<a:feed/>", "feed"),
            ("plain", ""),
            ("{\"text\": \"<nitf>\"}", ""),
        ] {
            assert_eq!(root_name(text), name, "{text}");
        }
    }
}
