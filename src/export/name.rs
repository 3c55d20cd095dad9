//! File names made of titles: names that every file system takes, that lead nowhere else, and that nobody has yet.

use std::{collections::HashMap, io, path::Path};

use super::file::Claimed;

/// Longest name of a file without its extension, in bytes: 255 are allowed, and a number, an extension and the name of a
/// folder of pictures are yet to come. Sync programs and encrypted folders allow less: 143 in eCryptfs.
const LONGEST: usize = 110;

/// Names that Windows keeps for its devices, with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];

/// The name, without extension, of a file that holds a story of this title.
pub(super) fn of(title: &str) -> String {
    let plain: String = title.chars().map(tame).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name = words.join(" ");
    // A dot at the start hides a file, a dash makes it an option; Windows drops dots and spaces at the end.
    let ends = |c: char| matches!(c, '.' | ' ' | '-' | '~' | '_');
    let name = cut(name.trim_start_matches(ends)).trim_end_matches(ends);
    if name.is_empty() {
        return "story".to_owned();
    }
    if is_device(name) {
        return format!("{name} -");
    }
    name.to_owned()
}

/// A character that no file system objects to.
fn tame(c: char) -> char {
    match c {
        '/' | '\\' | '|' | ':' => '-',
        '"' => '\'',
        '*' | '?' | '<' | '>' | '\u{fffd}' => ' ',
        c if c.is_control() || c.is_whitespace() => ' ',
        c => c,
    }
}

/// At most [`LONGEST`] bytes of a name, at the end of a word where there is one.
fn cut(name: &str) -> &str {
    if name.len() <= LONGEST {
        return name;
    }
    let head = name
        .get(..name.floor_char_boundary(LONGEST))
        .unwrap_or(name);
    let word = head.rfind(' ').filter(|at| *at > LONGEST / 2);
    head.get(..word.unwrap_or(head.len())).unwrap_or(head)
}

/// Whether Windows takes a name for that of a device: what stands before the first dot counts.
fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_lowercase();
    let port = ["com", "lpt"].iter().find_map(|p| stem.strip_prefix(p));
    let numbered = port.is_some_and(|rest| {
        let mut rest = rest.chars();
        rest.next().is_some_and(char::is_numeric) && rest.next().is_none()
    });
    numbered || DEVICES.contains(&stem.as_str())
}

/// The names given so far, so that the thousandth story of one title is not looked for a thousand times.
#[derive(Debug, Default)]
pub(super) struct Names {
    last: HashMap<String, u32>,
}

/// Most files of one name.
const MOST: u32 = 1_000_000;

impl Names {
    /// Claims a name that is not taken: `stem`, else with a number after it.
    pub(super) fn claim(
        &mut self,
        folder: &Path,
        stem: &str,
        extension: &str,
    ) -> io::Result<Claimed> {
        let last = self.last.entry(stem.to_lowercase()).or_insert(0);
        while *last < MOST {
            *last += 1;
            let name = match *last {
                1 => stem.to_owned(),
                n => format!("{stem} ({n})"),
            };
            match Claimed::new(folder, &name, extension) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                claimed => return claimed,
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_leads_nowhere_else() {
        for (title, name) in [
            ("A bridge, again", "A bridge, again"),
            ("../../etc/passwd", "etc-passwd"),
            ("..", "story"),
            ("", "story"),
            ("C:\\Windows\\x", "C--Windows-x"),
            ("What? \"Yes\" <b>|*", "What 'Yes' b -"),
            ("-rf", "rf"),
            (".hidden", "hidden"),
            ("Ends with dots...", "Ends with dots"),
            ("CON", "CON -"),
            ("nul.txt", "nul.txt -"),
            ("com1", "com1 -"),
            ("Lpt9.x", "Lpt9.x -"),
            ("Com10", "Com10"),
            ("Conrad", "Conrad"),
            ("a\u{0}b\nc", "a b c"),
            ("日本の橋", "日本の橋"),
        ] {
            assert_eq!(
                of(title).trim_end_matches(" -"),
                name.trim_end_matches(" -"),
                "{title}"
            );
            assert_eq!(is_device(title), of(title).ends_with(" -"), "{title}");
        }
        let long = of(&"Überschrift ".repeat(40));
        assert!(
            long.len() <= LONGEST && long.ends_with("Überschrift"),
            "{long}"
        );
        assert!(of(&"ü".repeat(400)).len() <= LONGEST);
    }
}
