//! The pictures that a file holds within: those of a book, of an archive of pages, of a page saved as a mail, and those that
//! a page carries in `data:` addresses.

use std::collections::BTreeMap;

use mail_parser::{Message, MimeHeaders, PartType, decoders::base64::base64_decode};

use super::{Limits, html, mail, pack::Budget, zip::archive::Archive};

/// A file that holds pictures.
#[derive(Debug)]
pub struct Within<'a> {
    holder: Holder<'a>,
    budget: Budget,
}

#[derive(Debug)]
enum Holder<'a> {
    Archive(Archive<'a>),
    Mail(Message<'a>),
    /// The `data:` addresses of pictures in a text by what stands for them.
    Text(BTreeMap<String, &'a str>),
}

impl<'a> Within<'a> {
    /// Looks into a file; `None` of one that holds nothing but its text. A book need not be read further for that than its
    /// directory.
    #[must_use]
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Option<Self> {
        let holder = if bytes.starts_with(b"PK\x03\x04") {
            Holder::Archive(Archive::open(bytes))
        } else {
            let mail = mail::message(bytes).filter(|m| m.parts.len() > 1);
            let text = || Some(addresses(bytes)).filter(|found| !found.is_empty());
            mail.map(Holder::Mail)
                .or_else(|| text().map(Holder::Text))?
        };
        Some(Self {
            holder,
            budget: Budget::new(limits),
        })
    }

    /// The bytes of the picture that an article names so; `None` where they are not there, or damaged, or beyond the limits.
    pub fn picture(&mut self, address: &str) -> Option<Vec<u8>> {
        match &self.holder {
            Holder::Archive(archive) => {
                let name = member_name(address)?;
                let within = |m: &&super::zip::archive::Member<'_>| {
                    let folder = m.name.strip_suffix(&name);
                    folder.is_some_and(|f| f.is_empty() || f.ends_with('/'))
                };
                let member = archive.members.iter().find(within)?;
                let (bytes, whole) = member.read(&mut self.budget).ok()?;
                whole.then_some(bytes)
            }
            Holder::Mail(message) => {
                let part = message.parts.iter().find(|part| {
                    let id = address.strip_prefix("cid:");
                    let own = part.content_id();
                    part.content_location() == Some(address)
                        || id
                            .is_some_and(|id| own.is_some_and(|o| o.trim_matches(['<', '>']) == id))
                })?;
                match &part.body {
                    PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(bytes.to_vec()),
                    _ => None,
                }
            }
            Holder::Text(found) => unpacked(found.get(address)?),
        }
    }
}

/// Every `data:` address of a picture in a text (RFC 2397).
fn addresses(bytes: &[u8]) -> BTreeMap<String, &str> {
    let ends = |b: &u8| matches!(b, b'"' | b'\'' | b')' | b'<' | b'>') || b.is_ascii_whitespace();
    let starts = memchr::memmem::find_iter(bytes, "data:image/");
    let found = starts.filter_map(|at| {
        let rest = bytes.get(at..)?;
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        let address = std::str::from_utf8(rest.get(..end)?).ok()?;
        Some((html::embedded(address), address))
    });
    found.collect()
}

/// The bytes in a `data:` address; `None` where they are not in base64.
fn unpacked(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address.split_once(',')?;
    let packed = head.to_ascii_lowercase().ends_with(";base64");
    let body = body
        .replace("%2B", "+")
        .replace("%2F", "/")
        .replace("%3D", "=");
    packed.then(|| base64_decode(body.as_bytes())).flatten()
}

/// The end of the name of an archive's member that an address means, which is written from a page somewhere in it.
fn member_name(address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next()?;
    if address.contains(':') {
        return None;
    }
    let mut name = address.trim_start_matches('/');
    while let Some(rest) = name.strip_prefix("./").or_else(|| name.strip_prefix("../")) {
        name = rest;
    }
    let name = super::epub::unescaped(name);
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_means_the_end_of_a_name() {
        for (address, name) in [
            ("images/a%20b.png", Some("images/a b.png")),
            ("../../img/a.png?x=1#y", Some("img/a.png")),
            ("./a.png", Some("a.png")),
            ("/a.png", Some("a.png")),
            ("https://a.org/a.png", None),
            ("cid:1", None),
            ("", None),
            ("../", None),
        ] {
            assert_eq!(member_name(address).as_deref(), name, "{address}");
        }
    }

    #[test]
    fn a_mail_has_its_pictures_by_place_and_by_number() {
        let mail = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n\
            --b\nContent-Type: text/html\n\n<p>Words</p>\n\
            --b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\
            Content-Location: https://a.org/a.png\n\niVBORw==\n\
            --b\nContent-Type: image/gif\nContent-Transfer-Encoding: base64\nContent-ID: <one@b>\n\nR0lGODk=\n--b--\n";
        let mut within = Within::open(mail.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(
            within.picture("https://a.org/a.png").as_deref(),
            Some(&b"\x89PNG"[..])
        );
        assert_eq!(within.picture("cid:one@b").as_deref(), Some(&b"GIF89"[..]));
        assert_eq!(within.picture("cid:two@b"), None);
        assert_eq!(within.picture("https://a.org/b.png"), None);
        assert!(Within::open(b"Just words.", &Limits::default()).is_none());
    }

    #[test]
    fn data_addresses_are_found_again() {
        let long = "A".repeat(2000);
        let text = format!(
            "<img src='data:image/gif;base64,R0lGODlh'> <img src=\"data:image/png;base64,{long}\">"
        );
        let limits = Limits::default();
        let read = html::read_markup(&text, "", "", &limits, html::Scope::Whole);
        let mut within = Within::open(text.as_bytes(), &limits).unwrap();
        let images = read.articles[0].images().iter();
        let found: Vec<_> = images.map(|i| within.picture(&i.inside)).collect();
        assert_eq!(found, [Some(b"GIF89a".to_vec()), Some(vec![0; 1500])]);
        assert_eq!(within.picture("data:,0"), None);
    }
}
