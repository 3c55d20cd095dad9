//! Large initials, in half cells: five columns and six half rows a letter, as `assets/initials.txt` draws them.

/// Each letter and its half rows from the top, `#` for ink.
const LETTERS: &str = include_str!("../../assets/initials.txt");

/// Half cells: none of them inked, the upper, the lower, both.
const SIGNS: [&str; 4] = [" ", "▀", "▄", "█"];

/// The signs of row `row` of a letter, from the left, and a space after them; none of what is no letter.
pub(super) fn row(letter: char, row: u8) -> impl Iterator<Item = &'static str> {
    let drawn = LETTERS.lines().find(|l| l.starts_with(letter));
    let mut halves = drawn
        .into_iter()
        .flat_map(|l| l.split(' ').skip(1))
        .skip(2 * usize::from(row));
    let mut half = || halves.next().unwrap_or_default().bytes().map(|b| b == b'#');
    let pairs = half().zip(half());
    let signs = pairs.map(|(upper, lower)| {
        let sign = usize::from(upper) + 2 * usize::from(lower);
        SIGNS.get(sign).copied().unwrap_or_default()
    });
    signs.chain(drawn.map(|_| " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capital_is_drawn() {
        for letter in 'A'..='Z' {
            for n in 0..3 {
                assert_eq!(row(letter, n).count(), 6, "{letter}");
            }
            assert_eq!(row(letter, 3).collect::<String>(), " ", "{letter}");
        }
        assert_eq!(row('é', 0).count(), 0);
    }

    #[test]
    fn two_half_rows_are_one() {
        let t: Vec<String> = (0..3).map(|n| row('T', n).collect()).collect();
        assert_eq!(t, ["▀▀█▀▀ ", "  █   ", "  █   "]);
    }
}
