//! A quote with its citation.

use crate::{annotate::Quote, article::Article};

/// Who said a quote, as far as is known.
pub(super) fn speaker(quote: &Quote, text: &str) -> Option<String> {
    let name = quote.voice.as_ref()?.name.of(text);
    let words: Vec<&str> = name.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// “We go on” — Ann Lee, in *Headline*, Site, 7 May 2013
pub(super) fn quote(quote: &Quote, article: &Article) -> String {
    let text = article.text();
    let words = quote.span.of(text).trim_end_matches(',');
    let mut cited = format!("“{words}”");
    if let Some(who) = speaker(quote, text) {
        cited.push_str(" — ");
        cited.push_str(&who);
    }
    let meta = &article.meta;
    let lead = if cited.ends_with('”') {
        " — in"
    } else {
        ", in"
    };
    let title = if meta.title.is_empty() {
        String::new()
    } else {
        format!("{lead} *{}*", meta.title)
    };
    cited.push_str(&title);
    for part in [meta.site.to_string(), super::dates::long(&meta.published)] {
        if !part.is_empty() {
            cited.push_str(", ");
            cited.push_str(&part);
        }
    }
    cited
}
