//! The HTML that stands in Markdown, written as blocks.

use pulldown_cmark::{Event, TagEnd};

use super::{Pending, Writer};
use crate::{
    article::{Image, Style},
    format::markdown::{
        html::{Part, is_block, parts, told},
        paragraph::Picture,
    },
    text::Clean,
};

impl Writer<'_> {
    /// An HTML block, gathered to its end.
    pub(super) fn html_block<'e>(&mut self, events: &mut impl Iterator<Item = Event<'e>>) {
        let mut html = String::new();
        for event in events {
            match event {
                Event::End(TagEnd::HtmlBlock) => break,
                Event::Html(line) | Event::Text(line) => html.push_str(&line),
                _ => {}
            }
        }
        self.close();
        self.pictured = false;
        self.html(&html);
        self.close();
        self.waited();
        if let Some(kind) = told(&html) {
            self.pending = Some(Pending::Told(kind));
        }
    }

    pub(super) fn html(&mut self, html: &str) {
        for part in parts(html) {
            match part {
                Part::Words(words) => self.words(&words),
                Part::Open(tag) if tag.name.eq_ignore_ascii_case("br") => self.line_break(),
                Part::Open(tag) if tag.name.eq_ignore_ascii_case("img") => {
                    let alt = Clean::line(&tag.attribute("alt"));
                    let src = Clean::line(&tag.attribute("src"));
                    let side = |name| tag.attribute(name).parse().unwrap_or(0);
                    let (width, height) = (side("width"), side("height"));
                    if !alt.is_empty() || !src.is_empty() {
                        let image = Image {
                            src,
                            alt,
                            width,
                            height,
                            ..Image::default()
                        };
                        self.picture(Picture::of(image));
                    }
                }
                Part::Open(tag) => self.tag(tag.name, true),
                Part::Close(name) => self.tag(name, false),
            }
        }
    }

    /// A tag that sets words or parts blocks.
    fn tag(&mut self, name: &str, opens: bool) {
        let style = match name.to_ascii_lowercase().as_str() {
            "b" | "strong" => Style::STRONG,
            "i" | "em" | "cite" => Style::EMPHASIS,
            "s" | "del" | "strike" => Style::STRIKE,
            "code" | "kbd" | "samp" => Style::CODE,
            _ => {
                if is_block(name) {
                    self.close();
                }
                return;
            }
        };
        let now = self.b.current_style();
        self.b.style(if opens {
            now.with(style)
        } else {
            now.without(style)
        });
    }
}
