//! The table of commands and options: parsed from, helped by, completed from and documented by the same.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::{PossibleValuesParser, TypedValueParser, ValueParser},
    value_parser,
};

use crate::export::Shape;

/// Whether to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colour {
    /// Where there is a screen that knows colours.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// Formats of `show`.
pub(super) const SHOW_FORMATS: [&str; 5] = ["text", "ansi", "markdown", "html", "json"];
/// Formats of `quotes`.
pub(super) const QUOTES_FORMATS: [&str; 7] = [
    "text",
    "json",
    "csv",
    "markdown",
    "bibtex",
    "csl",
    "annotation",
];
/// Formats of `links`.
const LINKS_FORMATS: [&str; 4] = ["text", "json", "dot", "csv"];
/// Stages of `inspect`.
pub(super) const STAGES: [&str; 4] = ["decoded", "article", "notes", "page"];

/// The commands that have a manual page of their own.
const COMMANDS: [&str; 21] = [
    "add",
    "remove",
    "delete",
    "list",
    "search",
    "lists",
    "import",
    "tag",
    "mark",
    "stats",
    "check",
    "show",
    "export",
    "quotes",
    "links",
    "link",
    "resolve",
    "inspect",
    "dirs",
    "config",
    "completions",
];

/// The paths of a command line that holds nothing else, the program's own name left out. Making the whole table of
/// commands takes longer than opening a story does, and this is how the reader is called most of the time.
pub(super) fn only_paths(arguments: &[OsString]) -> Option<Vec<PathBuf>> {
    let paths = arguments.get(1..).unwrap_or_default();
    let is_path = |a: &OsString| a.as_encoded_bytes().first().is_some_and(|b| *b != b'-');
    let only = paths.iter().all(is_path) && !paths.first().is_some_and(is_command);
    only.then(|| paths.iter().map(PathBuf::from).collect())
}

/// The arguments with the options that hold for every command after the command's name, where they stood before it: clap
/// takes the name for a path there.
pub(super) fn ordered(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut command = 1;
    while let Some(option) = arguments.get(command) {
        command += match option.to_str() {
            Some("--library-dir" | "--color") => 2,
            Some(o) if o.starts_with("--library-dir=") || o.starts_with("--color=") => 1,
            _ => break,
        };
    }
    let named = arguments.get(command).is_some_and(is_command);
    if let Some(before) = arguments.get_mut(1..=command).filter(|_| named) {
        before.rotate_right(1);
    }
    arguments
}

fn is_command(word: &OsString) -> bool {
    COMMANDS.iter().any(|c| word == c) || word == "man" || word == "help"
}

/// The command line.
pub(super) fn command() -> Command {
    Command::new("pullquote")
        .version(env!("CARGO_PKG_VERSION"))
        .about("The terminal reader for saved articles")
        .after_help(
            "A PATH is a file, a folder, FILE#N for story N of a file, or - for standard input.",
        )
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .arg(paths_arg())
        .arg(
            Arg::new("colour")
                .long("color")
                .value_name("WHEN")
                .help("Colours: where the terminal has them, always or never")
                .value_parser(colours())
                .default_value("auto")
                .hide_default_value(true)
                .global(true),
        )
        .arg(
            Arg::new("library-dir")
                .long("library-dir")
                .value_name("DIR")
                .help("Keep settings, progress and caches under this folder")
                .value_parser(value_parser!(PathBuf))
                .global(true),
        )
        .arg(flag(
            "linear",
            "Read line by line with prompts, without a screen: for screen readers",
        ))
        .subcommands(subcommands())
}

fn subcommands() -> impl Iterator<Item = Command> {
    let reading = reading().into_iter();
    reading.chain(super::words::commands()).chain(about())
}

/// The commands that read stories.
fn reading() -> [Command; 7] {
    [
        Command::new("show")
            .about("Write stories to standard output")
            .args([
                paths_arg(),
                format_arg(&SHOW_FORMATS),
                width_arg(),
                justify_arg(),
            ])
            .arg(flag(
                "whole",
                "All of a saved page, not only what is taken for its story",
            )),
        Command::new("export")
            .about("Write clean copies of stories to a folder, one file a story")
            .after_help(
                "With --query the stories of the library that it means. jsonl, csv and opml are one file of what the library \
                 knows of them, written to standard output where no --out names another.",
            )
            .args([paths_arg(), query_arg(), to_arg(), out_arg()]),
        Command::new("quotes")
            .about("List what was said, and who said it")
            .args([paths_arg(), speaker_arg(), format_arg(&QUOTES_FORMATS)])
            .arg(
                flag(
                    "unnamed",
                    "Only of speakers without a name: officials, sources, nobody",
                )
                .conflicts_with("speaker"),
            )
            .arg(flag(
                "all",
                "Also what nobody said: scare quotes and names of works",
            )),
        Command::new("links")
            .about("List the cross-links of stories, and what they lead to")
            .args([paths_arg(), library_arg(), format_arg(&LINKS_FORMATS)])
            .args(questions()),
        Command::new("link")
            .about("Say what a link leads to; it wins over every rule from then on")
            .args(ruling_args()),
        Command::new("resolve")
            .about("Find the story that each title on standard input means")
            .args([library_arg().required(true), format_arg(&["text", "json"])]),
        Command::new("inspect")
            .about("Show what each stage of reading made of a file")
            .args([paths_arg(), stage_arg(), width_arg(), justify_arg()]),
    ]
}

/// The commands that say something about the program itself.
fn about() -> [Command; 4] {
    [
        Command::new("dirs").about("Show where settings, progress and caches are kept"),
        Command::new("config")
            .about("Show the settings in force")
            .arg(flag("path", "Show where the settings file belongs"))
            .arg(flag(
                "sample",
                "Show every setting with its default and what it means",
            )),
        Command::new("completions")
            .about("Write a completion script for a shell")
            .arg(shell_arg()),
        Command::new("man").about("Write the manual page").arg(
            Arg::new("command")
                .value_name("COMMAND")
                .help("Of this command alone")
                .value_parser(COMMANDS),
        ),
    ]
}

fn speaker_arg() -> Arg {
    Arg::new("speaker")
        .long("speaker")
        .value_name("NAME")
        .help("Only of this person, however the stories spell the name")
}

/// What `links` can be asked, one at a time.
fn questions() -> [Arg; 4] {
    let story = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("STORY")
            .help(help)
            .conflicts_with_all(QUESTIONS.into_iter().filter(move |q| *q != name))
    };
    [
        story("to", "Who points to this story: its path or title"),
        story("related", "What shares links, names and dates with it"),
        story("thread", "What it follows and what followed, by date"),
        flag("wanted", "The stories that are missing, most wanted first"),
    ]
}

const QUESTIONS: [&str; 4] = ["to", "related", "thread", "wanted"];

/// A link, and where it leads.
fn ruling_args() -> [Arg; 5] {
    let path = |name: &'static str| {
        Arg::new(name)
            .value_name("PATH")
            .value_parser(ValueParser::path_buf())
    };
    [
        path("story")
            .help("The story that has the link")
            .required(true),
        Arg::new("title")
            .value_name("TITLE")
            .help("The title of the stub, or the address or words of the hyperlink")
            .required(true),
        path("to").long("to").help("The story that it leads to"),
        flag("nowhere", "It leads to no story that is here").conflicts_with("to"),
        flag("forget", "Take back what was said of it")
            .conflicts_with_all(["to", "nowhere"])
            .required_unless_present_any(["to", "nowhere"]),
    ]
}

fn stage_arg() -> Arg {
    Arg::new("stage")
        .long("stage")
        .value_name("STAGE")
        .help("Which stage")
        .required(true)
        .value_parser(STAGES)
}

fn shell_arg() -> Arg {
    Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(value_parser!(clap_complete::Shell))
}

pub(super) fn paths_arg() -> Arg {
    Arg::new("paths")
        .value_name("PATH")
        .help("Files and folders to read; - is standard input")
        .value_parser(ValueParser::path_buf())
        .action(ArgAction::Append)
        .num_args(0..)
}

fn library_arg() -> Arg {
    Arg::new("library")
        .long("library")
        .value_name("PATH")
        .help("Files and folders of stories that links may lead to")
        .value_parser(ValueParser::path_buf())
        .action(ArgAction::Append)
}

pub(super) fn format_arg(formats: &[&'static str]) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .help("What to write")
        .value_parser(PossibleValuesParser::new(formats))
}

fn to_arg() -> Arg {
    Arg::new("to")
        .long("to")
        .value_name("FORMAT")
        .help("What to write")
        .value_parser(PossibleValuesParser::new(
            Shape::NAMES.into_iter().chain(super::table::NAMES),
        ))
        .default_value("markdown")
}

fn query_arg() -> Arg {
    Arg::new("query")
        .long("query")
        .value_name("QUERY")
        .help("The stories of the library that this means; is:any for all")
        .conflicts_with("paths")
}

fn out_arg() -> Arg {
    Arg::new("out")
        .long("out")
        .value_name("FOLDER")
        .help("Where to; made if it is not there, and no file in it is written over")
        .value_parser(value_parser!(PathBuf))
        .required_unless_present("query")
}

/// The shape that stories are exported to.
pub(super) fn shape(matches: &ArgMatches) -> Shape {
    let name = matches.get_one::<String>("to");
    name.and_then(|name| Shape::named(name))
        .unwrap_or(Shape::Markdown)
}

/// The folder that stories are exported to.
pub(super) fn out(matches: &ArgMatches) -> PathBuf {
    matches
        .get_one::<PathBuf>("out")
        .cloned()
        .unwrap_or_default()
}

fn width_arg() -> Arg {
    Arg::new("width")
        .long("width")
        .value_name("N")
        .help("Widest line, in cells")
        .value_parser(value_parser!(u16).range(1..=1000))
        .default_value("72")
}

fn justify_arg() -> Arg {
    flag("justify", "Spread the words of each line to the full width")
}

pub(super) fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .action(ArgAction::SetTrue)
}

fn colours() -> impl TypedValueParser<Value = Colour> {
    PossibleValuesParser::new(["auto", "always", "never"]).map(|word| match word.as_str() {
        "always" => Colour::Always,
        "never" => Colour::Never,
        _ => Colour::Auto,
    })
}

/// Whether a flag was given; `false` for a command that has no such flag.
pub(super) fn flag_set(matches: &ArgMatches, name: &str) -> bool {
    matches!(matches.try_get_one::<bool>(name), Ok(Some(true)))
}

/// The paths given; none where none was.
pub(super) fn paths(matches: &ArgMatches) -> Vec<PathBuf> {
    many(matches, "paths")
}

/// The values of an option that may be given often.
pub(super) fn many(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    let given = matches.get_many::<PathBuf>(name);
    given
        .map(|paths| paths.cloned().collect())
        .unwrap_or_default()
}

/// The format asked for; empty where none was.
pub(super) fn format(matches: &ArgMatches) -> &str {
    matches
        .get_one::<String>("format")
        .map_or("", String::as_str)
}

/// The folder that takes all others, where one was given.
pub(super) fn library_dir(matches: &ArgMatches) -> Option<PathBuf> {
    matches.get_one::<PathBuf>("library-dir").cloned()
}

/// Whether to colour: the option, else `NO_COLOR` (no-color.org), else `CLICOLOR_FORCE` (bixense.com/clicolors).
pub(super) fn colour(matches: &ArgMatches) -> Colour {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let asked = matches.get_one("colour").copied().unwrap_or_default();
    match asked {
        Colour::Auto if set("NO_COLOR") => Colour::Never,
        Colour::Auto if set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE") => Colour::Always,
        asked => asked,
    }
}

fn is_zero(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|v| v == "0")
}

/// Whether the terminal says of itself that it can do nothing.
pub(super) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|t| t == "dumb")
}
