//! The pictures of the story on show: how large they are, what they look like on this terminal, what is still to be asked.
//!
//! Reading, decoding and scaling are jobs of workers; here stands what came of them. Only files are read that were saved with
//! the story, never the network.

#[cfg(feature = "pictures")]
mod ink;
#[cfg(not(feature = "pictures"))]
mod none;

#[cfg(feature = "pictures")]
pub(super) use ink::{Picture, size};
#[cfg(not(feature = "pictures"))]
pub(super) use none::{Picture, size};

use crate::{
    layout::Room,
    library::{Entry, StoryId, pictures},
    story::Story,
    theme::Depth,
    tui::worker::Services,
};
use std::{
    collections::VecDeque,
    sync::{Arc, atomic::Ordering},
};

/// Most pictures of a story that are looked at.
const MOST: usize = 500;
/// Most pictures that are kept ready to be drawn.
const KEPT: usize = 48;
/// Pictures with a shorter side, in pixels, are icons and not shown.
const ICON: u32 = 24;
/// Fewest rows that a picture may take, however low the pane is.
const LEAST: u16 = 4;

/// How a terminal is told of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Not at all: their words stand for them.
    #[default]
    None,
    /// Two coloured halves in each cell.
    Blocks,
    /// DEC's sixels.
    Sixel,
    /// The inline files of iTerm2.
    Iterm,
    /// The placeholders of kitty.
    Kitty,
}

/// What pictures are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// How they reach the terminal.
    pub way: Way,
    /// Width and height of a cell, in pixels.
    pub cell: (u16, u16),
    /// Red, green and blue of the paper, where they are transparent.
    pub paper: [u8; 3],
    /// The colours there are for [`Way::Blocks`].
    pub depth: Depth,
}

impl Default for Sight {
    fn default() -> Self {
        Self {
            way: Way::None,
            cell: (10, 20),
            paper: [0; 3],
            depth: Depth::True,
        }
    }
}

/// Width and height of a picture, in pixels; `None` of one that is not to be had.
pub(super) type Size = Option<(u32, u32)>;

/// Something to be done with the pictures of a story.
#[derive(Debug)]
pub struct Job {
    /// The row of the story.
    pub entry: Arc<Entry>,
    /// Which names its pictures.
    pub story: Arc<Story>,
    /// What.
    pub task: Task,
}

/// What is to be done with pictures.
#[derive(Clone, Debug)]
pub enum Task {
    /// Look how large they all are.
    Measure,
    /// Make one ready to be drawn.
    Draw(Wish),
}

/// A picture as it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Its number in the article.
    pub number: u32,
    /// The cells that it is to fill.
    pub room: Room,
    /// What it is made for.
    pub sight: Sight,
}

/// What came of a [`Job`].
#[derive(Debug)]
pub struct News {
    /// The story.
    pub id: StoryId,
    /// What there is to know.
    pub found: Found,
}

/// What is known of pictures.
#[derive(Debug)]
pub enum Found {
    /// How large each is.
    Sizes(Vec<Size>),
    /// One is ready; `None` where it cannot be drawn.
    Drawn(Wish, Option<Picture>),
}

/// Does a job; measures nothing more once the program ends.
pub(super) fn perform(job: &Job, services: &Services) -> News {
    let (limits, cancel) = (&services.limits, &services.cancel);
    let (id, article, path) = (job.entry.id, &job.story.article, &job.entry.path);
    let found = match &job.task {
        Task::Measure => {
            let numbers = 0..article.images().len().min(MOST);
            let mut sizes = vec![None; numbers.len()];
            pictures::each(article, path, numbers, limits, &mut |n, file| {
                let wanted = !cancel.load(Ordering::Relaxed);
                if let Some(place) = sizes.get_mut(n).filter(|_| wanted) {
                    *place = file.and_then(|f| size(&f.bytes));
                }
            });
            Found::Sizes(sizes)
        }
        Task::Draw(wish) => {
            let number = wish.number as usize;
            let mut picture = None;
            pictures::each(article, path, number..number + 1, limits, &mut |_, file| {
                picture = file.and_then(|f| Picture::of(&f.bytes, wish));
            });
            Found::Drawn(*wish, picture)
        }
    };
    News { id, found }
}

/// The pictures of one story.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    /// Whether anybody was asked for their sizes.
    pub(super) asked: bool,
    /// What they are made for.
    sight: Sight,
    /// Rows of the pane.
    rows: u16,
    sizes: Vec<Size>,
    /// Those asked for, the last at the end; `None` until they come, and where they never will.
    drawn: VecDeque<(Wish, Option<Picture>)>,
}

impl Gallery {
    /// Takes in what a job found.
    pub(super) fn take(&mut self, found: Found) {
        match found {
            Found::Sizes(sizes) => self.sizes = sizes,
            Found::Drawn(wish, picture) => {
                let asked = self.drawn.iter_mut().find(|(w, _)| *w == wish);
                if let Some((_, place)) = asked {
                    *place = picture;
                }
            }
        }
    }

    /// Whether a picture is at hand.
    pub(super) fn has(&self, number: u32) -> bool {
        self.sizes.get(number as usize).is_some_and(Option::is_some)
    }

    /// Notes what pictures are made for and the rows of the pane; whether that is new.
    pub(super) fn sees(&mut self, sight: Sight, rows: u16) -> bool {
        let new = (sight, rows) != (self.sight, self.rows);
        if sight != self.sight {
            self.drawn.clear();
        }
        (self.sight, self.rows) = (sight, rows);
        new
    }

    /// A picture as it is wanted now.
    pub(super) fn wish(&self, number: u32, room: Room) -> Wish {
        Wish {
            number,
            room,
            sight: self.sight,
        }
    }

    /// Room for each picture in text of this measure.
    pub(super) fn rooms(&self, measure: u16) -> Arc<[Room]> {
        if self.sight.way == Way::None || self.sizes.iter().all(Option::is_none) {
            return Arc::default();
        }
        let most = (self.rows - self.rows / 3).max(LEAST);
        let within = Room {
            width: measure,
            height: most,
        };
        let rooms = self.sizes.iter().map(|size| match size {
            Some((w, h)) if *w.min(h) >= ICON => room((*w, *h), within, self.sight.cell, false),
            _ => Room::default(),
        });
        rooms.collect()
    }

    /// The largest room for a picture within `most`.
    pub(super) fn largest(&self, number: u32, most: Room) -> Option<Room> {
        let size = self.sizes.get(number as usize).copied().flatten()?;
        Some(room(size, most, self.sight.cell, true))
    }

    /// Notes that a picture is wanted; whether it has to be asked for.
    pub(super) fn wants(&mut self, wish: Wish) -> bool {
        if wish.room.height == 0 || self.drawn.iter().any(|(w, _)| *w == wish) {
            return false;
        }
        if self.drawn.len() >= KEPT {
            self.drawn.pop_front();
        }
        self.drawn.push_back((wish, None));
        true
    }

    /// The picture, once it is ready.
    pub(super) fn get(&self, wish: Wish) -> Option<&Picture> {
        let found = self.drawn.iter().find(|(w, _)| *w == wish);
        found.and_then(|(_, picture)| picture.as_ref())
    }

    /// Forgets what the pictures look like, as when the terminal has forgotten them.
    pub(super) fn forget(&mut self) {
        self.drawn.clear();
    }
}

/// The cells that a picture of `size` pixels takes: its own size at most unless it is to `grow`, and all of it within `most`.
fn room(size: (u32, u32), most: Room, cell: (u16, u16), grow: bool) -> Room {
    let (width, height) = (u64::from(size.0).max(1), u64::from(size.1).max(1));
    let (cell_w, cell_h) = (u64::from(cell.0).max(1), u64::from(cell.1).max(1));
    let (wide, high) = (
        u64::from(most.width).max(1) * cell_w,
        u64::from(most.height).max(1) * cell_h,
    );
    let mut shown = wide;
    if !grow {
        shown = shown.min(width);
    }
    shown = shown.min((high * width / height).max(1));
    let cells = |pixels: u64, cell: u64, most: u16| {
        let cells = u16::try_from(pixels.div_ceil(cell)).unwrap_or(u16::MAX);
        cells.clamp(1, most.max(1))
    };
    Room {
        width: cells(shown, cell_w, most.width),
        height: cells((shown * height / width).max(1), cell_h, most.height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: (u16, u16) = (10, 20);

    #[test]
    fn pictures_keep_their_shape_within_their_room() {
        let most = Room {
            width: 60,
            height: 20,
        };
        for (size, grow, width, height) in [
            // As it is, where it fits; no larger unless asked to be.
            ((300, 200), false, 30, 10),
            ((300, 200), true, 60, 20),
            // Scaled to the measure, or to the height.
            ((1200, 400), false, 60, 10),
            ((400, 1600), false, 10, 20),
            // Odd pixels begin a cell.
            ((301, 201), false, 31, 11),
            ((1, 100_000), false, 1, 20),
            ((100_000, 1), false, 60, 1),
            ((0, 0), false, 1, 1),
        ] {
            let want = Room { width, height };
            assert_eq!(room(size, most, CELL, grow), want, "{size:?} {grow}");
        }
    }

    #[test]
    fn a_picture_is_asked_for_once() {
        let sight = Sight {
            way: Way::Blocks,
            ..Sight::default()
        };
        let wish = |number| Wish {
            number,
            room: Room {
                width: 4,
                height: 2,
            },
            sight,
        };
        let mut gallery = Gallery::default();
        assert!(gallery.wants(wish(1)));
        assert!(!gallery.wants(wish(1)));
        gallery.take(Found::Drawn(wish(1), None));
        assert!(
            !gallery.wants(wish(1)),
            "what cannot be drawn is not asked for again"
        );
        for n in 0..2 * u32::try_from(KEPT).unwrap() {
            gallery.wants(wish(n));
        }
        assert_eq!(gallery.drawn.len(), KEPT);
    }

    #[test]
    fn icons_and_what_is_not_at_hand_have_no_room() {
        let mut gallery = Gallery::default();
        gallery.take(Found::Sizes(vec![Some((16, 16)), None, Some((300, 200))]));
        let sight = Sight {
            way: Way::Blocks,
            ..Sight::default()
        };
        let mut heights = |sight| {
            gallery.sees(sight, 12);
            let rooms = gallery.rooms(40);
            rooms.iter().map(|r| r.height).collect::<Vec<_>>()
        };
        assert_eq!(heights(sight), [0, 0, 8]);
        assert_eq!(heights(Sight::default()), [0; 0]);
        assert!(gallery.has(0) && !gallery.has(1) && !gallery.has(9));
    }
}
