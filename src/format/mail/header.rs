//! The header of what may be a message, as far as detection needs it.

/// Most lines of a header that are looked at.
const LINES: usize = 200;

/// The fields of a header.
#[derive(Debug)]
pub(super) struct Header<'a> {
    /// Name and value without the lines that go on with it.
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> Header<'a> {
    /// The header that `text` begins with; without fields where it begins with something else.
    pub(super) fn of(text: &'a str) -> Self {
        let text = text.trim_start_matches(['\u{feff}', '\n']);
        let mut fields = Vec::new();
        for (n, line) in text.lines().take(LINES).enumerate() {
            // What parts the messages of a mailbox may still stand before one that was taken out of it.
            if n == 0 && (line.starts_with("From ") || line.starts_with(">From ")) {
                continue;
            }
            if line.trim().is_empty() {
                break;
            }
            if line.starts_with([' ', '\t']) {
                continue;
            }
            match field(line) {
                Some(field) => fields.push(field),
                None => break,
            }
        }
        Self { fields }
    }

    /// Whether it says who sent a message, when, or about what: two of them.
    pub(super) fn says_who(&self) -> bool {
        let telling = ["from", "date", "subject", "received", "message-id"];
        telling.iter().filter(|name| self.has(name)).count() >= 2
    }

    /// Whether there is a field of this name, in lower case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The first line of a field, by its name in lower case; `None` where there is none of it.
    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        let mut fields = self.fields.iter();
        fields
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let is_name = !name.is_empty() && name.bytes().all(fits);
    is_name.then(|| (name, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_as_far_as_it_goes() {
        for (text, names) in [
            ("From: a\nSubject : b\n c: d\n\nDate: e", "From Subject"),
            ("From ann@example.org\nTo: b\n", "To"),
            (">From ann@example.org Mon Aug 31\nTo: b\n", "To"),
            ("To: b\nFrom here on\nDate: e", "To"),
            ("Prose, and no header.\nTo: b", ""),
        ] {
            let header = Header::of(text);
            let found: Vec<&str> = header.fields.iter().map(|(name, _)| *name).collect();
            assert_eq!(found.join(" "), names, "{text}");
        }
    }
}
