//! The line at the foot of the screen where one types: what to find, what to leave in a list, a command.

use crate::{
    text::{Clean, cells, ellipsis, width},
    theme::{Role, Theme},
    tui::draw::{self, put},
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{buffer::Buffer, layout::Rect};
use tui_input::{Input, InputRequest};

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum PromptKind {
    /// Words to find in the story.
    Find,
    /// Words that the stories of the list have.
    Filter,
    /// Words that the choices of a window have.
    Narrow,
    /// A command.
    Command,
    /// Tags.
    Tag,
}

/// What a key in the prompt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Edit {
    /// Words changed.
    Changed,
    /// The words are meant as they stand.
    Done,
    /// Nothing is wanted.
    Cancelled,
    /// The next completion is wanted.
    Complete,
    /// Nothing to do.
    Nothing,
}

/// The prompt.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Prompt {
    pub(in crate::tui) kind: PromptKind,
    input: Input,
    /// What was typed before completion began, and how many completions were offered since.
    completing: Option<(String, usize)>,
}

/// Cells between what is typed and the word about it, the cursor among them.
const HINT_GAP: u16 = 4;
/// Cells that a part of that word is worth.
const HINT_LEAST: usize = 16;

/// Longest text of a prompt, in bytes: a paste may be anything.
const LONGEST: usize = 1024;

impl Prompt {
    /// A prompt that begins with these words.
    pub(in crate::tui) fn new(kind: PromptKind, words: &str) -> Self {
        Self {
            kind,
            input: Input::new(words.to_owned()),
            completing: None,
        }
    }

    /// The words so far.
    pub(in crate::tui) fn words(&self) -> &str {
        self.input.value()
    }

    /// Takes a key.
    pub(in crate::tui) fn key(&mut self, key: KeyEvent) -> Edit {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let request = match key.code {
            KeyCode::Enter => return Edit::Done,
            KeyCode::Esc => return Edit::Cancelled,
            KeyCode::Char('c' | 'g') if control => return Edit::Cancelled,
            KeyCode::Tab => return Edit::Complete,
            KeyCode::Backspace if self.words().is_empty() => return Edit::Cancelled,
            KeyCode::Char('u') if control => InputRequest::DeleteLine,
            KeyCode::Char('w') if control => InputRequest::DeletePrevWord,
            KeyCode::Char('a') if control => InputRequest::GoToStart,
            KeyCode::Char('e') if control => InputRequest::GoToEnd,
            KeyCode::Backspace => InputRequest::DeletePrevChar,
            KeyCode::Delete => InputRequest::DeleteNextChar,
            KeyCode::Left => InputRequest::GoToPrevChar,
            KeyCode::Right => InputRequest::GoToNextChar,
            KeyCode::Home => InputRequest::GoToStart,
            KeyCode::End => InputRequest::GoToEnd,
            KeyCode::Char(c) if !control && !c.is_control() && self.words().len() < LONGEST => {
                InputRequest::InsertChar(c)
            }
            _ => return Edit::Nothing,
        };
        self.completing = None;
        match self.input.handle(request) {
            Some(change) if change.value => Edit::Changed,
            _ => Edit::Nothing,
        }
    }

    /// Adds pasted words, as one line.
    pub(in crate::tui) fn paste(&mut self, text: &str) {
        let start = text
            .get(..text.floor_char_boundary(LONGEST))
            .unwrap_or_default();
        for c in Clean::line(start).chars() {
            if self.words().len() < LONGEST {
                self.input.handle(InputRequest::InsertChar(c));
            }
        }
    }

    /// What was typed before completion began.
    pub(in crate::tui) fn typed(&self) -> &str {
        let typed = self.completing.as_ref().map(|(typed, _)| typed.as_str());
        typed.unwrap_or(self.words())
    }

    /// Puts the next of `lines` that begins with what was typed in its place.
    pub(in crate::tui) fn complete(&mut self, lines: &[String]) {
        let typed = self.typed().to_owned();
        let n = self.completing.take().map_or(0, |(_, n)| n);
        let fitting: Vec<_> = lines
            .iter()
            .filter(|line| line.starts_with(&typed))
            .collect();
        if let Some(line) = fitting.get(n % fitting.len().max(1)) {
            self.input = Input::new((*line).clone());
        }
        self.completing = Some((typed, n + 1));
    }

    /// Puts the next of these ends in the place of what was typed from a byte on.
    pub(in crate::tui) fn complete_end(&mut self, from: usize, ends: &[String]) {
        let typed = self.typed().to_owned();
        let n = self.completing.take().map_or(0, |(_, n)| n);
        if let Some(end) = ends.get(n % ends.len().max(1)) {
            let before = typed.get(..from).unwrap_or_default();
            self.input = Input::new(format!("{before}{end}"));
        }
        self.completing = Some((typed, n + 1));
    }

    /// Draws it into a row of the screen, with a word about it at the right where there is room.
    pub(in crate::tui) fn view(
        &self,
        row: Rect,
        theme: &Theme,
        (hint, role): &(String, Role),
        buf: &mut Buffer,
    ) {
        draw::clear(buf, row, theme.style(Role::Body));
        let sign = match self.kind {
            PromptKind::Find | PromptKind::Filter | PromptKind::Narrow => "/",
            PromptKind::Command => ":",
            PromptKind::Tag => "tags: ",
        };
        let x = put(
            buf,
            row.x,
            row.y,
            row.right(),
            sign,
            theme.style(Role::Prompt),
        );
        let style = theme.style(Role::Input);
        let before: String = self.words().chars().take(self.input.cursor()).collect();
        let room = usize::from(row.right().saturating_sub(x + 1));
        // The cursor stays on the screen: of a long line its end is shown.
        let mut skipped = 0;
        let mut rest = before.as_str();
        while width(rest) > room {
            let Some(c) = rest.chars().next() else { break };
            skipped += c.len_utf8();
            rest = before.get(skipped..).unwrap_or_default();
        }
        let shown = self.words().get(skipped..).unwrap_or_default();
        let end = put(buf, x, row.y, row.right(), shown, style);
        let free = usize::from(row.right().saturating_sub(end + HINT_GAP));
        if free >= HINT_LEAST.min(width(hint)) {
            let hint = ellipsis(hint, free);
            let x = row.right().saturating_sub(cells(width(&hint)) + 1);
            put(buf, x, row.y, row.right(), &hint, theme.style(*role));
        }
        let cursor = x + cells(width(rest));
        if let Some(cell) = buf.cell_mut((cursor.min(row.right().saturating_sub(1)), row.y)) {
            cell.set_style(theme.style(Role::Selection));
        }
    }
}
