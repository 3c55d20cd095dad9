//! Words to the stories that have them: the best first, or how many there are.

use std::collections::{HashMap, HashSet};

use rusqlite::{
    Connection, ToSql, params_from_iter,
    types::{ToSqlOutput, Value},
};

use super::{
    aides::Aides,
    read::{Page, Selection, and},
    weigh::{self, Weighed},
};
use crate::library::search::HERE;

/// Stories that a search ranks: the latest that came and, where there are more, those with the words in their headline. To
/// rank all stories with a common word takes a quarter of a second at 100,000, and nobody reads beyond the first hundreds.
pub(super) const RANKED: usize = 1_000;

/// A story that a search found: its number, how well it fits, and its date.
pub(super) type Hit = (u32, f64, i64);

/// The stories that fit the words best; those that have them in another form only come after all others. Where there are
/// `aides`, they look at old headlines and count meanwhile.
pub(super) fn ranked(
    (db, aides): (&Connection, Option<&Aides>),
    which: &Selection,
    words: &str,
    most: usize,
) -> rusqlite::Result<Page> {
    let mut hits = weigh::latest(db, which, words)?;
    let weighed = Weighed::new(db, which, &hits)?;
    let looser = words_of(db, which)?.filter(|looser| looser != words);
    let mut total = hits.len();
    if total < RANKED {
        weighed.weigh(db, &mut hits)?;
        best_first(&mut hits);
        if let Some(looser) = looser {
            let mut more = others(weigh::fitting(db, which, &looser)?, &hits);
            best_first(&mut more);
            total += more.len();
            hits.extend(more);
            if total >= RANKED {
                total = count(db, which, &looser)?;
            }
        }
    } else {
        let counted = looser.as_deref().unwrap_or(words);
        let heads;
        (heads, total) = together(
            (db, aides),
            |db| weighed.weigh(db, &mut hits),
            |db| weighed.heads(db, which),
            |db| count(db, which, counted),
        )?;
        join(&mut hits, heads);
        best_first(&mut hits);
    }
    hits.truncate(most);
    Ok(Page {
        ids: hits.into_iter().map(|h| h.0).collect(),
        total,
        more: false,
        groups: Vec::new(),
    })
}

/// Asks three questions, each of a connection of its own at the same time where there are `aides`.
fn together<A: Send, B: Send>(
    (db, aides): (&Connection, Option<&Aides>),
    first: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    second: impl FnOnce(&Connection) -> rusqlite::Result<A> + Send,
    third: impl FnOnce(&Connection) -> rusqlite::Result<B> + Send,
) -> rusqlite::Result<(A, B)> {
    let Some([one, other]) = aides.map(Aides::both) else {
        first(db)?;
        return Ok((second(db)?, third(db)?));
    };
    std::thread::scope(|scope| {
        let second = scope.spawn(|| one.ask(second));
        let third = scope.spawn(|| other.ask(third));
        first(db)?;
        Ok((answer(second.join())?, answer(third.join())?))
    })
}

/// What a thread answered.
fn answer<T>(joined: std::thread::Result<rusqlite::Result<T>>) -> rusqlite::Result<T> {
    joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Puts stories with the words in their headline among the hits: of one that is there already the greater weight counts.
fn join(hits: &mut Vec<Hit>, heads: Vec<Hit>) {
    let mut weights: HashMap<u32, f64> = heads.iter().map(|h| (h.0, h.1)).collect();
    for hit in hits.iter_mut() {
        if let Some(weight) = weights.remove(&hit.0) {
            hit.1 = hit.1.max(weight);
        }
    }
    hits.extend(heads.into_iter().filter(|h| weights.contains_key(&h.0)));
}

/// Those of `more` that are not among the hits.
fn others(more: Vec<Hit>, hits: &[Hit]) -> Vec<Hit> {
    let known: HashSet<u32> = hits.iter().map(|h| h.0).collect();
    more.into_iter().filter(|h| !known.contains(&h.0)).collect()
}

fn best_first(hits: &mut [Hit]) {
    let latest = hits.iter().map(|h| h.2).max().unwrap_or(0);
    let score = |hit: &Hit| hit.1 * recency(hit.2, latest);
    hits.sort_by(|a, b| score(b).total_cmp(&score(a)).then(b.2.cmp(&a.2)));
}

/// Stories that came last, whose languages are taken for those of the library, and of how many one makes a language of it.
const LATEST: usize = 500;
const SHARE: usize = 20;

/// The question to the index: the words, with the forms that they have in the languages of the library.
pub(super) fn words_of(db: &Connection, which: &Selection) -> rusqlite::Result<Option<String>> {
    let Some(words) = &which.words else {
        return Ok(None);
    };
    if which.looser.is_empty() {
        return Ok(Some(words.clone()));
    }
    let mut latest = db.prepare_cached(
        "SELECT substr(lang, 1, 2) FROM story WHERE lang <> '' ORDER BY id DESC LIMIT ?",
    )?;
    let tongues: Vec<String> = latest
        .query_map([LATEST], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let spoken = |language: &str| {
        let stories = tongues.iter().filter(|t| *t == language).count();
        stories * SHARE > tongues.len()
    };
    let looser = which.looser.iter().filter(|(l, _)| spoken(l));
    let looser: Vec<String> = looser.map(|(_, words)| format!("({words})")).collect();
    Ok(Some(match looser.as_slice() {
        [] => words.clone(),
        some => some.join(" OR "),
    }))
}

/// A story of ten years before the latest counts a third less than that.
fn recency(day: i64, latest: i64) -> f64 {
    const YEAR: i64 = 100_000_000;
    let years = i32::try_from((latest - day).max(0) / YEAR).unwrap_or(i32::MAX);
    1.0 / (1.0 + 0.05 * f64::from(years))
}

/// How many stories have the words.
pub(super) fn count(db: &Connection, which: &Selection, words: &str) -> rusqlite::Result<usize> {
    if which.condition == HERE {
        // What was put away is so little that it is not counted out.
        return db
            .prepare_cached("SELECT count(*) FROM texts WHERE texts MATCH ?")?
            .query_row([words], |row| row.get(0));
    }
    let and = and(which);
    let sql = format!(
        "SELECT count(*) FROM texts CROSS JOIN story s ON s.id = texts.rowid WHERE texts MATCH ? AND s.shown = 1{and}"
    );
    db.prepare_cached(&sql)?
        .query_row(params_from_iter(with_words(words, which)), |row| row.get(0))
}

/// The values of a statement that has the words first.
pub(super) fn with_words<'a>(
    words: &'a str,
    which: &'a Selection,
) -> impl Iterator<Item = OneOf<'a>> {
    let rest = which.values.iter().map(OneOf::Value);
    std::iter::once(OneOf::Words(words)).chain(rest)
}

pub(super) enum OneOf<'a> {
    Words(&'a str),
    Value(&'a Value),
}

impl ToSql for OneOf<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Words(words) => words.to_sql(),
            Self::Value(value) => value.to_sql(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Heirs, List, Order, Store, Stretch, Told};
    use crate::{
        article::Builder,
        library::{Entry, Source, search::Query, state::State},
        text::Clean,
    };
    use std::path::Path;

    fn found(number: usize, title: &str, body: &str) -> Found {
        let path = Path::new("/library").join(number.to_string());
        let source = Source::new(&path, number.to_string().into_bytes());
        let mut builder = Builder::new();
        builder.meta().title = Clean::line(title);
        let entry = Entry::new(&source, 0, "text", &builder.finish());
        Found {
            path,
            size: 1,
            time: 1,
            date: "2020-01-01".to_owned(),
            stories: vec![Told {
                entry,
                saved: Clean::default(),
                lang: Clean::default(),
                tags: Vec::new(),
                body: body.to_owned(),
            }],
            stretch: Stretch::WHOLE,
        }
    }

    /// Three thousand stories of the harbour, numbered from 1; an old one with it in the headline, one with it twice.
    fn library(dir: &Path) -> Store {
        let files: Vec<Found> = (1..=3_000)
            .map(|number| match number {
                10 => found(number, "Ferry at the harbour", "All of it here."),
                20 => found(number, "Ferry at the harbour", "Nothing else is here."),
                2_500 => found(number, "Fog", "The ferry to the ferry of the harbour."),
                n if n % 2 == 0 => found(n, "Fog", "The ferry left the harbour, the old one."),
                n => found(n, "Fog", "The harbour is where the fog was all day."),
            })
            .collect();
        let store = Store::open(Some(dir)).unwrap();
        let (state, mut heirs) = (State::default(), Heirs::default());
        store.take(&files, &state, &mut heirs).unwrap();
        store
    }

    #[test]
    fn words_that_nearly_all_stories_have_rank_none_and_are_asked_for_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let store = library(dir.path());
        let best = List {
            order: Order::Relevance,
            ..List::default()
        };
        for (query, total, first) in [
            ("ferry", 1_500, [20, 10]),
            ("ferry the", 1_500, [20, 10]),
            ("ferry all", 1, [10, 0]),
            ("the harbour", 3_000, [20, 10]),
            ("ferry of", 2, [10, 2_500]),
            ("harbour", 3_000, [20, 10]),
            ("har*", 3_000, [20, 10]),
            ("fog harbour", 2_998, [3_000, 2_999]),
        ] {
            let which = Query::parse(query, false).selection();
            let page = store.list(&which, best, 1_000).unwrap();
            assert_eq!(page.total, total, "{query}");
            let top: Vec<u32> = page.ids.iter().copied().take(2).collect();
            let first: Vec<u32> = first.into_iter().filter(|n| *n > 0).collect();
            assert_eq!(top, first, "{query}");
        }
    }
}
