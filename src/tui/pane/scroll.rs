//! The cursor of a list, and which of its rows are on the screen.

/// Where a list stands.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::tui) struct Scroll {
    /// The row of the cursor.
    pub(in crate::tui) cursor: usize,
    /// The first row on the screen.
    pub(in crate::tui) top: usize,
}

impl Scroll {
    /// Puts the cursor on a row of a list of `len`.
    pub(in crate::tui) fn go_to(&mut self, row: usize, len: usize) {
        self.cursor = row.min(len.saturating_sub(1));
    }

    /// Scrolls so that the cursor is on the screen, which shows `page` rows of `len`, with a little context where there is room.
    pub(in crate::tui) fn keep_in_view(&mut self, len: usize, page: usize) {
        let margin = (page / 6).min(3);
        let least = (self.cursor + margin + 1).saturating_sub(page);
        let most = self.cursor.saturating_sub(margin);
        self.top = self.top.clamp(least.min(most), most.max(least));
        self.top = self.top.min(len.saturating_sub(page));
    }
}
