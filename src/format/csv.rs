//! Tables with a row for each story, as read-later services export them.
//!
//! In: comma-, semicolon- or tab-separated values whose first row names the columns. What a column means is settled in
//! [`super::record`]; a table without an address or a text in its columns is none of ours.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, Warning,
    record::{self, Around, Record},
};
use crate::decode;

/// Exports of Pocket, Instapaper, Raindrop, Matter, Readwise, and any table with the address of a story in each row.
pub(super) static FORMAT: Format = Format {
    name: "csv",
    extensions: &["csv", "tsv"],
    streams: false,
    records: None,
    sniff,
    read,
};

/// Longest name of a column, in bytes: prose is longer.
const NAME: usize = 40;

/// What may part the columns.
const SIGNS: [u8; 3] = [b'\t', b';', b','];
/// What may stand before the first row.
const BEFORE: [char; 3] = ['\u{feff}', '\n', ' '];

fn sniff(probe: &Probe<'_>) -> Score {
    // Making a reader of tables takes a while, and every text is asked whether it is one.
    if !first_line(probe.text).contains(SIGNS.map(char::from)) {
        return 0;
    }
    let Some(columns) = columns(probe.text) else {
        return 0;
    };
    if is_bare_row(&columns) {
        return 180;
    }
    let known = columns.iter().filter(|name| record::is_known(name)).count();
    let leads = columns.iter().any(|name| record::leads_to_text(name));
    let short = columns.iter().all(|name| name.len() < NAME);
    let named = FORMAT.extensions.contains(&probe.extension().as_str());
    match known {
        _ if !short || !leads || columns.len() < 2 => 0,
        0 | 1 if !named => 0,
        _ => 180,
    }
}

/// The columns of Instapaper, whose older exports do not name them.
const BARE: [&str; 6] = ["URL", "Title", "Selection", "Folder", "Timestamp", "Tags"];

/// Whether a first row is one of Instapaper's that names no columns: an address first, a time in seconds in the fifth place.
fn is_bare_row(row: &[String]) -> bool {
    let time = |cell: &String| cell.len() == 10 && cell.bytes().all(|b| b.is_ascii_digit());
    let first = row.first().is_some_and(|cell| super::url::is_web(cell));
    first && (5..=BARE.len()).contains(&row.len()) && row.get(4).is_some_and(time)
}

/// The names of the columns; `None` where there is no first row.
fn columns(text: &str) -> Option<Vec<String>> {
    let first = reader(text).into_records().next()?.ok()?;
    Some(first.iter().map(|name| name.trim().to_owned()).collect())
}

fn first_line(text: &str) -> &str {
    text.trim_start_matches(BEFORE)
        .lines()
        .next()
        .unwrap_or_default()
}

/// Reads rows of any length, the first like the others; values are parted by the sign that the first line has most of.
fn reader(text: &str) -> csv::Reader<&[u8]> {
    let text = text.trim_start_matches(BEFORE);
    let head = first_line(text);
    let count = |sign: &u8| head.bytes().filter(|b| b == sign).count();
    let sign = SIGNS.into_iter().max_by_key(count);
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(sign.unwrap_or(b','))
        .from_reader(text.as_bytes())
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let decoded = decode::view(input.bytes, None);
    let mut columns = columns(&decoded.text).unwrap_or_default();
    let named = !is_bare_row(&columns);
    if !named {
        columns = BARE.map(String::from).to_vec();
    }
    let mut parsed = Parsed::default();
    let mut passed_over = 0;
    let rows = reader(&decoded.text)
        .into_records()
        .skip(usize::from(named));
    let maps = rows.map_while(Result::ok).map(|row| {
        let cells = columns
            .iter()
            .zip(row.iter())
            .filter(|(_, cell)| !cell.trim().is_empty());
        let cells = cells.map(|(name, cell)| (name.clone(), Value::String(cell.to_owned())));
        cells.collect::<Map<String, Value>>()
    });
    let maps: Box<dyn Iterator<Item = _>> = if columns.iter().any(|c| c == HIGHLIGHT) {
        Box::new(books(maps).into_iter())
    } else {
        Box::new(maps)
    };
    for map in maps {
        if parsed.articles.len() >= limits.articles {
            let message = format!("only the first {} rows were read", limits.articles);
            parsed.warnings.push(Warning::of_file(&message));
            break;
        }
        let record = Record::of(&map);
        if record.is_story() || record.has_address() {
            record::add(&mut parsed, record.story(&Around::default(), limits));
        } else {
            passed_over += usize::from(!map.is_empty());
        }
    }
    if passed_over > 0 {
        let message = format!("{passed_over} rows hold no story and were passed over");
        parsed.warnings.push(Warning::of_file(&message));
    }
    if parsed.articles.is_empty() {
        parsed
            .warnings
            .push(Warning::of_file("this table holds no stories"));
    }
    parsed
}

/// The column of a highlighted passage in an export of Readwise, and that of the name of its book.
const HIGHLIGHT: &str = "Highlight";
const BOOK: &str = "Book Title";

/// The passages of each book in one row, in the order of the books.
fn books(rows: impl Iterator<Item = Map<String, Value>>) -> Vec<Map<String, Value>> {
    let mut books: Vec<Map<String, Value>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let said = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let at = *known.entry(said(BOOK).to_owned()).or_insert(books.len());
        match books.get_mut(at).and_then(|book| book.get_mut(HIGHLIGHT)) {
            Some(Value::String(all)) => {
                all.push_str("\n\n");
                all.push_str(said(HIGHLIGHT));
            }
            _ => books.push(row),
        }
    }
    books
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_prose_by_their_first_row() {
        for (text, name, is) in [
            (
                "title,url,time_added,tags,status\n",
                "part_000000.csv",
                true,
            ),
            ("URL,Title,Selection,Folder,Timestamp\n", "", true),
            ("Title;URL\n", "", true),
            ("Title\tURL\tTags\n", "", true),
            ("\u{feff}\"Title\",\"URL\"\n", "", true),
            ("title,text,date\n", "", true),
            ("url,rating\n", "list.csv", true),
            ("url,rating\n", "list.txt", false),
            ("name,size\n", "sizes.csv", false),
            (
                "Title, url and other words that are no columns at all, though commas part them\n",
                "",
                false,
            ),
            ("https://a.example/1,First,,Unread,1600000000\n", "", true),
            (
                "https://a.example/1, an address, and prose after it, 2015\n",
                "",
                false,
            ),
            ("A headline\n\nAnd prose.", "", false),
            ("", "empty.csv", false),
        ] {
            let probe = Probe {
                head: text.as_bytes(),
                text,
                name,
            };
            assert_eq!(sniff(&probe) > 0, is, "{text}");
        }
    }
}
