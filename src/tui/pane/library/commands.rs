//! What keys do in the list of a library, besides those of every list.

use super::{Library, Next, deeds, delete, side};
use crate::{
    library::{
        state::Reading,
        store::{self, Group, List, Order},
    },
    text::Clean,
    tui::{
        command::{Argument, Command, cmd},
        effect::Effect,
        librarian::{Deed, Question},
        model::{Focus, Model},
        pane::{self, Choice, Pick, Popup, Prompt, PromptKind, Row},
    },
};

use std::path::PathBuf;

/// The commands of the list of a library.
pub(in crate::tui) static COMMANDS: &[Command] = &[
    cmd(
        "next-unread",
        "Read the next story not begun",
        &["n"],
        |m, _| next_unread(m),
    ),
    cmd(
        "continue",
        "Go on with what was read last",
        &["c"],
        |m, _| go_on(m),
    ),
    cmd(
        "lists",
        "Choose a list, a tag or a site",
        &["\\"],
        |m, _| lists(m),
    ),
    cmd(
        "sidebar",
        "Show the lists at the side, or not",
        &["gB"],
        |m, _| side::toggle(m),
    ),
    cmd("keep-list", "Keep the search under a name", &["gK"], keep),
    cmd(
        "rename-list",
        "Rename the search that you kept and that is shown",
        &["gN"],
        rename,
    ),
    cmd(
        "files",
        "Show the files that the story is in",
        &["gf"],
        |m, _| files(m),
    ),
    cmd(
        "group",
        "Group the list by site, day or tag",
        &["gG"],
        group,
    ),
    cmd("reverse", "Turn the order round", &["gR"], |m, _| {
        reverse(m)
    }),
    cmd(
        "mark",
        "Mark the story, to act on several",
        &["v", "m"],
        |m, _| mark(m),
    ),
    cmd(
        "mark-range",
        "Mark from here to where the cursor goes",
        &["V"],
        |m, _| range(m),
    ),
    cmd("unmark", "Take all marks away", &["U"], |m, _| unmark(m)),
    cmd(
        "tag",
        "Tag, or with a minus take a tag away",
        &["t"],
        |m, a| {
            if a.words.is_empty() {
                ask_tags(m)
            } else {
                deeds::tag(m, &a.words)
            }
        },
    ),
    cmd("archive", "Put out of the way, or back", &["a"], |m, _| {
        deeds::act(m, Deed::Archive)
    }),
    cmd(
        "trash",
        "Throw away, or take back; the file stays",
        &["d", "<del>"],
        |m, _| deeds::act(m, Deed::Trash),
    ),
    cmd(
        "delete-file",
        "Delete the file for good, or those marked; asks first",
        &["D"],
        |m, _| delete::ask(m),
    ),
    cmd(
        "add-folder",
        "Make a folder or file part of the library",
        &["gA"],
        |m, a| with_path(m, "add-folder", a, Question::Add),
    ),
    cmd(
        "import",
        "Bring in an export of another program",
        &["gI"],
        |m, a| with_path(m, "import", a, Question::Import),
    ),
    cmd(
        "stop",
        "Stop looking through the folders; Esc too",
        &["gx"],
        |_, _| vec![Effect::Library(Question::Stop)],
    ),
    cmd(
        "stats",
        "Show what you read, by week and site",
        &["gS"],
        |m, _| vec![Effect::Library(Question::Stats(m.shared.now))],
    ),
];

/// The list, which these commands are never without.
fn with(m: &mut Model, act: impl FnOnce(&mut Library)) -> Vec<Effect> {
    if let Some(library) = &mut m.library {
        act(library);
    }
    Vec::new()
}

/// Opens the next story that is not begun; where the list does not hold it yet the catalog is asked.
pub(in crate::tui) fn next_unread(m: &mut Model) -> Vec<Effect> {
    let state = &m.shared.state;
    let unread = |r: &crate::library::store::Row| {
        state.of(r.entry.id).or(r.entry.shelf.as_deref()).reading() == Reading::Unread
    };
    match m.library.as_ref().map(|l| l.next(unread)) {
        Some(Next::Row(row)) => {
            m.list_go_to(row);
            match m.selected() {
                Some(entry) => pane::open(m, &entry, None),
                None => Vec::new(),
            }
        }
        Some(Next::Beyond(ids)) => vec![Effect::Library(Question::NextUnread(ids))],
        Some(Next::Nothing) | None => looked(m, None),
    }
}

/// Says that there is none, unless there are more stories than were looked at.
pub(in crate::tui) fn looked(m: &mut Model, last: Option<u32>) -> Vec<Effect> {
    let goes_on = m.library.as_mut().is_some_and(|l| l.look_beyond(last));
    if !goes_on {
        m.say("Nothing unread further down.");
    }
    Vec::new()
}

/// Opens the story that the catalog found further down.
pub(in crate::tui) fn went_to(m: &mut Model, row: store::Row) -> Vec<Effect> {
    let (id, entry) = (row.id, row.entry.clone());
    let Some(library) = &mut m.library else {
        return Vec::new();
    };
    library.took(vec![row]);
    if library.go_to_story(id, &m.shared) {
        return pane::open(m, &entry, None);
    }
    // The list was asked for anew meanwhile, and only its beginning is here.
    library.look_beyond(Some(id));
    Vec::new()
}

/// Lists what was begun, the last first.
fn go_on(m: &mut Model) -> Vec<Effect> {
    choose(m, "is:reading", Order::Opened)
}

/// Shows the list of a query.
pub(in crate::tui) fn choose(m: &mut Model, query: &str, order: Order) -> Vec<Effect> {
    let query = query.to_owned();
    m.focus(Focus::List);
    with(m, |l| {
        // The order that the reader chose comes back with the whole list.
        let before = l.before.take().unwrap_or(l.wanted.list);
        l.before = Some(before).filter(|_| !query.is_empty());
        l.wanted.list.order = order;
        l.wanted.list.group = Group::None;
        l.want(&query, false);
        l.again();
        l.top();
    })
}

/// The lists that every library has.
pub(super) const LISTS: &[(&str, &str, Order)] = &[
    ("All stories", "", Order::Date),
    ("Unread", "is:unread", Order::Date),
    ("Continue reading", "is:reading", Order::Opened),
    ("Starred", "is:starred", Order::Date),
    ("Lately read", "is:read", Order::Opened),
    ("Long reads", "is:unread words>2500", Order::Length),
    ("Addresses only", "is:ghost", Order::Saved),
    ("Archive", "is:archived", Order::Date),
    ("Trash", "is:trashed", Order::Date),
];

fn lists(m: &mut Model) -> Vec<Effect> {
    if side::enter(m) {
        return Vec::new();
    }
    let row = |(name, query, order): &(&str, &str, Order)| {
        Row::new(name, "", Choice::List((*query).to_owned(), *order))
    };
    m.popup = Some(Popup::Pick(Pick::new(
        "Lists",
        LISTS.iter().map(row).collect(),
    )));
    vec![Effect::Library(Question::Names)]
}

/// Adds tags and sites to the window of lists, if it is still open.
pub(in crate::tui) fn named(
    m: &mut Model,
    kept: &[(Clean, Clean)],
    tags: &[(Clean, usize)],
    sites: &[(Clean, usize)],
) {
    let quoted = |field: &str, name: &str| format!("{field}:\"{}\"", name.replace('"', " "));
    let row = |field: &str, (name, count): &(Clean, usize)| {
        let choice = Choice::List(quoted(field, name), Order::Date);
        Row::new(&format!("{name}  ({count})"), field, choice)
    };
    let Some(Popup::Pick(pick)) = &mut m.popup else {
        return;
    };
    if pick.is_titled("Lists") {
        let own = kept.iter().map(|(name, query)| {
            let choice = Choice::List(query.to_string(), Order::Date);
            Row::new(name, "yours", choice)
        });
        let tags = tags.iter().map(|t| row("tag", t));
        pick.add(
            own.chain(tags)
                .chain(sites.iter().map(|s| row("site", s)))
                .collect(),
        );
    }
}

/// Keeps the search under the name that the prompt gives.
fn keep(m: &mut Model, a: &Argument) -> Vec<Effect> {
    let query = m.list_filter().to_owned();
    if a.words.is_empty() {
        m.prompt = Some(Prompt::new(PromptKind::Command, "keep-list "));
        m.arrange();
        return Vec::new();
    }
    m.say(if query.is_empty() {
        "That list is forgotten."
    } else {
        "Kept: it is among the lists now."
    });
    vec![Effect::Library(Question::Keep(a.words.clone(), query))]
}

/// Gives the search that is shown the name that the prompt gives.
fn rename(m: &mut Model, a: &Argument) -> Vec<Effect> {
    let Some(old) = side::shown(m) else {
        m.say("Only a search that you kept can be renamed.");
        return Vec::new();
    };
    if a.words.is_empty() {
        let line = format!("rename-list {old}");
        m.prompt = Some(Prompt::new(PromptKind::Command, &line));
        m.arrange();
        return Vec::new();
    }
    m.say(&format!("“{old}” is “{}” now.", a.words));
    vec![Effect::Library(Question::Rename(
        old.into_string(),
        a.words.clone(),
    ))]
}

/// Asks the catalog to do something with the path that the prompt names.
fn with_path(
    m: &mut Model,
    command: &str,
    a: &Argument,
    ask: fn(PathBuf) -> Question,
) -> Vec<Effect> {
    if a.words.is_empty() {
        m.prompt = Some(Prompt::new(PromptKind::Command, &format!("{command} ")));
        m.arrange();
        return Vec::new();
    }
    let home = std::env::home_dir().unwrap_or_default();
    m.say("Looking through it …");
    vec![Effect::Library(ask(pane::at_home(&a.words, &home)))]
}

/// Asks for the files of the story under the cursor.
fn files(m: &mut Model) -> Vec<Effect> {
    let row = m.library.as_ref().and_then(|l| l.row());
    let id = row.map(|r| r.id);
    id.map(|id| Effect::Library(Question::Files(id)))
        .into_iter()
        .collect()
}

fn group(m: &mut Model, a: &Argument) -> Vec<Effect> {
    if let Some(group) = Group::named(&a.words) {
        return pane::choose(m, Choice::Group(group));
    }
    let row = |(group, name): &(Group, &str)| Row::new(name, "", Choice::Group(*group));
    let pick = Pick::new("Group the list by", Group::ALL.iter().map(row).collect());
    m.popup = Some(Popup::Pick(pick));
    Vec::new()
}

/// Groups the list.
pub(in crate::tui) fn grouped(m: &mut Model, group: Group) {
    if let Some(library) = &mut m.library {
        let list = List {
            group,
            ..library.wanted.list
        };
        library.arrange(list);
    }
}

/// Sorts the list.
pub(in crate::tui) fn order(m: &mut Model, order: Order) {
    if let Some(library) = &mut m.library {
        let list = List {
            order,
            ..library.wanted.list
        };
        library.arrange(list);
        m.say(&format!("Sorted by {}.", order.name()));
    }
}

/// Sorts by the order that the prompt names, or offers the orders to choose from.
pub(in crate::tui) fn sort(m: &mut Model, a: &Argument) -> Vec<Effect> {
    if let Some(named) = Order::named(&a.words) {
        order(m, named);
        return Vec::new();
    }
    let row = |(order, name): &(Order, &str)| Row::new(name, "", Choice::Order(*order));
    let now = m.library.as_ref().map_or(Order::Date, |l| l.order());
    let at = Order::ALL.iter().position(|(o, _)| *o == now);
    let pick = Pick::new("Sort the list by", Order::ALL.iter().map(row).collect());
    m.popup = Some(Popup::Pick(pick.on(at.unwrap_or(0))));
    Vec::new()
}

/// Asks for tags.
pub(in crate::tui) fn ask_tags(m: &mut Model) -> Vec<Effect> {
    m.prompt = Some(Prompt::new(PromptKind::Tag, ""));
    m.arrange();
    vec![Effect::Library(Question::Names)]
}

fn reverse(m: &mut Model) -> Vec<Effect> {
    with(m, |l| {
        let mut list = l.wanted.list;
        list.reversed = !list.reversed;
        l.arrange(list);
    })
}

fn mark(m: &mut Model) -> Vec<Effect> {
    with(m, Library::mark);
    m.list_step(1);
    Vec::new()
}

fn range(m: &mut Model) -> Vec<Effect> {
    with(m, |l| match l.range {
        Some(_) => l.close_range(),
        None => l.range = Some(l.cursor()),
    })
}

fn unmark(m: &mut Model) -> Vec<Effect> {
    with(m, |l| {
        l.marked.clear();
        l.range = None;
    })
}

pub(in crate::tui) fn rescan(m: &mut Model) -> Vec<Effect> {
    with(m, |l| l.reading = Some(0));
    vec![Effect::Library(Question::Refresh)]
}
