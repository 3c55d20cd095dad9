//! Addresses: what little of them a reader of files needs.

/// Whether `text` is the address of a page.
pub(super) fn is_web(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
        && !host(text).is_empty()
}

/// The host of an address without `www.`, user and port; empty where there is none.
pub(super) fn host(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else {
        return "";
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_bare() {
        for (address, name) in [
            ("https://www.example.org/a?b", "example.org"),
            ("http://user@example.org:80", "example.org"),
            ("example.org/a", ""),
            ("https://", ""),
        ] {
            assert_eq!(host(address), name);
        }
        assert!(
            !is_web("https://") && !is_web("ftp://example.org") && is_web("http://example.org")
        );
    }
}
