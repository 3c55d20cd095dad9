//! Lists of addresses as plain text, one a line: what OneTab exports, or somebody keeps in a file.
//!
//! In: lines that begin with an address, some with a title after ` | ` or a tab. Out: a story a line, of which only the address
//! is there.

use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score,
    record::{self, Around, Record},
    url::is_web,
};
use crate::decode;

/// Lists of addresses.
pub(super) static FORMAT: Format = Format {
    name: "addresses",
    extensions: &[],
    streams: false,
    records: None,
    sniff,
    read,
};

/// Lines of a file that are looked at.
const LOOK: usize = 200;

fn sniff(probe: &Probe<'_>) -> Score {
    let lines = || lines(probe.text).take(LOOK);
    if lines().count() >= 2 && lines().all(|line| entry(line).is_some()) {
        160
    } else {
        0
    }
}

/// The lines that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_start_matches('\u{feff}');
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The address of a line and its title, which may be empty; `None` of a line that is anything else.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (address, title) = line
        .split_once(" | ")
        .or_else(|| line.split_once('\t'))
        .unwrap_or((line, ""));
    let address = address.trim();
    (is_web(address) && !address.contains(' ')).then(|| (address, title.trim()))
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let text = decode::view(input.bytes, None).text;
    let mut parsed = Parsed::default();
    for (address, title) in lines(&text).filter_map(entry).take(limits.articles) {
        let mut map = Map::new();
        map.insert("url".to_owned(), Value::String(address.to_owned()));
        if !title.is_empty() {
            map.insert("title".to_owned(), Value::String(title.to_owned()));
        }
        record::add(
            &mut parsed,
            Record::of(&map).story(&Around::default(), limits),
        );
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_of_addresses_make_a_list() {
        for (text, is) in [
            (
                "https://a.example | A\n\nhttps://b.example/x | B | C\n",
                true,
            ),
            ("https://a.example\nhttps://b.example\n", true),
            ("https://a.example\tA\r\nhttps://b.example\tB", true),
            ("https://a.example\n", false),
            ("https://a.example\nand what is said there\n", false),
            (
                "https://a.example is good\nhttps://b.example is better\n",
                false,
            ),
            ("", false),
        ] {
            let probe = Probe {
                head: text.as_bytes(),
                text,
                name: "",
            };
            assert_eq!(sniff(&probe) > 0, is, "{text}");
        }
    }

    #[test]
    fn each_line_is_a_story() {
        let bytes = b"https://a.example/1 | One | two\nhttps://b.example/2\n";
        let parsed = read(Input { bytes, name: "" }, &Limits::default());
        let said: Vec<_> = parsed
            .articles
            .iter()
            .map(|a| (&*a.meta.url, &*a.meta.title))
            .collect();
        let second = "https://b.example/2";
        assert_eq!(
            said,
            [("https://a.example/1", "One | two"), (second, second)]
        );
    }
}
