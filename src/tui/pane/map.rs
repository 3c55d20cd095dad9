//! A map of the stories around one: who points to it on the left, whom it points to on the right, one step further under each.

use crate::{
    library::StoryId,
    text::{Clean, cells, ellipsis},
    theme::{Role, Theme},
    tui::{
        draw::{self, put},
        web::Near,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

/// A story on the map.
#[derive(Clone, Debug)]
struct Node {
    id: StoryId,
    title: Clean,
    side: Side,
    /// Two steps from the middle.
    deep: bool,
}

/// Where a story stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Side {
    /// It points to the middle.
    Into,
    /// It is the middle.
    Middle,
    /// The middle points to it.
    Out,
}

/// The map, and its cursor.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Map {
    nodes: Vec<Node>,
    cursor: usize,
}

/// Columns of the narrowest window that shows three columns.
const WIDE: u16 = 70;
/// Widest window, in cells.
const WIDEST: u16 = 132;
/// Most lines of the title in the middle.
const LINES: usize = 5;
/// Columns between the sides and the middle.
const GAP: u16 = 6;

impl Map {
    /// The map around a story.
    pub(in crate::tui) fn new(story: &(StoryId, Clean), into: &[Near], out: &[Near]) -> Self {
        let node = |(id, title): &(StoryId, Clean), side, deep| Node {
            id: *id,
            title: title.clone(),
            side,
            deep,
        };
        let side = |near: &Near, side| {
            let first = std::iter::once(node(&near.story, side, false));
            let further = near.further.iter().map(|s| node(s, side, true));
            first.chain(further).collect::<Vec<_>>()
        };
        let mut nodes: Vec<Node> = into.iter().flat_map(|n| side(n, Side::Into)).collect();
        let cursor = nodes.len();
        nodes.push(node(story, Side::Middle, false));
        nodes.extend(out.iter().flat_map(|n| side(n, Side::Out)));
        Self { nodes, cursor }
    }

    /// The story that the cursor is on.
    pub(in crate::tui) fn chosen(&self) -> Option<StoryId> {
        self.nodes.get(self.cursor).map(|n| n.id)
    }

    /// Moves the cursor among the stories, those that point to the middle first.
    pub(in crate::tui) fn step(&mut self, by: isize) {
        let last = self.nodes.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Moves the cursor one side to the left or right.
    pub(in crate::tui) fn turn(&mut self, right: bool) {
        let here = self.nodes.get(self.cursor).map_or(Side::Middle, |n| n.side);
        let side = match (here, right) {
            (Side::Into, true) | (Side::Out, false) => Side::Middle,
            (Side::Middle, true) => Side::Out,
            (Side::Middle, false) => Side::Into,
            (Side::Into, false) | (Side::Out, true) => return,
        };
        if let Some(first) = self.nodes.iter().position(|n| n.side == side) {
            self.cursor = first;
        }
    }

    fn side(&self, side: Side) -> Vec<(usize, &Node)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter(|(_, n)| n.side == side).collect()
    }

    /// Draws the map.
    pub(in crate::tui) fn view(&self, screen: Rect, theme: &Theme, buf: &mut Buffer) {
        let width = screen.width.saturating_sub(4).min(WIDEST);
        let wide = width >= WIDE;
        let rows = if wide {
            let most = [Side::Into, Side::Out].map(|s| self.side(s).len());
            most.into_iter().fold(3, usize::max) + 2
        } else {
            self.nodes.len() + 4
        };
        let height = cells(rows + 2).min(screen.height.saturating_sub(2));
        let area = draw::middle(screen, width, height);
        let inside = draw::frame(buf, area, "Map", theme);
        if wide {
            self.columns(inside, theme, buf);
        } else {
            self.column(inside, theme, buf);
        }
    }

    /// Three columns with lines between them.
    fn columns(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let middle = (area.width / 4).max(18);
        let side = (area.width.saturating_sub(middle + 2 * GAP + 2)) / 2;
        let dim = theme.style(Role::Dim);
        let body = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(2),
            ..area
        };
        let centre = body.y + body.height / 2;
        let left = Rect::new(area.x + 1, body.y, side, body.height);
        let core = Rect::new(left.right() + GAP, body.y, middle, body.height);
        let right = Rect::new(core.right() + GAP, body.y, side, body.height);
        put(buf, left.x, area.y, left.right(), "Point here", dim);
        put(buf, right.x, area.y, right.right(), "Leads to", dim);
        let into = self.side(Side::Into);
        let out = self.side(Side::Out);
        let ends = self.list(&into, left, theme, buf);
        branch(left.right(), centre, &ends, true, theme, buf);
        let ends = self.list(&out, right, theme, buf);
        branch(core.right(), centre, &ends, false, theme, buf);
        self.core(core, centre, theme, buf);
    }

    /// The story in the middle, its title on a few lines around row `centre`.
    fn core(&self, area: Rect, centre: u16, theme: &Theme, buf: &mut Buffer) {
        let Some((n, node)) = self.side(Side::Middle).first().copied() else {
            return;
        };
        let style = if n == self.cursor {
            theme.style(Role::Selection)
        } else {
            theme.style(Role::Strong)
        };
        let title = format!("◆ {}", &*node.title);
        let lines = textwrap::wrap(&title, usize::from(area.width.max(4)));
        let above = cells(lines.len().min(LINES) / 2);
        let rows = centre.saturating_sub(above).max(area.y)..area.bottom();
        for (y, line) in rows.zip(lines.iter().take(LINES)) {
            put(buf, area.x, y, area.right(), line, style);
        }
    }

    /// All in one column.
    fn column(&self, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let mut lines: Vec<(Option<usize>, &str)> = Vec::new();
        for (side, head) in [
            (Side::Into, "Point here"),
            (Side::Middle, "This story"),
            (Side::Out, "Leads to"),
        ] {
            let nodes = self.side(side);
            if !nodes.is_empty() {
                lines.push((None, head));
                lines.extend(nodes.iter().map(|(n, _)| (Some(*n), "")));
            }
        }
        let at = lines.iter().position(|l| l.0 == Some(self.cursor));
        let first = first(at.unwrap_or(0), lines.len(), area.height);
        for (y, (node, head)) in (area.y..area.bottom()).zip(lines.iter().skip(first)) {
            match node.and_then(|n| Some((n, self.nodes.get(n)?))) {
                Some((n, node)) => self.node(
                    n,
                    node,
                    Rect {
                        y,
                        height: 1,
                        x: area.x + 1,
                        width: area.width.saturating_sub(2),
                    },
                    theme,
                    buf,
                ),
                None => {
                    put(buf, area.x, y, area.right(), head, theme.style(Role::Dim));
                }
            }
        }
    }

    /// One side, scrolled so that the cursor is seen; gives the rows of the stories one step from the middle.
    fn list(
        &self,
        nodes: &[(usize, &Node)],
        area: Rect,
        theme: &Theme,
        buf: &mut Buffer,
    ) -> Vec<u16> {
        let at = nodes.iter().position(|(n, _)| *n == self.cursor);
        let first = first(at.unwrap_or(0), nodes.len(), area.height);
        let spare = usize::from(area.height).saturating_sub(nodes.len());
        let top = area.y + cells(spare / 2);
        let mut near = Vec::new();
        for (y, (n, node)) in (top..area.bottom()).zip(nodes.iter().skip(first)) {
            self.node(
                *n,
                node,
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                theme,
                buf,
            );
            if !node.deep {
                near.push(y);
            }
        }
        near
    }

    fn node(&self, n: usize, node: &Node, area: Rect, theme: &Theme, buf: &mut Buffer) {
        let sign = match (node.side, node.deep) {
            (Side::Middle, _) => "◆ ",
            (_, false) => "",
            (Side::Into, true) => "  ← ",
            (Side::Out, true) => "  → ",
        };
        let role = if n == self.cursor {
            Role::Selection
        } else if node.side == Side::Middle {
            Role::Strong
        } else if node.deep {
            Role::Dim
        } else {
            Role::Body
        };
        let room = usize::from(area.width).saturating_sub(sign.chars().count());
        let words = format!("{sign}{}", ellipsis(&node.title, room));
        put(buf, area.x, area.y, area.right(), &words, theme.style(role));
    }
}

/// The first row on show of a list of `all`, so that row `at` is.
fn first(at: usize, all: usize, height: u16) -> usize {
    let height = usize::from(height).max(1);
    (at + 1)
        .saturating_sub(height)
        .max(at.saturating_sub(height / 2))
        .min(all.saturating_sub(height))
}

/// Draws the lines between the rows of one side and the row in the middle, in a gap that begins at column `x`.
fn branch(x: u16, middle: u16, ends: &[u16], into: bool, theme: &Theme, buf: &mut Buffer) {
    let (Some(first), Some(last)) = (ends.first(), ends.last()) else {
        return;
    };
    let style = theme.style(Role::Border);
    let end = x + GAP;
    let trunk = x + GAP / 2;
    for y in (*first).min(middle)..=(*last).max(middle) {
        let from = if into { ends.contains(&y) } else { y == middle };
        let to = if into { y == middle } else { ends.contains(&y) };
        if from {
            put(buf, x + 1, y, trunk, "──", style);
        }
        if to {
            put(buf, trunk + 1, y, end, "▶", style);
        }
        let above = y > (*first).min(middle);
        let below = y < (*last).max(middle);
        let joint = match (above, below, from, to) {
            (true, true, true, true) => "┼",
            (true, true, true, false) => "┤",
            (true, true, false, true) => "├",
            (true, true, false, false) => "│",
            (false, true, true, true) => "┬",
            (false, true, true, false) => "╮",
            (false, true, false, _) => "╭",
            (true, false, true, true) => "┴",
            (true, false, true, false) => "╯",
            (true, false, false, _) => "╰",
            (false, false, ..) => "─",
        };
        put(buf, trunk, y, end, joint, style);
    }
}
