//! Tables of data, as against tables that lay out a page.

use super::page::{NodeIx, Page};

/// Most nodes of a table that are looked at.
const LOOK: usize = 4000;

/// Elements that data do not hold.
const LAYOUT: &[&str] = &[
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "article",
    "section",
    "form",
    "blockquote",
    "pre",
];

/// Longest text of a cell of data, in bytes, where nothing says that the table holds data.
const LONG_CELL: usize = 400;

/// Whether a table holds data.
pub(super) fn is_data(page: &Page, table: NodeIx) -> bool {
    if page
        .attribute_of(table, "role")
        .is_some_and(|r| matches!(r, "presentation" | "none"))
    {
        return false;
    }
    let (mut rows, mut cells, mut marked, mut long) = (0_usize, 0_usize, false, false);
    for ix in page.inside(table).take(LOOK) {
        match page.tag(ix) {
            "tr" => rows += 1,
            "td" => {
                cells += 1;
                long |= page.span(ix).len() > LONG_CELL;
            }
            "th" => {
                cells += 1;
                marked = true;
            }
            "thead" | "caption" | "colgroup" => marked = true,
            tag if LAYOUT.contains(&tag) => return false,
            _ => {}
        }
    }
    rows > 0 && cells > rows && (marked || rows > 1 && !long)
}

/// Whether a row heads the columns: all its cells are headings, or it stands in the head of the table.
pub(super) fn is_head(page: &Page, row: NodeIx) -> bool {
    let mut cells = page
        .inside(row)
        .filter(|n| page.parent(*n) == row && !page.is_text(*n))
        .map(|n| page.tag(n))
        .peekable();
    page.tag(page.parent(row)) == "thead" || cells.peek().is_some() && cells.all(|t| t == "th")
}
