//! The links between the stories of a catalog, by both their ends.

use super::{How, Lead, Web};
use crate::{
    library::{
        Catalog, exact,
        links::{Index, Item, Query, Target},
        state::Rulings,
    },
    text::Clean,
};
use std::collections::HashSet;

/// One story points to another. Both are places in [`Catalog::entries`].
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The story that points.
    pub from: usize,
    /// The story pointed to.
    pub to: usize,
    /// What the first says of the second.
    pub lead: Lead,
    /// How sure it is, 0 to 1.
    pub score: f32,
    /// The reader said so.
    pub ruled: bool,
}

/// A story that others point to, and that is not here.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Its title, as the first of them writes it.
    pub title: Clean,
    /// Its address, where any of them knows it.
    pub url: Clean,
    /// The stories that point to it: places in [`Catalog::entries`], in order, each once.
    pub by: Vec<usize>,
    /// First byte of its title in the first of them.
    pub at: u32,
}

/// A story of a neighbourhood, and those one step further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its place in [`Catalog::entries`].
    pub place: usize,
    /// Those that it points to, or that point to it: places in [`Catalog::entries`].
    pub further: Vec<usize>,
}

/// The links between the stories of a catalog.
#[derive(Debug, Default)]
pub struct Net {
    /// By the story that points, then in the order of its text.
    edges: Vec<Edge>,
    /// Numbers of the edges by the story pointed to.
    back: Vec<u32>,
    wanted: Vec<Wanted>,
}

/// Steps that a thread follows links.
const STEPS: usize = 2;
/// Most stories of a thread.
const LONGEST: usize = 100;

impl Web {
    /// The links between the stories of `catalog` that have been read. The cost is that of looking every link up.
    #[must_use]
    pub fn net(&self, catalog: &Catalog, rulings: &Rulings) -> Net {
        let mut net = Net::default();
        let mut missing = Missing::default();
        for (from, entry) in catalog.entries().iter().enumerate() {
            // Of two files with the same content the first speaks.
            if catalog.place(entry.id) != Some(from) {
                continue;
            }
            for lead in self.leads(entry.id) {
                let says = rulings.of(entry.id, lead.key());
                let query = Query {
                    title: if lead.how == How::Link {
                        ""
                    } else {
                        &lead.title
                    },
                    url: &lead.url,
                    site: &entry.site,
                    date: &entry.published,
                };
                let (target, ruled) = catalog.led(&query, entry.id, says);
                if let Some((to, score)) = exact(&target) {
                    let lead = lead.clone();
                    net.edges.push(Edge {
                        from,
                        to,
                        lead,
                        score,
                        ruled,
                    });
                } else if lead.how == How::Stub && !leads_home(catalog, &query, from) {
                    missing.add(lead, from);
                }
            }
        }
        net.back = (0..crate::text::byte(net.edges.len())).collect();
        let edges = &net.edges;
        net.back
            .sort_by_key(|n| edges.get(*n as usize).map(|e| (e.to, e.from)));
        net.wanted = missing.ranked();
        net
    }
}

/// Whether a stub that leads nowhere else leads to its own story.
fn leads_home(catalog: &Catalog, query: &Query<'_>, own: usize) -> bool {
    let found = catalog.resolve(query);
    exact(&found).is_some_and(|(place, _)| place == own)
}

/// The titles that lead nowhere, those of one story together.
#[derive(Default)]
struct Missing {
    index: Index,
    list: Vec<Wanted>,
}

impl Missing {
    fn add(&mut self, lead: &Lead, from: usize) {
        let query = Query {
            title: &lead.title,
            url: &lead.url,
            ..Query::default()
        };
        if let Target::Exact(found) = self.index.resolve(&query)
            && let Some(known) = self.list.get_mut(found.number as usize)
        {
            if known.by.last() != Some(&from) {
                known.by.push(from);
            }
            if known.url.is_empty() {
                known.url = lead.url.clone();
            }
            return;
        }
        self.index.add(&Item {
            number: crate::text::byte(self.list.len()),
            title: &lead.title,
            url: &lead.url,
            ..Item::default()
        });
        self.list.push(Wanted {
            title: lead.title.clone(),
            url: lead.url.clone(),
            by: vec![from],
            at: lead.at,
        });
    }

    /// Those that most stories point to first.
    fn ranked(self) -> Vec<Wanted> {
        let mut list = self.list;
        list.sort_by_key(|w| std::cmp::Reverse(w.by.len()));
        list
    }
}

impl Net {
    /// All links, by the story that points.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The links of story `from`, in the order of its text.
    #[must_use]
    pub fn from(&self, from: usize) -> &[Edge] {
        let start = self.edges.partition_point(|e| e.from < from);
        let end = self.edges.partition_point(|e| e.from <= from);
        self.edges.get(start..end).unwrap_or_default()
    }

    /// The links that lead to story `to`, in the order of the stories that point.
    pub fn to(&self, to: usize) -> impl Iterator<Item = &Edge> {
        let edge = |n: &u32| self.edges.get(*n as usize);
        let start = self
            .back
            .partition_point(|n| edge(n).is_some_and(|e| e.to < to));
        let back = self.back.get(start..).unwrap_or_default();
        back.iter().filter_map(edge).take_while(move |e| e.to == to)
    }

    /// The stories that are missing, those that most point to first.
    #[must_use]
    pub fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// The stories that `place` points to, each once, in the order of its text.
    #[must_use]
    pub fn targets(&self, place: usize) -> Vec<usize> {
        once(self.from(place).iter().map(|e| e.to))
    }

    /// The stories that point to `place`, each once.
    #[must_use]
    pub fn sources(&self, place: usize) -> Vec<usize> {
        once(self.to(place).map(|e| e.from))
    }

    /// Who points to a story and whom it points to, and one step further on either side.
    #[must_use]
    pub fn around(&self, place: usize) -> (Vec<Branch>, Vec<Branch>) {
        let branch = |near: usize, further: Vec<usize>| Branch {
            place: near,
            further: further.into_iter().filter(|p| *p != place).collect(),
        };
        let into = self.sources(place).into_iter();
        let out = self.targets(place).into_iter();
        (
            into.map(|p| branch(p, self.sources(p))).collect(),
            out.map(|p| branch(p, self.targets(p))).collect(),
        )
    }

    /// What `place` goes back on and what came of it, itself among them, the earliest first: the stories that its links lead to
    /// within a few steps, and those whose links lead to it. Those without a date stand at the end.
    #[must_use]
    pub fn thread(&self, place: usize, catalog: &Catalog) -> Vec<usize> {
        let mut found = vec![place];
        let ways: [&dyn Fn(usize) -> Vec<usize>; 2] = [&|p| self.targets(p), &|p| self.sources(p)];
        for way in ways {
            let mut met = HashSet::from([place]);
            let mut edge = vec![place];
            for _ in 0..STEPS {
                let near = edge.iter().flat_map(|p| way(*p));
                edge = near.filter(|p| met.insert(*p)).take(LONGEST).collect();
                found.extend(&edge);
            }
        }
        let mut found = once(found.into_iter());
        found.truncate(LONGEST);
        let date = |p: &usize| {
            let entry = catalog.entries().get(*p);
            let date = entry.map(|e| e.published.to_string()).unwrap_or_default();
            (date.is_empty(), date, *p)
        };
        found.sort_by_cached_key(date);
        found
    }
}

fn once(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut met = HashSet::new();
    places.filter(|p| met.insert(*p)).collect()
}
