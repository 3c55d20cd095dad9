//! The words of the commands of the library, as the command line reads them.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, value_parser};

use super::arguments::{flag, paths_arg};
use crate::library::store::{Group, Order};

/// The commands of the library.
pub(super) fn commands() -> impl Iterator<Item = Command> {
    [
        Command::new("add")
            .about("Add folders to the library, or list them")
            .args([paths_arg(), json()]),
        Command::new("remove")
            .about("Take folders out of the library; their files stay")
            .arg(paths_arg().required(true)),
        Command::new("list")
            .about("List the stories of the library, or those that a query means")
            .args([query(), sort(), reverse(), limit(), json(), no_scan()])
            .arg(group()),
        Command::new("lists")
            .about("Show the searches that were kept, keep one, rename it, forget it")
            .args([
                Arg::new("name").value_name("NAME").help("Its name"),
                Arg::new("keep")
                    .long("keep")
                    .value_name("QUERY")
                    .help("Keep this search under the name")
                    .requires("name"),
                Arg::new("rename")
                    .long("rename")
                    .value_name("NEW")
                    .help("Give it another name")
                    .requires("name")
                    .conflicts_with("keep"),
                flag("forget", "Forget it; its stories stay")
                    .requires("name")
                    .conflicts_with_all(["keep", "rename"]),
                json(),
            ]),
        Command::new("search")
            .about("Find stories by their words")
            .after_help(FIELDS)
            .args([query(), sort(), reverse(), limit(), json(), no_scan()]),
    ]
    .into_iter()
    .chain(keeping())
}

/// The commands that change a library or look after it.
fn keeping() -> [Command; 6] {
    [
        Command::new("delete")
            .about("Delete the file of a story for good; asks first")
            .after_help(
                "A file that holds several stories stays; remove and mark --trash leave all files alone.",
            )
            .args([
                Arg::new("paths")
                    .value_name("FILE")
                    .help("The file; it has to be a story of the library")
                    .value_parser(value_parser!(std::path::PathBuf))
                    .required(true),
                flag("yes", "It is meant: do not ask"),
                no_scan(),
            ]),
        Command::new("import")
            .about("Bring in exports of read-later services")
            .args([paths_arg().required(true), json()]),
        Command::new("tag")
            .about("Tag the stories that a query means, or list the tags")
            .args([query(), tags("add"), tags("remove"), json(), no_scan()]),
        Command::new("mark")
            .about("Mark the stories that a query means")
            .args([query(), json(), no_scan()])
            .args([
                flag("read", "As read"),
                flag("unread", "As not begun"),
                flag("star", "With a star"),
                flag("unstar", "Without a star"),
                flag("archive", "Out of the way"),
                flag("unarchive", "Back in the list"),
                flag("trash", "Thrown away; the file stays"),
                flag("untrash", "Taken back"),
            ]),
        Command::new("stats")
            .about("Show what was read, by week and publication")
            .arg(json()),
        Command::new("check")
            .about("Look for what is wrong with catalog and journals")
            .arg(flag("repair", "Mend it: nothing of yours is lost")),
    ]
}

fn tags(name: &'static str) -> Arg {
    let help = if name == "add" {
        "Give them this tag"
    } else {
        "Take this tag away"
    };
    Arg::new(name)
        .long(name)
        .value_name("TAG")
        .help(help)
        .action(ArgAction::Append)
}

/// What a query can say.
const FIELDS: &str = "Words must all be there; \"a phrase\", a prefix*, this OR that, NOT those or -those. \
Fields: title: by: site: tag: quote: speaker: said: is:unread|reading|read|starred|archived|trashed|tagged|ghost|any \
date:2013-05 before:\"7 May 2013\" after:2012 lang:en words>500 words<500 links-to:\"a title\".";

fn query() -> Arg {
    Arg::new("query")
        .value_name("QUERY")
        .help("Words, phrases, fields; search --help says which")
        .action(ArgAction::Append)
        .num_args(0..)
}

fn sort() -> Arg {
    let names = Order::ALL.map(|(_, name)| name);
    Arg::new("sort")
        .long("sort")
        .value_name("ORDER")
        .help("The order")
        .value_parser(PossibleValuesParser::new(names))
}

fn group() -> Arg {
    let names = Group::ALL.map(|(_, name)| name);
    Arg::new("group")
        .long("group")
        .value_name("BY")
        .help("With headings; a story with several tags stands under each")
        .value_parser(PossibleValuesParser::new(names))
}

fn reverse() -> Arg {
    flag("reverse", "The other way round")
}

fn limit() -> Arg {
    Arg::new("limit")
        .long("limit")
        .value_name("N")
        .help("At most so many stories")
        .value_parser(value_parser!(usize))
}

fn json() -> Arg {
    flag("json", "Write JSON, a line each")
}

fn no_scan() -> Arg {
    flag("no-scan", "Do not look for new and changed files first")
}
