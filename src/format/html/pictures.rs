//! Pictures: which of the many addresses of an image is the picture, and which images are none.

use super::{
    page::{NodeIx, Page},
    scan,
};

/// A picture of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    /// Address as written; empty where only a placeholder or an embedded file is there.
    pub(super) src: String,
    /// Stands for the `data:` address where that is all there is.
    pub(super) inside: String,
    /// Alternative text.
    pub(super) alt: String,
    /// Width and height in pixels, 0 when not stated.
    pub(super) width: u32,
    pub(super) height: u32,
    /// Number of the link around it.
    pub(super) link: Option<u32>,
}

/// File names of pictures end so.
const EXTENSIONS: &[&str] = &[".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"];

/// Attributes that hold the true address of a picture that is loaded late, the best first.
const LATE: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-original-src",
    "data-full-src",
    "data-image",
    "data-url",
    "data-srcset",
    "data-lazy-srcset",
];

/// Words in the address of a placeholder.
const PLACEHOLDERS: &[&str] = &[
    "placeholder",
    "blank.",
    "spacer",
    "pixel.",
    "1x1",
    "loading.",
    "transparent",
    "lazy",
];

/// Smallest side of a picture worth a place in the text, in pixels.
const ICON: u32 = 48;

/// The picture of an `img`; `None` of an icon, a counter or an empty frame. In a figure a small picture is no icon.
pub(super) fn read(page: &Page, img: NodeIx, figure: bool) -> Option<Picture> {
    let value = |name: &str| page.attribute_of(img, name).unwrap_or_default().trim();
    let size = |name: &str| {
        value(name)
            .trim_end_matches("px")
            .parse::<u32>()
            .unwrap_or(0)
    };
    let (width, height) = (size("width"), size("height"));
    let small = |n: u32| (1..ICON).contains(&n);
    if !figure && small(width) && small(height) || width == 1 || height == 1 {
        return None;
    }
    let embedded = is_data(value("src"));
    let src = address(page, img).unwrap_or_default();
    if src.is_empty() && !embedded {
        return None;
    }
    let inside = match value("src") {
        _ if !src.is_empty() || !embedded => String::new(),
        lifted if lifted.starts_with("data:,") => lifted.to_owned(),
        data => scan::embedded(data),
    };
    Some(Picture {
        src,
        inside,
        alt: value("alt").to_owned(),
        width,
        height,
        link: None,
    })
}

/// The address of an image, of its `picture`, or what a script would have put there.
fn address(page: &Page, img: NodeIx) -> Option<String> {
    let value = |name: &str| {
        page.attribute_of(img, name)
            .map(str::trim)
            .unwrap_or_default()
    };
    let src = value("src");
    let lazy = value("class").contains("lazy");
    if is_usable(src) && !lazy {
        return Some(src.to_owned());
    }
    let late = LATE.iter().map(|n| value(n)).find(|v| is_usable(v));
    let late = late.or_else(|| {
        let other = |(name, v): &(&str, &str)| {
            !matches!(*name, "src" | "srcset" | "alt" | "title" | "class" | "id")
                && has_extension(v)
                && is_usable(v)
        };
        page.attributes(img).find(other).map(|a| a.1)
    });
    late.map(largest)
        .or_else(|| Some(largest(value("srcset"))).filter(|s| is_usable(s)))
        .or_else(|| of_sources(page, img))
        .or_else(|| Some(src.to_owned()).filter(|s| !s.is_empty() && !is_data(s)))
}

fn of_sources(page: &Page, img: NodeIx) -> Option<String> {
    let around = page.parent(img);
    if page.tag(around) != "picture" {
        return None;
    }
    page.inside(around)
        .filter(|n| page.tag(*n) == "source")
        .filter_map(|n| {
            page.attribute_of(n, "srcset")
                .or_else(|| page.attribute_of(n, "data-srcset"))
        })
        .map(largest)
        .find(|s| is_usable(s))
}

/// The address of the largest picture of a `srcset`; a single address is given back as it is.
fn largest(set: &str) -> String {
    let mut best = ("", -1.0);
    let mut rest = set.trim();
    while let Some(url) = rest.split_whitespace().next() {
        let tail = rest.get(url.len()..).unwrap_or_default();
        // A comma ends the candidate unless it is part of an address.
        let (descriptor, next) = if url.ends_with(',') {
            ("", tail)
        } else {
            tail.split_once(',').unwrap_or((tail, ""))
        };
        let size: f32 = descriptor
            .trim()
            .trim_end_matches(['w', 'x'])
            .parse()
            .unwrap_or(0.0);
        if size > best.1 {
            best = (url.trim_end_matches(','), size);
        }
        rest = next.trim_start();
    }
    best.0.to_owned()
}

fn has_extension(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value.len() < 2000 && EXTENSIONS.iter().any(|e| value.contains(e))
}

fn is_data(src: &str) -> bool {
    src.get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case("data:"))
}

fn is_usable(src: &str) -> bool {
    let lower = src.to_ascii_lowercase();
    !src.is_empty()
        && !is_data(src)
        && !src.starts_with(['{', '['])
        && !lower.starts_with("about:")
        && !PLACEHOLDERS.iter().any(|p| lower.contains(p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn src(html: &str) -> Option<String> {
        let page = Page::of(&Document::from(html));
        let img = page.all("img").next().unwrap();
        read(&page, img, false).map(|p| p.src)
    }

    #[test]
    fn the_true_address_is_found() {
        for (html, address) in [
            ("<img src=a.jpg>", Some("a.jpg")),
            ("<img src=a.jpg width=20 height=20>", None),
            ("<img src=a.gif width=1 height=1>", None),
            ("<img alt=x>", None),
            (
                "<img src='data:image/gif;base64,R0' data-src=b.jpg>",
                Some("b.jpg"),
            ),
            ("<img src='data:image/png;base64,R0'>", Some("")),
            (
                "<img class=lazyload src=tiny.jpg data-src=b.jpg>",
                Some("b.jpg"),
            ),
            (
                "<img src=/img/placeholder.png data-foo='/c.webp?x'>",
                Some("/c.webp?x"),
            ),
            ("<img srcset='a.jpg 1x, b.jpg 2x'>", Some("b.jpg")),
            ("<img srcset='a,b.jpg 300w, c,d.jpg 600w'>", Some("c,d.jpg")),
            (
                "<picture><source srcset='s.webp 1x'><img src='data:,'></picture>",
                Some("s.webp"),
            ),
        ] {
            assert_eq!(src(html).as_deref(), address, "{html}");
        }
    }
}
