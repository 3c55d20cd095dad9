//! OPML: lists of feeds, as feed readers exchange them. A list is one article: what it is, and each feed as a link.

use super::{Format, Input, Limits, Parsed, Probe, Score, Warning, feed, stamp, xml};
use crate::{
    article::{BlockKind, Builder, Link},
    text::Clean,
};
use xml::{Element, Step};

/// Lists of feeds, and other outlines.
pub(super) static FORMAT: Format = Format {
    name: "opml",
    extensions: &["opml"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    if xml::root_name(probe.text) == "opml" {
        230
    } else {
        0
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let xml = xml::parse(&feed::decoded(input.bytes).text, limits);
    let Some(root) = xml.root() else {
        return feed::nothing(input, limits);
    };
    let mut builder = Builder::new();
    let mut feeds = 0_usize;
    let mut depth = 0_u8;
    for step in root.steps() {
        match step {
            Step::Begin(outline) if outline.name() == "outline" => {
                depth = depth.saturating_add(1);
                builder.nest(depth, 0);
                feeds += usize::from(line(&mut builder, outline));
            }
            Step::End(outline) if outline.name() == "outline" => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    builder.nest(0, 0);
    let head = |name: &str| {
        root.child("head")
            .and_then(|head| head.child(name))
            .map(Element::text)
    };
    let title = Clean::line(&head("title").unwrap_or_default());
    let meta = builder.meta();
    meta.title = if title.is_empty() {
        Clean::line("Feeds")
    } else {
        title
    };
    meta.byline = Clean::line(&head("ownerName").unwrap_or_default());
    meta.saved = stamp::moment(
        &head("dateModified")
            .or_else(|| head("dateCreated"))
            .unwrap_or_default(),
    );
    let mut parsed = Parsed {
        articles: vec![builder.finish()],
        ..Parsed::default()
    };
    feed::note(&xml, &mut parsed);
    if feeds > 0 {
        let message = match feeds {
            1 => "the address of a feed; its stories are not in it".to_owned(),
            n => format!("a list of {n} feeds; their stories are not in it"),
        };
        parsed.warnings.push(Warning::of_file(&message));
    }
    parsed
}

/// Writes a line of the outline; whether it is a feed.
fn line(builder: &mut Builder, outline: Element<'_>) -> bool {
    let of = |names: &[&str]| {
        let mut found = names.iter().filter_map(|name| outline.attribute(name));
        found
            .find(|value| !value.trim().is_empty())
            .unwrap_or_default()
    };
    let feed = of(&["xmlurl"]);
    let url = of(&["htmlurl", "url", "xmlurl"]);
    builder.open(BlockKind::Item(None));
    if !url.is_empty() {
        let link = builder.add_link(Link {
            url: Clean::line(&url),
            to: None,
        });
        builder.link(Some(link));
    }
    builder.words(&of(&["text", "title", "xmlurl"]));
    builder.link(None);
    builder.close();
    !feed.is_empty()
}
