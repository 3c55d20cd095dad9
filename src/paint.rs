//! Rows of a page to terminal cells.
