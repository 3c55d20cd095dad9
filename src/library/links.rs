//! Titles and addresses resolved to stories. In: what is known of each story's name; then the title a stub gives.
//! Out: the one story it means, or the few it may mean.
//!
//! Finding the nearest headline is easy; knowing that the story is not there is the work. So two strengths are told
//! apart, and all that looks like another instalment of a series is kept from the stronger.

pub mod address;
mod common;
pub mod fold;
mod names;
mod pack;
mod renew;
mod score;
mod series;
mod table;

use jiff::civil::Date;
use names::Names;
use score::Fit;
use std::collections::HashMap;
use table::Table;
use xxhash_rust::xxh3::xxh3_64;

/// A story as the index needs it. Empty text is unknown.
#[derive(Clone, Debug, Default)]
pub struct Item<'a> {
    /// Number the caller knows the story by.
    pub number: u32,
    /// Headline.
    pub title: &'a str,
    /// Other titles it goes by: `og:title`, feed title.
    pub aliases: Vec<&'a str>,
    /// Address of the page.
    pub url: &'a str,
    /// Name or host of the publication.
    pub site: &'a str,
    /// Date of publication, RFC 3339.
    pub date: &'a str,
}

/// What a stub says of the story it leads to. Empty text is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// The title, as written.
    pub title: &'a str,
    /// The address, where the stub has a link.
    pub url: &'a str,
    /// Publication of the story that holds the stub.
    pub site: &'a str,
    /// Date of the story that holds the stub, RFC 3339.
    pub date: &'a str,
}

/// What the reader's word on a link is kept by: its folded title or address, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkKey(pub u64);

impl LinkKey {
    /// The key of a stub of this title, as written.
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        Self(xxh3_64(fold::title(title).as_bytes()))
    }

    /// The key of a hyperlink to this address.
    #[must_use]
    pub fn of_address(url: &str) -> Self {
        let folded = address::address(url);
        Self(xxh3_64(folded.as_deref().unwrap_or(url).as_bytes()))
    }
}

/// What a title resolves to.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Target {
    /// This story, beyond reasonable doubt.
    Exact(Match),
    /// Perhaps one of these, best first; never empty.
    Likely(Vec<Match>),
    /// None of the stories.
    #[default]
    Missing,
}

/// A story and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The number the story was added with.
    pub number: u32,
    /// 0 to 1; 1 is the same address or the same title.
    pub score: f32,
}

/// The names and addresses of many stories. Stories come and go one by one; nothing is rebuilt.
#[derive(Clone, Debug, Default)]
pub struct Index {
    stories: Vec<Known>,
    /// Stories that were taken away.
    gone: usize,
    names: Names,
    /// The story that was added last of each address.
    addresses: Table,
    sites: HashMap<Box<str>, u32>,
}

/// What chooses between stories of one name.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// [`GONE`] for a story that was taken away.
    number: u32,
    /// Hash of all that was told of it.
    print: u64,
    /// Hash of its folded address; 0 where it has none.
    address: u64,
    /// The story of the same address that was added before; [`GONE`] for none.
    before: u32,
    /// Number of the publication; `None` where unknown.
    site: Option<u32>,
    /// Day of publication.
    day: Option<Date>,
}

/// No story.
const GONE: u32 = u32::MAX;
/// Bytes of a title that are looked at.
const LONGEST: usize = 1000;
/// Weight in nats that a headline inside a decorated title, or the start of a cut one, must have to be sure.
const CORE: f32 = 14.0;
/// Words of it, at the least.
const CORE_WORDS: usize = 3;
/// Titles compared closely, of those that share words.
const CLOSE: usize = 40;
/// Readings of one title that are compared closely.
const READINGS: usize = 3;
/// Stories offered as a perhaps.
const OFFERED: usize = 5;
/// Days before the citing story within which a cited one is the more likely.
const RECENT: i32 = 90;

impl Index {
    /// An index of `items`.
    #[must_use]
    pub fn build<'a>(items: impl IntoIterator<Item = Item<'a>>) -> Self {
        let items = items.into_iter();
        let mut index = Self::default();
        let (least, _) = items.size_hint();
        index.stories.reserve(least);
        index.names.reserve(least);
        for item in items {
            index.add(&item);
        }
        index.names.settle();
        index
    }

    /// Adds a story.
    pub fn add(&mut self, item: &Item<'_>) {
        let story = u32::try_from(self.stories.len()).unwrap_or(u32::MAX);
        let site = fold::title(item.site);
        let sites = u32::try_from(self.sites.len()).unwrap_or(u32::MAX);
        let folded = address::address(item.url);
        let address = folded.as_ref().map_or(0, |a| xxh3_64(a.as_bytes()));
        let known = Known {
            number: item.number,
            print: renew::print(item),
            address,
            before: GONE,
            site: (!site.is_empty())
                .then(|| *self.sites.entry(site.as_str().into()).or_insert(sites)),
            day: day(item.date),
        };
        self.stories.push(known);
        self.chain(story);
        for title in std::iter::once(&item.title).chain(&item.aliases) {
            let title = short(title);
            self.names.add(&fold::title(title), story);
            if let Some(bare) = fold::without_site(title, &site) {
                self.names.add(&fold::title(bare), story);
            }
        }
        if let Some(folded) = folded {
            let slug = address::slug(&folded).filter(|s| self.names.is_news(s, story));
            self.names.add(&slug.unwrap_or_default(), story);
        }
    }

    /// Has a story found by its address.
    fn chain(&mut self, story: u32) {
        let stories = &self.stories;
        let hash_of = |n: u32| stories.get(n as usize).map_or(0, |k| k.address);
        let hash = hash_of(story);
        if hash == 0 {
            return;
        }
        let before = self
            .addresses
            .insert(hash, story, |n| hash_of(n) == hash, hash_of);
        if let Some(known) = self.stories.get_mut(story as usize) {
            known.before = before.unwrap_or(GONE);
        }
    }

    /// Number of stories.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stories.len().saturating_sub(self.gone)
    }

    /// Whether there is no story.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn is_here(&self, story: u32) -> bool {
        let known = self.stories.get(story as usize);
        known.is_some_and(|k| k.number != GONE)
    }

    /// The number that a story is known by; the least for the one that stands first.
    fn number(&self, story: u32) -> u32 {
        self.stories.get(story as usize).map_or(GONE, |k| k.number)
    }

    /// The story that a stub means. The cost grows with the titles that share its rarer words, within a bound.
    #[must_use]
    pub fn resolve(&self, query: &Query<'_>) -> Target {
        if let Some(story) = self.at(query.url) {
            return self.exact(story, 1.0);
        }
        let readings = Reading::all(short(query.title));
        let sure = readings
            .iter()
            .enumerate()
            .find_map(|(n, r)| self.sure(r, n == 0, query));
        sure.unwrap_or_else(|| self.likely(&readings, query))
    }

    fn at(&self, url: &str) -> Option<u32> {
        let folded = address::address(url)?;
        let hash = xxh3_64(folded.as_bytes());
        let known = |n: u32| self.stories.get(n as usize);
        let last = self
            .addresses
            .find(hash, |n| known(n).is_some_and(|k| k.address == hash));
        let before = |n: &u32| Some(known(*n)?.before).filter(|n| *n != GONE);
        let all = std::iter::successors(last, before).filter(|n| self.is_here(*n));
        all.min_by_key(|n| self.number(*n))
    }

    fn exact(&self, story: u32, score: f32) -> Target {
        let known = self.stories.get(story as usize);
        known.map_or(Target::Missing, |k| {
            Target::Exact(Match {
                number: k.number,
                score,
            })
        })
    }

    /// The story whose whole title a reading is, or the only one whose title begins as a cut reading does.
    fn sure(&self, reading: &Reading<'_>, whole: bool, query: &Query<'_>) -> Option<Target> {
        let words = self.names.weigh(&reading.folded);
        let weight: f32 = words.iter().map(|w| w.weight).sum();
        let heavy = words.len() >= CORE_WORDS && weight >= CORE;
        let safe = whole || (heavy && reading.is_undressed());
        if !safe {
            return None;
        }
        let here = |n: &u32| self.is_here(self.names.story(*n));
        if let Some(name) = self.names.same(&reading.folded).find(here) {
            let story = self.choose(name, query)?;
            return Some(self.exact(story, if whole { 1.0 } else { 0.98 }));
        }
        if !(reading.cut && heavy) {
            return None;
        }
        let mut begun = self.names.beginning(&reading.folded).filter(here);
        let name = begun.next()?;
        let text = self.names.text(name);
        let alone = begun
            .all(|n| self.names.text(n) == text || self.names.story(n) == self.names.story(name));
        let story = self.choose(name, query).filter(|_| alone)?;
        Some(self.exact(story, 0.97))
    }

    /// Of the stories with the same name as name number `name`, the one that the query most likely means: of the same
    /// publication, published in the 90 days before, added first.
    fn choose(&self, name: u32, query: &Query<'_>) -> Option<u32> {
        let site = self.sites.get(fold::title(query.site).as_str());
        let today = day(query.date);
        let rank = |story: &u32| {
            let known = self.stories.get(*story as usize);
            let same = known.is_some_and(|k| k.site.is_some() && k.site.as_ref() == site);
            let age = known.and_then(|k| Some(today?.since(k.day?).ok()?.get_days()));
            let recent = age.is_some_and(|days| (0..=RECENT).contains(&days));
            (!same, !recent, self.number(*story))
        };
        let stories = self
            .names
            .same(self.names.text(name))
            .map(|n| self.names.story(n))
            .filter(|n| self.is_here(*n));
        stories.min_by_key(rank)
    }

    /// The stories whose titles have most in common with a title.
    fn likely(&self, readings: &[Reading<'_>], query: &Query<'_>) -> Target {
        let mut fits: HashMap<&str, (u32, Fit)> = HashMap::new();
        let close = |r: &&Reading<'_>| fold::is_label(r.before) && r.is_undressed();
        for reading in readings.iter().filter(close).take(READINGS) {
            self.compare(reading, &mut fits);
        }
        let mut ranked: Vec<(u32, Fit)> = fits.into_values().collect();
        let siblings = ranked.iter().filter(|r| r.1.series);
        let sibling = siblings.map(|r| r.1.likeness()).fold(0.0, f32::max);
        ranked.retain(|r| !r.1.series);
        ranked.sort_by(|a, b| {
            b.1.likeness()
                .total_cmp(&a.1.likeness())
                .then(a.0.cmp(&b.0))
        });
        let Some((name, best)) = ranked.first() else {
            return Target::Missing;
        };
        let story = self.names.story(*name);
        let rival = ranked.iter().find(|(n, _)| self.names.story(*n) != story);
        let next = rival.map_or(0.0, |r| r.1.likeness());
        let score = best.sureness(next);
        // Where another instalment is more like it than any other title, this one is not here.
        if score >= score::SURE && best.likeness() >= sibling {
            return self
                .choose(*name, query)
                .map_or(Target::Missing, |s| self.exact(s, score));
        }
        self.offer(&ranked, next, query)
    }

    fn offer(&self, ranked: &[(u32, Fit)], next: f32, query: &Query<'_>) -> Target {
        let best = ranked.first().map_or(0.0, |r| r.1.likeness());
        let mut seen = Vec::new();
        let mut offered = Vec::new();
        for (name, fit) in ranked {
            let rival = if offered.is_empty() { next } else { best };
            let score = fit.sureness(rival);
            let Some(story) = self.choose(*name, query).filter(|s| !seen.contains(s)) else {
                continue;
            };
            seen.push(story);
            if score < score::PERHAPS || offered.len() == OFFERED {
                break;
            }
            if let Some(known) = self.stories.get(story as usize) {
                offered.push(Match {
                    number: known.number,
                    score,
                });
            }
        }
        if offered.is_empty() {
            Target::Missing
        } else {
            Target::Likely(offered)
        }
    }

    /// Compares a reading with the names that share most with it; of each name the best fit is kept.
    fn compare<'a>(&'a self, reading: &Reading<'_>, fits: &mut HashMap<&'a str, (u32, Fit)>) {
        let words = self.names.weigh(&reading.folded);
        let trigrams = score::trigrams(&reading.folded);
        let here = |story| self.is_here(story);
        for name in self.names.nearest(&words, CLOSE, here) {
            let text = self.names.text(name);
            let fit = score::fit(&words, &self.names.weigh(text), reading.cut);
            let fit = fit.with_trigrams(&trigrams, text);
            let kept = fits.entry(text).or_insert((name, fit));
            // What is another instalment in one reading only is none.
            let rank = |f: &Fit| (u8::from(!f.series), f.likeness());
            if rank(&kept.1) < rank(&fit) {
                *kept = (name, fit);
            }
        }
    }
}

/// A reading of a title: the whole of it, or the headline inside it.
struct Reading<'a> {
    folded: String,
    before: &'a str,
    after: &'a str,
    cut: bool,
}

impl<'a> Reading<'a> {
    /// The readings of a title, the whole of it first.
    fn all(title: &'a str) -> Vec<Self> {
        let read = |(text, before, after): (&str, &'a str, &'a str)| {
            let cut = fold::cut(text);
            Reading {
                folded: fold::title(cut.unwrap_or(text)),
                before,
                after,
                cut: cut.is_some(),
            }
        };
        let cores = fold::cores(title).into_iter();
        let cores = cores.map(|c| (c.text, c.before, c.after));
        std::iter::once((title, "", ""))
            .chain(cores)
            .map(read)
            .collect()
    }

    /// Whether what was cut off may go without making it the name of another story: no number of an instalment.
    fn is_undressed(&self) -> bool {
        let plain = |part: &str| {
            let folded = fold::title(part);
            let words: Vec<&str> = fold::words(&folded).collect();
            part.trim_start().starts_with(['[', '('])
                || fold::is_date(part)
                || !series::numbers(&words)
        };
        plain(self.before) && plain(self.after)
    }
}

/// Whether a folded word tells little in any library.
#[must_use]
pub fn is_common(word: &str) -> bool {
    common::is_common(word)
}

/// Whether a folded word names a month or a season.
#[must_use]
pub fn is_month(word: &str) -> bool {
    series::is_month(word)
}

/// The first bytes of a title that is longer than any is.
fn short(title: &str) -> &str {
    let end = title.floor_char_boundary(LONGEST);
    title.get(..end).unwrap_or(title)
}

/// The day that an RFC 3339 date begins with.
fn day(date: &str) -> Option<Date> {
    date.get(..10)?.parse().ok()
}
