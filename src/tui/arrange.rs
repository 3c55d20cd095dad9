//! The panes given their places, and the keys to one of them.

use super::{
    areas::{Areas, Wish},
    model::{Focus, Model},
    pane::{self, library::Side},
};
use ratatui::layout::Rect;

impl Model {
    /// Fits everything to a screen of this size.
    pub(super) fn resize(&mut self, width: u16, height: u16) {
        let (width, height) = if width == 0 || height == 0 {
            (80, 24)
        } else {
            (width, height)
        };
        self.shared.areas.screen = Rect::new(0, 0, width, height);
        self.arrange();
    }

    /// Gives the panes their areas again, after a change of size, focus or mode.
    pub(super) fn arrange(&mut self) {
        let screen = self.shared.areas.screen;
        let wish = Wish {
            list_width: self.shared.config.list_width,
            side: self.library.as_ref().map_or(0, |l| l.side.columns()),
            on_list: self.focus == Focus::List,
            single: self.zen || self.alone,
            bare: self.zen && self.prompt.is_none() && self.shared.message.is_none(),
        };
        self.shared.areas = Areas::of(screen.width, screen.height, wish);
        pane::arranged(self);
    }

    /// Whether the lists at the side of a library have the keys.
    pub(super) fn on_side(&self) -> bool {
        let side = self.library.as_ref().map(|l| &l.side);
        side.is_some_and(Side::is_focused) && !self.shared.areas.side.is_empty()
    }

    /// Gives the keys to a pane.
    pub(super) fn focus(&mut self, focus: Focus) {
        self.focus = focus;
        if let Some(library) = &mut self.library {
            library.side.leave();
        }
        self.arrange();
    }
}
