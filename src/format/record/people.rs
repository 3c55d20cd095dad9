//! Lists that programs write in many ways: authors and tags.

use serde_json::Value;

use super::{fields::texts, fragment, is_web};
use crate::{format::entities, text::Clean};

/// The authors as one line: "Ann Lee, Bo Ek and Cy Day". The first value that names somebody counts.
pub(super) fn byline(values: &[&Value]) -> Clean {
    let mut lines = values.iter().map(|value| {
        let names = texts(value);
        joined(
            names
                .iter()
                .flat_map(|names| parted(names))
                .map(|n| name(&n)),
        )
    });
    lines.find(|line| !line.is_empty()).unwrap_or_default()
}

/// The names in one text, parted by semicolons or written as a list of JSON or Python. Where all of several begin with the
/// family's, as in a bibliography, they are turned.
fn parted(names: &str) -> Vec<String> {
    if names.trim().starts_with('[') && !names.trim().starts_with("[[") {
        return split(names);
    }
    let names: Vec<&str> = names
        .split(';')
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .collect();
    let turned = |name: &&str| {
        let (family, given) = name.split_once(", ")?;
        (!given.contains(',')).then(|| format!("{given} {family}"))
    };
    let all: Option<Vec<String>> = names.iter().map(turned).collect();
    all.filter(|all| all.len() > 1)
        .unwrap_or_else(|| names.into_iter().map(str::to_owned).collect())
}

/// A name without "By" and without the brackets of a note that links to it.
fn name(text: &str) -> Clean {
    let text = Clean::line(&fragment::words(text));
    let text = text.trim_start_matches("[[").trim_end_matches("]]");
    let by = text
        .get(..3)
        .is_some_and(|by| by.eq_ignore_ascii_case("by "));
    let text = if by {
        text.get(3..).unwrap_or_default()
    } else {
        text
    };
    let text = unaddressed(text);
    Clean::line(if is_web(text) { "" } else { text })
}

/// A name without the address of mail that stands behind it in brackets: "Ann Lee (ann@example.org)".
pub(in crate::format) fn unaddressed(name: &str) -> &str {
    let parted = [('(', ')'), ('<', '>'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| {
            let (name, address) = name.trim_end().strip_suffix(close)?.rsplit_once(open)?;
            let is_address = address.contains('@') && !address.contains(' ');
            (is_address && !name.trim().is_empty()).then(|| name.trim())
        });
    parted.unwrap_or(name)
}

/// Names in a row as a sentence has them, none twice.
pub(in crate::format) fn joined(names: impl Iterator<Item = Clean>) -> Clean {
    let mut kept: Vec<Clean> = Vec::new();
    for name in names {
        if !name.is_empty() && !kept.contains(&name) {
            kept.push(name);
        }
    }
    match kept.split_last() {
        None => Clean::default(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => {
            let rest: Vec<&str> = rest.iter().map(Clean::as_str).collect();
            Clean::line(&format!("{} and {last}", rest.join(", ")))
        }
    }
}

/// The tags of all values, none twice, in order.
pub(super) fn tags(values: &[&Value]) -> Vec<Clean> {
    let texts = values.iter().flat_map(|value| texts(value));
    // A reference ends with the sign that parts tags: "Food &amp; Drink".
    let tags = texts.flat_map(|text| split(&entities::decode(&text)));
    unique(tags)
}

/// Tags as one line each, none twice, none empty.
pub(in crate::format) fn unique(tags: impl Iterator<Item = String>) -> Vec<Clean> {
    let mut kept: Vec<Clean> = Vec::new();
    for tag in tags {
        // Google Reader and the readers after it write what they know of a story among its tags.
        let tag = tag.trim();
        let tag = match tag
            .strip_prefix("user/")
            .and_then(|t| t.split_once("/label/"))
        {
            Some((_, label)) => label,
            None if tag.starts_with("user/") && tag.contains("/state/") => "",
            None => tag.trim_start_matches('#'),
        };
        let tag = Clean::line(&fragment::words(tag));
        if !tag.is_empty() && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// The tags in one text: `["a","b"]` as JSON or Python writes it, else parted by the first sign of `|`, `;`, `,` that it has.
fn split(text: &str) -> Vec<String> {
    let text = text.trim();
    if let Some(list) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        let bare = |tag: &str| tag.trim().trim_matches(['\'', '"']).replace("\\'", "'");
        return serde_json::from_str(text).unwrap_or_else(|_| list.split(',').map(bare).collect());
    }
    let sign = ['|', ';', ',']
        .into_iter()
        .find(|sign| text.contains(*sign));
    sign.map_or_else(
        || vec![text.to_owned()],
        |sign| text.split(sign).map(str::to_owned).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn authors_become_one_line() {
        for (value, line) in [
            (json!("Ann Lee"), "Ann Lee"),
            (json!("By Ann Lee"), "Ann Lee"),
            (json!("Ann Lee; Bo Ek"), "Ann Lee and Bo Ek"),
            (
                json!(["Ann Lee", "Bo Ek", "Cy Day"]),
                "Ann Lee, Bo Ek and Cy Day",
            ),
            (json!([{"name": "Ann Lee"}, {"name": "Ann Lee"}]), "Ann Lee"),
            (
                json!([{"given": "Ann", "family": "Lee"}, {"literal": "18F"}]),
                "Ann Lee and 18F",
            ),
            (
                json!({"1": {"author_id": "1", "name": "Ann Lee"}}),
                "Ann Lee",
            ),
            (json!("[[Ann Lee]]"), "Ann Lee"),
            (json!("['Ann Lee', 'Bo Ek']"), "Ann Lee and Bo Ek"),
            (json!("Lee, Ann; Ek, Bo"), "Ann Lee and Bo Ek"),
            (json!("Ann Lee, Bo Ek"), "Ann Lee, Bo Ek"),
            (json!("https://example.org/ann"), ""),
            (json!("Ann Lee (ann@example.org)"), "Ann Lee"),
            (json!("Ann Lee (mailto:ann@example.org)"), "Ann Lee"),
            (
                json!(["Ann Lee <ann@example.org>", "Bo Ek"]),
                "Ann Lee and Bo Ek",
            ),
            (json!("ann@example.org"), "ann@example.org"),
            (json!("Ann Lee (Oslo)"), "Ann Lee (Oslo)"),
            (json!([]), ""),
        ] {
            assert_eq!(*byline(&[&value]), *line, "{value}");
        }
    }

    #[test]
    fn tags_are_split_by_whatever_parts_them() {
        for (value, want) in [
            (json!("a|b c"), &["a", "b c"][..]),
            (json!("a; b"), &["a", "b"]),
            (json!("a, b,"), &["a", "b"]),
            (json!("['a', 'b']"), &["a", "b"]),
            (json!("[\"a\",\"b, c\"]"), &["a", "b, c"]),
            (json!("[]"), &[]),
            (json!(["a", "b", "a"]), &["a", "b"]),
            (json!([{"label": "a"}, {"name": "b"}]), &["a", "b"]),
            (json!({"a": {"item_id": "1", "tag": "a"}}), &["a"]),
            (json!("#a"), &["a"]),
            (json!("Food &amp; Drink"), &["Food & Drink"]),
            (json!("['it\\'s', 'b']"), &["it's", "b"]),
            (
                json!(["user/-/state/com.google/read", "user/-/label/a"]),
                &["a"],
            ),
            (json!(""), &[]),
        ] {
            let found = tags(&[&value]);
            let found: Vec<&str> = found.iter().map(Clean::as_str).collect();
            assert_eq!(found, want, "{value}");
        }
    }
}
