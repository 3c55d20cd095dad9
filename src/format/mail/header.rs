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
        for line in text.lines().take(LINES) {
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
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let is_name = !name.is_empty() && name.bytes().all(fits);
    is_name.then(|| (name, value.trim()))
}
