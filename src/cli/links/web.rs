//! All links between stories, for programs that draw or count them.

use std::io;

use clap::ArgMatches;

use crate::{
    cli::{DONE, Given, Output, arguments, settings},
    export::json::as_given,
    library::{
        Catalog, Entry,
        web::{Edge, Net, Web},
    },
    text::Clean,
};

/// The stories given and those of the library, each read once: what stands on their covers, and what they say of each other.
pub(super) fn weave(
    given: Given,
    matches: &ArgMatches,
    output: &mut Output,
) -> io::Result<(Catalog, Web)> {
    let mut entries = Vec::new();
    let mut web = Web::default();
    let all = given.and(arguments::many(matches, "library"));
    all.each(output, &mut |file, _| {
        for story in &file.stories {
            let entry = Entry::new(&file.source, story.nth, story.format, &story.article);
            web.add(entry.id, story);
            entries.push(entry);
        }
        Ok(())
    })?;
    Ok((Catalog::new(entries), web))
}

fn net(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<(Catalog, Net)> {
    let (catalog, web) = weave(given, matches, output)?;
    let net = web.net(&catalog, &settings::rulings(matches));
    Ok((catalog, net))
}

/// `--format dot`: a graph for Graphviz, a node for every story, an arrow for every story that it points to.
pub(super) fn dot(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let (catalog, net) = net(given, matches, output)?;
    output.line("digraph stories {")?;
    output.line("    rankdir=LR; node [shape=box];")?;
    for (n, entry) in catalog.entries().iter().enumerate() {
        if catalog.place(entry.id) == Some(n) {
            let (title, path) = (escaped(&entry.title), escaped(&as_given(&entry.path)));
            output.line(&line(&format!(
                "    n{n} [label=\"{title}\", tooltip=\"{path}\"];"
            )))?;
        }
    }
    for edge in firsts(net.edges()) {
        let label = escaped(&edge.lead.label);
        let style = if edge.lead.how.name() == "link" {
            ", style=dashed"
        } else {
            ""
        };
        output.line(&line(&format!(
            "    n{} -> n{} [label=\"{label}\"{style}];",
            edge.from, edge.to
        )))?;
    }
    output.line("}")?;
    Ok(DONE)
}

/// The first link from each story to each other one.
fn firsts(edges: &[Edge]) -> impl Iterator<Item = &Edge> {
    let mut met = std::collections::HashSet::new();
    edges.iter().filter(move |e| met.insert((e.from, e.to)))
}

/// A string of DOT: quotes and backslashes escaped.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn line(text: &str) -> Clean {
    Clean::new(text)
}

/// `--format csv`: a row for every link between two stories.
pub(super) fn csv(given: Given, matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let (catalog, net) = net(given, matches, output)?;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record([
        "from_path",
        "from_nth",
        "from_title",
        "to_path",
        "to_nth",
        "to_title",
        "how",
        "label",
        "words",
        "score",
    ])?;
    for edge in net.edges() {
        let ends = [edge.from, edge.to].map(|p| catalog.entries().get(p));
        let [Some(from), Some(to)] = ends else {
            continue;
        };
        table.write_record([
            &*as_given(&from.path),
            &from.nth.to_string(),
            &*from.title,
            &*as_given(&to.path),
            &to.nth.to_string(),
            &*to.title,
            edge.lead.how.name(),
            &*edge.lead.label,
            &*edge.lead.title,
            &format!("{:.2}", edge.score),
        ])?;
    }
    let bytes = table.into_inner().unwrap_or_default();
    output.text(&Clean::new(String::from_utf8_lossy(&bytes)))?;
    Ok(DONE)
}
