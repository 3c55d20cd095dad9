//! Links listed and followed.

use super::{
    Said, Session,
    acts::{go_to, shown},
    say,
    spoken::{Lead, Target},
};
use crate::library::links;

/// Says every link by its number.
pub(super) fn list_links(s: &mut Session) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    if shown.targets.is_empty() {
        return say("This story has no links.");
    }
    let text = shown.story.article.text();
    for (n, target) in shown.targets.iter().enumerate() {
        let words = target.span.of(text).replace('\n', " ");
        say(&format!("{}. {words}", n + 1))?;
    }
    Ok(())
}

/// Follows the link of this number: to a story, to another place of this one, else its address is said.
pub(super) fn follow(s: &mut Session, number: Option<usize>) -> Said {
    let Some(shown) = shown(s) else { return Ok(()) };
    let target = number
        .and_then(|n| shown.targets.get(n.checked_sub(1)?))
        .copied();
    let Some(Target { lead, .. }) = target else {
        return say("There is no link of that number: links says which there are.");
    };
    let article = &shown.story.article;
    let link = match lead {
        Lead::Link(n) => Some(n),
        Lead::Stub(n) => shown.links.get(n).and_then(|l| l.stub.link),
    };
    let link = link
        .and_then(|n| article.links().get(n as usize))
        .cloned()
        .unwrap_or_default();
    if let Some(to) = link.to {
        let block = article.block_at(to);
        return go_to(s, block);
    }
    let found = match lead {
        Lead::Stub(n) => shown
            .links
            .get(n)
            .map(|l| l.target.clone())
            .unwrap_or_default(),
        Lead::Link(_) => {
            let own = shown.entry.id;
            s.catalog.hyperlink(&link.url, own, s.state.rulings())
        }
    };
    arrive(s, &found, &link.url)
}

/// Opens the story that a link means, or says which it may be.
fn arrive(s: &mut Session, found: &links::Target, address: &str) -> Said {
    let entry = |m: &links::Match| s.catalog.entries().get(m.number as usize).cloned();
    match found {
        links::Target::Exact(m) => {
            let Some(entry) = entry(m) else { return Ok(()) };
            if let Some(shown) = &s.shown {
                s.way.push((shown.entry.id, shown.next));
            }
            s.open(&entry, None)
        }
        links::Target::Likely(some) => {
            say("Perhaps one of these; back goes to the list, where their numbers open them:")?;
            for m in some {
                if let Some(entry) = entry(m) {
                    say(&format!("{}. {}", m.number + 1, entry.title))?;
                }
            }
            Ok(())
        }
        links::Target::Missing if address.is_empty() => say("That story is not among these."),
        links::Target::Missing => say(&format!("Not among these stories. Its address: {address}")),
    }
}

/// Goes back to the story that a link was followed from.
pub(super) fn history_back(s: &mut Session) -> Said {
    let Some((id, next)) = s.way.pop() else {
        return say("This is where you began.");
    };
    match s.catalog.entry(id).cloned() {
        Some(entry) => s.open(&entry, Some(next)),
        None => Ok(()),
    }
}
