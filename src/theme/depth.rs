//! Colours brought down to what a terminal can show.

use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None: bold, underline, reverse, dim and italic have to do.
    Mono,
    /// The terminal's own sixteen.
    Sixteen,
    /// The 256 of xterm.
    TwoFiftySix,
    /// Red, green and blue, 8 bits each.
    #[default]
    True,
}

/// The paper that a theme is printed on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paper {
    /// Its colour as the theme states it.
    pub(super) colour: Option<Color>,
    /// Light ink on dark paper.
    pub(super) dark: bool,
}

/// Brings the styles of a theme down to a depth. The roles of a theme share few colours and finding the nearest of 256
/// takes a while, so each is looked for once.
#[derive(Debug)]
pub(super) struct Reducer {
    depth: Depth,
    paper: Paper,
    inks: Vec<(Color, Option<Color>)>,
    grounds: Vec<(Color, Option<Color>)>,
}

impl Reducer {
    pub(super) fn new(depth: Depth, paper: Paper) -> Self {
        Self {
            depth,
            paper,
            inks: Vec::new(),
            grounds: Vec::new(),
        }
    }

    /// `style` at the depth. A ground that differs from the paper, and would no longer do so, is shown by reverse video.
    pub(super) fn style(&mut self, style: Style) -> Style {
        if self.depth == Depth::True {
            return style;
        }
        let mut low = Style {
            fg: self.ink(style.fg),
            bg: self.ground(style.bg),
            ..style
        };
        let is_paper = style.bg.is_none() || style.bg == self.paper.colour;
        if !is_paper && low.bg == self.ground(self.paper.colour) {
            low.fg = None;
            low.bg = None;
            low = low.add_modifier(Modifier::REVERSED);
        }
        low
    }

    fn ink(&mut self, of: Option<Color>) -> Option<Color> {
        let (depth, dark) = (self.depth, self.paper.dark);
        once(&mut self.inks, of?, |c| colour(c, depth, dark, Some(dark)))
    }

    fn ground(&mut self, of: Option<Color>) -> Option<Color> {
        let (depth, dark) = (self.depth, self.paper.dark);
        once(&mut self.grounds, of?, |c| colour(c, depth, !dark, None))
    }
}

/// What `find` makes of `of`, remembered in `known`.
fn once(
    known: &mut Vec<(Color, Option<Color>)>,
    of: Color,
    find: impl Fn(Color) -> Option<Color>,
) -> Option<Color> {
    if let Some((_, low)) = known.iter().find(|(colour, _)| *colour == of) {
        return *low;
    }
    let low = find(of);
    known.push((of, low));
    low
}

/// `colour` at `depth`. Of the sixteen it takes the `bright` ones; `brighter` as in [`indexed`]. None where there is
/// no colour.
fn colour(colour: Color, depth: Depth, bright: bool, brighter: Option<bool>) -> Option<Color> {
    match (depth, colour) {
        (Depth::Mono, _) => None,
        (Depth::Sixteen, Color::Rgb(r, g, b)) => {
            Some(sixteen([r, g, b], bright, brighter.is_some()))
        }
        (Depth::TwoFiftySix, Color::Rgb(r, g, b)) => {
            Some(Color::Indexed(indexed([r, g, b], brighter)))
        }
        (_, other) => Some(other),
    }
}

/// Levels of red, green and blue in xterm's 6 × 6 × 6 cube (colours 16 to 231).
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// xterm's colours 16 to 255 in their order, the cube and then the greys 8, 18, … 238, each with its lightness. Made by
/// the compiler: every start of the program looks some dozens of colours up.
static PALETTE: [([u8; 3], u32); 240] = palette();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "evaluated by the compiler, which refuses what is out of range; no colour is above 255"
)]
const fn palette() -> [([u8; 3], u32); 240] {
    let mut palette = [([0; 3], 0); 240];
    let mut n = 0;
    while n < palette.len() {
        let rgb = if n < 216 {
            [LEVELS[n / 36], LEVELS[n / 6 % 6], LEVELS[n % 6]]
        } else {
            [8 + 10 * (n - 216) as u8; 3]
        };
        palette[n] = (rgb, lightness(rgb));
        n += 1;
    }
    palette
}

/// How much worse than any other error it is to come nearer to the paper: ink must not lose its contrast.
const FADING: u32 = 6;

/// The number of the nearest of xterm's colours 16 to 255. Of ink, whether it is `brighter` than its paper; it is
/// rather made stronger than fainter.
fn indexed(rgb: [u8; 3], brighter: Option<bool>) -> u8 {
    let light = lightness(rgb);
    let error = |(other, its_light): &([u8; 3], u32)| {
        let square = |(a, b): (u8, &u8)| u32::from(a.abs_diff(*b)).pow(2);
        let mut distance: u32 = rgb.into_iter().zip(other).map(square).sum();
        if brighter.is_none() {
            // Of a large area the eye sees the tint before the shade: cream is rather yellow than pink.
            let tints = tints(rgb).into_iter().zip(tints(*other));
            distance += tints
                .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
                .sum::<u32>();
        }
        let fading = match brighter {
            Some(true) => light.saturating_sub(*its_light),
            Some(false) => its_light.saturating_sub(light),
            None => 0,
        };
        distance + FADING * fading.pow(2)
    };
    let nearest = (16..=255)
        .zip(&PALETTE)
        .min_by_key(|(_, other)| error(other));
    nearest.map_or(16, |(n, _)| n)
}

/// How far red lies above green, and green above blue.
fn tints([r, g, b]: [u8; 3]) -> [i16; 2] {
    let [r, g, b] = [r, g, b].map(i16::from);
    [r - g, g - b]
}

/// Lightness from 0 to 255 by the weights of Rec. 601.
const fn lightness([r, g, b]: [u8; 3]) -> u32 {
    (299 * r as u32 + 587 * g as u32 + 114 * b as u32) / 1000
}

/// Least difference of the strongest and the weakest channel that makes a colour rather than a tinted grey, for ink
/// and for a ground: a tint of the paper is no colour.
const CHROMA: (i32, i32) = (45, 80);

/// Greys of the sixteen, each with the lightness up to which it stands.
const GREYS: [(u32, Color); 4] = [
    (60, Color::Black),
    (165, Color::DarkGray),
    (222, Color::Gray),
    (255, Color::White),
];

/// Colours of the sixteen, plain and bright, each with the hue in degrees up to which it stands.
const HUES: [(i32, Color, Color); 7] = [
    (20, Color::Red, Color::LightRed),
    (75, Color::Yellow, Color::LightYellow),
    (165, Color::Green, Color::LightGreen),
    (195, Color::Cyan, Color::LightCyan),
    (255, Color::Blue, Color::LightBlue),
    (335, Color::Magenta, Color::LightMagenta),
    (360, Color::Red, Color::LightRed),
];

/// One of the sixteen by hue, since their exact colours are the terminal's business.
fn sixteen(rgb: [u8; 3], bright: bool, ink: bool) -> Color {
    let [r, g, b] = rgb.map(i32::from);
    let most = r.max(g).max(b);
    let chroma = most - r.min(g).min(b);
    if chroma < if ink { CHROMA.0 } else { CHROMA.1 } {
        let light = lightness(rgb);
        let grey = GREYS.iter().find(|(upto, _)| light <= *upto);
        return grey.map_or(Color::White, |(_, c)| *c);
    }
    let hue = if most == r {
        60 * (g - b) / chroma
    } else if most == g {
        120 + 60 * (b - r) / chroma
    } else {
        240 + 60 * (r - g) / chroma
    };
    let hue = hue.rem_euclid(360);
    let found = HUES.iter().find(|(upto, ..)| hue <= *upto);
    found.map_or(
        Color::Red,
        |(_, plain, light)| if bright { *light } else { *plain },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_256() {
        for (rgb, brighter, index) in [
            ([0, 0, 0], None, 16),
            ([255, 255, 255], None, 231),
            ([95, 135, 175], None, 67),
            ([255, 0, 0], None, 196),
            ([8, 8, 8], None, 232),
            ([238, 238, 238], None, 255),
            ([128, 128, 128], None, 244),
            ([122, 122, 122], None, 243),
            ([122, 122, 122], Some(true), 244),
            ([124, 124, 124], Some(false), 243),
        ] {
            assert_eq!(indexed(rgb, brighter), index, "{rgb:?} {brighter:?}");
        }
    }

    #[test]
    fn one_of_sixteen_by_hue() {
        for (rgb, plain, bright) in [
            ([20, 20, 24], Color::Black, Color::Black),
            ([120, 116, 110], Color::DarkGray, Color::DarkGray),
            ([215, 210, 200], Color::Gray, Color::Gray),
            ([250, 248, 240], Color::White, Color::White),
            ([190, 40, 40], Color::Red, Color::LightRed),
            ([200, 30, 90], Color::Red, Color::LightRed),
            ([220, 170, 60], Color::Yellow, Color::LightYellow),
            ([90, 170, 90], Color::Green, Color::LightGreen),
            ([60, 170, 180], Color::Cyan, Color::LightCyan),
            ([80, 120, 220], Color::Blue, Color::LightBlue),
            ([180, 90, 190], Color::Magenta, Color::LightMagenta),
        ] {
            assert_eq!(sixteen(rgb, false, true), plain, "{rgb:?}");
            assert_eq!(sixteen(rgb, true, true), bright, "{rgb:?}");
        }
        assert_eq!(sixteen([220, 203, 169], true, false), Color::Gray);
    }

    #[test]
    fn a_ground_lost_among_few_colours_is_reversed() {
        let paper = Paper {
            colour: Some(Color::Rgb(24, 24, 28)),
            dark: true,
        };
        let on = |r, g, b| Style::new().bg(Color::Rgb(r, g, b));
        for (full, depth, low) in [
            (on(38, 38, 46), Depth::Sixteen, Style::new().reversed()),
            (on(38, 38, 46), Depth::Mono, Style::new().reversed()),
            (
                on(24, 24, 28),
                Depth::Sixteen,
                Style::new().bg(Color::Black),
            ),
            (on(24, 24, 28), Depth::Mono, Style::new()),
            (
                on(220, 170, 60),
                Depth::Sixteen,
                Style::new().bg(Color::Yellow),
            ),
            (Style::new().bold(), Depth::Mono, Style::new().bold()),
            (on(38, 38, 46), Depth::True, on(38, 38, 46)),
        ] {
            assert_eq!(
                Reducer::new(depth, paper).style(full),
                low,
                "{full:?} {depth:?}"
            );
        }
    }
}
