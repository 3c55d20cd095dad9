//! One screen painted, of 120 × 40 cells: of a short story, and in the middle of a very long one. The two should
//! cost the same, since a row costs its own words.

use divan::{Bencher, black_box};
use pullquote::{
    annotate::{Notes, Quote, QuoteKind, Stub},
    article::{Article, BlockKind, Builder, Style},
    layout::{Options, Page},
    paint::{Highlight, Painter, Speakers},
    text::Span,
    theme::{Role, Theme},
};
use ratatui::{buffer::Buffer, layout::Rect};

fn main() {
    divan::main();
}

/// A story of so many paragraphs, each with a quote, emphasis and a search hit, every tenth a stub.
fn story(paragraphs: u32) -> (Article, Notes, Vec<Highlight>) {
    let mut b = Builder::new();
    let mut notes = Notes::default();
    let mut hits = Vec::new();
    for n in 0..paragraphs {
        b.open(BlockKind::Paragraph);
        let at = |b: &Builder| b.place() as usize;
        let start = at(&b);
        if n % 10 == 9 {
            b.words("Read also: The bell that went the wrong way round the world");
            notes.stubs.push(Stub {
                block: n,
                label: Span::new(start, start + 9),
                title: Span::new(start + 11, at(&b)),
                link: None,
            });
            continue;
        }
        b.words("“You pull, and you rest, and you pull,” said one of them, a crane driver. ");
        notes.quotes.push(quote(start + 3, start + 43));
        b.style(Style::EMPHASIS);
        b.words("Somebody");
        b.style(Style::PLAIN);
        b.words(" started singing about two o'clock, while the water stood at the naïve old letter boxes.");
        hits.push(Highlight {
            span: Span::new(at(&b) - 14, at(&b) - 9),
            role: Role::Hit,
        });
    }
    (b.finish(), notes, hits)
}

fn quote(start: usize, end: usize) -> Quote {
    Quote {
        span: Span::new(start, end),
        kind: QuoteKind::Direct,
        kind_sure: 1.0,
        group: 0,
        inner: Vec::new(),
        brackets: Vec::new(),
        continues: false,
        closed: true,
        voice: None,
    }
}

#[divan::bench(args = [50, 100_000])]
fn screen(bencher: Bencher<'_, '_>, paragraphs: u32) {
    let (article, notes, hits) = story(paragraphs);
    let theme = Theme::builtin("dark").unwrap_or_default();
    let speakers = Speakers::of(&article, &notes);
    let mut page = Page::new(&article, &Options::default());
    let middle = page.row_of(
        &article,
        u32::try_from(article.text().len() / 2).unwrap_or(0),
    );
    page.prepare(&article, middle, 40);
    let area = Rect::new(0, 0, 120, 40);
    let mut buf = Buffer::empty(area);
    let highlights = [hits.as_slice()];
    let painter = Painter {
        article: &article,
        notes: &notes,
        theme: &theme,
        speakers: &speakers,
        by_speaker: false,
        bionic: false,
        aside: 0,
        stub_states: &[],
        highlights: &highlights,
    };
    bencher.bench_local(|| {
        let mut doors = Vec::new();
        for (y, row) in (0..40).zip(page.rows(middle, 40)) {
            let at = Rect::new(26, y, 68, 1);
            match row.line {
                Some(line) => painter.row(line, row.block as usize, at, &mut buf, &mut doors),
                None => painter.blank(row.block as usize, at, &mut buf),
            }
        }
        black_box(&doors);
    });
}
