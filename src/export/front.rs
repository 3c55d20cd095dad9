//! What is known of a story as YAML front matter, under the keys of Obsidian's Web Clipper where it has one.

use std::fmt::Write;

use crate::article::Meta;

/// The front matter, with the blank line after it.
pub(super) fn write(meta: &Meta) -> String {
    let mut yaml = String::from("---\n");
    let _ = writeln!(yaml, "title: {}", quoted(&meta.title));
    for (key, value) in [
        ("source", &meta.url),
        ("author", &meta.byline),
        ("site", &meta.site),
        ("published", &meta.published),
        ("modified", &meta.modified),
        ("created", &meta.saved),
        ("lang", &meta.lang),
        ("description", &meta.excerpt),
        ("image", &meta.lead_image),
    ] {
        if !value.is_empty() {
            let _ = writeln!(yaml, "{key}: {}", quoted(value));
        }
    }
    for (key, values) in [("aliases", &meta.aliases), ("tags", &meta.tags)] {
        if !values.is_empty() {
            let _ = writeln!(yaml, "{key}:");
        }
        for value in values {
            let _ = writeln!(yaml, "  - {}", quoted(value));
        }
    }
    yaml.push_str("---\n\n");
    yaml
}

/// A double-quoted scalar. The values are lines without control characters.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
