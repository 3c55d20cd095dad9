//! Files of stories deleted for good: asked for by a key, and confirmed by an answer below the paths.

use crate::{
    library::open,
    text::many,
    tui::{
        effect::Effect,
        librarian::{Deletable, Question},
        model::Model,
        pane::{self, Choice, Pick, Popup},
    },
};

/// Paths that are shown before the answer, at most.
const PATHS: usize = 6;

/// Asks whether the files of the stories that are meant can be deleted.
pub(super) fn ask(m: &mut Model) -> Vec<Effect> {
    let Some(library) = &mut m.library else {
        return Vec::new();
    };
    match library.meant() {
        ids if ids.is_empty() => Vec::new(),
        ids => vec![Effect::Library(Question::Deletable(ids))],
    }
}

/// Shows the paths, and asks for an answer; or says what keeps the files.
pub(in crate::tui) fn confirm(m: &mut Model, found: Deletable) {
    let Deletable {
        entries,
        kept,
        others,
    } = found;
    if entries.is_empty() {
        let kept: Vec<String> = kept.iter().map(ToString::to_string).collect();
        m.refused(&kept);
        return;
    }
    let paths = entries.iter().take(PATHS);
    let mut intro: Vec<String> = paths.map(|e| open::shown(&e.path).to_string()).collect();
    if entries.len() > PATHS {
        intro.push(format!("and {} more", entries.len() - PATHS));
    }
    let one = entries.len() == 1;
    let (the, go, them) = if one {
        ("The file", "goes", "it")
    } else {
        ("The files", "go", "them")
    };
    intro.push(format!(
        "{the} {go} for good: gu does not bring {them} back. No other file is touched."
    ));
    if let Some(first) = kept.first() {
        let stay = many(kept.len(), "file stays", "files stay");
        intro.push(format!("{stay}: {first}"));
    }
    if others > 0 {
        let stays = if one {
            "The story stays"
        } else {
            "Stories stay"
        };
        intro.push(format!("{stays}: in {others} more of your files."));
    }
    let what = if one {
        "the file".to_owned()
    } else {
        format!("the {} files", entries.len())
    };
    let title = match entries.len() {
        1 => "Delete this file?".to_owned(),
        n => format!("Delete these {n} files?"),
    };
    let rows = vec![
        pane::Row::new(&format!("Keep {what}"), "", Choice::Close),
        pane::Row::new(
            &format!("Delete {what} for good"),
            "",
            Choice::Delete(entries),
        ),
    ];
    m.popup = Some(Popup::Pick(Pick::new(&title, rows).intro(intro)));
}
