//! Rows of buttons and counts, told by their words: "Facebook WhatsApp Print", "1,693 views".

use super::super::phrases::{self, Role};

/// Networks and programs to which rows of buttons send a page.
const NETWORKS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "linkedin",
    "pinterest",
    "pint",
    "pin",
    "reddit",
    "tumblr",
    "instagram",
    "youtube",
    "tiktok",
    "threads",
    "bluesky",
    "mastodon",
    "messenger",
    "flipboard",
    "pocket",
    "email",
    "xing",
    "viber",
    "vk",
    "vkontakte",
    "ok",
    "line",
    "kakaotalk",
    "weibo",
    "wechat",
    "print",
    "google",
    "rss",
];

/// Whether a line is a row of buttons without their pictures: two networks or more, and hardly anything else.
pub(super) fn is_share_row(words: &str) -> bool {
    let all = || words.split_whitespace().take(ROW + 1);
    let named = all().filter(|w| NETWORKS.contains(w)).count();
    let row = named >= 2 && all().count() <= ROW && named * 5 >= all().count() * 3;
    let close = words.len() > FEW && all().count() <= CLOSE;
    row || close && is_close_row(&all().collect::<String>())
}

/// Fewest bytes of such a row.
const FEW: usize = 12;

/// Most words, and fewest letters of a name, of a row whose buttons stand close together.
const CLOSE: usize = 3;

/// Whether a text without its spaces is mostly names of networks: "FacebookTwitterLinkedInEMail".
fn is_close_row(text: &str) -> bool {
    let (mut rest, mut named, mut told) = (text, 0, 0);
    while let Some(first) = rest.chars().next() {
        let names = NETWORKS.iter().filter(|n| n.len() > CLOSE);
        let longest = names
            .filter(|n| rest.starts_with(**n))
            .map(|n| n.len())
            .max();
        named += usize::from(longest.is_some());
        told += longest.unwrap_or(0);
        rest = rest
            .get(longest.unwrap_or(first.len_utf8())..)
            .unwrap_or_default();
    }
    named >= 2 && told * 4 >= text.len() * 3
}

/// Whether a line is the clock of a player: "0:00/2:33".
pub(super) fn is_clock(text: &str) -> bool {
    let number = |t: &str| (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    let time = |t: &str| t.trim().contains(':') && t.trim().split(':').all(number);
    let parts = || text.split(['/', '-', '|']);
    parts().count() == 2 && parts().all(time)
}

/// Ends of the names of files of pictures.
const PICTURES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"];

/// Most words of the name of a file.
const FILE: usize = 8;

/// Whether a line is the name of the file of a picture, as some programs set it under one.
pub(super) fn is_file(text: &str, words: usize) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    words <= FILE && PICTURES.iter().any(|end| lower.ends_with(end))
}

/// Most words of a row of buttons.
const ROW: usize = 12;

/// Most words of a line that counts something.
const COUNT: usize = 6;

/// Whether a line is the number of a picture or a page among others: "3/7", "3 of 7".
pub(super) fn is_place(text: &str) -> bool {
    let number = |t: &str| (1..=3).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    let text = text.trim();
    let parts = [
        "/", " of ", " von ", " sur ", " de ", " di ", " van ", " из ",
    ];
    let mut cut = parts.iter().filter_map(|mark| text.split_once(mark));
    cut.any(|(n, all)| number(n.trim()) && number(all.trim()))
}

/// Whether a line counts readers, minutes or answers: its words without the number do.
pub(super) fn is_count(words: &str) -> bool {
    let number = |w: &&str| w.chars().all(|c| c.is_ascii_digit());
    let all = || words.split_whitespace().take(COUNT + 1);
    if !all().any(|w| number(&w)) || all().count() > COUNT {
        return false;
    }
    let rest: Vec<&str> = all().filter(|w| !number(w)).collect();
    phrases::plays(&format!(" {} ", rest.join(" ")), Role::Count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_buttons_are_told_by_their_words() {
        for (words, row) in [
            ("facebook twitter print", true),
            ("facebooktwitterlinkedinemail", true),
            ("facebooktwitterinstagramkoo appyoutube", true),
            ("facebook paid twitter users", false),
            ("facebooktwittersomethingelsealtogether", false),
            ("pinterest", false),
        ] {
            assert_eq!(is_share_row(words), row, "{words}");
        }
    }

    #[test]
    fn clocks_and_files_are_told_by_their_marks() {
        for (text, clock, file) in [
            ("0:00/2:33", true, false),
            ("00:38 / 01:22", true, false),
            ("12:30", false, false),
            ("Mark 1:1 - 3:16 of it", false, false),
            ("cash and cards.jpg", false, true),
            (
                "The answer lies in the file that we were sent, which is cards.jpg",
                false,
                false,
            ),
        ] {
            assert_eq!(is_clock(text), clock, "{text}");
            assert_eq!(is_file(text, text.split(' ').count()), file, "{text}");
        }
    }
}
