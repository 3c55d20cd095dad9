//! What was read, when, and of which publications.

use super::{
    StoryId,
    state::{Millis, State},
};
use crate::text::{ellipsis, many, width};
use std::collections::{BTreeMap, BTreeSet};

/// A story that was read to its end or marked so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// When.
    pub time: Millis,
    /// Reading time in minutes.
    pub minutes: u32,
    /// Publication; empty when unknown.
    pub site: String,
}

/// A week of reading, from Monday on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// Its Monday, as days since 1970.
    pub monday: u64,
    /// Stories read.
    pub stories: usize,
    /// Their reading time in minutes.
    pub minutes: u32,
}

/// What was read, in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Stories read.
    pub stories: usize,
    /// Their reading time in minutes.
    pub minutes: u32,
    /// The last weeks, the current one last; weeks without reading among them.
    pub weeks: Vec<Week>,
    /// Publications with the number of stories read, the most first.
    pub sites: Vec<(String, usize)>,
    /// Days in a row on which something was read, up to today or yesterday.
    pub streak: u64,
    /// The most days in a row.
    pub longest: u64,
}

/// Weeks that are told of.
const WEEKS: u64 = 12;
/// Publications that are told of.
const SITES: usize = 10;
const DAY: Millis = 86_400_000;

/// The stories that the reader finished, with the time of it.
pub fn finished(state: &State) -> impl Iterator<Item = (StoryId, Millis)> {
    state.ids().filter_map(|id| Some((id, state.finished(id)?)))
}

/// The figures of what was read, at time `now`. Days are those of UTC.
#[must_use]
pub fn stats(read: &[Finished], now: Millis) -> Stats {
    let today = now / DAY;
    let mut weeks: BTreeMap<u64, Week> = BTreeMap::new();
    let this = monday(today);
    for back in 0..WEEKS {
        let monday = this.saturating_sub(back * 7);
        weeks.insert(
            monday,
            Week {
                monday,
                ..Week::default()
            },
        );
    }
    let mut sites: BTreeMap<&str, usize> = BTreeMap::new();
    let mut days = BTreeSet::new();
    for one in read {
        let day = one.time / DAY;
        days.insert(day);
        if let Some(week) = weeks.get_mut(&monday(day)) {
            week.stories += 1;
            week.minutes += one.minutes;
        }
        if !one.site.is_empty() {
            *sites.entry(&one.site).or_default() += 1;
        }
    }
    let mut sites: Vec<(String, usize)> =
        sites.iter().map(|(s, n)| ((*s).to_owned(), *n)).collect();
    sites.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    sites.truncate(SITES);
    let (streak, longest) = streaks(&days, today);
    Stats {
        stories: read.len(),
        minutes: read.iter().map(|r| r.minutes).sum(),
        weeks: weeks.into_values().collect(),
        sites,
        streak,
        longest,
    }
}

/// The Monday of a day's week, both as days since 1970: the first of January 1970 was a Thursday.
fn monday(day: u64) -> u64 {
    day.saturating_sub((day + 3) % 7)
}

/// The days in a row up to today or yesterday, and the most.
fn streaks(days: &BTreeSet<u64>, today: u64) -> (u64, u64) {
    let (mut run, mut longest, mut current, mut last) = (0, 0, 0, None);
    for day in days {
        run = if last == day.checked_sub(1) && last.is_some() {
            run + 1
        } else {
            1
        };
        last = Some(*day);
        longest = longest.max(run);
        if day + 1 >= today && *day <= today {
            current = run;
        }
    }
    (current, longest)
}

impl Week {
    /// Its Monday as an ISO 8601 date.
    #[must_use]
    pub fn date(&self) -> String {
        let seconds = i64::try_from(self.monday * (DAY / 1000)).unwrap_or(i64::MAX);
        let stamp = jiff::Timestamp::from_second(seconds).map(|t| t.to_string());
        let stamp = stamp.unwrap_or_default();
        stamp.split('T').next().unwrap_or_default().to_owned()
    }
}

/// Cells of the longest bar.
const BAR: usize = 30;

impl Stats {
    /// The figures in words and bars, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!(
                "{} read, {}",
                many(self.stories, "story", "stories"),
                hours(self.minutes)
            ),
            format!(
                "{} in a row, {} at most",
                days(self.streak),
                days(self.longest)
            ),
            String::new(),
        ];
        let most = self.weeks.iter().map(|w| w.stories).max().unwrap_or(0);
        for week in &self.weeks {
            let bar = bar(week.stories, most);
            let figures = match week.stories {
                0 => String::new(),
                n => format!(" {n}, {}", hours(week.minutes)),
            };
            lines.push(format!("{}  {bar}{figures}", week.date()));
        }
        if !self.sites.is_empty() {
            lines.push(String::new());
        }
        let most = self.sites.iter().map(|(_, n)| *n).max().unwrap_or(0);
        let wide = self
            .sites
            .iter()
            .map(|(s, _)| width(s))
            .max()
            .unwrap_or(0)
            .min(BAR);
        for (site, stories) in &self.sites {
            let name = ellipsis(site, wide);
            let pad = wide.saturating_sub(width(&name));
            lines.push(format!(
                "{name}{:pad$}  {} {stories}",
                "",
                bar(*stories, most)
            ));
        }
        lines
    }
}

fn days(count: u64) -> String {
    many(usize::try_from(count).unwrap_or(usize::MAX), "day", "days")
}

fn hours(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

/// A bar in eighths of a cell.
fn bar(count: usize, most: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = count * BAR * 8 / most.max(1);
    let part = PARTS.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{part}", "█".repeat(eighths / 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(day: u64, site: &str) -> Finished {
        Finished {
            time: day * DAY + 5,
            minutes: 4,
            site: site.to_owned(),
        }
    }

    #[test]
    fn weeks_streaks_and_sites_are_counted() {
        // Day 20,000 was Thursday, 4 October 2024.
        let all = [
            read(19_990, "A"),
            read(19_998, "B"),
            read(19_999, "B"),
            read(19_999, ""),
            read(20_000, "A"),
            read(10, "B"),
        ];
        let stats = stats(&all, 20_000 * DAY + 9);
        assert_eq!((stats.stories, stats.minutes), (6, 24));
        assert_eq!((stats.streak, stats.longest), (3, 3));
        assert_eq!(stats.weeks.len(), 12);
        let last: Vec<_> = stats
            .weeks
            .iter()
            .rev()
            .take(3)
            .map(|w| w.stories)
            .collect();
        assert_eq!(last, [4, 1, 0]);
        assert_eq!(stats.sites, [("B".to_owned(), 3), ("A".to_owned(), 2)]);
        assert_eq!(monday(20_000) % 7, monday(19_999) % 7);
    }

    #[test]
    fn a_day_without_reading_ends_a_streak() {
        let days = [read(1, ""), read(2, ""), read(3, "")];
        assert_eq!(stats(&days, 5 * DAY).streak, 0);
        assert_eq!(stats(&days, 4 * DAY).streak, 3);
        assert_eq!(
            stats(&[], 4 * DAY),
            Stats {
                weeks: stats(&[], 4 * DAY).weeks,
                ..Stats::default()
            }
        );
    }
}
