//! Words copied: a quote with its citation, a paragraph, an address.

use super::{Shown, view};
use crate::{
    annotate::Quote,
    library::cite::{
        Cited,
        bibtex::{self, Keys},
        csl::Item,
    },
    tui::{effect::Effect, model::Model, pane},
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

/// How a quote is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum As {
    Plain,
    Markdown,
    Bibtex,
    Csl,
}

fn cited(shown: &Shown, quote: &Quote, form: As) -> String {
    let article = &shown.story.article;
    let cited = Cited::new(quote, article);
    let mut meta = article.meta.clone();
    meta.title.clone_from(&shown.entry.title);
    let key = Keys::default().of(&meta);
    match form {
        As::Plain => cited.plain(),
        As::Markdown => cited.markdown(),
        As::Bibtex => bibtex::entry(&key, &meta, &[cited]),
        As::Csl => serde_json::to_string(&[Item::new(&key, &meta, &[cited])]).unwrap_or_default(),
    }
}

pub(super) fn copy_quote_as(m: &mut Model, form: As) -> Vec<Effect> {
    let text = m
        .reader
        .shown
        .as_ref()
        .and_then(|s| quote_here(s).map(|q| cited(s, q, form)));
    let what = match form {
        As::Plain => "the quote",
        As::Markdown => "the quote as Markdown",
        As::Bibtex => "the story with the quote as BibTeX",
        As::Csl => "the story with the quote as CSL-JSON",
    };
    copy(m, text, what, "No quote on the screen.")
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
