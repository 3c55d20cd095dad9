//! The bytes of a picture to what a terminal shows of it: decoded, scaled to its cells, put into the terminal's own form.

use super::{Way, Wish};
use crate::theme::Depth;
use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageReader, Limits, Rgba, RgbaImage,
    imageops::{self, FilterType},
    metadata::Orientation,
};
use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::{Rect, Size},
    style::Color,
};
use ratatui_image::{
    protocol::{halfblocks::Halfblocks, iterm2::Iterm2, kitty::Kitty, sixel::Sixel},
    sliced::{SignedPosition, SlicedImage, SlicedProtocol},
};
use std::{
    io::Cursor,
    num::NonZeroU16,
    sync::atomic::{AtomicU32, Ordering},
};

/// Longest side of a picture, in pixels.
const LONGEST: u32 = 20_000;
/// Most pixels of a picture: to decode and to scale so many takes half a second.
const PIXELS: u64 = 50_000_000;
/// Most memory for decoding one, in bytes.
const MEMORY: u64 = 256 << 20;

/// A picture ready to be drawn.
pub struct Picture(Form);

/// What a terminal shows a picture by.
enum Form {
    /// Characters in cells.
    Cells(SlicedProtocol, Depth),
    /// A sequence for each row, which covers so many cells.
    Strips(Vec<String>, NonZeroU16),
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows = match &self.0 {
            Form::Cells(cells, _) => cells.size().height.into(),
            Form::Strips(rows, _) => rows.len(),
        };
        write!(f, "Picture of {rows} rows")
    }
}

/// Its decoder, which says how large it is and takes no more than it may.
fn decoder(bytes: &[u8]) -> Option<(impl ImageDecoder + '_, (u32, u32), Orientation)> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes));
    reader.limits(limits);
    let mut decoder = reader.with_guessed_format().ok()?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let fits = u64::from(width) * u64::from(height) <= PIXELS && decoder.total_bytes() <= MEMORY;
    let on_its_side = matches!(
        turned,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let size = if on_its_side {
        (height, width)
    } else {
        (width, height)
    };
    fits.then_some((decoder, size, turned))
}

/// Width and height in pixels, as it is to be seen; `None` of what is no picture, or one that is too large.
pub(in crate::tui) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    decoder(bytes).map(|(_, size, _)| size)
}

impl Picture {
    /// A picture made ready; `None` where it is damaged. Of a moving picture its first frame.
    pub(in crate::tui) fn of(bytes: &[u8], wish: &Wish) -> Option<Self> {
        let (decoder, _, turned) = decoder(bytes)?;
        let mut image = DynamicImage::from_decoder(decoder).ok()?;
        image.apply_orientation(turned);
        let sheet = on_paper(&image, wish);
        drop(image);
        let size = Size::new(wish.room.width, wish.room.height);
        let cells = |form| Some(Self(Form::Cells(form, wish.sight.depth)));
        match wish.sight.way {
            Way::None => None,
            Way::Blocks => {
                let blocks = Halfblocks::new(sheet, size).ok()?;
                cells(SlicedProtocol::Halfblocks(blocks))
            }
            Way::Kitty => {
                let kitty = Kitty::new(sheet, size, name(), false, false).ok()?;
                cells(SlicedProtocol::Kitty(kitty))
            }
            Way::Sixel => strips(&sheet, wish, |strip, size| {
                Some(Sixel::new(strip, size, false).ok()?.data)
            }),
            Way::Iterm => strips(&sheet, wish, |strip, size| {
                Some(Iterm2::new(strip, size, false).ok()?.data)
            }),
        }
    }

    /// Whether the terminal would show it over whatever is drawn there.
    pub(in crate::tui) fn is_on_top(&self) -> bool {
        matches!(self.0, Form::Strips(..))
    }

    /// Draws one of its rows, from 0, at the left of `place`.
    pub(in crate::tui) fn row(&self, row: u16, place: Rect, buf: &mut Buffer) {
        let place = Rect { height: 1, ..place }.intersection(buf.area);
        match &self.0 {
            Form::Cells(cells, depth) => {
                let Ok(up) = i16::try_from(row) else { return };
                let image = SlicedImage::new(cells, SignedPosition::from((0, -up)));
                ratatui::widgets::Widget::render(image, place, buf);
                if *depth != Depth::True && matches!(cells, SlicedProtocol::Halfblocks(_)) {
                    reduce(place, buf);
                }
            }
            Form::Strips(rows, width) => {
                let fits = width.get() <= place.width;
                let strip = rows.get(usize::from(row)).filter(|_| fits);
                if let (Some(strip), Some(cell)) = (strip, buf.cell_mut((place.x, place.y))) {
                    cell.set_symbol(strip);
                    cell.set_diff_option(CellDiffOption::ForcedWidth(*width));
                }
            }
        }
    }
}

/// A number that no other picture in the terminal's memory has.
fn name() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    (std::process::id() & 0xffff) << 8 | next & 0xff | (next & 0xff00) << 16 | 1 << 23
}

/// The picture scaled into its cells and laid on the paper, which shows beside it and through it.
fn on_paper(image: &DynamicImage, wish: &Wish) -> DynamicImage {
    let (cell_w, cell_h) = wish.sight.cell;
    let wide = u32::from(wish.room.width) * u32::from(cell_w.max(1));
    let high = u32::from(wish.room.height) * u32::from(cell_h.max(1));
    let (width, height) = image.dimensions();
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    // Within both sides, the shape kept.
    let fit = |most: u32, side: u64, of: u64, by: u32| {
        let scaled = (u64::from(by) * side / of).max(1);
        u32::try_from(scaled).unwrap_or(u32::MAX).min(most)
    };
    let scaled_w = fit(wide, width, height, high);
    let mut scaled_h = fit(high, height, width, scaled_w);
    if wish.sight.way == Way::Blocks {
        // A half cell has one colour: one that is half paper would stand as a bar below the picture.
        let free = high.saturating_sub(scaled_h);
        if free <= u32::from(cell_h / 2) {
            scaled_h = high;
        }
    }
    let [r, g, b] = wish.sight.paper;
    let mut sheet = RgbaImage::from_pixel(wide, high, Rgba([r, g, b, 255]));
    let scaled = image.resize_exact(scaled_w, scaled_h, FilterType::Triangle);
    imageops::overlay(&mut sheet, &scaled.to_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(sheet)
}

/// A sequence for each row of cells.
fn strips(
    sheet: &DynamicImage,
    wish: &Wish,
    encode: impl Fn(DynamicImage, Size) -> Option<String>,
) -> Option<Picture> {
    let width = NonZeroU16::new(wish.room.width)?;
    let high = u32::from(wish.sight.cell.1.max(1));
    let size = Size::new(width.get(), 1);
    let rows = (0..u32::from(wish.room.height)).map(|row| {
        let strip = sheet.crop_imm(0, row * high, sheet.width(), high);
        encode(strip, size)
    });
    Some(Picture(Form::Strips(rows.collect::<Option<_>>()?, width)))
}

/// The colours of cells out of the 256 that a terminal has: the nearest of the cube and of the greys.
fn reduce(place: Rect, buf: &mut Buffer) {
    for x in place.left()..place.right() {
        if let Some(cell) = buf.cell_mut((x, place.y)) {
            cell.fg = nearest(cell.fg);
            cell.bg = nearest(cell.bg);
        }
    }
}

/// The nearest of the 256 colours of xterm: six steps a channel from 16 on, 24 greys from 232 on.
fn nearest(colour: Color) -> Color {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let Color::Rgb(r, g, b) = colour else {
        return colour;
    };
    let off = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    let step = |c: u8| (0..6_u8).zip(STEPS).min_by_key(|(_, s)| off(*s, c));
    let [Some((ri, rs)), Some((gi, gs)), Some((bi, bs))] = [r, g, b].map(step) else {
        return colour;
    };
    let cube = (
        off(rs, r) + off(gs, g) + off(bs, b),
        16 + 36 * ri + 6 * gi + bi,
    );
    let greys = (0..24_u8).map(|n| {
        let grey = 8 + 10 * n;
        (off(grey, r) + off(grey, g) + off(grey, b), 232 + n)
    });
    let best = greys.chain([cube]).min();
    best.map_or(colour, |(_, index)| Color::Indexed(index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{layout::Room, tui::pictures::Sight};

    fn png(width: u32, height: u32) -> Vec<u8> {
        let pixel = |x: u32, _| {
            if x < width / 2 {
                Rgba([255, 0, 0, 255])
            } else {
                Rgba([0, 0, 255, 0])
            }
        };
        let image = DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, pixel));
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn wish(way: Way) -> Wish {
        Wish {
            number: 0,
            room: Room {
                width: 4,
                height: 2,
            },
            sight: Sight {
                way,
                paper: [0, 255, 0],
                ..Sight::default()
            },
        }
    }

    #[test]
    fn half_blocks_show_the_picture_and_the_paper_through_it() {
        let picture = Picture::of(&png(40, 40), &wish(Way::Blocks)).unwrap();
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 3));
        for row in 0..2 {
            picture.row(row, Rect::new(2, row + 1, 6, 1), &mut buf);
        }
        let bg = |x, y| buf.cell((x, y)).unwrap().bg;
        assert_eq!(bg(2, 1), Color::Rgb(255, 0, 0));
        assert_eq!(bg(5, 2), Color::Rgb(0, 255, 0));
        assert_eq!(
            (bg(1, 1), bg(6, 1), bg(2, 0)),
            (Color::Reset, Color::Reset, Color::Reset)
        );
    }

    #[test]
    fn no_half_cell_is_half_paper() {
        // Four cells wide, a cell and two thirds high.
        let picture = Picture::of(&png(60, 50), &wish(Way::Blocks)).unwrap();
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 2));
        for row in 0..2 {
            picture.row(row, Rect::new(0, row, 4, 1), &mut buf);
        }
        let red = Color::Rgb(255, 0, 0);
        for y in 0..2 {
            let cell = buf.cell((0, y)).unwrap();
            assert_eq!((cell.fg, cell.bg), (red, red), "{y}");
        }
    }

    #[test]
    fn each_row_of_sixels_stands_alone() {
        for (way, begins) in [(Way::Sixel, "\x1bP"), (Way::Iterm, "\x1b]1337;File=")] {
            let picture = Picture::of(&png(40, 40), &wish(way)).unwrap();
            assert!(picture.is_on_top());
            let mut buf = Buffer::empty(Rect::new(0, 0, 8, 3));
            picture.row(1, Rect::new(2, 1, 6, 1), &mut buf);
            let cell = buf.cell((2, 1)).unwrap();
            assert!(cell.symbol().contains(begins), "{:?}", cell.symbol());
            assert_eq!(
                cell.diff_option,
                CellDiffOption::ForcedWidth(NonZeroU16::new(4).unwrap())
            );
            // One that is too wide for its place is not drawn at all.
            picture.row(1, Rect::new(6, 2, 2, 1), &mut buf);
            assert_eq!(buf.cell((6, 2)).unwrap().symbol(), " ");
        }
    }

    #[test]
    fn what_is_damaged_or_no_picture_is_none() {
        let whole = png(40, 40);
        assert_eq!(size(&whole), Some((40, 40)));
        for bytes in [&b""[..], b"GIF89a", b"not a picture", &whole[..20]] {
            assert_eq!(size(bytes), None);
            assert!(Picture::of(bytes, &wish(Way::Blocks)).is_none());
        }
        assert!(Picture::of(&whole[..whole.len() / 2], &wish(Way::Blocks)).is_none());
    }

    #[test]
    fn pictures_beyond_the_limits_are_none() {
        // The header of a PNG of a hundred thousand pixels a side, and no more.
        let mut bytes = png(40, 40);
        bytes[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&100_000_u32.to_be_bytes());
        assert_eq!(size(&bytes), None);
    }

    #[test]
    fn colours_become_the_nearest_of_256() {
        for (rgb, index) in [
            ((255, 0, 0), 196),
            ((0, 0, 0), 16),
            ((8, 8, 8), 232),
            ((128, 128, 128), 244),
            ((95, 135, 175), 67),
        ] {
            let colour = Color::Rgb(rgb.0, rgb.1, rgb.2);
            assert_eq!(nearest(colour), Color::Indexed(index), "{rgb:?}");
        }
    }
}
