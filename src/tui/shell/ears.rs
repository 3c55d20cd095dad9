//! What reaches the program from outside: keys, clicks, sizes, signals.

use super::ruler::Ruler;
use crate::{
    config::{self, Watch},
    tui::{
        input::{Filter, Heard},
        msg::Msg,
        terminal::Terminal,
    },
};
use signal_hook::{
    consts::{SIGCONT, SIGTSTP},
    iterator::Signals,
};
use std::{
    io,
    path::Path,
    sync::mpsc::Sender,
    time::{Duration, Instant},
};

/// Sends on what the terminal sends. `known` is the size that the screen was made for; a `ruler` measures the terminal.
pub(super) fn hear(inbox: &Sender<Msg>, known: (u16, u16), mut ruler: Option<Ruler>) {
    let mut filter = Filter::default();
    // The first look has changes of size heard; one that came before would be missed.
    drop(crossterm::event::poll(Duration::ZERO));
    let (width, height) = Terminal::size();
    if (width, height) != known {
        let resize = crossterm::event::Event::Resize(width, height);
        drop(inbox.send(Msg::Heard(Heard::Event(resize))));
    }
    loop {
        let msg = match crossterm::event::read() {
            Ok(event) => filter.hear(event, Instant::now()).map(|heard| {
                let more = ruler.as_mut().and_then(|r| r.hear(&heard, cursor));
                drop(more.map(|more| inbox.send(Msg::Heard(more))));
                Msg::Heard(heard)
            }),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => None,
            Err(_) => Some(Msg::Closed),
        };
        let closed = matches!(msg, Some(Msg::Closed));
        if let Some(msg) = msg
            && inbox.send(msg).is_err()
        {
            return;
        }
        if closed {
            return;
        }
    }
}

/// The column and the row where the terminal says that its cursor is; `None` where it does not say. What it said before, and
/// nobody asked for yet, comes first.
fn cursor() -> Option<(u16, u16)> {
    crossterm::cursor::position().ok()
}

/// Sends on the reader's own themes whenever one is saved.
pub(super) fn follow_themes(folder: &Path, inbox: &Sender<Msg>) {
    let Some(watch) = Watch::new(folder) else {
        return;
    };
    while watch.wait() {
        if inbox.send(Msg::Themes(config::themes(folder).0)).is_err() {
            return;
        }
    }
}

/// Sends on signals.
pub(super) fn watch(mut signals: Signals, inbox: &Sender<Msg>) {
    for signal in signals.forever() {
        let msg = match signal {
            SIGTSTP => Msg::Stop,
            SIGCONT => Msg::Continued,
            number => Msg::End(number),
        };
        if inbox.send(msg).is_err() {
            return;
        }
    }
}
