//! A paragraph of Markdown: running text, pictures, or what stands under one.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::writer::Writer;
use crate::{
    article::{BlockKind, Image},
    text::Clean,
};

/// A picture and the title that stands under it.
pub(super) struct Picture {
    image: Image,
    title: Clean,
}

impl Picture {
    /// A picture without a title.
    pub(super) fn of(image: Image) -> Self {
        Self {
            image,
            title: Clean::default(),
        }
    }

    /// Its alternative text.
    pub(super) fn alt(&self) -> &Clean {
        &self.image.alt
    }
}

/// Writes the paragraph whose start was just read: first the pictures that open it, then its words, then the
/// pictures among them. Words in italics right after a picture are its caption.
pub(super) fn write<'e>(w: &mut Writer<'_>, events: &mut impl Iterator<Item = Event<'e>>) {
    let mut words: Vec<Event<'e>> = Vec::new();
    let mut first = Vec::new();
    let mut later = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::End(TagEnd::Paragraph) => break,
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => {
                let found = picture(events, &dest_url, &title);
                let opens = words.iter().all(is_empty);
                if opens { &mut first } else { &mut later }.push(found);
            }
            event => words.push(event),
        }
    }
    let shown = !first.is_empty();
    let captioned = (shown || w.pictured) && is_italic(&words);
    for mut picture in first {
        if captioned {
            picture.title = Clean::default();
        }
        show(w, picture);
    }
    if words.iter().all(is_empty) {
        return;
    }
    if captioned {
        w.open(BlockKind::Caption);
    } else {
        w.open_text();
    }
    let inner = if captioned { unwrapped(&words) } else { &words };
    for event in inner {
        w.event(event.clone());
    }
    w.close();
    for picture in later {
        show(w, picture);
    }
    w.waited();
}

/// Reads a picture whose start was just read.
pub(super) fn picture<'e>(
    events: &mut impl Iterator<Item = Event<'e>>,
    address: &str,
    title: &str,
) -> Picture {
    let mut alt = String::new();
    let mut depth = 0;
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) if depth == 0 => break,
            Event::End(TagEnd::Image) => depth -= 1,
            Event::Text(words) | Event::Code(words) => alt.push_str(&words),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }
    let inline = address.starts_with("data:");
    Picture {
        image: Image {
            src: if inline {
                Clean::default()
            } else {
                Clean::line(address)
            },
            // The name of a file embedded by a wiki link says nothing of the picture.
            alt: Clean::line(if alt == address { "" } else { &alt }),
            ..Image::default()
        },
        title: Clean::line(title),
    }
}

/// Writes a picture as a block, its title below as a caption.
pub(super) fn show(w: &mut Writer<'_>, picture: Picture) {
    let Picture { image, title } = picture;
    let alt = image.alt.clone();
    let number = w.b.add_image(image);
    w.open(BlockKind::Image(number));
    w.b.words(&alt);
    w.close();
    w.pictured = true;
    if !title.is_empty() && *title != *alt {
        w.open(BlockKind::Caption);
        w.b.words(&title);
        w.close();
    }
}

/// Whether an event writes no word: white space, or the ends of a link that held a picture only.
fn is_empty(event: &Event<'_>) -> bool {
    match event {
        Event::SoftBreak
        | Event::HardBreak
        | Event::Start(Tag::Link { .. })
        | Event::End(TagEnd::Link) => true,
        Event::Text(words) => words.trim().is_empty(),
        _ => false,
    }
}

/// Whether all words are inside one emphasis.
fn is_italic(words: &[Event<'_>]) -> bool {
    let inner = unwrapped(words);
    if inner.len() == words.len() || inner.is_empty() {
        return false;
    }
    let mut depth = 0_i32;
    inner.iter().all(|event| {
        match event {
            Event::Start(Tag::Emphasis) => depth += 1,
            Event::End(TagEnd::Emphasis) => depth -= 1,
            _ => {}
        }
        depth >= 0
    })
}

/// The events inside the emphasis that they all stand in; all of them where there is none.
fn unwrapped<'s, 'e>(words: &'s [Event<'e>]) -> &'s [Event<'e>] {
    let start = words
        .iter()
        .position(|event| !is_empty(event))
        .unwrap_or_default();
    let end = words
        .iter()
        .rposition(|event| !is_empty(event))
        .map_or(0, |last| last + 1);
    match words.get(start..end) {
        Some(
            [
                Event::Start(Tag::Emphasis),
                inner @ ..,
                Event::End(TagEnd::Emphasis),
            ],
        ) => inner,
        _ => words,
    }
}
