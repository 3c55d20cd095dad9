//! The terminal measured: how wide it draws what terminals disagree about.
//!
//! Nothing waits for it, and nothing is asked before something wider than a cell is on the screen. A terminal that said its
//! name, or the colour of its paper, answers questions; it is then sent a few graphemes, each followed by the question where
//! the cursor stands, and the first question once more. The answers come in the order of the questions, so that with the
//! second answer to the first question all places of the cursor are there. The event library keeps these for whoever asks
//! for the place of the cursor, which is done then, in the thread that reads events: it has them already and reads no key.
//! A terminal that never answers is not asked.

use crate::{
    config::Terminals,
    text::{SAMPLES, Widths},
    tui::{abilities::variable, input::Heard},
};

/// The row of the first sample, from 0; each stands below the one before.
pub(in crate::tui) const FIRST_ROW: u16 = 1;

/// Which answer of the terminal says that it has answered everything before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// Its name and version.
    Version,
    /// The colour of its paper.
    Background,
}

/// How far the measuring is.
#[derive(Debug)]
enum Progress {
    /// The terminal has said nothing yet.
    Silent,
    /// It was sent what is measured; its name, for the cache.
    Asked(Fence, String),
    /// It is known, or will not be.
    Done,
}

/// Measures the terminal once.
#[derive(Debug)]
pub(super) struct Ruler {
    progress: Progress,
    known: Terminals,
}

impl Ruler {
    /// A ruler for a terminal that may be among those `known`.
    pub(super) fn new(known: Terminals) -> Self {
        Self {
            progress: Progress::Silent,
            known,
        }
    }

    /// Takes note of what the terminal said; gives what follows from it. `cursor` gives a column and a row where the
    /// cursor was.
    pub(super) fn hear(
        &mut self,
        heard: &Heard,
        cursor: impl FnMut() -> Option<(u16, u16)>,
    ) -> Option<Heard> {
        let (fence, says) = match heard {
            Heard::Version(name) => (Fence::Version, name.as_str()),
            Heard::Background(_) => (Fence::Background, ""),
            _ => return None,
        };
        match &self.progress {
            Progress::Silent => {
                let name = named(says, variable);
                if let Some(widths) = self.known.known(&name) {
                    self.progress = Progress::Done;
                    return told(widths);
                }
                self.progress = Progress::Asked(fence, name);
                Some(Heard::Unmeasured(fence))
            }
            Progress::Asked(asked, name) if *asked == fence => {
                let widths = Widths::measured(&columns(cursor).unwrap_or_default());
                // One that does not say where its cursor is will not be asked again either.
                self.known.keep(name, widths);
                self.progress = Progress::Done;
                told(widths)
            }
            Progress::Asked(..) | Progress::Done => None,
        }
    }
}

/// The columns where the cursor was after each sample. The event library gives its places in another order than they came
/// in where keys came between them, but each sample has a row of its own.
fn columns(cursor: impl FnMut() -> Option<(u16, u16)>) -> Option<Vec<u16>> {
    let places = std::iter::repeat_with(cursor).take(SAMPLES.len());
    let mut places: Vec<(u16, u16)> = places.collect::<Option<_>>()?;
    places.sort_unstable_by_key(|(_, row)| *row);
    let mut rows = places.iter().map(|(_, row)| *row).zip(FIRST_ROW..);
    let all = rows.all(|(row, wanted)| row == wanted);
    all.then(|| places.iter().map(|(column, _)| *column).collect())
}

/// Whether the terminal is that of somebody who may have it draw dashes and quotation marks in two cells: to be measured
/// whatever stands on the screen.
pub(super) fn is_eastern(variable: impl Fn(&str) -> Option<String>) -> bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let locale = names.into_iter().find_map(variable).unwrap_or_default();
    ["ja", "ko", "zh"].iter().any(|l| locale.starts_with(l))
}

/// The name of a terminal that says this of itself, with what may change how it draws.
fn named(says: &str, variable: impl Fn(&str) -> Option<String>) -> String {
    let names = [
        "TERM",
        "TERM_PROGRAM",
        "TERM_PROGRAM_VERSION",
        "LC_ALL",
        "LC_CTYPE",
        "LANG",
    ];
    let set = names.into_iter().filter_map(variable);
    let words: Vec<String> = [says.to_owned()].into_iter().chain(set).collect();
    words.join(" ")
}

/// What is to be done of widths: nothing where text is measured so anyway.
fn told(widths: Widths) -> Option<Heard> {
    (widths != Widths::default()).then_some(Heard::Widths(widths))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: fn() -> Option<(u16, u16)> = || panic!("asked for the cursor");

    #[test]
    fn the_locale_tells_who_may_have_wide_dashes() {
        for (set, eastern) in [
            (&[("LANG", "ja_JP.UTF-8")][..], true),
            (&[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C.UTF-8")], false),
            (
                &[("LC_CTYPE", "zh_TW.UTF-8"), ("LANG", "en_GB.UTF-8")],
                true,
            ),
            (&[("LANG", "de_DE.UTF-8")], false),
            (&[], false),
        ] {
            let look = |name: &str| {
                let found = set.iter().find(|(n, _)| *n == name);
                found.map(|(_, v)| (*v).to_owned())
            };
            assert_eq!(is_eastern(look), eastern, "{set:?}");
        }
    }

    #[test]
    fn a_terminal_that_answers_is_measured_once() {
        let cache = tempfile::tempdir().unwrap();
        let known = Terminals::of(Some(cache.path()));
        let version = Heard::Version("XTerm(379)".to_owned());
        let mut ruler = Ruler::new(known.clone());
        let paper = Heard::Background([0; 3]);
        let ask = Some(Heard::Unmeasured(Fence::Version));
        assert_eq!(ruler.hear(&version, NEVER), ask);
        assert_eq!(ruler.hear(&paper, NEVER), None);
        let places = [(1, 4), (4, 1), (2, 2), (4, 3), (3, 5), (1, 6)];
        let mut places = places.into_iter();
        let widths = Widths::named("joined tones variation").unwrap();
        let told = Some(Heard::Widths(widths));
        assert_eq!(ruler.hear(&version, || places.next()), told);
        assert_eq!(ruler.hear(&version, NEVER), None);
        // The next time it is known at once.
        let mut ruler = Ruler::new(known);
        assert_eq!(ruler.hear(&version, NEVER), told);
        assert_eq!(ruler.hear(&version, NEVER), None);
    }

    #[test]
    fn a_terminal_that_hides_its_cursor_is_left_alone() {
        let cache = tempfile::tempdir().unwrap();
        let known = Terminals::of(Some(cache.path()));
        let paper = Heard::Background([0; 3]);
        let mut ruler = Ruler::new(known.clone());
        let ask = Some(Heard::Unmeasured(Fence::Background));
        assert_eq!(ruler.hear(&paper, NEVER), ask);
        assert_eq!(ruler.hear(&paper, || None), None);
        assert_eq!(Ruler::new(known).hear(&paper, NEVER), None);
    }
}
