//! How fast the reader reads, learnt from how they move on.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::library::catalog::WORDS_A_MINUTE;

/// What weighs as much as what was learnt, in words read at the usual speed.
const PRIOR: u32 = 1500;
/// From so many words on, what was learnt long ago counts for less.
const MOST: u32 = 60_000;
/// Slower is no reading but a pause, faster no reading but skimming; words a minute.
const READING: std::ops::RangeInclusive<u64> = 80..=700;
/// Fewer words tell nothing.
const FEWEST: u32 = 12;
/// Name of the file in the data folder.
const FILE: &str = "pace";

/// Words read, and the time they took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    words: u32,
    /// Milliseconds.
    time: u64,
}

impl Pace {
    /// Takes in that so many words were read in so many milliseconds; whether that tells anything.
    pub fn learn(&mut self, words: u32, time: u64) -> bool {
        let speed = u64::from(words) * 60_000 / time.max(1);
        if words < FEWEST || !READING.contains(&speed) {
            return false;
        }
        self.words = self.words.saturating_add(words);
        self.time = self.time.saturating_add(time);
        if self.words > MOST {
            self.words /= 2;
            self.time /= 2;
        }
        true
    }

    /// Words read in a minute: the usual figure as long as little is known.
    #[must_use]
    pub fn words_a_minute(self) -> u32 {
        let usual = u64::from(PRIOR) * 60_000 / u64::from(WORDS_A_MINUTE);
        let words = u64::from(self.words.saturating_add(PRIOR));
        let speed = words * 60_000 / self.time.saturating_add(usual).max(1);
        u32::try_from(speed).unwrap_or(WORDS_A_MINUTE).max(1)
    }

    /// Reading time of so many words in minutes, rounded up.
    #[must_use]
    pub fn minutes(self, words: u32) -> u32 {
        words.div_ceil(self.words_a_minute())
    }

    /// What was kept in the data folder; nothing learnt where nothing was, or it makes no sense.
    #[must_use]
    pub fn load(dir: &Path) -> Self {
        let text = fs::read_to_string(file(dir)).unwrap_or_default();
        let mut numbers = text.split_whitespace().map(str::parse::<u64>);
        let (Some(Ok(words)), Some(Ok(time))) = (numbers.next(), numbers.next()) else {
            return Self::default();
        };
        let words = u32::try_from(words).unwrap_or(0);
        let plausible = READING.contains(&(u64::from(words) * 60_000 / time.max(1)));
        if plausible && words <= 2 * MOST {
            Self { words, time }
        } else {
            Self::default()
        }
    }

    /// Keeps it in the data folder.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub fn save(self, dir: &Path) -> io::Result<()> {
        fs::create_dir_all(dir)?;
        let new = dir.join(format!("{FILE}.new"));
        fs::write(&new, format!("{} {}\n", self.words, self.time))?;
        fs::rename(new, file(dir))
    }
}

fn file(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_of_a_reader_is_learnt_and_kept() {
        let mut pace = Pace::default();
        assert_eq!(pace.words_a_minute(), WORDS_A_MINUTE);
        // Too few words, a pause, a leap.
        for (words, time) in [(3, 1000), (200, 3_600_000), (5000, 2000)] {
            assert!(!pace.learn(words, time), "{words} {time}");
        }
        assert_eq!(pace, Pace::default());
        for _ in 0..100 {
            assert!(pace.learn(150, 30_000));
        }
        let speed = pace.words_a_minute();
        assert!((285..300).contains(&speed), "{speed}");
        assert_eq!(pace.minutes(3000), 3000_u32.div_ceil(speed));
        let dir = tempfile::tempdir().unwrap();
        pace.save(dir.path()).unwrap();
        assert_eq!(Pace::load(dir.path()), pace);
        fs::write(file(dir.path()), "1 nonsense").unwrap();
        assert_eq!(Pace::load(dir.path()), Pace::default());
    }

    #[test]
    fn what_was_learnt_long_ago_counts_for_less() {
        let mut pace = Pace::default();
        for _ in 0..2000 {
            pace.learn(150, 30_000);
        }
        for _ in 0..600 {
            pace.learn(150, 60_000);
        }
        assert!(pace.words_a_minute() < 200, "{}", pace.words_a_minute());
    }
}
