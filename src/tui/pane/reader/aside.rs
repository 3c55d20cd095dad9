//! Tables and code that are wider than the page, looked at sideways.

use super::Shown;
use crate::text::{Span, cells};

impl Shown {
    /// Moves what is wide on the screen by so many halves of the measure, to the left where `by` is positive; says whether
    /// anything is wide.
    pub(in crate::tui) fn move_aside(&mut self, by: isize, height: usize) -> bool {
        let measure = self.page.options().measure;
        let (from, rows) = self.visible(height);
        let lines = self.page.rows(from, rows).filter_map(|r| r.line);
        let widest = lines.map(|l| l.wide).max().unwrap_or(0);
        let most = widest.saturating_sub(measure);
        let step = isize::try_from((measure / 2).max(1)).unwrap_or(1);
        // Where another table was looked at before, the one on show stands at its end.
        let now = isize::try_from(self.aside.min(most)).unwrap_or(0);
        let to = now.saturating_add(by.saturating_mul(step)).max(0);
        self.aside = cells(to.unsigned_abs()).min(most);
        most > 0
    }

    /// Moves what is wide so that the beginning of `span` is on show, if it is in a line that is.
    pub(super) fn reveal_aside(&mut self, span: Span) {
        let article = &self.story.article;
        let measure = self.page.options().measure;
        let row = self.page.row_of(article, span.start);
        let Some(line) = self.page.rows(row, 1).find_map(|r| r.line) else {
            return;
        };
        if line.wide <= measure {
            return;
        }
        let at = line.drawn(article.text()).find(|d| d.byte >= span.start);
        let column = at.map_or(0, |d| d.column);
        let shown = self.aside.saturating_add(1)..self.aside.saturating_add(measure - 1);
        if column < measure / 2 {
            self.aside = 0;
        } else if !shown.contains(&column) {
            self.aside = column - measure / 2;
        }
    }
}
