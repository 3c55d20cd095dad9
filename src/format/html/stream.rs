//! Pages that came in parts: React sends what it has, and later the parts that were missing, each hidden at the end of
//! the page, for a script to move to its place. Saved without the script having run, the article is in pieces.
//!
//! A `div` with `hidden` and the id `S:7` belongs where a `template` has the id `B:7` or `P:7`
//! (react-dom/server, `ReactFizzConfigDOM`).

use dom_query::{Document, NodeRef};
use std::collections::BTreeMap;

/// Most parts that are moved.
const MOST: usize = 256;

/// How deep in the page a place may be; parts in parts in parts would make a page of any depth.
const DEEP: usize = 256;

/// Moves the late parts of a page to their places. `html` is its source.
pub(super) fn put_in_place(document: &Document, html: &str) {
    if !html.contains("id=\"S:") {
        return;
    }
    let root = document.root();
    let mut places: BTreeMap<String, NodeRef<'_>> = BTreeMap::new();
    let mut parts: Vec<(String, NodeRef<'_>)> = Vec::new();
    for node in root.descendants_it().filter(NodeRef::is_element) {
        let Some(id) = node.attr("id") else { continue };
        if let Some(number) = id.strip_prefix("S:").filter(|_| node.has_attr("hidden")) {
            parts.push((number.to_owned(), node));
        } else if let Some(number) = id.strip_prefix("B:").or_else(|| id.strip_prefix("P:"))
            && node.has_name("template")
        {
            places.entry(number.to_owned()).or_insert(node);
        }
    }
    for (number, part) in parts.into_iter().take(MOST) {
        let Some(place) = places.remove(&number) else {
            continue;
        };
        // A part that holds its own place belongs nowhere.
        let around: Vec<_> = place.ancestors(None).iter().map(|a| a.id).collect();
        if around.len() < DEEP && !around.contains(&part.id) {
            part.remove_from_parent();
            part.remove_attr("hidden");
            place.insert_before(&part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a page after its parts were moved.
    fn text(html: &str) -> String {
        let document = Document::from(html);
        put_in_place(&document, html);
        document.text().to_string()
    }

    #[test]
    fn late_parts_go_to_their_places() {
        for (html, want) in [
            (
                "<p>one</p><template id=\"B:0\"></template><p>three</p><div hidden id=\"S:0\">two</div>",
                "onetwothree",
            ),
            (
                "<template id=\"P:1\"></template>c<div hidden id=\"S:0\">b</div>\
                 <div hidden id=\"S:1\">a<template id=\"B:0\"></template></div>",
                "abc",
            ),
            ("a<div hidden id=\"S:0\">b</div>c", "abc"),
            (
                "a<div hidden id=\"S:0\"><template id=\"B:0\"></template>b</div>c",
                "abc",
            ),
            (
                "<template id=\"B:0\"></template>a<div id=\"S:0\">b</div>",
                "ab",
            ),
        ] {
            assert_eq!(text(html), want, "{html}");
        }
    }
}
