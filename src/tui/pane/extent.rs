//! The whole of a saved page, or what was left out of it, in the place of its story. The place is kept by its words.

use super::reader::Shown;
use crate::{
    library::StoryId,
    paint::Speakers,
    story::{Extent, Story},
    text::byte,
    tui::{effect::Effect, model::Model},
};
use std::sync::Arc;

/// Shows all of a saved page, or its story again.
pub(in crate::tui) fn whole_page(m: &mut Model) -> Vec<Effect> {
    toggle(m, Extent::Page)
}

/// Shows what of a saved page was left out, or its story again.
pub(in crate::tui) fn left_out(m: &mut Model) -> Vec<Effect> {
    toggle(m, Extent::Rest)
}

fn toggle(m: &mut Model, extent: Extent) -> Vec<Effect> {
    let mut effects = super::keep_place(m);
    let Some(shown) = m.reader.shown.as_ref() else {
        return effects;
    };
    if shown.story.partial {
        m.say("The story is still being read; try again in a moment.");
        return effects;
    }
    let (id, entry, now) = (shown.id(), shown.entry.clone(), shown.story.clone());
    let place = shown.place;
    let (article, left_at) = match &m.reader.article {
        Some(known) if now.extent != Extent::Article => known.clone(),
        _ => (now.clone(), place),
    };
    if now.extent == extent {
        effects.extend(show(m, id, article));
        m.say("The story again.");
    } else {
        m.reader.article = Some((article.clone(), left_at));
        effects.push(Effect::Extend(entry, article, extent));
    }
    effects
}

/// Takes in another extent of the story on show, or why it could not be read.
pub(in crate::tui) fn extended(
    m: &mut Model,
    id: StoryId,
    result: Result<Arc<Story>, String>,
) -> Vec<Effect> {
    let story = match result {
        Ok(story) => story,
        Err(why) => {
            m.say_error(&why);
            return Vec::new();
        }
    };
    let extent = story.extent;
    let effects = show(m, id, story);
    m.say(match extent {
        Extent::Article => "Nothing was left out of this story.",
        Extent::Page => "All of the page; gp goes back to the story.",
        Extent::Rest => "What was left out of the story; gx goes back to it.",
    });
    effects
}

fn show(m: &mut Model, id: StoryId, story: Arc<Story>) -> Vec<Effect> {
    let options = m.setting();
    let height = usize::from(m.reader.height);
    let Some(old) = m.reader.shown.take_if(|s| s.id() == id) else {
        return Vec::new();
    };
    let left_at = match (story.extent, &m.reader.article) {
        (Extent::Article, Some((_, place))) => *place,
        _ => 0,
    };
    let place = place_in(&story, &old.story, old.place, left_at);
    let speakers = Speakers::of(&story.article, &story.notes);
    let mut shown = Shown::new(old.entry, story, speakers, &options);
    shown.search = old.search;
    if place > 0 {
        shown.go_to(place, height);
    }
    m.reader.shown = Some(shown);
    m.reader.moved = None;
    Vec::new()
}

/// Where to go on in `story`, after `place` in the extent of it that was on show; `left_at` is where it was left for that.
fn place_in(story: &Story, old: &Story, place: u32, left_at: u32) -> u32 {
    if old.extent == Extent::Rest && story.extent == Extent::Article {
        // The story has words of what was left out of it only by chance.
        return left_at;
    }
    same_words(old, place, story).unwrap_or(left_at)
}

/// Blocks whose words are looked for.
const TRIED: usize = 40;

/// Where the words at `place` of one story stand in another, or the nearest after them that it has; `None` where it has none
/// of these.
fn same_words(from: &Story, place: u32, to: &Story) -> Option<u32> {
    let text = from.article.text();
    let first = from.article.block_at(place);
    let blocks = from.article.blocks().iter().skip(first).take(TRIED);
    let mut found = blocks.filter_map(|block| {
        let words = block.span.of(text);
        let at = memchr::memmem::find(to.article.text().as_bytes(), words.as_bytes());
        let inside = place.saturating_sub(block.span.start);
        at.filter(|_| words.len() > 20).map(|at| byte(at) + inside)
    });
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BlockKind, Builder};

    fn story(paragraphs: &[&str]) -> Story {
        let mut b = Builder::new();
        for words in paragraphs {
            b.open(BlockKind::Paragraph);
            b.words(words);
        }
        Story {
            article: b.finish(),
            ..Story::default()
        }
    }

    #[test]
    fn the_story_goes_on_where_it_was_left() {
        let one = "The ferry sails again on Sundays.";
        let two = "It had not sailed for eleven years.";
        let article = story(&[one, two]);
        let other = |extent, words: &[&str]| Story {
            extent,
            ..story(words)
        };
        for (old, want) in [
            (other(Extent::Rest, &["Menu", one]), 40),
            (other(Extent::Page, &["Menu", one, two]), 0),
            (other(Extent::Page, &["Menu"]), 40),
        ] {
            assert_eq!(place_in(&article, &old, 0, 40), want, "{:?}", old.extent);
        }
    }

    #[test]
    fn a_place_is_found_again_by_its_words() {
        let one = "The ferry sails again on Sundays.";
        let two = "It had not sailed for eleven years.";
        let three = "Nobody at the harbour knew why it did.";
        let from = story(&[one, two, three]);
        let page = story(&["Menu", one, "Advertisement", two, three]);
        let place = byte(one.len() + 1 + 7);
        assert_eq!(
            same_words(&from, place, &page),
            Some(byte(5 + one.len() + 1 + 14 + 7))
        );
        // Only what comes later is there.
        assert_eq!(
            same_words(&from, byte(one.len() + 1), &story(&["Menu", three])),
            Some(5)
        );
        assert_eq!(same_words(&from, place, &story(&["Menu"])), None);
        assert_eq!(same_words(&from, 0, &page), Some(5));
    }
}
