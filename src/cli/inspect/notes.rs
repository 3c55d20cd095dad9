//! `inspect --stage notes`: every quote with all that was found about it and how that was decided, and the stubs.

use std::{fmt::Write, io};

use super::one_line;
use crate::{
    annotate::{Considered, Explanation, Quote, Reason, explain},
    article::Article,
    cli::Output,
    story::Story,
    text::Span,
};

/// Candidates shown for a quote, and of how many of them the weights.
const SHOWN: usize = 5;
const WEIGHED: usize = 2;
/// Weights shown of each decision: the heaviest.
const REASONS: usize = 6;

/// The quotes, each with its explanation, and the stubs.
pub(super) fn notes(story: &Story, out: &mut Output) -> io::Result<()> {
    let article = &story.article;
    for why in explain(article) {
        out.line(&format!("  {}", quote_line(article, &why.quote)))?;
        decision(article, &why, out)?;
    }
    for stub in &story.notes.stubs {
        let of = |span| one_line(&story.article, span);
        let (label, title) = (of(stub.label), of(stub.title));
        out.line(&format!(
            "  stub in block {}: [{label}] [{title}]",
            stub.block
        ))?;
    }
    Ok(())
}

/// Speech or not, then who could have said it, likeliest first: the winner and the next with the weights that decided.
fn decision(article: &Article, why: &Explanation, out: &mut Output) -> io::Result<()> {
    out.line(&format!("    speech {:.2}", why.speech))?;
    weights(&why.reasons, out)?;
    for (n, candidate) in why.candidates.iter().take(SHOWN).enumerate() {
        let place = if n == 0 { "winner" } else { "against" };
        let who = named(article, candidate);
        out.line(&format!("    {place} {who}, score {:.2}", candidate.score))?;
        if n < WEIGHED {
            weights(&candidate.reasons, out)?;
        }
    }
    match why.candidates.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => out.line(&format!("    and {more} less likely")),
    }
}

/// A line for each of the heaviest weights, and what the others come to.
fn weights(reasons: &[Reason], out: &mut Output) -> io::Result<()> {
    let (first, rest) = reasons.split_at_checked(REASONS).unwrap_or((reasons, &[]));
    for (traits, weight) in first {
        out.line(&format!("      {weight:+.2} {traits}"))?;
    }
    if rest.is_empty() {
        return Ok(());
    }
    let sum: f32 = rest.iter().map(|r| r.1).sum();
    out.line(&format!("      {sum:+.2} from {} more", rest.len()))
}

/// The words that name a candidate, and whom they mean where that is another name.
fn named(article: &Article, candidate: &Considered) -> String {
    let Some(words) = candidate.span.map(|s| one_line(article, s)) else {
        return "nobody".to_owned();
    };
    let name = candidate.name.map(|s| one_line(article, s));
    match name.filter(|n| *n != words) {
        Some(name) => format!("[{words}] = [{name}]"),
        None => format!("[{words}]"),
    }
}

fn quote_line(article: &Article, quote: &Quote) -> String {
    let of = |span| one_line(article, span);
    let mut line = format!(
        "{} {}: [{}]",
        quote.kind.name(),
        quote.group,
        of(quote.span)
    );
    if let Some(voice) = &quote.voice {
        let part = |name: &str, span: Option<Span>| {
            span.map(|s| format!(", {name} [{}]", of(s)))
                .unwrap_or_default()
        };
        let _ = write!(line, ", speaker [{}]", of(voice.name));
        if let Some(mention) = voice.mention {
            line.push_str(&part(mention.form.name(), Some(mention.span)));
        }
        line.push_str(&part("cue", voice.cue));
        line.push_str(&part("relay", voice.relay));
        let _ = write!(line, ", sure {:.2}", voice.sure);
    }
    let spans = |name: &str, spans: &[Span]| {
        let shown = spans.iter().map(|s| format!(", {name} [{}]", of(*s)));
        shown.collect::<String>()
    };
    line.push_str(&spans("nested", &quote.inner));
    line.push_str(&spans("brackets", &quote.brackets));
    for (says, word) in [
        (quote.continues, ", continues"),
        (!quote.closed, ", not closed"),
    ] {
        line.push_str(if says { word } else { "" });
    }
    line
}
