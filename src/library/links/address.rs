//! Addresses folded to what the many addresses of one page share. In: an address as written. Out: host, path, and the
//! part of the query that says which page it is.

/// Bytes of the longest address that is looked at.
const LONGEST: usize = 4096;

/// Folds an address: no scheme, user, port, fragment, tracking parameter, closing slash or index file; the host in
/// lower case, without `www.` and the prefixes of mobile and AMP editions; the other parameters in order. The page
/// inside an address of an archive or an AMP cache is what counts. `None` where it is no address of a web page.
/// Folding twice changes nothing.
#[must_use]
pub fn address(url: &str) -> Option<String> {
    let mut url = url.trim().to_owned();
    if url.len() > LONGEST {
        return None;
    }
    loop {
        let folded = fold(&url)?;
        match cached(&folded) {
            Some(inner) => inner.clone_into(&mut url),
            None => return Some(folded),
        }
    }
}

fn fold(url: &str) -> Option<String> {
    let bare = after_scheme(url)?.split('#').next().unwrap_or_default();
    let (place, query) = bare.split_once('?').unwrap_or((bare, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let mut out = fold_host(host)?;
    for part in fold_path(path) {
        out.push('/');
        out.push_str(&part);
    }
    let mut kept: Vec<&str> = query.split('&').filter(|p| says_page(p)).collect();
    kept.sort_unstable();
    kept.dedup();
    for (n, part) in kept.iter().enumerate() {
        out.push(if n == 0 { '?' } else { '&' });
        out.push_str(part);
    }
    Some(out)
}

fn after_scheme(url: &str) -> Option<&str> {
    if url.contains(char::is_whitespace) {
        return None;
    }
    if let Some(rest) = url.strip_prefix("//") {
        return Some(rest);
    }
    let start = url.split(['/', '?', '#']).next().unwrap_or_default();
    let Some(scheme) = start.strip_suffix(':') else {
        return (start.contains('.') && !start.contains('@')).then_some(url);
    };
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let rest = url.get(start.len()..)?.trim_start_matches('/');
    web.then_some(rest)
}

/// Hosts that serve the same pages as the one without them.
const EDITIONS: &[&str] = &["www.", "www2.", "m.", "mobile.", "amp.", "touch."];

fn fold_host(host: &str) -> Option<String> {
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_lowercase();
    let mut host = host.trim_matches('.');
    while let Some(rest) = EDITIONS.iter().find_map(|p| host.strip_prefix(p)) {
        if !rest.contains('.') {
            break;
        }
        host = rest.trim_start_matches('.');
    }
    host.contains('.').then(|| host.to_owned())
}

/// Last steps of a path that are there or not, for the same page.
const INDEXES: &[&str] = &[
    "",
    "amp",
    "index.html",
    "index.htm",
    "index.php",
    "default.aspx",
];

/// The steps of a path that say which page it is.
fn fold_path(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = path
        .split('/')
        .filter(|p| !p.is_empty() && *p != ".")
        .map(escapes)
        .collect();
    let amp = parts.iter().take_while(|p| *p == "amp").count();
    parts.drain(..amp);
    while let Some(last) = parts.last_mut() {
        if let Some(stem) = last.strip_suffix(".amp") {
            *last = stem.to_owned();
        } else if let Some(stem) = last.strip_suffix(".amp.html") {
            *last = format!("{stem}.html");
        } else if INDEXES.contains(&last.to_ascii_lowercase().as_str()) {
            parts.pop();
        } else {
            break;
        }
    }
    parts
}

/// Hex digits of escapes in upper case.
fn escapes(part: &str) -> String {
    let mut due = 0;
    let upper = |c: char| {
        let up = due > 0;
        due = if c == '%' { 2 } else { due - i32::from(up) };
        if up { c.to_ascii_uppercase() } else { c }
    };
    part.chars().map(upper).collect()
}

/// Parameters that say where a reader came from, by name or by the start of it.
const TRACKING: &[&str] = &[
    "_ga",
    "amp",
    "amp_js_v",
    "campaign",
    "cid",
    "cmp",
    "cmpid",
    "dclid",
    "fbclid",
    "feature",
    "from",
    "ftag",
    "gclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "mod",
    "msclkid",
    "ncid",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "output",
    "outputtype",
    "partner",
    "ref",
    "ref_src",
    "referrer",
    "rss",
    "share",
    "si",
    "smid",
    "smtyp",
    "source",
    "src",
    "sr_share",
    "taid",
    "via",
    "xtor",
    "yclid",
];
const TRACKING_STARTS: &[&str] = &["utm_", "at_", "pk_", "mtm_", "hsa_", "oly_", "vero_"];

fn says_page(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    !name.is_empty()
        && !TRACKING.contains(&name.as_str())
        && !TRACKING_STARTS.iter().any(|s| name.starts_with(s))
}

/// The address inside a folded one of an archive or an AMP cache: `web.archive.org/web/2013…/http:/…`.
fn cached(folded: &str) -> Option<&str> {
    let (host, path) = folded.split_once('/')?;
    let inner = if host == "web.archive.org" {
        path.strip_prefix("web/")?.split_once('/')?.1
    } else if host.ends_with(".cdn.ampproject.org") {
        path.split_once('/')?.1
    } else if host == "google.com" {
        path.strip_prefix("s/")?
    } else {
        return None;
    };
    let inner = inner.strip_prefix("s/").unwrap_or(inner);
    fold(inner).is_some().then_some(inner)
}

/// Words of a slug, at the least, that tell one story from another.
const SLUG_WORDS: usize = 4;

/// The words of a headline in the last step of a folded address, folded: "kerry meets putin" of
/// `example.com/2013/kerry-meets-putin.html`. `None` where it holds too few.
#[must_use]
pub fn slug(folded: &str) -> Option<String> {
    let path = folded.split('?').next()?;
    let last = path.split_once('/')?.1.rsplit('/').next()?;
    let stem = last.split('.').next()?;
    let spelt = |w: &&str| !w.is_empty() && w.chars().all(char::is_alphabetic);
    let words: Vec<&str> = stem.split(['-', '_', '+']).filter(spelt).collect();
    (words.len() >= SLUG_WORDS).then(|| super::fold::title(&words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_fold_alike() {
        for (url, folded) in [
            ("https://www.example.com/a/b/", "example.com/a/b"),
            ("HTTP://Example.COM:80/a/b#top", "example.com/a/b"),
            ("//m.example.com/a/b", "example.com/a/b"),
            ("example.com/a/b?utm_source=x&fbclid=1", "example.com/a/b"),
            ("https://amp.example.com/a/b/amp/", "example.com/a/b"),
            ("https://example.com/amp/a/b.amp", "example.com/a/b"),
            ("https://example.com/a/b.amp.html", "example.com/a/b.html"),
            ("https://example.com/a/index.html", "example.com/a"),
            (
                "https://example.com/s?id=7&b=2&ref=rss",
                "example.com/s?b=2&id=7",
            ),
            ("https://example.com/caf%c3%a9", "example.com/caf%C3%A9"),
            ("https://u:p@example.com", "example.com"),
            (
                "https://web.archive.org/web/20130507/http://www.example.com/a/?x=1",
                "example.com/a?x=1",
            ),
            (
                "https://example-com.cdn.ampproject.org/c/s/www.example.com/a",
                "example.com/a",
            ),
            (
                "https://www.google.com/amp/s/www.example.com/a",
                "example.com/a",
            ),
        ] {
            assert_eq!(address(url).as_deref(), Some(folded), "{url}");
        }
    }

    #[test]
    fn what_is_no_page_has_no_address() {
        for url in [
            "",
            "mailto:a@example.com",
            "javascript:void(0)",
            "#top",
            "/a/b",
            "a b.c/d",
            "data:text/plain,x",
        ] {
            assert_eq!(address(url), None, "{url}");
        }
    }
}
