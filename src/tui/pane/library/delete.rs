//! A story's file deleted for good: asked for by a key, and confirmed by an answer below the whole path.

use crate::{
    library::{delete::Refusal, open, store::Row},
    tui::{
        effect::Effect,
        librarian::Question,
        model::Model,
        pane::{self, Choice, Pick, Popup},
    },
};
use std::sync::Arc;

/// Asks whether the file of the story under the cursor can be deleted.
pub(super) fn ask(m: &mut Model) -> Vec<Effect> {
    let several = m
        .library
        .as_ref()
        .is_some_and(|l| l.marked.len() > 1 || l.range.is_some());
    let row = m.library.as_ref().and_then(|l| l.row()).cloned();
    let Some(row) = row.filter(|_| !several) else {
        m.say("Files are deleted one at a time: U takes the marks away.");
        return Vec::new();
    };
    vec![Effect::Library(Question::Deletable(row))]
}

/// Shows the path, and asks for an answer; or says what keeps the file. `others` is the number of other files of the story.
pub(in crate::tui) fn confirm(m: &mut Model, row: Arc<Row>, kept: Option<&Refusal>, others: usize) {
    if let Some(kept) = kept {
        m.say_error(&kept.to_string());
        return;
    }
    let mut intro = vec![
        open::shown(&row.entry.path).to_string(),
        "The file goes for good: gu does not bring it back. No other file is touched.".to_owned(),
    ];
    if others > 0 {
        intro.push(format!(
            "The story stays: it is in {others} more of your files."
        ));
    }
    let rows = vec![
        pane::Row::new("Keep the file", "", Choice::Close),
        pane::Row::new("Delete the file for good", "", Choice::Delete(row)),
    ];
    m.popup = Some(Popup::Pick(
        Pick::new("Delete this file?", rows).intro(intro),
    ));
}
