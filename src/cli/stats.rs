//! `stats`: what was read, in figures and small charts.

use std::io;

use clap::ArgMatches;
use serde::Serialize;

use super::{DONE, MISSED, Output, arguments, keep, library::Library};
use crate::{
    library::stats::{self, Stats},
    text::Clean,
};

/// What was read, as one line of JSON.
#[derive(Serialize)]
struct StatsJson {
    stories: usize,
    minutes: u32,
    streak: u64,
    longest_streak: u64,
    weeks: Vec<WeekJson>,
    sites: Vec<SiteJson>,
}

#[derive(Serialize)]
struct WeekJson {
    monday: String,
    stories: usize,
    minutes: u32,
}

#[derive(Serialize)]
struct SiteJson {
    site: String,
    stories: usize,
}

/// `stats [--json]`
pub(super) fn run(matches: &ArgMatches, output: &mut Output) -> io::Result<u8> {
    let Some(library) = Library::known(matches, output)? else {
        return Ok(MISSED);
    };
    let read = match library.store.finished(&library.state) {
        Ok(read) => read,
        Err(error) => {
            output.complain(&error)?;
            return Ok(MISSED);
        }
    };
    let stats = stats::stats(&read, keep::now());
    if arguments::flag_set(matches, "json") {
        output.json(&as_json(&stats))?;
    } else {
        for line in stats.lines() {
            output.line(&Clean::new(line))?;
        }
    }
    Ok(DONE)
}

fn as_json(stats: &Stats) -> StatsJson {
    let week = |w: &stats::Week| WeekJson {
        monday: w.date(),
        stories: w.stories,
        minutes: w.minutes,
    };
    let site = |(site, stories): &(String, usize)| SiteJson {
        site: Clean::line(site).into_string(),
        stories: *stories,
    };
    StatsJson {
        stories: stats.stories,
        minutes: stats.minutes,
        streak: stats.streak,
        longest_streak: stats.longest,
        weeks: stats.weeks.iter().map(week).collect(),
        sites: stats.sites.iter().map(site).collect(),
    }
}
