//! Archives of saved files: each member that is a story, or holds some, one level deep.
//!
//! The export of Omnivore keeps what is known of its stories apart from their texts; they are put together here. An archive
//! of web captures (WACZ) is read by its captures.

pub(super) mod archive;

use serde_json::{Map, Value};

use super::{
    Format, Input, Limits, Parsed, Probe, Score, Warning, epub,
    pack::{self, Budget},
    record::{self, Around, Record},
    warc,
};
use crate::decode;
use archive::{Archive, Member};

/// Files in a ZIP archive.
pub(super) static FORMAT: Format = Format {
    name: "zip",
    extensions: &["zip", "wacz", "htmlz", "maff"],
    streams: false,
    records: None,
    sniff,
    read,
};

fn sniff(probe: &Probe<'_>) -> Score {
    if probe.head.starts_with(b"PK\x03\x04") {
        240
    } else {
        0
    }
}

fn read(input: Input<'_>, limits: &Limits) -> Parsed {
    let archive = Archive::open(input.bytes);
    if archive.member(epub::CONTAINER).is_some() {
        return epub::read(input, limits);
    }
    let mut all = All {
        parsed: Parsed::default(),
        budget: Budget::new(limits),
        limits,
    };
    if archive.member("datapackage.json").is_some() {
        all.captures(&archive);
    } else {
        let done = all.omnivore(&archive);
        let members = archive
            .members
            .iter()
            .filter(|m| is_story(&m.name) && done.binary_search(&m.name).is_err());
        for member in members {
            if all.parsed.articles.len() >= limits.articles {
                all.warn(&format!(
                    "only the first {} stories were read",
                    limits.articles
                ));
                break;
            }
            all.add(member);
        }
    }
    if all.parsed.articles.is_empty() {
        all.warn("no story was found in this archive");
    }
    all.parsed
}

/// Extensions of what belongs to a page and is none, in lower case.
const PARTS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "ico", "css", "js", "mjs", "map", "woff",
    "woff2", "ttf", "otf", "eot", "mp3", "mp4", "webm", "pdf", "db", "sqlite", "exe", "dll", "so",
    "class", "zip", "gz", "warc",
];

/// The extension of a name in lower case; empty where it has none.
fn extension(name: &str) -> String {
    let after = name.rsplit_once('.').map_or("", |(_, after)| after);
    after.to_ascii_lowercase()
}

/// Whether a member may be a story, by its name.
fn is_story(name: &str) -> bool {
    let mut path = name.split('/').rev();
    let file = path.next().unwrap_or_default();
    let extension = extension(file);
    let hidden =
        |part: &str| part.starts_with('.') || part == "__MACOSX" || part.ends_with("_files");
    !file.is_empty() && !name.split('/').any(hidden) && !PARTS.contains(&extension.as_str())
}

/// The stories so far.
struct All<'l> {
    parsed: Parsed,
    budget: Budget,
    limits: &'l Limits,
}

impl All<'_> {
    fn warn(&mut self, message: &str) {
        self.parsed.warnings.push(Warning::of_file(message));
    }

    /// The bytes of a member; a warning where it has none to give.
    fn bytes(&mut self, member: &Member<'_>) -> Option<Vec<u8>> {
        match member.read(&mut self.budget) {
            Ok((bytes, whole)) => {
                if !whole {
                    self.warn(&format!("{} is damaged", member.name));
                }
                Some(bytes)
            }
            Err(refused) => {
                self.parsed.warnings.push(refused.warning(&member.name));
                None
            }
        }
    }

    fn add(&mut self, member: &Member<'_>) {
        let Some(bytes) = self.bytes(member) else {
            return;
        };
        let name = member.name.rsplit('/').next().unwrap_or_default();
        let limits = self.budget.limits(self.limits);
        if let Some(part) = pack::member(&bytes, name, &limits) {
            pack::add(&mut self.parsed, part, self.limits);
        }
    }

    /// The stories of an export of Omnivore; the names of the members that were read.
    fn omnivore(&mut self, archive: &Archive<'_>) -> Vec<String> {
        let mut done = Vec::new();
        let lists = archive.members.iter().filter(|m| {
            let file = m.name.rsplit('/').next().unwrap_or_default();
            file.starts_with("metadata_") && extension(file) == "json"
        });
        for list in lists {
            let Some(bytes) = self.bytes(list) else {
                continue;
            };
            let Ok(stories) = serde_json::from_slice::<Vec<Map<String, Value>>>(&bytes) else {
                continue;
            };
            done.push(list.name.clone());
            let folder = list
                .name
                .rsplit_once('/')
                .map_or(String::new(), |(folder, _)| format!("{folder}/"));
            for mut story in stories {
                let slug = story.get("slug").and_then(Value::as_str);
                let slug = slug.unwrap_or_default().to_owned();
                for (key, name) in [
                    ("content", format!("{folder}content/{slug}.html")),
                    ("note", format!("{folder}highlights/{slug}.md")),
                ] {
                    let Some(member) = archive.member(&name) else {
                        continue;
                    };
                    if let Some(bytes) = self.bytes(member) {
                        let text = decode::view(&bytes, None).text.into_owned();
                        story.insert(key.to_owned(), Value::String(text));
                        done.push(name);
                    }
                }
                let record = Record::of(&story);
                if record.is_story() && self.parsed.articles.len() < self.limits.articles {
                    let article = record.story(&Around::default(), self.limits);
                    record::add(&mut self.parsed, article);
                }
            }
        }
        done.sort();
        done
    }

    /// The pages of a web archive.
    fn captures(&mut self, archive: &Archive<'_>) {
        for member in &archive.members {
            let name = member.name.trim_end_matches(".gz");
            if !name.starts_with("archive/") || extension(name) != "warc" {
                continue;
            }
            let Some(bytes) = self.bytes(member) else {
                continue;
            };
            let limits = self.budget.limits(self.limits);
            let part = warc::read_any(&bytes, &limits);
            pack::add(&mut self.parsed, part, self.limits);
        }
    }
}
