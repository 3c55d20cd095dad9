//! The pictures of a story under other names: as files beside the file that it is written to.

use std::fmt::Write;

use crate::{
    article::{Article, Image},
    library::pictures::Picture,
};

/// The name of the file of picture number `n` of its story.
pub(super) fn name(picture: &Picture, n: usize) -> String {
    format!("{}.{}", n + 1, picture.extension)
}

/// A file's name as part of an address.
pub(super) fn escaped(name: &str) -> String {
    let mut address = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',') {
            address.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// The story with its pictures under the names that they were given; those on the Web keep their addresses.
pub(super) fn renamed(
    article: &Article,
    found: &[Option<Picture>],
    name: &dyn Fn(usize, &Picture) -> String,
) -> Article {
    let images = article.images().iter().zip(found).enumerate();
    let images = images.map(|(n, (image, picture))| match picture {
        Some(picture) => Image {
            src: crate::text::Clean::line(&name(n, picture)),
            ..image.clone()
        },
        None => image.clone(),
    });
    article.clone().with_images(images.collect())
}
