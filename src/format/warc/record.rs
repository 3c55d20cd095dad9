//! The records of a web archive (WARC 1.0 and 1.1, ISO 28500, and ARC, which was before it), one after the other.

use std::io::{self, BufRead, Read};

/// Longest line of a header, in bytes.
const LINE: u64 = 16 << 10;
/// Most lines of a header.
const LINES: usize = 200;
/// Longest record that is kept, in bytes; pages are far shorter.
const RECORD: u64 = 32 << 20;

/// What an archive in ARC begins with.
pub(super) const ARC: &str = "filedesc://";

/// A record, or as much of it as is kept.
#[derive(Debug, Default)]
pub(super) struct Captured {
    /// Names in lower case and values.
    pub(super) header: Vec<(String, String)>,
    /// What was captured.
    pub(super) block: Vec<u8>,
}

impl Captured {
    /// A field of the header by its name in lower case; empty where there is none of it.
    pub(super) fn field(&self, name: &str) -> &str {
        field(&self.header, name)
    }
}

/// A field of a header by its name in lower case; empty where there is none of it.
pub(super) fn field<'h>(header: &'h [(String, String)], name: &str) -> &'h str {
    header
        .iter()
        .find(|(n, _)| n == name)
        .map_or("", |(_, value)| value)
}

/// A source of bytes that counts them against what may be unpacked.
pub(super) struct Records<R> {
    from: R,
    left: u64,
    /// It is an archive in ARC.
    arc: bool,
    /// The archive is larger than allowed.
    pub(super) full: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(from: R, most: u64) -> Self {
        Self {
            from,
            left: most,
            arc: false,
            full: false,
        }
    }

    /// The next record; `None` at the end, at a fault, and where the limit is reached. The block of one that `wanted` does not want is
    /// passed over.
    pub(super) fn next(&mut self, wanted: impl Fn(&Captured) -> bool) -> Option<Captured> {
        let mut record = Captured {
            header: self.header()?,
            block: Vec::new(),
        };
        let length: u64 = record.field("content-length").parse().ok()?;
        if length > self.left {
            self.full = true;
            return None;
        }
        self.left -= length;
        let mut block = (&mut self.from).take(length);
        if length <= RECORD && wanted(&record) {
            // A record that is cut is kept as far as it goes.
            let _cut = block.read_to_end(&mut record.block);
        } else {
            io::copy(&mut block, &mut io::sink()).ok()?;
        }
        Some(record)
    }

    /// The header of the next record.
    fn header(&mut self) -> Option<Vec<(String, String)>> {
        for _ in 0..LINES {
            let line = self.line()?;
            if line.starts_with("WARC/") {
                break;
            }
            self.arc |= line.starts_with(ARC);
            if let Some(header) = of_arc(&line).filter(|_| self.arc) {
                return Some(header);
            }
        }
        let mut header = Vec::new();
        for _ in 0..LINES {
            let line = self.line()?;
            if line.is_empty() {
                return Some(header);
            }
            header.extend(named(&line));
        }
        None
    }

    /// A line without its end; `None` at the end of the file.
    fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        let read = (&mut self.from)
            .take(LINE.min(self.left))
            .read_until(b'\n', &mut line)
            .ok()?;
        self.left = self.left.saturating_sub(read as u64);
        (read > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned())
    }
}

/// The header of a record of ARC (Burner and Kahle 1996), which is one line, "URL address date type … length", by the names
/// that WARC has for the same.
fn of_arc(line: &str) -> Option<Vec<(String, String)>> {
    let parts: Vec<&str> = line.split(' ').collect();
    let is_date = |p: &&&str| p.len() == 14 && p.bytes().all(|b| b.is_ascii_digit());
    let (url, date, length) = (parts.first()?, parts.iter().find(is_date)?, parts.last()?);
    let _number: u64 = length.parse().ok()?;
    let of = |from: usize, to: usize| date.get(from..to).unwrap_or_default();
    let date = format!(
        "{}-{}-{}T{}:{}:{}Z",
        of(0, 4),
        of(4, 6),
        of(6, 8),
        of(8, 10),
        of(10, 12),
        of(12, 14)
    );
    let kind = if url.starts_with("http") {
        "response"
    } else {
        "metadata"
    };
    let header = [
        ("warc-type", kind),
        ("warc-target-uri", url),
        ("warc-date", &date),
        ("content-type", "application/http"),
        ("content-length", length),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    Some(header.map(owned).into())
}

/// A line of a header as name, in lower case, and value.
pub(super) fn named(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}
