//! Letters over the links on the screen; typing them follows.

use crate::{
    paint::{Door, Target},
    theme::{Role, Theme},
    tui::draw::put,
};
use ratatui::buffer::Buffer;

/// Letters of hints, the easiest to reach first; `q` is not among them, since it closes things.
const LETTERS: &[u8] = b"asdfghjklwertyuiopzxcvbnm";

/// Hints on the screen.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Hints {
    /// Numbers of the targets, each with its letters.
    labels: Vec<(usize, String)>,
    typed: String,
}

/// What a letter came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Typed {
    /// Follow this target.
    Target(usize),
    /// More letters are wanted.
    More,
    /// No hint begins so.
    Nothing,
}

impl Hints {
    /// Hints for these targets.
    pub(in crate::tui) fn new(targets: Vec<usize>) -> Self {
        let letter = |n: usize| {
            LETTERS
                .get(n % LETTERS.len())
                .map_or('a', |l| char::from(*l))
        };
        let single = targets.len() <= LETTERS.len();
        let label = |n: usize| {
            if single {
                letter(n).to_string()
            } else {
                format!("{}{}", letter(n / LETTERS.len()), letter(n))
            }
        };
        Self {
            labels: targets
                .into_iter()
                .enumerate()
                .map(|(n, t)| (t, label(n)))
                .collect(),
            typed: String::new(),
        }
    }

    /// Takes a letter.
    pub(in crate::tui) fn type_letter(&mut self, letter: char) -> Typed {
        self.typed.push(letter.to_ascii_lowercase());
        let mut fitting = self
            .labels
            .iter()
            .filter(|(_, l)| l.starts_with(&self.typed));
        match (fitting.next(), fitting.next()) {
            (Some((target, label)), None) if *label == self.typed => Typed::Target(*target),
            (Some(_), _) => Typed::More,
            (None, _) => Typed::Nothing,
        }
    }

    /// Draws the letters at the first cell of each target. `number` tells which target of the reader a door is.
    pub(in crate::tui) fn view(
        &self,
        doors: &[Door],
        number: impl Fn(Target) -> Option<usize>,
        theme: &Theme,
        buf: &mut Buffer,
    ) {
        let mut drawn = Vec::new();
        for door in doors {
            let Some(n) = number(door.target).filter(|n| !drawn.contains(n)) else {
                continue;
            };
            drawn.push(n);
            let label = self
                .labels
                .iter()
                .find(|(t, l)| *t == n && l.starts_with(&self.typed));
            if let Some((_, label)) = label {
                put(
                    buf,
                    door.from,
                    door.y,
                    buf.area.right(),
                    label,
                    theme.style(Role::Hint),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_own_letters() {
        for count in [1, 25, 26, 300] {
            let mut hints = Hints::new((0..count).collect());
            let mut labels: Vec<_> = hints.labels.iter().map(|(_, l)| l.clone()).collect();
            labels.sort();
            labels.dedup();
            assert_eq!(labels.len(), count);
            let (target, label) = hints.labels[count / 2].clone();
            let last = label.chars().map(|c| hints.type_letter(c)).last();
            assert_eq!(last, Some(Typed::Target(target)));
        }
    }
}
