//! What keys do in a story.

use super::{
    Shown, Top, aids,
    select::{hints, link, links, outline, quote, quotes},
    yank::{As, copy_link, copy_paragraph, copy_quote_as},
};
use crate::tui::{
    command::{Command, cmd},
    effect::Effect,
    librarian::Deed,
    model::{Focus, Model},
    pane::{self, Prompt, PromptKind, library},
};

/// The commands of the reader.
pub(in crate::tui) static COMMANDS: &[Command] = &[
    cmd("down", "A line down", &["j", "<down>"], |m, a| {
        scroll(m, a.distance())
    }),
    cmd("up", "A line up", &["k", "<up>"], |m, a| {
        scroll(m, -a.distance())
    }),
    cmd(
        "half-page-down",
        "Half a page down",
        &["d", "<c-d>"],
        |m, a| half(m, a.distance()),
    ),
    cmd("half-page-up", "Half a page up", &["u", "<c-u>"], |m, a| {
        half(m, -a.distance())
    }),
    cmd(
        "page-down",
        "A page down",
        &["<space>", "<pgdn>", "<c-f>"],
        |m, a| page(m, a.distance()),
    ),
    cmd(
        "page-up",
        "A page up",
        &["b", "<pgup>", "<c-b>", "<s-space>"],
        |m, a| page(m, -a.distance()),
    ),
    cmd("top", "To the beginning", &["gg", "<home>"], |m, _| top(m)),
    cmd(
        "bottom",
        "To the end; 40G goes to 40 per cent",
        &["G", "<end>"],
        |m, a| match a.count {
            Some(percent) => to_percent(m, percent),
            None => bottom(m),
        },
    ),
    cmd("percent", "To so many per cent: 40%", &["%"], |m, a| {
        to_percent(m, a.count.unwrap_or(0))
    }),
    cmd(
        "right",
        "Move a wide table or code, to see what is right of it",
        &["<s-right>", ")"],
        |m, a| aside(m, a.distance()),
    ),
    cmd(
        "left",
        "Move it back, to see what is left of it",
        &["<s-left>", "("],
        |m, a| aside(m, -a.distance()),
    ),
    cmd(
        "back",
        "Back to the list",
        &["h", "<esc>", "<bs>", "<left>", "q"],
        |m, _| back(m),
    ),
    cmd("to-list", "To the list", &["<c-w>"], |m, _| to_list(m)),
    cmd("next-story", "Next story of the list", &["J"], |m, a| {
        pane::neighbour(m, a.distance())
    }),
    cmd(
        "previous-story",
        "Previous story of the list",
        &["K"],
        |m, a| pane::neighbour(m, -a.distance()),
    ),
    cmd("find", "Find in the story", &["/"], |m, _| find(m)),
    cmd("find-next", "Next hit", &["n"], |m, _| hit(m, true)),
    cmd("find-previous", "Previous hit", &["N"], |m, _| {
        hit(m, false)
    }),
    cmd(
        "next-link",
        "Select the next link; with none, to the list",
        &["<tab>"],
        |m, a| link(m, a.distance()),
    ),
    cmd(
        "previous-link",
        "Select the previous link",
        &["<s-tab>"],
        |m, a| link(m, -a.distance()),
    ),
    cmd(
        "follow",
        "Follow the selected link; 3 Enter the third",
        &["<enter>", "l", "<right>"],
        |m, a| pane::follow(m, a.count),
    ),
    cmd("hints", "Follow a link by its letter", &["f"], |m, _| {
        hints(m)
    }),
    cmd(
        "open-outside",
        "Open the link's address outside; 5o the fifth",
        &["o"],
        |m, a| pane::outside(m, a.count),
    ),
    cmd(
        "preview",
        "Look at what the link leads to",
        &["gk"],
        |m, a| pane::preview(m, a.count),
    ),
    cmd("links", "List the links", &["gl"], |m, _| links(m)),
    cmd(
        "picture",
        "Show the picture over the whole screen",
        &["i"],
        |m, _| pane::picture(m),
    ),
    cmd("next-quote", "Next quote", &["]q"], |m, a| {
        quote(m, a.distance())
    }),
    cmd("previous-quote", "Previous quote", &["[q"], |m, a| {
        quote(m, -a.distance())
    }),
    cmd(
        "quotes",
        "List the quotes and who said them",
        &["Q"],
        |m, _| quotes(m),
    ),
    cmd(
        "only-quotes",
        "Nothing but the quotes, or all again",
        &["gq"],
        |m, _| only_quotes(m),
    ),
    cmd("outline", "List the headings", &["go"], |m, _| outline(m)),
    cmd(
        "copy-quote",
        "Copy the quote with its citation",
        &["yq"],
        |m, _| copy_quote_as(m, As::Plain),
    ),
    cmd(
        "copy-quote-markdown",
        "Copy the quote as Markdown",
        &["ym"],
        |m, _| copy_quote_as(m, As::Markdown),
    ),
    cmd(
        "copy-quote-bibtex",
        "Copy the story with the quote as BibTeX",
        &["yb"],
        |m, _| copy_quote_as(m, As::Bibtex),
    ),
    cmd(
        "copy-quote-csl",
        "Copy the same as CSL-JSON",
        &["yc"],
        |m, _| copy_quote_as(m, As::Csl),
    ),
    cmd(
        "copy-paragraph",
        "Copy the paragraph at the top",
        &["yp"],
        |m, _| copy_paragraph(m),
    ),
    cmd(
        "copy-link",
        "Copy the link, or the story's address",
        &["yl"],
        |m, _| copy_link(m),
    ),
    cmd(
        "whole-page",
        "All of a saved page, or its story again",
        &["gp"],
        |m, _| pane::whole_page(m),
    ),
    cmd(
        "left-out",
        "What of a saved page was left out, or its story again",
        &["gx"],
        |m, _| pane::left_out(m),
    ),
    cmd(
        "export",
        "Write the story to a folder; :export FOLDER html",
        &["E"],
        pane::export,
    ),
    cmd("star", "Star, or take the star away", &["s"], |m, _| {
        on_story(m, pane::toggle_star)
    }),
    cmd("read", "Mark read or unread", &["r"], |m, _| {
        on_story(m, pane::toggle_read)
    }),
    cmd(
        "story-archive",
        "Put the story out of the way, or back",
        &["a"],
        |m, _| library::deeds::act_on_shown(m, Deed::Archive),
    ),
    cmd(
        "story-tag",
        "Tag the story, or with a minus take a tag away",
        &["t"],
        |m, a| {
            if a.words.is_empty() {
                library::ask_tags(m)
            } else {
                library::deeds::tag(m, &a.words)
            }
        },
    ),
];

pub(super) fn height(m: &Model) -> usize {
    usize::from(m.reader.height)
}

pub(super) fn shown(m: &mut Model) -> Option<&mut Shown> {
    m.reader.shown.as_mut()
}

/// Moves by rows and tells the terminal how far, so that it can move them by itself.
pub(in crate::tui) fn scroll(m: &mut Model, by: isize) -> Vec<Effect> {
    let height = height(m);
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    if shown.scroll(by, height) {
        // A selection that the text moved away from would only be followed by mistake.
        shown.quote = None;
        let rows = i32::try_from(by).unwrap_or(0);
        // At the ends the text moved less far than was asked.
        let whole = shown.top != Top::Masthead(0) && !shown.is_at_bottom(height);
        m.reader.moved = match m.reader.moved {
            Some(moved) if whole => moved.checked_add(rows),
            _ => None,
        };
        return aids::learn(m);
    }
    Vec::new()
}

fn half(m: &mut Model, times: isize) -> Vec<Effect> {
    let rows = isize::try_from((height(m) / 2).max(1)).unwrap_or(1);
    scroll(m, rows.saturating_mul(times))
}

/// A page less two rows, so that the eye finds its place again.
fn page(m: &mut Model, times: isize) -> Vec<Effect> {
    let rows = isize::try_from(height(m).saturating_sub(2).max(1)).unwrap_or(1);
    scroll(m, rows.saturating_mul(times))
}

fn top(m: &mut Model) -> Vec<Effect> {
    let height = height(m);
    if let Some(shown) = shown(m) {
        shown.go_to(0, height);
    }
    Vec::new()
}

fn bottom(m: &mut Model) -> Vec<Effect> {
    let height = height(m);
    if let Some(shown) = shown(m) {
        shown.go_to_percent(100, height);
    }
    Vec::new()
}

fn to_percent(m: &mut Model, percent: usize) -> Vec<Effect> {
    let height = height(m);
    if let Some(shown) = shown(m) {
        let percent = u8::try_from(percent).unwrap_or(100).min(100);
        shown.go_to_percent(percent, height);
    }
    Vec::new()
}

/// Takes away what is selected, else goes to the list; where a story was given alone, `q` has nowhere to go but out.
fn back(m: &mut Model) -> Vec<Effect> {
    if let Some(shown) = shown(m)
        && (shown.selected.is_some() || shown.quote.is_some() || shown.search.is_some())
    {
        (shown.selected, shown.quote, shown.search) = (None, None, None);
        return Vec::new();
    }
    if m.zen {
        m.zen = false;
        m.arrange();
        return Vec::new();
    }
    if m.alone {
        return m.end(crate::tui::model::Quit::Wanted);
    }
    to_list(m)
}

pub(super) fn to_list(m: &mut Model) -> Vec<Effect> {
    m.alone = false;
    m.zen = false;
    let effects = pane::keep_place(m);
    if let Some(id) = m.reader.shown.as_ref().map(Shown::id) {
        m.list_select(id);
    }
    m.focus(Focus::List);
    effects
}

fn find(m: &mut Model) -> Vec<Effect> {
    m.prompt = Some(Prompt::new(PromptKind::Find, ""));
    m.arrange();
    Vec::new()
}

/// Goes to the next hit or the one before; from where the screen begins when there is no current one.
pub(in crate::tui) fn hit(m: &mut Model, forward: bool) -> Vec<Effect> {
    let height = height(m);
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    let Some(mut search) = shown.search.take() else {
        m.say("Nothing is searched for: / finds.");
        return Vec::new();
    };
    let story = shown.story.clone();
    let text = story.article.text();
    let found = if shown.only_quotes {
        shown.search_shown(&search, forward)
    } else {
        search.next(text, shown.place, forward)
    };
    let (words, partial) = (search.words.clone(), shown.story.partial);
    // What is between the two ends of a story that is still being read may have it.
    let beyond = shown.is_beyond(shown.place);
    let found = found.filter(|(span, _)| shown.is_beyond(span.start) == beyond);
    search.current = found.map(|(span, _)| span);
    let number = match found {
        Some((span, _)) if !shown.only_quotes && !partial => search.number(text, span),
        _ => None,
    };
    shown.search = Some(search);
    match found {
        Some((span, round)) => {
            shown.reveal(span, height);
            let number = number.map(|(nth, of)| format!("{nth} of {of}"));
            let from = if forward { "beginning" } else { "end" };
            match (number, round) {
                (Some(number), false) => m.say(&format!("{number}: {words}")),
                (Some(number), true) => m.say(&format!("Searched on from the {from}: {number}.")),
                (None, true) => m.say(&format!("Searched on from the {from}.")),
                (None, false) => {}
            }
        }
        None if partial => m.say("Not found yet: the story is still being read."),
        None => m.say(&format!("Not in this story: {words}")),
    }
    Vec::new()
}

/// Moves what is wider than the page.
fn aside(m: &mut Model, by: isize) -> Vec<Effect> {
    let height = height(m);
    let wide = shown(m).is_some_and(|shown| shown.move_aside(by, height));
    if !wide {
        m.say("Nothing here is wider than the page.");
    }
    Vec::new()
}

/// Shows nothing but the quotes, or all again.
fn only_quotes(m: &mut Model) -> Vec<Effect> {
    let height = height(m);
    m.reader.moved = None;
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    if !shown.toggle_only_quotes(height) {
        m.say("Nobody is quoted in this story.");
    }
    Vec::new()
}

fn on_story(
    m: &mut Model,
    act: fn(&mut Model, crate::library::StoryId) -> Vec<Effect>,
) -> Vec<Effect> {
    match m.reader.shown.as_ref().map(Shown::id) {
        Some(id) => act(m, id),
        None => Vec::new(),
    }
}
