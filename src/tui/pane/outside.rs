//! The file of a story, or one that is not read here, opened with the program that there is for it.

use super::{Choice, Pick, Popup, Row};
use crate::{
    library::BUNDLED_PREFIX,
    tui::{effect::Effect, model::Model},
};
use std::path::{Path, PathBuf};

/// Most files that are offered.
const MOST: usize = 20;

/// Shows the whole paths of the story's file and of the PDFs among the files given, for one to be opened outside.
pub(in crate::tui) fn file(m: &mut Model) -> Vec<Effect> {
    let own = m.reader.shown.as_ref().map(|s| &*s.entry.path);
    let unread = m.shared.unread.iter().map(PathBuf::as_path);
    let paths = own.into_iter().chain(unread).filter_map(whole);
    let paths: Vec<String> = paths.take(MOST).collect();
    let row = |path: &String| {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        Row::new(&format!("Open {name}"), "", Choice::Browse(path.clone()))
    };
    let mut rows: Vec<Row> = paths.iter().map(row).collect();
    if rows.is_empty() {
        m.say("This story is in no file that could be opened.");
        return Vec::new();
    }
    rows.push(Row::new("Go on reading", "", Choice::Close));
    m.popup = Some(Popup::Pick(
        Pick::new("Open this file outside?", rows).intro(paths),
    ));
    Vec::new()
}

/// A path from the root, which no program takes for an option; `None` of what is no file, or has no name in Unicode.
fn whole(path: &Path) -> Option<String> {
    let given = path.to_str()?;
    if given == "-" || given.starts_with(BUNDLED_PREFIX) {
        return None;
    }
    std::path::absolute(path).ok()?.to_str().map(str::to_owned)
}
