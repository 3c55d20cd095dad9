//! A row of a window: a choice, or a heading above some.

use crate::{
    text::{cells, ellipsis, width},
    theme::{Role, Theme},
    tui::{
        draw::{self, put},
        pane::Choice,
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// Something to choose, or a heading.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Row {
    /// What it is.
    pub(in crate::tui) text: String,
    /// What stands beside it, to the left: who, which number.
    pub(in crate::tui) lead: String,
    /// What stands below it; empty for nothing.
    pub(in crate::tui) below: String,
    /// What choosing it does.
    pub(in crate::tui) choice: Choice,
    /// What stands below it where it is shown in full: where it was said.
    pub(in crate::tui) note: String,
    /// Words that a filter finds it by, besides those that it shows.
    also: String,
    /// It stands above others and cannot be chosen.
    pub(in crate::tui) heading: bool,
    /// Whose words it is about: the number that gives a colour.
    voice: Option<usize>,
}

/// The rows of a window, and what all of them together say of how each is drawn. It is made once for all drawings, of many rows
/// by a worker.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) struct Rows {
    list: Vec<Row>,
    lead: usize,
    /// Some have words below them.
    below: bool,
}

impl Rows {
    /// These rows.
    pub(in crate::tui) fn of(rows: Vec<Row>) -> Self {
        let mut all = Self::default();
        all.add(rows);
        all
    }

    /// Adds rows at the end.
    pub(super) fn add(&mut self, more: Vec<Row>) {
        for row in &more {
            self.lead = self.lead.max(width(&row.lead));
            self.below |= !row.below.is_empty();
        }
        self.list.extend(more);
    }

    /// Cells of what stands beside the widest.
    pub(super) fn lead(&self) -> usize {
        self.lead
    }

    /// Rows of the screen that each takes.
    pub(super) fn tall(&self) -> usize {
        1 + usize::from(self.below)
    }
}

impl std::ops::Deref for Rows {
    type Target = [Row];

    fn deref(&self) -> &[Row] {
        &self.list
    }
}

impl Row {
    /// A row of these words.
    pub(in crate::tui) fn new(text: &str, lead: &str, choice: Choice) -> Self {
        Self {
            text: text.to_owned(),
            lead: lead.to_owned(),
            below: String::new(),
            choice,
            note: String::new(),
            also: String::new(),
            heading: false,
            voice: None,
        }
    }

    /// With words below it.
    pub(in crate::tui) fn below(mut self, words: &str) -> Self {
        words.clone_into(&mut self.below);
        self
    }

    /// A heading above the rows that follow.
    pub(in crate::tui) fn heading(text: &str) -> Self {
        Self {
            heading: true,
            ..Self::new(text, "", Choice::Close)
        }
    }

    /// In the colour of a speaker.
    pub(in crate::tui) fn of(mut self, voice: Option<usize>) -> Self {
        self.voice = voice;
        self
    }

    /// With a note where it is shown in full; a filter finds it too.
    pub(in crate::tui) fn noted(mut self, note: &str) -> Self {
        note.clone_into(&mut self.note);
        self
    }

    /// Found by these words too.
    pub(in crate::tui) fn also(mut self, words: &str) -> Self {
        words.clone_into(&mut self.also);
        self
    }

    /// The number that gives it a colour.
    pub(in crate::tui) fn voice(&self) -> Option<usize> {
        self.voice
    }

    /// Whether it has all of these words, given in lower case.
    pub(super) fn has(&self, words: &[String]) -> bool {
        if words.is_empty() {
            return true;
        }
        let parts = [&*self.lead, &self.text, &self.below, &self.note, &self.also];
        let text = parts.join(" ").to_lowercase();
        words.iter().all(|w| text.contains(w))
    }

    /// How its words look where it is not chosen.
    pub(super) fn ink(&self, theme: &Theme) -> Style {
        let body = theme.style(Role::Body);
        match self.voice {
            Some(n) => body
                .patch(theme.style(Role::QuoteDirect))
                .patch(theme.speaker(n)),
            None => body,
        }
    }

    /// Draws it into a row of the window, what stands beside it `lead` cells wide.
    pub(super) fn view(
        &self,
        area: Rect,
        lead: usize,
        chosen: bool,
        theme: &Theme,
        buf: &mut Buffer,
    ) {
        let body = theme.style(Role::Body);
        let style = if chosen {
            theme.style(Role::Selection)
        } else {
            body
        };
        draw::fill(buf, area, style);
        let accent = match self.voice {
            Some(_) => self.ink(theme),
            None => theme.style(Role::Accent),
        };
        let mut x = area.x + 1;
        if self.heading {
            let role = body.patch(theme.style(Role::Heading));
            let room = usize::from(area.right().saturating_sub(x + 1));
            let style = self.voice.map_or(role, |_| role.patch(accent));
            put(
                buf,
                x,
                area.y,
                area.right(),
                &ellipsis(&self.text, room),
                style,
            );
            return;
        }
        if lead > 0 {
            let who = if chosen {
                accent.patch(style)
            } else {
                body.patch(accent)
            };
            put(
                buf,
                x,
                area.y,
                area.right(),
                &ellipsis(&self.lead, lead),
                who,
            );
            x += cells(lead + 2);
        }
        let room = usize::from(area.right().saturating_sub(x + 1));
        put(
            buf,
            x,
            area.y,
            area.right(),
            &ellipsis(&self.text, room),
            style,
        );
        if area.height > 1 {
            let dim = body.patch(theme.style(Role::Dim));
            let below = if chosen { style } else { dim };
            let words = ellipsis(&self.below, room);
            put(buf, x, area.y + 1, area.right(), &words, below);
        }
    }
}
