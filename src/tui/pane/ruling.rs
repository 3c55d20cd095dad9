//! The reader's own word on a link: that it is right, that it leads elsewhere, that it leads nowhere.

use super::{
    Choice, Pick, Popup, Prompt, PromptKind, Row,
    follow::{target, words_of},
    reader::{Lead, Resolved, Shown, Target},
};
use crate::{
    library::{
        Entry, StoryId,
        links::LinkKey,
        state::{Change, Ruling, Says},
    },
    text::Clean,
    tui::{
        effect::Effect,
        librarian::Question,
        model::{Focus, Model},
    },
};
use std::sync::Arc;

/// Most stories offered to choose from.
const MOST: usize = 5_000;

/// Asks what a link leads to: that of this number from 1, else the selected one, else the reader is asked which. In the list it is
/// one of the story under the cursor.
pub(in crate::tui) fn correct(m: &mut Model, number: Option<usize>) -> Vec<Effect> {
    let shown = m.reader.shown.as_ref();
    if m.focus == Focus::List
        && let Some(id) = m.selected().map(|e| e.id)
        && shown.is_none_or(|s| s.id() != id)
    {
        let mut effects = m.go(id, None);
        effects.extend(correct(m, number));
        return effects;
    }
    let waits = m.reader.wanted.is_some() && m.focus == Focus::Reader;
    if number.is_none() && !waits && shown.is_some_and(|s| s.selected.is_none()) {
        return which(m);
    }
    let Some(n) = target(m, number, correct) else {
        return Vec::new();
    };
    let Some((target, key)) = m.reader.shown.as_ref().and_then(|s| {
        let target = s.targets.get(n)?;
        Some((target.clone(), key(s, target)?))
    }) else {
        m.say("This link leads to a place of the same story.");
        return Vec::new();
    };
    let said = m
        .reader
        .shown
        .as_ref()
        .and_then(|s| m.shared.state.rulings().of(s.id(), key));
    let title = |id: StoryId| m.entry(id).map(|e| e.title.clone());
    let mut rows = Vec::new();
    let mut offer = |id: StoryId, lead: &str| {
        if let Some(title) = title(id) {
            rows.push(Row::new(&title, lead, Choice::Rule(n, Says::Story(id))));
        }
    };
    match &target.resolved {
        Resolved::Story(id) => offer(*id, "Right:"),
        Resolved::Perhaps(some) => some.iter().for_each(|(id, _)| offer(*id, "This one:")),
        Resolved::Unknown | Resolved::Missing => {}
    }
    rows.push(Row::new("Another story…", "", Choice::RuleOther(n)));
    if target.resolved != Resolved::Missing {
        let choice = Choice::Rule(n, Says::Nowhere);
        rows.push(Row::new("None that is here", "", choice));
    }
    if said.is_some() {
        let choice = Choice::Rule(n, Says::Unsaid);
        rows.push(Row::new("Take back what I said of it", "", choice));
    }
    let words = words_of(m, n);
    m.popup = Some(Popup::Pick(
        Pick::new("Where does this lead?", rows).intro(vec![words]),
    ));
    Vec::new()
}

/// Asks which link is meant; of one there is nothing to ask.
fn which(m: &mut Model) -> Vec<Effect> {
    let targets = m.reader.shown.as_ref().map_or(&[][..], |s| &s.targets);
    let elsewhere = |t: &(usize, &Target)| !matches!(t.1.lead, Lead::Within(_));
    let meant: Vec<usize> = targets
        .iter()
        .enumerate()
        .filter(|t| elsewhere(t))
        .map(|t| t.0)
        .collect();
    match meant.as_slice() {
        [] => m.say("This story leads to no other."),
        [only] => return correct(m, Some(only + 1)),
        _ => {
            let row = |n: &usize| Row::new(&words_of(m, *n), "", Choice::Correct(*n));
            let rows = meant.iter().map(row).collect();
            m.popup = Some(Popup::Pick(Pick::new("Correct which link?", rows)));
        }
    }
    Vec::new()
}

/// Offers all stories, narrowed as one types.
pub(in crate::tui) fn other(m: &mut Model, n: usize) -> Vec<Effect> {
    if m.library.is_some() {
        return vec![Effect::Library(Question::Offer(n, words_of(m, n)))];
    }
    let catalog = m.shared.catalog.clone();
    offer(m, n, catalog.entries());
    Vec::new()
}

/// Offers these stories.
pub(in crate::tui) fn offer(m: &mut Model, n: usize, entries: &[Arc<Entry>]) {
    m.met.extend(entries.iter().map(|e| (e.id, e.clone())));
    let own = m.reader.shown.as_ref().map(Shown::id);
    let row = |e: &Arc<Entry>| Row::new(&e.title, &e.site, Choice::Rule(n, Says::Story(e.id)));
    let others = entries.iter().filter(|e| Some(e.id) != own).take(MOST);
    let rows = others.map(row).collect();
    m.popup = Some(Popup::Pick(Pick::new("It leads to", rows)));
    m.prompt = Some(Prompt::new(PromptKind::Narrow, ""));
    m.arrange();
}

/// Keeps what the reader says of a link, and follows it from now on.
pub(in crate::tui) fn rule(m: &mut Model, n: usize, says: Says) -> Vec<Effect> {
    let Some(shown) = m.reader.shown.as_mut() else {
        return Vec::new();
    };
    let id = shown.id();
    let Some(link) = shown.targets.get(n).and_then(|t| key(shown, t)) else {
        return Vec::new();
    };
    shown.asked = None;
    if let Some(library) = &mut m.library {
        library.linked = None;
    }
    for target in &mut shown.targets {
        target.resolved = Resolved::Unknown;
    }
    let change = Change {
        link: Some(Ruling { link, says }),
        ..Change::default()
    };
    let now = m.shared.now;
    let record = m.shared.state.set(id, change, now);
    let title = |id| {
        let entry = m.entry(id);
        entry.map_or_else(Clean::default, |e| e.title.clone())
    };
    let message = match says {
        Says::Story(id) => format!("From now on this leads to “{}”.", &*title(id)),
        Says::Nowhere => "From now on this leads nowhere.".to_owned(),
        Says::Unsaid => "Taken back.".to_owned(),
    };
    m.say(&message);
    vec![Effect::Save(vec![record])]
}

/// What the reader's word on a target is kept by; `None` where it leads to a place of the same story.
fn key(shown: &Shown, target: &Target) -> Option<LinkKey> {
    let article = &shown.story.article;
    match target.lead {
        Lead::Stub(_) => Some(LinkKey::of_title(target.span.of(article.text()))),
        Lead::Link(n) => {
            let link = article.links().get(n as usize)?;
            Some(LinkKey::of_address(&link.url))
        }
        Lead::Within(_) => None,
    }
}
