//! The pictures of a story, where they are at hand: those that a browser or a clipper saved beside its file, and those
//! within a book or a page saved as a mail. Nothing is ever fetched from the network.
//!
//! Only a regular file in or below the folder of the story is ever read, whatever the story says, and only one that begins as
//! a picture does.

use std::{
    fs::File,
    io::Read,
    ops::Range,
    path::{Component, Path},
};

use super::open;
use crate::{
    article::{Article, Image},
    format::{Limits, Within},
};

/// Largest picture, in bytes.
const LARGEST: u64 = 32 << 20;

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// The extension that its file should have, without a dot.
    pub extension: &'static str,
    /// Its media type.
    pub media: &'static str,
}

impl Picture {
    /// The picture of these bytes; `None` of what is none, or too large.
    fn of(bytes: Vec<u8>) -> Option<Self> {
        let fits = bytes.len() as u64 <= LARGEST;
        let begins = |(magic, at, ..): &&(&[u8], usize, &str, &str)| {
            bytes.get(*at..).is_some_and(|b| b.starts_with(magic))
        };
        let (_, _, extension, media) = *KINDS.iter().find(begins).filter(|_| fits)?;
        Some(Self {
            bytes,
            extension,
            media,
        })
    }
}

/// What pictures begin with; where; their extension and media type.
const KINDS: &[(&[u8], usize, &str, &str)] = &[
    (b"\x89PNG\r\n\x1a\n", 0, "png", "image/png"),
    (b"\xff\xd8\xff", 0, "jpg", "image/jpeg"),
    (b"GIF8", 0, "gif", "image/gif"),
    (b"WEBP", 8, "webp", "image/webp"),
];

/// The pictures of a story from the file `path`, by their numbers; `None` for one that is not to be had.
#[must_use]
pub fn all(article: &Article, path: &Path) -> Vec<Option<Picture>> {
    let limits = &Limits::default();
    let numbers = 0..article.images().len();
    let mut found: Vec<_> = numbers.clone().map(|_| None).collect();
    each(article, path, numbers, limits, &mut |n, picture| {
        if let Some(place) = found.get_mut(n) {
            *place = picture;
        }
    });
    found
}

/// The pictures of these numbers of a story from the file `path`, those within the file included, each told to `take` with its
/// number; `None` for one that is not to be had.
pub fn each(
    article: &Article,
    path: &Path,
    numbers: Range<usize>,
    limits: &Limits,
    take: &mut dyn FnMut(usize, Option<Picture>),
) {
    let images = article.images().iter().enumerate();
    let mut missing = Vec::new();
    for (n, image) in images.skip(numbers.start).take(numbers.len()) {
        match beside(article, image, path) {
            None if !image.src.is_empty() => missing.push((n, &*image.src)),
            None if !image.inside.is_empty() => missing.push((n, &*image.inside)),
            found => take(n, found),
        }
    }
    if missing.is_empty() {
        return;
    }
    let file = open::read_file(path, limits).ok();
    let mut within = file.as_ref().and_then(|f| Within::open(&f.bytes, limits));
    for (n, address) in missing {
        let bytes = within.as_mut().and_then(|w| w.picture(address));
        take(n, bytes.and_then(Picture::of));
    }
}

/// A picture that lies beside the file.
fn beside(article: &Article, image: &Image, path: &Path) -> Option<Picture> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let url = &*article.meta.url;
    let base = url.rsplit_once('/').map_or("", |(base, _)| base);
    // A browser that saves a page writes addresses from the page's file, which were then joined to its old address.
    let own = image.src.strip_prefix(base).filter(|_| !base.is_empty());
    let own = own.and_then(|own| own.strip_prefix('/'));
    picture(folder, own.unwrap_or(&image.src))
}

fn picture(folder: &Path, address: &str) -> Option<Picture> {
    let address = address.split(['?', '#']).next()?;
    let name = unescaped(address.strip_prefix("./").unwrap_or(address));
    let path = Path::new(&name);
    let inside = path.components().all(|c| matches!(c, Component::Normal(_)));
    if name.is_empty() || !inside || address.contains(':') {
        return None;
    }
    let path = folder.join(path).canonicalize().ok()?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    // A link may not lead out of the folder either.
    if !path.starts_with(folder.canonicalize().ok()?) || !path.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    Picture::of(bytes)
}

/// `%20` and the like resolved.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|h| std::str::from_utf8(h).ok());
        let code = hex.and_then(|h| u8::from_str_radix(h, 16).ok());
        let code = code.filter(|_| *first == b'%');
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}
