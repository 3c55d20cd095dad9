//! Text to the words that the index knows: as its tokenizer `unicode61 remove_diacritics 2` parts and folds it, only faster.
//!
//! ASCII, which nearly all of a text is, is parted here. What any other character is, the tokenizer itself is asked, once for
//! each block of 128 characters that is met, so that no table of Unicode has to agree with that of SQLite.

use rusqlite::{Connection, params};

/// Longest word that the index keeps, in bytes.
const LONGEST: usize = 32_768;
/// Characters that are asked about at a time.
const BLOCK: u32 = 128;

/// What a character is to the tokenizer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kind {
    /// A word may begin with it.
    begins: bool,
    /// A word goes on with it.
    goes_on: bool,
    /// What stands for it in the word; nothing for an accent.
    folded: Option<char>,
}

/// The tokenizer.
#[derive(Debug)]
pub(super) struct Tokens {
    /// A catalog in memory with nothing but the tokenizer in it.
    asked: Connection,
    /// The blocks that were met, by number; empty for the others.
    blocks: Vec<Vec<Kind>>,
    word: Vec<u8>,
}

impl Tokens {
    pub(super) fn new() -> rusqlite::Result<Self> {
        let asked = Connection::open_in_memory()?;
        asked.execute_batch(
            "CREATE VIRTUAL TABLE ask USING fts5 (c, tokenize = 'unicode61 remove_diacritics 2');
             CREATE VIRTUAL TABLE answer USING fts5vocab (ask, 'instance');",
        )?;
        Ok(Self {
            asked,
            blocks: Vec::new(),
            word: Vec::new(),
        })
    }

    /// Gives `each` the words of a text in their order; how many there are.
    pub(super) fn each(
        &mut self,
        text: &str,
        each: &mut dyn FnMut(u32, &[u8]),
    ) -> rusqlite::Result<u32> {
        let mut word = std::mem::take(&mut self.word);
        let (mut number, mut open) = (0, false);
        word.clear();
        for c in text.chars() {
            let kind = if c.is_ascii() {
                let part = c.is_ascii_alphanumeric();
                Kind {
                    begins: part,
                    goes_on: part,
                    folded: Some(c.to_ascii_lowercase()),
                }
            } else {
                self.kind(c)?
            };
            if kind.begins || open && kind.goes_on {
                open = true;
                match kind.folded {
                    Some(c) if c.is_ascii() => word.push(c as u8),
                    Some(c) => word.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
                    None => {}
                }
            } else if std::mem::take(&mut open) {
                each(number, word.get(..LONGEST).unwrap_or(&word));
                number += 1;
                word.clear();
            }
        }
        if open {
            each(number, word.get(..LONGEST).unwrap_or(&word));
            number += 1;
        }
        self.word = word;
        Ok(number)
    }

    fn kind(&mut self, c: char) -> rusqlite::Result<Kind> {
        let (block, place) = (u32::from(c) / BLOCK, u32::from(c) % BLOCK);
        let number = block as usize;
        if self.blocks.get(number).is_none_or(Vec::is_empty) {
            let kinds = self.ask(block * BLOCK)?;
            if self.blocks.len() <= number {
                self.blocks.resize(number + 1, Vec::new());
            }
            if let Some(slot) = self.blocks.get_mut(number) {
                *slot = kinds;
            }
        }
        let block = self.blocks.get(number);
        let kind = block.and_then(|b| b.get(place as usize));
        Ok(kind.copied().unwrap_or_default())
    }

    /// What the characters from `first` on are. Between two letters a character parts them or stands in their word; alone it is a
    /// word or none.
    fn ask(&self, first: u32) -> rusqlite::Result<Vec<Kind>> {
        let mut kinds = vec![Kind::default(); BLOCK as usize];
        self.asked.execute_batch("BEGIN")?;
        for place in 0..BLOCK {
            let Some(c) = char::from_u32(first + place) else {
                continue;
            };
            let mut ask = self
                .asked
                .prepare_cached("INSERT INTO ask (rowid, c) VALUES (?, ?)")?;
            ask.execute(params![place * 2, format!("a{c}b")])?;
            ask.execute(params![place * 2 + 1, c.to_string()])?;
        }
        let mut answers = self.asked.prepare_cached("SELECT doc, term FROM answer")?;
        let mut rows = answers.query([])?;
        while let Some(row) = rows.next()? {
            let (row, term): (usize, String) = (row.get(0)?, row.get(1)?);
            let Some(kind) = kinds.get_mut(row / 2) else {
                continue;
            };
            let inside = term.strip_prefix('a').and_then(|t| t.strip_suffix('b'));
            if row % 2 == 1 {
                kind.begins = true;
            } else if let Some(inside) = inside {
                kind.goes_on = true;
                kind.folded = inside.chars().next();
            }
        }
        drop(rows);
        self.asked.execute_batch("ROLLBACK")?;
        Ok(kinds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tokens: &mut Tokens, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        let mut each = |n: u32, word: &[u8]| {
            assert_eq!(n as usize, words.len());
            words.push(String::from_utf8(word.to_vec()).unwrap());
        };
        tokens.each(text, &mut each).unwrap();
        words
    }

    #[test]
    fn words_are_parted_and_folded() {
        let mut tokens = Tokens::new().unwrap();
        for (text, want) in [
            ("The ferry's LATE: 7.30!", "the ferry s late 7 30"),
            ("“Forêt” à ZÜRICH…", "foret a zurich"),
            ("cafe\u{301} \u{301} a\u{301}b", "cafe ab"),
            ("ΑΘΉΝΑ Москва", "αθήνα москва"),
            ("x²½ ﬁ 港湾", "x²½ ﬁ 港湾"),
            ("", ""),
            ("—", ""),
        ] {
            assert_eq!(words(&mut tokens, text).join(" "), want, "{text}");
        }
    }

    /// Every character alone, in a word and at its end, as the tokenizer of the index has it.
    #[test]
    fn no_character_is_taken_for_another_than_the_index_does() {
        let mut tokens = Tokens::new().unwrap();
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE VIRTUAL TABLE t USING fts5 (c, tokenize = 'unicode61 remove_diacritics 2');
             CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance'); BEGIN;",
        )
        .unwrap();
        let all: Vec<char> = (1..0x3_ffff).filter_map(char::from_u32).collect();
        for some in all.chunks(512) {
            let mut text = String::new();
            for c in some.iter().filter(|c| !c.is_control()) {
                text.extend([*c, ' ', 'y', *c, 'z', *c, 'x', *c, ' ']);
            }
            let mut ask = db
                .prepare_cached("INSERT INTO t (rowid, c) VALUES (1, ?)")
                .unwrap();
            ask.execute([&text]).unwrap();
            let mut answer = db
                .prepare_cached("SELECT term FROM v ORDER BY offset")
                .unwrap();
            let want: Vec<String> = answer
                .query_map([], |r| r.get(0))
                .unwrap()
                .collect::<rusqlite::Result<_>>()
                .unwrap();
            assert_eq!(words(&mut tokens, &text), want);
            db.execute_batch("ROLLBACK; BEGIN").unwrap();
        }
    }
}
