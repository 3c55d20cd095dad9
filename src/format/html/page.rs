//! The tree of a page, flat: nodes in document order, so that a subtree is a range and every walk is a loop.
//!
//! Made once from the parser's tree and never changed. The engine that chooses the article works on the parser's
//! tree and tells by node what it kept; see [`super::choose`].

use dom_query::{Document, LocalName, NodeData, NodeId, NodeRef};
use std::ops::Range;

/// Number of a node.
pub(super) type NodeIx = u32;

/// A node: an element, or a text if its tag is empty.
#[derive(Debug)]
pub(super) struct Node {
    tag: LocalName,
    /// The element it stands in; its own number for the root.
    pub(super) parent: NodeIx,
    /// One past the last node of its subtree.
    pub(super) end: NodeIx,
    /// Where its text begins in the text of the page; that of its subtree ends where that of node `end` begins.
    text: u32,
    /// Where its attributes begin; they end where those of the next node begin.
    attributes: u32,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    nodes: Vec<Node>,
    /// The texts of the page, one after the other.
    text: String,
    /// Names and the ranges of values.
    attributes: Vec<(LocalName, Range<u32>)>,
    values: String,
    /// The parser's name of each node.
    pub(super) ids: Vec<NodeId>,
}

/// Elements whose text is no text of the page; it is kept among the attributes under an empty name.
const APART: &[&str] = &["script", "style", "title", "iframe", "noembed", "textarea"];

impl Page {
    /// Copies the tree of `document`.
    pub(super) fn of(document: &Document) -> Self {
        let mut page = Self::default();
        let mut open: Vec<(NodeId, NodeIx)> = Vec::new();
        for node in document.root().descendants_it() {
            page.add(&node, &mut open);
        }
        let end = page.len();
        for (_, ix) in open {
            page.end(ix, end);
        }
        page
    }

    fn end(&mut self, ix: NodeIx, end: NodeIx) {
        if let Some(node) = self.nodes.get_mut(ix as usize) {
            node.end = end;
        }
    }

    fn add(&mut self, node: &NodeRef<'_>, open: &mut Vec<(NodeId, NodeIx)>) {
        node.query(|n| {
            let ix = self.len();
            while let Some((id, top)) = open.last().copied()
                && Some(id) != n.parent
            {
                self.end(top, ix);
                open.pop();
            }
            let parent = open.last().map_or(ix, |(_, p)| *p);
            match &n.data {
                NodeData::Element(element) => {
                    self.push(n.id, element.name.local.clone(), parent);
                    for a in &element.attrs {
                        self.attribute(a.name.local.clone(), &a.value);
                    }
                    open.push((n.id, ix));
                }
                NodeData::Text { contents } => {
                    let apart = APART.contains(&self.tag(parent));
                    self.push(n.id, LocalName::default(), parent);
                    if apart {
                        self.attribute(LocalName::default(), contents);
                    } else {
                        self.text.push_str(contents);
                    }
                }
                _ => {}
            }
        });
    }

    fn push(&mut self, id: NodeId, tag: LocalName, parent: NodeIx) {
        let ix = self.len();
        self.ids.push(id);
        self.nodes.push(Node {
            tag,
            parent,
            end: ix + 1,
            text: count(self.text.len()),
            attributes: count(self.attributes.len()),
        });
    }

    fn attribute(&mut self, name: LocalName, value: &str) {
        let from = count(self.values.len());
        self.values.push_str(value);
        self.attributes.push((name, from..count(self.values.len())));
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> NodeIx {
        count(self.nodes.len())
    }

    /// A node.
    pub(super) fn node(&self, ix: NodeIx) -> Option<&Node> {
        self.nodes.get(ix as usize)
    }

    /// One past the last node of a subtree.
    pub(super) fn end_of(&self, ix: NodeIx) -> NodeIx {
        self.node(ix).map_or(ix, |n| n.end)
    }

    /// The element a node stands in; the root for the root.
    pub(super) fn parent(&self, ix: NodeIx) -> NodeIx {
        self.node(ix).map_or(ix, |n| n.parent)
    }

    /// The elements around a node, from the inside out.
    pub(super) fn ancestors(&self, ix: NodeIx) -> impl Iterator<Item = NodeIx> {
        std::iter::successors(Some(ix), |n| Some(self.parent(*n)).filter(|p| p != n)).skip(1)
    }

    /// Name of an element; empty for a text.
    pub(super) fn tag(&self, ix: NodeIx) -> &str {
        self.node(ix).map_or("", |n| &n.tag)
    }

    /// Whether a node is a text.
    pub(super) fn is_text(&self, ix: NodeIx) -> bool {
        self.node(ix).is_none_or(|n| n.tag == LocalName::default())
    }

    /// The bytes of the page's text that a subtree holds.
    pub(super) fn span(&self, ix: NodeIx) -> Range<usize> {
        let start = self.node(ix).map_or(self.text.len(), |n| n.text as usize);
        let end = self
            .node(self.end_of(ix))
            .map_or(self.text.len(), |n| n.text as usize);
        start..end.max(start)
    }

    /// The text of a subtree, white space as in the source, blocks not parted.
    pub(super) fn text(&self, ix: NodeIx) -> &str {
        self.slice(self.span(ix))
    }

    /// A piece of the page's text.
    pub(super) fn slice(&self, span: Range<usize>) -> &str {
        self.text.get(span).unwrap_or_default()
    }

    /// Names and values of a node's attributes.
    pub(super) fn attributes(&self, ix: NodeIx) -> impl Iterator<Item = (&str, &str)> {
        let from = self.node(ix).map_or(0, |n| n.attributes as usize);
        let to = self
            .node(ix + 1)
            .map_or(self.attributes.len(), |n| n.attributes as usize);
        let own = self.attributes.get(from..to).unwrap_or_default();
        own.iter().map(|(name, at)| {
            let value = self.values.get(at.start as usize..at.end as usize);
            (&**name, value.unwrap_or_default())
        })
    }

    /// The value of an attribute.
    pub(super) fn attribute_of(&self, ix: NodeIx, name: &str) -> Option<&str> {
        self.attributes(ix).find(|a| a.0 == name).map(|a| a.1)
    }

    /// The source text of a script or title.
    pub(super) fn source(&self, ix: NodeIx) -> &str {
        self.attribute_of(ix + 1, "")
            .filter(|_| self.end_of(ix) > ix + 1)
            .unwrap_or_default()
    }

    /// Every element named `tag`, in order.
    pub(super) fn all(&self, tag: &str) -> impl Iterator<Item = NodeIx> + '_ {
        let tag = LocalName::from(tag);
        let named = move |(ix, node): (NodeIx, &Node)| (node.tag == tag).then_some(ix);
        (0..).zip(&self.nodes).filter_map(named)
    }

    /// The nodes of a subtree after its root.
    pub(super) fn inside(&self, ix: NodeIx) -> Range<NodeIx> {
        ix + 1..self.end_of(ix).max(ix + 1)
    }

    /// The body, or the root where there is none.
    pub(super) fn body(&self) -> NodeIx {
        self.all("body").next().unwrap_or(0)
    }
}

/// A length as a `u32`; a page is below 4 GiB by `Limits`.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_is_a_range() {
        let page = Page::of(&Document::from(
            "<body><div id=a>one <b>two</b></div><p>three<script>x</script>",
        ));
        let div = page.all("div").next().unwrap();
        assert_eq!(page.text(div), "one two");
        assert_eq!(page.attribute_of(div, "id"), Some("a"));
        assert_eq!(page.text(page.body()), "one twothree");
        assert_eq!(page.tag(page.parent(div)), "body");
        let script = page.all("script").next().unwrap();
        assert_eq!(page.source(script), "x");
        let inside: Vec<_> = page.inside(div).map(|n| page.tag(n)).collect();
        assert_eq!(inside, ["", "b", ""]);
    }
}
