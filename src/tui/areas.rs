//! Where the panes stand: a pure function of the screen's size and a few choices.

use ratatui::layout::Rect;

/// Columns of the lists of a library at the side.
pub(super) const SIDE: u16 = 26;
/// Columns from which on they stand there: list and reader have what they have without them on most screens.
const THREE_PANES: u16 = 132;
/// Columns from which the list stands beside the reader.
pub(super) const TWO_PANES: u16 = 90;

/// The panes of the screen. An area may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Areas {
    /// The lists of a library.
    pub side: Rect,
    /// The line between them and the story list.
    pub side_line: Rect,
    /// The story list.
    pub list: Rect,
    /// The line between list and reader.
    pub line: Rect,
    /// The reader.
    pub reader: Rect,
    /// The status line; the prompt takes its place.
    pub status: Rect,
    /// Everything.
    pub screen: Rect,
}

/// What decides the areas, besides the size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    /// Columns of the list beside the reader.
    pub list_width: u16,
    /// Columns of the lists of a library at the side, where there is room; 0 for none.
    pub side: u16,
    /// The keys go to the list.
    pub on_list: bool,
    /// One pane at a time, whatever the width.
    pub single: bool,
    /// The status line is left out.
    pub bare: bool,
}

impl Areas {
    /// The areas of a screen of this size.
    #[must_use]
    pub(super) fn of(width: u16, height: u16, wish: Wish) -> Self {
        let screen = Rect::new(0, 0, width, height);
        let foot = u16::from(height > 2 && !wish.bare);
        let above = Rect::new(0, 0, width, height - foot);
        let status = Rect::new(0, above.height, width, foot);
        let mut areas = Self {
            status,
            screen,
            ..Self::default()
        };
        if width < TWO_PANES || wish.single {
            let pane = if wish.on_list {
                &mut areas.list
            } else {
                &mut areas.reader
            };
            *pane = above;
            return areas;
        }
        let list = wish.list_width.clamp(20, width / 5 * 2);
        let mut left = above;
        let mut take = |width: u16| {
            let taken = Rect { width, ..left };
            left.x += width;
            left.width -= width;
            taken
        };
        if wish.side > 0 && width >= THREE_PANES {
            areas.side = take(wish.side);
            areas.side_line = take(1);
        }
        areas.list = take(list);
        areas.line = take(1);
        areas.reader = left;
        areas
    }

    /// Whether list and reader are on the screen together.
    #[must_use]
    pub(super) fn both(&self) -> bool {
        !self.list.is_empty() && !self.reader.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_share_the_screen_without_overlap() {
        for width in 0..200 {
            for height in 0..40 {
                for (on_list, side) in [(false, 0), (true, 0), (false, SIDE)] {
                    let wish = Wish {
                        list_width: 36,
                        side,
                        on_list,
                        ..Wish::default()
                    };
                    let a = Areas::of(width, height, wish);
                    let parts = [a.side, a.side_line, a.list, a.line, a.reader, a.status];
                    let cells: u32 = parts.iter().map(|r| r.area()).sum();
                    assert_eq!(cells, a.screen.area(), "{width}x{height}");
                    assert!(
                        parts
                            .iter()
                            .all(|r| a.screen.union(*r) == a.screen || r.is_empty())
                    );
                    assert_eq!(a.both(), width >= TWO_PANES && height > 0);
                    let wide = side > 0 && width >= THREE_PANES && height > 0;
                    assert_eq!(a.side.is_empty(), !wide);
                }
            }
        }
    }
}
