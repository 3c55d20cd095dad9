//! What the catalog of a library knows of the stories around one: found by its stubs and its index of words, so that no file but the
//! story's own is read.
//!
//! In: the catalog and a story. Out: a small [`Catalog`] and the [`Web`] of its stories. With every stub stands there all that it
//! might mean instead, so that it leads where it leads in the whole library.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::{
    Catalog, Entry, Store, StoryId, exact,
    links::{Index, Query, address, fold},
    near::meant,
    open,
    state::{Rulings, Says},
    store::{Result, Row, StubRow},
    web::{Lead, Web},
};
use crate::format::Limits;
use xxhash_rust::xxh3::xxh3_64;

/// Links followed from a story, either way.
const STEPS: usize = 2;
/// Stubs that are looked up for one answer about a story.
const STUBS: usize = 5_000;
/// Names and dates of a story that others are looked for by, and stories of a library that have a name which says something.
const NAMES: usize = 120;
const RARE: usize = 200;
/// What the names that two stories share weigh at the least, stories that are read for it, and words of the longest of them.
const SHARED: usize = 4;
const NEAR: usize = 24;
const LONGEST: u32 = 50_000;
/// What a name weighs that one story has.
const PARTS: usize = 1_000;

/// The stories around one, with the names that other stories share with it; `None` where the catalog does not know it.
///
/// # Errors
/// Where the catalog cannot be read.
pub fn around(
    store: &Store,
    index: &Arc<Index>,
    own: StoryId,
    rulings: &Rulings,
    limits: &Limits,
) -> Result<Option<(Catalog, Web)>> {
    let Some(own) = store.by_identity(own)? else {
        return Ok(None);
    };
    let mut gather = Gather::new(store, index, rulings)?;
    let mut edge = vec![own.id];
    let mut met = HashSet::from([own.id]);
    gather.met(&own);
    for _ in 0..STEPS {
        let mut next = Vec::new();
        for id in edge {
            next.extend(gather.neighbours(id)?);
        }
        next.retain(|id| met.insert(*id));
        edge = next;
    }
    let mut web = Web::of(store.counts()?.stories);
    alike(&mut gather, &mut web, &own, limits)?;
    Ok(Some(gather.woven(web)))
}

/// The stubs that lead nowhere, of the `most` titles that the most stories name.
///
/// # Errors
/// Where the catalog cannot be read.
pub fn wanted(
    store: &Store,
    index: &Arc<Index>,
    rulings: &Rulings,
    most: usize,
) -> Result<(Catalog, Web)> {
    let mut gather = Gather::new(store, index, rulings)?;
    let mut missing = 0;
    for title in gather.stubs.by_title() {
        let Some(first) = title.first().filter(|_| missing < most) else {
            break;
        };
        if gather.target(*first)?.is_none() {
            missing += 1;
            for n in title {
                gather.lead(n)?;
            }
        }
    }
    Ok(gather.woven(Web::default()))
}

/// Those of some stories that a stub of another one leads to.
///
/// # Errors
/// Where the catalog cannot be read.
pub fn awaited(
    store: &Store,
    index: &Arc<Index>,
    stories: &[Row],
    rulings: &Rulings,
) -> Result<Vec<Arc<Entry>>> {
    if stories.is_empty() {
        return Ok(Vec::new());
    }
    let mut gather = Gather::new(store, index, rulings)?;
    let new: HashSet<u32> = stories.iter().map(|r| r.id).collect();
    let mut found = Vec::new();
    for row in stories {
        gather.met(row);
        let from = gather.sources(row.id)?;
        if from.iter().any(|f| !new.contains(f)) {
            found.push(row.entry.clone());
        }
    }
    Ok(found)
}

/// Looks for stories that have many rare names in common with one. The index knows words, not names, so that those which seem
/// closest are read.
fn alike(gather: &mut Gather<'_>, web: &mut Web, own: &Row, limits: &Limits) -> Result<()> {
    let Ok(story) = open::entry(&own.entry, limits) else {
        return Ok(());
    };
    let mut names = Web::names(&story.article);
    names.truncate(NAMES);
    // The rarer a name, the more it tells, in parts of that of a name which nobody else has.
    let mut shared: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for name in &names {
        let found = gather.store.saying(&name.written, RARE + 1)?;
        if found.len() > RARE {
            continue;
        }
        web.spread(name.clone(), found.len());
        for id in &found {
            let (sum, rarity) = shared.entry(*id).or_default();
            *sum += name.weight();
            *rarity += name.weight() * PARTS / found.len();
        }
    }
    web.note(own.entry.id, names.clone());
    shared.retain(|id, (sum, _)| *sum >= SHARED && *id != own.id);
    let mut best: Vec<(u32, usize)> = shared.into_iter().map(|(id, (_, r))| (id, r)).collect();
    best.sort_by_key(|(id, rarity)| (std::cmp::Reverse(*rarity), *id));
    for (id, _) in best.into_iter().take(NEAR) {
        let entry = gather.entry(id)?.filter(|e| e.words <= LONGEST);
        let Some((entry, story)) =
            entry.and_then(|e| Some((e.clone(), open::entry(&e, limits).ok()?)))
        else {
            continue;
        };
        let mut own = Web::names(&story.article);
        own.retain(|n| names.iter().any(|m| m.folded == n.folded));
        web.note(entry.id, own);
    }
    Ok(())
}

/// What was gathered of the library so far.
struct Gather<'a> {
    store: &'a Store,
    index: &'a Arc<Index>,
    rulings: &'a Rulings,
    stubs: Stubs,
    /// Stories by their number in the catalog.
    entries: BTreeMap<u32, Arc<Entry>>,
    leads: BTreeMap<StoryId, Vec<Lead>>,
    /// Stubs that were looked up, and the stories that they lead to.
    taken: HashMap<usize, Option<u32>>,
}

impl<'a> Gather<'a> {
    fn new(store: &'a Store, index: &'a Arc<Index>, rulings: &'a Rulings) -> Result<Self> {
        Ok(Self {
            store,
            index,
            rulings,
            stubs: Stubs::of(store)?,
            entries: BTreeMap::new(),
            leads: BTreeMap::new(),
            taken: HashMap::new(),
        })
    }

    fn met(&mut self, row: &Row) {
        self.entries.insert(row.id, row.entry.clone());
    }

    fn entry(&mut self, id: u32) -> Result<Option<Arc<Entry>>> {
        if !self.entries.contains_key(&id) {
            let rows = self.store.rows(&[id])?;
            for row in &rows {
                self.met(row);
            }
        }
        Ok(self.entries.get(&id).cloned())
    }

    /// The stories that one leads to, and those that lead to it.
    fn neighbours(&mut self, id: u32) -> Result<Vec<u32>> {
        let mut found = Vec::new();
        for n in self.stubs.within(id) {
            found.extend(self.take(n)?);
        }
        found.extend(self.sources(id)?);
        Ok(found)
    }

    /// The stories with a stub that leads to this one.
    fn sources(&mut self, id: u32) -> Result<Vec<u32>> {
        let Some(entry) = self.entry(id)? else {
            return Ok(Vec::new());
        };
        let mut likely = self.stubs.like(&entry);
        for (from, key) in self.rulings.into(entry.id) {
            let from = self.store.by_identity(from)?;
            let stubs = from.map_or(0..0, |row| self.stubs.within(row.id));
            likely.extend(stubs.filter(|n| self.stubs.lead(*n).is_some_and(|l| l.key() == key)));
        }
        let mut found = Vec::new();
        for n in likely {
            if self.take(n)? == Some(id) {
                found.extend(self.stubs.rows.get(n).map(|s| s.story));
            }
        }
        Ok(found)
    }

    /// Keeps a stub as what its story says of others.
    fn lead(&mut self, n: usize) -> Result<Option<(Arc<Entry>, Lead)>> {
        let Some((row, lead)) = self.stubs.rows.get(n).zip(self.stubs.lead(n)) else {
            return Ok(None);
        };
        let Some(entry) = self.entry(row.story)? else {
            return Ok(None);
        };
        let leads = self.leads.entry(entry.id).or_default();
        leads.push(lead.clone());
        Ok(Some((entry, lead)))
    }

    /// Keeps a stub with all that it may mean; gives the story that it leads to.
    fn take(&mut self, n: usize) -> Result<Option<u32>> {
        if let Some(known) = self.taken.get(&n) {
            return Ok(*known);
        }
        if self.taken.len() >= STUBS {
            return Ok(None);
        }
        self.lead(n)?;
        let to = self.target(n)?;
        self.taken.insert(n, to);
        Ok(to)
    }

    /// The story that a stub leads to; it is met with all others that the stub may mean.
    fn target(&mut self, n: usize) -> Result<Option<u32>> {
        let Some((row, lead)) = self.stubs.rows.get(n).zip(self.stubs.lead(n)) else {
            return Ok(None);
        };
        let own = row.story;
        let Some(from) = self.entry(own)? else {
            return Ok(None);
        };
        match self.rulings.of(from.id, lead.key()) {
            Some(Says::Nowhere) => return Ok(None),
            Some(Says::Story(id)) => {
                if let Some(row) = self.store.by_identity(id)? {
                    self.met(&row);
                    return Ok(Some(row.id));
                }
            }
            Some(Says::Unsaid) | None => {}
        }
        let target = self.index.resolve(&Query {
            title: &lead.title,
            url: &lead.url,
            site: &from.site,
            date: &from.published,
        });
        for id in meant(&target) {
            self.entry(id)?;
        }
        let to = exact(&target).and_then(|(id, _)| u32::try_from(id).ok());
        Ok(to.filter(|to| *to != own))
    }

    /// The stories gathered, and what they say of each other.
    fn woven(self, mut web: Web) -> (Catalog, Web) {
        for (id, mut leads) in self.leads {
            leads.sort_by_key(|l| l.at);
            leads.dedup_by_key(|l| l.at);
            web.tell(id, leads);
        }
        (Catalog::within(self.index.clone(), self.entries), web)
    }
}

/// All stubs of a library, and where they are by the words of their titles and their addresses.
struct Stubs {
    /// In the order of their stories.
    rows: Vec<StubRow>,
    words: HashMap<u64, Vec<u32>>,
    /// Different words of each.
    lengths: Vec<usize>,
    addresses: HashMap<u64, Vec<u32>>,
}

impl Stubs {
    fn of(store: &Store) -> Result<Self> {
        let mut rows = Vec::new();
        store.stubs(&mut |row| rows.push(row))?;
        let (mut words, mut addresses) = (HashMap::<_, Vec<u32>>::new(), HashMap::new());
        let mut lengths = Vec::with_capacity(rows.len());
        for (n, row) in (0..).zip(&rows) {
            let own = words_of([&*row.title]);
            lengths.push(own.len());
            #[expect(
                clippy::iter_over_hash_type,
                reason = "each word has a list of its own: the order makes no difference"
            )]
            for word in own {
                words.entry(word).or_default().push(n);
            }
            if let Some(page) = address::address(&row.url) {
                let at: &mut Vec<u32> = addresses.entry(xxh3_64(page.as_bytes())).or_default();
                at.push(n);
            }
        }
        Ok(Self {
            rows,
            words,
            lengths,
            addresses,
        })
    }

    /// The stubs of a story.
    fn within(&self, story: u32) -> Range<usize> {
        let start = self.rows.partition_point(|r| r.story < story);
        let end = self.rows.partition_point(|r| r.story <= story);
        start..end
    }

    fn lead(&self, n: usize) -> Option<Lead> {
        let row = self.rows.get(n)?;
        Some(Lead::of_stub(&row.label, &row.title, &row.url, row.start))
    }

    /// The stubs of which half of the words are in a name of the story, and those with its address.
    fn like(&self, entry: &Entry) -> Vec<usize> {
        let page = address::address(&entry.url);
        let slug = page.as_deref().and_then(address::slug).unwrap_or_default();
        let aliases = entry.aliases.iter().map(|a| &**a);
        let names = aliases.chain([&*entry.title, &slug]);
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        #[expect(
            clippy::iter_over_hash_type,
            reason = "words are counted: the order makes no difference"
        )]
        for word in words_of(names) {
            for n in self.words.get(&word).into_iter().flatten() {
                *shared.entry(*n).or_default() += 1;
            }
        }
        let enough = |n: u32, shared: usize| {
            let length = self.lengths.get(n as usize).copied().unwrap_or(0);
            shared * 2 >= length
        };
        shared.retain(|n, shared| enough(*n, *shared));
        let hash = page.map(|p| xxh3_64(p.as_bytes()));
        let at = hash.and_then(|h| self.addresses.get(&h));
        shared.extend(at.into_iter().flatten().map(|n| (*n, usize::MAX)));
        let mut found: Vec<(u32, usize)> = shared.into_iter().collect();
        found.sort_by_key(|(n, shared)| (std::cmp::Reverse(*shared), *n));
        found.into_iter().map(|(n, _)| n as usize).collect()
    }

    /// Stubs of one title, of each story the first; those that the most stories have come first.
    fn by_title(&self) -> Vec<Vec<usize>> {
        let mut titles: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, row) in self.rows.iter().enumerate() {
            let same = titles.entry(fold::title(&row.title)).or_default();
            let last = same.last().and_then(|n| self.rows.get(*n));
            if last.is_none_or(|l| l.story != row.story) {
                same.push(n);
            }
        }
        let mut titles: Vec<_> = titles.into_values().collect();
        titles.sort_by_key(|t| std::cmp::Reverse(t.len()));
        titles
    }
}

/// Hashes of the words of names.
fn words_of<'a>(names: impl IntoIterator<Item = &'a str>) -> HashSet<u64> {
    let mut found = HashSet::new();
    for name in names {
        let folded = fold::title(name);
        found.extend(fold::words(&folded).map(|w| xxh3_64(w.as_bytes())));
    }
    found
}
