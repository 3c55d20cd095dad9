//! Which nodes of a page are its article: the engine's choice, node by node.
//!
//! dom_smoothie, a port of Mozilla's Readability, takes the parser's tree apart and leaves what it takes for the
//! article. Nodes keep their numbers while it moves and renames them, so what is left tells which nodes of our own,
//! untouched tree to keep.

use super::page::Page;
use dom_query::{Document, NodeId};
use dom_smoothie::{Config, Readability};

/// The element in which the engine leaves the article.
const CONTENT: &str = "#readability-page-1";

/// Most nodes of a page that the engine is given; its cost grows faster than the page.
const MOST_NODES: u32 = 400_000;

/// Of each node of `page`, whether the engine kept it. None kept where the engine found no article.
pub(super) fn by_engine(page: &Page, document: Document) -> Vec<bool> {
    let mut kept = vec![false; page.len() as usize];
    if page.len() > MOST_NODES {
        return kept;
    }
    // Linked data are read by our own pass.
    let config = Config {
        disable_json_ld: true,
        keep_classes: true,
        ..Config::default()
    };
    let Ok(mut engine) = Readability::with_document(document, None, Some(config)) else {
        return kept;
    };
    if engine.parse().is_err() {
        return kept;
    }
    let mut known: Vec<(NodeId, usize)> = page.ids.iter().copied().zip(0..).collect();
    known.sort_unstable();
    for root in engine.doc.select(CONTENT).nodes() {
        for node in root.descendants_it() {
            if let Ok(at) = known.binary_search_by(|(id, _)| id.cmp(&node.id))
                && let Some(flag) = known.get(at).and_then(|(_, ix)| kept.get_mut(*ix))
            {
                *flag = true;
            }
        }
    }
    kept
}
