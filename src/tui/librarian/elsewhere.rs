//! What the reader does in another program at the same time: in a shell, in a second window, on another device.

use super::{Answer, Librarian};
use crate::{
    library::{
        state::{Record, State},
        store,
    },
    tui::msg::Msg,
};
use std::sync::{Arc, PoisonError};

/// Stories that the loop takes in at once.
const PIECE: usize = 4_000;

impl Librarian {
    /// Takes in what was written to the journals by others. What this program wrote itself is no news, and not read again.
    pub(super) fn elsewhere(&self, send: &mut dyn FnMut(Msg)) -> store::Result<()> {
        let length = self.journals.length();
        {
            let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
            if std::mem::replace(&mut *heard, length) == length {
                return Ok(());
            }
        }
        let (state, _) = State::load_all(&self.journals);
        let Some(news) = state.beyond(&self.state()) else {
            return Ok(());
        };
        self.with_state(|known| known.join(&news));
        self.note_all(news.ids());
        for piece in news.pieces(PIECE) {
            send(Msg::Library(Answer::Elsewhere(Arc::new(piece))));
        }
        self.mirror(send)
    }

    /// So much was written to the journals by this program.
    pub(super) fn wrote(&self, records: &[Record]) {
        let lines: usize = records.iter().map(|r| r.line().len()).sum();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        *heard = heard.saturating_add(u64::try_from(lines).unwrap_or(u64::MAX));
    }
}
