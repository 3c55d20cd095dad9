//! Stories of one matter: those that share links, or many names and dates that few others have.

use super::{Named, Net, Web};
use crate::library::Catalog;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// A story of the same matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Its place in [`Catalog::entries`].
    pub place: usize,
    /// The more, the more they share; no upper bound.
    pub score: f32,
    /// Stories that both point to, or that point to both.
    pub links: usize,
    /// Names and dates that both have and few others do, the rarest first.
    pub names: Vec<Arc<str>>,
}

impl Related {
    /// What they share, for people: "3 links; Karrow, Fenn, 7 May".
    #[must_use]
    pub fn shown(&self) -> String {
        let links = match self.links {
            0 => String::new(),
            1 => "1 link".to_owned(),
            n => format!("{n} links"),
        };
        let names: Vec<&str> = self.names.iter().take(SHOWN).map(|n| &**n).collect();
        let parts = [links, names.join(", ")];
        let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        parts.join("; ")
    }
}

/// Names shown, at most.
const SHOWN: usize = 6;
/// Stories found, at most.
const MOST: usize = 20;
/// What the names must weigh that are all that two stories share: two full ones, or more where none is.
const FULL: usize = 4;
const SINGLE: usize = 6;
/// What a shared link weighs, in nats.
const LINK: f32 = 3.0;

impl Net {
    /// The stories related to `place`, the closest first.
    #[must_use]
    pub fn related(&self, place: usize, web: &Web, catalog: &Catalog) -> Vec<Related> {
        let Some(own) = catalog.entries().get(place) else {
            return Vec::new();
        };
        let asked: HashSet<u32> = web.terms_of(own.id).iter().copied().collect();
        let mut spread: HashMap<u32, usize> = HashMap::new();
        let mut shared: Vec<(usize, Vec<u32>)> = Vec::new();
        let mut met = HashSet::from([own.id]);
        for (n, entry) in catalog.entries().iter().enumerate() {
            if !met.insert(entry.id) {
                continue;
            }
            let common = web.terms_of(entry.id).iter().copied();
            let common: Vec<u32> = common.filter(|t| asked.contains(t)).collect();
            for term in &common {
                *spread.entry(*term).or_default() += 1;
            }
            if !common.is_empty() {
                shared.push((n, common));
            }
        }
        let linked = self.second(place);
        for near in linked.keys() {
            if !shared.iter().any(|s| s.0 == *near) {
                shared.push((*near, Vec::new()));
            }
        }
        let all = met.len().max(web.all);
        let weigh = |(n, terms): (usize, Vec<u32>)| {
            let links = linked.get(&n).copied().unwrap_or_default();
            weighed(n, terms, links, all, &spread, web)
        };
        let mut found: Vec<Related> = shared.into_iter().filter_map(weigh).collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.place.cmp(&b.place)));
        found.truncate(MOST);
        found
    }

    /// The stories two steps away over one that both point to or that points to both, and over how many.
    fn second(&self, place: usize) -> BTreeMap<usize, usize> {
        let mut found = BTreeMap::new();
        let over = self.targets(place).into_iter().map(|p| self.sources(p));
        let under = self.sources(place).into_iter().map(|p| self.targets(p));
        for near in over.chain(under).flatten().filter(|p| *p != place) {
            *found.entry(near).or_default() += 1;
        }
        found
    }
}

/// What a story shares, weighed; `None` where it is too little. `spread` says in how many stories a term stands beside the
/// one that is asked for.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^24")]
fn weighed(
    place: usize,
    mut terms: Vec<u32>,
    links: usize,
    all: usize,
    spread: &HashMap<u32, usize>,
    web: &Web,
) -> Option<Related> {
    let often = |t: &u32| web.spread.get(t).or(spread.get(t)).copied().unwrap_or(1);
    // Rare is what no more than a fifth of the stories have; in a small library a few.
    terms.retain(|t| often(t) <= (all / 5).max(4));
    terms.sort_by_key(often);
    let named = |t: &u32| web.names.get(*t as usize);
    let rarity = |t: &u32| {
        let weight = named(t).map_or(0, |n| n.weight);
        (1.0 + all as f32 / often(t) as f32).ln() * weight as f32
    };
    let score = terms.iter().map(rarity).sum::<f32>() + LINK * links as f32;
    let mut names: Vec<&Named> = terms.iter().filter_map(named).collect();
    let within = names.clone();
    let part = |n: &Named, w: &Named| {
        w.written.len() > n.written.len() && w.written.ends_with(&*n.written)
    };
    names.retain(|n| !within.iter().any(|w| part(n, w)));
    let sum: usize = names.iter().map(|n| n.weight).sum();
    let least = if names.iter().any(|n| n.weight > 1) {
        FULL
    } else {
        SINGLE
    };
    let enough = sum >= least || links >= 2 || (links == 1 && !names.is_empty());
    enough.then(|| Related {
        place,
        score,
        links,
        names: names.iter().map(|n| n.written.clone()).collect(),
    })
}
