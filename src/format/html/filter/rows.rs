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
    named >= 2 && all().count() <= ROW && named * 5 >= all().count() * 3
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
