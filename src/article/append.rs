//! An article written into another that is being built, whole or in part.

use super::{Article, Block, BlockKind, Builder, Style};
use crate::text::Span;

/// Adds the blocks of a read article that `keep` wants to another.
pub(super) fn append(
    builder: &mut Builder,
    article: &Article,
    keep: &mut dyn FnMut(&Block) -> bool,
) {
    let links: Vec<u32> = article
        .links()
        .iter()
        .map(|link| builder.add_link(link.clone()))
        .collect();
    let tables = builder.blocks().iter().filter_map(|b| table(b.kind)).max();
    let tables = tables.map_or(0, |last| last + 1);
    // Where each block went.
    let mut places: Vec<(Span, u32)> = Vec::new();
    for block in article.blocks() {
        if !keep(block) {
            continue;
        }
        if block.begins {
            builder.nest(0, 0);
        }
        builder.nest(block.depth, block.quote);
        let kind = match block.kind {
            BlockKind::Image(n) => {
                let image = article.images().get(n as usize).cloned();
                BlockKind::Image(builder.add_image(image.unwrap_or_default()))
            }
            BlockKind::Row { table, head } => BlockKind::Row {
                table: table + tables,
                head,
            },
            kind => kind,
        };
        builder.open(kind);
        builder.code_language(article.code_language(block));
        places.push((block.span, builder.place()));
        let mut at = block.span.start;
        for mark in article.marks(block.span) {
            words(
                builder,
                kind,
                between(at, mark.span.start).of(article.text()),
            );
            builder.style(mark.style);
            builder.link(mark.link.and_then(|n| links.get(n as usize).copied()));
            words(builder, kind, mark.span.of(article.text()));
            builder.style(Style::PLAIN);
            builder.link(None);
            at = mark.span.end;
        }
        words(
            builder,
            kind,
            between(at, block.span.end).of(article.text()),
        );
        builder.close();
    }
    builder.nest(0, 0);
    for number in links {
        if let Some(link) = builder.link_mut(number) {
            link.to = link.to.and_then(|to| moved(&places, to));
        }
    }
}

/// Where a byte of the article went; `None` where its block was left out.
fn moved(places: &[(Span, u32)], byte: u32) -> Option<u32> {
    let at = places.partition_point(|(span, _)| span.start <= byte);
    let (span, to) = places.get(at.checked_sub(1)?)?;
    (byte <= span.end).then(|| to + (byte - span.start))
}

fn between(start: u32, end: u32) -> Span {
    Span {
        start,
        end: end.max(start),
    }
}

fn table(kind: BlockKind) -> Option<u32> {
    match kind {
        BlockKind::Row { table, .. } => Some(table),
        _ => None,
    }
}

/// Words as they stand in an article: LF is a line break, TAB the end of a cell, and in code both stand for themselves.
fn words(builder: &mut Builder, kind: BlockKind, text: &str) {
    if kind == BlockKind::Code {
        return builder.words(text);
    }
    for piece in text.split_inclusive(['\n', '\t']) {
        let bare = piece.trim_end_matches(['\n', '\t']);
        builder.words(bare);
        match piece.as_bytes().last() {
            Some(b'\n') => builder.line_break(),
            Some(b'\t') => builder.cell(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Image, Link},
        text::Clean,
    };

    fn sample() -> Builder {
        let mut b = Builder::new();
        b.open(BlockKind::Heading(2));
        b.words("Chapter");
        b.open(BlockKind::Paragraph);
        b.words("one ");
        let link = b.add_link(Link {
            url: Clean::line("#note"),
            to: Some(8),
        });
        b.link(Some(link));
        b.style(Style::STRONG);
        b.words("two");
        b.link(None);
        b.style(Style::PLAIN);
        b.words(" three");
        b.line_break();
        b.words("four");
        b.nest(1, 1);
        b.open(BlockKind::Item(Some(3)));
        b.words("item");
        b.nest(0, 0);
        b.open(BlockKind::Code);
        b.words("  a\n\tb  c\n");
        let image = b.add_image(Image {
            alt: Clean::line("alt"),
            ..Image::default()
        });
        b.open(BlockKind::Image(image));
        b.open(BlockKind::Row {
            table: 0,
            head: false,
        });
        b.words("x");
        b.cell();
        b.words("y");
        b
    }

    #[test]
    fn an_article_appended_to_nothing_is_itself() {
        let article = sample().finish();
        let mut copy = Builder::new();
        copy.append(&article);
        assert_eq!(copy.finish(), article);
    }

    #[test]
    fn a_part_of_an_article_keeps_what_stands_in_it() {
        let article = sample().finish();
        let part =
            article.only(&mut |b| !matches!(b.kind, BlockKind::Heading(_) | BlockKind::Code));
        assert_eq!(part.text(), "one two three\nfour\nitem\n\nx\ty");
        assert_eq!(part.links()[0].to, Some(0));
        let rest = article.only(&mut |b| b.kind == BlockKind::Item(Some(3)));
        assert_eq!((rest.text(), rest.links()[0].to), ("item", None));
    }

    #[test]
    fn links_tables_and_pictures_are_renumbered() {
        let article = sample().finish();
        let mut book = Builder::new();
        book.append(&article);
        book.append(&article);
        let book = book.finish();
        assert_eq!(book.text(), format!("{0}\n{0}", article.text()));
        let second = book.links()[1].to.unwrap() as usize;
        assert!(
            book.text()
                .get(second..)
                .is_some_and(|t| t.starts_with("one two"))
        );
        let last = book.blocks().last().unwrap().kind;
        assert_eq!(
            last,
            BlockKind::Row {
                table: 1,
                head: false
            }
        );
        assert_eq!((book.images().len(), book.all_marks().len()), (2, 2));
    }
}
