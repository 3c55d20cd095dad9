//! Front matter in JSON, as Hugo takes it: one object above the text, its last brace alone on its line.

use super::{Entry, Front, MOST_BYTES, fields};
use serde_json::{Map, Value};

/// How the object ends.
const END: &str = "\n}\n";

/// The front matter that `text` begins with; `None` where it is no object, where none of its keys says anything here, and where no
/// text follows but more data.
pub(super) fn above(text: &str) -> Option<Front<'_>> {
    let head = text.get(..text.floor_char_boundary(MOST_BYTES))?;
    let end = head.find(END)?;
    let body = text.get(end + END.len()..)?;
    let begun = body.trim_start();
    if begun.is_empty() || begun.starts_with(['{', '[', ']', ',']) {
        return None;
    }
    let map: Map<String, Value> = serde_json::from_str(head.get(..end + 2)?).ok()?;
    let entries: Vec<Entry> = map.iter().map(entry).collect();
    let known = entries.iter().any(|e| fields::is_known(&e.key));
    known.then_some(Front { entries, body })
}

fn entry((key, value): (&String, &Value)) -> Entry {
    let values = match value {
        Value::Array(all) => all.iter().filter_map(scalar).collect(),
        one => scalar(one).into_iter().collect(),
    };
    Entry {
        key: fields::fold(key),
        values,
    }
}

/// A text or a number; maps in maps say nothing here.
fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_above_a_text_is_told_from_data() {
        let object = "{\n  \"title\": \"Last light\",\n  \"tags\": [\"sea\", 2],\n  \"menu\": {\n    \"main\": 1\n  }\n}\n";
        let front =
            above(&format!("{object}\nThe lamp.\n")).map(|f| (f.entries, f.body.to_owned()));
        let (entries, body) = front.unwrap_or_default();
        let drawn: Vec<String> = entries
            .iter()
            .map(|e| format!("{}={}", e.key, e.values.join(";")))
            .collect();
        assert_eq!(drawn, ["menu=", "tags=sea;2", "title=Last light"]);
        assert_eq!(body, "\nThe lamp.\n");
        for data in [
            object.to_owned(),
            object.repeat(2),
            format!("{object}]\n"),
            object.replace("title", "lamp").replace("tags", "sea") + "The lamp.\n",
            object.replace(':', "") + "The lamp.\n",
            "{\n".to_owned(),
        ] {
            assert_eq!(above(&data), None, "{data}");
        }
    }
}
