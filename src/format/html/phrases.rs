//! What furniture says, by language: short phrases in `assets/boilerplate`, one file a language.

use super::pieces::is_unspaced;
use std::{collections::BTreeMap, sync::LazyLock};

/// What a short text is by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::format) enum Role {
    /// Nothing a reader wants: share rows, newsletter boxes, cookie notes, copyright.
    Furniture,
    /// Begins a line that only leads to another story; it stays, as a stub.
    Stub,
    /// How often or how long, without the number: "1,693 views", "3 minute read".
    Count,
    /// A notice in sentences: what a link earns the site, what else it sells.
    Notice,
    /// Heads what is no longer the article: comments, other stories.
    Ending,
    /// Heads other stories or comments beyond doubt, whatever follows.
    Stop,
    /// Begins the credit of a picture.
    Credit,
    /// Begins a byline.
    Byline,
    /// Begins a line with a date of publication.
    Date,
}

const ROLES: &[(&str, Role)] = &[
    ("furniture", Role::Furniture),
    ("count", Role::Count),
    ("notice", Role::Notice),
    ("stub", Role::Stub),
    ("ending", Role::Ending),
    ("stop", Role::Stop),
    ("credit", Role::Credit),
    ("byline", Role::Byline),
    ("date", Role::Date),
];

const FILES: &[&str] = &[
    include_str!("../../../assets/boilerplate/en.txt"),
    include_str!("../../../assets/boilerplate/de.txt"),
    include_str!("../../../assets/boilerplate/fr.txt"),
    include_str!("../../../assets/boilerplate/es.txt"),
    include_str!("../../../assets/boilerplate/it.txt"),
    include_str!("../../../assets/boilerplate/pt.txt"),
    include_str!("../../../assets/boilerplate/nl.txt"),
    include_str!("../../../assets/boilerplate/pl.txt"),
    include_str!("../../../assets/boilerplate/ru.txt"),
    include_str!("../../../assets/boilerplate/nordic.txt"),
    include_str!("../../../assets/boilerplate/other.txt"),
    include_str!("../../../assets/boilerplate/cjk.txt"),
];

/// Where in a text a phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Whole,
    Start,
    Anywhere,
}

#[derive(Debug)]
struct Phrase {
    role: Role,
    place: Place,
    words: String,
}

/// Phrases by their first word.
type ByWord = BTreeMap<String, Vec<Phrase>>;

/// The phrases by where they stand.
struct Book {
    /// Those that are a text or begin one.
    first: ByWord,
    /// Those that may stand anywhere.
    anywhere: ByWord,
    /// A bit for the first word of each of these: nearly all words of a text are told by it to begin none.
    begins: [u64; 128],
    /// Those of scripts that do not part their words: what follows may stand close to them.
    unspaced: Vec<Phrase>,
}

/// Fewest letters of a phrase that is told without a space behind it: of fewer, most begin other words too.
const CLOSE: usize = 4;

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let all = FILES.iter().flat_map(|f| read(f));
    let close = |p: &Phrase| {
        let words = p.words.trim();
        p.place != Place::Whole && words.chars().count() >= CLOSE && words.chars().all(is_unspaced)
    };
    let (mut unspaced, all): (Vec<Phrase>, Vec<Phrase>) = all.partition(close);
    for phrase in &mut unspaced {
        phrase.words = phrase.words.trim().to_owned();
    }
    let (anywhere, first): (Vec<Phrase>, Vec<Phrase>) =
        all.into_iter().partition(|p| p.place == Place::Anywhere);
    let (anywhere, mut begins) = (by_word(anywhere), [0; 128]);
    for word in anywhere.keys() {
        let (at, bit) = place(word);
        if let Some(known) = begins.get_mut(at) {
            *known |= bit;
        }
    }
    Book {
        first: by_word(first),
        anywhere,
        begins,
        unspaced,
    }
});

fn by_word(phrases: Vec<Phrase>) -> ByWord {
    let mut by_word = ByWord::new();
    for phrase in phrases {
        let word = first_word(&phrase.words).to_owned();
        by_word.entry(word).or_default().push(phrase);
    }
    by_word
}

/// Where in [`Book::begins`] a word stands: a number and a bit, by a multiplicative hash (Knuth, 6.4).
fn place(word: &str) -> (usize, u64) {
    let mix = |n: u64, b: u8| n.rotate_left(7) ^ u64::from(b);
    let hash = word.bytes().take(8).fold(word.len() as u64, mix);
    let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51;
    (
        usize::try_from(hash >> 6).unwrap_or_default(),
        1 << (hash & 63),
    )
}

impl Book {
    /// The phrases that may stand anywhere and stand in a folded text.
    fn inside<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a Phrase> {
        let gaps = memchr::memchr_iter(b' ', text.as_bytes());
        let mut ends = gaps.clone().skip(1);
        gaps.flat_map(move |gap| {
            let from = text.get(gap..).unwrap_or_default();
            let word = ends.next().and_then(|end| text.get(gap + 1..end));
            let word = word.unwrap_or_default();
            let (at, bit) = place(word);
            let may = self.begins.get(at).is_some_and(|known| known & bit != 0);
            let begin = if may { self.anywhere.get(word) } else { None };
            let begin = begin.map_or(&[][..], Vec::as_slice).iter();
            begin.filter(move |p| from.starts_with(&p.words))
        })
    }
}

fn first_word(folded: &str) -> &str {
    folded.split_whitespace().next().unwrap_or_default()
}

/// The phrases of a file: `[role]` heads a section; `= x` is a whole text, `^ x` its beginning, `~ x` a part of it.
fn read(file: &'static str) -> Vec<Phrase> {
    let mut role = None;
    let mut found = Vec::new();
    for line in file
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            role = ROLES.iter().find(|r| r.0 == name).map(|r| r.1);
            continue;
        }
        let place = match line.chars().next() {
            Some('=') => Place::Whole,
            Some('^') => Place::Start,
            Some('~') => Place::Anywhere,
            _ => continue,
        };
        let words = folded(line.get(1..).unwrap_or_default());
        if let Some(role) = role {
            found.push(Phrase { role, place, words });
        }
    }
    found
}

/// A text in lower case, its words parted by one space, other marks left out: " share this article ".
pub(in crate::format) fn folded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 2);
    out.push(b' ');
    let mut rest = text;
    loop {
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        let (plain, others) = rest.split_at_checked(ascii).unwrap_or((rest, ""));
        plain.bytes().for_each(|b| fold_byte(b, &mut out));
        let mut chars = others.chars();
        let Some(c) = chars.next() else { break };
        c.to_lowercase().for_each(|c| fold_char(c, &mut out));
        rest = chars.as_str();
    }
    if out.last() != Some(&b' ') {
        out.push(b' ');
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Adds an ASCII character as [`folded`] has it.
fn fold_byte(b: u8, out: &mut Vec<u8>) {
    match b {
        b'a'..=b'z' | b'0'..=b'9' | b'@' | b'%' => out.push(b),
        b'A'..=b'Z' => out.push(b.to_ascii_lowercase()),
        b'\'' => {}
        _ if out.last() == Some(&b' ') => {}
        _ => out.push(b' '),
    }
}

/// Adds a character as [`folded`] has it.
fn fold_char(c: char, out: &mut Vec<u8>) {
    match c {
        c if c.is_ascii() => c
            .encode_utf8(&mut [0; 4])
            .bytes()
            .for_each(|b| fold_byte(b, out)),
        c if c.is_alphanumeric() || c == '©' => {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        '’' | '\u{ad}' | '\u{301}' => {}
        _ => fold_byte(b' ', out),
    }
}

/// Whether a folded text plays a role.
pub(in crate::format) fn plays(text: &str, role: Role) -> bool {
    let begin = BOOK.first.get(first_word(text));
    let begin = begin.map_or(&[][..], Vec::as_slice).iter();
    let mut begin = begin.filter(|p| match p.place {
        Place::Whole => text == p.words,
        _ => text.starts_with(&p.words),
    });
    let close = |p: &Phrase| match p.place {
        Place::Anywhere => text.contains(&p.words),
        _ => text.trim_start().starts_with(&p.words),
    };
    begin.any(|p| p.role == role)
        || BOOK.inside(text).any(|p| p.role == role)
        || !text.is_ascii() && BOOK.unspaced.iter().any(|p| p.role == role && close(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        for file in FILES {
            let phrases = read(file);
            assert!(!phrases.is_empty());
            assert!(phrases.iter().all(|p| !p.words.trim().is_empty()), "{file}");
        }
    }

    #[test]
    fn phrases_are_whole_words() {
        for (text, role, plays_it) in [
            ("Share this article", Role::Furniture, true),
            ("Shared memories", Role::Furniture, false),
            ("Related Articles", Role::Ending, true),
            ("Photo: Ann Lee/AP", Role::Credit, true),
            ("Photography is an art", Role::Credit, false),
            ("By Ann Lee", Role::Byline, true),
            ("作者：王小明", Role::Byline, true),
            ("扫描二维码关注我们", Role::Furniture, true),
            ("本报讯，未经授权不得转载。", Role::Furniture, true),
            ("文化部今天表示", Role::Byline, false),
            ("اقرأ أيضا", Role::Ending, true),
            ("Σχετικά άρθρα", Role::Stop, true),
            ("Bài viết liên quan", Role::Stop, true),
            ("12 minutes", Role::Count, false),
        ] {
            assert_eq!(plays(&folded(text), role), plays_it, "{text}");
        }
    }
}
