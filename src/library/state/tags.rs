//! The tags of a story, as the reader gave and took them. Nearly every story that has any has one or two, and a reader who tags a
//! library tags all of it: they lie side by side, sorted, with no room to spare.

use super::Millis;

/// Tags by name, each with when it was last given (`true`) or taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags(Vec<(Box<str>, (Millis, bool))>);

impl Tags {
    /// Takes over what is said of a tag where nothing later is known.
    pub(super) fn say(&mut self, name: &str, said: (Millis, bool)) {
        match self.0.binary_search_by(|(known, _)| (**known).cmp(name)) {
            Ok(n) => {
                if let Some((_, known)) = self.0.get_mut(n) {
                    *known = (*known).max(said);
                }
            }
            Err(n) => {
                self.0.reserve_exact(1);
                self.0.insert(n, (name.into(), said));
            }
        }
    }

    /// All of them, by name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, (Millis, bool))> {
        self.0.iter().map(|(name, said)| (&**name, *said))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_a_tag_counts_whatever_comes_first() {
        let said = [("b", (2, true)), ("a", (1, true)), ("b", (3, false))];
        let mut there = Tags::default();
        let mut back = Tags::default();
        for (name, said) in said {
            there.say(name, said);
        }
        for (name, said) in said.into_iter().rev() {
            back.say(name, said);
        }
        assert_eq!(there, back);
        let all: Vec<_> = there.iter().collect();
        assert_eq!(all, [("a", (1, true)), ("b", (3, false))]);
    }
}
