//! What is there before the first frame: the story that was given, or those that come with the program; and what is to be
//! done after it.

use super::Start;
use crate::{
    format::Limits,
    library::{Catalog, Entry, bundled_paths, scan},
    story::Story,
    text::Clean,
    tui::{
        effect::Effect,
        model::Model,
        pane,
        worker::{self, Services},
    },
};
use std::path::PathBuf;

/// The stories that can be had before the first frame: of standard input, or of one small file.
pub(super) fn given(start: &Start, limits: &Limits) -> Result<Vec<(Entry, Story)>, Clean> {
    let say = |e: String| Clean::line(&e);
    match (&start.piped, start.paths.as_slice()) {
        (Some(source), [] | [_]) => worker::stories_of(source, limits).map_err(say),
        (None, [only]) if !only.is_dir() => worker::first(only, limits).map_err(say),
        _ => Ok(Vec::new()),
    }
}

/// The stories that come with the program.
pub(super) fn bundled(services: &Services) -> Catalog {
    let mut entries = Vec::new();
    scan(
        &bundled_paths(),
        &services.limits,
        &services.cancel,
        &mut |delta| {
            entries.extend(delta.entries);
        },
    );
    Catalog::new(entries)
}

/// What is to be done as soon as the first frame is out: the list, and the one story where one was given.
pub(super) fn effects(
    model: &mut Model,
    services: &Services,
    roots: Vec<PathBuf>,
    given: Vec<(Entry, Story)>,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(librarian) = &services.librarian {
        let rows = librarian.newest(usize::from(model.screen().height));
        effects.extend(model.shelve(rows, librarian.hides_lists()));
    } else if roots.is_empty() {
        effects.push(model.index());
    } else {
        if let [only] = roots.as_slice()
            && !only.is_dir()
        {
            model.await_story();
        }
        effects.extend(pane::scan(model, roots));
    }
    if let Ok([(_, story)]) = <[_; 1]>::try_from(given) {
        effects.extend(model.show(story));
    }
    effects.extend(model.settle());
    effects
}
