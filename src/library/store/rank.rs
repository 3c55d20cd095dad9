//! Words to the stories that have them: the best first, or how many there are.

use std::collections::HashSet;

use rusqlite::{
    Connection, ToSql, params_from_iter,
    types::{ToSqlOutput, Value},
};

use super::read::{Page, Selection, and};
use crate::library::search::HERE;

/// Stories that a search ranks: the latest that came and, where there are more, those with the words in their headline. To
/// rank all stories with a common word takes a quarter of a second at 100,000, and nobody reads beyond the first hundreds.
const RANKED: usize = 1_000;
/// Weights of headline, byline, site, tags and body.
const BM25: &str = "bm25(texts, 10.0, 4.0, 2.0, 4.0, 1.0)";

/// A story that a search found: its number, how well it fits, and its date.
type Hit = (u32, f64, i64);

/// The stories that fit the words best; those that have them in another form only come after all others.
pub(super) fn ranked(
    db: &Connection,
    which: &Selection,
    words: &str,
    most: usize,
) -> rusqlite::Result<Page> {
    let mut hits = fitting(db, which, words)?;
    let mut total = hits.len();
    let few = total < RANKED;
    if !few {
        let heads = format!("{{title}} : ({words})");
        let more = others(fitting(db, which, &heads)?, &hits);
        hits.extend(more);
    }
    best_first(&mut hits);
    let looser = words_of(db, which)?.filter(|looser| looser != words);
    if let Some(looser) = looser.as_ref().filter(|_| few) {
        let mut more = others(fitting(db, which, looser)?, &hits);
        best_first(&mut more);
        total += more.len();
        hits.extend(more);
    }
    if total >= RANKED {
        total = count(db, which, looser.as_deref().unwrap_or(words))?;
    }
    hits.truncate(most);
    Ok(Page {
        ids: hits.into_iter().map(|h| h.0).collect(),
        total,
        more: false,
        groups: Vec::new(),
    })
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

/// The latest stories with the words.
fn fitting(db: &Connection, which: &Selection, words: &str) -> rusqlite::Result<Vec<Hit>> {
    let and = and(which);
    let sql = format!(
        "SELECT texts.rowid, -{BM25}, s.day FROM texts CROSS JOIN story s ON s.id = texts.rowid
         WHERE texts MATCH ? AND s.shown = 1{and} ORDER BY texts.rowid DESC LIMIT {RANKED}"
    );
    let mut found = db.prepare_cached(&sql)?;
    found
        .query_map(params_from_iter(with_words(words, which)), |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?
        .collect()
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
fn with_words<'a>(words: &'a str, which: &'a Selection) -> impl Iterator<Item = OneOf<'a>> {
    let rest = which.values.iter().map(OneOf::Value);
    std::iter::once(OneOf::Words(words)).chain(rest)
}

enum OneOf<'a> {
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
