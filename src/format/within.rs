//! The pictures that a file holds within: those of a book, of an archive of pages, of a page saved as a mail.

use mail_parser::{Message, MimeHeaders, PartType};

use super::{Limits, mail, pack::Budget, zip::archive::Archive};

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
}

impl<'a> Within<'a> {
    /// Looks into a file; `None` of one that holds nothing but its text. A book need not be read further for that than its
    /// directory.
    #[must_use]
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Option<Self> {
        let holder = if bytes.starts_with(b"PK\x03\x04") {
            Holder::Archive(Archive::open(bytes))
        } else {
            Holder::Mail(mail::message(bytes).filter(|m| m.parts.len() > 1)?)
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
        }
    }
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
}
