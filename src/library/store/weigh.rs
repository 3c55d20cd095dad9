//! How well stories fit the words of a search: BM25 (Robertson and Zaragoza 2009) as FTS5 reckons it, which for that looks at
//! every story with any of the words.
//!
//! A word that every second story has says nothing of which fits better: BM25 gives it next to no weight. Whether one is so common
//! the latest stories tell, and then nobody looks at all of them.

use rusqlite::{Connection, params, params_from_iter, types::Value};

use super::{
    rank::{Hit, RANKED, with_words},
    read::{Selection, and},
};

/// Weights of headline, byline, site, tags and body.
const BM25: &str = "bm25(texts, 10.0, 4.0, 2.0, 4.0, 1.0)";
/// What a story weighs that has none but common words of the search, and one that has them in its headline.
const PLAIN: f64 = 1.0;
const HEADED: f64 = 10.0;
/// Stories that came last, which tell how common a word is, and the fewest of them that do.
const SAMPLE: i64 = 1_000;
const TELLING: i64 = 200;

/// The words of a search, those that tell stories apart and those that nearly all stories have.
#[derive(Debug)]
pub(super) struct Weighed {
    telling: Vec<String>,
    common: Vec<String>,
}

impl Weighed {
    /// Tells the words apart, of which these are the latest stories.
    pub(super) fn new(db: &Connection, which: &Selection, hits: &[Hit]) -> rusqlite::Result<Self> {
        let parts = which.each.iter().cloned();
        let (common, telling) = if which.each.len() == 1 {
            parts.partition(|_| is_dense(hits))
        } else {
            let sample = Sample::of(db)?;
            let (mut common, mut telling) = (Vec::new(), Vec::new());
            for part in parts {
                if sample.has_often(db, &part)? {
                    common.push(part);
                } else {
                    telling.push(part);
                }
            }
            (common, telling)
        };
        Ok(Self { telling, common })
    }

    /// Weighs hits, the latest first.
    pub(super) fn weigh(&self, db: &Connection, hits: &mut [Hit]) -> rusqlite::Result<()> {
        if self.telling.is_empty() {
            return Ok(());
        }
        weigh(db, &self.telling.join(" AND "), hits)
    }

    /// The latest stories with those words in their headline that tell, and the others anywhere.
    pub(super) fn heads(&self, db: &Connection, which: &Selection) -> rusqlite::Result<Vec<Hit>> {
        let headed = |words: &[String]| format!("{{title}} : ({})", words.join(" AND "));
        if self.telling.is_empty() {
            let mut hits = latest(db, which, &headed(&self.common))?;
            for hit in &mut hits {
                hit.1 = HEADED;
            }
            return Ok(hits);
        }
        let telling = headed(&self.telling);
        if self.common.is_empty() {
            return fitting(db, which, &telling);
        }
        let all = format!("({telling}) AND {}", self.common.join(" AND "));
        let mut hits = latest(db, which, &all)?;
        weigh(db, &telling, &mut hits)?;
        Ok(hits)
    }
}

/// The stories that came last.
struct Sample {
    after: i64,
    stories: i64,
}

impl Sample {
    fn of(db: &Connection) -> rusqlite::Result<Self> {
        let mut last = db.prepare_cached("SELECT coalesce(max(id), 0) FROM story")?;
        let last: i64 = last.query_row([], |r| r.get(0))?;
        let after = last - SAMPLE;
        let mut count = db.prepare_cached("SELECT count(*) FROM story WHERE id > ?")?;
        let stories = count.query_row([after], |r| r.get(0))?;
        Ok(Self { after, stories })
    }

    /// Whether at least every second of them has what is asked for. The beginning of a word is not looked for: all words that begin
    /// so would have to be put together first.
    fn has_often(&self, db: &Connection, part: &str) -> rusqlite::Result<bool> {
        if self.stories < TELLING || part.contains("\"*") {
            return Ok(false);
        }
        let mut count =
            db.prepare_cached("SELECT count(*) FROM texts WHERE texts MATCH ? AND rowid > ?")?;
        let count: i64 = count.query_row(params![part, self.after], |r| r.get(0))?;
        Ok(count * 2 >= self.stories)
    }
}

/// Whether the hits, the latest first, are every second story at least.
fn is_dense(hits: &[Hit]) -> bool {
    let ends = hits.first().zip(hits.last());
    let stories = ends.map_or(u32::MAX, |(last, first)| last.0 - first.0);
    hits.len() == RANKED && stories as usize <= RANKED * 2
}

/// The latest stories with the words, all of the same weight.
pub(super) fn latest(
    db: &Connection,
    which: &Selection,
    words: &str,
) -> rusqlite::Result<Vec<Hit>> {
    found(db, which, (words, &PLAIN.to_string()))
}

/// The latest stories with the words, by how well they fit.
pub(super) fn fitting(
    db: &Connection,
    which: &Selection,
    words: &str,
) -> rusqlite::Result<Vec<Hit>> {
    found(db, which, (words, &format!("-{BM25}")))
}

fn found(
    db: &Connection,
    which: &Selection,
    (words, weight): (&str, &str),
) -> rusqlite::Result<Vec<Hit>> {
    let and = and(which);
    let sql = format!(
        "SELECT texts.rowid, {weight}, s.day FROM texts CROSS JOIN story s ON s.id = texts.rowid
         WHERE texts MATCH ? AND s.shown = 1{and} ORDER BY texts.rowid DESC LIMIT {RANKED}"
    );
    let mut found = db.prepare_cached(&sql)?;
    found
        .query_map(params_from_iter(with_words(words, which)), |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?
        .collect()
}

/// Weighs hits, the latest first, by words that all of them have.
fn weigh(db: &Connection, words: &str, hits: &mut [Hit]) -> rusqlite::Result<()> {
    let Some((last, first)) = hits.first().zip(hits.last()).map(|(l, f)| (l.0, f.0)) else {
        return Ok(());
    };
    let ids: Vec<String> = hits.iter().map(|h| h.0.to_string()).collect();
    let ids = Value::Text(format!("[{}]", ids.join(",")));
    // With the plus the index is walked once, not asked for each story anew.
    let sql = format!(
        "SELECT texts.rowid, -{BM25} FROM texts WHERE texts MATCH ? AND texts.rowid BETWEEN ? AND ?
         AND +texts.rowid IN (SELECT value FROM json_each(?)) ORDER BY texts.rowid DESC"
    );
    let mut weighed = db.prepare_cached(&sql)?;
    let mut rows = weighed.query(params![words, first, last, ids])?;
    let mut hits = hits.iter_mut();
    while let Some(row) = rows.next()? {
        let id: u32 = row.get(0)?;
        if let Some(hit) = hits.find(|h| h.0 == id) {
            hit.1 = row.get(1)?;
        }
    }
    Ok(())
}
