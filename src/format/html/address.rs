//! Addresses: a reference in a page joined to the page's own address (RFC 3986, section 5, without its oddities).

/// `reference` as an absolute address; as written where there is no base, or where it needs none, but for the path of
/// a bare host: `https://a.example/`.
pub(in crate::format) fn join(base: &str, reference: &str) -> String {
    let reference = reference.trim();
    let authority = reference.split_once("://").map_or("", |(_, rest)| rest);
    if is_web(reference) && !authority.is_empty() && !authority.contains(['/', '?', '#']) {
        return format!("{reference}/");
    }
    let Some((scheme, rest)) = split_scheme(base) else {
        return reference.to_owned();
    };
    if reference.is_empty() || reference.starts_with('#') || split_scheme(reference).is_some() {
        return reference.to_owned();
    }
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return reference.to_owned();
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let path = path.split('?').next().unwrap_or_default();
    if reference.starts_with('?') {
        return format!("{scheme}://{host}{path}{reference}");
    }
    let whole = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        let folder = path.rsplit_once('/').map_or("", |(f, _)| f);
        format!("{folder}/{reference}")
    };
    format!("{scheme}://{host}{}", without_dots(&whole))
}

/// Hosts of web archives, and the beginnings of the paths of their copies.
const ARCHIVES: &[(&str, &str)] = &[
    ("web.archive.org", "/web/"),
    ("archive.today", "/"),
    ("archive.ph", "/"),
    ("archive.is", "/"),
    ("archive.md", "/"),
    ("archive.li", "/"),
    ("archive.vn", "/"),
    ("archive.fo", "/"),
];

/// The address of the page of which an archive of the web holds a copy at `url`: what stands behind the time of the
/// copy; `url` itself where it is no such address.
pub(super) fn without_archive(url: &str) -> &str {
    let rest = split_scheme(url).map_or(url, |(_, rest)| rest.trim_start_matches('/'));
    // In a copy links lead to copies, mostly without the host.
    let path = ARCHIVES
        .iter()
        .find_map(|(host, path)| rest.strip_prefix(host)?.strip_prefix(path))
        .or_else(|| url.strip_prefix("/web/"));
    let held = path.and_then(|p| p.split_once('/'));
    let own =
        held.filter(|(time, held)| time.starts_with(|c: char| c.is_ascii_digit()) && is_web(held));
    own.map_or(url, |(_, held)| held)
}

/// The name of a place in the page at `base` that a reference leads to; `None` where it leads elsewhere.
pub(super) fn in_page<'a>(base: &str, reference: &'a str) -> Option<&'a str> {
    let (page, name) = reference.trim().split_once('#')?;
    let base = base.split('#').next().unwrap_or_default();
    (!name.is_empty() && (page.is_empty() || page == base)).then_some(name)
}

/// A path with its `.` and `..` steps taken.
fn without_dots(whole: &str) -> String {
    let end = whole.find(['?', '#']).unwrap_or(whole.len());
    let (path, tail) = whole.split_at_checked(end).unwrap_or((whole, ""));
    let mut steps: Vec<&str> = Vec::new();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." && steps.len() > 1 {
                    steps.pop();
                }
                if last {
                    steps.push("");
                }
            }
            _ => steps.push(part),
        }
    }
    steps.join("/") + tail
}

/// The scheme of an address and what follows its colon; `None` of a reference without one.
pub(super) fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let mut chars = scheme.chars();
    let begins = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let goes_on = chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (begins && goes_on).then_some((scheme, rest))
}

/// Whether an address leads to a page of the web.
pub(super) fn is_web(address: &str) -> bool {
    split_scheme(address).is_some_and(|(scheme, rest)| {
        (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
            && rest.starts_with("//")
    })
}

/// The host of an address without `www.`; empty where it has none.
pub(super) fn host(address: &str) -> &str {
    let after = address.split_once("://").map_or("", |(_, rest)| rest);
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_archives_stand_for_their_pages() {
        let own = "https://a.example/b?c=d";
        for (url, page) in [
            (
                format!("https://web.archive.org/web/20261103000000/{own}"),
                own,
            ),
            (
                format!("https://web.archive.org/web/20261103000000if_/{own}"),
                own,
            ),
            (format!("/web/20261103000000/{own}"), own),
            (format!("https://archive.ph/2026.11.03-100000/{own}"), own),
            (own.to_owned(), own),
            ("/web/about".to_owned(), "/web/about"),
            (
                "https://archive.ph/AbCdE".to_owned(),
                "https://archive.ph/AbCdE",
            ),
        ] {
            assert_eq!(without_archive(&url), page);
        }
    }

    #[test]
    fn references_are_joined_as_browsers_do() {
        let base = "https://a.example/b/c/d?q=1#f";
        for (reference, whole) in [
            ("g", "https://a.example/b/c/g"),
            ("./g", "https://a.example/b/c/g"),
            ("g/", "https://a.example/b/c/g/"),
            ("/g", "https://a.example/g"),
            ("//h.example/g", "https://h.example/g"),
            ("?y", "https://a.example/b/c/d?y"),
            ("../g", "https://a.example/b/g"),
            ("../../../g", "https://a.example/g"),
            ("..", "https://a.example/b/"),
            ("g?y=../x", "https://a.example/b/c/g?y=../x"),
            ("#s", "#s"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("http://x.example", "http://x.example/"),
            ("http://x.example?y", "http://x.example?y"),
            ("", ""),
        ] {
            assert_eq!(join(base, reference), whole, "{reference}");
        }
        assert_eq!(join("https://a.example", "g"), "https://a.example/g");
        assert_eq!(join("", "g"), "g");
        assert_eq!(host("https://user@www.a.example:80/x"), "a.example");
    }
}
