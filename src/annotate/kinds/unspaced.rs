//! Speech or not in Chinese and Japanese, which part no words: the model counts words and was not fitted on them, so that
//! what the writer puts beside the marks decides.

use crate::{
    annotate::{QuoteKind, lexicon::Lexicon, marks::Family, marks::Run},
    article::{Article, BlockKind},
};

/// Letters from which on a run is no name or term.
const LONG: usize = 12;

/// Chinese verbs of saying, the last signs before a comma and the mark.
const SAID: &[&str] = &[
    "说", "說", "道", "称", "稱", "问", "問", "答", "喊", "写", "寫", "表示", "指出", "认为",
    "認為", "强调", "強調", "回应", "回應", "坦言", "透露",
];

/// What a run is taken for, and how surely anyone said it; `None` where the language is known or its words are parted.
pub(super) fn kind(article: &Article, lexicon: &Lexicon, run: &Run) -> Option<(QuoteKind, f32)> {
    /// How surely speech, what is likely speech, and a name or term were said: set by hand.
    const SURE: [f32; 3] = [0.9, 0.7, 0.2];
    let text = article.text();
    let words = run.span.of(text);
    if lexicon.is_known() || !is_unspaced(words) {
        return None;
    }
    let block = article.blocks().get(run.block as usize)?;
    let before = text.get(block.span.start as usize..run.outer.start as usize)?;
    let after = text.get(run.outer.end as usize..block.span.end as usize)?;
    let [sure, likely, hardly] = SURE;
    let named = run.family == Family::WhiteCorner || matches!(block.kind, BlockKind::Heading(_));
    let sentence = words.ends_with(['。', '！', '？', '…', '!', '?', '.']);
    let led = before.trim_end().ends_with(['：', ':']) || is_led(before);
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    Some(match () {
        () if sentence || led && !named => (QuoteKind::Direct, sure),
        () if named => (QuoteKind::Title, hardly),
        () if before.trim().is_empty() && after.trim().is_empty() => (QuoteKind::Direct, likely),
        () if is_term(block.span.of(text), words) => (QuoteKind::Scare, hardly),
        () if is_followed(after) => (QuoteKind::Mixed, sure),
        () if letters >= LONG || words.ends_with(['，', '、']) => (QuoteKind::Mixed, likely),
        () => (QuoteKind::Scare, hardly),
    })
}

/// Whether most letters are ideographs or kana.
fn is_unspaced(words: &str) -> bool {
    let (mut theirs, mut all) = (0_usize, 0_usize);
    for c in words.chars().filter(|c| c.is_alphabetic()) {
        all += 1;
        theirs += usize::from(
            matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'),
        );
    }
    theirs > 0 && theirs * 2 >= all
}

/// Whether a run of a Japanese text is without hiragana, as names and terms are and hardly a clause is.
fn is_term(block: &str, words: &str) -> bool {
    let hiragana = |text: &str| text.contains(|c| matches!(c, '\u{3041}'..='\u{309f}'));
    hiragana(block) && !hiragana(words)
}

/// Whether a verb of saying and a comma stand before: "他说，".
fn is_led(before: &str) -> bool {
    let before = before.trim_end();
    let Some(verb) = before.strip_suffix(['，', ',']) else {
        return false;
    };
    SAID.iter().any(|said| verb.ends_with(said))
}

/// Whether the Japanese particle of what was said follows: "と述べた", not "という" for a name.
fn is_followed(after: &str) -> bool {
    let named = ["という", "といった", "との間", "とは"];
    let joins = after.starts_with('と') || after.starts_with("って");
    joins && !named.iter().any(|n| after.starts_with(n))
}

#[cfg(test)]
mod tests {
    use crate::{
        annotate::{QuoteKind, annotate},
        article::{BlockKind, Builder},
    };

    #[test]
    fn what_stands_beside_the_marks_tells_speech_from_names() {
        use QuoteKind::{Direct, Mixed, Scare, Title};
        for (text, kinds) in [
            (
                "「この船は必ず動きますから」と大島さんは話す。「故障の理由を聞かれても困ります。」",
                &[Mixed, Direct][..],
            ),
            ("首相は「遺憾だ」と述べた。", &[Mixed]),
            (
                "「マリット号」という船と「赤」の旗、『雪国』を読む。",
                &[Scare, Scare, Title],
            ),
            (
                "「ウイルスバスター モバイル」と併用する「フリープロテクション」を売る。",
                &[Scare, Scare],
            ),
            ("他说：“我们明天再来。”所谓“专家”没有来。", &[Direct, Scare]),
            ("她表示，“不会放弃”。", &[Direct]),
            ("「行かないの？」", &[Direct]),
        ] {
            let mut b = Builder::new();
            b.open(BlockKind::Paragraph);
            b.words(text);
            let found: Vec<_> = annotate(&b.finish())
                .quotes
                .iter()
                .map(|q| q.kind)
                .collect();
            assert_eq!(found, kinds, "{text}");
        }
    }
}
