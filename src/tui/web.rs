//! Questions about the links between stories, answered by a worker that reads the stories for them once.

use super::worker::Services;
use crate::{
    library::{
        Catalog, Entry, StoryId,
        state::Rulings,
        web::{Branch, Net, Web},
    },
    text::Clean,
};
use std::sync::{Arc, PoisonError};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Who points to this story.
    To(StoryId),
    /// What is related to it.
    Related(StoryId),
    /// What it goes back on and what came of it.
    Thread(StoryId),
    /// Who links to whom around it.
    Map(StoryId),
    /// Which stories are missing most.
    Wanted,
}

impl Ask {
    /// The story that is asked about; `None` for all.
    pub(super) fn about(self) -> Option<StoryId> {
        match self {
            Self::To(id) | Self::Related(id) | Self::Thread(id) | Self::Map(id) => Some(id),
            Self::Wanted => None,
        }
    }
}

/// A story found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which; of a missing story the first that points to it.
    pub(super) id: StoryId,
    /// The place in it that says so; `None` for none in particular.
    pub(super) at: Option<u32>,
    /// Its headline.
    pub(super) title: Clean,
    /// Its date, or how many point to it.
    pub(super) lead: String,
    /// What it says, or shares.
    pub(super) below: String,
}

/// A story on a map, and those behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Which, and its headline.
    pub(super) story: (StoryId, Clean),
    /// Those one step further.
    pub(super) further: Vec<(StoryId, Clean)>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Stories.
    Hits(Vec<Hit>),
    /// Who points to a story, and whom it points to.
    Map {
        /// The story.
        story: (StoryId, Clean),
        /// Who points to it.
        into: Vec<Near>,
        /// Whom it points to.
        out: Vec<Near>,
    },
}

/// Something to do with the links between stories.
#[derive(Debug)]
pub enum Job {
    /// Answer a question.
    Ask(Ask, Arc<Catalog>, Arc<Rulings>),
    /// Read some of the stories of the catalog that were not read yet.
    Weave {
        /// The catalog.
        catalog: Arc<Catalog>,
        /// The one before it, if any; what came since and was wanted is news.
        before: Option<Arc<Catalog>>,
        /// What the reader said of links.
        rulings: Arc<Rulings>,
    },
}

/// What came of it.
#[derive(Debug)]
pub enum News {
    /// The answer to a question.
    Answer(Ask, Answer),
    /// More is to be read.
    More(Job),
    /// These stories have come, and others point to them.
    Arrived(Vec<Clean>),
}

/// Files read for one job, so that others get their turn.
const AT_ONCE: usize = 16;
/// A catalog of so many stories is read before anything is asked: a single one has nobody to point to.
const BEHIND: std::ops::RangeInclusive<usize> = 2..=2_000;
/// Most stories of an answer.
pub(super) const MOST: usize = 500;

/// Does a job; `None` where nothing came of it.
pub(super) fn perform(job: Job, services: &Services) -> Option<News> {
    let mut web = services.web.lock().unwrap_or_else(PoisonError::into_inner);
    let mut read = |catalog: &Catalog, most| {
        web.read(catalog, services.piped.as_ref(), &services.limits, most)
    };
    match job {
        Job::Ask(ask, catalog, rulings) => {
            read(&catalog, usize::MAX);
            Some(News::Answer(ask, answer(ask, &catalog, &web, &rulings)))
        }
        Job::Weave {
            catalog,
            before,
            rulings,
        } => {
            if !BEHIND.contains(&catalog.entries().len()) {
                return None;
            }
            if !read(&catalog, AT_ONCE) {
                return Some(News::More(Job::Weave {
                    catalog,
                    before,
                    rulings,
                }));
            }
            let new = web.arrivals(&catalog, &*before?, &rulings);
            let titles: Vec<Clean> = new.iter().map(|e| e.title.clone()).collect();
            (!titles.is_empty()).then_some(News::Arrived(titles))
        }
    }
}

/// Answers a question of what was read.
pub(super) fn answer(ask: Ask, catalog: &Catalog, web: &Web, rulings: &Rulings) -> Answer {
    let asked = Asked {
        net: web.net(catalog, rulings),
        catalog,
        web,
    };
    asked.answer(ask)
}

/// All that an answer is made of.
struct Asked<'a> {
    net: Net,
    catalog: &'a Catalog,
    web: &'a Web,
}

impl Asked<'_> {
    fn entry(&self, place: usize) -> Option<&Entry> {
        self.catalog.entries().get(place).map(|e| &**e)
    }

    fn answer(&self, ask: Ask) -> Answer {
        let place = |id| self.catalog.place(id).unwrap_or(usize::MAX);
        let hits = match ask {
            Ask::To(id) => self.to(place(id)),
            Ask::Related(id) => self.related(place(id)),
            Ask::Thread(id) => self.thread(place(id)),
            Ask::Wanted => self.wanted(),
            Ask::Map(id) => return self.map(place(id)),
        };
        Answer::Hits(hits)
    }

    fn hit(&self, place: usize, below: &str) -> Option<Hit> {
        let entry = self.entry(place)?;
        Some(Hit {
            id: entry.id,
            at: None,
            title: entry.title.clone(),
            lead: crate::library::cite::long(&entry.published),
            below: below.to_owned(),
        })
    }

    fn to(&self, place: usize) -> Vec<Hit> {
        let hit = |edge: &crate::library::web::Edge| {
            let hit = self.hit(edge.from, &edge.lead.words)?;
            let at = Some(edge.lead.at);
            Some(Hit { at, ..hit })
        };
        self.net.to(place).filter_map(hit).take(MOST).collect()
    }

    fn related(&self, place: usize) -> Vec<Hit> {
        let found = self.net.related(place, self.web, self.catalog).into_iter();
        found
            .filter_map(|r| self.hit(r.place, &format!("Both: {}", r.shown())))
            .collect()
    }

    fn thread(&self, place: usize) -> Vec<Hit> {
        let found = self.net.thread(place, self.catalog);
        if found.len() < 2 {
            return Vec::new();
        }
        let hit = |p: usize| {
            let hit = self.hit(p, "")?;
            let lead = if p == place {
                format!("▸ {}", hit.lead)
            } else {
                format!("  {}", hit.lead)
            };
            Some(Hit { lead, ..hit })
        };
        found.into_iter().filter_map(hit).collect()
    }

    fn wanted(&self) -> Vec<Hit> {
        let hit = |wanted: &crate::library::web::Wanted| {
            let by: Vec<&Entry> = wanted.by.iter().filter_map(|p| self.entry(*p)).collect();
            let names: Vec<&str> = by.iter().take(3).map(|e| &*e.title).collect();
            Some(Hit {
                id: by.first()?.id,
                at: Some(wanted.at),
                title: wanted.title.clone(),
                lead: format!("{}×", by.len()),
                below: format!("In {}", names.join(" · ")),
            })
        };
        self.net
            .wanted()
            .iter()
            .filter_map(hit)
            .take(MOST)
            .collect()
    }

    fn map(&self, place: usize) -> Answer {
        let named = |p: usize| self.entry(p).map(|e| (e.id, e.title.clone()));
        let near = |b: Branch| {
            Some(Near {
                story: named(b.place)?,
                further: b.further.into_iter().filter_map(named).collect(),
            })
        };
        let (into, out) = self.net.around(place);
        Answer::Map {
            story: named(place).unwrap_or_default(),
            into: into.into_iter().filter_map(near).take(MOST).collect(),
            out: out.into_iter().filter_map(near).take(MOST).collect(),
        }
    }
}
