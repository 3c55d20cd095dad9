//! Words copied: a quote with its citation, a paragraph, an address.

use super::{Shown, view};
use crate::{
    annotate::Quote,
    tui::{cite, effect::Effect, model::Model, pane},
};

/// The quote under the cursor, or the first on the screen.
fn quote_here(shown: &Shown) -> Option<&Quote> {
    let window = shown.window();
    shown.quote().or_else(|| {
        shown
            .story
            .notes
            .quotes_in(window)
            .iter()
            .find(|q| q.kind.is_speech())
    })
}

pub(super) fn copy_quote(m: &mut Model) -> Vec<Effect> {
    let text = m
        .reader
        .shown
        .as_ref()
        .and_then(|s| quote_here(s).map(|q| cite::quote(q, &s.story.article)));
    copy(m, text, "the quote", "No quote on the screen.")
}

pub(super) fn copy_paragraph(m: &mut Model) -> Vec<Effect> {
    let text = m
        .reader
        .shown
        .as_ref()
        .and_then(|s| view::paragraph(s).map(|p| p.of(s.story.article.text()).to_owned()));
    copy(m, text, "the paragraph", "No paragraph on the screen.")
}

pub(super) fn copy_link(m: &mut Model) -> Vec<Effect> {
    let text = m.reader.shown.as_ref().and_then(|s| {
        let chosen = s.target().map(|t| {
            pane::address(s, t).unwrap_or_else(|| t.span.of(s.story.article.text()).to_owned())
        });
        let own = Some(s.story.article.meta.url.to_string()).filter(|u| !u.is_empty());
        chosen.or(own)
    });
    copy(
        m,
        text,
        "the link",
        "No link is selected, and the story has no address.",
    )
}

/// Copies, and says what was copied.
pub(in crate::tui) fn copy(
    m: &mut Model,
    text: Option<String>,
    what: &str,
    none: &str,
) -> Vec<Effect> {
    if let Some(text) = text {
        m.say(&format!("Copied {what}."));
        vec![Effect::Copy(text)]
    } else {
        m.say(none);
        Vec::new()
    }
}
