//! Web pages saved as one file by Chrome, Edge and others: a mail whose body is the page, with its pictures beside it (RFC 2557).

use mail_parser::{MimeHeaders, PartType};

use super::{header::Header, message};
use crate::{
    format::{
        Format, Input, Limits, Parsed, Probe, Score, Warning, html::read_markup, record, stamp,
        text,
    },
    text::Clean,
};

/// A page as a mail.
pub(in crate::format) static FORMAT: Format = Format {
    name: "mhtml",
    extensions: &["mhtml", "mht"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    let header = Header::of(probe.text);
    let kind = header
        .value("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let saved = header
        .value("from")
        .is_some_and(|from| from.contains("Saved by"));
    let named = FORMAT.extensions.contains(&probe.extension().as_str());
    let page = kind.starts_with("multipart/related") || kind.starts_with("text/html");
    let told = saved
        || named
        || header.has("snapshot-content-location")
        || !header.has("from") && header.has("mime-version");
    if page && told && !header.has("to") {
        220
    } else {
        0
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let Some(mut parsed) = page(input, limits) else {
        let mut parsed = (text::FORMAT.read)(input, limits);
        parsed
            .warnings
            .push(Warning::of_file("no page was found in this web archive"));
        return parsed;
    };
    for article in &mut parsed.articles {
        if article.meta.title.is_empty() {
            article.meta.title = record::title_of(article);
        }
    }
    parsed
}

fn page(input: Input<'_>, limits: &Limits) -> Option<Parsed> {
    let message = message(input.bytes)?;
    let root = message
        .parts
        .iter()
        .find(|part| matches!(part.body, PartType::Html(_)))?;
    let PartType::Html(html) = &root.body else {
        return None;
    };
    let stated = message
        .header("Snapshot-Content-Location")
        .and_then(|value| value.as_text());
    let url = Clean::line(
        stated
            .or_else(|| root.content_location())
            .unwrap_or_default(),
    );
    let mut parsed = read_markup(html, &url, input.name, limits, limits.scope);
    let subject = Clean::line(message.subject().unwrap_or_default());
    let date = message.date().map(|date| stamp::moment(&date.to_rfc3339()));
    for article in &mut parsed.articles {
        let meta = &mut article.meta;
        if meta.title.is_empty() {
            meta.title = subject.clone();
        } else if !subject.is_empty() && meta.title != subject && !meta.aliases.contains(&subject) {
            meta.aliases.push(subject.clone());
        }
        if meta.url.is_empty() {
            meta.url = url.clone();
        }
        if meta.saved.is_empty() {
            meta.saved = date.clone().unwrap_or_default();
        }
    }
    Some(parsed)
}
