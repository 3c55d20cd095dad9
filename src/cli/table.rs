//! `export --query`: stories of the library, as clean copies or as one table of what the library knows of them.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use clap::ArgMatches;

use super::{DONE, Given, MISSED, MISUSED, Output, export, library::Library, listed::Line};
use crate::{
    library::{
        open,
        search::{Query, odd},
        store::{self, List, Row},
    },
    text::{Clean, many},
};

/// The tables, by name.
pub(super) const NAMES: [&str; 3] = ["jsonl", "csv", "opml"];

/// `export --query QUERY --to FORMAT [--out PATH]`
pub(super) fn run(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let words = matches.get_one::<String>("query").cloned();
    let words = words.unwrap_or_default();
    if let Some(odd) = odd(&words, false) {
        output.complain(&odd)?;
        return Ok(MISUSED);
    }
    let query = Query::parse(&words, false);
    let Some(library) = Library::open(matches, output)? else {
        return Ok(MISSED);
    };
    if query.asks_closer() {
        library.look_closer(true, output)?;
    }
    let rows = match rows(&library, &query) {
        Ok(rows) => rows,
        Err(error) => {
            output.complain(&error)?;
            return Ok(MISSED);
        }
    };
    let to = matches.get_one::<String>("to").map_or("", String::as_str);
    let out = matches.get_one::<PathBuf>("out");
    if !NAMES.contains(&to) {
        if out.is_none() {
            output.complain(&"--out says which folder")?;
            return Ok(MISUSED);
        }
        return export::run(
            Given::new(rows.iter().map(named).collect()),
            matches,
            output,
        );
    }
    let text = table(to, &rows);
    let Some(out) = out else {
        output.text(&text)?;
        return Ok(DONE);
    };
    match written(out, &text) {
        Ok(()) => {
            let stories = many(rows.len(), "story", "stories");
            output.line(&format!("{}: {stories}", open::shown(out)))?;
            Ok(DONE)
        }
        Err(error) => {
            let what = format!("{}: {}", open::shown(out), open::reason(&error));
            output.complain(&Clean::line(&what))?;
            Ok(MISSED)
        }
    }
}

fn rows(library: &Library, query: &Query) -> store::Result<Vec<Row>> {
    let most = usize::MAX >> 1;
    let page = library
        .store
        .list(&query.selection(), List::default(), most)?;
    library.store.rows(&page.ids)
}

/// A story as a path of the command line: of a file that holds several, with its number.
fn named(row: &Row) -> PathBuf {
    let entry = &row.entry;
    let mut path = entry.path.as_os_str().to_owned();
    if entry.nth > 0 || entry.part.is_some() {
        path.push(format!("#{}", entry.nth));
    }
    path.into()
}

/// Writes a new file.
fn written(path: &Path, text: &str) -> io::Result<()> {
    let file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    let mut file = BufWriter::new(file);
    file.write_all(text.as_bytes())?;
    file.flush()?;
    file.get_ref().sync_all()
}

fn table(to: &str, rows: &[Row]) -> String {
    match to {
        "csv" => csv(rows),
        "opml" => opml(rows),
        _ => jsonl(rows),
    }
}

fn jsonl(rows: &[Row]) -> String {
    let line = |row| serde_json::to_string(&Line::of(row, None)).unwrap_or_default() + "\n";
    rows.iter().map(line).collect()
}

/// The columns of a table, named as the exports of other programs name them, so that it can be brought in again.
const COLUMNS: [&str; 12] = [
    "title",
    "url",
    "author",
    "site",
    "published",
    "time_added",
    "tags",
    "status",
    "starred",
    "words",
    "lang",
    "path",
];

/// Comma-separated values (RFC 4180); tags are parted by a bar.
fn csv(rows: &[Row]) -> String {
    let mut out = COLUMNS.join(",") + "\r\n";
    for row in rows {
        let line = Line::of(row, None);
        let fields = [
            line.title.to_owned(),
            line.url.unwrap_or_default().to_owned(),
            line.byline.unwrap_or_default().to_owned(),
            line.site.unwrap_or_default().to_owned(),
            line.published.unwrap_or_default().to_owned(),
            line.saved.unwrap_or_default().to_owned(),
            line.tags.join("|"),
            line.reading.to_owned(),
            line.starred.to_string(),
            line.words.to_string(),
            line.lang.unwrap_or_default().to_owned(),
            line.path.clone(),
        ];
        let fields = fields.map(|f| field(&f));
        out += &fields.join(",");
        out += "\r\n";
    }
    out
}

/// A field of a table, in quotation marks where it needs them. One that a spreadsheet would take for a formula gets an apostrophe.
fn field(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let guard = if is_formula { "\'" } else { "" };
    if is_formula || text.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// OPML 2.0: each story that has an address as a link.
fn opml(rows: &[Row]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>pullquote</title></head>\n  <body>\n",
    );
    for row in rows.iter().filter(|r| !r.entry.url.is_empty()) {
        let tags: Vec<String> = row.tags.iter().map(|t| format!("/{t}")).collect();
        let facts = [
            ("text", &*row.entry.title),
            ("url", &*row.entry.url),
            ("created", &*row.entry.published),
            ("category", &tags.join(",")),
        ];
        let known = facts.iter().filter(|(_, value)| !value.is_empty());
        let facts: String = known
            .flat_map(|(name, value)| [" ", *name, "=\"", &escaped(value), "\""].map(str::to_owned))
            .collect();
        out.extend(["    <outline type=\"link\"", &facts, "/>\n"]);
    }
    out + "  </body>\n</opml>\n"
}

fn escaped(text: &str) -> String {
    let pairs = [
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('"', "&quot;"),
    ];
    let one = |c: char| {
        let known = pairs.iter().find(|(from, _)| *from == c);
        known.map_or_else(|| c.to_string(), |(_, to)| (*to).to_owned())
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_a_table_stay_what_they_are() {
        for (text, want) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("=1+1", "\"\'=1+1\""),
        ] {
            assert_eq!(field(text), want);
        }
        assert_eq!(escaped("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
    }
}
