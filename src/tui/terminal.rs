//! The terminal: taken over, drawn on, and always given back.

use super::{
    clipboard,
    screen::{OPEN, Screen},
    shell::{FIRST_ROW, Fence},
};
use crate::{layout::Bidi, text::SAMPLES};
use crossterm::{Command, clipboard::CopyToClipboard};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering},
};

/// Whether the terminal is ours at the moment; the one thing that makes giving it back idempotent.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Alternate screen, cursor hidden, and no line that goes on in the next one: where a sign takes more cells than is known
/// yet, the last row would move the whole screen up.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l";
/// Window title kept aside and set, bracketed paste, word of when the terminal is in front.
const ENTER_MORE: &str = "\x1b[22;2t\x1b]2;pullquote\x07\x1b[?2004h\x1b[?1004h";
/// Clicks and the wheel, in SGR coordinates. Mode 1003 (all motion) would flood slow links.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
/// Keys told apart that share a byte otherwise (Tab and Ctrl-i); terminals without the protocol ignore it.
const KEYBOARD: &str = "\x1b[>1u";
/// Text stands as it is sent (ECMA-48 BDSM, explicit): a terminal that puts right-to-left text in order leaves it.
const EXPLICIT: &str = "\x1b[8l";
/// The terminal puts text in order again where it did before.
const IMPLICIT: &str = "\x1b[8h";
/// Asks for the background colour; the answer comes as input, whenever it comes.
const ASK_BACKGROUND: &str = "\x1b]11;?\x1b\\";
/// Asks for name and version (XTVERSION), likewise.
const ASK_VERSION: &str = "\x1b[>0q";
/// Undoes all of the above and an open synchronized update, whatever of it was done.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[r\x1b[<u\x1b[?1006l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[23;2t\x1b[?7h\x1b[?25h\x1b[?1049l";
/// The same for terminals that are not known to ignore what they do not understand.
const LEAVE_SIMPLE: &str = "\x1b[0m\x1b[r\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Columns that a screen has at least where a terminal is measured: no sample reaches its end.
const LEAST_COLUMNS: u16 = 16;

/// What the terminal may be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// Take clicks and the wheel from the terminal (its own selection then needs Shift).
    pub mouse: bool,
    /// Who puts text of both directions in order: where we do, the terminal is not to do it again.
    pub bidi: Bidi,
    /// The terminal ignores sequences it does not know: true of all but the oldest.
    pub modern: bool,
}

/// The screen of a terminal that is ours until this is dropped.
#[derive(Debug)]
pub(super) struct Terminal {
    abilities: Abilities,
    screen: Screen,
    out: Vec<u8>,
}

impl Terminal {
    /// Takes the terminal over. Nothing is written before the first frame, so that both go out as one.
    ///
    /// # Errors
    /// Where the terminal has no raw mode.
    pub(super) fn take(abilities: Abilities) -> io::Result<Self> {
        crossterm::terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let mut terminal = Self {
            abilities,
            screen: Screen::new(abilities.modern),
            out: Vec::with_capacity(16 << 10),
        };
        terminal.enter();
        Ok(terminal)
    }

    fn enter(&mut self) {
        self.out.extend_from_slice(ENTER.as_bytes());
        if self.abilities.modern {
            self.out.extend_from_slice(ENTER_MORE.as_bytes());
            self.out.extend_from_slice(KEYBOARD.as_bytes());
            if self.abilities.mouse {
                self.out.extend_from_slice(MOUSE.as_bytes());
            }
            if self.abilities.bidi == Bidi::Visual {
                self.out.extend_from_slice(EXPLICIT.as_bytes());
            }
        }
    }

    /// Columns and rows. A terminal that does not know its size counts as 80 by 24.
    #[must_use]
    pub(super) fn size() -> (u16, u16) {
        match crossterm::terminal::size() {
            Ok((w, h)) if w > 0 && h > 0 => (w, h),
            _ => (80, 24),
        }
    }

    /// Width and height of a cell in pixels, where the terminal tells.
    #[must_use]
    pub(super) fn cell() -> Option<(u16, u16)> {
        let size = crossterm::terminal::window_size().ok()?;
        let wide = size.width.checked_div(size.columns)?;
        let high = size.height.checked_div(size.rows)?;
        (wide > 0 && high > 0).then_some((wide, high))
    }

    /// Asks who the terminal is, with the next frame; nothing waits for the answer.
    pub(super) fn ask_version(&mut self) {
        if self.abilities.modern {
            self.out.extend_from_slice(ASK_VERSION.as_bytes());
        }
    }

    /// Asks for the background colour, likewise.
    pub(super) fn ask_background(&mut self) {
        if self.abilities.modern {
            self.out.extend_from_slice(ASK_BACKGROUND.as_bytes());
        }
    }

    /// Has the terminal say how wide it draws what terminals disagree about, with the next frame: where its cursor is
    /// after each of [`SAMPLES`], then an answer of the kind `fence`. They are written into rows from [`FIRST_ROW`] on,
    /// unseen, and the frame draws these again. Nothing is asked where the screen is too small.
    pub(super) fn ask_widths(&mut self, fence: Fence) {
        let (columns, rows) = self.screen.size();
        if columns < LEAST_COLUMNS || usize::from(rows) <= SAMPLES.len() + 1 {
            return;
        }
        self.out.extend_from_slice(OPEN);
        for (sample, row) in SAMPLES.iter().zip(FIRST_ROW..) {
            let ask = format!("\x1b[{};1H\x1b[8m{sample}\x1b[6n", row + 1);
            self.out.extend_from_slice(ask.as_bytes());
            self.screen.forget_row(row);
        }
        self.out.extend_from_slice(b"\x1b[0m");
        match fence {
            Fence::Version => self.ask_version(),
            Fence::Background => self.ask_background(),
        }
    }

    /// Whether it was ever given something wider than a cell: what terminals disagree about nearly always is.
    pub(super) fn has_wide(&self) -> bool {
        self.screen.has_wide()
    }

    /// Hands `text` to the terminal's clipboard (OSC 52), with the next frame; not where it is too long for that.
    pub(super) fn copy(&mut self, text: &str) {
        if self.abilities.modern && text.len() <= clipboard::LONGEST {
            let mut sequence = String::new();
            let written = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
            debug_assert!(written.is_ok());
            self.out.extend_from_slice(sequence.as_bytes());
        }
    }

    /// Shows `next` in one write; see [`Screen::draw`].
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub(super) fn draw(
        &mut self,
        next: &mut Buffer,
        scroll: Option<(Rect, i32)>,
    ) -> io::Result<()> {
        self.screen.draw(&mut self.out, next, scroll);
        self.flush()
    }

    /// Writes what was asked for since the last frame.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(&self.out).and_then(|()| stdout.flush());
        self.out.clear();
        written
    }

    /// Forgets what stands on the screen, so that the next frame draws all of it.
    pub(super) fn forget(&mut self) {
        self.screen.forget();
    }

    /// Gives the terminal back for a while, as when the program is suspended.
    pub(super) fn lend(&mut self) {
        give_back(self.abilities);
    }

    /// Takes it over again; the next frame draws all.
    ///
    /// # Errors
    /// Where the terminal has no raw mode any more.
    pub(super) fn take_again(&mut self) -> io::Result<()> {
        crossterm::terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        self.out.clear();
        self.enter();
        self.forget();
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back(self.abilities);
    }
}

/// Restores the terminal once; further calls do nothing.
fn give_back(abilities: Abilities) {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut stdout = io::stdout().lock();
    let leave = if abilities.modern {
        LEAVE
    } else {
        LEAVE_SIMPLE
    };
    if abilities.bidi == Bidi::Visual && abilities.modern {
        drop(stdout.write_all(IMPLICIT.as_bytes()));
    }
    // A terminal that is gone takes no bytes and needs none.
    drop(stdout.write_all(leave.as_bytes()));
    drop(stdout.flush());
    drop(crossterm::terminal::disable_raw_mode());
}
