//! A story as the JSON of the headless contract: one object a line, offsets in code points of its text.

use std::path::Path;

use serde::Serialize;

mod crosslink;

pub(crate) use crosslink::{CrosslinkJson, TargetJson, shown, target};

use super::{inline::is_blank, points::Points};
use crate::{
    annotate::{Quote, Voice},
    article::{Article, Block, BlockKind, Image, Meta},
    library::{Catalog, Crosslink, StoryId, minutes, state::Rulings, words},
    story::Story,
    text::{Clean, Span},
};

/// Version of the contract.
const SCHEMA: u32 = 1;

/// A story whole.
#[derive(Serialize)]
pub(crate) struct Whole<'a> {
    schema: u32,
    path: &'a str,
    nth: usize,
    format: &'static str,
    #[serde(flatten)]
    meta: About<'a>,
    words: u32,
    minutes: u32,
    text: &'a str,
    blocks: Vec<BlockJson>,
    links: Vec<LinkJson<'a>>,
    images: Vec<ImageJson<'a>>,
    quotes: Vec<QuoteJson<'a>>,
    crosslinks: Vec<CrosslinkJson<'a>>,
    warnings: Vec<&'a str>,
}

/// What is known about a story; what is not is `null`.
#[derive(Serialize)]
struct About<'a> {
    title: Option<&'a str>,
    byline: Option<&'a str>,
    site: Option<&'a str>,
    credit: Option<&'a str>,
    excerpt: Option<&'a str>,
    url: Option<&'a str>,
    lang: Option<&'a str>,
    published: Option<&'a str>,
    modified: Option<&'a str>,
    saved: Option<&'a str>,
    tags: Vec<&'a str>,
    aliases: Vec<&'a str>,
    lead_image: Option<&'a str>,
}

#[derive(Serialize)]
struct BlockJson {
    kind: &'static str,
    start: usize,
    end: usize,
    level: Option<u8>,
    /// Of an item in an ordered list.
    number: Option<u32>,
    role: Option<&'static str>,
}

#[derive(Serialize)]
struct LinkJson<'a> {
    start: usize,
    end: usize,
    url: &'a str,
}

#[derive(Serialize)]
struct ImageJson<'a> {
    block: usize,
    alt: Option<&'a str>,
    src: Option<&'a str>,
    width: Option<u32>,
    height: Option<u32>,
}

/// A quote.
#[derive(Serialize)]
pub(crate) struct QuoteJson<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    speaker: Option<&'a str>,
    mention: Option<MentionJson<'a>>,
    cue: Option<&'a str>,
    relay: Option<&'a str>,
    group: u32,
    continues: bool,
    closed: bool,
    nested: Vec<SpanJson>,
    brackets: Vec<SpanJson>,
    confidence: Option<f64>,
}

#[derive(Serialize)]
struct MentionJson<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    form: &'static str,
}

#[derive(Serialize)]
struct SpanJson {
    start: usize,
    end: usize,
}

/// Turns stories into JSON values.
pub(crate) struct Writer<'a> {
    story: &'a Story,
    article: &'a Article,
    points: Points<'a>,
}

impl<'a> Writer<'a> {
    pub(crate) fn of(story: &'a Story) -> Self {
        Self {
            story,
            article: &story.article,
            points: Points::of(story.article.text()),
        }
    }

    /// The story whole: who it is, and its file as shown.
    pub(crate) fn whole(
        &self,
        path: &'a str,
        own: StoryId,
        catalog: &Catalog,
        rulings: &Rulings,
    ) -> Whole<'a> {
        let words = words(self.article, Some(&self.story.notes));
        let crosslinks = catalog.crosslinks(self.story, own, rulings);
        let blocks = self.blocks(&crosslinks);
        Whole {
            schema: SCHEMA,
            path,
            nth: self.story.nth,
            format: self.story.format,
            meta: About {
                credit: self.credit(),
                ..about(&self.article.meta)
            },
            words,
            minutes: minutes(words),
            text: self.article.text(),
            images: self.images(&blocks),
            blocks,
            links: self.links(),
            quotes: self.quotes(),
            crosslinks: crosslinks
                .iter()
                .map(|c| self.crosslink(c, catalog))
                .collect(),
            warnings: self.story.warnings.iter().map(|w| &*w.message).collect(),
        }
    }

    /// The credit of the lead picture: stated apart, else the first in the text.
    fn credit(&self) -> Option<&'a str> {
        let is_credit = |b: &&Block| b.kind == BlockKind::Credit;
        let first = self.article.blocks().iter().find(is_credit);
        known(&self.article.meta.credit).or_else(|| first.map(|b| self.of_text(b.span)))
    }

    fn of_text(&self, span: Span) -> &'a str {
        span.of(self.article.text())
    }

    /// The blocks; a block quote is one, whether of one paragraph or of many.
    fn blocks(&self, crosslinks: &[Crosslink]) -> Vec<BlockJson> {
        let mut blocks: Vec<BlockJson> = Vec::new();
        let mut goes_on = false;
        let linked: Vec<Span> = self.runs().into_iter().map(|(_, span)| span).collect();
        for (n, block) in self.article.blocks().iter().enumerate() {
            let (start, end) = self.points.span(block.span);
            let stub = crosslinks
                .binary_search_by_key(&n, |c| c.stub.block as usize)
                .is_ok();
            let quoted = !stub && is_quoted(block);
            match blocks.last_mut() {
                Some(last) if goes_on && quoted && !block.begins => last.end = end,
                _ => blocks.push(BlockJson {
                    kind: match () {
                        () if stub => "crosslink",
                        () if quoted => "blockquote",
                        () if is_frame(block, &linked) => "image",
                        () => kind_name(block.kind),
                    },
                    start,
                    end,
                    level: level(block),
                    number: match block.kind {
                        BlockKind::Item(number) => number,
                        _ => None,
                    },
                    role: role_name(block.kind),
                }),
            }
            goes_on = quoted;
        }
        blocks
    }

    /// The hyperlinks; one whose words are set in several styles is one link, one around a picture has no words and
    /// stands where the picture does.
    fn links(&self) -> Vec<LinkJson<'a>> {
        let link = |(number, span): (u32, Span)| {
            let (start, end) = self.points.span(span);
            let url = &*self.article.links().get(number as usize)?.url;
            Some(LinkJson { start, end, url })
        };
        let mut links: Vec<LinkJson<'a>> = self.runs().into_iter().filter_map(link).collect();
        links.extend(self.pictures().filter_map(|(block, image)| {
            let start = self.points.at(block.span.start);
            let url = known(&image.href)?;
            Some(LinkJson {
                start,
                end: start,
                url,
            })
        }));
        links.sort_by_key(|l| l.start);
        links
    }

    /// Numbers and words of the hyperlinks.
    fn runs(&self) -> Vec<(u32, Span)> {
        let mut links: Vec<(u32, Span)> = Vec::new();
        for mark in self.article.all_marks() {
            let Some(number) = mark.link else { continue };
            match links.last_mut() {
                Some((last, span)) if *last == number && self.goes_on(*span, mark.span) => {
                    span.end = mark.span.end;
                }
                _ => links.push((number, mark.span)),
            }
        }
        links
    }

    /// Whether nothing but white space stands between two runs of words.
    fn goes_on(&self, run: Span, next: Span) -> bool {
        let (start, end) = (run.end, next.start.max(run.end));
        is_blank(self.article, Span { start, end })
    }

    fn images(&self, blocks: &[BlockJson]) -> Vec<ImageJson<'a>> {
        let image = |(block, image): (&Block, &'a Image)| {
            let start = self.points.at(block.span.start);
            let size = |n: u32| (n > 0).then_some(n);
            ImageJson {
                block: blocks.partition_point(|b| b.start < start),
                alt: known(&image.alt),
                src: known(&image.src),
                width: size(image.width),
                height: size(image.height),
            }
        };
        self.pictures().map(image).collect()
    }

    /// The pictures with the blocks that show them, in order.
    fn pictures(&self) -> impl Iterator<Item = (&'a Block, &'a Image)> {
        self.article.blocks().iter().filter_map(|block| {
            let BlockKind::Image(number) = block.kind else {
                return None;
            };
            Some((block, self.article.images().get(number as usize)?))
        })
    }

    fn quotes(&self) -> Vec<QuoteJson<'a>> {
        let quotes = self.story.notes.quotes.iter();
        quotes.map(|q| self.quote(q)).collect()
    }

    pub(crate) fn quote(&self, quote: &Quote) -> QuoteJson<'a> {
        let (start, end) = self.points.span(quote.span);
        let voice = quote.voice.as_ref();
        let spans = |spans: &[Span]| spans.iter().map(|s| self.span(*s)).collect();
        QuoteJson {
            start,
            end,
            kind: quote.kind.name(),
            speaker: voice.and_then(|v| known(self.of_text(v.name))),
            mention: voice.and_then(|v| self.mention(v)),
            cue: voice.and_then(|v| v.cue).map(|s| self.of_text(s)),
            relay: voice.and_then(|v| v.relay).map(|s| self.of_text(s)),
            group: quote.group,
            continues: quote.continues,
            closed: quote.closed,
            nested: spans(&quote.inner),
            brackets: spans(&quote.brackets),
            confidence: voice.map(|v| rounded(v.sure)),
        }
    }

    /// The code points of the text that a quote's words stand between.
    #[must_use]
    pub(crate) fn points(&self, quote: &Quote) -> (usize, usize) {
        self.points.span(quote.span)
    }

    fn mention(&self, voice: &Voice) -> Option<MentionJson<'a>> {
        let mention = voice.mention?;
        let (start, end) = self.points.span(mention.span);
        Some(MentionJson {
            text: self.of_text(mention.span),
            start,
            end,
            form: mention.form.name(),
        })
    }

    fn span(&self, span: Span) -> SpanJson {
        let (start, end) = self.points.span(span);
        SpanJson { start, end }
    }
}

/// A path as it was given, but clean; what is not UTF-8 in it is U+FFFD.
pub(crate) fn as_given(path: &Path) -> Clean {
    Clean::new(path.to_string_lossy())
}

/// Two places are as precise as any of these figures is.
pub(crate) fn rounded(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}

fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn about(meta: &Meta) -> About<'_> {
    About {
        title: known(&meta.title),
        byline: known(&meta.byline),
        site: known(&meta.site),
        credit: known(&meta.credit),
        excerpt: known(&meta.excerpt),
        url: known(&meta.url),
        lang: known(&meta.lang),
        published: known(&meta.published),
        modified: known(&meta.modified),
        saved: known(&meta.saved),
        tags: meta.tags.iter().map(|t| &**t).collect(),
        aliases: meta.aliases.iter().map(|t| &**t).collect(),
        lead_image: known(&meta.lead_image),
    }
}

/// Name of a kind of block in the contract.
pub(crate) fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph | BlockKind::Term | BlockKind::Definition => "paragraph",
        BlockKind::Caption => "caption",
        BlockKind::Credit => "credit",
        BlockKind::Byline => "byline",
        BlockKind::Dateline => "dateline",
        BlockKind::BlockQuote | BlockKind::PullQuote | BlockKind::Card => "blockquote",
        BlockKind::Item(_) => "item",
        BlockKind::Code => "code",
        BlockKind::Row { .. } => "row",
        BlockKind::Image(_) => "image",
        BlockKind::Footnote => "footnote",
        BlockKind::Rule => "rule",
    }
}

/// What a block is among those of its kind in the contract, where it is more than that.
pub(crate) fn role_name(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Term => Some("term"),
        BlockKind::Definition => Some("definition"),
        BlockKind::PullQuote => Some("pullquote"),
        BlockKind::Card => Some("card"),
        BlockKind::Row { head: true, .. } => Some("head"),
        _ => None,
    }
}

/// Whether a card is a frame that shows what stands elsewhere, a video or a map: all of it is one link there. Its words
/// name what it shows, as those of a picture do, and are no words of the article.
fn is_frame(block: &Block, linked: &[Span]) -> bool {
    block.kind == BlockKind::Card && linked.contains(&block.span)
}

/// Whether a block is a paragraph of a block quote, or a row of a table set in one.
fn is_quoted(block: &Block) -> bool {
    let text = matches!(block.kind, BlockKind::BlockQuote | BlockKind::Row { .. });
    block.quote > 0 && text
}

/// Level of a heading, depth in lists of anything else that stands in one.
pub(crate) fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => (block.depth > 0).then_some(block.depth),
    }
}
