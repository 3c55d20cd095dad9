//! What is there before the first frame: the story that was given, or those that come with the program.

use super::Start;
use crate::{
    format::Limits,
    library::{Catalog, Entry, bundled_paths, scan},
    story::Story,
    text::Clean,
    tui::worker::{self, Services},
};

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
