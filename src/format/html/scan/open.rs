//! Which elements the parser will hold open, as far as is needed to bound their number.
//!
//! A model of the stack of open elements and of the list of active formatting elements (HTML standard, 13.2.4):
//! elements that end by implication are ended, everything else stays open until its end tag. Each question looks at
//! no more than the bounded stack, so the cost is linear in the tags.

use super::tag::Tag;

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that the parser opens again in every following block until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Most formatting elements that are open at once.
const MOST_FORMATTING: usize = 32;

/// Elements in which formatting begins anew.
const MARKERS: &[&str] = &[
    "td", "th", "caption", "object", "marquee", "applet", "button",
];

/// Elements that end an open paragraph.
const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dd",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// An element, the elements that it ends, and those beyond which it does not look.
type Implied = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const IMPLIED: &[Implied] = &[
    ("li", &["li"], &["ul", "ol", "menu", "table"]),
    ("dt", &["dt", "dd"], &["dl", "table"]),
    ("dd", &["dt", "dd"], &["dl", "table"]),
    ("option", &["option"], &["select", "datalist"]),
    ("optgroup", &["option", "optgroup"], &["select"]),
    ("td", &["td", "th"], &["tr", "table"]),
    ("th", &["td", "th"], &["tr", "table"]),
    ("tr", &["tr"], &["table"]),
    ("tbody", &["tbody", "thead", "tfoot"], &["table"]),
    ("thead", &["tbody", "thead", "tfoot"], &["table"]),
    ("tfoot", &["tbody", "thead", "tfoot"], &["table"]),
    ("a", &["a"], &["td", "th", "table", "object"]),
];

/// Elements that an open paragraph does not reach out of.
const PARAGRAPH_SCOPE: &[&str] = &[
    "table", "td", "th", "caption", "button", "object", "template",
];

/// The open elements.
#[derive(Debug)]
pub(super) struct Open<'a> {
    /// Name of each, and how many formatting elements were active when it opened.
    stack: Vec<(&'a str, usize)>,
    active: Vec<&'a str>,
    /// How many paragraphs are among them.
    paragraphs: usize,
    most: usize,
}

fn listed(names: &[&str], name: &str) -> bool {
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

impl<'a> Open<'a> {
    /// None, and at most `most` at once.
    pub(super) fn new(most: usize) -> Self {
        Self {
            stack: Vec::new(),
            active: Vec::new(),
            paragraphs: 0,
            most,
        }
    }

    /// Opens an element; whether there is room for it.
    pub(super) fn start(&mut self, tag: &Tag<'a>) -> bool {
        if self.paragraphs > 0 && listed(ENDS_PARAGRAPH, tag.name) {
            self.close(&["p"], PARAGRAPH_SCOPE);
        }
        if let Some((_, ends, scope)) = IMPLIED.iter().find(|i| tag.is(i.0)) {
            self.close(ends, scope);
        }
        if listed(VOID, tag.name) {
            return true;
        }
        if listed(FORMATTING, tag.name) {
            if tag.is("a") {
                self.forget("a");
            }
            if self.active.len() >= MOST_FORMATTING {
                return false;
            }
            self.active.push(tag.name);
        }
        if self.stack.len() >= self.most {
            return false;
        }
        self.paragraphs += usize::from(tag.is("p"));
        self.stack.push((tag.name, self.active.len()));
        true
    }

    /// An end tag.
    pub(super) fn end(&mut self, name: &str) {
        if listed(FORMATTING, name) {
            self.forget(name);
            self.close(&[name], PARAGRAPH_SCOPE);
        } else {
            self.close(&[name], &["table"]);
        }
    }

    /// The elements open in the innermost one named so, the last opened first.
    pub(super) fn within(&self, name: &str) -> Vec<&'a str> {
        let named = |(n, _): &&(&str, usize)| n.eq_ignore_ascii_case(name);
        if !self.stack.iter().any(|open| named(&open)) {
            return Vec::new();
        }
        let inside = self.stack.iter().rev().take_while(|open| !named(open));
        inside.map(|(n, _)| *n).collect()
    }

    fn forget(&mut self, name: &str) {
        let last = self
            .active
            .iter()
            .rposition(|n| n.eq_ignore_ascii_case(name));
        if let Some(at) = last {
            self.active.remove(at);
        }
    }

    /// Closes the innermost element named so and what is open in it, unless one of `scope` is met first.
    fn close(&mut self, names: &[&str], scope: &[&str]) {
        let met = self
            .stack
            .iter()
            .rposition(|(n, _)| listed(names, n) || listed(scope, n));
        let Some(at) = met else { return };
        let Some((found, _)) = self.stack.get(at).copied() else {
            return;
        };
        if !listed(names, found) {
            return;
        }
        // Formatting begun in a cell ends with it, however it ends.
        let gone = self.stack.get(at..).unwrap_or_default();
        let cell = gone.iter().find(|(n, _)| listed(MARKERS, n));
        if let Some((_, active)) = cell {
            self.active.truncate(*active);
        }
        self.paragraphs -= gone.iter().filter(|(n, _)| listed(&["p"], n)).count();
        self.stack.truncate(at);
    }
}
