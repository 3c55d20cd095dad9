//! Mail: newsletters saved as single messages, and mailboxes of many. Each message is a story.
//!
//! In: a message with its header. Out: its HTML where it has any that says as much as its plain text, else that.

mod header;
mod mailbox;
mod mhtml;
mod plain;

pub(super) use mailbox::FORMAT as MAILBOX;
pub(super) use mhtml::FORMAT as PAGE;

use std::borrow::Cow;

use mail_parser::{HeaderValue, Message, MessageParser, PartType};

use super::{
    Format, Input, Limits, Parsed, Probe, Scope, Score, Warning, below, fragment, record, stamp,
    url,
};
use crate::{
    article::{Article, Builder, Shelf},
    decode,
    text::Clean,
};
use header::Header;

/// One message.
pub(super) static FORMAT: Format = Format {
    name: "mail",
    extensions: &["eml", "email", "emlx"],
    streams: false,
    records: None,
    sniff,
    read,
};

/// Fields of a header that make a file a message, two of them together.
const TELLING: &[&str] = &[
    "from",
    "date",
    "subject",
    "message-id",
    "received",
    "return-path",
    "mime-version",
];

fn sniff(probe: &Probe<'_>) -> Score {
    let header = Header::of(probe.text);
    let telling = TELLING.iter().filter(|name| header.has(name)).count();
    let named = || FORMAT.extensions.contains(&probe.extension().as_str());
    match telling {
        2.. => 200,
        // Drafts, and what programs hand on, say little.
        _ if (telling == 1 || header.has("content-type")) && named() => 200,
        _ => 0,
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let mut parsed = Parsed::default();
    add(input.bytes, limits, &mut parsed);
    if parsed.articles.is_empty() {
        parsed = (super::text::FORMAT.read)(input, limits);
        parsed
            .warnings
            .push(Warning::of_file("this mail could not be understood"));
    }
    parsed
}

/// Most messages inside messages. They are let go of by one call inside the other, so deep nesting must not get in.
const ENCLOSED: usize = 200;

/// The message that `bytes` are; `None` where they are none or are built to harm.
pub(super) fn message(bytes: &[u8]) -> Option<Message<'_>> {
    let enclosed = ["rfc822", "digest", "message/global", "RFC822", "Digest"];
    let count = enclosed
        .iter()
        .map(|name| memchr::memmem::find_iter(bytes, name.as_bytes()).count());
    if count.sum::<usize>() > ENCLOSED {
        return None;
    }
    MessageParser::default().parse(bytes)
}

/// The message with its header in UTF-8: old mailers wrote names and subjects in the charset of their place. A line that
/// is UTF-8 stays as it is, whatever the others are.
fn in_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = [&b"\n\n"[..], b"\n\r\n"]
        .into_iter()
        .filter_map(|end| memchr::memmem::find(bytes, end))
        .min();
    let (header, body) = bytes
        .split_at_checked(end.unwrap_or(bytes.len()))
        .unwrap_or((bytes, b""));
    if std::str::from_utf8(header).is_ok() {
        return Cow::Borrowed(bytes);
    }
    // Words that name their charset are decoded by it, raw bytes among them too.
    let named = |line: &[u8]| memchr::memmem::find(line, b"=?").is_some();
    let is_other = |line: &&[u8]| std::str::from_utf8(line).is_err() && !named(line);
    let lines = || header.split_inclusive(|b| *b == b'\n');
    let others: Vec<u8> = lines().filter(is_other).flatten().copied().collect();
    let decoded = decode::view(&others, None).text;
    let mut decoded = decoded.split_inclusive('\n');
    let mut out = Vec::with_capacity(bytes.len() + header.len());
    for line in lines() {
        let known = if is_other(&line) {
            decoded.next()
        } else {
            None
        };
        out.extend_from_slice(known.map_or(line, str::as_bytes));
    }
    out.extend_from_slice(body);
    Cow::Owned(out)
}

/// A message without the line before it by which a mailbox parts messages.
fn without_mark(bytes: &[u8]) -> &[u8] {
    let text = bytes.trim_ascii_start();
    let marked = text.starts_with(b"From ") || text.starts_with(b">From ");
    let end = memchr::memchr(b'\n', text).filter(|_| marked);
    end.and_then(|end| text.get(end + 1..)).unwrap_or(bytes)
}

/// Adds the story of one message, and those of the messages that are attached to it: what was forwarded so, a digest.
fn add(bytes: &[u8], limits: &Limits, parsed: &mut Parsed) {
    let bytes = in_utf8(without_mark(bytes));
    let Some(message) = message(&bytes) else {
        return;
    };
    let first = parsed.articles.len();
    let mut messages = vec![&message];
    while let Some(message) = messages.pop() {
        let article = story(message, limits);
        if !article.blocks().is_empty() {
            parsed.articles.push(article);
        }
        if parsed.articles.len() >= limits.articles {
            break;
        }
        let attached = message
            .parts
            .iter()
            .rev()
            .filter_map(|part| match &part.body {
                PartType::Message(inner) => Some(inner),
                _ => None,
            });
        messages.extend(attached);
    }
    if parsed.articles.len() == first {
        parsed.warnings.push(Warning {
            article: Some(first),
            ..Warning::of_file("this mail holds no text")
        });
        parsed.articles.push(story(&message, limits));
    }
}

/// The story of a message.
fn story(message: &Message<'_>, limits: &Limits) -> Article {
    let html = parts(message, &message.html_body, |body| match body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    });
    let view = online(&html, limits);
    let mut article = body(message, &html, limits);
    if limits.scope == Scope::Article {
        article = below::without(&article).unwrap_or(article);
    }
    head(&mut article, message, view);
    article
}

/// The text: of HTML and plain text that which says more, HTML where they are about even.
fn body(message: &Message<'_>, html: &[&str], limits: &Limits) -> Article {
    let plain = parts(message, &message.text_body, |body| match body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let mut articles = html.iter().map(|html| fragment::markup(html, "", limits));
    let mut article = articles.next().unwrap_or_default();
    let more: Vec<Article> = articles.collect();
    if !more.is_empty() {
        let mut builder = Builder::new();
        *builder.meta() = article.meta.clone();
        builder.append(&article);
        for part in &more {
            builder.append(part);
        }
        article = builder.finish();
    }
    let plain = plain.join("\n\n");
    let plain = match limits.scope {
        Scope::Article | Scope::Cleaned => plain::unsigned(&plain),
        Scope::Whole => &plain,
    };
    // An HTML part that is one picture says "view this online" and little else.
    if article.text().len() * 3 >= plain.len() {
        return article;
    }
    // Some programs say of markup that it is plain text.
    if plain.trim_start().starts_with('<') && fragment::is_markup(plain) {
        return fragment::markup(plain, "", limits);
    }
    let mut builder = Builder::new();
    *builder.meta() = article.meta;
    fragment::plain(&plain::unflowed(message, plain), "", &mut builder);
    builder.finish()
}

fn parts<'m>(
    message: &'m Message<'_>,
    ids: &[u32],
    of: impl Fn(&'m PartType<'_>) -> Option<&'m str>,
) -> Vec<&'m str> {
    let part = |id: &u32| message.parts.get(*id as usize).map(|part| &part.body);
    ids.iter()
        .filter_map(part)
        .filter_map(of)
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// What the header says. `view` is the address of the mail on the Web.
fn head(article: &mut Article, message: &Message<'_>, view: String) {
    let raw = |name: &str| field(message, name);
    entitle(article, Clean::line(message.subject().unwrap_or_default()));
    let meta = &mut article.meta;
    let from = message.from().and_then(|from| from.first());
    let from = from.and_then(|a| a.name().or_else(|| a.address()));
    meta.byline = Clean::line(from.unwrap_or_default());
    let date = message
        .date()
        .map(|date| stamp::moment(&date.to_rfc3339()))
        .unwrap_or_default();
    let list = raw("List-Id");
    let list = list
        .split('<')
        .next()
        .unwrap_or_default()
        .trim()
        .trim_matches('"');
    let language = raw("Content-Language");
    for (slot, value) in [
        (&mut meta.site, Clean::line(list)),
        (&mut meta.published, date.clone()),
        (&mut meta.saved, date),
        (
            &mut meta.lang,
            Clean::line(language.split(',').next().unwrap_or_default()),
        ),
    ] {
        if !value.is_empty() {
            *slot = value;
        }
    }
    if !url::is_web(&meta.url) {
        let archived = [view, raw("Archived-At"), raw("List-Archive")];
        let mut urls = archived
            .iter()
            .map(|url| url.trim().trim_start_matches('<').trim_end_matches('>'));
        meta.url = Clean::line(urls.find(|url| url::is_web(url)).unwrap_or_default());
    }
    let status = raw("Status") + &raw("X-Status");
    if !status.is_empty() {
        meta.shelf = Some(Shelf {
            read: status.contains('R'),
            starred: status.contains('F'),
            ..Shelf::default()
        });
    }
}

/// The subject is the title; that of the page in the mail is another.
fn entitle(article: &mut Article, subject: Clean) {
    let first = record::title_of(article);
    let meta = &mut article.meta;
    let page = std::mem::replace(&mut meta.title, subject);
    if meta.title.is_empty() {
        meta.title = if page.is_empty() { first } else { page };
    } else if !page.is_empty() && page != meta.title && !meta.aliases.contains(&page) {
        meta.aliases.push(page);
    }
}

/// A field of the header; empty where there is none of it.
fn field(message: &Message<'_>, name: &str) -> String {
    let mut headers = message
        .parts
        .first()
        .into_iter()
        .flat_map(|part| part.headers.iter());
    let found = headers.find(|h| h.name.as_str().eq_ignore_ascii_case(name));
    found.map(|h| words(&h.value)).unwrap_or_default()
}

/// The words of a field of the header.
fn words(value: &HeaderValue<'_>) -> String {
    match value {
        HeaderValue::Text(text) => text.to_string(),
        HeaderValue::TextList(list) => list.first().map(ToString::to_string).unwrap_or_default(),
        HeaderValue::Address(address) => {
            let first = address.first();
            let name = first.and_then(|a| a.name()).unwrap_or_default();
            format!(
                "{name}<{}>",
                first.and_then(|a| a.address()).unwrap_or_default()
            )
        }
        _ => String::new(),
    }
}

/// What a link says that leads to the mail on the Web, in lower case.
const ONLINE: &[&str] = &[
    "in your browser",
    "in browser",
    "view online",
    "read online",
    "view it online",
    "web version",
    "on the web",
    "im browser",
    "online ansehen",
    "webversion",
    "webansicht",
    "version en ligne",
    "en ligne",
    "en el navegador",
    "nel browser",
    "no navegador",
];

/// The address under which the mail says that it can be read on the Web; empty where it does not.
fn online(html: &[&str], limits: &Limits) -> String {
    let mut views = html.iter().filter(|html| {
        let html = html.to_lowercase();
        let says = |phrase: &&str| memchr::memmem::find(html.as_bytes(), phrase.as_bytes());
        ONLINE.iter().any(|phrase| says(phrase).is_some())
    });
    // The line that says so is no part of the story: it is looked for in all that the mail holds.
    let view = views.next().map(|html| fragment::all(html, limits));
    view.and_then(|whole| linked(&whole)).unwrap_or_default()
}

/// Where the link leads that says so.
fn linked(whole: &Article) -> Option<String> {
    let linked = whole
        .all_marks()
        .iter()
        .filter_map(|mark| Some((mark.span.of(whole.text()), mark.link?)));
    let mut says = linked.filter(|(words, _)| {
        let words = words.to_lowercase();
        ONLINE.iter().any(|phrase| words.contains(phrase))
    });
    let link = whole.links().get(says.next()?.1 as usize)?;
    Some(link.url.to_string())
}
