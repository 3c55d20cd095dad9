//! Pull quotes: words of the article set large beside it. What they quote is a quotation in the text already.

use crate::{
    article::{Block, BlockKind},
    text::Span,
};

/// How many pull quotes are looked up in the text; all further ones are taken for echoes.
const MOST: usize = 32;
/// How many words of a pull quote have to stand elsewhere in the text.
const WORDS: usize = 5;

/// Whether the words of a pull quote begin like others of the text: what it quotes is a quotation there already.
fn is_echo(text: &str, pulled: Span) -> bool {
    let marks = ['"', '“', '”', '„', '«', '»'];
    let pieces = pulled.of(text).split(marks);
    let piece = pieces.max_by_key(|p| p.len()).unwrap_or_default().trim();
    let end = piece
        .match_indices(char::is_whitespace)
        .nth(WORDS - 1)
        .map_or(piece.len(), |(at, _)| at);
    let words = piece.get(..end).unwrap_or_default();
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let holds = |part: Option<&str>| {
        part.is_some_and(|part| memchr::memmem::find(part.as_bytes(), words.as_bytes()).is_some())
    };
    let (start, end) = (pulled.start as usize, pulled.end as usize);
    words.is_empty() || holds(text.get(..start)) || holds(text.get(end..))
}

/// The pull quotes of a text, asked for in order.
pub(super) struct Echoes<'a> {
    text: &'a str,
    asked: usize,
}

impl<'a> Echoes<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, asked: 0 }
    }

    /// Whether a block is a pull quote that says again what stands in the text.
    pub(super) fn repeats(&mut self, block: &Block) -> bool {
        if block.kind != BlockKind::PullQuote {
            return false;
        }
        self.asked += 1;
        self.asked > MOST || is_echo(self.text, block.span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pull_quote_echoes_what_stands_elsewhere() {
        for (text, pulled, echo) in [
            (
                "“We keep her because she starts,” he said.",
                "“We keep her because she starts”",
                true,
            ),
            (
                "“We keep her because she,” he said, “starts.”",
                "“We keep her because she starts!” He",
                true,
            ),
            ("“We keep her,” he said.", "“We sold her long ago”", false),
            ("Nothing.", "“”", true),
        ] {
            let all = format!("{text}\n{pulled}");
            let span = Span::new(text.len() + 1, all.len());
            assert_eq!(is_echo(&all, span), echo, "{pulled}");
        }
    }
}
