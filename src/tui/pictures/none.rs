//! A build without pictures: none has a size, so none is ever made.

use super::Wish;
use ratatui::{buffer::Buffer, layout::Rect};

/// A picture ready to be drawn.
#[derive(Debug)]
pub enum Picture {}

/// Width and height, in pixels.
pub(in crate::tui) fn size(_: &[u8]) -> Option<(u32, u32)> {
    None
}

impl Picture {
    /// A picture made ready.
    pub(in crate::tui) fn of(_: &[u8], _: &Wish) -> Option<Self> {
        None
    }

    /// Whether nothing can be drawn over it.
    pub(in crate::tui) fn is_on_top(&self) -> bool {
        match *self {}
    }

    /// Draws one of its rows.
    pub(in crate::tui) fn row(&self, _: u16, _: Rect, _: &mut Buffer) {
        match *self {}
    }
}
