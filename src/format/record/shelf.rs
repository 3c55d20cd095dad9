//! What the reader did with a story in the program that it comes from.

use serde_json::Value;

use super::{fields::Fields, names::Field};
use crate::{article::Shelf, text::Clean};

/// Words for "yes, that is done with".
const DONE: &[&str] = &[
    "true",
    "1",
    "yes",
    "y",
    "t",
    "archive",
    "archived",
    "read",
    "finished",
    "completed",
];

/// Folders that stand for a state rather than for a place of the reader's own.
const STATES: &[(&str, State)] = &[
    ("unread", State::Unread),
    ("inbox", State::Unread),
    ("later", State::Unread),
    ("archive", State::Read),
    ("read archive", State::Read),
    ("read", State::Read),
    ("starred", State::Starred),
    ("liked", State::Starred),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unread,
    Read,
    Starred,
}

/// The shelf; `None` where the record says nothing of it.
pub(super) fn of(fields: &Fields<'_>) -> Option<Shelf> {
    let folder = Clean::line(&fields.first(Field::Folder));
    let state = STATES
        .iter()
        .find(|(name, _)| folder.eq_ignore_ascii_case(name));
    let state = state.map(|(_, state)| *state);
    let any = |field| fields.all(field).iter().any(|value| is_done(value));
    let shelf = Shelf {
        read: !any(Field::Unread) && (any(Field::Read) || state == Some(State::Read)),
        starred: any(Field::Starred) || state == Some(State::Starred),
        progress: progress(fields),
        folder: if state.is_some() {
            Clean::default()
        } else {
            folder
        },
        note: Clean::new(fields.first(Field::Note).trim()),
    };
    let said = [Field::Read, Field::Unread, Field::Starred]
        .iter()
        .any(|f| fields.has(*f));
    (said || state.is_some() || shelf != Shelf::default()).then_some(shelf)
}

fn is_done(value: &Value) -> bool {
    match value {
        Value::Bool(done) => *done,
        Value::Number(number) => number.as_i64() == Some(1),
        Value::String(text) => DONE
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text.trim())),
        _ => false,
    }
}

/// How far it was read, 0 to 1.
fn progress(fields: &Fields<'_>) -> Option<f32> {
    let number = |field| {
        let text = fields.first(field);
        let text = text.trim();
        let bare = text.strip_suffix('%');
        let number: f32 = bare.unwrap_or(text).trim().parse().ok()?;
        (number.is_finite() && number >= 0.0).then_some((number, bare.is_some()))
    };
    let scaled = |(number, percent): (f32, bool)| {
        let of_hundred = percent || fields.slug.is_some() || number > 1.0;
        if of_hundred { number / 100.0 } else { number }
    };
    let percent = number(Field::Percent).map(|(number, _)| number / 100.0);
    percent
        .or_else(|| number(Field::Progress).map(scaled))
        .map(|p| p.min(1.0))
}
