//! Links and stubs followed: to a story, a place of the same one, or a window that says what is missing.

use super::{
    Choice, Pick, Popup, Row,
    reader::{Lead, Resolved, Shown, Target},
};
use crate::{
    article::BlockKind,
    library::{Catalog, Crosslink, Entry, StoryId, cite},
    story::Story,
    text::Span,
    tui::{
        effect::Effect,
        model::{Focus, Model, Shared},
    },
};
use std::sync::Arc;

/// Looks up, and keeps, where those hyperlinks of the story on show lead that are `meant`, once the library is known.
pub(in crate::tui) fn look_up(shared: &Shared, shown: &mut Shown, meant: impl Fn(&Target) -> bool) {
    let (id, story) = (shown.entry.id, shown.story.clone());
    let unknown = |t: &&mut Target| t.resolved == Resolved::Unknown && meant(t);
    for target in shown
        .targets
        .iter_mut()
        .filter(|_| shared.indexed)
        .filter(unknown)
    {
        target.resolved = resolve(shared, id, &story, target);
    }
}

/// Looks the address of a hyperlink up in the library. Stubs are looked up all at once, by a worker.
fn resolve(shared: &Shared, own: StoryId, story: &Story, target: &Target) -> Resolved {
    let Lead::Link(n) = target.lead else {
        return Resolved::Unknown;
    };
    let url = story.article.links().get(n as usize).map_or("", |l| &l.url);
    let found = shared.catalog.hyperlink(url, own, shared.state.rulings());
    Resolved::of(&found, &shared.catalog)
}

/// What is done with a target, by its number from 1; `None` for the selected one.
type Deed = fn(&mut Model, Option<usize>) -> Vec<Effect>;

/// What waits until it is known where a target leads.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui) struct Eager {
    /// The words of the target; `None` where not even its story is there yet.
    span: Option<Span>,
    /// Its number from 1.
    number: Option<usize>,
    deed: Deed,
}

/// The target that is meant: the selected one, or the one of this number from 1. `None` too where it is not known yet where it
/// leads: then `deed` is done with it as soon as it is.
pub(super) fn target(m: &mut Model, number: Option<usize>, deed: Deed) -> Option<usize> {
    if m.reader.wanted.is_some() && m.focus == Focus::Reader {
        return wait(m, None, number, deed);
    }
    let shown = m.reader.shown.as_mut()?;
    let meant = match number {
        Some(n) => n.checked_sub(1).filter(|n| *n < shown.targets.len()),
        None => shown.selected,
    };
    let linked = shown.is_linked(&m.shared.catalog) && m.shared.indexed;
    let Some(n) = meant else {
        if number.is_some() && !linked {
            // The library may show it to be there.
            return wait(m, None, number, deed);
        }
        m.say(match number {
            Some(_) => "There is no link of that number.",
            None => "No link is selected: Tab selects one.",
        });
        return None;
    };
    let (id, story) = (shown.entry.id, shown.story.clone());
    let target = shown.targets.get_mut(n)?;
    if target.resolved == Resolved::Unknown && m.shared.indexed {
        target.resolved = resolve(&m.shared, id, &story, target);
    }
    let sure = match (target.lead, &target.resolved) {
        (Lead::Within(_), _) | (_, Resolved::Story(_)) => true,
        (Lead::Link(_), resolved) => *resolved != Resolved::Unknown,
        // What is missing by an answer of yesterday may be here by now.
        (Lead::Stub(_), _) => linked,
    };
    let span = target.span;
    if sure {
        meant
    } else {
        wait(m, Some(span), number, deed)
    }
}

fn wait(m: &mut Model, span: Option<Span>, number: Option<usize>, deed: Deed) -> Option<usize> {
    m.say("Still looking through the stories…");
    m.reader.eager = Some(Eager { span, number, deed });
    None
}

/// Follows a target: to its story, else to a window that says what is missing.
pub(in crate::tui) fn follow(m: &mut Model, number: Option<usize>) -> Vec<Effect> {
    let Some(n) = target(m, number, follow) else {
        return Vec::new();
    };
    let Some((lead, resolved)) = m
        .reader
        .shown
        .as_ref()
        .and_then(|s| s.targets.get(n))
        .map(|t| (t.lead, t.resolved.clone()))
    else {
        return Vec::new();
    };
    match (lead, resolved) {
        (Lead::Within(byte), _) => within(m, byte),
        (_, Resolved::Story(id)) => m.go(id, None),
        (_, Resolved::Perhaps(candidates)) => {
            perhaps(m, n, &candidates);
            Vec::new()
        }
        (_, Resolved::Unknown | Resolved::Missing) => {
            missing(m, n);
            Vec::new()
        }
    }
}

/// Takes in where the stubs of the story on show lead, and does what waited for it. Not `known` is an answer of which the reader
/// has said another thing since.
pub(in crate::tui) fn linked(
    m: &mut Model,
    id: StoryId,
    links: &[Crosslink],
    catalog: &Arc<Catalog>,
    known: bool,
) -> Vec<Effect> {
    if let Some(shown) = m.reader.shown.as_mut().filter(|_| !known) {
        // It is asked again.
        shown.asked = None;
        return Vec::new();
    }
    let known = Arc::ptr_eq(catalog, &m.shared.catalog);
    let Some(shown) = m.reader.shown.as_mut().filter(|s| s.id() == id && known) else {
        return Vec::new();
    };
    shown.link(links, catalog);
    if m.reader.wanted.is_some() && m.focus == Focus::Reader {
        return Vec::new();
    }
    let Some(eager) = m.reader.eager.take() else {
        return Vec::new();
    };
    let place = |span| shown.targets.iter().position(|t| t.span == span);
    let number = eager.span.and_then(place).map(|n| n + 1).or(eager.number);
    m.shared.message = None;
    (eager.deed)(m, number)
}

/// Goes to another place of the same story, with the way back kept.
fn within(m: &mut Model, byte: u32) -> Vec<Effect> {
    if let Some(stop) = m.stop() {
        m.history.back.push(stop);
        m.history.forward.clear();
    }
    let height = usize::from(m.reader.height);
    if let Some(shown) = m.reader.shown.as_mut() {
        shown.selected = None;
        shown.go_to(byte, height);
    }
    Vec::new()
}

/// Offers the stories that a target may mean.
fn perhaps(m: &mut Model, n: usize, candidates: &[(StoryId, f32)]) {
    let row = |(id, score): &(StoryId, f32)| {
        let entry = m.entry(*id)?;
        let lead = format!("{:.0} %", score * 100.0);
        Some(Row::new(&entry.title, &lead, Choice::Story(*id)))
    };
    let mut rows: Vec<Row> = candidates.iter().filter_map(row).collect();
    let words = words_of(m, n);
    rows.push(Row::new(
        "Another story: say which…",
        "",
        Choice::RuleOther(n),
    ));
    rows.push(Row::new(
        "None of these: search the list",
        "",
        Choice::Search(words.clone()),
    ));
    m.popup = Some(Popup::Pick(
        Pick::new("Perhaps one of these?", rows).intro(vec![words]),
    ));
}

/// Says what is missing and what can be done about it.
fn missing(m: &mut Model, n: usize) {
    let words = words_of(m, n);
    let address = m
        .reader
        .shown
        .as_ref()
        .and_then(|s| s.targets.get(n).and_then(|t| address(s, t)));
    let mut intro = vec![format!("“{words}”")];
    let mut rows = Vec::new();
    match address {
        Some(address) => {
            intro.push(address.clone());
            if is_openable(&address) {
                rows.push(Row::new(
                    "Open this address outside",
                    "",
                    Choice::Browse(address.clone()),
                ));
            }
            rows.push(Row::new("Copy the address", "", Choice::Copy(address)));
        }
        None => intro.push("No story of this title is among those opened.".to_owned()),
    }
    rows.push(Row::new(
        "Search the list for its words",
        "",
        Choice::Search(words.clone()),
    ));
    rows.push(Row::new("Copy the title", "", Choice::Copy(words)));
    rows.push(Row::new(
        "One that is here: say which…",
        "",
        Choice::RuleOther(n),
    ));
    rows.push(Row::new("Go on reading", "", Choice::Close));
    m.popup = Some(Popup::Pick(
        Pick::new("Not in your library", rows).intro(intro),
    ));
}

pub(super) fn words_of(m: &Model, n: usize) -> String {
    let shown = m.reader.shown.as_ref();
    let words = shown.and_then(|s| s.targets.get(n).map(|t| t.span.of(s.story.article.text())));
    words
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The address of a target, where it has one.
pub(in crate::tui) fn address(shown: &Shown, target: &Target) -> Option<String> {
    let link = match target.lead {
        Lead::Stub(n) => shown.notes().stubs.get(n)?.link?,
        Lead::Link(n) => n,
        Lead::Within(_) => return None,
    };
    let url = shown
        .story
        .article
        .links()
        .get(link as usize)?
        .url
        .to_string();
    (!url.is_empty()).then_some(url)
}

/// Where a target leads, said in a line: the words of the place in this story, the headline of another, else the
/// address. `None` for a dead link that nothing is known of. It was looked up before: this is asked for at every drawing.
pub(in crate::tui) fn leads(m: &Model, shown: &Shown, target: &Target) -> Option<String> {
    let article = &shown.story.article;
    if let Lead::Within(byte) = target.lead {
        let block = article.blocks().get(article.block_at(byte))?;
        let words = block.span.of(article.text()).replace(['\n', '\t'], " ");
        return Some(format!("In this story: {words}"));
    }
    let titled = |id: &StoryId| Some(m.entry(*id)?.title.to_string());
    let story = match &target.resolved {
        Resolved::Story(id) => titled(id).map(|t| format!("Your story: {t}")),
        Resolved::Perhaps(of) => of
            .first()
            .and_then(|(id, _)| titled(id))
            .map(|t| format!("Perhaps your story: {t}")),
        Resolved::Unknown | Resolved::Missing => None,
    };
    story.or_else(|| address(shown, target))
}

/// Whether an address may be handed to another program.
pub(in crate::tui) fn is_openable(address: &str) -> bool {
    let lower = address
        .trim_start()
        .get(..8)
        .unwrap_or(address)
        .to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|s| lower.starts_with(s))
        && !address.contains(char::is_whitespace)
}

/// Shows the whole address of a link, or of the story, before it is opened outside.
pub(in crate::tui) fn outside(m: &mut Model, number: Option<usize>) -> Vec<Effect> {
    let shown = m.reader.shown.as_ref();
    let meant = number
        .map(|n| n.wrapping_sub(1))
        .or(shown.and_then(|s| s.selected));
    let address = if let Some(n) = meant {
        shown.and_then(|s| address(s, s.targets.get(n)?))
    } else {
        let own = m
            .reader
            .shown
            .as_ref()
            .map(|s| s.story.article.meta.url.to_string());
        own.filter(|u| !u.is_empty())
    };
    match address {
        Some(address) if is_openable(&address) => {
            let rows = vec![
                Row::new("Open it", "", Choice::Browse(address.clone())),
                Row::new("Copy it", "", Choice::Copy(address.clone())),
                Row::new("Go on reading", "", Choice::Close),
            ];
            m.popup = Some(Popup::Pick(
                Pick::new("Open this address outside?", rows).intro(vec![address]),
            ));
        }
        Some(address) => m.say(&format!(
            "Only web and mail addresses are opened outside: {address}"
        )),
        None => m.say("There is no address to open."),
    }
    Vec::new()
}

/// Shows what a link leads to without leaving the story.
pub(in crate::tui) fn preview(m: &mut Model, number: Option<usize>) -> Vec<Effect> {
    let Some(n) = target(m, number, preview) else {
        return Vec::new();
    };
    let resolved = m
        .reader
        .shown
        .as_ref()
        .and_then(|s| s.targets.get(n))
        .map(|t| t.resolved.clone());
    let Some(Resolved::Story(id)) = resolved else {
        return follow(m, number);
    };
    m.entry(id).map_or_else(Vec::new, |entry| peek(m, entry))
}

/// Shows what a story is and how it begins without opening it.
pub(in crate::tui) fn peek(m: &mut Model, entry: Arc<Entry>) -> Vec<Effect> {
    let id = entry.id;
    m.met.insert(id, entry.clone());
    let facts = [
        entry.byline.to_string(),
        entry.site.to_string(),
        cite::long(&entry.published),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|f| !f.is_empty()).collect();
    let intro = if facts.is_empty() {
        Vec::new()
    } else {
        vec![facts.join(" · ")]
    };
    m.popup = Some(Popup::Pick(
        Pick::new(&entry.title, rows_of_preview(id)).intro(intro),
    ));
    m.reader.previewing = Some(id);
    vec![Effect::Peek(entry)]
}

fn rows_of_preview(id: StoryId) -> Vec<Row> {
    vec![
        Row::new("Read it", "", Choice::Story(id)),
        Row::new("Go on reading here", "", Choice::Close),
    ]
}

/// Puts the first lines of a story into the window that previews it.
pub(in crate::tui) fn peeked(m: &mut Model, id: StoryId, story: &Story) -> Vec<Effect> {
    if m.reader.previewing.take_if(|p| *p == id).is_none() {
        return Vec::new();
    }
    let article = &story.article;
    let body = article
        .blocks()
        .iter()
        .filter(|b| b.kind == BlockKind::Paragraph);
    let first: Vec<String> = body
        .take(2)
        .map(|b| crate::text::ellipsis(b.span.of(article.text()), 320))
        .collect();
    if let Some(Popup::Pick(pick)) = &mut m.popup {
        pick.add_intro(first);
    }
    Vec::new()
}
